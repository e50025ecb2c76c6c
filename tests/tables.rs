//! Tables for spreadsheets: what goes out of them comes back as it was, and the tables of registries come in.

mod binary;
#[path = "support/golden.rs"]
mod golden;
mod support;

use std::collections::BTreeMap;
use std::fs;

use binary::{Run, User};
use golden::golden_text;
use poems::case::{AnswerValue, Case, Date};
use poems::engine::assess_in;
use poems::exchange::{self, Import, Mapping, Resolver, Vocabulary, table};
use poems::json::steers;
use poems::knowledge::{Knowledge, Lang, SettingId};
use poems::say::csv::{row, unguarded};
use poems::say::{Known, Wording};
use serde_json::Value;
use support::naive::Pack;
use support::random::{Cases, Random};
use support::{all_cases, built_in, case, case_of, examples, find, listed};

const WARD_7: &str = include_str!("data/cases/ward-7.json");

// ---------------------------------------------------------------------------------------------------- out

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| head.iter().zip(&row).map(|(name, cell)| (name.into(), cell.into())).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn answers_and_verdicts_read_as_they_should() {
    let user = User::new();
    user.file("ward-7.json", WARD_7);
    for (format, name, lang) in [
        ("csv", "ward-7.answers.csv", "en"),
        ("csv", "ward-7.answers.zh.csv", "zh"),
        ("csv-verdicts", "ward-7.verdicts.csv", "en"),
    ] {
        let run = user.run(["assess", "ward-7.json", "--format", format, "--lang", lang]);
        assert_eq!(run.status, 0);
        assert!(run.err.contains("warning: unknown finding"), "what the table does not hold is said: {}", run.err);
        assert!(run.out.lines().count() > 10 && run.out.ends_with("\r\n"));
        golden_text(name, &run.out);
    }
}

#[test]
fn verdicts_are_those_of_the_assessment() {
    let user = User::new();
    let case = "case:lee2017-glomeruloid-51m";
    let json: Value = serde_json::from_str(&user.run(["assess", case, "--format", "json"]).out).unwrap();
    let mut expected = Vec::new();
    for set in json["criteria"].as_array().unwrap() {
        for of in ["conclusions", "criteria"] {
            let items = set[of].as_array().unwrap().iter();
            expected.extend(items.map(|item| (set["set"].clone(), item["id"].clone(), item["verdict"].clone())));
        }
    }
    let found = rows(&user.run(["assess", case, "--format", "csv-verdicts"]).out);
    let found: Vec<(Value, Value, Value)> = found
        .iter()
        .map(|row| (row["set"].clone().into(), row["id"].clone().into(), row["verdict"].clone().into()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn likelihood_ratios_are_those_of_the_explanation() {
    let user = User::new();
    let case = "case:lee2017-glomeruloid-51m";
    let json: Value = serde_json::from_str(&user.run(["explain", case, "--all", "--format", "json"]).out).unwrap();
    let found = rows(&user.run(["assess", case, "--format", "csv-ratios"]).out);
    let mut found = found.iter();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned).replace("null", "");
    for group in json["groups"].as_array().unwrap() {
        let together = found.next().unwrap();
        assert_eq!(together["disease"], "");
        assert_eq!(together["likelihood_ratio"], text(&group["likelihood_ratio"]));
        assert_eq!(
            [&together["ratio_low"], &together["ratio_high"]],
            [&text(&group["interval"][0]), &text(&group["interval"][1])]
        );
        for disease in group["diseases"].as_array().unwrap() {
            let row = found.next().unwrap();
            assert_eq!(row["finding"], text(&group["finding"]));
            assert_eq!(row["disease"], text(&disease["disease"]));
            assert_eq!(row["likelihood_ratio"], text(&disease["ratio"]), "{row:?}");
            assert_eq!(row["frequency"], text(&disease["frequency"]["mean"]));
            assert_eq!(row["basis"], text(&disease["frequency"]["basis"]));
            assert_eq!(row["grade"], text(&disease["grade"]));
        }
    }
    assert!(found.next().is_none());
}

#[test]
fn hostile_text_is_inert_and_comes_back() {
    let user = User::new();
    let hostile = [
        "=cmd|' /C calc'!A0",
        "-1+1",
        "@SUM(A1)",
        "'=1",
        "\t=1",
        "\u{1b}]0;x\u{7}\r\n\u{202e}\"quoted\", 'a'",
        "\\u{1b}",
    ];
    for text in hostile {
        let text_json = Value::from(text).to_string();
        let case = format!(
            r#"{{"format": "poems-case/1", "id": {text_json}, "note": {text_json}, "findings": {{"ascites": {{"answer": "present", "explained": {text_json}, "note": {text_json}}}}}}}"#
        );
        user.file("case.json", &case);
        for format in ["csv", "csv-verdicts", "csv-ratios"] {
            let run = user.run(["assess", "case.json", "--format", format]);
            assert!(!run.out.replace("\r\n", "\n").chars().any(|c| steers(c) && !"\n\t".contains(c)), "{text:?}");
            for cell in rows(&run.out).iter().flat_map(BTreeMap::values) {
                let is_number = cell.parse::<f64>().is_ok();
                assert!(is_number || !cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
                assert!(!cell.starts_with(['\t', '\r']), "{cell:?}");
            }
        }
        assert_eq!(user.run(["assess", "case.json", "-o", "answers.csv"]).status, 0);
        fs::remove_file(user.home().join("back.json")).unwrap_or_default();
        let run = user.run(["import", "answers.csv", "-o", "back.json"]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        assert!(!run.out.chars().any(|c| steers(c) && c != '\n'), "{:?}", run.out);
        let back: Value = serde_json::from_slice(&fs::read(user.home().join("back.json")).unwrap()).unwrap();
        let original: Value = serde_json::from_str(&case).unwrap();
        assert_eq!(back, original);
    }
}

#[test]
fn a_mark_stands_once_and_ascii_surroundings_lose_nothing() {
    let user = User::new();
    let case = WARD_7.replace("on CT", "\u{4e2d}\u{6587}\u{2265}1");
    user.file("ward-7.json", &case);
    let plain = user.run(["assess", "ward-7.json", "ward-7.json", "--format", "csv"]).out;
    let marked = user.run(["assess", "ward-7.json", "ward-7.json", "--format", "csv", "--bom"]).out;
    assert_eq!(marked, format!("\u{feff}{plain}"));
    let mut command = user.command();
    let ascii = binary::run(command.env("LANG", "C").args(["assess", "ward-7.json", "--format", "csv"]), "").out;
    assert!(ascii.is_ascii());
    let both = [ascii.as_str(), &user.run(["assess", "ward-7.json", "--format", "csv"]).out].map(|text| {
        let texts = rows(text).into_iter().map(|row| (row["finding"].clone(), unguarded(&row["note"])));
        texts.collect::<Vec<_>>()
    });
    assert_eq!(both[0], both[1]);
}

// ---------------------------------------------------------------------------------------------------- out and in

/// The table of some cases.
fn table_of(knowledge: &Knowledge, cases: &[Case]) -> String {
    let mut text = row(table::COLUMNS);
    for (at, case) in cases.iter().enumerate() {
        let assessment = assess_in(knowledge, case, SettingId::first());
        let lang = if at % 2 == 0 { Lang::En } else { Lang::Zh };
        text += &table::answers(Wording::new(knowledge, lang), Known { case, assessment: &assessment }, at + 1);
    }
    text
}

fn import(knowledge: &Knowledge, bytes: &[u8], mapping: &Mapping) -> Vec<Import> {
    let (_, records) =
        exchange::read("table.csv", bytes, knowledge).unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    let vocabulary = Vocabulary::of(knowledge);
    let resolver = Resolver::new(knowledge, &vocabulary, mapping);
    records.iter().map(|record| resolver.resolve(record)).collect()
}

/// Whether an imported case is the one that went out.
fn assert_same(knowledge: &Knowledge, import: &Import, case: &Case) {
    let found = &import.case;
    assert_eq!((&found.id, &found.note, found.setting), (&case.id, &case.note, case.setting));
    for (id, answer) in case.answers() {
        let back = found.answer(id);
        // What this version does not know is not in a table.
        let known = poems::case::Answer { foreign: Vec::new(), ..answer.clone() };
        assert_eq!(back, Some(&known), "{}", knowledge.finding(id).id);
    }
    assert_eq!(found.answers().count(), case.answers().count());
}

#[test]
fn every_case_comes_back_as_it_was() {
    let knowledge = built_in();
    let texts = all_cases();
    let cases: Vec<Case> = texts.iter().step_by(examples(7, 1) as usize).map(|text| case(knowledge, text)).collect();
    let back = import(knowledge, table_of(knowledge, &cases).as_bytes(), &Mapping::default());
    assert_eq!(back.len(), cases.len());
    back.iter().zip(&cases).for_each(|(back, case)| assert_same(knowledge, back, case));
}

#[test]
fn random_answers_with_all_that_stands_beside_them_come_back() {
    let (knowledge, pack) = (built_in(), Pack::built_in());
    let (cases, mut random) = (Cases::over(&pack), Random(41));
    let texts = ["=1", "'x", "a, \"b\"\n c\r\n", "\u{4e2d}\u{6587}\t", "\u{1b}[31m", " ", "-", "\\u{5c}", "1,5"];
    for _ in 0..examples(40, 2_000) {
        let made: Vec<Case> =
            (0..3).map(|_| beside(case_of(knowledge, &cases.make(&mut random)), &texts, &mut random)).collect();
        let table = table_of(knowledge, &made);
        let back = import(knowledge, table.as_bytes(), &Mapping::default());
        assert_eq!(back.len(), made.len());
        back.iter().zip(&made).for_each(|(back, case)| assert_same(knowledge, back, case));
    }
}

/// A case with notes, dates and confirmations.
fn beside(mut case: Case, texts: &[&str], random: &mut Random) -> Case {
    let dates = ["2024", "2024-05", "2024-05-02"];
    let any = |random: &mut Random| random.chance(0.5).then(|| random.pick(texts).to_string());
    case.id = any(random);
    case.note = any(random);
    case.setting = random.chance(0.5).then(SettingId::first);
    let answered: Vec<_> = case.answers().map(|(id, answer)| (id, answer.clone())).collect();
    for (id, mut answer) in answered {
        answer.note = any(random);
        answer.date = random.chance(0.5).then(|| Date::read(random.pick::<&str>(&dates)).unwrap());
        answer.confirmed = random.chance(0.5) && matches!(answer.value, AnswerValue::Quantity(_));
        case.put(id, Some(answer));
    }
    case
}

// ---------------------------------------------------------------------------------------------------- registries

const REGISTRY: &str = "\
patient id,Age,sex,platelets (10^9/L),VEGF serum [pg/mL],Papilledema,\u{591a}\u{53d1}\u{6027}\u{795e}\u{7ecf}\u{75c5},\u{808c}\u{9150},\u{808c}\u{9150} \u{5355}\u{4f4d},hospital,HP:0001744,777-3,\u{65e5}\u{671f},notes
A1,54,male,612,>2000,yes,\u{6709},88,umol/L,PUMCH,present,600,2024/5/2,\"line 1
line 2\"
,,,,,,,,,,,,,
A2,61,F,,,1,\u{65e0},1.1,mg/dL,,,,2024-05,
";

fn imported(user: &User, arguments: &[&str]) -> (Run, BTreeMap<String, Value>) {
    fs::remove_dir_all(user.home().join("out")).unwrap_or_default();
    fs::create_dir(user.home().join("out")).unwrap();
    let run = user.run(["import"].iter().chain(arguments).chain(&["--into", "out"]));
    let cases = fs::read_dir(user.home().join("out")).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let case = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        (path.file_stem().unwrap().to_string_lossy().into_owned(), case)
    });
    (run, cases.collect())
}

#[test]
fn a_registry_comes_in_whatever_spreadsheet_wrote_it() {
    let user = User::new();
    let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(REGISTRY.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let gb: Vec<u8> = encoding_rs::GB18030.encode(REGISTRY).0.into_owned();
    for (bytes, read_as) in [
        (REGISTRY.as_bytes().to_vec(), None),
        (format!("\u{feff}{}", REGISTRY.replace('\n', "\r\n")).into_bytes(), None),
        (REGISTRY.replace(',', ";").into_bytes(), None),
        (REGISTRY.replace(',', "\t").into_bytes(), None),
        (gb, Some("it was read as gb18030")),
        (utf_16, Some("it was read as UTF-16LE")),
    ] {
        user.file("registry", &bytes);
        let (run, cases) = imported(&user, &["registry"]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        assert_eq!(cases.keys().collect::<Vec<_>>(), ["A1", "A2"]);
        let first = &cases["A1"];
        assert_eq!(first["note"].as_str().unwrap().replace('\r', ""), "line 1\nline 2");
        let day = |mut value: Value| {
            value["date"] = "2024-05-02".into();
            value
        };
        let expected = [
            ("platelets", serde_json::json!({"value": 612, "unit": "10*9/L"})),
            ("vegf_serum", serde_json::json!({"value": 2000, "comparator": ">", "unit": "pg/mL"})),
            ("papilledema", serde_json::json!({"answer": "present"})),
            ("polyneuropathy", serde_json::json!({"answer": "present"})),
            ("creatinine", serde_json::json!({"value": 88, "unit": "umol/L"})),
            ("splenomegaly", serde_json::json!({"answer": "present"})),
        ];
        assert_eq!(first["findings"].as_object().unwrap().len(), expected.len());
        for (finding, answer) in expected {
            assert_eq!(first["findings"][finding], day(answer), "{finding}");
        }
        assert_eq!(first["age"]["value"], 54);
        assert_eq!(cases["A2"]["sex"]["answer"], "female", "a letter is plain where the finding is known");
        assert_eq!(cases["A2"]["findings"].get("papilledema"), None, "1 is no plain answer");
        let one = user.run(["import", "registry", "--dry-run", "--patient", "A1"]);
        assert_eq!(one.out.contains("it was read as"), read_as.is_some(), "{}", one.out);
        assert!(read_as.is_none_or(|said| one.out.contains(said)));
    }
}

#[test]
fn a_mapping_file_says_what_figures_and_columns_mean() {
    let user = User::new();
    user.file("registry.csv", "id,pap,hb\nA1,1,120\nA2,0,\n");
    let mapping = r#"{"format": "poems-mapping/1", "codes": [
        {"code": "pap", "finding": "papilledema", "present": ["1"], "absent": ["0"]},
        {"code": "hb", "finding": "hemoglobin", "unit": "g/L"}]}"#;
    user.file("mapping.json", mapping);
    let (run, cases) = imported(&user, &["registry.csv", "--mapping", "mapping.json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(cases["A1"]["findings"]["papilledema"], "present");
    assert_eq!(cases["A1"]["findings"]["hemoglobin"], serde_json::json!({"value": 120, "unit": "g/L"}));
    assert_eq!(cases["A2"]["findings"], serde_json::json!({"papilledema": "absent"}), "an empty cell says nothing");
    let one = user.run(["import", "registry.csv", "--mapping", "mapping.json", "--dry-run", "--patient", "A1"]).out;
    assert!(one.contains("Assumed: ") && one.contains("120 g/L"), "{one}");
}

#[test]
fn a_table_of_findings_may_be_somebody_elses() {
    let knowledge = built_in();
    let text = "case,finding,answer,value,unit\nx,Papilledema,yes,,\nx,platelets,,\"1,234\",\nx,\u{8840}\u{5c0f}\u{677f},,612,10^9/L\ny,nonsense,yes,,\n";
    let back = import(knowledge, text.as_bytes(), &Mapping::default());
    assert_eq!(back.iter().map(|import| import.case.id.as_deref()).collect::<Vec<_>>(), [Some("x"), Some("y")]);
    let answer = |finding: &str| back[0].case.known(find(knowledge, finding)).copied();
    assert_eq!(answer("papilledema"), Some(AnswerValue::Present));
    assert!(matches!(answer("platelets"), Some(AnswerValue::Quantity(quantity)) if quantity.value == 612.0));
    assert!(back[1].case.answers().next().is_none());
}

#[test]
fn a_table_that_does_not_fit_is_refused_with_its_lines() {
    let user = User::new();
    for (text, said) in [
        (
            "age,sex\n1,male\n2\n3,male,x\n",
            vec!["t.csv:3:1: a row of 1 cells under a head of 2", "t.csv:4:1: a row of 3 cells"],
        ),
        ("age,note\n1,\"open\n2,x\n", vec!["t.csv:2:1: a quotation mark that opens here is not closed"]),
        ("id,date,age\na,May,54\n", vec!["t.csv:2:1: \"May\" is no date; expected YYYY-MM-DD"]),
        ("finding,answer,value,unit\nplatelets,present,600,10*9/L\n", vec!["t.csv:2:1: both an answer and a value"]),
        ("finding,value,unit,low\nplatelets,600,10*9/L,x\n", vec!["t.csv:2:1: \"x\" is no end of a range"]),
        ("age,sex\n", vec!["t.csv: a table without a row"]),
    ] {
        user.file("t.csv", text);
        let run = user.run(["import", "t.csv", "-o", "case.json"]);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{text}");
        for (line, said) in run.err.lines().zip(&said) {
            assert!(line.starts_with(said), "{}", run.err);
        }
        assert_eq!(run.err.lines().count(), said.len());
    }
    assert!(!user.home().join("case.json").exists());
}

#[test]
fn no_bytes_at_all_break_the_reader() {
    let (knowledge, mut random) = (built_in(), Random(7));
    let parts: Vec<&[u8]> = vec![
        b"finding",
        b"record",
        b"case",
        b"age",
        b",",
        b";",
        b"\t",
        b"\"",
        b"\n",
        b"\r\n",
        b"\xff\xfe",
        b"\x81\x30\x81\x30",
        b"\xd6\xd0",
        b"platelets (10^9/L)",
        b"'=1",
        b"\\u{",
        b"1e999",
        b"-",
        b"2024-13-01",
        b"\0",
        b"note",
        b"setting",
        b"value",
        b"unit",
    ];
    let (vocabulary, mapping) = (Vocabulary::of(knowledge), Mapping::default());
    let resolver = Resolver::new(knowledge, &vocabulary, &mapping);
    for _ in 0..examples(2_000, 100_000) {
        let bytes: Vec<u8> = (0..random.below(40)).flat_map(|_| random.pick(&parts).to_vec()).collect();
        if let Ok((_, records)) = exchange::read("x", &bytes, knowledge) {
            for record in &records {
                let import = resolver.resolve(record);
                assert_eq!(import.account.lines.len(), record.statements.len());
            }
        }
    }
}
