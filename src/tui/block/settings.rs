//! The settings to choose from, with what their priors rest on.

use super::{Block, Ink, POINTER, tagged};
use crate::knowledge::Setting;
use crate::say::figures::prior;
use crate::tui::fit;
use crate::tui::model::Model;
use crate::tui::say::Words;

/// The settings, and what is to be known of the one with the cursor.
pub fn settings(model: &Model, at: usize, columns: usize) -> Vec<Block> {
    let words = Words::of(model);
    let settings = words.literature().map_or(&[][..], |literature| &literature.settings);
    let seen = model.chart.as_ref().map(|chart| chart.case.where_seen().index());
    let entry = |(number, setting): (usize, &Setting)| {
        let focused = number == at;
        let mark = if Some(number) == seen { "(x)" } else { "( )" };
        let prefix = format!("{} {mark} ", if focused { POINTER } else { " " });
        let tag = vec![(prior(setting.prior), Ink::Plain)];
        let lines = tagged(&prefix, 6, words.text(&setting.label), tag, Ink::Plain, columns);
        Block { lines, focused, cursor: (0, 3) }
    };
    let mut blocks: Vec<Block> = settings.iter().enumerate().map(entry).collect();
    let Some(setting) = settings.get(at) else { return blocks };
    let citations = words.citations(&setting.sources);
    let source = |citation: String| words.labeled(&words.interface.terminal.source, &citation);
    let texts = [String::new(), words.prior(setting)].into_iter().chain(words.about_setting(setting));
    for text in texts.chain(citations.into_iter().map(source)) {
        let lines = fit::wrap(&text, columns.saturating_sub(2).min(100));
        let lines = lines.into_iter().map(|line| vec![(format!("  {line}"), Ink::Plain)]).collect();
        blocks.push(Block { lines, ..Block::default() });
    }
    blocks
}
