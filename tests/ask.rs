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
        "3 of 281 findings known. Saved to ",
    ] {
        assert!(first.out.contains(expected), "{expected}\n{}", first.out);
    }
    let saved = shelf(&user, "case.json");
    assert!(saved.contains("\"age\": 54") && saved.contains("\"polyneuropathy\": \"present\""), "{saved}");

    let second = user.run_with(["ask", "case"], "absent\n");
    assert!(second.out.contains("3 of 281 findings known."), "{}", second.out);
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
        let run = user.run_with(["ask"], format!("goto 3.1\ny\ngoto 1.1\n{refused}\n14\n14\nmale\n"));
        let line = 4 + refused.matches('\n').count();
        let said = format!("error: line {line} of the input, at {at}: {reason} Nothing after it was read;");
        assert_eq!(run.status, 1, "{refused}: {}", run.out);
        assert!(run.err.starts_with(&said), "{refused}: {}", run.err);
        assert!(run.out.contains("1 of 281 findings known. Saved to "), "{refused}: {}", run.out);
        let saved = shelf(&user, "case.json");
        assert!(saved.contains("\"organomegaly\": \"present\"") && !saved.contains("14"), "{refused}: {saved}");
    }
}

#[test]
fn an_answer_never_falls_to_another_question() {
    let user = User::new();
    // A laboratory's line, a unit that no finding has, and a number meant for what follows.
    let run = user.run_with(["ask", "--all"], "goto 11.11\n612 Kilo\n14\nq\n");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("line 2 of the input, at 11.11 Platelets: \"Kilo\" is not a unit"), "{}", run.err);
    assert!(run.out.ends_with("Nothing was entered, nothing was saved.\n"), "{}", run.out);
    // After the last question nothing is left to be answered.
    let run = user.run_with(["ask"], "\n".repeat(200) + "y\n");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("line 201 of the input, at the end: That was the last question."), "{}", run.err);
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
    let run = user.run_with(["ask"], "５４岁\n女\n是\n否\n没有\n未查\nq\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    for expected in
        ["1.1 Age: 54 years (read as 54)", "1.2 Sex: Female", "2.1 Polyneuropathy: present", ": absent", ": unknown"]
    {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
}

/// The places of all findings, as `ask --all` counts them, with their labels.
fn places(user: &User, lang: &str) -> Vec<(String, String)> {
    let run = user.run_with(["ask", "--all", "--lang", lang], "\n".repeat(300));
    let question = |line: &str| {
        let (place, rest) = line.split_once(' ')?;
        let label = rest.split_once(". Now: ").or(rest.split_once("。当前："))?.0;
        place.contains('.').then(|| (place.to_owned(), label.to_owned()))
    };
    let places: Vec<_> = run.out.lines().filter_map(question).collect();
    assert_eq!(places.len(), 281, "{}", run.out);
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
        ["goto 11.11", "612", "b", "range 150—400", "note new ｍachine, 2nd draw", "", "b", "500000 /uL", "b", "q"];
    let run = user.run_with(["ask", "--all"], lines.join("\n"));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    for expected in [
        "11.11 Platelets: 612 x 10^9/L; high; usual range 150 to 450 x 10^9/L",
        "11.11 Platelets. Now: 612 x 10^9/L; high; usual range 150 to 450 x 10^9/L.",
        "11.11 Platelets: 612 x 10^9/L; high; own range 150 to 400 x 10^9/L",
        "own range 150 to 400 x 10^9/L; note: new ｍachine, 2nd draw",
        "11.11 Platelets: 500000 /uL; high; own range 150000 to 400000 /uL; note: new ｍachine, 2nd draw",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    let saved = shelf(&user, "case.json");
    assert!(saved.contains("\"low\": 150000") && saved.contains("new ｍachine, 2nd draw"), "{saved}");
    let again = user.run_with(["ask", "--all", "case"], "goto 11.11\n?\nrange\nnote\nundo\nreport\n");
    for expected in [
        "Converted: 500 x 10^9/L",
        "Possible: 0 to 5000 x 10^9/L",
        "11.11 Platelets: 500000 /uL; high; usual range",
        "Answers entered\n---------------",
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
    let run = user.run_with(["ask", "case.json"], "result\ngoto 2.1\nbecause diabetes\nresult\n");
    let (before, after) = run.out.split_once("explained by diabetes").unwrap();
    let causes = "2.1 Polyneuropathy - entered: Diabetes mellitus; not known: Low vitamin B12";
    assert!(before.contains("\nCommoner causes of what counts\n") && before.contains(causes), "{}", run.out);
    assert!(!after.contains("Polyneuropathy - entered"), "{}", run.out);
}

#[test]
fn a_better_cause_and_the_setting_are_entered_said_and_taken_back() {
    let user = User::new();
    let lines =
        ["goto 2.1", "because diabetes", "because", "undo", "setting", "setting 2", "undo", "setting 2", "r", "q"];
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
    let run = user.run_with(["ask", "case"], "goto 1.1\n54 y\nundo\n");
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
    let run = user.run_with(["ask", "case:peru2022-56m"], "y\n");
    assert!(run.out.contains("Case peru2022-56m. 6 of 281 findings known."), "{}", run.out);
    assert!(shelf(&user, "peru2022-56m.json").contains("\"polyneuropathy\": \"present\""));
    let again = user.run_with(["ask", "case:peru2022-56m"], "n\n");
    assert!(again.out.contains("peru2022-56m-2.json"), "{}", again.out);
}

#[test]
fn every_finding_may_be_asked_for() {
    let user = User::new();
    let count = |arguments: &[&str]| {
        let run = user.run_with(arguments, "\n".repeat(300));
        run.out.lines().filter(|line| line.ends_with("Now: unknown.")).count()
    };
    let core = count(&["ask"]);
    assert!((20..200).contains(&core), "{core}");
    assert_eq!(count(&["ask", "--all"]), 281);
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
    let run = user.run_with(["ask", "--lang", "zh"], "５４\n女\n有\n未知\nｓａｖｅ　mine.json\nｑ\n");
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
        assert!(run.out.contains("1 of 281 findings known."), "{}", run.out);
    }
}
