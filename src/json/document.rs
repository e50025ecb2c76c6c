//! A text with its file name: reads typed values from it and words its faults.

use std::ops::Range;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::limits::last_opened;
use super::lines::part_of;
use super::wording::{code_of, reworded};
use super::{Code, Fault, MOST_SHOWN, Path, Places, Target};

/// A JSON text, the name it is known by in messages, and what was found out about where its members stand.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    /// Its name in messages.
    pub file: &'a str,
    /// What stands in it.
    pub text: &'a str,
    pub(super) places: &'a Places,
}

impl<'a> Document<'a> {
    /// A text that is known by this name.
    pub fn new(file: &'a str, text: &'a str, places: &'a Places) -> Self {
        Document { file, text, places }
    }

    /// Reads the whole text as `T`.
    ///
    /// # Errors
    /// Not JSON, or not of the type; the fault stands where the reader stopped.
    pub fn read<T: Deserialize<'a>>(&self) -> Result<T, Fault> {
        serde_json::from_str(self.text).map_err(|error| self.stopped(0, &error).1)
    }

    /// Reads a part of the text as `T`.
    ///
    /// # Errors
    /// As [`Document::read`].
    pub fn read_part<T: Deserialize<'a>>(&self, part: &'a RawValue) -> Result<T, Fault> {
        serde_json::from_str(part.get()).map_err(|error| self.stopped(self.offset(part.get()), &error).1)
    }

    /// The value of the member at `path`, still text.
    pub fn part(&self, path: &Path) -> Option<&'a RawValue> {
        let range = self.places.locate(self.text, path, Target::Value)?;
        serde_json::from_str(part_of(self.text, range)).ok()
    }

    /// A fault at the member that `path` leads to.
    pub fn fault(&self, path: &Path, code: Code, what: impl Into<String>) -> Fault {
        self.fault_on(path, Target::Value, code, what)
    }

    /// A fault at the key or the value that `path` leads to.
    pub fn fault_on(&self, path: &Path, target: Target, code: Code, what: impl Into<String>) -> Fault {
        match self.places.locate(self.text, path, target) {
            Some(range) => self.fault_at(range, code, what),
            None => Fault::of_file(self.file, code, what),
        }
    }

    /// A fault at a part of this very text (a slice that borrows from it).
    pub fn fault_in(&self, part: &str, code: Code, what: impl Into<String>) -> Fault {
        let start = self.offset(part);
        self.fault_at(start..start + part.len(), code, what)
    }

    fn fault_at(&self, range: Range<usize>, code: Code, what: impl Into<String>) -> Fault {
        let fault = Fault::at(self.file, self.text, self.places.lines(self.text), range, code, what);
        // Of more faults than are shown nobody asks what each was meant to be.
        if self.places.count() > MOST_SHOWN { fault.without_suggestion() } else { fault }
    }

    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// Where the reader of a part stopped in the whole text, and why.
    pub(super) fn stopped(&self, part_start: usize, error: &serde_json::Error) -> (usize, Fault) {
        let stop = part_start + stop_of(part_of(self.text, part_start..), error.line(), error.column());
        (stop, self.unreadable(part_start, stop, error))
    }

    /// The reader's error in the product's words.
    fn unreadable(&self, part_start: usize, stop: usize, error: &serde_json::Error) -> Fault {
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        let part = part_of(self.text, part_start..);
        if error.is_eof() {
            return self
                .fault_at(stop..stop + 1, Code::NotJson, "the text breaks off here")
                .expected("the rest of the JSON");
        }
        // A list longer than its type is reported as if the text went on after its end.
        let is_json = || serde_json::from_str::<IgnoredAny>(self.text).is_ok();
        if error.is_syntax() && !(message == "trailing characters" && is_json()) {
            let at = stop.saturating_sub(1);
            return match number_slip(self.text, at) {
                Some(slip) => self.fault_at(at..stop, Code::NotJson, "not JSON").expected(slip),
                None => self.fault_at(at..stop, Code::NotJson, format!("not JSON: {}", message.replace('`', "\""))),
            };
        }
        if error.is_syntax() {
            return self.fault_at(stop.saturating_sub(1)..stop, Code::WrongType, "one item too many in this list");
        }
        let (what, expected) = reworded(message);
        let mut fault = self.fault_at(part_start + token_start(part, stop - part_start)..stop, code_of(message), what);
        if let Some(expected) = expected {
            fault = fault.expected(expected);
        }
        match unknown_word(message) {
            Some((word, candidates)) => fault.meant(word, candidates),
            None => fault,
        }
    }
}

/// What a JSON number looks like, where something else was written for one.
fn number_slip(text: &str, at: usize) -> Option<&'static str> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let digit_next = after.starts_with(|c: char| c.is_ascii_digit());
    let digit_and_comma = before.strip_suffix(',').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    match after.chars().next()? {
        _ if digit_next && digit_and_comma => Some("a decimal point in a number, as in 12.5"),
        '\u{ff10}'..='\u{ff19}' => Some("ASCII digits in a number, as in 12.5"),
        'N' | 'I' | 'i' => Some("a number in digits, as in 12.5"),
        _ => None,
    }
}

/// The byte just after the place where the reader stopped, from its line and column (bytes, from 1).
fn stop_of(text: &str, line: usize, column: usize) -> usize {
    let line_start = match line {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    (line_start + column).min(text.len())
}

/// The first byte of the token that ends at `stop`.
fn token_start(text: &str, stop: usize) -> usize {
    let token = part_of(text, ..stop);
    let last = stop.saturating_sub(1);
    match token.as_bytes() {
        [.., b'"'] => {
            let quotes = part_of(token, ..last).rmatch_indices('"').map(|(at, _)| at);
            quotes.into_iter().find(|&at| !part_of(token, ..at).ends_with('\\')).unwrap_or(last)
        }
        // What is said at the end of an object or a list is said of all of it.
        [.., b'}' | b']'] => last_opened(token).unwrap_or(last),
        _ => token.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "+-.".contains(c)).len().min(last),
    }
}

/// In "unknown field `a`, expected one of `b`, `c`" the word `a` and the candidates that it may be a slip of.
fn unknown_word(message: &str) -> Option<(&str, impl Iterator<Item = &str>)> {
    let mut quoted = message.starts_with("unknown ").then(|| message.split('`').skip(1).step_by(2))?;
    Some((quoted.next()?, quoted))
}
