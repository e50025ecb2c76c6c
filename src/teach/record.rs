//! What a learner's own notebook says of them: which findings they miss, which diseases they take for another, what there
//! is to read about it, and which cases practice just that. Nothing is counted that does not lead somewhere.

use std::collections::BTreeSet;

use super::cards::{Card, topics};
use super::summary::Lead;
use super::{Lesson, Moment, Percent, Progress, Tally, quiz};
use crate::case::TeachingCase;
use crate::knowledge::files::RecordWords;
use crate::knowledge::{HypothesisId, Knowledge, SetId};
use crate::order;
use crate::say::Wording;
use crate::say::document::{Block, Level, Line};

/// What the notebook of a learner says.
#[derive(Clone, Debug)]
pub struct Record<'r> {
    knowledge: &'r Knowledge,
    /// What cards may be asked for by.
    topics: BTreeSet<String>,
    /// How many of the cases were done.
    pub done: usize,
    /// The findings that went wrong more often than right lately, the weakest first.
    pub missed: Vec<(Lead, Tally)>,
    /// The diseases whose patients were given a probability on the wrong side of one half.
    pub confused: Vec<Confused>,
}

/// A disease that was taken for another one.
#[derive(Clone, Debug)]
pub struct Confused {
    /// Its id.
    pub disease: String,
    /// What its patients were given for the disease of the leading set, when that was last asked.
    pub believed: Vec<Percent>,
}

impl<'r> Record<'r> {
    /// What the notebook says, by these cases, lessons and cards.
    pub fn new(
        knowledge: &'r Knowledge,
        progress: &Progress,
        cases: &[TeachingCase],
        lessons: &[Lesson],
        cards: &[Card],
    ) -> Record<'r> {
        let topics = topics(cards).into_iter().map(|topic| topic.id().to_owned()).collect();
        let tallies = progress.tallies();
        let missed = Lead::all(knowledge, progress, lessons).into_iter().map(|lead| {
            let tally = tallies.get(knowledge.finding(lead.finding).id.as_str()).copied().unwrap_or_default();
            (lead, tally)
        });
        let done = cases.iter().filter(|case| progress.memory(&quiz::key(case)).is_some()).count();
        let mut confused: Vec<Confused> = Vec::new();
        for (disease, believed) in cases.iter().filter_map(|case| misjudged(knowledge, progress, case)) {
            match confused.iter_mut().find(|other| other.disease == disease) {
                Some(other) => other.believed.push(believed),
                None => confused.push(Confused { disease: disease.to_owned(), believed: vec![believed] }),
            }
        }
        order::by_key(&mut confused, |confused| std::cmp::Reverse(confused.believed.len()));
        Record { knowledge, topics, done, missed: missed.collect(), confused }
    }

    /// The places of the cases that practice what went wrong: they state a finding that is missed, or are of a disease
    /// that is confused, among those that it was taken for.
    pub fn cases(&self, cases: &[TeachingCase]) -> Vec<usize> {
        let mut diseases: BTreeSet<&str> = self.confused.iter().map(|confused| confused.disease.as_str()).collect();
        if !diseases.is_empty() {
            diseases.extend(self.knowledge.leading_disease());
        }
        let is_missed = |case: &TeachingCase| {
            let mut missed = self.missed.iter().map(|(lead, _)| &self.knowledge.finding(lead.finding).id);
            missed.any(|id| case.evidence.get(id.as_str()).is_some_and(|sentences| !sentences.is_empty()))
        };
        let is_confused =
            |case: &TeachingCase| case.truth.disease.as_deref().is_some_and(|disease| diseases.contains(disease));
        let concerned = cases.iter().enumerate().filter(|(_, case)| is_missed(case) || is_confused(case));
        concerned.map(|(at, _)| at).collect()
    }

    /// Which of them a session takes, as every session does: what is due, then what is new in an order of the seed's.
    pub fn lineup(
        &self,
        cases: &[TeachingCase],
        progress: &Progress,
        now: Moment,
        count: usize,
        seed: u64,
    ) -> Vec<usize> {
        let concerned = self.cases(cases);
        let mut all = quiz::lineup(cases, progress, now, cases.len(), seed);
        all.retain(|at| concerned.contains(at));
        all.truncate(count);
        all
    }

    /// The record as a document; `cases` are those that a quiz can practice on.
    pub fn document(&self, wording: Wording, cases: &[TeachingCase]) -> Vec<Block> {
        let (words, lang) = (&wording.words().record, wording.lang);
        let paragraph = |text: String| Block::Paragraph(Line::plain(text));
        let mut blocks = vec![Block::Heading(Level::Title, Line::plain(wording.say(&words.title)))];
        if self.done == 0 && self.missed.is_empty() {
            blocks.push(paragraph(wording.say(&words.empty).to_owned()));
            return blocks;
        }
        blocks.push(paragraph(words.done(lang, self.done, cases.len())));
        if self.missed.is_empty() && self.confused.is_empty() {
            blocks.push(paragraph(wording.say(&words.nothing_wrong).to_owned()));
            return blocks;
        }
        if !self.missed.is_empty() {
            blocks.push(Block::Heading(Level::Section, Line::plain(wording.say(&words.missed))));
            blocks.push(Block::List(self.missed.iter().map(|missed| self.missed_line(missed, wording)).collect()));
        }
        if !self.confused.is_empty() {
            blocks.push(Block::Heading(Level::Section, Line::plain(wording.say(&words.confused))));
            for confused in &self.confused {
                blocks.extend(self.confused(confused, wording));
            }
        }
        let count = self.cases(cases).len();
        if count > 0 {
            blocks.push(Block::Heading(Level::Section, Line::plain(wording.say(&words.practice))));
            blocks.push(paragraph(words.quiz(lang, count)));
        }
        blocks
    }

    fn missed_line(&self, (lead, tally): &(Lead, Tally), wording: Wording) -> Line {
        let (words, lang) = (&wording.words().record, wording.lang);
        let times = words.times(lang, wording.label(lead.finding), tally.not_right, tally.right + tally.not_right);
        let lesson = lead.lesson.as_ref().map(|(id, title)| words.lesson(lang, wording.say(title), id));
        // Cards are asked for by a lesson, and by a section of the checklist too.
        let section = wording.knowledge.finding(lead.finding).section.of(&wording.knowledge.sections).id.as_str();
        let mut ids = lead.lesson.iter().map(|(id, _)| id.as_str()).chain([section]);
        let cards = ids.find(|id| self.topics.contains(*id)).map(|id| words.cards(lang, id));
        Line::plain(wording.sentences(std::iter::once(times).chain(lesson).chain(cards)))
    }

    /// What was taken for what, what tells them apart, and where their criteria stand side by side.
    fn confused(&self, confused: &Confused, wording: Wording) -> Vec<Block> {
        let (words, lang) = (&wording.words().record, wording.lang);
        let lead = self.knowledge.leading_disease().unwrap_or_default();
        let [name, subject] = [confused.disease.as_str(), lead].map(|id| wording.disease(id));
        let given = wording.names(confused.believed.iter().map(|believed| format!("{}%", believed.whole())));
        let said = match confused.disease == lead {
            true => words.not_believed(lang, subject, given),
            false => words.believed(lang, name, subject, given),
        };
        let mut blocks = vec![Block::Paragraph(Line::strong(said))];
        if let Some(rival) = self.rival(&confused.disease) {
            blocks.push(Block::Paragraph(Line::plain(words.speaks_for(lang, subject, name))));
            blocks.push(Block::List(self.apart(rival, wording, words)));
        }
        blocks
    }

    fn rival(&self, disease: &str) -> Option<HypothesisId> {
        let literature = self.knowledge.literature.as_ref()?;
        literature.rivals().find(|id| literature.hypothesis(*id).id == *disease)
    }

    fn apart(&self, rival: HypothesisId, wording: Wording, words: &RecordWords) -> Vec<Line> {
        let Some(literature) = &self.knowledge.literature else { return Vec::new() };
        let rival = literature.hypothesis(rival);
        let for_subject = rival.for_subject.iter().map(|text| wording.say(text).to_owned());
        let separated = rival.separated_by.iter().map(|text| words.separated(wording.lang, wording.say(text)));
        let set = |id: SetId| self.knowledge.set(id).id.as_str();
        let sets = self.knowledge.lead().zip(rival.sets.first().copied());
        let compare = sets.map(|(lead, own)| words.compare(wording.lang, set(lead), set(own)));
        for_subject.chain(separated).chain(compare).map(Line::plain).collect()
    }
}

/// The disease of a case and what was last said of it, where that is on the wrong side of one half. A case whose
/// diagnosis is in doubt is no measure of anybody.
fn misjudged<'c>(knowledge: &Knowledge, progress: &Progress, case: &'c TeachingCase) -> Option<(&'c str, Percent)> {
    let disease = case.truth.disease.as_deref()?;
    let believed = *progress.believed(&quiz::key(case))?.last()?;
    let is_wrong =
        if case.is_of(knowledge.leading_disease()?)? { believed.whole() < HALF } else { believed.whole() > HALF };
    is_wrong.then_some((disease, believed))
}

/// Who gives this much does not know.
const HALF: u8 = 50;
