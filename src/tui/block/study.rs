//! A page of the study, and the text that is marked.

use super::{Block, Inked, POINTER, inked, inked_lines, tagged};
use crate::knowledge::{Knowledge, Lang};
use crate::say::Wording;
use crate::say::document::Tone;
use crate::say::document::{self, Line};
use crate::tui::model::Model;
use crate::tui::study::{Part, Task, shown};

/// The page at hand as blocks, and which of them are options.
pub fn study(model: &Model, columns: usize) -> (Vec<Block>, Vec<usize>) {
    let mut blocks = Vec::new();
    let mut options = Vec::new();
    let cursor = model.study.as_ref().map_or(0, |study| study.cursor);
    for part in shown(model, columns.saturating_sub(2)).parts {
        match part {
            Part::Text(lines) => {
                let lines = lines.iter().map(|line| [vec![(" ".to_owned(), Tone::Plain)], inked(line)].concat());
                blocks.extend(lines.map(|line| Block { lines: vec![line], ..Block::default() }));
            }
            Part::Option { label, tag } => {
                let focused = options.len() == cursor;
                options.push(blocks.len());
                let prefix = if focused { format!("{POINTER} ") } else { "  ".to_owned() };
                let tag = if tag.is_empty() { Vec::new() } else { vec![(tag, Tone::Plain)] };
                let lines = tagged(&prefix, 2, &label, tag, Tone::Plain, columns.min(100));
                blocks.push(Block { lines, focused, cursor: (0, 0) });
            }
        }
    }
    (blocks, options)
}

/// The text that is marked, and what is asked.
pub fn story(task: &Task, knowledge: &Knowledge, lang: Lang, columns: usize) -> Vec<Inked> {
    let wording = Wording::new(knowledge, lang);
    let story = wording.sentences(task.sentences.iter().map(|sentence| wording.say(sentence)));
    let blocks = [
        document::Block::Paragraph(Line::plain(story)),
        document::Block::Paragraph(Line::strong(wording.say(&task.ask))),
    ];
    inked_lines(&blocks, columns)
}
