//! `fhir.json`: codes that FHIR resources speak in, beside those of the findings.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::Text;

/// How FHIR resources say that a sign is there or not, and what a value was measured in.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: FHIR")]
pub struct FhirFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// Where the codes come from.
    pub origin: Text,
    /// The codes that say a sign is present: the first is written, all are read.
    pub present: Vec<FhirCode>,
    /// The codes that say a sign is absent: the first is written, all are read.
    pub absent: Vec<FhirCode>,
    /// The specimens that findings are told apart by.
    pub specimens: Vec<FhirSpecimen>,
}

/// A code of a system.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FhirCode {
    /// The address that FHIR gives the system.
    pub system: String,
    /// The code.
    pub code: String,
    /// What the system calls it.
    #[serde(default)]
    pub display: Option<String>,
}

/// What is measured in one kind of specimen.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FhirSpecimen {
    /// The findings that are measured in it.
    pub findings: Vec<String>,
    /// What it is called.
    pub label: Text,
    /// Its code, where one was seen.
    #[serde(default)]
    pub code: Option<FhirCode>,
}
