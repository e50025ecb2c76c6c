//! A case in the format of another system, with what that format cannot hold.

use crate::knowledge::FindingId;
use crate::say::Wording;

/// A text in another format.
#[derive(Clone, Debug)]
pub struct Written {
    /// The text of a file.
    pub text: String,
    /// What it does not say of the case, in the order of the findings.
    pub lost: Vec<(FindingId, Lost)>,
}

/// What a format does not say of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// Nothing of it: no vocabulary that the format uses has a code for it.
    NoCode,
    /// Nothing of it: there is only a code that says something else.
    OnlyNear,
    /// What is certain of it is said by a code that says less.
    Weaker,
    /// Nothing: it is not known, or cannot be had, and the format says nothing of such.
    NotKnown,
    /// What stands beside it: a note, a date, a cause, a range, a confirmation.
    Beside,
}

impl Written {
    /// What is lost, a line for each way to lose it.
    pub fn losses(&self, wording: Wording) -> Vec<String> {
        let words = &wording.words().exchange;
        let line = |lost: Lost| {
            let of = self.lost.iter().filter(|(_, how)| *how == lost).map(|(finding, _)| wording.label(*finding));
            let names: Vec<&str> = of.collect();
            let (count, names) = (names.len(), wording.list(&names));
            let said = match lost {
                Lost::NoCode => words.lost_no_code(wording.lang, count, names),
                Lost::OnlyNear => words.lost_only_near(wording.lang, count, names),
                Lost::Weaker => words.lost_weaker(wording.lang, count, names),
                Lost::NotKnown => words.lost_not_known(wording.lang, count, names),
                Lost::Beside => words.lost_beside(wording.lang, count, names),
            };
            (count > 0).then_some(said)
        };
        [Lost::NoCode, Lost::OnlyNear, Lost::Weaker, Lost::NotKnown, Lost::Beside]
            .into_iter()
            .filter_map(line)
            .collect()
    }
}
