//! A slide on a projector: few words in the middle of the screen, and nothing else but where the lecture is.

use ratatui::layout::Rect;

use super::bottom;
use super::document::laid_out;
use super::pane::{Pane, Part, Placed, Spot, lined, row, text};
use crate::say::document::{self, Line, Tone};
use crate::tui::fit;
use crate::tui::model::Model;
use crate::tui::model::lecture::Lecture;
use crate::tui::model::size::Size;

/// So many columns a slide takes at most: few words a line are read from the last row.
const COLUMNS: u16 = 44;

/// The rows above the text, with the heading in the second, and those below it.
const ABOVE: u16 = 3;
const BELOW: u16 = 2;

/// The smallest screen that holds a slide: a projector shows large letters, and so few of them.
const LEAST: Size = Size { columns: 24, rows: 9 };

/// The text of the slide at hand, and what stands around it: its lines, and what can be clicked there. `None` where
/// there is no room for one.
pub(super) fn slide(model: &Model, lecture: &Lecture) -> Option<(Pane, Vec<Placed>, Vec<Spot>)> {
    let slide = lecture.slide()?;
    let common = &model.common;
    if common.size.columns < LEAST.columns || common.size.rows < LEAST.rows {
        return None;
    }
    let (columns, rows) = (common.size.columns, common.size.rows);
    let width = COLUMNS.min(columns.saturating_sub(2));
    let middle = Rect { x: (columns - width) / 2, y: 0, width, height: rows };
    let room = Rect { y: ABOVE, height: rows - ABOVE - BELOW, ..middle };

    let paragraph = |line: &Line| laid_out(&[document::Block::Paragraph(line.clone())], width.into());
    let said: Vec<Vec<Line>> = slide.said.iter().map(paragraph).collect();
    let kept: Vec<Vec<Line>> = slide.kept.iter().map(paragraph).collect();
    let paragraphs = [kept_in(kept, &said, room.height.into()), said].concat();
    let spaced = spaced(&paragraphs);
    // A vote is seen with all of its options, if need be without the free lines between them.
    let shown = if spaced.len() > room.height.into() { paragraphs.concat() } else { spaced };
    let free = usize::from(room.height).saturating_sub(shown.len()) as u16 / 2;
    let area = Rect { y: room.y + free, height: room.height - free, ..room };
    let pane = Pane::bare(Part::Whole, area, text(shown)).scrolled_to(lecture.top);

    let heading = (row(middle, 1), lined(Tone::Plain, fit::cut(slide.heading.clone(), width.into())));
    let last = row(middle, usize::from(rows) - 1);
    let (below, spots) = match lecture.at {
        0 => bottom::hints(model, None, last),
        at => {
            let words = common.wording();
            let place = words.words().lecture.place(words.lang, at + 1, lecture.slides.len());
            let before = usize::from(width).saturating_sub(fit::width(&place));
            ((last, lined(Tone::Plain, [&*fit::spaces(before), &place].concat())), Vec::new())
        }
    };
    Some((pane, vec![heading, below], spots))
}

/// The last of the earlier paragraphs that there is room for beside the new ones.
fn kept_in(mut kept: Vec<Vec<Line>>, said: &[Vec<Line>], height: usize) -> Vec<Vec<Line>> {
    let rows = |paragraphs: &[Vec<Line>]| paragraphs.iter().map(|lines| lines.len() + 1).sum::<usize>();
    while !kept.is_empty() && rows(&kept) + rows(said) > height + 1 {
        kept.remove(0);
    }
    kept
}

/// Paragraphs with an empty line between them.
fn spaced(paragraphs: &[Vec<Line>]) -> Vec<Line> {
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend_from_slice(paragraph);
    }
    lines
}
