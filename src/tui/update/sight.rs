//! Where the cursor goes, and how far everything is scrolled.

use super::{commands, search, study, travel};
use crate::tui::action::Action;
use crate::tui::model::export::Export;
use crate::tui::model::{Menu, Mode, Model, Palette, Screen};
use crate::tui::scene::Scene;
use crate::tui::scene::pane::{Pane, Part, Target};

/// Up, down, by pages, and to the ends, in whatever has the keyboard.
pub(super) fn go(model: &mut Model, scene: &Scene, action: Action) {
    let Some(pane) = scene.keyboard() else { return };
    let page = pane.height().saturating_sub(1).max(1);
    let moved = |at: usize, count: usize| travel::moved(at, count.saturating_sub(1), action, page);
    let knowledge = model.common.knowledge;
    match (&mut model.common.mode, &mut model.screen) {
        (Mode::Options { finding, at }, _) => *at = moved(*at, knowledge.finding(*finding).options().len()),
        (Mode::Settings(at), _) => *at = moved(*at, knowledge.settings().len()),
        (Mode::Page(_, top), _) => *top = moved(*top, pane.total()),
        (Mode::Palette(Palette { at, .. }) | Mode::Menu(Menu { at, .. }), _) => *at = moved(*at, scene.entries.len()),
        (_, Screen::Study(study)) => study::go(study, pane, action),
        (_, Screen::Review(review)) => review.top = moved(review.top, pane.total()),
        (_, Screen::Exercise(chart, _)) if chart.is_beside() => {
            chart.task.iter_mut().for_each(|task| task.top = moved(task.top, pane.total()));
        }
        _ => {
            // The columns of the results follow each other.
            let is_column = |pane: &Pane| matches!(pane.part, Part::Result | Part::Beside);
            let panes =
                scene.panes.iter().filter(|other| other.part == pane.part || is_column(pane) && is_column(other));
            let targets: Vec<Target> = panes.flat_map(Pane::targets).collect();
            let at = targets.iter().position(|target| Some(*target) == pane.target()).unwrap_or(0);
            if let Some(target) = targets.get(moved(at, targets.len())) {
                point(model, *target);
            }
        }
    }
}

/// Puts the cursor on something that is on the screen.
pub(super) fn point(model: &mut Model, target: Target) {
    if let Target::Group(group) = target {
        return commands::to_group(&mut model.common, group);
    }
    if let (Target::Choice(choice), Mode::Quick(reading)) = (target, &mut model.common.mode) {
        return reading.at = choice;
    }
    if let (
        Target::Choice(choice),
        Mode::Options { at, .. } | Mode::Settings(at) | Mode::Palette(Palette { at, .. }) | Mode::Menu(Menu { at, .. }),
    ) = (target, &mut model.common.mode)
    {
        return *at = choice;
    }
    match (target, &mut model.screen) {
        (Target::Choice(at), Screen::Home) => model.home.cursor = at,
        (Target::Choice(at), Screen::Cases) => model.home.cases_cursor = at,
        (Target::Choice(at), Screen::Teaching) => model.home.teaching_cursor = at,
        (Target::Choice(at), Screen::Study(study)) => study.cursor = at,
        (Target::Row(row), Screen::Chart(chart) | Screen::Exercise(chart, _)) => {
            chart.row = Some(row);
        }
        (Target::Line(node), Screen::Chart(chart)) => chart.tree_mut().cursor = Some(node),
        (Target::Reply(question, choice), Screen::Chart(chart) | Screen::Exercise(chart, _)) => {
            search::reply(chart, &mut model.common, question, choice);
        }
        (Target::Stop(stop), Screen::Chart(chart) | Screen::Exercise(chart, _)) => {
            travel::go_to_stop(chart, &model.common, stop);
        }
        _ => {}
    }
}

/// Keeps how far everything was scrolled to be seen; the box of quick entry follows its cursor instead.
pub(super) fn keep(model: &mut Model, scene: &Scene) {
    for pane in scene.panes.iter().filter(|pane| pane.part != Part::Quick) {
        scroll_to(model, pane.part, pane.top);
        if model.common.mode == Mode::Browse && matches!(model.screen, Screen::Home | Screen::Teaching | Screen::Cases)
        {
            // The list may have become shorter.
            pane.target().into_iter().for_each(|target| point(model, target));
        }
    }
}

/// Scrolls a part of the screen to a line.
pub(super) fn scroll_to(model: &mut Model, part: Part, top: usize) {
    match (part, &mut model.common.mode, &mut model.screen) {
        (Part::Whole, Mode::Page(_, at) | Mode::Export(Export { top: at, .. }), _) => *at = top,
        (Part::Quick, Mode::Quick(reading), _) => reading.top = Some(top),
        (Part::Whole, Mode::Palette(Palette { top: at, .. }) | Mode::Menu(Menu { top: at, .. }), _) => *at = top,
        (Part::Whole, Mode::Browse, Screen::Home | Screen::Cases | Screen::Teaching) => model.home.top = top,
        (Part::Whole, Mode::Browse, Screen::Study(study)) => study.top = top,
        (Part::Whole, Mode::Browse, Screen::Review(review)) => review.top = top,
        (Part::Whole, Mode::Browse, Screen::Lecture(lecture)) => lecture.top = top,
        (Part::List, _, Screen::Chart(chart) | Screen::Exercise(chart, _)) => chart.list_top = top,
        (Part::Result, _, Screen::Chart(chart)) => chart.tree_mut().top = top,
        (Part::Beside, _, Screen::Chart(chart)) => chart.tree_mut().beside_top = top,
        (Part::Story, _, Screen::Exercise(chart, _)) => chart.task.iter_mut().for_each(|task| task.top = top),
        _ => {}
    }
}
