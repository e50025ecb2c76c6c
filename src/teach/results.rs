//! A quiz's results as CSV (RFC 4180), for a spreadsheet.

use super::Grade;
use crate::json::shown;

/// How one case of a quiz went.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRow {
    /// When it was graded: ISO 8601, UTC.
    pub time: String,
    /// The id of the case.
    pub case: String,
    /// Whose result it is, where that was said.
    pub learner: Option<String>,
    /// How many findings the text states.
    pub stated: usize,
    /// Findings marked as the text says.
    pub right: usize,
    /// Findings left unknown though the text states them.
    pub missed: usize,
    /// Findings marked otherwise than the text says.
    pub wrong: usize,
    /// Marked although the text is silent.
    pub unstated_marked: usize,
    /// Verdicts as the sets give them.
    pub verdicts_right: usize,
    /// Verdicts asked for.
    pub verdicts: usize,
    /// `None` where no examination was asked for.
    pub test_right: Option<bool>,
    /// From 1, a guess, to 3, sure.
    pub confidence: Option<u8>,
    /// How well the learner says that it went.
    pub grade: Grade,
    /// Of 100, what was right.
    pub score_percent: u8,
}

/// The names of the columns; they stay the same in every language.
pub const COLUMNS: [&str; 14] = [
    "time",
    "case",
    "learner",
    "stated",
    "right",
    "missed",
    "wrong",
    "unstated_marked",
    "verdicts_right",
    "verdicts",
    "next_test_right",
    "confidence",
    "grade",
    "score_percent",
];

/// The rows under the names of their columns.
pub fn csv(rows: &[ResultRow]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let records = std::iter::once(COLUMNS.map(str::to_owned)).chain(rows.iter().map(record));
    for record in records {
        // Writing to memory cannot fail, and every record has as many cells as the head.
        let _ = writer.write_record(&record);
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn record(row: &ResultRow) -> [String; 14] {
    let grade = match row.grade {
        Grade::Again => "again",
        Grade::Hard => "hard",
        Grade::Good => "good",
        Grade::Easy => "easy",
    };
    [
        cell(&row.time),
        cell(&row.case),
        cell(row.learner.as_deref().unwrap_or_default()),
        row.stated.to_string(),
        row.right.to_string(),
        row.missed.to_string(),
        row.wrong.to_string(),
        row.unstated_marked.to_string(),
        row.verdicts_right.to_string(),
        row.verdicts.to_string(),
        row.test_right.map_or(String::new(), |right| if right { "yes" } else { "no" }.to_owned()),
        row.confidence.map_or(String::new(), |confidence| confidence.to_string()),
        grade.to_owned(),
        row.score_percent.to_string(),
    ]
}

/// Text that a spreadsheet cannot take for a formula.
fn cell(text: &str) -> String {
    let text = shown(&text.replace(['\t', '\r', '\n'], " "));
    match text.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@') => format!("'{text}"),
        _ => text,
    }
}
