//! One typed line.

use std::io::{self, BufRead, Read};

/// The longest line that can be an answer, in bytes.
pub(crate) const LONGEST: u64 = 4096;

/// What came in.
pub(crate) enum Line {
    Text(String),
    /// More than a line can hold; it is passed over to its end.
    TooLong,
    /// Its bytes are no UTF-8.
    NotText,
    End,
}

/// Reads one line without its end, and without the mark that some programs put before all text.
///
/// # Errors
/// What the system says.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Line> {
    let mut bytes = Vec::new();
    input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(Line::End);
    }
    if bytes.last() != Some(&b'\n') && bytes.len() as u64 == LONGEST {
        skip_line(input)?;
        return Ok(Line::TooLong);
    }
    Ok(match std::str::from_utf8(&bytes) {
        Ok(text) => Line::Text(text.trim_start_matches('\u{feff}').trim().to_owned()),
        Err(_) => Line::NotText,
    })
}

/// Passes over the rest of a line without keeping it.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, ended) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if ended {
            return Ok(());
        }
    }
}
