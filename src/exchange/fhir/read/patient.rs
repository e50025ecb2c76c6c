//! The patient: sex, and the age that the dates of the file give.

use serde_json::Value;

use super::datatype::text;
use super::resources::Resource;
use super::unclear;
use crate::case::AT_TOP;
use crate::exchange::{Code, Moment, Said, Statement};

/// What the resource itself says.
pub(super) fn statements(resource: &Resource) -> Vec<Statement> {
    let [_, sex] = AT_TOP;
    let said = text(resource.value, "gender").map(|gender| match gender {
        "unknown" => Said::Unknown,
        gender => unclear(gender),
    });
    let statement = |said| Statement::new(format!("{}.gender", resource.place), vec![Code::finding(sex)], said);
    said.map(statement).into_iter().collect()
}

/// The age at the last time of which something is said: no clock is asked. None where something else says it.
pub(super) fn age(resource: &Resource, statements: &[Statement]) -> Option<Statement> {
    let [age, _] = AT_TOP;
    let birth = text(resource.value, "birthDate")?;
    if statements.iter().any(|statement| statement.about.contains(&Code::finding(age))) {
        return None;
    }
    let last = statements.iter().filter_map(|statement| statement.at.as_ref()).max_by_key(|at| &at.text);
    let years = last.and_then(|at| at.years_since(&Moment::read(birth)?));
    let said = unclear(&match years {
        Some(years) => format!("P{years}Y"),
        None => format!("birthDate {birth}"),
    });
    let place = format!("{}.birthDate", resource.place);
    Some(Statement {
        at: last.cloned().filter(|_| years.is_some()),
        ..Statement::new(place, vec![Code::finding(age)], said)
    })
}

/// What a person calls the patient.
pub(super) fn name(patient: &Value) -> Option<&str> {
    let identifier = || super::datatype::items(patient, "identifier").iter().find_map(|one| text(one, "value"));
    text(patient, "id").or_else(identifier)
}
