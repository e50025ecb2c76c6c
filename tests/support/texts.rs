//! Every text of the built-in pack, and every file below a folder.
#![allow(dead_code)] // each test uses its own part

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with that ending, with its text.
pub fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().unwrap().ends_with(ending) {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

/// A text in both languages with the way to it.
pub struct TwoTongues {
    pub at: String,
    pub en: String,
    pub zh: String,
}

/// Every text of the pack.
pub fn texts() -> Vec<TwoTongues> {
    fn collect(at: &str, value: &Value, found: &mut Vec<TwoTongues>) {
        match value {
            Value::Object(members) => {
                if let (Some(Value::String(en)), Some(Value::String(zh))) = (members.get("en"), members.get("zh")) {
                    found.push(TwoTongues { at: at.to_owned(), en: en.clone(), zh: zh.clone() });
                }
                // The ids of units are not words of a language.
                let members = members.iter().filter(|(key, _)| *key != "usual_unit");
                members.for_each(|(key, value)| collect(&format!("{at}.{key}"), value, found));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| collect(&format!("{at}[{index}]"), item, found))
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for (file, text) in files("rules", ".json").into_iter().filter(|(file, _)| !file.starts_with("rules/schema/")) {
        collect(&file, &serde_json::from_str(&text).unwrap(), &mut found);
    }
    assert!(found.len() > 1_500, "{}", found.len());
    found
}
