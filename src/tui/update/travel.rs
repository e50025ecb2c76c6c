//! From place to place on the checklist: to a finding, a section, the other pane, and back.

use crate::knowledge::FindingId;
use crate::tui::action::Action;
use crate::tui::model::chart::{Chart, Side};
use crate::tui::model::place::{Place, Row, of_tier};
use crate::tui::model::{Common, rows};

/// Where a move leads in a list with this last place.
pub(super) fn moved(at: usize, last: usize, action: Action, page: usize) -> usize {
    let to = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => at + 1,
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => at + page,
        Action::First => 0,
        _ => last,
    };
    to.min(last)
}

/// To a finding, remembering the way back.
pub(super) fn jump(chart: &mut Chart, common: &Common, finding: FindingId) {
    chart.back.push(chart.spot());
    show(chart, common, finding);
}

/// To a finding: its place, with the fold that hides it open.
pub(super) fn show(chart: &mut Chart, common: &Common, finding: FindingId) {
    let knowledge = common.knowledge;
    let (section, tier) = (knowledge.finding(finding).section, knowledge.finding(finding).tier);
    chart.go_to(rows::place_of(knowledge, chart, common.size.breadth(), section));
    chart.unfolded.insert(Row::Section(section));
    if of_tier(knowledge, section, tier).next().is_some() {
        chart.unfolded.insert(Row::Tier(section, tier));
    }
    chart.cursors.insert(chart.place, Row::Finding(finding));
}

/// To where a jump came from.
pub(super) fn back(chart: &mut Chart) {
    chart.back.pop().iter().for_each(|spot| chart.return_to(spot));
}

pub(super) fn next_pane(chart: &mut Chart) {
    chart.side = match chart.side {
        Side::List => Side::Result,
        Side::Result => Side::List,
    };
}

/// To the next or the previous stop of the rail.
pub(super) fn section(chart: &mut Chart, common: &Common, step: isize) {
    let stops = rows::stops(common.knowledge, chart, common.size.breadth());
    let at = stops.iter().position(|stop| *stop == chart.place).unwrap_or(0);
    if let Some(stop) = stops.get(at.saturating_add_signed(step).min(stops.len() - 1)) {
        chart.go_to(*stop);
    }
}

/// Folds what is unfolded, and the other way round.
pub(super) fn toggle(chart: &mut Chart, row: Row) {
    chart.cursors.insert(chart.place, row);
    if !chart.unfolded.remove(&row) {
        chart.unfolded.insert(row);
    }
}

/// The same row at another stop, when the size has changed.
pub(super) fn move_to(chart: &mut Chart, place: Place) {
    if let Some(row) = chart.cursors.get(&chart.place).copied() {
        chart.cursors.insert(place, row);
    }
    chart.place = place;
}
