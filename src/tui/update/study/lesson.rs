//! Lessons: screen by screen, a question on the checklist, what was right.

use std::rc::Rc;

use super::checklist::open_task;
use super::leave;
use crate::knowledge::FindingId;
use crate::teach::Exercise;
use crate::teach::lesson::HINTS;
use crate::tui::model::{Mode, Model, Page, Screen};
use crate::tui::rows;
use crate::tui::study::{Entry, LessonPlace, StudyPage, Task};

pub(super) fn next_place(model: &mut Model, lesson: usize, place: LessonPlace) {
    let Some(study) = &mut model.study else { return };
    let Some(this) = study.lessons.get(lesson) else { return };
    match place {
        LessonPlace::Screen(at) if at + 1 < this.screens.len() => {
            study.turn_to(StudyPage::Lesson { lesson, place: LessonPlace::Screen(at + 1) }, 0);
        }
        LessonPlace::Screen(_) => {
            let exercise = Rc::new(this.question.exercise(model.knowledge, &study.cases));
            let place = LessonPlace::Question { exercise, hints: 0 };
            study.turn_to(StudyPage::Lesson { lesson, place: place.clone() }, 0);
            next_place(model, lesson, place);
        }
        LessonPlace::Question { exercise, .. } => {
            let task = Task {
                title: this.title.clone(),
                ask: this.question.ask.clone(),
                sentences: exercise.sentences.clone(),
                asked: this.question.asked(&exercise),
                top: 0,
            };
            open_task(model, &exercise, task);
        }
        LessonPlace::Marked { .. } => {
            let next = study.entries().iter().position(|entry| *entry == Entry::Lesson(lesson + 1));
            match study.from {
                Screen::Case => leave(model),
                _ => study.turn_to(StudyPage::Menu, next.unwrap_or(0)),
            }
        }
    }
}

/// The next hint for the question of a lesson; after the last one the answer.
pub fn hint(model: &mut Model) {
    let Some(study) = &mut model.study else { return };
    if let StudyPage::Lesson { place: LessonPlace::Question { hints, .. }, .. } = &mut study.page {
        let at = *hints;
        *hints = (at + 1).min(HINTS);
        model.mode = Mode::Page(Page::Hint(at), 0);
    }
}

/// Which finding the hint speaks of, and the lesson it belongs to.
pub fn hinted(model: &Model) -> Option<(usize, Rc<Exercise>, FindingId)> {
    let study = model.study.as_ref()?;
    match &study.page {
        StudyPage::Lesson { lesson, place: LessonPlace::Question { exercise, .. } } => {
            Some((*lesson, exercise.clone(), rows::current_finding(model)?))
        }
        _ => None,
    }
}
