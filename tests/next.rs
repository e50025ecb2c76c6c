//! The next examinations: the order that the page states, nothing that cannot be ordered, and the staging in their place
//! once the disease is found.

mod support;

use poems::case::{AnswerValue, Case};
use poems::engine::{Assessment, NextTest, StagingState, Verdict, assess};
use poems::knowledge::{self, Knowledge, Lang};
use poems::report::{self, View};
use poems::say::Style;
use serde_json::{Value, json};
use support::naive::{Answers, Naive, Pack};
use support::random::{Cases, Random};
use support::{all_cases, built_in, case_of, examples, find};

/// The examinations as they are written.
fn workup() -> Value {
    let embedded = knowledge::embedded();
    let file = embedded.files.iter().find(|file| file.path == "workup.json").unwrap();
    serde_json::from_str(&file.text).unwrap()
}

fn asked_for(knowledge: &Knowledge, assessed: &Assessment, next: &NextTest) -> bool {
    assessed.advice.iter().any(|id| knowledge.advice[id.index()].tests.contains(&next.test))
}

/// The place of an examination among those that separate the leading rival.
fn separates(assessed: &Assessment, next: &NextTest) -> Option<usize> {
    assessed.separating.first()?.tests.iter().position(|test| *test == next.test)
}

/// What could complete the leading set, and what advice asks for, stands before others of its level.
fn rises(knowledge: &Knowledge, assessed: &Assessment, next: &NextTest) -> bool {
    let completes = next.settles.iter().any(|how| knowledge.set(how.set).lead && how.verdict == Verdict::Met);
    completes || asked_for(knowledge, assessed, next)
}

fn obeys_the_rule(knowledge: &Knowledge, assessed: &Assessment, case: &Value) {
    let workup = &knowledge.workup;
    for (at, first) in assessed.next.iter().enumerate() {
        let is_worth_a_line = first.informs() || !first.settles.is_empty() || separates(assessed, first).is_some();
        let id = &workup.test(first.test).id;
        assert!(is_worth_a_line || asked_for(knowledge, assessed, first), "{id} tells nothing\n{case}");
        for second in &assessed.next[at + 1..] {
            let pair = format!("{id} before {}\n{case}", workup.test(second.test).id);
            let [level, other] = [first, second].map(|next| i32::from(workup.level(next.test)));
            if level > other {
                let times = workup.clearly_more.powi(level - other);
                assert!(first.informs() && first.bits > times * second.bits, "not clearly more: {pair}");
            }
            if level == other {
                let [risen, later] = [first, second].map(|next| rises(knowledge, assessed, next));
                assert!(risen || !later, "advice and what completes the set rise: {pair}");
                if risen == later && (first.informs() || second.informs()) {
                    assert!(first.bits > second.bits - 1e-8, "by information: {pair}");
                } else if risen == later {
                    let [place, other] = [first, second].map(|next| separates(assessed, next));
                    assert!(
                        other.is_none() || place.is_some_and(|place| Some(place) < other),
                        "the leading rival first: {pair}"
                    );
                }
            }
        }
    }
}

fn may_be_ordered(pack: &Pack, workup: &Value, assessed: &Assessment, value: &Value, case: &Case) {
    let answers = Answers::of(value);
    let naive = Naive { pack, answers: &answers };
    for next in &assessed.next {
        let test = &workup["tests"][next.test.index()];
        let done = test["done_by"].as_array().into_iter().flatten();
        for id in done.map(|id| id.as_str().unwrap()) {
            assert!(case.known(find(built_in(), id)).is_none(), "{} was done\n{value}", test["id"]);
        }
        if let Some(rule) = test.get("after") {
            assert_eq!(naive.rule(rule), Some(true), "{} comes too early\n{value}", test["id"]);
        }
        assert!(test.get("part_of").is_none(), "{} is named with the whole of it\n{value}", test["id"]);
        for id in &next.reveals {
            let is_unobtainable = |value: &AnswerValue| matches!(value, AnswerValue::Unobtainable);
            assert!(!case.answer(*id).is_some_and(|answer| is_unobtainable(&answer.value)), "{value}");
        }
    }
}

#[test]
fn the_list_obeys_its_rule_whatever_is_known() {
    let (pack, workup) = (Pack::built_in(), workup());
    let cases = Cases::over(&pack);
    let mut random = Random(6);
    let mut values: Vec<Value> = (0..examples(60, 2000)).map(|_| cases.make(&mut random)).collect();
    let published = all_cases().into_iter().step_by(examples(12, 1) as usize);
    values.extend(published.map(|text| {
        let value: Value = serde_json::from_str(&text).unwrap();
        value.get("case").cloned().unwrap_or(value)
    }));
    let mut pairs = 0;
    for value in &values {
        let case = case_of(built_in(), value);
        let assessed = assess(built_in(), &case);
        obeys_the_rule(built_in(), &assessed, value);
        may_be_ordered(&pack, &workup, &assessed, value, &case);
        assert!(assessed.staging.is_none() || assessed.next.is_empty(), "one or the other\n{value}");
        pairs += assessed.next.len();
    }
    assert!(pairs > 300, "{pairs}");
}

#[test]
fn what_a_woman_cannot_have_is_neither_looked_for_nor_reckoned_with() {
    let pack = Pack::built_in();
    let of_men: Vec<&String> =
        pack.findings.iter().filter(|(_, finding)| finding["only_in"] == "male").map(|(id, _)| id).collect();
    assert!(!of_men.is_empty());
    let mut women = 0;
    let values = all_cases().into_iter().map(|text| serde_json::from_str::<Value>(&text).unwrap());
    for mut value in values.filter(|value| value["sex"] == "female").take(60) {
        of_men.iter().for_each(|id| drop(value["findings"].as_object_mut().unwrap().remove(*id)));
        let said_nothing = assess(built_in(), &case_of(built_in(), &value));
        of_men.iter().for_each(|id| value["findings"][*id] = json!("absent"));
        let said_absent = assess(built_in(), &case_of(built_in(), &value));
        let reckoned = |assessed: &Assessment| assessed.robustness.as_ref().map(|robust| [robust.best, robust.worst]);
        assert_eq!(reckoned(&said_nothing), reckoned(&said_absent), "{value}");
        assert_eq!(said_nothing.separating, said_absent.separating, "{value}");
        assert_eq!(said_nothing.next, said_absent.next, "{value}");
        women += 1;
    }
    assert!(women > 10);
}

/// A patient who meets the criteria.
fn found() -> Value {
    json!({"format": "poems-case/1", "sex": "male", "findings": {
        "polyneuropathy": "present", "serum_immunofixation": "present", "m_protein_light_chain": "lambda",
        "vegf_plasma": {"value": 420, "unit": "pg/mL"}, "papilledema": "present",
        "tsh": {"value": 7.1, "unit": "m[IU]/L"}, "stroke": "unobtainable"}})
}

#[test]
fn once_the_disease_is_found_the_list_says_what_is_done_and_what_is_missing() {
    let knowledge = built_in();
    let case = case_of(knowledge, &found());
    let assessment = assess(knowledge, &case);
    let staging = &knowledge.workup.staging;
    let state = |id: &str| {
        let at = staging.items.iter().position(|item| item.id == id).unwrap();
        let staged = &assessment.staging.as_ref().unwrap()[at];
        let missing: Vec<&str> = staged.missing.iter().map(|id| knowledge.finding(*id).id.as_str()).collect();
        (staged.state, missing)
    };
    assert_eq!(state("fundus"), (StagingState::Done, vec![]));
    assert_eq!(state("marrow"), (StagingState::Missing, vec!["clonal_marrow_plasma_cells", "marrow_plasma_cells"]));
    assert_eq!(state("baseline"), (StagingState::Partly, vec!["urine_immunofixation"]));
    let (endocrine, missing) = state("endocrine");
    assert_eq!(endocrine, StagingState::Partly);
    assert!(missing.contains(&"cortisol_am") && !missing.contains(&"tsh"), "{missing:?}");
    assert!(state("thrombosis").1.contains(&"stroke"), "what could not be found out is not known");
    let view = |lang| View { knowledge, case: &case, assessment: &assessment, sets: &[], warnings: &[], lang };
    for (lang, title, marrow, missing) in [
        (Lang::En, "What to know before treatment", "how many (missing)", "Still missing"),
        (Lang::Zh, "治疗前分期检查", "比例（缺）", "尚缺"),
    ] {
        for said in [
            report::write(&view(lang), report::Content::Full, report::Format::Markdown),
            report::write(&view(lang), report::Content::Full, report::Format::Text(Style::Plain)),
        ] {
            assert!(said.contains(title) && said.contains(marrow) && said.contains(missing), "{said}");
        }
    }
    let read: Value =
        serde_json::from_str(&report::write(&view(Lang::En), report::Content::Full, report::Format::Json)).unwrap();
    assert_eq!(read["next"], json!([]));
    assert_eq!(read["staging"][0]["item"], "marrow");
    assert_eq!(read["staging"][0]["state"], "missing");
    assert_eq!(read["staging"][0]["tests"], json!(["bone_marrow"]));
    assert!(read["sources"].get("mayo_rt2013").is_some(), "its sources are named");
}

#[test]
fn the_staging_ends_when_the_criteria_are_no_longer_met() {
    let mut value = found();
    value["findings"]["polyneuropathy"] = json!("absent");
    let assessment = assess(built_in(), &case_of(built_in(), &value));
    assert!(assessment.staging.is_none() && !assessment.next.is_empty());
}

#[test]
fn what_separates_the_leading_rival_is_said_in_every_report() {
    let knowledge = built_in();
    let value = json!({"format": "poems-case/1", "findings": {
        "polyneuropathy": "present", "sensory_ataxia": "present", "serum_immunofixation": "present",
        "m_protein_heavy_chain": "igm", "m_protein_light_chain": "kappa"}});
    let case = case_of(knowledge, &value);
    let assessment = assess(knowledge, &case);
    let view = |lang| View { knowledge, case: &case, assessment: &assessment, sets: &[], warnings: &[], lang };
    for (lang, line) in [
        (Lang::En, "To separate POEMS syndrome from Anti-MAG neuropathy: Anti-MAG antibodies"),
        (Lang::Zh, "区分POEMS综合征与抗MAG抗体相关周围神经病：抗MAG抗体"),
    ] {
        assert!(
            report::write(&view(lang), report::Content::Full, report::Format::Markdown).contains(line),
            "{}",
            report::write(&view(lang), report::Content::Full, report::Format::Markdown)
        );
    }
    let read: Value =
        serde_json::from_str(&report::write(&view(Lang::En), report::Content::Full, report::Format::Json)).unwrap();
    assert_eq!(read["separating"][0]["disease"], "anti_mag");
    assert_eq!(read["separating"][0]["tests"][0], "anti_mag_antibodies");
}
