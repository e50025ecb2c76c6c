//! From the texts of the pack to lessons: findings, cases and sentences are found, or it is said where they are not.

use super::understanding::{met, odds};
use super::{Answers, Choice, Lesson, Question, Understanding};
use crate::case::TeachingCase;
use crate::json::{Code, Document, Fault, Path, Places};
use crate::knowledge::files::{LessonFile, QuestionFile, UnderstandingFile};
use crate::knowledge::{FindingId, Knowledge, PackText, SetId, Text};
use crate::teach::exercise::stated;

/// So many sentences of a case are shown at most.
const SENTENCES: usize = 4;

/// Reads the lessons of the pack in the order they are meant to be read; `cases` are its teaching cases.
///
/// # Errors
/// Every fault of every file.
pub fn lessons(knowledge: &Knowledge, cases: &[TeachingCase]) -> Result<Vec<Lesson>, Vec<Fault>> {
    match read_lessons(knowledge, cases) {
        (lessons, faults) if faults.is_empty() => Ok(lessons),
        (_, faults) => Err(faults),
    }
}

/// Reads the lessons that can be read, and gives every fault of the others.
pub(crate) fn read_lessons(knowledge: &Knowledge, cases: &[TeachingCase]) -> (Vec<Lesson>, Vec<Fault>) {
    let mut faults = Vec::new();
    let texts = knowledge.lesson_texts().into_iter();
    (texts.filter_map(|text| read(text, knowledge, cases, &mut faults)).collect(), faults)
}

fn read(text: &PackText, knowledge: &Knowledge, cases: &[TeachingCase], faults: &mut Vec<Fault>) -> Option<Lesson> {
    let places = Places::default();
    let doc = Document::new(&text.file, &text.text, &places);
    let (lesson, found) = doc.read_all::<LessonFile>();
    faults.extend(found);
    let lesson = lesson?;
    let mut reader = Reader { doc, knowledge, cases, faults };
    let top = Path::Top;
    let teaches = reader.findings(&top.key("teaches"), &lesson.teaches);
    let understanding = lesson.understanding.map(|file| reader.understanding(&top.key("understanding"), file));
    let question = reader.question(&top.key("question"), lesson.question);
    let LessonFile { id, title, summary, was, screens, .. } = lesson;
    // A question of understanding that is at fault leaves the lesson out, as one of the sentences does.
    let understanding = understanding.map_or(Some(None), |read| read.map(Some))?;
    Some(Lesson { id, title, summary, was, teaches, screens, understanding, question: question? })
}

struct Reader<'r> {
    doc: Document<'r>,
    knowledge: &'r Knowledge,
    cases: &'r [TeachingCase],
    faults: &'r mut Vec<Fault>,
}

impl Reader<'_> {
    fn understanding(&mut self, here: &Path, file: UnderstandingFile) -> Option<Understanding> {
        match file {
            UnderstandingFile::Choose(file) => {
                let options: Vec<Choice> =
                    file.options.into_iter().map(|file| Choice { text: file.text, because: file.because }).collect();
                let right = Some(file.right).filter(|right| *right < options.len());
                self.one_right(&here.key("choose"), file.ask, options, right)
            }
            UnderstandingFile::Met(file) => {
                let here = here.key("met");
                let present = self.findings(&here.key("present"), &file.present);
                let list = here.key("options");
                let named = file.options.iter().enumerate();
                let sets: Vec<Vec<SetId>> =
                    named.map(|(at, option)| self.sets(&list.index(at).key("sets"), &option.sets)).collect();
                // Rules with faults were not lowered, and cannot say what is met.
                if self.knowledge.circuit.is_empty() {
                    return None;
                }
                let ask = file.ask.clone();
                let (options, right) = met(self.knowledge, file, &present, &sets);
                self.one_right(&here, ask, options, right)
            }
            UnderstandingFile::Compute(file) => {
                let here = here.key("compute");
                if !(file.prior > 0.0 && file.prior < 1.0) {
                    let fault = self.doc.fault(&here.key("prior"), Code::ImpossibleNumber, "no probability before");
                    self.faults.push(fault.expected("a part of one, more than 0 and less than 1"));
                }
                let Some(odds) = odds(self.knowledge, &file) else {
                    let what = format!("nothing compares \"{}\" against \"{}\"", file.finding, file.against);
                    let fault = self.doc.fault(&here.key("finding"), Code::UnknownComparison, what);
                    self.faults.push(fault.expected("an entry of the comparisons in evidence.json"));
                    return None;
                };
                Some(Understanding { ask: file.ask, answers: Answers::Percent { odds, because: file.because } })
            }
        }
    }

    fn one_right(
        &mut self,
        here: &Path,
        ask: Text,
        options: Vec<Choice>,
        right: Option<usize>,
    ) -> Option<Understanding> {
        let Some(right) = right else {
            let fault = self.doc.fault(&here.key("options"), Code::NotOneRight, "not exactly one answer is right");
            self.faults.push(fault.expected("one right answer, and others that are wrong"));
            return None;
        };
        Some(Understanding { ask, answers: Answers::Options { options, right } })
    }

    fn sets(&mut self, list: &Path, ids: &[String]) -> Vec<SetId> {
        let mut found = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            match self.knowledge.find_set(id) {
                Some(set) => found.push(set),
                None => {
                    let fault = self.doc.fault(&list.index(at), Code::UnknownSet, format!("unknown set \"{id}\""));
                    self.faults.push(fault.meant(id, self.knowledge.sets.iter().map(|set| set.id.as_str())));
                }
            }
        }
        found
    }

    fn question(&mut self, here: &Path, file: QuestionFile) -> Option<Question> {
        let also_here = here.key("also");
        let also = self.findings(&also_here, &file.also);
        let place = self.case(&here.key("case"), &file.case)?;
        let case = self.cases.get(place)?;
        self.sentences(&here.key("sentences"), &file, case);
        let spoken_of = |id: FindingId| {
            let said = case.evidence.get(self.knowledge.finding(id).id.as_str());
            said.is_some_and(|said| said.iter().any(|sentence| file.sentences.contains(sentence)))
        };
        let mut named = file.also.iter().enumerate();
        if let Some((at, id)) = named.find(|(_, id)| self.knowledge.find(id).is_some_and(spoken_of)) {
            let what = format!("these sentences do speak of \"{id}\"");
            self.faults.push(
                self.doc.fault(&also_here.index(at), Code::SpokenOf, what).expected("a finding they are silent about"),
            );
        }
        let QuestionFile { ask, sentences, hints, why, .. } = file;
        Some(Question { ask, case: place, sentences, also, hints, why })
    }

    fn findings(&mut self, list: &Path, ids: &[String]) -> Vec<FindingId> {
        let mut found = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            match self.knowledge.find(id) {
                Some(finding) => found.push(finding),
                None => {
                    let fault =
                        self.doc.fault(&list.index(at), Code::UnknownFinding, format!("unknown finding \"{id}\""));
                    self.faults.push(fault.meant(id, self.knowledge.findings.iter().map(|other| other.id.as_str())));
                }
            }
        }
        found
    }

    fn case(&mut self, here: &Path, id: &str) -> Option<usize> {
        let place = self.cases.iter().position(|case| case.id == id);
        // A case that is there and has faults is said to have them.
        if place.is_none() && !self.knowledge.teaching_texts().iter().any(|text| text.stem() == id) {
            let fault = self.doc.fault(here, Code::UnknownCase, format!("unknown teaching case \"{id}\""));
            self.faults.push(fault.meant(id, self.cases.iter().map(|case| case.id.as_str())));
        }
        place
    }

    fn sentences(&mut self, here: &Path, file: &QuestionFile, case: &TeachingCase) {
        let count = file.sentences.len();
        if !(1..=SENTENCES).contains(&count) {
            let fault = self.doc.fault(here, Code::SentenceCount, format!("{count} sentences"));
            self.faults.push(fault.expected(format!("1 to {SENTENCES}")));
        }
        for (at, sentence) in file.sentences.iter().enumerate() {
            if *sentence >= case.vignette.len() {
                let what = format!("\"{}\" has no sentence {sentence}", case.id);
                let fault = self.doc.fault(&here.index(at), Code::UnknownSentence, what);
                self.faults.push(fault.expected(format!("0 to {}", case.vignette.len().saturating_sub(1))));
            } else if file.sentences.iter().take(at).any(|earlier| earlier == sentence) {
                self.faults.push(self.doc.fault(
                    &here.index(at),
                    Code::GivenTwice,
                    format!("the sentence {sentence} is given twice"),
                ));
            }
        }
        if stated(self.knowledge, case, &file.sentences).is_empty() {
            let fault =
                self.doc.fault(here, Code::NothingStated, "these sentences alone state no finding to be marked");
            let expected = "sentences that state a coded finding other than age and sex, which are told, by themselves";
            self.faults.push(fault.expected(expected));
        }
    }
}
