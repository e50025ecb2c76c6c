//! Packs that somebody changed without care: whatever is left out, put in or written otherwise, the checker says so or
//! everything works. Nothing ends in a panic.

mod support;

use std::borrow::Cow;

use poems::case::{Case, teaching_cases};
use poems::engine::assess;
use poems::knowledge::{self, Knowledge, Lang, Layer, PackText};
use poems::report::{self, Explanation, View};
use poems::say::{self, Style, Wording};
use poems::teach::cards::Stock;
use poems::teach::compare::{Naming, compare};
use poems::teach::lesson::{Pages, contents, misfits};
use poems::teach::sheet::sheet;
use poems::teach::{Progress, Quiz, lessons, quiz};
use poems::tui::model::{Model, Size};
use poems::tui::{App, Effect, Key, Message, Painting, Theme};
use serde_json::{Value, json};

/// Every place of a value that may be changed, as a way of keys and places.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    let mut see = |step: &str, value: &Value| {
        let here = format!("{here}/{}", step.replace('~', "~0").replace('/', "~1"));
        found.push(here.clone());
        places(value, &here, found);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| see(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| see(&at.to_string(), item)),
        _ => {}
    }
}

/// Takes out a member, or puts something else in its place: as a rule what stands under the same key elsewhere.
fn mutate(file: &mut Value, rng: &mut fastrand::Rng) -> Option<String> {
    let mut all = Vec::new();
    places(file, "", &mut all);
    let place = &all[rng.usize(..all.len())];
    let others =
        [json!(0), json!(-1), json!(1e9), json!(0.5), json!(""), json!("x"), json!([]), json!({}), json!(null)];
    let (parent, key) = place.rsplit_once('/')?;
    let alike: Vec<&String> = all.iter().filter(|other| other.rsplit_once('/').unwrap().1 == key).collect();
    let moved = file.pointer(alike[rng.usize(..alike.len())])?.clone();
    match (rng.u8(..5), file.pointer_mut(parent)?) {
        (0, Value::Object(members)) => drop(members.remove(&key.replace("~1", "/").replace("~0", "~"))),
        (0 | 1, Value::Array(items)) => drop(items.remove(key.parse().ok()?)),
        (1, _) => *file.pointer_mut(place)? = others[rng.usize(..others.len())].clone(),
        _ => *file.pointer_mut(place)? = moved,
    }
    Some(place.clone())
}

/// Does with a pack what every command does.
fn use_everything(knowledge: &Knowledge, rng: &mut fastrand::Rng) {
    let Ok(cases) = teaching_cases(knowledge) else { return };
    let everything = [Case::new(knowledge)].into_iter().chain(cases.iter().map(|case| case.case.clone()));
    let mut everything: Vec<Case> = everything.collect();
    rng.shuffle(&mut everything);
    for (case, lang) in everything.iter().take(4).zip([Lang::En, Lang::Zh].into_iter().cycle()) {
        let assessment = assess(knowledge, case);
        let view = View { knowledge, case, assessment: &assessment, lang, sets: &[], warnings: &[] };
        let _ = (
            report::write(&view, report::Content::Page, report::Format::Text(Style::Plain)),
            report::write(&view, report::Content::Full, report::Format::Markdown),
            report::write(&view, report::Content::Full, report::Format::Json),
        );
        let readers = knowledge.workup.readers.iter().filter_map(|reader| knowledge.workup.find_reader(&reader.id));
        readers.for_each(|reader| {
            report::write(&view, report::Content::Letter(reader), report::Format::Markdown);
        });
        if let Some(explanation) = Explanation::of(&view, usize::MAX) {
            let _ = (say::text(&explanation.document(), Style::Plain), explanation.json());
        }
        for set in &knowledge.sets {
            say::text(&report::criteria_set(knowledge, set, lang), Style::Plain);
        }
        knowledge.literature.iter().for_each(|literature| drop(report::settings(knowledge, literature, lang)));
    }
    let sets: Vec<_> = knowledge.set_ids().collect();
    if let [first, second, ..] = sets[..] {
        compare(knowledge, [first, second], &cases, Naming::All).document(Lang::En);
    }
    sheet(knowledge, &cases.iter().take(2).collect::<Vec<_>>(), Lang::En);
    if let Ok(stock) = Stock::read(knowledge) {
        stock.cards(knowledge, Lang::Zh);
    }
    study(knowledge, cases, rng);
    press(knowledge, rng);
}

/// Presses keys in the terminal application and looks at every picture.
fn press(knowledge: &Knowledge, rng: &mut fastrand::Rng) {
    let size = Size { columns: rng.u16(40..140), rows: rng.u16(15..50) };
    let mut painting = Painting::new(size.columns, size.rows);
    let mut app = App::new(Model::new(knowledge, Lang::En, None, size, None));
    app.update(Message::Shelf(Vec::new()));
    app.update(Message::Key(Key::Enter));
    let named = [Key::Enter, Key::Esc, Key::Tab, Key::Up, Key::Down, Key::Left, Key::Right, Key::PageDown, Key::End];
    for _ in 0..80 {
        let key = match rng.u8(..3) {
            0 => named[rng.usize(..named.len())],
            _ => Key::Char(char::from(rng.u8(b' '..b'~'))),
        };
        for effect in app.update(Message::Key(key)) {
            if let Effect::ReadNotebook(goal) = effect {
                app.update(Message::Notebook { goal, read: Ok(Progress::default()), now: 0 });
            }
        }
        drop(painting.paint(&app.scene, Theme::Mono));
    }
}

/// Reads every lesson to its end, and does a quiz of two cases with any choices.
fn study(knowledge: &Knowledge, cases: Vec<poems::case::TeachingCase>, rng: &mut fastrand::Rng) {
    if let Ok(lessons) = lessons(knowledge, &cases) {
        misfits(knowledge, &lessons, &cases);
        contents(Wording::new(knowledge, Lang::En), &lessons, &Progress::default());
        for lesson in &lessons {
            let pages = Pages::new(Wording::new(knowledge, Lang::En), lesson, &cases);
            (0..lesson.screens.len()).for_each(|at| drop(pages.screen(at)));
            let exercise = lesson.question.exercise(knowledge, &cases);
            pages.question(&exercise);
            let asked = lesson.question.asked(&exercise);
            (0..4).for_each(|at| drop(pages.hint(at, &exercise, asked[0])));
            let items = lesson.question.judge(knowledge, &exercise, &Case::new(knowledge));
            let _ = (pages.marking(&exercise, &items), pages.closing());
        }
    }
    let queue = quiz::lineup(&cases, &Progress::default(), 0, 2, rng.u64(..));
    let mut quiz = Quiz::new(knowledge, cases.into(), queue, rng.u64(..));
    quiz.hand_in(knowledge, Case::new(knowledge));
    for _ in 0..40 {
        if quiz.choices() == 0 {
            quiz.hand_in(knowledge, Case::new(knowledge));
        } else {
            quiz.choose(knowledge, rng.usize(..quiz.choices()));
        }
    }
}

#[test]
fn a_changed_pack_is_refused_or_works() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut refused = 0;
    let tries = support::examples(40, 4_000);
    let all = knowledge::embedded().files;
    for at in 0..u64::from(tries) {
        let mut rng = fastrand::Rng::with_seed(seed * 1_000_003 + at);
        let mut layer = Layer::default();
        let mut changed = Vec::new();
        for _ in 0..rng.usize(1..3) {
            let file = &all[rng.usize(..all.len())];
            let mut value: Value = serde_json::from_str(&file.text).unwrap();
            for _ in 0..rng.usize(1..3) {
                changed.extend(mutate(&mut value, &mut rng).map(|place| format!("{} {place}", file.path)));
            }
            layer.files.retain(|other| other.path != file.path);
            let name = format!("ours/{}", file.path);
            layer.files.push(PackText { path: file.path.clone(), file: name, text: Cow::Owned(value.to_string()) });
        }
        let result = std::panic::catch_unwind(move || {
            let (knowledge, faults) = knowledge::check(vec![knowledge::embedded(), layer]);
            faults.iter().for_each(|fault| assert!(!format!("{fault:#}").is_empty()));
            knowledge.iter().for_each(|knowledge| use_everything(knowledge, &mut rng));
            knowledge.is_none()
        });
        refused += u32::from(result.unwrap_or_else(|_| panic!("seed {seed}, try {at}: {changed:#?}")));
    }
    println!("{refused} of {tries} refused");
    assert!(refused < tries, "some changes do no harm");
}
