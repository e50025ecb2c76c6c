//! `exchange.json` and `hpo.json`: what the codes and result words of other systems mean.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::{Phrase, Text};

/// The words and codes by which other systems say a result, and the specimens that decide between findings of one code.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: exchange")]
pub struct ExchangeFile {
    /// Where the schema of this file is.
    #[serde(rename = "$schema", default)]
    pub schema: Option<Phrase>,
    /// Where the words come from.
    pub origin: Text,
    /// What says that a sign is there.
    pub present: ResultFile,
    /// What says that it is not.
    pub absent: ResultFile,
    /// What says that nobody knows.
    pub unknown: ResultFile,
    /// What a finding is measured in, where its code leaves that open.
    pub specimens: Vec<SpecimenFile>,
}

/// The ways to say one result.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultFile {
    /// In any language; case and width of letters do not count.
    pub words: Vec<Phrase>,
    /// In vocabularies of others.
    pub codes: Vec<CodeFile>,
}

/// What a finding is measured in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecimenFile {
    /// The id of a quantity.
    pub finding: Phrase,
    /// Words that name the specimen, in any language.
    pub names: Vec<Phrase>,
    /// Its codes in vocabularies of others.
    pub codes: Vec<CodeFile>,
}

/// A code with the vocabulary that it is of.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeFile {
    /// An address, or the prefix before the colon.
    pub system: Phrase,
    /// The code.
    pub code: Phrase,
}

/// The terms of the Human Phenotype Ontology that have to do with a finding.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: terms of the Human Phenotype Ontology")]
pub struct HpoFile {
    /// Where the schema of this file is.
    #[serde(rename = "$schema", default)]
    pub schema: Option<Phrase>,
    /// The release of the ontology.
    pub release: Phrase,
    /// The terms that findings name, all that they are kinds of, and all kinds of them.
    pub terms: Vec<TermFile>,
}

/// A term of the ontology.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermFile {
    /// Its id.
    pub term: Phrase,
    /// The label of the release.
    pub label: Phrase,
    /// The terms that it is a kind of, as far as they are in the file.
    #[serde(default)]
    pub is_a: Vec<Phrase>,
    /// Other ids of the same term: former ones, and obsolete terms that it replaced.
    #[serde(default)]
    pub also: Vec<Phrase>,
}
