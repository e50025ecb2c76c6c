//! Tables: the answers of cases, one row a finding, out and in; and in also the tables of registries, one row a patient.

mod answers;
mod columns;
mod encoding;
mod findings;
mod patients;
mod rows;

pub use answers::{COLUMNS, answers, file};

use super::{Code, Look, Record, System};
use crate::json::Fault;
use crate::knowledge::Knowledge;
use columns::Words;
pub(super) use patients::moment;
pub(super) use rows::Rows;

/// Whether a text is a table.
pub(super) fn is_table(look: &Look) -> bool {
    rows::is_table(look.bytes)
}

/// The records of a table: where a column is called `finding` a row is a finding, else a patient.
///
/// # Errors
/// What keeps the table from being read, each fault with its line.
pub fn read(file: &str, bytes: &[u8], knowledge: &Knowledge) -> Result<Vec<Record>, Vec<Fault>> {
    let rows = Rows::read(file, bytes)?;
    let mut records = match rows.head.iter().any(|name| name.trim() == findings::FINDING) {
        true => findings::records(file, &rows, knowledge)?,
        false => patients::records(file, &rows, &Words::of(knowledge), knowledge)?,
    };
    records.iter_mut().for_each(|record| record.encoding = rows.encoding);
    Ok(records)
}

/// What a column or a row is about: a code of a vocabulary if it looks like one, an id or a name of a finding, or what the
/// mapping file says of it.
pub(super) fn about(name: &str) -> Vec<Code> {
    let name = name.trim();
    let bare = name.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == ' ' || c == ':');
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_loinc =
        bare.split_once('-').is_some_and(|(code, check)| figures(code) && figures(check) && check.len() == 1);
    let prefix = name.strip_suffix(bare).unwrap_or_default().trim_end_matches([' ', ':']).to_ascii_lowercase();
    let coded = match prefix.as_str() {
        "" | "loinc" if is_loinc => Some(Code::new(System::Loinc, bare, None)),
        "hp" => Some(Code::compact(name, None)),
        _ => None,
    };
    let local = Code::new(System::Other(String::new()), name, Some(name));
    coded.into_iter().chain([local, Code::new(System::Name, name, Some(name))]).collect()
}

/// The letters of a column, as spreadsheets have them.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        before => letters(before - 1) + &last.to_string(),
    }
}
