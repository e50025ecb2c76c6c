//! The result as a tree of lines: how well the profile fits, each set with its verdict, and below it why. Beside the
//! checklist and on the results screen stand the same lines; what a line says is all in the assessment.

mod beside;
mod causes;
mod fit;
mod missing;
mod next;
mod rivals;
mod sets;
mod sources;
mod tree;
mod verdicts;

use crate::tui::model::Common;
use crate::tui::model::chart::{Chart, Detail, Tree, View};
use crate::tui::model::node::Node;
use crate::tui::model::size::Breadth;

use tree::Outline;
pub(crate) use tree::{Figure, Line};

/// The lines of the tree as it is unfolded.
pub(crate) fn lines(common: &Common, chart: &Chart) -> Vec<Line> {
    let wide = common.size.breadth() >= Breadth::Wide;
    let (words, tree, detail) = (common.wording(), chart.tree(), chart.detail());
    let mut outline = Outline {
        words,
        keymap: &common.keys.keymap,
        chart,
        tree,
        detail,
        wide,
        lines: Vec::new(),
        under: 0,
        beside: false,
    };
    match (detail, chart.results.view) {
        (Detail::Brief, _) => outline.beside(),
        (Detail::Full, View::Verdicts) => outline.verdicts(),
        (Detail::Full, View::Missing) => outline.missing(),
        (Detail::Full, View::Weight) => outline.weight(),
        (Detail::Full, View::Rivals) => outline.differential(),
        (Detail::Full, View::Sources) => outline.sources(),
    }
    outline.lines
}

/// The line that has the cursor: where the tree was left, or its first line.
pub(crate) fn cursor(tree: &Tree, lines: &[Line]) -> Option<usize> {
    let left = tree.cursor.and_then(|node| lines.iter().position(|line| line.node == node));
    left.or_else(|| lines.iter().position(|line| line.node != Node::Gap))
}
