//! A quiz's results as CSV (RFC 4180), for a spreadsheet.

use std::time::{Duration, UNIX_EPOCH};

use super::quiz::{Round, Stage, Worth};
use super::{Grade, Item, Judgment, Moment, Percent};
use crate::case::TeachingCase;
use crate::json::six_digits;
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
    /// Called absent although the text is silent.
    pub unstated_marked: usize,
    /// Questions on the sets that were answered right.
    pub questions_right: usize,
    /// Questions on the sets.
    pub questions: usize,
    /// How good the chosen examination is; `None` where none was asked for.
    pub next: Option<Worth>,
    /// What the learner said, and what the program did, after the text and after the rest of the report.
    pub beliefs: [(Option<Percent>, Option<f64>); 2],
    /// Whether the patient had the disease; `None` where nobody is sure.
    pub is_so: Option<bool>,
    /// How well the learner says that it went.
    pub grade: Grade,
    /// Of 100, what was right.
    pub score_percent: u8,
}

/// The names of the columns; they stay the same in every language.
pub const COLUMNS: [&str; 18] = [
    "time",
    "case",
    "learner",
    "stated",
    "right",
    "missed",
    "wrong",
    "unstated_marked",
    "questions_right",
    "questions",
    "next_examination",
    "probability_text",
    "probability_report",
    "program_text",
    "program_report",
    "has_disease",
    "grade",
    "score_percent",
];

impl ResultRow {
    pub(super) fn new(case: &TeachingCase, round: &Round, learner: Option<String>, at: Moment) -> ResultRow {
        let count = |judgment| round.marking().map_or(0, |marking| marking.count(judgment));
        let is_stated = |item: &&Item| round.exercise.stated.iter().any(|stated| stated.finding == item.finding);
        let stated = |judgments: &[Judgment]| {
            let items = round.marking().map_or(&[][..], |marking| &marking.items);
            items.iter().filter(is_stated).filter(|item| judgments.contains(&item.judgment)).count()
        };
        let belief = |stage| match round.believed(stage) {
            // A stage without the learner's number is one that the case does not have.
            None => (None, None),
            said => (said, round.fit(stage).map(|fit| fit.probability)),
        };
        ResultRow {
            time: written(at),
            case: case.id.clone(),
            learner,
            stated: round.exercise.stated.len(),
            right: stated(&[Judgment::Right, Judgment::LessExact]),
            missed: stated(&[Judgment::Missed]),
            wrong: count(Judgment::Wrong),
            unstated_marked: count(Judgment::AbsentForSilence),
            questions_right: round.questions_right(),
            questions: round.questions(),
            next: round.next().map(|(_, worth)| worth),
            beliefs: [Stage::Text, Stage::Report].map(belief),
            is_so: round.is_so,
            grade: round.grade.unwrap_or(Grade::Again),
            score_percent: (round.score() * 100.0).round() as u8,
        }
    }
}

/// A moment as ISO 8601 writes it, UTC.
fn written(at: Moment) -> String {
    let since = Duration::from_secs(u64::try_from(at).unwrap_or(0));
    humantime::format_rfc3339_seconds(UNIX_EPOCH + since).to_string()
}

/// The rows under the names of their columns, each a line of the file.
pub fn csv(rows: &[ResultRow]) -> String {
    let rows = rows.iter().map(|result| row(record(result)));
    std::iter::once(row(COLUMNS)).chain(rows).map(|row| row.replace("\r\n", "\n")).collect()
}

fn record(result: &ResultRow) -> [String; COLUMNS.len()] {
    let grade = match result.grade {
        Grade::Again => "again",
        Grade::Hard => "hard",
        Grade::Good => "good",
        Grade::Easy => "easy",
    };
    let next = result.next.map_or("", |worth| match worth {
        Worth::Best => "best",
        Worth::Good => "good",
        Worth::Poor => "poor",
    });
    let said = |belief: (Option<Percent>, _)| belief.0.map_or_else(String::new, |said| said.whole().to_string());
    let program =
        |belief: (_, Option<f64>)| belief.1.map_or_else(String::new, |fit| six_digits(fit * 100.0).to_string());
    let [text, report] = result.beliefs;
    [
        cell(&result.time),
        cell(&result.case),
        cell(result.learner.as_deref().unwrap_or_default()),
        result.stated.to_string(),
        result.right.to_string(),
        result.missed.to_string(),
        result.wrong.to_string(),
        result.unstated_marked.to_string(),
        result.questions_right.to_string(),
        result.questions.to_string(),
        next.to_owned(),
        said(text),
        said(report),
        program(text),
        program(report),
        result.is_so.map_or("", |is_so| if is_so { "yes" } else { "no" }).to_owned(),
        grade.to_owned(),
        result.score_percent.to_string(),
    ]
}

/// Text without an end of a line within.
fn cell(text: &str) -> String {
    text.replace(['\t', '\r', '\n'], " ")
}
