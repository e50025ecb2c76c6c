//! The result: every verdict with its reasons, the fit, what else it could be, and what to do next.

use super::say::place;
use super::walk::Walk;
use crate::cli::talk::said;
use crate::engine::{self, Attribution, ConclusionAssessment, Verdict};
use crate::json::shown;
use crate::knowledge::files::Status;
use crate::knowledge::{CriteriaSet, Text};
use crate::report;
use crate::say::Style;

/// So many ways to settle a conclusion are said.
const WAYS: usize = 3;

impl Walk<'_> {
    /// All that the screen of results shows: the verdicts first, then what to make of them.
    pub(crate) fn result(&self) -> Vec<String> {
        let (knowledge, wording) = (self.wording.knowledge, self.wording);
        let heading = |text: &Text| wording.pair(wording.say(text), "");
        let mut lines = vec![heading(&wording.words().terminal.result)];
        for found in &self.assessment.sets {
            let set = knowledge.set(found.set);
            for (conclusion, found) in set.conclusions.iter().zip(&found.conclusions) {
                lines.push(shown(&wording.words().ask.verdict(
                    wording.lang,
                    wording.say(&set.short),
                    wording.say(&conclusion.title),
                    wording.marked(&wording.reading(set, found), !found.doubtful.is_empty()),
                )));
                lines.extend(self.why(set, found));
            }
        }
        let causes = self.causes();
        if !causes.is_empty() {
            lines.extend([String::new(), heading(&wording.words().report.causes)]);
            lines.extend(causes);
        }
        let outcome = said(&report::outcome(&self.view()));
        if !outcome.is_empty() {
            lines.push(String::new());
        }
        lines.extend(outcome);
        lines
    }

    /// The whole summary, as other commands print it in plain mode.
    pub(crate) fn report(&self) -> Vec<String> {
        report::write(&self.view(), report::Format::Text(Style::Linear)).lines().map(str::to_owned).collect()
    }

    /// The commoner causes of what counts; each finding with its place, where it can be explained.
    fn causes(&self) -> Vec<String> {
        let line = |found: &Attribution| {
            let place = self.question_of(found.finding).map_or_else(String::new, |question| place(question) + " ");
            shown(&format!("- {place}{}", self.wording.attribution(found)))
        };
        engine::attributed(&self.assessment.sets).into_iter().map(line).collect()
    }

    /// The reasons of a verdict; for an open one of the leading disease what would settle it.
    fn why(&self, set: &CriteriaSet, found: &ConclusionAssessment) -> Option<String> {
        let (words, wording) = (&self.wording.words().report, self.wording);
        let leads = wording.knowledge.leading_disease() == Some(&set.disease);
        let because = |label: &Text| {
            let reasons = wording.reasons(self.known(), &found.because);
            (!reasons.is_empty()).then(|| shown(&format!("- {}", wording.pair(wording.say(label), &reasons))))
        };
        match found.verdict {
            Verdict::Met => because(&words.because),
            Verdict::NotMet => because(&words.not_because),
            Verdict::Undetermined if leads && set.status == Status::Current && !found.settled_by.is_empty() => {
                let ways = wording.list(wording.ways(set, found, WAYS));
                Some(shown(&format!("- {}", wording.pair(wording.say(&words.settled_by), &ways))))
            }
            Verdict::Undetermined => None,
        }
    }
}
