//! What is read from outside, in bounded memory and without waiting for what never comes.

use std::fs::{self, File};
use std::io::{self, BufRead, Chain, Cursor, Read};
use std::path::Path;

use serde::de::IgnoredAny;

use crate::json::{Limits, without_mark};

/// Opens a file that is a file: a pipe or a device would never end, or keep everyone waiting who only starts the
/// program. A link is followed.
///
/// # Errors
/// What the system says, or that it is no regular file.
pub fn open_regular(path: &Path) -> io::Result<File> {
    match fs::metadata(path)?.is_file() {
        true => File::open(path),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no regular file")),
    }
}

/// Reads at most one byte more than the limit, so that a file of any size needs bounded memory; the reader of the
/// text then says that it is too large.
///
/// # Errors
/// What the system says.
pub fn read_limited(reader: impl Read, limits: Limits) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limits.bytes + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The lines of a text one after the other, however many there are: only one of them is in memory.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    limits: Limits,
    line: Vec<u8>,
    /// How many lines were read.
    read: usize,
}

impl<R: BufRead> Lines<R> {
    /// The lines of what is left to be read; none is larger than the limit.
    pub fn new(reader: R, limits: Limits) -> Lines<R> {
        Lines { reader, limits, line: Vec::new(), read: 0 }
    }

    /// The next line that is not blank, with its number, from 1, and without its end; of a line that is too large, one byte
    /// more than the limit.
    ///
    /// # Errors
    /// What the system says.
    pub fn next_line(&mut self) -> io::Result<Option<(usize, &[u8])>> {
        loop {
            self.line.clear();
            let most = self.limits.bytes + 1;
            if self.reader.by_ref().take(most).read_until(b'\n', &mut self.line)? == 0 {
                return Ok(None);
            }
            self.read += 1;
            if self.line.last() != Some(&b'\n') {
                self.reader.skip_until(b'\n')?;
            }
            if !without_mark(&self.line).trim_ascii().is_empty() {
                return Ok(Some((self.read, self.line.trim_ascii_end())));
            }
        }
    }
}

/// What a text of cases is made of.
#[derive(Debug)]
pub enum Texts<R> {
    /// One document.
    One(Vec<u8>),
    /// A document a line.
    Lines(Lines<Chain<Cursor<Vec<u8>>, R>>),
}

impl<R: BufRead> Texts<R> {
    /// Looks at a text: its lines are documents if the first one is a whole JSON object. If it is not, all of it is one
    /// document, unless that is no JSON and another line is a whole object. Nothing is read behind a first line that is whole,
    /// since who writes it may wait for its answer.
    ///
    /// # Errors
    /// What the system says.
    pub fn of(mut reader: R, limits: Limits) -> io::Result<Texts<R>> {
        let mut text = Vec::new();
        let mut limited = reader.by_ref().take(limits.bytes + 1);
        // What is blank before it belongs to the text, for the lines are counted.
        let mut first = 0;
        while text.get(first..).is_none_or(|line| without_mark(line).trim_ascii().is_empty()) {
            first = text.len();
            if limited.read_until(b'\n', &mut text)? == 0 {
                return Ok(Texts::One(text));
            }
        }
        if !text.get(first..).is_some_and(is_object) {
            limited.read_to_end(&mut text)?;
            let is_one = serde_json::from_slice::<IgnoredAny>(without_mark(&text)).is_ok();
            if is_one || !text.split(|byte| *byte == b'\n').any(is_object) {
                return Ok(Texts::One(text));
            }
        }
        Ok(Texts::Lines(Lines::new(Cursor::new(text).chain(reader), limits)))
    }
}

/// Whether a line is a whole JSON object.
fn is_object(line: &[u8]) -> bool {
    let line = without_mark(line);
    line.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_their_numbers_and_one_that_is_too_large_costs_only_itself() {
        let limits = Limits { bytes: 8, depth: 1 };
        let mut lines = Lines::new("one\r\n\n123456789012345\nlast".as_bytes(), limits);
        for expected in [(1, "one"), (3, "123456789"), (4, "last")] {
            let (number, line) = lines.next_line().unwrap().unwrap();
            assert_eq!((number, std::str::from_utf8(line).unwrap()), expected);
        }
        assert_eq!(lines.next_line().unwrap(), None);
    }

    /// The lines that a text is taken for; `None` where it is one document.
    fn lines_of(text: &str) -> Option<Vec<(usize, String)>> {
        let Texts::Lines(mut lines) = Texts::of(text.as_bytes(), Limits::CASE).unwrap() else { return None };
        let mut found = Vec::new();
        while let Some((number, line)) = lines.next_line().unwrap() {
            found.push((number, String::from_utf8(line.to_vec()).unwrap()));
        }
        Some(found)
    }

    #[test]
    fn a_text_is_one_document_as_long_as_it_can_be() {
        for one in [
            "",
            "\n \n",
            "{\n}",
            "{\"a\":\n{}\n}",
            "[{}]",
            "[\n{},\n{}]",
            "{\n",
            "{\"a\": 1\n \"b\": 2}",
            "{'a': 1}",
            "1\n2",
        ] {
            assert_eq!(lines_of(one), None, "{one:?}");
        }
    }

    #[test]
    fn lines_are_told_by_the_first_one_or_where_that_is_broken_by_another() {
        let line = |number: usize, text: &str| (number, text.to_owned());
        assert_eq!(lines_of("{}"), Some(vec![line(1, "{}")]));
        assert_eq!(lines_of("\u{feff}\n\n{}\n\nx\n"), Some(vec![line(3, "{}"), line(5, "x")]));
        assert_eq!(lines_of("{\"a\n{}\n{"), Some(vec![line(1, "{\"a"), line(2, "{}"), line(3, "{")]));
        assert_eq!(lines_of("x\n{}"), Some(vec![line(1, "x"), line(2, "{}")]));
    }
}
