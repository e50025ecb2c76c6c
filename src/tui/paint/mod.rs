//! The picture of a scene: its lines and panes put into cells. It knows nothing of what they mean.

mod theme;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::widgets::{Block as Border, Widget};

use super::fit;
use super::scene::Scene;
use super::scene::pane::{Pane, row};
use crate::say::document::{Line, Span, Tone};

pub use theme::Theme;

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

/// Paints a scene; the terminal's cursor goes to what has the keyboard.
pub fn paint(scene: &Scene, theme: &Theme, frame: &mut Frame) {
    let mut canvas = Canvas { theme, buffer: frame.buffer_mut(), ascii: scene.ascii };
    for pane in &scene.panes {
        canvas.pane(pane);
    }
    for (area, line) in &scene.lines {
        canvas.line(*area, line, false);
    }
    if scene.only_ascii {
        in_ascii(frame.buffer_mut());
    }
    frame.set_cursor_position(Position::from(scene.cursor));
}

/// What is painted on.
struct Canvas<'c> {
    theme: &'c Theme,
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
            self.text(area.x + 2, area.y, room, &framed(title), self.theme.style(Tone::Strong));
        }
        if !footer.is_empty() {
            let footer = framed(footer);
            let x = area.right().saturating_sub(fit::width(&footer) as u16 + 2);
            self.text(x, area.bottom() - 1, room, &footer, self.theme.style(Tone::Plain));
        }
    }

    /// A line; what has the cursor is reversed to the edge, but for what is beside it.
    fn line(&mut self, area: Rect, line: &Line, focused: bool) {
        let mut x = area.x;
        let focus = |tone: Tone| focused && tone != Tone::Beside;
        for Span { text, tone } in &line.0 {
            let style = if focus(*tone) { self.theme.focus() } else { self.theme.style(*tone) };
            x = self.text(x, area.y, usize::from(area.right().saturating_sub(x)), text, style);
        }
        if line.0.iter().any(|span| focus(span.tone)) {
            let rest = Rect { x, width: area.right().saturating_sub(x), height: 1, ..area };
            self.buffer.set_style(rest, self.theme.focus());
        }
    }

    /// As much of a text as there is room for; gives the column after it.
    fn text(&mut self, x: u16, y: u16, room: usize, text: &str, style: Style) -> u16 {
        let text = fit::plain(text);
        self.buffer.set_stringn(x, y, fit::take(&text, room), room, style).0
    }
}

/// Puts a sign for every character that cannot be shown, in as many columns.
fn in_ascii(buffer: &mut Buffer) {
    for cell in buffer.content.iter_mut().filter(|cell| !cell.symbol().is_ascii()) {
        cell.set_symbol("?");
    }
}
