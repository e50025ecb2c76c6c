//! Documents as a scene shows them.

use crate::say;
use crate::say::document::{Block, Line, Span, Tone};
use crate::tui::fit;

use super::pane::span;

/// A document in so many columns.
pub(super) fn laid_out(blocks: &[Block], columns: usize) -> Vec<Line> {
    let plain: Vec<Block> = blocks.iter().map(plain).collect();
    say::lines(&plain, columns)
}

/// A document without free lines between its parts.
pub(super) fn close(blocks: &[Block], columns: usize) -> Vec<Line> {
    blocks.iter().flat_map(|block| laid_out(std::slice::from_ref(block), columns)).collect()
}

/// A line set off from the left edge.
pub(super) fn indented(columns: usize, line: Line) -> Line {
    Line(vec![span(Tone::Plain, fit::spaces(columns))]).and(line)
}

/// Text in the signs that are painted, so that it is wrapped by their columns.
fn plain(block: &Block) -> Block {
    let plain = |Span { text, tone }: &Span| Span { text: fit::plain(text.clone()), tone: *tone };
    let line = |line: &Line| Line(line.0.iter().map(plain).collect());
    match block {
        Block::Paragraph(text) => Block::Paragraph(line(text)),
        Block::List(items) => Block::List(items.iter().map(line).collect()),
        other => other.clone(),
    }
}
