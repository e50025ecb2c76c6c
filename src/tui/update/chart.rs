//! What a key does on the checklist and in the result.

use super::{answer, disk, entry, export, search, study, travel};
use crate::knowledge::{FindingId, SectionId};
use crate::tui::action::Action;
use crate::tui::model::chart::{Chart, Side, View};
use crate::tui::model::node::Node;
use crate::tui::model::place::{Place, Row};
use crate::tui::model::study::Goal;
use crate::tui::model::{Common, Mode, Page, rows};
use crate::tui::scene::pane::{Part, Target};
use crate::tui::scene::{Scene, leaf};

/// Does one action.
pub(super) fn act(chart: &mut Chart, common: &mut Common, scene: &Scene, action: Action) {
    let row = rows::current_row(common.knowledge, chart);
    match action {
        Action::MarkRest => answer::mark_rest(chart, common),
        Action::Undo => answer::undo(chart, common),
        Action::Redo => answer::redo(chart, common),
        Action::ConfirmValue => answer::confirm(chart, common),
        Action::OtherUnit => answer::take_other_unit(chart, common),
        Action::NextUnit => entry::cycle_unit(chart, common, 1),
        Action::PreviousUnit => entry::cycle_unit(chart, common, -1),
        Action::Search => search::start(chart, common),
        Action::Complete => search::complete(chart, common),
        Action::LineUp | Action::LineDown | Action::ScrollUp | Action::ScrollDown => {
            let (top, page) = scene.keyboard().map_or((0, 1), |pane| (pane.top, pane.height().max(1)));
            match common.mode {
                Mode::Export(_) => export::act(chart, common, action, page),
                _ => search::go(chart, common, action, top, page),
            }
        }
        Action::NextForm | Action::PreviousForm | Action::NextType => export::act(chart, common, action, 0),
        Action::NextMatch => search::step(chart, common, 1),
        Action::PreviousMatch => search::step(chart, common, -1),
        Action::NextPane if chart.place == Place::Results => other_column(chart, scene),
        Action::NextPane => travel::next_pane(chart),
        Action::PreviousSection => travel::section(chart, common, -1),
        Action::NextSection => travel::section(chart, common, 1),
        Action::Goto => common.mode = Mode::Goto,
        Action::GotoResults => {
            common.mode = Mode::Browse;
            show_results(chart, chart.results.view);
        }
        Action::GotoFirst => {
            common.mode = Mode::Browse;
            travel::to_first(chart, common);
        }
        Action::Results if chart.place == Place::Results => chart.go_to_list(),
        Action::Results => show_results(chart, chart.results.view),
        Action::ViewVerdicts => show_results(chart, View::Verdicts),
        Action::ViewMissing => show_results(chart, View::Missing),
        Action::ViewWeight => show_results(chart, View::Weight),
        Action::ViewRivals => show_results(chart, View::Rivals),
        Action::ViewSources => show_results(chart, View::Sources),
        Action::Back => travel::back(chart),
        Action::Warnings => common.mode = Mode::Page(Page::Warnings, 0),
        Action::Export => export::ask(chart, common),
        Action::Copy => export::copy(chart, common),
        Action::SaveAs | Action::Elsewhere => disk::ask_path(chart, common),
        Action::Overwrite => disk::overwrite(chart, common),
        Action::Setting => entry::ask_setting(chart, common),
        Action::Unfold | Action::Fold if chart.is_beside() => fold_line(chart, scene, action == Action::Unfold),
        Action::Choose if chart.is_beside() => choose_line(chart, common, scene),
        Action::About if chart.is_beside() => open_leaf(chart, common, scene),
        Action::Explain if chart.is_beside() => {
            if let Some((finding, named)) = scene.line().and_then(leaf::explicable) {
                entry::ask_cause(chart, common, finding, named);
            }
        }
        _ => match row {
            Some(Row::Rest(section)) => act_on_rest(chart, section, action),
            Some(row) => match rows::answered_on(common.knowledge, row) {
                Some(finding) => act_on(chart, common, finding, action),
                None if action == Action::Choose => travel::step_on(chart, common),
                None => {}
            },
            None => {}
        },
    }
}

/// Folds and unfolds what a section has besides its key findings.
fn act_on_rest(chart: &mut Chart, section: SectionId, action: Action) {
    let unfolded = chart.unfolded.contains(&section);
    match action {
        Action::Choose => travel::toggle(chart, section),
        Action::Fold | Action::Unfold if unfolded != (action == Action::Unfold) => travel::toggle(chart, section),
        _ => {}
    }
}

/// Does one action on the finding that has the cursor.
fn act_on(chart: &mut Chart, common: &mut Common, finding: FindingId, action: Action) {
    use Action::*;
    match action {
        Cycle | Present | Absent | Unknown | Unobtainable => answer::mark(chart, common, finding, action),
        Edit => entry::edit(chart, common, finding, None),
        Choose => travel::step_on(chart, common),
        About => common.mode = Mode::Page(Page::About(finding), 0),
        Unfold => travel::sideways(chart, common, 1),
        Fold => travel::sideways(chart, common, -1),
        Range => entry::ask_range(chart, common, finding),
        Note => entry::ask_note(chart, common, finding),
        Explain => entry::ask_cause(chart, common, finding, None),
        Learn => study::ask(common, Goal::About(finding)),
        _ => {}
    }
}

/// A view of the results; where it was not on the screen yet, there is a way back.
fn show_results(chart: &mut Chart, view: View) {
    chart.results.view = view;
    if chart.place != Place::Results {
        chart.back.push(chart.spot());
        chart.go_to(Place::Results);
    }
}

/// From one column of the results to the first line in sight of the other one.
fn other_column(chart: &mut Chart, scene: &Scene) {
    let other = scene.panes.iter().find(|pane| !pane.active && matches!(pane.part, Part::Result | Part::Beside));
    let first = other.and_then(|pane| {
        pane.blocks.iter().enumerate().find_map(|(at, block)| block.target.filter(|_| pane.lines_of(at).0 >= pane.top))
    });
    if let Some(Target::Line(node)) = first {
        chart.tree_mut().cursor = Some(node);
    }
}

/// Left and right in the result: folds and unfolds, right into what is unfolded, left to the line above, and at last to
/// the checklist.
fn fold_line(chart: &mut Chart, scene: &Scene, unfold: bool) {
    let Some((at, line)) = scene.at.zip(scene.line()) else { return };
    match line.fold {
        Some(open) if open != unfold => chart.tree_mut().toggle(line.node),
        _ if unfold => {
            let below = scene.outline.get(at + 1).filter(|below| line.fold.is_some() && below.depth > line.depth);
            below.into_iter().for_each(|below| chart.tree_mut().cursor = Some(below.node));
        }
        _ => match scene.outline.iter().take(at).rfind(|above| above.depth < line.depth) {
            Some(parent) => chart.tree_mut().cursor = Some(parent.node),
            None => chart.side = Side::List,
        },
    }
}

/// Enter on a line of the result.
fn choose_line(chart: &mut Chart, common: &mut Common, scene: &Scene) {
    let Some(line) = scene.line() else { return };
    match line.target {
        Some(finding) => travel::jump(chart, common, finding),
        None if matches!(line.node, Node::Setting | Node::Misfit(_)) => entry::ask_setting(chart, common),
        None if line.fold.is_some() => chart.tree_mut().toggle(line.node),
        None => open_leaf(chart, common, scene),
    }
}

/// What is to be known of the line that has the cursor, if there is more than it says.
fn open_leaf(chart: &Chart, common: &mut Common, scene: &Scene) {
    if scene.line().is_some_and(|line| !leaf::about(common, chart, line).is_empty()) {
        common.mode = Mode::Page(Page::Leaf, 0);
    }
}
