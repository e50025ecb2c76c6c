//! What is written of FHIR's resources. FHIR knows no empty list, no empty object and no null.

use serde::Serialize;

use super::datatype::{Annotation, Concept, Identifier, Quantity, Range, Reference};

/// A collection of resources.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bundle {
    pub(super) resource_type: &'static str,
    pub(super) language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) identifier: Option<Identifier>,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) entry: Vec<Entry>,
}

/// A resource under the name that others refer to it by.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    pub(super) full_url: String,
    pub(super) resource: Resource,
}

#[derive(Serialize)]
#[serde(tag = "resourceType")]
pub(super) enum Resource {
    Patient(Patient),
    Device(Device),
    Specimen(Specimen),
    Observation(Box<Observation>),
    DiagnosticReport(Box<DiagnosticReport>),
    ClinicalImpression(Box<ClinicalImpression>),
}

#[derive(Serialize)]
pub(super) struct Patient {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) gender: Option<&'static str>,
}

/// The program with its pack.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Device {
    pub(super) device_name: Vec<DeviceName>,
    pub(super) version: Vec<Version>,
    pub(super) note: Vec<Annotation>,
}

#[derive(Serialize)]
pub(super) struct DeviceName {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}

#[derive(Serialize)]
pub(super) struct Version {
    pub(super) value: String,
}

#[derive(Serialize)]
pub(super) struct Specimen {
    #[serde(rename = "type")]
    pub(super) kind: Concept,
    pub(super) subject: Reference,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Observation {
    pub(super) status: &'static str,
    pub(super) category: Vec<Concept>,
    pub(super) code: Concept,
    pub(super) subject: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) effective_date_time: Option<String>,
    #[serde(flatten)]
    pub(super) value: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) interpretation: Vec<Concept>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) note: Vec<Annotation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) specimen: Option<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) reference_range: Vec<Range>,
}

/// What was found, or why nothing is said.
#[derive(Serialize)]
pub(super) enum Value {
    #[serde(rename = "valueCodeableConcept")]
    Concept(Concept),
    #[serde(rename = "valueQuantity")]
    Quantity(Quantity),
    #[serde(rename = "dataAbsentReason")]
    Missing(Concept),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DiagnosticReport {
    pub(super) language: &'static str,
    pub(super) text: Narrative,
    pub(super) status: &'static str,
    pub(super) category: Vec<Concept>,
    pub(super) code: Concept,
    pub(super) subject: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) effective_date_time: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) result: Vec<Reference>,
    pub(super) conclusion: String,
}

#[derive(Serialize)]
pub(super) struct Narrative {
    pub(super) status: &'static str,
    pub(super) div: String,
}

/// How the criteria were judged.
#[derive(Serialize)]
pub(super) struct ClinicalImpression {
    pub(super) status: &'static str,
    pub(super) description: String,
    pub(super) subject: Reference,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) investigation: Vec<Investigation>,
    pub(super) summary: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) finding: Vec<Judged>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) note: Vec<Annotation>,
}

#[derive(Serialize)]
pub(super) struct Investigation {
    pub(super) code: Concept,
    pub(super) item: Vec<Reference>,
}

/// A criteria set with its verdict.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Judged {
    pub(super) item_codeable_concept: Concept,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) basis: Option<String>,
}
