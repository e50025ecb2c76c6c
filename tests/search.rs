//! What a clinician types to find a finding, and what must come first.

mod support;

use std::collections::BTreeMap;

use poems::knowledge::{FindingId, search};
use serde_json::Value;
use support::{built_in, examples, find};

/// A query with what it must find first; `tests/data/search.csv` says where the list comes from.
struct Asked {
    query: String,
    /// In order; empty where nothing may be found.
    first: Vec<FindingId>,
}

fn asked() -> Vec<Asked> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path("tests/data/search.csv").unwrap();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let meant = row[2].strip_prefix("ask: ").unwrap_or(&row[2]).split('|').filter(|id| *id != "nothing");
        let first = meant.map(|id| find(built_in(), id.split('=').next().unwrap())).collect();
        Asked { query: row[0].to_owned(), first }
    });
    rows.collect()
}

#[test]
fn what_is_asked_for_comes_first() {
    let mut missed = Vec::new();
    let all = asked();
    for Asked { query, first } in &all {
        let found = search(built_in(), query);
        let right = match first.as_slice() {
            [] => found.is_empty(),
            first => found.starts_with(first),
        };
        if !right {
            missed.push(format!("{query}: expected {:?}, found {:?}", names(first), names(&found)));
        }
    }
    assert!(missed.is_empty(), "{} of {} missed\n{}", missed.len(), all.len(), missed.join("\n"));
}

/// The terms of a list in both languages.
fn terms(list: &Value) -> Vec<String> {
    let of = |lang: &str| list[lang].as_array().into_iter().flatten().map(|term| term.as_str().unwrap().to_owned());
    of("en").chain(of("zh")).collect()
}

/// The findings of a list of `finding` or `finding=option`.
fn ids(list: &Value) -> Vec<FindingId> {
    let ids = list.as_array().into_iter().flatten().map(|id| id.as_str().unwrap());
    ids.map(|id| find(built_in(), id.split('=').next().unwrap())).collect()
}

/// Every term of the pack in lower case with what it may mean; several entries may hold one term.
fn every_term() -> BTreeMap<String, Vec<Vec<FindingId>>> {
    let synonyms: Value = serde_json::from_str(include_str!("../rules/synonyms.json")).unwrap();
    let mut all: BTreeMap<String, Vec<Vec<FindingId>>> = BTreeMap::new();
    let mut add = |term: &str, means: &[FindingId]| all.entry(term.to_lowercase()).or_default().push(means.to_vec());
    let entries = |list: &str| synonyms[list].as_array().unwrap().clone();
    for entry in entries("ambiguous") {
        terms(&entry["terms"]).iter().for_each(|term| add(term, &ids(&entry["means"])));
    }
    for entry in entries("composites") {
        terms(&entry["terms"]).iter().for_each(|term| add(term, &ids(&entry["findings"])));
    }
    for entry in entries("findings").iter().chain(&entries("options")) {
        let id = find(built_in(), entry["finding"].as_str().unwrap());
        let lists = ["names", "topics", "search_only", "absent"].map(|list| terms(&entry[list]));
        lists.concat().iter().for_each(|term| add(term, &[id]));
    }
    for id in built_in().finding_ids() {
        let label = &built_in().finding(id).label;
        [&label.en, &label.zh].iter().for_each(|term| add(term, &[id]));
    }
    terms(&synonyms["not_this"]).iter().for_each(|term| add(term, &[]));
    all
}

#[test]
fn every_term_leads_to_what_it_is_a_term_of() {
    let all = every_term();
    assert!(all.len() > 7_000, "{}", all.len());
    // A sign after a name is an answer, and no part of the name.
    let plain = all.iter().filter(|(term, means)| means.len() == 1 && !term.ends_with("(+)"));
    let step = examples(16, 1) as usize;
    for (term, means) in plain.step_by(step) {
        let found = search(built_in(), term);
        let right = if means[0].is_empty() { found.is_empty() } else { found.starts_with(&means[0]) };
        assert!(right, "{term}: expected {:?}, found {:?}", names(&means[0]), names(&found));
    }
}

fn names(ids: &[FindingId]) -> Vec<&str> {
    ids.iter().take(6).map(|id| built_in().finding(*id).id.as_str()).collect()
}

#[test]
fn a_negation_or_a_value_leads_to_the_finding_as_its_name_does_and_is_never_looked_for_within_a_word() {
    for (query, first) in [
        ("no edema", "peripheral_edema"),
        ("no response", "ivig_failure"),
        ("hb168", "hemoglobin"),
        ("血小板520", "platelets"),
        ("plt 520 k/ul", "platelets"),
        ("脾大(-)", "splenomegaly"),
        ("ascites neg", "ascites"),
        ("pleural efusion", "pleural_effusion"),
        ("ＩＦＥ", "serum_immunofixation"),
        ("HP:0001744", "splenomegaly"),
    ] {
        assert_eq!(names(&search(built_in(), query)).first(), Some(&first), "{query}");
    }
    let no = search(built_in(), "no");
    assert!(!names(&no).contains(&"ivig_response"), "immu-no-globulin: {:?}", names(&no));
    assert_eq!(search(built_in(), "  "), [], "nothing was asked for");
}
