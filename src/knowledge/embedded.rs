//! The pack that is built into the binary.

use std::borrow::Cow;
use std::ops::Range;

use super::check::{Layer, PackText};

/// All files, one after the other; `build.rs` gathers them.
static PACK: &str = include_str!(concat!(env!("OUT_DIR"), "/pack.json"));

/// The path of each file within the pack and where it stands in `PACK`, in the order of the paths.
static FILES: &[(&str, Range<usize>)] = include!(concat!(env!("OUT_DIR"), "/pack.rs"));

/// The files of the built-in pack, in the order of their paths.
pub fn embedded() -> Layer {
    let part = |(path, range): &(&str, Range<usize>)| PackText {
        file: format!("rules/{path}"),
        path: (*path).to_owned(),
        text: Cow::Borrowed(PACK.get(range.clone()).unwrap_or_default()),
    };
    Layer { files: FILES.iter().map(part).collect() }
}

/// The same text for as long as the program runs, where it is a part of the built-in pack itself, and not a copy.
pub(super) fn built_in(part: &str) -> Option<&'static str> {
    let start = (part.as_ptr() as usize).checked_sub(PACK.as_ptr() as usize)?;
    PACK.get(start..start + part.len())
}
