//! The pack that is built into the binary.

use std::borrow::Cow;
use std::ops::Range;

use super::check::{Layer, PackText};
use super::tape::Tape;
use crate::order;

/// A file of the pack.
struct File {
    /// Its path within the pack.
    path: &'static str,
    /// A part of `PACK`.
    text: &'static str,
    /// Where it stands in `TAPES`; nowhere, if a start does not read it.
    tape: Range<usize>,
}

/// All files, one after the other; `build.rs` gathers them. Behind them stand texts without the escapes of JSON.
static PACK: &str = include_str!(concat!(env!("OUT_DIR"), "/pack.txt"));

/// What a start reads of them, as tapes.
static TAPES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.tape"));

/// Where each key of the tapes stands in `PACK`, and how many bytes it has.
static KEYS: &[(u32, u8)] = include!(concat!(env!("OUT_DIR"), "/keys.rs"));

/// The files as they stand in `PACK`: those that a start reads, then the others.
static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/pack.rs"));

/// A part of `PACK`. It is cut out when the program is built: a start touches no text that it does not read.
const fn part(text: Range<usize>) -> &'static str {
    PACK.split_at(text.end).0.split_at(text.start).1
}

/// The files of the built-in pack, in the order of their paths.
pub fn embedded() -> Layer {
    let text = |file: &File| PackText {
        file: format!("rules/{}", file.path),
        path: file.path.to_owned(),
        text: Cow::Borrowed(file.text),
    };
    let mut files: Vec<PackText> = FILES.iter().map(text).collect();
    order::by(&mut files, |one, other| one.path.cmp(&other.path));
    Layer { files }
}

/// The same text for as long as the program runs, where it is a part of the built-in pack itself, and not a copy.
pub(super) fn built_in(part: &str) -> Option<&'static str> {
    let start = start(part)?;
    PACK.get(start..start + part.len())
}

/// The tape of a text that is a whole file of the built-in pack itself.
pub(super) fn tape(text: &str) -> Option<Tape> {
    let start = start(text)?;
    let at = FILES.binary_search_by_key(&Some(start), |file| self::start(file.text)).ok()?;
    let file = FILES.get(at).filter(|file| file.text.len() == text.len() && !file.tape.is_empty())?;
    Some(Tape::new(TAPES.get(file.tape.clone())?, PACK, KEYS))
}

/// Where a part of the pack begins; elsewhere for any other text.
fn start(part: &str) -> Option<usize> {
    (part.as_ptr() as usize).checked_sub(PACK.as_ptr() as usize)
}
