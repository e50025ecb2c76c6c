//! What a text may be before it is read at all.

use super::lines::Lines;
use super::{Code, Fault};

/// How large and how deeply nested a text may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most bytes.
    pub bytes: u64,
    /// The most levels of objects and lists.
    pub depth: usize,
}

impl Limits {
    /// A file of a knowledge pack: 4 MiB, nested 64 deep.
    pub const PACK: Limits = Limits { bytes: 4 << 20, depth: 64 };
    /// A case: 64 MiB, nested 64 deep.
    pub const CASE: Limits = Limits { bytes: 64 << 20, depth: 64 };
}

/// The bytes of a file as text, if they can be JSON text within the limits.
///
/// # Errors
/// Empty, too large, not UTF-8 (UTF-16 and binary files are told apart), or nested too deeply.
pub fn decode<'b>(file: &str, bytes: &'b [u8], limits: Limits) -> Result<&'b str, Fault> {
    let text = as_text(file, bytes, limits, "JSON in UTF-8")?;
    if text.trim().is_empty() {
        return Err(Fault::of_file(file, Code::EmptyFile, "the file is empty").expected("a JSON object"));
    }
    match first_too_deep(text, limits.depth) {
        Some(at) => {
            let what = format!("nested more than {} deep", limits.depth);
            Err(Fault::at(file, text, &Lines::of(text), at..at + 1, Code::TooDeep, what))
        }
        None => Ok(text),
    }
}

/// The bytes of a file as any text, if they are `expected`.
///
/// # Errors
/// Too large, or not UTF-8; UTF-16 and binary files are told apart.
pub fn as_text<'b>(file: &str, bytes: &'b [u8], limits: Limits, expected: &str) -> Result<&'b str, Fault> {
    let not_text = |what: String| Fault::of_file(file, Code::NotText, what).expected(expected);
    if bytes.len() as u64 > limits.bytes {
        return Err(too_large(file, limits));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(not_text("this is UTF-16 text".to_owned()));
    }
    let text = std::str::from_utf8(without_mark(bytes))
        .map_err(|error| not_text(format!("this is not text: byte {} is not UTF-8", error.valid_up_to())))?;
    match text.contains('\0') {
        true => Err(not_text("this is a binary file".to_owned())),
        false => Ok(text),
    }
}

/// The bytes without the mark that some editors begin UTF-8 with.
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The fault of a text over the size limit; readers use it before they have read everything.
pub(crate) fn too_large(file: &str, limits: Limits) -> Fault {
    Fault::of_file(file, Code::TooLarge, "the file is too large")
        .expected(format!("at most {} MiB", limits.bytes >> 20))
}

impl Limits {
    /// The fault to report for a file of this kind that is over the limit.
    pub fn too_large(self, file: &str) -> Fault {
        too_large(file, self)
    }
}

/// The byte at which brackets outside strings nest more than `depth` deep.
fn first_too_deep(text: &str, depth: usize) -> Option<usize> {
    let mut open = 0usize;
    marks(text).find_map(|(at, mark)| {
        match mark {
            b'{' | b'[' => open += 1,
            b'}' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        (open > depth).then_some(at)
    })
}

/// The bracket that the last bracket of a text closes.
pub(super) fn last_opened(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut closed = None;
    for (at, mark) in marks(text) {
        match mark {
            b'{' | b'[' => open.push(at),
            b'}' | b']' => closed = open.pop(),
            _ => {}
        }
    }
    closed
}

/// The brackets, braces and commas outside strings.
pub(super) fn marks(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut in_string = false;
    let mut escaped = false;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            return None;
        }
        in_string = byte == b'"';
        b"{}[],".contains(&byte).then_some((at, byte))
    })
}
