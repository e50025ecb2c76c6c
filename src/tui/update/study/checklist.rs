//! A text on the checklist, in place of the patient's case, and off it again.

use std::rc::Rc;

use super::quiz::to_step;
use crate::teach::{Exercise, What};
use crate::tui::Effect;
use crate::tui::model::{Chart, Mode, Model, Screen};
use crate::tui::study::{LessonPlace, StudyPage, Task};

/// Opens a text on the checklist; the patient's case is put aside.
pub(super) fn open_task(model: &mut Model, exercise: &Exercise, task: Task) {
    let (knowledge, setting) = (model.knowledge, model.setting);
    let Some(study) = &mut model.study else { return };
    let same = |chart: &Chart| chart.task.as_ref().is_some_and(|kept| kept.sentences == task.sentences);
    let chart = study.marks.take().filter(same);
    let chart = chart.unwrap_or_else(|| Chart::of_task(knowledge, setting, exercise.given.clone(), task));
    if let Some(patient) = model.chart.replace(chart).filter(|chart| chart.task.is_none()) {
        study.aside = Some(patient);
    }
    (model.screen, model.mode) = (Screen::Case, Mode::Browse);
}

/// Takes the text off the checklist; the patient's case comes back.
pub(super) fn close_task(model: &mut Model) -> Option<Chart> {
    let study = model.study.as_mut()?;
    if model.chart.as_ref().is_some_and(|chart| chart.task.is_some()) {
        let task = std::mem::replace(&mut model.chart, study.aside.take());
        (model.screen, model.mode) = (Screen::Study, Mode::Browse);
        return task;
    }
    None
}

/// The marked text is handed in.
pub fn hand_in(model: &mut Model) {
    let knowledge = model.knowledge;
    let Some(marks) = close_task(model).map(|chart| chart.case.into_case()) else { return };
    let Some(study) = &mut model.study else { return };
    if let StudyPage::Lesson { lesson, place: LessonPlace::Question { exercise, .. } } = study.page.clone() {
        let Some(this) = study.lessons.get(lesson) else { return };
        let items: Rc<[_]> = this.question.judge(knowledge, &exercise, &marks).into();
        model.effects.push(Effect::WriteDown(What::Lesson(this.id.clone())));
        return study.turn_to(StudyPage::Lesson { lesson, place: LessonPlace::Marked { exercise, items } }, 0);
    }
    if let Some(quiz) = &mut study.quiz {
        quiz.hand_in(knowledge, marks);
    }
    to_step(model);
}
