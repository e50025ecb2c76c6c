//! What is written of FHIR's Questionnaire. FHIR knows no empty list, no empty object and no null.

use serde::Serialize;

use crate::exchange::fhir::datatype::{Coding, Extension, Quantity};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Questionnaire<'a> {
    pub(super) resource_type: &'static str,
    pub(super) id: String,
    pub(super) meta: Meta,
    pub(super) language: &'static str,
    pub(super) url: String,
    pub(super) version: &'a str,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) status: &'static str,
    pub(super) subject_type: [&'static str; 1],
    pub(super) description: String,
    pub(super) copyright: &'a str,
    pub(super) item: Vec<Item>,
}

#[derive(Serialize)]
pub(super) struct Meta {
    pub(super) profile: [&'static str; 1],
}

/// A group, a question or a text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) extension: Vec<Extension>,
    pub(super) link_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) code: Vec<Coding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) prefix: Option<String>,
    pub(super) text: String,
    #[serde(rename = "type")]
    pub(super) kind: ItemKind,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) enable_when: Vec<EnableWhen>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) enable_behavior: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) answer_option: Vec<AnswerOption>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) initial: Vec<Initial>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) item: Vec<Item>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ItemKind {
    Group,
    Display,
    Boolean,
    Choice,
    Decimal,
    Quantity,
}

impl Item {
    pub(super) fn new(kind: ItemKind, link_id: String, text: String) -> Item {
        Item {
            extension: Vec::new(),
            link_id,
            code: Vec::new(),
            prefix: None,
            text,
            kind,
            enable_when: Vec::new(),
            enable_behavior: None,
            answer_option: Vec::new(),
            initial: Vec::new(),
            item: Vec::new(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnswerOption {
    pub(super) value_coding: Coding,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Initial {
    pub(super) value_quantity: Quantity,
}

/// An answer to another question that lets this one be asked.
#[derive(Serialize)]
pub(super) struct EnableWhen {
    pub(super) question: String,
    pub(super) operator: &'static str,
    #[serde(flatten)]
    pub(super) answer: EnablingAnswer,
}

#[derive(Serialize)]
pub(super) enum EnablingAnswer {
    #[serde(rename = "answerBoolean")]
    Boolean(bool),
    #[serde(rename = "answerCoding")]
    Coding(Coding),
}
