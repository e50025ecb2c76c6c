//! Reads FHIR: a Bundle of any type, a resource alone, a list of them, or one a line; and folders of such files, as systems
//! hand out their data in bulk.

mod condition;
mod datatype;
mod observation;
mod patient;
mod resources;
mod subjects;

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::recognize::Look;
use super::super::{Code, Record, Said, Standing, Statement};
use super::questionnaire;
use super::system::CASE;
use crate::json::{Code as FaultCode, Fault};
use datatype::{items, text};
use resources::{Resource, Resources, roots};
use subjects::Subjects;

/// Whether it is FHIR as JSON.
pub(in super::super) fn is_fhir(look: &Look) -> bool {
    look.has("resourceType")
}

/// The records of a file.
///
/// # Errors
/// Not JSON, or nothing in it speaks of a patient.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<Record>, Vec<Fault>> {
    read_all(&[(file, bytes)])
}

/// The records of files that belong together: what one of them says may be of a patient whom another one names.
///
/// # Errors
/// A file that is not JSON, or nothing in any of them speaks of a patient.
pub fn read_all(files: &[(&str, &[u8])]) -> Result<Vec<Record>, Vec<Fault>> {
    let roots = roots(files)?;
    let resources = Resources::of(&roots);
    let subjects = Subjects::of(&resources);
    let mut records: Vec<Record> = Vec::new();
    for resource in resources.iter() {
        let statements = statements(resource, &resources);
        if statements.is_empty() && resource.kind != "Patient" {
            continue;
        }
        let patient = subjects.whose(resource);
        match records.iter_mut().find(|record| record.patient == patient) {
            Some(record) => record.statements.extend(statements),
            None => records.push(Record { patient, statements, ..Record::default() }),
        }
    }
    for record in &mut records {
        let patient = record.patient.as_deref().and_then(|name| subjects.named(name));
        let age = patient.and_then(|patient| patient::age(patient, &record.statements));
        record.statements.extend(age);
    }
    if let [only] = records.as_mut_slice() {
        only.id = resources.of_kind("Bundle").find_map(|(_, bundle)| case_id(bundle.value));
    }
    let speaks = |record: &Record| record.statements.iter().any(|statement| statement.said != Said::Nothing);
    match subjects.any() || records.iter().any(speaks) {
        true => Ok(records),
        false => Err(vec![nothing(files, &resources)]),
    }
}

/// What this program once called the case.
fn case_id(bundle: &Value) -> Option<String> {
    let identifier = bundle.get("identifier")?;
    text(identifier, "system").filter(|system| *system == CASE).and(text(identifier, "value")).map(str::to_owned)
}

fn nothing(files: &[(&str, &[u8])], resources: &Resources) -> Fault {
    let kinds: BTreeSet<&str> = resources.iter().map(|resource| resource.kind).collect();
    let kinds: Vec<&str> = kinds.into_iter().take(5).collect();
    let what = match kinds.is_empty() {
        true => "this Bundle holds no resource".to_owned(),
        false => format!("nothing here speaks of a patient's findings: it holds {}", kinds.join(", ")),
    };
    let file = files.first().map_or("", |(file, _)| *file);
    Fault::of_file(file, FaultCode::UnknownFormat, what)
        .expected("Observation, Condition or QuestionnaireResponse that says something")
}

/// What a resource says. What is never read says that it is there, so that nothing is passed over in silence.
fn statements(resource: &Resource, resources: &Resources) -> Vec<Statement> {
    let mut statements = match resource.kind {
        "Patient" => patient::statements(resource),
        "Observation" => observation::statements(resource, resources),
        "Condition" => vec![condition::statement(resource)],
        "QuestionnaireResponse" => questionnaire::statements(&resource.place, resource.value),
        // What others refer to, and what only carries them.
        "Bundle" | "Specimen" => Vec::new(),
        other => vec![unread(resource, other)],
    };
    if resource.is_superseded {
        statements.iter_mut().for_each(|statement| statement.standing = Standing::Void);
    }
    if !items(resource.value, "modifierExtension").is_empty() {
        // It may turn what is said into its opposite.
        statements.iter_mut().for_each(|statement| statement.said = unclear("modifierExtension"));
    }
    statements
}

/// A resource that has nothing to do with findings, or does not say them of the patient.
fn unread(resource: &Resource, name: &str) -> Statement {
    Statement::new(resource.place.clone(), vec![Code::text(name)], Said::Nothing)
}

/// Something that a person has to look at.
fn unclear(word: &str) -> Said {
    Said::Text { text: word.to_owned(), units: Vec::new(), range: None }
}
