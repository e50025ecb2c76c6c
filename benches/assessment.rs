//! One full assessment with its explanations, in memory: the mean over the published cases and over the synthetic
//! ones. The budget is 200 microseconds a case for all that an assessment will ever hold.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use poems::case::{self, Answer, AnswerValue, Case, teaching_cases};
use poems::engine::{LANES, Run, Seen, Supposed, WhatIfs, assess};
use poems::knowledge::{self, Knowledge};
use poems::quick;

fn published(knowledge: &Knowledge) -> Vec<Case> {
    let cases = teaching_cases(knowledge).unwrap_or_else(|faults| panic!("{}", faults[0]));
    cases.into_iter().map(|teaching| teaching.case).collect()
}

fn synthetic(knowledge: &Knowledge) -> Vec<Case> {
    let lines = include_str!("../tests/data/cases/synthetic.cases.jsonl").lines();
    let read = |line: &str| case::read("synthetic", line.as_bytes(), knowledge);
    lines.map(|line| read(line).unwrap_or_else(|faults| panic!("{}", faults[0])).case).collect()
}

/// The time of one round divided by its number of cases is the figure; criterion prints it as cases a second.
fn assessment(criterion: &mut Criterion) {
    let knowledge = knowledge::load(vec![knowledge::embedded()]).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let mut group = criterion.benchmark_group("assessment");
    for (name, cases) in [("56 published", published(&knowledge)), ("600 synthetic", synthetic(&knowledge))] {
        group.throughput(Throughput::Elements(cases.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| cases.iter().for_each(|case| drop(black_box(assess(&knowledge, case)))));
        });
    }
    group.finish();
}

fn load(criterion: &mut Criterion) {
    criterion.bench_function("load the built-in pack", |bencher| {
        bencher.iter(|| black_box(knowledge::load(vec![knowledge::embedded()]).map_err(|faults| faults.len())));
    });
}

/// All sets with one answer of a case turned round or taken back, 64 times: each by itself, and side by side.
fn what_if(criterion: &mut Criterion) {
    let knowledge = knowledge::load(vec![knowledge::embedded()]).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let cases = synthetic(&knowledge).into_iter();
    let case = cases.max_by_key(Case::answered).unwrap_or_else(|| Case::new(&knowledge));
    let supposed: Vec<Supposed> = case
        .answers()
        .take(LANES)
        .map(|(finding, answer)| Supposed {
            finding,
            answer: (answer.value == AnswerValue::Absent).then_some(AnswerValue::Present),
        })
        .collect();
    assert_eq!(supposed.len(), LANES);
    let conclusions = || knowledge.set_ids().flat_map(|set| knowledge.circuit.conclusions(set)).copied();
    let mut group = criterion.benchmark_group("what if");
    group.throughput(Throughput::Elements(LANES as u64));
    group.bench_function("one by one", |bencher| {
        let one = |supposed: &Supposed| {
            let mut case = case.clone();
            case.put(supposed.finding, supposed.answer.map(Answer::from));
            case
        };
        let cases: Vec<Case> = supposed.iter().map(one).collect();
        bencher.iter(|| {
            for case in &cases {
                let mut run = Run::new(&knowledge.circuit, Seen::new(&knowledge, case));
                conclusions().for_each(|conclusion| {
                    black_box(run.of(conclusion));
                });
            }
        });
    });
    group.bench_function("side by side", |bencher| {
        bencher.iter(|| {
            let seen = Seen::new(&knowledge, &case);
            let mut run = Run::new(&knowledge.circuit, WhatIfs::of(&seen, &supposed));
            conclusions().for_each(|conclusion| {
                black_box(run.of(conclusion));
            });
        });
    });
    group.finish();
}

/// A line of a note, a report of a hundred lines, and the first line after a start, which builds the lexicon.
fn quick_entry(criterion: &mut Criterion) {
    let load = || knowledge::load(vec![knowledge::embedded()]).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let knowledge = load();
    let case = Case::new(&knowledge);
    let lines: Vec<&str> =
        include_str!("../tests/data/quick/own.txt").lines().filter(|line| !line.starts_with('#')).collect();
    let report = lines.iter().cycle().take(100).copied().collect::<Vec<_>>().join("\n");
    let mut group = criterion.benchmark_group("quick entry");
    group.bench_function("first line", |bencher| {
        bencher.iter_batched(load, |fresh| black_box(quick::read(&fresh, &case, lines[0])), BatchSize::PerIteration);
    });
    group.bench_function("report of 100 lines", |bencher| {
        bencher.iter(|| black_box(quick::read(&knowledge, &case, &report)))
    });
    group.throughput(Throughput::Elements(lines.len() as u64));
    group.bench_function("lines", |bencher| {
        bencher.iter(|| lines.iter().for_each(|line| drop(black_box(quick::read(&knowledge, &case, line)))));
    });
    group.finish();
}

criterion_group!(benches, assessment, what_if, load, quick_entry);
criterion_main!(benches);
