//! The data types of FHIR, read so that what is not as it should be is not there.

use serde_json::Value;

use super::super::system::{ANSWER, FINDING};
use crate::case::Comparator;
use crate::exchange::{Code, Moment, Number, Range, Said, System};
use crate::json::number;

/// A member that is a text which says something.
pub(super) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().filter(|text| !text.trim().is_empty())
}

/// The items of a member that is a list.
pub(super) fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The codes of a concept, and its text.
pub(super) fn codes(concept: &Value) -> Vec<Code> {
    let coded = items(concept, "coding").iter().filter_map(code);
    coded.chain(text(concept, "text").map(Code::text)).collect()
}

/// One code.
pub(super) fn code(coding: &Value) -> Option<Code> {
    let display = text(coding, "display");
    let system = text(coding, "system").unwrap_or_default();
    let own = system == FINDING || system.strip_prefix(FINDING).is_some_and(|rest| rest.starts_with(':'));
    let system = if own { System::Finding } else { System::named(system) };
    match text(coding, "code") {
        Some(code) => Some(Code::new(system, code, display)),
        None => display.map(Code::text),
    }
}

/// The code of a list of them that is of this system.
pub(super) fn code_of<'v>(concept: &'v Value, system: &str) -> Option<&'v str> {
    let of_system = items(concept, "coding").iter().find(|coding| text(coding, "system") == Some(system));
    of_system.and_then(|coding| text(coding, "code"))
}

/// A status: a concept, or as former versions of the standard had it a mere code.
pub(super) fn status<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    let of_concept = |concept| items(concept, "coding").iter().find_map(|coding| text(coding, "code"));
    value.get(key).and_then(|status| status.as_str().or_else(|| of_concept(status)))
}

/// An answer in this program's own words, or that there is none.
pub(super) fn own_answer(concept: &Value) -> Option<Said> {
    match code_of(concept, ANSWER)? {
        "present" => Some(Said::Present),
        "absent" => Some(Said::Absent),
        "unknown" => Some(Said::Unknown),
        "unobtainable" => Some(Said::Unobtainable),
        _ => None,
    }
}

/// The first of these times that is there.
pub(super) fn moment(value: &Value, keys: &[&str]) -> Option<Moment> {
    keys.iter().find_map(|key| {
        let time = value.get(key)?;
        let event = || items(time, "event").last().and_then(Value::as_str);
        let text = time.as_str().or_else(|| text(time, "end")).or_else(|| text(time, "start")).or_else(event);
        Moment::read(text?)
    })
}

/// The notes, without those that are this program's own; and a time that is none, as it is written.
pub(super) fn notes(value: &Value, times: &[&str], is_own: impl Fn(&Value) -> bool) -> Option<String> {
    let notes = items(value, "note").iter().filter(|note| !is_own(note)).filter_map(|note| text(note, "text"));
    let is_time = |time: &&str| Moment::read(time).is_some();
    let unreadable = times.iter().filter_map(|key| text(value, key)).filter(|time| !is_time(time));
    let texts: Vec<&str> = notes.chain(unreadable).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// A quantity: a number, or the words of one that is none.
pub(super) fn quantity(quantity: &Value, range: Option<Range>) -> Said {
    let units = units(quantity);
    let sign = text(quantity, "comparator").unwrap_or_default();
    let comparator = Comparator::from_symbol(sign);
    match (quantity.get("value"), comparator.is_some() || sign.is_empty()) {
        (Some(Value::Number(value)), true) => match value.as_f64() {
            Some(value) => Said::Number(Number { value, comparator, units, range }),
            None => Said::Nothing,
        },
        (Some(value), _) => {
            let figures = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Said::Text { text: format!("{sign}{figures}"), units, range }
        }
        (None, _) => Said::Nothing,
    }
}

/// A range of values: of two ends nobody knows where between them the value is.
pub(super) fn range_of_values(value: &Value, range: Option<Range>) -> Said {
    let end = |key| value.get(key).and_then(|end| Some((end, end.get("value")?.as_f64()?)));
    let one = |end: &Value, value, comparator| {
        Said::Number(Number { value, comparator: Some(comparator), units: units(end), range: range.clone() })
    };
    match (end("low"), end("high")) {
        (Some((low, value)), None) => one(low, value, Comparator::GreaterOrEqual),
        (None, Some((high, value))) => one(high, value, Comparator::LessOrEqual),
        (Some((low, from)), Some((_, to))) => {
            let text = format!("{} - {}", number(from), number(to));
            Said::Text { text, units: units(low), range: None }
        }
        (None, None) => Said::Nothing,
    }
}

/// The ways in which a quantity writes its unit, the code first.
fn units(quantity: &Value) -> Vec<String> {
    ["code", "unit"].iter().filter_map(|key| text(quantity, key)).map(str::to_owned).collect()
}

/// The laboratory's own range: the only one, or of several the only one that is said to be normal.
pub(super) fn reference(value: &Value) -> Option<Range> {
    let all = items(value, "referenceRange");
    let is_normal =
        |range: &&Value| range.get("type").is_some_and(|kind| status_codes(kind).any(|code| code == "normal"));
    let normal: Vec<&Value> = all.iter().filter(is_normal).collect();
    let range = match (all, normal.as_slice()) {
        ([only], _) => only,
        (_, [only]) => only,
        _ => return None,
    };
    let end = |key| range.get(key).and_then(|end| Some((end, end.get("value")?.as_f64()?)));
    let (low, high) = (end("low"), end("high"));
    let written = |found: Option<(&Value, f64)>| found.map(|(end, _)| units(end)).unwrap_or_default();
    let (of_low, of_high) = (written(low), written(high));
    let differs = !of_low.is_empty() && !of_high.is_empty() && of_low != of_high;
    if (low.is_none() && high.is_none()) || differs {
        return None;
    }
    let units = if of_low.is_empty() { of_high } else { of_low };
    Some(Range { low: low.map(|(_, value)| value), high: high.map(|(_, value)| value), units })
}

fn status_codes(concept: &Value) -> impl Iterator<Item = &str> {
    items(concept, "coding").iter().filter_map(|coding| text(coding, "code"))
}
