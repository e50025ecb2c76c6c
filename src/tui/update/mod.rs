//! What each message does to the model. Pure: no disk, no clock, no terminal; what is to be done outside is returned.

mod answer;
mod disk;
mod entry;
mod home;
mod search;
mod setting;
mod study;
mod travel;

use super::action::{self, Action, Context};
use super::layout::{self, Breadth, inner};
use super::model::{Mode, Model, Page, Screen, Size};
use super::outline::{self, Detail};
use super::rows::{self, Place, Row};
use super::{Effect, Key, Message, block, page};
pub use home::{Choice, choices};
pub use search::position;
pub use study::hinted;

/// Takes a message; gives back what is to be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => press(model, key),
        Message::Paste(_) if model.size.breadth() == Breadth::Tiny => {}
        Message::Paste(text) => entry::paste(model, &text),
        Message::Resize { columns, rows } => model.size = Size { columns, rows },
        Message::Suspend => model.effects.push(Effect::Suspend),
        Message::Continued => {}
        Message::Terminate => disk::terminate(model),
        Message::Shelf(lines) => home::shelf(model, lines),
        Message::Opened(opened) => home::opened(model, *opened),
        Message::NotOpened(why) => home::not_opened(model, &why),
        Message::Saved { at, revision, how } => disk::saved(model, at, revision, how),
        Message::NotSaved(fault) => disk::not_saved(model, &fault),
        Message::KeptBeside(path) => disk::kept_beside(model, path),
        Message::Copied(path) => disk::written(model, &path, super::Writing::Case),
        Message::Exported(path) => disk::written(model, &path, super::Writing::Summary),
        Message::Exists { path, what } => disk::exists(model, path, what),
        Message::NotWritten { fault, what } => disk::not_written(model, &fault, what),
        Message::Notebook { goal, read: Ok(progress), now } => study::begin(model, goal, progress, now),
        Message::Notebook { read: Err(why), .. } => study::not_read(model, &why),
        Message::WrittenDown(result) => study::written_down(model, result),
    }
    settle(model);
    let mut effects = std::mem::take(&mut model.effects);
    if let Some(asked) = disk::save_changes(model, &mut effects)
        && let Some(chart) = model.patient_mut()
    {
        chart.disk.asked = asked;
    }
    effects
}

fn press(model: &mut Model, key: Key) {
    if model.size.breadth() == Breadth::Tiny {
        return press_unseen(model, key);
    }
    let context = Context::of(model);
    let key = if context.is_text() { key } else { key.half_width() };
    match action::find(context, key) {
        Some(action) => act(model, action),
        None => entry::other_key(model, key),
    }
}

/// On a screen too small to show what a key does, nothing is done but leaving and stopping for a while.
fn press_unseen(model: &mut Model, key: Key) {
    match key.half_width() {
        Key::Char('q') | Key::Ctrl('c') => disk::quit(model),
        Key::Ctrl('z') => model.effects.push(Effect::Suspend),
        _ => {}
    }
}

/// Does one action. What was said of the action before is no longer news.
fn act(model: &mut Model, action: Action) {
    use Action::*;
    let keeps_notice = matches!(action, Language | Redraw | Suspend | Help | NextUnit | PreviousUnit);
    if !keeps_notice && model.mode == Mode::Browse {
        model.notice = None;
    }
    if !action::is_for_task(model, action) {
        return;
    }
    if action.changes_answers() && answer::is_refused(model) {
        return;
    }
    match action {
        Cycle | Present | Absent | Unknown | Unobtainable => answer::mark(model, action),
        MarkRest => answer::ask_mark_rest(model),
        Undo if study_undoes(model) => study::undo(model),
        Undo => answer::undo(model),
        HandIn => study::hand_in(model),
        Hint => study::hint(model),
        Learn => study::ask_lesson(model),
        Redo => answer::redo(model),
        Edit => entry::edit(model, None),
        Range => entry::ask_range(model),
        ConfirmValue => answer::confirm(model),
        OtherUnit => answer::take_other_unit(model),
        Explain => entry::ask_cause(model),
        Note => entry::ask_note(model),
        Accept => entry::accept(model),
        AcceptUp => entry::accept_and_go(model, Up),
        AcceptDown => entry::accept_and_go(model, Down),
        Cancel => entry::cancel(model),
        NextUnit => entry::cycle_unit(model, 1),
        PreviousUnit => entry::cycle_unit(model, -1),
        Search => search::start(model),
        NextMatch => search::step(model, 1),
        PreviousMatch => search::step(model, -1),
        Up | Down | PageUp | PageDown | First | Last => travel::go(model, action),
        Unfold | Fold => travel::fold(model, action),
        NextPane => travel::next_pane(model),
        PreviousSection => travel::section(model, -1),
        NextSection => travel::section(model, 1),
        Goto => model.mode = Mode::Goto,
        GotoResults => travel::goto(model, Place::Results),
        GotoFirst => travel::goto(model, Place::first(model.knowledge)),
        Choose => match model.screen {
            Screen::Case => travel::choose(model),
            Screen::Home | Screen::Teaching => home::choose(model),
            Screen::Study => study::choose(model),
        },
        Back if model.screen == Screen::Study => study::back(model),
        Back => travel::back(model),
        About => open_about(model),
        Help => model.mode = Mode::Page(Page::Help, 0),
        Warnings => model.mode = Mode::Page(Page::Warnings, 0),
        Export => disk::ask_path(model, super::Writing::Summary),
        SaveAs | Elsewhere => disk::ask_path(model, super::Writing::Case),
        Overwrite => disk::overwrite(model),
        Language => {
            model.lang = model.lang.other();
            study::retell(model);
        }
        Setting => setting::ask(model),
        Leave => leave(model),
        Quit => disk::quit(model),
        Suspend => model.effects.push(Effect::Suspend),
        Redraw => model.effects.push(Effect::Redraw),
    }
}

fn open_about(model: &mut Model) {
    if Context::of(model) == Context::Outline {
        return travel::open_leaf(model);
    }
    if let Some(finding) = rows::current_finding(model) {
        model.mode = Mode::Page(Page::About(finding), 0);
    }
}

/// Whether undo takes back a step of the quiz: on its pages, and where nothing is marked yet.
fn study_undoes(model: &Model) -> bool {
    model.screen == Screen::Study
        || model.task().is_some() && model.chart.as_ref().is_some_and(|chart| chart.case.done().is_empty())
}

/// One screen back; on the top screen, out.
fn leave(model: &mut Model) {
    if model.mode != Mode::Browse {
        return model.mode = Mode::Browse;
    }
    match model.screen {
        Screen::Study => study::leave(model),
        Screen::Case if model.task().is_some() => study::leave(model),
        Screen::Teaching => model.screen = Screen::Home,
        Screen::Home => disk::quit(model),
        Screen::Case if model.has_home => disk::leave_case(model),
        Screen::Case => disk::quit(model),
    }
}

/// Keeps the place possible at this size, and what has the cursor in sight.
fn settle(model: &mut Model) {
    let breadth = model.size.breadth();
    if let Mode::Page(which, top) = model.mode.clone() {
        let area = inner(layout::areas(model).body);
        let last_top = page::lines(model, &which, usize::from(area.width)).len().saturating_sub(area.height.into());
        model.mode = Mode::Page(which, top.min(last_top));
    }
    let Some(chart) = &mut model.chart else {
        home::settle(model);
        return study::settle(model);
    };
    match chart.place {
        Place::More if breadth == Breadth::Wide => {
            let section = match chart.cursors.get(&Place::More) {
                Some(Row::Finding(finding)) => model.knowledge.finding(*finding).section,
                Some(Row::Section(section) | Row::Tier(section, _)) => *section,
                None => return travel::move_to(chart, Place::first(model.knowledge)),
            };
            travel::move_to(chart, Place::Section(section));
        }
        Place::Section(section) if rows::place_of(model.knowledge, chart, breadth, section) == Place::More => {
            chart.unfolded.insert(Row::Section(section));
            travel::move_to(chart, Place::More);
        }
        _ => {}
    }
    home::settle(model);
    study::settle(model);
    scroll(model);
}

fn scroll(model: &mut Model) {
    let areas = layout::areas(model);
    let Some(chart) = &model.chart else { return };
    let list = inner(areas.list);
    let blocks = block::checklist(model, chart, usize::from(list.width));
    let at = rows::current(chart, &rows::rows(model, chart))
        .and_then(|row| rows::rows(model, chart).iter().position(|other| *other == row));
    let list_top = block::scrolled(&blocks, at, chart.list_top, usize::from(list.height));
    if chart.task.is_some() {
        if let Some(chart) = &mut model.chart {
            chart.list_top = list_top;
        }
        return;
    }
    let detail = if chart.place == Place::Results { Detail::Full } else { Detail::Brief };
    let result = inner(areas.result);
    let lines = outline::lines(model, chart, detail);
    let blocks = block::result(model, chart, detail, &lines, usize::from(result.width));
    let tree = if detail == Detail::Full { &chart.full } else { &chart.brief };
    let at = outline::cursor(tree, &lines);
    let result_top = block::scrolled(&blocks, at, tree.top, usize::from(result.height));
    if let Some(chart) = &mut model.chart {
        chart.list_top = list_top;
        let tree = if detail == Detail::Full { &mut chart.full } else { &mut chart.brief };
        tree.top = result_top;
    }
}
