//! A pack in a folder.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use super::{open_regular, read_limited};
use crate::json::{Code, Fault, Limits, decode};
use crate::knowledge::{Layer, PackText};
use crate::order;

/// Reads the JSON files of a folder, two levels deep, in the order of their paths, and says of the others why they could
/// not be read, or are no text.
pub fn read_layer(folder: &Path) -> (Layer, Vec<Fault>) {
    let mut layer = Layer::default();
    let mut faults = Vec::new();
    collect(folder, "", &mut layer, &mut faults);
    order::by(&mut layer.files, |a, b| a.path.cmp(&b.path));
    (layer, faults)
}

fn collect(folder: &Path, within: &str, layer: &mut Layer, faults: &mut Vec<Fault>) {
    let unreadable = |path: &Path, error: &dyn std::fmt::Display| {
        Fault::of_file(&path.display().to_string(), Code::Unreadable, format!("could not be read: {error}"))
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return faults.push(unreadable(folder, &error)),
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && within.is_empty() {
            collect(&path, &format!("{name}/"), layer, faults);
            continue;
        }
        let place = format!("{within}{name}");
        if path.is_dir() || name.starts_with('.') || !Layer::is_part(&place) {
            continue;
        }
        let file = path.display().to_string();
        match open_regular(&path).and_then(|file| read_limited(file, Limits::PACK)) {
            Err(error) => faults.push(unreadable(&path, &error)),
            Ok(bytes) => match decode(&file, &bytes, Limits::PACK) {
                Err(fault) => faults.push(fault),
                Ok(text) => layer.files.push(PackText { text: Cow::Owned(text.to_owned()), path: place, file }),
            },
        }
    }
}
