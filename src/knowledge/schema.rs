//! JSON Schemas of the pack's files, generated from the types that read them.

use schemars::{Schema, schema_for};

use super::files::{CriteriaFile, FindingsFile, Interface, PackFile, SourcesFile};

/// The schema of each kind of pack file with the name of its file in `rules/schema/`.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("criteria.schema.json", schema_for!(CriteriaFile)),
        ("findings.schema.json", schema_for!(FindingsFile)),
        ("interface.schema.json", schema_for!(Interface)),
        ("pack.schema.json", schema_for!(PackFile)),
        ("sources.schema.json", schema_for!(SourcesFile)),
    ]
}
