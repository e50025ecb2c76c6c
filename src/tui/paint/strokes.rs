//! What is painted on one row, in the order in which it is painted: equal strokes give equal cells.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::letters;
use crate::tui::fit;
use crate::tui::scene::Signs;

/// What is painted on a row.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Strokes {
    ground: Style,
    signs: Signs,
    strokes: Vec<Stroke>,
    /// All that is written, one after the other.
    text: String,
}

#[derive(Debug, PartialEq)]
struct Stroke {
    columns: Range<u16>,
    kind: Kind,
}

#[derive(Debug, PartialEq)]
enum Kind {
    /// So many bytes of the text are written in a style.
    Text(usize, Style),
    /// What is there gets a style.
    Style(Style),
    /// What is there is taken away.
    Clear,
}

impl Strokes {
    /// An empty row.
    pub(super) fn begin(&mut self, ground: Style, signs: Signs) {
        (self.ground, self.signs) = (ground, signs);
        self.strokes.clear();
        self.text.clear();
    }

    /// Writes a text that is [`fit::plain`] and takes these columns.
    pub(super) fn write(&mut self, columns: Range<u16>, text: &str, style: Style) {
        self.text.push_str(text);
        self.strokes.push(Stroke { columns, kind: Kind::Text(text.len(), style) });
    }

    /// Gives a style to what is there.
    pub(super) fn style(&mut self, columns: Range<u16>, style: Style) {
        self.strokes.push(Stroke { columns, kind: Kind::Style(style) });
    }

    /// Takes away what is there, with all of a wide character of which half would be left beside it.
    pub(super) fn clear(&mut self, columns: Range<u16>) {
        self.strokes.push(Stroke { columns, kind: Kind::Clear });
    }

    /// The cells of a row.
    pub(super) fn cells(&self, row: Rect) -> Buffer {
        let mut cells = Buffer::empty(row);
        cells.set_style(row, self.ground);
        let mut text = self.text.as_str();
        for Stroke { columns, kind } in &self.strokes {
            let area = Rect { x: columns.start, width: columns.end.saturating_sub(columns.start), ..row };
            let area = area.intersection(row);
            match kind {
                Kind::Text(bytes, style) => {
                    let (written, rest) = text.split_at_checked(*bytes).unwrap_or_default();
                    text = rest;
                    write(&mut cells, area, written, *style);
                }
                Kind::Style(style) => cells.set_style(area, *style),
                Kind::Clear => {
                    clear(&mut cells, area);
                    cells.set_style(area, self.ground);
                }
            }
        }
        letters::replace(&mut cells, self.signs);
        cells
    }
}

fn write(cells: &mut Buffer, area: Rect, text: &str, style: Style) {
    if !fit::is_even(text) {
        cells.set_stringn(area.x, area.y, text, area.width.into(), style);
        return;
    }
    // A character is a cell: nothing has to be taken apart into what a reader takes for one character.
    for (cell, c) in within(cells, area).iter_mut().zip(text.chars()) {
        cell.set_char(c).set_style(style);
    }
}

fn clear(cells: &mut Buffer, area: Rect) {
    let beside = area.left().checked_sub(1).and_then(|x| cells.cell_mut((x, area.y)));
    if let Some(cell) = beside.filter(|cell| fit::width(cell.symbol()) > 1) {
        cell.set_char(' ');
    }
    within(cells, area).fill(Cell::EMPTY);
}

/// The cells of an area of the row.
fn within(cells: &mut Buffer, area: Rect) -> &mut [Cell] {
    let columns = usize::from(area.left())..usize::from(area.right());
    cells.content.get_mut(columns).unwrap_or_default()
}
