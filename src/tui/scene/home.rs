//! The home screen and the list of teaching cases.

use ratatui::layout::Rect;

use super::pane::{Block, Pane, Part, Target, inner, line, pointer, span, tagged};
use crate::say::document::{Line, Tone};
use crate::tui::fit;
use crate::tui::model::chart::Chart;
use crate::tui::model::home::{Choice, Home};
use crate::tui::model::{Common, ShelfLine};

/// So many columns a text takes at most; longer lines are hard to read.
const WIDEST: usize = 100;

/// What can be opened.
pub fn home(common: &Common, home: &Home, patient: Option<&Chart>, area: Rect) -> Pane {
    let words = common.wording();
    let terminal = &words.words().terminal;
    let mut list = List::new(inner(area).width.into(), home.cursor);
    list.text(words.say(&terminal.home_intro), Tone::Strong);
    list.text(words.say(&words.knowledge.notice), Tone::Plain);
    list.text("", Tone::Plain);
    let choices = home.choices(patient);
    list.at = home.cursor.min(choices.len().saturating_sub(1));
    let mut shelf_titled = false;
    for (number, choice) in choices.into_iter().enumerate() {
        if number > 0 && matches!(choice, Choice::Open(_)) && !shelf_titled {
            shelf_titled = true;
            list.text("", Tone::Plain);
            list.text(words.say(&terminal.shelf), Tone::Strong);
        }
        let shelved = if let Choice::Open(at) = choice { home.shelf.get(at) } else { None };
        let age = shelved.and_then(|line| line.age).map(|age| words.age(age));
        list.entry(&name(common, patient, choice, shelved, number == 0), age);
    }
    list.pane(area, words.say(&words.knowledge.title), home.top)
}

/// The teaching cases.
pub fn teaching(common: &Common, home: &Home, area: Rect) -> Pane {
    let words = common.wording();
    let terminal = &words.words().terminal;
    let mut list = List::new(inner(area).width.into(), home.teaching_cursor);
    list.text(words.say(&terminal.teaching_intro), Tone::Plain);
    list.text("", Tone::Plain);
    for case in &home.teaching {
        list.entry(words.say(&case.title), None);
    }
    list.pane(area, words.say(&terminal.choose_teaching), home.top)
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

/// Texts, and between them what can be chosen.
struct List {
    columns: usize,
    /// The number of the choice with the cursor, and the block that it is.
    at: usize,
    focused: Option<usize>,
    choices: usize,
    blocks: Vec<Block>,
}

impl List {
    fn new(columns: usize, at: usize) -> List {
        List { columns, at, focused: None, choices: 0, blocks: Vec::new() }
    }

    fn text(&mut self, text: &str, tone: Tone) {
        let lines = fit::wrap(text, self.columns.saturating_sub(2).min(WIDEST));
        self.blocks.extend(lines.into_iter().map(|text| line(Line(vec![span(Tone::Plain, "  "), span(tone, text)]))));
    }

    fn entry(&mut self, name: &str, tag: Option<String>) {
        let focused = self.choices == self.at;
        if focused {
            self.focused = Some(self.blocks.len());
        }
        let prefix = format!("{} ", pointer(focused));
        let tag = tag.map(|tag| span(Tone::Plain, tag)).into_iter().collect();
        let lines = tagged(&prefix, 2, name, tag, Tone::Plain, self.columns.min(WIDEST));
        self.blocks.push(Block { lines, target: Some(Target::Choice(self.choices)), focused, cursor: (0, 0) });
        self.choices += 1;
    }

    fn pane(self, area: Rect, title: &str, top: usize) -> Pane {
        Pane::new(Part::Whole, area, title, self.blocks).in_sight(self.focused, top)
    }
}
