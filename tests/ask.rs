//! `poems ask`: a case answered line by line, as a screen reader or a script would.

mod binary;

use binary::{User, run};

fn shelf(user: &User, name: &str) -> String {
    std::fs::read_to_string(user.home().join("data/poems/cases").join(name)).unwrap()
}

#[test]
fn a_case_is_answered_saved_and_gone_on_with_the_next_day() {
    let user = User::new();
    let first = user.run_with(["ask"], "54\n1\ny\nnext\n?\nr\nq\n");
    assert_eq!((first.status, first.err.as_str()), (0, ""));
    assert!(first.out.starts_with("Plain mode (from poems ask)."), "{}", first.out);
    for expected in [
        "Section 1 of ",
        "1.1 Age. Now: unknown.",
        "1.1 Age: 54 years",
        "1.2 Sex: Male",
        "2.1 Polyneuropathy: present",
        "Counts: ",
        "\nMayo 2023, POEMS syndrome: undetermined\nWould be met with: ",
        "3 of 251 findings known. Saved to ",
    ] {
        assert!(first.out.contains(expected), "{expected}\n{}", first.out);
    }
    let saved = shelf(&user, "case.json");
    assert!(saved.contains("\"age\": 54") && saved.contains("\"polyneuropathy\": \"present\""), "{saved}");

    let second = user.run_with(["ask", "case"], "absent\n");
    assert!(second.out.contains("3 of 251 findings known."), "{}", second.out);
    assert!(second.out.contains("3.1 Organomegaly (liver, spleen or lymph nodes): absent"), "{}", second.out);
    assert_eq!(second.status, 0, "the end of the input saves and ends well");
    assert!(shelf(&user, "case.json").contains("\"organomegaly\": \"absent\""));
}

#[test]
fn a_change_of_verdict_is_said_in_the_line_after_the_answer() {
    let user = User::new();
    user.file(
        "case.json",
        r#"{"format": "poems-case/1", "findings": {"monoclonal_gammopathy": "present", "ascites": "present",
            "castleman_disease": "present"}}"#,
    );
    let run = user.run_with(["ask", "case.json"], "goto 2.1\ny\nundo\nn\n");
    let after = |line: &str| {
        let mut lines = run.out.lines().skip_while(|other| *other != line);
        lines.nth(1).unwrap_or_else(|| panic!("{line}\n{}", run.out)).to_owned()
    };
    assert_eq!(after("2.1 Polyneuropathy: present"), "Mayo 2023, POEMS syndrome: was undetermined, now met.");
    assert_eq!(after("Taken back. Polyneuropathy: unknown."), "Mayo 2023, POEMS syndrome: was met, now undetermined.");
    assert_eq!(after("2.1 Polyneuropathy: absent"), "Mayo 2023, POEMS syndrome: was undetermined, now not met.");
    let saved = std::fs::read_to_string(user.home().join("case.json")).unwrap();
    assert!(saved.contains("\"polyneuropathy\": \"absent\""), "{saved}");
}

#[test]
fn contradicting_answers_are_said_at_once() {
    let user = User::new();
    let case = r#"{"format": "poems-case/1", "findings": {"splenomegaly": "present"}}"#;
    user.file("case.json", case);
    let run = user.run_with(["ask", "case.json"], "goto 3.1\nn\n");
    assert!(
        run.out.contains("3.1 Organomegaly (liver, spleen or lymph nodes). Now: present, inferred."),
        "{}",
        run.out
    );
    assert!(run.out.contains(": answered absent, but inferred present from Splenomegaly: present."), "{}", run.out);
}

#[test]
fn invalid_answers_repeat_the_question_with_the_reason() {
    let user = User::new();
    let run = user.run_with(["ask"], "old\n-3\n400\n54 furlongs\n５４\nmaybe\n3\nmale\nperhaps\n\nb\nb\nb\nb\n");
    for expected in [
        "\"old\" is no number.",
        "Not possible; expected 0 to 120 years.",
        "\"furlongs\" is no unit of this finding.",
        "1.1 Age: 54 years (read as 54)",
        "\"maybe\" is no answer here.",
        "\"3\" is no answer here.",
        "1.2 Sex: Male",
        "\"perhaps\" is no answer here.",
        "This is the first question.",
        "2 of 251 findings known.",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    assert_eq!(run.status, 0);
}

#[test]
fn nothing_entered_leaves_nothing_behind() {
    let user = User::new();
    let run = user.run_with(["ask"], "");
    assert_eq!(run.status, 0);
    assert!(run.out.ends_with("Nothing was entered, nothing was saved.\n"), "{}", run.out);
    assert!(!user.home().join("data/poems/cases/case.json").exists());
}

#[test]
fn a_teaching_case_is_copied_and_never_changed() {
    let user = User::new();
    let run = user.run_with(["ask", "case:peru2022-56m"], "y\n");
    assert!(run.out.contains("Case peru2022-56m. 6 of 251 findings known."), "{}", run.out);
    assert!(shelf(&user, "peru2022-56m.json").contains("\"polyneuropathy\": \"present\""));
    let again = user.run_with(["ask", "case:peru2022-56m"], "n\n");
    assert!(again.out.contains("peru2022-56m-2.json"), "{}", again.out);
}

#[test]
fn every_finding_may_be_asked_for() {
    let user = User::new();
    let count = |arguments: &[&str]| {
        let run = user.run_with(arguments, "\n".repeat(260));
        run.out.lines().filter(|line| line.ends_with("Now: unknown.")).count()
    };
    let core = count(&["ask"]);
    assert!((20..200).contains(&core), "{core}");
    assert_eq!(count(&["ask", "--all"]), 251);
}

#[test]
fn plain_mode_is_also_had_by_flag_variable_or_a_dumb_terminal() {
    let user = User::new();
    let greeting = |arguments: &[&str], variables: &[(&str, &str)]| {
        let run = run(user.command().args(arguments).envs(variables.iter().copied()), "q\n");
        assert_eq!(run.status, 0, "{}", run.err);
        run.out.lines().next().unwrap().to_owned()
    };
    assert!(greeting(&["--plain"], &[]).contains("from --plain"));
    assert!(greeting(&["open", "case:peru2022-56m", "--plain"], &[]).contains("from --plain"));
    assert!(greeting(&[], &[("ACCESSIBLE", "1")]).contains("from the variable ACCESSIBLE"));
    assert!(greeting(&[], &[("TERM", "dumb")]).contains("from TERM=dumb"));
    let off = run(user.command().env("ACCESSIBLE", "0"), "");
    assert_eq!(off.status, 2, "0 switches nothing on");
}

#[test]
fn chinese_is_asked_answered_and_typed() {
    let user = User::new();
    let run = user.run_with(["ask", "--lang", "zh"], "５４\n女\n有\n未知\nｑ\n");
    for expected in ["纯文本模式（来自poems ask）", "1.1 年龄：54岁（读作54）", "1.2 性别：女", "2.1 多发性神经病：有"]
    {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    assert_eq!(run.status, 0);
}

#[test]
fn a_file_changed_underneath_is_not_overwritten_and_the_answers_can_be_saved_elsewhere() {
    let user = User::new();
    let path = user.file("case.json", r#"{"format": "poems-case/1", "findings": {}}"#);
    let mut child = user
        .command()
        .args(["ask", "case.json"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), std::io::BufReader::new(child.stdout.take().unwrap()));
    use std::io::{BufRead, Read, Write};
    let mut line = String::new();
    while !line.contains("1.1 Age") {
        line.clear();
        output.read_line(&mut line).unwrap();
    }
    let other = r#"{"format": "poems-case/1", "findings": {"ascites": "present"}}"#;
    std::fs::write(&path, other).unwrap();
    input.write_all(b"54\nsave case.json\nsave mine.json\n1\n").unwrap();
    drop(input);
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(rest.contains("Not saved: another program has changed case.json since it was read."), "{rest}");
    assert!(rest.contains("There is a file case.json already"), "{rest}");
    assert!(rest.contains("Saved to mine.json."), "{rest}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), other);
    let mine = std::fs::read_to_string(user.home().join("mine.json")).unwrap();
    assert!(mine.contains("\"age\": 54") && mine.contains("\"sex\": \"male\""), "{mine}");
}

#[test]
fn answers_that_could_not_be_saved_end_with_status_3() {
    let user = User::new();
    // A file where the folder of the shelf would be.
    user.file("data", "");
    let run = user.run_with(["ask"], "54\n");
    assert_eq!(run.status, 3);
    assert!(run.out.contains("Not saved: "), "{}", run.out);
    assert!(run.err.contains("The answers were not saved."), "{}", run.err);
}

#[test]
fn a_copy_that_cannot_be_saved_loses_nothing() {
    let user = User::new();
    let run = user.run_with(["ask"], "54\nsave no/such/folder/x.json\nmale\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "the shelf still has it");
    assert!(run.out.contains("Not saved: no/such/folder/x.json could not be written: No such file"), "{}", run.out);
    assert!(!run.out.contains(".poems-"), "the name of the temporary file means nothing to anybody: {}", run.out);
    assert!(shelf(&user, "case.json").contains("\"sex\": \"male\""));
}

#[test]
fn a_case_cannot_come_from_where_the_answers_come_from() {
    let run = User::new().run(["ask", "-"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("poems assess - reads a case"), "{}", run.err);
}

#[test]
fn anything_may_be_typed() {
    let user = User::new();
    let long = "9".repeat(100_000);
    let input = [long.as_bytes(), b"\n\xff\xfe\x1b[31m\n\0\r\n54\r\nmale\n"].concat();
    let run = user.run_with(["ask"], input);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(!run.out.contains('\u{1b}'));
    assert!(run.out.contains("2 of 251 findings known."), "{}", run.out);
}
