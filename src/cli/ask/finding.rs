//! What is said of one finding while it is asked for.

use crate::json::shown;
use crate::knowledge::{ChoiceOption, FindingId, Kind};
use crate::say::document::Line;
use crate::say::{Known, Wording};

/// What may be typed.
pub(crate) fn keys(wording: Wording, id: FindingId) -> String {
    let words = &wording.words().ask;
    shown(&match &wording.knowledge.finding(id).kind {
        Kind::Sign(_) => wording.say(&words.keys_sign).to_owned(),
        Kind::Choice(options) => {
            let option = |(at, option): (usize, &ChoiceOption)| format!("{} {}", at + 1, wording.say(&option.label));
            let options = wording.names(options.iter().enumerate().map(option));
            words.keys_choice(wording.lang, options)
        }
        Kind::Quantity(measure) => {
            let mut units = measure.units.iter().map(|unit| match wording.unit(unit) {
                shown if shown.is_empty() => wording.say(&words.no_unit).to_owned(),
                shown => shown,
            });
            let unit = units.next().unwrap_or_default();
            let others = wording.names(units);
            match others.is_empty() {
                true => words.keys_quantity_one(wording.lang, unit),
                false => words.keys_quantity(wording.lang, unit, others),
            }
        }
    })
}

/// What is to be known of it.
pub(crate) fn about(wording: Wording, id: FindingId, known: Option<Known>) -> Vec<String> {
    match wording.about(id, known).as_slice() {
        [] => vec![wording.say(&wording.words().finding.no_help).to_owned()],
        lines => lines.iter().map(Line::text).collect(),
    }
}

/// What was typed is no answer to this question.
pub(crate) fn no_answer(wording: Wording, typed: &str) -> String {
    shown(&wording.words().ask.no_such_answer(wording.lang, typed))
}

/// The answer as it was understood.
pub(crate) fn answered(wording: Wording, said: &str, read_as: Option<String>) -> String {
    shown(&match read_as {
        Some(number) => wording.aside(said, &wording.words().ask.read_as(wording.lang, number)),
        None => said.to_owned(),
    })
}
