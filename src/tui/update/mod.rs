//! What each message does to the model. Pure: no disk, no clock, no terminal; what is to be done outside is returned.

mod answer;
mod chart;
mod commands;
mod disk;
mod entry;
mod exit;
mod export;
mod home;
mod import;
mod lecture;
mod look;
mod mouse;
mod search;
mod sight;
mod study;
mod travel;

use mouse::Step;
use ratatui::layout::Position;
use sight::{go, keep, point, scroll_to};

use super::action::{Action, Context};
use super::here::is_for_task;
use super::model::export::Export;
use super::model::field::Field;
use super::model::place::{Place, Stop};
use super::model::size::{Breadth, Size};
use super::model::{Ask, Common, Effect, Key, Leaving, Message, Mode, Model, Page, Question, Screen, rows};
use super::scene::pane::Target;
use super::scene::{Scene, scene};
use crate::knowledge::{self, Kind, OptionId};
use crate::tui::model::chart::{Chart, Side};

/// The application: its state, and the scene of it that the user acts on.
#[derive(Debug)]
pub struct App<'k> {
    /// Its state.
    pub model: Model<'k>,
    /// What is on the screen.
    pub scene: Scene,
    /// What was clicked last, if nothing else came since: what a second click is for.
    clicked: Option<Target>,
}

impl<'k> App<'k> {
    /// The application in a state, before the first message.
    pub fn new(model: Model<'k>) -> App<'k> {
        App { scene: scene(&model), model, clicked: None }
    }

    /// Takes a message; gives back what is to be done outside.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let App { model, scene: seen, clicked } = self;
        take(model, seen, clicked, message);
        disk::offer_next(model);
        // The last one goes first: what it leaves is at hand for the next.
        drop(std::mem::take(seen));
        *seen = scene(model);
        keep(model, seen);
        let mut effects = std::mem::take(&mut model.common.effects);
        disk::save_changes(model, &mut effects);
        effects
    }
}

fn take(model: &mut Model, scene: &Scene, clicked: &mut Option<Target>, message: Message) {
    let before = clicked.take();
    match message {
        Message::Key(key) => press(model, scene, key),
        Message::Mouse { did, column, row } => {
            let cell = Position::new(column, row);
            walk(model, scene, mouse::steps(model, scene, did, cell, before));
            *clicked = mouse::clicked(scene, did, cell);
        }
        Message::Paste(_) if model.common.size.breadth() == Breadth::Tiny => {}
        Message::Paste(text) => paste(model, &text),
        Message::Resize { columns, rows } => model.common.size = Size { columns, rows },
        Message::Suspend => model.common.effects.push(Effect::Suspend),
        Message::Continued => {}
        Message::Terminate => exit::after_saving(model, Leaving::AtOnce),
        Message::Shelf(lines) => model.home.shelf = lines,
        Message::Seen(seen) => home::seen(model, seen),
        Message::Shelved(shelved) => home::shelved(model, shelved),
        Message::TakenBack => home::taken_back(model),
        Message::TookLeft(recovered) => disk::took_left(&mut model.common, recovered.as_ref()),
        Message::LeftOut => disk::left_out(&mut model.common),
        Message::NotShelved(fault) => home::not_shelved(&mut model.common, &fault),
        Message::Opened(opened) => model.open_file(*opened),
        Message::Imported { file, imports } => import::read(model, file, imports),
        Message::KeptAll(count) => import::kept_all(&mut model.common, count),
        Message::NotOpened(why) | Message::Notebook { read: Err(why), .. } => home::not_opened(&mut model.common, &why),
        Message::Saved { at, revision, how } => disk::saved(model, at, revision, how),
        Message::NotSaved(fault) => disk::not_saved(model, &fault),
        Message::KeptBeside(path) => disk::kept_beside(model, path),
        Message::Copied(path) => disk::copied(&mut model.common, &path),
        Message::Exported(path) => disk::exported(&mut model.common, &path),
        // Asks before such a file is replaced.
        Message::Exists { path, what } => model.common.mode = Mode::Confirm(Question::Replace { what, path }),
        Message::NotWritten { fault, what } => disk::not_written(&mut model.common, &fault, what),
        Message::Notebook { goal, read: Ok(progress), now } => {
            if let Err(faults) = study::begin(model, &goal, progress, now) {
                home::not_opened(&mut model.common, &faults.first().map(ToString::to_string).unwrap_or_default());
            }
        }
        Message::WrittenDown(Ok(event)) => study::written_down(model, event),
        Message::WrittenDown(Err(unwritten)) => study::not_written_down(model, &unwritten),
        Message::ResultsNotWritten(why) => {
            model.common.tell(|words| words.words().study.row_not_written(words.lang, &why));
        }
    }
}

/// Does what the mouse is for.
fn walk(model: &mut Model, scene: &Scene, steps: Vec<Step>) {
    for step in steps {
        match step {
            Step::Act(action) => act(model, scene, action),
            Step::Accept => {
                accept(model);
                if model.common.mode != Mode::Browse {
                    return;
                }
            }
            Step::Close => model.common.mode = Mode::Browse,
            Step::Point(target) => point(model, target),
            Step::Enter(side) => {
                if let Some((chart, _)) = model.chart_mut() {
                    chart.side = side;
                }
            }
            Step::Scroll(part, top) => scroll_to(model, part, top),
        }
    }
}

fn press(model: &mut Model, scene: &Scene, key: Key) {
    if model.common.size.breadth() == Breadth::Tiny && !matches!(model.screen, Screen::Lecture(_)) {
        return press_unseen(model, key);
    }
    let context = Context::of(model);
    let key = if context.is_text() { key } else { key.half_width() };
    let keymap = &model.common.keys.keymap;
    match (keymap.find(context, key), keymap.place(context, Action::Number, key)) {
        (Some(Action::Number), Some(place)) => choose_number(model, place),
        (Some(action), _) => act(model, scene, action),
        (None, _) => other_key(model, key),
    }
}

/// A key for a number: the option with that place, from 0.
fn choose_number(model: &mut Model, place: usize) {
    match (&model.common.mode, &mut model.screen) {
        (Mode::Menu(_), _) => commands::to_group(&mut model.common, place),
        (Mode::Browse, Screen::Study(study)) => {
            model.common.notice = None;
            let next = study::number(study, &mut model.common, place + 1);
            study::follow(model, next);
        }
        _ => {}
    }
}

/// On a screen too small to show what a key does, nothing is done but leaving and stopping for a while.
fn press_unseen(model: &mut Model, key: Key) {
    let context = Context::of_screen(&model.screen);
    match model.common.keys.keymap.find(context, key.half_width()) {
        Some(Action::Leave | Action::Quit) => exit::quit(model),
        Some(Action::Suspend) => model.common.effects.push(Effect::Suspend),
        _ => {}
    }
}

/// A key that the table does not name: text where text is typed, a digit that starts a number, a section's letter.
fn other_key(model: &mut Model, key: Key) {
    match &mut model.common.mode {
        Mode::Quantity { field, .. } | Mode::Prompt { field, .. } | Mode::Export(Export { field, .. }) => {
            if field.key(key) {
                model.common.notice = None;
                home::filter(model);
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
        Mode::Palette(palette) => {
            if palette.field.key(key) {
                model.common.notice = None;
                commands::typed(&mut model.common);
            }
        }
        Mode::Browse => {
            if let (Screen::Chart(chart) | Screen::Exercise(chart, _), Key::Char(c)) = (&mut model.screen, key) {
                start(chart, &mut model.common, c);
            }
        }
        // Nobody is asked this twice, so no key answers it by mistake.
        Mode::Confirm(Question::TakeLeft(_)) => {}
        Mode::Confirm(_) => model.common.mode = Mode::Browse,
        Mode::Page(..) | Mode::Menu(_) | Mode::Options { .. } | Mode::Settings(_) => {}
    }
}

/// A text from elsewhere goes where text is typed, else into the box of quick entry; at home, of a new case.
fn paste(model: &mut Model, text: &str) {
    let is_allowed = is_for_task(model, Action::Search);
    match (&mut model.common.mode, &model.screen) {
        (Mode::Quantity { field, .. } | Mode::Prompt { field, .. } | Mode::Export(Export { field, .. }), _) => {
            field.insert(text);
            home::filter(model);
        }
        (Mode::Confirm(_), _) => {}
        (Mode::Browse, Screen::Home) => home::type_or_paste(model, text),
        (Mode::Quick(_), _) => {
            if let Some((chart, common)) = model.chart_mut() {
                search::insert(chart, common, text);
            }
        }
        (Mode::Palette(palette), _) => {
            palette.field.insert(text);
            commands::typed(&mut model.common);
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

/// A digit chooses the option that stands under it, or starts a number; so does the sign before one.
fn start(chart: &mut Chart, common: &mut Common, c: char) {
    let finding = rows::finding_at(common.knowledge, chart).filter(|_| !chart.is_beside());
    let Some(finding) = finding else { return };
    match &common.knowledge.finding(finding).kind {
        Kind::Quantity(_) if c.is_ascii_digit() || "<>.".contains(c) => {
            entry::edit(chart, common, finding, Some(c));
        }
        Kind::Choice(options) => {
            let at = c.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
            if let Some(at) = at.filter(|at| *at < options.len()) {
                entry::choose(chart, common, finding, OptionId::at(at));
            }
        }
        _ => {}
    }
}

fn go_to_letter(chart: &mut Chart, common: &mut Common, key: Key) {
    common.mode = Mode::Browse;
    let Key::Char(letter) = key else { return };
    let knowledge = common.knowledge;
    let is_called = |part: &&knowledge::Part| {
        let section = part.section.of(&knowledge.sections);
        section.letter.eq_ignore_ascii_case(&letter.to_string())
    };
    if let Some(part) = knowledge.sheet.parts.iter().find(is_called) {
        travel::go_to_stop(chart, common, Stop::Part(part.section));
    }
}

/// Does one action. What was said of the action before is no longer news.
fn act(model: &mut Model, scene: &Scene, action: Action) {
    use Action::*;
    let keeps_notice = matches!(action, Language | Redraw | Suspend | Help | Palette | Menu | NextUnit | PreviousUnit);
    if !keeps_notice && model.common.mode == Mode::Browse {
        model.common.notice = None;
        model.patient_mut().into_iter().for_each(|(chart, _)| chart.before = None);
    }
    if !is_for_task(model, action) {
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
        PreviousEntry => go(model, scene, Up),
        NextEntry => go(model, scene, Down),
        Palette => commands::open_palette(&mut model.common),
        Menu => commands::open_menu(model),
        PreviousGroup => commands::turn(&mut model.common, -1),
        NextGroup => commands::turn(&mut model.common, 1),
        WriteOut => commands::write_out(&mut model.common, scene),
        Perform => perform(model, scene),
        Accept | Take => accept(model),
        AcceptUp => accept_and_go(model, scene, Up),
        AcceptDown => accept_and_go(model, scene, Down),
        Cancel => cancel(model),
        Help => model.common.mode = Mode::Page(Page::Help(String::new()), 0),
        Import => import::ask(&mut model.common),
        Filter => filter(&mut model.common),
        Language => {
            model.common.lang = model.common.lang.other();
            if let Some((study, common)) = model.study_mut() {
                study::retell(study, common);
            }
        }
        Leave => leave(model),
        Quit => exit::quit(model),
        TakeLeft => disk::decide(&mut model.common, Effect::TakeLeft),
        LeaveLeft => disk::decide(&mut model.common, Effect::LeaveLeft),
        Suspend => model.common.effects.push(Effect::Suspend),
        Redraw => model.common.effects.push(Effect::Redraw),
        Mouse => mouse::give_or_take(&mut model.common),
        Theme => look::next_theme(&mut model.common),
        _ => act_on_screen(model, scene, action),
    }
}

/// Does what was chosen from the list of commands or the menu, on the screen beneath.
fn perform(model: &mut Model, seen: &Scene) {
    if let Some(action) = commands::choose(model, seen) {
        let beneath = scene(model);
        act(model, &beneath, action);
    }
}

/// Does what only the screen at hand can do.
fn act_on_screen(model: &mut Model, scene: &Scene, action: Action) {
    match (&mut model.screen, action) {
        (Screen::Home | Screen::Cases, _) => home::act(model, action),
        (Screen::Review(_), _) => import::act(model, action),
        (Screen::Teaching, Action::Choose) => home::copy_teaching(model),
        (Screen::Teaching, _) => {}
        (Screen::Lecture(shown), _) => {
            if let Some(pane) = scene.keyboard() {
                lecture::act(shown, pane, action);
            }
        }
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

/// Asks which lines of the help are to be shown; other texts are not sifted.
fn filter(common: &mut Common) {
    if let Mode::Page(Page::Help(filter), _) = &common.mode {
        common.mode = Mode::Prompt { ask: Ask::Filter, field: Field::new(filter) };
    }
}

/// Enter: takes what was typed or chosen.
fn accept(model: &mut Model) {
    let mode = std::mem::replace(&mut model.common.mode, Mode::Browse);
    match (mode, model.chart_mut()) {
        (Mode::Confirm(Question::LeaveUnsaved { whole }), _) => exit::unsaved(model, whole),
        (Mode::Prompt { ask: Ask::Name(path), field }, _) => home::accept_name(model, path, field),
        (Mode::Prompt { ask: Ask::Cases, .. }, _) => {}
        (Mode::Prompt { ask: Ask::Import, field }, _) => import::accept(&mut model.common, &field),
        (Mode::Prompt { ask: Ask::Filter, field }, _) => {
            model.common.mode = Mode::Page(Page::Help(field.text().to_owned()), 0);
        }
        (Mode::Prompt { ask: Ask::Percent, field }, _) => study::percent(model, field),
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
    match std::mem::replace(&mut model.common.mode, Mode::Browse) {
        Mode::Browse => return escape(model),
        Mode::Prompt { ask: Ask::Cases, .. } => model.home.filter.clear(),
        Mode::Prompt { ask: Ask::Filter, .. } => model.common.mode = Mode::Page(Page::Help(String::new()), 0),
        _ => {}
    }
    model.common.notice = None;
}

/// Esc on a screen: ends a search, leaves the result for the checklist, never the program.
fn escape(model: &mut Model) {
    match &mut model.screen {
        Screen::Home => {}
        Screen::Lecture(_) => exit::quit(model),
        Screen::Teaching => model.screen = Screen::Home,
        Screen::Review(_) => import::leave(model),
        Screen::Cases => home::leave_cases(model),
        Screen::Study(_) => study::leave(model),
        Screen::Chart(chart) | Screen::Exercise(chart, _) => {
            if chart.search.take().is_none() {
                match chart.place {
                    Place::Results => travel::back(chart),
                    _ => chart.side = Side::List,
                }
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
        Screen::Teaching | Screen::Cases => model.screen = Screen::Home,
        Screen::Review(_) => import::leave(model),
        Screen::Chart(_) if model.common.has_home => exit::after_saving(model, Leaving::ToHome),
        Screen::Home | Screen::Lecture(_) | Screen::Chart(_) => exit::quit(model),
    }
}
