//! Painting into areas.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::symbols::border;
use ratatui::widgets::{Block as Border, Widget};

use super::super::block::{Block, Inked};
use super::super::fit;
use super::super::layout::inner;
use super::Theme;
use crate::say::document::Tone;

/// What is painted on.
pub struct Canvas<'c, 'f> {
    pub theme: &'c Theme,
    pub frame: &'c mut Frame<'f>,
    pub ascii: bool,
    pub cursor: Option<Position>,
}

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

impl Canvas<'_, '_> {
    /// Text on one line of an area, cut to its width.
    pub fn text(&mut self, area: Rect, text: &str, style: Style) {
        if area.width == 0 || area.height == 0 {
            return;
        }
        let text = fit::cut(text, area.width.into());
        self.frame.buffer_mut().set_stringn(area.x, area.y, text, area.width.into(), style);
    }

    /// A line of inked pieces.
    pub fn inked(&mut self, area: Rect, line: &Inked, focus: Option<Style>) {
        let mut x = area.x;
        for (text, ink) in line {
            let room = usize::from(area.right().saturating_sub(x));
            let style = match focus {
                Some(focus) if *ink != Tone::Beside => focus,
                _ => self.theme.style(*ink),
            };
            let text = fit::plain(text);
            let (end, _) = self.frame.buffer_mut().set_stringn(x, area.y, fit::take(&text, room), room, style);
            x = end;
        }
        if let (Some(focus), true) = (focus, line.iter().any(|(_, ink)| *ink != Tone::Beside)) {
            let rest = Rect { x, width: area.right().saturating_sub(x), height: 1, ..area };
            self.frame.buffer_mut().set_style(rest, focus);
        }
    }

    /// A bordered pane with its title and what stands at its lower right; gives back what is within.
    pub fn pane(&mut self, area: Rect, title: &str, footer: &str, active: bool) -> Rect {
        let set = match (self.ascii, active) {
            (true, true) => ASCII_ACTIVE,
            (true, false) => ASCII,
            (false, true) => border::THICK,
            (false, false) => border::PLAIN,
        };
        Border::bordered().border_set(set).render(area, self.frame.buffer_mut());
        let room = area.width.saturating_sub(4);
        let style = Style::new().add_modifier(Modifier::BOLD);
        if !title.is_empty() && area.height > 0 {
            let title = format!(" {} ", fit::cut(title, usize::from(room).saturating_sub(2)));
            self.text(Rect { x: area.x + 2, width: room, ..area }, &title, style);
        }
        if !footer.is_empty() && area.height > 1 {
            let footer = format!(" {} ", fit::cut(footer, usize::from(room).saturating_sub(2)));
            let columns = fit::width(&footer) as u16;
            let at =
                Rect { x: area.right().saturating_sub(columns + 2), y: area.bottom() - 1, width: columns, height: 1 };
            self.text(at, &footer, Style::new());
        }
        inner(area)
    }

    /// Blocks from a line on; the one with the cursor is reversed and gets the terminal's cursor.
    pub fn blocks(&mut self, area: Rect, blocks: &[Block], at: Option<usize>, top: usize) {
        let mut line_number = 0;
        for (number, block) in blocks.iter().enumerate() {
            for (line_at, line) in block.lines.iter().enumerate() {
                let seen = line_number >= top && line_number - top < usize::from(area.height);
                if seen {
                    let y = area.y + (line_number - top) as u16;
                    let row = Rect { y, height: 1, ..area };
                    self.inked(row, line, block.focused.then(|| self.theme.focus()));
                    if block.focused && at == Some(number) && line_at == block.cursor.0 {
                        let x = area.x + (block.cursor.1 as u16).min(area.width.saturating_sub(1));
                        self.cursor = Some(Position { x, y });
                    }
                }
                line_number += 1;
            }
        }
    }

    /// A page of text, scrolled so many lines down.
    pub fn page(&mut self, area: Rect, title: &str, lines: &[Inked], top: usize) {
        let height = usize::from(inner(area).height);
        let footer = match lines.len() > height {
            true => format!("{}-{} / {}", top + 1, (top + height).min(lines.len()), lines.len()),
            false => String::new(),
        };
        let within = self.pane(area, title, &footer, true);
        for (at, line) in lines.iter().skip(top).take(height).enumerate() {
            self.inked(Rect { y: within.y + at as u16, height: 1, ..within }, line, None);
        }
        self.cursor = Some(within.as_position());
    }
}

/// Puts a sign for every character that cannot be shown, in as many columns.
pub fn in_ascii(buffer: &mut Buffer) {
    for cell in buffer.content.iter_mut().filter(|cell| !cell.symbol().is_ascii()) {
        cell.set_symbol("?");
    }
}
