//! The case file: nothing is lost on the way through the program, and every fault is named with its place.

mod support;

use poems::case::{self, AnswerValue, Case, Comparator, FORMAT};
use poems::engine::assess;
use poems::json::Fault;
use poems::knowledge::FindingId;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::naive::Pack;
use support::random::{Cases, Random};
use support::{all_cases, built_in, case, case_of, examples, find, listed};

// -------------------------------------------------------------------------------------------------- round trip

/// What a case holds, to compare two of them.
fn contents(case: &Case) -> Vec<(FindingId, String)> {
    let answers = case.answers().map(|(id, answer)| {
        let foreign: Vec<(&str, &str)> = answer.foreign.iter().map(|one| (one.key.as_str(), one.json.get())).collect();
        (id, format!("{:?} {:?} {:?} {foreign:?}", answer.value, answer.note, answer.date))
    });
    answers.collect()
}

fn survives(text: &str) {
    let before = case(built_in(), text);
    let written = before.to_text(built_in());
    let after = case(built_in(), &written);
    assert_eq!(contents(&before), contents(&after), "{text}\n{written}");
    assert_eq!((&before.id, &before.note), (&after.id, &after.note));
    assert_eq!(after.to_text(built_in()), written, "written a second time it is the same text");
}

#[test]
fn every_case_we_have_survives_reading_and_writing() {
    for text in all_cases() {
        survives(&text);
    }
}

#[test]
fn random_cases_survive_reading_and_writing() {
    let pack = Pack::built_in();
    let cases = Cases::over(&pack);
    for seed in 0..u64::from(examples(100, 5_000)) {
        let mut random = Random(seed);
        let mut value = cases.make(&mut random);
        for answer in value["findings"].as_object_mut().unwrap().values_mut() {
            if random.chance(0.3) {
                *answer = if answer.is_string() { json!({"answer": answer}) } else { answer.clone() };
                answer["note"] = json!("二次测定 \"repeat\"\n\u{1b}[31m");
                answer["date"] = json!(*random.pick(&["2024", "2024-02", "2024-02-29"]));
                answer["method"] = json!({"kit": [1, 2.50, null], "lot": "A"});
            }
        }
        survives(&value.to_string());
        let before = case_of(built_in(), &value);
        let after = case(built_in(), &before.to_text(built_in()));
        assert_eq!(assess(built_in(), &before), assess(built_in(), &after), "seed {seed}");
    }
}

#[test]
fn what_the_program_does_not_know_is_kept_as_it_was_written_and_warned_of() {
    let text = r#"{"format": "poems-case/1", "ward": {"bed":  7, "code": 1.50}, "findings": {
        "polyneuropathy": {"answer": "present", "certainty": 0.90, "seen_by": ["A", "B"]},
        "future_finding": {"value": 1e3, "unit": "kU/L"},
        "papiledema": "present",
        "platelets": {"value": 612, "unit": "10*9/L", "machine": null}}}"#;
    let read = case::read("case.json", text.as_bytes(), built_in()).unwrap();
    let warnings: Vec<String> = read.warnings.iter().map(Fault::to_string).collect();
    assert_eq!(
        warnings,
        [
            "case.json:1:36: warning: unknown field \"ward\"; it is kept",
            "case.json:2:62: warning: unknown field \"certainty\"; it is kept",
            "case.json:2:79: warning: unknown field \"seen_by\"; it is kept",
            "case.json:3:27: warning: unknown finding \"future_finding\"; it is kept, and counts for nothing",
            "case.json:4:23: warning: unknown finding \"papiledema\"; it is kept, and counts for nothing; \
             did you mean \"papilledema\"?",
            "case.json:5:66: warning: unknown field \"machine\"; it is kept",
        ]
    );
    let written = read.case.to_text(built_in());
    assert_eq!(
        written,
        r#"{
  "format": "poems-case/1",
  "ward": {"bed":  7, "code": 1.50},
  "findings": {
    "polyneuropathy": {"answer": "present", "certainty": 0.90, "seen_by": ["A", "B"]},
    "future_finding": {"value": 1e3, "unit": "kU/L"},
    "papiledema": "present",
    "platelets": {"value": 612, "unit": "10*9/L", "machine": null}
  }
}
"#
    );
}

#[test]
fn a_change_touches_nothing_else_in_the_file() {
    let text = r#"{"format": "poems-case/1", "id": "bed-2", "age": 54, "note": "n", "x": [1],
        "findings": {"y": {}, "papilledema": "absent", "ascites": {"answer": "present", "date": "2024"}}}"#;
    let mut changed = case(built_in(), text);
    changed.put(find(built_in(), "papilledema"), Some(AnswerValue::Present.into()));
    changed.put(find(built_in(), "plethora"), Some(AnswerValue::Unobtainable.into()));
    let expected = r#"{
  "format": "poems-case/1",
  "id": "bed-2",
  "age": 54,
  "note": "n",
  "x": [1],
  "findings": {
    "y": {},
    "papilledema": "present",
    "ascites": {"answer": "present", "date": "2024"},
    "plethora": "unobtainable"
  }
}
"#;
    assert_eq!(changed.to_text(built_in()), expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_number_is_the_same_number_after_reading_and_writing(bits in any::<u64>(), digits in "[1-9][0-9]{0,16}", places in 0usize..17) {
        // Any number of any size, and numbers of many digits as instruments export them.
        let any = f64::from_bits(bits);
        let long = format!("0.{}{digits}", "0".repeat(places % 4)).parse::<f64>().unwrap() * 100.0;
        for number in [any, long].into_iter().filter(|number| (0.0..=1_000.0).contains(number)) {
            let text = format!("{{\"format\": \"{FORMAT}\", \"findings\": {{\"crp\": {{\"value\": {number:?}, \"unit\": \"mg/L\"}}}}}}");
            let Ok(read) = case::read("case.json", text.as_bytes(), built_in()) else { continue };
            let value = |case: &Case| match case.known(find(built_in(), "crp")) {
                Some(AnswerValue::Quantity(quantity)) => quantity.value,
                other => panic!("{other:?}"),
            };
            prop_assert_eq!(value(&read.case).to_bits(), number.to_bits(), "{}", text);
            let again = case(built_in(), &read.case.to_text(built_in()));
            prop_assert_eq!(value(&again).to_bits(), number.to_bits(), "{}", read.case.to_text(built_in()));
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic_and_every_fault_has_a_line(text in "\\PC*", tail in any::<Vec<u8>>()) {
        for bytes in [text.as_bytes().to_vec(), tail, format!("{{\"format\": \"{FORMAT}\", \"findings\": {{{text}}}}}").into_bytes()] {
            if let Err(faults) = case::read("case.json", &bytes, built_in()) {
                prop_assert!(!faults.is_empty());
                prop_assert!(faults.iter().all(|fault| !fault.to_string().contains(char::is_control)));
            }
        }
    }
}

#[test]
fn a_good_case_cut_short_anywhere_is_refused_with_a_place() {
    let text = r#"{"format": "poems-case/1", "age": 54, "findings": {"platelets": {"value": 612.5, "unit": "10*9/L"}, "note": "眼"}}"#;
    case(built_in(), text);
    for end in 1..text.len() {
        let faults = case::read("case.json", &text.as_bytes()[..end], built_in()).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert!(faults[0].place.is_some() || faults[0].what.contains("not UTF-8"), "{}", faults[0]);
    }
}

// ------------------------------------------------------------------------------------------------------ faults

/// The exact messages for an answer to one finding, in a file whose third line is that answer.
fn answer_faults(answer: &str) -> String {
    faults_of(&format!("{{\"format\": \"poems-case/1\",\n\"findings\": {{\n{answer}\n}}}}"))
}

fn faults_of(text: &str) -> String {
    match case::read("case.json", text.as_bytes(), built_in()) {
        Ok(read) => panic!("read without a fault, with warnings {:?}\n{text}", read.warnings),
        Err(faults) => listed(&faults),
    }
}

#[track_caller]
fn assert_faults(answer: &str, expected: &str) {
    assert_eq!(answer_faults(answer), expected.trim_start_matches('\n'));
}

#[test]
fn a_unit_that_the_finding_does_not_have() {
    assert_faults(
        r#""platelets": {"value": 12.5, "unit": "furlongs"}"#,
        r#"
case.json:3:38: "furlongs" is not a unit of "platelets" [unknown-unit]
   |
 3 | "platelets": {"value": 12.5, "unit": "furlongs"}
   |                                      ^^^^^^^^^^
  = expected "10*9/L" or "10*3/uL" or "/uL"
"#,
    );
    assert!(answer_faults(r#""crp": {"value": 1, "unit": "mg/l"}"#).contains("= did you mean \"mg/L\"?"));
}

#[test]
fn a_number_without_a_unit() {
    assert_faults(
        r#""platelets": {"value": 612}"#,
        r#"
case.json:3:14: a number without a unit for "platelets" [no-unit]
   |
 3 | "platelets": {"value": 612}
   |              ^^^^^^^^^^^^^^
  = expected "unit": "10*9/L" or "10*3/uL" or "/uL"
"#,
    );
    assert_faults(
        r#""platelets": 612"#,
        r#"
case.json:3:14: a number without a unit for "platelets" [no-unit]
   |
 3 | "platelets": 612
   |              ^^^
  = expected {"value": 612, "unit": "10*9/L" or "10*3/uL" or "/uL"}
"#,
    );
}

#[test]
fn a_value_that_is_not_possible_names_the_possible_range_in_the_unit_of_the_answer() {
    assert_faults(
        r#""platelets": {"value": -5, "unit": "10*9/L"}"#,
        r#"
case.json:3:24: -5 10*9/L is not possible for "platelets" [impossible-value]
   |
 3 | "platelets": {"value": -5, "unit": "10*9/L"}
   |                        ^^
  = expected 0 to 5000 10*9/L
"#,
    );
    assert_faults(
        r#""platelets": {"value": 9000000, "unit": "/uL", "comparator": ">"}"#,
        r#"
case.json:3:24: 9000000 /uL is not possible for "platelets" [impossible-value]
   |
 3 | "platelets": {"value": 9000000, "unit": "/uL", "comparator": ">"}
   |                        ^^^^^^^
  = expected 0 to 5000000 /uL
"#,
    );
    let age = faults_of("{\"format\": \"poems-case/1\", \"age\": 540}");
    assert!(age.starts_with("case.json:1:35: 540 a is not possible for \"age\" [impossible-value]\n"), "{age}");
}

#[test]
fn a_number_that_is_no_json_number() {
    assert_faults(
        r#""platelets": {"value": "612", "unit": "10*9/L"}"#,
        r#"
case.json:3:24: a number written as text: "612" [not-a-number]
   |
 3 | "platelets": {"value": "612", "unit": "10*9/L"}
   |                        ^^^^^
  = expected a JSON number, without quotes
"#,
    );
    assert_faults(
        r#""platelets": {"value": 1e999, "unit": "10*9/L"}"#,
        r#"
case.json:3:24: 1e999 is larger than any number this program can hold [not-a-number]
   |
 3 | "platelets": {"value": 1e999, "unit": "10*9/L"}
   |                        ^^^^^
"#,
    );
    assert_faults(
        r#""platelets": {"value": NaN, "unit": "10*9/L"}"#,
        r#"
case.json:3:24: not JSON [not-json]
   |
 3 | "platelets": {"value": NaN, "unit": "10*9/L"}
   |                        ^
  = expected a number in digits, as in 12.5
"#,
    );
    assert_faults(
        r#""platelets": {"value": 12,5, "unit": "10*9/L"}"#,
        r#"
case.json:3:27: not JSON [not-json]
   |
 3 | "platelets": {"value": 12,5, "unit": "10*9/L"}
   |                           ^
  = expected a decimal point in a number, as in 12.5
"#,
    );
    assert_faults(
        r#""platelets": {"value": １２．５, "unit": "10*9/L"}"#,
        r#"
case.json:3:24: not JSON [not-json]
   |
 3 | "platelets": {"value": １２．５, "unit": "10*9/L"}
   |                        ^
  = expected ASCII digits in a number, as in 12.5
"#,
    );
    assert_faults(
        r#""platelets": {"value": true, "unit": "10*9/L"}"#,
        r#"
case.json:3:24: true is no number [not-a-number]
   |
 3 | "platelets": {"value": true, "unit": "10*9/L"}
   |                        ^^^^
  = expected a JSON number
"#,
    );
}

#[test]
fn a_word_that_is_no_answer() {
    assert_faults(
        r#""papilledema": "presnt""#,
        r#"
case.json:3:16: "presnt" is no answer for "papilledema" [not-an-answer]
   |
 3 | "papilledema": "presnt"
   |                ^^^^^^^^
  = expected "present", "absent", "unknown" or "unobtainable"
  = did you mean "present"?
"#,
    );
    assert_faults(
        r#""m_protein_light_chain": "lamda""#,
        r#"
case.json:3:26: "lamda" is no answer for "m_protein_light_chain" [not-an-answer]
   |
 3 | "m_protein_light_chain": "lamda"
   |                          ^^^^^^^
  = expected "lambda", "kappa", "both", "unknown" or "unobtainable"
  = did you mean "lambda"?
"#,
    );
    assert_faults(
        r#""platelets": "high""#,
        r#"
case.json:3:14: "high" is no answer for "platelets" [not-an-answer]
   |
 3 | "platelets": "high"
   |              ^^^^^^
  = expected {"value": .., "unit": "10*9/L" or "10*3/uL" or "/uL"}, "unknown" or "unobtainable"
"#,
    );
}

#[test]
fn null_and_other_things_that_are_no_answer() {
    assert_faults(
        r#""papilledema": null"#,
        r#"
case.json:3:16: null is no answer for "papilledema" [not-an-answer]
   |
 3 | "papilledema": null
   |                ^^^^
  = expected "unknown", or no entry at all
"#,
    );
    for (answer, what) in [
        ("true", "this is no answer for \"papilledema\""),
        ("[\"present\"]", "this is no answer for \"papilledema\""),
        ("1", "a number for \"papilledema\""),
        ("{}", "no answer for \"papilledema\""),
        ("{\"note\": \"x\"}", "no answer for \"papilledema\""),
        ("{\"value\": 1, \"unit\": \"mg/L\"}", "a value for \"papilledema\""),
    ] {
        let faults = answer_faults(&format!("\"papilledema\": {answer}"));
        assert!(faults.starts_with("case.json:3:") && faults.contains(what), "{faults}");
        assert!(faults.contains("= expected \"present\", \"absent\", \"unknown\" or \"unobtainable\""), "{faults}");
    }
    let both = answer_faults(r#""crp": {"answer": "unknown", "value": 3, "unit": "mg/L"}"#);
    assert!(both.starts_with("case.json:3:39: both \"answer\" and \"value\" [stray-field]\n"), "{both}");
}

#[test]
fn comparators_ranges_and_dates_that_are_none() {
    let faults = |field: &str| answer_faults(&format!(r#""crp": {{"value": 12, "unit": "mg/L", {field}}}"#));
    let first_line = |field: &str| faults(field).lines().next().unwrap().to_owned();
    assert_eq!(first_line(r#""comparator": "~""#), "case.json:3:52: \"~\" is no comparator [unknown-word]");
    assert!(faults(r#""comparator": "~""#).contains("= expected \"<\", \"<=\", \">\" or \">=\""));
    assert_eq!(first_line(r#""reference": {}"#), "case.json:3:51: a reference range without an end [missing-field]");
    let unknown = first_line(r#""reference": {"lower": 1}"#);
    assert_eq!(unknown, "case.json:3:61: unknown field \"lower\" in a reference range [unknown-field]");
    assert_eq!(
        first_line(r#""reference": {"low": "1"}"#),
        "case.json:3:59: a number written as text: \"1\" [not-a-number]"
    );
    for date in ["yesterday", "2024-13", "2023-02-29", "24", "2024-1-1", "0000", "2024-02-30", "2024/02/01", ""] {
        let line = first_line(&format!("\"date\": \"{date}\""));
        assert_eq!(line, format!("case.json:3:46: \"{date}\" is no date [not-a-date]"));
    }
    for date in ["2024", "2024-02", "2024-02-29", "2000-02-29"] {
        let text = format!(
            r#"{{"format": "poems-case/1", "findings": {{"papilledema": {{"answer": "absent", "date": "{date}"}}}}}}"#
        );
        assert_eq!(
            case(built_in(), &text).answer(find(built_in(), "papilledema")).unwrap().date.map(|date| date.to_string()),
            Some(date.to_owned())
        );
    }
}

#[test]
fn a_range_with_its_ends_the_wrong_way_round_is_kept_and_warned_of() {
    let text = r#"{"format": "poems-case/1", "findings": {"crp": {"value": 12, "unit": "mg/L", "reference": {"low": 10, "high": 0}}}}"#;
    let read = case::read("case.json", text.as_bytes(), built_in()).unwrap();
    let warnings: Vec<String> = read.warnings.iter().map(Fault::to_string).collect();
    let expected =
        "case.json:1:91: warning: a reference range from 10 down to 0; it is kept; expected the lower end first";
    assert_eq!(warnings, [expected]);
    survives(text);
}

#[test]
fn the_same_thing_said_twice() {
    assert_faults(
        "\"papilledema\": \"present\", \"papilledema\": \"absent\"",
        r#"
case.json:3:27: the key "papilledema" stands here twice [given-twice]
   |
 3 | "papilledema": "present", "papilledema": "absent"
   |                           ^^^^^^^^^^^^^
"#,
    );
    let age = faults_of(
        "{\"format\": \"poems-case/1\", \"age\": 54, \"findings\": {\n\"age\": {\"value\": 54, \"unit\": \"a\"}}}",
    );
    assert!(age.starts_with("case.json:2:8: \"age\" is answered twice [given-twice]\n"), "{age}");
}

#[test]
fn every_fault_of_a_file_is_named_at_once() {
    let faults = answer_faults("\"papilledema\": null,\n\"crp\": 5,\n\"ascites\": \"yes\"");
    let places: Vec<&str> = faults.lines().filter(|line| line.starts_with("case.json")).collect();
    assert_eq!(
        places,
        [
            "case.json:3:16: null is no answer for \"papilledema\" [not-an-answer]",
            "case.json:4:8: a number without a unit for \"crp\" [no-unit]",
            "case.json:5:12: \"yes\" is no answer for \"ascites\" [not-an-answer]",
        ]
    );
}

#[test]
fn files_that_are_no_case() {
    let first_line = |bytes: &[u8]| {
        let faults = case::read("case.json", bytes, built_in()).unwrap_err();
        assert_eq!(faults.len(), 1);
        faults[0].to_string()
    };
    let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(first_line(b""), "case.json: the file is empty; expected a JSON object");
    assert_eq!(first_line(b" \n\t\r\n"), "case.json: the file is empty; expected a JSON object");
    assert_eq!(first_line(&utf16), "case.json: this is UTF-16 text; expected JSON in UTF-8");
    assert_eq!(
        first_line(b"\x89PNG\r\n\x1a\n"),
        "case.json: this is not text: byte 0 is not UTF-8; expected JSON in UTF-8"
    );
    assert_eq!(first_line(b"PK\x03\x04\0\0"), "case.json: this is a binary file; expected JSON in UTF-8");
    assert_eq!(
        first_line(b"{}"),
        "case.json: this is no case: it has no \"format\"; expected \"format\": \"poems-case/1\""
    );
    assert_eq!(first_line(b"[]"), "case.json:1:1: a list does not belong here; expected an object");
    assert_eq!(first_line(b"\"case\""), "case.json:1:1: a text does not belong here; expected an object");
    assert_eq!(
        first_line(b"{\"format\": \"poems-case/2\"}"),
        "case.json:1:12: unknown format \"poems-case/2\"; expected \"poems-case/1\""
    );
    assert_eq!(first_line(b"{\"format\": 1}"), "case.json:1:12: a number does not belong here; expected a text");
    assert_eq!(first_line(b"{\"format\": \"poems-teaching-case/1\"}"), "case.json: a teaching case without \"case\"");
    assert_eq!(first_line(b"{\"format\": \"poems-case/1\"} x"), "case.json:1:28: not JSON: trailing characters");
    let deep = [b"{\"a\":".repeat(10_000), b"1".to_vec(), b"}".repeat(10_000)].concat();
    assert_eq!(first_line(&deep), "case.json:1:321: nested more than 64 deep");
    assert_eq!(first_line(&vec![b' '; (64 << 20) + 1]), "case.json: the file is too large; expected at most 64 MiB");
}

#[test]
fn ten_megabytes_of_text_in_a_note_are_kept() {
    let note = "长注".repeat(10 << 18);
    let text = json!({"format": FORMAT, "findings": {"papilledema": {"answer": "present", "note": note}}}).to_string();
    assert!(text.len() > 10 << 20);
    survives(&text);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let text = "\u{feff}{\r\n\"format\": \"poems-case/1\",\r\n\"findings\": {\"papilledema\": \"present\"}\r\n}\r\n";
    assert_eq!(case(built_in(), text).answered(), 1);
    let faults = faults_of(&text.replace("\"present\"", "\"yes\""));
    assert!(
        faults.starts_with("case.json:3:29: \"yes\" is no answer for \"papilledema\" [not-an-answer]\n"),
        "{faults}"
    );
    assert!(!faults.contains('\r') && !faults.contains("\\u"), "{faults}");
}

#[test]
fn text_from_a_file_cannot_steer_the_terminal_through_a_message() {
    let faults = answer_faults("\"papilledema\": \"\\u001b[2J\u{202e}tnesba\"");
    assert!(!faults.contains('\u{1b}') && !faults.contains('\u{202e}'), "{faults}");
    assert!(faults.contains("\"\\u{1b}[2J\\u{202e}tnesba\" is no answer"), "{faults}");
}

// ---------------------------------------------------------------------------------------------------- readings

#[test]
fn each_way_to_say_the_same_is_read() {
    let text = r#"{"format": "poems-case/1", "age": {"value": 648, "unit": "mo", "note": "about"}, "sex": {"answer": "female"},
        "findings": {"papilledema": {"answer": "unobtainable"}, "vegf_serum": {"value": 2000, "comparator": ">=", "unit": "pg/mL"}}}"#;
    let pack = built_in();
    let has_months = pack.finding(find(pack, "age")).measure().unwrap().unit("mo").is_some();
    let text = if has_months { text.to_owned() } else { text.replace("648, \"unit\": \"mo\"", "54, \"unit\": \"a\"") };
    let read = case(pack, &text);
    assert_eq!(read.answer(find(pack, "papilledema")).unwrap().value, AnswerValue::Unobtainable);
    assert_eq!(read.known(find(pack, "papilledema")), None);
    let Some(AnswerValue::Quantity(vegf)) = read.known(find(pack, "vegf_serum")) else { panic!() };
    assert_eq!(vegf.comparator, Some(Comparator::GreaterOrEqual));
    assert_eq!(read.answered(), 3);
    survives(&text);
}

#[test]
fn a_teaching_case_is_accepted_wherever_a_case_is() {
    for text in built_in().teaching_texts() {
        let read = case::read(&text.file, text.text.as_bytes(), built_in()).unwrap();
        assert!(read.warnings.is_empty() && read.case.answered() > 0, "{}", text.file);
        assert!(read.case.to_text(built_in()).starts_with("{\n  \"format\": \"poems-case/1\""));
    }
}

#[test]
fn a_fault_within_a_teaching_case_is_placed_in_its_file() {
    let text = "{\"format\": \"poems-teaching-case/1\",\n \"case\": {\"format\": \"poems-case/1\",\n  \"findings\": {\"papilledema\": 3}}}";
    let faults = faults_of(text);
    assert!(faults.starts_with("case.json:3:31: a number for \"papilledema\" [not-an-answer]\n"), "{faults}");
}

#[test]
fn every_case_we_have_fits_the_schema_of_the_format() {
    let schema = jsonschema::validator_for(&case::schema::case_schema()).unwrap();
    for text in all_cases() {
        let value: Value = serde_json::from_str(&text).unwrap();
        let value = value.get("case").unwrap_or(&value);
        schema.validate(value).unwrap_or_else(|error| panic!("{error}\n{value}"));
        let written: Value = serde_json::from_str(&case(built_in(), &text).to_text(built_in())).unwrap();
        schema.validate(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
    }
    let refused = [
        json!({}),
        json!({"format": "poems-case/2"}),
        json!({"format": FORMAT, "findings": []}),
        json!({"format": FORMAT, "findings": {"papilledema": null}}),
        json!({"format": FORMAT, "findings": {"platelets": 612}}),
        json!({"format": FORMAT, "findings": {"platelets": {"value": "612", "unit": "10*9/L"}}}),
        json!({"format": FORMAT, "findings": {"platelets": {"value": 612}}}),
        json!({"format": FORMAT, "findings": {"platelets": {"value": 612, "unit": "10*9/L", "comparator": "~"}}}),
        json!({"format": FORMAT, "findings": {"platelets": {"value": 612, "unit": "10*9/L", "reference": {}}}}),
        json!({"format": FORMAT, "findings": {"papilledema": {"answer": "present", "date": "yesterday"}}}),
    ];
    for value in refused {
        assert!(!schema.is_valid(&value), "{value}");
        assert!(case::read("case.json", value.to_string().as_bytes(), built_in()).is_err(), "{value}");
    }
}

// -------------------------------------------------------------------------------------------- what a clinician adds

/// A laboratory's 13.50 is not 13.5: an answer that nobody touches keeps the text it was read from.
#[test]
fn an_untouched_answer_keeps_its_text_to_the_last_zero() {
    let text = r#"{"format": "poems-case/1", "age": 54.0, "findings": {
        "hemoglobin": {"value": 13.50, "unit": "g/dL", "reference": {"low": 12.0, "high": 16.00}},
        "papilledema": "absent"}}"#;
    let mut case = case(built_in(), text);
    let papilledema = find(built_in(), "papilledema");
    case.put(papilledema, Some(AnswerValue::Present.into()));
    let written = case.to_text(built_in());
    assert!(
        written
            .contains(r#""hemoglobin": {"value": 13.50, "unit": "g/dL", "reference": {"low": 12.0, "high": 16.00}}"#),
        "{written}"
    );
    assert!(written.contains(r#""age": 54.0"#), "{written}");

    // What was changed and changed back is as it was; what was changed is written as the program writes it.
    let hemoglobin = find(built_in(), "hemoglobin");
    let before = case.answer(hemoglobin).cloned();
    let other = before.clone().map(|answer| answer.with(AnswerValue::Unobtainable));
    case.put(hemoglobin, other);
    assert!(case.to_text(built_in()).contains(r#""hemoglobin": "unobtainable""#));
    case.put(hemoglobin, before);
    assert_eq!(case.to_text(built_in()), written);
}

#[test]
fn zero_has_no_sign() {
    let text = r#"{"format":"poems-case/1","findings":{"vegf_plasma":{"value":-0,"unit":"pg/mL"}}}"#;
    let case = case(built_in(), text);
    let Some(AnswerValue::Quantity(quantity)) = case.known(find(built_in(), "vegf_plasma")) else { panic!("{case:?}") };
    assert!(quantity.value.is_sign_positive());
    assert!(case.to_text(built_in()).contains(r#"{"value": 0, "unit": "pg/mL"}"#));
}

#[test]
fn the_setting_the_cause_and_the_confirmation_are_part_of_the_file() {
    let text = r#"{
  "format": "poems-case/1",
  "setting": "cidp_label",
  "findings": {
    "peripheral_edema": {"answer": "present", "explained": "heart failure"},
    "testosterone": {"value": 24.1, "unit": "ng/dL", "confirmed": true}
  }
}
"#;
    let read = case::read("case.json", text.as_bytes(), built_in()).unwrap();
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    assert_eq!(read.case.to_text(built_in()), text);
    let mut case = read.case;
    assert_eq!(case.setting.map(|setting| built_in().settings()[setting.index()].id.as_str()), Some("cidp_label"));

    // Another value takes what was said of the old one with it.
    for (id, value) in [("peripheral_edema", AnswerValue::Absent), ("testosterone", AnswerValue::Unknown)] {
        let id = find(built_in(), id);
        let answer = case.answer(id).cloned().map(|answer| answer.with(value));
        case.put(id, answer);
        assert_eq!(case.answer(id), Some(&value.into()));
    }
}

#[test]
fn a_setting_of_another_pack_is_kept_and_warned_of() {
    let text = r#"{"format": "poems-case/1", "setting": "cidp_labels", "findings": {}}"#;
    let read = case::read("case.json", text.as_bytes(), built_in()).unwrap();
    let warnings: Vec<String> = read.warnings.iter().map(Fault::to_string).collect();
    assert_eq!(
        warnings,
        [
            "case.json:1:39: warning: unknown setting \"cidp_labels\"; it is kept, and not used; did you mean \"cidp_label\"?"
        ]
    );
    assert!(read.case.to_text(built_in()).contains(r#""setting": "cidp_labels""#));
}

#[test]
fn a_cause_or_a_confirmation_where_it_means_nothing_is_a_fault() {
    let faults = |answer: &str| {
        let text = format!(r#"{{"format": "poems-case/1", "findings": {{{answer}}}}}"#);
        let faults = case::read("case.json", text.as_bytes(), built_in()).map(|_| ()).unwrap_err();
        faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
    };
    for (answer, expected) in [
        (r#""ascites": {"answer": "absent", "explained": "cirrhosis"}"#, "expected \"answer\": \"present\""),
        (r#""ascites": {"answer": "present", "explained": " "}"#, "an explanation without a cause"),
        (r#""ascites": {"answer": "present", "explained": true}"#, "case.json:1:"),
        (r#""ascites": {"answer": "present", "confirmed": true}"#, "\"confirmed\" beside an answer that is no number"),
        (r#""crp": {"value": 3, "unit": "mg/L", "confirmed": "yes"}"#, "case.json:1:"),
    ] {
        assert!(faults(answer).contains(expected), "{answer}\n{}", faults(answer));
    }
}
