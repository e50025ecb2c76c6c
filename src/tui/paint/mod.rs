//! The picture of a scene: its lines and panes put into cells. It knows nothing of what they mean.

mod letters;
mod theme;

use ratatui::Frame;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::widgets::{Block as Border, Widget};

use super::fit;
use super::model::Theme;
use super::scene::Scene;
use super::scene::pane::{Pane, row};
use crate::say::document::{Line, Span, Tone};

const ASCII: border::Set = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// The pane with the keyboard, where lines cannot be thicker.
const ASCII_ACTIVE: border::Set = border::Set { horizontal_top: "=", horizontal_bottom: "=", ..ASCII };

/// Paints a scene, each pane over what is there before it; the terminal's cursor goes to what has the keyboard.
pub fn paint(scene: &Scene, theme: Theme, frame: &mut Frame) {
    let area = frame.area();
    let mut canvas = Canvas { theme, buffer: frame.buffer_mut(), ascii: scene.ascii };
    canvas.ground(area);
    for (area, line) in &scene.lines {
        canvas.line(*area, line, false);
    }
    for (at, pane) in scene.panes.iter().enumerate() {
        let below = scene.panes.iter().take(at).map(|other| other.area);
        if scene.lines.iter().map(|(area, _)| *area).chain(below).any(|other| other.intersects(pane.area)) {
            canvas.clear(pane.area);
        }
        canvas.pane(pane);
    }
    letters::replace(frame.buffer_mut(), scene.signs);
    frame.set_cursor_position(Position::from(scene.cursor));
}

/// What is painted on.
struct Canvas<'c> {
    theme: Theme,
    buffer: &'c mut Buffer,
    ascii: bool,
}

impl Canvas<'_> {
    fn pane(&mut self, pane: &Pane) {
        if pane.framed {
            self.frame(pane);
        }
        let lines = pane.blocks.iter().flat_map(|block| block.lines.iter().map(|line| (line, block.focused)));
        for (at, (line, focused)) in lines.skip(pane.top).take(pane.height()).enumerate() {
            self.line(row(pane.inner(), at), line, focused);
        }
    }

    fn frame(&mut self, pane: &Pane) {
        let Pane { area, title, footer, .. } = pane;
        let set = match (self.ascii, pane.active) {
            (true, true) => ASCII_ACTIVE,
            (true, false) => ASCII,
            (false, true) => border::THICK,
            (false, false) => border::PLAIN,
        };
        Border::bordered().border_set(set).render(*area, self.buffer);
        let room = usize::from(area.width.saturating_sub(4));
        let framed = |text: &str| format!(" {} ", fit::cut(text, room.saturating_sub(2)));
        if !title.is_empty() {
            self.text(area.x + 2, area.y, room, &framed(title), theme::style(self.theme, Tone::Strong));
        }
        if !footer.is_empty() {
            let footer = framed(footer);
            let x = area.right().saturating_sub(fit::width(&footer) as u16 + 2);
            self.text(x, area.bottom() - 1, room, &footer, theme::style(self.theme, Tone::Plain));
        }
    }

    /// Takes away what lies under an area, with all of a wide character of which half would be left beside it.
    fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            let beside = area.left().checked_sub(1).and_then(|x| self.buffer.cell_mut((x, y)));
            if let Some(cell) = beside.filter(|cell| fit::width(cell.symbol()) > 1) {
                cell.set_char(' ');
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
        self.ground(area);
    }

    /// The theme's own ground, where it has one.
    fn ground(&mut self, area: Rect) {
        let base = theme::base(self.theme);
        if base != Style::new() {
            self.buffer.set_style(area, base);
        }
    }

    /// A line; what has the cursor is reversed to the edge, but for what is beside it.
    fn line(&mut self, area: Rect, line: &Line, focused: bool) {
        let mut x = area.x;
        let focus = |tone: Tone| focused && tone != Tone::Beside;
        for Span { text, tone } in &line.0 {
            let style = if focus(*tone) { theme::focus() } else { theme::style(self.theme, *tone) };
            x = self.text(x, area.y, usize::from(area.right().saturating_sub(x)), text, style);
        }
        if line.0.iter().any(|span| focus(span.tone)) {
            let rest = Rect { x, width: area.right().saturating_sub(x), height: 1, ..area };
            self.buffer.set_style(rest, theme::focus());
        }
    }

    /// As much of a text as there is room for; gives the column after it.
    fn text(&mut self, x: u16, y: u16, room: usize, text: &str, style: Style) -> u16 {
        let text = fit::plain(text);
        if !fit::is_even(&text) {
            return self.buffer.set_stringn(x, y, fit::take(&text, room), room, style).0;
        }
        // A character is a cell: nothing has to be taken apart into what a reader takes for one character.
        let mut end = x;
        for (cell, c) in self.cells(x, y, room).iter_mut().zip(text.chars()) {
            cell.set_char(c).set_style(style);
            end += 1;
        }
        end
    }

    /// So many cells from one on, as far as its row goes.
    fn cells(&mut self, x: u16, y: u16, count: usize) -> &mut [Cell] {
        let area = self.buffer.area;
        if !area.contains(Position { x, y }) {
            return &mut [];
        }
        let from = self.buffer.index_of(x, y);
        let count = count.min(usize::from(area.right() - x));
        self.buffer.content.get_mut(from..from + count).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::tui::scene::pane::{Part, lined, text};

    /// A pane filled with a line.
    fn pane(area: Rect, line: &str) -> Pane {
        let lines = vec![lined(Tone::Plain, line); usize::from(area.height)];
        Pane::new(Part::Whole, area, "", text(lines))
    }

    #[test]
    fn a_pane_over_wide_characters_leaves_no_half_of_one() {
        for x in 3..9 {
            let below = pane(Rect::new(0, 0, 30, 6), &"\u{8840}".repeat(14));
            let above = pane(Rect::new(x, 1, 11, 4), "over it");
            let scene = Scene { panes: vec![below, above], ..Scene::default() };
            let mut terminal = Terminal::new(TestBackend::new(30, 6)).unwrap();
            terminal.draw(|frame| paint(&scene, Theme::Default, frame)).unwrap();
            let buffer = terminal.backend().buffer();
            for y in 0..6 {
                for x in 0..30 {
                    let is_wide = fit::width(buffer[(x, y)].symbol()) > 1;
                    assert!(!is_wide || buffer[(x + 1, y)].symbol() == " ", "{buffer:?}");
                }
            }
            let row: String = (x..x + 11).map(|x| buffer[(x, 2)].symbol()).collect();
            assert_eq!(row, "\u{2503}over it  \u{2503}");
        }
    }
}
