//! Rows and lines as text of a given width: what the view paints, and what scrolling goes by.

mod checklist;
mod home;
mod result;
mod settings;
mod study;

use super::fit;
use super::layout;
use super::model::Model;
use crate::say;
use crate::say::document::{self, Line, Span, Tone};

pub use checklist::checklist;
pub use home::home;
pub use result::result;
pub use settings::settings;
pub use study::{story, study};

/// A line of inked pieces.
pub type Inked = Vec<(String, Tone)>;

/// One row as lines; a row is scrolled as a whole.
#[derive(Clone, Debug, Default)]
pub struct Block {
    pub lines: Vec<Inked>,
    /// Whether it has the cursor; it is then shown reversed.
    pub focused: bool,
    /// Where the terminal's cursor stands within it: line and column.
    pub cursor: (usize, usize),
}

/// The first line to show, so that the block with the cursor is seen.
pub fn scrolled(blocks: &[Block], at: Option<usize>, top: usize, height: usize) -> usize {
    let total = blocks.iter().map(|block| block.lines.len()).sum();
    let Some(at) = at.filter(|at| *at < blocks.len()) else { return 0 };
    let from: usize = blocks[..at].iter().map(|block| block.lines.len()).sum();
    let to = from + blocks[at].lines.len();
    layout::scroll(top, from, to, height, total)
}

/// A document as it is painted, in so many columns.
pub fn inked_lines(blocks: &[document::Block], columns: usize) -> Vec<Inked> {
    let plain: Vec<document::Block> = blocks.iter().map(plain).collect();
    say::lines(&plain, columns).iter().map(inked).collect()
}

/// A document as it is painted, without free lines between its parts.
pub fn close_lines(blocks: &[document::Block], columns: usize) -> Vec<Inked> {
    blocks.iter().flat_map(|block| inked_lines(std::slice::from_ref(block), columns)).collect()
}

/// Text in the signs that are painted, so that it is wrapped by their columns.
fn plain(block: &document::Block) -> document::Block {
    let plain = |Span { text, tone }: &Span| Span { text: fit::plain(text).into_owned(), tone: *tone };
    let line = |line: &Line| Line(line.0.iter().map(plain).collect());
    match block {
        document::Block::Paragraph(text) => document::Block::Paragraph(line(text)),
        document::Block::List(items) => document::Block::List(items.iter().map(line).collect()),
        other => other.clone(),
    }
}

/// A line of a document as it is painted.
fn inked(line: &Line) -> Inked {
    line.0.iter().map(|span| (fit::plain(&span.text).into_owned(), span.tone)).collect()
}

const POINTER: &str = ">";

/// Text with a tag against the right edge; the tag goes to a line of its own where there is no room.
fn tagged(prefix: &str, hang: usize, text: &str, tag: Vec<(String, Tone)>, ink: Tone, columns: usize) -> Vec<Inked> {
    let tag_width: usize = tag.iter().map(|(text, _)| fit::width(text)).sum();
    let lead = fit::width(prefix);
    let room = columns.saturating_sub(lead.max(hang));
    let mut lines: Vec<Inked> = Vec::new();
    for (at, part) in fit::wrap(text, room).into_iter().enumerate() {
        let before = if at == 0 { prefix.to_owned() } else { " ".repeat(hang) };
        lines.push(vec![(before, Tone::Plain), (part, ink)]);
    }
    if tag_width == 0 {
        return lines;
    }
    let used: usize = lines.last().map_or(0, |line| line.iter().map(|(text, _)| fit::width(text)).sum());
    let tag: Vec<(String, Tone)> = if tag_width > columns {
        tag.into_iter().map(|(text, ink)| (fit::cut(&text, columns), ink)).collect()
    } else {
        tag
    };
    let tag_width = tag_width.min(columns);
    match lines.last_mut() {
        Some(last) if used + 1 + tag_width <= columns => {
            last.push((" ".repeat(columns - used - tag_width), Tone::Plain));
            last.extend(tag);
        }
        _ => {
            let mut line = vec![(" ".repeat(columns - tag_width), Tone::Plain)];
            line.extend(tag);
            lines.push(line);
        }
    }
    lines
}

fn fold_mark(model: &Model, open: bool) -> &'static str {
    match (model.ascii, open) {
        (true, true) => "v",
        (true, false) => "+",
        (false, true) => "\u{25be}",
        (false, false) => "\u{25b8}",
    }
}
