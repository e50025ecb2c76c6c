//! JSON Schemas of the pack's files, generated from the types that read them.

use schemars::{Schema, schema_for};

use super::files::{
    AdviceFile, CardsFile, CriteriaFile, DiseaseFile, EvidenceFile, ExchangeFile, FactsFile, FindingsFile, GrammarFile,
    HpoFile, Interface, LessonFile, PackFile, SettingsFile, SourcesFile, SynonymsFile, UnitsFile, WorkupFile,
};

/// The schema of each kind of pack file with the name of its file in `rules/schema/`.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("advice.schema.json", schema_for!(AdviceFile)),
        ("cards.schema.json", schema_for!(CardsFile)),
        ("criteria.schema.json", schema_for!(CriteriaFile)),
        ("disease.schema.json", schema_for!(DiseaseFile)),
        ("evidence.schema.json", schema_for!(EvidenceFile)),
        ("exchange.schema.json", schema_for!(ExchangeFile)),
        ("facts.schema.json", schema_for!(FactsFile)),
        ("findings.schema.json", schema_for!(FindingsFile)),
        ("grammar.schema.json", schema_for!(GrammarFile)),
        ("hpo.schema.json", schema_for!(HpoFile)),
        ("interface.schema.json", schema_for!(Interface)),
        ("lesson.schema.json", schema_for!(LessonFile)),
        ("pack.schema.json", schema_for!(PackFile)),
        ("settings.schema.json", schema_for!(SettingsFile)),
        ("sources.schema.json", schema_for!(SourcesFile)),
        ("synonyms.schema.json", schema_for!(SynonymsFile)),
        ("units.schema.json", schema_for!(UnitsFile)),
        ("workup.schema.json", schema_for!(WorkupFile)),
    ]
}
