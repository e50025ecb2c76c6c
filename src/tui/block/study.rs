//! A page of the study, and the text that is marked.

use super::{Block, Ink, Inked, POINTER, tagged};
use crate::knowledge::{Knowledge, Lang};
use crate::say::document::{self, Line, Tone};
use crate::say::{self, Wording};
use crate::tui::fit;
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
                let lines = lines.iter().map(|line| [vec![(" ".to_owned(), Ink::Plain)], inked(line)].concat());
                blocks.extend(lines.map(|line| Block { lines: vec![line], ..Block::default() }));
            }
            Part::Option { label, tag } => {
                let focused = options.len() == cursor;
                options.push(blocks.len());
                let prefix = if focused { format!("{POINTER} ") } else { "  ".to_owned() };
                let tag = if tag.is_empty() { Vec::new() } else { vec![(tag, Ink::Plain)] };
                let lines = tagged(&prefix, 2, &label, tag, Ink::Plain, columns.min(100));
                blocks.push(Block { lines, focused, cursor: (0, 0) });
            }
        }
    }
    (blocks, options)
}

/// The text that is marked, and what is asked.
pub fn story(task: &Task, knowledge: &Knowledge, lang: Lang, columns: usize) -> Vec<Inked> {
    let sentences: Vec<String> = task.sentences.iter().map(|sentence| sentence.get(lang).to_owned()).collect();
    let story = Wording::new(knowledge, lang).sentences(&sentences);
    let blocks =
        [document::Block::Paragraph(Line::plain(story)), document::Block::Paragraph(Line::strong(task.ask.get(lang)))];
    say::lines(&blocks, columns.max(1)).iter().map(inked).collect()
}

/// A line of a document as it is painted.
fn inked(line: &Line) -> Inked {
    let ink = |tone: Tone| match tone {
        Tone::Plain => Ink::Plain,
        Tone::Strong => Ink::Title,
        Tone::Met => Ink::Met,
        Tone::NotMet => Ink::NotMet,
        Tone::Undetermined => Ink::Undetermined,
    };
    line.0.iter().map(|span| (fit::plain(&span.text).into_owned(), ink(span.tone))).collect()
}
