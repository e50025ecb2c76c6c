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
use poems::knowledge::{self, FindingId, Knowledge, Lang, Layer, PackText};
use poems::say::Wording;
use poems::teach::anki::{guid, package, tags};
use poems::teach::cards::{Card, Round, Stock, key, lineup, topics};
use poems::teach::deck::deck;
use poems::teach::quiz::Worth;
use poems::teach::results::{COLUMNS, ResultRow, csv};
use poems::teach::sheet::sheet;
use poems::teach::{Event, Grade, Percent, Progress, Recall, What};
use readers::python_says;
use serde_json::json;
use support::{built_in, load};
use unicode_width::UnicodeWidthStr;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn all(lang: Lang) -> Vec<Card> {
    cards(built_in(), lang)
}

fn cards(pack: &Knowledge, lang: Lang) -> Vec<Card> {
    Stock::read(pack).unwrap().cards(pack, lang)
}

/// The one card of that id.
fn card(lang: Lang, id: &str) -> Card {
    all(lang).into_iter().find(|card| card.id == id).unwrap_or_else(|| panic!("no card {id}"))
}

// ------------------------------------------------------------------------------------------------------- cards

/// Cards that name what there is to choose from.
const CHOICES: [&str; 2] = ["fact/set_that_needs_vegf", "fact/conduction_block"];

#[test]
fn cards_are_the_same_in_both_languages_and_each_asks_something_of_its_own() {
    let [english, chinese] = Lang::ALL.map(all);
    let ids = |cards: &[Card]| cards.iter().map(|card| card.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&english), ids(&chinese));
    assert!((110..=130).contains(&english.len()), "{}", english.len());
    for cards in [&english, &chinese] {
        let distinct = |texts: Vec<&String>| texts.iter().collect::<BTreeSet<_>>().len();
        assert_eq!(distinct(cards.iter().map(|card| &card.id).collect()), cards.len());
        assert_eq!(distinct(cards.iter().map(|card| &card.front).collect()), cards.len());
        for card in cards {
            let texts = || std::iter::once(&card.front).chain(&card.back);
            assert!(texts().all(|text| !text.trim().is_empty() && !text.contains(['{', '}'])), "{card:?}");
            assert!(!card.back.is_empty() && !card.sources.is_empty(), "{card:?}");
            // One question, and an answer that is no list and no paragraph.
            assert!(card.front.matches(['?', '？']).count() <= 1, "{card:?}");
            assert!(card.back[0].width() <= 80 && !card.back[0].contains([';', '；']), "{card:?}");
            let is_choice = CHOICES.contains(&card.id.as_str());
            let tells = card.back.iter().any(|text| card.front.contains(text.as_str()));
            assert_eq!(tells, is_choice, "the front tells it: {card:?}");
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
    assert_eq!(back("dispenzieri-2023/count/poems/minor"), ["at least 1 of 6"]);
    assert_eq!(back("suichi-2019/count/poems/minor"), ["at least 2 of 4"]);
    assert_eq!(back("suichi-2019/count/poems/major"), ["all 3"]);
    assert_eq!(back("mhlw-2015/limit/vegf_serum"), ["1000 pg/mL or more"]);
    assert!(back("finding/vegf_elevated/limit/vegf_plasma")[0].starts_with("above 200 pg/mL"));
    assert_eq!(back("mhlw-2015/criterion/castleman"), ["Minor", "Major in Mayo 2023"]);
    assert_eq!(back("suichi-2019/criterion/papilledema"), ["none: it is not in this set", "Minor in Mayo 2023"]);
    assert_eq!(back("dispenzieri-2023/criterion/sclerotic_bone"), ["Major"]);
    assert_eq!(back("fact/specimen_of_200"), ["Plasma"]);
}

#[test]
fn a_frequency_is_a_round_number_pooled_from_the_series_below_it() {
    let endocrine = card(Lang::En, "finding/endocrinopathy/frequency");
    assert_eq!(endocrine.back[0], "about 75%");
    assert!(endocrine.back.iter().any(|text| text.starts_with("1470 of 1946 (76%)")), "{endocrine:?}");
    // Where published series contradict each other no number is right, and none is asked for.
    let asked: Vec<String> = all(Lang::En).into_iter().map(|card| card.id).collect();
    for torn in ["sclerotic_bone_lesion", "vegf_elevated", "hyperprolactinemia", "papilledema"] {
        assert!(!asked.contains(&format!("finding/{torn}/frequency")), "{torn}");
    }
}

/// The built-in pack with cards of one's own.
fn with_cards(text: serde_json::Value) -> Knowledge {
    let text = Cow::Owned(json!({ "cards": text }).to_string());
    load(vec![
        knowledge::embedded(),
        Layer { files: vec![PackText { path: "cards.json".to_owned(), file: "own/cards.json".to_owned(), text }] },
    ])
}

#[test]
fn a_pack_of_ones_own_adds_cards_and_replaces_them_by_their_ids() {
    let written = |id: &str, answer: &str| {
        json!({"id": id, "about": ["vegf_plasma"], "question": {"en": "Which?", "zh": "哪一种？"},
               "answer": {"en": answer, "zh": answer}, "sources": ["dsouza2011"]})
    };
    let pack = with_cards(json!([written("specimen_of_200", "This"), written("of_my_own", "That")]));
    let cards = cards(&pack, Lang::En);
    let back = |id: &str| cards.iter().find(|card| card.id == id).unwrap().back.clone();
    assert_eq!(
        (back("fact/specimen_of_200"), back("fact/of_my_own")),
        (vec!["This".to_owned()], vec!["That".to_owned()])
    );
    assert_eq!(cards.len(), all(Lang::En).len() + 1);
    let mut faulty = written("of_my_own", "That");
    faulty["about"] = json!(["vegf_plasm"]);
    faulty["set"] = json!("mayo");
    let faults = Stock::read(&with_cards(json!([faulty]))).unwrap_err();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(said.len() == 2 && said[0].starts_with("own/cards.json:1:"), "{said:?}");
    assert!(said[0].contains("unknown finding \"vegf_plasm\"") && said[1].contains("unknown criteria set \"mayo\""));
}

#[test]
fn cards_are_had_by_what_they_are_about() {
    let user = User::new();
    let asked = |topic: &str| user.run_with(["cards", topic, "--count", "200", "--seed", "1"], "q\n");
    let count = |topic: &str| all(Lang::En).iter().filter(|card| card.is_about(topic)).count();
    // A lesson, a section, a set, a finding.
    for topic in ["vegf", "skin", "mhlw-2015", "castleman_disease"] {
        assert!((3..60).contains(&count(topic)), "{topic}: {}", count(topic));
        assert!(asked(topic).out.contains(&format!("Cards: {}.", count(topic))), "{topic}\n{}", asked(topic).out);
    }
    assert!(
        card(Lang::En, "dispenzieri-2023/criterion/vegf").is_about("vegf"),
        "a criterion is about what it asks for"
    );
    let none = asked("vgef");
    assert_eq!(none.status, 1);
    for said in
        ["there is no card about \"vgef\", but by lesson: ", "; did you mean \"vegf\"?", "; by set: ", "mhlw-2015"]
    {
        assert!(none.err.contains(said), "{said}\n{}", none.err);
    }
    let script = user.run(["completions", "bash"]).out;
    let cards = all(Lang::En);
    assert!(topics(&cards).iter().all(|topic| script.contains(topic.id())), "every topic can be completed");
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
    assert_eq!(card.back, ["1234 pg/mL or more"]);
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
    assert_eq!(round.last_key(), Some(key(&three[0])));
    round.undo();
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
    let recall = pupil.grade(Grade::Again).unwrap();
    // What was learned of a card that is no more does no harm.
    let gone = Recall { key: "card:finding/polyneuropathy/trap".to_owned(), ..recall.clone() };
    for recall in [gone, recall] {
        progress.add(Event { at: 0, what: What::Recall(recall) });
    }
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

/// What a learner reads of a card in Anki, field by field.
fn fields(card: &Card, lang: Lang) -> [String; 4] {
    let wording = Wording::new(built_in(), lang);
    let sources: Vec<String> = card.sources.iter().map(|id| wording.citation(id)).collect();
    [card.front.clone(), card.back[0].clone(), card.back[1..].join("\n"), sources.join("\n")]
}

/// Writes the package of a language, and what should be in it.
fn exported(user: &User, lang: Lang) -> [std::path::PathBuf; 2] {
    let tag = &lang.tag()[..2];
    let file = user.home().join(format!("cards-{tag}.apkg"));
    let written = user.run(["cards", "--lang", tag, "--anki", file.to_str().unwrap()]);
    assert_eq!((written.status, written.out.as_str()), (0, ""), "{}", written.err);
    let expected: Vec<serde_json::Value> = all(lang)
        .iter()
        .map(|card| json!({"guid": guid(lang, card), "fields": fields(card, lang), "tags": tags(card)}))
        .collect();
    [file, user.file(&format!("expected-{tag}.json"), serde_json::to_vec(&expected).unwrap())]
}

#[test]
fn anki_takes_every_card_once_in_profiles_of_any_language_whose_last_note_was_a_cloze() {
    let user = User::new();
    let [english, chinese] = Lang::ALL.map(|lang| exported(&user, lang));
    for [package, expected] in [&english, &chinese] {
        if let Some(said) = python_says("anki_import.py", &[package, expected]) {
            assert_eq!(said.trim(), format!("{} notes in 3 profiles", all(Lang::En).len()));
        }
    }
    // Both languages stand side by side.
    let [english, chinese] = [english, chinese].map(|[package, _]| package);
    if let Some(said) = python_says("anki_both.py", &[&english, &chinese]) {
        assert_eq!(said.trim(), format!("{0} and {0} notes, 2 kinds of note", all(Lang::En).len()));
    }
}

#[cfg(unix)]
#[test]
fn a_package_is_the_same_file_for_the_same_cards_and_private() {
    use std::os::unix::fs::PermissionsExt;

    let made = |time| package(built_in(), Lang::Zh, &all(Lang::Zh), time);
    assert_eq!(made(1_800_000_000), made(1_800_000_000));
    assert_ne!(made(1_800_000_000), made(1_800_000_001), "a later package may change a note");
    let user = User::new();
    let [file, _] = exported(&user, Lang::En);
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn only_what_anki_takes_for_a_package_is_written() {
    let user = User::new();
    let refused = user.run(["cards", "--anki", "cards.txt"]);
    assert_eq!(refused.status, 2);
    assert!(
        refused.err.contains("cards.txt: Anki takes a package only where its name ends in .apkg"),
        "{}",
        refused.err
    );
    assert!(!user.home().join("cards.txt").exists());
}

#[test]
fn a_card_keeps_its_note_from_version_to_version() {
    assert_eq!(guid(Lang::En, &card(Lang::En, "suichi-2019/count/poems/minor")), "3a395f4cd2142e6aa3b3");
    assert_eq!(guid(Lang::Zh, &card(Lang::Zh, "suichi-2019/count/poems/minor")), "a1ed480d34aaaef2b7dd");
}

#[test]
fn a_card_from_a_hostile_pack_cannot_break_out_of_its_field() {
    let user = User::new();
    let evil =
        "a\tb\n<script>alert(1)</script> & \"c\"\u{1b}[31m\u{1f}{{Back}} [latex]\\input{x}[/latex] [sound:x.mp3]";
    let hostile = Card {
        front: evil.to_owned(),
        // Longer than a page of the database, and than several.
        back: vec!["<b>".repeat(20_000), "second".to_owned()],
        ..all(Lang::En)[0].clone()
    };
    let many = (0..1_500).map(|at| Card { id: format!("card-{at}"), ..all(Lang::En)[1].clone() });
    let cards: Vec<Card> = [hostile].into_iter().chain(many).collect();
    let file = user.file("hostile.apkg", package(built_in(), Lang::En, &cards, 1_800_000_000));
    let Some(said) = python_says("anki_fields.py", &[&file]) else { return };
    let found: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&found["integrity"], &found["notes"]), (&json!("ok"), &json!(1_501)));
    let fields = found["first"].as_array().unwrap();
    assert_eq!(fields.len(), 4);
    let front = fields[0].as_str().unwrap();
    assert!(front.starts_with("a b &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;c&quot;"), "{front}");
    assert!(!front.contains(['<', '[', '\n', '\t', '\u{1b}']), "{front}");
    assert_eq!(fields[1], "&lt;b&gt;".repeat(20_000));
    assert_eq!(fields[2], "second");
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

    // Whatever else the list offers, the sets name it or the report does not know it.
    let of_sets: Vec<FindingId> = built_in()
        .sets_in_use()
        .flat_map(|set| &built_in().set(set).criteria)
        .flat_map(|criterion| {
            let mut named = Vec::new();
            criterion.when.leaves(&mut |leaf| named.extend(leaf.finding()));
            named
        })
        .collect();
    for (at, case) in pack.iter().enumerate() {
        let next = &pack[(at + 1) % pack.len()];
        let page = sheet(built_in(), &[case, next], Lang::En);
        let (question, _) = page.split_once("</section>").unwrap();
        for id in case.then.iter().filter_map(|id| built_in().find(id)).filter(|id| !of_sets.contains(id)) {
            let row = format!("<td>{}</td>", escaped(&built_in().finding(id).label.en));
            assert!(!question.contains(&row), "{}: {row}", case.id);
        }
    }
}

#[test]
fn the_answers_tell_what_follows_what_is_arguable_and_which_examination_is_next() {
    let pack = teaching_cases(built_in()).unwrap();
    for lang in Lang::ALL {
        for case in &pack {
            let page = sheet(built_in(), &[case], lang);
            let (question, answer) = page.split_once("<section class=\"answers\">").unwrap();
            let words = &built_in().interface.sheet;
            // Who the patient is stands in the text, and so not among what only the report says.
            let beyond = answer.split_once(words.not_in_text.get(lang)).map_or("", |(_, rest)| rest);
            let beyond =
                beyond.split_once("<p>").and_then(|(_, rest)| rest.split_once("</p>")).map_or("", |(list, _)| list);
            let beyond: Vec<&str> = beyond.split([';', '；']).map(str::trim).collect();
            for given in ["age", "sex"].into_iter().chain(case.implied.iter().map(String::as_str)) {
                let label = &built_in().finding(built_in().find(given).unwrap()).label;
                let label = escaped(label.get(lang));
                let told = beyond.iter().any(|found| found.starts_with(&label));
                assert!(!told, "{}: {given}", case.id);
            }
            let next = case.next.as_ref().unwrap();
            assert!(question.contains(words.next_test.get(lang)) && !question.contains(&escaped(next.why.get(lang))));
            assert!(answer.contains(&escaped(next.why.get(lang))), "{}", case.id);
            for test in next.best.iter().chain(&next.good).chain(&next.poor) {
                let label = &built_in().workup.test(built_in().workup.find(test).unwrap()).label;
                assert!(answer.contains(&escaped(label.get(lang))), "{}: {test}", case.id);
            }
        }
    }
    let mut own = teaching_cases(built_in()).unwrap().remove(0);
    own.next = None;
    let page = sheet(built_in(), &[&own], Lang::En);
    assert!(!page.contains("Which examination next") && !page.contains("The next examination"));
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
        questions_right: 3,
        questions: 4,
        next: Some(Worth::Poor),
        beliefs: [(Percent::new(80), Some(0.25)), (Percent::new(99), None)],
        is_so: Some(true),
        grade: Grade::Hard,
        score_percent: 71,
    };
    let bare = ResultRow {
        learner: None,
        next: None,
        beliefs: [(None, None); 2],
        is_so: None,
        case: "tia-98f".to_owned(),
        ..row.clone()
    };
    let text = csv(&[row, bare]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let ends = ["9", "6", "2", "1", "3", "3", "4", "poor", "80", "99", "25", "", "yes", "hard", "71"];
    assert_eq!(rows[0][..3], ["2026-03-01T08:30:00Z", "'=HYPERLINK(\"http://x\")", "'@Ann, \"ward 3\"  -1"]);
    assert_eq!(rows[0][3..], ends);
    assert_eq!(
        rows[1],
        [&["2026-03-01T08:30:00Z", "tia-98f", "", "9", "6", "2", "1", "3", "3", "4"][..], &[""; 6], &["hard", "71"]]
            .concat()
    );
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}
