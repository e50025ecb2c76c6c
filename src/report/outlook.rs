//! What to make of the result: where criteria differ, how firm it is, what to test next, and advice.

use super::View;
use crate::knowledge::{Advice, Phrase, Text};
use crate::say::Cited;
use crate::say::document::{Block, Level, Line};
use crate::say::figures::{percent, ratio};
use crate::say::{ADVICE, Wording};

/// So many examinations are shown; the others are counted.
const TESTS: usize = 6;

/// The sources of the examinations or of the staging, as shown, and of the advice.
pub(crate) fn sources<'v>(view: &View<'v>) -> Vec<&'v str> {
    let knowledge = view.knowledge;
    let tests = view.assessment.next.iter().take(TESTS).flat_map(|next| &knowledge.workup.test(next.test).sources);
    let staged = view.assessment.staging.iter().flatten();
    let staged = staged.flat_map(|staged| &knowledge.workup.staging_item(staged.item).sources);
    let advice = view.assessment.advice.iter().flat_map(|id| &id.of(&knowledge.advice).sources);
    tests.chain(staged).chain(advice).map(Phrase::as_str).collect()
}

/// One line for each set that differs from the leading one.
pub(crate) fn disagreements(view: &View) -> Vec<Block> {
    let wording = Wording::new(view.knowledge, view.lang);
    if view.assessment.disagreements.is_empty() {
        return Vec::new();
    }
    let lines = view.assessment.disagreements.iter().map(|differ| Line::plain(wording.disagreement(differ)));
    vec![section(wording, &wording.words().fit.disagreements), Block::List(lines.collect())]
}

/// Best and worst case, and the answers the result hangs on.
pub(crate) fn robustness(view: &View) -> Vec<Block> {
    let Some(robustness) = &view.assessment.robustness else { return Vec::new() };
    let wording = Wording::new(view.knowledge, view.lang);
    let words = &wording.words().fit;
    let (best, worst) = (percent(robustness.best), percent(robustness.worst));
    let extremes = words.extremes(view.lang, &best, &worst);
    let turning = if robustness.turning.is_empty() { &words.no_turning } else { &words.turning };
    let paragraph = wording.sentences([extremes.as_str(), wording.say(turning)]);
    let mut blocks = vec![section(wording, &words.robustness), Block::Paragraph(Line::plain(paragraph))];
    if !robustness.turning.is_empty() {
        let lines = robustness.turning.iter().map(|turning| Line::plain(wording.turning(view.known(), turning)));
        blocks.push(Block::List(lines.collect()));
    }
    blocks
}

/// What to test next and what would separate the leading rival; or the staging.
pub(crate) fn next(view: &View, cited: &Cited) -> Vec<Block> {
    if view.assessment.staging.is_some() {
        return staging(view, cited);
    }
    let tests = &view.assessment.next;
    if tests.is_empty() {
        return Vec::new();
    }
    let wording = Wording::new(view.knowledge, view.lang);
    let words = &wording.words().fit;
    let mut blocks = vec![section(wording, &words.next), Block::Paragraph(Line::plain(wording.order()))];
    let separates = view.assessment.separating.first().and_then(|leading| wording.separates(leading));
    blocks.extend(separates.map(|text| Block::Paragraph(Line::strong(text))));
    for (at, next) in tests.iter().take(TESTS).enumerate() {
        let test = view.knowledge.workup.test(next.test);
        let label = wording.say(&test.label);
        let burden = wording.say(&view.knowledge.workup.burden(next.test).label);
        let title = match next.informs() {
            true => words.next_test(view.lang, at + 1, label, burden, ratio(next.bits)),
            false => words.next_test_settles(view.lang, at + 1, label, burden),
        };
        blocks.push(Block::Heading(Level::Part, Line::plain(title)));
        let mut lines: Vec<Line> = wording.settles(next).into_iter().map(Line::strong).collect();
        lines.push(Line::plain(cited.mark(wording, wording.say(&test.why), &test.sources)));
        let trap = |trap| Line::plain(wording.pair(wording.say(&wording.words().finding.trap), wording.say(trap)));
        lines.extend(test.traps.iter().map(trap));
        blocks.push(Block::List(lines));
    }
    if tests.len() > TESTS {
        let count = tests.len() - TESTS;
        blocks.push(Block::Paragraph(Line::plain(words.more_tests(view.lang, count))));
    }
    blocks
}

/// What to know before treatment: what is done, and what is missing.
fn staging(view: &View, cited: &Cited) -> Vec<Block> {
    let wording = Wording::new(view.knowledge, view.lang);
    let words = &wording.words().fit;
    let note = Block::Paragraph(Line::plain(wording.say(&words.staging_note)));
    let mut blocks = vec![section(wording, &words.staging), note];
    for staged in view.assessment.staging.iter().flatten() {
        let item = view.knowledge.workup.staging_item(staged.item);
        blocks.push(Block::Heading(
            Level::Part,
            Line::plain(wording.aside(wording.say(&item.label), wording.staging_state(staged))),
        ));
        let mut lines: Vec<Line> = wording.still_missing(staged).into_iter().map(Line::strong).collect();
        let sources = item.sources.iter().map(Phrase::as_str);
        lines.push(Line::plain(cited.mark(wording, wording.say(&item.why), sources)));
        blocks.push(Block::List(lines));
    }
    blocks
}

/// The advice that applies, by its kind.
pub(crate) fn advice(view: &View, cited: &Cited) -> Vec<Block> {
    let wording = Wording::new(view.knowledge, view.lang);
    let words = &wording.words().fit;
    let applies: Vec<&Advice> = view.assessment.advice.iter().map(|id| id.of(&view.knowledge.advice)).collect();
    if applies.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![section(wording, &words.advice)];
    for kind in ADVICE {
        let lines: Vec<Line> = applies
            .iter()
            .filter(|advice| advice.kind == kind)
            .map(|advice| Line::plain(cited.mark(wording, wording.say(&advice.text), &advice.sources)))
            .collect();
        if !lines.is_empty() {
            blocks.push(Block::Heading(Level::Part, Line::plain(wording.advice_kind(kind))));
            blocks.push(Block::List(lines));
        }
    }
    blocks
}

fn section(wording: Wording, text: &Text) -> Block {
    Block::Heading(Level::Section, Line::plain(wording.say(text)))
}
