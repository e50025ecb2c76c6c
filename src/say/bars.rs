//! Weights as bars to either side of a middle line.

use super::document::{Bar, Bars, Line, Tone};
use super::wrap::{width, wrap};
use crate::json::steady;

/// The columns on either side of the middle line.
const HALF: usize = 11;

/// The columns between those of the picture.
const GAP: &str = "  ";

/// Two lines a bar: its name, its figure, its grade and the bar itself; then what it stands for.
pub(crate) fn lines(bars: &Bars, columns: usize) -> Vec<Line> {
    let of = |text: &str| width(&Line::plain(text));
    let [name_head, figure_head, grade_head] = &bars.head;
    let figure = bars.bars.iter().map(|bar| of(&bar.figure)).chain([of(figure_head)]).max().unwrap_or(0);
    let grade = bars.bars.iter().map(|bar| of(&bar.grade)).chain([of(grade_head)]).max().unwrap_or(0);
    let name = columns.saturating_sub(2 * HALF + 1 + figure + grade + 3 * GAP.len()).max(12);
    let farthest = bars.bars.iter().map(|bar| bar.weight.abs()).fold(0.0, f64::max);
    let row = |[named, figured, graded]: [&str; 3], tone: Tone, picture: Line| {
        let mut lines = wrap(&Line::default().with(tone, named), name);
        let last = lines.pop().unwrap_or_default();
        let room = name.saturating_sub(width(&last));
        let cells = [padded(figured, figure), padded(graded, grade)].map(|cell| format!("{GAP}{cell}")).concat();
        lines.push(last.and(Line::plain(format!("{}{cells}{GAP}", " ".repeat(room)))).and(picture));
        lines
    };
    let [against, for_it] = &bars.sides;
    let sides = format!("{}{against} | {for_it}", " ".repeat(HALF.saturating_sub(of(against) + 1)));
    let mut lines = row([name_head, figure_head, grade_head], Tone::Strong, Line::plain(sides));
    lines.push(Line::plain("-".repeat(columns)));
    for bar in &bars.bars {
        lines.extend(row([&bar.name, &bar.figure, &bar.grade], bar.tone, picture(bar, farthest)));
        if !bar.detail.is_empty() {
            lines.extend(
                wrap(&Line::plain(&bar.detail), columns - 2).into_iter().map(|line| Line::plain("  ").and(line)),
            );
        }
    }
    lines
}

fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(&Line::plain(text)))))
}

/// The bar on its side of the middle line; the farthest one fills its half.
fn picture(bar: &Bar, farthest: f64) -> Line {
    let share = if farthest > 0.0 { bar.weight.abs() / farthest } else { 0.0 };
    let length = steady(share * HALF as f64).round() as usize;
    let (left, right) = if bar.weight < 0.0 { (length, 0) } else { (0, length) };
    Line::plain(" ".repeat(HALF - left))
        .with(Tone::NotMet, "#".repeat(left))
        .with(Tone::Plain, "|")
        .with(Tone::Met, "#".repeat(right))
}
