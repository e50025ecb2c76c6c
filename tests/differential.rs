//! What else it could be: the likeliest rivals, each with what speaks for it and against it, agree with the fit.

mod support;

use poems::case::Case;
use poems::engine::{Assessment, Differential, Figure, Fit, Rival, Told, Verdict, assess, assess_in};
use poems::knowledge::{Knowledge, Lang, Literature};
use poems::report::{self, View};
use poems::say::Style;
use serde_json::{Value, json};
use support::{all_cases, built_in, case, case_of, examples, find};

fn literature() -> &'static Literature {
    built_in().literature.as_ref().unwrap()
}

fn some_cases() -> impl Iterator<Item = Case> {
    let step = examples(12, 1) as usize;
    all_cases().into_iter().step_by(step).map(|text| case(built_in(), &text))
}

/// Every so many cases, each in another setting.
fn some_fits() -> impl Iterator<Item = (Case, Fit, Differential)> {
    let settings = built_in().settings().iter().map(|setting| built_in().find_setting(&setting.id).unwrap());
    some_cases().zip(settings.cycle()).map(|(case, setting)| {
        let Assessment { fit, differential, .. } = assess_in(built_in(), &case, setting);
        (case, fit.unwrap(), differential.unwrap())
    })
}

/// The odds of a rival against the subject before, times what each finding says of it, are its odds now.
#[test]
fn the_table_adds_up_to_the_fit() {
    for (case, fit, differential) in some_fits() {
        assert_eq!(differential.rivals.len(), 5);
        for (rival, (id, probability)) in differential.rivals.iter().zip(&fit.differential) {
            assert_eq!((rival.hypothesis, rival.probability), (*id, *probability), "{:?}", case.id);
            assert_eq!(rival.cells.len(), fit.groups.len());
            let told: f64 = rival.cells.iter().map(|cell| cell.log_ratio).sum();
            let before = (rival.before / fit.prior).ln();
            let now = (rival.probability / fit.probability).ln();
            assert!((before + told - fit.correction.unwrap_or(0.0) - now).abs() < 1e-6, "{:?}", case.id);
        }
    }
}

/// The strongest are named, on the side where they stand, and none else.
#[test]
fn what_speaks_for_a_disease_does() {
    let judge = |told: &Told, log_ratios: &[f64], name: &str| {
        for (side, groups) in [(1.0, &told.speaks_for), (-1.0, &told.speaks_against)] {
            assert!(groups.len() <= 3, "{name}");
            assert!(groups.iter().all(|at| log_ratios[*at] * side > 0.0), "{name}: the sign");
            assert!(
                groups.is_sorted_by(|a, b| log_ratios[*a] * side >= log_ratios[*b] * side - 1e-9),
                "{name}: the order"
            );
            let weakest = groups.last().map_or(0.0, |at| log_ratios[*at] * side);
            let others = (0..log_ratios.len()).filter(|at| !groups.contains(at));
            let least = if groups.len() == 3 { weakest + 1e-9 } else { 0.05 };
            assert!(others.map(|at| log_ratios[at] * side).all(|other| other <= least), "{name}: one was left out");
        }
    };
    for (case, fit, differential) in some_fits() {
        let name = case.id.as_deref().unwrap_or_default();
        let of_subject: Vec<f64> = fit.groups.iter().map(|weight| weight.log_ratio).collect();
        judge(&differential.subject, &of_subject, name);
        for rival in &differential.rivals {
            let of_rival: Vec<f64> = rival.cells.iter().map(|cell| cell.log_ratio).collect();
            judge(&rival.told, &of_rival, name);
        }
        let explained = |id| case.answer(id).is_some_and(|answer| answer.is_explained());
        assert!(fit.groups.iter().all(|weight| !explained(weight.finding)), "{name}");
    }
}

fn patient(id: &str) -> Case {
    case_of(built_in(), &support::patient(id))
}

fn text(case: &Case) -> String {
    let assessment = assess(built_in(), case);
    let view = View { knowledge: built_in(), case, assessment: &assessment, lang: Lang::En, sets: &[], warnings: &[] };
    report::write(&view, report::Content::Full, report::Format::Text(Style::Plain))
}

/// What the report says of a rival, without its line breaks.
fn said_of(case: &Case, rival: &str) -> String {
    let text = text(case);
    let from = text.split_once(&format!(". {rival}")).unwrap_or_else(|| panic!("no {rival} in {text}")).1;
    from.split("\n\n").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_proven_amyloidosis_leads_with_its_tissue_and_its_own_criteria() {
    let said = said_of(&patient("5b-al"), "AL amyloidosis");
    assert!(said.contains("Speaks for it Amyloid on biopsy (Congo red): present (x"), "{said}");
    assert!(said.contains("Its own criteria AL amyloid: met"), "{said}");
}

#[test]
fn a_relapsing_patient_has_cidp_but_for_what_its_criteria_exclude() {
    let said = said_of(&patient("3-cidp"), "CIDP");
    assert!(
        said.contains("Its own criteria CIDP EAN/PNS: undetermined, open for Anti-MAG: not met + POEMS: not met"),
        "{said}"
    );
}

/// The examinations that would tell them apart are named with the rival, and none where nothing is left to order.
#[test]
fn what_would_separate_a_rival_stands_beside_it() {
    let case = patient("3-cidp");
    let assessment = assess(built_in(), &case);
    for rival in &assessment.differential.as_ref().unwrap().rivals {
        let disease = literature().hypothesis(rival.hypothesis);
        let said = said_of(&case, disease.label.get(Lang::En));
        let tests = assessment.separating(rival.hypothesis);
        assert!(!tests.is_empty() && tests.len() <= 3, "{}", disease.id);
        for test in tests {
            let label = built_in().workup.test(*test).label.get(Lang::En);
            assert!(said.split_once("Would separate it").unwrap().1.contains(label), "{label}: {said}");
        }
    }
}

#[test]
fn a_clone_beside_a_neuropathy_is_judged_by_the_criteria_of_the_clone() {
    let said = said_of(&patient("9-trap"), "MGUS neuropathy");
    assert!(said.contains("Its own criteria MGUS IMWG: undetermined, open for "), "{said}");
}

#[test]
fn what_a_disease_excludes_by_definition_is_said() {
    let patient = json!({"format": "poems-case/1", "findings": {
        "polyneuropathy": "present", "anti_mag_antibody": "present", "m_protein_heavy_chain": "igm"}});
    let case = case_of(built_in(), &patient);
    let Assessment { fit, differential, .. } = assess(built_in(), &case);
    let (fit, differential) = (fit.unwrap(), differential.unwrap());
    let of_disease = |id: &str| literature().rivals().find(|rival| literature().hypothesis(*rival).id == id);
    let mgus =
        differential.rivals.iter().find(|rival| Some(rival.hypothesis) == of_disease("mgus_neuropathy")).unwrap();
    assert_eq!(mgus.excluded_by(&fit).collect::<Vec<_>>(), [find(built_in(), "anti_mag_antibody")]);
    let said = said_of(&case, "MGUS neuropathy");
    assert!(said.starts_with("(excluded by definition: Anti-MAG antibody)"), "{said}");
    assert!(text(&case).contains("excluded"));
}

#[test]
fn a_disease_without_a_figure_of_its_own_says_so() {
    let patient = json!({"format": "poems-case/1", "findings": {"papilledema": "absent"}});
    let case = case_of(built_in(), &patient);
    let differential = assess(built_in(), &case).differential.unwrap();
    let assumed = |figure| matches!(figure, Figure::Assumed | Figure::Nothing);
    for rival in &differential.rivals {
        assert_eq!(rival.lacks_figures(), rival.cells.iter().all(|cell| assumed(cell.figure)));
    }
    let literature = literature();
    // Of one that has none at all that is said beside its name.
    let disease = |rival: &Rival| literature.hypothesis(rival.hypothesis);
    let mut lacking = differential.rivals.iter().filter(|rival| rival.lacks_figures() && !disease(rival).assumed);
    let label = disease(lacking.next().unwrap()).label.get(Lang::En);
    let said = said_of(&case, label);
    assert!(said.contains("no figures of its own for these findings"), "{label}: {said}");
}

#[test]
fn programs_are_told_the_same() {
    let case = patient("5b-al");
    let assessment = assess(built_in(), &case);
    let view =
        View { knowledge: built_in(), case: &case, assessment: &assessment, lang: Lang::En, sets: &[], warnings: &[] };
    let read: Value = serde_json::from_str(&report::write(&view, report::Content::Full, report::Format::Json)).unwrap();
    let rivals = read["differential"].as_array().unwrap();
    assert_eq!(rivals.iter().filter(|rival| rival.get("compared").is_some()).count(), 5);
    let leading = &rivals[0]["compared"];
    assert_eq!(leading["criteria"], json!([{"set": "al-amyloidosis", "conclusion": "al", "verdict": "met"}]));
    let tissue =
        leading["findings"].as_array().unwrap().iter().find(|cell| cell["finding"] == leading["speaks_for"][0]);
    assert!(tissue.unwrap()["likelihood_ratio"].as_f64().unwrap() > 1.0);
    assert_eq!(met(&assessment, built_in(), "al-amyloidosis"), Some(Verdict::Met));
}

fn met(assessment: &Assessment, knowledge: &Knowledge, set: &str) -> Option<Verdict> {
    let found = assessment.sets.iter().find(|found| knowledge.set(found.set).id == set)?;
    found.leading().map(|(_, conclusion)| conclusion.verdict)
}
