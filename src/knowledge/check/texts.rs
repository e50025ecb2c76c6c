//! What every text of a pack must be, wherever it stands: one walk over each file meets them all, also those that no
//! one thought of when the checker was written.

use std::collections::BTreeSet;

use serde_json::Value;

use super::PackText;
use crate::json::{Document, Fault, Path, Places, Target, steers};
use crate::knowledge::embedded;

/// The faults of the texts of one file.
pub fn texts(file: &PackText) -> Vec<Fault> {
    // What is no JSON is said by whoever reads it.
    let Ok(value) = serde_json::from_str(&file.text) else { return Vec::new() };
    let model = if file.path == INTERFACE { built_in_interface() } else { Value::Null };
    let places = Places::default();
    let mut walk = Walk { doc: Document::new(&file.file, &file.text, &places), faults: Vec::new() };
    walk.value(&Path::Top, &value, &model);
    walk.faults
}

/// The file whose texts are filled in; no other text is.
const INTERFACE: &str = "interface.json";

/// The texts of the program in its own words: they say which names each of them is filled with.
fn built_in_interface() -> Value {
    let file = embedded().files.into_iter().find(|file| file.path == INTERFACE);
    file.and_then(|file| serde_json::from_str(&file.text).ok()).unwrap_or_default()
}

struct Walk<'w> {
    doc: Document<'w>,
    faults: Vec<Fault>,
}

impl Walk<'_> {
    /// `model` is what stands at the same place in the built-in texts.
    fn value(&mut self, path: &Path, value: &Value, model: &Value) {
        match value {
            Value::String(text) => self.text(path, text),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(at, item)| self.value(&path.index(at), item, &model[at]));
            }
            Value::Object(members) => {
                for (key, value) in members {
                    let here = path.key(key);
                    self.steering(&here, Target::Key, key);
                    self.value(&here, value, &model[key]);
                }
                self.languages(path, value, model);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn text(&mut self, path: &Path, text: &str) {
        if text.trim().is_empty() && !may_be_empty(path) {
            self.faults.push(self.doc.fault(path, "an empty text"));
        }
        self.steering(path, Target::Value, text);
    }

    fn steering(&mut self, path: &Path, target: Target, text: &str) {
        if text.chars().any(steers) {
            let what = "a control character, or one that hides or reorders text";
            self.faults.push(self.doc.fault_on(path, target, what).expected("plain text on one line"));
        }
    }

    /// Both languages say something or neither does, and they have exactly the names that are filled in there.
    fn languages(&mut self, path: &Path, pair: &Value, model: &Value) {
        let known = names(&model["en"]);
        let is_empty = |key: &str| pair[key].as_str().is_some_and(|text| text.trim().is_empty());
        if let (true, false) | (false, true) = (is_empty("en"), is_empty("zh")) {
            let here = path.key(if is_empty("en") { "en" } else { "zh" });
            if may_be_empty(&here) {
                self.faults.push(self.doc.fault(&here, "an empty text"));
            }
        }
        for (key, text) in ["en", "zh"].map(|key| (key, &pair[key])).into_iter().filter(|(_, text)| text.is_string()) {
            let here = path.key(key);
            let given = names(text);
            for name in given.difference(&known) {
                let fault = self.doc.fault(&here, format!("{{{name}}} is not filled in here"));
                let fault = fault.expected(match known.is_empty() {
                    true => "a text without names in braces".to_owned(),
                    false => format!("the names {}", listed(&known)),
                });
                self.faults.push(fault.meant(name, known.iter().copied()));
            }
            let missing: BTreeSet<&str> = known.difference(&given).copied().collect();
            if !missing.is_empty() {
                let fault = self.doc.fault(&here, format!("a text without {}", listed(&missing)));
                self.faults.push(fault.expected("every name that is filled in here, once at least"));
            }
        }
    }
}

fn listed(names: &BTreeSet<&str>) -> String {
    names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ")
}

/// Names in braces, as they are filled in.
fn names(text: &Value) -> BTreeSet<&str> {
    let parts = text.as_str().unwrap_or_default().split('{').skip(1);
    let named = parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name);
    named.filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !name.is_empty()).collect()
}

/// A section that is no letter of the acronym has none; a drawing has empty lines, and a table empty cells.
fn may_be_empty(path: &Path) -> bool {
    matches!(
        path,
        Path::Key(_, "letter")
            | Path::Key(Path::Index(Path::Key(_, "head"), _), _)
            | Path::Key(Path::Index(Path::Index(Path::Key(_, "rows"), _), _), _)
            | Path::Index(Path::Key(Path::Key(_, "drawing"), _), _)
    )
}
