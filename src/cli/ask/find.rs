//! Going to a question by its place or by a name.

use super::order::Question;
use super::walk::Walk;
use crate::cli::talk::command::plain;
use crate::cli::talk::{Next, refused};
use crate::knowledge::{FindingId, Found, look_up};

/// So many findings are named at a time.
const NAMED: usize = 12;

impl Walk<'_> {
    /// To a question by its place, such as `3.2`, or by a name that can mean one alone.
    pub(crate) fn goto(&mut self, to: &str) -> (Vec<String>, Next) {
        let place = plain(to);
        if place.starts_with(|c: char| c.is_ascii_digit()) {
            let (part, question) = place.split_once('.').unwrap_or((&place, "1"));
            let wanted = part.parse().ok().zip(question.parse().ok());
            return match self.questions.iter().position(|question| wanted == Some(question.place)) {
                Some(at) => self.go_to(at),
                None => refused(self.no_such_place(to)),
            };
        }
        let Found { findings, named, is_guess } = look_up(self.wording.knowledge, to);
        match (findings.as_slice(), named) {
            ([first, ..], 1) => self.go_to_finding(*first),
            ([only], 0) if !is_guess => self.go_to_finding(*only),
            ([], _) => refused(self.found_nothing(to)),
            _ if self.is_terminal => self.list(findings),
            // The lines of a pipe were written for one of them.
            _ => refused(self.several(to)),
        }
    }

    /// Names what is called so, each with its place.
    pub(crate) fn find(&mut self, name: &str) -> (Vec<String>, Next) {
        let findings = look_up(self.wording.knowledge, name).findings;
        if findings.is_empty() { refused(self.found_nothing(name)) } else { self.list(findings) }
    }

    fn list(&mut self, mut findings: Vec<FindingId>) -> (Vec<String>, Next) {
        findings.truncate(NAMED);
        let questions: Vec<Question> = findings.iter().filter_map(|id| self.question_of(*id)).collect();
        let lines = questions.iter().enumerate().map(|(at, question)| self.found_line(at + 1, *question));
        let lines = [self.found(questions.len())].into_iter().chain(lines).collect();
        self.found = questions.into_iter().map(|question| question.finding).collect();
        (lines, Next::Wait)
    }

    pub(crate) fn go_to_finding(&mut self, id: FindingId) -> (Vec<String>, Next) {
        match self.questions.iter().position(|question| question.finding == id) {
            Some(at) => self.go_to(at),
            None => (Vec::new(), Next::Question),
        }
    }

    pub(crate) fn question_of(&self, id: FindingId) -> Option<Question> {
        self.questions.iter().find(|question| question.finding == id).copied()
    }
}
