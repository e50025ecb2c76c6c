//! What the engine promises of every verdict and every reason, on random packs with random cases and on the built-in
//! pack with random patients. The naive evaluator is the judge.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use poems::case::{Answer, AnswerValue, Case, History, Quantity};
use poems::engine::{Assessment, Need, OpenItem, Verdict, assess};
use poems::knowledge::{ConclusionId, CriterionId, FindingId, Kind, Knowledge, SetId, SettingId, Side, Threshold};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use support::naive::{self, Answers, Disagreement, Naive, Pack, Truth, conclusion_over};
use support::packs::{self, VALUES};
use support::random::{Cases, Random};
use support::{built_in, case_of, examples, truth};

/// A case with its pack, both as the program and as the naive evaluator see them.
struct World<'w> {
    knowledge: &'w Knowledge,
    pack: &'w Pack,
    value: &'w Value,
    case: Case,
    answers: Answers,
    assessment: Assessment,
}

impl<'w> World<'w> {
    fn new(knowledge: &'w Knowledge, pack: &'w Pack, value: &'w Value) -> Self {
        let case = case_of(knowledge, value);
        let assessment = assess(knowledge, &case);
        World { knowledge, pack, value, answers: Answers::of(value), case, assessment }
    }

    fn naive(&self) -> Naive<'_> {
        Naive { pack: self.pack, answers: &self.answers }
    }

    fn name(&self, id: FindingId) -> &str {
        &self.knowledge.finding(id).id
    }

    fn names(&self, ids: &[FindingId]) -> Vec<&str> {
        ids.iter().map(|id| self.name(*id)).collect()
    }

    /// The case with these answers alone.
    fn with_only(&self, ids: &[FindingId]) -> Case {
        let mut case = Case::new(self.knowledge);
        for id in ids {
            case.put(*id, self.case.answer(*id).cloned());
        }
        case
    }

    /// Everything that has a verdict and reasons.
    fn targets(&self) -> Vec<Target<'_>> {
        let mut targets = Vec::new();
        for set in &self.assessment.sets {
            let file = self.knowledge.set(set.set);
            for (criterion, assessed) in file.criteria.iter().zip(&set.criteria) {
                let what = What::Criterion(&file.id, &criterion.id);
                targets.push(Target { what, verdict: truth(assessed.verdict), because: &assessed.because });
            }
            for (conclusion, assessed) in file.conclusions.iter().zip(&set.conclusions) {
                let what = What::Conclusion(&file.id, &conclusion.id);
                targets.push(Target { what, verdict: truth(assessed.verdict), because: &assessed.because });
            }
        }
        for inferred in &self.assessment.inferred {
            let what = What::Sign(self.name(inferred.finding));
            targets.push(Target { what, verdict: Some(inferred.present), because: &inferred.because });
        }
        targets
    }
}

struct Target<'t> {
    what: What<'t>,
    verdict: Truth,
    because: &'t [FindingId],
}

#[derive(Clone, Copy, Debug)]
enum What<'t> {
    Criterion(&'t str, &'t str),
    Conclusion(&'t str, &'t str),
    Sign(&'t str),
}

impl What<'_> {
    fn truth(self, naive: &Naive) -> Truth {
        match self {
            What::Criterion(set, criterion) => naive.criterion(set, criterion),
            What::Conclusion(set, conclusion) => naive.conclusion(set, conclusion),
            What::Sign(id) => naive.sign(id),
        }
    }
}

fn runner(cases: u32) -> TestRunner {
    let config = ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 2_000, ..Default::default() };
    TestRunner::new(config)
}

/// Random packs, each with a random case.
fn on_random_packs(cases: u32, holds: impl Fn(&World, &mut Random)) {
    let given = (packs::plan(), packs::case(), any::<u64>());
    let outcome = runner(cases).run(&given, |(plan, value, seed)| {
        let (knowledge, pack) = (plan.knowledge(), plan.naive());
        holds(&World::new(&knowledge, &pack, &value), &mut Random(seed));
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Random patients over the built-in pack.
fn on_random_patients(cases: u32, holds: impl Fn(&World, &mut Random)) {
    let pack = Pack::built_in();
    let cases_of = Cases::over(&pack);
    for seed in 0..u64::from(cases) {
        let mut random = Random(seed);
        let value = cases_of.make(&mut random);
        holds(&World::new(built_in(), &pack, &value), &mut random);
    }
}

/// Every subset of a list but the list itself; for a long list only those that leave out one.
fn proper_subsets<T: Copy>(list: &[T]) -> Vec<Vec<T>> {
    if list.len() > 8 {
        return (0..list.len()).map(|out| [&list[..out], &list[out + 1..]].concat()).collect();
    }
    let all = (1usize << list.len()) - 1;
    let chosen = |mask: usize| (0..list.len()).filter(move |at| mask & (1 << at) != 0);
    (0..all).map(|mask| chosen(mask).map(|at| list[at]).collect()).collect()
}

// ---------------------------------------------------------------------------------------------------- verdicts

/// The findings that a rule rests on, whatever the way.
fn rests_on(pack: &Pack, rule: &Value, found: &mut BTreeSet<String>) {
    let leaf = rule.as_str().or_else(|| rule.get("value")?.as_str()).or_else(|| rule.get("choice")?.as_str());
    if let Some(id) = leaf {
        if found.insert(id.to_owned()) {
            for field in ["present_when", "absent_when"] {
                pack.findings[id].get(field).into_iter().for_each(|rule| rests_on(pack, rule, found));
            }
        }
        if rule.to_string().contains("\"male\":") || pack.findings[id].get("only_in").is_some() {
            found.insert("sex".to_owned());
        }
        return;
    }
    if let Some(set) = rule.get("set") {
        let criteria = pack.sets[set.as_str().unwrap()]["criteria"].as_array().unwrap();
        criteria.iter().for_each(|criterion| rests_on(pack, &criterion["when"], found));
        return;
    }
    let parts = ["all", "any", "of"].into_iter().find_map(|key| rule.get(key)?.as_array());
    parts.into_iter().flatten().chain(rule.get("not")).for_each(|part| rests_on(pack, part, found));
}

/// Every way to fill in what is unknown of a finding.
fn fillings(pack: &Pack, answers: &Answers, id: &str) -> Vec<Value> {
    let finding = &pack.findings[id];
    let answer = answers.0.get(id);
    let said = answer.and_then(|answer| answer.as_str().or_else(|| answer.get("answer")?.as_str()));
    let said = said.filter(|said| *said != "unknown" && *said != "unobtainable");
    match finding["kind"].as_str() {
        _ if said.is_some() => vec![answer.unwrap().clone()],
        Some("sign") => vec![json!("present"), json!("absent")],
        Some("choice") => finding["options"].as_array().unwrap().iter().map(|option| option["id"].clone()).collect(),
        _ => {
            let value = answer.and_then(|answer| answer.get("value"));
            let comparator = answer.and_then(|answer| answer.get("comparator")).and_then(Value::as_str);
            if let (Some(_), None) = (value, comparator) {
                return vec![answer.unwrap().clone()];
            }
            let reported = |number: &f64| {
                let Some(value) = value.and_then(Value::as_f64) else { return true };
                let value = naive::canonical(finding, value, answer.unwrap()["unit"].as_str().unwrap());
                match comparator {
                    Some("<") => *number < value,
                    Some("<=") => *number <= value,
                    Some(">") => *number > value,
                    _ => *number >= value,
                }
            };
            // Between and beyond all limits and reported values; intervals are not clipped to the possible range.
            let numbers = [-1.0, 1.5, 2.015, 2.5, 4.0, 5.04, 6.0, 8.0, 10.05, 15.0, 30.0].into_iter().chain(VALUES);
            // A measurement stays in its unit, beside its range: a limit may be printed for that unit.
            let fill = |number: f64| {
                let is_milli = answer.is_some_and(|answer| answer.get("unit") == Some(&json!("mg/L")));
                let mut filled = match is_milli {
                    true => json!({"value": number * 1000.0, "unit": "mg/L"}),
                    false => json!({"value": number, "unit": "g/L"}),
                };
                let reference = answer.and_then(|answer| answer.get("reference"));
                reference.into_iter().for_each(|reference| filled["reference"] = reference.clone());
                filled
            };
            numbers.filter(reported).map(fill).collect()
        }
    }
}

/// Calls `see` with every way to fill in the unknowns of these findings that makes no conflict; false if there are
/// too many to try.
fn each_completion(pack: &Pack, answers: &Answers, findings: &BTreeSet<String>, mut see: impl FnMut(&Naive)) -> bool {
    let ways: Vec<(&String, Vec<Value>)> = findings.iter().map(|id| (id, fillings(pack, answers, id))).collect();
    let count = ways.iter().fold(1usize, |product, (_, way)| product.saturating_mul(way.len()));
    if count > 5_000 {
        return false;
    }
    for number in 0..count {
        let mut rest = number;
        let mut filled = Answers::default();
        for (id, way) in &ways {
            filled.0.insert((*id).clone(), way[rest % way.len()].clone());
            rest /= way.len();
        }
        let naive = Naive { pack, answers: &filled };
        if findings.iter().all(|id| naive.conflict(id).is_none()) {
            see(&naive);
        }
    }
    true
}

#[test]
fn no_way_of_filling_in_the_unknowns_without_a_conflict_contradicts_a_verdict() {
    let tried = std::cell::Cell::new(0);
    on_random_packs(examples(250, 2_000), |world, _| {
        for target in world.targets().iter().filter(|target| target.verdict.is_some()) {
            let mut findings = BTreeSet::new();
            match target.what {
                What::Criterion(set, id) => rests_on(world.pack, world.pack.criterion_rule(set, id), &mut findings),
                What::Conclusion(set, id) => {
                    rests_on(world.pack, &json!({"set": set, "conclusion": id}), &mut findings)
                }
                What::Sign(id) => rests_on(world.pack, &json!(id), &mut findings),
            }
            let all = each_completion(world.pack, &world.answers, &findings, |completed| {
                assert_eq!(
                    target.what.truth(completed),
                    target.verdict,
                    "{:?} in {}",
                    target.what,
                    completed.answers.0.len()
                );
            });
            tried.set(tried.get() + usize::from(all));
        }
    });
    assert!(tried.get() > 500, "only {} verdicts were tried", tried.get());
}

#[test]
fn where_each_finding_has_one_polarity_a_verdict_is_given_exactly_when_every_filling_in_agrees() {
    let given = (packs::rule_of_one_polarity(), packs::case());
    let seen = std::cell::Cell::new([0usize; 3]);
    let outcome = runner(examples(400, 3_000)).run(&given, |(rule, value)| {
        // The sex occurs once at most: in a limit by sex, and not as what a sign is of as well.
        let mut vocabulary = packs::base_vocabulary();
        vocabulary.iter_mut().for_each(|finding| drop(finding.as_object_mut().unwrap().remove("only_in")));
        let plan = packs::Plan {
            findings: vocabulary,
            sets: vec![packs::set(
                "only",
                &[packs::criterion("k0", "major", &rule)],
                &[packs::conclusion("v0", &json!({"criterion": "k0"}))],
            )],
        };
        let (knowledge, pack) = (plan.knowledge(), plan.naive());
        let findings = value["findings"].as_object().unwrap().clone();
        let known: serde_json::Map<String, Value> =
            findings.into_iter().filter(|(id, _)| knowledge.find(id).is_some()).collect();
        let mut value = value;
        value["findings"] = Value::Object(known);
        let world = World::new(&knowledge, &pack, &value);
        let mut findings = BTreeSet::new();
        rests_on(&pack, &rule, &mut findings);
        let mut outcomes = BTreeSet::new();
        let all = each_completion(&pack, &world.answers, &findings, |completed| {
            outcomes.insert(completed.criterion("only", "k0").expect("nothing is unknown any more"));
        });
        if all {
            let agreed = if outcomes.len() == 1 { outcomes.pop_first() } else { None };
            let verdict = truth(world.assessment.sets[0].criteria[0].verdict);
            assert_eq!(verdict, agreed, "{rule}\n{value}");
            let mut counts = seen.get();
            counts[verdict.map_or(2, usize::from)] += 1;
            seen.set(counts);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(seen.get().into_iter().all(|count| count > 40), "not met, met, undetermined: {:?}", seen.get());
}

#[test]
fn an_added_answer_that_makes_no_conflict_never_turns_a_verdict() {
    fn holds(world: &World, added: &str, answer: &Value) {
        let mut more = world.value.clone();
        match added {
            "age" | "sex" => more[added] = answer.clone(),
            _ => more["findings"][added] = answer.clone(),
        }
        let more = World::new(world.knowledge, world.pack, &more);
        if !more.naive().conflicts().is_empty() {
            assert!(!more.assessment.conflicts.is_empty());
            return;
        }
        // To give a better cause for what is already inferred is a judgment on it, no further answer.
        if answer.get("explained").is_some() && world.naive().sign(added) == Some(true) {
            return;
        }
        let before = world.targets();
        let after: BTreeMap<String, Truth> =
            more.targets().iter().map(|target| (format!("{:?}", target.what), target.verdict)).collect();
        for target in before.iter().filter(|target| target.verdict.is_some()) {
            match after.get(&format!("{:?}", target.what)) {
                Some(verdict) => assert_eq!(*verdict, target.verdict, "{:?} after {added}", target.what),
                // The sign that was inferred has an answer of its own now.
                None => assert_eq!(target.what.truth(&more.naive()), target.verdict, "{:?}", target.what),
            }
        }
    }
    fn unanswered<'p>(world: &World<'p>, random: &mut Random) -> Option<&'p str> {
        let ids: Vec<&str> =
            world.pack.findings.keys().filter(|id| !world.answers.0.contains_key(*id)).map(String::as_str).collect();
        (!ids.is_empty()).then(|| *random.pick(&ids))
    }
    on_random_packs(examples(300, 3_000), |world, random| {
        let Some(added) = unanswered(world, random) else { return };
        let answer = Cases::over(world.pack).answer(random, added, &world.pack.findings[added]);
        holds(world, added, &answer);
    });
    let pack = Pack::built_in();
    let cases = Cases::over(&pack);
    on_random_patients(examples(40, 1_000), |world, random| {
        let Some(added) = unanswered(world, random) else { return };
        holds(world, added, &cases.answer(random, added, &world.pack.findings[added]));
    });
}

// ----------------------------------------------------------------------------------------------------- reasons

/// The reasons alone give the same verdict, by the engine and by the naive evaluator; no part of them does.
fn reasons_force_their_verdicts(world: &World, engine_too: bool) {
    for target in world.targets() {
        let Some(verdict) = target.verdict else {
            assert!(target.because.is_empty(), "{:?} is open and has reasons", target.what);
            continue;
        };
        let names = world.names(target.because);
        let forced = |names: &[&str]| {
            let only = world.answers.only(names.iter().copied());
            target.what.truth(&Naive { pack: world.pack, answers: &only })
        };
        assert_eq!(forced(&names), Some(verdict), "{:?} because {names:?}\n{}", target.what, world.value);
        for fewer in proper_subsets(&names) {
            assert_ne!(
                forced(&fewer),
                Some(verdict),
                "{:?} because {names:?}, but {fewer:?} is enough\n{}",
                target.what,
                world.value
            );
        }
        if engine_too {
            let alone = assess(world.knowledge, &world.with_only(target.because));
            assert_eq!(verdict_in(world, &alone, target.what), Some(verdict), "{:?} because {names:?}", target.what);
        }
    }
}

fn verdict_in(world: &World, assessment: &Assessment, what: What) -> Truth {
    let set = |id: &str| (world.knowledge.find_set(id).unwrap(), assessment.set(world.knowledge.find_set(id).unwrap()));
    match what {
        What::Criterion(id, criterion) => {
            let (set_id, set) = set(id);
            let at = world.knowledge.set(set_id).criterion(criterion).unwrap();
            truth(set.criteria[at.index()].verdict)
        }
        What::Conclusion(id, conclusion) => {
            let (set_id, set) = set(id);
            let at = world.knowledge.set(set_id).conclusion(conclusion).unwrap();
            truth(set.conclusions[at.index()].verdict)
        }
        What::Sign(id) => {
            let finding = world.knowledge.find(id).unwrap();
            assessment.inferred.iter().find(|inferred| inferred.finding == finding).map(|inferred| inferred.present)
        }
    }
}

#[test]
fn every_verdict_follows_from_its_reasons_alone_and_from_no_part_of_them() {
    on_random_packs(examples(400, 3_000), |world, _| reasons_force_their_verdicts(world, true));
    on_random_patients(examples(60, 1_000), |world, random| {
        reasons_force_their_verdicts(world, random.chance(0.02));
    });
}

#[test]
fn an_answer_that_overrules_an_inference_is_among_the_reasons() {
    // s0 makes d0 present, and somebody says that d0 is absent: without that answer d1 would turn.
    let (mut middle, mut last) = (packs::sign("d0"), packs::sign("d1"));
    middle["present_when"] = json!("s0");
    last["present_when"] = json!("d0");
    last["absent_when"] = json!("s0");
    let mut findings = packs::base_vocabulary();
    findings.extend([middle, last]);
    let criterion = packs::criterion("k0", "major", &json!("d1"));
    let conclusion = packs::conclusion("v0", &json!({"not": {"criterion": "k0"}}));
    let plan = packs::Plan { findings, sets: vec![packs::set("only", &[criterion], &[conclusion])] };
    let (knowledge, pack) = (plan.knowledge(), plan.naive());
    let value = json!({"format": "poems-case/1", "findings": {"s0": "present", "d0": "absent", "s1": "present"}});
    let world = World::new(&knowledge, &pack, &value);
    assert_eq!(world.names(&world.assessment.sets[0].criteria[0].because), ["s0", "d0"]);
    assert_eq!(world.names(&world.assessment.sets[0].conclusions[0].because), ["s0", "d0"]);
    reasons_force_their_verdicts(&world, true);
}

#[test]
fn an_answer_needed_only_beside_one_that_is_left_out_is_no_reason() {
    // Beside s1, which makes d0 present, "d0 is absent" keeps d2 absent. s1 itself is not needed, and then neither is d0.
    let mut derived = ["d0", "d1", "d2"].map(packs::sign);
    derived[0]["present_when"] = json!("s1");
    derived[1]["present_when"] = json!("s2");
    derived[2]["absent_when"] = json!({"any": [{"all": ["s1", "s2"]}, {"all": ["d1", "s2"]}]});
    derived[2]["present_when"] = json!("d0");
    let mut findings = packs::base_vocabulary();
    findings.extend(derived);
    let criterion = packs::criterion("k0", "major", &json!("d2"));
    let conclusion = packs::conclusion("v0", &json!({"criterion": "k0"}));
    let plan = packs::Plan { findings, sets: vec![packs::set("only", &[criterion], &[conclusion])] };
    let (knowledge, pack) = (plan.knowledge(), plan.naive());
    let answers = json!({"s1": "present", "s2": "present", "d0": "absent", "d1": "present"});
    let value = json!({"format": "poems-case/1", "findings": answers});
    let world = World::new(&knowledge, &pack, &value);
    assert_eq!(world.names(&world.assessment.sets[0].criteria[0].because), ["s2"]);
    reasons_force_their_verdicts(&world, true);
}

#[test]
fn a_conflict_names_the_answers_that_make_it() {
    fn holds(world: &World) {
        for conflict in &world.assessment.conflicts {
            let id = world.name(conflict.finding);
            let expected = world.naive().conflict(id).unwrap();
            let mut names = world.names(&conflict.from);
            let inferring = world.answers.only(names.iter().copied());
            let fields: &[&str] = match expected {
                Disagreement::SaidAbsent => &["present_when"],
                Disagreement::SaidPresent => &["absent_when"],
                Disagreement::BothInferred => &["present_when", "absent_when"],
                Disagreement::OtherSex => &[],
            };
            for field in fields {
                let rule = &world.pack.findings[id][field];
                assert_eq!(
                    Naive { pack: world.pack, answers: &inferring }.rule(rule),
                    Some(true),
                    "{id} {names:?}\n{}",
                    world.value
                );
            }
            // With fewer answers the other rule may hold too; that they disagree is certain.
            names.push(id);
            let known: Vec<&str> = names.into_iter().filter(|id| world.answers.0.contains_key(*id)).collect();
            let only = world.answers.only(known.iter().copied());
            assert!(
                Naive { pack: world.pack, answers: &only }.conflict(id).is_some(),
                "{id} {known:?}\n{}",
                world.value
            );
        }
    }
    on_random_packs(examples(400, 3_000), |world, _| holds(world));
    on_random_patients(examples(60, 1_000), |world, _| holds(world));
}

// ------------------------------------------------------------------------------------------- settled, excluded

/// The verdicts of a set's criteria, and what a conclusion would be if some of them were otherwise.
struct Table<'t> {
    world: &'t World<'t>,
    set: SetId,
    conclusion: &'t str,
    now: BTreeMap<&'t str, Truth>,
}

impl<'t> Table<'t> {
    fn of(world: &'t World<'t>, set: SetId, conclusion: usize) -> Self {
        let file = world.knowledge.set(set);
        let criteria = file.criteria.iter().zip(&world.assessment.set(set).criteria);
        let now = criteria.map(|(criterion, assessed)| (criterion.id.as_str(), truth(assessed.verdict))).collect();
        Table { world, set, conclusion: &file.conclusions[conclusion].id, now }
    }

    fn name(&self, id: CriterionId) -> &'t str {
        &self.world.knowledge.set(self.set).criteria[id.index()].id
    }

    fn conclusion(&self, criterion: &dyn Fn(&str) -> Truth) -> Truth {
        conclusion_over(self.world.pack, &self.world.knowledge.set(self.set).id, self.conclusion, criterion)
    }

    /// Whether the conclusion is met once these criteria have become so.
    fn met_with(&self, way: &[(&str, bool)]) -> bool {
        let settled = |id: &str| match way.iter().find(|(name, _)| *name == id) {
            Some((_, met)) => Some(*met),
            None => self.now[id],
        };
        self.conclusion(&settled) == Some(true)
    }

    /// All smallest ways to settle the conclusion, found by trying everything; `None` if that is too much.
    fn all_ways(&self) -> Option<BTreeSet<Vec<(&'t str, bool)>>> {
        let open: Vec<&str> = self.now.iter().filter(|(_, truth)| truth.is_none()).map(|(id, _)| *id).collect();
        let count = 3usize.checked_pow(open.len() as u32).filter(|count| *count <= 7_000)?;
        let way = |number: usize| {
            let digit = |at: usize| number / 3usize.pow(at as u32) % 3;
            (0..open.len()).filter(|at| digit(*at) > 0).map(|at| (open[at], digit(at) == 1)).collect::<Vec<_>>()
        };
        let mut ways: Vec<Vec<(&str, bool)>> = (0..count).map(way).filter(|way| self.met_with(way)).collect();
        ways.sort_by_key(Vec::len);
        let mut smallest: Vec<Vec<(&str, bool)>> = Vec::new();
        for way in ways {
            if !smallest.iter().any(|smaller| smaller.iter().all(|step| way.contains(step))) {
                smallest.push(way);
            }
        }
        Some(smallest.into_iter().collect())
    }
}

fn settled_by_settles(world: &World, tried: &std::cell::Cell<usize>) {
    for set in &world.assessment.sets {
        for (at, conclusion) in set.conclusions.iter().enumerate() {
            let table = Table::of(world, set.set, at);
            if conclusion.verdict != Verdict::Undetermined {
                assert!(conclusion.settled_by.is_empty() && conclusion.more == 0);
                continue;
            }
            let mut listed = BTreeSet::new();
            for way in &conclusion.settled_by {
                let mut steps: Vec<(&str, bool)> =
                    way.settlings().map(|step| (table.name(step.criterion), step.becomes == Verdict::Met)).collect();
                assert!(steps.iter().all(|(id, _)| table.now[id].is_none()), "{steps:?} names a settled criterion");
                assert!(table.met_with(&steps), "{steps:?} does not settle {}\n{}", table.conclusion, world.value);
                for fewer in proper_subsets(&steps) {
                    assert!(!table.met_with(&fewer), "{fewer:?} is enough, not {steps:?}\n{}", world.value);
                }
                steps.sort_unstable();
                assert!(listed.insert(steps), "a way is listed twice");
            }
            let sizes: Vec<usize> = conclusion.settled_by.iter().map(|way| way.settlings().count()).collect();
            assert!(sizes.is_sorted(), "the fewest criteria first");
            if let Some(all) = table.all_ways() {
                assert_eq!(
                    all.len(),
                    conclusion.settled_by.len() + conclusion.more,
                    "{} {}",
                    table.conclusion,
                    world.value
                );
                assert!(listed.is_subset(&all));
                assert_eq!(conclusion.settled_by.len(), all.len().min(12));
                tried.set(tried.get() + 1);
            }
        }
    }
}

#[test]
fn what_is_said_to_settle_a_conclusion_settles_it_and_nothing_smaller_does_and_nothing_is_left_out() {
    let tried = std::cell::Cell::new(0);
    on_random_packs(examples(500, 3_000), |world, _| settled_by_settles(world, &tried));
    on_random_patients(examples(40, 1_000), |world, _| settled_by_settles(world, &tried));
    assert!(tried.get() > 500, "only {} open conclusions were tried", tried.get());
}

fn excluded_by_excludes(world: &World) {
    for set in &world.assessment.sets {
        for (at, conclusion) in set.conclusions.iter().enumerate() {
            let table = Table::of(world, set.set, at);
            if conclusion.verdict != Verdict::NotMet {
                assert!(conclusion.excluded_by.is_empty());
                continue;
            }
            let names: Vec<&str> = conclusion.excluded_by.iter().map(|id| table.name(*id)).collect();
            let excluded = |names: &[&str]| {
                table.conclusion(&|id| if names.contains(&id) { table.now[id] } else { None }) == Some(false)
            };
            assert!(excluded(&names), "{names:?} do not exclude {}\n{}", table.conclusion, world.value);
            for fewer in proper_subsets(&names) {
                assert!(!excluded(&fewer), "{fewer:?} is enough, not {names:?}\n{}", world.value);
            }
        }
    }
}

#[test]
fn the_criteria_in_the_way_of_a_conclusion_are_enough_to_rule_it_out_and_all_needed() {
    on_random_packs(examples(500, 3_000), |world, _| excluded_by_excludes(world));
    on_random_patients(examples(60, 1_000), |world, _| excluded_by_excludes(world));
}

// -------------------------------------------------------------------------------------------------------- open

fn open_leaves_are_listed(world: &World) {
    for set in &world.assessment.sets {
        let file = world.knowledge.set(set.set);
        for (criterion, assessed) in file.criteria.iter().zip(&set.criteria) {
            let rule = world.pack.criterion_rule(&file.id, &criterion.id);
            let mut leaves = Vec::new();
            world.naive().open_leaves(rule, &mut leaves);
            let expected: BTreeSet<String> = leaves.into_iter().map(item_of_leaf).collect();
            let listed: BTreeSet<String> = assessed.open.iter().map(|open| item(world, open.item)).collect();
            assert_eq!(listed, expected, "{} {}\n{rule}\n{}", file.id, criterion.id, world.value);
            assert_eq!(assessed.open.is_empty(), assessed.verdict != Verdict::Undetermined);
            if plain_any(rule) {
                for open in &assessed.open {
                    let Some(case) = as_needed(world, open.item, &open.need) else { continue };
                    let after = assess(world.knowledge, &case);
                    let at = file.criterion(&criterion.id).unwrap().index();
                    assert_eq!(
                        after.set(set.set).criteria[at].verdict,
                        Verdict::Met,
                        "{open:?}\n{rule}\n{}",
                        world.value
                    );
                }
            }
        }
    }
}

fn item(world: &World, item: OpenItem) -> String {
    match item {
        OpenItem::Finding(id) => world.name(id).to_owned(),
        OpenItem::Conclusion(set, conclusion) => conclusion_name(world.knowledge, set, conclusion),
    }
}

fn conclusion_name(knowledge: &Knowledge, set: SetId, conclusion: ConclusionId) -> String {
    format!("{}/{}", knowledge.set(set).id, knowledge.set(set).conclusions[conclusion.index()].id)
}

fn item_of_leaf(leaf: &Value) -> String {
    let finding = leaf.as_str().or_else(|| leaf.get("value")?.as_str()).or_else(|| leaf.get("choice")?.as_str());
    match finding {
        Some(id) => id.to_owned(),
        None => format!("{}/{}", leaf["set"].as_str().unwrap(), leaf["conclusion"].as_str().unwrap()),
    }
}

/// A finding by itself, or an `any` of findings.
fn plain_any(rule: &Value) -> bool {
    let leaf = |rule: &Value| rule.is_string() || rule.get("value").is_some() || rule.get("choice").is_some();
    leaf(rule) || rule.get("any").and_then(Value::as_array).is_some_and(|parts| parts.iter().all(leaf))
}

/// The case with an open item made as it is needed; `None` where that is for the laboratory or another set to say.
fn as_needed(world: &World, item: OpenItem, need: &Need) -> Option<Case> {
    let OpenItem::Finding(id) = item else { return None };
    let value = match need {
        Need::Present => AnswerValue::Present,
        Need::Absent => AnswerValue::Absent,
        Need::OneOf(options) => AnswerValue::Option(options[0]),
        Need::NoneOf(_) | Need::Met | Need::NotMet => return None,
        Need::Limit(bound) => {
            let printed = bound.printed()?;
            let limit = match printed.threshold {
                Threshold::Fixed(limit) => limit,
                Threshold::BySex { male, female } => match bound.side {
                    Side::Above | Side::From => male.max(female),
                    Side::Below | Side::UpTo => male.min(female),
                },
            };
            let value = match bound.side {
                Side::Above => limit * 1.01 + 0.001,
                Side::Below => limit * 0.99 - 0.001,
                Side::From | Side::UpTo => limit,
            };
            AnswerValue::Quantity(Quantity::new(value, printed.unit))
        }
    };
    let mut case = world.case.clone();
    case.put(id, Some(Answer::from(value)));
    Some(case)
}

#[test]
fn an_open_criterion_lists_exactly_what_could_still_decide_it() {
    on_random_packs(examples(300, 3_000), |world, _| open_leaves_are_listed(world));
    on_random_patients(examples(10, 500), |world, _| open_leaves_are_listed(world));
}

// ------------------------------------------------------------------------------------------------ order, undo

#[test]
fn the_order_of_answers_never_matters() {
    fn holds(world: &World, random: &mut Random) {
        let mut ids: Vec<FindingId> = world.case.answers().map(|(id, _)| id).collect();
        random.shuffle(&mut ids);
        assert_eq!(assess(world.knowledge, &world.with_only(&ids)), world.assessment, "{}", world.value);
        let mut members: Vec<(String, Value)> =
            world.value["findings"].as_object().unwrap().clone().into_iter().collect();
        random.shuffle(&mut members);
        let members: Vec<String> = members.iter().map(|(id, answer)| format!("{}: {answer}", json!(id))).collect();
        let top = ["age", "sex"].into_iter().filter_map(|id| Some(format!("\"{id}\": {}, ", world.value.get(id)?)));
        let text = format!(
            "{{{}\"findings\": {{{}}}, \"format\": \"poems-case/1\"}}",
            top.collect::<String>(),
            members.join(", ")
        );
        let shuffled = support::case(world.knowledge, &text);
        assert_eq!(assess(world.knowledge, &shuffled), world.assessment, "{text}");
    }
    on_random_packs(examples(200, 2_000), holds);
    on_random_patients(examples(20, 1_000), holds);
}

#[test]
fn an_answer_taken_back_leaves_no_trace() {
    fn holds(world: &World, random: &mut Random) {
        let ids: Vec<FindingId> = world.knowledge.finding_ids().collect();
        let mut case = world.case.clone();
        for _ in 0..3 {
            let id = *random.pick(&ids);
            let before = case.answer(id).cloned();
            let other = match &world.knowledge.finding(id).kind {
                Kind::Sign(_) => AnswerValue::Present,
                Kind::Choice(_) => AnswerValue::Unobtainable,
                Kind::Quantity(_) => AnswerValue::Quantity(Quantity::new(3.0, 0)),
            };
            case.put(id, Some(other.into()));
            case.put(id, before);
        }
        assert_eq!(assess(world.knowledge, &case), world.assessment);
        assert_eq!(case.to_text(world.knowledge), world.case.to_text(world.knowledge));
    }
    on_random_packs(examples(200, 2_000), holds);
    on_random_patients(examples(15, 500), holds);
}

/// A case as a whole, and where it was asked for the patient to be seen.
#[derive(Clone, PartialEq, Debug)]
struct Snapshot {
    answers: BTreeMap<FindingId, Answer>,
    setting: Option<SettingId>,
    asked: Option<SettingId>,
}

#[test]
fn undo_and_redo_go_through_the_states_of_a_case_as_turning_pages_does() {
    fn holds(world: &World, random: &mut Random) {
        let settings = world.knowledge.settings().iter();
        let settings: Vec<SettingId> =
            settings.filter_map(|setting| world.knowledge.find_setting(&setting.id)).collect();
        let ids: Vec<FindingId> = world.knowledge.finding_ids().take(4).collect();
        let asked = random.chance(0.5).then(|| *random.pick(&settings));
        let answers = world.case.answers().map(|(id, answer)| (id, answer.clone())).collect();
        let mut pages = vec![Snapshot { answers, setting: world.case.setting, asked }];
        let mut at = 0;
        let mut history = History::new(world.case.clone(), asked);
        for _ in 0..40 {
            let mut page = pages[at].clone();
            let turned = match random.below(5) {
                0 => history.undo().is_some().then(|| at - 1),
                1 => history.redo().is_some().then_some(at + 1),
                2 => {
                    let setting = *random.pick(&settings);
                    (page.asked, page.setting) = (None, Some(setting));
                    assert_eq!(history.choose(setting), page != pages[at]);
                    None
                }
                _ => {
                    let values = [None, Some(AnswerValue::Unknown.into()), Some(AnswerValue::Unobtainable.into())];
                    let mut put = Vec::new();
                    for _ in 0..=random.below(3) {
                        let (id, answer): (FindingId, Option<Answer>) =
                            (*random.pick(&ids), random.pick(&values).clone());
                        match answer.clone() {
                            Some(answer) => drop(page.answers.insert(id, answer)),
                            None => drop(page.answers.remove(&id)),
                        }
                        put.push((id, answer));
                    }
                    assert_eq!(history.put(put), page != pages[at]);
                    None
                }
            };
            if page != pages[at] {
                pages.truncate(at + 1);
                pages.push(page);
                at += 1;
            }
            at = turned.unwrap_or(at);
            let Snapshot { answers, setting, asked } = &pages[at];
            assert!(history.answers().eq(answers.iter().map(|(id, answer)| (*id, answer))));
            assert_eq!(history.setting, *setting);
            assert_eq!(history.where_seen(), asked.or(*setting).unwrap_or(settings[0]));
            assert_eq!((history.done().len(), history.undone().len()), (at, pages.len() - 1 - at));
        }
    }
    on_random_patients(examples(50, 2_000), holds);
}
