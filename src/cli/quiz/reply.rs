//! What a typed line means while a text is marked.

use crate::case::AnswerValue;
use crate::cli::ask::reply::{NoAnswer, understand};
use crate::cli::talk::command::{Command, Context};
use crate::knowledge::{FindingId, Found, Kind, Knowledge, Text, half_width, look_up};

/// What a learner wants.
#[derive(Debug)]
pub(crate) enum Reply {
    Command(Command, String),
    /// Findings with what they are answered, or why one could not be.
    Answers(Vec<Result<(FindingId, AnswerValue), Refusal>>),
    NotUnderstood,
}

/// Why a finding could not be answered.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// No finding is called so.
    Unknown(String),
    /// Several are; these.
    Several(String, Vec<FindingId>),
    /// It is no sign, and needs a number or an option.
    NeedsValue(FindingId),
    /// The number or option was not understood.
    Value(FindingId, NoAnswer),
}

/// Understands a line: `present A, B`, `absent A`, `unknown A`, `A = VALUE`, or one of the words of the table of commands.
pub(crate) fn understand_mark(typed: &str, knowledge: &Knowledge) -> Reply {
    if let Some((command, text)) = Command::read(typed, Context::Text, &knowledge.interface) {
        return Reply::Command(command, text.to_owned());
    }
    let plain: String = typed.trim().chars().map(half_width).collect();
    let (word, rest) = plain.split_once(' ').map_or((plain.as_str(), ""), |(word, rest)| (word, rest.trim()));
    if let Some((name, value)) = plain.split_once('=') {
        return Reply::Answers(vec![valued(name.trim(), value.trim(), knowledge)]);
    }
    let words = &knowledge.interface.answer;
    let is = |ids: &[&str], label: &Text| {
        let word = word.to_lowercase();
        ids.contains(&word.as_str()) || label.both().into_iter().any(|name| name.to_lowercase() == word)
    };
    let value = match () {
        () if is(&["y", "present"], &words.present) => AnswerValue::Present,
        () if is(&["n", "absent"], &words.absent) => AnswerValue::Absent,
        () if is(&["x", "u", "unknown"], &words.unknown) => AnswerValue::Unknown,
        () => return Reply::NotUnderstood,
    };
    let names = rest.split([',', ';', '\u{3001}']).map(str::trim).filter(|name| !name.is_empty());
    Reply::Answers(names.map(|name| marked(name, value, knowledge)).collect())
}

fn marked(name: &str, value: AnswerValue, knowledge: &Knowledge) -> Result<(FindingId, AnswerValue), Refusal> {
    let finding = named(name, knowledge)?;
    let is_sign = matches!(knowledge.finding(finding).kind, Kind::Sign(_));
    if is_sign || value == AnswerValue::Unknown { Ok((finding, value)) } else { Err(Refusal::NeedsValue(finding)) }
}

fn valued(name: &str, value: &str, knowledge: &Knowledge) -> Result<(FindingId, AnswerValue), Refusal> {
    let finding = named(name, knowledge)?;
    match understand(value, knowledge.finding(finding), 0, knowledge) {
        Ok(understood) => Ok((finding, understood.value)),
        Err(other) => Err(Refusal::Value(finding, other)),
    }
}

/// The finding of a name: the one that is called exactly so, else the only one of which it is a part.
fn named(name: &str, knowledge: &Knowledge) -> Result<FindingId, Refusal> {
    let Found { findings, named, is_guess } = look_up(knowledge, name);
    match (findings.as_slice(), named) {
        ([], _) => Err(Refusal::Unknown(name.to_owned())),
        ([first, ..], 1) => Ok(*first),
        ([only], 0) if !is_guess => Ok(*only),
        _ => Err(Refusal::Several(name.to_owned(), findings)),
    }
}
