//! One full assessment with its explanations, in memory: the mean over the published cases and over the synthetic
//! ones. The budget is 200 microseconds a case for all that an assessment will ever hold.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use poems::case::{self, Case, teaching_cases};
use poems::engine::assess;
use poems::knowledge::{self, Knowledge};

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

criterion_group!(benches, assessment, load);
criterion_main!(benches);
