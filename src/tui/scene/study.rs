//! The pages of the study: texts, and what can be chosen below them.

use ratatui::layout::Rect;

use super::choices::{Choices, WIDEST};
use super::document::indented;
use super::pane::{Pane, Part, inner};
use crate::knowledge::{Lang, SetId};
use crate::say::document::{self, Level, Line};
use crate::say::{self, Wording};
use crate::teach::feedback;
use crate::teach::lesson::{Answers, Pages};
use crate::teach::quiz;
use crate::teach::summary::{Lead, summary};
use crate::tui::model::Common;
use crate::tui::model::study::{Entry, LessonPlace, RecordPage, Study, StudyPage};

/// The page at hand.
pub(super) fn study(common: &Common, study: &Study, area: Rect) -> Pane {
    let list = Choices::new(inner(area).width.into(), study.cursor);
    let mut page = Page { wording: common.wording(), study, list };
    let title = page.lay_out();
    let pane = Pane::new(Part::Whole, area, title, page.list.blocks);
    let pane = match study.page {
        // Where a list is longer than the screen, the cursor stays in sight.
        StudyPage::Menu => pane.in_sight(page.list.at, study.top),
        _ => Pane { at: page.list.at, ..pane.scrolled_to(study.top) },
    };
    pane.counted()
}

struct Page<'s> {
    wording: Wording<'s>,
    study: &'s Study,
    list: Choices,
}

impl Page<'_> {
    /// Lays the page out; gives its title.
    fn lay_out(&mut self) -> String {
        let study = self.study;
        match &study.page {
            StudyPage::Menu => self.menu(),
            StudyPage::Lesson { lesson, place } => self.lesson(*lesson, place),
            StudyPage::Quiz => self.quiz(),
            StudyPage::Summary => self.summary(),
            StudyPage::Record(page) => self.record(page),
            StudyPage::CompareFirst => self.sets(None),
            StudyPage::CompareSecond(first) => self.sets(Some(*first)),
            StudyPage::Cards => self.card(),
            StudyPage::Compared(blocks) => self.compared(blocks),
        }
    }

    fn text(&mut self, blocks: &[document::Block]) {
        let lines = say::lines(blocks, self.list.columns.saturating_sub(2).min(WIDEST));
        self.list.text(lines.into_iter().map(|line| indented(1, line)));
    }

    /// What is there in each language.
    fn spoken(&mut self, blocks: &[Vec<document::Block>; 2]) {
        let of_language = blocks.iter().zip(Lang::ALL).find(|(_, lang)| *lang == self.wording.lang);
        self.text(of_language.map_or(&[][..], |(blocks, _)| blocks));
    }

    fn paragraph(&mut self, text: &str) {
        self.text(&[document::Block::Paragraph(Line::plain(text))]);
    }

    /// Options with the numbers that choose them.
    fn numbered(&mut self, options: Vec<String>) {
        for (at, label) in options.into_iter().enumerate() {
            self.list.choice(format!("{}  {label}", at + 1), "");
        }
    }

    fn menu(&mut self) -> String {
        let (wording, words, study) = (self.wording, &self.wording.words().study, self.study);
        self.paragraph(wording.say(&words.intro));
        self.list.gap();
        let due = study.deck.iter().filter(|case| study.progress.is_due(&quiz::key(case), study.since)).count();
        for entry in study.entries() {
            match entry {
                Entry::GoOn => self.list.choice(wording.say(&words.go_on), ""),
                Entry::Quiz(count) => self.list.choice(words.quiz(wording.lang, count), words.due(wording.lang, due)),
                Entry::Cards(count) => self.list.choice(words.cards(wording.lang, count), ""),
                Entry::Record => self.list.choice(wording.say(&words.record), ""),
                Entry::Compare => self.list.choice(wording.say(&words.compare), ""),
                Entry::Lesson(_) => {}
            }
        }
        self.list.gap();
        let title = wording.say(&wording.words().lesson.title);
        self.text(&[document::Block::Heading(Level::Part, Line::plain(title))]);
        for lesson in &study.lessons {
            let finished = lesson.is_finished(&study.progress);
            self.list.choice(wording.say(&lesson.title), if finished { wording.say(&words.read) } else { "" });
        }
        wording.say(&words.title).to_owned()
    }

    fn lesson(&mut self, at: usize, place: &LessonPlace) -> String {
        let Some(lesson) = self.study.lessons.get(at) else { return String::new() };
        let pages = Pages::new(self.wording, lesson, &self.study.cases);
        let title = self.wording.say(&lesson.title);
        match place {
            LessonPlace::Screen(screen) => {
                let blocks = pages.screen(*screen);
                // The heading of a screen stands in the frame.
                let (heading, blocks) = match blocks.split_first() {
                    Some((document::Block::Heading(_, line), rest)) => (line.text(), rest),
                    Some((_, rest)) => (String::new(), rest),
                    None => (String::new(), &[][..]),
                };
                self.text(blocks);
                return format!("{title} | {heading}");
            }
            LessonPlace::Understanding => {
                let Some(understanding) = &lesson.understanding else { return title.to_owned() };
                self.text(&pages.understanding(understanding));
                self.list.gap();
                match understanding.answers {
                    Answers::Options { .. } => {
                        self.numbered(pages.answers(understanding).into_iter().map(str::to_owned).collect());
                    }
                    Answers::Percent { .. } => {
                        self.list.choice(self.wording.say(&self.wording.words().lesson.compute_type), "");
                    }
                }
            }
            LessonPlace::Understood(given) => {
                if let Some(understanding) = &lesson.understanding {
                    self.text(&pages.understood(understanding, *given));
                }
            }
            LessonPlace::Question { exercise, .. } => self.text(&pages.question(exercise)),
            LessonPlace::Marked { exercise, items } => {
                self.text(&[pages.marking(exercise, items), pages.closing()].concat());
            }
        }
        title.to_owned()
    }

    fn quiz(&mut self) -> String {
        let Some(quiz) = &self.study.quiz else { return String::new() };
        let screen = feedback::screen(quiz, self.wording);
        let blocks: Vec<document::Block> = screen.text.into_iter().chain(screen.blocks).collect();
        self.text(&blocks);
        let typed = screen.takes_percent.then(|| self.wording.say(&self.wording.words().quiz.other_percent).to_owned());
        self.numbered(screen.options.into_iter().chain(typed).collect());
        let (done, left) = (quiz.outcomes().len() + 1, quiz.to_come());
        format!("{} | {}", self.wording.words().study.quiz_title(self.wording.lang, done, left), screen.title)
    }

    fn summary(&mut self) -> String {
        let leads = Lead::all(self.wording.knowledge, &self.study.progress, &self.study.lessons);
        if let Some(quiz) = &self.study.quiz {
            self.text(&summary(quiz, &leads, self.wording));
        }
        self.wording.say(&self.wording.words().study.title).to_owned()
    }

    fn record(&mut self, page: &RecordPage) -> String {
        let wording = self.wording;
        self.spoken(&page.blocks);
        if page.cases > 0 {
            self.list.gap();
            self.list.choice(wording.words().study.weak(wording.lang, page.cases), "");
        }
        wording.say(&wording.words().study.title).to_owned()
    }

    fn sets(&mut self, first: Option<SetId>) -> String {
        let (wording, words) = (self.wording, &self.wording.words().study);
        self.paragraph(wording.say(if first.is_some() { &words.compare_second } else { &words.compare_first }));
        self.list.gap();
        for id in wording.knowledge.set_ids() {
            let tag = if first == Some(id) { wording.say(&words.first) } else { "" };
            self.list.choice(wording.say(&wording.knowledge.set(id).title), tag);
        }
        wording.say(&words.compare).to_owned()
    }

    fn compared(&mut self, blocks: &[Vec<document::Block>; 2]) -> String {
        self.spoken(blocks);
        self.wording.say(&self.wording.words().study.compare).to_owned()
    }

    fn card(&mut self) -> String {
        let (wording, words) = (self.wording, &self.wording.words().study);
        let Some(round) = &self.study.cards else { return String::new() };
        let (blocks, options) = match round.card() {
            None => {
                let summary = document::Block::Paragraph(Line::plain(round.summary(wording)));
                (vec![summary], vec![wording.say(&words.to_menu).to_owned()])
            }
            Some(card) if round.is_revealed() => {
                let answer = card.answer(wording.knowledge, wording.lang);
                (card.question().into_iter().chain(answer).collect(), feedback::grades(wording))
            }
            Some(card) => (card.question(), vec![wording.say(&words.turn_card).to_owned()]),
        };
        self.text(&blocks);
        self.list.gap();
        self.numbered(options);
        words.cards_title(wording.lang, round.left())
    }
}
