//! The pack that is built into the binary.

use std::borrow::Cow;

use super::check::{Layer, PackText};

/// The path of each file within the pack and its text, in the order of the paths; `build.rs` gathers them.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pack.rs"));

/// The files of the built-in pack, in the order of their paths.
pub fn embedded() -> Layer {
    let part = |&(path, text): &(&str, &'static str)| PackText {
        file: format!("rules/{path}"),
        path: path.to_owned(),
        text: Cow::Borrowed(text),
    };
    Layer { files: FILES.iter().map(part).collect() }
}
