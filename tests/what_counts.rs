//! What an answer counts as: a finding with a better cause, a finding of the other sex, a number beside the laboratory's
//! own limit, a number in a unit for which the source prints a limit of its own.

mod support;

use poems::engine::{Assessment, Disagreement, Verdict, assess};
use poems::knowledge::Lang;
use poems::report::{self, View};
use poems::say::Style;
use serde_json::{Value, json};
use support::{built_in, case_of, find};

fn assessed(value: &Value) -> Assessment {
    assess(built_in(), &case_of(built_in(), value))
}

fn patient(findings: Value) -> Value {
    json!({"format": "poems-case/1", "sex": "male", "findings": findings})
}

fn criterion(assessment: &Assessment, set: &str, criterion: &str) -> Verdict {
    let set = built_in().find_set(set).unwrap();
    assessment.set(set).criteria[built_in().set(set).criterion(criterion).unwrap().index()].verdict
}

fn conclusion(assessment: &Assessment, set: &str) -> Verdict {
    assessment.set(built_in().find_set(set).unwrap()).conclusions[0].verdict
}

fn summary(value: &Value, lang: Lang) -> String {
    let case = case_of(built_in(), value);
    let assessment = assess(built_in(), &case);
    let view = View { knowledge: built_in(), case: &case, assessment: &assessment, lang, sets: &[], warnings: &[] };
    report::write(&view, report::Content::Full, report::Format::Text(Style::Plain))
}

// ------------------------------------------------------------------------------------------- a better cause

#[test]
fn edema_that_heart_failure_explains_is_absent_to_every_rule() {
    let mut findings = json!({
        "polyneuropathy": "present", "serum_immunofixation": "present", "sclerotic_bone_lesion": "present",
        "peripheral_edema": "present", "pleural_effusion": "absent", "ascites": "absent"
    });
    let before = assessed(&patient(findings.clone()));
    assert_eq!(criterion(&before, "dispenzieri-2023", "volume_overload"), Verdict::Met);
    assert_eq!(conclusion(&before, "dispenzieri-2023"), Verdict::Met);

    findings["peripheral_edema"] = json!({"answer": "present", "explained": "heart failure"});
    let after = assessed(&patient(findings.clone()));
    assert_ne!(criterion(&after, "dispenzieri-2023", "volume_overload"), Verdict::Met);
    assert_eq!(conclusion(&after, "dispenzieri-2023"), Verdict::Undetermined);
    assert_eq!(after.explained, [find(built_in(), "peripheral_edema")]);
    assert!(after.conflicts.is_empty());

    for (lang, words) in [(Lang::En, "present, explained by heart failure"), (Lang::Zh, "有，另有解释：heart failure")]
    {
        let text = summary(&patient(findings.clone()), lang).replace("\n  ", " ");
        assert!(text.split_whitespace().collect::<String>().contains(&words.replace(' ', "")), "{text}");
    }
}

#[test]
fn what_is_explained_weighs_as_much_as_what_nobody_looked_at() {
    let fit = |findings: Value| assessed(&patient(findings)).fit.unwrap();
    let bare = fit(json!({"polyneuropathy": "present"}));
    // All three parts of the leak: its parent would be inferred absent from explained parts alone.
    for part in ["peripheral_edema", "pleural_effusion", "ascites", "thrombocytosis"] {
        let explained = json!({"answer": "present", "explained": "another cause"});
        let with = fit(json!({"polyneuropathy": "present", part: explained}));
        assert_eq!(with.probability, bare.probability, "{part}");
        assert_eq!(with.groups, bare.groups, "{part}");
    }
    let explained = json!({"answer": "present", "explained": "another cause"});
    let all = json!({"polyneuropathy": "present", "peripheral_edema": explained, "pleural_effusion": explained,
                     "pericardial_effusion": explained, "ascites": explained});
    assert_eq!(fit(all).probability, bare.probability);
}

#[test]
fn what_would_turn_if_the_explanation_were_wrong_is_named() {
    let value = patient(json!({
        "polyneuropathy": "present", "serum_immunofixation": "present", "sclerotic_bone_lesion": "present",
        "peripheral_edema": {"answer": "present", "explained": "heart failure"}
    }));
    let turning = assessed(&value).robustness.unwrap().turning;
    let edema = find(built_in(), "peripheral_edema");
    assert!(turning.iter().any(|turn| turn.finding == edema), "as present it would meet the leading set");
}

// -------------------------------------------------------------------------------------------- the other sex

#[test]
fn gynecomastia_in_a_woman_is_a_conflict_and_counts_for_nothing() {
    let findings = json!({
        "polyneuropathy": "present", "monoclonal_plasma_cell_disorder": "present", "sclerotic_bone_lesion": "present",
        "gynecomastia": "present"
    });
    let with_sex = |sex: &str| json!({"format": "poems-case/1", "sex": sex, "findings": findings});
    assert_eq!(conclusion(&assessed(&with_sex("male")), "dispenzieri-2023"), Verdict::Met);

    let woman = assessed(&with_sex("female"));
    assert_eq!(conclusion(&woman, "dispenzieri-2023"), Verdict::Undetermined);
    let [conflict] = woman.conflicts.as_slice() else { panic!("{:?}", woman.conflicts) };
    assert_eq!((conflict.finding, conflict.disagreement), (find(built_in(), "gynecomastia"), Disagreement::OtherSex));
    assert_eq!(conflict.from, [find(built_in(), "sex")], "the other finding is named");
    let text = summary(&with_sex("female"), Lang::En);
    assert!(text.contains("Gynecomastia: answered present, but Sex: Female."), "{text}");

    // While the sex is unknown, it counts.
    let unknown = json!({"format": "poems-case/1", "findings": findings});
    assert_eq!(conclusion(&assessed(&unknown), "dispenzieri-2023"), Verdict::Met);
    assert!(assessed(&unknown).conflicts.is_empty());
}

#[test]
fn every_finding_of_one_sex_is_refused_to_the_other_and_denied_without_a_word() {
    let of_one_sex: Vec<_> = built_in().findings.iter().filter_map(|f| Some((&f.id, f.only_in?))).collect();
    assert_eq!(of_one_sex.len(), 5);
    for (id, only_in) in of_one_sex {
        for (sex, is_male) in [("male", true), ("female", false)] {
            let conflicts = |answer: &str| {
                assessed(&json!({"format": "poems-case/1", "sex": sex, "findings": {id.as_str(): answer}}))
                    .conflicts
                    .len()
            };
            assert_eq!(conflicts("present"), usize::from(!only_in.admits(is_male)), "{id} in {sex}");
            assert_eq!(conflicts("absent"), 0, "{id} in {sex}");
        }
    }
}

// ------------------------------------------------------------------------------------- the laboratory's own limit

#[test]
fn the_laboratorys_own_limit_comes_first_or_must_be_passed_too() {
    let sign = |findings: Value, id: &str| {
        let inferred = assessed(&patient(findings)).inferred;
        let id = find(built_in(), id);
        inferred.iter().find(|inferred| inferred.finding == id).map(|inferred| inferred.present)
    };
    let vegf = |specimen: &str, value: f64, high: Option<f64>| {
        let mut answer = json!({"value": value, "unit": "pg/mL"});
        high.into_iter().for_each(|high| answer["reference"] = json!({"high": high}));
        sign(json!({specimen: answer}), "vegf_elevated")
    };
    let (serum, plasma) = ("vegf_serum", "vegf_plasma");
    assert_eq!(vegf(serum, 1200.0, None), Some(true));
    assert_eq!(vegf(serum, 1200.0, Some(1500.0)), Some(false), "within the laboratory's own limit: not raised");
    assert_eq!(vegf(serum, 1500.0, Some(1500.0)), Some(false), "at the end is within");
    assert_eq!(vegf(serum, 1200.0, Some(800.0)), Some(true));
    assert_eq!(vegf(serum, 820.0, Some(771.0)), None, "above the laboratory's limit, below the cut-off: open");
    assert_eq!(vegf(serum, 1000.0, Some(771.0)), Some(true));
    assert_eq!(vegf(plasma, 150.0, None), None);
    assert_eq!(vegf(plasma, 150.0, Some(160.0)), Some(false));
    assert_eq!(vegf(plasma, 150.0, Some(96.0)), None);
    assert_eq!(vegf(plasma, 250.0, Some(300.0)), Some(false));

    let platelets = |value: f64, high: Option<f64>| {
        let mut answer = json!({"value": value, "unit": "10*9/L"});
        high.into_iter().for_each(|high| answer["reference"] = json!({"low": 150, "high": high}));
        sign(json!({"platelets": answer}), "thrombocytosis")
    };
    assert_eq!(platelets(400.0, None), None, "between the printed limits");
    assert_eq!(platelets(400.0, Some(380.0)), Some(true));
    assert_eq!(platelets(400.0, Some(400.0)), Some(false));
    assert_eq!(platelets(470.0, Some(480.0)), Some(false), "the laboratory's limit comes before the printed one");
}

#[test]
fn a_vegf_between_the_laboratorys_limit_and_the_cut_off_is_open_in_words_with_what_to_do() {
    let value = patient(json!({
        "polyneuropathy": "present", "serum_immunofixation": "present",
        "vegf_serum": {"value": 820, "unit": "pg/mL", "reference": {"high": 771}}
    }));
    assert_eq!(criterion(&assessed(&value), "dispenzieri-2023", "vegf"), Verdict::Undetermined);
    let text = summary(&value, Lang::En).split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["short of the published cut-off", "Repeat it", "iron deficiency", "sleep apnea"] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

// -------------------------------------------------------------------------------------------- a limit per unit

/// The source prints 11 mg/dL and 2.75 mmol/L, which are not quite the same.
#[test]
fn a_limit_is_the_one_the_source_prints_for_the_unit_of_the_answer() {
    let event = |id: &str, value: f64, unit: &str| {
        let findings = json!({"clonal_marrow_plasma_cells": "present", id: {"value": value, "unit": unit},
                              "marrow_plasma_cells": {"value": 20, "unit": "%"}});
        conclusion(&assessed(&patient(findings)), "imwg-2014-myeloma")
    };
    assert_eq!(event("calcium", 2.75, "mmol/L"), Verdict::Undetermined, "at the limit, not above it");
    assert_eq!(event("calcium", 2.76, "mmol/L"), Verdict::Met);
    assert_eq!(event("calcium", 11.0, "mg/dL"), Verdict::Undetermined);
    assert_eq!(event("calcium", 11.01, "mg/dL"), Verdict::Met);
    assert_eq!(event("creatinine", 177.0, "umol/L"), Verdict::Undetermined);
    assert_eq!(event("creatinine", 178.0, "umol/L"), Verdict::Met);
    assert_eq!(event("creatinine", 2.0, "mg/dL"), Verdict::Undetermined);
}

// -------------------------------------------------------------------------------------------------------- skin

#[test]
fn hemangiomas_leave_the_skin_open_until_they_are_glomeruloid() {
    let skin = |findings: Value| criterion(&assessed(&patient(findings)), "dispenzieri-2023", "skin");
    let none_else = |mut findings: Value| {
        for id in ["hyperpigmentation", "hypertrichosis", "plethora", "acrocyanosis", "flushing", "white_nails"] {
            findings[id] = json!("absent");
        }
        findings
    };
    assert_eq!(skin(none_else(json!({"hemangioma": "present"}))), Verdict::Undetermined);
    assert_eq!(skin(none_else(json!({"glomeruloid_hemangioma": "present"}))), Verdict::Met);
    assert_eq!(
        skin(none_else(json!({"hemangioma": "present", "glomeruloid_hemangioma": "absent"}))),
        Verdict::NotMet,
        "biopsied, and of another kind"
    );
}

// ------------------------------------------------------------------------------------------- what follows from it

/// Whether a sign that was not answered is inferred present or absent; `None` where it stays open.
fn inferred(sign: &str, findings: Value) -> Option<bool> {
    let sign = find(built_in(), sign);
    let assessment = assessed(&patient(findings));
    assessment.inferred.iter().find(|inferred| inferred.finding == sign).map(|inferred| inferred.present)
}

#[test]
fn what_a_finding_says_by_itself_need_not_be_marked_again() {
    for (answered, sign) in [
        ("foot_drop", "muscle_weakness"),
        ("wrist_drop", "muscle_weakness"),
        ("distal_muscle_weakness", "muscle_weakness"),
        ("nephrotic_proteinuria", "proteinuria"),
        ("bence_jones_proteinuria", "urine_immunofixation"),
        ("clonal_plasma_cells_in_lesion", "plasmacytoma"),
        ("known_myeloma", "monoclonal_plasma_cell_disorder"),
    ] {
        assert_eq!(inferred(sign, json!({answered: "present"})), Some(true), "{answered}");
        assert_eq!(inferred(sign, json!({answered: "absent"})), None, "{answered} absent leaves it open");
    }
    assert_eq!(inferred("ivig_response", json!({"ivig_failure": "present"})), Some(false));
    // A plasma cell tumor elsewhere says nothing of the marrow.
    assert_eq!(inferred("clonal_marrow_plasma_cells", json!({"clonal_plasma_cells_in_lesion": "present"})), None);
}

#[test]
fn a_vegf_whose_specimen_nobody_named_is_judged_by_the_laboratorys_limit_alone() {
    let vegf = |value: Value| inferred("vegf_elevated", json!({"vegf_unspecified": value}));
    assert_eq!(vegf(json!({"value": 5000, "unit": "pg/mL"})), None, "neither specimen's limit is used");
    assert_eq!(vegf(json!({"value": 5000, "unit": "pg/mL", "reference": {"high": 500}})), Some(true));
    assert_eq!(vegf(json!({"value": 400, "unit": "pg/mL", "reference": {"high": 500}})), Some(false));
}

#[test]
fn a_number_decides_the_sign_it_is_measured_for() {
    let at = |sign: &str, id: &str, value: Value| inferred(sign, json!({id: value}));
    assert_eq!(at("epo_low", "epo", json!({"value": 2.6, "unit": "m[IU]/mL"})), Some(true));
    assert_eq!(at("epo_low", "epo", json!({"value": 4, "unit": "m[IU]/mL"})), Some(false));
    assert_eq!(at("eosinophilia", "eosinophils", json!({"value": 4200, "unit": "/uL"})), Some(true));
    assert_eq!(at("eosinophilia", "eosinophils", json!({"value": 1.5, "unit": "10*9/L"})), Some(false));
    assert_eq!(at("low_c4", "complement_c4", json!({"value": 4, "unit": "mg/dL"})), None, "no limit is printed");
    assert_eq!(
        at("low_c4", "complement_c4", json!({"value": 0.04, "unit": "g/L", "reference": {"low": 0.1}})),
        Some(true)
    );
    let thyroid = |ft4: f64| json!({"tsh": {"value": 9, "unit": "m[IU]/L"}, "ft4": {"value": ft4, "unit": "ng/dL"}});
    assert_eq!(inferred("subclinical_hypothyroidism", thyroid(1.1)), Some(true));
    assert_eq!(inferred("subclinical_hypothyroidism", thyroid(0.5)), Some(false));
    assert_eq!(inferred("hypothyroidism", thyroid(0.5)), Some(true));
    let iron = |ferritin: Value| json!({"transferrin_saturation": {"value": 89, "unit": "%"}, "ferritin": ferritin});
    let high = iron(json!({"value": 2000, "unit": "ng/mL", "reference": {"high": 300}}));
    assert_eq!(inferred("transferrin_saturation_high", high), Some(true));
    assert_eq!(inferred("transferrin_saturation_high", iron(json!({"value": 2000, "unit": "ng/mL"}))), None);
}

#[test]
fn every_finding_says_in_both_languages_what_counts_as_it() {
    for finding in &built_in().findings {
        let help = finding.help.as_ref().unwrap_or_else(|| panic!("{} has no help", finding.id));
        assert!(Lang::ALL.iter().all(|lang| !help.counts.get(*lang).is_empty()), "{}", finding.id);
    }
}
