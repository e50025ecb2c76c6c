//! What a result tree is made of.

use crate::engine::Verdict;
use crate::knowledge::FindingId;
use crate::say::Wording;
use crate::tui::action::Keymap;
use crate::tui::model::chart::{Chart, Detail, Tree};
use crate::tui::model::node::Node;

/// So many of a kind stand beside the checklist, and where there is much room.
pub(super) const BESIDE: usize = 3;
pub(super) const BESIDE_WIDE: usize = 5;

/// One line of the tree.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub node: Node,
    pub depth: usize,
    pub text: String,
    /// Set against the right edge: a verdict or a count.
    pub tag: String,
    pub verdict: Option<Verdict>,
    /// Whether it is unfolded, if it can be.
    pub fold: Option<bool>,
    /// The finding that enter goes to.
    pub target: Option<FindingId>,
    /// Whether the text is cut rather than wrapped.
    pub one_line: bool,
    /// What stands to the right of the text instead of a tag.
    pub figure: Option<Figure>,
    /// Whether the last key changed it.
    pub changed: bool,
    /// Whether it stands in the second column.
    pub beside: bool,
}

/// A part of the chart of the evidence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Figure {
    /// The names of the sides and columns.
    Scale,
    /// A bar to the left (against) or to the right (for), at most 1 long.
    Bar { answer: String, share: f64, ratio: String, grade: &'static str },
    /// A figure for each disease.
    Cells { answer: String, cells: Vec<String> },
}

pub(super) struct Outline<'m> {
    pub words: Wording<'m>,
    pub keymap: &'m Keymap,
    pub chart: &'m Chart,
    pub tree: &'m Tree,
    pub detail: Detail,
    /// Whether there is room for more beside the checklist.
    pub wide: bool,
    pub lines: Vec<Line>,
    /// How much deeper lines stand, and whether in the second column.
    pub under: usize,
    pub beside: bool,
}

impl Outline<'_> {
    pub(super) fn line(&mut self, node: Node, depth: usize, text: impl Into<String>) -> &mut Line {
        let (depth, beside) = (depth + self.under, self.beside);
        self.lines.push(Line {
            node,
            depth,
            text: text.into(),
            tag: String::new(),
            verdict: None,
            fold: None,
            target: None,
            one_line: false,
            figure: None,
            changed: false,
            beside,
        });
        self.lines.last_mut().expect("a line was just added")
    }

    /// An empty line, where something stands above it in its column.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|last| last.node != Node::Gap && last.beside == self.beside) {
            self.line(Node::Gap, 0, "");
        }
    }

    pub(super) fn is_open(&self, node: Node, at_first: bool) -> bool {
        at_first != self.tree.toggled.contains(&node)
    }

    /// A line that others stand below; whether it is unfolded.
    pub(crate) fn head(
        &mut self,
        node: Node,
        depth: usize,
        text: impl Into<String>,
        tag: impl Into<String>,
        at_first: bool,
    ) -> bool {
        let open = self.is_open(node, at_first);
        let line = self.line(node, depth, text);
        (line.tag, line.fold) = (tag.into(), Some(open));
        open
    }
}
