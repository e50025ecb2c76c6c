//! Many sessions at once: every answer that was acknowledged is on the disk, or its loss was said.
#![cfg(unix)]

mod binary;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;

use binary::{User, run};

const CASE: &str = "{\"format\": \"poems-case/1\", \"findings\": {}}\n";

/// What the files of a folder hold, by name.
fn cases(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.is_file());
    files
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

#[test]
fn fifty_sessions_on_new_cases_make_fifty_files() {
    let user = User::new();
    thread::scope(|scope| {
        for session in 0..50 {
            let user = &user;
            scope.spawn(move || {
                let run = run(user.command().arg("ask"), format!("{}\nmale\n", 20 + session));
                assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
            });
        }
    });
    let cases = cases(&user.home().join("data/poems/cases"));
    assert_eq!(cases.len(), 50, "{:?}", cases.iter().map(|(name, _)| name).collect::<Vec<_>>());
    assert!(cases.iter().all(|(name, text)| name.ends_with(".json") && text.contains("\"sex\": \"male\"")));
    let ages: BTreeSet<&str> =
        cases.iter().map(|(_, text)| text.split("\"age\": ").nth(1).unwrap().split(',').next().unwrap()).collect();
    assert_eq!(ages.len(), 50, "each session has its own");
}

#[test]
fn fifty_sessions_on_one_case_lose_no_answer_unsaid() {
    let user = User::new();
    user.file("ward/case.json", CASE);
    let kept: usize = thread::scope(|scope| {
        let sessions: Vec<_> = (0..50)
            .map(|session| {
                let user = &user;
                scope.spawn(move || {
                    let run =
                        run(user.command().args(["ask", "ward/case.json"]), format!("goto 1.1\n{}\n", 20 + session));
                    let wanted = format!("\"age\": {}", 20 + session);
                    let at = run.out.split("Saved to ").last().unwrap().trim_end_matches(['.', '\n']).to_owned();
                    match run.status {
                        // It had the case for itself, for a while.
                        0 => assert!(at.ends_with("case.json"), "{at}\n{}", run.out),
                        3 => {
                            assert!(run.out.contains("open in another window"), "{}", run.out);
                            assert!(run.err.contains(&at), "{at}\n{}", run.err);
                            let text = fs::read_to_string(user.home().join(&at)).unwrap();
                            assert!(text.contains(&wanted), "{at}: {text}");
                        }
                        other => panic!("{other}: {}", run.err),
                    }
                    usize::from(run.status == 3)
                })
            })
            .collect();
        sessions.into_iter().map(|session| session.join().unwrap()).sum()
    });
    let cases = cases(&user.home().join("ward"));
    assert_eq!(cases.len(), kept + 1, "{:?}", cases.iter().map(|(name, _)| name).collect::<Vec<_>>());
    assert!(cases.iter().all(|(_, text)| text.contains("\"age\": ")));
}

/// A session that has shown its first question.
fn asking(user: &User, case: &str) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = user
        .command()
        .args(["ask", case])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("1.1 Age") {
        line.clear();
        assert_ne!(output.read_line(&mut line).unwrap(), 0, "it never asked");
    }
    (child, output)
}

/// What it says when it is told this and then left alone, and its status.
fn tell((mut child, mut output): (Child, BufReader<std::process::ChildStdout>), typed: &str) -> (String, i32) {
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let mut said = String::new();
    output.read_to_string(&mut said).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (said, child.wait().unwrap().code().unwrap())
}

#[test]
fn the_second_of_two_reads_only_and_its_answers_are_kept_in_a_copy() {
    let user = User::new();
    let path = user.file("case.json", CASE);
    let (first, second) = (asking(&user, "case.json"), asking(&user, "case.json"));
    let (said, status) = tell(second, "61\n");
    assert!(said.contains("Saved to ") && said.contains("case-2.json"), "{said}");
    assert_eq!(status, 3, "{said}");
    let (said, status) = tell(first, "54\n");
    assert_eq!(status, 0, "{said}");
    assert!(fs::read_to_string(&path).unwrap().contains("\"age\": 54"));
    assert!(fs::read_to_string(user.home().join("case-2.json")).unwrap().contains("\"age\": 61"));
}

#[test]
fn a_case_that_was_moved_away_is_not_written_anew() {
    let user = User::new();
    let path = user.file("case.json", CASE);
    let session = asking(&user, "case.json");
    fs::rename(&path, user.home().join("archive.json")).unwrap();
    let (said, status) = tell(session, "54\nmale\n");
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("Not saved: case.json was moved or removed since it was read."), "{said}");
    assert!(said.contains("Your answers are kept in"), "{said}");
    assert_eq!(fs::read_to_string(user.home().join("archive.json")).unwrap(), CASE);
    let names: Vec<String> = cases(user.home()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let kept = cases(user.home()).into_iter().find(|(name, _)| name != "archive.json").unwrap().1;
    assert!(kept.contains("\"age\": 54") && kept.contains("\"sex\": \"male\""), "{kept}");
}

#[test]
fn what_a_killed_program_left_on_the_shelf_is_a_case_at_the_next_start() {
    let user = User::new();
    let text = |age: u8| format!("{{\"format\": \"poems-case/1\", \"age\": {age}, \"findings\": {{}}}}\n");
    let shelf = "data/poems/cases";
    // The first save of a new case; one that is torn; one of an earlier version; one whose case was changed since.
    user.file(&format!("{shelf}/.poems-aaaaaa-0000000000000000-bed-7.json"), text(31));
    user.file(&format!("{shelf}/.poems-bbbbbb-0000000000000000-bed-8.json"), &text(32)[..20]);
    user.file(&format!("{shelf}/.poems-cccccc"), text(33));
    user.file(&format!("{shelf}/bed-9.json"), text(40));
    user.file(&format!("{shelf}/.poems-dddddd-1111111111111111-bed-9.json"), text(34));
    let run = user.run_with(["ask", "bed-7"], "q\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert_eq!(run.out.matches("had been cut off").count(), 3, "{}", run.out);
    let mut cases = cases(&user.home().join(shelf));
    cases.sort();
    let names: Vec<&str> = cases.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["bed-7.json", "bed-9-2.json", "bed-9.json", "case.json"]);
    let ages: Vec<bool> = cases.iter().zip([31, 34, 40, 33]).map(|((_, found), age)| *found == text(age)).collect();
    assert_eq!(ages, [true; 4], "{cases:?}");
    let again = user.run_with(["ask"], "q\n");
    assert!(!again.out.contains("cut off"), "{}", again.out);
}

#[test]
fn learners_who_play_at_once_add_their_rows_to_one_table() {
    let user = User::new();
    // The first case is marked, judged and graded; it comes back and is left.
    let typed = "done\n3\n3\n3\n3\n1\n1\n4\nq\n";
    thread::scope(|scope| {
        for learner in 0..8 {
            let user = &user;
            scope.spawn(move || {
                let name = format!("learner {learner}");
                let arguments = ["quiz", "--count", "1", "--seed", "4", "--export", "results.csv", "--learner", &name];
                // Each with a notebook of their own, so that all are asked the same.
                let data = user.home().join(&name);
                let run = run(user.command().env("XDG_DATA_HOME", data).args(arguments), typed);
                assert_eq!((run.status, run.err.as_str()), (0, ""));
            });
        }
    });
    let text = fs::read_to_string(user.home().join("results.csv")).unwrap();
    assert_eq!(text.matches("time,case,learner").count(), 1, "{text}");
    for learner in 0..8 {
        assert_eq!(text.matches(&format!("learner {learner},")).count(), 1, "{text}");
    }
    assert_eq!(text.lines().count(), 9, "{text}");
}
