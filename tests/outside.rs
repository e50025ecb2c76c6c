//! What comes from outside and is not what was hoped for: pipes where files should be, texts begun by a mark, lines that
//! break off, surroundings that cannot show everything.

mod binary;
mod support;

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use binary::{Run, User, run};
use poems::knowledge::{self, Lang};
use poems::store;
use poems::teach::deck::deck;
use poems::teach::{Event, Grade, Progress, Recall, What, quiz};
use serde_json::{Value, json};
use support::built_in;

const MARK: &[u8] = b"\xef\xbb\xbf";

fn case() -> Vec<u8> {
    br#"{"format": "poems-case/1", "id": "ward-7", "findings": {"papilledema": "present"}}"#.to_vec()
}

/// A teaching case of the pack, as a file of a deck.
fn teaching_case(id: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("rules/cases/{id}.json"))).unwrap()
}

/// Runs the program, and kills it if it waits for something that never comes.
fn run_or_kill(command: &mut Command) -> Run {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // What is printed may be more than a pipe holds.
    let mut pipe = child.stdout.take().unwrap();
    let printed = thread::spawn(move || {
        let mut out = String::new();
        pipe.read_to_string(&mut out).map(|_| out)
    });
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if begun.elapsed() > Duration::from_secs(60) => {
                child.kill().unwrap();
                panic!("{command:?} hangs");
            }
            None => thread::sleep(Duration::from_millis(20)),
        }
    };
    let (out, mut err) = (printed.join().unwrap().unwrap(), String::new());
    child.stderr.unwrap().read_to_string(&mut err).unwrap();
    Run { status: status.code().unwrap(), out, err }
}

// ------------------------------------------------------------------------------------------- files that are no files

#[cfg(unix)]
fn pipe(path: &Path) -> PathBuf {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    path.to_owned()
}

#[cfg(unix)]
#[test]
fn a_pipe_where_rules_are_read_is_named_and_nobody_waits_for_it() {
    let user = User::new();
    pipe(&user.home().join("own/findings/ward.json"));
    pipe(&user.home().join("deck/x1.json"));
    user.file("case.json", case());
    for (arguments, named) in [
        (vec!["rules", "check", "own"], "own/findings/ward.json"),
        (vec!["--rules", "own", "assess", "case.json"], "own/findings/ward.json"),
        (vec!["quiz", "--deck", "deck"], "deck/x1.json"),
        (vec!["sheet", "--deck", "deck", "-o", "sheet.html"], "deck/x1.json"),
        (vec!["rules", "check", "deck"], "deck/x1.json"),
    ] {
        let run = run_or_kill(user.command().args(&arguments));
        let said = run.out + &run.err;
        assert_eq!(run.status, 1, "{arguments:?}: {said}");
        assert!(said.contains(&format!("{named}: could not be read: this is no regular file")), "{said}");
    }
    pipe(&user.home().join("config/poems/rules/pack.json"));
    let run = run_or_kill(user.command().args(["assess", "case.json"]));
    assert_eq!(run.status, 1);
    assert!(
        run.err.contains("config/poems/rules/pack.json: could not be read: this is no regular file"),
        "{}",
        run.err
    );
}

#[cfg(unix)]
#[test]
fn a_device_and_a_link_to_a_pipe_are_no_rules_either() {
    let user = User::new();
    let fifo = pipe(&user.home().join("pipe"));
    fs::create_dir_all(user.home().join("own/criteria")).unwrap();
    std::os::unix::fs::symlink(fifo, user.home().join("own/criteria/a.json")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", user.home().join("own/criteria/b.json")).unwrap();
    let run = run_or_kill(user.command().args(["rules", "check", "own"]));
    for file in ["own/criteria/a.json", "own/criteria/b.json"] {
        assert!(run.out.contains(&format!("{file}: could not be read: this is no regular file")), "{}", run.out);
    }
}

#[cfg(unix)]
#[test]
fn a_case_may_come_through_a_pipe_and_an_endless_one_is_refused() {
    let user = User::new();
    let fifo = pipe(&user.home().join("case.json"));
    let writer = thread::spawn(move || fs::File::options().write(true).open(fifo).unwrap().write_all(&case()));
    let run = run_or_kill(user.command().args(["assess", "case.json"]));
    writer.join().unwrap().unwrap();
    assert_eq!(run.status, 0, "{}", run.err);
    let run = run_or_kill(user.command().args(["assess", "/dev/zero"]));
    assert_eq!((run.status, run.err.as_str()), (1, "/dev/zero: the file is too large; expected at most 64 MiB\n"));
}

// -------------------------------------------------------------------------------------------------------- marks

#[test]
fn the_mark_that_some_editors_begin_a_text_with_is_no_part_of_it() {
    let user = User::new();
    let marked = |bytes: &[u8]| [MARK, bytes].concat();
    user.file("case.json", marked(&case()));
    assert_eq!(user.run(["assess", "case.json"]).status, 0);
    assert_eq!(user.run_with(["assess", "-"], marked(&case())).status, 0);

    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/packs");
    let good = fs::read(packs.join("good/criteria/ward.json")).unwrap();
    let findings = fs::read(packs.join("good/findings/ward.json")).unwrap();
    let lesson = fs::read(packs.join("lesson-good/lessons/ward.json")).unwrap();
    user.file("own/criteria/ward.json", marked(&good));
    user.file("own/findings/ward.json", marked(&findings));
    user.file("own/lessons/ward.json", marked(&lesson));
    user.file("own/cases/tia-98f.json", marked(&teaching_case("tia-98f")).as_slice());
    let run = user.run(["rules", "check", "own"]);
    assert_eq!(run.status, 0, "{}", run.out);

    user.file("deck/one.json", marked(&teaching_case("tia-98f")));
    assert_eq!(user.run(["rules", "check", "deck"]).status, 0);

    let line = String::from_utf8(teaching_case("tia-98f")).unwrap().replace('\n', " ");
    let run = user.run_with(["calibrate", "-"], marked(format!("{line}\n{line}\n").as_bytes()));
    assert_eq!((run.status, run.err.as_str()), (0, ""));

    // What was learned is still known if somebody looked into the notebook with such an editor.
    let event = Event {
        at: 0,
        what: What::Recall(Recall {
            key: "case:tia-98f".into(),
            grade: Grade::Good,
            marks: Default::default(),
            believed: Vec::new(),
        }),
    };
    user.file("data/poems/learning.jsonl", marked(format!("{}\n", event.line()).as_bytes()));
    let notebook = store::Notebook::of(&store::Folders {
        config: user.home().join("config/poems"),
        data: user.home().join("data/poems"),
    });
    assert!(Progress::read(&notebook.read().unwrap()).memory("case:tia-98f").is_some());
}

#[test]
fn a_zero_has_no_sign() {
    let user = User::new();
    let zero = r#"{"format":"poems-case/1","findings":{"vegf_plasma":{"value":-0,"unit":"pg/mL","reference":{"low":-0.0,"high":90}}}}"#;
    user.file("zero.json", zero);
    let run = user.run(["assess", "zero.json", "--format", "json"]);
    let read: Value = serde_json::from_str(&run.out).unwrap();
    let entered = json!({"value": 0, "unit": "pg/mL", "reference": {"low": 0, "high": 90}});
    assert_eq!(read["answers"][0]["entered"], entered);
    assert_eq!(read["answers"][0]["canonical"]["value"].to_string(), "0");
    let case = support::case(built_in(), zero).to_text(built_in());
    assert!(!case.contains("-0"), "{case}");
}

// -------------------------------------------------------------------------------------------------------- faults

#[test]
fn a_fault_in_a_case_takes_one_line_in_every_command() {
    let user = User::new();
    user.file("bad.json", r#"{"format": "poems-case/1", "findings": {"papilledema": 3, "ascites": "maybe"}}"#);
    for arguments in [
        vec!["assess", "bad.json"],
        vec!["explain", "bad.json"],
        vec!["ask", "bad.json"],
        vec!["--plain", "open", "bad.json"],
    ] {
        let run = user.run(&arguments);
        assert_eq!((run.status, run.out.as_str(), run.err.lines().count()), (1, "", 2), "{arguments:?}: {}", run.err);
        assert!(run.err.lines().all(|line| line.starts_with("bad.json:1:")), "{}", run.err);
    }
}

#[test]
fn a_line_of_a_cohort_is_a_document_of_its_own() {
    let user = User::new();
    let line = String::from_utf8(teaching_case("tia-98f")).unwrap().replace('\n', " ");
    // Lines that break off nest deeper and deeper, if one counts across them.
    let broken = "{\"format\": \"poems-case/1\", \"findings\": {\"a\": [[[[\n".repeat(100);
    let deep = format!("{}{}", "[".repeat(70), "]".repeat(70));
    user.file("cohort.jsonl", format!("{line}\n{broken}\n{deep}\n{line}\n"));
    let run = user.run(["calibrate", "cohort.jsonl", "--format", "json"]);
    assert_eq!(run.status, 1);
    let read: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(read["subsets"][0]["n"], 2, "the good lines count: {}", run.err);
    let said: Vec<&str> = run.err.lines().collect();
    assert_eq!(said.len(), 101, "{}", run.err);
    assert!(said[0].starts_with("cohort.jsonl, line 2:1:"), "{}", said[0]);
    assert_eq!(said[100], "and 1 more");
    user.file("empty.jsonl", "\n\n");
    let run = user.run(["calibrate", "empty.jsonl"]);
    let message = "empty.jsonl: there is no case in it; expected a case a line, as JSON\n";
    assert_eq!((run.status, run.err.as_str()), (1, message));
}

#[test]
fn of_very_many_faults_the_first_are_printed_and_the_others_counted() {
    let user = User::new();
    let answers: Vec<String> = (0..40_000).map(|at| format!("\"no_such_finding_{at}\": \"present\"")).collect();
    let unknown = format!("{{\"format\": \"poems-case/1\", \"findings\": {{{}}}}}", answers.join(",\n"));
    user.file("unknown.json", unknown);
    let run = user.run(["assess", "unknown.json", "--full"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("and 39900 more warnings"), "{}", &run.out[..2_000]);
    assert!(
        run.out.contains("(and 39998 more in the full summary)"),
        "on the page there is room for two: {}",
        &run.out[..2_000]
    );

    let labels =
        |at: usize| json!({"id": format!("s{at}"), "kind": "sign", "tier": "core", "label": {"en": "", "zh": "x"}});
    let findings = json!({"section": "general", "findings": (0..500).map(labels).collect::<Vec<_>>()});
    user.file("own/findings/x.json", findings.to_string());
    let run = user.run(["rules", "check", "own"]);
    assert_eq!(run.out.matches("an empty text").count(), 100);
    assert!(run.out.ends_with("\nand 400 more\n\n500 errors, 0 warnings\n"), "{}", run.out);
    let run = user.run(["--rules", "own", "rules", "list"]);
    assert_eq!((run.status, run.err.matches("an empty text").count()), (1, 100));

    user.file(
        "key.json",
        format!("{{\"format\": \"poems-case/1\", \"findings\": {{\"{}\": 1}}}}", "k".repeat(400_000)),
    );
    let run = user.run(["assess", "key.json"]);
    assert!(run.status == 0 && run.out.len() < 100_000, "{}", run.out.len());
}

// -------------------------------------------------------------------------------------------------- surroundings

#[test]
fn a_locale_that_is_not_utf8_gets_ascii_and_english_and_one_line_that_says_why() {
    let user = User::new();
    let note = "\u{8001}\u{5e74} \u{2265}70";
    user.file(
        "case.json",
        json!({"format": "poems-case/1", "note": note, "findings": {"papilledema": "present"}}).to_string(),
    );
    for locale in ["zh_CN.GB18030", "zh_CN.GBK", "C"] {
        for arguments in [
            vec!["assess", "case.json"],
            vec!["assess", "case.json", "--format", "json"],
            vec!["assess", "case.json", "--format", "markdown"],
            vec!["explain", "case.json"],
            vec!["rules", "list"],
            vec!["cards", "--count", "1", "--seed", "1"],
            vec!["ask", "case.json"],
        ] {
            let run = run(user.command().env("LANG", locale).args(&arguments), "");
            assert_eq!(run.status, 0, "{arguments:?}: {}", run.err);
            assert!(run.out.is_ascii(), "{locale} {arguments:?}: {}", run.out);
            assert_eq!(run.err.lines().count(), 1, "{}", run.err);
            assert!(run.err.contains(&format!("the locale {locale} is not UTF-8")), "{}", run.err);
        }
        let run = run(user.command().env("LANG", locale).args(["assess", "case.json"]), "");
        assert!(run.out.starts_with("Findings summary") && run.out.contains("\\u{8001}\\u{5e74} >=70"), "{}", run.out);
        let run = binary::run(user.command().env("LANG", locale).args(["assess", "case.json", "--format", "json"]), "");
        assert!(serde_json::from_str::<Value>(&run.out).is_ok());
        let run = binary::run(user.command().env("LANG", locale).args(["assess", "case.json", "--lang", "zh"]), "");
        assert_eq!((run.out.starts_with("\u{75c5}\u{4f8b}"), run.err.as_str()), (true, ""), "asked for");
    }
}

// --------------------------------------------------------------------------------------------------------- decks

#[test]
fn two_decks_may_give_the_same_id_to_two_cases() {
    let read = |id: &str, title: Option<&str>| {
        let mut value: Value = serde_json::from_slice(&teaching_case(id)).unwrap();
        value["id"] = json!("x1");
        value["case"]["id"] = json!("x1");
        title.into_iter().for_each(|title| value["title"]["en"] = json!(title));
        let text = value.to_string().into();
        let file = knowledge::PackText { path: "x1.json".into(), file: "x1.json".into(), text };
        deck(&[file], built_in()).unwrap()
    };
    let (one, other) = (read("tia-98f", None), read("peru2022-56m", None));
    let recall =
        Recall { key: quiz::key(&one[0]), grade: Grade::Good, marks: Default::default(), believed: Vec::new() };
    let mut progress = Progress::default();
    progress.add(Event { at: 0, what: What::Recall(recall) });
    assert!(progress.memory(&quiz::key(&read("tia-98f", None)[0])).is_some(), "the same case wherever its deck lies");
    assert!(progress.memory(&quiz::key(&other[0])).is_none(), "another case of that id is new");
    assert!(progress.memory(&quiz::key(&read("tia-98f", Some("Another title"))[0])).is_none());
    let built_in_case = poems::case::teaching_case(built_in(), "tia-98f").unwrap().unwrap();
    assert_eq!(quiz::key(&built_in_case), "case:tia-98f", "what was learned before is still known");
    assert_eq!(one[0].title.get(Lang::En), built_in_case.title.get(Lang::En));
}
