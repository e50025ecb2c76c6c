//! The answers of a case as a table, one row a finding, and the table back into answers.
//!
//! A row begins with the number of its case in the table, since a case needs no id. What a case says of itself beside its
//! findings has rows too, named as the case format names it: `setting` and `note`.

use crate::case::{Answer, AnswerValue, Quantity};
use crate::engine::AnswerAssessment;
use crate::json::number;
use crate::say::csv::{row, word};
use crate::say::{Known, Wording};

/// The names of the columns; they stay the same in every language.
pub const COLUMNS: [&str; 18] = [
    "record",
    "case",
    "finding",
    "label",
    "answer",
    "comparator",
    "value",
    "unit",
    "low",
    "high",
    "explained",
    "confirmed",
    "date",
    "note",
    "canonical_value",
    "canonical_unit",
    "flag",
    "doubtful",
];

/// The answers of one case. What its file holds and this version does not know is left out.
pub fn answers(wording: Wording, known: Known, record: usize) -> String {
    let Known { case, assessment } = known;
    let (record, id) = (record.to_string(), case.id.as_deref().unwrap_or_default());
    let of_case = |name: &str, answer: &str, note: &str| {
        let cells = [("record", record.as_str()), ("case", id), ("finding", name), ("answer", answer), ("note", note)];
        row(COLUMNS.map(|column| cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell)))
    };
    let setting = case.setting.and_then(|setting| wording.knowledge.settings().get(setting.index()));
    let mut rows = String::new();
    rows.extend(setting.map(|setting| of_case("setting", &setting.id, "")));
    rows.extend(case.note.as_ref().map(|note| of_case("note", "", note)));
    for found in &assessment.answers {
        let Some(answer) = case.answer(found.finding) else { continue };
        let finding = &wording.knowledge.finding(found.finding).id;
        let begin = [record.as_str(), id, finding.as_str()].map(str::to_owned);
        rows.push_str(&row(begin.into_iter().chain(cells(wording, known, found, answer))));
    }
    // A case of which nothing is known is a case.
    if rows.is_empty() { of_case("", "", "") } else { rows }
}

fn cells(wording: Wording, known: Known, found: &AnswerAssessment, answer: &Answer) -> [String; 15] {
    let finding = wording.knowledge.finding(found.finding);
    let measure = finding.measure();
    let [mut comparator, mut value, mut unit, mut low, mut high] = <[String; 5]>::default();
    if let AnswerValue::Quantity(Quantity { value: entered, unit: at, comparator: sign, reference }) = &answer.value {
        let end = |end: Option<f64>| end.map(|end| number(end).to_string()).unwrap_or_default();
        value = number(*entered).to_string();
        unit = measure.map(|measure| measure.unit_at(*at).id.clone()).unwrap_or_default();
        comparator = sign.map_or("", |sign| sign.symbol()).to_owned();
        low = end(reference.and_then(|reference| reference.low));
        high = end(reference.and_then(|reference| reference.high));
    }
    let canonical = found.canonical.zip(measure);
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    [
        wording.label(found.finding).to_owned(),
        answer.value.word(finding).unwrap_or_default().to_owned(),
        comparator,
        value,
        unit,
        low,
        high,
        answer.explained.clone().unwrap_or_default(),
        yes(answer.confirmed),
        answer.date.map(|date| date.to_string()).unwrap_or_default(),
        answer.note.clone().unwrap_or_default(),
        canonical.map(|(value, _)| number(value).to_string()).unwrap_or_default(),
        canonical.map(|(_, measure)| measure.canonical_unit().id.clone()).unwrap_or_default(),
        found.flag.map(word).unwrap_or_default(),
        yes(known.assessment.doubts.iter().any(|doubted| doubted.finding == found.finding)),
    ]
}
