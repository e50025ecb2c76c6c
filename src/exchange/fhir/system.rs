//! The systems that codes and extensions belong to.

/// The Human Phenotype Ontology.
pub(super) const HPO: &str = "http://human-phenotype-ontology.org";
/// LOINC.
pub(super) const LOINC: &str = "http://loinc.org";
/// UCUM.
pub(super) const UCUM: &str = "http://unitsofmeasure.org";
/// Why there is no value.
pub(super) const ABSENT_REASON: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
/// How a value lies in the laboratory's range.
pub(super) const INTERPRETATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

/// What cases are called.
pub(super) const CASE: &str = "urn:poems:case";
/// The findings of the pack, by their ids; the options of a choice are in a system of their own below it.
pub(super) const FINDING: &str = "urn:poems:finding";
/// The answers of the case format that are words.
pub(super) const ANSWER: &str = "urn:poems:answer";
/// The sections of the checklist.
pub(super) const SECTION: &str = "urn:poems:section";
/// The criteria sets.
pub(super) const SET: &str = "urn:poems:set";

/// The extension that holds the better cause of a sign.
pub(super) const EXPLAINED: &str = "urn:poems:explained";
/// The extension that says how far a code is the finding's own.
pub(super) const MATCH: &str = "urn:poems:code-match";
