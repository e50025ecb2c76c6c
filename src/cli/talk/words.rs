//! What may be answered, and why an answer was refused.

use super::Reason;
use crate::case::{Case, EntryFault};
use crate::json::shown;
use crate::knowledge::{FindingId, Kind, Text};
use crate::report::Wording;

/// The first line: that lines are spoken here, and what switched that on.
pub fn welcome(wording: Wording, reason: Reason) -> String {
    let words = &wording.words().ask;
    let reason = match reason {
        Reason::Command => &words.by_command,
        Reason::Flag => &words.by_flag,
        Reason::Accessible => &words.by_accessible,
        Reason::Terminal => &words.by_terminal,
        Reason::Pipe => &words.by_pipe,
    };
    words.welcome.fill(wording.lang, &[("reason", wording.say(reason))])
}

/// What may be typed at a question.
pub fn keys(wording: Wording, id: FindingId) -> String {
    let words = &wording.words().ask;
    let fill = |text: &Text, values: &[(&str, &str)]| shown(&text.fill(wording.lang, values));
    let finding = wording.knowledge.finding(id);
    match &finding.kind {
        Kind::Sign(_) => fill(&words.keys_sign, &[]),
        Kind::Choice(options) => {
            let options: Vec<String> = options
                .iter()
                .enumerate()
                .map(|(at, option)| format!("{} {}", at + 1, wording.say(&option.label)))
                .collect();
            let comma = wording.say(&wording.words().style.comma);
            fill(&words.keys_choice, &[("options", &options.join(comma))])
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
                true => fill(&words.keys_quantity_one, &[("unit", &unit)]),
                false => fill(&words.keys_quantity, &[("unit", &unit), ("units", &others.join(comma))]),
            }
        }
    }
}

/// Why a typed number was refused.
pub fn refusal(wording: Wording, id: FindingId, fault: &EntryFault) -> String {
    let words = &wording.words().ask;
    let fill = |text: &Text, values: &[(&str, &str)]| shown(&text.fill(wording.lang, values));
    match fault {
        EntryFault::Empty => fill(&words.not_a_number, &[("typed", "")]),
        EntryFault::NotANumber { typed } => fill(&words.not_a_number, &[("typed", typed)]),
        EntryFault::Ambiguous { typed, thousands, decimal } => {
            fill(&words.ambiguous, &[("typed", typed), ("thousands", thousands), ("decimal", decimal)])
        }
        EntryFault::UnknownUnit { typed } => fill(&words.unknown_unit, &[("typed", typed)]),
        EntryFault::Impossible { low, high, unit } => {
            let range = wording.range(Some(*low), Some(*high));
            let measure = wording.knowledge.finding(id).measure();
            let range = measure.map_or(range.clone(), |m| wording.with_unit(&range, &m.units[*unit]));
            fill(&words.impossible, &[("range", &range)])
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
    if let Some(range) = finding.measure().and_then(|m| wording.usual_range(m, wording.is_male(case))) {
        add(&words.usual, &range);
        lines.push(shown(wording.say(&wording.knowledge.ranges)));
    }
    if lines.is_empty() {
        lines.push(shown(wording.say(&words.no_help)));
    }
    lines
}
