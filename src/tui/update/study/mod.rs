//! Learning: from page to page, into the checklist to mark a text, and out again.

mod cards;
mod lesson;
mod next;
mod quiz;
mod scroll;

use std::collections::HashMap;
use std::rc::Rc;

use super::exit;
use crate::case::{TeachingCase, teaching_cases};
use crate::json::Fault;
use crate::knowledge::{Lang, SetId};
use crate::teach::cards::Stock;
use crate::teach::compare::{Naming, compare};
use crate::teach::{Event, Moment, Percent, Progress, What, called, lessons};
use crate::tui::action::Action;
use crate::tui::model::field::Field;
use crate::tui::model::study::{Entry, Goal, LessonPlace, Study, StudyPage};
use crate::tui::model::{Ask, Common, Effect, Mode, Model, Screen, Unwritten};
use crate::tui::scene::pane::Pane;
pub(super) use cards::retell;
pub(super) use lesson::hint;
use next::{Next, turn};
pub(super) use scroll::go;

/// Opens the study once the notebook is read.
pub(super) fn ask(common: &mut Common, goal: Goal) {
    common.effects.push(Effect::ReadNotebook(goal));
}

/// The notebook was read: to what was asked for, or why the study cannot be opened.
pub(super) fn begin(model: &mut Model, goal: &Goal, progress: Progress, since: Moment) -> Result<(), Vec<Fault>> {
    let from_chart = matches!(model.screen, Screen::Chart(_));
    let mut study = match model.take_study() {
        Some(study) => Box::new(Study { progress, since, from_chart, ..*study }),
        None => Box::new(open(&model.common, progress, since, from_chart)?),
    };
    let to_lesson = |lesson| StudyPage::Lesson { lesson, place: study.place_in(lesson) };
    let page = match goal {
        Goal::Menu | Goal::Quiz { .. } | Goal::Weak { .. } | Goal::Cards { .. } => Some(StudyPage::Menu),
        Goal::Lesson(id) => called(&study.lessons, id).map(to_lesson),
        Goal::About(finding) => study.lessons.iter().position(|lesson| lesson.teaches.contains(finding)).map(to_lesson),
    };
    let Some(page) = page else {
        model.keep_study(study);
        model.common.notice = Some(model.common.words().study.no_lesson.clone());
        return Ok(());
    };
    study.turn_to(page, 0);
    let next = match goal {
        Goal::Quiz { count, seed } => quiz::begin(&mut study, &model.common, *count, *seed),
        Goal::Weak { count, seed } => quiz::begin_weak(&mut study, &model.common, *count, *seed),
        Goal::Cards { topic, count, seed } => cards::begin(&mut study, &model.common, topic.as_deref(), *count, *seed),
        _ => Next::Stay,
    };
    model.show(Screen::Study(study));
    model.common.notice = None;
    follow(model, next);
    Ok(())
}

fn open(common: &Common, progress: Progress, since: Moment, from_chart: bool) -> Result<Study, Vec<Fault>> {
    let cases: Rc<[TeachingCase]> = teaching_cases(common.knowledge)?.into();
    Ok(Study {
        page: StudyPage::Menu,
        from_chart,
        cursor: 0,
        top: 0,
        lessons: lessons(common.knowledge, &cases)?,
        deck: common.practice.deck.clone().unwrap_or_else(|| cases.clone()),
        cases,
        left: HashMap::new(),
        progress,
        since,
        quiz: None,
        results: Vec::new(),
        stock: Stock::read(common.knowledge)?,
        cards: None,
        put_aside: Vec::new(),
    })
}

/// An event is in the notebook; what takes a grade back is done on the screen now.
pub(super) fn written_down(model: &mut Model, event: Event) {
    let Some((study, common)) = model.study_mut() else { return };
    let of_quiz = study.page.is_of_quiz();
    let graded = study.quiz.as_ref().and_then(|quiz| Some((quiz, quiz.outcomes().last()?)));
    let undone = match (&event.what, graded) {
        (What::Recall(_), Some((quiz, round))) if of_quiz => {
            let row = quiz.result(round, common.practice.learner.clone(), event.at);
            study.results.push(row.clone());
            common.effects.push(Effect::AddResult(row));
            None
        }
        (What::Undo(_), _) if of_quiz => {
            common.effects.extend(study.results.pop().map(Effect::TakeBackResult));
            Some(common.words().quiz.step_undone.clone())
        }
        (What::Undo(_), _) => Some(common.words().cards.undone.clone()),
        _ => None,
    };
    study.progress.add(event);
    if undone.is_some() {
        ungrade(model);
        model.common.notice = undone;
    }
}

/// An event is not in the notebook: a grade was not given then, and is asked for again, so that it can neither be
/// believed to be kept nor be taken back; and what was to be taken back stands.
pub(super) fn not_written_down(model: &mut Model, unwritten: &Unwritten) {
    if let What::Recall(_) = unwritten.what {
        ungrade(model);
    }
    model.common.tell(|wording| {
        let (words, lang, why) = (&wording.words().study, wording.lang, &unwritten.why);
        match unwritten.what {
            What::Recall(_) => words.grade_not_written(lang, why),
            What::Undo(_) => words.undo_not_written(lang, why),
            _ => words.not_written(lang, why),
        }
    });
}

/// The last grade of the quiz or of the cards is asked for again.
fn ungrade(model: &mut Model) {
    to_page(model);
    let Screen::Study(study) = &mut model.screen else { return };
    let next = match study.page.is_of_quiz() {
        true => quiz::ungrade(study, &model.common),
        false => cards::ungrade(study),
    };
    follow(model, next);
}

/// What a key does on a page.
pub(super) fn act(study: &mut Study, common: &mut Common, pane: Option<&Pane>, action: Action) -> Next {
    match (action, pane) {
        // The next stretch of the text, or the option that has the cursor.
        (Action::Choose, Some(pane)) if !scroll::at_cursor(study, pane) => {
            go(study, pane, Action::PageDown);
            Next::Stay
        }
        (Action::Choose, _) => choose(study, common),
        (Action::Undo, _) => undo(study, common),
        (Action::Back, _) => back(study),
        _ => Next::Stay,
    }
}

/// Goes where a step leads.
pub(super) fn follow(model: &mut Model, next: Next) {
    match next {
        Next::Stay => {}
        Next::Page => to_page(model),
        Next::Leave => leave(model),
        Next::Mark(chart) => {
            let kept = model.study_mut().and_then(|(study, _)| study.take_aside(&chart));
            let chart = kept.map_or(chart, Box::new);
            if let Some(study) = model.take_study() {
                model.show(Screen::Exercise(chart, study));
            }
        }
    }
}

/// From the checklist back to the page; the marks are kept.
fn to_page(model: &mut Model) {
    if matches!(model.screen, Screen::Exercise(..))
        && let Some(study) = model.take_study()
    {
        model.show(Screen::Study(study));
    }
}

/// The marked text is handed in.
pub(super) fn hand_in(model: &mut Model) {
    to_page(model);
    let Screen::Study(study) = &mut model.screen else { return };
    let Some(marks) = study.put_aside.pop().map(|marks| marks.case.into_case()) else { return };
    let common = &mut model.common;
    let next = match study.page.clone() {
        StudyPage::Lesson { lesson, place: LessonPlace::Question { exercise, .. } } => {
            lesson::judge(study, common, lesson, exercise, &marks)
        }
        _ => {
            if let Some(quiz) = &mut study.quiz {
                quiz.hand_in(common.knowledge, marks);
            }
            quiz::to_step(study, common)
        }
    };
    follow(model, next);
}

/// A percentage was typed; what is none stays in the line, to be mended.
pub(super) fn percent(model: &mut Model, field: Field) {
    let Screen::Study(study) = &mut model.screen else { return };
    let of_lesson = match study.page {
        StudyPage::Lesson { lesson, .. } => Some(lesson),
        _ => None,
    };
    let next = match of_lesson {
        Some(lesson) => lesson::percent(study, lesson, field.text()),
        None => Percent::typed(field.text()).map(|percent| quiz::believe(study, &model.common, percent)),
    };
    if next.is_none() {
        let typed = field.text().trim().to_owned();
        model.common.tell(|words| match of_lesson {
            Some(_) => words.words().lesson.no_percent(words.lang, &typed),
            None => words.words().quiz.percent_refused(words.lang, &typed),
        });
        model.common.mode = Mode::Prompt { ask: Ask::Percent, field };
    }
    follow(model, next.unwrap_or(Next::Stay));
}

/// Enter on the option that has the cursor, or at the end of a page without any.
fn choose(study: &mut Study, common: &mut Common) -> Next {
    let set = common.knowledge.set_ids().nth(study.cursor);
    match (study.page.clone(), set) {
        (StudyPage::Menu, _) => match study.entries().get(study.cursor).copied() {
            Some(Entry::GoOn) => quiz::to_step(study, common),
            Some(Entry::Quiz(count)) => quiz::begin(study, common, count, None),
            Some(Entry::Cards(count)) => cards::begin(study, common, None, count, None),
            Some(Entry::Record) => turn(study, study.record_page(common.knowledge), 0),
            Some(Entry::Compare) => turn(study, StudyPage::CompareFirst, 0),
            Some(Entry::Lesson(at)) => {
                let place = study.place_in(at);
                lesson::turn(study, at, place)
            }
            None => Next::Stay,
        },
        (StudyPage::Lesson { lesson, place }, _) => lesson::next_place(study, common, lesson, place),
        (StudyPage::Quiz, _) => quiz::choose(study, common, study.cursor),
        (StudyPage::Record(page), _) => match page.cases {
            0 => turn(study, StudyPage::Menu, 0),
            count => quiz::begin_weak(study, common, count, None),
        },
        (StudyPage::Cards, _) => cards::choose(study, common, study.cursor),
        (StudyPage::Summary, _) => Next::Leave,
        (StudyPage::CompareFirst, Some(set)) => turn(study, StudyPage::CompareSecond(set), 0),
        (StudyPage::CompareSecond(first), Some(second)) if second != first => {
            compare_sets(study, common, first, second)
        }
        (StudyPage::CompareFirst | StudyPage::CompareSecond(_), _) => Next::Stay,
        (StudyPage::Compared(_), _) => turn(study, StudyPage::Menu, 0),
    }
}

fn compare_sets(study: &mut Study, common: &Common, first: SetId, second: SetId) -> Next {
    let compared = compare(common.knowledge, [first, second], &study.cases, Naming::Done(&study.progress));
    let blocks = Rc::new(Lang::ALL.map(|lang| compared.document(lang)));
    turn(study, StudyPage::Compared(blocks), 0)
}

/// Takes back the last step of the quiz, or the last grade of a card.
pub(super) fn undo(study: &mut Study, common: &mut Common) -> Next {
    match study.page {
        StudyPage::Cards => cards::take_back(study, common),
        _ => quiz::take_back(study, common),
    }
}

/// A number key: the option with that number, where options are numbered.
pub(super) fn number(study: &mut Study, common: &mut Common, number: usize) -> Next {
    match study.page {
        StudyPage::Quiz => quiz::choose(study, common, number - 1),
        StudyPage::Cards => cards::choose(study, common, number - 1),
        StudyPage::Lesson { lesson, place: LessonPlace::Understanding } => {
            lesson::number(study, common, lesson, number)
        }
        _ => Next::Stay,
    }
}

/// One page back.
pub(super) fn leave(model: &mut Model) {
    let was_marking = matches!(model.screen, Screen::Exercise(..));
    to_page(model);
    let Screen::Study(study) = &mut model.screen else { return };
    if let StudyPage::Lesson { lesson, place } = study.page.clone() {
        study.leave_at(lesson, place);
    }
    let has_outcomes = study.quiz.as_ref().is_some_and(|quiz| !quiz.outcomes().is_empty());
    match study.page {
        StudyPage::Lesson { .. } if was_marking => study.turn_to(study.page.clone(), 0),
        StudyPage::Menu | StudyPage::Lesson { .. } if study.from_chart => drop(model.show_patient()),
        StudyPage::Menu if model.common.has_home => exit::go_home(model),
        StudyPage::Menu => exit::quit(model),
        StudyPage::Lesson { lesson, .. } => {
            let at = study.entry(Entry::Lesson(lesson));
            study.turn_to(StudyPage::Menu, at);
        }
        StudyPage::Quiz if !was_marking && has_outcomes => study.turn_to(StudyPage::Summary, 0),
        StudyPage::CompareSecond(_) | StudyPage::Compared(_) => study.turn_to(StudyPage::CompareFirst, 0),
        _ => study.turn_to(StudyPage::Menu, 0),
    }
}

/// One page of a lesson back.
fn back(study: &mut Study) -> Next {
    let StudyPage::Lesson { lesson, place } = study.page.clone() else { return Next::Stay };
    let Some(this) = study.lessons.get(lesson) else { return Next::Stay };
    let last = LessonPlace::Screen(this.screens.len().saturating_sub(1));
    let before = match place {
        LessonPlace::Screen(at) => LessonPlace::Screen(at.saturating_sub(1)),
        LessonPlace::Understanding => last,
        LessonPlace::Question { .. } | LessonPlace::Marked { .. } if this.understanding.is_none() => last,
        LessonPlace::Understood(_) | LessonPlace::Question { .. } | LessonPlace::Marked { .. } => {
            LessonPlace::Understanding
        }
    };
    lesson::turn(study, lesson, before)
}
