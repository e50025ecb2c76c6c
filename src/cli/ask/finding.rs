//! What is said of one finding while it is asked for.

use crate::json::shown;
use crate::knowledge::{ChoiceOption, FindingId, Kind, Text};
use crate::say::document::Line;
use crate::say::{Known, Wording};

fn fill(wording: Wording, text: &Text, values: &[(&str, &str)]) -> String {
    shown(&text.fill(wording.lang, values))
}

/// What may be typed.
pub fn keys(wording: Wording, id: FindingId) -> String {
    let words = &wording.words().ask;
    match &wording.knowledge.finding(id).kind {
        Kind::Sign(_) => fill(wording, &words.keys_sign, &[]),
        Kind::Choice(options) => {
            let option = |(at, option): (usize, &ChoiceOption)| format!("{} {}", at + 1, wording.say(&option.label));
            let options = wording.names(options.iter().enumerate().map(option));
            fill(wording, &words.keys_choice, &[("options", &options)])
        }
        Kind::Quantity(measure) => {
            let mut units = measure.units.iter().map(|unit| match wording.unit(unit) {
                shown if shown.is_empty() => wording.say(&words.no_unit).to_owned(),
                shown => shown,
            });
            let unit = units.next().unwrap_or_default();
            let others = wording.names(units);
            match others.is_empty() {
                true => fill(wording, &words.keys_quantity_one, &[("unit", &unit)]),
                false => fill(wording, &words.keys_quantity, &[("unit", &unit), ("units", &others)]),
            }
        }
    }
}

/// What is to be known of it.
pub fn about(wording: Wording, id: FindingId, known: Option<Known>) -> Vec<String> {
    match wording.about(id, known).as_slice() {
        [] => vec![fill(wording, &wording.words().finding.no_help, &[])],
        lines => lines.iter().map(Line::text).collect(),
    }
}

/// What was typed is no answer to this question.
pub fn no_answer(wording: Wording, typed: &str) -> String {
    fill(wording, &wording.words().ask.no_such_answer, &[("typed", typed)])
}

/// The answer as it was understood.
pub fn answered(wording: Wording, said: &str, read_as: Option<String>) -> String {
    shown(&match read_as {
        Some(number) => {
            let read_as = fill(wording, &wording.words().ask.read_as, &[("number", &number)]);
            wording.aside(said, &read_as)
        }
        None => said.to_owned(),
    })
}
