//! Where the lines of a text begin, so that a place is found without counting from the top each time.

use std::ops::Range;
use std::slice::SliceIndex;

use super::Place;

/// So many bytes lie between two counts of characters.
const STRIDE: usize = 1024;

/// The lines of a text, counted once.
pub(super) struct Lines {
    /// The byte at which each line begins.
    starts: Vec<usize>,
    /// How many characters begin before every so many bytes.
    chars: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Lines {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let strides = text.as_bytes().chunks(STRIDE).scan(0, |before, stride| {
            let count = begun(stride);
            Some(std::mem::replace(before, *before + count))
        });
        Lines { starts, chars: strides.collect() }
    }

    /// The line and the column of a byte.
    pub(super) fn place(&self, text: &str, at: usize) -> Place {
        let (line, start) = self.line(at);
        Place { line: line + 1, column: self.before(text, at) - self.before(text, start) + 1 }
    }

    /// The line that a byte stands in, without its end.
    pub(super) fn around(&self, text: &str, at: usize) -> Range<usize> {
        let (line, start) = self.line(at);
        let end = self.starts.get(line + 1).map_or(text.len(), |next| next - 1);
        start..start + part_of(text, start..end).trim_end_matches('\r').len()
    }

    /// The line of a byte, from 0, and where it begins.
    fn line(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        (line, self.starts.get(line).copied().unwrap_or_default())
    }

    /// How many characters begin before a byte.
    fn before(&self, text: &str, at: usize) -> usize {
        let stride = (at / STRIDE).min(self.chars.len().saturating_sub(1));
        let counted = self.chars.get(stride).copied().unwrap_or(0);
        counted + begun(text.as_bytes().get(stride * STRIDE..at).unwrap_or_default())
    }
}

/// A part of a text; none where it would cut a character.
pub(super) fn part_of(text: &str, range: impl SliceIndex<str, Output = str>) -> &str {
    text.get(range).unwrap_or_default()
}

/// How many characters begin in these bytes of UTF-8.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::string_slice, reason = "the places are those of whole characters")]
    #[test]
    fn places_are_those_that_counting_from_the_top_gives() {
        let text = "a\u{4e2d}\r\n".repeat(700) + "\n" + &"\u{4e2d}x".repeat(2_000) + "\n";
        let lines = Lines::of(&text);
        for (at, _) in text.char_indices().step_by(97).chain([(text.len(), ' ')]) {
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let line = text[..at].matches('\n').count() + 1;
            let place = Place { line, column: text[start..at].chars().count() + 1 };
            assert_eq!(lines.place(&text, at), place, "byte {at}");
            let around = &text[lines.around(&text, at)];
            assert_eq!(around, text.split('\n').nth(line - 1).unwrap().trim_end_matches('\r'), "byte {at}");
        }
        assert_eq!(Lines::of("").place("", 0), Place { line: 1, column: 1 });
    }
}
