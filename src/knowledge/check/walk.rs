//! One walk over each file meets every member, wherever it stands, and holds it to the rule of its name or shape: a text,
//! a pair of languages, an id, a citation. Also those that no one thought of when the checker was written.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value};

use super::PackText;
use super::numbers::{Held, cited};
use crate::json::{Code, Document, Fault, Path, Places, Target, steers};
use crate::knowledge::{Knowledge, Lang, embedded};

/// The faults of the texts of one file, whatever its ids and citations belong to.
pub fn texts(file: &PackText) -> Vec<Fault> {
    Named::default().faults(file)
}

/// What may be named in a file.
#[derive(Default)]
pub(super) struct Named<'n> {
    /// The pack, once its own words are known.
    pub(super) knowledge: Option<&'n Knowledge>,
    /// The bibliography; without one, neither citations nor ids are looked at.
    pub(super) sources: Option<HashSet<&'n str>>,
    /// What the numbers of a lesson are held against.
    pub(super) held: Option<Held>,
}

impl Named<'_> {
    /// The faults of one file.
    pub(super) fn faults(&self, file: &PackText) -> Vec<Fault> {
        // What is no JSON is said by whoever reads it.
        let Ok(value) = serde_json::from_str(&file.text) else { return Vec::new() };
        let model = if file.path == INTERFACE { built_in_interface() } else { Value::Null };
        let mut all = Vec::new();
        if file.path.starts_with("lessons/") {
            every_cited(&value, &mut all);
        }
        let places = Places::default();
        let doc = Document::new(&file.file, &file.text, &places);
        let mut walk = Walk { named: self, file: &file.path, doc, faults: Vec::new() };
        walk.value(&Path::Top, &value, &model, &all);
        walk.faults
    }
}

/// The file whose texts are filled in; no other text is.
const INTERFACE: &str = "interface.json";

/// The texts of the program in its own words: they say which names each of them is filled with.
fn built_in_interface() -> Value {
    let file = embedded().files.into_iter().find(|file| file.path == INTERFACE);
    file.and_then(|file| serde_json::from_str(&file.text).ok()).unwrap_or_default()
}

/// Every source that a lesson cites: what titles, hints and the question rest on.
fn every_cited<'v>(value: &'v Value, all: &mut Vec<&'v str>) {
    match value {
        Value::Object(members) => {
            all.extend(cited(members));
            members.values().for_each(|value| every_cited(value, all));
        }
        Value::Array(items) => items.iter().for_each(|item| every_cited(item, all)),
        _ => {}
    }
}

/// One file while it is walked.
pub(super) struct Walk<'w> {
    pub(super) named: &'w Named<'w>,
    /// The path of the file within the pack.
    pub(super) file: &'w str,
    pub(super) doc: Document<'w>,
    pub(super) faults: Vec<Fault>,
}

impl Walk<'_> {
    /// `model` is what stands at the same place in the built-in texts; `around` are the sources of the entry around it.
    fn value(&mut self, path: &Path, value: &Value, model: &Value, around: &[&str]) {
        match value {
            Value::String(text) => self.text(path, text),
            Value::Array(items) => {
                self.ids_once(path, items);
                let models = items.iter().enumerate().map(|(at, _)| model.get(at).unwrap_or(&Value::Null));
                for (at, (item, model)) in items.iter().zip(models).enumerate() {
                    self.value(&path.index(at), item, model, around);
                }
            }
            Value::Object(members) => self.object(path, members, model, around),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn object(&mut self, path: &Path, members: &Map<String, Value>, model: &Value, around: &[&str]) {
        let own = cited(members);
        let sources = if own.is_empty() { around } else { &own };
        for (key, value) in members {
            let here = path.key(key);
            self.steering(&here, Target::Key, key);
            match key.as_str() {
                "id" => self.id(&here, value),
                "source" | "sources" => self.citations(&here, value),
                _ => {}
            }
            self.value(&here, value, model.get(key).unwrap_or(&Value::Null), sources);
        }
        self.terms(path, members);
        match Lang::ALL.map(|lang| members.get(lang.key())) {
            [Some(en), Some(zh)] => {
                self.languages(path, [en, zh], model);
                self.numbers(path, [en, zh], sources);
            }
            [Some(text), None] if text.is_string() => self.one_language(path, Lang::Zh),
            [None, Some(text)] if text.is_string() => self.one_language(path, Lang::En),
            _ => {}
        }
    }

    fn text(&mut self, path: &Path, text: &str) {
        if text.trim().is_empty() && !may_be_empty(path) {
            self.faults.push(self.doc.fault(path, Code::EmptyText, "an empty text"));
        }
        self.steering(path, Target::Value, text);
    }

    fn steering(&mut self, path: &Path, target: Target, text: &str) {
        if text.chars().any(steers) {
            let what = "a control character, or one that hides or reorders text";
            let fault = self.doc.fault_on(path, target, Code::SteeringCharacter, what);
            self.faults.push(fault.expected("plain text on one line"));
        }
    }

    /// A pack says everything in both languages; a case of a teacher's own may have one.
    fn one_language(&mut self, path: &Path, missing: Lang) {
        if self.named.sources.is_some() {
            let what = format!("missing field \"{}\"", missing.key());
            self.faults.push(self.doc.fault(path, Code::MissingField, what));
        }
    }

    /// Both languages say something or neither does, and they have exactly the names that are filled in there.
    fn languages(&mut self, path: &Path, pair: [&Value; 2], model: &Value) {
        let known = names(&model["en"]);
        let is_empty = pair.map(|text| text.as_str().is_some_and(|text| text.trim().is_empty()));
        for (lang, text) in Lang::ALL.into_iter().zip(pair).filter(|(_, text)| text.is_string()) {
            let here = path.key(lang.key());
            // What may be empty is so in both.
            if text.as_str().is_some_and(|text| text.trim().is_empty()) && is_empty != [true; 2] && may_be_empty(&here)
            {
                self.faults.push(self.doc.fault(&here, Code::EmptyText, "an empty text"));
            }
            let given = names(text);
            for name in given.difference(&known) {
                let what = format!("{{{name}}} is not filled in here");
                let fault = self.doc.fault(&here, Code::UnknownPlaceholder, what).expected(match known.is_empty() {
                    true => "a text without names in braces".to_owned(),
                    false => format!("the names {}", listed(&known)),
                });
                self.faults.push(fault.meant(name, known.iter().copied()));
            }
            let missing: BTreeSet<&str> = known.difference(&given).copied().collect();
            if !missing.is_empty() {
                let what = format!("a text without {}", listed(&missing));
                let fault = self.doc.fault(&here, Code::MissingPlaceholder, what);
                self.faults.push(fault.expected("every name that is filled in here, once at least"));
            }
        }
    }

    fn id(&mut self, path: &Path, id: &Value) {
        let (Some(id), Some(joint)) = (id.as_str(), self.joint(path)) else { return };
        let starts = id.starts_with(|c: char| c.is_ascii_lowercase());
        let goes_on = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == joint);
        if !(starts && goes_on) {
            let fault = self.doc.fault(path, Code::NotAnId, format!("\"{id}\" is not an id"));
            self.faults.push(fault.expected(format!("lower-case English words joined by \"{joint}\"")));
        }
    }

    /// What the words of an id are joined by; none where it may be any text.
    fn joint(&self, path: &Path) -> Option<char> {
        let folder = self.file.split('/').next().unwrap_or_default();
        match (self.named.sources.is_some(), folder, path) {
            (false, ..) | (_, "cases" | "sources.json", _) | (_, "pack.json", Path::Key(Path::Top, _)) => None,
            (_, "facts.json", _) | (_, "criteria", Path::Key(Path::Top, _)) => Some('-'),
            _ => Some('_'),
        }
    }

    /// Each id of a list is given once; of entries that are laid over each other that was said when they were.
    fn ids_once(&mut self, list: &Path, items: &[Value]) {
        if matches!(list, Path::Key(Path::Top, "findings" | "sources" | "settings" | "tests" | "advice")) {
            return;
        }
        let mut seen = HashSet::new();
        for (at, id) in items.iter().enumerate().filter_map(|(at, item)| Some((at, item.get("id")?.as_str()?))) {
            if !seen.insert(id) {
                let what = format!("the id \"{id}\" is given twice");
                let fault = self.doc.fault(&list.index(at).key("id"), Code::GivenTwice, what);
                self.faults.push(fault.expected("each id of a list once"));
            }
        }
    }

    /// What is cited is in the bibliography; only a disease as a whole may rest on nothing.
    fn citations(&mut self, path: &Path, cited: &Value) {
        let Some(sources) = &self.named.sources else { return };
        for (here, id) in words(path, cited).into_iter().filter(|(_, id)| !sources.contains(id)) {
            let fault = self.doc.fault(&here, Code::UnknownSource, format!("unknown source \"{id}\""));
            self.faults.push(fault.expected("an id in sources.json").meant(id, sources.iter().copied()));
        }
        if cited.as_array().is_some_and(Vec::is_empty) && !matches!(path, Path::Key(Path::Top, "sources")) {
            let fault = self.doc.fault(path, Code::NoSource, "no source is cited");
            self.faults.push(fault.expected("at least one id in sources.json"));
        }
    }
}

/// A word, or each word of a list, with the way to it.
pub(super) fn words<'w>(path: &'w Path<'w>, value: &'w Value) -> Vec<(Path<'w>, &'w str)> {
    match value {
        Value::String(word) => vec![(*path, word)],
        Value::Array(items) => {
            items.iter().enumerate().filter_map(|(at, item)| Some((path.index(at), item.as_str()?))).collect()
        }
        _ => Vec::new(),
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
