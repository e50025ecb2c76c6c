//! The formats that others build on: documented examples are real, schemas are fresh.

use poems::case;
use poems::cli::schema::{generated, schemas};
use poems::knowledge;
use serde_json::Value;

/// The JSON examples of `docs/formats.md`.
fn examples() -> Vec<Value> {
    let text = include_str!("../docs/formats.md");
    let blocks = text.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.map(|block| serde_json::from_str(block).unwrap_or_else(|error| panic!("{error}\n{block}"))).collect()
}

fn validator(file: &str) -> jsonschema::Validator {
    let (_, schema) = schemas().find(|(name, _)| *name == file).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn every_example_in_the_documentation_is_valid() {
    let pack = knowledge::load(vec![knowledge::embedded()]).unwrap();
    let mut seen = Vec::new();
    for example in examples() {
        let format = example["format"].as_str().unwrap_or("cards").to_owned();
        let schema = match format.as_str() {
            "poems-case/1" => "case.schema.json",
            "poems-teaching-case/1" => "teaching-case.schema.json",
            "cards" => "cards.schema.json",
            "poems-assessment/1" => "assessment.schema.json",
            "poems-explanation/1" => "explanation.schema.json",
            other => panic!("{other}"),
        };
        validator(schema).validate(&example).unwrap_or_else(|error| panic!("{format}: {error}"));
        if format.contains("case") {
            let read = case::read("example", example.to_string().as_bytes(), &pack).unwrap();
            assert!(read.warnings.is_empty(), "{:?}", read.warnings);
        }
        seen.push(format);
    }
    assert_eq!(seen, ["poems-case/1", "poems-teaching-case/1", "cards", "poems-assessment/1", "poems-explanation/1"]);
}

#[test]
fn the_schemas_in_the_repository_are_those_of_the_types() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/schema");
    let mut files: Vec<String> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let generated = generated();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        for (file, schema) in &generated {
            std::fs::write(folder.join(file), format!("{schema:#}\n")).unwrap();
        }
        return;
    }
    assert_eq!(files, generated.iter().map(|(file, _)| (*file).to_owned()).collect::<Vec<_>>());
    assert_eq!(generated, schemas().collect::<Vec<_>>(), "the program carries the files");
    for (file, schema) in generated {
        let stored = std::fs::read_to_string(folder.join(file)).unwrap();
        assert_eq!(stored, format!("{schema:#}\n"), "{file}: UPDATE_GOLDEN=1 writes it anew");
    }
}

#[test]
fn every_file_of_the_pack_fits_its_schema() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut seen = 0;
    for folder in
        [root.clone(), root.join("findings"), root.join("criteria"), root.join("diseases"), root.join("cases")]
    {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "json") {
                continue;
            }
            let file: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let named = file["$schema"].as_str().unwrap_or_else(|| panic!("{} names no schema", path.display()));
            let schema = named.rsplit('/').next().unwrap();
            validator(schema).validate(&file).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            seen += 1;
        }
    }
    assert!(seen > 80, "{seen}");
}
