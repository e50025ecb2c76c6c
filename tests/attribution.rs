//! Before a set is called met: what else could explain the findings that count, and how it is said that it does.

mod support;

use poems::case::{Answer, AnswerValue, Case};
use poems::engine::{Assessment, Attribution, Verdict, assess};
use poems::knowledge::{self, Knowledge, Lang, Layer, PackText};
use poems::report::{self, View};
use poems::say::Style;
use serde_json::{Value, json};
use support::{all_cases, built_in, case, case_of, examples, find, patient};

fn assessed(value: &Value) -> (Case, Assessment) {
    let case = case_of(built_in(), value);
    let assessment = assess(built_in(), &case);
    (case, assessment)
}

/// What the leading set says of a finding that counts: its causes, and whether each is entered.
fn causes(assessment: &Assessment, finding: &str) -> Option<Vec<(&'static str, bool)>> {
    let lead = assessment.sets.iter().find(|found| built_in().set(found.set).lead).unwrap();
    let found = lead.attribution.iter().find(|found| found.finding == find(built_in(), finding))?;
    let id = |id| built_in().finding(id).id.as_str();
    Some(found.causes.iter().map(|cause| (id(cause.finding), cause.entered)).collect())
}

fn verdict(assessment: &Assessment, criterion: &str) -> Verdict {
    let lead = assessment.sets.iter().find(|found| built_in().set(found.set).lead).unwrap();
    let criteria = built_in().set(lead.set).criteria.iter();
    criteria.zip(&lead.criteria).find(|(named, _)| named.id == criterion).unwrap().1.verdict
}

fn text(case: &Case, assessment: &Assessment) -> String {
    let view = View { knowledge: built_in(), case, assessment, lang: Lang::En, sets: &[], warnings: &[] };
    report::write(&view, report::Content::Full, report::Format::Text(Style::Plain))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_diabetic_on_amlodipine_has_her_own_causes_and_her_edema_can_be_explained() {
    let mut patient = patient("9-trap");
    let (case, before) = assessed(&patient);
    let of_neuropathy = causes(&before, "polyneuropathy").unwrap();
    assert!(of_neuropathy.contains(&("diabetes_mellitus", true)) && of_neuropathy.contains(&("low_b12", false)));
    let of_edema = causes(&before, "peripheral_edema").unwrap();
    assert!(of_edema.contains(&("heart_failure", false)) && of_edema.contains(&("edema_drug", false)), "{of_edema:?}");
    let said = text(&case, &before);
    assert!(said.contains("Polyneuropathy - entered: Diabetes mellitus; not known: Low vitamin B12"), "{said}");

    // No heart failure, and the drug: what is absent is no longer listed, and the verdict is what it was.
    patient["findings"]["heart_failure"] = json!("absent");
    patient["findings"]["edema_drug"] = json!("present");
    let (case, asked) = assessed(&patient);
    let of_edema = causes(&asked, "peripheral_edema").unwrap();
    assert!(of_edema.contains(&("edema_drug", true)) && !of_edema.iter().any(|(id, _)| *id == "heart_failure"));
    assert_eq!(verdict(&asked, "volume_overload"), Verdict::Met, "a cause by itself changes nothing");

    // The clinician says that it is the drug: the edema no longer counts, and there is nothing left to explain.
    let mut explained = case;
    let edema = find(built_in(), "peripheral_edema");
    let cause = Some("amlodipine".to_owned());
    explained.put(edema, Some(Answer { explained: cause, ..Answer::from(AnswerValue::Present) }));
    let after = assess(built_in(), &explained);
    assert_ne!(verdict(&after, "volume_overload"), Verdict::Met);
    assert_eq!(causes(&after, "peripheral_edema"), None);
    assert!(text(&explained, &after).contains("Peripheral pitting edema: present, explained by amlodipine"));
}

#[test]
fn a_classic_patient_is_met_and_each_item_that_counts_names_what_else_to_think_of() {
    let (case, assessment) = assessed(&patient("1-classic"));
    // The numbers that make it: a VEGF in plasma, platelets, a testosterone.
    for finding in ["vegf_elevated", "thrombocytosis", "low_testosterone", "peripheral_edema", "splenomegaly"] {
        assert!(causes(&assessment, finding).is_some_and(|causes| !causes.is_empty()), "{finding}");
    }
    let view =
        View { knowledge: built_in(), case: &case, assessment: &assessment, lang: Lang::En, sets: &[], warnings: &[] };
    let read: Value = serde_json::from_str(&report::write(&view, report::Content::Full, report::Format::Json)).unwrap();
    let lead = read["criteria"].as_array().unwrap().iter().find(|set| set["set"] == "dispenzieri-2023").unwrap();
    assert_eq!(lead["conclusions"][0]["verdict"], "met");
    let of_vegf = lead["attribution"].as_array().unwrap().iter().find(|found| found["criterion"] == "vegf").unwrap();
    assert_eq!(of_vegf["finding"], "vegf_elevated");
    assert!(of_vegf["causes"].as_array().unwrap().contains(&json!({"finding": "sleep_apnea", "state": "not_known"})));
}

/// A sign that is answered for the whole group has the causes of its members.
#[test]
fn fluid_that_is_not_told_apart_has_the_causes_of_all_its_kinds() {
    let patient = json!({"format": "poems-case/1", "findings": {
        "polyneuropathy": "present", "volume_overload": "present", "cirrhosis": "present"}});
    let of_fluid = causes(&assessed(&patient).1, "volume_overload").unwrap();
    assert!(of_fluid.contains(&("cirrhosis", true)) && of_fluid.contains(&("edema_drug", false)), "{of_fluid:?}");
    assert_eq!(of_fluid.iter().filter(|(id, _)| *id == "cirrhosis").count(), 1);
}

/// The built-in pack without any cause.
fn without_causes() -> Knowledge {
    let files = knowledge::embedded().files.into_iter().filter(|file| file.path.starts_with("findings/"));
    let stripped = files.map(|file| {
        let mut value: Value = serde_json::from_str(&file.text).unwrap();
        for finding in value["findings"].as_array_mut().unwrap() {
            finding.as_object_mut().unwrap().remove("causes");
        }
        PackText { text: value.to_string().into(), ..file }
    });
    support::load(vec![knowledge::embedded(), Layer { files: stripped.collect() }])
}

#[test]
fn causes_are_asked_of_what_counts_and_change_nothing_by_themselves() {
    let stripped = without_causes();
    let mut asked = 0;
    for text in all_cases().iter().step_by(examples(12, 1) as usize) {
        let case = case(built_in(), text);
        let mut assessment = assess(built_in(), &case);
        let without = assess(&stripped, &self::case(&stripped, text));
        for found in &mut assessment.sets {
            let open = found.conclusions.iter().any(|conclusion| conclusion.verdict != Verdict::NotMet);
            assert!(open || found.attribution.is_empty(), "{text}");
            for Attribution { criterion, finding, causes } in found.attribution.drain(..) {
                asked += 1;
                assert_eq!(found.criteria[criterion.index()].verdict, Verdict::Met, "{text}");
                assert!(!causes.is_empty() && case.answer(finding).is_none_or(|answer| !answer.is_explained()));
                for cause in causes {
                    let known = case.known(cause.finding);
                    assert!(known != Some(&AnswerValue::Absent) && cause.finding != finding, "{text}");
                    assert!(
                        known != Some(&AnswerValue::Present) || cause.entered || is_explained(&case, cause.finding)
                    );
                }
            }
        }
        assert!(assessment == without, "{text}");
    }
    assert!(asked > 100, "{asked}");
}

#[test]
fn a_sign_is_not_listed_beside_the_one_that_it_is_inferred_from() {
    let text = json!({"en": "x", "zh": "x"});
    let set = json!({"id": "ward", "disease": "poems", "status": "current", "title": text, "short": text,
        "source": ["dispenzieri2023"], "verified": text,
        "criteria": [{"id": "only", "role": "major", "title": text, "short": text,
                      "when": {"any": ["peripheral_edema", "volume_overload"]}}],
        "conclusions": [{"id": "yes", "title": text, "when": {"every": "major"}}]});
    let path = "criteria/ward.json".to_owned();
    let ours = Layer { files: vec![PackText { file: path.clone(), path, text: set.to_string().into() }] };
    let knowledge = support::load(vec![knowledge::embedded(), ours]);
    let case = case_of(&knowledge, &json!({"format": "poems-case/1", "findings": {"peripheral_edema": "present"}}));
    let assessment = assess(&knowledge, &case);
    let ward = assessment.sets.iter().find(|found| knowledge.set(found.set).id == "ward").unwrap();
    let named: Vec<_> = ward.attribution.iter().map(|one| one.finding).collect();
    assert_eq!(named, [find(&knowledge, "peripheral_edema")]);
}

fn is_explained(case: &Case, id: poems::knowledge::FindingId) -> bool {
    case.answer(id).is_some_and(Answer::is_explained)
}
