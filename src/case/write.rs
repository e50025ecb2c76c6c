//! Writes the case format.

use std::io;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::ser::Formatter;
use serde_json::value::RawValue;

use super::patient::{Slot, Written};
use super::read::AT_TOP;
use super::{Answer, AnswerValue, Case, FORMAT, Foreign, Quantity, Reference};
use crate::json::number;
use crate::knowledge::{Finding, FindingId, Kind, Knowledge};

impl Case {
    /// The case as the text of a file: what is known at the top first, then the findings, one a line.
    pub fn to_text(&self, knowledge: &Knowledge) -> String {
        let mut bytes = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Lines::default());
        CaseText { case: self, knowledge }.serialize(&mut serializer).expect("a case can always be written to memory");
        bytes.push(b'\n');
        String::from_utf8(bytes).expect("JSON is UTF-8")
    }
}

struct CaseText<'c> {
    case: &'c Case,
    knowledge: &'c Knowledge,
}

impl Serialize for CaseText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", FORMAT)?;
        if let Some(id) = &self.case.id {
            map.serialize_entry("id", id)?;
        }
        for top in AT_TOP {
            if let Some((id, answer)) = self.knowledge.find(top).and_then(|id| Some((id, self.case.answer(id)?))) {
                let written = self.case.slots.iter().find_map(|slot| match slot {
                    Slot::Known(known, written) if *known == id => written.as_ref(),
                    _ => None,
                });
                map.serialize_entry(top, &AnswerText { finding: self.knowledge.finding(id), answer, written })?;
            }
        }
        let settings = self.knowledge.settings();
        if let Some(setting) = self.case.setting.and_then(|setting| settings.get(setting.index())) {
            map.serialize_entry("setting", &setting.id)?;
        }
        if let Some(note) = &self.case.note {
            map.serialize_entry("note", note)?;
        }
        // A setting of another pack stays until one of this pack takes its place.
        let replaced = |key: &str| key == "setting" && self.case.setting.is_some();
        for Foreign { key, json } in self.case.foreign.iter().filter(|foreign| !replaced(&foreign.key)) {
            map.serialize_entry(key, json)?;
        }
        map.serialize_entry("findings", &FindingsText(self))?;
        map.end()
    }
}

struct FindingsText<'c>(&'c CaseText<'c>);

impl Serialize for FindingsText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let CaseText { case, knowledge } = self.0;
        let at_top = |id: FindingId| AT_TOP.contains(&knowledge.finding(id).id.as_str());
        let mut map = serializer.serialize_map(None)?;
        for slot in &case.slots {
            match slot {
                Slot::Foreign(Foreign { key, json }) => map.serialize_entry(key, json)?,
                Slot::Known(id, written) => {
                    let finding = knowledge.finding(*id);
                    if let Some(answer) = case.answer(*id).filter(|_| !at_top(*id)) {
                        let written = written.as_ref();
                        map.serialize_entry(&finding.id, &AnswerText { finding, answer, written })?;
                    }
                }
            }
        }
        map.end()
    }
}

/// An answer: the text it was read from while nothing changed it, a word where a word says it all, else an object.
struct AnswerText<'c> {
    finding: &'c Finding,
    answer: &'c Answer,
    written: Option<&'c Written>,
}

impl Serialize for AnswerText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let AnswerText { finding, answer, written } = *self;
        if let Some(written) = written.filter(|written| written.answer == *answer) {
            return written.json.serialize(serializer);
        }
        let plain = *answer == Answer::from(answer.value);
        match answer.value {
            AnswerValue::Quantity(Quantity { value, unit: 0, comparator: None, reference: None })
                if plain && AT_TOP.contains(&finding.id.as_str()) =>
            {
                return number(value).serialize(serializer);
            }
            AnswerValue::Quantity(_) => {}
            _ if plain => return answer.value.word(finding).serialize(serializer),
            _ => {}
        }
        let mut map = serializer.serialize_map(None)?;
        serialize_value(&mut map, finding, answer)?;
        if let Some(note) = &answer.note {
            map.serialize_entry("note", note)?;
        }
        if let Some(date) = &answer.date {
            map.serialize_entry("date", &date.to_string())?;
        }
        for Foreign { key, json } in &answer.foreign {
            map.serialize_entry(key, json)?;
        }
        map.end()
    }
}

/// The value, with the cause or the confirmation that belongs to it.
fn serialize_value<M: SerializeMap>(map: &mut M, finding: &Finding, answer: &Answer) -> Result<(), M::Error> {
    match &answer.value {
        AnswerValue::Quantity(quantity) => serialize_quantity(map, finding, quantity)?,
        value => map.serialize_entry("answer", &value.word(finding))?,
    }
    if let Some(cause) = &answer.explained {
        map.serialize_entry("explained", cause)?;
    }
    if answer.confirmed {
        map.serialize_entry("confirmed", &true)?;
    }
    Ok(())
}

fn serialize_quantity<M: SerializeMap>(map: &mut M, finding: &Finding, quantity: &Quantity) -> Result<(), M::Error> {
    map.serialize_entry("value", &number(quantity.value))?;
    if let Some(comparator) = quantity.comparator {
        map.serialize_entry("comparator", comparator.symbol())?;
    }
    if let Kind::Quantity(measure) = &finding.kind {
        map.serialize_entry("unit", &measure.unit_at(quantity.unit).id)?;
    }
    if let Some(reference) = &quantity.reference {
        map.serialize_entry("reference", reference)?;
    }
    Ok(())
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, end) in [("low", self.low), ("high", self.high)] {
            if let Some(end) = end {
                map.serialize_entry(key, &number(end))?;
            }
        }
        map.end()
    }
}

impl AnswerValue {
    /// The word of the case format; `None` for a number.
    pub fn word<'f>(&self, finding: &'f Finding) -> Option<&'f str> {
        match self {
            AnswerValue::Present => Some("present"),
            AnswerValue::Absent => Some("absent"),
            AnswerValue::Unknown => Some("unknown"),
            AnswerValue::Unobtainable => Some("unobtainable"),
            AnswerValue::Option(option) => Some(&option.of(finding.options()).id),
            AnswerValue::Quantity(_) => None,
        }
    }
}

impl Answer {
    /// The answer as it stands in a case file, without its note and date.
    pub fn entered(&self, finding: &Finding) -> Box<RawValue> {
        let mut bytes = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Lines { depth: 2 });
        let is_word = !matches!(self.value, AnswerValue::Quantity(_)) && !self.is_explained();
        let written = match is_word {
            true => self.value.word(finding).serialize(&mut serializer),
            false => (|| {
                let mut map = serializer.serialize_map(None)?;
                serialize_value(&mut map, finding, self)?;
                map.end()
            })(),
        };
        written.expect("an answer can always be written to memory");
        let text = String::from_utf8(bytes).expect("JSON is UTF-8");
        RawValue::from_string(text).expect("the serializer writes JSON")
    }
}

/// JSON with the outer two objects a member a line and everything within on one line, with spaces.
#[derive(Default)]
struct Lines {
    depth: usize,
}

const BROKEN: usize = 2;

impl Lines {
    fn separate<W: ?Sized + io::Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        match (self.depth <= BROKEN, first) {
            (true, true) => write!(out, "\n{}", "  ".repeat(self.depth)),
            (true, false) => write!(out, ",\n{}", "  ".repeat(self.depth)),
            (false, true) => Ok(()),
            (false, false) => out.write_all(b", "),
        }
    }
}

impl Formatter for Lines {
    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        out.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.separate(out, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        if self.depth < BROKEN {
            write!(out, "\n{}", "  ".repeat(self.depth))?;
        }
        out.write_all(b"}")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }
}
