//! Texts, and between them what can be chosen.

use std::borrow::Cow;

use super::pane::{Block, Target, pointer, span, tagged, text};
use crate::say::document::{Line, Tone};

/// So many columns a text takes at most; longer lines are hard to read.
pub(super) const WIDEST: usize = 100;

/// A page from top to bottom.
pub(super) struct Choices {
    pub(super) columns: usize,
    /// The choice that has the cursor.
    cursor: usize,
    count: usize,
    pub(super) blocks: Vec<Block>,
    /// The block that has the cursor.
    pub(super) at: Option<usize>,
}

impl Choices {
    pub(super) fn new(columns: usize, cursor: usize) -> Choices {
        Choices { columns, cursor, count: 0, blocks: Vec::new(), at: None }
    }

    pub(super) fn text(&mut self, lines: impl IntoIterator<Item = Line>) {
        self.blocks.extend(text(lines));
    }

    pub(super) fn gap(&mut self) {
        self.text([Line::default()]);
    }

    pub(super) fn choice(&mut self, label: impl Into<Cow<'static, str>>, tag: impl Into<Cow<'static, str>>) {
        let focused = self.count == self.cursor;
        if focused {
            self.at = Some(self.blocks.len());
        }
        let (prefix, tag) = ([pointer(focused), " "].concat(), vec![span(Tone::Plain, tag)]);
        let lines = tagged(prefix, 2, label, tag, Tone::Plain, self.columns.min(WIDEST));
        self.blocks.push(Block { lines, target: Some(Target::Choice(self.count)), focused, ..Block::default() });
        self.count += 1;
    }
}
