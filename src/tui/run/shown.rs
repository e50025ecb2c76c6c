//! What stands on the terminal, and what has to be written so that a new picture does.

use ratatui::backend::{Backend, ClearType};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

/// The picture that stands on the terminal, and room for the next one.
///
/// `ratatui::Terminal` compares every cell of two pictures as if each were another character; of most keys few rows are
/// new, so here only rows that differ are compared cell by cell.
pub(super) struct Shown {
    now: Buffer,
    next: Buffer,
}

impl Shown {
    /// An empty terminal of this size.
    pub(super) fn new(area: Rect) -> Shown {
        Shown { now: Buffer::empty(area), next: Buffer::empty(area) }
    }

    /// Empties the terminal, whatever stands there; it is of this size now.
    pub(super) fn clear<B: Backend>(&mut self, backend: &mut B, area: Rect) -> Result<(), B::Error> {
        *self = Shown::new(area);
        backend.clear_region(ClearType::All)
    }

    pub(super) fn area(&self) -> Rect {
        self.now.area
    }

    /// Shows what is painted, and the cursor where it says.
    pub(super) fn draw<B: Backend>(
        &mut self,
        backend: &mut B,
        paint: impl FnOnce(&mut Buffer) -> Position,
    ) -> Result<(), B::Error> {
        self.next.reset();
        let cursor = paint(&mut self.next);
        let rows = self.changed_rows();
        backend.draw(rows.iter().flat_map(|[now, next]| now.diff(next)))?;
        backend.show_cursor()?;
        backend.set_cursor_position(cursor)?;
        std::mem::swap(&mut self.now, &mut self.next);
        Ok(())
    }

    /// The rows that differ, as they are and as they are to be. A character never reaches into the next row.
    fn changed_rows(&self) -> Vec<[Buffer; 2]> {
        let Rect { x, y, width, .. } = self.now.area;
        let columns = usize::from(width).max(1);
        let rows = self.now.content.chunks(columns).zip(self.next.content.chunks(columns));
        let row =
            |at: u16, cells: &[Cell]| Buffer { area: Rect { x, y: y + at, width, height: 1 }, content: cells.to_vec() };
        let changed = (0..).zip(rows).filter(|(_, (now, next))| now != next);
        changed.map(|(at, (now, next))| [row(at, now), row(at, next)]).collect()
    }
}

#[cfg(test)]
mod tests {
    use ratatui::backend::TestBackend;
    use ratatui::style::{Color, Style};

    use super::*;

    /// Some texts at some places, wide characters among them.
    fn picture(random: &mut fastrand::Rng, buffer: &mut Buffer) -> Position {
        for _ in 0..random.usize(..6) {
            let (x, y) = (random.u16(..buffer.area.width), random.u16(..buffer.area.height));
            let text = ["one row", "宽字符", "a\u{301}bc", "─┃", "  "][random.usize(..5)];
            let style = [Style::new(), Style::new().bg(Color::Red)][random.usize(..2)];
            buffer.set_stringn(x, y, text, usize::from(buffer.area.width - x), style);
        }
        Position::new(random.u16(..buffer.area.width), random.u16(..buffer.area.height))
    }

    #[test]
    fn any_picture_after_any_other_is_written_as_by_a_comparison_of_all_cells() {
        for seed in 0..300 {
            let mut random = fastrand::Rng::with_seed(seed);
            let area = Rect::new(0, 0, random.u16(1..20), random.u16(1..8));
            let mut backend = TestBackend::new(area.width, area.height);
            let mut shown = Shown::new(area);
            for _ in 0..8 {
                let (mut expected, again) = (Buffer::empty(area), random.clone());
                let cursor = picture(&mut random, &mut expected);
                let all: Vec<(u16, u16, Cell)> =
                    shown.now.diff(&expected).into_iter().map(|(x, y, cell)| (x, y, cell.clone())).collect();
                shown.next = expected.clone();
                let rows = shown.changed_rows();
                let written = rows.iter().flat_map(|[now, next]| now.diff(next));
                let written: Vec<(u16, u16, Cell)> = written.map(|(x, y, cell)| (x, y, cell.clone())).collect();
                assert_eq!(written, all, "seed {seed}");
                let mut again = again;
                shown.draw(&mut backend, |buffer| picture(&mut again, buffer)).unwrap();
                assert_eq!((&shown.now, backend.get_cursor_position().unwrap()), (&expected, cursor));
            }
        }
    }

    #[test]
    fn after_it_was_emptied_all_is_written_again() {
        let area = Rect::new(0, 0, 8, 2);
        let mut backend = TestBackend::new(8, 2);
        let mut shown = Shown::new(area);
        let paint = |buffer: &mut Buffer| {
            buffer.set_string(0, 1, "row", Style::new());
            Position::ORIGIN
        };
        shown.draw(&mut backend, paint).unwrap();
        backend.draw([(0, 0, &Cell::new("x"))].into_iter()).unwrap();
        shown.clear(&mut backend, area).unwrap();
        shown.draw(&mut backend, paint).unwrap();
        backend.assert_buffer_lines(["        ", "row     "]);
    }
}
