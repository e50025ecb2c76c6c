//! Searching: from match to match as it is typed. The matches and their order depend on what is typed alone.

use super::travel;
use crate::knowledge::{FindingId, search};
use crate::tui::model::chart::{Chart, Matches, Spot};
use crate::tui::model::field::Field;
use crate::tui::model::{Ask, Common, Mode, rows};

pub(super) fn start(chart: &mut Chart, common: &mut Common) {
    chart.search = None;
    let ask = Ask::Search { origin: chart.spot(), found: Vec::new() };
    common.mode = Mode::Prompt { ask, field: Field::default() }
}

/// Something was typed: goes to the best match.
pub(super) fn typed(chart: &mut Chart, common: &mut Common) {
    let Mode::Prompt { ask: Ask::Search { origin, found }, field } = &mut common.mode else { return };
    *found = search(common.knowledge, field.text());
    chart.return_to(origin);
    if let Some(first) = found.first().copied() {
        travel::show(chart, common, first);
    }
}

/// Enter: stays there; `n` and `N` go on.
pub(super) fn accept(chart: &mut Chart, common: &mut Common, origin: Spot, found: Vec<FindingId>, field: &Field) {
    let query = field.text().trim().to_owned();
    if !found.is_empty() {
        chart.back.push(origin);
        chart.search = (found.len() > 1).then_some(Matches { query, found });
        return;
    }
    chart.return_to(&origin);
    if !query.is_empty() {
        common.tell(|words| words.words().terminal.no_match(words.lang, &query));
    }
}

/// To the next or the previous match, around the end.
pub(super) fn step(chart: &mut Chart, common: &Common, step: isize) {
    let here = rows::finding_at(common.knowledge, chart);
    let Some(Matches { found, .. }) = &chart.search else { return };
    let at = found.iter().position(|finding| Some(*finding) == here);
    let to = at.map_or(0, |at| (at as isize + step).rem_euclid(found.len().max(1) as isize) as usize);
    if let Some(finding) = found.get(to).copied() {
        travel::show(chart, common, finding);
    }
}
