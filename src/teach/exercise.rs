//! A text to read, with what it says: a whole vignette, or some of its sentences.

use crate::case::{AT_TOP, AnswerValue, Case, TeachingCase};
use crate::engine::{Assessment, assess};
use crate::knowledge::{FindingId, FindingSet, Knowledge, Text};

/// What is to be read off a text.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The text, sentence by sentence.
    pub sentences: Vec<Text>,
    /// Who the patient is: what stands at the top of a case, which nobody is asked to read off the text.
    pub given: Case,
    /// The other coded findings that the sentences state, in the order of the checklist.
    pub stated: Vec<Stated>,
    /// Those that follow from the sentences for a clinician: right if they are marked, no fault if they are not.
    pub implied: Vec<Stated>,
    /// What a careful reader may mark either way.
    pub arguable: FindingSet,
    /// The case as the sentences alone tell it, with what is given, and what can be concluded from it.
    pub told: Case,
    /// What is concluded from what the text says.
    pub assessment: Assessment,
    /// The case with all that the report says beyond the sentences.
    pub whole: Case,
}

/// One coded finding and the sentences that say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The finding.
    pub finding: FindingId,
    /// What the text says of it.
    pub value: AnswerValue,
    /// Places in the exercise's own sentences, from 0.
    pub sentences: Vec<usize>,
}

impl Exercise {
    /// The whole vignette of a case.
    pub fn whole(knowledge: &Knowledge, case: &TeachingCase) -> Exercise {
        let all: Vec<usize> = (0..case.vignette.len()).collect();
        Exercise::excerpt(knowledge, case, &all)
    }

    /// What the text tells, and then the rest of the report.
    pub fn report(&self, knowledge: &Knowledge, case: &TeachingCase) -> Case {
        let mut report = self.told.clone();
        for finding in case.then.iter().filter_map(|id| knowledge.find(id)) {
            report.put(finding, case.case.answer(finding).cloned());
        }
        report
    }

    /// Some sentences of a vignette, by their places in it; places that it does not have are left out.
    pub fn excerpt(knowledge: &Knowledge, case: &TeachingCase, sentences: &[usize]) -> Exercise {
        let sentences: Vec<usize> = sentences.iter().copied().filter(|at| *at < case.vignette.len()).collect();
        let mut given = Case::new(knowledge);
        for (finding, answer) in case.case.answers().filter(|(finding, _)| is_given(knowledge, *finding)) {
            given.put(finding, Some(answer.clone()));
        }
        let (implied, stated): (Vec<Stated>, Vec<Stated>) =
            spoken_of(knowledge, case, &sentences).partition(|spoken_of| is_implied(knowledge, case, spoken_of));
        let mut told = given.clone();
        for stated in stated.iter().chain(&implied) {
            told.put(stated.finding, case.case.answer(stated.finding).cloned());
        }
        Exercise {
            sentences: sentences.iter().filter_map(|at| case.vignette.get(*at)).cloned().collect(),
            assessment: assess(knowledge, &told),
            given,
            stated,
            implied,
            arguable: FindingSet::of(case.arguable.iter().filter_map(|id| knowledge.find(id))),
            told,
            whole: case.case.clone(),
        }
    }

    /// What the report says of findings that these sentences do not speak of: in the order in which the case reveals
    /// them, and then of the checklist.
    pub fn beyond(&self, knowledge: &Knowledge, case: &TeachingCase) -> Vec<(FindingId, AnswerValue)> {
        let revealed = case.then.iter().filter_map(|id| knowledge.find(id));
        let mut findings: Vec<FindingId> = revealed.collect();
        for (finding, _) in self.whole.answers() {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        let untold = findings.into_iter().filter(|finding| self.told.answer(*finding).is_none());
        untold.filter_map(|finding| Some((finding, *self.whole.known(finding)?))).collect()
    }
}

/// The coded findings that these sentences state by themselves, in the order of the checklist.
pub(super) fn stated(knowledge: &Knowledge, case: &TeachingCase, sentences: &[usize]) -> Vec<Stated> {
    spoken_of(knowledge, case, sentences).filter(|spoken_of| !is_implied(knowledge, case, spoken_of)).collect()
}

/// The coded findings that these sentences state or imply by themselves, in the order of the checklist.
fn spoken_of<'c>(
    knowledge: &'c Knowledge,
    case: &'c TeachingCase,
    sentences: &'c [usize],
) -> impl Iterator<Item = Stated> + 'c {
    let place = move |sentence: &usize| sentences.iter().position(|shown| shown == sentence);
    case.case
        .answers()
        .filter(|(finding, answer)| answer.value.is_known() && !is_given(knowledge, *finding))
        .filter_map(move |(finding, answer)| {
            let said = case.evidence.get(knowledge.finding(finding).id.as_str())?;
            let places: Option<Vec<usize>> = said.iter().map(&place).collect();
            let sentences = places.filter(|places| !places.is_empty())?;
            Some(Stated { finding, value: answer.value, sentences })
        })
}

fn is_implied(knowledge: &Knowledge, case: &TeachingCase, spoken_of: &Stated) -> bool {
    case.implied.contains(knowledge.finding(spoken_of.finding).id.as_str())
}

/// What stands at the top of a case is told, not asked.
fn is_given(knowledge: &Knowledge, finding: FindingId) -> bool {
    AT_TOP.contains(&knowledge.finding(finding).id.as_str())
}
