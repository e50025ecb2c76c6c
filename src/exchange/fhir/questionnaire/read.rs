//! QuestionnaireResponse: what was answered to the questions of a form. Which finding a question asks for is known by its link
//! alone: in the program's own form it is the finding, in any other the user's mapping says it.

use serde_json::Value;

use super::{COMPARATOR, FORM, LIMIT};
use crate::case::Comparator;
use crate::exchange::fhir::system::{ANSWER, FINDING};
use crate::exchange::{Code, Moment, Number, Said, Standing, Statement, System};

/// What each answered question says.
pub(in crate::exchange::fhir) fn statements(place: &str, response: &Value) -> Vec<Statement> {
    let mut questions = Vec::new();
    collect(response, &mut questions);
    let statements = match Form::of(response, &questions) {
        Form::Own => own(place, &questions),
        Form::Other(form) => {
            let about = |question: &Question| code(System::Other(form.to_owned()), question);
            questions.iter().map(|question| question.says(place, about(question), said(&question.answers))).collect()
        }
    };
    let at = text(response, "authored").and_then(Moment::read);
    let standing = match text(response, "status") {
        Some("entered-in-error") => Standing::Void,
        Some("in-progress" | "stopped") => Standing::Preliminary,
        _ => Standing::Final,
    };
    statements.into_iter().map(|statement| Statement { at: at.clone(), standing, ..statement }).collect()
}

/// Whose form it is.
enum Form<'a> {
    Own,
    /// The address that the response names it by; empty where it names none.
    Other(&'a str),
}

impl<'a> Form<'a> {
    /// A response need not name its form. The answers of this program's own are told by their codes.
    fn of(response: &'a Value, questions: &[Question]) -> Form<'a> {
        let form = text(response, "questionnaire").map(|form| form.split('|').next().unwrap_or(form));
        let is_own = |system: &str| [ANSWER, FINDING].iter().any(|own| system.starts_with(own));
        let codings = || questions.iter().flat_map(|question| &question.answers).filter_map(|it| it.get("valueCoding"));
        match form {
            Some(form) if form.starts_with(FORM) => Form::Own,
            Some(form) => Form::Other(form),
            None if codings().any(|coding| text(coding, "system").is_some_and(is_own)) => Form::Own,
            None => Form::Other(""),
        }
    }
}

/// A question that was answered.
struct Question<'a> {
    link: &'a str,
    text: Option<&'a str>,
    answers: Vec<&'a Value>,
}

impl Question<'_> {
    fn says(&self, place: &str, about: Code, said: Said) -> Statement {
        Statement::new(format!("{place} {}", self.link).trim(), vec![about], said)
    }
}

/// The answered questions in their order: they stand in groups, and below the question or the answer that they belong to.
fn collect<'a>(value: &'a Value, questions: &mut Vec<Question<'a>>) {
    for item in items(value, "item") {
        let answers: Vec<&Value> = items(item, "answer").collect();
        if !answers.is_empty() {
            let link = text(item, "linkId").unwrap_or_default();
            questions.push(Question { link, text: text(item, "text"), answers: answers.clone() });
        }
        collect(item, questions);
        answers.into_iter().for_each(|answer| collect(answer, questions));
    }
}

/// The answers of the program's own form. Whether a section was gone through says nothing of the patient; whether a number is
/// only a limit belongs to the number.
fn own(place: &str, questions: &[Question]) -> Vec<Statement> {
    let asked = questions.iter().filter(|question| !question.link.starts_with("section."));
    let (limits, asked): (Vec<&Question>, Vec<&Question>) = asked.partition(|question| question.link.ends_with(LIMIT));
    let limit_of = |link: &str| limits.iter().find(|limit| limit.link.strip_suffix(LIMIT) == Some(link));
    let mut statements = Vec::new();
    for question in &asked {
        let about = code(System::Finding, question);
        let limit = limit_of(question.link).map(|limit| (limit, said_of_limit(limit)));
        match (said(&question.answers), limit) {
            (Said::Number(number), Some((_, Limit::Comparator(comparator)))) => {
                let number = Number { comparator: Some(comparator), ..number };
                statements.push(question.says(place, about, Said::Number(number)));
            }
            (said, limit) => {
                statements.push(question.says(place, about.clone(), said));
                statements.extend(limit.map(|(limit, said)| limit.says(place, about, said.alone())));
            }
        }
    }
    for limit in &limits {
        let Some(link) = limit.link.strip_suffix(LIMIT) else { continue };
        if asked.iter().all(|question| question.link != link) {
            statements.push(limit.says(place, Code::finding(link), said_of_limit(limit).alone()));
        }
    }
    statements
}

/// What is said beside a number, or in place of one.
enum Limit {
    Comparator(Comparator),
    Other(Said),
}

impl Limit {
    /// What it says without a number: how a value lies to no number says nothing that is plain.
    fn alone(self) -> Said {
        match self {
            Limit::Comparator(comparator) => unclear(comparator.symbol()),
            Limit::Other(said) => said,
        }
    }
}

fn said_of_limit(limit: &Question) -> Limit {
    let coding = match limit.answers.as_slice() {
        [answer] => answer.get("valueCoding").filter(|coding| text(coding, "system") == Some(COMPARATOR)),
        _ => None,
    };
    let comparator = coding.and_then(|coding| Comparator::from_symbol(text(coding, "code")?));
    comparator.map_or_else(|| Limit::Other(said(&limit.answers)), Limit::Comparator)
}

fn code(system: System, question: &Question) -> Code {
    Code::new(system, question.link, question.text)
}

/// What the answers to a question say; several are for a person to look at.
fn said(answers: &[&Value]) -> Said {
    let [answer] = answers else { return unclear(&format!("{} answers", answers.len())) };
    let members = answer.as_object().into_iter().flatten();
    match members.map(|(key, value)| (key.as_str(), value)).find(|(key, _)| key.starts_with("value")) {
        Some(("valueQuantity", quantity)) => said_by_quantity(quantity),
        Some(("valueCoding", coding)) => said_by_coding(coding),
        Some(("valueDecimal" | "valueInteger", Value::Number(number))) => match number.as_f64() {
            Some(value) => Said::Number(Number { value, comparator: None, units: Vec::new(), range: None }),
            None => unclear(&number.to_string()),
        },
        Some((_, Value::Bool(true))) => Said::Present,
        Some((_, Value::Bool(false))) => Said::Absent,
        Some((_, Value::String(text))) => unclear(text),
        Some((_, value)) => unclear(&value.to_string()),
        None => Said::Nothing,
    }
}

fn said_by_quantity(quantity: &Value) -> Said {
    let units = ["code", "unit"].into_iter().filter_map(|key| text(quantity, key)).map(str::to_owned).collect();
    let figures = match quantity.get("value") {
        Some(Value::Number(number)) => number.as_f64(),
        // Some write figures as text.
        Some(Value::String(text)) => return Said::Text { text: text.clone(), units, range: None },
        _ => None,
    };
    let comparator = text(quantity, "comparator").and_then(Comparator::from_symbol);
    figures.map_or(Said::Nothing, |value| Said::Number(Number { value, comparator, units, range: None }))
}

fn said_by_coding(coding: &Value) -> Said {
    let (system, code) = (text(coding, "system").unwrap_or_default(), text(coding, "code").unwrap_or_default());
    match (system, code) {
        (ANSWER, "present") => Said::Present,
        (ANSWER, "absent") => Said::Absent,
        (ANSWER, "unknown") => Said::Unknown,
        (ANSWER, "unobtainable") => Said::Unobtainable,
        _ => {
            let system = if system.starts_with(FINDING) { System::Finding } else { System::named(system) };
            Said::Coded(vec![Code::new(system, code, text(coding, "display"))])
        }
    }
}

/// Something that a person has to look at.
fn unclear(text: &str) -> Said {
    Said::Text { text: text.to_owned(), units: Vec::new(), range: None }
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

fn items<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}
