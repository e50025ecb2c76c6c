//! A text that is being typed: a line, or a note of several.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::quick;
use crate::tui::action::Key;
use crate::tui::fit;

/// The longest line that can be typed or pasted, in characters.
const LONGEST: usize = 4_000;

/// The longest note: some three hundred lines of a laboratory report.
pub(crate) const LONGEST_NOTE: usize = 16_000;

/// A text with a cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Field {
    text: String,
    /// A byte offset, always at the edge of a character as the reader sees it.
    cursor: usize,
    /// Whether it keeps line ends and tabs.
    is_note: bool,
}

impl Field {
    pub(crate) fn new(text: &str) -> Field {
        Field { text: text.to_owned(), cursor: text.len(), is_note: false }
    }

    /// A text of several lines, the cursor behind it.
    pub(crate) fn note(text: &str) -> Field {
        Field { is_note: true, ..Field::new(text) }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where the cursor is, in bytes.
    pub(crate) fn cursor(&self) -> usize {
        self.cursor
    }

    /// Takes a key that types or moves; whether it was one.
    pub(crate) fn key(&mut self, key: Key) -> bool {
        match key {
            Key::Char(c) => drop(self.insert(&c.to_string())),
            Key::Left => self.cursor = self.before(),
            Key::Right => self.cursor = self.after(),
            Key::Home | Key::Ctrl('a') => self.cursor = self.line().start,
            Key::End | Key::Ctrl('e') => self.cursor = self.line().end,
            Key::Backspace | Key::Ctrl('h') => {
                let before = self.before();
                self.text.replace_range(before..self.cursor, "");
                self.cursor = before;
            }
            Key::Delete => {
                let after = self.after();
                self.text.replace_range(self.cursor..after, "");
            }
            Key::Ctrl('u') => *self = Field { is_note: self.is_note, ..Field::default() },
            Key::Ctrl('w') => self.replace(self.word_start(), ""),
            _ => return false,
        }
        true
    }

    /// Inserts text at the cursor without anything that could steer a terminal; on a line, line ends become spaces.
    /// Whether there was room for all of it.
    pub(crate) fn insert(&mut self, text: &str) -> bool {
        let longest = if self.is_note { LONGEST_NOTE } else { LONGEST };
        let room = longest.saturating_sub(self.text.chars().count());
        let text = quick::plain(text);
        let text = if self.is_note { text } else { text.replace(['\n', '\t'], " ") };
        let fitting: String = text.chars().take(room).collect();
        let is_whole = fitting.len() == text.len();
        self.text.insert_str(self.cursor, &fitting);
        self.cursor += fitting.len();
        is_whole
    }

    /// Puts a text in place of what stands between there and the cursor.
    pub(crate) fn replace(&mut self, from: usize, with: &str) {
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
        self.insert(with);
    }

    pub(crate) fn go_to_end(&mut self) {
        self.cursor = self.text.len();
    }

    /// A line up or down, in the same column as nearly as may be; whether there is one.
    pub(crate) fn go_line(&mut self, down: bool) -> bool {
        let line = self.line();
        let column = self.text.get(line.start..self.cursor).map_or(0, fit::width);
        let start = match down {
            true if line.end == self.text.len() => return false,
            true => line.end + 1,
            false if line.start == 0 => return false,
            false => self.text.get(..line.start - 1).and_then(|above| above.rfind('\n')).map_or(0, |at| at + 1),
        };
        let to = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        self.cursor = start + fit::take(to, column).len();
        true
    }

    /// So many lines with the cursor's among them, each as far as it fits, and the cursor's row and column.
    pub(crate) fn lines(&self, rows: usize, columns: usize) -> (Vec<Cow<'_, str>>, (usize, usize)) {
        let above = self.halves().0.matches('\n').count();
        let top = (above + 1).saturating_sub(rows.max(1));
        let mut at = (above - top, 0);
        let shown = self.text.split('\n').enumerate().skip(top).take(rows.max(1)).map(|(number, line)| {
            if number != above {
                return fit::cut(line, columns);
            }
            let alone = Field { cursor: self.cursor - self.line().start, ..Field::new(line) };
            let (shown, column) = alone.window(columns);
            at.1 = column;
            shown.into()
        });
        (shown.collect(), at)
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

    /// The bytes of the line with the cursor.
    fn line(&self) -> std::ops::Range<usize> {
        let (before, after) = self.halves();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        start..after.find('\n').map_or(self.text.len(), |at| self.cursor + at)
    }

    /// Where the word before the cursor begins; in Chinese, what stands between two commas.
    fn word_start(&self) -> usize {
        let is_between =
            |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '\u{ff0c}' | '\u{ff1b}' | '\u{3001}' | '\u{3002}');
        let word = self.halves().0.trim_end_matches(is_between);
        word.char_indices().rfind(|(_, c)| is_between(*c)).map_or(0, |(at, c)| at + c.len_utf8())
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
    fn a_pasted_report_keeps_its_lines_and_tabs() {
        let mut field = Field::note("");
        assert!(field.insert("Hb\t168\r\nPlt\t520\u{200b}\u{1b}\rTSH"));
        assert_eq!(field.text(), "Hb\t168\nPlt\t520\nTSH");
        assert_eq!(field.lines(2, 20), (vec!["Plt 520".into(), "TSH".into()], (1, 3)));
        assert!(field.go_line(false) && field.go_line(false) && !field.go_line(false));
        field.key(Key::End);
        field.key(Key::Ctrl('w'));
        assert_eq!(field.text(), "Hb\t\nPlt\t520\nTSH");
        assert!(field.go_line(true) && field.go_line(true) && !field.go_line(true));
        assert!(!field.insert(&"x".repeat(LONGEST_NOTE)), "what does not fit is told");
    }

    #[test]
    fn in_chinese_a_word_goes_back_to_the_comma() {
        let mut field = Field::note("脾大，无水肿");
        field.key(Key::Ctrl('w'));
        assert_eq!(field.text(), "脾大，");
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
