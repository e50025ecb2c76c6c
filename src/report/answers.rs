//! The answers of a case as a table, and the signs they infer.

use super::View;
use crate::case::Answer;
use crate::engine::AnswerAssessment;
use crate::say::Wording;
use crate::say::document::{Block, Level, Line, Row, Table};

/// What was entered, section by section, and what follows from it.
pub(crate) fn answers(view: &View) -> Vec<Block> {
    let wording = Wording::new(view.knowledge, view.lang);
    let words = &view.knowledge.interface.report;
    let mut blocks = vec![Block::Heading(Level::Section, Line::plain(wording.say(&words.answers)))];
    if view.assessment.answers.is_empty() {
        blocks.push(Block::Paragraph(Line::plain(wording.say(&words.no_answers))));
        return blocks;
    }
    blocks.push(Block::Table(table(view, wording)));
    if !view.assessment.inferred.is_empty() {
        blocks.push(Block::Heading(Level::Part, Line::plain(wording.say(&words.inferred))));
        blocks.push(Block::List(inferred(view, wording)));
    }
    blocks
}

fn table(view: &View, wording: Wording) -> Table {
    let words = &view.knowledge.interface.report;
    let head = [&words.finding, &words.entered, &words.canonical, &words.range_flag, &words.note, &words.date];
    let mut table = Table::new(head.map(|text| wording.say(text)));
    for section in &view.knowledge.sections {
        let mut named = false;
        for found in &view.assessment.answers {
            let Some(answer) = view.case.answer(found.finding) else { continue };
            if !section.findings.contains(&found.finding) {
                continue;
            }
            if !named {
                table.rows.push(Row::Group(Line::strong(wording.say(&section.label))));
                named = true;
            }
            table.row(row(view, wording, found, answer));
        }
    }
    table
}

fn row(view: &View, wording: Wording, found: &AnswerAssessment, answer: &Answer) -> [Line; 6] {
    let text = |text: Option<String>| Line::plain(text.unwrap_or_default());
    [
        Line::plain(wording.label(found.finding)),
        Line::plain(wording.now(view.known(), found.finding)),
        text(wording.converted(found.finding, answer)),
        text(range(view, wording, found)),
        text(answer.note.as_deref().map(|note| wording.data(note))),
        text(answer.date.map(|date| date.to_string())),
    ]
}

/// Low, normal or high, with the range that says so.
fn range(view: &View, wording: Wording, found: &AnswerAssessment) -> Option<String> {
    let range = wording.range_of(view.case, found.finding);
    match (found.flag, range) {
        (Some(flag), Some(range)) => Some(wording.aside(wording.flag(flag), &range)),
        (None, range) => range,
        (Some(flag), None) => Some(wording.flag(flag).to_owned()),
    }
}

fn inferred(view: &View, wording: Wording) -> Vec<Line> {
    let lines = view.assessment.inferred.iter().map(|inferred| {
        let sign = wording.pair(wording.label(inferred.finding), wording.inferred(inferred));
        Line::plain(wording.aside(&sign, &wording.reasons(view.known(), &inferred.because)))
    });
    lines.collect()
}
