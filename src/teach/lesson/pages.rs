//! What a learner reads of a lesson, page by page: one document for every face.

use super::{Answers, Given, Lesson, Odds, Understanding};
use crate::case::TeachingCase;
use crate::knowledge::FindingId;
use crate::knowledge::files::{LessonWords, ScreenFile, Statement};
use crate::order;
use crate::say::document::{Block, Level, Line, Table, Tone};
use crate::say::{Cited, Wording, figures};
use crate::teach::marks;
use crate::teach::{Exercise, Item, Judgment, Progress};

/// So many hints come before the answer itself.
pub const HINTS: usize = 2;

/// The pages of one lesson in one language; its sources have the same numbers on all of them.
pub struct Pages<'p> {
    wording: Wording<'p>,
    lesson: &'p Lesson,
    case: &'p TeachingCase,
    cited: Cited<'p>,
}

/// The lessons with what each is for, and which were read to their end.
pub fn contents(wording: Wording, lessons: &[Lesson], progress: &Progress) -> Vec<Block> {
    let words = &wording.words().lesson;
    let title = Block::Heading(Level::Title, Line::plain(wording.say(&words.title)));
    if lessons.is_empty() {
        return vec![title, Block::Paragraph(Line::plain(wording.say(&words.no_lessons)))];
    }
    let mut table = Table::new([&words.topic, &words.lesson, &words.finished].map(|text| wording.say(text)));
    for lesson in lessons {
        let about = vec![Line::strong(wording.say(&lesson.title)), Line::plain(wording.say(&lesson.summary))];
        let finished = if lesson.is_finished(progress) { wording.say(&words.yes) } else { "" };
        let cells = vec![vec![Line::plain(&lesson.id)], about, vec![Line::plain(finished)]];
        table.rows.push(crate::say::document::Row::Cells(cells));
    }
    vec![title, Block::Table(table), Block::Paragraph(Line::plain(wording.say(&words.how)))]
}

impl<'p> Pages<'p> {
    /// The pages of a lesson; the cases are those it was read with.
    #[expect(clippy::indexing_slicing, reason = "the case was found when the lesson was read")]
    pub fn new(wording: Wording<'p>, lesson: &'p Lesson, cases: &'p [TeachingCase]) -> Pages<'p> {
        Pages { wording, lesson, case: &cases[lesson.question.case], cited: Cited::of(lesson.sources()) }
    }

    fn words(&self) -> &'p LessonWords {
        &self.wording.words().lesson
    }

    fn heading(&self, text: &str) -> Block {
        Block::Heading(Level::Section, Line::plain(text))
    }

    /// The title of the lesson and what it is for.
    pub fn opening(&self) -> Vec<Block> {
        vec![
            Block::Heading(Level::Title, Line::plain(self.wording.say(&self.lesson.title))),
            Block::Paragraph(Line::plain(self.wording.say(&self.lesson.summary))),
        ]
    }

    /// One screen, counted from 0: its paragraphs, table and drawing, and who says so.
    pub fn screen(&self, at: usize) -> Vec<Block> {
        let Some(screen) = self.lesson.screens.get(at) else { return Vec::new() };
        let (number, count) = ((at + 1), self.lesson.screens.len());
        let place = self.words().place(self.wording.lang, number, count);
        let mut blocks = vec![self.heading(&self.wording.aside(self.wording.say(&screen.title), &place))];
        blocks.extend(screen.says.iter().map(|said| self.paragraph(said)));
        if let Some(table) = &screen.table {
            let mut shown = Table::new(table.head.iter().map(|cell| self.wording.say(cell)));
            table.rows.iter().for_each(|row| shown.row(row.iter().map(|cell| Line::plain(self.wording.say(cell)))));
            blocks.push(Block::Table(shown));
        }
        if let Some(drawing) = &screen.drawing {
            blocks.push(Block::Drawing(self.wording.drawing(drawing).iter().map(Line::plain).collect()));
        }
        blocks.extend(screen.after.iter().map(|said| self.paragraph(said)));
        blocks.push(Block::Paragraph(Line::plain(self.short_sources(screen))));
        blocks
    }

    fn paragraph(&self, said: &Statement) -> Block {
        Block::Paragraph(Line::plain(self.cited.mark(self.wording, self.wording.say(&said.text), &said.sources)))
    }

    /// The question of understanding; what it is answered with is said by [`Pages::answers`].
    pub fn understanding(&self, understanding: &Understanding) -> Vec<Block> {
        let (wording, words) = (self.wording, self.words());
        let paragraph = |text: &str| Block::Paragraph(Line::plain(text));
        let mut blocks =
            vec![self.heading(wording.say(&words.understanding)), paragraph(wording.say(&understanding.ask))];
        if let Answers::Percent { odds, .. } = &understanding.answers {
            let ratio = figures::ratio(odds.ratio);
            blocks.push(paragraph(&words.compute_from(wording.lang, figures::prior(odds.prior), ratio)));
            blocks.push(paragraph(wording.say(&words.compute_ask)));
        }
        blocks
    }

    /// The answers of which one is chosen; none where a number is typed.
    pub fn answers(&self, understanding: &'p Understanding) -> Vec<&'p str> {
        match &understanding.answers {
            Answers::Options { options, .. } => options.iter().map(|option| self.wording.say(&option.text)).collect(),
            Answers::Percent { .. } => Vec::new(),
        }
    }

    /// Whether the answer was right, and why each answer is right or wrong.
    pub fn understood(&self, understanding: &Understanding, given: Given) -> Vec<Block> {
        let (wording, words) = (self.wording, self.words());
        let right = match &understanding.answers {
            Answers::Options { options, right } => {
                options.get(*right).map_or_else(String::new, |option| wording.say(&option.text).to_owned())
            }
            Answers::Percent { odds, .. } => figures::share(odds.after()),
        };
        let verdict = match understanding.is_right(given) {
            true => Line::default().with(Tone::Met, wording.say(&words.understood)),
            false => Line::default().with(Tone::NotMet, words.not_understood(wording.lang, &right)),
        };
        let ask = Block::Paragraph(Line::plain(wording.say(&understanding.ask)));
        let mut blocks = vec![ask, Block::Paragraph(verdict)];
        match &understanding.answers {
            Answers::Options { options, right } => {
                let lines = options.iter().enumerate().map(|(at, option)| {
                    let because = &option.because;
                    let because = self.cited.mark(wording, wording.say(&because.text), &because.sources);
                    let mut name = wording.say(&option.text).to_owned();
                    if given == Given::Option(at) {
                        name = wording.aside(&name, wording.say(&words.yours));
                    }
                    let tone = if at == *right { Tone::Met } else { Tone::Plain };
                    wording.toned_pair(&name, tone, &because)
                });
                blocks.push(Block::Numbered(lines.collect()));
            }
            Answers::Percent { odds, because } => {
                blocks.push(Block::Paragraph(Line::plain(self.working(*odds))));
                blocks.push(self.paragraph(because));
            }
        }
        blocks.push(Block::Paragraph(Line::plain(self.short(understanding.sources().map(String::as_str).collect()))));
        blocks
    }

    /// The calculation, step by step.
    fn working(&self, odds: Odds) -> String {
        let (part, rest) = (100.0 * odds.prior, 100.0 - 100.0 * odds.prior);
        let words = self.words();
        let [before, product] = [part, part * odds.ratio]
            .map(|part| words.odds(self.wording.lang, figures::digits(part, 2), figures::digits(rest, 2)));
        let (prior, ratio, after) =
            (figures::prior(odds.prior), figures::ratio(odds.ratio), figures::share(odds.after()));
        words.working(self.wording.lang, prior, before, ratio, product, after)
    }

    /// The sources of a screen in few words, such as `[1] Bardwick 1980; table [2, 3]`.
    fn short_sources(&self, screen: &ScreenFile) -> String {
        let wording = self.wording;
        let says = screen.says.iter().chain(&screen.after).flat_map(|said| &said.sources);
        let table = screen.table.as_ref().map(|table| &table.sources);
        let drawing = screen.drawing.as_ref().map(|drawing| &drawing.sources);
        let pictured = table.into_iter().chain(drawing).flatten();
        let ids = says.chain(pictured).map(String::as_str).collect();
        let numbers = |sources| self.cited.numbers(wording, sources);
        let table = table.map(|sources| self.words().table(wording.lang, numbers(sources)));
        let drawing = drawing.map(|sources| self.words().drawing(wording.lang, numbers(sources)));
        wording.list([self.short(ids)].into_iter().chain(table).chain(drawing))
    }

    /// Sources in few words, each once.
    fn short(&self, mut ids: Vec<&str>) -> String {
        order::by_key(&mut ids, |id| self.cited.place(id));
        ids.dedup();
        let wording = self.wording;
        wording.list(
            ids.iter().map(|id| format!("[{}] {}", self.cited.numbers(wording, [*id]), wording.short_citation(id))),
        )
    }

    /// What is to be done, the sentences, and the findings to be marked.
    pub fn question(&self, exercise: &Exercise) -> Vec<Block> {
        let (wording, words) = (self.wording, self.words());
        let sentences = exercise.sentences.iter().map(|text| Line::plain(wording.say(text))).collect();
        let asked = self.lesson.question.asked(exercise);
        let asked = asked.iter().map(|id| Line::plain(wording.label(*id))).collect();
        vec![
            self.heading(wording.say(&words.question)),
            Block::Paragraph(Line::plain(wording.say(&self.lesson.question.ask))),
            Block::Numbered(sentences),
            Block::Paragraph(Line::plain(wording.say(&words.to_mark))),
            Block::List(asked),
        ]
    }

    /// A hint, counted from 0; after the last one comes the answer.
    pub fn hint(&self, at: usize, exercise: &Exercise, finding: FindingId) -> Block {
        let text = match self.lesson.question.hints.get(at) {
            Some(hint) => self.wording.say(hint).to_owned(),
            None => self.answer(exercise, finding),
        };
        let (number, count) = ((at.min(HINTS) + 1), (HINTS + 1));
        let label = self.words().hint(self.wording.lang, number, count);
        Block::Paragraph(Line::plain(self.wording.pair(&label, &text)))
    }

    /// What the sentences say of a finding.
    fn answer(&self, exercise: &Exercise, finding: FindingId) -> String {
        let stated = exercise.stated.iter().find(|stated| stated.finding == finding);
        match stated {
            Some(stated) => {
                let answer = self.wording.answer(finding, &stated.value);
                let said = self.wording.pair(self.wording.label(finding), &answer);
                self.wording.aside(&said, &self.places(&stated.sentences))
            }
            None => self.words().silent(self.wording.lang, self.wording.label(finding)),
        }
    }

    fn places(&self, sentences: &[usize]) -> String {
        let numbers = self.wording.names(sentences.iter().map(|at| (at + 1).to_string()));
        self.words().sentence(self.wording.lang, &numbers)
    }

    /// Every finding that was asked for, sentence by sentence, and how many are right.
    pub fn marking(&self, exercise: &Exercise, items: &[Item]) -> Vec<Block> {
        let mut blocks = marks::by_sentence(items, exercise, self.wording);
        // What need not be marked is not asked for.
        let asked: Vec<Judgment> =
            items.iter().map(|item| item.judgment).filter(|judgment| judgment.credit().is_some()).collect();
        let right = asked.iter().filter(|judgment| judgment.is_right()).count();
        let tally = self.words().tally(self.wording.lang, right, asked.len());
        blocks.push(Block::Paragraph(Line::strong(tally)));
        blocks
    }

    /// The point of it, and every source of the lesson.
    pub fn closing(&self) -> Vec<Block> {
        let (wording, words) = (self.wording, self.words());
        let why = &self.lesson.question.why;
        let point = self.cited.mark(wording, wording.say(&why.text), &why.sources);
        vec![
            self.heading(wording.say(&words.why)),
            Block::Paragraph(Line::plain(point)),
            self.heading(wording.say(&wording.words().report.sources)),
            Block::Numbered(self.cited.lines(wording)),
            Block::Paragraph(Line::plain(
                wording.pair(wording.say(&words.from_case), &wording.case_citation(self.case)),
            )),
        ]
    }
}
