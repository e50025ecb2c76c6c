//! The checklist as a form of other systems: what it asks, and that what is filled in comes back as it was meant.

mod binary;
#[path = "support/golden.rs"]
mod golden;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use poems::case::{AnswerValue, Case, Quantity};
use poems::exchange::fhir::questionnaire;
use poems::exchange::{self, Extent, Import, Mapping, Record, Resolver, Vocabulary, redcap};
use poems::knowledge::{FindingId, Kind, Lang};
use serde_json::{Value, json};

use binary::User;
use golden::golden_text;
use support::{all_cases, built_in, case, examples};

// ---------------------------------------------------------------------------------------------- what is asked

fn form(extent: Extent, lang: Lang) -> Value {
    serde_json::from_str(&questionnaire::questionnaire(built_in(), extent, lang)).unwrap()
}

/// Every item of a form, each with how deep it stands.
fn items(form: &Value) -> Vec<(usize, &Value)> {
    fn collect<'f>(parent: &'f Value, depth: usize, all: &mut Vec<(usize, &'f Value)>) {
        for item in parent["item"].as_array().into_iter().flatten() {
            all.push((depth, item));
            collect(item, depth + 1, all);
        }
    }
    let mut all = Vec::new();
    collect(form, 0, &mut all);
    all
}

fn link(item: &Value) -> &str {
    item["linkId"].as_str().unwrap()
}

#[test]
fn the_whole_form_asks_every_finding_once_and_the_short_one_the_sheet() {
    let knowledge = built_in();
    for lang in Lang::ALL {
        let whole = form(Extent::Whole, lang);
        let links: Vec<&str> = items(&whole).into_iter().map(|(_, item)| link(item)).collect();
        assert_eq!(links.iter().collect::<BTreeSet<_>>().len(), links.len(), "a linkId stands twice");
        let asked: Vec<&&str> = links.iter().filter(|link| knowledge.find(link).is_some()).collect();
        assert_eq!(asked.len(), knowledge.findings.len());
        let short = form(Extent::Key, lang);
        let key: BTreeSet<FindingId> = knowledge.sheet.key_findings().collect();
        let sums: BTreeSet<FindingId> = knowledge.sheet.parts.iter().filter_map(|part| part.summed_up_by).collect();
        let asked: BTreeSet<FindingId> =
            items(&short).into_iter().filter_map(|(_, item)| knowledge.find(link(item))).collect();
        assert_eq!(asked, key.union(&sums).copied().collect());
    }
}

#[test]
fn a_question_is_put_while_nothing_denies_it() {
    let form = form(Extent::Whole, Lang::En);
    let all = items(&form);
    let find = |id: &str| all.iter().find(|(_, item)| link(item) == id).unwrap().1;
    let place = |id: &str| all.iter().position(|(_, item)| link(item) == id).unwrap();
    for (_, item) in &all {
        for condition in item["enableWhen"].as_array().into_iter().flatten() {
            assert!(place(condition["question"].as_str().unwrap()) < place(link(item)), "{}", link(item));
        }
    }
    let conditions = &find("hepatomegaly")["enableWhen"];
    assert_eq!(conditions[0], json!({"question": "organomegaly", "operator": "exists", "answerBoolean": false}));
    assert_eq!(conditions[1]["operator"], "!=");
    assert_eq!(conditions[1]["answerCoding"]["code"], "absent");
    assert_eq!(find("gynecomastia")["enableWhen"][1]["answerCoding"]["code"], "female");
    // A number may always say something.
    assert!(find("testosterone").get("enableWhen").is_none());
}

/// A line an item: what would have to be read to see what a form asks.
fn outline(form: &Value) -> String {
    let line = |(depth, item): (usize, &Value)| {
        let when = item["enableWhen"].as_array().into_iter().flatten().map(|it| it["question"].as_str().unwrap());
        let when: BTreeSet<&str> = when.collect();
        let when = if when.is_empty() { String::new() } else { format!(" after {when:?}") };
        let options = item["answerOption"].as_array().into_iter().flatten();
        let options: Vec<&str> = options.map(|option| option["valueCoding"]["display"].as_str().unwrap()).collect();
        let units =
            item["extension"].as_array().into_iter().flatten().filter_map(|it| it["valueCoding"]["display"].as_str());
        let units: Vec<&str> = units.collect();
        let text = item["text"].as_str().unwrap();
        format!(
            "{:indent$}{} [{}] {text} {options:?} {units:?}{when}\n",
            "",
            link(item),
            item["type"].as_str().unwrap(),
            indent = 2 * depth
        )
    };
    items(form).into_iter().filter(|(_, item)| item["type"] != "display").map(line).collect()
}

#[test]
fn what_the_forms_ask_is_as_it_was_read_and_found_good() {
    for lang in Lang::ALL {
        golden_text(&format!("forms/questionnaire.{}.txt", lang.key()), &outline(&form(Extent::Whole, lang)));
        golden_text(&format!("forms/redcap.{}.csv", lang.key()), &redcap::dictionary(built_in(), Extent::Key, lang));
    }
}

// ------------------------------------------------------------------------------------------------ filled in

fn imported(file: &str, text: &str) -> Vec<Import> {
    let knowledge = built_in();
    let (_, records) = exchange::read(file, text.as_bytes(), knowledge).unwrap_or_else(|faults| panic!("{faults:?}"));
    let (vocabulary, mapping) = (Vocabulary::of(knowledge), Mapping::default());
    let resolver = Resolver::new(knowledge, &vocabulary, &mapping);
    records.iter().map(|record: &Record| resolver.resolve(record)).collect()
}

/// The import of a file that holds one record.
fn only(mut imports: Vec<Import>) -> Import {
    assert_eq!(imports.len(), 1);
    imports.remove(0)
}

/// What a form can hold of a case: the answers without what was noted beside them. A mere number has no unit to be chosen.
fn values(case: &Case) -> BTreeMap<FindingId, AnswerValue> {
    let plain = |id: FindingId, value: AnswerValue| match (value, built_in().finding(id).measure()) {
        (AnswerValue::Quantity(quantity), Some(measure)) => {
            let is_mere = measure.units.iter().all(|unit| unit.shown(Lang::En).is_empty());
            let (value, unit) =
                if is_mere { (quantity.canonical(measure), 0) } else { (quantity.value, quantity.unit) };
            AnswerValue::Quantity(Quantity { value, unit, reference: None, ..quantity })
        }
        (value, _) => value,
    };
    case.answers().map(|(id, answer)| (id, plain(id, answer.value))).collect()
}

/// Of the cases that come with the program some, and all of them where there is time.
fn cases() -> Vec<String> {
    let step = if examples(1, 0) == 0 { 1 } else { 6 };
    all_cases().into_iter().step_by(step).collect()
}

/// Fills the form in as a person would that answers every question which the case answers.
fn response(form: &Value, case: &Case) -> Value {
    let answered: Vec<Value> = form["item"].as_array().unwrap().iter().filter_map(|item| filled(item, case)).collect();
    json!({"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2024-05-01T10:00:00Z",
        "questionnaire": format!("{}|{}", form["url"].as_str().unwrap(), form["version"].as_str().unwrap()), "item": answered})
}

fn filled(item: &Value, case: &Case) -> Option<Value> {
    let knowledge = built_in();
    let id = link(item);
    let (id, is_limit) = id.strip_suffix(".limit").map_or((id, false), |id| (id, true));
    let value = knowledge.find(id).and_then(|finding| Some((finding, case.answer(finding)?.value)));
    let option = |code: &str| {
        let options = item["answerOption"].as_array().unwrap();
        let option = options.iter().find(|option| option["valueCoding"]["code"] == code);
        json!({"valueCoding": option.unwrap_or_else(|| panic!("{id}: no answer {code}"))["valueCoding"]})
    };
    let answer = value.and_then(|(finding, value)| match (&knowledge.finding(finding).kind, value) {
        (Kind::Quantity(_), AnswerValue::Quantity(quantity)) if is_limit => Some(option(quantity.comparator?.symbol())),
        (Kind::Quantity(measure), AnswerValue::Quantity(quantity)) => {
            let unit = &measure.unit_at(quantity.unit).id;
            Some(match item["type"].as_str() {
                Some("decimal") => json!({"valueDecimal": quantity.value}),
                _ => json!({"valueQuantity": {"value": quantity.value, "code": unit, "system": "http://unitsofmeasure.org"}}),
            })
        }
        (Kind::Quantity(_), value) => is_limit.then(|| option(value.word(knowledge.finding(finding)).unwrap())),
        (_, value) => Some(option(value.word(knowledge.finding(finding)).unwrap())),
    });
    let inner: Vec<Value> =
        item["item"].as_array().into_iter().flatten().filter_map(|item| filled(item, case)).collect();
    if answer.is_none() && inner.is_empty() {
        return None;
    }
    let mut out = json!({"linkId": link(item)});
    match answer {
        Some(answer) => out["answer"] = json!([answer]),
        None => out["text"] = item["text"].clone(),
    }
    if !inner.is_empty() {
        out["item"] = inner.into();
    }
    Some(out)
}

#[test]
fn a_form_that_was_filled_in_is_the_same_case() {
    let forms = Lang::ALL.map(|lang| form(Extent::Whole, lang));
    let mut answers = 0;
    for (at, text) in cases().iter().enumerate() {
        let case = case_of(text);
        let response = response(&forms[at % 2], &case);
        let import = only(imported("response.json", &response.to_string()));
        assert_eq!(values(&import.case), values(&case), "{response:#}");
        assert!(import.case.answers().all(|(_, answer)| answer.date.unwrap().to_string() == "2024-05-01"));
        answers += import.account.lines.len();
    }
    assert!(answers > 1_000, "{answers}");
}

/// A case, or the case within a teaching case.
fn case_of(text: &str) -> Case {
    let value: Value = serde_json::from_str(text).unwrap();
    case(built_in(), &value.get("case").unwrap_or(&value).to_string())
}

/// The rows of a dictionary by the names of their fields.
fn fields(lang: Lang) -> BTreeMap<String, Vec<String>> {
    let text = redcap::dictionary(built_in(), Extent::Whole, lang);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row[0].clone(), row)).collect()
}

/// The field of a finding, by its label.
fn field_of<'f>(fields: &'f BTreeMap<String, Vec<String>>, label: &str) -> &'f Vec<String> {
    fields.values().find(|row| row[4] == label).unwrap_or_else(|| panic!("no field is called {label}"))
}

/// The code and the label of the choice that is written with this code or is labeled so.
fn choice(row: &[String], wanted: &str) -> (String, String) {
    let choices = row[5].split(" | ").map(|choice| choice.split_once(", ").unwrap());
    let is = |(code, label): &(&str, &str)| *code == wanted || label.eq_ignore_ascii_case(wanted);
    let (code, label) = choices.clone().find(is).unwrap_or_else(|| panic!("{}: {wanted}", row[0]));
    (code.to_owned(), label.to_owned())
}

/// What stands in the export for a case: the field, its raw value and its label.
fn exported(fields: &BTreeMap<String, Vec<String>>, lang: Lang, case: &Case) -> Vec<(String, String, String, String)> {
    let knowledge = built_in();
    let mut cells = Vec::new();
    for (id, answer) in case.answers() {
        let finding = knowledge.finding(id);
        let row = field_of(fields, finding.label.get(lang));
        let base = &row[0];
        let beside = |ending: &str| fields.get(&format!("{base}_{ending}"));
        let mut chosen = |row: &Vec<String>, code: &str| {
            let (code, label) = choice(row, code);
            cells.push((row[0].clone(), row[4].clone(), code, label));
        };
        let code = |value: AnswerValue| match value {
            AnswerValue::Present => "1".to_owned(),
            AnswerValue::Absent => "0".to_owned(),
            AnswerValue::Unobtainable => "8".to_owned(),
            AnswerValue::Option(_) => value.word(finding).unwrap().to_owned(),
            _ => "9".to_owned(),
        };
        match (&finding.kind, answer.value) {
            (Kind::Quantity(measure), AnswerValue::Quantity(quantity)) => {
                if let Some(row) = beside("unit") {
                    let shown = measure.unit_at(quantity.unit);
                    let label = Some(shown.shown(lang)).filter(|shown| !shown.is_empty()).unwrap_or(&shown.id);
                    chosen(row, label);
                }
                if let Some(comparator) = quantity.comparator {
                    let code = match comparator.symbol() {
                        "<" => "lt",
                        "<=" => "le",
                        ">" => "gt",
                        _ => "ge",
                    };
                    chosen(beside("limit").unwrap(), code);
                }
                let number = quantity.value.to_string();
                cells.push((row[0].clone(), row[4].clone(), number.clone(), number));
            }
            (Kind::Quantity(_), value) => chosen(beside("limit").unwrap(), &code(value)),
            (_, value) => chosen(row, &code(value)),
        }
    }
    cells
}

#[test]
fn what_redcap_exports_is_the_same_case_raw_or_in_labels() {
    let dictionaries = Lang::ALL.map(|lang| (lang, fields(lang)));
    for (at, text) in cases().iter().enumerate() {
        let case = case_of(text);
        let (lang, fields) = &dictionaries[at % 2];
        let cells = exported(fields, *lang, &case);
        for labels in [false, true] {
            let mut csv = csv::Writer::from_writer(Vec::new());
            let (record, state) = if labels {
                (fields["record_id"][4].as_str(), "Complete?")
            } else {
                ("record_id", "key_findings_complete")
            };
            let head = cells.iter().map(|(name, label, ..)| if labels { label } else { name }.as_str());
            csv.write_record([record].into_iter().chain(head).chain([state])).unwrap();
            let row = cells.iter().map(|(_, _, raw, label)| if labels { label } else { raw }.as_str());
            csv.write_record(["17"].into_iter().chain(row).chain(["2"])).unwrap();
            let text = String::from_utf8(csv.into_inner().unwrap()).unwrap();
            let import = only(imported("export.csv", &text));
            assert_eq!(import.patient.as_deref(), Some("17"));
            assert_eq!(values(&import.case), values(&case), "{text}");
        }
    }
}

#[test]
fn of_several_visits_the_last_holds_and_several_patients_stay_apart() {
    let text = "record_id,redcap_event_name,findings_date,platelets,platelets_unit,papilledema\n\
        A,first,2024-01-02,620,10_9_l,0\nB,first,2024-01-03,300,10_9_l,\nA,second,2024-06-02,480,10_9_l,9\n";
    let imports = imported("export.csv", text);
    let [a, b] = imports.as_slice() else { panic!("{} records", imports.len()) };
    let answer = |import: &Import, id: &str| import.case.answer(built_in().find(id).unwrap()).unwrap().value;
    assert!(matches!(answer(a, "platelets"), AnswerValue::Quantity(quantity) if quantity.value == 480.0));
    assert_eq!(answer(a, "papilledema"), AnswerValue::Absent);
    assert!(matches!(answer(b, "platelets"), AnswerValue::Quantity(quantity) if quantity.value == 300.0));
}

#[test]
fn a_number_without_its_unit_is_asked_about() {
    let user = User::new();
    let file = user.file("export.csv", "record_id,platelets,platelets_unit\nA,300,\n");
    let told = user.run(["import", file.to_str().unwrap(), "--dry-run", "--lang", "en"]);
    assert!(told.out.contains("1 to be answered by you"), "{}", told.out);
}

#[test]
fn what_was_entered_in_error_or_asked_by_another_form_answers_nothing() {
    let answer = json!([{"valueCoding": {"system": "urn:poems:answer", "code": "present"}}]);
    let item = json!([{"linkId": "papilledema", "answer": answer}, {"linkId": "no_such_question", "answer": answer}]);
    let response = |form: &str, status: &str| {
        json!({"resourceType": "QuestionnaireResponse", "questionnaire": form, "status": status, "item": item})
            .to_string()
    };
    for (form, status, entered) in [
        ("urn:poems:questionnaire:poems:en|1.0.0", "completed", 1),
        ("urn:poems:questionnaire:poems:en|1.0.0", "in-progress", 1),
        ("urn:poems:questionnaire:poems:en|1.0.0", "entered-in-error", 0),
        ("http://example.org/Questionnaire/other", "completed", 0),
    ] {
        let import = only(imported("response.json", &response(form, status)));
        assert_eq!(import.case.answers().count(), entered, "{form} {status}");
        assert_eq!(import.account.lines.len(), 2, "nothing is passed over in silence");
    }
}

#[test]
fn hostile_text_in_a_filled_form_steers_nothing() {
    let evil = "\u{1b}[2J\u{202e}=cmd|' /C calc'!A0<script>";
    let user = User::new();
    let response = json!({"resourceType": "QuestionnaireResponse", "status": evil, "authored": evil,
    "questionnaire": "urn:poems:questionnaire:poems:en", "subject": {"reference": evil},
    "item": [
        {"linkId": evil, "text": evil, "answer": [{"valueString": evil}]},
        {"linkId": "papilledema", "text": evil, "answer": [{"valueString": evil}]},
        {"linkId": "sex", "answer": [{"valueCoding": {"system": evil, "code": evil, "display": evil}}]},
        {"linkId": "platelets", "answer": [{"valueQuantity": {"value": 3, "unit": evil, "code": evil}}]},
    ]});
    let mut export = csv::Writer::from_writer(Vec::new());
    export.write_record(["record_id", "papilledema", "platelets", evil]).unwrap();
    export.write_record([evil, evil, evil, evil]).unwrap();
    let files =
        [user.file("response.json", response.to_string()), user.file("export.csv", export.into_inner().unwrap())];
    for file in files {
        let told = user.run(["import", file.to_str().unwrap(), "--dry-run"]);
        for text in [&told.out, &told.err] {
            assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        }
        assert!(told.out.contains("Statements in the source"), "{}{}", told.out, told.err);
    }
}

// ------------------------------------------------------------------------------------- programs of other makers

fn script(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

#[test]
fn the_dictionary_follows_the_rules_of_redcap_and_broken_ones_do_not() {
    let user = User::new();
    if Command::new("python3").arg("--version").output().is_err() {
        return println!("skipped: there is no python3");
    }
    let check = |text: &str| {
        let file = user.file("dictionary.csv", text);
        let run = Command::new("python3").arg(script("python/redcap_dictionary.py")).arg(file).output().unwrap();
        (run.status.success(), String::from_utf8_lossy(&run.stdout).into_owned())
    };
    for lang in Lang::ALL {
        for extent in [Extent::Key, Extent::Whole] {
            let (good, told) = check(&redcap::dictionary(built_in(), extent, lang));
            assert!(good, "{told}");
        }
    }
    let good = redcap::dictionary(built_in(), Extent::Whole, Lang::En);
    for (what, from, to) in [
        ("a column has another name", "Field Annotation", "Annotation"),
        ("a name has a capital letter", "\nplatelets,", "\nPlatelets,"),
        ("a name stands twice", "\nhemoglobin,", "\nplatelets,"),
        ("a choice has no code", "1, Present", "Present"),
        ("a code stands twice", "0, Absent", "1, Absent"),
        ("a field of no kind", ",radio,", ",radios,"),
        ("a condition of a field that is not there", "[organomegaly] <> '0'", "[organs] <> '0'"),
        ("a condition that is not closed", "[organomegaly] <> '0'", "[organomegaly <> '0'"),
        ("a number is validated as nothing known", ",number,", ",numeric,"),
    ] {
        assert!(good.contains(from), "{from}");
        assert!(!check(&good.replacen(from, to, 1)).0, "{what}");
    }
}

/// What the validators of FHIR say of a resource; `None` where nobody offers them.
fn is_valid(user: &User, resource: &str) -> Option<bool> {
    let Some(modules) = std::env::var_os("POEMS_FHIR_MODULES") else {
        println!("skipped: POEMS_FHIR_MODULES names no validators");
        return None;
    };
    let file = user.file("resource.json", resource);
    let run =
        Command::new("node").env("NODE_PATH", modules).arg(script("fhir/validate.js")).arg(file).output().unwrap();
    Some(run.status.success())
}

#[test]
fn the_forms_and_what_is_filled_in_are_fhir_and_broken_ones_are_not() {
    let user = User::new();
    for lang in Lang::ALL {
        for extent in [Extent::Key, Extent::Whole] {
            let Some(valid) = is_valid(&user, &form(extent, lang).to_string()) else { return };
            assert!(valid, "{extent:?} {lang:?}");
        }
    }
    let good = form(Extent::Key, Lang::En);
    let filled = response(&good, &case_of(&all_cases()[0]));
    assert_eq!(is_valid(&user, &filled.to_string()), Some(true));
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut form = good.clone();
        change(&mut form);
        is_valid(&user, &form.to_string())
    };
    assert_eq!(broken(&|form| form["item"][0]["linkId"] = form["item"][1]["linkId"].clone()), Some(false));
    assert_eq!(broken(&|form| drop(form.as_object_mut().unwrap().remove("status"))), Some(false));
    assert_eq!(broken(&|form| form["item"][0]["item"][2]["type"] = json!("radio")), Some(false));
    assert_eq!(broken(&|form| form["titel"] = json!("a field that FHIR does not know")), Some(false));
}

/// The folder in which LHC-Forms and a driver of browsers are installed. Where nobody offers one, what needs it is passed
/// over; `.ci/run` offers one wherever it can.
fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("POEMS_LHC_FORMS").map(PathBuf::from);
    if named.is_none() {
        println!("skipped: POEMS_LHC_FORMS names no folder with lforms and playwright-core");
    }
    named
}

/// What is filled in by clicks, and the same case as it is typed here.
const CLICKS: &str = include_str!("data/exchange/forms/clicks.json");

#[test]
fn lhc_forms_shows_the_form_and_what_is_clicked_there_assesses_like_the_same_case_typed_here() {
    let Some(browser) = browser() else { return };
    let user = User::new();
    let clicks: Value = serde_json::from_str(CLICKS).unwrap();
    let typed = user.file("typed.json", clicks["case"].to_string());
    let expected = user.run(["assess", typed.to_str().unwrap(), "--format", "json", "--lang", "en"]);
    for lang in Lang::ALL {
        let form = user.file("form.json", questionnaire::questionnaire(built_in(), Extent::Whole, lang));
        let fill = user.file("clicks.json", CLICKS);
        let response = user.home().join(format!("response.{}.json", lang.key()));
        let run = Command::new("node")
            .arg(script("browser/lhc_forms.mjs"))
            .args([&browser, &form, &fill, &response])
            .output()
            .unwrap();
        assert!(
            run.status.success(),
            "{}{}",
            String::from_utf8_lossy(&run.stdout),
            String::from_utf8_lossy(&run.stderr)
        );
        let case = user.home().join(format!("case.{}.json", lang.key()));
        let told = user.run(["import", response.to_str().unwrap(), "-o", case.to_str().unwrap(), "--lang", "en"]);
        assert_eq!(told.status, 0, "{}", told.err);
        assert!(told.out.contains("0 to be answered"), "{}{}", told.out, told.err);
        let found = user.run(["assess", case.to_str().unwrap(), "--format", "json", "--lang", "en"]);
        let what = |text: &str| {
            let value: Value = serde_json::from_str(text).unwrap();
            ["criteria", "fit", "differential", "next"].map(|key| value[key].clone())
        };
        assert_eq!(what(&found.out), what(&expected.out), "{}", lang.key());
    }
}
