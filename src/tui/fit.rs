//! Text fitted into columns: cut, padded and wrapped by what the terminal draws, never by bytes or characters.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::json::{shown, steers};
use crate::say;
use crate::say::document::{Line, Span, Tone};

/// The text as a terminal can be trusted with it: nothing that steers it (see [`shown`]), and none of the common
/// signs that terminals set up for Chinese draw two columns wide where others draw one.
pub(super) fn plain<'t>(text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
    let text = text.into();
    if is_even(&text) || !text.chars().any(|c| c == '\t' || steers(c) || instead(c).is_some()) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in shown(&text).chars() {
        match instead(c) {
            Some(instead) => out.push_str(instead),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// What is drawn instead of a sign that some terminals draw wider than others.
fn instead(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2265}' => ">=",
        '\u{2264}' => "<=",
        '\u{2013}' | '\u{2014}' => "-",
        '\u{d7}' => "x",
        '\u{b1}' => "+/-",
        '\u{3bc}' => "\u{b5}",
        '\u{201c}' => "「",
        '\u{201d}' => "」",
        '\u{2026}' => "..",
        '\u{2192}' => "->",
        '\u{2160}' => "I",
        '\u{2161}' => "II",
        '\u{2162}' => "III",
        '\u{2163}' => "IV",
        '\u{2164}' => "V",
        _ => return None,
    })
}

/// So many spaces.
pub(super) fn spaces(columns: usize) -> Cow<'static, str> {
    const SPACES: &str = match str::from_utf8(&[b' '; 256]) {
        Ok(spaces) => spaces,
        Err(_) => "",
    };
    SPACES.get(..columns).map_or_else(|| " ".repeat(columns).into(), Cow::Borrowed)
}

/// Whether the text is printable ASCII, one column a byte.
pub(super) fn is_plain(text: &str) -> bool {
    // To the end whatever it finds: so many bytes are looked at side by side.
    text.bytes().fold(true, |is_plain, byte| is_plain & (0x20..0x7f).contains(&byte))
}

/// Whether each character is drawn as it is, in one column by itself: printable ASCII, lines and bars.
pub(super) fn is_even(text: &str) -> bool {
    is_plain(text) || text.chars().all(|c| matches!(c, ' '..='~' | '\u{2500}'..='\u{259f}'))
}

/// The columns that the text takes.
pub(super) fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { columns_of(&plain(text)) }
}

/// The columns of a text that is [`plain`] already.
fn columns_of(plain: &str) -> usize {
    if is_plain(plain) { plain.len() } else { plain.width() }
}

/// The text in at most so many columns; what is left out is marked `..`.
pub(super) fn cut<'t>(text: impl Into<Cow<'t, str>>, columns: usize) -> Cow<'t, str> {
    let text = plain(text);
    if columns_of(&text) <= columns {
        return text;
    }
    [take(&text, columns.saturating_sub(2)), take("..", columns)].concat().into()
}

/// The text in exactly so many columns.
pub(super) fn pad(text: &str, columns: usize) -> String {
    let text = cut(text, columns);
    [&*text, &*gap(&text, columns)].concat()
}

/// As [`pad`], set against the right edge.
pub(super) fn pad_left(text: &str, columns: usize) -> String {
    let text = cut(text, columns);
    [&*gap(&text, columns), &*text].concat()
}

/// What the text lacks of so many columns.
pub(super) fn gap(text: &str, columns: usize) -> Cow<'static, str> {
    spaces(columns.saturating_sub(width(text)))
}

/// The longest beginning of the text that fits, whole characters only.
pub(super) fn take(text: &str, columns: usize) -> &str {
    fitting(text, columns).0
}

/// The same with the columns that it takes, as they are counted when it is put into cells.
pub(super) fn fitting(text: &str, columns: usize) -> (&str, usize) {
    if is_plain(text) {
        let columns = columns.min(text.len());
        return (text.split_at(columns).0, columns);
    }
    if is_even(text) {
        let end = text.char_indices().nth(columns).map(|(end, _)| end);
        return end.map_or_else(|| (text, text.chars().count()), |end| (text.split_at(end).0, columns));
    }
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let further = used + if grapheme.len() == 1 { 1 } else { usize::from(grapheme.cell_width()) };
        if further > columns {
            return (text.split_at(at).0, used);
        }
        used = further;
    }
    (text, used)
}

/// The text in lines of at most so many columns.
pub(crate) fn wrap<'t>(text: impl Into<Cow<'t, str>>, columns: usize) -> impl Iterator<Item = Cow<'t, str>> {
    let text = plain(text);
    let (one, several) = match columns_of(&text) <= columns {
        true => (
            Some(if text.ends_with(char::is_whitespace) { text.trim_end().to_owned().into() } else { text }),
            Vec::new(),
        ),
        false => {
            let line = Line(vec![Span { text: text.into_owned().into(), tone: Tone::Plain }]);
            (None, say::wrap(&line, columns))
        }
    };
    one.into_iter().chain(several.into_iter().map(|line| line.text().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_is_never_cut_in_half() {
        assert_eq!(cut("多发性神经病", 7), "多发..");
        assert_eq!(cut("多发性神经病", 12), "多发性神经病");
        assert_eq!(pad("多发", 5), "多发 ");
        assert_eq!(cut("abc", 1), ".");
    }

    fn wrapped(text: &str, columns: usize) -> Vec<Cow<'_, str>> {
        wrap(text, columns).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_between_chinese_characters() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("血浆高于200 pg/mL，敏感度", 12), ["血浆高于200", "pg/mL，敏感", "度"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("", 4), [""]);
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = "Hodgkin（淋巴瘤）≥2个区域 (1 cm) \u{202e}evil\u{1b}[31m 多发性";
        for columns in 2..40 {
            assert!(wrap(text, columns).all(|line| width(&line) <= columns), "{columns}");
        }
    }

    #[test]
    fn what_is_even_takes_a_column_a_character() {
        let signs = || (' '..='~').chain('\u{2500}'..='\u{259f}');
        assert!(signs().all(|sign| is_even(&sign.to_string()) && sign.to_string().width() == 1));
        let all: String = signs().collect();
        assert_eq!(all.graphemes(true).count(), signs().count());
        assert!(['\u{7f}', '\u{a0}', '\u{24ff}', '\u{25a0}', '血'].iter().all(|sign| !is_even(&sign.to_string())));
    }

    #[test]
    fn text_cannot_steer_the_terminal() {
        assert!(!plain("a\u{1b}[2Jb\u{202e}").contains(['\u{1b}', '\u{202e}']));
    }
}
