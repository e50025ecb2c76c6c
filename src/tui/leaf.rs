//! The line of the result that has the keyboard, and what is to be known of it.

use super::model::{Chart, Model, Pane};
use super::outline::{self, Detail, Line, Node};
use super::page;
use super::rows::Place;
use crate::engine::Rows;
use crate::knowledge::FindingId;
use crate::say::document::{self, Block};
use crate::say::paragraphs;

/// The line of the result that has the keyboard.
pub fn current(model: &Model) -> Option<Line> {
    let chart = model.chart.as_ref().filter(|chart| chart.task.is_none())?;
    let detail = match (chart.place, chart.pane) {
        (Place::Results, _) => Detail::Full,
        (_, Pane::Result) => Detail::Brief,
        _ => return None,
    };
    let lines = outline::lines(model, chart, detail);
    let tree = if detail == Detail::Full { &chart.full } else { &chart.brief };
    outline::cursor(tree, &lines).and_then(|at| lines.into_iter().nth(at))
}

/// The sign that the line with the keyboard counts, with the commoner cause that the line names.
pub fn explicable(model: &Model) -> Option<(FindingId, Option<FindingId>)> {
    match current(model)?.node {
        Node::Explicable(_, _, finding) => Some((finding, None)),
        Node::Cause(_, _, finding, cause) => Some((finding, Some(cause))),
        _ => None,
    }
}

/// What is to be known of a line: of what it stands for, else of the finding it leads to.
pub fn about(model: &Model, line: &Line) -> Vec<Block> {
    let Some(chart) = &model.chart else { return Vec::new() };
    match (of(model, chart, line.node), line.target) {
        (Some(blocks), _) => blocks,
        (None, Some(finding)) => page::about(model, finding),
        (None, None) => Vec::new(),
    }
}

/// Nothing for a line that has no more to say than the finding it leads to.
fn of(model: &Model, chart: &Chart, node: Node) -> Option<Vec<Block>> {
    let (wording, known) = (model.wording(), chart.known());
    let (knowledge, assessment) = (model.knowledge, &chart.assessment);
    let (literature, fit) = (knowledge.literature.as_ref(), assessment.fit.as_ref());
    let plain = |text: &str| paragraphs([document::Line::plain(text)]);
    Some(match node {
        Node::Fit | Node::Setting | Node::Misfit(_) => {
            wording.about_setting(&literature?.settings[fit?.setting.index()])
        }
        Node::Evidence | Node::Scale | Node::Total | Node::Differential => wording.about_method(literature?),
        Node::Tests | Node::Separates if assessment.staging.is_some() => {
            plain(wording.say(&wording.words().fit.staging_note))
        }
        Node::Tests | Node::Separates => wording.about_order(),
        Node::Causes(_) => plain(wording.say(&wording.words().report.causes_note)),
        Node::Weight(at) | Node::Finding(at) => {
            wording.about_weight(known, Rows::of(knowledge, fit?.setting)?, fit?.groups.get(at)?)
        }
        Node::Disease(id) | Node::Compared(id, _) => wording.about_disease(literature?, id),
        Node::Findings | Node::Numbers | Node::Before | Node::Now => plain(&wording.by_disease(literature?)),
        Node::Test(at) | Node::TestPart(at, _) => wording.about_test(assessment.next.get(at)?),
        Node::Staged(at) | Node::StagedPart(at, _) => wording.about_staged(assessment.staging.as_ref()?.get(at)?),
        Node::Disagreement(at) => wording.about_disagreement(assessment.disagreements.get(at)?),
        Node::AdviceLine(at) => wording.about_advice(&knowledge.advice[assessment.advice.get(at)?.index()]),
        Node::Set(id)
        | Node::Summary(id)
        | Node::Conclusion(id, _)
        | Node::Role(id, _)
        | Node::Criterion(id, _)
        | Node::Ways(id, _)
        | Node::About(id, _) => wording.about_set(knowledge.set(id)),
        _ => return None,
    })
}
