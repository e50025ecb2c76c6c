//! What a text may be before it is read at all.

use super::Fault;

/// How large and how deeply nested a text may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub bytes: u64,
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
    if bytes.len() as u64 > limits.bytes {
        return Err(too_large(file, limits));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Fault::of_file(file, "this is UTF-16 text").expected("JSON in UTF-8"));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Fault::of_file(file, format!("this is not text: byte {at} is not UTF-8")).expected("JSON in UTF-8")
    })?;
    if text.contains('\0') {
        return Err(Fault::of_file(file, "this is a binary file").expected("JSON in UTF-8"));
    }
    if text.trim().is_empty() {
        return Err(Fault::of_file(file, "the file is empty").expected("a JSON object"));
    }
    match first_too_deep(text, limits.depth) {
        Some(at) => Err(Fault::at(file, text, at, at + 1, format!("nested more than {} deep", limits.depth))),
        None => Ok(text),
    }
}

/// The fault of a text over the size limit; readers use it before they have read everything.
pub(crate) fn too_large(file: &str, limits: Limits) -> Fault {
    Fault::of_file(file, "the file is too large").expected(format!("at most {} MiB", limits.bytes >> 20))
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
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => {
                open += 1;
                if open > depth {
                    return Some(at);
                }
            }
            b'}' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    None
}
