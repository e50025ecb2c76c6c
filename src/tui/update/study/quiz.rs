//! The quiz: from step to step, and back.

use super::next::{Next, turn};
use crate::case::Case;
use crate::teach::quiz::{self, Step};
use crate::teach::{Percent, Quiz, What};
use crate::tui::model::chart::{Asker, Chart, Task};
use crate::tui::model::field::Field;
use crate::tui::model::study::{Study, StudyPage};
use crate::tui::model::{Ask, Common, Effect, Mode};

pub(super) fn begin(study: &mut Study, common: &Common, count: usize, seed: Option<u64>) -> Next {
    let seed = seed.unwrap_or(study.since as u64);
    let queue = quiz::lineup(&study.deck, &study.progress, study.since, count, seed);
    begin_with(study, common, queue, seed)
}

/// A quiz on what went wrong; where nothing did, the record says so.
pub(super) fn begin_weak(study: &mut Study, common: &Common, count: usize, seed: Option<u64>) -> Next {
    let seed = seed.unwrap_or(study.since as u64);
    let record = study.record(common.knowledge);
    match record.lineup(&study.deck, &study.progress, study.since, count, seed) {
        queue if queue.is_empty() => turn(study, study.record_page(common.knowledge), 0),
        queue => begin_with(study, common, queue, seed),
    }
}

fn begin_with(study: &mut Study, common: &Common, queue: Vec<usize>, seed: u64) -> Next {
    study.quiz = Some(Quiz::new(common.knowledge, study.deck.clone(), queue, seed));
    study.results.clear();
    study.put_aside.retain(|chart| chart.asker() != Some(Asker::Quiz));
    to_step(study, common)
}

/// To what the quiz asks next: a page, or the checklist.
pub(super) fn to_step(study: &mut Study, common: &Common) -> Next {
    go_on(study, common, None)
}

/// The same, with earlier marks on the checklist.
fn go_on(study: &mut Study, common: &Common, marks: Option<Case>) -> Next {
    let Some(quiz) = &study.quiz else { return Next::Stay };
    let Some(round) = quiz.round() else { return turn(study, StudyPage::Summary, 0) };
    match quiz.step() {
        Step::Mark => {
            let task = Task {
                asker: Asker::Quiz,
                title: quiz.case(round).title.clone(),
                ask: common.words().quiz.mark_ask.clone(),
                sentences: round.exercise.sentences.clone(),
                asked: Vec::new(),
                top: 0,
            };
            let given = marks.unwrap_or_else(|| round.exercise.given.clone());
            study.turn_to(StudyPage::Quiz, 0);
            Next::Mark(Box::new(Chart::of_task(common.knowledge, common.setting, given, task)))
        }
        Step::Feedback => {
            let suggested = round.suggested() as usize;
            turn(study, StudyPage::Quiz, suggested)
        }
        _ => turn(study, StudyPage::Quiz, 0),
    }
}

pub(super) fn choose(study: &mut Study, common: &mut Common, at: usize) -> Next {
    let Some(quiz) = &mut study.quiz else { return Next::Stay };
    if at == quiz.choices() && matches!(quiz.step(), Step::Probability(_)) {
        // The option below those of the quiz.
        common.mode = Mode::Prompt { ask: Ask::Percent, field: Field::new("") };
    }
    if at >= quiz.choices() {
        return Next::Stay;
    }
    let recall = quiz.choose(common.knowledge, at);
    common.effects.extend(recall.map(|recall| Effect::WriteDown(What::Recall(recall))));
    to_step(study, common)
}

/// A probability that was typed.
pub(super) fn believe(study: &mut Study, common: &Common, percent: Percent) -> Next {
    if let Some(quiz) = &mut study.quiz {
        quiz.believe(percent);
    }
    to_step(study, common)
}

/// Takes back the last step, a grade once that is in the notebook; where it was a marking, the learner's marks are on the
/// checklist again.
pub(super) fn take_back(study: &mut Study, common: &mut Common) -> Next {
    let quiz = study.quiz.as_mut().filter(|_| study.page.is_of_quiz());
    if let Some(key) = quiz.as_ref().and_then(|quiz| quiz.last_key()) {
        common.effects.push(Effect::WriteDown(What::Undo(key)));
        return Next::Stay;
    }
    let Some(undone) = quiz.and_then(Quiz::undo) else {
        common.notice = Some(common.words().terminal.nothing_to_undo.clone());
        return Next::Stay;
    };
    common.notice = Some(common.words().quiz.step_undone.clone());
    study.put_aside.retain(|chart| chart.asker() != Some(Asker::Quiz));
    go_on(study, common, undone.marks)
}

/// The last grade is asked for again.
pub(super) fn ungrade(study: &mut Study, common: &Common) -> Next {
    study.quiz.as_mut().and_then(Quiz::undo);
    study.put_aside.retain(|chart| chart.asker() != Some(Asker::Quiz));
    to_step(study, common)
}
