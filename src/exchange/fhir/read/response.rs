//! Answers to the questions of a form. Which finding a question asks for is known by its link alone: of this program's own
//! form it is the finding, of any other the user's mapping says it.

use serde_json::Value;

use super::datatype::{codes, items, moment, quantity, text};
use super::resources::Resource;
use super::unclear;
use crate::exchange::{Code, Said, Standing, Statement, System};

/// What each answered question says.
pub(super) fn statements(resource: &Resource) -> Vec<Statement> {
    let form = text(resource.value, "questionnaire").unwrap_or_default();
    let standing = match text(resource.value, "status") {
        Some("entered-in-error" | "stopped") => Standing::Void,
        Some("in-progress") => Standing::Preliminary,
        _ => Standing::Final,
    };
    let mut statements = Vec::new();
    collect(&resource.place, form, resource.value, &mut statements);
    let at = moment(resource.value, &["authored"]);
    statements.into_iter().map(|statement| Statement { at: at.clone(), standing, ..statement }).collect()
}

/// Questions stand in groups, and below the answers that they hang on.
fn collect(place: &str, form: &str, value: &Value, statements: &mut Vec<Statement>) {
    for item in items(value, "item") {
        let link = text(item, "linkId").unwrap_or_default();
        let here = format!("{place} {link}");
        let answers = items(item, "answer");
        let said = match answers {
            [] => None,
            [answer] => Some(said(answer)),
            several => Some(unclear(&format!("{} answers", several.len()))),
        };
        let about = vec![Code::new(System::Other(form.to_owned()), link, text(item, "text"))];
        statements.extend(said.map(|said| Statement::new(here, about, said)));
        collect(place, form, item, statements);
        answers.iter().for_each(|answer| collect(place, form, answer, statements));
    }
}

fn said(answer: &Value) -> Said {
    let members = answer.as_object().into_iter().flatten();
    match members.map(|(key, value)| (key.as_str(), value)).find(|(key, _)| key.starts_with("value")) {
        Some(("valueQuantity", value)) => quantity(value, None),
        Some(("valueCoding", coding)) => Said::Coded(codes(&serde_json::json!({ "coding": [coding] }))),
        Some((_, Value::Bool(true))) => Said::Present,
        Some((_, Value::Bool(false))) => Said::Absent,
        Some((_, Value::String(text))) => unclear(text),
        Some((_, value @ Value::Number(_))) => unclear(&value.to_string()),
        Some((key, _)) => unclear(key),
        None => Said::Nothing,
    }
}
