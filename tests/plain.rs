//! The plain mode as a whole: its menu, what its lines look like, and that no answer is ever lost.

mod binary;
#[path = "support/golden.rs"]
mod golden;
mod support;

use std::collections::{BTreeSet, HashMap};

use binary::{Run, User, run};
use golden::golden_text;
use poems::case::{Answer, AnswerValue, Case, History, type_quantity};
use poems::knowledge::{FindingId, Kind};
use support::random::Random;
use support::{built_in, case, examples};

fn plain(user: &User, input: &str) -> Run {
    user.run_with(["--plain"], input)
}

fn saved(user: &User, name: &str) -> String {
    std::fs::read_to_string(user.home().join("data/poems/cases").join(name)).unwrap()
}

// ---------------------------------------------------------------------------------------------------------- the menu

#[test]
fn a_case_goes_from_the_menu_to_the_menu_and_is_listed_with_who_it_is_and_what_is_met() {
    let user = User::new();
    let input = "new\n54\n1\n/iga lambda; vegf 1200 pg/ml plasma; spleen +; polyneuropathy\n\nmenu\n\nmenu\n1\nq\n";
    let run = plain(&user, input);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    for expected in [
        "Plain mode (from --plain).",
        "\nnew, n: A new case\n",
        "Your cases: none yet.",
        "Your cases: 1. Enter goes on with the first.\n1: case; 54 years; Male; 7 answers; Mayo 2023: met; just now\n",
        "Case case. 7 of 312 findings known.",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    assert_eq!(run.out.matches("new, n: A new case").count(), 1, "hints come once");
    assert!(saved(&user, "case.json").contains("\"age\": 54"));
}

#[test]
fn the_menu_speaks_chinese_and_takes_chinese_words() {
    let user = User::new();
    let run = user.run_with(["--plain", "--lang", "zh"], "新病例\n５４\n男\n菜单\n语言\nquit\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    for expected in ["纯文本模式（来自--plain）", "新病例：新建病例", "1：case；54岁；男；已答2项；"]
    {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    assert!(
        run.out.ends_with("1: case; 54 years; Male; 2 answers; Mayo 2023: undetermined; just now\n> quit\nGoodbye.\n")
    );
}

#[test]
fn published_cases_lessons_quiz_and_cards_are_had_from_the_menu_and_lead_back_to_it() {
    let user = User::new();
    let input =
        "published\nback\npublished\n3\ngoto 2.1\nn\nmenu\nlessons\n2\n\nmenu\nquiz\ntext\nmenu\ncards\n\nmenu\nq\n";
    let run = plain(&user, input);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    for expected in [
        "Published cases, with the diagnosis left out: 56.",
        "Lessons: 14.",
        "Quiz on published cases: 5.",
        "Cards: 20.",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    assert_eq!(run.out.matches("\nMenu. ").count(), 6, "{}", run.out);
    assert!(saved(&user, "example.json").contains("\"polyneuropathy\": \"absent\""));
}

#[test]
fn a_line_of_a_note_begins_a_case_and_a_file_that_cannot_be_read_is_named() {
    let user = User::new();
    user.file("data/poems/cases/broken.json", "{");
    let run = plain(&user, "/54 m; plt 520; spleen +\n\nq\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.contains("1: broken; cannot be read; just now"), "{}", run.out);
    assert!(run.out.contains("New case.") && run.out.contains("\nTo enter:\nAge: 54 years [54 m]\n"), "{}", run.out);
    assert!(saved(&user, "case.json").contains("\"splenomegaly\": \"present\""));
    let broken = plain(&user, "broken\nnew\n54\n");
    assert_eq!(broken.status, 1, "nothing after it is read: {}", broken.out);
    assert!(broken.err.contains("broken.json"), "{}", broken.err);
}

#[test]
fn every_conversation_knows_help_and_the_way_to_the_menu_and_out() {
    let user = User::new();
    for (arguments, input) in [
        (&["ask"][..], ""),
        (&["quiz", "--seed", "1"], ""),
        (&["cards"], ""),
        (&["learn", "vegf"], ""),
        (&["learn", "vegf"], "\n\n\n\n\n"),
    ] {
        for (word, lang) in [("help", "en"), ("帮助", "zh")] {
            let arguments = [arguments, &["--lang", lang]].concat();
            let run = user.run_with(&arguments, format!("{input}{word}\nmenu\nhelp\nq\n"));
            assert_eq!((run.status, run.err.as_str()), (0, ""), "{arguments:?}");
            let quit = if lang == "en" { "quit, q: " } else { "退出、q：" };
            assert!(run.out.matches(quit).count() >= 2, "{arguments:?}\n{}", run.out);
        }
    }
}

#[test]
fn the_documentation_names_every_word() {
    let documented = include_str!("../docs/plain.md");
    let user = User::new();
    for (lang, colon) in [("en", ": "), ("zh", "：")] {
        let run = user.run_with(["ask", "--lang", lang], "help\n");
        let (_, help) = run.out.split_once("> help\n").unwrap();
        let help = help.split("\n> ").next().unwrap();
        let words: Vec<&str> = help.lines().skip(1).map(|line| line.split_once(colon).unwrap().0).collect();
        assert!(words.len() > 20, "{words:?}");
        for word in words {
            assert!(documented.contains(&format!("`{word}`")), "{word}");
        }
    }
}

// -------------------------------------------------------------------------------------------------- what a line is

/// Something drawn, tabs, columns, or control characters.
fn is_drawn(line: &str) -> bool {
    let drawn = line.chars().any(|c| ('\u{2500}'..='\u{259f}').contains(&c) || c.is_control());
    let ruled = ["---", "===", "###", "|"].iter().any(|drawn| line.contains(drawn));
    drawn || ruled || line.contains("  ") || line.starts_with(' ') || line.ends_with(' ') && line != "> "
}

/// What is neither `label: value`, a sentence, an item, nor what was typed.
fn is_laid_out(line: &str) -> bool {
    let is_item =
        line.starts_with(['-', '[']) || line.split_once(". ").is_some_and(|(n, _)| n.parse::<usize>().is_ok());
    let is_sentence =
        line.ends_with(|c| ".?!\")];:\u{3002}\u{ff1f}\u{ff01}\u{ff1a}\u{ff09}\u{201d}\u{ff1b}".contains(c));
    let is_pair = line.contains(": ") || line.contains('\u{ff1a}') || line.starts_with("case:");
    is_drawn(line) || !(line.is_empty() || line.starts_with("> ") || is_item || is_sentence || is_pair)
}

fn assert_plain(text: &str, what: &str) {
    let faults: Vec<&str> = text.lines().filter(|line| is_laid_out(line)).collect();
    assert!(faults.is_empty(), "{what}: {faults:#?}");
}

#[test]
fn every_summary_is_a_fact_a_line_in_both_languages() {
    let user = User::new();
    user.file("ward-7.json", include_str!("data/cases/ward-7.json"));
    let cases = ["ward-7.json", "case:lee2017-glomeruloid-51m", "case:peru2022-56m"];
    for lang in ["en", "zh"] {
        for case in cases {
            for arguments in [&["assess", case][..], &["explain", case]] {
                let run = user.run([arguments, &["--plain", "--lang", lang]].concat());
                assert_eq!(run.status, 0, "{}", run.err);
                // What the author of a case wrote stands as it is.
                assert_plain(&run.out.replace("IVIg | no", "IVIg, no"), case);
            }
        }
        for arguments in [
            &["rules", "list"][..],
            &["rules", "show", "dispenzieri-2023"],
            &["settings"],
            &["cases", "list"],
            &["cases", "show", "peru2022-56m"],
            &["learn"],
            &["compare", "dispenzieri-2023", "suichi-2019"],
        ] {
            let run = user.run([arguments, &["--plain", "--lang", lang]].concat());
            assert_eq!(run.status, 0, "{arguments:?}: {}", run.err);
            assert_plain(&run.out, &format!("{arguments:?}"));
        }
    }
    let flag = user.run(["assess", "ward-7.json", "--plain"]).out;
    let variable = run(user.command().args(["assess", "ward-7.json"]).env("ACCESSIBLE", "1"), "").out;
    assert_eq!(flag, variable);
    let dumb = run(user.command().args(["assess", "ward-7.json"]).env("TERM", "dumb"), "").out;
    assert_ne!(flag, dumb, "a dumb terminal says nothing of a file or a pipe");
}

/// Everything that can be said of a case, in both languages.
fn everything(lang: &str) -> String {
    let user = User::new();
    let line = "/54m; iga lambda; vegf 1200 pg/ml plasma; spleen +; polyneuropathy; no papilledema; tsh 8";
    let input = format!(
        "help\n54\n1\n11 months\n{line}\n\nr\nr all\ngoto testosterone\n4.2 nmol/l\nb\n?\nnote again in spring\nrange 8.6-29\nok\n\
         find edema\n1\nn\nbecause heart failure\nrest\nundo\nredo\nmore\nsetting\nanswers\nlesson\n\nb\nb\nmenu\nhelp\nq\n"
    );
    let run = user.run_with(["ask", "--lang", lang], input);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    run.out.replace(user.home().to_str().unwrap(), "HOME")
}

#[test]
fn a_whole_conversation_is_plain_lines_and_reads_as_it_was_once_found_good() {
    for lang in ["en", "zh"] {
        let said = everything(lang);
        assert_plain(&said, lang);
        golden_text(&format!("ask-{lang}.txt"), &said);
    }
}

#[test]
fn lessons_quiz_and_cards_are_plain_lines_too() {
    for lang in ["en", "zh"] {
        let user = User::new();
        let lessons = built_in_lessons(&user);
        for lesson in &lessons {
            let run = user.run_with(["learn", lesson, "--lang", lang], "\n".repeat(14));
            assert_eq!((run.status, run.err.as_str()), (0, ""), "{lesson}");
            assert_plain(&run.out, lesson);
        }
        assert_eq!(lessons.len(), 14);
        let quiz = "done\n1\n1\n1\n1\n1\n1\n1\n";
        let run = user.run_with(["quiz", "--seed", "3", "--count", "1", "--lang", lang], quiz);
        assert_plain(&run.out, "quiz");
        let run = user.run_with(["cards", "--seed", "3", "--lang", lang], "\n3\n".repeat(20));
        // What stands on a card is as short as it can be.
        assert!(!run.out.lines().any(is_drawn), "{}", run.out);
        assert!(run.out.contains(if lang == "en" { "20 recalled" } else { "已复习20次" }), "{}", run.out);
    }
}

fn built_in_lessons(user: &User) -> Vec<String> {
    let list = user.run(["learn", "--plain"]).out;
    let ids: BTreeSet<&str> = list.lines().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
    ids.into_iter().filter(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '_')).map(str::to_owned).collect()
}

// ------------------------------------------------------------------------------------------------ nothing is lost

/// A line that answers a finding, and the answer.
fn random_answer(random: &mut Random, id: FindingId) -> Option<(String, AnswerValue)> {
    let finding = built_in().finding(id);
    let simple = [("u", AnswerValue::Unknown), ("-", AnswerValue::Unobtainable)];
    if random.chance(0.1) {
        return Some(random.pick(&simple)).map(|(typed, value)| ((*typed).to_owned(), *value));
    }
    match &finding.kind {
        Kind::Sign(_) => {
            let (typed, value) = *random.pick(&[("y", AnswerValue::Present), ("n", AnswerValue::Absent)]);
            Some((typed.to_owned(), value))
        }
        Kind::Choice(options) => {
            let at = random.below(options.len());
            Some(((at + 1).to_string(), AnswerValue::Option(finding.option(&options[at].id)?)))
        }
        Kind::Quantity(measure) => {
            let typed = format!("{} {}", 1 + random.below(60), measure.canonical_unit().id);
            let quantity = type_quantity(&typed, measure, 0).ok()?.quantity;
            Some((typed, AnswerValue::Quantity(quantity)))
        }
    }
}

/// The place of every finding by its label.
fn places() -> HashMap<String, String> {
    let run = User::new().run_with(["ask", "--all"], "\n".repeat(400));
    let places = run.out.lines().filter_map(|line| line.strip_suffix(". Now: unknown.")?.split_once(' '));
    places.map(|(place, label)| (label.to_owned(), place.to_owned())).collect()
}

#[test]
fn whatever_is_typed_the_saved_case_is_what_was_accepted() {
    let knowledge = built_in();
    let places = places();
    for seed in 0..u64::from(examples(12, 300)) {
        let mut random = Random(seed);
        let mut model = History::new(Case::new(knowledge), None);
        let mut input = String::new();
        for _ in 0..random.below(40) {
            let id = knowledge.finding_ids().nth(random.below(knowledge.findings.len())).unwrap();
            match random.below(10) {
                0 => {
                    input += "undo\n";
                    model.undo();
                }
                1 => {
                    input += "redo\r\n";
                    model.redo();
                }
                2 => {
                    input += *random.pick(&[
                        "\n",
                        "b\n",
                        "next\n",
                        "help\n",
                        "answers\n",
                        "find skin\nagain\n",
                        "/spleen +\nanswers\n",
                        "more\n",
                    ])
                }
                _ => {
                    let Some((typed, value)) = random_answer(&mut random, id) else { continue };
                    input += &format!("goto {}\n{typed}\n", places[knowledge.finding(id).label.en.as_str()]);
                    let before = model.answer(id).cloned().unwrap_or(value.into());
                    let value = match (value, model.known(id), knowledge.finding(id).measure()) {
                        (AnswerValue::Quantity(new), Some(AnswerValue::Quantity(old)), Some(measure)) => {
                            AnswerValue::Quantity(new.in_place_of(old, measure))
                        }
                        (value, ..) => value,
                    };
                    model.put([(id, Some(before.with(value)))]);
                }
            }
        }
        let junk: Vec<u8> = (0..random.below(60)).map(|_| random.next() as u8).filter(|byte| *byte != b'\n').collect();
        let user = User::new();
        let run = user.run_with(["ask"], [input.as_bytes(), b"\x1b]0;", &junk, b"\n54\n"].concat());
        assert!(run.status <= 1, "seed {seed}: {} {}", run.status, run.err);
        assert!(!run.out.contains('\u{1b}'), "seed {seed}");
        let path = user.home().join("data/poems/cases/case.json");
        let saved = std::fs::read_to_string(path).map_or(Case::new(knowledge), |text| case(knowledge, &text));
        let answers = |case: &Case| -> Vec<(FindingId, Answer)> {
            case.answers().map(|(id, answer)| (id, answer.clone())).collect()
        };
        assert_eq!(answers(&saved), answers(&model), "seed {seed}\n{input}\n{}", run.err);
    }
}
