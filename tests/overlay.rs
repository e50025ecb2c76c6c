//! A hospital lays a folder of its own over the built-in pack: it changes one finding and one set, and adds a source
//! and a set. The rest stays as it was.

mod support;

use std::path::Path;

use poems::case::teaching_case;
use poems::engine::{Verdict, assess};
use poems::knowledge::{self, Kind, Knowledge, Lang, Layer, PackText};
use poems::say::Wording;
use serde_json::{Value, json};
use support::{built_in, case_of, find};

fn hospital() -> Layer {
    support::read_layer(Path::new("tests/data/hospital"))
}

fn with_hospital() -> Knowledge {
    support::load(vec![knowledge::embedded(), hospital()])
}

#[test]
fn the_folder_passes_the_checker() {
    let (knowledge, faults) = knowledge::check(vec![knowledge::embedded(), hospital()]);
    assert!(knowledge.is_some(), "{}", support::listed(&faults));
    assert!(faults.iter().all(|fault| fault.file.starts_with("rules/")), "{}", support::listed(&faults));
}

#[test]
fn an_entry_of_a_known_id_replaces_it_and_a_new_one_is_added() {
    let (before, after) = (built_in(), with_hospital());
    assert_eq!(after.findings.len(), before.findings.len());
    let platelets = |knowledge: &Knowledge| knowledge.finding(find(knowledge, "platelets")).clone();
    assert_eq!(platelets(&after).label.get(Lang::En), "Platelet count (our analyzer)");
    assert!(matches!(platelets(&after).kind, Kind::Quantity(measure) if measure.possible == [0.0, 9000.0]));
    assert_eq!(platelets(&after).section, platelets(before).section);

    assert_eq!(after.sets.len(), before.sets.len() + 1);
    let order = |knowledge: &Knowledge| knowledge.sets.iter().map(|set| set.id.clone()).collect::<Vec<_>>();
    assert_eq!(order(&after)[..before.sets.len()], order(before)[..], "the order of the others is kept");
    assert_eq!(order(&after).last().unwrap(), "hospital-first-look");

    assert_eq!(after.sources.len(), before.sources.len() + 1);
    assert_eq!(
        Wording::new(&after, Lang::En).citation("hospital2024"),
        "Our laboratory. First look at neuropathy. 2024."
    );
}

#[test]
fn the_changed_and_the_new_set_are_evaluated() {
    let (before, after) = (built_in(), with_hospital());
    let patient = json!({"format": "poems-case/1", "findings": {
        "polyneuropathy": "present",
        "monoclonal_plasma_cell_disorder": "present",
        "platelets": {"value": 7200, "unit": "10*9/L"},
    }});
    assert!(poems::case::read("case.json", patient.to_string().as_bytes(), before).is_err(), "7200 was not possible");
    let assessment = assess(&after, &case_of(&after, &patient));
    let verdict = |id: &str| assessment.set(after.find_set(id).unwrap()).conclusions[0].verdict;
    assert_eq!(verdict("hospital-first-look"), Verdict::Met);
    // The hospital counts platelets alone as a minor criterion of this set.
    assert_eq!(verdict("dispenzieri-2003"), Verdict::Met);
    assert_eq!(verdict("dispenzieri-2023"), Verdict::Undetermined);
}

#[test]
fn the_digest_tells_the_packs_apart_and_stays_the_same_for_the_same_pack() {
    assert_ne!(with_hospital().digest(), built_in().digest());
    assert_eq!(with_hospital().digest(), with_hospital().digest());
    assert_eq!(built_in().digest().len(), 64);
    let mut touched = hospital();
    touched.files[0].text.to_mut().push('\n');
    assert_ne!(support::load(vec![knowledge::embedded(), touched]).digest(), with_hospital().digest());
}

#[test]
fn the_digest_does_not_depend_on_where_the_folder_lies() {
    let elsewhere = tempfile::tempdir().unwrap();
    for file in hospital().files {
        let path = elsewhere.path().join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.text.as_bytes()).unwrap();
    }
    let layer = support::read_layer(elsewhere.path());
    assert_eq!(support::load(vec![knowledge::embedded(), layer]).digest(), with_hospital().digest());
}

#[test]
fn a_teaching_case_is_found_by_its_id_whatever_its_file_is_called() {
    let published = built_in().teaching_texts()[0].text.replace("aan2023-arthrodesis-60m", "our-first-case");
    let file = PackText { path: "cases/ward.json".into(), file: "ours/cases/ward.json".into(), text: published.into() };
    let ours = support::load(vec![knowledge::embedded(), Layer { files: vec![file] }]);
    assert_eq!(teaching_case(&ours, "our-first-case").unwrap().unwrap().id, "our-first-case");
    let built_in_one = teaching_case(&ours, "acidp-facial-m").unwrap().unwrap();
    assert_eq!(built_in_one.title.en.as_str(), "Man, three bouts of weakness in 14 weeks");
    assert!(teaching_case(&ours, "ward").unwrap().is_none(), "the name of a file is not the id of its case");
}

#[test]
fn a_work_up_of_ones_own_keeps_the_built_in_staging() {
    let file = knowledge::embedded().files.into_iter().find(|file| file.path == "workup.json").unwrap();
    let mut workup: Value = serde_json::from_str(&file.text).unwrap();
    workup.as_object_mut().unwrap().remove("staging").unwrap();
    workup["clearly_more"] = json!(2);
    let file = PackText { text: workup.to_string().into(), ..file };
    let ours = support::load(vec![knowledge::embedded(), Layer { files: vec![file] }]);
    assert_eq!(ours.workup.clearly_more, 2.0);
    let items = |knowledge: &Knowledge| knowledge.workup.staging.items.len();
    assert!(items(&ours) > 0 && items(&ours) == items(built_in()));
}
