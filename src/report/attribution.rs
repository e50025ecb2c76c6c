//! What else could explain the findings that count, before a set is called met.

use super::View;
use crate::engine::attributed;
use crate::say::Wording;
use crate::say::document::{Block, Level, Line};

/// The commoner causes of what counts, a line for each finding; nothing where none is to be thought of.
pub(crate) fn attribution(view: &View) -> Vec<Block> {
    let wording = Wording::new(view.knowledge, view.lang);
    let words = &wording.words().report;
    let lines = attributed(view.sets()).into_iter().map(|found| Line::plain(wording.attribution(found)));
    let lines: Vec<Line> = lines.collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading(Level::Section, Line::plain(wording.say(&words.causes))),
        Block::Paragraph(Line::plain(wording.say(&words.causes_note))),
        Block::List(lines),
    ]
}
