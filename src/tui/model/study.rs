//! Learning in the terminal: lessons, the quiz, cards, criteria sets side by side. The texts come from `teach`; a text
//! whose findings are to be marked is opened in the checklist itself, in place of a patient's case.

use std::collections::HashMap;
use std::rc::Rc;

use super::chart::Chart;
use crate::case::TeachingCase;
use crate::knowledge::{FindingId, Knowledge, Lang, SetId};
use crate::say::Wording;
use crate::say::document::Block;
use crate::teach::cards::{Round, Stock};
use crate::teach::lesson::Given;
use crate::teach::record::Record;
use crate::teach::results::ResultRow;
use crate::teach::{Exercise, Item, Lesson, Moment, Progress, Quiz};

/// What a learner has before them.
#[derive(Debug)]
pub struct Study {
    /// The page at hand.
    pub page: StudyPage,
    /// Whether the learner came from a patient's case.
    pub(crate) from_chart: bool,
    /// The option that has the cursor.
    pub cursor: usize,
    /// The first line that is shown.
    pub(crate) top: usize,
    /// All lessons, in the order of the menu.
    pub lessons: Vec<Lesson>,
    /// Where lessons were left that are not yet at their end, by their numbers.
    pub(crate) left: HashMap<usize, LessonPlace>,
    /// The built-in cases, which lessons ask about.
    pub(crate) cases: Rc<[TeachingCase]>,
    /// The cases of the quiz.
    pub(crate) deck: Rc<[TeachingCase]>,
    /// What the learner did before.
    pub progress: Progress,
    /// When the learner sat down.
    pub(crate) since: Moment,
    /// The quiz that was begun.
    pub quiz: Option<Quiz>,
    /// The results of the quiz so far.
    pub(crate) results: Vec<ResultRow>,
    /// What cards are made from.
    pub(crate) stock: Stock,
    /// The cards that are dealt.
    pub(crate) cards: Option<Round>,
    /// Texts that were left while they were being marked, the last one last.
    pub(crate) put_aside: Vec<Chart>,
}

/// A page of the study.
#[derive(Clone, Debug)]
pub enum StudyPage {
    /// All there is to choose from.
    Menu,
    /// A place in a lesson.
    Lesson {
        /// The number of the lesson.
        lesson: usize,
        /// The place.
        place: LessonPlace,
    },
    /// The step of the quiz at hand; its marking is done in the checklist.
    Quiz,
    /// How the quiz went.
    Summary,
    /// What the notebook says of the learner.
    Record(Rc<RecordPage>),
    /// The card at hand.
    Cards,
    /// The first of two sets is to be chosen.
    CompareFirst,
    /// The second, after this one.
    CompareSecond(SetId),
    /// Both side by side, in each language.
    Compared(Rc<[Vec<Block>; 2]>),
}

/// What the notebook says of the learner, as it was when the page was turned to.
#[derive(Debug)]
pub struct RecordPage {
    pub(crate) blocks: [Vec<Block>; 2],
    /// Of how many cases a quiz on what went wrong is offered.
    pub(crate) cases: usize,
}

/// A place in a lesson.
#[derive(Clone, Debug)]
pub enum LessonPlace {
    /// One of its screens.
    Screen(usize),
    /// Its question of understanding.
    Understanding,
    /// What was right about the answer to it.
    Understood(Given),
    /// The sentences of its question, on the checklist.
    Question {
        /// What is asked.
        exercise: Rc<Exercise>,
        /// How many hints were given.
        hints: usize,
    },
    /// What was right, and why it matters.
    Marked {
        /// What was asked.
        exercise: Rc<Exercise>,
        /// How each answer was judged.
        items: Rc<[Item]>,
    },
}

/// What the quiz is about.
#[derive(Clone, Debug, Default)]
pub struct Practice {
    /// A deck of a teacher's own, instead of the built-in cases.
    pub deck: Option<Rc<[TeachingCase]>>,
    /// Whose results these are.
    pub learner: Option<String>,
}

/// What the study begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The menu.
    Menu,
    /// The lesson with this id.
    Lesson(String),
    /// The lesson about this finding.
    About(FindingId),
    /// A quiz.
    Quiz {
        /// Of so many cases.
        count: usize,
        /// What its order hangs on.
        seed: Option<u64>,
    },
    /// A quiz on what went wrong.
    Weak {
        /// Of so many cases.
        count: usize,
        /// What its order hangs on.
        seed: Option<u64>,
    },
    /// Flash cards.
    Cards {
        /// About this; about everything without it.
        topic: Option<String>,
        /// So many.
        count: usize,
        /// What their order hangs on.
        seed: Option<u64>,
    },
}

/// An option of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Back to the quiz that was begun.
    GoOn,
    /// A quiz of so many cases.
    Quiz(usize),
    /// So many cards.
    Cards(usize),
    /// What the notebook says of the learner.
    Record,
    /// Two sets side by side.
    Compare,
    /// The lesson with this number.
    Lesson(usize),
}

/// So many cards are dealt at a time.
const CARDS: usize = 20;

/// A quiz on what went wrong has so many cases at most.
const WEAK: usize = 5;

/// The lengths of a quiz that are offered beside all cases.
const LENGTHS: [usize; 3] = [3, 5, 10];

impl StudyPage {
    /// Whether it belongs to the quiz.
    pub fn is_of_quiz(&self) -> bool {
        matches!(self, StudyPage::Quiz | StudyPage::Summary)
    }
}

impl Study {
    /// Whether there is a step, or the grade of a card, to take back.
    pub fn can_take_back(&self) -> bool {
        match self.page {
            StudyPage::Cards => self.cards.as_ref().is_some_and(|round| round.last_key().is_some()),
            _ => self.page.is_of_quiz() && self.quiz.as_ref().is_some_and(Quiz::has_past),
        }
    }

    /// What the menu offers, in order.
    pub fn entries(&self) -> Vec<Entry> {
        let begun = self.quiz.as_ref().is_some_and(|quiz| quiz.round().is_some());
        let mut entries = if begun { vec![Entry::GoOn] } else { Vec::new() };
        entries.extend(LENGTHS.iter().filter(|count| **count < self.deck.len()).map(|count| Entry::Quiz(*count)));
        entries.push(Entry::Quiz(self.deck.len()));
        entries.push(Entry::Cards(CARDS));
        entries.push(Entry::Record);
        entries.push(Entry::Compare);
        entries.extend((0..self.lessons.len()).map(Entry::Lesson));
        entries
    }

    /// The place of an option in the menu.
    pub(crate) fn entry(&self, entry: Entry) -> usize {
        self.entries().iter().position(|other| *other == entry).unwrap_or(0)
    }

    /// Where a lesson goes on: where it was left, else at its beginning.
    pub(crate) fn place_in(&self, lesson: usize) -> LessonPlace {
        self.left.get(&lesson).cloned().unwrap_or(LessonPlace::Screen(0))
    }

    /// Keeps where a lesson is left; one that is at its end begins anew.
    pub(crate) fn leave_at(&mut self, lesson: usize, place: LessonPlace) {
        match place {
            LessonPlace::Marked { .. } => drop(self.left.remove(&lesson)),
            place => drop(self.left.insert(lesson, place)),
        }
    }

    /// The marks of this text, where it was put aside.
    pub(crate) fn take_aside(&mut self, text: &Chart) -> Option<Chart> {
        let at = self.put_aside.iter().position(|chart| chart.asker() == text.asker())?;
        Some(self.put_aside.remove(at))
    }

    /// What the notebook says of the learner, by the cases of the quiz.
    pub(crate) fn record<'k>(&self, knowledge: &'k Knowledge) -> Record<'k> {
        let cards = self.stock.cards(knowledge, Lang::En);
        Record::new(knowledge, &self.progress, &self.deck, &self.lessons, &cards)
    }

    /// The page of it.
    pub(crate) fn record_page(&self, knowledge: &Knowledge) -> StudyPage {
        let record = self.record(knowledge);
        let blocks = Lang::ALL.map(|lang| record.document(Wording::new(knowledge, lang), &self.deck));
        StudyPage::Record(Rc::new(RecordPage { blocks, cases: record.cases(&self.deck).len().min(WEAK) }))
    }

    /// To a page, at its beginning.
    pub fn turn_to(&mut self, page: StudyPage, cursor: usize) {
        (self.page, self.cursor, self.top) = (page, cursor, 0);
    }
}
