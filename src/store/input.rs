//! What is read from outside, in bounded memory and without waiting for what never comes.

use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::Path;

use crate::json::Limits;

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

/// Reads lines one after the other, however many there are. Each is shown with its number, from 1, and without its
/// end; of a line that is too large, one byte more than the limit.
///
/// # Errors
/// What the system says.
pub fn read_lines(mut reader: impl BufRead, limits: Limits, mut see: impl FnMut(usize, &[u8])) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        reader.by_ref().take(limits.bytes + 1).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            break;
        }
        let is_whole = line.last() == Some(&b'\n');
        see(number, line.trim_ascii_end());
        if !is_whole {
            reader.skip_until(b'\n')?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_shown_with_their_numbers_and_one_that_is_too_large_costs_only_itself() {
        let limits = Limits { bytes: 8, depth: 1 };
        let mut seen = Vec::new();
        let text = "one\r\n\n123456789012345\nlast";
        read_lines(text.as_bytes(), limits, |number, line| {
            seen.push((number, String::from_utf8(line.to_vec()).unwrap()));
        })
        .unwrap();
        let expected = [(1, "one"), (2, ""), (3, "123456789"), (4, "last")];
        assert_eq!(seen, expected.map(|(number, line)| (number, line.to_owned())));
    }
}
