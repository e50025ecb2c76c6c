//! What is on the screen and where, as plain data: made once a message, for whoever paints it, scrolls it or points at it.

mod bottom;
mod chart;
mod checklist;
mod choices;
mod document;
mod help;
mod home;
mod layout;
pub(crate) mod leaf;
pub(crate) mod outline;
mod pages;
pub(crate) mod pane;
mod rail;
mod result;
mod settings;
mod strip;
mod study;

use ratatui::layout::Rect;

use super::model::chart::Chart;
use super::model::size::Breadth;
use super::model::{Common, Mode, Model, Page, Screen};
use crate::knowledge::Lang;
use crate::say::Letters;
use layout::Areas;
use pane::{Pane, Part, Placed};

/// Everything that is on the screen.
#[derive(Debug, Default)]
pub struct Scene {
    /// Lines that stand by themselves: header, rail, verdicts, message, hints.
    pub(crate) lines: Vec<Placed>,
    /// The framed parts.
    pub(crate) panes: Vec<Pane>,
    /// The result as it is unfolded, and the line of it that has the keyboard.
    pub(crate) outline: Vec<outline::Line>,
    pub(crate) at: Option<usize>,
    /// Where the terminal's cursor stands.
    pub(crate) cursor: (u16, u16),
    /// Whether frames are drawn in ASCII, and whether nothing but ASCII can be shown.
    pub(crate) ascii: bool,
    pub(crate) only_ascii: bool,
}

impl Scene {
    /// The pane with the keyboard.
    pub(crate) fn keyboard(&self) -> Option<&Pane> {
        self.panes.iter().find(|pane| pane.active)
    }

    /// The line of the result that has the keyboard.
    pub(crate) fn line(&self) -> Option<&outline::Line> {
        self.outline.get(self.at?)
    }
}

/// The scene of a model.
pub fn scene(model: &Model) -> Scene {
    let common = &model.common;
    // Whoever switched to Chinese wants to see it.
    let only_ascii = common.letters == Letters::Ascii && common.lang == Lang::default();
    let mut scene = Scene { ascii: common.ascii, only_ascii, ..Scene::default() };
    let breadth = common.size.breadth();
    if breadth == Breadth::Tiny {
        scene.lines = bottom::too_small(common);
        return scene;
    }
    let areas = Areas::new(common.size);
    let areas = model.chart().map_or(areas, |chart| areas.of_chart(breadth, chart));
    scene.lines.extend(rail::header(model, areas.header));
    match (over(model, &mut scene, areas.body), &model.screen) {
        (Some(pane), _) => scene.panes.push(pane),
        (None, Screen::Home) => scene.panes.push(home::home(common, &model.home, model.patient(), areas.body)),
        (None, Screen::Teaching) => scene.panes.push(home::teaching(common, &model.home, areas.body)),
        (None, Screen::Study(study)) => scene.panes.push(study::study(common, study, areas.body)),
        (None, Screen::Chart(chart) | Screen::Exercise(chart, _)) => {
            lay_out(common, chart, &mut scene, &areas);
        }
    }
    if let Some(chart) = model.chart() {
        let is_covered = scene.panes.iter().any(|pane| pane.part == Part::Whole);
        let below = if is_covered { Rect::default() } else { areas.rules[0] };
        scene.lines.extend(strip::strip(common, chart, areas.strip, below));
    }
    let (message, typed_at) = bottom::message(model, areas.message, areas.help);
    // A long message takes the place of the help.
    let shown = message.iter().map(|(area, _)| area.y).min().unwrap_or(areas.message.y);
    if let (Some(chart), Mode::Browse | Mode::Quantity { .. } | Mode::Options { .. }) = (model.chart(), &common.mode) {
        let help = help::help(common, chart, areas.help);
        scene.lines.extend(help.into_iter().filter(|(area, _)| area.y < shown));
    }
    scene.lines.extend(message);
    scene.lines.push(bottom::hints(model, scene.line(), areas.hints));
    let pointed = scene.keyboard().map(|pane| pane.cursor().unwrap_or((pane.inner().x, pane.inner().y)));
    scene.cursor = typed_at.or(pointed).unwrap_or_default();
    scene
}

/// What lies over the screen, if anything does.
fn over(model: &Model, scene: &mut Scene, area: Rect) -> Option<Pane> {
    let common = &model.common;
    match &common.mode {
        Mode::Settings(at) => Some(settings::settings(common, model.chart(), *at, area)),
        Mode::Page(page, top) => {
            if let (Page::Leaf, Some(chart)) = (page, model.chart()) {
                unfold(common, chart, scene);
            }
            Some(pages::page(model, page, *top, scene.line(), area))
        }
        _ => None,
    }
}

/// The parts of the checklist.
fn lay_out(common: &Common, chart: &Chart, scene: &mut Scene, areas: &Areas) {
    if areas.rail.height > 0 {
        scene.panes.push(rail::column(common, chart, areas.rail));
    }
    if areas.list.height > 0 {
        scene.panes.push(chart::list(common, chart, areas.list));
    }
    if areas.result.height > 0 {
        let beside = match &chart.task {
            Some(task) => chart::story(common, chart, task, areas.result),
            None => {
                unfold(common, chart, scene);
                chart::result(common, chart, &scene.outline, areas.result)
            }
        };
        scene.panes.push(beside);
    }
    if areas.about.height > 0 {
        scene.panes.push(chart::about(common, chart, scene.line(), areas.about));
    }
    scene.lines.extend(chart::rules(common, areas, &scene.panes));
    scene.lines.extend(strip::setting(common, chart, areas.rules[0]));
}

/// The lines of the result, and which of them has the keyboard.
fn unfold(common: &Common, chart: &Chart, scene: &mut Scene) {
    scene.outline = outline::lines(common, chart);
    scene.at = outline::cursor(chart.tree(), &scene.outline).filter(|_| chart.is_beside());
}
