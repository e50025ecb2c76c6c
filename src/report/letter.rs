//! A referral letter: the same facts as the page, as sentences to one reader, with blanks for what only the sender knows.
//!
//! What is not known is not written: nothing is called absent that nobody looked for, and nothing urgent without a red flag.

use super::View;
use super::made_by::made_by;
use super::who::who;
use crate::case::{AT_TOP, AnswerValue};
use crate::engine::{ConclusionAssessment, Conflict, Disagreement, NextTest, SetAssessment, Staged, Verdict};
use crate::knowledge::files::{AdviceKind, LetterWords};
use crate::knowledge::{ConclusionId, FindingId, Reader, ReaderId, Section, TestId, Text};
use crate::say::Wording;
use crate::say::document::{Block, Level, Line};
use crate::say::figures::percent;

/// So many findings of a section, examinations or rivals are named before the rest is counted.
const FINDINGS: usize = 8;
const TESTS: usize = 5;
const RIVALS: usize = 3;

/// So much of what somebody wrote of a cause is shown.
const CAUSE: usize = 150;

/// The letter as a document.
pub fn letter(view: &View, reader: ReaderId) -> Vec<Block> {
    let wording = Wording::new(view.knowledge, view.lang);
    let reader = reader.of(&view.knowledge.workup.readers);
    Letter { view, wording, words: &view.knowledge.interface.letter, reader }.blocks()
}

struct Letter<'v> {
    view: &'v View<'v>,
    wording: Wording<'v>,
    words: &'v LetterWords,
    reader: &'v Reader,
}

impl<'v> Letter<'v> {
    fn blocks(&self) -> Vec<Block> {
        let parts = [
            self.head(),
            vec![self.paragraph(self.why())],
            self.known(),
            self.criteria(),
            self.doubts(),
            self.asks(),
            self.urgency(),
            self.end(),
        ];
        parts.concat()
    }

    fn say(&self, text: &'v Text) -> &'v str {
        self.wording.say(text)
    }

    fn paragraph(&self, text: impl AsRef<str>) -> Block {
        Block::Paragraph(Line::plain(text))
    }

    fn heading(&self, text: &'v Text) -> Block {
        Block::Heading(Level::Section, Line::plain(self.say(text)))
    }

    /// `a, b and c`; kept apart where one of them is a list itself.
    fn all_of(&self, parts: &[String]) -> String {
        let comma = self.say(&self.wording.words().style.comma).trim();
        match parts.split_last() {
            Some((last, first)) if !first.is_empty() && !parts.iter().any(|part| part.contains(comma)) => {
                self.words.and(self.view.lang, self.wording.names(first), last)
            }
            _ => self.wording.all_of(parts),
        }
    }

    /// The first of many, and how many more there are.
    fn first_of(&self, most: usize, parts: &[String]) -> String {
        match parts.len() > most {
            true => self.wording.first_of(most, parts.iter().map(String::as_str).collect()),
            false => self.all_of(parts),
        }
    }

    fn head(&self) -> Vec<Block> {
        let (wording, words) = (self.wording, self.words);
        let (lang, disease) = (self.view.lang, self.wording.leading_disease());
        let concerning = match self.judging().into_iter().any(|found| stands(found, Verdict::Met).is_some()) {
            true => words.disease_met(lang, disease),
            false => words.question(lang, disease),
        };
        let note = self.view.case.note.as_ref();
        let note = note.map(|note| wording.named(&wording.words().report.note, &wording.data(note)));
        let lines = [
            Line::plain(words.to(lang, self.say(&self.reader.label))),
            Line::plain(self.say(&words.from)),
            Line::plain(self.say(&words.patient)),
            Line::plain(wording.list(who(self.view))),
        ];
        let mut blocks = vec![Block::Heading(Level::Title, Line::plain(self.say(&words.title)))];
        let lines = lines.into_iter().chain(note).filter(|line| !line.text().is_empty());
        blocks.extend(lines.map(Block::Paragraph));
        blocks.push(Block::Paragraph(wording.named(&words.concerning, &concerning)));
        blocks.push(self.paragraph(self.say(&self.reader.greeting)));
        blocks
    }

    /// The current sets that judge the disease in question.
    fn judging(&self) -> Vec<&'v SetAssessment> {
        let current = self.wording.current_sets(self.view.assessment);
        current.filter(|found| self.view.knowledge.set(found.set).is_in_use()).collect()
    }

    /// Why the letter is written, in a sentence or two.
    fn why(&self) -> String {
        let (words, lang, disease, judging) =
            (self.words, self.view.lang, self.wording.leading_disease(), self.judging());
        let short = |found: &SetAssessment| self.say(&self.view.knowledge.set(found.set).short).to_owned();
        let met = |strongest: bool| -> Vec<String> {
            let sets = judging.iter().filter(|found| {
                stands(found, Verdict::Met).is_some_and(|conclusion| (conclusion.index() == 0) == strongest)
            });
            sets.map(|found| short(found)).collect()
        };
        let (met, weaker) = (met(true), met(false));
        let is_open = judging.iter().any(|found| stands(found, Verdict::Undetermined).is_some());
        let why = match (met.is_empty(), weaker.is_empty()) {
            (false, _) => words.why_met(lang, disease, self.all_of(&met)),
            (true, false) => words.why_weaker(lang, disease, self.all_of(&weaker)),
            (true, true) if is_open => words.why_open(lang, disease),
            (true, true) => words.why_not_met(lang, disease),
        };
        self.wording.sentences([Some(why), self.wording.met_elsewhere(self.view.assessment)].into_iter().flatten())
    }

    /// What is known, section by section.
    fn known(&self) -> Vec<Block> {
        let sections = self.view.knowledge.sections.iter().filter_map(|section| self.section(section));
        let sections: Vec<Line> = sections.collect();
        let heading = self.heading(&self.words.found);
        match sections.is_empty() {
            true => vec![heading, self.paragraph(self.say(&self.wording.words().report.no_answers))],
            false => vec![heading, Block::List(sections)],
        }
    }

    /// What was found, and which of the key findings were not; nothing of what nobody looked for.
    fn section(&self, section: &'v Section) -> Option<Line> {
        let knowledge = self.view.knowledge;
        let stands_above = |id: &FindingId| AT_TOP.iter().any(|top| knowledge.find(top) == Some(*id));
        let ids = section.findings.iter().copied().filter(|id| !stands_above(id));
        let (mut found, mut not_found) = (Vec::new(), Vec::new());
        for id in ids {
            match self.view.case.known(id) {
                Some(AnswerValue::Present) => found.push(self.wording.within(self.wording.label(id))),
                Some(AnswerValue::Absent) if knowledge.sheet.key_findings().any(|key| key == id) => {
                    not_found.push(self.wording.within(self.wording.label(id)));
                }
                Some(AnswerValue::Option(option)) => {
                    let option = self.wording.option(id, *option);
                    found.push(self.wording.within(&self.wording.words().conclusion.measured(
                        self.view.lang,
                        self.wording.label(id),
                        &option,
                    )));
                }
                Some(AnswerValue::Quantity(_)) => {
                    found.push(self.wording.within(&self.wording.phrase(self.view.known(), id)));
                }
                _ => {}
            }
        }
        // What is called as its section is not said twice.
        let is_named = |found: &String| *found == self.wording.within(self.say(&section.label));
        match found.as_slice() {
            [only] if is_named(only) => found = vec![self.say(&self.wording.words().answer.present).to_owned()],
            _ => found.retain(|found| !is_named(found)),
        }
        let found = (!found.is_empty()).then(|| self.first_of(FINDINGS, &found));
        let not_found =
            (!not_found.is_empty()).then(|| self.words.not_found(self.view.lang, self.first_of(FINDINGS, &not_found)));
        let said = self.wording.list(found.into_iter().chain(not_found));
        (!said.is_empty()).then(|| self.wording.named(&section.label, &said))
    }

    /// What each set says and by what; how well the whole fits, and what else it could be.
    fn criteria(&self) -> Vec<Block> {
        let lines = self.judging().into_iter().filter_map(|found| Some(Line::plain(self.verdict(found)?)));
        let mut blocks = vec![self.heading(&self.words.criteria), Block::List(lines.collect())];
        blocks.extend(self.fit().map(|fit| self.paragraph(fit)));
        blocks
    }

    fn verdict(&self, found: &SetAssessment) -> Option<String> {
        let (words, lang, known) = (self.words, self.view.lang, self.view.known());
        let set = self.view.knowledge.set(found.set);
        let (leading, conclusion) = found.leading()?;
        let (title, of) = (self.say(&set.title), self.say(&leading.of(&set.conclusions).title));
        Some(match conclusion.verdict {
            Verdict::Met => words.is_met(lang, title, of, self.grounds(conclusion)),
            Verdict::Undetermined => words.is_open(lang, title, of, self.wording.why(known, found)),
            Verdict::NotMet => words.is_not_met(lang, title, of, self.wording.why(known, found)),
        })
    }

    /// The findings that a verdict rests on.
    fn grounds(&self, conclusion: &ConclusionAssessment) -> String {
        let phrase = |id: &FindingId| self.wording.within(&self.wording.phrase(self.view.known(), *id));
        self.all_of(&conclusion.because.iter().map(phrase).collect::<Vec<_>>())
    }

    fn fit(&self) -> Option<String> {
        let (fit, literature) = (self.view.assessment.fit.as_ref()?, self.view.knowledge.literature.as_ref()?);
        if fit.groups.is_empty() {
            return None;
        }
        let (wording, lang) = (self.wording, self.view.lang);
        let rivals = self.view.assessment.differential.iter().flat_map(|differential| &differential.rivals);
        let rivals = rivals.filter(|rival| rival.excluded_by(fit).next().is_none()).take(RIVALS).map(|rival| {
            let label = self.say(&literature.hypothesis(rival.hypothesis).label);
            wording.aside(&wording.within(label), &percent(rival.probability))
        });
        let rivals: Vec<String> = rivals.collect();
        let headline = self.words.fit(lang, wording.headline(literature, fit));
        let alternatives = (!rivals.is_empty()).then(|| self.words.alternatives(lang, self.all_of(&rivals)));
        Some(wording.sentences([Some(headline), alternatives].into_iter().flatten()))
    }

    /// Where the record contradicts itself, what is to be checked, what was put down to another cause, and what speaks
    /// against the disease in question.
    fn doubts(&self) -> Vec<Block> {
        let (view, wording, words) = (self.view, self.wording, self.words);
        let assessment = view.assessment;
        let conflicts = assessment.conflicts.iter().map(|conflict| self.conflict(conflict));
        let doubts = assessment
            .doubts
            .iter()
            .map(|doubted| words.doubt(view.lang, wording.within(&wording.phrase(view.known(), doubted.finding))));
        let explained = assessment.explained.iter().filter_map(|id| {
            let cause = view.case.answer(*id)?.explained.as_ref()?;
            let put_down = words.explained(view.lang, wording.shortened(cause, CAUSE));
            Some(wording.pair(wording.label(*id), &put_down))
        });
        let against = self.advice(AdviceKind::Contradiction).map(str::to_owned);
        let lines: Vec<String> = conflicts.chain(doubts).chain(explained).chain(against).collect();
        match lines.is_empty() {
            true => Vec::new(),
            false => vec![self.heading(&words.note), Block::List(lines.iter().map(Line::plain).collect())],
        }
    }

    fn conflict(&self, conflict: &Conflict) -> String {
        let (words, lang, known) = (self.words, self.view.lang, self.view.known());
        let answer = &self.wording.words().answer;
        let finding = self.wording.within(self.wording.label(conflict.finding));
        let said = self.wording.now(known, conflict.finding);
        let from = self.wording.within(&self.wording.reasons(known, &conflict.from));
        match conflict.disagreement {
            Disagreement::SaidAbsent => words.conflict(lang, finding, said, self.say(&answer.present), from),
            Disagreement::SaidPresent => words.conflict(lang, finding, said, self.say(&answer.absent), from),
            Disagreement::BothInferred => words.conflict_both(lang, finding, from),
            Disagreement::OtherSex => words.conflict_other_sex(lang, self.wording.sentence(&finding), said, from),
        }
    }

    fn advice(&self, kind: AdviceKind) -> impl Iterator<Item = &'v str> {
        let advice = self.view.assessment.advice.iter().map(|id| id.of(&self.view.knowledge.advice));
        advice.filter(move |advice| advice.kind == kind).map(|advice| self.say(&advice.text))
    }

    /// What is asked of the reader, and which of what is still to be done falls to the reader.
    fn asks(&self) -> Vec<Block> {
        let (wording, words) = (self.wording, self.words);
        let staging = self.view.assessment.staging.as_deref();
        let asks = if staging.is_some() { &self.reader.asks_once_found } else { &self.reader.asks };
        let (own, others): (Vec<String>, Vec<String>) = match staging {
            Some(staging) => self.missing_before_treatment(staging),
            None => self.still_to_be_done(),
        };
        let mut blocks = vec![self.heading(&words.asks), self.paragraph(self.say(asks))];
        if !own.is_empty() {
            blocks.push(self.paragraph(self.say(&words.tests)));
            blocks.push(Block::List(own.iter().map(Line::plain).collect()));
        }
        if !others.is_empty() {
            let others: Vec<String> = others.iter().map(|test| wording.within(test)).collect();
            blocks.push(self.paragraph(words.other_tests(self.view.lang, self.first_of(TESTS, &others))));
        }
        blocks
    }

    fn is_own(&self, test: &TestId) -> bool {
        self.reader.tests.contains(test)
    }

    fn test(&self, id: TestId) -> &'v str {
        self.say(&self.view.knowledge.workup.test(id).label)
    }

    /// The examinations to come: the reader's, each with what it could settle, and the others.
    fn still_to_be_done(&self) -> (Vec<String>, Vec<String>) {
        let (own, others): (Vec<&NextTest>, Vec<&NextTest>) =
            self.view.assessment.next.iter().partition(|next| self.is_own(&next.test));
        let own = own.into_iter().take(TESTS).map(|next| match self.wording.settled_by(next).as_slice() {
            [] => self.test(next.test).to_owned(),
            sets => self.words.could_settle(self.view.lang, self.test(next.test), self.all_of(sets)),
        });
        (own.collect(), others.into_iter().map(|next| self.test(next.test).to_owned()).collect())
    }

    /// What is to be known before treatment: the reader's examinations, each with what it is for, and the others.
    fn missing_before_treatment(&self, staging: &'v [Staged]) -> (Vec<String>, Vec<String>) {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for staged in staging.iter().filter(|staged| !staged.missing.is_empty()) {
            let label = self.say(&self.view.knowledge.workup.staging_item(staged.item).label);
            let tests: Vec<String> =
                staged.tests.iter().filter(|test| self.is_own(test)).map(|test| self.test(*test).to_owned()).collect();
            match tests.is_empty() {
                true => others.push(label.to_owned()),
                false => own.push(self.wording.aside(label, &self.wording.list(tests))),
            }
        }
        (own, others)
    }

    /// Urgent is what a red flag says should not wait; where there is none, none is claimed.
    fn urgency(&self) -> Vec<Block> {
        let words = self.words;
        let flags: Vec<Line> = self.advice(AdviceKind::RedFlag).map(Line::plain).collect();
        let mut blocks = vec![self.heading(&words.urgency)];
        match flags.is_empty() {
            false => blocks.extend([self.paragraph(self.say(&words.urgent)), Block::List(flags)]),
            true if self.view.assessment.staging.is_some() => {
                blocks.push(self.paragraph(self.say(&words.urgency_once_found)));
            }
            true => blocks.push(self.paragraph(self.say(&words.not_urgent))),
        }
        blocks.push(self.paragraph(self.say(&words.appointment)));
        blocks
    }

    fn end(&self) -> Vec<Block> {
        let words = self.words;
        let (regards, signature) = (self.say(&words.regards), self.say(&words.signature));
        vec![self.paragraph(regards), self.paragraph(signature), made_by(self.view)]
    }
}

/// The leading conclusion of a set, where its verdict is this one.
fn stands(found: &SetAssessment, verdict: Verdict) -> Option<ConclusionId> {
    found.leading().filter(|(_, conclusion)| conclusion.verdict == verdict).map(|(id, _)| id)
}
