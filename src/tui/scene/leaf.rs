//! What is to be known of a finding, and of a line of the result.

use super::outline::Line;
use crate::engine::Rows;
use crate::knowledge::FindingId;
use crate::say::document::{self, Block, Tone};
use crate::say::paragraphs;
use crate::tui::model::Common;
use crate::tui::model::chart::Chart;
use crate::tui::model::node::Node;

/// What is to be known of a finding: first whether a number of this case is to be looked at again.
pub(crate) fn finding(common: &Common, chart: Option<&Chart>, id: FindingId) -> Vec<Block> {
    let words = common.wording();
    let asked = chart.and_then(|chart| words.asked(&common.keys.keymap, chart, id));
    let asked = asked.map(|asked| document::Line::default().with(Tone::Alert, asked));
    paragraphs(asked.into_iter().chain(words.about(id, chart.map(Chart::known))))
}

/// The sign that a line counts, with the commoner cause that it names.
pub(crate) fn explicable(line: &Line) -> Option<(FindingId, Option<FindingId>)> {
    match line.node {
        Node::Explicable(_, _, finding) => Some((finding, None)),
        Node::Cause(_, _, finding, cause) => Some((finding, Some(cause))),
        _ => None,
    }
}

/// What is to be known of a line: of what it stands for, else of the finding it leads to.
pub(crate) fn about(common: &Common, chart: &Chart, line: &Line) -> Vec<Block> {
    match (of(common, chart, line.node), line.target) {
        (Some(blocks), _) => blocks,
        (None, Some(id)) => finding(common, Some(chart), id),
        (None, None) => match common.knowledge.lead().filter(|_| line.node == Node::Answer) {
            Some(lead) => common.wording().about_set(common.knowledge.set(lead)),
            None => Vec::new(),
        },
    }
}

/// Nothing for a line that has no more to say than the finding it leads to.
fn of(common: &Common, chart: &Chart, node: Node) -> Option<Vec<Block>> {
    let (wording, known) = (common.wording(), chart.known());
    let (knowledge, assessment) = (common.knowledge, &chart.assessment);
    let (literature, fit) = (knowledge.literature.as_ref(), assessment.fit.as_ref());
    let plain = |text: &str| paragraphs([document::Line::plain(text)]);
    Some(match node {
        Node::Fit | Node::Setting | Node::Misfit(_) => wording.about_setting(fit?.setting.of(knowledge.settings())),
        Node::Evidence | Node::Scale | Node::Total | Node::Differential | Node::Width => {
            wording.about_method(literature?)
        }
        Node::MostFor | Node::MostAgainst | Node::RunnersUp => wording.about_method(literature?),
        Node::Staging => plain(wording.say(&wording.words().fit.staging_note)),
        Node::Tests | Node::Separates | Node::NothingElse => wording.about_order(),
        Node::Causes(_) => plain(wording.say(&wording.words().report.causes_note)),
        Node::Weight(at) | Node::Finding(at) => {
            wording.about_weight(known, Rows::of(knowledge, fit?.setting)?, fit?.groups.get(at)?)
        }
        Node::Disease(id) | Node::Compared(id, _) => wording.about_disease(literature?, id),
        Node::Findings | Node::Numbers | Node::Before | Node::Now => plain(&wording.by_disease(literature?)),
        Node::Test(at) | Node::TestPart(at, _) => wording.about_test(assessment.outlook.tests.get(at)?),
        Node::Staged(at) | Node::StagedPart(at, _) => wording.about_staged(assessment.staging.as_ref()?.get(at)?),
        Node::Disagreement(at) => wording.about_disagreement(assessment.disagreements.get(at)?),
        Node::AdviceLine(at) => wording.about_advice(assessment.advice.get(at)?.of(&knowledge.advice)),
        Node::Criterion(id, criterion) | Node::Candidate(id, _, criterion) => {
            wording.about_criterion(known, assessment.set(id), criterion)
        }
        Node::Set(id)
        | Node::Summary(id)
        | Node::Conclusion(id, _)
        | Node::Role(id, _)
        | Node::Lack(id, _)
        | Node::Lacking(id, _)
        | Node::Ways(id, _)
        | Node::About(id, _) => wording.about_set(knowledge.set(id)),
        _ => return None,
    })
}
