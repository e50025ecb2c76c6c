//! The number is the product: what it says of published patients and of eight whose clinicians know what to expect.

mod support;

use poems::case::{Case, Quality, teaching_cases};
use poems::cohort::{Calibration, Labeled, Method, Rated, Subset, cllr, correction, cross_validated};
use poems::engine::{Assessment, Band, Fit, Obstacle, Separating, StagingState, Verdict, assess, assess_in};
use poems::knowledge::{Knowledge, Lang, Literature};
use poems::report::{self, View};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{all_cases, built_in, case, case_of, examples, find};

fn literature() -> &'static Literature {
    built_in().literature.as_ref().unwrap()
}

/// The published cases, each in the setting that its own answers choose.
fn teaching() -> Calibration {
    let mut calibration = Calibration::default();
    for case in teaching_cases(built_in()).unwrap() {
        calibration.add(built_in(), literature(), None, &Labeled::of_teaching(literature(), &case));
    }
    calibration
}

#[test]
fn published_patients_are_told_from_their_mimics() {
    let calibration = teaching();
    assert_eq!(calibration.scores.len(), 56);
    let measure = |method| calibration.measure(Subset::All, method);
    let (auc, brier) = (measure(Method::Fit).auc.unwrap(), measure(Method::Fit).brier.unwrap());
    assert!(auc >= 0.985, "{auc}");
    assert!(brier <= 0.06, "{brier}");
    for baseline in [Method::CriteriaCounting, Method::BandsOverBackground] {
        assert!(auc > measure(baseline).auc.unwrap() && brier < measure(baseline).brier.unwrap(), "{baseline:?}");
    }
    for score in &calibration.scores {
        assert!(score.positive || score.band != Band::Strong, "a mimic is called strong");
        let documented = score.positive && score.quality == Quality::Firm;
        let missed = matches!(score.band, Band::Weak | Band::Against);
        assert!(!(documented && missed), "a documented patient is missed");
    }
}

#[test]
fn likelihood_ratios_mean_what_they_say_and_the_true_disease_is_near_the_top() {
    let calibration = teaching();
    let rated = calibration.rated(Subset::All);
    let raw = cllr(&rated).unwrap();
    assert!(raw <= 0.95, "{raw}");
    let corrected = cllr(&cross_validated(&rated).unwrap()).unwrap();
    assert!(corrected <= 0.45, "{corrected}");
    let places = calibration.places(Subset::All);
    assert!(places.among_three * 100 >= places.cases * 65, "{places:?}");
}

#[test]
fn the_correction_of_the_pack_is_the_one_that_the_teaching_cases_say() {
    let found = correction(&teaching().rated(Subset::All)).unwrap();
    let stored = literature().method.correction;
    assert!((found.offset - stored.offset).abs() < 0.005 && (found.slope - stored.slope).abs() < 0.005, "{found:?}");
}

/// One of the eight patients in a setting.
fn patient(id: &str, setting: &str) -> Assessment {
    assess_in(built_in(), &case_of(built_in(), &support::patient(id)), built_in().find_setting(setting).unwrap())
}

/// The same before some of it was known.
fn patient_without(id: &str, findings: &[&str]) -> Assessment {
    let mut case = support::patient(id);
    findings.iter().for_each(|finding| drop(case["findings"].as_object_mut().unwrap().remove(*finding)));
    assess(built_in(), &case_of(built_in(), &case))
}

fn fit_of(id: &str, setting: &str) -> Fit {
    patient(id, setting).fit.unwrap()
}

/// The likeliest rivals by their ids.
fn leading(fit: &Fit, count: usize) -> Vec<&'static str> {
    fit.differential.iter().take(count).map(|(id, _)| literature().hypothesis(*id).id.as_str()).collect()
}

fn probability(fit: &Fit, disease: &str) -> f64 {
    let of = |(id, probability): &(_, f64)| (literature().hypothesis(*id).id == disease).then_some(*probability);
    fit.differential.iter().find_map(of).unwrap()
}

fn ratio_of(fit: &Fit, group: &str) -> Option<f64> {
    let groups = literature().groups(fit.setting);
    let mut weights = fit.groups.iter().filter(|weight| groups[weight.group.index()].id == group);
    weights.next().map(|weight| weight.log_ratio.exp())
}

#[test]
fn a_classic_patient_is_strong_in_every_setting_and_the_vegf_is_there() {
    for setting in ["hospital", "new_polyneuropathy", "cidp_label", "ivig_failure", "mgus_neuropathy", "vegf_ordered"] {
        let fit = fit_of("1-classic", setting);
        assert_eq!(fit.band, Band::Strong, "{setting}: {:?}", fit.in_the_way);
        let vegf = ratio_of(&fit, "vegf").expect("the VEGF counts");
        assert!(vegf > 10.0 && ratio_of(&fit, "counts").is_none_or(|platelets| platelets < vegf), "{setting}");
        assert_eq!(literature().groups(fit.setting)[fit.groups[0].group.index()].id, "vegf", "{setting}");
    }
}

#[test]
fn early_disease_is_held_back_until_the_clone_and_a_major_item_are_known() {
    let fit = fit_of("2-early", "hospital");
    assert!(fit.probability > 0.9 && fit.band == Band::Compatible, "{fit:?}");
    assert!(fit.in_the_way.contains(&Obstacle::Unknown(find(built_in(), "monoclonal_plasma_cell_disorder"))));
    assert!(fit.in_the_way.contains(&Obstacle::Unknown(find(built_in(), "vegf_elevated"))));
}

#[test]
fn a_relapsing_patient_who_answers_to_immunoglobulin_has_cidp() {
    let fit = fit_of("3-cidp", "hospital");
    assert_eq!(leading(&fit, 1), ["cidp"]);
    assert!(fit.probability < 0.01 && fit.band == Band::Against);
}

#[test]
fn an_igm_kappa_with_ataxia_leads_to_anti_mag() {
    let fit = fit_of("4-antimag", "hospital");
    assert_eq!(leading(&fit, 1), ["anti_mag"]);
    assert!(fit.probability < 0.02);
}

/// What would separate POEMS syndrome from a disease, the best first.
fn separating(assessed: &Assessment, disease: &str) -> Vec<&'static str> {
    let of = |found: &&Separating| literature().hypothesis(found.rival).id == disease;
    let found = assessed.separating.iter().find(of).expect("one of the leading rivals");
    found.tests.iter().map(|test| built_in().workup.test(*test).id.as_str()).collect()
}

#[test]
fn what_separates_the_leading_rival_is_its_own_mark() {
    let anti_mag = patient("4-antimag", "hospital");
    assert_eq!(leading(anti_mag.fit.as_ref().unwrap(), 1), ["anti_mag"]);
    assert_eq!(separating(&anti_mag, "anti_mag")[0], "anti_mag_antibodies");
    let amyloidosis = ["amyloid_on_biopsy", "amyloid_type", "cardiac_amyloidosis"];
    let before = patient_without("5b-al", &amyloidosis);
    assert_eq!(leading(before.fit.as_ref().unwrap(), 1), ["al_amyloidosis"]);
    assert!(separating(&before, "al_amyloidosis").contains(&"fat_biopsy"));
    let after = patient("5b-al", "hospital");
    assert!(separating(&after, "hattr").contains(&"ttr_gene"));
    assert!(!separating(&after, "al_amyloidosis").contains(&"fat_biopsy"), "it was done");
    for assessed in [anti_mag, before, after] {
        let named: Vec<_> = assessed.separating.iter().map(|found| found.rival).collect();
        let likeliest: Vec<_> = assessed.fit.unwrap().differential.iter().take(5).map(|(rival, _)| *rival).collect();
        assert_eq!(named, likeliest);
        assert!(assessed.separating.iter().all(|found| found.tests.len() <= 3));
    }
}

/// The examinations to come, the first first.
fn next(assessed: &Assessment) -> Vec<&'static str> {
    assessed.next.iter().map(|next| built_in().workup.test(next.test).id.as_str()).collect()
}

/// The place of an examination; the end where it is not listed.
fn place(listed: &[&str], test: &str) -> usize {
    listed.iter().position(|other| *other == test).unwrap_or(listed.len())
}

/// Where the first examination of a burden stands.
fn first_of(listed: &[&str], burden: &str) -> usize {
    let workup = &built_in().workup;
    let is_of = |id: &&str| {
        let test = workup.tests.iter().find(|test| test.id == *id).unwrap();
        workup.burdens[test.burden].id == burden
    };
    listed.iter().position(is_of).unwrap_or(listed.len())
}

#[test]
fn a_classic_patient_is_staged() {
    let assessed = patient("1-classic", "hospital");
    assert!(assessed.next.is_empty());
    let items = &built_in().workup.staging.items;
    let staged = assessed.staging.unwrap();
    let state = |id: &str| staged[items.iter().position(|item| item.id == id).unwrap()].state;
    assert_eq!(["marrow", "echo", "lungs"].map(state), [StagingState::Missing; 3]);
    assert_eq!(["imaging", "endocrine", "thrombosis"].map(state), [StagingState::Partly; 3]);
    assert_eq!(state("fundus"), StagingState::Done);
}

#[test]
fn early_disease_is_looked_for_with_immunofixation_and_then_vegf() {
    for setting in ["hospital", "ivig_failure", "cidp_label"] {
        let assessed = patient("2-early", setting);
        let listed = next(&assessed);
        assert_eq!(listed[..2], ["serum_immunofixation", "urine_immunofixation"], "{setting}");
        let vegf = place(&listed, "serum_vegf");
        assert!(vegf < 4 && vegf < first_of(&listed, "imaging"), "{setting}: {listed:?}");
        for not in ["lesion_biopsy", "serum_protein_electrophoresis", "free_light_chains"] {
            assert!(!listed.contains(&not), "{setting}: {not}");
        }
    }
}

#[test]
fn an_igm_kappa_with_ataxia_is_tested_for_anti_mag_before_any_imaging() {
    for setting in ["hospital", "mgus_neuropathy", "new_polyneuropathy"] {
        let assessed = patient("4-antimag", setting);
        let listed = next(&assessed);
        let antibody = place(&listed, "anti_mag_antibodies");
        assert!(antibody < 5 && antibody < first_of(&listed, "imaging"), "{setting}: {listed:?}");
        let leads = leading(assessed.fit.as_ref().unwrap(), 1) == ["anti_mag"];
        assert!(antibody == 0 || !leads, "{setting}: {listed:?}");
    }
}

#[test]
fn what_decides_the_castleman_variant_is_named() {
    let assessed = patient("6-castleman", "hospital");
    let variant = assessed.sets.iter().find(|found| built_in().set(found.set).id == "castleman-variant").unwrap();
    let set = built_in().set(variant.set);
    let [way] = variant.conclusions[0].settled_by.as_slice() else { panic!("one question decides it") };
    let named: Vec<&str> =
        way.settlings().map(|settling| set.criteria[settling.criterion.index()].id.as_str()).collect();
    assert_eq!(named, ["monoclonal"]);
}

#[test]
fn a_solitary_lesion_is_first_looked_at_for_a_minor_item_at_the_bedside() {
    let assessed = patient("8-solitary", "hospital");
    let first = &assessed.next[0];
    let workup = &built_in().workup;
    assert_eq!(workup.burdens[workup.test(first.test).burden].id, "bedside");
    assert!(first.settles.iter().any(|how| built_in().set(how.set).lead && how.verdict == Verdict::Met));
}

#[test]
fn a_borderline_vegf_is_repeated_and_a_relapsing_cidp_has_its_exclusions_tested() {
    assert!(next(&patient("9-trap", "hospital"))[..3].contains(&"serum_vegf"));
    let cidp = patient("3-cidp", "hospital");
    assert!(next(&cidp).contains(&"anti_mag_antibodies"), "{:?}", next(&cidp));
}

#[test]
fn a_proven_amyloidosis_is_one() {
    let fit = fit_of("5b-al", "hospital");
    assert!(probability(&fit, "al_amyloidosis") > 0.85 && fit.probability < 0.1);
    assert!(!matches!(fit.band, Band::Strong | Band::Compatible));
}

#[test]
fn castleman_disease_without_a_clone_is_the_variant_before_it_is_anything_else() {
    let fit = fit_of("6-castleman", "hospital");
    assert_eq!(leading(&fit, 2), ["poems_castleman_variant", "imcd"]);
    assert!(probability(&fit, "hhv8_mcd") < 0.01);
}

#[test]
fn a_solitary_lesion_without_a_minor_item_leaves_the_mayo_set_open() {
    let assessed = patient("8-solitary", "hospital");
    assert_ne!(assessed.fit.as_ref().unwrap().band, Band::Strong);
    let lead = assessed.sets.iter().find(|found| built_in().set(found.set).lead).unwrap();
    assert_eq!(lead.conclusions[0].verdict, Verdict::Undetermined);
}

#[test]
fn a_diabetic_with_an_mgus_and_a_borderline_vegf_is_no_poems() {
    for setting in ["hospital", "mgus_neuropathy"] {
        let assessed = patient("9-trap", setting);
        let fit = assessed.fit.as_ref().unwrap();
        assert!(fit.probability < 0.1, "{setting}");
        let mut leading = leading(fit, 2);
        leading.sort_unstable();
        assert_eq!(leading, ["diabetic_neuropathy", "mgus_neuropathy"], "{setting}");
        let met = |found: &poems::engine::SetAssessment| {
            let of_subject = built_in().set(found.set).disease == "poems";
            of_subject && built_in().set(found.set).lead && found.conclusions[0].verdict == Verdict::Met
        };
        assert!(!assessed.sets.iter().any(met));
    }
}

#[test]
fn an_empty_case_shows_the_prior_and_few_answers_no_figure() {
    let headline = |findings: Value| {
        let case = case_of(built_in(), &json!({"format": "poems-case/1", "findings": findings}));
        let assessment = assess(built_in(), &case);
        let view = View {
            knowledge: built_in(),
            case: &case,
            assessment: &assessment,
            sets: &[],
            warnings: &[],
            lang: Lang::En,
        };
        report::write(&view, report::Content::Full, report::Format::Markdown)
    };
    assert!(headline(json!({})).contains("nothing known yet; 1% in this setting"), "{}", headline(json!({})));
    let few = headline(json!({"papilledema": "present", "platelets": {"value": 600, "unit": "10*9/L"}}));
    assert!(few.contains("POEMS syndrome: too little known"), "{few}");
}

#[test]
fn a_vegf_that_a_report_calls_raised_stands_though_its_number_is_low() {
    let ratio = |findings: Value| {
        let case = case_of(built_in(), &json!({"format": "poems-case/1", "findings": findings}));
        ratio_of(&assess(built_in(), &case).fit.unwrap(), "vegf").unwrap()
    };
    let number = json!({"value": 120, "unit": "pg/mL"});
    assert!(ratio(json!({"vegf_plasma": number})) < 1.0);
    assert!(ratio(json!({"vegf_plasma": number, "vegf_elevated": "present"})) > 1.0);
}

#[test]
fn strong_says_first_what_stands_in_the_way() {
    let mut value: Value =
        serde_json::from_str(include_str!("data/fit/patients.jsonl").lines().next().unwrap()).unwrap();
    let case = &mut value["case"];
    let fit = |case: &Value| assess(built_in(), &case_of(built_in(), case)).fit.unwrap();
    assert_eq!(fit(case).band, Band::Strong);
    case["findings"]["cryoglobulins"] = json!("present");
    let held = fit(case);
    assert_eq!(held.in_the_way, [Obstacle::Mark(find(built_in(), "cryoglobulins"))]);
    assert_eq!(held.band, Band::Compatible);
    case["findings"]["cryoglobulins"] = json!({"answer": "present", "explained": "hepatitis C, treated"});
    assert_eq!(fit(case).band, Band::Strong, "a better cause takes it out of the way");
}

#[test]
fn a_setting_that_the_answers_deny_says_so_and_offers_another() {
    let value = json!({"format": "poems-case/1", "findings": {
        "polyneuropathy": "absent", "castleman_disease": "present", "multicentric_lymphadenopathy": "present"}});
    let case = case_of(built_in(), &value);
    let fit = assess_in(built_in(), &case, built_in().find_setting("cidp_label").unwrap()).fit.unwrap();
    let misfit = fit.misfit.expect("a CIDP clinic has no patients without neuropathy");
    assert_eq!(misfit.denied, [find(built_in(), "polyneuropathy")]);
    assert_eq!(literature().setting(misfit.offered).id, "castleman");
    let fit = assess(built_in(), &case).fit.unwrap();
    assert!(fit.misfit.is_none());
    let [low, high] = fit.span.expect("a setting that was not stated shows the others");
    assert!(low.1 < high.1);
    let clinic = |id: &str| fit.span.iter().flatten().any(|(setting, _)| literature().setting(*setting).id == id);
    assert!(!clinic("cidp_label"), "settings that the answers deny are left out");
}

#[test]
fn what_a_setting_takes_for_granted_lends_no_weight_there() {
    let setting = built_in().find_setting("mgus_neuropathy").unwrap();
    for answer in ["present", "absent"] {
        let value =
            json!({"format": "poems-case/1", "findings": {"polyneuropathy": answer, "monoclonal_gammopathy": answer}});
        let fit = assess_in(built_in(), &case_of(built_in(), &value), setting).fit.unwrap();
        assert!(fit.groups.is_empty(), "{answer}");
        assert!((fit.probability - fit.prior).abs() < 1e-12);
    }
}

fn rated(log_ratio: f64, positive: bool) -> Rated {
    Rated { log_ratio, positive }
}

#[test]
fn a_correction_needs_patients_of_both_kinds() {
    assert!(correction(&[rated(1.0, true), rated(2.0, true)]).is_none());
}

#[test]
fn shares_add_up_and_backgrounds_keep_parents_above_their_children() {
    for setting in &literature().settings {
        let all: f64 = setting.shares.iter().map(|rival| rival.share).sum();
        assert!((all - 1.0).abs() < 1e-9, "{}: {all}", setting.id);
    }
    let background = |knowledge: &Knowledge, id: &str| literature().background.get(&find(knowledge, id)).cloned();
    for (parent, child) in [
        ("polyneuropathy", "demyelinating_neuropathy"),
        ("organomegaly", "hepatomegaly"),
        ("organomegaly", "splenomegaly"),
        ("organomegaly", "lymphadenopathy"),
        ("volume_overload", "peripheral_edema"),
        ("volume_overload", "ascites"),
        ("endocrinopathy", "hypogonadism"),
        ("skin_changes", "hyperpigmentation"),
        ("sclerotic_bone_lesion", "bone_lesion_sclerotic"),
        ("monoclonal_plasma_cell_disorder", "monoclonal_gammopathy"),
    ] {
        let [above, below] = [parent, child].map(|id| background(built_in(), id).unwrap());
        assert!(
            above.hospital[1] >= below.hospital[1] && above.neuropathy_clinic[1] >= below.neuropathy_clinic[1],
            "{parent}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(examples(60, 800)))]

    /// Whatever else is known, and wherever the patient is seen.
    #[test]
    fn a_mark_of_another_disease_never_argues_for_poems(
        (text, mark, setting) in (prop::sample::select(all_cases()), any::<prop::sample::Index>(), any::<prop::sample::Index>())
    ) {
        let value: Value = serde_json::from_str(&text).unwrap();
        let value = value.get("case").cloned().unwrap_or(value);
        let mut without: Case = case(built_in(), &value.to_string());
        let marks: Vec<_> = literature().marks.ids().collect();
        let mark = marks[mark.index(marks.len())];
        let settings = built_in().settings();
        let setting = built_in().find_setting(&settings[setting.index(settings.len())].id).unwrap();
        without.put(mark, None);
        let mut with = without.clone();
        with.put(mark, Some(poems::case::Answer::from(poems::case::AnswerValue::Present)));
        let groups = literature().groups(setting);
        let fit = assess_in(built_in(), &with, setting).fit.unwrap();
        let item = |weight: &poems::engine::GroupWeight| &groups[weight.group.index()].items[weight.item];
        for weight in fit.groups.iter().filter(|weight| item(weight).finding == mark && weight.outcome == 0) {
            prop_assert!(weight.log_ratio <= 1e-9, "{} argues for the subject", built_in().finding(mark).id);
        }
    }
}
