//! The fit keeps its promises: it adds up, it forgets what is taken back, and what it says of the next test is true.

mod support;

use poems::case::Case;
use poems::engine::{Assessment, Need, NextTest, Open, OpenItem, Row, Rows, assess, assess_in};
use poems::knowledge::files::FrequencyKind;
use poems::knowledge::{self, Finding, Grade, Knowledge, Lang, Layer, Literature, PackText, Setting, Side, Threshold};
use poems::report::{self, Explanation, View};
use poems::say::{self, Style};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{all_cases, built_in, case, case_of, examples};

fn literature(knowledge: &Knowledge) -> &Literature {
    knowledge.literature.as_ref().unwrap()
}

/// Every so many of the cases that come with the program.
fn some_cases() -> impl Iterator<Item = Case> {
    let step = examples(12, 1) as usize;
    all_cases().into_iter().step_by(step).map(|text| case(built_in(), &text))
}

fn log_odds(probability: f64) -> f64 {
    (probability / (1.0 - probability)).ln()
}

#[test]
fn the_bars_add_up_and_the_probabilities_too() {
    let settings = built_in().settings().iter().map(|setting| built_in().find_setting(&setting.id).unwrap());
    for (case, setting) in some_cases().zip(settings.cycle()) {
        let assessment = assess_in(built_in(), &case, setting);
        let fit = assessment.fit.unwrap();
        let weights = fit.groups.iter().map(|group| group.log_ratio).chain(fit.correction);
        let sum: f64 = log_odds(fit.prior) + weights.sum::<f64>();
        // Near certainty the odds themselves hold only so many digits.
        let against: f64 = fit.differential.iter().map(|(_, probability)| probability).sum();
        assert!((sum - (fit.probability / against).ln()).abs() < 1e-9, "{:?}", case.id);
        assert!((against + fit.probability - 1.0).abs() < 1e-9, "{:?}", case.id);
        assert!(fit.interval[0] <= fit.probability && fit.probability <= fit.interval[1], "{:?}", case.id);
        let robustness = assessment.robustness.unwrap();
        assert!(robustness.worst <= fit.probability + 1e-12 && fit.probability <= robustness.best + 1e-12);
        assert!(fit.differential.is_sorted_by(|a, b| a.1 >= b.1));
        // A bar is a mean over the rivals: it lies among what the answer says of each.
        let rows = Rows::of(built_in(), setting).unwrap();
        for weight in &fit.groups {
            let rivals = rows.literature.rivals().filter_map(|rival| Some(rows.ratio(weight, rival)?.ln()));
            let (low, high) = rivals.fold((f64::MAX, f64::MIN), |(low, high), one| (low.min(one), high.max(one)));
            assert!(low - 1e-9 <= weight.log_ratio && weight.log_ratio <= high + 1e-9, "{:?}", case.id);
        }
    }
}

#[test]
fn every_weight_names_rows_that_are_there() {
    let knowledge = built_in();
    let mut weights = 0;
    for case in some_cases() {
        let fit = assess(knowledge, &case).fit.unwrap();
        let rows = Rows::of(knowledge, fit.setting).unwrap();
        for weight in fit.groups {
            weights += 1;
            let id = &knowledge.finding(weight.finding).id;
            for source in rows.sources(&weight) {
                assert!(knowledge.source(source).is_some(), "{id}: {source}");
            }
            let subject = rows.behind(&weight, rows.literature.subject());
            let assumed = subject.background(rows.literature).is_some();
            assert!(
                assumed || !subject.sources(rows.literature).is_empty() || weight.grade.is_none(),
                "{id} has no source"
            );
            for hypothesis in literature(knowledge).rivals() {
                let behind = rows.behind(&weight, hypothesis);
                let counted = behind.rows.iter().filter(|row| row.left_out.is_none()).count();
                match rows.grade(&weight, hypothesis) {
                    Some(Grade::A) => assert!(behind.comparison.is_some() && counted == 0, "{id}"),
                    Some(Grade::B | Grade::C) => assert!(counted > 0 || behind.comparison.is_some(), "{id}"),
                    // A choice is as good as the worse of the two numbers.
                    Some(Grade::D) if behind.option.is_none() => {
                        let judged = |row: &&Row| row.row.kind == FrequencyKind::Judgement;
                        let counted: Vec<&Row> = behind.rows.iter().filter(|row| row.left_out.is_none()).collect();
                        assert!(counted.iter().all(judged), "{id}: an assumption has judged rows at most");
                    }
                    Some(Grade::D) => {}
                    None => assert!(rows.ratio(&weight, hypothesis).is_some_and(|ratio| (ratio - 1.0).abs() < 1e-9)),
                }
            }
        }
    }
    assert!(weights > 100, "{weights}");
}

/// The case within a teaching case, and any other as it is.
fn bare(text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap();
    value.get("case").cloned().unwrap_or(value)
}

/// What depends on the answers and on nothing else.
fn judged(assessment: &Assessment) -> impl PartialEq + std::fmt::Debug + use<> {
    let Assessment { fit, robustness, next, advice, disagreements, .. } = assessment.clone();
    (fit, robustness, next, advice, disagreements)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(examples(40, 600)))]

    #[test]
    fn the_order_of_the_answers_does_not_matter(
        (text, order) in (prop::sample::select(all_cases()), any::<u64>())
    ) {
        let value = bare(&text);
        let mut answers: Vec<String> =
            value["findings"].as_object().unwrap().iter().map(|(id, answer)| format!("\"{id}\": {answer}")).collect();
        let written = |answers: &[String]| {
            let top = |key: &str| value.get(key).map(|value| format!("\"{key}\": {value}, ")).unwrap_or_default();
            let answers = answers.join(", ");
            format!("{{\"format\": \"poems-case/1\", {}{}\"findings\": {{{answers}}}}}", top("age"), top("sex"))
        };
        let before = assess(built_in(), &case(built_in(), &written(&answers)));
        answers.sort_by_key(|answer| answer.bytes().fold(order, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)));
        prop_assert!(before == assess(built_in(), &case(built_in(), &written(&answers))));
    }

    #[test]
    fn an_answer_taken_back_was_never_given((text, at) in (prop::sample::select(all_cases()), any::<prop::sample::Index>())) {
        let value = bare(&text);
        let ids: Vec<String> = value["findings"].as_object().unwrap().keys().cloned().collect();
        prop_assume!(!ids.is_empty());
        let id = &ids[at.index(ids.len())];
        let mut taken_back = case_of(built_in(), &value);
        taken_back.put(support::find(built_in(), id), None);
        let mut never = value.clone();
        never["findings"].as_object_mut().unwrap().remove(id);
        let mut unknown = value.clone();
        unknown["findings"][id] = json!("unknown");
        let [never, unknown] = [never, unknown].map(|value| assess(built_in(), &case_of(built_in(), &value)));
        let taken_back = assess(built_in(), &taken_back);
        prop_assert!(taken_back == never, "{id}");
        prop_assert_eq!(judged(&unknown), judged(&never), "{}", id);
    }
}

#[test]
fn a_finding_without_a_source_has_no_weight() {
    let patient = json!({"format": "poems-case/1", "findings": {"papilledema": "present"}});
    let fit = assess(built_in(), &case_of(built_in(), &patient)).fit.unwrap();
    assert_eq!(fit.groups.len(), 1);
    assert!(fit.probability > fit.prior);

    // The same rows, from notes that name no study.
    let path = "diseases/poems.json";
    let embedded = knowledge::embedded();
    let file = embedded.files.iter().find(|file| file.path == path).unwrap();
    let mut disease: Value = serde_json::from_str(&file.text).unwrap();
    let without = &literature(built_in()).method.without_weight[0];
    let mut stripped = 0;
    for row in disease["frequencies"].as_array_mut().unwrap() {
        if row["finding"] == "papilledema" {
            row["source"] = json!(without);
            stripped += 1;
        }
    }
    assert!(stripped > 0);
    let text = disease.to_string().into();
    let layer = Layer { files: vec![PackText { path: path.into(), file: path.into(), text }] };
    let knowledge = support::load(vec![knowledge::embedded(), layer]);
    let fit = assess(&knowledge, &case_of(&knowledge, &patient)).fit.unwrap();
    assert!(fit.groups.is_empty(), "{:?}", fit.groups);
    assert!((fit.probability - fit.prior).abs() < 1e-12);
}

#[test]
fn every_advice_fires_on_its_case_and_is_silent_on_the_other() {
    let cases: Value = serde_json::from_str(include_str!("data/advice.json")).unwrap();
    let cases = cases.as_object().unwrap();
    let said = |findings: &Value, id: &str| {
        let case = case_of(built_in(), &json!({"format": "poems-case/1", "findings": findings}));
        assess(built_in(), &case).advice.iter().any(|advice| built_in().advice[advice.index()].id == id)
    };
    for advice in &built_in().advice {
        let example = cases.get(advice.id.as_str()).unwrap_or_else(|| panic!("{} has no example", advice.id));
        assert!(said(&example["fires"], &advice.id), "{} is not said", advice.id);
        assert!(!said(&example["silent"], &advice.id), "{} is said", advice.id);
    }
    assert_eq!(cases.len(), built_in().advice.len());
}

/// An answer that is just what is needed, as a case writes it.
fn answer(finding: &Finding, need: &Need) -> Value {
    match need {
        Need::Present => json!("present"),
        Need::Absent => json!("absent"),
        Need::OneOf(options) => json!(finding.options()[options[0].index()].id),
        Need::NoneOf(options) => {
            let excluded: Vec<&str> = options.iter().map(|id| finding.options()[id.index()].id.as_str()).collect();
            json!(finding.options().iter().map(|option| option.id.as_str()).find(|id| !excluded.contains(id)))
        }
        Need::Limit(bound) => {
            let units = &finding.measure().unwrap().units;
            let upwards = matches!(bound.side, Side::Above | Side::From);
            let Some(printed) = bound.printed() else {
                let value = if upwards { 90 } else { 10 };
                return json!({"value": value, "unit": units[0].id, "reference": {"low": 40, "high": 60}});
            };
            let value = match printed.threshold {
                Threshold::Fixed(value) => value,
                Threshold::BySex { male, female } if upwards => f64::max(male, female),
                Threshold::BySex { male, female } => f64::min(male, female),
            };
            json!({"value": value, "comparator": bound.side.symbol(Lang::En), "unit": units[printed.unit].id})
        }
        Need::Met | Need::NotMet => panic!("no examination answers another set"),
    }
}

/// An answer that is just what two needs of one number ask for; the first need's answer is null where there is none.
fn together(one: &Value, other: Value) -> Value {
    let (Some(a), Some(b)) = (one["value"].as_f64(), other["value"].as_f64()) else { return other };
    let is_upwards = |answer: &Value| answer["comparator"].as_str().is_some_and(|side| side.starts_with('>'));
    match (is_upwards(one), is_upwards(&other)) {
        (true, true) if a > b => one.clone(),
        (false, false) if a < b => one.clone(),
        (one, other_side) if one == other_side => other,
        _ => json!({"value": (a + b) / 2.0, "unit": other["unit"]}),
    }
}

#[test]
fn what_a_test_can_settle_it_settles() {
    let knowledge = built_in();
    let mut settled = 0;
    for text in all_cases().iter().step_by(examples(12, 1) as usize) {
        let value = bare(text);
        let before = assess(knowledge, &case_of(knowledge, &value));
        for (next, how) in before.next.iter().flat_map(|next| next.settles.iter().map(move |how| (next, how))) {
            let mut after = value.clone();
            for Open { item, need } in &how.by {
                let OpenItem::Finding(id) = *item else { panic!("no examination answers another set") };
                assert!(next.reveals.contains(&id), "the test answers it");
                let finding = knowledge.finding(id);
                let given = &mut after["findings"][finding.id.as_str()];
                *given = together(given, answer(finding, need));
            }
            let after = assess(knowledge, &case_of(knowledge, &after));
            let verdict = after.set(how.set).conclusions[how.conclusion.index()].verdict;
            let (set, test) = (&knowledge.set(how.set).id, &knowledge.workup.test(next.test).id);
            assert_eq!(verdict, how.verdict, "{set} by {test}: {:?}\n{value}", how.by);
            settled += 1;
        }
    }
    assert!(settled > 100, "{settled}");
}

#[test]
fn with_more_examinations_each_settles_what_it_did() {
    let copies = 3;
    let path = "workup.json";
    let embedded = knowledge::embedded();
    let file = embedded.files.iter().find(|file| file.path == path).unwrap();
    let mut workup: Value = serde_json::from_str(&file.text).unwrap();
    let tests = workup["tests"].as_array().unwrap().clone();
    for copy in 1..copies {
        for test in &tests {
            let mut test = test.clone();
            test["id"] = json!(format!("{}_{copy}", test["id"].as_str().unwrap()));
            workup["tests"].as_array_mut().unwrap().push(test);
        }
    }
    assert!(tests.len() * copies > 64);
    let text = workup.to_string().into();
    let layer = Layer { files: vec![PackText { path: path.into(), file: path.into(), text }] };
    let many = support::load(vec![knowledge::embedded(), layer]);
    // Advice, and what separates the leading rival, name one of the copies.
    let next = |knowledge: &Knowledge, value: &Value| -> Vec<NextTest> {
        let next = assess(knowledge, &case_of(knowledge, value)).next.into_iter();
        next.filter(|next| next.informs() || !next.settles.is_empty()).collect()
    };
    for text in all_cases().iter().step_by(40) {
        let value = bare(text);
        let (few, many) = (next(built_in(), &value), next(&many, &value));
        assert_eq!(few.len() * copies, many.len());
        for one in few {
            let same = |other: &&NextTest| other.test.index() % tests.len() == one.test.index();
            let same: Vec<&NextTest> = many.iter().filter(same).collect();
            assert_eq!(same.len(), copies);
            assert!(same.iter().all(|other| other.settles == one.settles && other.bits == one.bits), "{value}");
        }
    }
}

#[test]
fn a_json_probability_is_never_certain() {
    let knowledge = built_in();
    let mut certain = 0;
    for case in some_cases() {
        let assessment = assess(knowledge, &case);
        let view = View { knowledge, case: &case, assessment: &assessment, lang: Lang::En, sets: &[], warnings: &[] };
        let read: serde_json::Value =
            serde_json::from_str(&report::write(&view, report::Content::Full, report::Format::Json)).unwrap();
        let fit = &read["fit"];
        let rivals = read["differential"].as_array().unwrap().iter().map(|rival| &rival["probability"]);
        let all = [&fit["probability"], &fit["interval"][0], &fit["interval"][1], &fit["prior"]];
        let extremes = [&read["robustness"]["best"], &read["robustness"]["worst"]];
        for probability in all.into_iter().chain(extremes).chain(rivals) {
            let probability = probability.as_f64().unwrap();
            assert!(probability > 0.0 && probability < 1.0, "{probability}: {:?}", case.id);
        }
        certain += u32::from(assessment.robustness.unwrap().best > 0.999_999_5);
    }
    assert!(certain > 0, "some would have been rounded to 1");
}

/// Which questions a test answers, and which groups rest on a finding, is found out against one background for all.
#[test]
fn every_background_asks_the_same_questions() {
    let knowledge = built_in();
    let asked = |setting: &Setting| {
        let groups = literature(knowledge).groups(knowledge.find_setting(&setting.id).unwrap()).iter();
        groups.flat_map(|group| group.items.iter().map(|item| (item.finding, &item.question))).collect::<Vec<_>>()
    };
    let first = asked(&knowledge.settings()[0]);
    assert!(first.len() > 100, "{}", first.len());
    assert!(knowledge.settings().iter().any(|setting| setting.background != knowledge.settings()[0].background));
    assert!(knowledge.settings().iter().all(|setting| asked(setting) == first));
}

#[test]
fn the_last_bit_of_a_calculation_changes_nothing_that_is_printed() {
    let knowledge = built_in();
    let mut other = support::load(vec![knowledge::embedded()]);
    let mut rng = fastrand::Rng::with_seed(10);
    let mut nudge = |values: &mut [f64]| {
        for value in values {
            *value = [value.next_down(), *value, value.next_up()][rng.usize(..3)];
        }
    };
    for item in other.literature.as_mut().unwrap().items_mut() {
        for outcome in &mut item.outcomes {
            nudge(&mut outcome.likelihood);
            nudge(&mut outcome.log_ratio);
            nudge(&mut outcome.ratio);
            nudge(&mut outcome.log_variance);
        }
        item.frequencies.iter_mut().for_each(|frequency| nudge(std::slice::from_mut(&mut frequency.alpha)));
    }
    for case in some_cases().step_by(2) {
        let printed = |knowledge: &Knowledge| {
            let assessment = assess(knowledge, &case);
            let view =
                View { knowledge, case: &case, assessment: &assessment, lang: Lang::En, sets: &[], warnings: &[] };
            let explained = Explanation::of(&view, 3).unwrap();
            let explanation = say::text(&explained.document(), Style::Plain);
            [
                report::write(&view, report::Content::Full, report::Format::Json),
                report::write(&view, report::Content::Full, report::Format::Text(Style::Plain)),
                explained.json(),
                explanation,
            ]
        };
        assert_eq!(printed(knowledge), printed(&other), "{:?}", case.id);
    }
}

/// A lesion before its biopsy, a node before its biopsy, a cortisol before a stimulation test; and nothing twice.
#[test]
fn no_examination_comes_before_what_it_needs_and_none_is_ordered_again() {
    let next = |findings: Value| -> Vec<&str> {
        let case = case_of(built_in(), &json!({"format": "poems-case/1", "sex": "female", "findings": findings}));
        let next = assess(built_in(), &case).next;
        next.iter().map(|next| built_in().workup.test(next.test).id.as_str()).collect()
    };
    let early = json!({
        "polyneuropathy": "present", "demyelinating_neuropathy": "present", "severe_leg_pain": "present",
        "ivig_failure": "present", "spep_m_spike": "absent", "flc_ratio": {"value": 1.2, "unit": "{ratio}"},
        "platelets": {"value": 478, "unit": "10*9/L"}, "peripheral_edema": "present"
    });
    let listed = next(early.clone());
    for (test, why) in [
        ("lesion_biopsy", "nobody has seen a lesion"),
        ("node_biopsy", "nobody has felt a node"),
        ("skin_biopsy", "nobody has seen a hemangioma"),
        ("acth_stimulation", "no cortisol was measured"),
        ("serum_protein_electrophoresis", "it was done"),
        ("free_light_chains", "they were measured"),
    ] {
        assert!(!listed.contains(&test), "{test}: {why}\n{listed:?}");
    }
    assert!(listed.contains(&"serum_immunofixation"), "{listed:?}");

    let with = |id: &str, answer: Value| {
        let mut findings = early.clone();
        findings[id] = answer;
        next(findings)
    };
    assert!(with("bone_lesion_sclerotic", json!("present")).contains(&"lesion_biopsy"));
    // With neuropathy, a clone and a minor item the biopsy of a node would settle the leading set.
    let nodes = |answer: &str| {
        let major_missing = json!({"polyneuropathy": "present", "monoclonal_plasma_cell_disorder": "present",
                                   "papilledema": "present", "lymphadenopathy": answer});
        next(major_missing).contains(&"node_biopsy")
    };
    assert!(nodes("present") && !nodes("absent"));
    assert!(!with("serum_immunofixation", json!("absent")).contains(&"serum_immunofixation"));
}
