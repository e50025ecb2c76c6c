//! The engine and a deliberately naive second evaluator say the same of random patients: every criterion, every
//! conclusion, every inferred sign, every conflict, every flag of a laboratory value. The recall schedule and the reference
//! implementation of FSRS say the same of random learners.

mod support;

use std::collections::BTreeMap;
use std::thread;

use fsrs::{FSRS, MemoryState};
use poems::case::AnswerValue;
use poems::engine::{self, Flag, LANES, Run, Seen, Supposed, WhatIfs, assess};
use poems::teach::{Grade, Memory, Moment, review};
use serde_json::Value;
use support::naive::{Answers, Disagreement, Naive, Pack};
use support::random::{Cases, Random};
use support::{built_in, case_of, examples, truth};

#[test]
fn the_engine_agrees_with_a_naive_evaluator_on_random_patients() {
    let pack = Pack::built_in();
    let cases = Cases::over(&pack);
    let count = u64::from(examples(2_000, 100_000));
    // Two threads, one seed for each patient.
    thread::scope(|scope| {
        for half in 0..2 {
            let (pack, cases) = (&pack, &cases);
            scope.spawn(move || {
                (half..count).step_by(2).for_each(|seed| agree(pack, &cases.make(&mut Random(seed)), seed))
            });
        }
    });
}

#[test]
fn the_engine_agrees_with_a_naive_evaluator_on_every_case_we_have() {
    let pack = Pack::built_in();
    for (at, text) in support::all_cases().iter().enumerate() {
        let case: Value = serde_json::from_str(text).unwrap();
        agree(&pack, case.get("case").unwrap_or(&case), at as u64);
    }
}

fn agree(pack: &Pack, value: &Value, seed: u64) {
    let knowledge = built_in();
    let assessment = assess(knowledge, &case_of(knowledge, value));
    let answers = Answers::of(value);
    let naive = Naive { pack, answers: &answers };
    for set in &assessment.sets {
        let file = knowledge.set(set.set);
        for (criterion, assessed) in file.criteria.iter().zip(&set.criteria) {
            let expected = naive.criterion(&file.id, &criterion.id);
            assert_eq!(truth(assessed.verdict), expected, "seed {seed}: {} {}\n{value}", file.id, criterion.id);
        }
        for (conclusion, assessed) in file.conclusions.iter().zip(&set.conclusions) {
            let expected = naive.conclusion(&file.id, &conclusion.id);
            assert_eq!(truth(assessed.verdict), expected, "seed {seed}: {} {}\n{value}", file.id, conclusion.id);
        }
    }
    let id = |finding| knowledge.finding(finding).id.to_string();
    let inferred: BTreeMap<String, bool> =
        assessment.inferred.iter().map(|inferred| (id(inferred.finding), inferred.present)).collect();
    let signs = pack.findings.iter().filter(|(_, finding)| finding["kind"] == "sign");
    let expected = signs.filter_map(|(id, _)| Some((id.clone(), naive.inferred(id)?))).collect();
    assert_eq!(inferred, expected, "seed {seed}: inferred signs\n{value}");
    let conflicts: BTreeMap<String, Disagreement> =
        assessment.conflicts.iter().map(|conflict| (id(conflict.finding), disagreement(conflict))).collect();
    assert_eq!(conflicts, naive.conflicts(), "seed {seed}: conflicts\n{value}");
    for answer in &assessment.answers {
        let id = id(answer.finding);
        assert_eq!(answer.flag.map(flag_word), naive.flag(&id), "seed {seed}: the flag of {id}\n{value}");
    }
}

/// One answer after the other supposed otherwise, 64 cases side by side, against the naive evaluator, which looks at each
/// by itself.
fn agree_if(pack: &Pack, value: &Value, random: &mut Random) {
    let knowledge = built_in();
    let case = case_of(knowledge, value);
    let answers = Answers::of(value);
    let signs: Vec<&str> =
        pack.findings.iter().filter(|(_, finding)| finding["kind"] == "sign").map(|(id, _)| id.as_str()).collect();
    let answered: Vec<&str> = answers.0.keys().map(String::as_str).collect();
    let otherwise: Vec<(&str, Option<AnswerValue>)> = (0..LANES)
        .map(|lane| match lane % 4 {
            0 if !answered.is_empty() => (*random.pick(&answered), None),
            1 => (*random.pick(&signs), Some(AnswerValue::Absent)),
            _ => (*random.pick(&signs), Some(AnswerValue::Present)),
        })
        .collect();
    let supposed: Vec<Supposed> = otherwise
        .iter()
        .map(|(id, answer)| Supposed { finding: support::find(knowledge, id), answer: *answer })
        .collect();
    let mut run = Run::new(&knowledge.circuit, WhatIfs::of(&Seen::new(knowledge, &case), &supposed));
    for (lane, (id, answer)) in otherwise.iter().enumerate().step_by(7) {
        let mut answers = answers.clone();
        match answer {
            None => answers.0.remove(*id),
            Some(AnswerValue::Present) => answers.0.insert((*id).to_owned(), "present".into()),
            Some(_) => answers.0.insert((*id).to_owned(), "absent".into()),
        };
        let naive = Naive { pack, answers: &answers };
        for set in knowledge.set_ids() {
            let file = knowledge.set(set);
            for (criterion, node) in file.criteria.iter().zip(knowledge.circuit.criteria(set)) {
                let expected = naive.criterion(&file.id, &criterion.id).into();
                assert_eq!(
                    run.of(*node).at(lane),
                    expected,
                    "{} {} if {id} {answer:?}\n{value}",
                    file.id,
                    criterion.id
                );
            }
            for (conclusion, node) in file.conclusions.iter().zip(knowledge.circuit.conclusions(set)) {
                let expected = naive.conclusion(&file.id, &conclusion.id).into();
                assert_eq!(
                    run.of(*node).at(lane),
                    expected,
                    "{} {} if {id} {answer:?}\n{value}",
                    file.id,
                    conclusion.id
                );
            }
        }
    }
}

#[test]
fn what_if_one_answer_were_another_agrees_with_a_naive_evaluator() {
    let pack = Pack::built_in();
    let mut random = Random(64);
    for text in support::all_cases() {
        let case: Value = serde_json::from_str(&text).unwrap();
        agree_if(&pack, case.get("case").unwrap_or(&case), &mut random);
    }
    let cases = Cases::over(&pack);
    for seed in 0..u64::from(examples(100, 5_000)) {
        agree_if(&pack, &cases.make(&mut Random(seed)), &mut random);
    }
}

fn disagreement(conflict: &engine::Conflict) -> Disagreement {
    match conflict.disagreement {
        engine::Disagreement::SaidAbsent => Disagreement::SaidAbsent,
        engine::Disagreement::SaidPresent => Disagreement::SaidPresent,
        engine::Disagreement::BothInferred => Disagreement::BothInferred,
        engine::Disagreement::OtherSex => Disagreement::OtherSex,
    }
}

fn flag_word(flag: Flag) -> &'static str {
    match flag {
        Flag::Low => "low",
        Flag::Normal => "normal",
        Flag::High => "high",
    }
}

const DAY: Moment = 86_400;

#[test]
fn the_recall_schedule_agrees_with_the_reference_on_random_learners() {
    let reference = FSRS::default();
    for seed in 0..u64::from(examples(5_000, 100_000)) {
        let random = &mut Random(seed);
        let (mut memory, mut state): (Option<Memory>, Option<MemoryState>) = (None, None);
        let mut now: Moment = 1_800_000_000;
        // Some never get beyond the lowest grades.
        let grades = &Grade::ALL[..=random.below(4)];
        for turn in 0..=random.below(16) {
            let days = memory.map_or(0, |memory| (now - memory.reviewed) / DAY);
            let grade = *random.pick(grades);
            let next = reference.next_states(state, 0.9, days as u32).unwrap();
            let next = [next.again, next.hard, next.good, next.easy][grade as usize].clone();
            let ours = review(memory.as_ref(), grade, now);
            let expected = if grade == Grade::Again { 0 } else { next.interval.round().max(1.0) as Moment };
            let due = (ours.due - now) / DAY;
            // Halfway between two days the last bit of a power decides, which is not the same everywhere.
            let is_halfway = (next.interval.fract() - 0.5).abs() <= 1e-5 * next.interval;
            assert!(due == expected || is_halfway, "seed {seed}, turn {turn}: {due} and not {expected}");
            (memory, state) = (Some(ours), Some(next.memory));
            now = match random.below(4) {
                // The same day, on time, any time, years later.
                0 => now + random.below(40_000) as Moment,
                1 => ours.due,
                2 => now + random.below(400 * DAY as usize) as Moment,
                _ => now + random.below(200_000) as Moment * DAY,
            };
        }
    }
}
