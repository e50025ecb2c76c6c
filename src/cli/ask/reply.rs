//! What a typed line means.

use std::path::PathBuf;

use crate::case::{AnswerValue, EntryFault, type_quantity};
use crate::knowledge::{Finding, Kind, Knowledge, Lang, OptionId, Text, half_width};

/// What a person wants at a question.
#[derive(Debug)]
pub enum Reply {
    Answer {
        value: AnswerValue,
        /// The number as it was read, where that is not letter for letter what was typed.
        read_as: Option<String>,
    },
    Next,
    Back,
    NextSection,
    /// A section and a question in it, both counted from 1.
    Goto(String),
    Undo,
    About,
    Help,
    Result,
    Save(PathBuf),
    Quit,
    NotANumber(EntryFault),
    NoAnswer,
}

/// Understands a line; `unit` is what a bare number is in.
pub fn understand(typed: &str, finding: &Finding, unit: usize, knowledge: &Knowledge) -> Reply {
    let plain: String = typed.trim().chars().map(half_width).collect();
    let lower = plain.to_lowercase();
    let (word, rest) = plain.split_once(' ').map_or((plain.as_str(), ""), |(word, rest)| (word, rest.trim()));
    match (lower.as_str(), word.to_lowercase().as_str()) {
        ("", _) => return Reply::Next,
        ("b" | "back", _) => return Reply::Back,
        ("next", _) => return Reply::NextSection,
        (_, "goto") => return Reply::Goto(rest.to_owned()),
        ("undo", _) => return Reply::Undo,
        ("?" | "about", _) => return Reply::About,
        ("help", _) => return Reply::Help,
        ("r" | "result", _) => return Reply::Result,
        (_, "save") if !rest.is_empty() => return Reply::Save(PathBuf::from(typed.trim_start()[word.len()..].trim())),
        ("q" | "quit", _) => return Reply::Quit,
        _ => {}
    }
    let answer = |value| Reply::Answer { value, read_as: None };
    let words = &knowledge.interface.answer;
    if ["u", "x"].contains(&lower.as_str()) || is(&lower, "unknown", &words.unknown) {
        return answer(AnswerValue::Unknown);
    }
    if ["-", "~"].contains(&lower.as_str()) || is(&lower, "unobtainable", &words.unobtainable) {
        return answer(AnswerValue::Unobtainable);
    }
    match &finding.kind {
        Kind::Sign(_) if ["y", "yes"].contains(&lower.as_str()) || is(&lower, "present", &words.present) => {
            answer(AnswerValue::Present)
        }
        Kind::Sign(_) if ["n", "no"].contains(&lower.as_str()) || is(&lower, "absent", &words.absent) => {
            answer(AnswerValue::Absent)
        }
        Kind::Sign(_) => Reply::NoAnswer,
        Kind::Choice(_) => option(&lower, finding).map_or(Reply::NoAnswer, |id| answer(AnswerValue::Option(id))),
        Kind::Quantity(measure) => match type_quantity(typed, measure, unit) {
            Ok(typed) => Reply::Answer { value: AnswerValue::Quantity(typed.quantity), read_as: typed.read_as },
            Err(fault) => Reply::NotANumber(fault),
        },
    }
}

/// An option by its number, its id, or its name in either language.
fn option(lower: &str, finding: &Finding) -> Option<OptionId> {
    let options = finding.options();
    let at = match lower.parse::<usize>() {
        Ok(number) => number.checked_sub(1).filter(|at| *at < options.len()),
        Err(_) => options.iter().position(|option| is(lower, &option.id, &option.label)),
    }?;
    finding.option(&options[at].id)
}

fn is(lower: &str, id: &str, label: &Text) -> bool {
    lower == id || Lang::ALL.iter().any(|lang| label.get(*lang).to_lowercase() == lower)
}
