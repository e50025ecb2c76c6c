//! Reads phenopackets: one, a family, a cohort, a list, or one a line.

use serde_json::Value;

use super::super::recognize::Look;
use super::super::{Code, Moment, Number, Range, Record, Said, Standing, Statement, tree};
use super::description::Description;
use crate::case::{AT_TOP, Comparator};
use crate::json::{Code as FaultCode, Document, Fault, Limits, Places, decode, without_mark};

/// Whether it is a phenopacket, a family or a cohort.
pub(in super::super) fn is_packet(look: &Look) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|key| look.has(key) || look.has(&snake(key)));
    let is_named = has(&["id", "subject", "metaData"]);
    !look.has("resourceType")
        && (has(&["phenotypicFeatures"])
            || (has(&["measurements", "interpretations", "diseases", "medicalActions"]) && is_named)
            || (has(&["subject"]) && has(&["metaData"]))
            || (has(&["proband", "members"]) && has(&["metaData", "id", "pedigree"])))
}

/// Whether it is a packet of version 1, which said `negated` where version 2 says `excluded`.
pub(in super::super) fn is_version_1(look: &Look) -> bool {
    let text = |key: &str| look.member(key).or_else(|| look.member(&snake(key))).map_or("", |value| value.get());
    let has = |key: &str, name: &str| {
        [name.to_owned(), snake(name)].iter().any(|name| text(key).contains(&format!("\"{name}\"")))
    };
    let version = text("metaData").split("chemaVersion\"").nth(1).unwrap_or_default();
    let version = version.trim_start_matches([':', ' ', '"', '\n', '\t']);
    is_packet(look)
        && (has("subject", "ageAtCollection")
            || has("phenotypicFeatures", "negated")
            || has("phenotypicFeatures", "classOfOnset")
            || (version.starts_with("1.") || version.starts_with("1\"")))
}

/// The records of all packets.
///
/// # Errors
/// Not JSON, or not of the form of a packet.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<Record>, Vec<Fault>> {
    let text = decode(file, without_mark(bytes), Limits::CASE).map_err(|fault| vec![fault])?;
    let places = Places::default();
    let doc = Document::new(file, text, &places);
    let mut reader = Reader { file, records: Vec::new(), faults: Vec::new() };
    match tree(&doc) {
        Ok(Value::Array(packets)) => {
            packets.iter().enumerate().for_each(|(at, packet)| reader.message(&format!("[{at}]."), packet));
        }
        Ok(packet) => reader.message("", &packet),
        Err(fault) => match lines(file, text) {
            Some(packets) => {
                packets.iter().for_each(|(line, packet)| reader.message(&format!("{line}:"), packet));
            }
            None => return Err(vec![fault]),
        },
    }
    if reader.faults.is_empty() { Ok(reader.records) } else { Err(reader.faults) }
}

/// The objects of a text that has one a line, with their lines.
fn lines(file: &str, text: &str) -> Option<Vec<(usize, Value)>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(at, line): (usize, &str)| {
        let places = Places::default();
        Some((at + 1, tree(&Document::new(file, line, &places)).ok()?))
    };
    lines.map(read).collect::<Option<Vec<_>>>().filter(|lines| lines.len() > 1)
}

struct Reader<'a> {
    file: &'a str,
    records: Vec<Record>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    /// A packet; or those of a family or a cohort.
    fn message(&mut self, at: &str, message: &Value) {
        let mut inner = false;
        for key in ["proband", "relatives", "members"] {
            match get(message, key) {
                Some(Value::Array(packets)) => {
                    inner = true;
                    for (place, packet) in packets.iter().enumerate() {
                        self.packet(&format!("{at}{key}[{place}]."), packet);
                    }
                }
                Some(packet) => {
                    inner = true;
                    self.packet(&format!("{at}{key}."), packet);
                }
                None => {}
            }
        }
        if !inner {
            self.packet(at, message);
        }
    }

    fn packet(&mut self, at: &str, packet: &Value) {
        if !packet.is_object() {
            let what = format!("{}: this is no packet", at.trim_end_matches('.'));
            return self.faults.push(Fault::of_file(self.file, FaultCode::WrongType, what).expected("an object"));
        }
        let subject = get(packet, "subject");
        let mut statements: Vec<Statement> = subject.into_iter().flat_map(|subject| of_subject(at, subject)).collect();
        for (key, read) in LISTS {
            let items = self.list(at, packet, key);
            statements
                .extend(items.iter().enumerate().flat_map(|(place, item)| read(format!("{at}{key}[{place}]"), item)));
        }
        let patient = subject.and_then(|subject| text(subject, "id"));
        self.records.push(Record { patient, id: text(packet, "id"), statements, ..Record::default() });
    }

    fn list<'v>(&mut self, at: &str, packet: &'v Value, key: &str) -> &'v [Value] {
        match get(packet, key) {
            Some(Value::Array(items)) => items,
            None => &[],
            Some(_) => {
                let what = format!("{at}{key}: this is no list");
                self.faults.push(Fault::of_file(self.file, FaultCode::WrongType, what).expected("a list"));
                &[]
            }
        }
    }
}

/// Reads one item of a list of a packet.
type Item = fn(String, &Value) -> Vec<Statement>;

/// The lists of a packet. What is in the last ones has to do with no finding, and is said to be left.
const LISTS: [(&str, Item); 7] = [
    ("phenotypicFeatures", |at, item| vec![feature(at, item)]),
    ("measurements", measurement),
    ("diseases", |at, item| vec![disease(at, item, "term")]),
    ("interpretations", |at, item| match get(item, "diagnosis") {
        Some(diagnosis) => vec![disease(at, diagnosis, "disease")],
        None => vec![named(at)],
    }),
    ("biosamples", |at, _| vec![named(at)]),
    ("medicalActions", |at, _| vec![named(at)]),
    ("files", |at, _| vec![named(at)]),
];

/// Something that has nothing to do with a finding.
fn named(at: String) -> Statement {
    let name = at.rsplit('.').next().unwrap_or(&at).split('[').next().unwrap_or_default();
    let about = vec![Code::text(name)];
    Statement::new(at, about, Said::Nothing)
}

fn of_subject(at: &str, subject: &Value) -> Vec<Statement> {
    let [age, sex] = AT_TOP;
    let mut statements = Vec::new();
    if let Some(said) = sex_of(subject) {
        statements.push(Statement::new(format!("{at}subject.sex"), vec![Code::finding(sex)], said));
    }
    if let Some(said) = age_of(subject) {
        let place = format!("{at}subject.timeAtLastEncounter");
        statements.push(Statement::new(place, vec![Code::finding(age)], said));
    }
    statements
}

/// The sex, by the name or the number of the protocol.
fn sex_of(subject: &Value) -> Option<Said> {
    let word = match get(subject, "sex")? {
        Value::Number(number) => match number.as_u64() {
            Some(0) => return None,
            Some(1) => "female".to_owned(),
            Some(2) => "male".to_owned(),
            _ => number.to_string(),
        },
        Value::String(word) if word == "UNKNOWN_SEX" => return None,
        Value::String(word) => word.to_lowercase(),
        other => other.to_string(),
    };
    Some(typed(&word))
}

/// The age at the last encounter, which is the time of the packet.
fn age_of(subject: &Value) -> Option<Said> {
    let encounter = get(subject, "timeAtLastEncounter");
    let stamp = |value: Option<&Value>, key| value.and_then(|value| Moment::read(&text(value, key)?));
    let birth = stamp(Some(subject), "dateOfBirth");
    match (encounter.map(time), birth) {
        (Some(Time::Stamp(at)), Some(birth)) => Some(match at.years_since(&birth) {
            Some(years) => typed(&format!("P{years}Y")),
            None => typed(&format!("{} - {}", birth.date, at.date)),
        }),
        (Some(Time::Age(age) | Time::Other(age)), _) => Some(typed(&age)),
        (Some(Time::Stamp(_)) | None, _) => None,
    }
}

/// When something was, in one of the ways of the protocol.
enum Time {
    /// An age, as a duration.
    Age(String),
    /// A time of the calendar.
    Stamp(Moment),
    /// A range of ages, a class of onset, or a time that is none.
    Other(String),
}

fn time(element: &Value) -> Time {
    let duration = |value: &Value| text(value, "iso8601duration").or_else(|| text(value, "iso8601Duration"));
    let age = get(element, "age").and_then(|age| duration(age).or_else(|| age.as_str().map(str::to_owned)));
    let stamp = get(element, "timestamp").and_then(Value::as_str).and_then(Moment::read);
    let interval = get(element, "interval").and_then(|interval| Moment::read(&text(interval, "end")?));
    if let Some(age) = age {
        return Time::Age(age);
    }
    if let Some(stamp) = stamp.or(interval) {
        return Time::Stamp(stamp);
    }
    let range = get(element, "ageRange").map(|range| {
        let end = |key| get(range, key).and_then(duration).unwrap_or_default();
        format!("{} - {}", end("start"), end("end"))
    });
    let class = || get(element, "ontologyClass").map(|class| code(class).shown());
    Time::Other(range.or_else(class).unwrap_or_else(|| element.to_string()))
}

fn feature(at: String, feature: &Value) -> Statement {
    let about = get(feature, "type").map(code).into_iter().collect();
    let said = match get(feature, "excluded") {
        None | Some(Value::Bool(false)) => Said::Present,
        Some(Value::Bool(true)) => Said::Absent,
        // Which of the two is meant nobody can know.
        Some(other) => typed(&format!("excluded: {other}")),
    };
    let mut statement = Statement::new(at, about, said);
    if get(feature, "resolution").is_some() && statement.said == Said::Present {
        statement.standing = Standing::Over;
    }
    let Description { observed, explained, note, .. } = described(feature);
    statement.explained = explained;
    statement.at = observed.as_deref().and_then(Moment::read);
    let mut notes: Vec<String> = note.into_iter().collect();
    for key in ["onset", "resolution"] {
        notes.extend(get(feature, key).map(|element| match time(element) {
            Time::Stamp(at) => format!("{key} {}", at.date),
            Time::Age(text) | Time::Other(text) => format!("{key} {text}"),
        }));
    }
    let modifiers = get(feature, "modifiers").and_then(Value::as_array).into_iter().flatten();
    notes.extend(get(feature, "severity").into_iter().chain(modifiers).map(|item| code(item).shown()));
    statement.note = joined(notes);
    statement
}

fn measurement(at: String, measurement: &Value) -> Vec<Statement> {
    let about: Vec<Code> = get(measurement, "assay").map(code).into_iter().collect();
    let Description { bound, specimen, observed, note, .. } = described(measurement);
    let specimen: Vec<Code> = specimen.iter().map(|text| Code::text(text)).collect();
    let mut notes: Vec<String> = note.into_iter().collect();
    let at_time = get(measurement, "timeObserved").map(time);
    let moment = match at_time {
        Some(Time::Stamp(at)) => Some(at),
        Some(Time::Age(age) | Time::Other(age)) => {
            notes.push(age);
            None
        }
        None => observed.as_deref().and_then(Moment::read),
    };
    let whole = |about: Vec<Code>, at: String, said| Statement {
        specimen: specimen.clone(),
        at: moment.clone(),
        note: joined(notes.clone()),
        ..Statement::new(at, about, said)
    };
    let complex = get(measurement, "complexValue").and_then(|value| get(value, "typedQuantities"));
    let parts = complex.and_then(Value::as_array).into_iter().flatten().enumerate();
    let parts = parts.map(|(place, part)| {
        let about = get(part, "type").map(code).into_iter().collect();
        let said = get(part, "quantity").map_or(Said::Nothing, |quantity| number(quantity, None));
        whole(about, format!("{at}.complexValue.typedQuantities[{place}]"), said)
    });
    let parts: Vec<Statement> = parts.collect();
    let value = get(measurement, "value");
    if parts.is_empty() || value.is_some() {
        let said = match (value.and_then(|it| get(it, "quantity")), value.and_then(|it| get(it, "ontologyClass"))) {
            (Some(quantity), _) => number(quantity, bound.as_ref()),
            (None, Some(class)) => Said::Coded(vec![code(class)]),
            (None, None) => Said::Nothing,
        };
        let first = whole(about, at.clone(), said);
        return std::iter::once(first).chain(parts).collect();
    }
    parts
}

/// A quantity; a comparator in the description counts where it stands before the same number.
fn number(quantity: &Value, comparator: Option<&(Comparator, String)>) -> Said {
    let units = |value: &Value| -> Vec<String> {
        let class = get(value, "unit");
        let id = class.and_then(|class| text(class, "id")).map(|id| id.trim_start_matches("UCUM:").to_owned());
        id.into_iter().chain(class.and_then(|class| text(class, "label"))).collect()
    };
    let figures = |value: &Value| match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|value: &f64| value.is_finite()),
        _ => None,
    };
    let range = get(quantity, "referenceRange").map(|range| Range {
        low: get(range, "low").and_then(figures),
        high: get(range, "high").and_then(figures),
        units: units(range),
    });
    match get(quantity, "value").map(|value| (value, figures(value))) {
        Some((_, Some(value))) => {
            let is_it = |(_, of): &&(Comparator, String)| {
                let end = of.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c))).unwrap_or(of.len());
                of.split_at(end).0.parse() == Ok(value)
            };
            let comparator = comparator.filter(is_it).map(|(comparator, _)| *comparator);
            Said::Number(Number { value, comparator, units: units(quantity), range })
        }
        // A writer may leave out a zero, and another a number that it does not have.
        other => Said::Text {
            text: other.map_or_else(String::new, |(value, _)| shown(value)),
            units: units(quantity),
            range,
        },
    }
}

fn disease(at: String, disease: &Value, key: &str) -> Statement {
    let about = get(disease, key).map(code).into_iter().collect();
    let is_excluded = get(disease, "excluded") == Some(&Value::Bool(true));
    Statement::new(at, about, if is_excluded { Said::Absent } else { Said::Present })
}

/// A class of an ontology.
fn code(class: &Value) -> Code {
    let label = text(class, "label");
    match text(class, "id") {
        Some(id) => Code::compact(&id, label.as_deref()),
        None => Code::text(label.as_deref().unwrap_or_default()),
    }
}

fn described(value: &Value) -> Description {
    text(value, "description").map_or_else(Description::default, |text| Description::read(&text))
}

fn joined(notes: Vec<String>) -> Option<String> {
    (!notes.is_empty()).then(|| notes.join("; "))
}

fn typed(text: &str) -> Said {
    Said::Text { text: text.to_owned(), units: Vec::new(), range: None }
}

fn text(value: &Value, key: &str) -> Option<String> {
    get(value, key).and_then(Value::as_str).map(str::to_owned)
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A member by its name in JSON, or by the one in the protocol itself.
fn get<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    value.get(key).or_else(|| value.get(snake(key))).filter(|value| !value.is_null())
}

/// `phenotypicFeatures` as `phenotypic_features`.
fn snake(key: &str) -> String {
    key.chars().fold(String::new(), |snake, c| match c.is_ascii_uppercase() {
        true => snake + "_" + &c.to_ascii_lowercase().to_string(),
        false => snake + &c.to_string(),
    })
}
