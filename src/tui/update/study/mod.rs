//! Learning: from page to page, into the checklist to mark a text, and out again.

mod cards;
mod checklist;
mod lesson;
mod quiz;
mod scroll;

use std::rc::Rc;

use super::{disk, home};
use crate::case::{TeachingCase, teaching_cases};
use crate::json::Fault;
use crate::knowledge::{Lang, SetId};
use crate::teach::compare::compare;
use crate::teach::{Event, Lesson, Moment, Progress, What, lessons};
use crate::tui::action::Action;
use crate::tui::model::{Mode, Model, Screen};
use crate::tui::study::{Entry, Goal, LessonPlace, Study, StudyPage};
use crate::tui::{Effect, rows};
pub use cards::retell;
use cards::{begin_cards, choose_on_card};
use checklist::close_task;
pub use checklist::hand_in;
use lesson::next_place;
pub use lesson::{hint, hinted};
use quiz::{begin_quiz, choose_in_quiz, to_step};
use scroll::at_cursor;
pub use scroll::{go, settle};

/// Opens the study once the notebook is read.
pub fn ask(model: &mut Model, goal: Goal) {
    model.effects.push(Effect::ReadNotebook(goal));
}

/// The lesson of the finding that has the cursor.
pub fn ask_lesson(model: &mut Model) {
    if let Some(finding) = rows::current_finding(model) {
        ask(model, Goal::About(finding));
    }
}

/// The notebook was read: to what was asked for.
pub fn begin(model: &mut Model, goal: Goal, progress: Progress, now: Moment) {
    let read = match model.study.take() {
        Some(study) => Ok(Study { progress, since: now, ..study }),
        None => open(model, progress, now),
    };
    let mut study = match read {
        Ok(study) => study,
        Err(faults) => {
            let why = faults.first().map(ToString::to_string).unwrap_or_default();
            return home::not_opened(model, &why);
        }
    };
    study.from = model.screen;
    let page = match &goal {
        Goal::Menu | Goal::Quiz { .. } | Goal::Cards { .. } => Some(StudyPage::Menu),
        Goal::Lesson(id) => study.lessons.iter().position(|lesson| lesson.id == *id).map(first_screen),
        Goal::About(finding) => {
            study.lessons.iter().position(|lesson| lesson.teaches.contains(finding)).map(first_screen)
        }
    };
    let Some(page) = page else {
        model.study = Some(study);
        return model.notice = Some(model.words().study.no_lesson.clone());
    };
    study.turn_to(page, 0);
    model.study = Some(study);
    (model.screen, model.mode, model.notice) = (Screen::Study, Mode::Browse, None);
    match goal {
        Goal::Quiz { count, seed } => begin_quiz(model, count, seed),
        Goal::Cards { count, seed } => begin_cards(model, count, seed),
        _ => {}
    }
}

fn open(model: &Model, progress: Progress, since: Moment) -> Result<Study, Vec<Fault>> {
    let cases: Rc<[TeachingCase]> = teaching_cases(model.knowledge)?.into();
    let lessons: Vec<Lesson> = lessons(model.knowledge, &cases)?;
    Ok(Study {
        page: StudyPage::Menu,
        from: Screen::Home,
        cursor: 0,
        top: 0,
        lessons,
        deck: model.practice.deck.clone().unwrap_or_else(|| cases.clone()),
        cases,
        progress,
        since,
        quiz: None,
        results: Vec::new(),
        cards: None,
        marks: None,
        aside: None,
    })
}

fn first_screen(lesson: usize) -> StudyPage {
    StudyPage::Lesson { lesson, place: LessonPlace::Screen(0) }
}

/// The notebook could not be read: what is in it is not to be written over, so nothing begins.
pub fn not_read(model: &mut Model, why: &str) {
    home::not_opened(model, why);
}

/// An event is in the notebook, or why it is not.
pub fn written_down(model: &mut Model, result: Result<Event, String>) {
    match (result, &mut model.study) {
        (Ok(event), Some(study)) => {
            let graded = study.quiz.as_ref().and_then(|quiz| Some((quiz, quiz.outcomes().last()?)));
            match (&event.what, graded) {
                (What::Recall(_), Some((quiz, round))) if study.page.is_of_quiz() => {
                    let row = quiz.result(round, model.practice.learner.clone(), event.at);
                    study.results.push(row.clone());
                    model.effects.push(Effect::AddResult(row));
                }
                (What::Undo(_), _) if study.page.is_of_quiz() => {
                    model.effects.extend(study.results.pop().map(Effect::TakeBackResult));
                }
                _ => {}
            }
            study.progress.add(event);
        }
        (Err(why), _) => {
            let words = &model.words().study;
            model.notice = Some(model.both(|lang| words.not_written(lang, &why)));
        }
        (Ok(_), None) => {}
    }
}

/// Enter: the next stretch of the text, or the option that has the cursor.
pub fn choose(model: &mut Model) {
    if !at_cursor(model) {
        return go(model, Action::PageDown);
    }
    let Some(study) = &mut model.study else { return };
    match study.page.clone() {
        StudyPage::Menu => {
            if let Some(entry) = study.entries().get(study.cursor).copied() {
                enter(model, entry);
            }
        }
        StudyPage::Lesson { lesson, place } => next_place(model, lesson, place),
        StudyPage::Quiz => {
            let at = study.cursor;
            choose_in_quiz(model, at);
        }
        StudyPage::Summary => leave(model),
        StudyPage::CompareFirst => {
            if let Some(set) = set_at(model) {
                turn(model, StudyPage::CompareSecond(set), 0);
            }
        }
        StudyPage::CompareSecond(first) => {
            if let Some(second) = set_at(model).filter(|second| *second != first) {
                compare_sets(model, first, second);
            }
        }
        StudyPage::Cards => {
            let at = study.cursor;
            choose_on_card(model, at);
        }
        StudyPage::Compared(_) => turn(model, StudyPage::Menu, 0),
    }
}

fn set_at(model: &Model) -> Option<SetId> {
    model.knowledge.set_ids().nth(model.study.as_ref()?.cursor)
}

fn turn(model: &mut Model, page: StudyPage, cursor: usize) {
    if let Some(study) = &mut model.study {
        study.turn_to(page, cursor);
    }
}

fn enter(model: &mut Model, entry: Entry) {
    match entry {
        Entry::GoOn => to_step(model),
        Entry::Quiz(count) => begin_quiz(model, count, None),
        Entry::Cards(count) => begin_cards(model, count, None),
        Entry::Compare => turn(model, StudyPage::CompareFirst, 0),
        Entry::Lesson(lesson) => turn(model, first_screen(lesson), 0),
    }
}

/// Takes back the last step of the quiz, or the last grade of a card.
pub fn undo(model: &mut Model) {
    match model.study.as_ref().map(|study| &study.page) {
        Some(StudyPage::Cards) => cards::take_back(model),
        _ => quiz::take_back(model),
    }
}

/// A number key: the option with that number, where options are numbered.
pub fn number(model: &mut Model, number: usize) {
    let (Some(study), Some(at)) = (&model.study, number.checked_sub(1)) else { return };
    match study.page {
        StudyPage::Quiz => choose_in_quiz(model, at),
        StudyPage::Cards => choose_on_card(model, at),
        _ => {}
    }
}

fn compare_sets(model: &mut Model, first: SetId, second: SetId) {
    let Some(study) = &mut model.study else { return };
    let compared = compare(model.knowledge, [first, second], &study.cases);
    let blocks = Rc::new(Lang::ALL.map(|lang| compared.document(lang)));
    study.turn_to(StudyPage::Compared(blocks), 0);
}

/// One page back.
pub fn leave(model: &mut Model) {
    if let Some(marks) = close_task(model) {
        let Some(study) = &mut model.study else { return };
        match study.page {
            StudyPage::Lesson { .. } => study.turn_to(study.page.clone(), 0),
            _ => {
                study.marks = Some(marks);
                study.turn_to(StudyPage::Menu, 0);
            }
        }
        return;
    }
    let Some(study) = &mut model.study else { return };
    match study.page {
        StudyPage::Menu => match study.from {
            Screen::Case if model.chart.is_some() => model.screen = Screen::Case,
            _ if model.has_home => home::go(model),
            _ => disk::quit(model),
        },
        StudyPage::Lesson { .. } if study.from == Screen::Case && model.chart.is_some() => model.screen = Screen::Case,
        StudyPage::Quiz if study.quiz.as_ref().is_some_and(|quiz| !quiz.outcomes().is_empty()) => {
            study.turn_to(StudyPage::Summary, 0);
        }
        StudyPage::CompareSecond(_) | StudyPage::Compared(_) => study.turn_to(StudyPage::CompareFirst, 0),
        _ => study.turn_to(StudyPage::Menu, 0),
    }
}

/// One screen of a lesson back.
pub fn back(model: &mut Model) {
    let Some(study) = &mut model.study else { return };
    if let StudyPage::Lesson { lesson, place } = study.page.clone() {
        let last = study.lessons.get(lesson).map_or(0, |lesson| lesson.screens.len().saturating_sub(1));
        let before = match place {
            LessonPlace::Screen(at) => at.saturating_sub(1),
            LessonPlace::Question { .. } | LessonPlace::Marked { .. } => last,
        };
        study.turn_to(StudyPage::Lesson { lesson, place: LessonPlace::Screen(before) }, 0);
    }
}
