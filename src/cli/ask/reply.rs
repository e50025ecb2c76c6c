//! What a typed line means.

use std::path::PathBuf;

use crate::case::{AnswerValue, EntryFault, type_quantity};
use crate::knowledge::{Finding, Kind, Knowledge, OptionId, Said, Text, half_width, said};

/// What a person wants at a question.
#[derive(Debug)]
pub(crate) enum Reply {
    Answer {
        value: AnswerValue,
        /// The number as it was read, where that is not letter for letter what was typed.
        read_as: Option<String>,
    },
    /// The laboratory's own range of the answer; empty takes it back.
    Range(String),
    /// A note beside the answer; empty takes it back.
    Note(String),
    /// The better cause of a sign that is present; empty takes it back.
    Explained(String),
    /// A number that was asked about stands.
    Confirm,
    /// It was meant in another unit: this one, or the one that was asked about.
    OtherUnit(String),
    /// Where the patient is seen; empty asks for the list.
    Setting(String),
    /// A line of a note.
    Quick(String),
    Next,
    Back,
    NextSection,
    /// A section and a question in it, both counted from 1.
    Goto(String),
    Undo,
    About,
    Help,
    Result,
    Report,
    Save(PathBuf),
    Quit,
    NotANumber(EntryFault),
    NoAnswer,
}

/// Understands a line; `unit` is what a bare number is in.
pub(crate) fn understand(typed: &str, finding: &Finding, unit: usize, knowledge: &Knowledge) -> Reply {
    let typed = typed.trim();
    let lower = plain(typed);
    if lower.starts_with('/') {
        return Reply::Quick(typed.chars().skip(1).collect());
    }
    // What follows on a word is the person's own text.
    let (word, rest) = typed.split_once(char::is_whitespace).map_or((typed, ""), |(word, rest)| (word, rest.trim()));
    match (lower.as_str(), plain(word).as_str()) {
        ("", _) => return Reply::Next,
        ("b" | "back" | "上一题", _) => return Reply::Back,
        ("next" | "下一部分", _) => return Reply::NextSection,
        (_, "goto" | "转到") => return Reply::Goto(rest.chars().map(half_width).collect()),
        ("undo" | "撤销", _) => return Reply::Undo,
        ("?" | "about" | "说明", _) => return Reply::About,
        ("help" | "帮助", _) => return Reply::Help,
        ("r" | "result" | "结果", _) => return Reply::Result,
        ("report" | "报告", _) => return Reply::Report,
        ("ok" | "确认", _) => return Reply::Confirm,
        (_, "range" | "范围") => return Reply::Range(rest.to_owned()),
        (_, "unit" | "单位") => return Reply::OtherUnit(rest.to_owned()),
        (_, "note" | "备注") => return Reply::Note(rest.to_owned()),
        (_, "because" | "解释") => return Reply::Explained(rest.to_owned()),
        (_, "setting" | "场景") => return Reply::Setting(plain(rest)),
        (_, "save" | "另存") if !rest.is_empty() => return Reply::Save(PathBuf::from(rest)),
        ("q" | "quit" | "退出", _) => return Reply::Quit,
        _ => {}
    }
    let answer = |value| Reply::Answer { value, read_as: None };
    match (word_of_answer(&lower, knowledge), &finding.kind) {
        (Some(value @ (AnswerValue::Unknown | AnswerValue::Unobtainable)), _) => answer(value),
        (Some(value), Kind::Sign(_)) => answer(value),
        (None, Kind::Sign(_)) => Reply::NoAnswer,
        (_, Kind::Choice(_)) => option(&lower, finding).map_or(Reply::NoAnswer, |id| answer(AnswerValue::Option(id))),
        (_, Kind::Quantity(measure)) => match type_quantity(typed, measure, unit) {
            Ok(typed) => Reply::Answer { value: AnswerValue::Quantity(typed.quantity), read_as: typed.read_as },
            Err(fault) => Reply::NotANumber(fault),
        },
    }
}

/// Half width and lower case.
fn plain(text: &str) -> String {
    text.chars().map(half_width).flat_map(char::to_lowercase).collect()
}

/// The answer that a key or a word stands for, in any language.
fn word_of_answer(lower: &str, knowledge: &Knowledge) -> Option<AnswerValue> {
    let words = &knowledge.interface.answer;
    let answers: [(&[&str], &Text, AnswerValue); 4] = [
        (&["y", "present"], &words.present, AnswerValue::Present),
        (&["n", "absent"], &words.absent, AnswerValue::Absent),
        (&["u", "x", "unknown"], &words.unknown, AnswerValue::Unknown),
        (&["-", "~", "unobtainable"], &words.unobtainable, AnswerValue::Unobtainable),
    ];
    let by_key = answers.iter().find(|(keys, label, _)| keys.contains(&lower) || is(lower, label));
    by_key.map(|(.., value)| *value).or_else(|| {
        said(knowledge, lower).map(|said| match said {
            Said::Present => AnswerValue::Present,
            Said::Absent => AnswerValue::Absent,
            Said::Unknown => AnswerValue::Unknown,
            Said::Unobtainable => AnswerValue::Unobtainable,
        })
    })
}

/// An option by its number, its id, or its name in either language.
fn option(lower: &str, finding: &Finding) -> Option<OptionId> {
    let options = finding.options();
    let option = match lower.parse::<usize>() {
        Ok(number) => options.get(number.checked_sub(1)?),
        Err(_) => options.iter().find(|option| *option.id == *lower || is(lower, &option.label)),
    }?;
    finding.option(&option.id)
}

fn is(lower: &str, label: &Text) -> bool {
    label.both().into_iter().any(|name| plain(name) == lower)
}
