//! A teacher's classroom: decks in one language, lectures, sets compared without telling, and what a learner's own
//! notebook says.

mod binary;
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use binary::User;
use poems::case::{TeachingCase, teaching_cases};
use poems::knowledge::Lang;
use poems::say::Wording;
use poems::say::document::Block;
use poems::teach::lecture::{Slide, document, slides};
use poems::teach::{Event, Progress};
use serde_json::{Value, json};
use support::{built_in, listed};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn deck_case(name: &str) -> Value {
    let text = std::fs::read_to_string(format!("{ROOT}/docs/deck/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Takes one language out of every text.
fn without(lang: &str, value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.contains_key("en") && members.contains_key("zh") {
                members.remove(lang);
            }
            members.values_mut().for_each(|value| without(lang, value));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| without(lang, item)),
        _ => {}
    }
}

fn in_one_language(name: &str, missing: &str) -> Value {
    let mut case = deck_case(name);
    without(missing, &mut case);
    case
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

fn cases() -> Vec<TeachingCase> {
    teaching_cases(built_in()).unwrap_or_else(|faults| panic!("{}", listed(&faults)))
}

// ------------------------------------------------------------------------------------------------------- decks

#[test]
fn a_deck_of_one_language_is_shown_in_that_one_whatever_the_interface_speaks() {
    let user = User::new();
    user.file("deck/a.json", pretty(&in_one_language("anca-mononeuritis-65m", "zh")));
    let checked = user.run(["rules", "check", "deck"]);
    assert_eq!(checked.out, "checked a deck of 1 teaching case\n0 errors, 0 warnings\n", "{}", checked.err);
    for (lang, own_word) in [("en", "Vote"), ("zh", "投票")] {
        let shown = user.run(["present", "deck/a.json", "--lang", lang]);
        assert_eq!(shown.status, 0, "{}", shown.err);
        assert!(shown.out.contains("In hospital his breathing failed"), "{}", shown.out);
        assert!(shown.out.contains("ANCA-associated vasculitis") && shown.out.contains(own_word), "{}", shown.out);
        let quiz = user.run_with(["quiz", "--deck", "deck", "--lang", lang], "q\n");
        // English sentences are set apart as English is, also among Chinese words.
        assert!(quiz.out.replace('\n', " ").contains("compression. In hospital"), "{}", quiz.out);
    }
    let chinese = in_one_language("anca-mononeuritis-65m", "en");
    user.file("chinese/a.json", pretty(&chinese));
    let shown = user.run(["present", "chinese/a.json"]);
    assert!(shown.out.contains("住院期间发生呼吸衰竭"), "{}\n{}", shown.out, shown.err);
}

#[test]
fn a_case_of_a_pack_still_says_everything_in_both_languages() {
    let user = User::new();
    user.file("pack/cases/anca-mononeuritis-65m.json", pretty(&in_one_language("anca-mononeuritis-65m", "zh")));
    let checked = user.run(["rules", "check", "pack"]);
    assert_eq!(checked.status, 1);
    assert!(checked.out.contains("missing field \"zh\""), "{}", checked.out);
}

#[test]
fn a_text_in_no_language_is_a_fault_also_in_a_deck() {
    let user = User::new();
    let mut case = in_one_language("anca-mononeuritis-65m", "zh");
    case["teaching_point"] = json!({});
    user.file("deck/a.json", pretty(&case));
    let checked = user.run(["rules", "check", "deck"]);
    assert!(checked.status == 1 && checked.out.contains("missing field \"en\""), "{}", checked.out);
}

#[test]
fn all_faults_of_a_deck_are_said_at_once_each_with_its_place() {
    let user = User::new();
    let good = deck_case("anca-mononeuritis-65m");
    user.file("deck/a.json", pretty(&good));
    let mut twice = good.clone();
    twice["truth"]["disease"] = json!("vasculitis_neuropathy");
    user.file("deck/b.json", pretty(&twice));
    let mut retold = good;
    retold["id"] = json!("another-65m");
    user.file("deck/c.json", pretty(&retold));
    user.file("deck/d.json", "{\"format\": \"poems-teaching-case/1\",");
    let said = [
        ("b.json:", "the teaching case \"anca-mononeuritis-65m\" is given twice"),
        ("b.json:", "unknown disease \"vasculitis_neuropathy\""),
        ("c.json:", "the title and the story are those of \"anca-mononeuritis-65m\""),
        ("d.json:", "the text breaks off here"),
    ];
    let checked = user.run(["rules", "check", "deck"]);
    let played = user.run(["quiz", "--deck", "deck"]);
    assert_eq!((checked.status, played.status), (1, 1));
    for text in [&checked.out, &played.err] {
        for (file, fault) in said {
            let line = text.lines().find(|line| line.contains(fault)).unwrap_or_else(|| panic!("{fault}\n{text}"));
            let place = line.split(file).nth(1).unwrap_or_else(|| panic!("{file}\n{line}"));
            assert!(place.starts_with(|c: char| c.is_ascii_digit()), "a line number: {line}");
        }
    }
    assert!(checked.out.ends_with("4 errors, 0 warnings\n"), "{}", checked.out);
}

// ----------------------------------------------------------------------------------------------------- compare

/// A notebook that says a case was done.
fn done(user: &User, lines: &[Value]) -> PathBuf {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    user.file("data/poems/learning.jsonl", text)
}

#[test]
fn no_case_is_named_with_its_verdicts_before_it_was_done() {
    let user = User::new();
    let compared = |more: &[&str]| user.run(["compare", "dispenzieri-2023", "mhlw-2015"].iter().chain(more)).out;
    let all: Value = serde_json::from_str(&compared(&["--format", "json", "--all"])).unwrap();
    let named: Vec<&str> =
        all["differing"].as_array().unwrap().iter().map(|row| row["case"].as_str().unwrap()).collect();
    assert!(named.len() > 3 && all["unnamed"] == 0, "{all}");
    for (format, lang) in [("text", "en"), ("text", "zh"), ("markdown", "en"), ("html", "zh"), ("json", "en")] {
        let out = compared(&["--format", format, "--lang", lang]);
        for case in cases() {
            assert!(!out.contains(&case.id), "{format} names {}", case.id);
            assert!(!out.contains(case.title.get(Lang::En)), "{format} names {}", case.id);
        }
    }
    done(&user, &[json!({"at": 1, "recall": {"key": format!("case:{}", named[0]), "grade": "good"}})]);
    let out = compared(&[]);
    assert!(out.contains(named[0]) && !out.contains(named[1]), "{out}");
    let some: Value = serde_json::from_str(&compared(&["--format", "json"])).unwrap();
    assert_eq!((some["differing"].as_array().unwrap().len(), &some["unnamed"]), (1, &json!(named.len() - 1)));
}

#[test]
fn one_of_three_is_told_from_required() {
    let user = User::new();
    let compared = user.run(["compare", "dispenzieri-2023", "suichi-2019", "--format", "markdown"]);
    let row = |name: &str| {
        let mut rows = compared.out.lines().filter(|line| line.starts_with('|'));
        rows.find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}\n{}", compared.out)).to_owned()
    };
    let vegf = row("VEGF");
    assert!(vegf.contains("1 of 3 needed") && vegf.contains("required"), "{vegf}");
    let neuropathy = row("neuropathy");
    assert_eq!(
        neuropathy.matches("required").count(),
        2,
        "mandatory here, major there, required in both: {neuropathy}"
    );
    let chinese = user.run(["compare", "dispenzieri-2023", "suichi-2019", "--lang", "zh"]);
    assert!(chinese.out.contains("3项中须满足1项") && chinese.out.contains("必须满足"), "{}", chinese.out);
    let json = user.run(["compare", "dispenzieri-2023", "suichi-2019", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    let row = json["criteria"].as_array().unwrap().iter().find(|row| row["criteria"][0]["id"] == "vegf").unwrap();
    assert_eq!(row["criteria"][0]["demand"], json!({"at_least": {"count": 1, "of": 3}}));
    assert_eq!(row["criteria"][1]["demand"], "required");
}

// ----------------------------------------------------------------------------------------------------- lecture

fn said(slide: &Slide) -> String {
    slide.kept.iter().chain(&slide.said).map(|line| line.text() + "\n").collect()
}

#[test]
fn a_lecture_tells_nothing_before_its_time() {
    for case in cases() {
        for lang in Lang::ALL {
            let wording = Wording::new(built_in(), lang);
            let slides = slides(&case, wording);
            let words = &built_in().interface;
            let first = |heading: &str| slides.iter().position(|slide| slide.heading == heading);
            let diagnosis = first(words.teaching.diagnosis.get(lang)).unwrap();
            let verdicts = first(words.lecture.verdicts.get(lang)).unwrap();
            let citation = case.citation.title.as_deref().unwrap_or("no title");
            for (at, slide) in slides.iter().enumerate() {
                let text = slide.heading.clone() + "\n" + &said(slide);
                assert!(!text.contains(&case.id), "{} {at}", case.id);
                assert!(at + 1 == slides.len() || !text.contains(citation), "{} {at}", case.id);
                if at < diagnosis {
                    assert!(!text.contains(case.teaching_point.get(lang)), "{} {at}", case.id);
                    let told = case.outcome.as_ref().is_some_and(|outcome| text.contains(outcome.get(lang)));
                    assert!(!told, "{} {at}", case.id);
                }
                if at < verdicts {
                    let turned = case.turning_point.as_ref().map(|turn| turn.get(lang)).into_iter();
                    for answer in turned.chain(case.next.as_ref().map(|next| next.why.get(lang))) {
                        assert!(!text.contains(answer), "{} {at}", case.id);
                    }
                }
            }
            // What the rest of the report holds comes after the votes, and before any verdict.
            let votes = slides.iter().position(|slide| slide.heading == words.lecture.vote.get(lang)).unwrap();
            let rest = first(words.lecture.rest.get(lang));
            assert!(rest.is_none_or(|rest| votes < rest && rest < verdicts), "{}", case.id);
            assert_eq!(rest.is_some(), !case.then.is_empty(), "{}", case.id);
            assert!(slides.last().unwrap().said[0].text().contains(citation), "{}", case.id);
        }
    }
}

#[test]
fn the_story_grows_sentence_by_sentence_and_nothing_is_said_twice_on_paper() {
    let case = cases().into_iter().find(|case| case.id == "jnnp2017-et-58f").unwrap();
    let wording = Wording::new(built_in(), Lang::En);
    let slides = slides(&case, wording);
    let story: Vec<&Slide> = slides.iter().filter(|slide| slide.heading == "The report").collect();
    assert_eq!(story.len(), case.vignette.len());
    for (at, slide) in story.iter().enumerate() {
        assert_eq!((slide.kept.len(), slide.said.len()), (at, 1));
    }
    let texts = document(&slides, wording).into_iter().flatten().filter_map(|block| match block {
        Block::Paragraph(line) => Some(line.text()),
        _ => None,
    });
    let texts: Vec<String> = texts.collect();
    for sentence in &case.vignette {
        assert_eq!(texts.iter().filter(|text| *text == sentence.get(Lang::En)).count(), 1);
    }
}

#[test]
fn the_number_and_the_order_of_the_options_tell_nothing() {
    let knowledge = built_in();
    let words = &knowledge.interface.lecture;
    let mut counts = BTreeSet::new();
    for case in cases().iter().filter(|case| case.truth.disease.is_some()) {
        let wording = Wording::new(knowledge, Lang::En);
        let ask = words.which_diagnosis.get(Lang::En);
        let slides = slides(case, wording);
        let vote = slides.iter().find(|slide| slide.said[0].text() == ask).unwrap_or_else(|| panic!("{}", case.id));
        let options: Vec<String> =
            vote.said[1..].iter().map(|line| line.text().split_once(": ").unwrap().1.to_owned()).collect();
        let truth = wording.disease(case.truth.disease.as_deref().unwrap());
        assert!(options.iter().any(|option| option == truth) && options.is_sorted(), "{}: {options:?}", case.id);
        assert!(options.iter().all(|option| !option.contains('_')), "names, no ids: {options:?}");
        counts.insert(options.len());
    }
    assert_eq!(counts, BTreeSet::from([5]));
}

#[test]
fn a_lecture_is_printed_through_a_pipe_and_a_wrong_name_is_said() {
    let user = User::new();
    let shown = user.run(["present", "case:jnnp2017-et-58f"]);
    assert_eq!((shown.status, shown.err.as_str()), (0, ""));
    let pages: Vec<&str> = shown.out.split("\n----\n").collect();
    assert!(pages.len() > 12 && pages[0].contains("1 of "), "{}", shown.out);
    assert!(shown.out.lines().all(|line| line.chars().count() <= 80));
    let typo = user.run(["present", "jnnp2017-et-58"]);
    assert!(typo.status == 1 && typo.err.contains("did you mean \"jnnp2017-et-58f\"?"), "{}", typo.err);
    let own = user.run(["present", &format!("{ROOT}/docs/deck/rahul-lytic-sternum-28m.json"), "--lang", "zh"]);
    assert!(own.status == 0 && own.out.contains("投票"), "{}", own.err);
    let faulty = user.run(["present", &format!("{ROOT}/tests/data/faulty-deck/ward.json")]);
    assert!(faulty.status == 1 && faulty.err.contains("ward.json:"), "{}", faulty.err);
}

// ------------------------------------------------------------------------------------------------------ record

#[test]
fn an_empty_notebook_says_what_to_do() {
    let user = User::new();
    for (lang, word) in [("en", "Do a few cases of the quiz (poems quiz)"), ("zh", "请先做几例测验")] {
        let said = user.run(["practice", "--lang", lang]).out.replace('\n', " ");
        assert!(said.contains(word), "{said}");
        let quiz = user.run(["quiz", "--weak", "--lang", lang]).out.replace('\n', " ");
        assert!(quiz.contains(word), "{quiz}");
    }
}

/// A learner who misses a finding, takes a mimic for the disease, and the disease for none.
fn weak_learner() -> (User, String, String) {
    let cases = cases();
    let of = |disease: &str| {
        let sure = |case: &&TeachingCase| case.truth.quality == poems::case::Quality::Firm;
        let mut all = cases.iter().filter(sure).filter(|case| case.truth.disease.as_deref() == Some(disease));
        all.next().unwrap_or_else(|| panic!("no case of {disease}")).id.clone()
    };
    let (mimic, disease) = (of("cidp"), of("poems"));
    let user = User::new();
    let recall = |id: &str, believed: [u8; 2]| {
        let marks = json!({"papilledema": "missed", "ascites": "right"});
        json!({"at": 1, "recall": {"key": format!("case:{id}"), "grade": "hard", "marks": marks, "believed": believed}})
    };
    done(&user, &[recall(&mimic, [40, 85]), recall(&disease, [60, 20])]);
    (user, mimic, disease)
}

#[test]
fn the_record_names_what_was_missed_and_confused_and_what_to_read() {
    let (user, ..) = weak_learner();
    let said = user.run(["practice"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "2 of 56 cases done",
        "Papilledema: 2 of 2 missed or wrong lately.",
        "poems learn volume",
        "you gave POEMS syndrome 85%",
        "POEMS syndrome: you gave it 20% where it was the diagnosis",
        "poems compare dispenzieri-2023 ean-pns-2021-clinical",
        "poems quiz --weak",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains("Ascites"), "what went right is no weakness: {said}");
    let chinese = user.run(["practice", "--lang", "zh"]).out;
    assert!(chinese.contains("视乳头水肿") || chinese.contains("视盘水肿"), "{chinese}");
}

#[test]
fn a_quiz_on_ones_own_record_asks_about_just_that() {
    let (user, ..) = weak_learner();
    let all = cases();
    let concerned = |case: &&TeachingCase| {
        let states = case.evidence.get("papilledema").is_some_and(|said| !said.is_empty());
        states || ["cidp", "poems"].contains(&case.truth.disease.as_deref().unwrap_or_default())
    };
    let titles: Vec<&str> = all.iter().filter(concerned).map(|case| case.title.get(Lang::En)).collect();
    let others = all.iter().filter(|case| !concerned(case)).map(|case| case.title.get(Lang::En));
    let others: Vec<&str> = others.filter(|title| !titles.contains(title)).collect();
    for seed in ["1", "2", "3", "4"] {
        let asked = user.run_with(["quiz", "--weak", "--count", "1", "--seed", seed], "q\n").out;
        let asked = asked.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(titles.iter().any(|title| asked.contains(title)), "{asked}");
        assert!(!others.iter().any(|title| asked.contains(title)), "{asked}");
    }
}

#[test]
fn a_grade_that_is_taken_back_leaves_no_belief() {
    let line = |text: &str| serde_json::from_str::<Event>(text).unwrap();
    let mut progress = Progress::default();
    progress.add(line(r#"{"at":1,"recall":{"key":"case:a","grade":"good","believed":[30]}}"#));
    progress.add(line(r#"{"at":2,"recall":{"key":"case:a","grade":"good","believed":[70,90]}}"#));
    let last = |progress: &Progress| progress.believed("case:a").map(|all| all.last().unwrap().whole());
    assert_eq!(last(&progress), Some(90));
    progress.add(line(r#"{"at":3,"undo":"case:a"}"#));
    assert_eq!(last(&progress), Some(30));
    progress.add(line(r#"{"at":4,"undo":"case:a"}"#));
    assert_eq!(last(&progress), None);
}

#[test]
fn the_schema_of_a_deck_takes_one_language_and_that_of_a_pack_does_not() {
    let read = |file: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(Path::new(ROOT).join("rules/schema").join(file)).unwrap())
            .unwrap()
    };
    let holds = |schema: &str, case: &Value| jsonschema::validator_for(&read(schema)).unwrap().is_valid(case);
    let (both, one) = (deck_case("anca-mononeuritis-65m"), in_one_language("anca-mononeuritis-65m", "zh"));
    assert!(holds("teaching-case.schema.json", &both) && holds("deck-case.schema.json", &both));
    assert!(!holds("teaching-case.schema.json", &one) && holds("deck-case.schema.json", &one));
}
