//! A table as rows of cells: which sign parts the cells, and whether every row has as many as the head.

use csv::{ReaderBuilder, StringRecord};

use super::encoding::decoded;
use crate::json::{Code, Fault, Limits};

/// The signs that part cells, as spreadsheets of this world write them.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A table that was read.
pub(in crate::exchange) struct Rows {
    pub head: Vec<String>,
    /// Each with the line that it begins in; rows in which nothing stands are left out.
    pub rows: Vec<(usize, Vec<String>)>,
    /// The encoding where it is not UTF-8.
    pub encoding: Option<&'static str>,
}

/// Whether bytes are a table: text whose first line has several cells and is not the beginning of something else.
pub(super) fn is_table(bytes: &[u8]) -> bool {
    // A head that is cut in the middle of a character is still seen.
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let Some((text, _)) = decoded(if is_wide { bytes } else { line }) else { return false };
    let first = text.lines().next().unwrap_or_default().trim_end();
    let is_other = first.trim_start().starts_with(['{', '[', '<']) || first.starts_with("---");
    !is_other && !first.contains(|c: char| c.is_control() && c != '\t') && head(first).len() > 1
}

fn head(first: &str) -> StringRecord {
    ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter(first))
        .from_reader(first.as_bytes())
        .records()
        .find_map(Result::ok)
        .unwrap_or_default()
}

/// The sign that the head has most of, outside of quotation marks.
fn delimiter(first: &str) -> u8 {
    let outside: String = first.split('"').step_by(2).collect();
    let count = |sign: &u8| outside.bytes().filter(|byte| byte == sign).count();
    DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

impl Rows {
    /// Reads a table.
    ///
    /// # Errors
    /// It is too large or no text, a quotation mark is not closed, or rows do not fit the head.
    pub(in crate::exchange) fn read(file: &str, bytes: &[u8]) -> Result<Rows, Vec<Fault>> {
        if bytes.len() as u64 > Limits::CASE.bytes {
            return Err(vec![Limits::CASE.too_large(file)]);
        }
        let Some((text, encoding)) = decoded(bytes) else {
            let fault = Fault::of_file(file, Code::NotText, "this is neither UTF-8 nor GB18030");
            return Err(vec![fault.expected("a table in one of them")]);
        };
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(first))
            .from_reader(text.as_bytes());
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        let mut width = None;
        let last_line = text.lines().count();
        for record in reader.records() {
            // The text is UTF-8, and rows may have any number of cells.
            let Ok(record) = record else { continue };
            let line = record.position().map_or(0, |position| position.line() as usize);
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let width = *width.get_or_insert(cells.len());
            if cells.len() != width {
                let what = format!("a row of {} cells under a head of {width}", cells.len());
                faults.push(Fault::of_file(file, Code::WrongType, what).in_line(line));
            }
            rows.push((line, cells));
        }
        let open = rows.last().filter(|(line, _)| text.matches('"').count() % 2 == 1 && *line < last_line);
        if let Some((line, _)) = open {
            let fault = Fault::of_file(file, Code::NotText, "a quotation mark that opens here is not closed");
            faults.push(fault.in_line(*line));
        }
        let mut rows = rows.into_iter();
        let head = rows.next().map(|(_, head)| head).unwrap_or_default();
        if rows.len() == 0 && faults.is_empty() {
            let fault = Fault::of_file(file, Code::EmptyFile, "a table without a row");
            faults.push(fault.expected("a row a patient, or a row a finding"));
        }
        match faults.is_empty() {
            true => Ok(Rows { head, rows: rows.collect(), encoding }),
            false => Err(faults),
        }
    }
}
