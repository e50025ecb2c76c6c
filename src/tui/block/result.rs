//! The lines of a result tree.

use super::{Block, Inked, POINTER, fold_mark, tagged};
use crate::json::steady;
use crate::say::Wording;
use crate::say::document::Tone;
use crate::say::tone;
use crate::tui::fit;
use crate::tui::model::{Chart, Model, Pane};
use crate::tui::outline::{self, Detail, Figure, Line, Node, Notes};
use crate::tui::rows::Place;

/// The columns of the word before a criterion.
const MARK: usize = 3;

/// The lines of a result tree.
pub fn result(model: &Model, chart: &Chart, detail: Detail, lines: &[Line], columns: usize) -> Vec<Block> {
    let words = model.wording();
    let tree = if detail == Detail::Full { &chart.full } else { &chart.brief };
    let has_keyboard = chart.place == Place::Results || chart.pane == Pane::Result;
    let at = outline::cursor(tree, lines);
    let block = |(number, line): (usize, &Line)| {
        let focused = has_keyboard && at == Some(number);
        let pointer = if focused { POINTER } else { " " };
        let fold = line.fold.map_or(" ", |open| fold_mark(model, open));
        let mut prefix = format!("{pointer}{}{fold} ", " ".repeat(line.depth));
        let mut text_ink = Tone::Plain;
        let mut tag_ink = Tone::Plain;
        match line.node {
            Node::Set(_) => {
                text_ink = Tone::Strong;
                tag_ink = line.verdict.map_or(Tone::Plain, tone);
            }
            Node::Group(_) => {
                text_ink = Tone::Strong;
                prefix = format!("{pointer} ");
            }
            Node::Notes(Notes::Conflicts | Notes::Doubts) | Node::InTheWay(_) => text_ink = Tone::Alert,
            Node::Fit => (text_ink, tag_ink) = (Tone::Strong, Tone::Strong),
            Node::Evidence
            | Node::Differential
            | Node::Disagreements
            | Node::Tests
            | Node::Robustness
            | Node::Advice
            | Node::AdviceKind(_)
            | Node::Total => text_ink = Tone::Strong,
            Node::Criterion(..) => {
                if let Some(verdict) = line.verdict {
                    prefix.push_str(&format!("{} ", fit::pad(words.verdict_mark(verdict), MARK)));
                }
            }
            _ => {}
        }
        let hang = fit::width(&prefix);
        let tag = if line.tag.is_empty() { Vec::new() } else { vec![(line.tag.clone(), tag_ink)] };
        let lines = match &line.figure {
            Some(figure) => vec![charted(model, &prefix, &line.text, figure, columns)],
            None if line.one_line => {
                let room = columns.saturating_sub(hang + fit::width(&line.tag) + 1);
                tagged(&prefix, hang, &fit::cut(&line.text, room), tag, text_ink, columns)
            }
            None => tagged(&prefix, hang, &line.text, tag, text_ink, columns),
        };
        Block { lines, focused, cursor: (0, 1 + line.depth) }
    };
    lines.iter().enumerate().map(block).collect()
}

/// The columns of a ratio, and of its grade.
const RATIO: usize = 7;
const GRADE: usize = 5;

/// A line of the chart: the answer, its bar to either side of the middle, its ratio and its grade.
fn charted(model: &Model, prefix: &str, text: &str, figure: &Figure, columns: usize) -> Inked {
    let words = model.wording();
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
            let [against, speaks_for] = if model.ascii { ["-", "+"] } else { ["\u{2588}"; 2] };
            let left = format!("{}{}", " ".repeat(half - left), against.repeat(left));
            let right = format!("{}{}", speaks_for.repeat(right), " ".repeat(half - right));
            (answered(words, text, answer, room), left, right, ratio.as_str(), *grade)
        }
        Figure::Cells { answer, cells } => return listed(words, prefix, text, answer, cells, columns),
    };
    let (ratio, grade) = (fit::pad_left(ratio, RATIO), fit::pad(grade, grade_columns));
    vec![
        (prefix.to_owned(), Tone::Plain),
        (fit::pad(&text, room), Tone::Plain),
        (format!(" {left}|{right} {ratio} {grade}"), Tone::Plain),
    ]
}

/// What was answered is seen however long the name is.
fn answered(words: Wording, name: &str, answer: &str, room: usize) -> String {
    let name = fit::cut(name, room.saturating_sub(fit::width(answer) + 2));
    words.pair(&name, answer)
}

/// The columns of a figure in a table, and of the name before it at least.
const CELL: usize = 9;
const NAME: usize = 16;

/// A line of a table: as many of its figures as there is room for beside the name.
fn listed(words: Wording, prefix: &str, text: &str, answer: &str, cells: &[String], columns: usize) -> Inked {
    let within = columns.saturating_sub(fit::width(prefix));
    let shown = cells.len().min(within.saturating_sub(NAME) / CELL);
    let room = within - shown * CELL;
    let name = if answer.is_empty() { text.to_owned() } else { answered(words, text, answer, room) };
    let cells: String = cells[..shown].iter().map(|cell| fit::pad_left(cell, CELL)).collect();
    vec![(prefix.to_owned(), Tone::Plain), (fit::pad(&name, room), Tone::Plain), (cells, Tone::Plain)]
}
