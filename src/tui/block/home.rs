//! The home screen and the list of teaching cases.

use super::{Block, tagged};
use crate::say::Wording;
use crate::say::document::Tone;
use crate::tui::fit;
use crate::tui::model::{Model, Screen};
use crate::tui::update::{self, Choice};

/// The home screen or the list of teaching cases, and which block has the cursor.
pub fn home(model: &Model, columns: usize) -> (Vec<Block>, Option<usize>) {
    let words = model.wording();
    let terminal = &words.words().terminal;
    let mut blocks = Vec::new();
    let text = |blocks: &mut Vec<Block>, text: &str, ink: Tone| {
        let lines = fit::wrap(text, columns.saturating_sub(2).min(100));
        let lines = lines.into_iter().map(|line| vec![("  ".to_owned(), Tone::Plain), (line, ink)]).collect();
        blocks.push(Block { lines, ..Block::default() });
    };
    let entry = |blocks: &mut Vec<Block>, focused: bool, name: &str, tag: &str| {
        let prefix = if focused { "> " } else { "  " };
        let tag = if tag.is_empty() { Vec::new() } else { vec![(tag.to_owned(), Tone::Plain)] };
        let lines = tagged(prefix, 2, name, tag, Tone::Plain, columns.min(100));
        blocks.push(Block { lines, focused, cursor: (0, 0) });
    };
    let mut at = None;
    if model.screen == Screen::Teaching {
        text(&mut blocks, words.say(&terminal.teaching_intro), Tone::Plain);
        text(&mut blocks, "", Tone::Plain);
        for (number, case) in model.home.teaching.iter().enumerate() {
            let focused = number == model.home.teaching_cursor;
            if focused {
                at = Some(blocks.len());
            }
            entry(&mut blocks, focused, words.say(&case.title), "");
        }
        return (blocks, at);
    }
    text(&mut blocks, words.say(&terminal.home_intro), Tone::Strong);
    text(&mut blocks, words.say(&words.knowledge.notice), Tone::Plain);
    text(&mut blocks, "", Tone::Plain);
    let mut shelf_titled = false;
    for (number, choice) in update::choices(model).into_iter().enumerate() {
        let focused = number == model.home.cursor;
        if number > 0 && matches!(choice, Choice::Open(_)) && !shelf_titled {
            shelf_titled = true;
            text(&mut blocks, "", Tone::Plain);
            text(&mut blocks, words.say(&terminal.shelf), Tone::Strong);
        }
        if focused {
            at = Some(blocks.len());
        }
        let (name, tag) = choice_words(model, words, choice, number);
        entry(&mut blocks, focused, &name, &tag);
    }
    (blocks, at)
}

fn choice_words(model: &Model, words: Wording, choice: Choice, number: usize) -> (String, String) {
    let terminal = &words.words().terminal;
    let name = |text| words.say(text).to_owned();
    match choice {
        Choice::Return => {
            let at = model.chart.as_ref().and_then(|chart| chart.disk.at.as_ref());
            let case = at.map_or_else(|| name(&terminal.new_case), |at| at.name.clone());
            (terminal.go_on(words.lang, &case), String::new())
        }
        Choice::Open(at) => {
            let line = &model.home.shelf[at];
            let age = line.age.map_or_else(String::new, |age| words.age(age));
            let title = match number {
                0 => terminal.go_on(words.lang, &line.name),
                _ => line.name.clone(),
            };
            (title, age)
        }
        Choice::New => (name(&terminal.choose_new), String::new()),
        Choice::Teaching => (name(&terminal.choose_teaching), String::new()),
        Choice::Learn => (name(&words.words().study.title), String::new()),
        Choice::Language => (name(&terminal.choose_language), String::new()),
        Choice::Quit => (name(&terminal.choose_quit), String::new()),
    }
}
