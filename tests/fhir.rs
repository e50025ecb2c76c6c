//! FHIR R4, out and in: what other systems get of a case, what is made of what they send, and that nothing is lost or
//! guessed on the way.

mod binary;
#[path = "support/golden.rs"]
mod golden;
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use binary::User;
use golden::golden;
use poems::case::{Answer, AnswerValue, Case};
use poems::engine::assess;
use poems::exchange::fhir::{self, Export, Exporter};
use poems::exchange::{Import, Kind, Mapping, Outcome, Question, Reason, Record, Resolver, Vocabulary, recognize};
use poems::knowledge::Lang;
use poems::report::{self, View};
use serde_json::{Value, json};
use support::naive::Pack;
use support::random::{Cases, Random};
use support::{built_in, case, case_of, examples, listed};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const WARD_7: &str = include_str!("data/cases/ward-7.json");

fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| Vocabulary::of(built_in()))
}

fn exporter(lang: Lang) -> Exporter<'static> {
    Exporter::new(built_in(), vocabulary(), lang)
}

/// The Bundle of a case, as `poems assess` writes it.
fn bundle(exporter: &Exporter, case: &Case, lang: Lang) -> String {
    let assessment = assess(built_in(), case);
    let view = View { knowledge: built_in(), case, assessment: &assessment, lang, sets: &[], warnings: &[] };
    exporter.bundle(&Export { case, assessment: &assessment, summary: &report::page(&view) })
}

fn exported(case: &Case) -> Value {
    serde_json::from_str(&bundle(&exporter(Lang::En), case, Lang::En)).unwrap()
}

fn resources<'b>(bundle: &'b Value, kind: &str) -> Vec<&'b Value> {
    let all = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    all.filter(|resource| resource["resourceType"] == kind).collect()
}

/// The Observation of a finding.
fn observation<'b>(bundle: &'b Value, finding: &str) -> &'b Value {
    let is = |one: &&&Value| {
        let codings = one["code"]["coding"].as_array().unwrap();
        codings.iter().any(|coding| coding["system"] == "urn:poems:finding" && coding["code"] == finding)
    };
    resources(bundle, "Observation").iter().find(is).copied().unwrap_or_else(|| panic!("no {finding}"))
}

fn codes_of(concept: &Value, system: &str) -> Vec<String> {
    let codings = concept["coding"].as_array().unwrap().iter();
    codings.filter(|coding| coding["system"] == system).map(|c| c["code"].as_str().unwrap().to_owned()).collect()
}

const HPO: &str = "http://human-phenotype-ontology.org";
const SNOMED: &str = "http://snomed.info/sct";
const ABSENT_REASON: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

// --------------------------------------------------------------------------------------------------------- out

#[test]
fn a_system_gets_every_answer_and_what_is_not_known_says_so() {
    let case = case(built_in(), WARD_7);
    let bundle = exported(&case);
    assert_eq!(resources(&bundle, "Observation").len(), case.answers().count());
    assert_eq!(resources(&bundle, "Patient"), [&json!({"resourceType": "Patient", "gender": "male"})]);
    let pelvis = observation(&bundle, "bone_site_pelvis");
    assert_eq!(codes_of(&pelvis["dataAbsentReason"], ABSENT_REASON), ["unknown"]);
    assert!(pelvis.as_object().unwrap().keys().all(|key| !key.starts_with("value")));
    let castleman = observation(&bundle, "castleman_disease");
    assert_eq!(codes_of(&castleman["dataAbsentReason"], ABSENT_REASON), ["not-performed"]);
    let papilledema = observation(&bundle, "papilledema");
    assert_eq!(codes_of(&papilledema["valueCodeableConcept"], SNOMED), ["2667000"]);
    let vegf = observation(&bundle, "vegf_serum");
    assert_eq!(vegf["valueQuantity"]["comparator"], ">");
    assert_eq!(vegf["valueQuantity"]["code"], "ng/L");
    assert_eq!(vegf["effectiveDateTime"], "2024-05-11");
    let specimen =
        bundle["entry"].as_array().unwrap().iter().find(|entry| entry["fullUrl"] == vegf["specimen"]["reference"]);
    assert_eq!(specimen.unwrap()["resource"]["type"]["text"], "serum / 血清");
    let platelets = observation(&bundle, "platelets");
    assert_eq!(platelets["referenceRange"][0]["high"]["value"], 400_000);
    assert_eq!(
        codes_of(&platelets["interpretation"][0], "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"),
        ["H"]
    );
    // The usual range of the pack is no word of the laboratory.
    assert_eq!(observation(&bundle, "hemoglobin").get("interpretation"), None);
}

#[test]
fn the_report_is_preliminary_and_nothing_in_it_is_a_diagnosis_or_a_risk() {
    let bundle = exported(&case_of(built_in(), &support::patient("1-classic")));
    let kinds: BTreeSet<&str> =
        bundle["entry"].as_array().unwrap().iter().map(|e| e["resource"]["resourceType"].as_str().unwrap()).collect();
    let expected = ["ClinicalImpression", "Device", "DiagnosticReport", "Observation", "Patient", "Specimen"];
    assert!(kinds.is_subset(&expected.into_iter().collect()), "{kinds:?}");
    let [report] = resources(&bundle, "DiagnosticReport")[..] else { panic!() };
    assert_eq!(report["status"], "preliminary");
    assert_eq!(report["result"].as_array().unwrap().len(), resources(&bundle, "Observation").len());
    // How well the profile fits stands in the text alone, and there with its range.
    let text = report["text"]["div"].as_str().unwrap();
    assert!(text.contains('%') && text.contains(" to "), "{text}");
    assert!(!report["conclusion"].as_str().unwrap().contains('%'));
    let [impression] = resources(&bundle, "ClinicalImpression")[..] else { panic!() };
    assert_eq!(impression["status"], "in-progress");
    assert!(!impression.to_string().contains('%'), "{impression}");
}

#[test]
fn a_term_is_written_only_where_it_is_true_of_the_answer() {
    let pack = Pack::built_in();
    let mut seen = BTreeSet::new();
    for (id, finding) in &pack.findings {
        let Some(term) = finding["codes"].get("hpo") else { continue };
        let how = finding["codes"].get("hpo_match").and_then(Value::as_str).unwrap_or("exact");
        for answer in ["present", "absent", "unknown"] {
            let case = case_of(built_in(), &json!({"format": "poems-case/1", "findings": {id: answer}}));
            let written = codes_of(&observation(&exported(&case), id)["code"], HPO);
            let is_true = how == "exact"
                || (how == "broader" && answer == "present")
                || (how == "narrower" && answer == "absent");
            let expected: Vec<&str> = term.as_str().filter(|_| is_true).into_iter().collect();
            assert_eq!(written, expected, "{id} {answer}, the term is {how}");
        }
        seen.insert(how.to_owned());
        if seen.len() == 4 && seen.contains("exact") && how == "exact" {
            break;
        }
    }
    assert!(seen.len() >= 3, "{seen:?}");
}

#[test]
fn the_same_case_gives_the_same_bundle_and_another_one_other_names() {
    let names = |case: &Case| -> Vec<String> {
        let bundle = exported(case);
        bundle["entry"].as_array().unwrap().iter().map(|entry| entry["fullUrl"].as_str().unwrap().to_owned()).collect()
    };
    let ward_7 = case(built_in(), WARD_7);
    let other = case(built_in(), &WARD_7.replace("54", "55"));
    assert_eq!(names(&ward_7), names(&ward_7));
    let all: BTreeSet<String> = names(&ward_7).into_iter().chain(names(&other)).collect();
    assert_eq!(all.len(), names(&ward_7).len() + names(&other).len());
}

#[test]
fn several_cases_are_a_bundle_a_line() {
    let user = User::new();
    user.file("ward-7.json", WARD_7);
    let run = user.run(["assess", "ward-7.json", "case:lee2017-glomeruloid-51m", "--format", "fhir"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let ids: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["identifier"]["value"].take())
        .collect();
    assert_eq!(ids, ["ward-7-bed-2", "lee2017-glomeruloid-51m"]);
}

#[test]
fn bundles_stay_as_they_were_found_good() {
    let user = User::new();
    user.file("ward-7.json", WARD_7);
    for (name, case) in [("ward-7", "ward-7.json"), ("lee2017", "case:lee2017-glomeruloid-51m")] {
        for lang in ["en", "zh"] {
            let run = user.run(["assess", case, "--format", "fhir", "--lang", lang]);
            let mut bundle: Value = serde_json::from_str(&run.out).unwrap();
            // The names are made of the pack's digest, and the text has golden files of its own.
            let names: Vec<String> =
                bundle["entry"].as_array().unwrap().iter().map(|e| e["fullUrl"].as_str().unwrap().to_owned()).collect();
            for entry in bundle["entry"].as_array_mut().unwrap() {
                entry["resource"].as_object_mut().unwrap().remove("text");
            }
            let mut text = format!("{bundle:#}\n");
            names
                .iter()
                .enumerate()
                .for_each(|(at, name)| text = text.replace(name.as_str(), &format!("urn:uuid:{at}")));
            golden(&format!("{name}.{lang}.fhir.json"), &text);
        }
    }
}

// ---------------------------------------------------------------------------------------------------------- in

fn read(text: &str) -> Vec<Record> {
    fhir::read("file.json", text.as_bytes()).unwrap_or_else(|faults| panic!("{}", listed(&faults)))
}

fn resolved(records: &[Record]) -> Vec<Import> {
    let mapping = Mapping::default();
    let resolver = Resolver::new(built_in(), vocabulary(), &mapping);
    records.iter().map(|record| resolver.resolve(record)).collect()
}

/// What is made of resources of one patient.
fn imported(resources: &[Value]) -> Import {
    let entries: Vec<Value> = resources.iter().map(|resource| json!({"resource": resource})).collect();
    let bundle = json!({"resourceType": "Bundle", "type": "collection", "entry": entries});
    let mut imports = resolved(&read(&bundle.to_string()));
    assert_eq!(imports.len(), 1);
    imports.remove(0)
}

/// An Observation with these members over a plain one of a platelet count.
fn platelets(members: Value) -> Value {
    let mut observation = json!({
        "resourceType": "Observation", "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "777-3"}]}
    });
    observation.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    observation
}

/// The answer to a finding in the words of the case format.
fn answer(import: &Import, finding: &str) -> Option<Value> {
    let id = built_in().find(finding).unwrap();
    let answer = import.case.answer(id)?;
    Some(serde_json::from_str(answer.entered(built_in().finding(id)).get()).unwrap())
}

fn only_question(import: &Import) -> Question {
    match &import.account.lines[0].outcome {
        Outcome::Asked { open, .. } => open[0].question.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_laboratory_value_comes_in_as_the_laboratory_gave_it() {
    let import = imported(&[platelets(json!({
        "effectiveDateTime": "2026-03-02T09:30:00+08:00",
        "valueQuantity": {"value": 4.5e2, "comparator": ">=", "unit": "x10^3/uL", "system": "http://unitsofmeasure.org", "code": "10*3/uL"},
        "referenceRange": [{"low": {"value": 150, "code": "10*3/uL"}, "high": {"value": 400, "code": "10*3/uL"}}],
        "note": [{"text": "clumps"}]
    }))]);
    let expected = json!({"value": 450, "comparator": ">=", "unit": "10*3/uL", "reference": {"low": 150, "high": 400}});
    assert_eq!(answer(&import, "platelets"), Some(expected));
    let Answer { note, date, .. } = import.case.answer(built_in().find("platelets").unwrap()).unwrap().clone();
    assert_eq!((note.as_deref(), date.unwrap().to_string().as_str()), (Some("clumps"), "2026-03-02"));
}

#[test]
fn a_unit_is_read_from_its_text_and_never_guessed() {
    let of = |quantity: Value| imported(&[platelets(json!({"valueQuantity": quantity}))]);
    let spelled = of(json!({"value": 450, "unit": "K/uL"}));
    assert_eq!(answer(&spelled, "platelets"), Some(json!({"value": 450, "unit": "10*3/uL"})));
    let none = of(json!({"value": 450}));
    assert_eq!((answer(&none, "platelets"), only_question(&none)), (None, Question::NoUnit("450".into())));
    let strange = of(json!({"value": 450, "unit": "furlong"}));
    assert!(matches!(only_question(&strange), Question::Refused(_)));
    let words = of(json!({"value": "450", "unit": "10*9/L"}));
    assert_eq!(answer(&words, "platelets"), Some(json!({"value": 450, "unit": "10*9/L"})));
}

#[test]
fn which_specimen_it_was_decides_or_is_asked() {
    let vegf = |specimen: Value| {
        let mut observation = platelets(json!({
            "code": {"coding": [{"system": "http://loinc.org", "code": "34694-0"}]},
            "valueQuantity": {"value": 1240, "code": "pg/mL"},
            "contained": [{"resourceType": "Specimen", "id": "s", "type": specimen}]
        }));
        observation["specimen"] = json!({"reference": "#s"});
        imported(&[observation])
    };
    let plasma = vegf(json!({"coding": [{"system": SNOMED, "code": "119361006"}]}));
    assert_eq!(answer(&plasma, "vegf_plasma"), Some(json!({"value": 1240, "unit": "pg/mL"})));
    let serum = vegf(json!({"text": "血清"}));
    assert_eq!(answer(&serum, "vegf_serum"), Some(json!({"value": 1240, "unit": "pg/mL"})));
    let blood = vegf(json!({"text": "blood"}));
    assert_eq!((blood.case.answers().count(), only_question(&blood)), (0, Question::Specimen));
}

#[test]
fn an_observation_says_present_or_absent_in_many_ways() {
    let of = |members: Value| {
        let mut observation = platelets(members);
        observation["code"] = json!({"coding": [{"system": HPO, "code": "HP:0001085"}]});
        imported(&[observation, json!({"resourceType": "Patient"})])
    };
    let interpretation = |code: &str| json!({"interpretation": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "code": code}]}]});
    let cases = [
        (json!({"valueCodeableConcept": {"coding": [{"system": SNOMED, "code": "52101004"}]}}), Some("present")),
        (json!({"valueCodeableConcept": {"coding": [{"system": SNOMED, "code": "2667000"}]}}), Some("absent")),
        (json!({"valueCodeableConcept": {"text": "阴性"}}), Some("absent")),
        (json!({"valueString": "Positive"}), Some("present")),
        (json!({"valueString": "未见异常"}), Some("absent")),
        (json!({"valueBoolean": false}), Some("absent")),
        (interpretation("POS"), Some("present")),
        (interpretation("NEG"), Some("absent")),
        (
            json!({"dataAbsentReason": {"coding": [{"system": ABSENT_REASON, "code": "asked-unknown"}]}}),
            Some("unknown"),
        ),
        // Not plain: a person has to say.
        (json!({"valueString": "perhaps"}), None),
        (interpretation("A"), None),
        (json!({"valueString": "Positive", "valueBoolean": false}), None),
        (json!({"valueString": "Positive", "dataAbsentReason": {"text": "not done"}}), None),
        (
            json!({"valueBoolean": true, "modifierExtension": [{"url": "http://example.org/negated", "valueBoolean": true}]}),
            None,
        ),
    ];
    for (members, expected) in cases {
        let import = of(members.clone());
        assert_eq!(answer(&import, "papilledema"), expected.map(|word| json!(word)), "{members}");
        if expected.is_none() {
            assert!(matches!(only_question(&import), Question::NotPlain(_)), "{members}");
        }
    }
    // Nothing is said, of somebody else, or no longer.
    for members in [json!({}), json!({"valueBoolean": true, "focus": [{"display": "fetus"}]})] {
        assert!(matches!(of(members).account.lines[0].outcome, Outcome::Left(_)));
    }
    for status in ["entered-in-error", "cancelled"] {
        let import = of(json!({"status": status, "valueBoolean": true}));
        assert!(matches!(import.account.lines[0].outcome, Outcome::Left(Reason::Void)), "{status}");
        assert_eq!(import.case.answers().count(), 0);
    }
}

#[test]
fn each_component_of_a_panel_is_said_by_itself() {
    let code = |code: &str| json!({"coding": [{"system": "http://loinc.org", "code": code}]});
    let import = imported(&[json!({
        "resourceType": "Observation", "status": "preliminary", "code": code("58410-2"), "effectiveDateTime": "2026-03",
        "component": [
            {"code": code("777-3"), "valueQuantity": {"value": 523, "code": "10*9/L"}},
            {"code": code("718-7"), "dataAbsentReason": {"text": "clotted"}},
            {"code": code("9999-9"), "valueString": "fine"}
        ]
    })]);
    assert_eq!(answer(&import, "platelets"), Some(json!({"value": 523, "unit": "10*9/L"})));
    assert_eq!(answer(&import, "hemoglobin"), Some(json!("unknown")));
    assert_eq!(import.account.lines.len(), 3);
    assert!(import.account.lines.iter().all(|line| line.statement.standing == poems::exchange::Standing::Preliminary));
}

#[test]
fn a_condition_counts_only_as_far_as_it_is_sure() {
    let condition = |members: Value| {
        let mut condition =
            json!({"resourceType": "Condition", "code": {"coding": [{"system": HPO, "code": "HP_0001744"}]}});
        condition.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        imported(&[condition])
    };
    let status = |code: &str| json!({"verificationStatus": {"coding": [{"code": code}]}});
    assert_eq!(answer(&condition(json!({})), "splenomegaly"), Some(json!("present")));
    assert_eq!(answer(&condition(status("confirmed")), "splenomegaly"), Some(json!("present")));
    assert_eq!(answer(&condition(status("refuted")), "splenomegaly"), Some(json!("absent")));
    assert!(matches!(condition(status("entered-in-error")).account.lines[0].outcome, Outcome::Left(Reason::Void)));
    for tentative in ["provisional", "differential", "unconfirmed"] {
        let import = condition(status(tentative));
        assert_eq!((import.case.answers().count(), only_question(&import)), (0, Question::NotPlain(tentative.into())));
    }
    let over = [json!({"clinicalStatus": {"coding": [{"code": "resolved"}]}}), json!({"abatementDateTime": "2020"})];
    for members in over {
        assert_eq!(only_question(&condition(members)), Question::Over);
    }
}

#[test]
fn what_is_said_of_the_family_or_only_ordered_never_counts() {
    let code = json!({"coding": [{"system": HPO, "code": "HP:0001744"}]});
    let import = imported(&[
        json!({"resourceType": "Patient", "gender": "female"}),
        json!({"resourceType": "FamilyMemberHistory", "condition": [{"code": code}]}),
        json!({"resourceType": "ServiceRequest", "code": code}),
        json!({"resourceType": "DiagnosticReport", "conclusionCode": [code]}),
    ]);
    assert_eq!(answer(&import, "sex"), Some(json!("female")));
    assert_eq!((import.case.answers().count(), import.account.lines.len()), (1, 4));
}

#[test]
fn the_age_is_worked_out_from_dates_of_the_file_alone() {
    let patient = |birth: &str| json!({"resourceType": "Patient", "birthDate": birth});
    let count =
        platelets(json!({"effectiveDateTime": "2026-03-02", "valueQuantity": {"value": 523, "code": "10*9/L"}}));
    let aged = imported(&[patient("1975-06-30"), count.clone()]);
    assert_eq!(answer(&aged, "age"), Some(json!({"value": 50, "unit": "a"})));
    assert_eq!(answer(&imported(&[patient("1975"), count]), "age"), None);
    let alone = imported(&[patient("1975-06-30")]);
    assert_eq!(
        (answer(&alone, "age"), only_question(&alone)),
        (None, Question::NotPlain("birthDate 1975-06-30".into()))
    );
}

#[test]
fn references_lead_to_patients_however_they_are_written() {
    let patient = |id: &str, gender: &str| json!({"resourceType": "Patient", "id": id, "gender": gender, "identifier": [{"value": format!("mrn-{id}")}]});
    let of = |subject: Value| platelets(json!({"subject": subject, "valueQuantity": {"value": 523, "code": "10*9/L"}}));
    let url = "urn:uuid:04121321-4af5-424c-a0e1-ed3aab1c349d";
    let mut contained = of(json!({"reference": "#p"}));
    contained["contained"] = json!([{"resourceType": "Patient", "id": "p", "gender": "female"}]);
    let entry = |url: &str, resource: Value| json!({"fullUrl": url, "resource": resource});
    let bundle = json!({"resourceType": "Bundle", "type": "searchset", "entry": [
        entry("http://one.example/fhir/Patient/23", patient("23", "male")),
        entry(url, json!({"resourceType": "Patient", "gender": "female"})),
        entry("http://one.example/fhir/Observation/1", of(json!({"reference": "Patient/23"}))),
        entry("http://one.example/fhir/Observation/2", of(json!({"reference": "http://one.example/fhir/Patient/23/_history/4"}))),
        entry("http://one.example/fhir/Observation/3", of(json!({"identifier": {"value": "mrn-23"}}))),
        entry("http://one.example/fhir/Observation/4", of(json!({"reference": url}))),
        // Another server's patient of the same id is another patient.
        entry("http://two.example/fhir/Observation/5", of(json!({"reference": "Patient/23"}))),
        entry("http://one.example/fhir/Observation/6", contained),
        {"response": {"status": "404"}}
    ]});
    let counts: Vec<(Option<String>, usize)> = read(&bundle.to_string())
        .into_iter()
        .map(|record| {
            let counts = record.statements.iter().filter(|statement| {
                statement.place.contains("Observation/") || statement.place.ends_with("(Observation)")
            });
            (record.patient, counts.count())
        })
        .collect();
    let named =
        |name: &str| counts.iter().find(|(patient, _)| patient.as_deref() == Some(name)).map(|(_, count)| *count);
    assert_eq!(named("23"), Some(3), "{counts:?}");
    assert_eq!(named("04121321-4af5-424c-a0e1-ed3aab1c349d"), Some(1), "{counts:?}");
    assert_eq!(named("http://two.example/fhir/Patient/23"), Some(1), "{counts:?}");
    assert_eq!(named("p"), Some(1), "{counts:?}");
}

#[test]
fn of_a_history_the_latest_version_holds_and_what_was_deleted_does_not() {
    let version = |id: &str, value: u32| json!({"resource": platelets(json!({"id": id, "valueQuantity": {"value": value, "code": "10*9/L"}}))});
    let bundle = json!({"resourceType": "Bundle", "type": "history", "entry": [
        version("a", 523),
        {"request": {"method": "DELETE", "url": "Observation/b"}},
        version("b", 100),
        version("a", 400)
    ]});
    let [import] = &resolved(&read(&bundle.to_string()))[..] else { panic!() };
    assert_eq!(answer(import, "platelets"), Some(json!({"value": 523, "unit": "10*9/L"})));
    let void = import.account.lines.iter().filter(|line| matches!(line.outcome, Outcome::Left(Reason::Void)));
    assert_eq!(void.count(), 2);
}

#[test]
fn the_latest_value_holds_and_earlier_ones_are_named() {
    let count = |date: &str, value: u32| {
        platelets(json!({"effectiveDateTime": date, "valueQuantity": {"value": value, "code": "10*9/L"}}))
    };
    let import = imported(&[count("2026-03-02", 523), count("2024-01-01", 200)]);
    assert_eq!(answer(&import, "platelets"), Some(json!({"value": 523, "unit": "10*9/L"})));
    assert!(matches!(import.account.lines[1].outcome, Outcome::Left(Reason::Earlier(0))));
    let two = imported(&[count("2026-03-02", 523), count("2026-03-02", 200)]);
    assert_eq!((answer(&two, "platelets"), only_question(&two)), (None, Question::Conflict(1)));
}

#[test]
fn a_folder_of_bulk_data_is_one_source_and_several_patients_become_cases() {
    let user = User::new();
    let lines = |lines: &[Value]| lines.iter().map(|line| format!("{line}\r\n")).collect::<String>();
    let patient = |id: &str| json!({"resourceType": "Patient", "id": id, "gender": "male"});
    let of = |id: &str| {
        platelets(
            json!({"subject": {"reference": format!("Patient/{id}")}, "valueQuantity": {"value": 523, "code": "10*9/L"}}),
        )
    };
    user.file("bulk/Observation.ndjson", format!("\u{feff}{}", lines(&[of("one"), of("two")])));
    user.file("bulk/Patient.ndjson", lines(&[patient("one"), patient("two")]));
    let refused = user.run(["import", "bulk"]);
    assert_eq!(refused.status, 2, "{}", refused.err);
    assert!(refused.err.contains("one") && refused.err.contains("two"), "{}", refused.err);
    let run = user.run(["import", "bulk", "--into", "cases"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let case = std::fs::read_to_string(user.home().join("cases/two.json")).unwrap();
    assert!(case.contains("\"sex\": \"male\"") && case.contains("\"platelets\": {\"value\": 523"), "{case}");
    let one = user.run(["import", "bulk", "--patient", "one", "-o", "one.json"]);
    assert_eq!(one.status, 0, "{}", one.err);
    user.file("broken/Observation.ndjson", format!("{}{{\"resourceType\": ", lines(&[of("one")])));
    let broken = user.run(["import", "broken"]);
    assert!(broken.status == 1 && broken.err.contains("line 2"), "{}", broken.err);
}

#[test]
fn every_real_file_comes_in_or_is_refused_with_what_would_be_read() {
    let folder = Path::new(ROOT).join("tests/data/exchange/fhir");
    let mut seen = (0, 0);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        assert_eq!(recognize(&bytes), Some(Kind::Fhir), "{name}");
        match fhir::read(&name, &bytes) {
            Ok(records) => {
                seen.0 += 1;
                for (record, import) in records.iter().zip(resolved(&records)) {
                    assert_eq!(import.account.lines.len(), record.statements.len(), "{name}");
                }
            }
            Err(faults) => {
                seen.1 += 1;
                let said = listed(&faults);
                assert!(
                    said.contains("nothing here speaks of a patient") && said.contains("expected Observation"),
                    "{name}: {said}"
                );
            }
        }
    }
    assert!(seen.0 >= 15 && seen.1 >= 4, "{seen:?}");
}

#[test]
fn a_whole_life_in_one_bundle_gives_its_last_values() {
    let text = std::fs::read_to_string(Path::new(ROOT).join("tests/data/exchange/fhir/synthea-life.json")).unwrap();
    let [import] = &resolved(&read(&text))[..] else { panic!() };
    assert_eq!(answer(import, "sex"), Some(json!("female")));
    assert_eq!(answer(import, "age").unwrap()["value"], 40);
    assert_eq!(answer(import, "platelets").unwrap()["unit"], "10*3/uL");
    let earlier = import.account.lines.iter().filter(|line| matches!(line.outcome, Outcome::Left(Reason::Earlier(_))));
    assert!(earlier.count() >= 3);
}

// -------------------------------------------------------------------------------------------------- round trip

/// What must come back of an answer: all but that a number was looked at again.
fn kept(answer: &Answer) -> (AnswerValue, Option<String>, Option<String>, Option<String>) {
    (answer.value, answer.note.clone(), answer.date.map(|date| date.to_string()), answer.explained.clone())
}

#[test]
fn whatever_is_answered_comes_back_as_it_was() {
    let pack = Pack::built_in();
    let cases = Cases::over(&pack);
    let mut random = Random(13);
    let exporters = Lang::ALL.map(|lang| (lang, exporter(lang)));
    let mapping = Mapping::default();
    let resolver = Resolver::new(built_in(), vocabulary(), &mapping);
    for number in 0..examples(30, 600) {
        let mut value = cases.make(&mut random);
        value["id"] = json!(format!("case-{number}"));
        for (_, answer) in value["findings"].as_object_mut().unwrap().iter_mut() {
            if !random.chance(0.3) {
                continue;
            }
            if let Value::String(word) = answer {
                *answer = json!({"answer": word.as_str()});
            }
            answer["note"] =
                json!(*random.pick(&["seen twice; <b>sure</b>", "先后两次", "a\nb", "x: \"y\" \u{202e}z"]));
            answer["date"] = json!(*random.pick(&["2024", "2024-05", "2024-05-11"]));
        }
        let case = case_of(built_in(), &value);
        for (lang, exporter) in &exporters {
            let records = read(&bundle(exporter, &case, *lang));
            let [record] = &records[..] else { panic!("{records:?}") };
            let import = resolver.resolve(record);
            assert_eq!(import.case.id.as_deref(), Some(format!("case-{number}").as_str()));
            for id in built_in().finding_ids() {
                let (sent, back) = (case.answer(id).map(kept), import.case.answer(id).map(kept));
                assert_eq!(back, sent, "{} of {value}", built_in().finding(id).id);
            }
        }
    }
}

#[test]
fn hostile_text_is_inert_wherever_it_comes_out() {
    let evil = "</div><script>alert(1)</script>\u{1b}]0;owned\u{7}\u{202e}\u{0}]]>&lt;\u{ffff}";
    let case = case_of(
        built_in(),
        &json!({
            "format": "poems-case/1", "id": evil, "note": evil,
            "findings": {"papilledema": {"answer": "present", "explained": evil, "note": evil}}
        }),
    );
    let text = bundle(&exporter(Lang::En), &case, Lang::En);
    assert!(!text.trim_end().chars().any(|c| c.is_control() || c == '\u{202e}'), "{text}");
    let bundle: Value = serde_json::from_str(&text).unwrap();
    let div = resources(&bundle, "DiagnosticReport")[0]["text"]["div"].as_str().unwrap();
    assert!(div.contains("&lt;script&gt;") && !div.contains("<script"), "{div}");
    assert_eq!(div.matches("<div").count(), 1);
    // What was typed comes back, but for what FHIR cannot hold.
    let import = imported(&[bundle["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["resource"].clone())
        .find(|r| r["resourceType"] == "Observation")
        .unwrap()]);
    let back = import.case.answer(built_in().find("papilledema").unwrap()).unwrap();
    assert!(back.note.as_deref().unwrap().starts_with("</div><script>alert(1)</script>\\u{1b}]0;owned"), "{back:?}");
}

#[test]
fn hostile_files_are_refused_or_read_and_never_break_anything() {
    let mut random = Random(4);
    let folder = Path::new(ROOT).join("tests/data/exchange/fhir");
    let mut texts: Vec<Vec<u8>> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .filter(|bytes| bytes.len() < 20_000)
        .collect();
    texts.sort();
    texts.push(bundle(&exporter(Lang::En), &case(built_in(), WARD_7), Lang::En).into_bytes());
    let mapping = Mapping::default();
    let resolver = Resolver::new(built_in(), vocabulary(), &mapping);
    let words: [&[u8]; 12] = [
        b"null",
        b"[]",
        b"{}",
        b"\"\"",
        b"-1e308",
        b"\"#\"",
        b"[[]]",
        b"true",
        b"\"Bundle\"",
        b"{\"resourceType\":\"Bundle\",\"entry\":[{}]}",
        b"\"Patient/1\"",
        b"\xff",
    ];
    for _ in 0..examples(400, 20_000) {
        let mut bytes = random.pick(&texts).clone();
        for _ in 0..=random.below(4) {
            // A value is put in the place of another: after a colon up to the next comma.
            let colons: Vec<usize> =
                bytes.iter().enumerate().filter(|(_, byte)| **byte == b':').map(|(at, _)| at).collect();
            if colons.is_empty() {
                break;
            }
            let start = random.pick(&colons) + 1;
            let end =
                bytes[start..].iter().position(|byte| b",}]".contains(byte)).map_or(bytes.len(), |end| start + end);
            bytes.splice(start..end, random.pick(&words).iter().copied());
        }
        if let Ok(records) = fhir::read("file.json", &bytes) {
            for record in &records {
                assert_eq!(resolver.resolve(record).account.lines.len(), record.statements.len());
            }
        }
    }
}

// -------------------------------------------------------------------------------------- validators of others

/// Validators of other makers: a folder of node modules, and pythons with `fhir.resources`. Where nobody offers them, the
/// tests that need them are passed over; `.ci/run` offers them.
fn validators() -> Option<(PathBuf, Vec<PathBuf>)> {
    let modules = std::env::var_os("POEMS_FHIR_MODULES").map(PathBuf::from);
    let pythons = std::env::var_os("POEMS_FHIR_PYTHONS");
    if modules.is_none() || pythons.is_none() {
        println!("skipped: POEMS_FHIR_MODULES and POEMS_FHIR_PYTHONS name no validators");
    }
    Some((modules?, std::env::split_paths(&pythons?).collect()))
}

/// What each validator says of files: how many resources it passed, or what is wrong.
fn verdicts(files: &[&Path]) -> Option<Vec<Result<usize, String>>> {
    let (modules, pythons) = validators()?;
    let mut node = Command::new("node");
    node.env("NODE_PATH", modules).arg(Path::new(ROOT).join("tests/fhir/validate.js"));
    let with = |python: &PathBuf| {
        let mut command = Command::new(python);
        command.arg(Path::new(ROOT).join("tests/python/fhir_classes.py"));
        command
    };
    let commands = std::iter::once(node).chain(pythons.iter().map(with));
    let verdict = |mut command: Command| {
        let out = command.args(files).output().unwrap();
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        let passed = text.trim().parse().ok().filter(|_| out.status.success());
        passed.ok_or_else(|| format!("{text}{}", String::from_utf8_lossy(&out.stderr)))
    };
    Some(commands.map(verdict).collect())
}

#[test]
fn other_makers_find_nothing_wrong_with_any_bundle() {
    let user = User::new();
    let synthetic = include_str!("data/cases/synthetic.cases.jsonl").lines();
    let step = if examples(1, 0) == 0 { 1 } else { 12 };
    let chosen = include_str!("data/cases/teaching.cases.jsonl").lines().chain(synthetic.step_by(step));
    let cases: Vec<Case> = chosen.chain([WARD_7]).map(|line| case(built_in(), line)).collect();
    let exporters = Lang::ALL.map(|lang| (lang, exporter(lang)));
    let bundles = cases.iter().enumerate().map(|(at, case)| {
        let (lang, exporter) = &exporters[at % 2];
        bundle(exporter, case, *lang)
    });
    let file = user.file("bundles.ndjson", bundles.collect::<String>());
    for verdict in verdicts(&[&file]).into_iter().flatten() {
        assert_eq!(verdict, Ok(cases.len()));
    }
}

#[test]
fn other_makers_together_find_what_is_broken() {
    let user = User::new();
    let whole = exported(&case(built_in(), WARD_7));
    let at = |kind: &str| {
        whole["entry"].as_array().unwrap().iter().position(|e| e["resource"]["resourceType"] == kind).unwrap()
    };
    let quantity =
        whole["entry"].as_array().unwrap().iter().position(|e| e["resource"].get("valueQuantity").is_some()).unwrap();
    type Break = fn(&mut Value);
    let breaks: [(&str, usize, Break); 8] = [
        ("no status", quantity, |o| drop(o.as_object_mut().unwrap().remove("status"))),
        ("a status that is none", quantity, |o| o["status"] = json!("finished")),
        ("a member that is none", quantity, |o| o["vegf"] = json!(1)),
        ("a number in quotes", quantity, |o| o["valueQuantity"]["value"] = json!("54")),
        ("a day that is none", quantity, |o| o["effectiveDateTime"] = json!("2026-13-45")),
        ("two values", quantity, |o| o["valueString"] = json!("54")),
        ("a value and why there is none", quantity, |o| o["dataAbsentReason"] = json!({"text": "unknown"})),
        ("a reference that leads nowhere", at("DiagnosticReport"), |o| {
            o["subject"]["reference"] = json!("urn:uuid:00000000-0000-4000-8000-000000000000")
        }),
    ];
    for (name, entry, break_it) in breaks {
        let mut bundle = whole.clone();
        break_it(&mut bundle["entry"][entry]["resource"]);
        let file = user.file("broken.json", bundle.to_string());
        let Some(verdicts) = verdicts(&[&file]) else { return };
        assert!(verdicts.iter().any(Result::is_err), "nobody minds {name}");
    }
}

#[test]
fn ucum_knows_every_unit_of_the_pack() {
    let Some((modules, _)) = validators() else { return };
    let units = built_in().findings.iter().filter_map(|finding| finding.measure()).flat_map(|measure| &measure.units);
    let units: BTreeSet<&str> = units.map(|unit| unit.id.as_str()).collect();
    let run = |units: &BTreeSet<&str>| {
        let mut node = Command::new("node");
        node.env("NODE_PATH", &modules).arg(Path::new(ROOT).join("tests/fhir/ucum.js")).args(units).output().unwrap()
    };
    let out = run(&units);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    assert!(!run(&BTreeSet::from(["furlongs/L"])).status.success());
}
