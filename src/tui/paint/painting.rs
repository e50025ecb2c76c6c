//! What stands on a terminal, and what has to be written there for the next picture.

use std::mem;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::canvas::compose;
use super::strokes::Strokes;
use crate::tui::model::Theme;
use crate::tui::scene::Scene;

/// What stands on a terminal.
#[derive(Debug)]
pub struct Painting {
    columns: u16,
    /// How each row was painted, and what came of it.
    rows: Vec<(Strokes, Buffer)>,
    /// Room for how each is to be painted.
    next: Vec<Strokes>,
}

impl Painting {
    /// An empty terminal of so many columns and rows.
    pub fn new(columns: u16, rows: u16) -> Painting {
        let row = |y| (Strokes::default(), Buffer::empty(Rect { x: 0, y, width: columns, height: 1 }));
        let next = (0..rows).map(|_| Strokes::default()).collect();
        Painting { columns, rows: (0..rows).map(row).collect(), next }
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        (self.columns, self.rows.len() as u16)
    }

    /// Paints a scene, and gives the cells that are not as they were, each with its column and row. A row that is painted
    /// as before is as before; most keys change a few rows.
    pub fn paint(&mut self, scene: &Scene, theme: Theme) -> impl Iterator<Item = (u16, u16, &Cell)> {
        compose(scene, theme, self.columns, &mut self.next);
        let mut changed = Vec::new();
        for ((strokes, cells), next) in self.rows.iter_mut().zip(&mut self.next) {
            if strokes != next {
                mem::swap(strokes, next);
                let before = mem::replace(cells, strokes.cells(cells.area));
                changed.extend(before.diff_iter(cells).map(|(x, y, _)| (x, y)));
            }
        }
        let rows = &self.rows;
        changed.into_iter().filter_map(|(x, y)| Some((x, y, rows.get(usize::from(y))?.1.cell((x, y))?)))
    }

    /// All cells.
    pub fn cells(&self) -> Buffer {
        let (columns, rows) = self.size();
        let content = self.rows.iter().flat_map(|(_, cells)| cells.content.iter().cloned()).collect();
        Buffer { area: Rect { x: 0, y: 0, width: columns, height: rows }, content }
    }
}
