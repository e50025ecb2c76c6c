//! A line of a note between the questions: what it proposes is shown first, and entered as one step.

use super::walk::Walk;
use crate::cli::talk::{Next, refused};
use crate::knowledge::half_width;
use crate::quick::{self, Proposal};

/// A line of a note, and what it proposes.
pub(super) struct Proposed {
    text: String,
    proposal: Proposal,
}

impl Walk<'_> {
    /// Shows what a line proposes; a bare name goes to its question.
    pub(super) fn propose(&mut self, text: String) -> (Vec<String>, Next) {
        let proposal = quick::read(self.wording.knowledge, &self.case, &text);
        if let Some(finding) = proposal.leads_to.first() {
            return self.go_to_finding(*finding);
        }
        self.show(Proposed { text, proposal })
    }

    /// The lines that follow are a report, until an empty one.
    pub(super) fn begin_paste(&mut self) -> (Vec<String>, Next) {
        self.pasted = Some(String::new());
        (vec![self.wording.say(&self.wording.words().ask.paste_lines).to_owned()], Next::Wait)
    }

    /// One more line of a report, or its end.
    pub(super) fn paste(&mut self, pasted: String, typed: &str) -> (Vec<String>, Next) {
        if typed.is_empty() {
            return self.propose(pasted);
        }
        self.pasted = Some(pasted + typed + "\n");
        (Vec::new(), Next::Wait)
    }

    /// An empty line enters it, a number answers its first question and never the one at hand; `None` where the line is
    /// something else.
    pub(super) fn answer_proposal(&mut self, typed: &str, mut proposed: Proposed) -> Option<(Vec<String>, Next)> {
        if typed.is_empty() {
            let changed = proposed.proposal.apply(&mut self.case);
            let words = &self.wording.words().quick;
            let took = self.wording.say(if changed { &words.took } else { &words.stands }).to_owned();
            let changes = if changed { self.reassessed() } else { Vec::new() };
            self.go_to_open();
            return Some((vec![took].into_iter().chain(changes).collect(), Next::Question));
        }
        let digits: String = typed.chars().map(half_width).collect();
        let choice = digits.parse::<usize>().ok()?.checked_sub(1)?;
        let offered = proposed.proposal.questions.first().map_or(0, |question| question.choices.len());
        if choice >= offered {
            self.proposed = Some(proposed);
            return Some(refused(self.no_such_answer(typed)));
        }
        proposed.proposal.choose(0, choice);
        Some(self.show(proposed))
    }

    fn show(&mut self, proposed: Proposed) -> (Vec<String>, Next) {
        let mut lines = self.wording.proposal(&proposed.text, &proposed.proposal);
        if !(proposed.proposal.entries.is_empty() && proposed.proposal.questions.is_empty()) {
            lines.push(self.wording.say(&self.wording.words().quick.take).to_owned());
            self.proposed = Some(proposed);
        }
        (lines, Next::Wait)
    }
}
