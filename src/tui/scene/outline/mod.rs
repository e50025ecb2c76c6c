//! The result as a tree of lines: how well the profile fits, each set with its verdict, and below it why. Beside the
//! checklist and on the results screen stand the same lines; what a line says is all in the assessment.

mod beside;
mod causes;
mod fit;
mod next;
mod rivals;
mod sets;
mod tree;

use crate::tui::model::Common;
use crate::tui::model::chart::{Chart, Detail, Tree};
use crate::tui::model::node::Group;
use crate::tui::model::size::Breadth;

use tree::Outline;
pub(crate) use tree::{Figure, Line};

/// The lines of the tree as it is unfolded.
pub(crate) fn lines(common: &Common, chart: &Chart) -> Vec<Line> {
    let wide = common.size.breadth() >= Breadth::Wide;
    let (words, tree, detail) = (common.wording(), chart.tree(), chart.detail());
    let mut outline = Outline { words, chart, tree, detail, wide, lines: Vec::new() };
    if detail == Detail::Brief {
        outline.beside();
        return outline.lines;
    }
    outline.notes();
    outline.fit();
    outline.group(Group::Leading);
    outline.disagreements();
    outline.next();
    outline.robustness();
    outline.advice();
    outline.group(Group::Historical);
    outline.group(Group::Related);
    outline.lines
}

/// The line that has the cursor: where the tree was left, or its first line.
pub(crate) fn cursor(tree: &Tree, lines: &[Line]) -> Option<usize> {
    let left = tree.cursor.and_then(|node| lines.iter().position(|line| line.node == node));
    left.or_else(|| (!lines.is_empty()).then_some(0))
}
