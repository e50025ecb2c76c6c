//! Searching: from match to match as it is typed. The matches and their order depend on what is typed alone.

use super::super::model::{Ask, Matches, Mode, Model, Spot};
use super::super::{Field, rows};
use super::travel;
use crate::knowledge::{FindingId, search};

pub fn start(model: &mut Model) {
    let Some(chart) = &mut model.chart else { return };
    chart.search = None;
    let ask = Ask::Search { origin: chart.spot(), found: Vec::new() };
    model.mode = Mode::Prompt { ask, field: Field::default() }
}

/// Something was typed: goes to the best match.
pub fn typed(model: &mut Model) {
    let Mode::Prompt { ask: Ask::Search { origin, found }, field } = &mut model.mode else { return };
    *found = search(model.knowledge, field.text());
    let (origin, first) = (origin.clone(), found.first().copied());
    travel::return_to(model, &origin);
    if let Some(first) = first {
        travel::show(model, first);
    }
}

/// Enter: stays there; `n` and `N` go on.
pub fn accept(model: &mut Model, origin: Spot, found: Vec<FindingId>, field: &Field) {
    let query = field.text().trim().to_owned();
    if found.is_empty() {
        travel::return_to(model, &origin);
        if !query.is_empty() {
            model.notice = Some(model.both(|lang| model.words().terminal.no_match(lang, &query)));
        }
        return;
    }
    if let Some(chart) = &mut model.chart {
        chart.back.push(origin);
        chart.search = (found.len() > 1).then_some(Matches { query, found });
    }
}

/// To the next or the previous match, around the end.
pub fn step(model: &mut Model, step: isize) {
    let Some(Matches { found, .. }) = model.chart.as_ref().and_then(|chart| chart.search.as_ref()) else { return };
    let here = rows::current_finding(model);
    let at = found.iter().position(|finding| Some(*finding) == here);
    let to = at.map_or(0, |at| (at as isize + step).rem_euclid(found.len().max(1) as isize) as usize);
    if let Some(finding) = found.get(to).copied() {
        travel::show(model, finding);
    }
}

/// Where the cursor is among the matches: the number of the match and how many there are.
pub fn position(model: &Model, found: &[FindingId]) -> (usize, usize) {
    let here = rows::current_finding(model);
    let at = found.iter().position(|finding| Some(*finding) == here).map_or(0, |at| at + 1);
    (at, found.len())
}
