//! The home screen and the list of all patients: what is opened from them, and what is done to cases as a whole.

use std::path::{Path, PathBuf};

use super::{search, study};
use crate::case::{Case, teaching_cases};
use crate::json::shown;
use crate::store::{DAYS_IN_TRASH, Room, SaveFault, is_name};
use crate::tui::action::{Action, Context};
use crate::tui::model::chart::Chart;
use crate::tui::model::field::Field;
use crate::tui::model::home::Choice;
use crate::tui::model::study::Goal;
use crate::tui::model::{Ask, Common, Effect, Mode, Model, Screen, Seen, ShelfDeed, ShelfLine, Shelved};

/// Why something could not be opened.
pub(super) fn not_opened(common: &mut Common, why: &str) {
    let why = why.replace('\n', "; ");
    common.tell(|words| words.words().terminal.not_opened(words.lang, &why));
}

/// Does what can be done on the home screen and in the list of all patients.
pub(super) fn act(model: &mut Model, action: Action) {
    match action {
        Action::Choose if matches!(model.screen, Screen::Cases) => open_case(model),
        Action::Choose => choose(model),
        Action::NewPatient => new_patient(model),
        Action::Paste => type_or_paste(model, ""),
        Action::AllPatients => list_patients(model),
        Action::FindPatient => {
            model.common.mode = Mode::Prompt { ask: Ask::Cases, field: Field::new(&model.home.filter) };
        }
        Action::Rename => ask_name(model),
        Action::Duplicate => shelve(model, |_| ShelfDeed::Duplicate),
        Action::Archive => shelve(model, |line| match line.room {
            Room::Cases => ShelfDeed::Archive,
            Room::Archive | Room::Trash => ShelfDeed::BringBack,
        }),
        Action::ThrowAway => shelve(model, |_| ShelfDeed::ThrowAway),
        Action::Undo => take_back(model),
        _ => {}
    }
}

/// Enter on the home screen.
fn choose(model: &mut Model) {
    match model.home.choices(model.patient()).get(model.home.cursor) {
        Some(Choice::Return) => drop(model.show_patient()),
        Some(Choice::Open(at)) => open_line(model, *at),
        Some(Choice::New) => new_patient(model),
        Some(Choice::Paste) => type_or_paste(model, ""),
        Some(Choice::Teaching) => list_teaching(model),
        Some(Choice::Learn) => study::ask(&mut model.common, Goal::Menu),
        Some(Choice::All) => list_patients(model),
        None => {}
    }
}

fn new_patient(model: &mut Model) {
    if open(model, Case::new(model.common.knowledge)) {
        model.common.effects.push(Effect::Fresh("case"));
    }
}

/// Puts a case on the screen that was made and is worth keeping from the start; whether it did.
pub(super) fn open_made(model: &mut Model, case: Case, stem: &'static str) -> bool {
    let is_open = open(model, case);
    if let Some((chart, common)) = model.patient_mut().filter(|_| is_open) {
        chart.disk.revision = 1;
        common.effects.push(Effect::Fresh(stem));
    }
    is_open
}

/// A new patient, and what is known written as in a note.
pub(super) fn type_or_paste(model: &mut Model, text: &str) {
    new_patient(model);
    if let Some((chart, common)) = model.chart_mut() {
        search::open_with(chart, common, text);
    }
}

/// Puts a case without a file on the screen, unless the one at hand would be lost; whether it did.
fn open(model: &mut Model, case: Case) -> bool {
    let can_go = may_forget(model);
    if can_go {
        model.open(Chart::new(model.common.knowledge, model.common.setting, case, Vec::new(), None));
    }
    can_go
}

/// Whether the answers of the case at hand are on the disk; says so where they are not.
fn may_forget(model: &mut Model) -> bool {
    let is_safe = model.patient().is_none_or(Chart::is_saved);
    if !is_safe {
        model.common.notice = Some(model.common.words().home.not_saved_yet.clone());
    }
    is_safe
}

fn open_line(model: &mut Model, at: usize) {
    if model.home.line_of(model.patient()) == Some(at) {
        model.show_patient();
        return;
    }
    let path = model.home.shelf.get(at).map(|line| line.path.clone());
    if let Some(path) = path.filter(|_| may_forget(model)) {
        model.common.effects.push(Effect::Open(path));
    }
}

/// What is in some of the cases.
pub(super) fn seen(model: &mut Model, seen: Vec<(PathBuf, Seen)>) {
    for (path, seen) in seen {
        if let Some(line) = model.home.shelf.iter_mut().find(|line| line.path == path) {
            line.seen = seen;
        }
    }
}

// ------------------------------------------------------------------------------------------------- all patients

fn list_patients(model: &mut Model) {
    model.home.filter.clear();
    (model.home.cases_cursor, model.home.top) = (0, 0);
    model.screen = Screen::Cases;
    model.common.effects.push(Effect::ListShelf);
}

/// What the listed cases should hold is typed: they are listed at once.
pub(super) fn filter(model: &mut Model) {
    if let Mode::Prompt { ask: Ask::Cases, field } = &model.common.mode {
        model.home.filter = field.text().to_owned();
        model.home.cases_cursor = 0;
    }
}

/// Esc: all cases again, else home.
pub(super) fn leave_cases(model: &mut Model) {
    match model.home.filter.is_empty() {
        true => model.screen = Screen::Home,
        false => model.home.filter.clear(),
    }
}

fn open_case(model: &mut Model) {
    let Some(at) = pointed(model) else { return };
    match model.home.shelf.get(at) {
        Some(ShelfLine { room: Room::Trash, name, .. }) => {
            let name = name.clone();
            let common = &mut model.common;
            common.notice = Some(common.both(|words| {
                words.words().home.is_deleted(words.lang, &name, common.key(Context::Cases, Action::Archive, words))
            }));
        }
        _ => open_line(model, at),
    }
}

/// Where on the shelf the case is that has the cursor.
fn pointed(model: &Model) -> Option<usize> {
    match model.screen {
        Screen::Cases => model.home.listed().get(model.home.cases_cursor).copied(),
        _ => match model.home.choices(model.patient()).get(model.home.cursor)? {
            Choice::Return => model.home.line_of(model.patient()),
            Choice::Open(at) => Some(*at),
            _ => None,
        },
    }
}

/// Asks for a new name.
fn ask_name(model: &mut Model) {
    let line = pointed(model).and_then(|at| model.home.shelf.get(at));
    if let Some(line) = line.filter(|line| line.room != Room::Trash) {
        let (path, field) = (line.path.clone(), Field::new(&line.name));
        model.common.mode = Mode::Prompt { ask: Ask::Name(path), field };
    }
}

/// Enter: the case gets the name that was typed, if it is one.
pub(super) fn accept_name(model: &mut Model, path: PathBuf, field: Field) {
    let name = field.text().trim().to_owned();
    if name.is_empty() || path.file_stem().is_some_and(|stem| *stem == *name) {
        return;
    }
    match is_name(&name) {
        true => do_to(model, path, ShelfDeed::Rename(name)),
        false => {
            model.common.notice = Some(model.common.words().home.bad_name.clone());
            model.common.mode = Mode::Prompt { ask: Ask::Name(path), field };
        }
    }
}

fn shelve(model: &mut Model, deed: impl Fn(&ShelfLine) -> ShelfDeed) {
    let line = pointed(model).and_then(|at| model.home.shelf.get(at));
    let Some((path, deed, room)) = line.map(|line| (line.path.clone(), deed(line), line.room)) else { return };
    let is_possible = match deed {
        ShelfDeed::ThrowAway | ShelfDeed::Duplicate => room != Room::Trash,
        _ => true,
    };
    if is_possible {
        do_to(model, path, deed);
    }
}

/// A case that is open here is closed first: it is saved, and opens again as it was.
fn do_to(model: &mut Model, path: PathBuf, deed: ShelfDeed) {
    let is_open = model.home.line_of(model.patient()).and_then(|at| model.home.shelf.get(at));
    if is_open.is_some_and(|line| line.path == path) {
        if !may_forget(model) {
            return;
        }
        model.forget_patient();
        model.common.effects.push(Effect::Fresh("case"));
    }
    model.common.effects.push(Effect::Shelve { path, deed });
}

/// It was done: that is said, and can be undone.
pub(super) fn shelved(model: &mut Model, shelved: Shelved) {
    let [from, to] = [&shelved.from, &shelved.to].map(|path| name_of(path));
    let place = Context::of_screen(&model.screen);
    let common = &mut model.common;
    let home = &common.words().home;
    common.notice = Some(common.both(|words| {
        let [undo, archive] = [Action::Undo, Action::Archive].map(|action| common.key(place, action, words));
        match &shelved.deed {
            ShelfDeed::Rename(_) => home.renamed(words.lang, &from, &to, undo),
            ShelfDeed::Duplicate => home.duplicated(words.lang, &from, &to, undo),
            ShelfDeed::Archive => home.was_archived(words.lang, &from, undo, archive),
            ShelfDeed::ThrowAway => home.was_deleted(words.lang, &from, DAYS_IN_TRASH, undo, archive),
            ShelfDeed::BringBack => home.brought_back(words.lang, &to),
        }
    }));
    model.home.done.push(shelved);
    model.common.effects.push(Effect::ListShelf);
}

fn take_back(model: &mut Model) {
    match model.home.done.last().cloned() {
        Some(last) => {
            // The case may have been opened meanwhile.
            let open = model.home.line_of(model.patient()).and_then(|at| model.home.shelf.get(at));
            if open.is_some_and(|line| line.path == last.to) {
                if !may_forget(model) {
                    return;
                }
                model.forget_patient();
                model.common.effects.push(Effect::Fresh("case"));
            }
            model.common.effects.push(Effect::TakeBack(last));
        }
        None => model.common.notice = Some(model.common.words().terminal.nothing_to_undo.clone()),
    }
}

pub(super) fn taken_back(model: &mut Model) {
    if let Some(last) = model.home.done.pop() {
        let name = name_of(&last.from);
        model.common.tell(|words| words.words().terminal.undone(words.lang, &name));
    }
    model.common.effects.push(Effect::ListShelf);
}

/// It could not be done: nothing was changed.
pub(super) fn not_shelved(common: &mut Common, fault: &SaveFault) {
    let name = name_of(fault.path());
    common.tell(|words| {
        let home = &words.words().home;
        match fault {
            SaveFault::Exists(_) => home.taken(words.lang, &name),
            SaveFault::InUse(_) => home.in_use(words.lang, &name),
            SaveFault::Other(_, error) => home.not_done(words.lang, &name, error),
            fault => home.not_done(words.lang, &name, fault),
        }
    });
    common.effects.push(Effect::ListShelf);
}

fn name_of(path: &Path) -> String {
    shown(&path.file_stem().unwrap_or_default().to_string_lossy())
}

// ----------------------------------------------------------------------------------------------- teaching cases

fn list_teaching(model: &mut Model) {
    if model.home.teaching.is_empty() {
        match teaching_cases(model.common.knowledge) {
            Ok(cases) => model.home.teaching = cases,
            Err(faults) => {
                return not_opened(&mut model.common, &faults.first().map(ToString::to_string).unwrap_or_default());
            }
        }
    }
    model.screen = Screen::Teaching;
}

/// Opens a copy of a teaching case: without its id, which would give the diagnosis away.
pub(super) fn copy_teaching(model: &mut Model) {
    let Some(teaching) = model.home.teaching.get(model.home.teaching_cursor) else { return };
    let (mut case, title) = (teaching.case.clone(), teaching.title.clone());
    case.id = None;
    if open_made(model, case, "example") {
        model.common.tell(|words| words.words().terminal.teaching_copied(words.lang, words.say(&title)));
    }
}
