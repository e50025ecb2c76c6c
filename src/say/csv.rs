//! Rows for a spreadsheet (RFC 4180), in which no text is taken for a formula or steers a terminal; and the way back.

use serde::Serialize;
use serde_json::Value;

use crate::json::steers;

/// What stands before text that a spreadsheet would calculate.
const GUARD: char = '\'';

/// How an escaped character begins, and ends.
const ESCAPE: (&str, char) = ("\\u{", '}');

/// A row with its line end.
pub fn row<Cell: AsRef<str>>(cells: impl IntoIterator<Item = Cell>) -> String {
    let mut writer = csv::WriterBuilder::new();
    // Made for a row, not for a file.
    let mut writer = writer.buffer_capacity(512).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(cells.into_iter().map(|cell| guarded(cell.as_ref())));
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Ids in one cell.
pub fn list<'i>(ids: impl IntoIterator<Item = &'i str>) -> String {
    ids.into_iter().collect::<Vec<_>>().join(" ")
}

/// The word that JSON has for a value with a few names.
pub fn word(value: impl Serialize) -> String {
    let word = serde_json::to_value(value).ok();
    word.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A text as it may stand in a cell. Text that a spreadsheet would take for a formula, and text that begins with the guard
/// itself, gets a guard; characters that steer a terminal are written as escapes, all but the end of a line; and what looks like
/// an escape has its backslash escaped. Everything else stays, and [`unguarded`] gives back the same text.
pub fn guarded(text: &str) -> String {
    let mut cell = String::with_capacity(text.len() + 1);
    if text.starts_with(GUARD) || is_formula(text) {
        cell.push(GUARD);
    }
    for (at, c) in text.char_indices() {
        let looks_escaped = c == '\\' && text.split_at(at).1.starts_with(ESCAPE.0);
        match c {
            '\n' | '\t' => cell.push(c),
            c if steers(c) || looks_escaped => cell.push_str(&escaped(c)),
            c => cell.push(c),
        }
    }
    cell
}

/// A character by its number.
pub(super) fn escaped(c: char) -> String {
    format!("{}{:x}{}", ESCAPE.0, c as u32, ESCAPE.1)
}

/// The text of a cell that was guarded.
pub fn unguarded(cell: &str) -> String {
    let mut rest = cell.strip_prefix(GUARD).unwrap_or(cell);
    let mut text = String::with_capacity(rest.len());
    while let Some((before, escaped)) = rest.split_once(ESCAPE.0) {
        text.push_str(before);
        let parts = escaped.split_once(ESCAPE.1);
        let c = parts.and_then(|(code, after)| Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, after)));
        match c {
            Some((c, after)) => {
                text.push(c);
                rest = after;
            }
            // Somebody else wrote it.
            None => {
                text.push_str(ESCAPE.0);
                rest = escaped;
            }
        }
    }
    text + rest
}

/// Whether a spreadsheet would calculate a text: it begins, behind what is blank, as formulas do, and is no number.
fn is_formula(text: &str) -> bool {
    let begins = |c: char| "=+-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".contains(c);
    (text.trim_start().starts_with(begins) || text.starts_with(['\t', '\r'])) && !is_number(text)
}

/// Whether a text is a plain decimal number.
fn is_number(text: &str) -> bool {
    let figures = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
    text.ends_with(|c: char| c.is_ascii_digit()) && text.chars().all(figures) && text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_text_that_would_be_calculated_is_touched() {
        for plain in
            ["", "a=b", "-3", "+0.5", "-1e-7", "12", "heart failure", "C:\\users", "it's", "1-2", "\u{4e2d}\n=x"]
        {
            assert_eq!(guarded(plain), plain);
        }
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("-3 kg", "'-3 kg"),
            ("+", "'+"),
            (" @SUM(A1)", "' @SUM(A1)"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("\t1", "'\t1"),
            ("-inf", "'-inf"),
            ("'tis", "''tis"),
            ("\u{1b}[31m\r\u{202e}", "\\u{1b}[31m\\u{d}\\u{202e}"),
            ("\\u{1b}", "\\u{5c}u{1b}"),
        ] {
            assert_eq!(guarded(text), cell);
        }
    }

    #[test]
    fn what_others_wrote_and_looks_like_an_escape_stays() {
        for cell in ["\\u{", "\\u{zz}", "\\u{110000} \\u{}", "a\\u{1"] {
            assert_eq!(unguarded(cell), cell);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_text_comes_back_as_it_was_and_is_no_formula(
            text in "[-=+@'\\\\ \t\r\nu{}0-9a-f.\u{ff1d}\u{4e2d}\u{1b}\u{202e}\u{feff}]{0,12}|(?s).{0,20}"
        ) {
            let cell = guarded(&text);
            prop_assert_eq!(unguarded(&cell), text);
            prop_assert!(!is_formula(&cell));
            prop_assert!(!cell.chars().any(|c| steers(c) && !"\n\t".contains(c)));
            let row = row([cell.as_str(), "x"]);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
            let read = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(unguarded(&unguarded(&read[0])), unguarded(&cell));
        }
    }
}
