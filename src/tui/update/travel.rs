//! From place to place on the checklist: to a finding, a section, the other pane, and back.

use crate::knowledge::{FindingId, SectionId};
use crate::tui::action::Action;
use crate::tui::model::chart::{Chart, Side};
use crate::tui::model::place::{Place, Row, Stop};
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

/// To a finding, with the fold that hides it open.
pub(super) fn show(chart: &mut Chart, common: &Common, finding: FindingId) {
    let knowledge = common.knowledge;
    chart.go_to_list();
    let row = rows::row_of(knowledge, chart, finding);
    if row == Row::Finding(finding) && !knowledge.sheet.key_findings().any(|key| key == finding) {
        chart.unfolded.insert(knowledge.finding(finding).section);
    }
    chart.row = Some(row);
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

/// Past the row that was answered: to the next question, past the whole part where its heading was answered.
pub(super) fn step_on(chart: &mut Chart, common: &Common) {
    let lines = rows::lines(common.knowledge, chart);
    let Some(here) = rows::current_row(common.knowledge, chart) else { return };
    let after = lines.iter().flatten().copied().skip_while(|row| *row != here).skip(1);
    let is_past = |row: &Row| !matches!(here, Row::Heading(_)) || matches!(row, Row::Heading(_));
    let next = after.skip_while(|row| !is_past(row)).find(|row| matches!(row, Row::Finding(_)));
    chart.row = next.or(Some(here));
}

/// To the first question of the next part; where there is none, the cursor stays.
pub(super) fn to_next_part(chart: &mut Chart, common: &Common) {
    let stops = rows::stops(common.knowledge, chart);
    let here = rows::current_stop(common.knowledge, chart);
    let at = stops.iter().position(|stop| Some(*stop) == here);
    if let Some(next @ Stop::Part(_)) = at.and_then(|at| stops.get(at + 1)) {
        go_to_stop(chart, common, *next);
    }
}

/// Sideways among the signs that share a line.
pub(super) fn sideways(chart: &mut Chart, common: &Common, step: isize) {
    let lines = rows::lines(common.knowledge, chart);
    let Some(here) = rows::current_row(common.knowledge, chart) else { return };
    let Some(line) = lines.iter().find(|line| line.contains(&here)) else { return };
    let at = line.iter().position(|row| *row == here).unwrap_or(0);
    if let Some(row) = at.checked_add_signed(step).and_then(|at| line.get(at)) {
        chart.row = Some(*row);
    }
}

/// To the first question of all.
pub(super) fn to_first(chart: &mut Chart, common: &Common) {
    if let Some(stop) = rows::stops(common.knowledge, chart).first() {
        go_to_stop(chart, common, *stop);
    }
}

/// To the next or the previous part, and past the last one to the results; the other sections are below the parts.
pub(super) fn section(chart: &mut Chart, common: &Common, step: isize) {
    let knowledge = common.knowledge;
    let stops = rows::stops(knowledge, chart);
    let here = rows::current_stop(knowledge, chart);
    let at = stops.iter().position(|stop| Some(*stop) == here).unwrap_or(0);
    let is_stop = |stop: &&Stop| **stop != Stop::Others;
    let next = match step {
        1.. => stops.iter().skip(at + 1).find(is_stop),
        _ => stops.iter().take(at).rev().find(is_stop),
    };
    if let Some(stop) = next {
        go_to_stop(chart, common, *stop);
    }
}

/// To a stop of the rail.
pub(super) fn go_to_stop(chart: &mut Chart, common: &Common, stop: Stop) {
    match rows::first_of(common.knowledge, stop) {
        Some(row) => chart.go_to_row(row),
        None => chart.go_to(Place::Results),
    }
}

/// Folds what is unfolded, and the other way round.
pub(super) fn toggle(chart: &mut Chart, section: SectionId) {
    chart.row = Some(Row::Rest(section));
    if !chart.unfolded.remove(&section) {
        chart.unfolded.insert(section);
    }
}
