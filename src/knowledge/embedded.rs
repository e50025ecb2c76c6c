//! The pack that is built into the binary.

use std::borrow::Cow;

use include_dir::{Dir, include_dir};

use super::check::{Layer, PackText};

/// The folders of the pack; the generated schemas beside them are for editors, not for the binary.
static FOLDERS: [(&str, Dir); 5] = [
    ("cases", include_dir!("$CARGO_MANIFEST_DIR/rules/cases")),
    ("criteria", include_dir!("$CARGO_MANIFEST_DIR/rules/criteria")),
    ("diseases", include_dir!("$CARGO_MANIFEST_DIR/rules/diseases")),
    ("findings", include_dir!("$CARGO_MANIFEST_DIR/rules/findings")),
    ("lessons", include_dir!("$CARGO_MANIFEST_DIR/rules/lessons")),
];

macro_rules! at_the_top {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../../rules/", $name)))),*] };
}

/// The files at the top of the pack.
static FILES: [(&str, &str); 7] =
    at_the_top!("advice.json" "evidence.json" "facts.json" "interface.json" "pack.json" "sources.json" "workup.json");

/// The files of the built-in pack, in the order of their paths.
pub fn embedded() -> Layer {
    let top = FILES.iter().map(|(name, text)| (name.to_string(), *text));
    let within = FOLDERS.iter().flat_map(|(folder, dir)| {
        let named = |file: &'static include_dir::File| Some((file.path().to_str()?, file.contents_utf8()?));
        dir.files().filter_map(named).map(move |(name, text)| (format!("{folder}/{name}"), text))
    });
    let part = |(path, text)| PackText { file: format!("rules/{path}"), path, text: Cow::Borrowed(text) };
    let parts = top.chain(within).filter(|(path, _)| Layer::is_part(path));
    let mut files: Vec<PackText> = parts.map(part).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Layer { files }
}
