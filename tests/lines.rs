//! Many cases in one run: a case a line, several outputs, and another program that asks through a pipe.

mod binary;
mod support;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use binary::User;
use poems::cli::schema::schemas;
use serde_json::Value;

const WARD_7: &str = include_str!("data/cases/ward-7.json");
const BAD: &str = r#"{"format": "poems-case/1", "findings": {"papilledema": "maybe"}}"#;

/// A case on one line.
fn line(id: &str) -> String {
    format!(r#"{{"format": "poems-case/1", "id": "{id}", "findings": {{"papilledema": "present"}}}}"#)
}

/// A case file of many lines on one.
fn on_one_line(text: &str) -> String {
    serde_json::from_str::<Value>(text).unwrap().to_string()
}

fn ids(out: &str) -> Vec<String> {
    out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["case"]["id"].to_string()).collect()
}

// ---------------------------------------------------------------------------------------------------- a case a line

#[test]
fn a_file_of_many_cases_is_answered_and_a_bad_line_costs_only_itself() {
    let user = User::new();
    let teaching = include_str!("../rules/cases/peru2022-56m.json");
    let lines = [&line("a"), "", BAD, &on_one_line(WARD_7), "{\"format\": ", &on_one_line(teaching)];
    user.file("ward.jsonl", lines.join("\r\n"));
    let run = user.run(["assess", "ward.jsonl", "--format", "json"]);
    assert_eq!(run.status, 1);
    assert_eq!(ids(&run.out), ["\"a\"", "\"ward-7-bed-2\"", "\"peru2022-56m\""]);
    let errors: Vec<&str> = run.err.lines().collect();
    assert!(errors[0].starts_with("ward.jsonl:3:56: \"maybe\" is no answer for \"papilledema\""), "{}", run.err);
    assert!(errors[1].starts_with("ward.jsonl:5:11: the text breaks off here"), "{}", run.err);
    assert_eq!(errors.len(), 2);
    // What is worth knowing about a line names the line too.
    assert!(run.out.contains("ward.jsonl:4:"), "{}", run.out);
    for (format, between) in [("text", "\n\n\n"), ("markdown", "\n---\n\n#")] {
        let all = user.run(["assess", "ward.jsonl", "--format", format]).out;
        let one = user.run(["assess", "case:peru2022-56m", "--format", format]).out;
        assert!(all.ends_with(&one), "{format}");
        assert!(all.contains(between), "{format}");
    }
}

#[test]
fn a_first_line_that_is_broken_does_not_hide_the_others() {
    let user = User::new();
    user.file("ward.jsonl", format!("{{\"format\": \"poems-case/1\", \"id\": \"a\n{}\n{}\n", line("b"), line("c")));
    let run = user.run(["assess", "ward.jsonl", "--format", "json"]);
    assert_eq!((run.status, ids(&run.out)), (1, vec!["\"b\"".to_owned(), "\"c\"".to_owned()]));
    assert!(run.err.starts_with("ward.jsonl:1:"), "{}", run.err);
    // One document stays one, however its lines begin.
    user.file("case.json", "{\"format\": \"poems-case/1\",\n\"findings\":\n{\"papilledema\": \"present\"}\n}");
    let run = user.run(["assess", "case.json", "--format", "json"]);
    assert_eq!((run.status, run.out.lines().count()), (0, 1), "{}", run.err);
}

#[test]
fn of_very_many_faults_the_first_are_said_and_the_others_counted() {
    let user = User::new();
    user.file("bad.jsonl", format!("{}\n{}\n", vec![BAD; 130].join("\n"), line("good")));
    let run = user.run(["assess", "bad.jsonl", "--format", "json"]);
    assert_eq!((run.status, run.out.lines().count()), (1, 1));
    assert_eq!((run.err.lines().count(), run.err.lines().last()), (101, Some("and 30 more")));
}

// ------------------------------------------------------------------------------------------------- another program

#[test]
fn another_program_writes_a_line_and_gets_a_line() {
    let user = User::new();
    let mut command = user.command();
    let mut child = command
        .args(["assess", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut to, from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut answers = BufReader::new(from).lines();
    let mut ask = |question: &str| {
        // Nothing else is written before the answer is there.
        writeln!(to, "{question}").unwrap();
        serde_json::from_str::<Value>(&answers.next().unwrap().unwrap()).unwrap()
    };
    assert_eq!(ask(&line("a"))["case"]["id"], "a");
    let refused = ask(BAD);
    let (_, schema) = schemas().find(|(name, _)| *name == "faults.schema.json").unwrap();
    jsonschema::validator_for(&schema).unwrap().validate(&refused).unwrap();
    assert_eq!(refused["format"], "poems-faults/1");
    let fault = &refused["faults"][0];
    assert_eq!(
        (fault["code"].as_str(), fault["line"].as_u64(), fault["column"].as_u64()),
        (Some("not-an-answer"), Some(2), Some(56))
    );
    assert_eq!(ask("not JSON")["faults"][0]["code"], "not-json");
    assert_eq!(ask(&on_one_line(WARD_7))["case"]["id"], "ward-7-bed-2");
    drop(to);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn however_many_cases_come_one_is_in_memory() {
    let user = User::new();
    let mut child = user
        .command()
        .args(["assess", "-", "-o", "answers.jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    let note = "x".repeat(4 << 20);
    let case = line("a").replace("\"findings\"", &format!("\"note\": \"{note}\", \"findings\""));
    for _ in 0..40 {
        writeln!(to, "{case}").unwrap();
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().trim().trim_end_matches(" kB");
    assert!(peak.parse::<u64>().unwrap() < 120 << 10, "{peak} kB of 160 MB that were read");
    drop(to);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(ids(&std::fs::read_to_string(user.home().join("answers.jsonl")).unwrap()).len(), 40);
}

/// The examples of the documentation, run as they stand.
#[cfg(unix)]
#[test]
fn the_examples_for_other_programs_run() {
    let user = User::new();
    user.file("ward.jsonl", format!("{}\n{BAD}\n{}\n", line("a"), on_one_line(WARD_7)));
    let folder = Path::new(env!("CARGO_BIN_EXE_poems")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(folder.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    for (fence, program, expected) in [
        ("```sh\n", "sh", "a,undetermined\nward-7-bed-2,undetermined\n"),
        (
            "```python\n",
            "python3",
            "a undetermined\nline 2: \"maybe\" is no answer for \"papilledema\"\nward-7-bed-2 undetermined\n",
        ),
    ] {
        let example = include_str!("../docs/formats.md").split(fence).nth(1).unwrap().split("```").next().unwrap();
        let mut command = Command::new(program);
        command
            .arg("-c")
            .arg(example)
            .current_dir(user.home())
            .env("PATH", path.as_ref().unwrap())
            .env("HOME", user.home())
            .env("LC_ALL", "C.UTF-8");
        let Ok(output) = command.output() else { continue };
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{}", String::from_utf8_lossy(&output.stderr));
    }
}

// ---------------------------------------------------------------------------------------------------- several outputs

#[test]
fn one_run_writes_every_output_as_a_run_of_its_own_would() {
    let user = User::new();
    user.file("ward.jsonl", format!("{}\n{}\n", on_one_line(WARD_7), line("b")));
    let outputs = [
        ("text", "all.txt", "-o=all.txt"),
        ("markdown", "all.md", "-o=all.md"),
        ("json", "all.jsonl", "-o=all.jsonl"),
        ("csv", "all.csv", "-o=all.csv"),
        ("csv-verdicts", "verdicts.csv", "-o=csv-verdicts:verdicts.csv"),
        ("csv-ratios", "ratios", "-o=csv-ratios:ratios"),
    ];
    let arguments = ["assess", "ward.jsonl", "case:peru2022-56m"];
    let all = arguments.into_iter().chain(outputs.iter().map(|(_, _, output)| *output)).chain(["-o", "-"]);
    let run = user.run(all);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    for (format, file, _) in outputs {
        let path = user.home().join(file);
        let alone = user.run(arguments.into_iter().chain(["--format", format]));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), alone.out, "{format}");
        if format == "text" {
            assert_eq!(run.out, alone.out, "standard output has the usual format");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    let tables = std::fs::read_to_string(user.home().join("all.csv")).unwrap();
    assert_eq!(tables.matches("record,case,finding").count(), 1, "one head over all cases");
}

#[test]
fn a_single_output_takes_the_format_that_was_asked_for() {
    let user = User::new();
    user.file("a.json", line("a"));
    let json = user.run(["assess", "a.json", "--format", "json"]).out;
    for file in ["out.txt", "out.csv", "out"] {
        assert_eq!(user.run(["assess", "a.json", "--format", "json", "-o", file]).status, 0);
        assert_eq!(std::fs::read_to_string(user.home().join(file)).unwrap(), json);
    }
    assert_eq!(user.run(["assess", "a.json", "-o", "json:-"]).out, json);
}

#[test]
fn outputs_that_contradict_each_other_are_refused_and_nothing_is_written() {
    let user = User::new();
    user.file("a.json", line("a"));
    user.file("data/poems/cases/bed 2.json", WARD_7);
    let shelved = user.home().join("data/poems/cases/bed 2.json").display().to_string();
    for (arguments, said) in [
        (vec!["a.json", "-o", "x.md", "-o", "./x.md"], "./x.md is written by two outputs"),
        (vec!["a.json", "-o", "-", "-o", "json:-"], "standard output (-) is written by two outputs"),
        (vec!["a.json", "-o", "x.md", "-o", "y.csv", "--format", "json"], "--format json is for no output"),
        (vec!["a.json", "-o", "csv:x.md", "--format", "markdown"], "--format and the format before the file differ"),
        (vec!["a.json", "-o", "csv-verdict:x.csv"], "did you mean \"csv-verdicts\"?"),
        (vec!["a.json", "-o", "json:"], "a file is missing"),
        (vec!["a.json", "-o", "x.md", "--bom"], "--bom is for CSV"),
        (vec!["a.json", "-o", "a.json"], "a.json is a case that is read"),
        (vec!["bed 2", "-o", "x.md", "-o", &shelved], "is a case that is read"),
    ] {
        let run = user.run(["assess"].into_iter().chain(arguments.iter().copied()));
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(said), "{arguments:?}: {}", run.err);
    }
    assert_eq!(std::fs::read_to_string(user.home().join("a.json")).unwrap(), line("a"));
    let files: Vec<_> = std::fs::read_dir(user.home()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files.len(), 2, "{files:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn where_one_output_fails_the_others_are_written_and_that_is_said() {
    let user = User::new();
    user.file("a.json", line("a"));
    user.file("old.md", "what was there");
    let run = user.run(["assess", "a.json", "-o", "/dev/full", "-o", "old.md", "-o", "new.csv"]);
    assert_eq!(run.status, 3);
    let errors: Vec<&str> = run.err.lines().collect();
    assert!(errors[0].starts_with("error: /dev/full: could not be written"), "{}", run.err);
    assert_eq!(errors[1], "written: old.md, new.csv");
    assert!(std::fs::read_to_string(user.home().join("old.md")).unwrap().contains("# "));
    // What can be known before anything is read costs nothing.
    let run = user.run(["assess", "a.json", "-o", "other.md", "-o", "no/such/folder.csv"]);
    assert_eq!(run.status, 3);
    assert!(!user.home().join("other.md").exists());
    let left: Vec<_> = std::fs::read_dir(user.home()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".poems")), "{left:?}");
}

#[test]
fn a_reader_who_leaves_takes_no_file_with_him() {
    let user = User::new();
    let mut child = user
        .command()
        .args(["assess", "-", "-o", "-", "-o", "all.csv"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut to = child.stdin.take().unwrap();
    for id in ["a", "b", "c"] {
        writeln!(to, "{}", line(id)).unwrap();
    }
    drop(to);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    assert_eq!(std::fs::read_to_string(user.home().join("all.csv")).unwrap().lines().count(), 4);
}
