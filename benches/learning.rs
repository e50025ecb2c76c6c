//! A learner's notebook of 20,000 recalls: reading it, and a key on the study menu, which says how many cases are due.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use poems::case::teaching_cases;
use poems::knowledge::{self, Knowledge, Lang};
use poems::teach::{Event, Grade, Progress, Recall, What, quiz};
use poems::tui::model::{Model, Size};
use poems::tui::study::Goal;
use poems::tui::{App, Key, Message, Painting, Theme};

const RECALLS: i64 = 20_000;
const HOUR: i64 = 3_600;

/// Every case in turn, one an hour, most of them remembered.
fn notebook(knowledge: &Knowledge) -> String {
    let cases = teaching_cases(knowledge).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let keys = cases.iter().map(quiz::key).cycle();
    let events = (0..RECALLS).zip(keys).map(|(at, key)| {
        let grade = if at % 7 == 0 { Grade::Again } else { Grade::Good };
        let what = What::Recall(Recall { key, grade, marks: Default::default(), believed: Default::default() });
        Event { at: at * HOUR, what }.line() + "\n"
    });
    events.collect()
}

fn learning(criterion: &mut Criterion) {
    let knowledge = knowledge::load(vec![knowledge::embedded()]).unwrap_or_else(|faults| panic!("{}", faults[0]));
    let notebook = notebook(&knowledge);
    criterion.bench_function("read a notebook of 20,000 recalls", |bencher| {
        bencher.iter(|| black_box(Progress::read(&notebook)));
    });
    let size = Size { columns: 100, rows: 30 };
    let mut app = App::new(Model::new(&knowledge, Lang::En, None, size, None));
    let read = Ok(Progress::read(&notebook));
    app.update(Message::Notebook { goal: Goal::Menu, read, now: RECALLS * HOUR });
    let mut painting = Painting::new(size.columns, size.rows);
    let mut keys = [Key::Down, Key::Up].into_iter().cycle();
    criterion.bench_function("a key on the study menu after them", |bencher| {
        bencher.iter(|| {
            keys.next().map(|key| app.update(Message::Key(key)));
            black_box(painting.paint(&app.scene, Theme::Default).count())
        });
    });
}

criterion_group!(benches, learning);
criterion_main!(benches);
