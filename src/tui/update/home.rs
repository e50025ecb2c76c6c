//! The home screen: what lies on the shelf, and what can be opened.

use super::super::action::Action;
use super::super::layout::{self, inner};
use super::super::model::{Chart, Model, Screen};
use super::super::study::Goal;
use super::super::{Effect, Opened, ShelfLine, block};
use super::{disk, study, travel};
use crate::case::{Case, teaching_cases};
use crate::say::Wording;

/// A line of the home screen that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Back to the case that is open.
    Return,
    /// The case on the shelf with this number.
    Open(usize),
    New,
    Teaching,
    Learn,
    Language,
    Quit,
}

/// What can be chosen, in order: the last case first, so that enter goes on with it.
pub fn choices(model: &Model) -> Vec<Choice> {
    let open = model.chart.as_ref().and_then(|chart| chart.disk.at.as_ref());
    let is_open = |at: usize| open.is_some_and(|open| open.name == model.home.shelf[at].name);
    let mut choices = Vec::new();
    let mut shelf: Vec<usize> = (0..model.home.shelf.len()).collect();
    if model.chart.is_some() {
        choices.push(Choice::Return);
        shelf.retain(|at| !is_open(*at));
    } else if !shelf.is_empty() {
        choices.push(Choice::Open(shelf.remove(0)));
    }
    choices.extend([Choice::New, Choice::Teaching, Choice::Learn, Choice::Language, Choice::Quit]);
    choices.extend(shelf.into_iter().map(Choice::Open));
    choices
}

pub fn shelf(model: &mut Model, lines: Vec<ShelfLine>) {
    model.home.shelf = lines
}

/// To the home screen.
pub fn go(model: &mut Model) {
    model.screen = Screen::Home;
    model.home.cursor = 0;
    model.notice = None;
    // A case in which nothing was answered is not one to come back to.
    if model.chart.as_ref().is_some_and(|chart| chart.disk.at.is_none() && chart.is_saved()) {
        model.chart = None;
    }
    model.effects.push(Effect::ListShelf);
}

pub fn opened(model: &mut Model, opened: Opened) {
    model.open_file(opened);
}

pub fn not_opened(model: &mut Model, why: &str) {
    let why = why.replace('\n', "; ");
    let notice = model.both(|lang| model.words().terminal.not_opened(lang, &why));
    model.notice = Some(notice);
}

/// Enter on the home screen or in the list of teaching cases.
pub fn choose(model: &mut Model) {
    if model.screen == Screen::Teaching {
        return copy_teaching(model);
    }
    match choices(model).get(model.home.cursor) {
        Some(Choice::Return) => model.screen = Screen::Case,
        Some(Choice::Open(at)) => {
            let path = model.home.shelf[*at].path.clone();
            model.effects.push(Effect::Open(path));
        }
        Some(Choice::New) => {
            model.open(Chart::new(model.knowledge, model.setting, Case::new(model.knowledge), Vec::new(), None));
            model.effects.push(Effect::Fresh("case"));
        }
        Some(Choice::Teaching) => list_teaching(model),
        Some(Choice::Learn) => study::ask(model, Goal::Menu),
        Some(Choice::Language) => model.lang = model.lang.other(),
        Some(Choice::Quit) => disk::quit(model),
        None => {}
    }
}

fn list_teaching(model: &mut Model) {
    if model.home.teaching.is_empty() {
        match teaching_cases(model.knowledge) {
            Ok(cases) => model.home.teaching = cases,
            Err(faults) => {
                let why = faults.first().map(ToString::to_string).unwrap_or_default();
                not_opened(model, &why);
                return;
            }
        }
    }
    model.screen = Screen::Teaching;
}

/// Opens a copy: without its id, which would give the diagnosis away.
fn copy_teaching(model: &mut Model) {
    let Some(teaching) = model.home.teaching.get(model.home.teaching_cursor) else { return };
    let mut case = teaching.case.clone();
    case.id = None;
    let title = teaching.title.clone();
    let mut chart = Chart::new(model.knowledge, model.setting, case, Vec::new(), None);
    // A copy is worth keeping from the start.
    chart.disk.revision = 1;
    model.open(chart);
    model.notice = Some(model.both(|lang| {
        let title = Wording::new(model.knowledge, lang).say(&title);
        model.words().terminal.teaching_copied(lang, title)
    }));
    model.effects.push(Effect::Fresh("example"));
}

pub fn go_to(model: &mut Model, action: Action, page: usize) {
    let teaching = model.screen == Screen::Teaching;
    let last = if teaching { model.home.teaching.len() } else { choices(model).len() }.saturating_sub(1);
    let cursor = if teaching { &mut model.home.teaching_cursor } else { &mut model.home.cursor };
    *cursor = travel::moved(*cursor, last, action, page);
}

/// Keeps the line that has the cursor in sight.
pub fn settle(model: &mut Model) {
    if !matches!(model.screen, Screen::Home | Screen::Teaching) {
        return;
    }
    let last = choices(model).len().saturating_sub(1);
    model.home.cursor = model.home.cursor.min(last);
    let area = inner(layout::areas(model).body);
    let (blocks, at) = block::home(model, usize::from(area.width));
    model.home.top = block::scrolled(&blocks, at, model.home.top, usize::from(area.height));
}
