//! The table of answers back into records: one row a finding, the rows of a case under one number and name.

use super::rows::Rows;
use super::{about, patients};
use crate::case::Comparator;
use crate::exchange::{Code, Number, Range, Record, Said, Statement, System};
use crate::json::{Code as FaultCode, Fault};
use crate::knowledge::Knowledge;
use crate::say::csv::unguarded;

/// The column by which such a table is known.
pub(super) const FINDING: &str = "finding";

/// The records of the rows, in the order in which they begin.
///
/// # Errors
/// Cells that cannot be what their column says, each with its line.
pub(super) fn records(file: &str, rows: &Rows, knowledge: &Knowledge) -> Result<Vec<Record>, Vec<Fault>> {
    let mut records: Vec<([String; 2], Record)> = Vec::new();
    let mut faults = Vec::new();
    for (line, cells) in &rows.rows {
        let row = Row { file, head: &rows.head, cells, line: *line };
        let key = ["record", "case"].map(|column| row.cell(column));
        let at = records.iter().rposition(|(known, _)| *known == key).unwrap_or_else(|| {
            let id = key.last().filter(|id| !id.is_empty()).cloned();
            records.push((key, Record { id, ..Record::default() }));
            records.len() - 1
        });
        let Some((_, record)) = records.get_mut(at) else { continue };
        match row.cell(FINDING).as_str() {
            "" => {}
            "note" => record.note = Some(row.cell("note")),
            "setting" if knowledge.find_setting(&row.cell("answer")).is_some() => {
                record.setting = knowledge.find_setting(&row.cell("answer"));
            }
            name => match row.statement(name) {
                Ok(statement) => record.statements.push(statement),
                Err(found) => faults.extend(found),
            },
        }
    }
    if faults.is_empty() { Ok(records.into_iter().map(|(_, record)| record).collect()) } else { Err(faults) }
}

struct Row<'r> {
    file: &'r str,
    head: &'r [String],
    cells: &'r [String],
    line: usize,
}

impl Row<'_> {
    /// The text of a cell; empty where there is no such column.
    fn cell(&self, column: &str) -> String {
        let found = self.head.iter().zip(self.cells).find(|(name, _)| name.trim() == column);
        found.map(|(_, cell)| unguarded(cell)).unwrap_or_default()
    }

    fn given(&self, column: &str) -> Option<String> {
        Some(self.cell(column)).filter(|text| !text.trim().is_empty())
    }

    fn statement(&self, name: &str) -> Result<Statement, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut about = about(name);
        about.insert(0, Code::new(System::Finding, name, self.given("label").as_deref()));
        let said = self.said(&mut faults);
        let mut statement = Statement::new(format!("{}:{name}", self.line), about, said);
        if let Some(date) = self.given("date") {
            statement.at = patients::moment(&date);
            if statement.at.is_none() {
                let fault = self.fault(FaultCode::NotADate, format!("\"{date}\" is no date"));
                faults.push(fault.expected("YYYY-MM-DD, YYYY-MM or YYYY"));
            }
        }
        statement.note = Some(self.cell("note")).filter(|note| !note.is_empty());
        statement.explained = self.given("explained");
        statement.confirmed = self.cell("confirmed") == "yes";
        if faults.is_empty() { Ok(statement) } else { Err(faults) }
    }

    /// A word, or a number with what stands beside it.
    fn said(&self, faults: &mut Vec<Fault>) -> Said {
        match (self.given("answer"), self.given("value")) {
            (Some(answer), None) => match answer.as_str() {
                "present" => Said::Present,
                "absent" => Said::Absent,
                "unknown" => Said::Unknown,
                "unobtainable" => Said::Unobtainable,
                _ => Said::Text { text: answer, units: Vec::new(), range: None },
            },
            (None, Some(value)) => self.quantity(value, faults),
            (None, None) => Said::Nothing,
            (Some(_), Some(_)) => {
                let fault = self.fault(FaultCode::StrayField, "both an answer and a value".to_owned());
                faults.push(fault.expected("one of them"));
                Said::Nothing
            }
        }
    }

    fn quantity(&self, value: String, faults: &mut Vec<Fault>) -> Said {
        let units = Vec::from_iter(self.given("unit"));
        let [low, high] = ["low", "high"].map(|column| {
            let text = self.given(column)?;
            let end = text.trim().parse().ok().filter(|end: &f64| end.is_finite());
            if end.is_none() {
                faults.push(self.fault(FaultCode::NotANumber, format!("\"{text}\" is no end of a range")));
            }
            end
        });
        let range = (low.is_some() || high.is_some()).then(|| Range { low, high, units: Vec::new() });
        let symbol = self.given("comparator").unwrap_or_default();
        let comparator = Comparator::from_symbol(symbol.trim());
        match value.trim().parse().ok().filter(|value: &f64| value.is_finite()) {
            Some(value) if comparator.is_some() || symbol.is_empty() => {
                Said::Number(Number { value, comparator, units, range })
            }
            // As somebody typed it.
            _ => Said::Text { text: format!("{symbol}{value}"), units, range },
        }
    }

    fn fault(&self, code: FaultCode, what: String) -> Fault {
        Fault::of_file(self.file, code, what).in_line(self.line)
    }
}
