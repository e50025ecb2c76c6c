//! What a file of another system would bring, before anything of it is taken.

use super::chart::Chart;
use crate::case::{Answer, Case};
use crate::exchange::{Import, Open, Outcome};
use crate::knowledge::FindingId;

/// A file that was read, a case a patient, one of which is looked at.
#[derive(Debug)]
pub struct Review {
    /// The file, as it is shown.
    pub file: String,
    /// A case for each patient, with what became of everything in the file; at least one.
    pub imports: Vec<Import>,
    /// The one that is looked at.
    pub at: usize,
    /// Whether answers go into the case at hand; else each patient is a new one.
    pub into_case: bool,
    /// The first line that is shown.
    pub top: usize,
}

/// What taking an import does to the case at hand.
pub(crate) struct Changes<'r> {
    /// What is not known yet.
    pub new: Vec<(FindingId, &'r Answer)>,
    /// What stands otherwise.
    pub other: Vec<(FindingId, &'r Answer)>,
}

impl Review {
    /// The patient who is looked at.
    pub(crate) fn import(&self) -> Option<&Import> {
        self.imports.get(self.at)
    }

    /// What taking it does to a case.
    pub(crate) fn changes(&self, case: &Case) -> Changes<'_> {
        let answers = self.import().into_iter().flat_map(|import| import.case.answers());
        let differing =
            answers.filter(|(id, answer)| case.answer(*id).map(|known| &known.value) != Some(&answer.value));
        let (other, new) = differing.partition(|(id, _)| case.known(*id).is_some());
        Changes { new, other }
    }

    /// The case at hand, where that is what answers go into.
    pub(crate) fn case_at_hand<'c>(&self, patient: Option<&'c Chart>) -> Option<&'c Chart> {
        patient.filter(|_| self.into_case)
    }

    /// How many statements a person has to answer.
    pub(crate) fn asked(&self) -> usize {
        self.questions().count()
    }

    /// The findings that they are about, each once.
    pub(crate) fn open(&self) -> Vec<FindingId> {
        let mut open = Vec::new();
        for finding in self.questions().flatten().flat_map(|asked| &asked.findings) {
            if !open.contains(finding) {
                open.push(*finding);
            }
        }
        open
    }

    /// What is open of each statement that a person has to answer.
    fn questions(&self) -> impl Iterator<Item = &[Open]> {
        let lines = self.import().into_iter().flat_map(|import| &import.account.lines);
        lines.filter_map(|line| match &line.outcome {
            Outcome::Asked { open, .. } => Some(open.as_slice()),
            _ => None,
        })
    }
}
