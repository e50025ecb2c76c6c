//! Moving about: rows, lines, panes, sections, folds, jumps.

use super::super::action::{Action, Context};
use super::super::model::{Chart, Mode, Model, Page, Pane, Screen, Spot, Tree};
use super::super::outline::{self, Detail, Line, Node};
use super::super::rows::{self, Place, Row};
use super::super::{layout, leaf, page};
use super::{entry, home, setting, study};
use crate::knowledge::{FindingId, Kind};

/// Up, down, by pages, and to the ends, in whatever has the keyboard.
pub fn go(model: &mut Model, action: Action) {
    let areas = layout::areas(model);
    let area = match (&model.mode, Context::of(model)) {
        (Mode::Browse, Context::Outline | Context::Story) => areas.result,
        (Mode::Browse, Context::List | Context::Matches) => areas.list,
        _ => areas.body,
    };
    let page_rows = usize::from(layout::inner(area).height).saturating_sub(1).max(1);
    if let Mode::Options { finding, at } = model.mode {
        let last = model.knowledge.finding(finding).options().len().saturating_sub(1);
        return model.mode = Mode::Options { finding, at: moved(at, last, action, page_rows) };
    }
    if let Mode::Settings(at) = model.mode {
        let settings = model.knowledge.literature.as_ref().map_or(0, |literature| literature.settings.len());
        return model.mode = Mode::Settings(moved(at, settings.saturating_sub(1), action, page_rows));
    }
    if let Mode::Page(which, top) = model.mode.clone() {
        let columns = usize::from(layout::inner(layout::areas(model).body).width);
        let last = page::lines(model, &which, columns).len().saturating_sub(1);
        return model.mode = Mode::Page(which, moved(top, last, action, page_rows));
    }
    match model.screen {
        Screen::Study => return study::go(model, action),
        Screen::Home | Screen::Teaching => return home::go_to(model, action, page_rows),
        Screen::Case => {}
    }
    if let (Context::Story, Some(task)) =
        (Context::of(model), model.chart.as_mut().and_then(|chart| chart.task.as_mut()))
    {
        return task.top = moved(task.top, usize::MAX - page_rows, action, page_rows);
    }
    if let Some((detail, lines)) = shown_outline(model) {
        let Some(chart) = &mut model.chart else { return };
        let tree = tree(chart, detail);
        let at = outline::cursor(tree, &lines).unwrap_or(0);
        let at = moved(at, lines.len().saturating_sub(1), action, page_rows);
        return tree.cursor = lines.get(at).map(|line| line.node);
    }
    let Some(chart) = &model.chart else { return };
    let rows = rows::rows(model, chart);
    let at = rows::current(chart, &rows).and_then(|row| rows.iter().position(|other| *other == row)).unwrap_or(0);
    let at = moved(at, rows.len().saturating_sub(1), action, page_rows);
    set_row(model, rows.get(at).copied())
}

/// Where a move leads in a list with this last place.
pub fn moved(at: usize, last: usize, action: Action, page: usize) -> usize {
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

fn set_row(model: &mut Model, row: Option<Row>) {
    if let (Some(chart), Some(row)) = (&mut model.chart, row) {
        chart.cursors.insert(chart.place, row);
    }
}

/// The outline that has the keyboard, if one has.
fn shown_outline(model: &Model) -> Option<(Detail, Vec<Line>)> {
    let chart = model.chart.as_ref().filter(|_| model.screen == Screen::Case)?;
    let detail = match (chart.place, chart.pane) {
        _ if chart.task.is_some() => return None,
        (Place::Results, _) => Detail::Full,
        (_, Pane::Result) => Detail::Brief,
        _ => return None,
    };
    Some((detail, outline::lines(model, chart, detail)))
}

fn tree(chart: &mut Chart, detail: Detail) -> &mut Tree {
    match detail {
        Detail::Brief => &mut chart.brief,
        Detail::Full => &mut chart.full,
    }
}

/// Left and right: fold and unfold, or go to the pane on that side.
pub fn fold(model: &mut Model, action: Action) {
    let unfold = action == Action::Unfold;
    if let Some((detail, lines)) = shown_outline(model) {
        return fold_outline(model, detail, &lines, unfold);
    }
    let is_unfolded = |row: &Row| model.chart.as_ref().is_some_and(|chart| chart.unfolded.contains(row));
    match rows::current_row(model) {
        Some(row @ (Row::Section(_) | Row::Tier(..))) if unfold != is_unfolded(&row) => toggle_row(model, row),
        Some(Row::Finding(finding)) if matches!(model.knowledge.finding(finding).kind, Kind::Choice(_)) => {
            entry::edit(model, None)
        }
        _ if unfold => next_pane(model),
        _ => {}
    }
}

fn fold_outline(model: &mut Model, detail: Detail, lines: &[Line], unfold: bool) {
    let Some(chart) = &mut model.chart else { return };
    let at = outline::cursor(tree(chart, detail), lines).unwrap_or(0);
    let Some(line) = lines.get(at) else { return };
    match line.fold {
        Some(open) if open != unfold => toggle_node(tree(chart, detail), line),
        _ if unfold => {}
        _ => match lines[..at].iter().rposition(|above| above.depth < line.depth) {
            Some(parent) => tree(chart, detail).cursor = Some(lines[parent].node),
            None => chart.pane = Pane::List,
        },
    }
}

fn toggle_row(model: &mut Model, row: Row) {
    let Some(chart) = &mut model.chart else { return };
    chart.cursors.insert(chart.place, row);
    if !chart.unfolded.remove(&row) {
        chart.unfolded.insert(row);
    }
}

fn toggle_node(tree: &mut Tree, line: &Line) {
    tree.cursor = Some(line.node);
    if !tree.toggled.remove(&line.node) {
        tree.toggled.insert(line.node);
    }
}

/// Enter: the main thing of a row or line.
pub fn choose(model: &mut Model) {
    if let Some((detail, lines)) = shown_outline(model) {
        let Some(chart) = &mut model.chart else { return };
        let Some(line) = outline::cursor(tree(chart, detail), &lines).and_then(|at| lines.get(at)) else {
            return;
        };
        return match line.target {
            Some(finding) => jump(model, finding),
            None if matches!(line.node, Node::Setting | Node::Misfit(_)) => setting::ask(model),
            None if line.fold.is_some() => toggle_node(tree(chart, detail), line),
            None => open_leaf(model),
        };
    }
    match rows::current_row(model) {
        Some(row @ (Row::Section(_) | Row::Tier(..))) => toggle_row(model, row),
        Some(Row::Finding(finding)) => match model.knowledge.finding(finding).kind {
            Kind::Sign(_) => super::open_about(model),
            Kind::Quantity(_) | Kind::Choice(_) => entry::edit(model, None),
        },
        None => {}
    }
}

/// What is to be known of the line that has the cursor, if there is more than it says.
pub fn open_leaf(model: &mut Model) {
    if leaf::current(model).is_some_and(|line| !leaf::about(model, &line).is_empty()) {
        model.mode = Mode::Page(Page::Leaf, 0);
    }
}

/// To a finding, remembering the way back.
pub fn jump(model: &mut Model, finding: FindingId) {
    let Some(chart) = &mut model.chart else { return };
    let from = chart.spot();
    chart.back.push(from);
    show(model, finding);
}

/// To a finding: its place, with the fold that hides it open.
pub fn show(model: &mut Model, finding: FindingId) {
    let breadth = model.size.breadth();
    let knowledge = model.knowledge;
    let Some(chart) = &mut model.chart else { return };
    let section = knowledge.finding(finding).section;
    chart.place = rows::place_of(knowledge, chart, breadth, section);
    chart.pane = Pane::List;
    chart.unfolded.insert(Row::Section(section));
    let tier = knowledge.finding(finding).tier;
    if rows::of_tier(knowledge, section, tier).next().is_some() {
        chart.unfolded.insert(Row::Tier(section, tier));
    }
    chart.cursors.insert(chart.place, Row::Finding(finding));
}

/// Back to where the last jump came from.
pub fn back(model: &mut Model) {
    let Some(spot) = model.chart.as_mut().and_then(|chart| chart.back.pop()) else { return };
    return_to(model, &spot)
}

/// To a place as it was left.
pub fn return_to(model: &mut Model, spot: &Spot) {
    let Some(chart) = &mut model.chart else { return };
    chart.place = spot.place;
    chart.pane = spot.pane;
    if let Some(row) = spot.row {
        chart.cursors.insert(spot.place, row);
    }
}

pub fn next_pane(model: &mut Model) {
    let Some(chart) = &mut model.chart else { return };
    chart.pane = match chart.pane {
        Pane::List => Pane::Result,
        Pane::Result => Pane::List,
    };
}

/// To the next or the previous stop of the rail.
pub fn section(model: &mut Model, step: isize) {
    let Some(chart) = &model.chart else { return };
    let stops = rows::stops(model.knowledge, chart, model.size.breadth());
    let at = stops.iter().position(|stop| *stop == chart.place).unwrap_or(0);
    let to = at.saturating_add_signed(step).min(stops.len() - 1);
    goto(model, stops[to])
}

pub fn goto(model: &mut Model, place: Place) {
    model.mode = Mode::Browse;
    if let Some(chart) = &mut model.chart {
        chart.place = place;
        chart.pane = Pane::List;
    }
}

/// The same row at another stop, when the size has changed.
pub fn move_to(chart: &mut Chart, place: Place) {
    if let Some(row) = chart.cursors.get(&chart.place).copied() {
        chart.cursors.insert(place, row);
    }
    chart.place = place;
}
