//! A line of text that is being typed.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::tui::action::Key;
use crate::tui::fit;

/// The longest text that can be typed or pasted, in characters.
const LONGEST: usize = 4_000;

/// A one-line text with a cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Field {
    text: String,
    /// A byte offset, always at the edge of a character as the reader sees it.
    cursor: usize,
}

impl Field {
    pub(crate) fn new(text: &str) -> Field {
        Field { text: text.to_owned(), cursor: text.len() }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Takes a key that types or moves; whether it was one.
    pub(crate) fn key(&mut self, key: Key) -> bool {
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
                let start = self.halves().0.trim_end().rfind(' ').map_or(0, |at| at + 1);
                self.text.replace_range(start..self.cursor, "");
                self.cursor = start;
            }
            _ => return false,
        }
        true
    }

    /// Inserts text at the cursor: line ends become spaces, other control characters are left out.
    pub(crate) fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let clean = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
        let clean: String = clean.filter(|c| !c.is_control()).take(room).collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    /// The part that fits so many columns with the cursor in it, and the cursor's column.
    pub(crate) fn window(&self, columns: usize) -> (String, usize) {
        let (head, tail) = self.halves();
        let (head, tail) = (fit::plain(head), fit::plain(tail));
        let mut seen: &str = &head;
        while seen.width() >= columns.max(1) {
            let first = seen.graphemes(true).next().map_or(seen.len(), str::len);
            seen = seen.split_at(first).1;
        }
        let column = seen.width();
        (format!("{seen}{}", fit::take(&tail, columns.saturating_sub(column))), column)
    }

    fn before(&self) -> usize {
        self.halves().0.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.cursor + self.halves().1.graphemes(true).next().map_or(0, str::len)
    }

    /// What stands before the cursor, and what after it.
    fn halves(&self) -> (&str, &str) {
        self.text.split_at(self.cursor)
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
