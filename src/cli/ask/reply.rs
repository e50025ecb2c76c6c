//! What a typed answer means.

use crate::case::{AnswerValue, EntryFault, type_quantity};
use crate::cli::talk::command::plain;
use crate::knowledge::{Finding, Kind, Knowledge, OptionId, Said, Text, said};

/// An answer as it was understood.
#[derive(Debug)]
pub(crate) struct Understood {
    pub value: AnswerValue,
    /// The number as it was read, where that is not letter for letter what was typed.
    pub read_as: Option<String>,
}

/// Why a line is no answer.
#[derive(Debug)]
pub(crate) enum NoAnswer {
    /// The number was not understood.
    Number(EntryFault),
    /// It is none of the words or options.
    Word,
}

/// Understands a line; `unit` is what a bare number is in.
///
/// # Errors
/// Why it is no answer to this finding.
pub(crate) fn understand(
    typed: &str,
    finding: &Finding,
    unit: usize,
    knowledge: &Knowledge,
) -> Result<Understood, NoAnswer> {
    let lower = plain(typed.trim());
    let answer = |value| Ok(Understood { value, read_as: None });
    match (word_of_answer(&lower, knowledge), &finding.kind) {
        (Some(value @ (AnswerValue::Unknown | AnswerValue::Unobtainable)), _) => answer(value),
        (Some(value), Kind::Sign(_)) => answer(value),
        (None, Kind::Sign(_)) => Err(NoAnswer::Word),
        (_, Kind::Choice(_)) => option(&lower, finding).map(AnswerValue::Option).map_or(Err(NoAnswer::Word), answer),
        (_, Kind::Quantity(measure)) => match type_quantity(typed.trim(), measure, unit) {
            Ok(typed) => Ok(Understood { value: AnswerValue::Quantity(typed.quantity), read_as: typed.read_as }),
            Err(fault) => Err(NoAnswer::Number(fault)),
        },
    }
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
