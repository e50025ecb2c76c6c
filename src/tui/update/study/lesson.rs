//! Lessons: screen by screen, a question on the checklist, what was right.

use std::rc::Rc;

use super::next::{self, Next};
use crate::case::Case;
use crate::teach::lesson::{Answers, Given, HINTS};
use crate::teach::{Exercise, Lesson, What};
use crate::tui::model::chart::{Asker, Chart, Task};
use crate::tui::model::field::Field;
use crate::tui::model::study::{Entry, LessonPlace, Study, StudyPage};
use crate::tui::model::{Ask, Common, Effect, Mode, Page};

/// On from a place of a lesson.
pub(super) fn next_place(study: &mut Study, common: &mut Common, lesson: usize, place: LessonPlace) -> Next {
    let Some(this) = study.lessons.get(lesson) else { return Next::Stay };
    match place {
        LessonPlace::Screen(at) if at + 1 < this.screens.len() => turn(study, lesson, LessonPlace::Screen(at + 1)),
        LessonPlace::Screen(_) if this.understanding.is_some() => turn(study, lesson, LessonPlace::Understanding),
        LessonPlace::Understanding => number(study, common, lesson, study.cursor + 1),
        LessonPlace::Screen(_) | LessonPlace::Understood(_) => {
            let exercise = Rc::new(this.question.exercise(common.knowledge, &study.cases));
            let asked = question(common, lesson, this, &exercise);
            turn(study, lesson, LessonPlace::Question { exercise, hints: 0 });
            asked
        }
        LessonPlace::Question { exercise, .. } => question(common, lesson, this, &exercise),
        LessonPlace::Marked { .. } if study.from_chart => Next::Leave,
        LessonPlace::Marked { .. } => {
            study.leave_at(lesson, place);
            let following = study.entry(Entry::Lesson(lesson + 1));
            next::turn(study, StudyPage::Menu, following)
        }
    }
}

/// An answer to the question of understanding, by its number; where a percentage is asked for, it is typed.
pub(super) fn number(study: &mut Study, common: &mut Common, lesson: usize, number: usize) -> Next {
    let Some(understanding) = study.lessons.get(lesson).and_then(|this| this.understanding.as_ref()) else {
        return Next::Stay;
    };
    match &understanding.answers {
        Answers::Options { options, .. } if number <= options.len() => {
            turn(study, lesson, LessonPlace::Understood(Given::Option(number - 1)))
        }
        Answers::Options { .. } => Next::Stay,
        Answers::Percent { .. } => {
            common.mode = Mode::Prompt { ask: Ask::Percent, field: Field::default() };
            Next::Stay
        }
    }
}

/// Takes the percentage that was typed; `None` where it is none.
pub(super) fn percent(study: &mut Study, lesson: usize, typed: &str) -> Option<Next> {
    let given = study.lessons.get(lesson)?.understanding.as_ref()?.read(typed)?;
    Some(turn(study, lesson, LessonPlace::Understood(given)))
}

/// The question of a lesson, on the checklist.
fn question(common: &Common, at: usize, lesson: &Lesson, exercise: &Exercise) -> Next {
    let task = Task {
        asker: Asker::Lesson(at),
        title: lesson.title.clone(),
        ask: lesson.question.ask.clone(),
        sentences: exercise.sentences.clone(),
        asked: lesson.question.asked(exercise),
        top: 0,
    };
    Next::Mark(Box::new(Chart::of_task(common.knowledge, common.setting, exercise.given.clone(), task)))
}

pub(super) fn turn(study: &mut Study, lesson: usize, place: LessonPlace) -> Next {
    next::turn(study, StudyPage::Lesson { lesson, place }, 0)
}

/// The marks of the question are handed in.
pub(super) fn judge(
    study: &mut Study,
    common: &mut Common,
    lesson: usize,
    exercise: Rc<Exercise>,
    marks: &Case,
) -> Next {
    let Some(this) = study.lessons.get(lesson) else { return Next::Stay };
    let items = this.question.judge(common.knowledge, &exercise, marks).into();
    common.effects.push(Effect::WriteDown(What::Lesson(this.id.clone())));
    turn(study, lesson, LessonPlace::Marked { exercise, items })
}

/// The next hint for the question of a lesson; after the last one the answer.
pub(crate) fn hint(study: &mut Study, common: &mut Common) {
    if let StudyPage::Lesson { place: LessonPlace::Question { hints, .. }, .. } = &mut study.page {
        let at = *hints;
        *hints = (at + 1).min(HINTS);
        common.mode = Mode::Page(Page::Hint(at), 0);
    }
}
