//! The rows of a scene as strokes.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;

use super::strokes::Strokes;
use super::theme;
use crate::say::document::{Line, Span, Tone};
use crate::tui::fit;
use crate::tui::model::Theme;
use crate::tui::scene::Scene;
use crate::tui::scene::pane::{Pane, row};

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

/// What is to be painted on each row of a scene, each pane over what is there before it.
pub(super) fn compose(scene: &Scene, theme: Theme, columns: u16, rows: &mut [Strokes]) {
    rows.iter_mut().for_each(|row| row.begin(theme::base(theme), scene.signs));
    let mut canvas = Canvas { theme, columns, rows, ascii: scene.ascii };
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
}

/// What is painted on.
struct Canvas<'c> {
    theme: Theme,
    columns: u16,
    rows: &'c mut [Strokes],
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
        let (last, plain) = (area.right().saturating_sub(1), Style::new());
        for y in area.top() + 1..area.bottom().saturating_sub(1) {
            self.text(area.x, y, 1, set.vertical_left, plain);
            self.text(last, y, 1, set.vertical_right, plain);
        }
        let between = usize::from(area.width.saturating_sub(2));
        let edge = |left: &str, line: &str, right: &str| [left, &line.repeat(between), right].concat();
        let top = edge(set.top_left, set.horizontal_top, set.top_right);
        self.text(area.x, area.top(), area.width.into(), &top, plain);
        let bottom = edge(set.bottom_left, set.horizontal_bottom, set.bottom_right);
        self.text(area.x, area.bottom().saturating_sub(1), area.width.into(), &bottom, plain);
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

    /// Takes away what lies under an area.
    fn clear(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            if let Some(row) = self.rows.get_mut(usize::from(y)) {
                row.clear(area.left()..area.right());
            }
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
        if line.0.iter().any(|span| focus(span.tone))
            && let Some(row) = self.rows.get_mut(usize::from(area.y))
        {
            row.style(x..area.right(), theme::focus());
        }
    }

    /// As much of a text as there is room for; gives the column after it.
    fn text(&mut self, x: u16, y: u16, room: usize, text: &str, style: Style) -> u16 {
        let Some(row) = self.rows.get_mut(usize::from(y)) else { return x };
        let room = room.min(usize::from(self.columns.saturating_sub(x)));
        let text = fit::plain(text);
        let (text, columns) = fit::fitting(&text, room);
        let end = x + columns as u16;
        row.write(x..end, text, style);
        end
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Position;

    use super::super::Painting;
    use super::*;
    use crate::tui::scene::pane::{Part, lined, text};

    /// A pane filled with a line.
    fn pane(area: Rect, line: &str) -> Pane {
        let lines = vec![lined(Tone::Plain, line.to_owned()); usize::from(area.height)];
        Pane::new(Part::Whole, area, "", text(lines))
    }

    #[test]
    fn no_text_goes_beyond_its_pane_however_its_columns_are_counted() {
        for text in ["\u{ff8a}\u{ff9f}", "\u{1f468}\u{200d}\u{1f469}", "e\u{301}", "\u{2764}\u{fe0f}", "\u{8840}"] {
            let scene = Scene { panes: vec![pane(Rect::new(0, 0, 20, 3), &text.repeat(30))], ..Scene::default() };
            let mut painting = Painting::new(30, 3);
            drop(painting.paint(&scene, Theme::Default));
            let cells = painting.cells();
            assert_eq!(cells[Position::new(19, 1)].symbol(), "\u{2503}", "{text}");
            assert!((20..30).all(|x| cells[Position::new(x, 1)].symbol() == " "), "{text}");
        }
    }

    #[test]
    fn a_pane_over_wide_characters_leaves_no_half_of_one() {
        for x in 3..9 {
            let below = pane(Rect::new(0, 0, 30, 6), &"\u{8840}".repeat(14));
            let above = pane(Rect::new(x, 1, 11, 4), "over it");
            let scene = Scene { panes: vec![below, above], ..Scene::default() };
            let mut painting = Painting::new(30, 6);
            drop(painting.paint(&scene, Theme::Default));
            let buffer = painting.cells();
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
