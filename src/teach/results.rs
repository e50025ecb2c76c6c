//! A quiz's results as CSV (RFC 4180), for a spreadsheet.

use super::Grade;
use crate::say::csv::row;

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

/// The rows under the names of their columns, each a line of the file.
pub fn csv(rows: &[ResultRow]) -> String {
    let rows = rows.iter().map(|result| row(record(result)));
    std::iter::once(row(COLUMNS)).chain(rows).map(|row| row.replace("\r\n", "\n")).collect()
}

fn record(result: &ResultRow) -> [String; 14] {
    let grade = match result.grade {
        Grade::Again => "again",
        Grade::Hard => "hard",
        Grade::Good => "good",
        Grade::Easy => "easy",
    };
    [
        cell(&result.time),
        cell(&result.case),
        cell(result.learner.as_deref().unwrap_or_default()),
        result.stated.to_string(),
        result.right.to_string(),
        result.missed.to_string(),
        result.wrong.to_string(),
        result.unstated_marked.to_string(),
        result.verdicts_right.to_string(),
        result.verdicts.to_string(),
        result.test_right.map_or(String::new(), |right| if right { "yes" } else { "no" }.to_owned()),
        result.confidence.map_or(String::new(), |confidence| confidence.to_string()),
        grade.to_owned(),
        result.score_percent.to_string(),
    ]
}

/// Text without an end of a line within.
fn cell(text: &str) -> String {
    text.replace(['\t', '\r', '\n'], " ")
}
