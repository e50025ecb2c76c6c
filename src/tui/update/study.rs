//! Learning: from page to page, into the checklist to mark a text, and out again.

use std::rc::Rc;

use super::super::action::Action;
use super::super::block::{self, Block};
use super::super::layout::{self, inner};
use super::super::model::{Chart, Mode, Model, Page, Screen};
use super::super::study::{Entry, Goal, LessonPlace, Study, StudyPage, Task};
use super::super::{Effect, rows};
use super::{disk, home};
use crate::case::{Case, TeachingCase, teaching_cases};
use crate::json::Fault;
use crate::knowledge::{FindingId, Lang, SetId};
use crate::teach::cards;
use crate::teach::compare::compare;
use crate::teach::lesson::HINTS;
use crate::teach::quiz::{self, Step, Undone};
use crate::teach::results::csv;
use crate::teach::{Event, Exercise, Grade, Lesson, Moment, Progress, Quiz, What, lessons};

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
                    study.results.push(quiz.result(round, model.practice.learner.clone(), event.at));
                    model.effects.push(Effect::WriteResults(csv(&study.results)));
                }
                (What::Undo(_), _) if study.page.is_of_quiz() => {
                    study.results.pop();
                    model.effects.push(Effect::WriteResults(csv(&study.results)));
                }
                _ => {}
            }
            study.progress.add(event);
        }
        (Err(why), _) => {
            let words = &model.words().study;
            model.notice = Some(model.both(|lang| words.not_written.fill(lang, &[("why", &why)])));
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

/// A number key: the option with that number, where options are numbered.
pub fn number(model: &mut Model, number: usize) {
    let (Some(study), Some(at)) = (&model.study, number.checked_sub(1)) else { return };
    match study.page {
        StudyPage::Quiz => choose_in_quiz(model, at),
        StudyPage::Cards => choose_on_card(model, at),
        _ => {}
    }
}

// ---------------------------------------------------------------------------------------------------- lessons

fn next_place(model: &mut Model, lesson: usize, place: LessonPlace) {
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

// ------------------------------------------------------------------------------------------------------- quiz

fn begin_quiz(model: &mut Model, count: usize, seed: Option<u64>) {
    let Some(study) = &mut model.study else { return };
    let seed = seed.unwrap_or(study.since as u64);
    let queue = quiz::lineup(&study.deck, &study.progress, study.since, count, seed);
    study.quiz = Some(Quiz::new(model.knowledge, study.deck.clone(), queue, seed));
    (study.marks, study.results) = (None, Vec::new());
    to_step(model);
}

/// To what the quiz asks next: a page, or the checklist.
fn to_step(model: &mut Model) {
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

fn choose_in_quiz(model: &mut Model, at: usize) {
    let Some(quiz) = model.study.as_mut().and_then(|study| study.quiz.as_mut()) else { return };
    if at >= quiz.choices() {
        return;
    }
    if let Some(recall) = quiz.choose(model.knowledge, at) {
        model.effects.push(Effect::WriteDown(What::Recall(recall)));
    }
    to_step(model);
}

// ------------------------------------------------------------------------------------------------------ cards

fn begin_cards(model: &mut Model, count: usize, seed: Option<u64>) {
    let Some(study) = &mut model.study else { return };
    let seed = seed.unwrap_or(study.since as u64);
    let all = cards::cards(model.knowledge, model.lang);
    let dealt = cards::lineup(all, &study.progress, study.since, count, seed);
    study.cards = Some(cards::Round::new(dealt));
    study.turn_to(StudyPage::Cards, 0);
}

fn choose_on_card(model: &mut Model, at: usize) {
    let Some(study) = &mut model.study else { return };
    let Some(round) = &mut study.cards else { return };
    if !round.is_revealed() {
        round.reveal();
        return study.turn_to(StudyPage::Cards, Grade::Good as usize);
    }
    let recall = Grade::ALL.get(at).and_then(|grade| round.grade(*grade));
    model.effects.extend(recall.map(|recall| Effect::WriteDown(What::Recall(recall))));
    let page = if round.card().is_some() { StudyPage::Cards } else { StudyPage::Menu };
    study.turn_to(page, 0);
}

/// The cards that are dealt, in the language that is now spoken.
pub fn retell(model: &mut Model) {
    let (knowledge, lang) = (model.knowledge, model.lang);
    if let Some(round) = model.study.as_mut().and_then(|study| study.cards.as_mut()) {
        round.retell(cards::cards(knowledge, lang));
    }
}

// ----------------------------------------------------------------------------------------------- sets compared

fn compare_sets(model: &mut Model, first: SetId, second: SetId) {
    let Some(study) = &mut model.study else { return };
    let compared = compare(model.knowledge, [first, second], &study.cases);
    let blocks = Rc::new(Lang::ALL.map(|lang| compared.document(lang)));
    study.turn_to(StudyPage::Compared(blocks), 0);
}

/// Takes back the last step of the quiz, or the last grade of a card.
pub fn undo(model: &mut Model) {
    let Some(study) = &mut model.study else { return };
    if let (StudyPage::Cards, Some(round)) = (&study.page, &mut study.cards) {
        match round.undo() {
            None => model.notice = Some(model.words().cards.nothing_to_undo.clone()),
            Some(key) => {
                model.effects.push(Effect::WriteDown(What::Undo(key)));
                study.turn_to(StudyPage::Cards, Grade::Good as usize);
                model.notice = Some(model.words().cards.undone.clone());
            }
        }
        return;
    }
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

// ------------------------------------------------------------------------------------------------- checklist

/// Opens a text on the checklist; the patient's case is put aside.
fn open_task(model: &mut Model, exercise: &Exercise, task: Task) {
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
fn close_task(model: &mut Model) -> Option<Chart> {
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
    let Some(marks) = close_task(model).map(|chart| chart.case) else { return };
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

// -------------------------------------------------------------------------------------------------- moving about

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

/// Moves the cursor among the options in sight; where the next one is out of sight, the page moves.
pub fn go(model: &mut Model, action: Action) {
    let (blocks, options, height) = layout_of(model);
    let Some(study) = &mut model.study else { return };
    let total: usize = blocks.iter().map(|block| block.lines.len()).sum();
    let last_top = total.saturating_sub(height);
    let is_seen = |option: usize, top: usize| {
        let Some(at) = options.get(option) else { return false };
        let from: usize = blocks[..*at].iter().map(|block| block.lines.len()).sum();
        from >= top && from + blocks[*at].lines.len() <= top + height
    };
    match action {
        Action::Down if is_seen(study.cursor, study.top) && is_seen(study.cursor + 1, study.top) => study.cursor += 1,
        Action::Down if study.top < last_top => {
            study.top += 1;
            if is_seen(study.cursor + 1, study.top) && !is_seen(study.cursor, study.top) {
                study.cursor += 1;
            }
        }
        Action::Up if study.cursor > 0 && is_seen(study.cursor - 1, study.top) => study.cursor -= 1,
        Action::Up => study.top = study.top.saturating_sub(1),
        Action::PageDown => study.top = (study.top + height.saturating_sub(1)).min(last_top),
        Action::PageUp => study.top = study.top.saturating_sub(height.saturating_sub(1)),
        Action::First => (study.top, study.cursor) = (0, 0),
        Action::Last => (study.top, study.cursor) = (last_top, options.len().saturating_sub(1)),
        _ => {}
    }
    // A list that was paged through takes the cursor along.
    let is_list = options.len() > 9;
    if is_list && !is_seen(study.cursor, study.top) {
        let seen: Vec<usize> = (0..options.len()).filter(|option| is_seen(*option, study.top)).collect();
        let nearest = if action == Action::PageUp || action == Action::Up { seen.last() } else { seen.first() };
        study.cursor = nearest.copied().unwrap_or(study.cursor);
    }
}

/// Whether the option with the cursor is in sight; without options, whether the end of the page is.
fn at_cursor(model: &Model) -> bool {
    let (blocks, options, height) = layout_of(model);
    let Some(study) = &model.study else { return true };
    let lines = |to: usize| blocks[..to].iter().map(|block| block.lines.len()).sum::<usize>();
    let end = options.get(study.cursor).map_or_else(|| lines(blocks.len()), |at| lines(at + 1));
    end <= study.top + height
}

/// The page as blocks, which of them are options, and how many lines are in sight.
fn layout_of(model: &Model) -> (Vec<Block>, Vec<usize>, usize) {
    let area = inner(layout::areas(model).body);
    let (blocks, options) = block::study(model, area.width.into());
    (blocks, options, area.height.into())
}

/// Keeps the page possible at this size.
pub fn settle(model: &mut Model) {
    let height = usize::from(inner(layout::areas(model).result).height);
    let columns = usize::from(inner(layout::areas(model).result).width);
    if let Some(chart) = &mut model.chart
        && let Some(task) = &mut chart.task
    {
        let lines = block::story(task, model.knowledge, model.lang, columns).len();
        task.top = task.top.min(lines.saturating_sub(height));
    }
    if model.screen != Screen::Study {
        return;
    }
    let (blocks, options, height) = layout_of(model);
    let total: usize = blocks.iter().map(|block| block.lines.len()).sum();
    if let Some(study) = &mut model.study {
        study.cursor = study.cursor.min(options.len().saturating_sub(1));
        study.top = study.top.min(total.saturating_sub(height));
        // Where a list is longer than the screen, the cursor stays in sight.
        if matches!(study.page, StudyPage::Menu) {
            study.top = block::scrolled(&blocks, options.get(study.cursor).copied(), study.top, height);
        }
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
