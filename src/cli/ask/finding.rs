//! What is said of one finding while it is asked for.

use crate::case::{Case, EntryFault};
use crate::json::shown;
use crate::knowledge::{FindingId, Kind, Text};
use crate::say::{Wording, citation};

fn fill(wording: Wording, text: &Text, values: &[(&str, &str)]) -> String {
    shown(&text.fill(wording.lang, values))
}

/// What may be typed.
pub fn keys(wording: Wording, id: FindingId) -> String {
    let words = &wording.words().ask;
    match &wording.knowledge.finding(id).kind {
        Kind::Sign(_) => fill(wording, &words.keys_sign, &[]),
        Kind::Choice(options) => {
            let options: Vec<String> = options
                .iter()
                .enumerate()
                .map(|(at, option)| format!("{} {}", at + 1, wording.say(&option.label)))
                .collect();
            let comma = wording.say(&wording.words().style.comma);
            fill(wording, &words.keys_choice, &[("options", &options.join(comma))])
        }
        Kind::Quantity(measure) => {
            let mut units = measure.units.iter().map(|unit| match wording.unit(unit) {
                shown if shown.is_empty() => wording.say(&words.no_unit).to_owned(),
                shown => shown,
            });
            let unit = units.next().unwrap_or_default();
            let others: Vec<String> = units.collect();
            let comma = wording.say(&wording.words().style.comma);
            match others.is_empty() {
                true => fill(wording, &words.keys_quantity_one, &[("unit", &unit)]),
                false => fill(wording, &words.keys_quantity, &[("unit", &unit), ("units", &others.join(comma))]),
            }
        }
    }
}

/// What counts, what does not, how it is found, the trap, and the usual range.
pub fn about(wording: Wording, case: &Case, id: FindingId) -> Vec<String> {
    let words = &wording.words().ask;
    let finding = wording.knowledge.finding(id);
    let mut lines = Vec::new();
    let mut add = |label: &Text, text: &str| lines.push(shown(&wording.pair(label.get(wording.lang), text)));
    if let Some(help) = &finding.help {
        add(&words.counts, wording.say(&help.counts));
        let parts = [
            (&words.does_not_count, &help.does_not_count),
            (&words.found_by, &help.found_by),
            (&words.trap, &help.trap),
        ];
        for (label, text) in parts {
            if let Some(text) = text {
                add(label, wording.say(text));
            }
        }
    }
    if let Some(note) = &finding.note {
        add(&wording.words().report.note, wording.say(note));
    }
    if let Some(range) = finding.measure().and_then(|m| wording.usual_range(m, case.is_male(wording.knowledge))) {
        add(&words.usual, &range);
        lines.push(shown(wording.say(&wording.knowledge.ranges)));
    }
    let terminal = &wording.words().terminal;
    if let Some(measure) = finding.measure() {
        let [low, high] = measure.possible.map(Some);
        let range = wording.with_unit(&wording.range(low, high), measure.canonical_unit());
        lines.push(shown(&wording.pair(wording.say(&terminal.possible_range), &range)));
    }
    if lines.is_empty() {
        lines.push(fill(wording, &words.no_help, &[]));
    }
    for source in finding.help.iter().flat_map(|help| &help.sources) {
        let source: String = citation(wording, source).0.into_iter().map(|span| span.text).collect();
        lines.push(shown(&wording.pair(wording.say(&terminal.source), &source)));
    }
    let loinc = finding.codes.loinc.as_ref().map(|code| format!("LOINC {code}"));
    let codes: Vec<String> = finding.codes.hpo.clone().into_iter().chain(loinc).collect();
    if !codes.is_empty() {
        lines.push(shown(&wording.pair(wording.say(&terminal.codes), &wording.list(&codes))));
    }
    lines
}

/// Why a typed number was refused.
pub fn refusal(wording: Wording, id: FindingId, fault: &EntryFault) -> String {
    let words = &wording.words().ask;
    match fault {
        EntryFault::Empty => fill(wording, &words.not_a_number, &[("typed", "")]),
        EntryFault::NotANumber { typed } => fill(wording, &words.not_a_number, &[("typed", typed)]),
        EntryFault::Ambiguous { typed, thousands, decimal } => {
            let values = [("typed", typed.as_str()), ("thousands", thousands), ("decimal", decimal)];
            fill(wording, &words.ambiguous, &values)
        }
        EntryFault::UnknownUnit { typed } => fill(wording, &words.unknown_unit, &[("typed", typed)]),
        EntryFault::Impossible { low, high, unit } => {
            let range = wording.range(Some(*low), Some(*high));
            let measure = wording.knowledge.finding(id).measure();
            let range = measure.map_or(range.clone(), |m| wording.with_unit(&range, &m.units[*unit]));
            fill(wording, &words.impossible, &[("range", &range)])
        }
        EntryFault::NotARange { typed } => fill(wording, &words.range_not_read, &[("typed", typed)]),
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
