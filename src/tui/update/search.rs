//! Searching: from match to match as it is typed.

use super::super::model::{Ask, Mode, Model, Spot};
use super::super::{Field, rows};
use super::travel;
use crate::knowledge::search;

pub fn start(model: &mut Model) {
    let Some(chart) = &mut model.chart else { return };
    chart.search = None;
    let origin = chart.spot();
    model.mode = Mode::Prompt { ask: Ask::Search(origin), field: Field::default() }
}

/// Something was typed: goes to the first match, from where the search began.
pub fn typed(model: &mut Model) {
    let Mode::Prompt { ask: Ask::Search(origin), field } = &model.mode else { return };
    let (origin, query) = (origin.clone(), field.text().to_owned());
    let found = search(model.knowledge, &query);
    travel::return_to(model, &origin);
    let from = rows::current_finding(model);
    let next = found.iter().find(|finding| Some(**finding) >= from).or(found.first());
    if let Some(finding) = next {
        travel::show(model, *finding);
    }
}

/// Enter: stays there; `n` and `N` go on.
pub fn accept(model: &mut Model, origin: Spot, field: &Field) {
    let found = search(model.knowledge, field.text());
    if found.is_empty() {
        travel::return_to(model, &origin);
        let query = field.text().trim();
        if !query.is_empty() {
            let notice = model.both(|lang| model.words().terminal.no_match.fill(lang, &[("query", query)]));
            model.notice = Some(notice);
        }
        return;
    }
    if let Some(chart) = &mut model.chart {
        chart.back.push(origin);
        chart.search = (found.len() > 1).then(|| field.text().to_owned());
    }
}

/// To the next or the previous match, around the end.
pub fn step(model: &mut Model, step: isize) {
    let Some(query) = model.chart.as_ref().and_then(|chart| chart.search.clone()) else { return };
    let found = search(model.knowledge, &query);
    let here = rows::current_finding(model);
    let at = found.iter().position(|finding| Some(*finding) == here);
    let to = at.map_or(0, |at| (at as isize + step).rem_euclid(found.len().max(1) as isize) as usize);
    if let Some(finding) = found.get(to) {
        travel::show(model, *finding);
    }
}

/// Where the cursor is among the matches: the number of the match and how many there are.
pub fn position(model: &Model, query: &str) -> (usize, usize) {
    let found = search(model.knowledge, query);
    let here = rows::current_finding(model);
    let at = found.iter().position(|finding| Some(*finding) == here).map_or(0, |at| at + 1);
    (at, found.len())
}
