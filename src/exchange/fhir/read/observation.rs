//! Observations: a value, or why there is none; and those of which each component says one thing.

use serde_json::Value;

use super::super::system::{EXPLAINED, INTERPRETATION};
use super::datatype::{code_of, codes, items, moment, notes, own_answer, quantity, range_of_values, reference, text};
use super::resources::{Resource, Resources};
use super::{unclear, unread};
use crate::exchange::{Code, Range, Said, Standing, Statement, System};

/// When it was so: when it was observed, else when it was given out.
const TIMES: [&str; 5] = ["effectiveDateTime", "effectiveInstant", "effectivePeriod", "effectiveTiming", "issued"];

/// What the observation says, and what each of its components does.
pub(super) fn statements(resource: &Resource, resources: &Resources) -> Vec<Statement> {
    let value = resource.value;
    // It was seen in something else than the patient: a fetus, a donor, an implant.
    if value.get("focus").is_some() {
        return vec![unread(resource, "Observation.focus")];
    }
    let components = items(value, "component");
    let whole = Statement {
        specimen: specimen(resource, resources),
        at: moment(value, &TIMES),
        note: notes(value, &TIMES, |note| cause(note).is_some()),
        explained: items(value, "note").iter().find_map(cause).map(str::to_owned),
        standing: standing(value),
        ..of_part(resource.place.clone(), value)
    };
    let parts = components.iter().enumerate().map(|(at, component)| {
        let part = of_part(format!("{} component[{at}]", resource.place), component);
        let Statement { specimen, at, standing, .. } = whole.clone();
        Statement { specimen, at, standing, ..part }
    });
    let parts: Vec<Statement> = parts.collect();
    // What has components and no value of its own is only what holds them together.
    let only_holds = whole.said == Said::Nothing && !parts.is_empty();
    std::iter::once(whole).filter(|_| !only_holds).chain(parts).collect()
}

fn of_part(place: String, value: &Value) -> Statement {
    let about = value.get("code").map(codes).unwrap_or_default();
    let said = said(value);
    // The value may itself be the term of what was found.
    if let Some(terms) = value.get("valueCodeableConcept").map(codes)
        && terms.iter().any(|code| code.system == System::Hpo)
    {
        return Statement::new(place, terms, Said::Present);
    }
    Statement::new(place, about, said)
}

fn said(value: &Value) -> Said {
    let range = reference(value);
    let words = |text: String, range: Option<Range>| Said::Text { text, units: Vec::new(), range };
    let members = value.as_object().into_iter().flatten();
    let found: Vec<(&str, &Value)> =
        members.map(|(key, value)| (key.as_str(), value)).filter(|(key, _)| key.starts_with("value")).collect();
    let reason = value.get("dataAbsentReason").map(|_| "dataAbsentReason");
    // A value beside another one, or beside the reason why there is none: nobody knows which of them is meant.
    if found.len() + usize::from(reason.is_some()) > 1 {
        let all: Vec<&str> = found.iter().map(|(key, _)| *key).chain(reason).collect();
        return unclear(&all.join(", "));
    }
    match found.first().copied() {
        Some(("valueQuantity", value)) => quantity(value, range),
        Some(("valueCodeableConcept", concept)) => own_answer(concept).unwrap_or_else(|| match codes(concept) {
            codes if codes.is_empty() => Said::Nothing,
            codes => Said::Coded(codes),
        }),
        Some(("valueString", Value::String(text))) => words(text.clone(), range),
        Some(("valueBoolean", Value::Bool(true))) => Said::Present,
        Some(("valueBoolean", Value::Bool(false))) => Said::Absent,
        Some(("valueRange", value)) => range_of_values(value, range),
        Some(("valueRatio", ratio)) => words(self::ratio(ratio), None),
        Some((_, Value::String(text))) => words(text.clone(), range),
        Some((_, value @ (Value::Number(_) | Value::Bool(_)))) => words(value.to_string(), range),
        // A series of measurements, or what no version of the standard knows.
        Some((key, _)) => unclear(key),
        None => unsaid(value),
    }
}

/// Two numbers, as in a titer.
fn ratio(ratio: &Value) -> String {
    let part = |key| match ratio.get(key).map(|part| quantity(part, None)) {
        Some(Said::Number(number)) => crate::json::number(number.value).to_string(),
        _ => String::new(),
    };
    format!("{}:{}", part("numerator"), part("denominator"))
}

/// Without a value: why there is none, else the plain ones of the laboratory's flags.
fn unsaid(value: &Value) -> Said {
    if let Some(reason) = value.get("dataAbsentReason") {
        return own_answer(reason).unwrap_or(Said::Unknown);
    }
    let flags = match value.get("interpretation") {
        Some(Value::Array(flags)) => flags.as_slice(),
        Some(flag) => std::slice::from_ref(flag),
        None => &[],
    };
    match flags {
        [] => Said::Nothing,
        [flag] => match code_of(flag, INTERPRETATION) {
            Some("POS" | "DET") => Said::Present,
            Some("NEG" | "ND") => Said::Absent,
            _ => codes(flag).first().map_or(Said::Nothing, |code| unclear(&code.shown())),
        },
        several => unclear(&several.iter().flat_map(codes).map(|code| code.shown()).collect::<Vec<_>>().join(", ")),
    }
}

fn standing(value: &Value) -> Standing {
    match text(value, "status") {
        Some("entered-in-error" | "cancelled") => Standing::Void,
        Some("final" | "amended" | "corrected") => Standing::Final,
        // Not finished, or nobody knows whether it is.
        _ => Standing::Preliminary,
    }
}

/// The better cause of a sign, in the note that this program makes of it.
fn cause(note: &Value) -> Option<&str> {
    let own = items(note, "extension").iter().find(|extension| text(extension, "url") == Some(EXPLAINED))?;
    text(own, "valueString")
}

/// What was examined.
fn specimen(resource: &Resource, resources: &Resources) -> Vec<Code> {
    let Some(reference) = resource.value.get("specimen") else { return Vec::new() };
    let kind = resources.referred(resource, reference).and_then(|specimen| specimen.value.get("type"));
    kind.map(codes).into_iter().flatten().chain(text(reference, "display").map(Code::text)).collect()
}
