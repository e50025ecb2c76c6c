//! Every verdict of 678 cases agrees with an independent evaluator.

use std::collections::BTreeMap;

use poems::case::{self, Case, teaching_cases};
use poems::engine::{Verdict, assess};
use poems::knowledge::{self, Knowledge};
use serde_json::Value;

fn pack() -> Knowledge {
    knowledge::load(vec![knowledge::embedded()]).unwrap_or_else(|faults| panic!("{:#}", faults[0]))
}

type Verdicts = BTreeMap<String, BTreeMap<String, String>>;

fn verdicts(knowledge: &Knowledge, case: &Case) -> Verdicts {
    let assessment = assess(knowledge, case);
    let conclusions = |set: &poems::engine::SetAssessment| {
        let names = knowledge.set(set.set).conclusions.iter().map(|conclusion| conclusion.id.to_string());
        names.zip(set.conclusions.iter().map(|conclusion| word(conclusion.verdict).to_owned())).collect()
    };
    assessment.sets.iter().map(|set| (knowledge.set(set.set).id.to_string(), conclusions(set))).collect()
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::NotMet => "not_met",
        Verdict::Undetermined => "undetermined",
    }
}

fn expected(text: &str) -> BTreeMap<String, Verdicts> {
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines
        .map(|line| {
            (line["id"].as_str().unwrap().to_owned(), serde_json::from_value(line["verdicts"].clone()).unwrap())
        })
        .collect()
}

fn agree(knowledge: &Knowledge, cases: &str, expectations: &str) -> usize {
    let expected = expected(expectations);
    let mut seen = 0;
    for line in cases.lines() {
        let read =
            case::read("cases.jsonl", line.as_bytes(), knowledge).unwrap_or_else(|faults| panic!("{}", faults[0]));
        let id = read.case.id.clone().unwrap();
        assert_eq!(verdicts(knowledge, &read.case), expected[&id], "{id}");
        seen += 1;
    }
    assert_eq!(seen, expected.len());
    seen
}

#[test]
fn textbook_cases_get_the_expected_verdicts() {
    assert_eq!(
        agree(
            &pack(),
            include_str!("data/cases/typical.cases.jsonl"),
            include_str!("data/cases/typical.expected.jsonl")
        ),
        22
    );
}

#[test]
fn random_cases_get_the_expected_verdicts() {
    assert_eq!(
        agree(
            &pack(),
            include_str!("data/cases/synthetic.cases.jsonl"),
            include_str!("data/cases/synthetic.expected.jsonl")
        ),
        600
    );
}

#[test]
fn published_cases_as_they_were_first_coded_get_the_expected_verdicts() {
    assert_eq!(
        agree(
            &pack(),
            include_str!("data/cases/teaching.cases.jsonl"),
            include_str!("data/cases/teaching.expected.jsonl")
        ),
        56
    );
}

/// All that the text and the rest of the report say is coded since; what that moves is listed, each with its reason.
#[test]
fn published_cases_get_the_same_verdicts_but_where_more_of_their_report_is_coded() {
    let knowledge = pack();
    let mut expected = expected(include_str!("data/cases/teaching.expected.jsonl"));
    for (id, verdicts) in self::expected(include_str!("data/cases/recoded.expected.jsonl")) {
        let before = expected.insert(id.clone(), verdicts.clone());
        assert!(before.is_some_and(|before| before != verdicts), "{id} did not move");
    }
    let cases = teaching_cases(&knowledge).unwrap_or_else(|faults| panic!("{}", faults[0]));
    assert_eq!(cases.len(), 56);
    for teaching in cases {
        assert_eq!(verdicts(&knowledge, &teaching.case), expected[&format!("t-{}", teaching.id)], "{}", teaching.id);
    }
}
