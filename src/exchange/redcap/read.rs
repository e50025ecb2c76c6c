//! The data that a project exports, one row a record, an event or an instance: raw codes or labels, under the names of the
//! fields or under their labels, in either language.

use std::collections::HashMap;

use super::field::{self, Part};
use crate::case::{AnswerValue, Comparator};
use crate::exchange::form::LIMITS;
use crate::exchange::recognize::Look;
use crate::exchange::table::{Rows, about, moment};
use crate::exchange::{Code, Moment, Number, Record, Said, Statement};
use crate::json::{Code as FaultCode, Fault};
use crate::knowledge::{FindingId, Kind, Knowledge, Lang, OptionId, folded};
use crate::say::Wording;

/// How columns begin in which REDCap tells rows of one record apart, and what they are called where it prints labels.
const EVENT: &str = "redcap_";
const EVENT_LABELS: [&str; 3] = ["Event Name", "Repeat Instrument", "Repeat Instance"];
/// How columns end that say how far an instrument is.
const STATE: [&str; 2] = ["_complete", "Complete?"];

/// Whether it is a table that REDCap exported: it begins with the record, or says what only REDCap says.
pub(in crate::exchange) fn is_export(look: &Look) -> bool {
    let line = look.bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let head = String::from_utf8_lossy(line);
    let mut names = head.split([',', ';', '\t']).map(|name| name.trim().trim_matches('"'));
    names.next() == Some(field::RECORD) || names.any(is_control)
}

/// The records of an export, each with what all of its rows say.
///
/// # Errors
/// What keeps the table from being read, and dates that are none, each with its line.
pub(in crate::exchange) fn read(file: &str, bytes: &[u8], knowledge: &Knowledge) -> Result<Vec<Record>, Vec<Fault>> {
    let rows = Rows::read(file, bytes)?;
    let fields = Fields::of(knowledge);
    let columns: Vec<Column> = rows.head.iter().enumerate().map(|(at, name)| fields.column(at, name)).collect();
    let (mut records, mut faults): (Vec<Record>, _) = (Vec::new(), Vec::new());
    for (line, cells) in &rows.rows {
        let row = Row { line: *line, head: &rows.head, columns: &columns, cells, knowledge };
        let at = match row.date() {
            Ok(at) => at,
            Err(date) => {
                let fault = Fault::of_file(file, FaultCode::NotADate, format!("\"{date}\" is no date")).in_line(*line);
                faults.push(fault.expected("YYYY-MM-DD"));
                None
            }
        };
        let name = row.cell(Column::Record).map(str::to_owned);
        let statements = row.statements().map(|statement| Statement { at: at.clone(), ..statement });
        match records.iter_mut().find(|record| record.patient == name && name.is_some()) {
            Some(record) => record.statements.extend(statements),
            None => {
                let statements = statements.collect();
                records.push(Record { patient: name, encoding: rows.encoding, statements, ..Record::default() });
            }
        }
    }
    if faults.is_empty() { Ok(records) } else { Err(faults) }
}

/// Whether a column is REDCap's own, and says nothing of the patient.
fn is_control(name: &str) -> bool {
    name.starts_with(EVENT) || EVENT_LABELS.contains(&name) || STATE.iter().any(|state| name.ends_with(state))
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Record,
    Date,
    /// Tells rows apart, or says how far an instrument is: nothing of the patient.
    Control,
    Of(FindingId, Part),
    /// A field that is not of this form.
    Other,
}

/// The columns by the names and the labels that they may stand under.
struct Fields(HashMap<String, Column>);

impl Fields {
    fn of(knowledge: &Knowledge) -> Fields {
        let mut fields = HashMap::new();
        // A name comes before a label that is written like it.
        for id in knowledge.finding_ids() {
            for part in [Part::Value, Part::Unit, Part::Limit] {
                fields.insert(field::name(knowledge.finding(id), part), Column::Of(id, part));
            }
        }
        fields.insert(field::RECORD.to_owned(), Column::Record);
        fields.insert(field::DATE.to_owned(), Column::Date);
        for wording in Lang::ALL.map(|lang| Wording::new(knowledge, lang)) {
            let words = &wording.words().form;
            let mut label = |label: String, column| {
                fields.entry(label).or_insert(column);
            };
            label(wording.say(&words.record).to_owned(), Column::Record);
            label(wording.say(&words.date).to_owned(), Column::Date);
            for id in knowledge.finding_ids() {
                let beside = |word| wording.pair(wording.label(id), wording.say(word));
                label(wording.label(id).to_owned(), Column::Of(id, Part::Value));
                label(beside(&words.unit), Column::Of(id, Part::Unit));
                label(beside(&words.limit), Column::Of(id, Part::Limit));
            }
        }
        Fields(fields)
    }

    /// The first column is the record, whatever the project calls it.
    fn column(&self, at: usize, name: &str) -> Column {
        let name = name.trim();
        match self.0.get(name) {
            Some(column) => *column,
            None if at == 0 => Column::Record,
            None if is_control(name) => Column::Control,
            None => Column::Other,
        }
    }
}

/// A row of the export.
struct Row<'a> {
    line: usize,
    head: &'a [String],
    columns: &'a [Column],
    cells: &'a [String],
    knowledge: &'a Knowledge,
}

impl<'a> Row<'a> {
    /// What stands in a column, if anything does.
    fn cell(&self, column: Column) -> Option<&'a str> {
        let cells = self.columns.iter().zip(self.cells).filter(|(known, _)| **known == column);
        cells.map(|(_, cell)| cell.trim()).find(|cell| !cell.is_empty())
    }

    fn date(&self) -> Result<Option<Moment>, &'a str> {
        self.cell(Column::Date).map(|date| moment(date).ok_or(date)).transpose()
    }

    fn statements(&self) -> impl Iterator<Item = Statement> {
        let own = |id: &FindingId| vec![Code::finding(&self.knowledge.finding(*id).id)];
        let cells = self.columns.iter().zip(self.head).zip(self.cells);
        cells.filter_map(move |((column, name), cell)| {
            let (about, said) = match column {
                Column::Of(id, Part::Value) => (own(id), self.value(*id, cell.trim())),
                Column::Of(id, Part::Limit) => (own(id), self.limit_alone(*id)),
                Column::Other if !cell.trim().is_empty() => (about(name), Some(text(cell.trim(), Vec::new()))),
                _ => return None,
            };
            Some(Statement::new(format!("{}:{name}", self.line), about, said?))
        })
    }

    /// What a field says of its finding.
    fn value(&self, id: FindingId, cell: &str) -> Option<Said> {
        let finding = self.knowledge.finding(id);
        if cell.is_empty() {
            return None;
        }
        let answers: Vec<AnswerValue> = match &finding.kind {
            Kind::Sign(_) => vec![AnswerValue::Present, AnswerValue::Absent],
            Kind::Choice(options) => (0..options.len()).map(|at| AnswerValue::Option(OptionId::at(at))).collect(),
            Kind::Quantity(_) => return Some(self.number(id, cell)),
        };
        Some(self.answer(id, &answers, cell).unwrap_or_else(|| text(cell, Vec::new())))
    }

    /// An answer by its code, or by what it is called in either language.
    fn answer(&self, id: FindingId, answers: &[AnswerValue], cell: &str) -> Option<Said> {
        let finding = self.knowledge.finding(id);
        let is_called = |answer: &AnswerValue| {
            Lang::ALL.iter().any(|lang| same(&Wording::new(self.knowledge, *lang).answer(id, answer), cell))
        };
        let is = |answer: &&AnswerValue| field::code(finding, answer) == cell || is_called(answer);
        let answer = answers.iter().chain(&[AnswerValue::Unknown, AnswerValue::Unobtainable]).find(is)?;
        Some(match answer {
            AnswerValue::Present => Said::Present,
            AnswerValue::Absent => Said::Absent,
            AnswerValue::Unobtainable => Said::Unobtainable,
            AnswerValue::Option(_) => Said::Coded(vec![Code::finding(answer.word(finding).unwrap_or_default())]),
            AnswerValue::Unknown | AnswerValue::Quantity(_) => Said::Unknown,
        })
    }

    /// A number with its unit, and how the value lies to it.
    fn number(&self, id: FindingId, cell: &str) -> Said {
        let units = self.units(id);
        let comparator = self.cell(Column::Of(id, Part::Limit)).and_then(|cell| self.comparator(cell));
        match cell.parse::<f64>().ok().filter(|value| value.is_finite()) {
            Some(value) => Said::Number(Number { value, comparator, units, range: None }),
            None => text(cell, units),
        }
    }

    /// The unit by its code or its name; where the form offers one alone, that.
    fn units(&self, id: FindingId) -> Vec<String> {
        let Some(measure) = self.knowledge.finding(id).measure() else { return Vec::new() };
        match (self.cell(Column::Of(id, Part::Unit)), measure.units.as_slice()) {
            (Some(cell), units) => {
                let coded = units.iter().find(|unit| field::unit_code(unit) == cell);
                vec![coded.map_or_else(|| cell.to_owned(), |unit| unit.id.clone())]
            }
            (None, [only]) => vec![only.id.clone()],
            (None, _) => Vec::new(),
        }
    }

    fn comparator(&self, cell: &str) -> Option<Comparator> {
        let wordings = Lang::ALL.map(|lang| Wording::new(self.knowledge, lang));
        let is_called = |it: Comparator| wordings.iter().any(|wording| same(wording.only_a_limit(it), cell));
        LIMITS.into_iter().find(|it| field::comparator_code(*it) == cell || is_called(*it))
    }

    /// What stands in place of a number, or says something else than the number.
    fn limit_alone(&self, id: FindingId) -> Option<Said> {
        let cell = self.cell(Column::Of(id, Part::Limit))?;
        let has_number = self.cell(Column::Of(id, Part::Value)).is_some();
        match self.comparator(cell) {
            Some(_) if has_number => None,
            Some(comparator) => Some(text(comparator.symbol(), Vec::new())),
            None => Some(self.answer(id, &[], cell).unwrap_or_else(|| text(cell, Vec::new()))),
        }
    }
}

fn text(cell: &str, units: Vec<String>) -> Said {
    Said::Text { text: cell.to_owned(), units, range: None }
}

fn same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}
