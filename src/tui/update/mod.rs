//! What each message does to the model. Pure: no disk, no clock, no terminal; what is to be done outside is returned.

mod answer;
mod chart;
mod disk;
mod entry;
mod exit;
mod home;
mod search;
mod study;
mod travel;

use super::action::{self, Action, Context};
use super::model::place::{Place, Row, section_ids};
use super::model::size::{Breadth, Size};
use super::model::{Common, Effect, Key, Leaving, Message, Mode, Model, Page, Question, Screen, Writing, rows};
use super::scene::pane::{Part, Target};
use super::scene::{Scene, scene};
use crate::knowledge::{Kind, SectionId};
use crate::tui::model::chart::{Chart, Side};

/// The application: its state, and the scene of it that the user acts on.
#[derive(Debug)]
pub struct App<'k> {
    /// Its state.
    pub model: Model<'k>,
    /// What is on the screen.
    pub scene: Scene,
}

impl<'k> App<'k> {
    /// The application in a state, before the first message.
    pub fn new(model: Model<'k>) -> App<'k> {
        App { scene: scene(&model), model }
    }

    /// Takes a message; gives back what is to be done outside.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let App { model, scene: seen } = self;
        take(model, seen, message);
        settle(model);
        *seen = scene(model);
        keep(model, seen);
        let mut effects = std::mem::take(&mut model.common.effects);
        disk::save_changes(model, &mut effects);
        effects
    }
}

fn take(model: &mut Model, scene: &Scene, message: Message) {
    match message {
        Message::Key(key) => press(model, scene, key),
        Message::Paste(_) if model.common.size.breadth() == Breadth::Tiny => {}
        Message::Paste(text) => paste(model, &text),
        Message::Resize { columns, rows } => model.common.size = Size { columns, rows },
        Message::Suspend => model.common.effects.push(Effect::Suspend),
        Message::Continued => {}
        Message::Terminate => exit::after_saving(model, Leaving::AtOnce),
        Message::Shelf(lines) => model.home.shelf = lines,
        Message::Opened(opened) => model.open_file(*opened),
        Message::NotOpened(why) | Message::Notebook { read: Err(why), .. } => home::not_opened(&mut model.common, &why),
        Message::Saved { at, revision, how } => disk::saved(model, at, revision, how),
        Message::NotSaved(fault) => disk::not_saved(model, &fault),
        Message::KeptBeside(path) => disk::kept_beside(model, path),
        Message::Copied(path) => disk::written(&mut model.common, &path, Writing::Case),
        Message::Exported(path) => disk::written(&mut model.common, &path, Writing::Summary),
        // Asks before such a file is replaced.
        Message::Exists { path, what } => model.common.mode = Mode::Confirm(Question::Replace { what, path }),
        Message::NotWritten { fault, what } => disk::not_written(&mut model.common, &fault, what),
        Message::Notebook { goal, read: Ok(progress), now } => {
            if let Err(faults) = study::begin(model, &goal, progress, now) {
                home::not_opened(&mut model.common, &faults.first().map(ToString::to_string).unwrap_or_default());
            }
        }
        Message::WrittenDown(result) => study::written_down(model, result),
    }
}

fn press(model: &mut Model, scene: &Scene, key: Key) {
    if model.common.size.breadth() == Breadth::Tiny {
        return press_unseen(model, key);
    }
    let context = Context::of(model);
    let key = if context.is_text() { key } else { key.half_width() };
    match action::find(context, key) {
        Some(action) => act(model, scene, action),
        None => other_key(model, key),
    }
}

/// On a screen too small to show what a key does, nothing is done but leaving and stopping for a while.
fn press_unseen(model: &mut Model, key: Key) {
    match key.half_width() {
        Key::Char('q') | Key::Ctrl('c') => exit::quit(model),
        Key::Ctrl('z') => model.common.effects.push(Effect::Suspend),
        _ => {}
    }
}

/// A key that the table does not name: text where text is typed, a digit that starts a number, a section's letter.
fn other_key(model: &mut Model, key: Key) {
    match &mut model.common.mode {
        Mode::Quantity { field, .. } | Mode::Prompt { field, .. } => {
            if field.key(key) {
                model.common.notice = None;
            }
        }
        Mode::Quick(_) => {
            if let Some((chart, common)) = model.chart_mut() {
                search::key(chart, common, key);
            }
        }
        Mode::Goto => {
            if let Some((chart, common)) = model.chart_mut() {
                go_to_letter(chart, common, key);
            }
        }
        Mode::Browse => match (&mut model.screen, key) {
            (Screen::Study(study), Key::Char(digit @ '1'..='9')) => {
                let next = study::number(study, &mut model.common, digit as usize - '0' as usize);
                study::follow(model, next);
            }
            (Screen::Chart(chart) | Screen::Exercise(chart, _), Key::Char(c)) => {
                start_number(chart, &mut model.common, c);
            }
            _ => {}
        },
        Mode::Confirm(_) => model.common.mode = Mode::Browse,
        Mode::Page(..) | Mode::Options { .. } | Mode::Settings(_) => {}
    }
}

/// A text from elsewhere goes where text is typed, else into the box of quick entry; at home, of a new case.
fn paste(model: &mut Model, text: &str) {
    let is_allowed = action::is_for_task(model, Action::Search);
    match (&mut model.common.mode, &model.screen) {
        (Mode::Quantity { field, .. } | Mode::Prompt { field, .. }, _) => drop(field.insert(text)),
        (Mode::Confirm(_), _) => {}
        (Mode::Browse, Screen::Home) => {
            home::new_case(model);
            open_box(model, text);
        }
        (Mode::Quick(_), _) => {
            if let Some((chart, common)) = model.chart_mut() {
                search::insert(chart, common, text);
            }
        }
        _ if is_allowed => open_box(model, text),
        _ => {}
    }
}

fn open_box(model: &mut Model, text: &str) {
    if let Some((chart, common)) = model.chart_mut() {
        search::open_with(chart, common, text);
    }
}

fn start_number(chart: &Chart, common: &mut Common, c: char) {
    let finding = rows::finding_at(common.knowledge, chart).filter(|_| !chart.is_beside());
    let on_quantity = finding.filter(|finding| matches!(common.knowledge.finding(*finding).kind, Kind::Quantity(_)));
    if let Some(finding) = on_quantity.filter(|_| c.is_ascii_digit() || "<>.".contains(c)) {
        entry::edit(chart, common, finding, Some(c));
    }
}

fn go_to_letter(chart: &mut Chart, common: &mut Common, key: Key) {
    common.mode = Mode::Browse;
    let Key::Char(letter) = key else { return };
    let knowledge = common.knowledge;
    let is_called = |id: &SectionId| id.of(&knowledge.sections).letter.eq_ignore_ascii_case(&letter.to_string());
    if let Some(section) = section_ids(knowledge).find(is_called) {
        chart.go_to(Place::Section(section));
    }
}

/// Does one action. What was said of the action before is no longer news.
fn act(model: &mut Model, scene: &Scene, action: Action) {
    use Action::*;
    let keeps_notice = matches!(action, Language | Redraw | Suspend | Help | NextUnit | PreviousUnit);
    if !keeps_notice && model.common.mode == Mode::Browse {
        model.common.notice = None;
    }
    if !action::is_for_task(model, action) {
        return;
    }
    if let Some((chart, common)) = model.chart_mut()
        && action.changes_answers()
        && answer::is_refused(chart, common)
    {
        return;
    }
    match action {
        Up | Down | PageUp | PageDown | First | Last => go(model, scene, action),
        Accept | Take => accept(model),
        AcceptUp => accept_and_go(model, scene, Up),
        AcceptDown => accept_and_go(model, scene, Down),
        Cancel => cancel(model),
        Help => model.common.mode = Mode::Page(Page::Help, 0),
        Language => {
            model.common.lang = model.common.lang.other();
            if let Some((study, common)) = model.study_mut() {
                study::retell(study, common);
            }
        }
        Leave => leave(model),
        Quit => exit::quit(model),
        Suspend => model.common.effects.push(Effect::Suspend),
        Redraw => model.common.effects.push(Effect::Redraw),
        _ => act_on_screen(model, scene, action),
    }
}

/// Does what only the screen at hand can do.
fn act_on_screen(model: &mut Model, scene: &Scene, action: Action) {
    match (&mut model.screen, action) {
        (Screen::Home, Action::Choose) => home::choose(model),
        (Screen::Teaching, Action::Choose) => home::copy_teaching(model),
        (Screen::Home | Screen::Teaching, _) => {}
        (Screen::Study(study), _) => {
            let next = study::act(study, &mut model.common, scene.keyboard(), action);
            study::follow(model, next);
        }
        (Screen::Exercise(..), Action::HandIn) => study::hand_in(model),
        (Screen::Exercise(_, study), Action::Hint) => study::hint(study, &mut model.common),
        (Screen::Exercise(chart, study), Action::Undo) if chart.case.done().is_empty() => {
            let next = study::undo(study, &mut model.common);
            study::follow(model, next);
        }
        (Screen::Chart(chart) | Screen::Exercise(chart, _), _) => chart::act(chart, &mut model.common, scene, action),
    }
}

/// Up, down, by pages, and to the ends, in whatever has the keyboard.
fn go(model: &mut Model, scene: &Scene, action: Action) {
    let Some(pane) = scene.keyboard() else { return };
    let page = pane.height().saturating_sub(1).max(1);
    let moved = |at: usize, count: usize| travel::moved(at, count.saturating_sub(1), action, page);
    let knowledge = model.common.knowledge;
    match (&mut model.common.mode, &mut model.screen) {
        (Mode::Options { finding, at }, _) => *at = moved(*at, knowledge.finding(*finding).options().len()),
        (Mode::Settings(at), _) => *at = moved(*at, knowledge.settings().len()),
        (Mode::Page(_, top), _) => *top = moved(*top, pane.total()),
        (_, Screen::Study(study)) => study::go(study, pane, action),
        (_, Screen::Exercise(chart, _)) if chart.is_beside() => {
            chart.task.iter_mut().for_each(|task| task.top = moved(task.top, pane.total()));
        }
        _ => {
            let targets: Vec<Target> = pane.targets().collect();
            let at = targets.iter().position(|target| Some(*target) == pane.target()).unwrap_or(0);
            if let Some(target) = targets.get(moved(at, targets.len())) {
                point(model, *target);
            }
        }
    }
}

/// Puts the cursor on something that is on the screen.
fn point(model: &mut Model, target: Target) {
    match (target, &mut model.screen) {
        (Target::Choice(at), Screen::Home) => model.home.cursor = at,
        (Target::Choice(at), Screen::Teaching) => model.home.teaching_cursor = at,
        (Target::Choice(at), Screen::Study(study)) => study.cursor = at,
        (Target::Row(row), Screen::Chart(chart) | Screen::Exercise(chart, _)) => {
            chart.cursors.insert(chart.place, row);
        }
        (Target::Line(node), Screen::Chart(chart)) => chart.tree_mut().cursor = Some(node),
        _ => {}
    }
}

/// Enter: takes what was typed or chosen.
fn accept(model: &mut Model) {
    let mode = std::mem::replace(&mut model.common.mode, Mode::Browse);
    match (mode, model.chart_mut()) {
        (Mode::Confirm(Question::LeaveUnsaved { whole }), _) => exit::unsaved(model, whole),
        (mode, Some((chart, common))) => entry::accept(chart, common, mode),
        (_, None) => {}
    }
}

/// Up or down: takes what was typed and goes there, unless it was refused.
fn accept_and_go(model: &mut Model, scene: &Scene, direction: Action) {
    accept(model);
    if model.common.mode == Mode::Browse {
        go(model, scene, direction);
    }
}

/// Esc: gives up what was being typed, or closes what is open.
fn cancel(model: &mut Model) {
    if std::mem::replace(&mut model.common.mode, Mode::Browse) == Mode::Browse {
        return escape(model);
    }
    model.common.notice = None;
}

/// Esc on a screen: ends a search, leaves the result for the checklist, never the program.
fn escape(model: &mut Model) {
    match &mut model.screen {
        Screen::Home => {}
        Screen::Teaching => model.screen = Screen::Home,
        Screen::Study(_) => study::leave(model),
        Screen::Chart(chart) | Screen::Exercise(chart, _) => {
            if chart.search.take().is_none() {
                chart.side = Side::List;
            }
        }
    }
}

/// One screen back; on the top screen, out.
fn leave(model: &mut Model) {
    if model.common.mode != Mode::Browse {
        return model.common.mode = Mode::Browse;
    }
    match model.screen {
        Screen::Study(_) | Screen::Exercise(..) => study::leave(model),
        Screen::Teaching => model.screen = Screen::Home,
        Screen::Chart(_) if model.common.has_home => exit::after_saving(model, Leaving::ToHome),
        Screen::Home | Screen::Chart(_) => exit::quit(model),
    }
}

/// Keeps the place possible at this size.
fn settle(model: &mut Model) {
    let (knowledge, breadth) = (model.common.knowledge, model.common.size.breadth());
    let Some((chart, _)) = model.chart_mut() else { return };
    match chart.place {
        Place::More if breadth == Breadth::Wide => {
            let place = match chart.cursors.get(&Place::More) {
                Some(Row::Finding(finding)) => Place::Section(knowledge.finding(*finding).section),
                Some(Row::Section(section) | Row::Tier(section, _)) => Place::Section(*section),
                None => Place::first(knowledge),
            };
            travel::move_to(chart, place);
        }
        Place::Section(section) if rows::place_of(knowledge, chart, breadth, section) == Place::More => {
            chart.unfolded.insert(Row::Section(section));
            travel::move_to(chart, Place::More);
        }
        _ => {}
    }
}

/// Keeps how far everything was scrolled to be seen.
fn keep(model: &mut Model, scene: &Scene) {
    for pane in &scene.panes {
        match (pane.part, &mut model.common.mode, &mut model.screen) {
            (Part::Whole, Mode::Page(_, top), _) => *top = pane.top,
            (Part::Whole, Mode::Browse, Screen::Home | Screen::Teaching) => {
                model.home.top = pane.top;
                // The list may have become shorter.
                pane.target().into_iter().for_each(|target| point(model, target));
            }
            (Part::Whole, Mode::Browse, Screen::Study(study)) => study.top = pane.top,
            (Part::List, _, Screen::Chart(chart) | Screen::Exercise(chart, _)) => chart.list_top = pane.top,
            (Part::Result, _, Screen::Chart(chart)) => chart.tree_mut().top = pane.top,
            (Part::Story, _, Screen::Exercise(chart, _)) => {
                chart.task.iter_mut().for_each(|task| task.top = pane.top);
            }
            _ => {}
        }
    }
}
