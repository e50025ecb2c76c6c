//! The answer first: what is said of the result in short sentences, on every teaching case and in both languages.

mod support;

use poems::case::{AnswerValue, Case, Quantity};
use poems::engine::{Assessment, MOVES, SetAssessment, Verdict, assess};
use poems::knowledge::files::Status;
use poems::knowledge::{FindingId, Kind, Lang};
use poems::say::{Known, Wording};
use support::{all_cases, built_in, case, examples};
use unicode_width::UnicodeWidthStr;

fn known<'p>(case: &'p Case, assessment: &'p Assessment) -> Known<'p> {
    Known { case, assessment }
}

/// What is said of one set: its verdict, and why.
fn said(words: Wording, known: Known, found: &SetAssessment) -> String {
    format!("{} {}", words.verdict_of(found), words.why(known, found))
}

fn current<'a>(words: Wording, assessment: &'a Assessment) -> Vec<&'a SetAssessment> {
    words.current_sets(assessment).collect()
}

#[test]
fn every_current_set_is_said_in_a_sentence_in_both_languages() {
    for text in all_cases() {
        let case = case(built_in(), &text);
        let assessment = assess(built_in(), &case);
        for lang in Lang::ALL {
            let words = Wording::new(built_in(), lang);
            let current = current(words, &assessment);
            let expected = built_in().set_ids().filter(|id| {
                let set = built_in().set(*id);
                set.status == Status::Current && set.disease == "poems"
            });
            assert!(current.iter().map(|found| found.set).eq(expected), "{text}");
            for found in current {
                let why = words.why(known(&case, &assessment), found);
                assert!(!why.trim().is_empty() && !why.contains('{'), "{why}\n{text}");
            }
        }
    }
}

#[test]
fn the_sentence_for_the_phone_is_short_and_never_hides_a_contradiction() {
    for text in all_cases() {
        let case = case(built_in(), &text);
        let assessment = assess(built_in(), &case);
        for (lang, consistent) in [(Lang::En, "Nothing entered contradicts itself"), (Lang::Zh, "无矛盾")] {
            let words = Wording::new(built_in(), lang);
            let sentence = words.in_one_sentence(known(&case, &assessment));
            assert!(sentence.width() < 160, "{} columns: {sentence}", sentence.width());
            let is_consistent = assessment.conflicts.is_empty() && assessment.answered > 0;
            assert_eq!(sentence.contains(consistent), is_consistent, "{sentence}\n{text}");
        }
    }
}

#[test]
fn the_sentence_for_the_phone_counts_the_sets_that_judge() {
    let mut seen = [false; 3];
    for text in all_cases() {
        let case = case(built_in(), &text);
        let assessment = assess(built_in(), &case);
        let words = Wording::new(built_in(), Lang::En);
        let judging: Vec<Verdict> = current(words, &assessment)
            .into_iter()
            .filter(|found| built_in().set(found.set).is_in_use())
            .map(|found| found.leading().unwrap().1.verdict)
            .collect();
        let sentence = words.in_one_sentence(known(&case, &assessment));
        let all = |verdict: Verdict| judging.iter().all(|found| *found == verdict);
        let said = [
            (Verdict::Met, "All 3 current sets are met."),
            (Verdict::Undetermined, "All 3 current sets are still open."),
            (Verdict::NotMet, "None of the 3 current sets is met."),
        ];
        for (at, (verdict, words)) in said.into_iter().enumerate() {
            // A set may also be met in a weaker form.
            if sentence.contains(words) || verdict != Verdict::Met {
                assert_eq!(sentence.contains(words), all(verdict), "{sentence}\n{text}");
            }
            seen[at] |= all(verdict);
        }
    }
    assert_eq!(seen, [true; 3], "each of them was seen");
}

/// The labels of signs by their length, the longest first, so that a part of a name is not taken for a name.
fn signs() -> Vec<(FindingId, &'static str)> {
    let mut signs: Vec<_> = (built_in().finding_ids())
        .filter(|id| matches!(built_in().finding(*id).kind, Kind::Sign(_)))
        .map(|id| (id, built_in().finding(id).label.get(Lang::En)))
        .collect();
    signs.sort_by_key(|(_, label)| std::cmp::Reverse(label.len()));
    signs
}

#[test]
fn what_a_set_was_met_with_names_nothing_that_is_not_known() {
    let (mut met, signs) = (0, signs());
    for text in all_cases() {
        let case = case(built_in(), &text);
        let assessment = assess(built_in(), &case);
        let words = Wording::new(built_in(), Lang::En);
        let known = known(&case, &assessment);
        for found in current(words, &assessment) {
            if found.leading().unwrap().1.verdict != Verdict::Met {
                continue;
            }
            met += 1;
            // Criteria are named by names of their own.
            let set = built_in().set(found.set);
            let is_met = |short: &str| {
                let criteria = set.criteria.iter().zip(&found.criteria);
                criteria.into_iter().any(|(c, a)| c.short.get(Lang::En) == short && a.verdict == Verdict::Met)
            };
            let mut rest = words.met_with(known, found);
            for (id, label) in &signs {
                if rest.contains(label) {
                    let present = case.known(*id) == Some(&AnswerValue::Present);
                    assert!(present || is_met(label), "{label} in {rest}\n{text}");
                    rest = rest.replace(label, "");
                }
            }
            for (criterion, assessed) in set.criteria.iter().zip(&found.criteria) {
                let named = rest.contains(criterion.short.get(Lang::En));
                let elsewhere = assessed.because.is_empty() && set.criteria.len() > 1;
                assert!(!named || assessed.verdict == Verdict::Met || elsewhere, "{rest}\n{text}");
            }
        }
    }
    assert!(met > 200, "{met}");
}

#[test]
fn an_open_criterion_says_what_would_tell_and_never_the_answer_that_would_count() {
    let text = r#"{"format": "poems-case/1", "findings": {"polyneuropathy": "present"}}"#;
    let case = case(built_in(), text);
    let assessment = assess(built_in(), &case);
    let words = Wording::new(built_in(), Lang::En);
    let mayo = &assessment.sets[0];
    let said: Vec<String> =
        mayo.criteria[2].open.iter().map(|open| words.would_tell(known(&case, &assessment), open)).collect();
    assert_eq!(said, ["Castleman disease on lymph-node biopsy: not known; Lymph-node biopsy would tell"]);
    let zh = Wording::new(built_in(), Lang::Zh);
    let said = zh.would_tell(known(&case, &assessment), &mayo.criteria[2].open[0]);
    assert!(said.ends_with("：未知；淋巴结活检可明确"), "{said}");
    for text in all_cases() {
        let case = support::case(built_in(), &text);
        let assessment = assess(built_in(), &case);
        let open = assessment.sets.iter().flat_map(|set| &set.criteria).flat_map(|criterion| &criterion.open);
        for open in open {
            let said = words.would_tell(known(&case, &assessment), open);
            assert!(!said.ends_with(": present") && !said.ends_with(": absent"), "{said}\n{text}");
        }
    }
}

#[test]
fn a_plasma_value_does_not_stand_for_the_serum_value_that_a_set_needs() {
    let text = r#"{"format": "poems-case/1", "findings": {"polyneuropathy": "present", "m_protein_light_chain": "lambda",
        "m_protein_heavy_chain": "iga", "vegf_plasma": {"value": 2000, "comparator": ">", "unit": "pg/mL"},
        "hyperpigmentation": "present", "splenomegaly": "present", "papilledema": "absent"}}"#;
    let case = case(built_in(), text);
    let assessment = assess(built_in(), &case);
    let words = Wording::new(built_in(), Lang::En);
    let sentences: Vec<String> =
        current(words, &assessment).into_iter().map(|found| said(words, known(&case, &assessment), found)).collect();
    let mayo = "MET Neuropathy + Monoclonal (IgA, Lambda) + VEGF, plasma >2000 pg/mL (high) + 2 minor: Splenomegaly, Hyperpigmentation";
    assert_eq!(sentences[0], mayo);
    assert_eq!(sentences[1], sentences[0]);
    let needs =
        "OPEN needs Serum VEGF 1000 pg/mL or more; entered: VEGF, plasma >2000 pg/mL (high); and Myeloma excluded (";
    assert!(sentences[3].starts_with(needs), "{}", sentences[3]);
    let [first, same, ..] = current(words, &assessment)[..] else { panic!() };
    assert_eq!(words.same_as(&assessment, same), Some(first.set));
    assert_eq!(words.same_as(&assessment, first), None);
    let sentence = words.in_one_sentence(known(&case, &assessment));
    assert_eq!(sentence, "Of 3 current sets 2 are met, 1 is open. Nothing entered contradicts itself.");
}

#[test]
fn what_excludes_a_set_or_is_lacking_is_said() {
    let words = Wording::new(built_in(), Lang::En);
    let text = r#"{"format": "poems-case/1", "findings": {"polyneuropathy": "absent"}}"#;
    let absent = case(built_in(), text);
    let assessment = assess(built_in(), &absent);
    let why = said(words, known(&absent, &assessment), &assessment.sets[0]);
    assert_eq!(why, "NOT MET lacks Neuropathy");
    let castleman = built_in().find_set("castleman-variant").unwrap();
    let text = r#"{"format": "poems-case/1", "findings": {"monoclonal_plasma_cell_disorder": "present"}}"#;
    let excluded = case(built_in(), text);
    let assessment = assess(built_in(), &excluded);
    let why = said(words, known(&excluded, &assessment), assessment.set(castleman));
    assert!(why.starts_with("NOT MET excluded by Monoclonal"), "{why}");
}

#[test]
fn no_examination_is_listed_from_which_nothing_is_to_be_expected() {
    for text in all_cases() {
        let assessment = assess(built_in(), &case(built_in(), &text));
        for next in &assessment.outlook.tests {
            assert!(next.informs() || !next.settles.is_empty(), "{text}");
        }
        let next: Vec<_> = assessment.next.iter().filter(|next| next.informs() || !next.settles.is_empty()).collect();
        assert!(
            assessment.staging.is_some()
                || next.iter().map(|next| next.test).eq(assessment.outlook.tests.iter().map(|next| next.test))
        );
    }
}

// ------------------------------------------------------------------------------------ whether anything else would

/// Every answer that may be given to a finding: numbers on either side of what the pack compares them with.
fn answers(id: FindingId) -> Vec<AnswerValue> {
    match &built_in().finding(id).kind {
        Kind::Sign(_) => vec![AnswerValue::Present, AnswerValue::Absent],
        Kind::Choice(options) => {
            let chosen = |option: &str| serde_json::json!({"format": "poems-case/1", "findings": {built_in().finding(id).id.as_str(): option}});
            options.iter().map(|option| *support::case_of(built_in(), &chosen(&option.id)).known(id).unwrap()).collect()
        }
        Kind::Quantity(measure) => {
            let [low, high] = measure.possible;
            let steps = [0.0, 0.001, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0];
            let value = |share: f64| Quantity::new(low + share * (high - low), 0);
            steps.into_iter().map(|share| AnswerValue::Quantity(value(share))).collect()
        }
    }
}

/// The single answer, if any, to a finding that no listed examination reveals, with which something would change.
fn what_else_moves(case: &Case, assessment: &Assessment) -> Option<String> {
    let judging = |assessment: &Assessment| -> Vec<Verdict> {
        let sets = assessment.sets.iter().filter(|found| {
            let set = built_in().set(found.set);
            set.is_in_use() && set.disease == "poems"
        });
        sets.flat_map(|found| found.conclusions.iter().map(|conclusion| conclusion.verdict)).collect()
    };
    let probability = |assessment: &Assessment| assessment.fit.as_ref().unwrap().probability;
    let revealed: Vec<FindingId> = assessment.outlook.tests.iter().flat_map(|next| next.reveals.clone()).collect();
    let is_inferred = |id: FindingId| assessment.inferred.iter().any(|inferred| inferred.finding == id);
    let open = built_in().finding_ids().filter(|id| case.answer(*id).is_none() && !is_inferred(*id));
    for id in open.filter(|id| !revealed.contains(id)) {
        for value in answers(id) {
            let mut other = case.clone();
            other.put(id, Some(value.into()));
            let after = assess(built_in(), &other);
            let moved = (probability(&after) - probability(assessment)).abs();
            if judging(&after) != judging(assessment) || moved > MOVES + 1e-9 {
                return Some(format!("{} {value:?}: {moved}", built_in().finding(id).id));
            }
        }
    }
    None
}

#[test]
fn where_nothing_else_is_said_to_change_anything_no_other_answer_does() {
    let (mut claimed, mut checked) = (0, 0);
    for text in all_cases() {
        let case = case(built_in(), &text);
        let assessment = assess(built_in(), &case);
        if !assessment.outlook.nothing_else {
            continue;
        }
        claimed += 1;
        if checked < examples(3, 1000) {
            checked += 1;
            assert_eq!(what_else_moves(&case, &assessment), None, "{text}");
        }
    }
    assert!(claimed > 0, "it is said of some case");
    let case = Case::new(built_in());
    let mut assessment = assess(built_in(), &case);
    assert!(!assessment.outlook.nothing_else, "of nobody is everything known before anything is");
    assessment.outlook.tests.clear();
    assert!(what_else_moves(&case, &assessment).is_some(), "and the search for another answer finds one");
}

#[test]
fn one_more_way_is_one_way() {
    let more = |lang: Lang, count: usize| Wording::new(built_in(), lang).more_ways(count);
    assert_eq!(more(Lang::En, 0), None);
    assert_eq!(more(Lang::En, 1).as_deref(), Some("and 1 more way"));
    assert_eq!(more(Lang::En, 2).as_deref(), Some("and 2 more ways"));
    assert_eq!(more(Lang::Zh, 1).as_deref(), Some("另有1种途径"));
}
