//! A fault in a text: where it stands, what is wrong, what was expected, what may have been meant.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::Code;
use super::lines::{Lines, part_of};
use crate::order;

/// So many faults are shown one by one; the others are counted.
pub const MOST_SHOWN: usize = 100;

/// Text that a message quotes is cut after so many columns.
const QUOTED: usize = 80;

/// No message needs so many columns, whatever it quotes.
const LONGEST: usize = 8_000;

/// Where in its file a fault stands. Lines and columns count from 1; columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// Whether a fault stops the reader or is only worth knowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The text cannot be used.
    Error,
    /// It can, but is hardly meant so.
    Warning,
}

/// One fault. `{}` prints it on one line; `{:#}` adds its code, and the offending line with a marker below it, as
/// compilers do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault it is.
    pub code: Code,
    /// Whether it stops the reader.
    pub level: Level,
    /// The name of the text.
    pub file: String,
    /// Where it stands; `None` for the whole text.
    pub place: Option<Place>,
    /// What is wrong, in words.
    pub what: String,
    /// What would be right.
    pub expected: Option<Box<str>>,
    /// What may have been meant.
    pub meant: Option<Box<str>>,
    excerpt: Option<Box<Excerpt>>,
    /// Whether it is worth the time to look for what may have been meant.
    suggests: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    line: String,
    before: usize,
    marked: usize,
}

impl Fault {
    /// A fault of a whole file, such as one that is too large to be read.
    pub fn of_file(file: &str, code: Code, what: impl Into<String>) -> Self {
        Fault {
            code,
            level: Level::Error,
            file: file.to_owned(),
            place: None,
            what: clipped(&what.into()),
            expected: None,
            meant: None,
            excerpt: None,
            suggests: true,
        }
    }

    /// A fault at some bytes of `text`, whose lines these are.
    pub(super) fn at(
        file: &str,
        text: &str,
        lines: &Lines,
        range: Range<usize>,
        code: Code,
        what: impl Into<String>,
    ) -> Self {
        let start = floor_boundary(text, range.start);
        let end = floor_boundary(text, range.end).max(start);
        let line = lines.around(text, start);
        let within = |at: usize| at.min(line.end) - line.start;
        let excerpt = Box::new(Excerpt::cut(part_of(text, line.clone()), within(start), within(end)));
        Fault { place: Some(lines.place(text, start)), excerpt: Some(excerpt), ..Fault::of_file(file, code, what) }
    }

    /// With what would be right.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(clipped(&expected.into()).into_boxed_str());
        self
    }

    /// Adds the candidate closest to `word`, if any is close.
    pub fn meant<'c>(mut self, word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Self {
        if self.suggests {
            self.meant = did_you_mean(word, candidates).map(String::into_boxed_str);
        }
        self
    }

    /// The fault of a text that has so many that nobody asks what each was meant to be.
    pub(super) fn without_suggestion(mut self) -> Self {
        self.suggests = false;
        self
    }

    /// The fault of a text that is one line of a larger one: it stands in that line.
    pub fn in_line(mut self, line: usize) -> Self {
        let within = self.place.unwrap_or(Place { line: 1, column: 1 });
        self.place = Some(Place { line, ..within });
        self
    }

    /// The same, but no more than worth knowing.
    pub fn warning(mut self) -> Self {
        self.level = Level::Warning;
        self
    }

    /// Whether it stops the reader.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

/// Puts faults in the order of files and lines, each once.
pub fn in_order(faults: &mut Vec<Fault>) {
    order::by(faults, |a, b| (&a.file, &a.place, &a.what).cmp(&(&b.file, &b.place, &b.what)));
    faults.dedup_by(|a, b| (&a.file, &a.place, &a.what) == (&b.file, &b.place, &b.what));
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
        if long {
            write!(f, " [{}]", self.code)?;
        }
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
        let marked = columns(beginning(part_of(line, start..end), QUOTED));
        // As much of what stands before as leaves room for what is marked; half of the window at least.
        let mut room = (QUOTED - marked).max(QUOTED / 2);
        let before = part_of(line, ..start).char_indices().rev().take_while(|(_, c)| {
            let fits = columns_of(*c) <= room;
            room = room.saturating_sub(columns_of(*c));
            fits
        });
        let from = before.last().map_or(start, |(at, _)| at);
        let window = beginning(part_of(line, from..), QUOTED);
        let to = from + window.len();
        let before = columns(part_of(line, from..start.min(to)));
        let marked = columns(part_of(line, start.min(to)..end.min(to))).max(1);
        Excerpt { line: shown(window), before, marked }
    }
}

/// The columns that a text takes when it is shown.
fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

fn columns_of(c: char) -> usize {
    match c {
        '\t' => 1,
        c if steers(c) => escaped(c).len(),
        c => c.width().unwrap_or(0),
    }
}

/// The longest beginning that takes at most so many columns.
fn beginning(text: &str, most: usize) -> &str {
    let mut taken = 0;
    let beyond = text.char_indices().find(|(_, c)| {
        taken += columns_of(*c);
        taken > most
    });
    beyond.map_or(text, |(at, _)| part_of(text, ..at))
}

/// A message with everything cut that it quotes at too great a length: what stands between quotation marks may have
/// come from a file, and be of any size.
pub fn clipped(message: &str) -> String {
    let kept = beginning(message, LONGEST);
    let mut out = String::with_capacity(kept.len().min(256));
    for (at, part) in kept.split('"').enumerate() {
        if at > 0 {
            out.push('"');
        }
        let is_quoted = at % 2 == 1;
        out.push_str(&if is_quoted { cut(part) } else { part.to_owned() });
    }
    if kept.len() < message.len() {
        out.push_str("..");
    }
    out
}

/// A text that is quoted, cut where it is too long.
pub fn cut(text: &str) -> String {
    match beginning(text, QUOTED) {
        kept if kept.len() < text.len() => format!("{kept}.."),
        whole => whole.to_owned(),
    }
}

/// The text as it may be shown: control characters and bidirectional overrides are written as escapes,
/// so that text from a file can never steer the terminal.
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            c if steers(c) => out.push_str(&escaped(c)),
            c => out.push(c),
        }
    }
    out
}

fn escaped(c: char) -> String {
    format!("\\u{{{:x}}}", c as u32)
}

/// Whether a character could steer a terminal: controls, and invisible characters that reorder or hide text (Unicode
/// bidirectional controls, zero-width marks, line separators).
pub fn steers(c: char) -> bool {
    let reorders = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}');
    c.is_control() || reorders
}

/// The candidate closest to `word` by edit distance, if it is close enough to be a slip of the finger.
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    closest(word, &mut candidates.into_iter())
}

fn closest(word: &str, candidates: &mut dyn Iterator<Item = &str>) -> Option<String> {
    // Longer ones are no slip of any id, and comparing them takes time.
    const LONGEST: usize = 100;
    let length = word.chars().take(LONGEST + 1).count();
    let limit = (length / 3).max(1);
    candidates
        .filter(|candidate| length <= LONGEST && candidate.len() <= 4 * (length + limit))
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
