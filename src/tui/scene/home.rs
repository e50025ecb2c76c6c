//! The home screen, the list of all patients, the list of teaching cases.

use ratatui::layout::Rect;

use super::choices::{Choices, WIDEST};
use super::document::indented;
use super::pane::{Pane, Part, inner, lined, wrapped};
use crate::say::document::Tone;
use crate::store::{DAYS_IN_TRASH, Room};
use crate::tui::action::{Action, Context};
use crate::tui::fit;
use crate::tui::model::chart::{Chart, Whereabouts};
use crate::tui::model::home::{Choice, Home};
use crate::tui::model::{Common, Seen, ShelfLine};

/// What stands between the parts of a line.
const GAP: &str = "   ";

/// What can be opened, and to a newcomer how answers are marked.
pub(super) fn home(common: &Common, home: &Home, patient: Option<&Chart>, area: Rect) -> Pane {
    let words = common.wording();
    let terms = &words.words().home;
    let key = |action: Action| common.key(Context::Home, action, words);
    let choices = home.choices(patient);
    let mut list = Choices::new(columns(area), home.cursor.min(choices.len() - 1));
    let mut is_titled = false;
    for (number, choice) in choices.into_iter().enumerate() {
        let is_earlier = number > 0 && matches!(choice, Choice::Open(_));
        if is_earlier && !is_titled {
            is_titled = true;
            list.gap();
            heading(&mut list, words.say(&terms.earlier));
        }
        match choice {
            Choice::Return => {
                let line = home.line_of(patient).and_then(|at| home.shelf.get(at));
                match (line, patient) {
                    (Some(line), _) => case(&mut list, common, line, Some(words.say(&terms.go_on))),
                    (None, at_hand) => {
                        let at = at_hand.and_then(|chart| chart.disk.at.as_ref());
                        let name = at
                            .map_or_else(|| words.say(&words.words().terminal.new_case).to_owned(), Whereabouts::name);
                        entry(&mut list, words.say(&terms.go_on), &name);
                    }
                }
            }
            Choice::Open(at) => {
                let lead = (!is_earlier).then(|| words.say(&terms.go_on));
                home.shelf.get(at).into_iter().for_each(|line| case(&mut list, common, line, lead));
            }
            Choice::New => {
                entry(&mut list, words.say(&terms.new_patient), &terms.new_patient_how(words.lang, key(Action::Choose)))
            }
            Choice::Paste => entry(&mut list, words.say(&terms.type_or_paste), words.say(&terms.type_or_paste_how)),
            Choice::Teaching => entry(&mut list, words.say(&terms.teaching), words.say(&terms.teaching_how)),
            Choice::Learn => entry(&mut list, words.say(&terms.learn), words.say(&terms.learn_how)),
            Choice::All => entry(&mut list, &terms.all(words.lang, home.shelf.len()), words.say(&terms.all_how)),
        }
    }
    if home.explains() {
        list.gap();
        heading(&mut list, words.say(&terms.things_to_know));
        let of_signs = |action: Action| common.key(Context::List, action, words);
        let marks = terms.thing_marks(words.lang, of_signs(Action::Present), of_signs(Action::Absent));
        let saved = terms.thing_saved(words.lang, of_signs(Action::Undo), of_signs(Action::Leave));
        for thing in [&marks, words.say(&terms.thing_numbers), &saved] {
            text(&mut list, thing, 4);
        }
    }
    list.gap();
    text(&mut list, words.say(&words.knowledge.notice), 2);
    Pane::new(Part::Whole, area, words.say(&terms.title), list.blocks).in_sight(list.at, home.top)
}

/// Every case on the shelf, room by room.
pub(super) fn cases(common: &Common, home: &Home, area: Rect) -> Pane {
    let words = common.wording();
    let terms = &words.words().home;
    let key = |action: Action| common.key(Context::Cases, action, words);
    let listed = home.listed();
    let mut list = Choices::new(columns(area), home.cases_cursor.min(listed.len().saturating_sub(1)));
    let query = home.filter.trim();
    let intro = match (home.shelf.is_empty(), query, listed.is_empty()) {
        (true, ..) => words.say(&terms.no_cases).to_owned(),
        (_, "", _) => terms.patients_intro(words.lang, key(Action::FindPatient)),
        (_, query, true) => terms.none_shown(words.lang, query),
        (_, query, false) => terms.filtered(words.lang, query, key(Action::Cancel)),
    };
    text(&mut list, &intro, 2);
    let mut room = Room::Cases;
    list.gap();
    for line in listed.into_iter().filter_map(|at| home.shelf.get(at)) {
        if line.room != room {
            room = line.room;
            list.gap();
            let title = match room {
                Room::Cases => String::new(),
                Room::Archive => words.say(&terms.archived).to_owned(),
                Room::Trash => terms.deleted(words.lang, DAYS_IN_TRASH),
            };
            heading(&mut list, &title);
        }
        let name = fit::pad(&line.name, (list.columns / 5).clamp(8, 24));
        case(&mut list, common, line, Some(&name));
    }
    Pane::new(Part::Whole, area, words.say(&terms.patients), list.blocks).in_sight(list.at, home.top).counted()
}

/// The teaching cases.
pub(super) fn teaching(common: &Common, home: &Home, area: Rect) -> Pane {
    let words = common.wording();
    let terminal = &words.words().terminal;
    let mut list = Choices::new(inner(area).width.into(), home.teaching_cursor);
    text(&mut list, words.say(&terminal.teaching_intro), 2);
    list.gap();
    home.teaching.iter().for_each(|case| list.choice(words.say(&case.title), ""));
    Pane::new(Part::Whole, area, words.say(&terminal.choose_teaching), list.blocks).in_sight(list.at, home.top)
}

/// The columns of a list, which keeps off the frame.
fn columns(area: Rect) -> usize {
    usize::from(inner(area).width).saturating_sub(1)
}

fn heading(list: &mut Choices, title: &str) {
    list.text([indented(2, lined(Tone::Strong, fit::cut(title, list.columns.saturating_sub(2)).into_owned()))]);
}

fn text(list: &mut Choices, text: &str, indent: usize) {
    let lines = wrapped(Tone::Plain, text, list.columns.saturating_sub(indent).min(WIDEST));
    list.text(lines.into_iter().map(|line| indented(indent, line)));
}

/// Something to open, and where there is room what it is for.
fn entry(list: &mut Choices, label: &str, how: &str) {
    let columns = list.columns.min(WIDEST).saturating_sub(2);
    let first = columns * 3 / 5;
    match fit::width(label) + 3 <= first && fit::width(how) <= columns.saturating_sub(first) {
        true => list.choice([&fit::pad(label, first), how].concat(), ""),
        false => list.choice(fit::cut(label, columns).into_owned(), ""),
    }
}

/// A case in one line: who it is, how much is known, what the leading set says, how long ago that was.
fn case(list: &mut Choices, common: &Common, line: &ShelfLine, lead: Option<&str>) {
    let words = common.wording();
    let terms = &words.words().home;
    let who = match &line.seen {
        Seen::Glance(seen) => words.say(&seen.who),
        Seen::NotYet | Seen::Unreadable => "",
    };
    let is_named = lead.is_some_and(|lead| lead.trim_end() == line.name);
    let name = (!is_named && (!line.is_unnamed() || who.is_empty())).then(|| line.name.clone());
    let who = (!who.is_empty()).then(|| who.to_owned());
    let said = match &line.seen {
        Seen::NotYet => Vec::new(),
        Seen::Unreadable => {
            vec![terms.unreadable(words.lang, common.key(Context::Home, Action::Choose, words))]
        }
        Seen::Glance(seen) if seen.answers == 0 => vec![words.say(&terms.no_answers).to_owned()],
        Seen::Glance(seen) => {
            let count = match seen.answers {
                1 => words.say(&terms.one_answer).to_owned(),
                count => terms.answer_count(words.lang, count),
            };
            vec![count, words.say(&seen.verdict).to_owned()]
        }
    };
    let parts = lead.map(str::to_owned).into_iter().chain(name).chain(who).chain(said);
    let age = line.age.map(|age| words.age(age)).unwrap_or_default();
    let room = list.columns.min(WIDEST).saturating_sub(2 + fit::width(&age) + 2);
    list.choice(fit::cut(parts.collect::<Vec<_>>().join(GAP), room), age);
}
