//! What is on the screen and where, as plain data: made once a message, for whoever paints it, scrolls it or points at it.

mod applies;
mod bottom;
mod chart;
mod checklist;
mod choices;
pub(crate) mod commands;
mod document;
mod export;
mod help;
mod home;
mod layout;
pub(crate) mod leaf;
mod lecture;
mod menu;
pub(crate) mod outline;
mod pages;
mod palette;
pub(crate) mod pane;
mod quick;
mod rail;
mod result;
mod results;
mod review;
mod settings;
mod strip;
mod study;

use ratatui::layout::{Position, Rect};

use super::model::chart::Chart;
use super::model::place::{Place, Stop};
use super::model::size::Breadth;
use super::model::{Ambiguous, Ask, Common, Mode, Model, Page, Question, Screen};
use crate::knowledge::Lang;
use crate::say::Letters;
use applies::Here;
use commands::Entry;
use layout::Areas;
use pane::{Aim, Pane, Part, Placed, Spot, Target, row};

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
    /// What the list of commands or the menu shows.
    pub(crate) entries: Vec<Entry>,
    /// Where the terminal's cursor stands.
    pub cursor: (u16, u16),
    /// What a click beside the panes means, and where.
    pub(crate) spots: Vec<Spot>,
    /// Whether frames are drawn in ASCII.
    pub(crate) ascii: bool,
    /// The characters that may be drawn.
    pub(crate) signs: Signs,
}

/// The characters that may be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Signs {
    #[default]
    All,
    /// ASCII, and what every terminal draws two columns wide.
    Sure,
    Ascii,
}

impl Scene {
    /// The pane with the keyboard.
    pub(crate) fn keyboard(&self) -> Option<&Pane> {
        self.panes.iter().find(|pane| pane.active)
    }

    /// The pane at a cell; of several that lie over each other the one that is seen.
    pub(crate) fn pane_at(&self, cell: Position) -> Option<&Pane> {
        self.panes.iter().rfind(|pane| pane.area.contains(cell))
    }

    /// What a click at a cell means.
    pub(crate) fn aim(&self, cell: Position) -> Option<Aim> {
        match self.pane_at(cell) {
            Some(pane) => pane.aim(cell),
            None => self.spots.iter().find(|spot| spot.area.contains(cell)).map(|spot| spot.aim),
        }
    }

    /// The line of the result that has the keyboard.
    pub(crate) fn line(&self) -> Option<&outline::Line> {
        self.outline.get(self.at?)
    }
}

/// The scene of a model.
pub fn scene(model: &Model) -> Scene {
    let common = &model.common;
    let mut scene = Scene { ascii: common.ascii, signs: signs(common), ..Scene::default() };
    if let Screen::Lecture(shown) = &model.screen
        && let Some((pane, lines, spots)) = lecture::slide(model, shown)
    {
        (scene.panes, scene.lines, scene.spots) = (vec![pane], lines, spots);
        // Out of the way, in the last corner.
        scene.cursor = (common.size.columns - 1, common.size.rows - 1);
        return scene;
    }
    let breadth = common.size.breadth();
    if breadth == Breadth::Tiny {
        scene.lines = bottom::too_small(model);
        return scene;
    }
    let areas = Areas::new(common.size);
    let areas = match (model.chart(), &common.mode) {
        (None, _) => areas,
        (Some(_), Mode::Quick(_)) => areas.below_strip(),
        (Some(_), Mode::Export(_)) => areas.below_strip().with_room_to_tell(),
        (Some(chart), _) => areas.of_chart(breadth, chart),
    };
    let (header, spots) = rail::header(model, areas.header);
    scene.lines.extend(header);
    scene.spots.extend(spots);
    let mut typed_at = None;
    match (over(model, &mut scene, areas.body), &model.screen) {
        (Some(pane), _) => scene.panes.push(pane),
        (None, Screen::Home) => scene.panes.push(home::home(common, &model.home, model.patient(), areas.body)),
        (None, Screen::Cases) => scene.panes.push(home::cases(common, &model.home, areas.body)),
        (None, Screen::Teaching) => scene.panes.push(home::teaching(common, &model.home, areas.body)),
        (None, Screen::Review(shown)) => scene.panes.push(review::review(common, shown, model.patient(), areas.body)),
        (None, Screen::Study(study)) => scene.panes.push(study::study(common, study, areas.body)),
        (None, Screen::Lecture(_)) => {}
        (None, Screen::Chart(chart) | Screen::Exercise(chart, _)) => match &common.mode {
            Mode::Quick(reading) => {
                let (lines, cursor, pane) = quick::quick(common, chart, reading, areas.body);
                scene.lines.extend(lines);
                scene.panes.push(pane);
                typed_at = reading.asked.is_none().then_some(cursor);
            }
            _ if chart.place == Place::Results => {
                unfold(common, chart, &mut scene);
                let (panes, lines) = results::lay_out(common, chart, (&scene.outline, scene.at), areas.body);
                scene.panes.extend(panes);
                scene.lines.extend(lines);
            }
            _ => lay_out(common, chart, &mut scene, &areas),
        },
    }
    if let Some(chart) = model.chart().filter(|_| areas.strip.height > 0) {
        // A percentage stands only where its setting does.
        let is_covered = scene.panes.iter().any(|pane| pane.part == Part::Whole);
        let below = if is_covered { Rect::default() } else { areas.rules[0] };
        scene.lines.extend(strip::strip(common, chart, areas.strip, below));
        if chart.task.is_none() {
            scene.spots.push(Spot { area: areas.strip, aim: Aim::Go(Target::Stop(Stop::Results)) });
        }
    }
    let (message, prompted_at) = bottom::message(model, areas.message, areas.help);
    if message.is_empty() && model.chart().is_some_and(|chart| chart.place == Place::Results) {
        scene.lines.push(results::disclaimer(common, areas.message));
    }
    // A long message takes the place of the help.
    let shown = message.iter().map(|(area, _)| area.y).min().unwrap_or(areas.message.y);
    if let (Some(chart), Mode::Browse | Mode::Quantity { .. } | Mode::Options { .. }) = (model.chart(), &common.mode) {
        let help = help::help(common, chart, areas.help);
        scene.lines.extend(help.into_iter().filter(|(area, _)| area.y < shown));
    }
    scene.lines.extend(message);
    let (hints, spots) = bottom::hints(model, scene.line(), areas.hints);
    scene.lines.push(hints);
    scene.spots.extend(spots);
    let pointed = scene.keyboard().map(|pane| pane.cursor().unwrap_or((pane.inner().x, pane.inner().y)));
    scene.cursor = typed_at.or(prompted_at).or(pointed).unwrap_or_default();
    scene
}

/// What may be drawn here.
fn signs(common: &Common) -> Signs {
    match common.look.ambiguous {
        // Whoever switched to Chinese wants to see it.
        _ if common.letters == Letters::Ascii && common.lang == Lang::default() => Signs::Ascii,
        Ambiguous::Wide => Signs::Sure,
        Ambiguous::Narrow => Signs::All,
    }
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
        Mode::Export(shown) => model.chart().map(|chart| export::preview(common, chart, shown, area)),
        Mode::Confirm(Question::TakeLeft(offer)) => Some(pages::offer(common, offer, area)),
        Mode::Prompt { ask: Ask::Filter, field } => {
            Some(pages::page(model, &Page::Help(field.text().to_owned()), 0, None, area))
        }
        Mode::Palette(palette) => {
            look_beneath(model, scene);
            scene.entries = palette::entries(&Here::beneath(model, scene.line()), palette.field.text());
            Some(palette::palette(common, palette, &scene.entries, area))
        }
        Mode::Menu(menu) => {
            look_beneath(model, scene);
            scene.entries = menu::entries(&Here::beneath(model, scene.line()), menu.group);
            let groups = menu::groups(common, menu.group, row(area, 0));
            let spots = groups.iter().enumerate();
            let spots = spots.map(|(at, (area, _))| Spot { area: *area, aim: Aim::Go(Target::Group(at)) });
            scene.spots.extend(spots);
            scene.lines.extend(groups);
            let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
            Some(menu::menu(common, menu, &scene.entries, below))
        }
        _ => None,
    }
}

/// What has the cursor beneath what lies over the screen.
fn look_beneath(model: &Model, scene: &mut Scene) {
    if let Screen::Chart(chart) = &model.screen {
        unfold(&model.common, chart, scene);
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
