//! FHIR R4 Questionnaire (SDC): the checklist as a form, and what was filled in.
//!
//! A question's `linkId` is the id of its finding, whatever the language; what belongs to a question has its name behind it.

mod read;
mod resource;
mod write;

pub(super) use read::statements;
pub use write::questionnaire;

/// What a form is called, before the pack and the language.
const FORM: &str = "urn:poems:questionnaire";
/// How a value lies to the one that is written.
const COMPARATOR: &str = "http://hl7.org/fhir/quantity-comparator";

/// Behind the id of a finding: the question whether only a limit is known.
const LIMIT: &str = ".limit";
