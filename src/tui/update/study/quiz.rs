//! The quiz: from step to step, and back.

use super::checklist::{close_task, open_task};
use crate::case::Case;
use crate::teach::quiz::{self, Step, Undone};
use crate::teach::{Quiz, What};
use crate::tui::Effect;
use crate::tui::model::{Chart, Model};
use crate::tui::study::{StudyPage, Task};

pub(super) fn begin_quiz(model: &mut Model, count: usize, seed: Option<u64>) {
    let Some(study) = &mut model.study else { return };
    let seed = seed.unwrap_or(study.since as u64);
    let queue = quiz::lineup(&study.deck, &study.progress, study.since, count, seed);
    study.quiz = Some(Quiz::new(model.knowledge, study.deck.clone(), queue, seed));
    (study.marks, study.results) = (None, Vec::new());
    to_step(model);
}

/// To what the quiz asks next: a page, or the checklist.
pub(super) fn to_step(model: &mut Model) {
    let Some(study) = &mut model.study else { return };
    let Some(quiz) = &study.quiz else { return };
    let Some(round) = quiz.round() else { return study.turn_to(StudyPage::Summary, 0) };
    match quiz.step() {
        Step::Mark => {
            let exercise = round.exercise.clone();
            let task = Task {
                title: quiz.case(round).title.clone(),
                ask: model.knowledge.interface.quiz.mark_ask.clone(),
                sentences: exercise.sentences.clone(),
                asked: Vec::new(),
                top: 0,
            };
            study.turn_to(StudyPage::Quiz, 0);
            open_task(model, &exercise, task);
        }
        Step::Feedback => {
            let suggested = round.suggested() as usize;
            study.turn_to(StudyPage::Quiz, suggested);
        }
        _ => study.turn_to(StudyPage::Quiz, 0),
    }
}

pub(super) fn choose_in_quiz(model: &mut Model, at: usize) {
    let Some(quiz) = model.study.as_mut().and_then(|study| study.quiz.as_mut()) else { return };
    if at >= quiz.choices() {
        return;
    }
    if let Some(recall) = quiz.choose(model.knowledge, at) {
        model.effects.push(Effect::WriteDown(What::Recall(recall)));
    }
    to_step(model);
}

/// Takes back the last step.
pub(super) fn take_back(model: &mut Model) {
    let Some(study) = &mut model.study else { return };
    let undone = study.quiz.as_mut().filter(|_| matches!(study.page, StudyPage::Quiz)).and_then(Quiz::undo);
    match undone {
        None => return model.notice = Some(model.words().terminal.nothing_to_undo.clone()),
        Some(Undone::Grade(key)) => model.effects.push(Effect::WriteDown(What::Undo(key))),
        Some(Undone::Step(None)) => {}
        Some(Undone::Step(Some(marks))) => {
            close_task(model);
            to_step(model);
            put_marks(model, marks);
            return model.notice = Some(model.words().quiz.step_undone.clone());
        }
    }
    close_task(model);
    if let Some(study) = &mut model.study {
        study.marks = None;
    }
    to_step(model);
    model.notice = Some(model.words().quiz.step_undone.clone());
}

/// The learner's earlier marks, on the checklist again.
fn put_marks(model: &mut Model, marks: Case) {
    let (knowledge, setting) = (model.knowledge, model.setting);
    if let Some(task) = model.task().cloned() {
        model.chart = Some(Chart::of_task(knowledge, setting, marks, task));
    }
}
