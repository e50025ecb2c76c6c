//! The settings to choose from, with what their priors rest on.

use super::{Block, POINTER, close_lines, tagged};
use crate::knowledge::Setting;
use crate::say::document::Tone;
use crate::say::figures::prior;
use crate::tui::model::Model;

/// The settings, and what is to be known of the one with the cursor.
pub fn settings(model: &Model, at: usize, columns: usize) -> Vec<Block> {
    let words = model.wording();
    let settings = words.knowledge.literature.as_ref().map_or(&[][..], |literature| &literature.settings);
    let seen = model.chart.as_ref().map(|chart| chart.case.where_seen().index());
    let entry = |(number, setting): (usize, &Setting)| {
        let focused = number == at;
        let mark = if Some(number) == seen { "(x)" } else { "( )" };
        let prefix = format!("{} {mark} ", if focused { POINTER } else { " " });
        let tag = vec![(prior(setting.prior), Tone::Plain)];
        let lines = tagged(&prefix, 6, words.say(&setting.label), tag, Tone::Plain, columns);
        Block { lines, focused, cursor: (0, 3) }
    };
    let mut blocks: Vec<Block> = settings.iter().enumerate().map(entry).collect();
    let Some(setting) = settings.get(at) else { return blocks };
    let about = close_lines(&words.about_setting(setting), columns.saturating_sub(2).min(100));
    let indented = |line| [vec![("  ".to_owned(), Tone::Plain)], line].concat();
    let about = std::iter::once(Vec::new()).chain(about.into_iter().map(indented));
    blocks.extend(about.map(|line| Block { lines: vec![line], ..Block::default() }));
    blocks
}
