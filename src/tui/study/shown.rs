//! The pages of the study as lines and options.

use super::{Entry, LessonPlace, Study, StudyPage};
use crate::knowledge::{Lang, SetId};
use crate::say::document::{Block, Level, Line};
use crate::say::{self, Wording};
use crate::teach::feedback::{self, Lead};
use crate::teach::lesson::Pages;
use crate::teach::quiz;
use crate::tui::model::Model;

/// So many columns a text takes at most; longer lines are hard to read.
const WIDEST: usize = 100;

/// A page: its title, and its parts from top to bottom.
#[derive(Debug, Default)]
pub struct Shown {
    pub title: String,
    pub parts: Vec<Part>,
}

/// A part of a page.
#[derive(Debug)]
pub enum Part {
    Text(Vec<Line>),
    Option { label: String, tag: String },
}

/// The page at hand.
pub fn shown(model: &Model, columns: usize) -> Shown {
    let Some(study) = &model.study else { return Shown::default() };
    let page = Page { wording: Wording::new(model.knowledge, model.lang), study, columns: columns.min(WIDEST) };
    match &study.page {
        StudyPage::Menu => page.menu(),
        StudyPage::Lesson { lesson, place } => page.lesson(*lesson, place),
        StudyPage::Quiz => page.quiz(),
        StudyPage::Summary => page.summary(),
        StudyPage::CompareFirst => page.sets(None),
        StudyPage::CompareSecond(first) => page.sets(Some(*first)),
        StudyPage::Cards => page.card(),
        StudyPage::Compared(blocks) => page.compared(blocks),
    }
}

struct Page<'s> {
    wording: Wording<'s>,
    study: &'s Study,
    columns: usize,
}

impl Page<'_> {
    fn text(&self, blocks: &[Block]) -> Part {
        Part::Text(say::lines(blocks, self.columns))
    }

    fn gap() -> Part {
        Part::Text(vec![Line::default()])
    }

    fn heading(&self, text: &str) -> Part {
        self.text(&[Block::Heading(Level::Part, Line::plain(text))])
    }

    fn menu(&self) -> Shown {
        let (wording, words) = (self.wording, &self.wording.words().study);
        let mut parts = vec![self.text(&[Block::Paragraph(Line::plain(wording.say(&words.intro)))]), Page::gap()];
        let keys: Vec<String> = self.study.deck.iter().map(quiz::key).collect();
        let due = self.study.progress.due(keys.iter().map(String::as_str), self.study.since).len();
        let mut lessons = false;
        for entry in self.study.entries() {
            if matches!(entry, Entry::Lesson(_)) && !lessons {
                lessons = true;
                parts.push(Page::gap());
                parts.push(self.heading(wording.say(&wording.words().lesson.title)));
            }
            let (label, tag) = match entry {
                Entry::GoOn => (wording.say(&words.go_on).to_owned(), String::new()),
                Entry::Quiz(count) => {
                    let label = words.quiz(wording.lang, count);
                    (label, words.due(wording.lang, due))
                }
                Entry::Cards(count) => (words.cards(wording.lang, count), String::new()),
                Entry::Compare => (wording.say(&words.compare).to_owned(), String::new()),
                Entry::Lesson(at) => {
                    let lesson = &self.study.lessons[at];
                    let finished = self.study.progress.has_finished(&lesson.id);
                    let tag = if finished { wording.say(&words.read).to_owned() } else { String::new() };
                    (wording.say(&lesson.title).to_owned(), tag)
                }
            };
            parts.push(Part::Option { label, tag });
        }
        Shown { title: wording.say(&words.title).to_owned(), parts }
    }

    fn lesson(&self, at: usize, place: &LessonPlace) -> Shown {
        let Some(lesson) = self.study.lessons.get(at) else { return Shown::default() };
        let pages = Pages::new(self.wording, lesson, &self.study.cases);
        let title = self.wording.say(&lesson.title);
        match place {
            LessonPlace::Screen(screen) => {
                let mut blocks = pages.screen(*screen);
                // The heading of a screen stands in the frame.
                let heading = match blocks.first() {
                    Some(Block::Heading(_, line)) => line.0.iter().map(|span| span.text.as_str()).collect(),
                    _ => String::new(),
                };
                blocks.drain(..blocks.len().min(1));
                Shown { title: format!("{title} | {heading}"), parts: vec![self.text(&blocks)] }
            }
            LessonPlace::Question { exercise, .. } => {
                Shown { title: title.to_owned(), parts: vec![self.text(&pages.question(exercise))] }
            }
            LessonPlace::Marked { exercise, items } => {
                let mut blocks = pages.marking(exercise, items);
                blocks.extend(pages.closing());
                Shown { title: title.to_owned(), parts: vec![self.text(&blocks)] }
            }
        }
    }

    fn quiz(&self) -> Shown {
        let Some(quiz) = &self.study.quiz else { return Shown::default() };
        let screen = feedback::screen(quiz, self.wording);
        let blocks: Vec<Block> = screen.text.into_iter().chain(screen.blocks).collect();
        let mut parts = vec![self.text(&blocks), Page::gap()];
        let option =
            |(at, label): (usize, String)| Part::Option { label: format!("{}  {label}", at + 1), tag: String::new() };
        parts.extend(screen.options.into_iter().enumerate().map(option));
        let words = &self.wording.words().study;
        let (done, left) = (quiz.outcomes().len() + 1, quiz.to_come());
        Shown { title: words.quiz_title(self.wording.lang, done, left), parts }
    }

    fn summary(&self) -> Shown {
        let Some(quiz) = &self.study.quiz else { return Shown::default() };
        let leads = Lead::all(self.wording.knowledge, &self.study.progress, &self.study.lessons);
        let parts = vec![self.text(&feedback::summary(quiz, &leads, self.wording))];
        Shown { title: self.wording.say(&self.wording.words().study.title).to_owned(), parts }
    }

    fn sets(&self, first: Option<SetId>) -> Shown {
        let words = &self.wording.words().study;
        let ask = if first.is_some() { &words.compare_second } else { &words.compare_first };
        let mut parts = vec![self.text(&[Block::Paragraph(Line::plain(self.wording.say(ask)))]), Page::gap()];
        parts.extend(self.wording.knowledge.set_ids().map(|id| Part::Option {
            label: self.wording.say(&self.wording.knowledge.set(id).title).to_owned(),
            tag: if first == Some(id) { self.wording.say(&words.first).to_owned() } else { String::new() },
        }));
        Shown { title: self.wording.say(&words.compare).to_owned(), parts }
    }

    fn compared(&self, blocks: &[Vec<Block>; 2]) -> Shown {
        let of_language = blocks.iter().zip(Lang::ALL).find(|(_, lang)| *lang == self.wording.lang);
        let blocks = of_language.map_or(&[][..], |(blocks, _)| blocks);
        Shown {
            title: self.wording.say(&self.wording.words().study.compare).to_owned(),
            parts: vec![self.text(blocks)],
        }
    }

    fn card(&self) -> Shown {
        let (wording, words) = (self.wording, &self.wording.words().study);
        let Some(round) = &self.study.cards else { return Shown::default() };
        let title = words.cards_title(wording.lang, round.left());
        let Some(card) = round.card() else { return Shown { title, parts: Vec::new() } };
        let mut blocks = card.question();
        let mut options = vec![wording.say(&words.turn_card).to_owned()];
        if round.is_revealed() {
            blocks.extend(card.answer(wording.knowledge, wording.lang));
            options = feedback::grades(wording);
        }
        let mut parts = vec![self.text(&blocks), Page::gap()];
        parts.extend(numbered(options));
        Shown { title, parts }
    }
}

/// Options with the numbers that choose them.
fn numbered(options: Vec<String>) -> impl Iterator<Item = Part> {
    let option =
        |(at, label): (usize, String)| Part::Option { label: format!("{}  {label}", at + 1), tag: String::new() };
    options.into_iter().enumerate().map(option)
}
