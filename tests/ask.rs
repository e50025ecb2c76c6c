//! `poems ask`: a case answered line by line, as a screen reader or a script would.

mod binary;

use binary::{User, run};

fn shelf(user: &User, name: &str) -> String {
    std::fs::read_to_string(user.home().join("data/poems/cases").join(name)).unwrap()
}

#[test]
fn a_case_is_answered_saved_and_gone_on_with_the_next_day() {
    let user = User::new();
    let first = user.run_with(["ask"], "54\n1\nnext\ny\nnext\n?\nr\nq\n");
    assert_eq!((first.status, first.err.as_str()), (0, ""));
    assert!(first.out.starts_with("Plain mode (from poems ask)."), "{}", first.out);
    for expected in [
        "Part 1 of ",
        "1.1 Age. Now: unknown.",
        "1.1 Age: 54 years",
        "1.2 Sex: Male",
        "2.1 Polyneuropathy: present",
        "Counts: ",
        "\nMayo 2023: OPEN\n- Needs ",
        "3 of 312 findings known. Saved to ",
    ] {
        assert!(first.out.contains(expected), "{expected}\n{}", first.out);
    }
    let saved = shelf(&user, "case.json");
    assert!(saved.contains("\"age\": 54") && saved.contains("\"polyneuropathy\": \"present\""), "{saved}");

    let second = user.run_with(["ask", "case"], "goto 2.2\nabsent\n");
    assert!(second.out.contains("3 of 312 findings known."), "{}", second.out);
    assert!(second.out.contains("2.2 Demyelinating peripheral neuropathy (NCS): absent"), "{}", second.out);
    assert_eq!(second.status, 0, "the end of the input saves and ends well");
    assert!(shelf(&user, "case.json").contains("\"demyelinating_neuropathy\": \"absent\""));
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
    let run = user.run_with(["ask", "case.json"], "goto organomegaly\nn\n");
    assert!(
        run.out.contains("4.1 Organomegaly (liver, spleen or lymph nodes). Now: present, inferred."),
        "{}",
        run.out
    );
    assert!(run.out.contains(": answered absent, but inferred present from Splenomegaly: present."), "{}", run.out);
}

#[test]
fn the_first_line_of_a_pipe_that_is_refused_ends_the_run_and_what_came_before_is_kept() {
    for (refused, at, reason) in [
        ("old", "1.1 Age", "\"old\" is no number. Type one such as 12.5, <15 or >2000."),
        ("400", "1.1 Age", "Not possible. The possible range is 0 to 120 years. Another unit, perhaps?"),
        ("54 furlongs", "1.1 Age", "\"furlongs\" is not a unit of this value. Accepted: years."),
        ("goto 99.9", "1.1 Age", "There is no question 99.9."),
        ("range 1-2", "1.1 Age", "Enter the value first, then its range."),
        ("ok", "1.1 Age", "There is no number here that is to be checked."),
        ("\nmaybe", "1.2 Sex", "\"maybe\" is no answer here."),
        ("\n3", "1.2 Sex", "\"3\" is no answer here."),
        ("goto 2.1\nperhaps", "2.1 Polyneuropathy", "\"perhaps\" is no answer here."),
    ] {
        let user = User::new();
        let run = user.run_with(["ask"], format!("goto 4.1\ny\ngoto 1.1\n{refused}\n14\n14\nmale\n"));
        let line = 4 + refused.matches('\n').count();
        let said = format!("error: line {line} of the input, at {at}: {reason} Nothing after it was read;");
        assert_eq!(run.status, 1, "{refused}: {}", run.out);
        assert!(run.err.starts_with(&said), "{refused}: {}", run.err);
        assert!(run.out.contains("1 of 312 findings known. Saved to "), "{refused}: {}", run.out);
        let saved = shelf(&user, "case.json");
        assert!(saved.contains("\"organomegaly\": \"present\"") && !saved.contains("14"), "{refused}: {saved}");
    }
}

#[test]
fn an_answer_never_falls_to_another_question() {
    let user = User::new();
    // A laboratory's line, a unit that no finding has, and a number meant for what follows.
    let run = user.run_with(["ask"], "goto platelets\n612 Kilo\n14\nq\n");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("line 2 of the input, at 10.1 Platelets: \"Kilo\" is not a unit"), "{}", run.err);
    assert!(run.out.ends_with("Nothing was entered, nothing was saved.\n"), "{}", run.out);
    // After the last question nothing is left to be answered.
    let run = user.run_with(["ask"], "\n".repeat(200) + "y\n");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("line 201 of the input, at the end: That was the last key question."), "{}", run.err);
}

#[test]
fn a_mark_before_all_text_is_no_part_of_the_first_line() {
    let user = User::new();
    let run = user.run_with(["ask"], "\u{feff}54\r\nmale\r\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(run.out.contains("1.1 Age: 54 years\n"), "{}", run.out);
}

#[test]
fn full_width_and_chinese_answers_are_read_and_said_back() {
    let user = User::new();
    let run = user.run_with(["ask"], "５４岁\n女\n\n是\n否\n没有\n未查\nq\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    for expected in
        ["1.1 Age: 54 years (read as 54)", "1.2 Sex: Female", "2.1 Polyneuropathy: present", ": absent", ": unknown"]
    {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
}

/// The places of all findings, as `ask --all` counts them, with their labels.
fn places(user: &User, lang: &str) -> Vec<(String, String)> {
    let run = user.run_with(["ask", "--all", "--lang", lang], "\n".repeat(400));
    let question = |line: &str| {
        let (place, rest) = line.split_once(' ')?;
        let label = rest.split_once(". Now: ").or(rest.split_once("。当前："))?.0;
        place.contains('.').then(|| (place.to_owned(), label.to_owned()))
    };
    let places: Vec<_> = run.out.lines().filter_map(question).collect();
    assert_eq!(places.len(), 312, "{}", run.out);
    places
}

#[test]
fn every_answer_is_read_as_it_is_printed() {
    let knowledge = poems::knowledge::load(vec![poems::knowledge::embedded()]).unwrap();
    let answer = &knowledge.interface.answer;
    for lang in ["en", "zh"] {
        let user = User::new();
        let text = |text: &poems::knowledge::Text| if lang == "en" { text.en.to_string() } else { text.zh.to_string() };
        let mut lines = Vec::new();
        for (place, label) in places(&user, lang) {
            let finding = knowledge.findings.iter().find(|finding| text(&finding.label) == label);
            let finding = finding.unwrap_or_else(|| panic!("{label}"));
            let mut printed = vec![text(&answer.unknown), text(&answer.unobtainable)];
            if matches!(finding.kind, poems::knowledge::Kind::Sign(_)) {
                printed.extend([text(&answer.absent), text(&answer.present)]);
            }
            printed.extend(finding.options().iter().map(|option| text(&option.label)));
            lines.extend(printed.into_iter().flat_map(|printed| [format!("goto {place}"), printed]));
        }
        let run = user.run_with(["ask", "--all", "--lang", lang], lines.join("\n"));
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{lang}");
        for option in knowledge.findings.iter().flat_map(|finding| finding.options()) {
            let said =
                if lang == "en" { format!(": {}\n", option.label.en) } else { format!("：{}\n", option.label.zh) };
            assert!(run.out.contains(&said), "{said}");
        }
    }
}

#[test]
fn a_number_is_said_with_how_it_lies_in_which_range_and_its_note_and_all_of_it_can_be_entered() {
    let user = User::new();
    let lines =
        ["goto 10.1", "612", "b", "range 150—400", "note new ｍachine, 2nd draw", "", "b", "500000 /uL", "b", "q"];
    let run = user.run_with(["ask"], lines.join("\n"));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    for expected in [
        "10.1 Platelets: 612 x 10^9/L; high; usual range 150 to 450 x 10^9/L",
        "10.1 Platelets. Now: 612 x 10^9/L; high; usual range 150 to 450 x 10^9/L.",
        "10.1 Platelets: 612 x 10^9/L; high; own range 150 to 400 x 10^9/L",
        "own range 150 to 400 x 10^9/L; note: new ｍachine, 2nd draw",
        "10.1 Platelets: 500000 /uL; high; own range 150000 to 400000 /uL; note: new ｍachine, 2nd draw",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    let saved = shelf(&user, "case.json");
    assert!(saved.contains("\"low\": 150000") && saved.contains("new ｍachine, 2nd draw"), "{saved}");
    let again = user.run_with(["ask", "case"], "goto 10.1\n?\nrange\nnote\nundo\nreport\n");
    for expected in [
        "Converted: 500 x 10^9/L",
        "Possible: 0 to 5000 x 10^9/L",
        "10.1 Platelets: 500000 /uL; high; usual range",
        "\nAnswers entered:\n",
    ] {
        assert!(again.out.contains(expected), "{expected}\n{}", again.out);
    }
}

#[test]
fn a_doubtful_number_is_asked_about_marked_and_confirmed_or_taken_in_the_other_unit() {
    let user = User::new();
    let (place, _) =
        places(&user, "en").into_iter().find(|(_, label)| label.starts_with("Total testosterone")).unwrap();
    let run = |lines: &[&str]| {
        let lines = [&["male", &format!("goto {place}")], lines].concat().join("\n");
        user.run_with(["ask", "--all", "case.json"], lines)
    };
    let case = r#"{"format": "poems-case/1", "age": 54, "findings": {}}"#;
    let saved = || std::fs::read_to_string(user.home().join("case.json")).unwrap();
    user.file("case.json", case);
    let asked = run(&["24.1", "q"]);
    assert!(asked.out.contains("CHECK: 24.1 ng/dL, or nmol/L? ok keeps it"), "{}", asked.out);
    assert!(saved().contains("{\"value\": 24.1, \"unit\": \"ng/dL\"}"), "it counts as it stands: {}", saved());
    // The lines of a pipe were written for the questions that follow: the number stands, and the next one is asked.
    let next =
        asked.out.lines().skip_while(|line| !line.contains("24.1 ng/dL, or")).find(|line| line.contains("Now: "));
    assert!(next.is_some_and(|line| !line.starts_with(&place)), "{}", asked.out);
    user.file("case.json", case);
    let kept = run(&["24.1", "ok"]);
    assert!((kept.status, saved().contains("\"confirmed\": true")) == (0, true), "{} {}", kept.err, saved());
    user.file("case.json", case);
    let other = run(&["24.1", "unit"]);
    assert!((other.status, saved().contains("nmol/L")) == (0, true), "{} {}", other.err, saved());
    user.file("case.json", case);
    let named = run(&["24.1", "unit furlong"]);
    assert_eq!((named.status, saved().contains("ng/dL")), (1, true), "{}", named.err);
}

#[test]
fn the_result_lists_the_commoner_causes_of_what_counts_with_the_place_where_it_is_explained() {
    let user = User::new();
    user.file(
        "case.json",
        r#"{"format": "poems-case/1", "findings": {"monoclonal_gammopathy": "present", "polyneuropathy": "present",
            "diabetes_mellitus": "present", "peripheral_edema": "present", "vegf_elevated": "present"}}"#,
    );
    let run = user.run_with(["ask", "case.json"], "result 1\ngoto 2.1\nbecause diabetes\nresult 1\n");
    let (before, after) = run.out.split_once("explained by diabetes").unwrap();
    let causes = "2.1 Polyneuropathy - entered: Diabetes mellitus; not known: Low vitamin B12";
    assert!(before.contains("\nCommoner causes of what counts:\n") && before.contains(causes), "{}", run.out);
    assert!(!after.contains("Polyneuropathy - entered"), "{}", run.out);
}

#[test]
fn a_better_cause_and_the_setting_are_entered_said_and_taken_back() {
    let user = User::new();
    let lines =
        ["goto 2.1", "because diabetes", "because", "undo", "setting", "setting 2", "undo", "setting 2", "r 1", "q"];
    let run = user.run_with(["ask"], lines.join("\n"));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let saved = shelf(&user, "case.json");
    assert!(saved.contains("\"explained\": \"diabetes\"") && saved.contains("\"setting\": "), "{saved}");
    for expected in ["diabetes", "> setting\nSetting: Not stated", "\n1 ", "> setting 2\nSetting: "] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    let percent = run.out.lines().rfind(|line| line.contains("before anything is known")).unwrap();
    assert!(percent.ends_with(')') && !percent.contains("Not stated"), "the setting is named: {percent}");
    let number = user.run_with(["ask"], "because age\n");
    assert!(
        number.status == 1 && number.err.contains("Only a sign that is present can be explained."),
        "{}",
        number.err
    );
}

#[test]
fn a_setting_that_is_taken_back_is_again_the_one_of_the_command_line() {
    let user = User::new();
    let run = user.run_with(["ask", "--setting", "new_polyneuropathy"], "setting 3\nundo\n");
    let (chosen, back) = run.out.split_once("\n> undo\n").unwrap();
    assert!(chosen.contains("> setting 3\nSetting: Hematology: plasmacytoma or MGUS"), "{}", run.out);
    assert!(back.starts_with("Setting: New polyneuropathy"), "{}", run.out);
}

#[test]
fn what_changes_nothing_is_no_step_to_take_back() {
    let user = User::new();
    let run = user.run_with(["ask"], "54\n54.0 years\n");
    assert_eq!(run.status, 1, "the second line is for the sex: {}", run.out);
    user.file("other.json", r#"{"format": "poems-case/1", "age": 54, "findings": {}}"#);
    let run = user.run_with(["ask", "other.json"], "goto 1.1\n54 y\nundo\n");
    assert!(run.out.contains("1.1 Age: already 54 years."), "{}", run.out);
    assert!(run.out.contains("There is nothing to take back."), "{}", run.out);
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
    let run = user.run_with(["ask", "case:peru2022-56m"], "goto 2.1\ny\n");
    assert!(run.out.contains("Case peru2022-56m. 7 of 312 findings known."), "{}", run.out);
    assert!(shelf(&user, "peru2022-56m.json").contains("\"polyneuropathy\": \"present\""));
    let again = user.run_with(["ask", "case:peru2022-56m"], "goto 2.1\nn\n");
    assert!(again.out.contains("peru2022-56m-2.json"), "{}", again.out);
}

#[test]
fn every_finding_may_be_asked_for() {
    let user = User::new();
    let count = |arguments: &[&str]| {
        let run = user.run_with(arguments, "\n".repeat(400));
        run.out.lines().filter(|line| line.ends_with("Now: unknown.")).count()
    };
    let key = count(&["ask"]);
    assert!((40..70).contains(&key), "{key}");
    assert_eq!(count(&["ask", "--all"]), 312);
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
    for off in ["0", "false", ""] {
        let run = run(user.command().env("ACCESSIBLE", off), "");
        assert_eq!(run.status, 2, "{off:?} switches nothing on");
        assert!(run.err.contains("poems ask") && run.err.contains("poems assess"), "{}", run.err);
    }
}

#[test]
fn chinese_is_asked_answered_and_typed() {
    let user = User::new();
    let run = user.run_with(["ask", "--lang", "zh"], "５４\n女\n下一部分\n有\n未知\nｓａｖｅ　mine.json\nｑ\n");
    for expected in
        ["纯文本模式（来自poems ask）", "1.1 年龄：54岁（读作54）", "1.2 性别：女", "2.1 多发性周围神经病：有"]
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
    let long = "9".repeat(100_000);
    for (line, reason) in [
        (long.as_bytes(), "The line is longer than 4096 bytes."),
        (b"\xff\xfe\x1b[31m", "The line is no UTF-8 text."),
        (b"\0", "is no number."),
    ] {
        let user = User::new();
        let run = user.run_with(["ask"], [b"54\r\nb\r\n", line, b"\r\nmale\n"].concat());
        assert_eq!(run.status, 1, "{}", run.out);
        assert!(
            run.err.starts_with("error: line 3 of the input, at 1.1 Age: ") && run.err.contains(reason),
            "{}",
            run.err
        );
        assert!(!run.out.contains('\u{1b}'));
        assert!(run.out.contains("1 of 312 findings known."), "{}", run.out);
    }
}

#[test]
fn what_an_absent_sign_denies_is_not_asked_and_can_still_be_gone_to() {
    let user = User::new();
    let run = user.run_with(["ask"], "goto 3.1\nn\ngoto 3.2\nundo\ngoto 3.1\nn\ngoto ascites\ny\nq\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let (_, after) = run.out.split_once("> n\n3.1 Edema, pleural effusion or ascites: absent\n").unwrap();
    let asked = after.lines().find(|line| line.contains("Now: ")).unwrap();
    assert!(asked.starts_with("3.5 Pericardial effusion."), "{asked}");
    assert!(run.out.contains("3.2 Peripheral pitting edema. Now: unknown."), "{}", run.out);
    assert!(run.out.contains(": answered absent, but inferred present from Ascites"), "{}", run.out);
    // What follows from other answers is not asked either.
    let run = user.run_with(["ask"], "/spleen +; plt 520\n\ngoto 3.5\n\nq\n");
    assert!(run.out.contains("\n4.2 Hepatomegaly. Now: unknown."), "{}", run.out);
    assert!(!run.out.contains("4.1 Organomegaly"), "{}", run.out);
}

#[test]
fn changes_are_taken_back_and_done_again_and_the_question_goes_with_them() {
    let user = User::new();
    let run = user.run_with(
        ["ask"],
        "54\n/spleen +; no ascites\n\nundo\nundo\nundo\nredo\nredo\nredo\nanswers\nsetting 2\nundo\nredo\n",
    );
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    for expected in [
        "> undo\nTaken back: 2 answers.\nSplenomegaly: unknown\nAscites: unknown\n",
        "> undo\nTaken back. Age: unknown.\n",
        "> undo\nThere is nothing to take back.\n",
        "> redo\nDone again. Age: 54 years.\n",
        "> redo\nDone again: 2 answers.\nSplenomegaly: present\nAscites: absent\n",
        "> redo\nThere is nothing to do again.\n",
        "> answers\nAnswers: 3.\n1.1 Age: 54 years\n3.4 Ascites: absent\n4.3 Splenomegaly: present\n",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    let saved = shelf(&user, "case.json");
    assert!(saved.contains("splenomegaly") && saved.contains("\"setting\""), "{saved}");
}

#[test]
fn the_rest_of_a_part_is_marked_absent_in_one_step_and_named() {
    let user = User::new();
    let run = user.run_with(["ask"], "goto 7.2\ny\nrest\nundo\nredo\nrest\n");
    let (_, after) = run.out.split_once("> rest\n").unwrap();
    let said = after.lines().next().unwrap();
    assert!(
        said.starts_with("Marked absent: 7. Hypertrichosis; White nails (leukonychia); New, multiple hemangiomas; "),
        "{said}"
    );
    assert!(run.out.contains("> undo\nTaken back: 7 answers.\n"), "{}", run.out);
    assert!(run.out.contains("No sign of this part is left open."), "{}", run.out);
    let saved = shelf(&user, "case.json");
    assert_eq!(saved.matches("\"absent\"").count(), 7, "{saved}");
    assert!(saved.contains("\"hyperpigmentation\": \"present\""), "{saved}");
}

#[test]
fn a_finding_is_found_by_any_name_and_chosen_by_its_number() {
    let user = User::new();
    let run = user.run_with(["ask"], "find edema\n2\ngoto splenomegaly\ngoto fundus\n查找 血小板\n1\n612\nq\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let (_, found) = run.out.split_once("> find edema\n").unwrap();
    assert!(
        found.starts_with("Found ") && found.contains("\n1: 3.2 Peripheral pitting edema. Now: unknown.\n"),
        "{found}"
    );
    assert!(run.out.contains("10.1 Platelets: 612 x 10^9/L; high"), "{}", run.out);
    // The line after it was written for what was meant: it never falls to another question.
    for (line, reason) in [
        ("find xyzzy\n2", "Nothing is called \"xyzzy\"."),
        ("goto xyzzy\n2", "Nothing is called \"xyzzy\"."),
        ("goto iga\ny", "\"iga\" can mean several findings"),
        ("find edema\n70", "\"70\" is no answer here."),
    ] {
        let run = user.run_with(["ask"], format!("54\n{line}\n"));
        assert_eq!(run.status, 1, "{line}: {}", run.out);
        assert!(run.err.contains(reason), "{line}: {}", run.err);
        assert!(run.out.contains("1 of 312 findings known."), "{line}: {}", run.out);
    }
}

#[test]
fn more_asks_for_the_rest_of_a_part_and_at_the_end_for_everything_else() {
    let user = User::new();
    let run = user.run_with(["ask"], "goto 8.1\nmore\nq\n");
    assert!(run.out.contains("Key questions 1, answered 0.\nMore findings here: "), "{}", run.out);
    assert!(run.out.contains("> more\nMore questions in this part: ") && run.out.contains("\n8.2 "), "{}", run.out);
    let all = user.run_with(["ask"], "\n".repeat(70) + "more\n" + &"\n".repeat(220) + "q\n");
    let asked = all.out.lines().filter(|line| line.ends_with("Now: unknown.")).count();
    assert!(asked > 250, "{asked}");
    assert!(all.out.contains("That was the last key question."), "{}", all.out);
}

#[test]
fn a_change_of_the_fit_is_said_after_the_answer() {
    let user = User::new();
    let run = user.run_with(["ask"], "/iga lambda; polyneuropathy\n\ngoto vegf plasma\n1200\nundo\n");
    let after = |line: &str| run.out.split_once(line).unwrap_or_else(|| panic!("{line}\n{}", run.out)).1.to_owned();
    let said = after("9.2 VEGF, plasma: 1200 pg/mL; high");
    let fit = said.lines().find(|line| line.starts_with("Fit: was ")).unwrap();
    assert!(fit.contains("%") && fit.contains(", now "), "{fit}");
    assert!(after("Taken back. VEGF, plasma").lines().any(|line| line.starts_with("Fit: was ")));
}

#[test]
fn the_summary_is_exported_in_the_format_of_the_name_and_nothing_is_replaced() {
    let user = User::new();
    let run = user.run_with(["ask"], "54\nexport\nexport a.txt\nexport a.json\n导出 b.md\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let read = |name: &str| std::fs::read_to_string(user.home().join(name)).unwrap();
    assert!(read("case-summary.md").starts_with("# Findings summary"));
    assert!(read("a.txt").starts_with("Findings summary:\n") && read("b.md").starts_with("# "));
    serde_json::from_str::<serde_json::Value>(&read("a.json")).unwrap();
    let again = user.run_with(["ask", "case"], "export a.txt\n");
    assert_eq!(again.status, 1);
    assert!(again.err.contains("There is a file a.txt already"), "{}", again.err);
}

#[test]
fn the_language_is_changed_between_two_questions_and_the_lesson_of_a_finding_comes_between_them_too() {
    let user = User::new();
    let run = user.run_with(["ask"], "54\nlanguage\n女\n语言\ngoto 8.1\nlesson\n\nb\nback\ny\nmenu\nq\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    for expected in ["> language\n语言：中文。\n", "\n1.2 性别：女\n", "\n8.1 Papilledema: present\n"] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    let (_, lesson) = run.out.split_once("> lesson\n").unwrap();
    assert!(lesson.contains("Lesson in plain lines.") && lesson.contains("End of the lesson.\n"), "{lesson}");
    assert!(lesson.contains("\n8.1 Papilledema. Now: unknown.\n"), "the question is said again: {lesson}");
}

#[test]
fn the_result_is_said_the_answer_first_and_also_part_by_part() {
    let user = User::new();
    let run = user.run_with(
        ["ask"],
        "/54m; iga lambda; vegf 1200 pg/ml plasma; spleen +; polyneuropathy; no papilledema\n\nr\nr all\nr missing\nr 1\nr 2\nr 3\nr 4\nr 5\n",
    );
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let after = |typed: &str| {
        let (_, part) = run.out.split_once(&format!("> {typed}\n")).unwrap();
        part.split("\n> ").next().unwrap().to_owned()
    };
    let part = |number: usize| after(&format!("r {number}"));
    let (short, all) = (after("r"), after("r all"));
    assert!(all.starts_with("Result: Of ") && short.starts_with("Result: Of "), "{all}");
    // In short it is the sentence, the current sets and the fit, and how to have the rest.
    assert!(short.contains("\nFit: ") && short.contains("r all"), "{short}");
    assert!(short.lines().count() < 20 && !short.contains("Advice:"), "{short}");
    assert_eq!(after("r missing"), part(2));
    for (number, holds) in [
        (1, "Where criteria disagree:"),
        (1, "Commoner causes of what counts:"),
        (1, "\nFit: "),
        (1, "Setting: "),
        (1, "Myeloma IMWG"),
        (1, "What to know before treatment:"),
        (1, "Advice:"),
        (2, "What would settle it:"),
        (3, "VEGF: Ratio (90%) "),
        (4, "What else it could be:"),
    ] {
        assert!(part(number).contains(holds), "{number}: {holds}\n{}", part(number));
        assert!(all.contains(holds), "{holds}");
    }
    assert!(part(5).starts_with("Sources:") || part(5).contains("\n1. "), "{}", part(5));
    let none = user.run_with(["ask", "case"], "r 9\n");
    assert_eq!(none.status, 1, "{}", none.out);
}

#[test]
fn a_report_of_several_lines_is_pasted_and_taken_as_one_step() {
    let user = User::new();
    let run = user.run_with(["ask"], "paste\nPLT 520 10^9/L\nHb 168 g/L\nTSH 8.2 mIU/L\n\n\nundo\nredo\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.contains("Taken back: 3 answers."), "{}", run.out);
    let saved = shelf(&user, "case.json");
    assert!(["platelets", "hemoglobin", "tsh"].iter().all(|id| saved.contains(id)), "{saved}");
}

#[test]
fn a_number_behind_a_line_of_a_note_never_falls_to_the_question() {
    let user = User::new();
    let run = user.run_with(["ask"], "/spleen +\n1\n");
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.err.contains("\"1\" is no answer here."), "{}", run.err);
    assert!(run.out.contains("Nothing was entered"), "{}", run.out);
}
