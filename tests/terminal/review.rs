//! A file of another system is looked at before anything of it is taken.

use poems::case::AnswerValue;
use poems::exchange::{Import, Mapping, Resolver, Vocabulary, read};
use poems::knowledge::Lang;
use poems::tui::Message;
use serde_json::{Value, json};

use super::app::{App, PACK, finding};

fn packet(id: &str, features: &Value, measurements: &Value) -> Value {
    json!({"id": id, "phenotypicFeatures": features, "measurements": measurements,
        "metaData": {"phenopacketSchemaVersion": "2.0"}})
}

/// What the packets of a file would bring.
fn read_as(packets: &[Value]) -> Message {
    let text: String = packets.iter().map(|packet| format!("{packet}\n")).collect();
    let (_, records) = read("ward.jsonl", text.as_bytes(), &PACK).unwrap_or_else(|faults| panic!("{:#}", faults[0]));
    let (vocabulary, mapping) = (Vocabulary::of(&PACK), Mapping::default());
    let resolver = Resolver::new(&PACK, &vocabulary, &mapping);
    let imports: Vec<Import> = records.iter().map(|record| resolver.resolve(record)).collect();
    Message::Imported { file: "ward.jsonl".to_owned(), imports }
}

fn feature(id: &str, excluded: bool) -> Value {
    json!({"type": {"id": id, "label": "as the source has it"}, "excluded": excluded})
}

fn spleen_and_papilledema() -> Value {
    let no_unit =
        json!([{"assay": {"id": "LOINC:777-3", "label": "Platelets"}, "value": {"quantity": {"value": 523}}}]);
    packet("one", &json!([feature("HP:0001744", false), feature("HP:0001085", true)]), &no_unit)
}

#[test]
fn a_new_patient_is_made_only_once_the_file_was_seen_and_what_is_open_is_gone_to() {
    let mut app = App::at_home(80, 24, Lang::En);
    app.keys("I");
    assert!(app.text().contains("Import from file:"), "{}", app.text());
    app.keys("<esc>");
    app.send(read_as(&[spleen_and_papilledema()]));
    let text = app.text();
    for said in ["Import: ward.jsonl", "To be answered by you (1)", "Splenomegaly: present", "Papilledema: absent"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(app.model().patient().is_none(), "nothing is taken yet");
    app.keys("<enter>");
    assert_eq!(app.case().answered(), 2);
    let text = app.text();
    assert!(text.contains("Taken: 2. To be answered by you: 1."), "{text}");
    assert_eq!(
        app.model().finding(),
        Some(finding("platelets")),
        "the cursor is on what only a person can answer: {text}"
    );
}

#[test]
fn esc_takes_nothing() {
    let mut app = App::at_home(80, 24, Lang::En);
    app.send(read_as(&[spleen_and_papilledema()]));
    app.keys("<esc>");
    assert!(app.model().patient().is_none() && app.text().contains("New patient"), "{}", app.text());
}

#[test]
fn what_stands_otherwise_in_the_case_stays_unless_it_is_to_be_replaced_and_all_is_one_step() {
    let begun = |keys: &str| {
        let mut app = App::new(80, 24, Lang::En);
        app.find("papilledema").keys("y");
        assert_eq!(app.case().answered(), 1, "{}", app.text());
        app.send(read_as(&[spleen_and_papilledema()]));
        let text = app.text();
        assert!(text.contains("New for the case at hand: 1"), "{text}");
        assert!(text.contains("Papilledema: your case says present; the file says absent"), "{text}");
        app.keys(keys);
        app
    };
    let papilledema = |app: &App| app.case().known(finding("papilledema")).copied();
    let mut kept = begun("<enter>");
    assert_eq!(papilledema(&kept), Some(AnswerValue::Present));
    assert_eq!(kept.case().answered(), 2);
    kept.keys("u");
    assert_eq!(kept.case().answered(), 1, "one step back: {}", kept.text());
    let mut replaced = begun("o");
    assert_eq!(papilledema(&replaced), Some(AnswerValue::Absent));
    replaced.keys("u");
    assert_eq!(papilledema(&replaced), Some(AnswerValue::Present));
    let left = begun("q");
    assert_eq!(left.case().answered(), 1, "back at the case, with nothing taken: {}", left.text());
}

#[test]
fn of_several_patients_one_is_chosen_or_each_becomes_a_case() {
    let edema = packet("two", &json!([feature("HP:0000969", false)]), &json!([]));
    let mut app = App::at_home(100, 30, Lang::En);
    app.send(read_as(&[spleen_and_papilledema(), edema.clone()]));
    assert!(app.text().contains("patient 1 of 2"), "{}", app.text());
    app.keys("<right>");
    assert!(app.text().contains("patient 2 of 2") && app.text().contains("Import: two"), "{}", app.text());
    app.keys("<right>");
    assert!(app.text().contains("patient 2 of 2"), "there is no third: {}", app.text());
    app.keys("A");
    let kept = app.effects.iter().find_map(|effect| match effect {
        poems::tui::Effect::KeepAll(cases) => Some(cases.len()),
        _ => None,
    });
    assert_eq!(kept, Some(2));
    app.send(Message::KeptAll(2));
    assert!(app.text().contains("Cases made: 2."), "{}", app.text());
}
