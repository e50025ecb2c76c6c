//! The pack that is built into the binary.

use std::borrow::Cow;

use include_dir::{Dir, include_dir};

use super::check::{Layer, PackText};

static RULES: Dir = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The files of the built-in pack, in the order of their paths.
pub fn embedded() -> Layer {
    let mut files = Vec::new();
    collect(&RULES, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Layer { files }
}

fn collect(dir: &'static Dir, files: &mut Vec<PackText>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            let path = path.replace('\\', "/");
            if Layer::is_part(&path) {
                files.push(PackText { file: format!("rules/{path}"), path, text: Cow::Borrowed(text) });
            }
        }
    }
    dir.dirs().for_each(|dir| collect(dir, files));
}
