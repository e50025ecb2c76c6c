//! `cards.json`: flash cards about what no rule, limit or frequency of the pack says.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::{Phrase, Text};

/// Flash cards; those about rules, limits and frequencies are made from the pack itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: cards")]
pub struct CardsFile {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// A fact each; a later pack's card replaces one of the same id.
    pub cards: Vec<CardFile>,
}

/// A question with one right answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CardFile {
    /// What a learner's memory of it is kept by.
    pub id: String,
    /// The findings it is about.
    #[serde(default)]
    pub about: Vec<String>,
    /// The criteria set it is about, if it is about one.
    pub set: Option<String>,
    /// What is asked.
    pub question: Text,
    /// The one right answer, in a few words.
    pub answer: Text,
    /// What is said beside the answer.
    pub note: Option<Text>,
    /// Ids in `sources.json`.
    pub sources: Vec<Phrase>,
}
