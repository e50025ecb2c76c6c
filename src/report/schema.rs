//! Every JSON Schema of the product, with the name of its file in `rules/schema/`.

use schemars::generate::SchemaSettings;
use schemars::schema_for;
use serde_json::Value;

use super::{AssessmentJson, ExplanationJson};
use crate::case::TeachingFile;
use crate::case::schema::case_schema;
use crate::knowledge;

/// The schemas in the order of their file names.
pub fn schemas() -> Vec<(&'static str, Value)> {
    let mut schemas: Vec<(&str, Value)> =
        knowledge::schema::schemas().into_iter().map(|(file, schema)| (file, schema.to_value())).collect();
    schemas.push(("assessment.schema.json", written::<AssessmentJson<'_>>()));
    schemas.push(("case.schema.json", case_schema()));
    schemas.push(("explanation.schema.json", written::<ExplanationJson<'_>>()));
    schemas.push(("teaching-case.schema.json", schema_for!(TeachingFile<'_>).to_value()));
    schemas.sort_by_key(|(file, _)| *file);
    schemas
}

/// The schema of what this program writes, rather than of what it would read.
fn written<T: schemars::JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>().to_value()
}
