//! What helps to answer the row with the cursor: its definition in whole sentences, and the options or the unit.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::pane::{Placed, lined, span, stacked};
use crate::knowledge::{Finding, FindingId, Kind, Measure};
use crate::say::document::{Line, Tone};
use crate::tui::action::{Action, Context};
use crate::tui::fit;
use crate::tui::model::Common;
use crate::tui::model::chart::Chart;
use crate::tui::model::place::Row;
use crate::tui::model::rows;

/// So many options have a digit.
pub(super) const DIGITS: usize = 9;

/// The help lines of the row with the cursor; where there is one line alone, how it is answered comes first.
pub(super) fn help(common: &Common, chart: &Chart, area: Rect) -> Vec<Placed> {
    let (words, columns) = (common.wording(), usize::from(area.width));
    let Some(row) = rows::current_row(words.knowledge, chart) else { return Vec::new() };
    let finding = rows::answered_on(words.knowledge, row);
    let how = how(common, row);
    let more = finding.map_or_else(String::new, |_| more(common, Context::List));
    let room = usize::from(area.height).saturating_sub(usize::from(how.is_some()));
    let definition = finding.map_or_else(Vec::new, |id| definition(common, chart, id, room, columns));
    let mut lines: Vec<Line> = definition;
    lines.extend(how.map(|how| lined(Tone::Plain, fit::cut(how, columns))));
    // Where the rest is to be read stands at the end of the last line, if there is room.
    if let Some(last) = lines.last_mut() {
        let used = fit::width(&last.text());
        if used + 2 + fit::width(&more) <= columns {
            let gap = fit::spaces(columns - used - fit::width(&more));
            last.0.push(span(Tone::Plain, [&gap, &*more].concat()));
        }
    }
    stacked(area, lines).collect()
}

/// Where the rest is to be read.
pub(super) fn more(common: &Common, place: Context) -> String {
    let words = common.wording();
    words.words().terminal.about_more(words.lang, common.key(place, Action::About, words))
}

/// Whole sentences of what is to be known of a finding, the case's own first; what does not fit is on the full page.
fn definition(common: &Common, chart: &Chart, id: FindingId, rows: usize, columns: usize) -> Vec<Line> {
    let words = common.wording();
    if rows == 0 {
        return Vec::new();
    }
    let asked = words.asked(&common.keys.keymap, chart, id).map(|asked| Line::default().with(Tone::Alert, asked));
    let gist = asked.unwrap_or_else(|| words.gist(id, chart.known()));
    let tone = gist.0.first().map_or(Tone::Plain, |span| span.tone);
    let text = words.pair(words.label(id), &gist.text());
    let lines = fit::wrap(whole_sentences(&text, rows, columns), columns);
    let alert = if tone == Tone::Alert { Tone::Alert } else { Tone::Plain };
    let mut lines: Vec<String> = lines.take(rows + 1).map(Cow::into_owned).collect();
    let cut = lines.len() > rows;
    lines.truncate(rows);
    if let Some(last) = lines.last_mut().filter(|_| cut) {
        *last = format!("{}..", fit::take(last, columns.saturating_sub(2)));
    }
    lines.into_iter().map(|line| lined(alert, line)).collect()
}

/// As many sentences as fit in so many lines; where not even one does, as many of its clauses.
fn whole_sentences(text: &str, rows: usize, columns: usize) -> &str {
    // What is too long for that many columns is not worth being laid out.
    let may_fit = |part: &str| part.split_whitespace().map(fit::width).sum::<usize>() <= rows * columns;
    let fits = |part: &str| may_fit(part) && fit::wrap(part, columns).count() <= rows;
    let fitting = |ends: [char; 4]| {
        let ends = text.char_indices().filter(move |(at, c)| {
            // The signs of Western texts end something only before a space.
            let after = text.get(at + c.len_utf8()..).unwrap_or_default();
            ends.contains(c) && (!c.is_ascii() || after.is_empty() || after.starts_with(' '))
        });
        let ends = ends.map(|(at, c)| (at, at + c.len_utf8()));
        ends.rev().find(|(_, end)| text.get(..*end).is_some_and(fits))
    };
    if fits(text) {
        return text;
    }
    let sentences = fitting(['.', ';', '。', '；']).and_then(|(_, end)| text.get(..end));
    // The name of the finding alone would say nothing.
    let clauses =
        || fitting([',', ':', '，', '：']).and_then(|(at, _)| text.get(..at)).filter(|part| part.contains(' '));
    sentences.or_else(clauses).unwrap_or(text)
}

/// How the row is answered, where the keys in the hint row do not say all: options with their digits, the unit.
fn how(common: &Common, row: Row) -> Option<String> {
    let words = common.wording();
    let chart = &words.words().chart;
    let key = |action: Action| common.key(Context::List, action, words);
    match row {
        Row::Rest(_) => Some(chart.rest_help(words.lang, key(Action::Choose))),
        Row::Heading(_) => Some(chart.heading_help(words.lang, key(Action::Present), key(Action::Absent))),
        Row::Finding(id) => {
            let finding = words.knowledge.finding(id);
            match &finding.kind {
                Kind::Sign(_) => None,
                Kind::Choice(_) => Some(options(common, finding)),
                Kind::Quantity(measure) => Some(number(common, id, measure)),
            }
        }
    }
}

fn options(common: &Common, finding: &Finding) -> String {
    let words = common.wording();
    let options = finding.options();
    let listed = options.iter().enumerate().take(DIGITS);
    let listed = listed.map(|(at, option)| format!("{} {}", at + 1, words.say(&option.label)));
    let all = (options.len() > DIGITS).then(|| {
        let edit = common.key(Context::List, Action::Edit, words);
        words.words().chart.all_options(words.lang, edit, options.len())
    });
    listed.chain(all).collect::<Vec<_>>().join("  ")
}

fn number(common: &Common, id: FindingId, measure: &Measure) -> String {
    let words = common.wording();
    let chart = &words.words().chart;
    let taken = common.unit_of(id, measure);
    let name = |at: usize| measure.units.get(at).map_or("", |unit| unit.shown(words.lang));
    let accept = common.key(Context::Quantity, Action::Accept, words);
    let type_it = match name(taken) {
        "" => chart.type_bare_number(words.lang, accept),
        unit => chart.type_number(words.lang, unit, accept),
    };
    let others = (0..measure.units.len()).filter(|at| *at != taken).map(name).filter(|name| !name.is_empty());
    let others = words.names(others);
    let others = (!others.is_empty()).then(|| chart.other_units(words.lang, &others));
    words.sentences([type_it].into_iter().chain(others))
}
