//! What a rule author reads when a pack has a fault: each folder in `tests/data/packs/` is laid over the built-in pack,
//! and the file of the same name beside it holds the exact messages.

mod support;

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use poems::case::teaching_cases;
use poems::json::Fault;
use poems::knowledge::{self, Knowledge, Layer, PackText};
use poems::store;
use poems::teach::lesson::misfits;
use poems::teach::lessons;
use serde_json::{Value, json};

const PACKS: &str = "tests/data/packs";

/// The faults of a folder laid over the built-in pack. What is said of the built-in pack itself is left out.
fn faults_of(folder: &Path) -> Vec<Fault> {
    match store::read_layer(folder) {
        Ok(layer) => own_faults(layer),
        Err(faults) => faults,
    }
}

fn own_faults(layer: Layer) -> Vec<Fault> {
    let (knowledge, mut faults) = knowledge::check(vec![knowledge::embedded(), layer]);
    assert_eq!(knowledge.is_some(), !faults.iter().any(Fault::is_error), "knowledge exactly where there is no error");
    // Lessons and the cases they ask about are read once everything they name is known.
    if let Some(knowledge) = &knowledge {
        faults.extend(learning_faults(knowledge));
    }
    faults.into_iter().filter(|fault| !fault.file.starts_with("rules/") || fault.is_error()).collect()
}

/// What is wrong with the teaching cases or the lessons.
fn learning_faults(knowledge: &Knowledge) -> Vec<Fault> {
    let cases = teaching_cases(knowledge).unwrap_or_else(|faults| panic!("{}", support::listed(&faults)));
    match lessons(knowledge, &cases) {
        Ok(lessons) => misfits(knowledge, &lessons),
        Err(faults) => faults,
    }
}

/// Every faulty folder with its faults.
fn folders() -> &'static [(PathBuf, Vec<Fault>)] {
    static FOLDERS: OnceLock<Vec<(PathBuf, Vec<Fault>)>> = OnceLock::new();
    FOLDERS.get_or_init(|| paths().into_iter().map(|path| (path.clone(), faults_of(&path))).collect())
}

fn paths() -> Vec<PathBuf> {
    let entries = fs::read_dir(PACKS).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

#[test]
fn every_faulty_pack_gets_its_exact_messages() {
    let mut wrong = Vec::new();
    for (folder, faults) in folders() {
        let messages = support::listed(faults);
        let golden = folder.with_extension("txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, &messages).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if messages != expected {
            wrong.push(format!("{}\n{messages}-- expected:\n{expected}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\nUPDATE_GOLDEN=1 accepts the messages as they are", wrong.join("\n"));
}

/// The messages for one file made in the test, as `criteria/ward.json` of a folder of the user's.
fn messages_for(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("criteria")).unwrap();
    fs::write(folder.path().join("criteria/ward.json"), bytes).unwrap();
    let messages = support::listed(&faults_of(folder.path()));
    messages.replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn a_file_that_is_no_readable_text_is_named_for_what_it_is() {
    let too_large = [b"{\"id\": \"".as_slice(), &vec![b'a'; 4 << 20], b"\"}"].concat();
    assert_eq!(messages_for(&too_large), "criteria/ward.json: the file is too large\n  = expected at most 4 MiB\n");
    let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(messages_for(&utf16), "criteria/ward.json: this is UTF-16 text\n  = expected JSON in UTF-8\n");
    let latin = b"{\"id\": \"caf\xe9\"}";
    let message = "criteria/ward.json: this is not text: byte 11 is not UTF-8\n  = expected JSON in UTF-8\n";
    assert_eq!(messages_for(latin), message);
    let binary = b"\x7fELF\x02\x01\x01\0\0\0";
    assert_eq!(messages_for(binary), "criteria/ward.json: this is a binary file\n  = expected JSON in UTF-8\n");
}

#[test]
fn a_rule_nested_64_deep_is_read_and_one_more_is_refused() {
    // The file, its list of criteria and the criterion are three levels; each `not` adds one.
    let set = |levels: usize| {
        let rule = format!("{}\"polyneuropathy\"{}", "{\"not\": ".repeat(levels), "}".repeat(levels));
        let set = fs::read_to_string(format!("{PACKS}/good/criteria/ward.json")).unwrap();
        set.replace("\"when\": \"polyneuropathy\"", &format!("\"when\":\n{rule}"))
    };
    assert_eq!(messages_for(set(61).as_bytes()), "");
    let message = messages_for(set(62).as_bytes());
    // The opening brace of the 62nd `not`.
    let column = 61 * "{\"not\": ".len() + 1;
    assert!(message.starts_with(&format!("criteria/ward.json:16:{column}: nested more than 64 deep\n")), "{message}");
    let marker = message.lines().last().unwrap();
    assert!(marker.ends_with('^') && marker.matches('^').count() == 1, "{message}");
}

#[test]
fn a_file_nested_ten_thousand_deep_is_refused_without_a_crash() {
    let message = messages_for(&[b"[".repeat(10_000), b"]".repeat(10_000)].concat());
    assert!(message.starts_with("criteria/ward.json:1:65: nested more than 64 deep\n"), "{message}");
    assert!(message.len() < 1_000);
}

#[test]
fn the_built_in_pack_has_no_fault_but_sources_that_nothing_cites_yet() {
    let (knowledge, faults) = knowledge::check(vec![knowledge::embedded()]);
    let knowledge = knowledge.expect("the built-in pack runs");
    assert_eq!(support::listed(&learning_faults(&knowledge)), "");
    for fault in &faults {
        assert!(!fault.is_error(), "{fault:#}");
        assert!(fault.what.starts_with("the source \"") && fault.what.ends_with("\" is not cited"), "{fault:#}");
    }
}

#[test]
fn faults_come_in_the_order_of_files_and_lines_and_each_once() {
    for (folder, faults) in folders() {
        assert!(faults.is_sorted_by_key(|fault| (fault.file.clone(), fault.place)), "{}", folder.display());
        let unique: std::collections::BTreeSet<String> = faults.iter().map(|fault| format!("{fault:#}")).collect();
        assert_eq!(unique.len(), faults.len(), "{}", folder.display());
    }
}

#[test]
fn a_message_marks_the_very_text_it_speaks_of() {
    for (_, faults) in folders() {
        for fault in faults.iter().filter(|fault| fault.place.is_some()) {
            let place = fault.place.unwrap();
            let text = fs::read_to_string(&fault.file).unwrap();
            let line = text.lines().nth(place.line - 1).unwrap();
            let rest: String = line.chars().skip(place.column - 1).collect();
            // Where a message quotes a word first, the mark is on that word.
            if let Some(word) = fault.what.strip_prefix("unknown ").and_then(|what| what.split('"').nth(1)) {
                assert!(rest.starts_with(&format!("\"{word}\"")), "{fault:#}");
            }
            assert!(!rest.trim().is_empty() || fault.what.contains("breaks off"), "{fault:#}");
        }
    }
}

// -------------------------------------------------------------------------------------------------------- texts

/// One file laid over the built-in pack.
fn faults_with(path: &str, value: &Value) -> Vec<Fault> {
    let file = PackText { path: path.to_owned(), file: format!("ours/{path}"), text: Cow::Owned(value.to_string()) };
    let (_, faults) = knowledge::check(vec![knowledge::embedded(), Layer { files: vec![file] }]);
    faults.into_iter().filter(|fault| fault.file.starts_with("ours/")).collect()
}

/// Changes every text of a file that stands in two languages; how many there are.
fn each_text(value: &mut Value, change: &dyn Fn(&str) -> String) -> usize {
    match value {
        Value::Object(members) => {
            let mut changed = 0;
            if members.get("en").is_some_and(Value::is_string) && members.get("zh").is_some_and(Value::is_string) {
                for key in ["en", "zh"] {
                    let text = members[key].as_str().unwrap();
                    changed += usize::from(change(text) != text);
                    members[key] = Value::String(change(text));
                }
            }
            changed + members.values_mut().map(|value| each_text(value, change)).sum::<usize>()
        }
        Value::Array(items) => items.iter_mut().map(|value| each_text(value, change)).sum(),
        _ => 0,
    }
}

#[test]
fn every_text_of_every_file_is_held_to_the_same() {
    type Change<'c> = (&'c str, &'c dyn Fn(&str) -> String);
    let changes: [Change; 3] = [
        ("a control character, or one that hides or reorders text", &|text| format!("{text}\u{202e}")),
        ("{no_such_name} is not filled in here", &|text| format!("{text}{{no_such_name}}")),
        ("an empty text", &|text| if text.is_empty() { String::new() } else { " ".to_owned() }),
    ];
    let files = knowledge::embedded().files;
    let mut kinds = std::collections::BTreeSet::new();
    // One file of each kind.
    for file in files.iter().filter(|file| kinds.insert(file.path.split('/').next().unwrap())) {
        for (what, change) in &changes {
            let mut value: Value = serde_json::from_str(&file.text).unwrap();
            let changed = each_text(&mut value, change);
            let found = faults_with(&file.path, &value).iter().filter(|fault| fault.what == *what).count();
            let is_cell = file.path.starts_with("lessons/") && *what == "an empty text";
            assert!(found == changed || is_cell && found > 0, "{}: {what}: {found} of {changed}", file.path);
        }
    }
    assert!(kinds.len() >= 11, "{kinds:?}");
}

#[test]
fn a_text_of_the_program_that_leaves_out_what_it_is_filled_with_is_a_fault() {
    let file = knowledge::embedded().files.into_iter().find(|file| file.path == "interface.json").unwrap();
    let mut value: Value = serde_json::from_str(&file.text).unwrap();
    value["report"]["warnings_more"]["zh"] = json!("\u{53e6}\u{6709}{cuont}");
    value["report"]["title"]["en"] = json!("Findings of {name}");
    let faults = faults_with("interface.json", &value);
    let said: Vec<String> =
        faults.iter().map(|fault| fault.to_string().split_once(": ").unwrap().1.to_owned()).collect();
    let expected = [
        "{name} is not filled in here; expected a text without names in braces",
        "a text without {count}; expected every name that is filled in here, once at least",
        "{cuont} is not filled in here; expected the names {count}; did you mean \"count\"?",
    ];
    for expected in expected {
        assert!(said.iter().any(|said| said == expected), "{expected}\n{said:#?}");
    }
    assert_eq!(said.len(), expected.len(), "{said:#?}");
}

#[test]
fn a_text_that_stands_alone_and_a_key_are_texts_too() {
    let text = fs::read_to_string(format!("{PACKS}/good/findings/ward.json")).unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["findings"][0]["codes"] = json!({"hpo": "HP:\u{200b}1"});
    value["$schema"] = json!("");
    let faults = faults_with("findings/ward.json", &value);
    let said: Vec<&str> = faults.iter().map(|fault| fault.what.as_str()).collect();
    assert_eq!(said, ["an empty text", "a control character, or one that hides or reorders text"]);
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["findings"][0].as_object_mut().unwrap().insert("no\u{202e}te".to_owned(), json!("x"));
    assert!(
        faults_with("findings/ward.json", &value).iter().any(|fault| fault.what.starts_with("a control character"))
    );
}

#[test]
fn parameters_that_nothing_can_be_weighed_by_are_faults() {
    let file = knowledge::embedded().files.into_iter().find(|file| file.path == "evidence.json").unwrap();
    let faults = |place: &str, value: Value| {
        let mut evidence: Value = serde_json::from_str(&file.text).unwrap();
        *evidence.pointer_mut(place).unwrap() = value;
        faults_with("evidence.json", &evidence).into_iter().map(|fault| fault.to_string()).collect::<Vec<_>>()
    };
    for (place, value, expected) in [
        ("/method/cap_for", 0.5, "0.5 is not possible here; expected a ratio above 1"),
        ("/method/band_weight", 0.0, "0 is not possible here; expected more than 0 patients"),
        ("/method/bands/weak", 0.95, "0.95 is not possible here; expected probabilities from weak up to strong"),
        ("/method/correction/slope", 1.5, "1.5 is not possible here; expected more than 0, and at most 1"),
    ] {
        let found = faults(place, json!(value));
        assert!(found.iter().any(|fault| fault.ends_with(expected)), "{place}: {found:#?}");
    }
    assert_eq!(faults("/method/cap_for", json!(50)), [] as [&str; 0]);
    for (word, expected) in
        [("othr", "did you mean \"other\"?"), ("poems", "expected a disease other than the subject")]
    {
        let found = faults("/rest", json!(word));
        assert!(
            found.iter().any(|fault| fault.contains("no rival is called") && fault.contains(expected)),
            "{found:#?}"
        );
    }
}

#[test]
fn a_row_whose_numbers_cannot_be_meant_is_a_fault() {
    let file = knowledge::embedded().files.into_iter().find(|file| file.path == "diseases/cidp.json").unwrap();
    let faults = |percent: f64, range: [f64; 2]| {
        let mut disease: Value = serde_json::from_str(&file.text).unwrap();
        let row = json!({"finding": "neuropathic_pain", "kind": "percent", "source": "judgement",
                         "percent": percent, "range": range});
        disease["frequencies"].as_array_mut().unwrap().push(row);
        faults_with("diseases/cidp.json", &disease).into_iter().map(|fault| fault.to_string()).collect::<Vec<_>>()
    };
    for (percent, range) in [(5.0, [-10.0, -5.0]), (95.0, [120.0, 150.0]), (50.0, [90.0, 10.0]), (5.0, [40.0, 60.0])] {
        let found = faults(percent, range);
        let said = format!("{} to {} percent; expected", range[0], range[1]);
        assert!(found.iter().any(|fault| fault.contains(&said)), "{percent} {range:?}: {found:#?}");
    }
    assert_eq!(faults(50.0, [40.0, 60.0]), [] as [&str; 0]);
}

#[test]
fn settings_that_cannot_be_meant_are_faults() {
    let file = knowledge::embedded().files.into_iter().find(|file| file.path == "settings.json").unwrap();
    let faults = |place: &str, value: Value| {
        let mut settings: Value = serde_json::from_str(&file.text).unwrap();
        *settings.pointer_mut(place).unwrap() = value;
        faults_with("settings.json", &settings).into_iter().map(|fault| fault.to_string()).collect::<Vec<_>>()
    };
    for (place, value, expected) in [
        ("/settings/0/prior", json!(1.0), "a prior of 1; expected a probability between 0 and 1"),
        ("/settings/0/rivals/cidp/share", json!(0.5), "; expected 1, the subject left out"),
        ("/settings/0/rivals/cidp/share", json!(0.0), "a share of 0; expected a part of one, more than 0"),
        ("/settings/0/rivals", json!({"cipd": {"share": 1, "status": "seen"}}), "did you mean \"cidp\"?"),
        ("/settings/1/presupposes/0", json!("polyneuropaty"), "did you mean \"polyneuropathy\"?"),
        ("/settings/0/presupposes", json!(["polyneuropathy"]), "one that was not stated; expected no condition here"),
    ] {
        let found = faults(place, value);
        assert!(found.iter().any(|fault| fault.ends_with(expected)), "{place}: {found:#?}");
    }
}

// ------------------------------------------------------------------------------------------------- size and depth

fn text(words: &str) -> Value {
    json!({"en": words, "zh": words})
}

fn sign(id: &str) -> Value {
    json!({"id": id, "kind": "sign", "tier": "core", "label": text(id)})
}

fn set(id: &str, rule: &Value) -> Value {
    json!({"id": id, "disease": "poems", "status": "current", "title": text(id), "short": text(id),
           "source": ["dispenzieri2023"], "verified": text("x"),
           "criteria": [{"id": "only", "role": "major", "title": text("x"), "short": text("x"), "when": rule}],
           "conclusions": [{"id": "yes", "title": text("x"), "when": {"every": "major"}}]})
}

fn layer(files: Vec<(String, Value)>) -> Layer {
    let file = |(path, value): (String, Value)| {
        let text = Cow::Owned(value.to_string());
        PackText { file: format!("ours/{path}"), path, text }
    };
    Layer { files: files.into_iter().map(file).collect() }
}

#[test]
fn many_faults_in_one_file_are_found_in_one_pass() {
    let findings: Vec<Value> = (0..8_000)
        .map(|at| {
            let mut sign = sign(&format!("s{at}"));
            sign["label"]["zh"] = json!("");
            sign
        })
        .collect();
    // On one line and on many: both ways a place is found without counting from the top.
    let value = json!({"section": "general", "findings": findings});
    for text in [value.to_string(), format!("{value:#}")] {
        let file = PackText { path: "findings/x.json".into(), file: "ours/x.json".into(), text: text.into() };
        let (_, faults) = knowledge::check(vec![knowledge::embedded(), Layer { files: vec![file] }]);
        let empty: Vec<&Fault> = faults.iter().filter(|fault| fault.what == "an empty text").collect();
        assert_eq!(empty.len(), 8_000);
        assert!(empty.iter().is_sorted_by_key(|fault| fault.place));
        assert!(empty.last().unwrap().place > empty[0].place);
    }
}

#[test]
fn very_many_unknown_ids_are_each_named() {
    let ids: Vec<String> = (0..40_000).map(|at| format!("no_such_finding_{at}")).collect();
    let layer = layer(vec![("criteria/x.json".to_owned(), set("x-set", &json!({"any": ids})))]);
    let (_, faults) = knowledge::check(vec![knowledge::embedded(), layer]);
    assert_eq!(faults.iter().filter(|fault| fault.what.starts_with("unknown finding")).count(), 40_000);
}

#[test]
fn what_is_quoted_is_cut_however_long_it_is() {
    let long = "k".repeat(1_000_000);
    for value in [json!({&long: 1}), set("x-set", &json!(long)), set(&long, &json!("papilledema"))] {
        let (_, faults) =
            knowledge::check(vec![knowledge::embedded(), layer(vec![("criteria/x.json".to_owned(), value)])]);
        assert!(!faults.is_empty());
        for fault in faults {
            let said = format!("{fault:#}");
            assert!(said.lines().all(|line| line.len() < 400), "{}", said.len());
            assert!(!said.contains(&"k".repeat(81)), "quoted in full: {}", said.len());
        }
    }
}

#[test]
fn a_hundred_thousand_findings_are_read() {
    let files = (0..4).map(|file| {
        let findings: Vec<Value> = (0..25_000).map(|at| sign(&format!("s{file}_{at}"))).collect();
        (format!("findings/x{file}.json"), json!({"section": "general", "findings": findings}))
    });
    let (knowledge, faults) = knowledge::check(vec![knowledge::embedded(), layer(files.collect())]);
    let knowledge = knowledge.unwrap_or_else(|| panic!("{}", support::listed(&faults)));
    assert!(knowledge.findings.len() > 100_000);
    // What each rests on is itself alone: a few words each, not one for every 64 findings.
    let last = knowledge.finding_ids().last().unwrap();
    assert_eq!(knowledge.circuit.rests_on(knowledge.circuit.sign(last)).ids().collect::<Vec<_>>(), [last]);
    let room = format!("{:?}", knowledge.circuit.rests_on(knowledge.circuit.sign(last))).len();
    assert!(room < 100, "{room}");
}

#[test]
fn a_chain_of_sets_may_be_long_but_not_endless() {
    let chain = |length: usize| {
        let rule = |at: usize| match at {
            0 => json!("papilledema"),
            _ => json!({"set": format!("s-{}", at - 1), "conclusion": "yes"}),
        };
        layer((0..length).map(|at| (format!("criteria/s{at}.json"), set(&format!("s-{at}"), &rule(at)))).collect())
    };
    let (knowledge, faults) = knowledge::check(vec![knowledge::embedded(), chain(80)]);
    let knowledge = knowledge.unwrap_or_else(|| panic!("{}", support::listed(&faults)));
    let case = support::case_of(&knowledge, &json!({"format": "poems-case/1", "findings": {"papilledema": "present"}}));
    let assessment = poems::engine::assess(&knowledge, &case);
    let last = assessment.set(knowledge.find_set("s-79").unwrap());
    assert_eq!(last.conclusions[0].verdict, poems::engine::Verdict::Met);

    let (knowledge, faults) = knowledge::check(vec![knowledge::embedded(), chain(20_000)]);
    assert!(knowledge.is_none());
    let errors: Vec<&Fault> = faults.iter().filter(|fault| fault.is_error()).collect();
    assert_eq!(errors.len(), 1, "{}", support::listed(&faults));
    assert!(errors[0].what.ends_with("rests on others too deep"), "{:#}", errors[0]);
}

#[test]
fn a_chain_of_inferences_may_be_long_but_not_endless() {
    let chain = |length: usize| {
        let signs = (0..length).map(|at| {
            let mut sign = sign(&format!("s{at}"));
            if at > 0 {
                sign["present_when"] = json!({"not": {"not": format!("s{}", at - 1)}});
            }
            sign
        });
        layer(vec![(
            "findings/x.json".to_owned(),
            json!({"section": "general", "findings": signs.collect::<Vec<_>>()}),
        )])
    };
    let (knowledge, faults) = knowledge::check(vec![knowledge::embedded(), chain(80)]);
    let knowledge = knowledge.unwrap_or_else(|| panic!("{}", support::listed(&faults)));
    let case = support::case_of(&knowledge, &json!({"format": "poems-case/1", "findings": {"s0": "present"}}));
    let assessment = poems::engine::assess(&knowledge, &case);
    assert!(assessment.inferred.iter().any(|found| found.finding == support::find(&knowledge, "s79") && found.present));

    let (knowledge, faults) = knowledge::check(vec![knowledge::embedded(), chain(20_000)]);
    assert!(knowledge.is_none());
    let errors: Vec<&Fault> = faults.iter().filter(|fault| fault.is_error()).collect();
    assert_eq!(errors.len(), 1, "{}", support::listed(&faults));
    assert!(errors[0].what.ends_with("rests on others too deep"), "{:#}", errors[0]);
}
