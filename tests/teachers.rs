//! What a teacher hands out: cards, for Anki too, compared sets, decks, class sheets, results.

mod binary;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/readers.rs"]
mod readers;
mod support;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use binary::User;
use golden::golden;
use poems::case::teaching_cases;
use poems::knowledge::{self, Lang, Layer, PackText};
use poems::say::Wording;
use poems::teach::anki::{anki, guid, tags};
use poems::teach::cards::{Card, Round, cards, key, lineup};
use poems::teach::deck::deck;
use poems::teach::results::{COLUMNS, ResultRow, csv};
use poems::teach::sheet::sheet;
use poems::teach::{Event, Grade, Progress, What};
use readers::python_says;
use serde_json::json;
use support::{built_in, load};
use unicode_width::UnicodeWidthStr;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn all(lang: Lang) -> Vec<Card> {
    cards(built_in(), lang)
}

/// The one card of that id.
fn card(lang: Lang, id: &str) -> Card {
    all(lang).into_iter().find(|card| card.id == id).unwrap_or_else(|| panic!("no card {id}"))
}

// ------------------------------------------------------------------------------------------------------- cards

#[test]
fn cards_are_the_same_in_both_languages_and_each_asks_something_of_its_own() {
    let [english, chinese] = Lang::ALL.map(all);
    let ids = |cards: &[Card]| cards.iter().map(|card| card.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&english), ids(&chinese));
    assert!((100..=260).contains(&english.len()), "{}", english.len());
    for cards in [&english, &chinese] {
        let distinct = |texts: Vec<&String>| texts.iter().collect::<BTreeSet<_>>().len();
        assert_eq!(distinct(cards.iter().map(|card| &card.id).collect()), cards.len());
        assert_eq!(distinct(cards.iter().map(|card| &card.front).collect()), cards.len());
        for card in cards {
            let texts = || std::iter::once(&card.front).chain(&card.back);
            assert!(texts().all(|text| !text.trim().is_empty() && !text.contains(['{', '}'])), "{card:?}");
            assert!(!card.back.is_empty(), "{card:?}");
            assert!(!card.back.iter().any(|text| card.front.contains(text.as_str())), "the front tells it: {card:?}");
            for source in &card.sources {
                assert!(built_in().source(source).is_some(), "{source}");
            }
        }
    }
}

#[test]
fn what_a_card_says_was_read_and_found_good() {
    for lang in Lang::ALL {
        let text: String = all(lang)
            .iter()
            .map(|card| format!("{}\n  {}\n    {}\n", card.id, card.front, card.back.join("\n    ")))
            .collect();
        let name = format!("cards.{}.txt", &lang.tag()[..2]);
        golden(&name, &format!("{}\n{text}", built_in().digest()));
    }
}

#[test]
fn the_cards_that_matter_most_say_what_the_papers_say() {
    let back = |id: &str| card(Lang::En, id).back;
    assert_eq!(back("dispenzieri-2023/count/poems/minor"), ["1 of 6"]);
    assert_eq!(back("suichi-2019/count/poems/minor"), ["2 of 4"]);
    assert_eq!(back("mhlw-2015/limit/vegf_serum")[0], "1000 pg/mL or more (Serum VEGF 1000 pg/mL or more)");
    assert!(back("finding/vegf_elevated/limit/vegf_plasma")[0].contains("above 200 pg/mL"));
    assert_eq!(back("mhlw-2015/criterion/castleman"), ["Minor", "Major in Mayo 2023"]);
    assert!(back("finding/skin_changes/frequency").iter().any(|text| text.starts_with("96 of 107 (90%)")));
}

#[test]
fn a_limit_that_the_pack_changes_changes_on_the_card() {
    let path = "criteria/mhlw-2015.json";
    let file = std::fs::read_to_string(Path::new(ROOT).join("rules").join(path)).unwrap();
    let changed = file.replace("\"from\": 1000,", "\"from\": 1234,");
    assert_ne!(file, changed);
    let text = PackText { path: path.to_owned(), file: path.to_owned(), text: Cow::Owned(changed) };
    let pack = load(vec![knowledge::embedded(), Layer { files: vec![text] }]);
    let card = cards(&pack, Lang::En).into_iter().find(|card| card.id == "mhlw-2015/limit/vegf_serum").unwrap();
    assert!(card.back[0].starts_with("1234 pg/mL or more"), "{card:?}");
}

#[test]
fn a_forgotten_card_comes_again_and_a_slip_is_taken_back() {
    let three: Vec<Card> = all(Lang::En).into_iter().take(3).collect();
    let mut round = Round::new(three.clone());
    assert_eq!(round.grade(Grade::Good), None, "nothing is graded before it is turned");
    round.reveal();
    assert_eq!(round.grade(Grade::Again).unwrap().key, key(&three[0]));
    assert_eq!(round.card().unwrap().id, three[1].id);
    assert_eq!(round.left(), 3, "the forgotten one is still to come");
    assert_eq!(round.undo(), Some(key(&three[0])));
    assert!(round.is_revealed() && round.card().unwrap().id == three[0].id && round.grades().count() == 0);
    for _ in 0..3 {
        round.reveal();
        round.grade(Grade::Easy);
    }
    assert!(round.card().is_none());
}

#[test]
fn what_is_due_comes_first_then_what_is_new_in_an_order_of_the_seeds() {
    let recalled = all(Lang::En)[7].clone();
    let mut progress = Progress::default();
    let mut pupil = Round::new(vec![recalled.clone()]);
    pupil.reveal();
    progress.add(Event { at: 0, what: What::Recall(pupil.grade(Grade::Again).unwrap()) });
    let dealt = |seed| lineup(all(Lang::En), &progress, 10, 6, seed);
    assert_eq!(dealt(3)[0].id, recalled.id);
    assert_eq!(dealt(3), dealt(3));
    assert_ne!(dealt(3), dealt(4));
}

#[test]
fn cards_are_asked_line_by_line_and_grades_are_kept() {
    let user = User::new();
    let asked = user.run_with(["cards", "--count", "2", "--seed", "5"], "\n1\nu\n3\n\n4\n");
    assert_eq!(asked.status, 0, "{}", asked.err);
    for said in ["The last grade is taken back.", "2 recalled: 0 again, 0 hard, 1 good, 1 easy."] {
        assert!(asked.out.contains(said), "{said}\n{}", asked.out);
    }
    let notebook = std::fs::read_to_string(user.home().join("data/poems/learning.jsonl")).unwrap();
    assert_eq!(notebook.lines().count(), 4, "two grades, one taken back, given anew: {notebook}");
    for (typed, refused) in [
        ("x\n", "error: line 1 of the input, at 2 left: Press enter to see the answer first. Nothing after it was"),
        ("\n9\n1\n", "error: line 2 of the input, at 2 left: 1 again"),
    ] {
        let torn = User::new().run_with(["cards", "--count", "2", "--seed", "5"], typed);
        assert!(torn.status == 1 && torn.err.starts_with(refused), "{}", torn.err);
    }
    let chinese = user.run_with(["cards", "--lang", "zh", "--count", "1"], "\n3\n");
    assert!(chinese.out.contains("已复习1次"), "{}", chinese.out);
}

// -------------------------------------------------------------------------------------------------------- anki

/// What a learner reads on the back.
fn shown_back(card: &Card, lang: Lang) -> String {
    let wording = Wording::new(built_in(), lang);
    let sources = card.sources.iter().enumerate().map(|(at, id)| {
        let text = wording.citation(id);
        format!("[{}] {text}", at + 1)
    });
    card.back.iter().cloned().chain(sources).collect::<Vec<_>>().join("\n")
}

#[test]
fn anki_takes_every_card_once() {
    let user = User::new();
    for lang in Lang::ALL {
        let file = user.home().join("cards.txt");
        let written = user.run(["cards", "--lang", &lang.tag()[..2], "--anki", file.to_str().unwrap()]);
        assert_eq!((written.status, written.out.as_str()), (0, ""), "{}", written.err);
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text, anki(built_in(), lang, &all(lang)));
        let notes = text.lines().filter(|line| !line.starts_with('#'));
        assert!(notes.clone().all(|line| line.split('\t').count() == 4 && !line.contains('"')));
        assert_eq!(notes.count(), all(lang).len());
        let expected: Vec<serde_json::Value> = all(lang)
            .iter()
            .map(|card| {
                let tags: Vec<String> = tags(built_in(), card).split(' ').map(str::to_owned).collect();
                json!({"guid": guid(lang, card), "front": card.front, "back": shown_back(card, lang), "tags": tags})
            })
            .collect();
        let expected = user.file("expected.json", serde_json::to_vec(&expected).unwrap());
        if let Some(said) = python_says("anki_import.py", &[&file, &expected]) {
            assert_eq!(said.trim(), format!("{} notes", all(lang).len()));
        }
    }
}

#[test]
fn a_card_from_a_hostile_pack_cannot_break_out_of_its_field() {
    let hostile = Card {
        front: "a\tb\n<script>alert(1)</script> & \"c\"\u{1b}[31m".to_owned(),
        back: vec!["#not a comment\r\nsecond".to_owned()],
        ..all(Lang::En)[0].clone()
    };
    let text = anki(built_in(), Lang::En, &[hostile]);
    let note = text.lines().last().unwrap();
    assert_eq!(note.split('\t').count(), 4, "{note}");
    assert!(note.contains("a b &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;c&quot;"), "{note}");
    assert!(!note.contains(['\u{1b}', '"']) && text.lines().count() == 7, "{text}");
}

// ----------------------------------------------------------------------------------------------------- compare

#[test]
fn two_sets_side_by_side_fit_a_terminal_in_both_languages() {
    let user = User::new();
    let digest = built_in().digest();
    for lang in ["en", "zh"] {
        for (format, ending) in [("text", "txt"), ("markdown", "md")] {
            let compared =
                user.run(["compare", "dispenzieri-2023", "mhlw-2015", "--all", "--lang", lang, "--format", format]);
            assert_eq!(compared.status, 0, "{}", compared.err);
            golden(&format!("compare.{lang}.{ending}"), &format!("{digest}\n{}", compared.out));
        }
        let ids: Vec<&str> = built_in().sets.iter().map(|set| set.id.as_str()).collect();
        for pair in ids.windows(2) {
            let compared = user.run(["compare", pair[0], pair[1], "--all", "--lang", lang]);
            assert!(compared.out.lines().all(|line| line.width() <= 80), "{pair:?}\n{}", compared.out);
        }
    }
}

#[test]
fn a_comparison_tells_programs_on_which_cases_and_criteria_the_sets_part() {
    let user = User::new();
    let compared = user.run(["compare", "dispenzieri-2023", "suichi-2019", "--all", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&compared.out).unwrap();
    assert_eq!(found["format"], "poems-comparison/1");
    let row = |id: &str| {
        let rows = found["criteria"].as_array().unwrap();
        rows.iter().find(|row| row["criteria"][0]["id"] == id).unwrap_or_else(|| panic!("no row {id}")).clone()
    };
    assert_eq!(row("vegf")["criteria"][1], json!({"id": "vegf", "role": "major", "demand": "required"}));
    assert_eq!(row("polyneuropathy")["criteria"][1]["role"], "major");
    assert_eq!(row("papilledema")["criteria"][1], serde_json::Value::Null);
    // Each difference is what the two sets themselves say of the case.
    for case in found["differing"].as_array().unwrap() {
        let id = format!("case:{}", case["case"].as_str().unwrap());
        let assessed = user.run(["assess", &id, "--format", "json"]);
        let assessed: serde_json::Value = serde_json::from_str(&assessed.out).unwrap();
        for (at, set) in ["dispenzieri-2023", "suichi-2019"].into_iter().enumerate() {
            let of_set = assessed["criteria"].as_array().unwrap().iter().find(|found| found["set"] == set).unwrap();
            assert_eq!(of_set["conclusions"][0]["verdict"], case["judged"][at]["verdict"], "{id} {set}");
        }
        assert_ne!(case["judged"][0]["verdict"], case["judged"][1]["verdict"]);
    }
    assert!(!found["differing"].as_array().unwrap().is_empty());
}

#[test]
fn a_set_that_is_not_there_or_named_twice_is_said() {
    let user = User::new();
    let typo = user.run(["compare", "dispenzieri-2023", "mhlw-2051"]);
    assert_eq!(typo.status, 1);
    assert!(typo.err.contains("did you mean \"mhlw-2015\"?"), "{}", typo.err);
    assert_eq!(user.run(["compare", "mhlw-2015", "mhlw-2015"]).status, 2);
}

// ------------------------------------------------------------------------------------------------------- decks

#[test]
fn a_deck_is_checked_and_every_fault_has_its_place() {
    let user = User::new();
    let good = user.run(["rules", "check", &format!("{ROOT}/docs/deck")]);
    assert_eq!(good.out, "checked a deck of 2 teaching cases\n0 errors, 0 warnings\n");
    let bad = user.run(["rules", "check", &format!("{ROOT}/tests/data/faulty-deck")]);
    assert_eq!(bad.status, 1);
    for said in [
        "unknown disease \"vasculitis_neuropathy\"",
        "did you mean \"vasculitic_neuropathy\"?",
        "in sentence 7",
        "2 errors",
    ] {
        assert!(bad.out.contains(said), "{said}\n{}", bad.out);
    }
    let placed = bad.out.lines().filter(|line| line.contains("/ward.json:") && line.split(':').nth(2).is_some());
    assert_eq!(placed.count(), 2, "{}", bad.out);
    let none = user.run(["sheet", "--deck", user.home().to_str().unwrap(), "-o", "x.html"]);
    assert_eq!(none.status, 1);
    assert!(none.err.contains("no deck"), "{}", none.err);
}

#[test]
fn the_same_case_twice_in_a_deck_is_a_fault() {
    let text = std::fs::read_to_string(format!("{ROOT}/docs/deck/anca-mononeuritis-65m.json")).unwrap();
    let copy = |name: &str| PackText { path: name.to_owned(), file: name.to_owned(), text: Cow::Owned(text.clone()) };
    let faults = deck(&[copy("a.json"), copy("b.json")], built_in()).unwrap_err();
    assert!(faults[0].to_string().starts_with("b.json:3:9: the teaching case"), "{}", faults[0]);
}

// ------------------------------------------------------------------------------------------------------ sheets

#[test]
fn a_class_sheet_is_sound_html_and_keeps_its_answers_apart() {
    let user = User::new();
    let pack = teaching_cases(built_in()).unwrap();
    let every: Vec<_> = pack.iter().collect();
    for lang in Lang::ALL {
        let page = sheet(built_in(), &every, lang);
        let (questions, answers) = page.split_once("<section class=\"answers\">").unwrap();
        for case in &every {
            let citation = &case.citation;
            let secrets =
                [Some(case.id.as_str()), citation.title.as_deref(), citation.doi.as_deref(), citation.url.as_deref()];
            for secret in secrets.into_iter().flatten() {
                assert!(!questions.contains(secret), "{}: {secret} stands before the answers", case.id);
            }
            assert!(questions.contains(&escaped(case.title.get(lang))), "{}", case.id);
            assert!(answers.contains(&escaped(case.truth.diagnosis.get(lang))), "{}", case.id);
            assert!(answers.contains(&escaped(case.teaching_point.get(lang))), "{}", case.id);
        }
        assert!(questions.contains(built_in().notice.get(lang)) && answers.contains(built_in().notice.get(lang)));
        for outside in ["<script", "src=", "href=", "@import", "url(", "<!--"] {
            assert!(!page.contains(outside), "{outside}");
        }
        let file = user.file("sheet.html", &page);
        if let Some(elements) = python_says("html_file.py", &[&file]) {
            assert!(elements.trim().parse::<u32>().unwrap() > 1_000, "{elements}");
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn what_only_the_full_report_says_is_not_on_the_list_to_mark() {
    let pack = teaching_cases(built_in()).unwrap();
    let case = pack.iter().find(|case| case.id == "anca-mononeuritis-65m").unwrap();
    let page = sheet(built_in(), &[case], Lang::En);
    let (question, answer) = page.split_once("<section class=\"answers\">").unwrap();
    assert!(!question.contains("Vasculitis on biopsy") && answer.contains("Vasculitis on biopsy: present"));
    assert!(question.contains("ANCA positive") && answer.contains("Eosinophils were high and c-ANCA was positive"));
}

#[test]
fn the_same_seed_draws_the_same_sheet_and_named_cases_come_in_their_order() {
    let user = User::new();
    let draw = |seed: &str, name: &str| {
        let drawn = user.run(["sheet", "--count", "3", "--seed", seed, "--output", name]);
        assert_eq!((drawn.status, drawn.out.as_str()), (0, ""), "{}", drawn.err);
        std::fs::read_to_string(user.home().join(name)).unwrap()
    };
    assert_eq!(draw("7", "a.html"), draw("7", "b.html"));
    assert_ne!(draw("7", "a.html"), draw("8", "b.html"));
    assert_eq!(draw("7", "a.html").matches("<section").count(), 6);
    let own = user.run(["sheet", "--deck", &format!("{ROOT}/docs/deck"), "rahul-lytic-sternum-28m", "-o", "own.html"]);
    assert_eq!(own.status, 0, "{}", own.err);
    let missing = user.run(["sheet", "--deck", &format!("{ROOT}/docs/deck"), "case:tia-98f", "-o", "own.html"]);
    assert!(missing.err.contains("there is no teaching case \"tia-98f\" here"), "{}", missing.err);
}

// ----------------------------------------------------------------------------------------------------- results

#[test]
fn results_are_read_back_as_they_were_and_no_cell_is_a_formula() {
    let row = ResultRow {
        time: "2026-03-01T08:30:00Z".to_owned(),
        case: "=HYPERLINK(\"http://x\")".to_owned(),
        learner: Some("@Ann,\t\"ward 3\"\r\n-1".to_owned()),
        stated: 9,
        right: 6,
        missed: 2,
        wrong: 1,
        unstated_marked: 3,
        verdicts_right: 3,
        verdicts: 4,
        test_right: Some(false),
        confidence: Some(2),
        grade: Grade::Hard,
        score_percent: 71,
    };
    let bare =
        ResultRow { learner: None, test_right: None, confidence: None, case: "tia-98f".to_owned(), ..row.clone() };
    let text = csv(&[row, bare]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let ends = ["9", "6", "2", "1", "3", "3", "4", "no", "2", "hard", "71"];
    assert_eq!(rows[0][..3], ["2026-03-01T08:30:00Z", "'=HYPERLINK(\"http://x\")", "'@Ann, \"ward 3\"  -1"]);
    assert_eq!(rows[0][3..], ends);
    assert_eq!(
        rows[1],
        ["2026-03-01T08:30:00Z", "tia-98f", "", "9", "6", "2", "1", "3", "3", "4", "", "", "hard", "71"]
    );
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}
