//! A registry's table: one row a patient, one column a finding.

use std::ops::ControlFlow;

use super::columns::{Column, Words};
use super::rows::Rows;
use super::{about, letters};
use crate::exchange::{Code, Moment, Record, Said, Statement};
use crate::json::{Code as FaultCode, Fault};
use crate::knowledge::{Knowledge, called};

/// The records of the rows. An empty cell says nothing.
///
/// # Errors
/// Dates that are none.
pub(super) fn records(
    file: &str,
    rows: &Rows,
    words: &Words,
    knowledge: &Knowledge,
) -> Result<Vec<Record>, Vec<Fault>> {
    let columns = words.columns(&rows.head);
    let headings: Vec<Heading> = rows.head.iter().map(|name| Heading::of(name, knowledge)).collect();
    let (mut records, mut faults) = (Vec::new(), Vec::new());
    for (line, cells) in &rows.rows {
        let mut record = Record::default();
        let mut at = None;
        let said = |column: Column| {
            let of_column = columns.iter().zip(cells).find(|(known, _)| **known == column);
            of_column.map(|(_, cell)| cell.trim()).filter(|cell| !cell.is_empty())
        };
        if let Some(date) = said(Column::Date) {
            at = moment(date);
            if at.is_none() {
                let fault = Fault::of_file(file, FaultCode::NotADate, format!("\"{date}\" is no date")).in_line(*line);
                faults.push(fault.expected("YYYY-MM-DD, YYYY-MM or YYYY"));
            }
        }
        record.patient = said(Column::Patient).map(str::to_owned);
        record.note = said(Column::Note).map(str::to_owned);
        for (place, (heading, text)) in headings.iter().zip(cells).enumerate() {
            if columns.get(place) != Some(&Column::Finding) || text.trim().is_empty() {
                continue;
            }
            let units =
                said(Column::UnitOf(place)).map(str::to_owned).into_iter().chain(heading.unit.clone()).collect();
            let said = Said::Text { text: text.trim().to_owned(), units, range: None };
            let at_cell = format!("{line}:{}", letters(place));
            let mut statement = Statement::new(at_cell, heading.about.clone(), said);
            statement.at.clone_from(&at);
            record.statements.push(statement);
        }
        records.push(record);
    }
    if faults.is_empty() { Ok(records) } else { Err(faults) }
}

/// The name of a column.
struct Heading {
    about: Vec<Code>,
    /// The unit that stands in brackets behind the name.
    unit: Option<String>,
}

impl Heading {
    /// What stands in brackets is a unit, unless a finding is called so with it.
    fn of(name: &str, knowledge: &Knowledge) -> Heading {
        let name = name.trim();
        let is_known = |name: &str| knowledge.find(name).is_some() || called(knowledge, name).next().is_some();
        let parted = [('(', ')'), ('[', ']'), ('\u{ff08}', '\u{ff09}')].into_iter().try_for_each(|(open, close)| {
            match name.strip_suffix(close).and_then(|text| text.split_once(open)) {
                Some(parted) if !is_known(name) => ControlFlow::Break(parted),
                _ => ControlFlow::Continue(()),
            }
        });
        match parted {
            ControlFlow::Break((bare, unit)) => Heading {
                // The mapping file may name the column with its unit or without.
                about: [about(name), about(bare)].concat(),
                unit: Some(unit.trim().to_owned()),
            },
            ControlFlow::Continue(()) => Heading { about: about(name), unit: None },
        }
    }
}

/// A date as registries write it: year first, in whatever way it is parted.
pub(in crate::exchange) fn moment(text: &str) -> Option<Moment> {
    let plain = text.trim().trim_end_matches('\u{65e5}').replace(['/', '.', '\u{5e74}', '\u{6708}'], "-");
    let plain = plain.trim_end_matches('-');
    Moment::read(text).or_else(|| {
        let padded = |part: &str| if part.len() == 1 { format!("0{part}") } else { part.to_owned() };
        let (day, time) = plain.split_once(' ').unwrap_or((plain, ""));
        let day = day.split('-').map(padded).collect::<Vec<_>>().join("-");
        Moment::read(&if time.is_empty() { day } else { format!("{day} {time}") })
    })
}
