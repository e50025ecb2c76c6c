//! The lines of a result tree as rows.

use super::outline::{Figure, Line};
use super::pane::{Block, Target, fold_mark, pointer, span, tagged};
use crate::json::steady;
use crate::say::document::{self, Tone};
use crate::say::{Wording, tone};
use crate::tui::fit;
use crate::tui::model::Common;
use crate::tui::model::chart::Detail;
use crate::tui::model::node::{Node, Notes};

/// The columns of the word before a criterion.
const MARK: usize = 3;

/// The sign before what the last key changed.
const CHANGED: &str = "*";

/// The lines of a result tree; one of them may have the cursor.
pub(super) fn result(
    common: &Common,
    detail: Detail,
    lines: &[Line],
    focused: Option<usize>,
    columns: usize,
) -> Vec<Block> {
    let row = Row { words: common.wording(), ascii: common.ascii, brief: detail == Detail::Brief, columns };
    lines.iter().enumerate().map(|(at, line)| row.block(line, focused == Some(at))).collect()
}

/// The tones of a line's text and of its tag.
fn tones(line: &Line) -> (Tone, Tone) {
    match line.node {
        Node::Answer if line.target.is_some() => (Tone::Alert, Tone::Plain),
        Node::Set(_) if line.depth == 0 => (Tone::Strong, line.verdict.map_or(Tone::Plain, tone)),
        Node::Fit => (Tone::Strong, Tone::Strong),
        Node::Notes(Notes::Conflicts | Notes::Doubts) | Node::InTheWay(_) => (Tone::Alert, Tone::Plain),
        Node::Answer
        | Node::Group(_)
        | Node::Staging
        | Node::Sources(_)
        | Node::Evidence
        | Node::Differential
        | Node::Disagreements
        | Node::Tests
        | Node::Robustness
        | Node::Advice
        | Node::AdviceKind(_)
        | Node::Total => (Tone::Strong, Tone::Plain),
        _ => (Tone::Plain, Tone::Plain),
    }
}

/// What a row is made with.
struct Row<'w> {
    words: Wording<'w>,
    ascii: bool,
    /// Beside the sheet columns are saved.
    brief: bool,
    columns: usize,
}

impl Row<'_> {
    fn block(&self, line: &Line, focused: bool) -> Block {
        let (columns, prefix) = (self.columns, self.prefix(line, focused));
        let hang = fit::width(&prefix);
        let (text_tone, tag_tone) = tones(line);
        let tag = if line.tag.is_empty() { Vec::new() } else { vec![span(tag_tone, line.tag.clone())] };
        let lines = match &line.figure {
            Some(figure) => vec![self.charted(&prefix, &line.text, figure)],
            None if line.one_line => {
                let room = columns.saturating_sub(hang + fit::width(&line.tag) + 1);
                tagged(prefix, hang, fit::cut(line.text.clone(), room), tag, text_tone, columns)
            }
            None => tagged(prefix, hang, line.text.clone(), tag, text_tone, columns),
        };
        let target = (line.node != Node::Gap).then_some(Target::Line(line.node));
        Block { lines, target, focused, cursor: (0, 1 + line.depth), ..Block::default() }
    }

    /// The cursor, the fold, and the verdict of a criterion.
    fn prefix(&self, line: &Line, focused: bool) -> String {
        let pointer = match (focused, line.changed) {
            (false, true) => CHANGED,
            _ => pointer(focused),
        };
        let fold = line.fold.map_or(" ", |open| fold_mark(self.ascii, open));
        let [folded, gap] = if line.fold.is_some() { [fold, " "] } else { [""; 2] };
        let indent = fit::spaces(line.depth);
        let mark = |verdict| fit::pad(self.words.verdict_mark(verdict), MARK);
        match (line.node, line.verdict) {
            (Node::Role(..), Some(verdict)) if self.brief => {
                [pointer, &*indent, folded, gap, &*mark(verdict), " "].concat()
            }
            _ if self.brief => [pointer, &*indent, folded, gap].concat(),
            (Node::Group(_), _) if line.fold.is_none() => [pointer, " "].concat(),
            (Node::Criterion(..), Some(verdict)) => [pointer, &*indent, fold, " ", &*mark(verdict), " "].concat(),
            _ => [pointer, &*indent, fold, " "].concat(),
        }
    }

    /// A line of the chart: the answer, its bar to either side of the middle, its ratio and its grade.
    fn charted(&self, prefix: &str, text: &str, figure: &Figure) -> document::Line {
        let (words, columns) = (self.words, self.columns);
        let half = (columns / 7).clamp(7, 16);
        // Where there is little room, the grade stands in the explanation alone.
        let grade_columns = if columns < 60 { 0 } else { GRADE };
        let room = columns.saturating_sub(fit::width(prefix) + 2 * half + 1 + RATIO + grade_columns + 3);
        let (text, left, right, ratio, grade) = match figure {
            Figure::Scale => (
                text.to_owned(),
                fit::pad_left(words.say(&words.words().fit_terminal.against_side), half),
                fit::pad(words.say(&words.words().fit_terminal.for_side), half),
                words.say(&words.words().fit_terminal.ratio_head),
                words.say(&words.words().fit_terminal.grade_head),
            ),
            Figure::Bar { answer, share, ratio, grade } => {
                let length = steady(share.abs() * half as f64).round() as usize;
                let (left, right) = if *share < 0.0 { (length, 0) } else { (0, length) };
                let [against, speaks_for] = if self.ascii { ["-", "+"] } else { ["\u{2588}"; 2] };
                let left = [&*fit::spaces(half - left), &against.repeat(left)].concat();
                let right = [&*speaks_for.repeat(right), &*fit::spaces(half - right)].concat();
                let text = if answer.is_empty() {
                    fit::cut(text, room).into_owned()
                } else {
                    answered(words, text, answer, room)
                };
                (text, left, right, ratio.as_str(), *grade)
            }
            Figure::Cells { answer, cells } => return listed(words, prefix, text, answer, cells, columns),
        };
        let (ratio, grade) = (fit::pad_left(ratio, RATIO), fit::pad(grade, grade_columns));
        columned(prefix, fit::pad(&text, room), format!(" {left}|{right} {ratio} {grade}"))
    }
}

/// The columns of a ratio, and of its grade.
const RATIO: usize = 7;
const GRADE: usize = 5;

/// What was answered is seen however long the name is.
fn answered(words: Wording, name: &str, answer: &str, room: usize) -> String {
    let name = fit::cut(name, room.saturating_sub(fit::width(answer) + 2));
    words.pair(&name, answer)
}

/// The columns of a figure in a table, and of the name before it at least.
const CELL: usize = 9;
const NAME: usize = 16;

/// A line of a table: as many of its figures as there is room for beside the name.
fn listed(words: Wording, prefix: &str, text: &str, answer: &str, cells: &[String], columns: usize) -> document::Line {
    let within = columns.saturating_sub(fit::width(prefix));
    let shown = cells.len().min(within.saturating_sub(NAME) / CELL);
    let room = within - shown * CELL;
    let name = if answer.is_empty() { text.to_owned() } else { answered(words, text, answer, room) };
    let cells: String = cells.iter().take(shown).map(|cell| fit::pad_left(cell, CELL)).collect();
    columned(prefix, fit::pad(&name, room), cells)
}

fn columned(prefix: &str, name: String, figures: String) -> document::Line {
    document::Line([prefix.to_owned(), name, figures].map(|text| span(Tone::Plain, text)).into())
}
