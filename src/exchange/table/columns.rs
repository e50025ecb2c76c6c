//! What the columns of a registry are called that are about no finding.

use std::collections::HashSet;

use crate::json::{Document, Places};
use crate::knowledge::files::{ColumnsFile, ExchangeFile};
use crate::knowledge::{Knowledge, Phrase, folded};

/// The names of columns, folded.
#[derive(Default)]
pub(super) struct Words {
    patient: HashSet<String>,
    date: HashSet<String>,
    note: HashSet<String>,
    unit: HashSet<String>,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Who the patient is.
    Patient,
    /// When all of the row was observed.
    Date,
    /// What is to be known of the patient.
    Note,
    /// The unit of the numbers of another column.
    UnitOf(usize),
    /// Something that is said of the patient.
    Finding,
}

impl Words {
    /// The words of the pack.
    pub(super) fn of(knowledge: &Knowledge) -> Words {
        let mut words = Words::default();
        for text in knowledge.texts_named("exchange.json") {
            let places = Places::default();
            // What is wrong with a file is the checker's matter.
            let Ok(file) = Document::new(&text.file, &text.text, &places).read::<ExchangeFile>() else { continue };
            let ColumnsFile { patient, date, note, unit } = file.columns;
            for (known, more) in [
                (&mut words.patient, patient),
                (&mut words.date, date),
                (&mut words.note, note),
                (&mut words.unit, unit),
            ] {
                known.extend(more.iter().map(Phrase::as_str).map(plain));
            }
        }
        words
    }

    /// What each column is for. Of several columns that may name the patient the first does.
    pub(super) fn columns(&self, head: &[String]) -> Vec<Column> {
        let names: Vec<String> = head.iter().map(|name| plain(name)).collect();
        let mut named = false;
        let column = |name: &String| match () {
            () if self.patient.contains(name) && !std::mem::replace(&mut named, true) => Column::Patient,
            () if self.date.contains(name) => Column::Date,
            () if self.note.contains(name) => Column::Note,
            () => self.measured(name, &names).map_or(Column::Finding, Column::UnitOf),
        };
        names.iter().map(column).collect()
    }

    /// The column that a column of units belongs to: it is called like it, with a word for units behind.
    fn measured(&self, name: &str, names: &[String]) -> Option<usize> {
        let of = self.unit.iter().find_map(|word| name.strip_suffix(word.as_str()))?.trim_end();
        names.iter().position(|other| other == of)
    }
}

/// A name as columns are called: underscores are spaces.
fn plain(name: &str) -> String {
    folded(&name.replace('_', " ")).trim().to_owned()
}
