//! `poems enter`: a line of a note, a laboratory report or a letter becomes answers of a case.

mod binary;

use binary::User;

fn written(user: &User, name: &str) -> String {
    std::fs::read_to_string(user.home().join(name)).unwrap()
}

#[test]
fn a_line_is_entered_asked_and_left_alone_and_only_what_was_entered_is_written() {
    let user = User::new();
    let line = "54m; vegf 1200 pg/ml; spleen +; no papilledema; ft4 pending";
    let run = user.run(["enter", "case.json", line]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(
        run.out,
        "To enter:\n  Age: 54 years   [54m]\n  Sex: Male   [54m]\n  Splenomegaly: present   [spleen +]\n  Papilledema: absent   [no papilledema]\n\
         To be answered first:\n  [vegf 1200 pg/ml] VEGF: plasma or serum? 1: VEGF, plasma: 1200 pg/mL. 2: VEGF, serum: 1200 pg/mL.\n\
         Not entered:\n  [ft4 pending] planned or awaited\nSaved to case.json.\n"
    );
    let case = written(&user, "case.json");
    assert!(
        case.contains("\"splenomegaly\": \"present\"") && !case.contains("vegf") && !case.contains("ft4"),
        "{case}"
    );
    let again = user.run(["enter", "case.json", "spleen +"]);
    assert!(again.out.ends_with("All of it is in the case already.\n"), "{}", again.out);
    assert_eq!(written(&user, "case.json"), case);
}

#[test]
fn a_report_comes_through_a_pipe_in_chinese() {
    let user = User::new();
    user.file("case.json", r#"{"format": "poems-case/1", "findings": {}}"#);
    let report = "项目\t结果\t单位\t参考范围\n血红蛋白\t172\tg/L\t130-175\nC反应蛋白\t<3.0\tmg/L\t0-8\n";
    let run = user.run_with(["--lang", "zh", "enter", "case.json", "-"], report);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.starts_with("将录入：\n  血红蛋白：172 g/L、本实验室范围130～175 g/L"), "{}", run.out);
    let case: serde_json::Value = serde_json::from_str(&written(&user, "case.json")).unwrap();
    let expected =
        serde_json::json!({"value": 3, "unit": "mg/L", "comparator": "<", "reference": {"low": 0, "high": 8}});
    assert_eq!(case["findings"]["crp"], expected);
}

#[test]
fn a_dry_run_a_bare_name_and_a_text_without_findings_write_nothing() {
    let user = User::new();
    let dry = user.run(["enter", "--dry-run", "case.json", "spleen +"]);
    assert_eq!((dry.status, dry.out.as_str()), (0, "To enter:\n  Splenomegaly: present   [spleen +]\n"));
    let name = user.run(["enter", "case.json", "papilledema"]);
    assert_eq!(name.status, 1);
    assert!(name.out.starts_with("[papilledema] is a name alone: Papilledema."), "{}", name.out);
    let nothing = user.run(["enter", "case.json", ";;"]);
    assert_eq!((nothing.status, nothing.out.as_str()), (1, "Nothing was found in the text.\n"));
    assert!(!user.home().join("case.json").exists());
    let teaching = user.run(["enter", "case:chow2018-cipd-first-44m", "spleen +"]);
    assert_eq!(teaching.status, 2, "{}", teaching.err);
    assert_eq!(user.run(["enter", "nobody", "spleen +"]).status, 3);
}

#[test]
fn between_the_questions_a_line_is_shown_first_and_taken_as_one_step() {
    let user = User::new();
    user.file("case.json", r#"{"format": "poems-case/1", "findings": {}}"#);
    let run =
        user.run_with(["ask", "case.json"], "/plt 520; crp 5\n2\n\nundo\n/plt 480; no ascites\n\n/papilledema\ny\nq\n");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.out.contains("Enter takes it as one step, a number answers the first question, anything else leaves it."),
        "{}",
        run.out
    );
    assert!(run.out.contains("Taken as one step.") && run.out.contains("Taken back: 2 answers."), "{}", run.out);
    let case = written(&user, "case.json");
    assert!(
        case.contains("480")
            && case.contains("\"ascites\": \"absent\"")
            && case.contains("\"papilledema\": \"present\""),
        "{case}"
    );
    assert!(!case.contains("crp"), "{case}");
}

#[test]
fn a_note_that_is_no_text_is_called_that_and_no_json_is_asked_for() {
    let user = User::new();
    user.file("case.json", r#"{"format": "poems-case/1", "findings": {}}"#);
    let run = user.run_with(["enter", "case.json", "-"], b"spleen \xff\xfe +");
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.err.contains("byte 7 is not UTF-8") && run.err.contains("a text in UTF-8"), "{}", run.err);
    assert!(!run.err.contains("JSON"), "{}", run.err);
    // Nor is a note with many brackets taken for one that is nested too deeply.
    let brackets = format!("spleen + {}", "[".repeat(100));
    assert_eq!(user.run_with(["enter", "case.json", "-"], brackets).status, 0);
}
