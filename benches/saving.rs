//! A change on its way to the disk: the whole case put in its file's place, and for comparison a line added to a file and
//! waited for; and the line in the journal, which nobody waits for.

use criterion::{Criterion, criterion_group, criterion_main};
use poems::knowledge;
use poems::store::{CaseFile, Folders, Notebook, Shelf};

fn saving(criterion: &mut Criterion) {
    let knowledge = knowledge::load(vec![knowledge::embedded()]).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let home = tempfile::tempdir().unwrap();
    let folders = Folders { config: home.path().join("config"), data: home.path().join("data") };
    let shelf = Shelf::of(&folders);
    // As long as a case with 40 answers.
    let case = |note: usize| {
        format!("{{\"format\": \"poems-case/1\", \"note\": \"{note} {}\", \"findings\": {{}}}}\n", "x".repeat(2_000))
    };
    let mut at = 0;
    let mut next = || {
        at += 1;
        case(at)
    };
    shelf.new_file("case").save(&next()).unwrap();
    let path = home.path().join("data/cases/case.json");
    let (mut file, _) = CaseFile::open(&path, &knowledge).unwrap_or_else(|fault| panic!("{fault}"));
    criterion.bench_function("one change: the case replaced whole", |bencher| {
        bencher.iter(|| file.save(&next()).unwrap());
    });
    let notebook = Notebook::of(&folders);
    let line = "x".repeat(300);
    criterion.bench_function("one change: a line added and waited for", |bencher| {
        bencher.iter(|| notebook.add(&line).unwrap());
    });
    let mut journal = shelf.journal(&file).unwrap();
    let deed = vec![format!("\"{}\"", "x".repeat(200))];
    criterion.bench_function("one change: a line of the journal", |bencher| {
        bencher.iter(|| journal.add(&deed, &next()));
    });
}

criterion_group!(benches, saving);
criterion_main!(benches);
