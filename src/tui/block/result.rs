//! The lines of a result tree.

use super::{Block, Ink, POINTER, fold_mark, tagged};
use crate::tui::fit;
use crate::tui::model::{Chart, Model, Pane};
use crate::tui::outline::{self, Detail, Line, Node};
use crate::tui::rows::Place;
use crate::tui::say::Words;

/// The columns of the word before a criterion.
const MARK: usize = 3;

/// The lines of a result tree.
pub fn result(model: &Model, chart: &Chart, detail: Detail, lines: &[Line], columns: usize) -> Vec<Block> {
    let words = Words::of(model);
    let tree = if detail == Detail::Full { &chart.full } else { &chart.brief };
    let has_keyboard = chart.place == Place::Results || chart.pane == Pane::Result;
    let at = outline::cursor(tree, lines);
    let block = |(number, line): (usize, &Line)| {
        let focused = has_keyboard && at == Some(number);
        let pointer = if focused { POINTER } else { " " };
        let fold = line.fold.map_or(" ", |open| fold_mark(model, open));
        let mut prefix = format!("{pointer}{}{fold} ", " ".repeat(line.depth));
        let mut text_ink = Ink::Plain;
        let mut tag_ink = Ink::Plain;
        match line.node {
            Node::Set(_) => {
                text_ink = Ink::Title;
                tag_ink = line.verdict.map_or(Ink::Plain, Ink::from);
            }
            Node::Group(_) => {
                text_ink = Ink::Title;
                prefix = format!("{pointer} ");
            }
            Node::Conflicts => text_ink = Ink::Alert,
            Node::Criterion(..) => {
                if let Some(verdict) = line.verdict {
                    prefix.push_str(&format!("{} ", fit::pad(words.verdict_mark(verdict), MARK)));
                }
            }
            _ => {}
        }
        let hang = fit::width(&prefix);
        let tag = if line.tag.is_empty() { Vec::new() } else { vec![(line.tag.clone(), tag_ink)] };
        Block { lines: tagged(&prefix, hang, &line.text, tag, text_ink, columns), focused, cursor: (0, 1 + line.depth) }
    };
    lines.iter().enumerate().map(block).collect()
}
