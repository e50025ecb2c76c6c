//! A case as a lecture: slide after slide for a projector, few words on each. A room sees the story grow, votes, sees the
//! rest of the report come in, and only then the verdicts, the diagnosis and who reported it.

use std::collections::BTreeSet;

use super::Exercise;
use crate::case::{Case, NextExaminations, TeachingCase};
use crate::engine::{Assessment, assess};
use crate::knowledge::files::LectureWords;
use crate::knowledge::{Lang, Text};
use crate::say::document::{Block, Level, Line};
use crate::say::figures::figure;
use crate::say::{Known, Wording, tone};

/// What is before the room at one moment.
#[derive(Clone, Debug)]
pub struct Slide {
    /// What it is about.
    pub heading: String,
    /// What earlier slides said and this one keeps, a paragraph each; the oldest may go where there is no room.
    pub kept: Vec<Line>,
    /// What is new, a paragraph each.
    pub said: Vec<Line>,
}

/// So many diagnoses are voted on, whatever it was.
const DIAGNOSES: usize = 5;

/// So many examinations are voted on.
const OFFERED: usize = 6;

/// The slides of a case, in the order they are shown.
pub fn slides(case: &TeachingCase, wording: Wording) -> Vec<Slide> {
    let told = Exercise::whole(wording.knowledge, case);
    let report = told.report(wording.knowledge, case);
    let assessment = assess(wording.knowledge, &report);
    let lecture = Lecture { case, wording, told, report, assessment };
    let title = Slide::new(wording.say(&lecture.words().title), [Line::strong(wording.say(&case.title))]);
    let mut slides = vec![title];
    slides.extend(lecture.story());
    slides.extend(lecture.votes());
    slides.extend(lecture.rest());
    slides.extend(lecture.verdicts());
    slides.extend(case.next.as_ref().map(|next| lecture.next(next)));
    slides.extend(lecture.answers());
    slides
}

/// The slides as a document, each with its number: what a slide keeps of earlier ones is not said again.
pub fn document(slides: &[Slide], wording: Wording) -> Vec<Vec<Block>> {
    let words = &wording.words().lecture;
    let page = |(at, slide): (usize, &Slide)| {
        let place = words.place(wording.lang, at + 1, slides.len());
        let heading = Line::plain(wording.aside(&slide.heading, &place));
        let said = slide.said.iter().cloned().map(Block::Paragraph);
        std::iter::once(Block::Heading(Level::Section, heading)).chain(said).collect()
    };
    slides.iter().enumerate().map(page).collect()
}

impl Slide {
    fn new(heading: &str, said: impl IntoIterator<Item = Line>) -> Slide {
        Slide { heading: heading.to_owned(), kept: Vec::new(), said: said.into_iter().collect() }
    }

    /// A slide for each paragraph, which keeps those before it.
    fn growing(heading: &str, said: Vec<String>) -> Vec<Slide> {
        let kept = |at: usize| said.iter().take(at).map(Line::plain).collect();
        let slide = |(at, new): (usize, &String)| Slide { kept: kept(at), ..Slide::new(heading, [Line::strong(new)]) };
        said.iter().enumerate().map(slide).collect()
    }
}

struct Lecture<'l> {
    case: &'l TeachingCase,
    wording: Wording<'l>,
    /// What the story says, and what follows from it.
    told: Exercise,
    /// That, and the rest of the report.
    report: Case,
    /// What follows from all of it.
    assessment: Assessment,
}

impl Lecture<'_> {
    fn words(&self) -> &LectureWords {
        &self.wording.words().lecture
    }

    fn lang(&self) -> Lang {
        self.wording.lang
    }

    fn slide(&self, heading: &Text, said: impl IntoIterator<Item = Line>) -> Slide {
        Slide::new(self.wording.say(heading), said)
    }

    /// The story, sentence by sentence.
    fn story(&self) -> Vec<Slide> {
        let sentences = self.case.vignette.iter().map(|sentence| self.wording.say(sentence).to_owned());
        Slide::growing(self.wording.say(&self.words().story), sentences.collect())
    }

    /// What the room is asked before it knows more.
    fn votes(&self) -> Vec<Slide> {
        let words = self.words();
        let mut slides = vec![self.likely()];
        slides.push(match self.diagnoses() {
            Some(diagnoses) => self.vote(&words.which_diagnosis, diagnoses),
            None => self.vote(&words.what_diagnosis, Vec::new()),
        });
        slides.extend(self.case.next.as_ref().map(|next| self.vote(&words.which_test, self.offered(next))));
        slides
    }

    fn likely(&self) -> Slide {
        let words = self.words();
        let lead = self.wording.knowledge.leading_disease().unwrap_or_default();
        let ask = words.how_likely(self.lang(), self.wording.disease(lead));
        let bands = [&words.below_tenth, &words.to_half, &words.to_nine_tenths, &words.above_nine_tenths];
        self.ballot(&ask, bands.map(|band| self.wording.say(band).to_owned()))
    }

    fn vote(&self, ask: &Text, options: Vec<String>) -> Slide {
        self.ballot(self.wording.say(ask), options)
    }

    fn ballot(&self, ask: &str, options: impl IntoIterator<Item = String>) -> Slide {
        let options = options.into_iter().enumerate();
        let option = |(at, option): (usize, String)| {
            Line::plain(self.wording.words().plain_menu.numbered(self.lang(), at + 1, option))
        };
        self.slide(&self.words().vote, std::iter::once(Line::strong(ask)).chain(options.map(option)))
    }

    /// The diagnosis among its rivals, in the order of their names, which tells nothing; `None` where the pack has no
    /// name for it, since a name of its own would stand out.
    fn diagnoses(&self) -> Option<Vec<String>> {
        let knowledge = self.wording.knowledge;
        let literature = knowledge.literature.as_ref()?;
        let fit = self.told.assessment.fit.as_ref()?;
        let truth = self.case.truth.disease.as_deref()?;
        let likely = fit.differential.iter().map(|(id, _)| literature.hypothesis(*id).id.as_str());
        let mut names = BTreeSet::new();
        for id in knowledge.leading_disease().into_iter().chain([truth]).chain(likely) {
            if names.len() < DIAGNOSES {
                names.insert(self.wording.disease(id).to_owned());
            }
        }
        Some(names.into_iter().collect())
    }

    /// The best examinations among others, in the order of their names.
    fn offered(&self, next: &NextExaminations) -> Vec<String> {
        let others = next.poor.iter().zip(&next.good).flat_map(|(poor, good)| [poor, good]);
        let rest = next.poor.iter().chain(&next.good);
        let mut offered: Vec<&String> = Vec::new();
        for id in next.best.iter().chain(others).chain(rest) {
            if !offered.contains(&id) && offered.len() < OFFERED {
                offered.push(id);
            }
        }
        let names: BTreeSet<String> = offered.iter().filter_map(|id| self.test(id)).collect();
        names.into_iter().collect()
    }

    fn test(&self, id: &str) -> Option<String> {
        let workup = &self.wording.knowledge.workup;
        workup.find(id).map(|id| self.wording.say(&workup.test(id).label).to_owned())
    }

    /// What the rest of the report reveals, and whether it changes minds.
    fn rest(&self) -> Vec<Slide> {
        let wording = self.wording;
        let said = self.case.then.iter().filter_map(|id| {
            let finding = wording.knowledge.find(id)?;
            let answer = self.case.case.answer(finding)?;
            Some(wording.pair(wording.label(finding), &wording.answer(finding, &answer.value)))
        });
        let mut slides = Slide::growing(wording.say(&self.words().rest), said.collect());
        if !slides.is_empty() {
            slides.push(self.vote(&self.words().changed, Vec::new()));
        }
        slides
    }

    /// What each set says of the whole report at a glance, then one by one and why.
    fn verdicts(&self) -> Vec<Slide> {
        let known = Known { case: &self.report, assessment: &self.assessment };
        let sets: Vec<(&str, Line, String)> = self
            .wording
            .knowledge
            .sets_in_use()
            .map(|id| {
                let found = self.assessment.set(id);
                let said = Line::default().with(tone(found.verdict()), self.wording.verdict_of(found));
                let title = self.wording.say(&self.wording.knowledge.set(id).short);
                (title, said, self.wording.why(known, found))
            })
            .collect();
        let table = sets.iter().map(|(title, said, _)| Line::plain(self.wording.pair(title, "")).and(said.clone()));
        let mut slides = vec![self.slide(&self.words().verdicts, table)];
        let why = |why: String| (!why.is_empty()).then(|| Line::plain(self.wording.sentence(&why)));
        slides.extend(
            sets.into_iter().map(|(title, said, reason)| Slide::new(title, std::iter::once(said).chain(why(reason)))),
        );
        slides
    }

    fn next(&self, next: &NextExaminations) -> Slide {
        let best = next.best.iter().filter_map(|id| self.test(id)).map(Line::strong);
        self.slide(&self.words().next, best.chain([Line::plain(self.wording.say(&next.why))]))
    }

    /// What changed the mind, what it was, what it teaches; at the very end who reported it.
    fn answers(&self) -> Vec<Slide> {
        let (case, wording, words) = (self.case, self.wording, &self.wording.words().teaching);
        let plain = |text: &Text| Line::plain(wording.say(text));
        let pair = |name: &Text, value: &str| Line::plain(wording.pair(wording.say(name), value));
        let mut slides: Vec<Slide> = Vec::new();
        slides.extend(case.turning_point.as_ref().map(|text| self.slide(&self.words().turning_point, [plain(text)])));
        let diagnosis =
            [Line::strong(wording.say(&case.truth.diagnosis)), pair(&words.basis, wording.say(&case.truth.basis))];
        let first = case.first_label.as_ref().map(|text| pair(&words.first_label, wording.say(text)));
        let delay = case.delay_months.map(|months| pair(&words.delay, &words.months(wording.lang, figure(months))));
        slides.push(self.slide(&words.diagnosis, diagnosis.into_iter().chain(first).chain(delay)));
        slides.extend(case.outcome.as_ref().map(|text| self.slide(&self.words().outcome, [plain(text)])));
        slides.push(self.slide(&words.point, [plain(&case.teaching_point)]));
        slides.push(self.slide(&words.citation, [Line::plain(wording.case_citation(case))]));
        slides
    }
}
