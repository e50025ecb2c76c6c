//! Reads the case format.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::patient::Slot;
use super::{Answer, AnswerValue, Case, Comparator, Date, Foreign, Quantity, Reference, TEACHING_FORMAT};
use crate::json::{Code, Document, Fault, Limits, Object, Places, decode, number};
use crate::knowledge::{Finding, FindingId, Kind, Knowledge, Measure};

/// The name and version of the format.
pub const FORMAT: &str = "poems-case/1";

/// Findings that stand at the top of the file for the reader's sake.
pub const AT_TOP: [&str; 2] = ["age", "sex"];

/// A case that was read, with what is worth knowing about its file.
#[derive(Debug)]
pub struct Read {
    /// What was read.
    pub case: Case,
    /// What is kept and not understood.
    pub warnings: Vec<Fault>,
    /// Numbers that may have been meant otherwise, each with its place; the assessment says them too.
    pub doubts: Vec<Fault>,
    /// Whether there is more around the case, which is not written back: it stands in a teaching case.
    pub is_teaching: bool,
}

/// Reads a case, or the case within a teaching case, from the bytes of a file.
///
/// # Errors
/// Every fault that keeps the case from being read, each with its place.
pub fn read(file: &str, bytes: &[u8], knowledge: &Knowledge) -> Result<Read, Vec<Fault>> {
    let text = decode(file, bytes, Limits::CASE).map_err(|fault| vec![fault])?;
    let places = Places::default();
    let doc = Document::new(file, text, &places);
    let members: Object = doc.read().map_err(|fault| vec![fault])?;
    read_members(doc, members, knowledge)
}

pub(super) fn read_members<'a>(
    doc: Document<'a>,
    members: Object<'a>,
    knowledge: &Knowledge,
) -> Result<Read, Vec<Fault>> {
    let format = members.0.iter().find(|(key, _)| key == "format").map(|(_, value)| *value);
    match format.map(|value| (value, doc.read_part::<String>(value))) {
        Some((_, Ok(format))) if format == FORMAT => {}
        Some((_, Ok(format))) if format == TEACHING_FORMAT => {
            let Some((_, case)) = members.0.into_iter().find(|(key, _)| key == "case") else {
                return Err(vec![Fault::of_file(doc.file, Code::MissingField, "a teaching case without \"case\"")]);
            };
            let members = doc.read_part(case).map_err(|fault| vec![fault])?;
            return Ok(Read { is_teaching: true, ..read_members(doc, members, knowledge)? });
        }
        Some((value, Ok(format))) => {
            return Err(vec![
                doc.fault_in(value.get(), Code::UnknownFormat, format!("unknown format \"{format}\""))
                    .expected(format!("\"{FORMAT}\"")),
            ]);
        }
        Some((_, Err(fault))) => return Err(vec![fault]),
        None => {
            return Err(vec![
                Fault::of_file(doc.file, Code::UnknownFormat, "this is no case: it has no \"format\"")
                    .expected(format!("\"format\": \"{FORMAT}\"")),
            ]);
        }
    }
    let mut reader = Reader {
        doc,
        knowledge,
        case: Case::new(knowledge),
        numbers: Vec::new(),
        faults: Vec::new(),
        warnings: Vec::new(),
    };
    for (key, value) in members.0 {
        reader.member(key, value);
    }
    match reader.faults.is_empty() {
        true => Ok(Read { doubts: reader.doubts(), case: reader.case, warnings: reader.warnings, is_teaching: false }),
        false => Err(reader.faults),
    }
}

struct Reader<'a, 'k> {
    doc: Document<'a>,
    knowledge: &'k Knowledge,
    case: Case,
    /// The numbers that were read, with their places.
    numbers: Vec<(FindingId, &'a RawValue)>,
    faults: Vec<Fault>,
    warnings: Vec<Fault>,
}

impl<'a> Reader<'a, '_> {
    fn member(&mut self, key: Cow<'a, str>, value: &'a RawValue) {
        match key.as_ref() {
            "format" => {}
            "id" => self.case.id = self.text(value),
            "note" => self.case.note = self.text(value),
            "setting" => self.setting(value),
            "findings" => match self.doc.read_part::<Object>(value) {
                Ok(Object(findings)) => findings.into_iter().for_each(|(id, answer)| self.finding(&id, answer)),
                Err(fault) => self.faults.push(fault),
            },
            id if AT_TOP.contains(&id) && self.knowledge.find(id).is_some() => self.finding(id, value),
            _ => {
                self.warnings.push(
                    self.fault(value, Code::UnknownField, format!("unknown field \"{key}\"; it is kept")).warning(),
                );
                self.case.foreign.push(Foreign { key: key.into_owned(), json: value.to_owned() });
            }
        }
    }

    /// A setting of another pack is kept, and is none here.
    fn setting(&mut self, value: &'a RawValue) {
        let Some(word) = self.text(value) else { return };
        self.case.setting = self.knowledge.find_setting(&word);
        if self.case.setting.is_none() {
            let fault = self.fault(
                value,
                Code::UnknownSetting,
                format!("unknown setting \"{word}\"; it is kept, and not used"),
            );
            let known = self.knowledge.settings().iter().map(|setting| setting.id.as_str());
            self.warnings.push(fault.meant(&word, known).warning());
            self.case.foreign.push(Foreign { key: "setting".to_owned(), json: value.to_owned() });
        }
    }

    fn fault(&self, value: &'a RawValue, code: Code, what: impl Into<String>) -> Fault {
        self.doc.fault_in(value.get(), code, what)
    }

    fn text(&mut self, value: &'a RawValue) -> Option<String> {
        self.doc.read_part(value).map_err(|fault| self.faults.push(fault)).ok()
    }

    fn finding(&mut self, key: &str, value: &'a RawValue) {
        let Some(id) = self.knowledge.find(key) else {
            let fault = self.fault(
                value,
                Code::UnknownFinding,
                format!("unknown finding \"{key}\"; it is kept, and counts for nothing"),
            );
            self.warnings
                .push(fault.meant(key, self.knowledge.findings.iter().map(|finding| finding.id.as_str())).warning());
            self.case.slots.push(Slot::Foreign(Foreign { key: key.to_owned(), json: value.to_owned() }));
            return;
        };
        if self.case.answer(id).is_some() {
            self.faults.push(self.fault(value, Code::GivenTwice, format!("\"{key}\" is answered twice")));
            return;
        }
        match self.answer(id, value) {
            Ok(answer) => {
                if matches!(answer.value, AnswerValue::Quantity(_)) {
                    self.numbers.push((id, value));
                }
                self.case.put_as_written(id, answer, value);
            }
            Err(fault) => self.faults.push(fault),
        }
    }

    /// Warnings of numbers that may have been meant otherwise; they hang on the sex, and so are known last.
    fn doubts(&self) -> Vec<Fault> {
        let doubted = self.numbers.iter().filter_map(|(id, value)| {
            let doubt = self.case.doubt(self.knowledge, *id)?;
            let finding = self.knowledge.finding(*id);
            let (AnswerValue::Quantity(quantity), measure) = (self.case.known(*id)?, finding.measure()?) else {
                return None;
            };
            let unit = |at: usize| measure.unit_at(at).id.as_str();
            let usual_in: Vec<&str> = doubt.usual_in.iter().map(|at| unit(*at)).collect();
            let entered = format!("{} {} for \"{}\"", number(quantity.value), unit(quantity.unit), finding.id);
            let what = match usual_in.is_empty() {
                true => format!("{entered} is far beyond what is usually seen; it counts as it stands"),
                false => format!("{entered} would be usual in {}; it counts as it stands", usual_in.join(" or ")),
            };
            let fault = self.fault(value, Code::DoubtfulNumber, what);
            Some(fault.expected("another value or unit, or \"confirmed\": true").warning())
        });
        doubted.collect()
    }

    fn answer(&mut self, id: FindingId, value: &'a RawValue) -> Result<Answer, Fault> {
        let finding = self.knowledge.finding(id);
        match value.get().as_bytes() {
            [b'"', ..] => {
                let word: Cow<str> = self.doc.read_part::<String>(value)?.into();
                Ok(self.word(finding, value, &word)?.into())
            }
            [b'{', ..] => self.answer_object(finding, value),
            [b'n', ..] => Err(self
                .fault(value, Code::NotAnAnswer, format!("null is no answer for \"{}\"", finding.id))
                .expected("\"unknown\", or no entry at all"))?,
            [b'-' | b'0'..=b'9', ..] => self.bare_number(finding, value),
            _ => Err(self
                .fault(value, Code::NotAnAnswer, format!("this is no answer for \"{}\"", finding.id))
                .expected(accepted(finding)))?,
        }
    }

    /// Age stands at the top as a bare number of years; every other number needs its unit.
    fn bare_number(&self, finding: &Finding, value: &'a RawValue) -> Result<Answer, Fault> {
        match &finding.kind {
            Kind::Quantity(measure) if AT_TOP.contains(&finding.id.as_str()) => {
                let quantity = Quantity::new(self.number(value)?, 0);
                self.possible(finding, measure, &quantity, value)?;
                Ok(AnswerValue::Quantity(quantity).into())
            }
            Kind::Quantity(measure) => {
                let fault = self.fault(value, Code::NoUnit, format!("a number without a unit for \"{}\"", finding.id));
                Err(fault.expected(format!("{{\"value\": {}, \"unit\": {}}}", value.get(), units(measure))))?
            }
            _ => Err(self
                .fault(value, Code::NotAnAnswer, format!("a number for \"{}\"", finding.id))
                .expected(accepted(finding)))?,
        }
    }

    fn word(&self, finding: &Finding, value: &'a RawValue, word: &str) -> Result<AnswerValue, Fault> {
        match (word, &finding.kind) {
            ("unknown", _) => Ok(AnswerValue::Unknown),
            ("unobtainable", _) => Ok(AnswerValue::Unobtainable),
            ("present", Kind::Sign(_)) => Ok(AnswerValue::Present),
            ("absent", Kind::Sign(_)) => Ok(AnswerValue::Absent),
            (word, kind) => match finding.option(word) {
                Some(option) => Ok(AnswerValue::Option(option)),
                None => {
                    let fault = self
                        .fault(value, Code::NotAnAnswer, format!("\"{word}\" is no answer for \"{}\"", finding.id))
                        .expected(accepted(finding));
                    let candidates: Vec<&str> = match kind {
                        Kind::Sign(_) => vec!["present", "absent", "unknown", "unobtainable"],
                        _ => finding
                            .options()
                            .iter()
                            .map(|option| option.id.as_str())
                            .chain(["unknown", "unobtainable"])
                            .collect(),
                    };
                    Err(fault.meant(word, candidates))?
                }
            },
        }
    }

    fn answer_object(&mut self, finding: &Finding, whole: &'a RawValue) -> Result<Answer, Fault> {
        let Object(members) = self.doc.read_part(whole)?;
        let member = |key: &str| members.iter().find(|(name, _)| name == key).map(|(_, value)| *value);
        let value = match (&finding.kind, member("answer"), member("value")) {
            (_, Some(answer), None) => self.word(finding, answer, &self.doc.read_part::<String>(answer)?)?,
            (Kind::Quantity(measure), None, Some(value)) => {
                let quantity = self.quantity(finding, measure, whole, value, &member)?;
                AnswerValue::Quantity(quantity)
            }
            (_, Some(_), Some(value)) => {
                Err(self.fault(value, Code::StrayField, "both \"answer\" and \"value\"").expected("one of them"))?
            }
            (_, None, Some(value)) => Err(self
                .fault(value, Code::NotAnAnswer, format!("a value for \"{}\"", finding.id))
                .expected(accepted(finding)))?,
            (_, None, None) => Err(self
                .fault(whole, Code::NotAnAnswer, format!("no answer for \"{}\"", finding.id))
                .expected(accepted(finding)))?,
        };
        let quantity_fields: &[&str] =
            if matches!(value, AnswerValue::Quantity(_)) { &["unit", "comparator", "reference"] } else { &[] };
        let mut answer = Answer::from(value);
        for (key, value) in &members {
            match key.as_ref() {
                "answer" | "value" => {}
                "note" => answer.note = Some(self.doc.read_part(value)?),
                "date" => answer.date = Some(self.date(value)?),
                "explained" => answer.explained = Some(self.cause(&answer.value, value)?),
                "confirmed" => answer.confirmed = self.confirmed(&answer.value, value)?,
                key if quantity_fields.contains(&key) => {}
                _ => {
                    self.warnings.push(
                        self.fault(value, Code::UnknownField, format!("unknown field \"{key}\"; it is kept")).warning(),
                    );
                    answer.foreign.push(Foreign { key: key.to_string(), json: (*value).to_owned() });
                }
            }
        }
        Ok(answer)
    }

    /// Why a sign that is present does not count.
    fn cause(&self, answer: &AnswerValue, value: &'a RawValue) -> Result<String, Fault> {
        let cause: String = self.doc.read_part(value)?;
        if *answer != AnswerValue::Present {
            let fault = self.fault(value, Code::StrayField, "\"explained\" beside an answer that is not \"present\"");
            return Err(fault.expected("\"answer\": \"present\", or no \"explained\""));
        }
        match cause.trim().is_empty() {
            false => Ok(cause),
            true => Err(self.fault(value, Code::NoCause, "an explanation without a cause"))
                .map_err(|fault| fault.expected("what explains the finding, in words")),
        }
    }

    fn confirmed(&self, answer: &AnswerValue, value: &'a RawValue) -> Result<bool, Fault> {
        let confirmed: bool = self.doc.read_part(value)?;
        match answer {
            AnswerValue::Quantity(_) => Ok(confirmed),
            _ => Err(self.fault(value, Code::StrayField, "\"confirmed\" beside an answer that is no number"))
                .map_err(|fault| fault.expected("a number with its unit, or no \"confirmed\"")),
        }
    }

    fn quantity(
        &mut self,
        finding: &Finding,
        measure: &Measure,
        whole: &'a RawValue,
        value: &'a RawValue,
        member: &dyn Fn(&str) -> Option<&'a RawValue>,
    ) -> Result<Quantity, Fault> {
        let Some(unit_text) = member("unit") else {
            let fault = self.fault(whole, Code::NoUnit, format!("a number without a unit for \"{}\"", finding.id));
            return Err(fault.expected(format!("\"unit\": {}", units(measure))));
        };
        let unit: String = self.doc.read_part(unit_text)?;
        let Some(unit) = measure.unit(&unit) else {
            let fault =
                self.fault(unit_text, Code::UnknownUnit, format!("\"{unit}\" is not a unit of \"{}\"", finding.id));
            return Err(fault.expected(units(measure)).meant(&unit, measure.units.iter().map(|unit| unit.id.as_str())));
        };
        let mut quantity = Quantity::new(self.number(value)?, unit);
        if let Some(comparator) = member("comparator") {
            let symbol: String = self.doc.read_part(comparator)?;
            quantity.comparator = Some(Comparator::from_symbol(&symbol).ok_or_else(|| {
                self.fault(comparator, Code::UnknownWord, format!("\"{symbol}\" is no comparator"))
                    .expected("\"<\", \"<=\", \">\" or \">=\"")
            })?);
        }
        if let Some(reference) = member("reference") {
            quantity.reference = Some(self.reference(reference)?);
        }
        self.possible(finding, measure, &quantity, value)?;
        Ok(quantity)
    }

    fn number(&self, value: &'a RawValue) -> Result<f64, Fault> {
        match value.get().as_bytes() {
            [b'"', ..] => Err(self
                .fault(value, Code::NotANumber, format!("a number written as text: {}", value.get()))
                .expected("a JSON number, without quotes"))?,
            [b'-' | b'0'..=b'9', ..] => match self.doc.read_part::<f64>(value) {
                // Zero has no sign: -0 would be printed, and compared, as something else.
                Ok(number) => Ok(number + 0.0),
                Err(_) => Err(self.fault(
                    value,
                    Code::NotANumber,
                    format!("{} is larger than any number this program can hold", value.get()),
                ))?,
            },
            _ => Err(self
                .fault(value, Code::NotANumber, format!("{} is no number", cut(value.get())))
                .expected("a JSON number"))?,
        }
    }

    fn possible(
        &self,
        finding: &Finding,
        measure: &Measure,
        quantity: &Quantity,
        value: &'a RawValue,
    ) -> Result<(), Fault> {
        match possible_range(measure, quantity) {
            None => Ok(()),
            Some([low, high]) => {
                let unit = &measure.unit_at(quantity.unit).id;
                let fault = self.fault(
                    value,
                    Code::ImpossibleValue,
                    format!("{} {unit} is not possible for \"{}\"", value.get(), finding.id),
                );
                Err(fault.expected(format!("{low} to {high} {unit}")))?
            }
        }
    }

    /// A range with its ends the wrong way round is kept as the laboratory sent it: each end still says what it says.
    fn reference(&mut self, value: &'a RawValue) -> Result<Reference, Fault> {
        let expected = "{\"low\": .., \"high\": ..} in the answer's own unit; one of them may be missing";
        let Object(members) = self.doc.read_part(value)?;
        let mut reference = Reference { low: None, high: None };
        for (key, end) in members {
            match key.as_ref() {
                "low" => reference.low = Some(self.number(end)?),
                "high" => reference.high = Some(self.number(end)?),
                other => Err(self
                    .fault(end, Code::UnknownField, format!("unknown field \"{other}\" in a reference range"))
                    .expected(expected))?,
            }
        }
        match reference {
            Reference { low: None, high: None } => {
                return Err(self
                    .fault(value, Code::MissingField, "a reference range without an end")
                    .expected(expected));
            }
            Reference { low: Some(low), high: Some(high) } if low > high => {
                let fault = self.fault(
                    value,
                    Code::ReversedRange,
                    format!("a reference range from {low} down to {high}; it is kept"),
                );
                self.warnings.push(fault.expected("the lower end first").warning());
            }
            _ => {}
        }
        Ok(reference)
    }

    fn date(&self, value: &'a RawValue) -> Result<Date, Fault> {
        let date: String = self.doc.read_part(value)?;
        Date::read(&date).ok_or_else(|| {
            let fault = self.fault(value, Code::NotADate, format!("\"{}\" is no date", cut(&date)));
            fault.expected("YYYY-MM-DD, YYYY-MM or YYYY")
        })
    }
}

/// The possible range in the quantity's own unit, if its value lies outside.
pub(crate) fn possible_range(measure: &Measure, quantity: &Quantity) -> Option<[f64; 2]> {
    let [low, high] = measure.possible;
    let unit = measure.unit_at(quantity.unit);
    (!(low..=high).contains(&quantity.canonical(measure)))
        .then(|| [unit.from_canonical(low), unit.from_canonical(high)])
}

fn units(measure: &Measure) -> String {
    let units: Vec<String> = measure.units.iter().map(|unit| format!("\"{}\"", unit.id)).collect();
    units.join(" or ")
}

fn accepted(finding: &Finding) -> String {
    match &finding.kind {
        Kind::Sign(_) => "\"present\", \"absent\", \"unknown\" or \"unobtainable\"".to_owned(),
        Kind::Choice(options) => {
            let options: Vec<String> = options.iter().map(|option| format!("\"{}\"", option.id)).collect();
            format!("{}, \"unknown\" or \"unobtainable\"", options.join(", "))
        }
        Kind::Quantity(measure) => {
            format!("{{\"value\": .., \"unit\": {}}}, \"unknown\" or \"unobtainable\"", units(measure))
        }
    }
}

/// A text short enough for a message.
fn cut(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}..", text.split_at(at).0),
        None => text.to_owned(),
    }
}
