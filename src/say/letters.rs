//! Which characters the surroundings can show: one setting that every face asks before it speaks.

use std::borrow::Cow;

use super::csv;

/// The characters that may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// All of Unicode, in UTF-8.
    All,
    /// English text in ASCII alone.
    Ascii,
}

impl Letters {
    /// A text as it may be written: in ASCII common signs become words or signs alike, and what is left is written as
    /// an escape, so that nothing is lost.
    pub fn text(self, text: &str) -> Cow<'_, str> {
        self.written(text, |c| match alike(c) {
            Some(ascii) => ascii.to_owned(),
            None => format!("\\u{{{:x}}}", c as u32),
        })
    }

    /// JSON as it may be written; its escapes say the same.
    pub fn json(self, json: &str) -> Cow<'_, str> {
        self.written(json, |c| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect())
    }

    /// Rows of a table as they may be written; whoever reads them undoes the escapes.
    pub fn csv(self, rows: &str) -> Cow<'_, str> {
        self.written(rows, csv::escaped)
    }

    fn written(self, text: &str, in_ascii: impl Fn(char) -> String) -> Cow<'_, str> {
        if self == Letters::All || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c.is_ascii() {
                true => out.push(c),
                false => out.push_str(&in_ascii(c)),
            }
        }
        Cow::Owned(out)
    }
}

/// What is read the same in ASCII.
fn alike(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2265}' => ">=",
        '\u{2264}' => "<=",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{d7}' => "x",
        '\u{b1}' => "+/-",
        '\u{b5}' | '\u{3bc}' => "u",
        '\u{3b1}' => "alpha",
        '\u{3b2}' => "beta",
        '\u{3b3}' => "gamma",
        '\u{2018}' | '\u{2019}' => "'",
        '\u{201c}' | '\u{201d}' => "\"",
        '\u{2026}' => "...",
        '\u{a0}' => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_ascii_nothing_is_lost() {
        assert_eq!(Letters::All.text("\u{2265}5 \u{4e2d}"), "\u{2265}5 \u{4e2d}");
        assert_eq!(Letters::Ascii.text("\u{2265}5 \u{3b2} \u{4e2d}"), ">=5 beta \\u{4e2d}");
        let json = "{\"a\": \"\u{4e2d}\u{1f600}\"}";
        let written = Letters::Ascii.json(json);
        assert!(written.is_ascii());
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(&written), read(json));
    }
}
