//! The home screen and the list of teaching cases.

use ratatui::layout::Rect;

use super::choices::{Choices, WIDEST};
use super::document::indented;
use super::pane::{Pane, Part, inner, lined};
use crate::say::document::Tone;
use crate::tui::fit;
use crate::tui::model::chart::Chart;
use crate::tui::model::home::{Choice, Home};
use crate::tui::model::{Common, ShelfLine};

/// What can be opened.
pub(super) fn home(common: &Common, home: &Home, patient: Option<&Chart>, area: Rect) -> Pane {
    let words = common.wording();
    let terminal = &words.words().terminal;
    let choices = home.choices(patient);
    let mut list = Choices::new(inner(area).width.into(), home.cursor.min(choices.len() - 1));
    text(&mut list, words.say(&terminal.home_intro), Tone::Strong);
    text(&mut list, words.say(&words.knowledge.notice), Tone::Plain);
    list.gap();
    let mut shelf_titled = false;
    for (number, choice) in choices.into_iter().enumerate() {
        if number > 0 && matches!(choice, Choice::Open(_)) && !shelf_titled {
            shelf_titled = true;
            list.gap();
            text(&mut list, words.say(&terminal.shelf), Tone::Strong);
        }
        let shelved = if let Choice::Open(at) = choice { home.shelf.get(at) } else { None };
        let age = shelved.and_then(|line| line.age).map(|age| words.age(age));
        list.choice(&name(common, patient, choice, shelved, number == 0), &age.unwrap_or_default());
    }
    Pane::new(Part::Whole, area, words.say(&words.knowledge.title), list.blocks).in_sight(list.at, home.top)
}

/// The teaching cases.
pub(super) fn teaching(common: &Common, home: &Home, area: Rect) -> Pane {
    let words = common.wording();
    let terminal = &words.words().terminal;
    let mut list = Choices::new(inner(area).width.into(), home.teaching_cursor);
    text(&mut list, words.say(&terminal.teaching_intro), Tone::Plain);
    list.gap();
    home.teaching.iter().for_each(|case| list.choice(words.say(&case.title), ""));
    Pane::new(Part::Whole, area, words.say(&terminal.choose_teaching), list.blocks).in_sight(list.at, home.top)
}

fn text(list: &mut Choices, text: &str, tone: Tone) {
    let lines = fit::wrap(text, list.columns.saturating_sub(2).min(WIDEST));
    list.text(lines.into_iter().map(|line| indented(2, lined(tone, line))));
}

fn name(common: &Common, patient: Option<&Chart>, choice: Choice, shelved: Option<&ShelfLine>, first: bool) -> String {
    let words = common.wording();
    let terminal = &words.words().terminal;
    let text = match choice {
        Choice::Return => {
            let at = patient.and_then(|chart| chart.disk.at.as_ref());
            let case = at.map_or(words.say(&terminal.new_case), |at| at.name.as_str());
            return terminal.go_on(words.lang, case);
        }
        Choice::Open(_) => {
            let name = shelved.map_or("", |line| line.name.as_str());
            return if first { terminal.go_on(words.lang, name) } else { name.to_owned() };
        }
        Choice::New => &terminal.choose_new,
        Choice::Teaching => &terminal.choose_teaching,
        Choice::Learn => &words.words().study.title,
        Choice::Language => &terminal.choose_language,
        Choice::Quit => &terminal.choose_quit,
    };
    words.say(text).to_owned()
}
