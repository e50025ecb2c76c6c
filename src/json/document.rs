//! A text with its file name: reads typed values from it and words its faults.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::limits::last_opened;
use super::wording::reworded;
use super::{Fault, Path, Target, did_you_mean, locate};

/// A JSON text and the name it is known by in messages.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl<'a> Document<'a> {
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Document { file, text }
    }

    /// Reads the whole text as `T`.
    ///
    /// # Errors
    /// Not JSON, or not of the type; the fault stands where the reader stopped.
    pub fn read<T: Deserialize<'a>>(&self) -> Result<T, Fault> {
        serde_json::from_str(self.text).map_err(|error| self.unreadable(0, &error))
    }

    /// Reads a part of the text as `T`.
    ///
    /// # Errors
    /// As [`Document::read`].
    pub fn read_part<T: Deserialize<'a>>(&self, part: &'a RawValue) -> Result<T, Fault> {
        serde_json::from_str(part.get()).map_err(|error| self.unreadable(self.offset(part.get()), &error))
    }

    /// A fault at the member that `path` leads to.
    pub fn fault(&self, path: &Path, what: impl Into<String>) -> Fault {
        self.fault_on(path, Target::Value, what)
    }

    /// A fault at the key or the value that `path` leads to.
    pub fn fault_on(&self, path: &Path, target: Target, what: impl Into<String>) -> Fault {
        match locate(self.text, path, target) {
            Some(range) => Fault::at(self.file, self.text, range.start, range.end, what),
            None => Fault::of_file(self.file, what),
        }
    }

    /// A fault at a part of this very text (a slice that borrows from it).
    pub fn fault_in(&self, part: &str, what: impl Into<String>) -> Fault {
        let start = self.offset(part);
        Fault::at(self.file, self.text, start, start + part.len(), what)
    }

    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// The reader's error, moved to its place in the whole text and put in the product's words.
    fn unreadable(&self, part_start: usize, error: &serde_json::Error) -> Fault {
        let message = error.to_string();
        let message = message.rfind(" at line ").map_or(message.as_str(), |at| &message[..at]);
        let stop = part_start + stop_of(&self.text[part_start..], error.line(), error.column());
        if error.is_eof() {
            return Fault::at(self.file, self.text, stop, stop + 1, "the text breaks off here")
                .expected("the rest of the JSON");
        }
        // A list longer than its type is reported as if the text went on after its end.
        let is_json = || serde_json::from_str::<IgnoredAny>(self.text).is_ok();
        if error.is_syntax() && !(message == "trailing characters" && is_json()) {
            let at = stop.saturating_sub(1);
            return match number_slip(self.text, at) {
                Some(slip) => Fault::at(self.file, self.text, at, stop, "not JSON").expected(slip),
                None => Fault::at(self.file, self.text, at, stop, format!("not JSON: {}", message.replace('`', "\""))),
            };
        }
        if error.is_syntax() {
            return Fault::at(self.file, self.text, stop.saturating_sub(1), stop, "one item too many in this list");
        }
        let (what, expected) = reworded(message);
        let mut fault = Fault::at(self.file, self.text, token_start(self.text, stop), stop, what);
        fault.meant = slip(message).map(String::into_boxed_str);
        fault.expected = expected.map(String::into_boxed_str);
        fault
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
    let bytes = text.as_bytes();
    match stop.checked_sub(1).map(|last| bytes[last]) {
        Some(b'"') => {
            (0..stop - 1).rev().find(|&at| bytes[at] == b'"' && (at == 0 || bytes[at - 1] != b'\\')).unwrap_or(stop - 1)
        }
        // What is said at the end of an object or a list is said of all of it.
        Some(b'}' | b']') => last_opened(&text[..stop]).unwrap_or(stop - 1),
        Some(_) => (0..stop)
            .rev()
            .find(|&at| !(bytes[at].is_ascii_alphanumeric() || b"+-.".contains(&bytes[at])))
            .map_or(0, |at| (at + 1).min(stop - 1)),
        None => 0,
    }
}

/// In "unknown field `a`, expected one of `b`, `c`" the candidate that `a` is a slip of.
fn slip(message: &str) -> Option<String> {
    if !message.starts_with("unknown ") {
        return None;
    }
    let mut quoted = message.split('`').skip(1).step_by(2);
    let word = quoted.next()?;
    did_you_mean(word, quoted)
}
