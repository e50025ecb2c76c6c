//! What is said of one finding while it is asked for.

use crate::case::{AnswerValue, Case};
use crate::json::shown;
use crate::knowledge::{ChoiceOption, FindingId, Kind};
use crate::say::document::Line;
use crate::say::{Known, Wording};

/// The unit that a bare number is in: that of the number it takes the place of, else what laboratories report where the
/// language is spoken.
pub(crate) fn unit(wording: Wording, case: &Case, id: FindingId) -> usize {
    match case.known(id) {
        Some(AnswerValue::Quantity(quantity)) => quantity.unit,
        _ => wording.knowledge.finding(id).measure().map_or(0, |measure| measure.usual_unit(wording.lang)),
    }
}

/// What a question is answered with: its options, or the unit of a bare number and the other ones; nothing for a sign.
pub(crate) fn choices(wording: Wording, case: &Case, id: FindingId) -> Option<String> {
    let words = &wording.words().ask;
    match &wording.knowledge.finding(id).kind {
        Kind::Sign(_) => None,
        Kind::Choice(options) => {
            let option = |(at, option): (usize, &ChoiceOption)| format!("{} {}", at + 1, wording.say(&option.label));
            let options = wording.names(options.iter().enumerate().map(option));
            Some(shown(&words.options(wording.lang, options)))
        }
        Kind::Quantity(measure) => {
            let name = |unit| match wording.unit(unit) {
                shown if shown.is_empty() => wording.say(&words.no_unit).to_owned(),
                shown => shown,
            };
            let bare = unit(wording, case, id);
            let others: Vec<String> =
                measure.units.iter().enumerate().filter(|(at, _)| *at != bare).map(|(_, unit)| name(unit)).collect();
            let bare = name(measure.unit_at(bare));
            Some(shown(&match others.is_empty() {
                true => words.unit(wording.lang, bare),
                false => words.units(wording.lang, bare, wording.either(&others)),
            }))
        }
    }
}

/// How a question of its kind is answered.
pub(crate) fn hint(wording: Wording, id: FindingId) -> String {
    let words = &wording.words().ask;
    shown(wording.say(match &wording.knowledge.finding(id).kind {
        Kind::Sign(_) => &words.hint_sign,
        Kind::Choice(_) => &words.hint_choice,
        Kind::Quantity(_) => &words.hint_number,
    }))
}

/// All that may be typed.
pub(crate) fn keys(wording: Wording, case: &Case, id: FindingId) -> Vec<String> {
    choices(wording, case, id).into_iter().chain([hint(wording, id)]).collect()
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
