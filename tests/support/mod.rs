//! What the tests share: the built-in pack, cases from JSON, random cases.
#![allow(dead_code)] // each test uses its own part

pub mod glass;
pub mod naive;
pub mod packs;
pub mod random;

use std::path::Path;
use std::sync::OnceLock;

use poems::case::{self, Case};
use poems::engine::Verdict;
use poems::json::Fault;
use poems::knowledge::{self, FindingId, Knowledge, Layer};
use serde_json::Value;

/// The built-in pack, loaded once.
pub fn built_in() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(|| load(vec![knowledge::embedded()]))
}

pub fn load(layers: Vec<Layer>) -> Knowledge {
    knowledge::load(layers).unwrap_or_else(|faults| panic!("{}", listed(&faults)))
}

/// The files of a folder, all of which can be read.
pub fn read_layer(folder: &Path) -> Layer {
    let (layer, unread) = poems::store::read_layer(folder);
    assert!(unread.is_empty(), "{}", listed(&unread));
    layer
}

pub fn listed(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault:#}\n")).collect()
}

/// So many examples; the full number with `POEMS_FULL=1`.
pub fn examples(reduced: u32, full: u32) -> u32 {
    if std::env::var("POEMS_FULL").is_ok_and(|value| value == "1") { full } else { reduced }
}

/// One of the eight patients of whom clinicians said what to expect, by the beginning of its id.
pub fn patient(id: &str) -> Value {
    let lines = include_str!("../data/fit/patients.jsonl").lines();
    let mut cases = lines.map(|line| serde_json::from_str::<Value>(line).unwrap()["case"].take());
    cases.find(|case| case["id"].as_str().unwrap().starts_with(id)).unwrap()
}

/// Reads a case that must be good.
pub fn case(knowledge: &Knowledge, text: &str) -> Case {
    match case::read("case.json", text.as_bytes(), knowledge) {
        Ok(read) => read.case,
        Err(faults) => panic!("{}\n{text}", listed(&faults)),
    }
}

/// Reads a case that must be good, as a value.
pub fn case_of(knowledge: &Knowledge, value: &Value) -> Case {
    case(knowledge, &value.to_string())
}

pub fn find(knowledge: &Knowledge, id: &str) -> FindingId {
    knowledge.find(id).unwrap_or_else(|| panic!("no finding {id}"))
}

/// A verdict as a truth.
pub fn truth(verdict: Verdict) -> Option<bool> {
    match verdict {
        Verdict::Met => Some(true),
        Verdict::NotMet => Some(false),
        Verdict::Undetermined => None,
    }
}

/// The 678 cases that come with the program: textbook, synthetic and published ones, each as the text of a case file.
pub fn all_cases() -> Vec<String> {
    let textbook = include_str!("../data/cases/typical.cases.jsonl");
    let synthetic = include_str!("../data/cases/synthetic.cases.jsonl");
    let published = built_in().teaching_texts().into_iter().map(|text| text.text.to_string());
    textbook.lines().chain(synthetic.lines()).map(str::to_owned).chain(published).collect()
}
