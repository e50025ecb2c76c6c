//! A fault in a text: where it stands, what is wrong, what was expected, what may have been meant.

use std::fmt;

use unicode_width::UnicodeWidthChar;

/// The longest excerpt of a text shown in a message, in characters.
const EXCERPT: usize = 160;

/// Where in its file a fault stands. Lines and columns count from 1; columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// Whether a fault stops the reader or is only worth knowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Error,
    Warning,
}

/// One fault. `{}` prints it on one line; `{:#}` adds the offending line with a marker below it, as compilers do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub level: Level,
    pub file: String,
    pub place: Option<Place>,
    pub what: String,
    pub expected: Option<Box<str>>,
    pub meant: Option<Box<str>>,
    excerpt: Option<Box<Excerpt>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    line: String,
    before: usize,
    marked: usize,
}

impl Fault {
    /// A fault of a whole file, such as one that is too large to be read.
    pub fn of_file(file: &str, what: impl Into<String>) -> Self {
        Fault {
            level: Level::Error,
            file: file.to_owned(),
            place: None,
            what: what.into(),
            expected: None,
            meant: None,
            excerpt: None,
        }
    }

    /// A fault at the bytes `start..end` of `text`.
    pub fn at(file: &str, text: &str, start: usize, end: usize, what: impl Into<String>) -> Self {
        let start = floor_boundary(text, start);
        let end = floor_boundary(text, end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line_end = line_start + text[line_start..line_end].trim_end_matches('\r').len();
        let place = Place {
            line: text[..line_start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
        };
        let excerpt = Box::new(Excerpt::cut(
            &text[line_start..line_end],
            start.min(line_end) - line_start,
            end.min(line_end) - line_start,
        ));
        Fault { place: Some(place), excerpt: Some(excerpt), ..Fault::of_file(file, what) }
    }

    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into().into_boxed_str());
        self
    }

    /// Adds the candidate closest to `word`, if any is close.
    pub fn meant<'c>(mut self, word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Self {
        self.meant = did_you_mean(word, candidates).map(String::into_boxed_str);
        self
    }

    pub fn warning(mut self) -> Self {
        self.level = Level::Warning;
        self
    }

    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{}:{}:{}: ", shown(&self.file), place.line, place.column)?,
            None => write!(f, "{}: ", shown(&self.file))?,
        }
        if self.level == Level::Warning {
            f.write_str("warning: ")?;
        }
        f.write_str(&shown(&self.what))?;
        let long = f.alternate();
        if let (true, Some(excerpt)) = (long, &self.excerpt) {
            let number = self.place.as_ref().map_or(0, |place| place.line).to_string();
            let gutter = " ".repeat(number.len());
            write!(f, "\n {gutter} |\n {number} | {}", excerpt.line)?;
            write!(f, "\n {gutter} | {}{}", " ".repeat(excerpt.before), "^".repeat(excerpt.marked))?;
        }
        if let Some(expected) = &self.expected {
            let lead = if long { "\n  = expected " } else { "; expected " };
            write!(f, "{lead}{}", shown(expected))?;
        }
        if let Some(meant) = &self.meant {
            let lead = if long { "\n  = did you mean " } else { "; did you mean " };
            write!(f, "{lead}\"{}\"?", shown(meant))?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

impl Excerpt {
    /// Cuts a window of a long line around the marked bytes and counts its display columns.
    fn cut(line: &str, start: usize, end: usize) -> Self {
        let from = match line.chars().nth(EXCERPT) {
            Some(_) => line[..start].char_indices().rev().take(EXCERPT / 2).last().map_or(start, |(at, _)| at),
            None => 0,
        };
        let window: String = line[from..].chars().take(EXCERPT).collect();
        let shown_line = shown(&window);
        let columns = |text: &str| shown(text).chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
        let before = columns(&line[from..start]);
        let marked = columns(&line[start..end]).clamp(1, columns(&window).saturating_sub(before).max(1));
        Excerpt { line: shown_line, before, marked }
    }
}

/// The text as it may be shown: control characters and bidirectional overrides are written as escapes,
/// so that text from a file can never steer the terminal.
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            c if steers(c) => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// Whether a character could steer a terminal: controls, and invisible characters that reorder or hide text (Unicode
/// bidirectional controls, zero-width marks, line separators).
pub fn steers(c: char) -> bool {
    let reorders = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}');
    c.is_control() || reorders
}

/// The candidate closest to `word` by edit distance, if it is close enough to be a slip of the finger.
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
