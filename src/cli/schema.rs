//! Every JSON Schema of the product, with the name of its file in `rules/schema/`. The program carries their text: what
//! makes them of the types would be a fourteenth of it.

use schemars::generate::SchemaSettings;
use schemars::schema_for;
use serde_json::Value;

use crate::case::TeachingFile;
use crate::case::schema::case_schema;
use crate::cohort::CalibrationJson;
use crate::exchange::MappingFile;
use crate::knowledge;
use crate::order;
use crate::report::{AssessmentJson, ExplanationJson, FaultsJson};
use crate::say::{Envelope, JsonDocument};
use crate::teach::ComparisonJson;

static SCHEMAS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// The schemas in the order of their file names.
pub fn schemas() -> impl Iterator<Item = (&'static str, Value)> {
    SCHEMAS.iter().map(|(file, schema)| (*file, schema.parse().unwrap_or_default()))
}

/// The schemas as the types are now, in the order of their file names: what the files must hold.
pub fn generated() -> Vec<(&'static str, Value)> {
    let mut schemas: Vec<(&str, Value)> =
        knowledge::schema::schemas().into_iter().map(|(file, schema)| (file, schema.to_value())).collect();
    schemas.push(("assessment.schema.json", written::<AssessmentJson<'_>>()));
    schemas.push(("calibration.schema.json", written::<CalibrationJson<'_>>()));
    schemas.push(("case.schema.json", case_schema()));
    schemas.push(("comparison.schema.json", written::<ComparisonJson<'_>>()));
    schemas.push(("explanation.schema.json", written::<ExplanationJson<'_>>()));
    schemas.push(("faults.schema.json", written::<FaultsJson<'_>>()));
    schemas.push(("mapping.schema.json", schema_for!(MappingFile).to_value()));
    schemas.push(("deck-case.schema.json", of_deck(schema_for!(TeachingFile).to_value())));
    schemas.push(("teaching-case.schema.json", schema_for!(TeachingFile).to_value()));
    order::by_key(&mut schemas, |(file, _)| *file);
    schemas
}

/// The schema of a case of a teacher's own: its texts may be in one language.
#[expect(clippy::indexing_slicing, reason = "a member of a JSON object is made where there is none")]
fn of_deck(mut schema: Value) -> Value {
    schema["title"] = "poems deck: teaching case".into();
    schema["$defs"]["Text"]["required"] = Value::Array(Vec::new());
    schema["$defs"]["Text"]["minProperties"] = 1.into();
    schema
}

/// The schema of a document in its envelope, as this program writes it rather than as it would read it.
#[expect(clippy::indexing_slicing, reason = "a member of a JSON object is made where there is none")]
fn written<Document: JsonDocument>() -> Value {
    let schema_of = || SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = schema_of().into_root_schema_for::<Envelope<'_, Document>>().to_value();
    schema["title"] = Document::FORMAT.into();
    schema["description"] = schema_of().into_root_schema_for::<Document>().to_value()["description"].take();
    schema["properties"]["format"]["const"] = Document::FORMAT.into();
    schema
}
