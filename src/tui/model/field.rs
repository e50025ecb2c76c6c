//! A line of text that is being typed.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::message::Key;
use crate::tui::fit;

/// The longest text that can be typed or pasted, in characters.
const LONGEST: usize = 4_000;

/// A one-line text with a cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// A byte offset, always at the edge of a character as the reader sees it.
    cursor: usize,
}

impl Field {
    pub fn new(text: &str) -> Field {
        Field { text: text.to_owned(), cursor: text.len() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes a key that types or moves; whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        match key {
            Key::Char(c) => self.insert(&c.to_string()),
            Key::Left => self.cursor = self.before(),
            Key::Right => self.cursor = self.after(),
            Key::Home | Key::Ctrl('a') => self.cursor = 0,
            Key::End | Key::Ctrl('e') => self.cursor = self.text.len(),
            Key::Backspace | Key::Ctrl('h') => {
                let before = self.before();
                self.text.replace_range(before..self.cursor, "");
                self.cursor = before;
            }
            Key::Delete => {
                let after = self.after();
                self.text.replace_range(self.cursor..after, "");
            }
            Key::Ctrl('u') => *self = Field::default(),
            Key::Ctrl('w') => {
                let head = self.text[..self.cursor].trim_end();
                let start = head.rfind(' ').map_or(0, |at| at + 1);
                self.text.replace_range(start..self.cursor, "");
                self.cursor = start;
            }
            _ => return false,
        }
        true
    }

    /// Inserts text at the cursor: line ends become spaces, other control characters are left out.
    pub fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let clean = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
        let clean: String = clean.filter(|c| !c.is_control()).take(room).collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    /// The part that fits so many columns with the cursor in it, and the cursor's column.
    pub fn window(&self, columns: usize) -> (String, usize) {
        let head = fit::plain(&self.text[..self.cursor]);
        let mut start = 0;
        for (at, grapheme) in head.grapheme_indices(true) {
            if head[start..].width() < columns.max(1) {
                break;
            }
            start = at + grapheme.len();
        }
        let column = head[start..].width();
        let tail = fit::plain(&self.text[self.cursor..]);
        let shown = format!("{}{}", &head[start..], fit::take(&tail, columns.saturating_sub(column)));
        (shown, column)
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let next = self.text[self.cursor..].graphemes(true).next();
        self.cursor + next.map_or(0, str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_moving_and_erasing_go_by_whole_characters() {
        let mut field = Field::new("IgG升高");
        field.key(Key::Backspace);
        field.key(Key::Home);
        field.key(Key::Delete);
        field.key(Key::Char('v'));
        assert_eq!(field.text(), "vgG升");
    }

    #[test]
    fn a_pasted_text_is_one_line_without_control_characters() {
        let mut field = Field::default();
        field.insert("a\nb\u{1b}[31m");
        assert_eq!(field.text(), "a b[31m");
        field.insert(&"x".repeat(10_000_000));
        assert_eq!(field.text().chars().count(), LONGEST);
    }

    #[test]
    fn the_window_always_shows_the_cursor() {
        let field = Field::new("血清免疫固定电泳");
        for columns in 1..20 {
            let (shown, column) = field.window(columns);
            assert!(column < columns.max(1) || columns < 2, "{columns}: {column}");
            assert!(fit::width(&shown) <= columns, "{columns}");
        }
    }
}
