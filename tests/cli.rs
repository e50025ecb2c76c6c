//! The command line: what a user types, what comes back, and how the program ends.

mod binary;

use std::io::Read;
use std::process::Stdio;

use binary::{User, run};

/// A case with one answer.
fn case(finding: &str, answer: &str) -> String {
    format!("{{\"format\": \"poems-case/1\", \"findings\": {{\"{finding}\": {answer}}}}}")
}

#[test]
fn bad_files_get_one_clear_line_and_status_1() {
    let user = User::new();
    let vegf = |answer: &str| case("vegf_serum", answer).into_bytes();
    let value = |number: &str| vegf(&format!("{{\"value\": {number}, \"unit\": \"pg/mL\"}}"));
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("{}".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let deep = vegf(&format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)));
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", b"".to_vec(), "the file is empty; expected a JSON object"),
        ("blank", b" \n\t ".to_vec(), "the file is empty"),
        (
            "truncated",
            b"{\"format\": \"poems-case/1\", \"findings\": {\"papill".to_vec(),
            "1:48: the text breaks off here",
        ),
        ("binary", (0..=255).collect(), "this is not text: byte 128 is not UTF-8"),
        ("zeros", b"{\0}".to_vec(), "this is a binary file"),
        ("utf16", utf16, "this is UTF-16 text; expected JSON in UTF-8"),
        ("deep", deep, "nested more than 64 deep"),
        ("list", b"[1, 2]".to_vec(), "1:1: "),
        ("two", b"{\"format\": \"poems-case/1\"} {}".to_vec(), "1:28: not JSON: trailing characters"),
        (
            "format",
            b"{\"format\": \"poems-case/2\"}".to_vec(),
            "unknown format \"poems-case/2\"; expected \"poems-case/1\"",
        ),
        ("no-format", b"{}".to_vec(), "this is no case: it has no \"format\""),
        (
            "twice",
            b"{\"format\": \"poems-case/1\", \"findings\": {\"ascites\": \"present\", \"ascites\": \"absent\"}}"
                .to_vec(),
            "the key \"ascites\" stands here twice",
        ),
        ("negative", value("-5"), "-5 pg/mL is not possible for \"vegf_serum\"; expected 0 to 100000 pg/mL"),
        ("huge-number", value("1e999"), "1e999 is larger than any number this program can hold"),
        ("nan", value("NaN"), "not JSON; expected a number in digits, as in 12.5"),
        ("comma", value("12,5"), "not JSON; expected a decimal point in a number, as in 12.5"),
        ("full-width", value("１２．５"), "not JSON; expected ASCII digits in a number, as in 12.5"),
        ("text", value("\"12.5\""), "a number written as text: \"12.5\"; expected a JSON number, without quotes"),
        (
            "furlongs",
            vegf("{\"value\": 12.5, \"unit\": \"furlongs\"}"),
            "\"furlongs\" is not a unit of \"vegf_serum\"; expected \"pg/mL\"",
        ),
        ("bare", vegf("12.5"), "a number without a unit for \"vegf_serum\""),
        ("null", vegf("null"), "null is no answer for \"vegf_serum\""),
        ("escape", case("papilledema", "\"\u{1b}[31mred\"").into_bytes(), "not JSON: control character"),
        (
            "bidi",
            case("papilledema", "\"\u{202e}tneserp\"").into_bytes(),
            "\"\\u{202e}tneserp\" is no answer for \"papilledema\"",
        ),
    ];
    for (name, bytes, message) in files {
        user.file(name, bytes);
        let run = user.run(["assess", name]);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{name}");
        assert_eq!(run.err.lines().count(), 1, "{name}: {}", run.err);
        assert!(run.err.starts_with(&format!("{name}:")), "{}", run.err);
        assert!(run.err.contains(message), "{name}: {}", run.err);
        assert!(!run.err.trim_end().chars().any(|c| c.is_control() || c == '\u{202e}'), "{name}");
    }
}

#[test]
fn a_file_over_the_limit_is_refused_unread() {
    let user = User::new();
    let path = user.file("huge.json", "");
    std::fs::File::options().write(true).open(&path).unwrap().set_len(1 << 30).unwrap();
    let run = user.run(["assess", "huge.json"]);
    assert_eq!((run.status, run.err.as_str()), (1, "huge.json: the file is too large; expected at most 64 MiB\n"));
}

#[test]
fn a_note_of_10_mb_is_cut_in_the_summary_and_the_rest_is_there() {
    let user = User::new();
    let case = format!("{{\"format\": \"poems-case/1\", \"id\": \"n\", \"note\": \"{}\"}}", "长 note ".repeat(1 << 20));
    user.file("note.json", case);
    let run = user.run(["assess", "note.json", "--full"]);
    assert_eq!(run.status, 0);
    assert!(run.out.len() < 200_000, "{}", run.out.len());
    let read = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(read.contains("characters in all; the rest stands in the case file)"));
    assert!(run.out.contains("Mayo Clinic criteria"));
}

#[test]
fn what_cannot_be_read_or_written_ends_with_status_3() {
    let user = User::new();
    let run = user.run(["assess", "nothing-there.json"]);
    assert_eq!(run.status, 3);
    assert_eq!(run.err, "error: nothing-there.json: there is no such file, and no such name on the shelf\n");
    let run = user.run(["assess", "."]);
    assert_eq!(run.status, 3, "a folder: {}", run.err);
    let run = user.run(["assess", "case:peru2022-56m", "--output", "no/such/folder/summary.md"]);
    assert_eq!(run.status, 3);
    assert!(run.err.starts_with("error: no/such/folder/summary.md: could not be written: "), "{}", run.err);
    let read_only = user.file("read-only.md", "old");
    let mut permissions = std::fs::metadata(&read_only).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&read_only, permissions).unwrap();
    let run = user.run(["assess", "case:peru2022-56m", "--output", "read-only.md"]);
    assert_eq!(run.status, 3);
    assert!(run.err.contains("the file is read-only"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(&read_only).unwrap(), "old");
    let run = user.run(["--rules", "no-such-folder", "rules", "list"]);
    assert_eq!(run.status, 3, "{}", run.err);
}

#[test]
fn a_wrong_command_line_ends_with_status_2_and_help_with_0() {
    let user = User::new();
    for arguments in [
        vec!["frobnicate"],
        vec!["assess"],
        vec!["assess", "x", "--format", "pdf"],
        vec!["--lang", "fr"],
        vec!["assess", "-", "-"],
        vec!["ask", "-"],
    ] {
        let run = user.run(&arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.starts_with("error: "), "{arguments:?}: {}", run.err);
    }
    for arguments in [vec!["--help"], vec!["assess", "--help"], vec!["--version"], vec!["help", "rules"]] {
        let run = user.run(&arguments);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn without_a_terminal_the_application_names_the_other_ways_and_never_hangs() {
    let user = User::new();
    for arguments in [vec![], vec!["open", "case:peru2022-56m"]] {
        let run = user.run(&arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(run.err.contains("poems assess") && run.err.contains("poems ask"), "{}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let user = User::new();
    for arguments in [vec!["assess", "case:peru2022-56m"], vec!["cases", "list"], vec!["rules", "schema"], vec!["man"]]
    {
        let mut child = user.command().args(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_of_messages_who_leaves_early_is_no_error_either() {
    let user = User::new();
    let mut child = user.command().args(["assess", "none"]).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(3), "the status says what the message cannot");
}

#[test]
fn a_folder_is_no_input() {
    let user = User::new();
    let folder = std::fs::File::open(user.home()).unwrap();
    let output = user.command().args(["ask"]).stdin(folder).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("error: standard input: could not be read: "));
}

#[test]
fn the_language_is_the_one_asked_for_else_that_of_the_surroundings() {
    let user = User::new();
    let title = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = user.command();
        command.envs(variables.iter().copied()).args(["assess", "case:peru2022-56m"]).args(arguments);
        run(&mut command, "").out.lines().next().unwrap().to_owned()
    };
    let (english, chinese) = ("Findings summary", "病例资料小结");
    assert_eq!(title(&[], &[]), english);
    assert_eq!(title(&[("LANG", "zh_CN.UTF-8")], &[]), chinese);
    assert_eq!(title(&[("LANG", "de_DE.UTF-8")], &[]), english);
    assert_eq!(title(&[("LC_ALL", "zh_TW.UTF-8")], &[]), english, "there are no texts in traditional characters");
    assert_eq!(title(&[("LC_ALL", "zh_TW.UTF-8")], &["--lang", "zh"]), chinese);
    assert_eq!(title(&[("LC_MESSAGES", ""), ("LANG", "zh_CN")], &[]), chinese, "an empty variable says nothing");
    assert_eq!(title(&[("POEMS_LANG", "en"), ("LC_ALL", "zh_CN")], &[]), english);
    assert_eq!(title(&[("POEMS_LANG", "en")], &["--lang", "zh"]), chinese);
}

#[test]
fn a_set_is_shown_as_the_papers_table() {
    let user = User::new();
    let run = user.run(["rules", "show", "mhlw-2015"]);
    assert_eq!(run.status, 0);
    for expected in [
        "VEGF, serum >= 1000 pg/mL",
        "- Definite: all mandatory, all major, at least 1 of minor and no exclusion",
        "Multiple myeloma by Myeloma IMWG",
        "Signs inferred from other findings",
        "Verification: ",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    let chinese = user.run(["rules", "show", "dispenzieri-2023", "--lang", "zh"]).out;
    assert!(chinese.contains("- POEMS综合征：必备标准全部符合、至少1项主要标准，且至少1项次要标准"), "{chinese}");
    let run = user.run(["rules", "show", "mhlw-2051"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("did you mean \"mhlw-2015\"?"), "{}", run.err);
}

#[test]
fn sets_and_cases_can_be_listed_and_every_one_of_them_shown() {
    let user = User::new();
    let sets = user.run(["rules", "list"]).out;
    let ids = ["dispenzieri-2023", "imwg-2014", "bardwick-1980", "waldenstrom"];
    for id in ids {
        assert!(sets.contains(id), "{id}");
        assert_eq!(user.run(["rules", "show", id]).status, 0);
    }
    let list = user.run(["cases", "list"]).out;
    let cases: Vec<&str> = list.lines().skip(2).filter_map(|line| line.split_whitespace().next()).collect();
    assert!(cases.contains(&"peru2022-56m"));
    let run = user.run(["cases", "show", "peru2022-56m"]);
    for expected in
        ["Man, 56, swollen legs", "Gutierrez Araujo", "First diagnosis: not reported", "10 months", "Hypertrichosis"]
    {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    let run = user.run(["cases", "show", "peru2022-56f"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("did you mean \"peru2022-56m\"?"), "{}", run.err);
}

#[test]
fn a_folder_of_rules_is_laid_over_the_built_in_ones() {
    let user = User::new();
    let own = r#"{
        "id": "ward-rule", "disease": "poems", "status": "current",
        "title": {"en": "Our ward's rule", "zh": "本科规则"}, "short": {"en": "Ward", "zh": "本科"},
        "source": ["dispenzieri2023"], "verified": {"en": "Our own.", "zh": "自定。"},
        "criteria": [{"id": "disc", "role": "major", "title": {"en": "Swollen discs", "zh": "视盘水肿"},
            "short": {"en": "Discs", "zh": "视盘"}, "when": "papilledema"},
            {"id": "fluid", "role": "major", "title": {"en": "Ascites", "zh": "腹水"},
            "short": {"en": "Ascites", "zh": "腹水"}, "when": "ascites"}],
        "conclusions": [{"id": "refer", "title": {"en": "Refer", "zh": "转诊"}, "when": {"every": "major"}}]
    }"#;
    user.file("own/criteria/ward.json", own);
    user.file("case.json", case("papilledema", "\"absent\""));
    let run = user.run(["assess", "case.json", "--full", "--rules", "own", "--set", "ward-rule"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("Our ward's rule") && run.out.contains("not met"), "{}", run.out);
    let digest =
        |out: &str| out.split_whitespace().collect::<String>().split("sha256").nth(1).map(|s| s[..64].to_owned());
    let built_in = user.run(["assess", "case.json", "--full"]).out;
    assert_ne!(digest(&run.out), digest(&built_in), "the digest is of the effective pack");
    assert_eq!(user.run(["rules", "check", "own"]).status, 0);

    user.file("config/poems/rules/criteria/ward.json", own);
    let run = user.run(["rules", "show", "ward-rule"]);
    assert_eq!(run.status, 0, "the user's own rules are found without being named: {}", run.err);
}

#[test]
fn faulty_rules_are_refused_as_a_compiler_would() {
    let user = User::new();
    let own = user.run(["rules", "schema", "own/schema"]);
    assert_eq!(own.status, 0);
    let broken = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/criteria/waldenstrom.json"))
        .unwrap()
        .replace("lymphoplasmacytic_marrow\"", "lymphoplasmocytic_marrow\"");
    user.file("own/criteria/waldenstrom.json", broken);
    for arguments in [vec!["rules", "check", "own"], vec!["--rules", "own", "rules", "list"]] {
        let run = user.run(&arguments);
        assert_eq!(run.status, 1);
        let said = run.out + &run.err;
        for expected in ["own/criteria/waldenstrom.json:51:15: ", "^^^^", "did you mean \"lymphoplasmacytic_marrow\"?"]
        {
            assert!(said.contains(expected), "{expected}\n{said}");
        }
    }
    let check = user.run(["rules", "check", "own"]).out;
    assert_eq!(check.lines().last(), Some("1 error, 0 warnings"), "the built-in ones are not their matter: {check}");
}

#[test]
fn the_built_in_rules_pass_their_own_check() {
    let run = User::new().run(["rules", "check"]);
    assert_eq!(run.status, 0);
    assert!(run.out.contains("312 findings, 13 criteria sets"), "{}", run.out);
    assert!(run.out.contains("\n0 errors, "), "{}", run.out);
}

#[test]
fn a_setting_gives_the_prior_and_an_unknown_one_names_the_others() {
    let user = User::new();
    let list = user.run(["settings"]).out;
    assert!(list.contains("cidp_label") && list.contains("working value, no publication"), "{list}");
    let fit = |setting: &str| -> serde_json::Value {
        let run = user.run(["assess", "case:peru2022-56m", "--format", "json", "--setting", setting]);
        serde_json::from_str::<serde_json::Value>(&run.out).unwrap()["fit"].clone()
    };
    let (general, suspected) = (fit("general_population"), fit("suspected"));
    assert_eq!((general["prior"].as_f64(), general["setting"].as_str()), (Some(3e-6), Some("general_population")));
    assert!(general["probability"].as_f64() < suspected["probability"].as_f64());
    let run = user.run(["assess", "case:peru2022-56m", "--setting", "suspect"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    for expected in ["there is no setting \"suspect\"", "cidp_label", "did you mean \"suspected\"?"] {
        assert!(run.err.contains(expected), "{}", run.err);
    }
}

#[test]
fn an_explanation_shows_the_rows_that_count_and_those_that_do_not() {
    let user = User::new();
    user.file("case.json", case("thrombocytosis", "\"present\""));
    let text = user.run(["explain", "case.json", "--all"]).out;
    for expected in ["73 of 136", "measured side by side", "1 of 67", "not counted", "Naddaf", "background"] {
        assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(expected), "{expected}\n{text}");
    }
    assert!(user.run(["explain", "case.json", "--all", "--lang", "zh"]).out.contains("直接比较：73/136对1/67"));
    let diseases = |arguments: &[&str]| {
        let run = user.run([&["explain", "case.json", "--format", "json"], arguments].concat());
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let mut schemas = poems::cli::schema::schemas();
        let (_, schema) = schemas.find(|(file, _)| *file == "explanation.schema.json").unwrap();
        jsonschema::validator_for(&schema).unwrap().validate(&json).unwrap_or_else(|error| panic!("{error}"));
        json["groups"][0]["diseases"].as_array().unwrap().len()
    };
    assert_eq!((diseases(&[]), diseases(&["--all"])), (6, 35));
}

#[test]
fn every_document_for_programs_begins_alike_and_fits_its_schema() {
    let user = User::new();
    user.file("case.json", case("thrombocytosis", "\"present\""));
    let schemas: Vec<_> = poems::cli::schema::schemas().collect();
    let sets = ["dispenzieri-2023", "imwg-2014"];
    for (document, arguments) in [
        ("assessment", &["assess", "case.json"][..]),
        ("explanation", &["explain", "case.json"]),
        ("comparison", &["compare", sets[0], sets[1]]),
        ("calibration", &["calibrate", "--fit"]),
    ] {
        let run = user.run([arguments, &["--format", "json"]].concat());
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{document}");
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let file = format!("{document}.schema.json");
        let (_, schema) = schemas.iter().find(|(other, _)| *other == file).unwrap();
        jsonschema::validator_for(schema).unwrap().validate(&json).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(json["format"], format!("poems-{document}/1"));
        assert_eq!(json["pack"]["sha256"].as_str().map(str::len), Some(64), "{document}");
        assert!(json["notice"].as_str().is_some_and(|notice| !notice.is_empty()), "{document}");
        let beginning = format!("{{\"format\":\"poems-{document}/1\",\"program\":");
        assert!(run.out.starts_with(&beginning), "{}", run.out);
    }
}

#[test]
fn to_show_one_set_changes_nothing_else() {
    let user = User::new();
    user.file("case.json", case("thrombocytosis", "\"present\""));
    let json = |arguments: &[&str]| -> serde_json::Value {
        let run = user.run([&["assess", "case.json", "--format", "json"], arguments].concat());
        serde_json::from_str(&run.out).unwrap()
    };
    let (all, mut one) = (json(&[]), json(&["--set", "imwg-2014"]));
    assert_eq!(one["criteria"].as_array().map(Vec::len), Some(1));
    assert_eq!(one["criteria"][0]["set"], "imwg-2014");
    for member in ["answers", "disagreements", "fit", "robustness", "next", "separating", "advice", "conflicts"] {
        assert_eq!(one[member].take(), all[member], "{member}");
    }
}

#[test]
fn the_fit_can_be_checked_on_a_clinics_own_patients() {
    let user = User::new();
    let line = |findings: &str, label: &str| {
        format!("{{\"format\": \"poems-case/1\", \"findings\": {{{findings}}}, {label}}}\n")
    };
    let cohort = line("\"papilledema\": \"present\"", "\"truth\": \"Poems\"")
        + &line("\"papilledema\": \"absent\"", "\"truth\": \"CIDP\", \"label_quality\": \"doubtful\"")
        + &line("\"papilledema\": \"absent\"", "\"sure\": true");
    let run = user.run_with(["calibrate", "-", "--format", "json"], &cohort);
    assert_eq!(run.status, 1);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert!(run.err.starts_with("standard input, line 3") && run.err.contains("\"truth\": \"POEMS\""), "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let all = &json["subsets"][0];
    assert_eq!((&all["n"], &all["positive"], &all["methods"][0]["auc"]), (&2.into(), &1.into(), &1.into()));
    let settled = &json["subsets"][1];
    assert_eq!((&settled["n"], &settled["methods"][0]["auc"]), (&1.into(), &serde_json::Value::Null));
    let teaching = user.run(["calibrate"]);
    assert_eq!(teaching.status, 0);
    assert!(teaching.out.contains("56 cases, 28 of them POEMS syndrome"), "{}", teaching.out);
    assert_eq!(user.run(["calibrate", "missing.jsonl"]).status, 3);
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let user = User::new();
    let manual = user.run(["man"]).out;
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = user.run(["completions", shell]);
        assert_eq!(script.status, 0, "{shell}");
        for command in ["open", "ask", "assess", "explain", "settings", "calibrate", "cases", "keys", "rules"] {
            assert!(script.out.contains(command), "{shell}: {command}");
            assert!(manual.contains(&format!("poems\\-{command}")), "{command}");
        }
    }
}
