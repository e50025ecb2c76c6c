//! What stands first on the page, and last: who it is, the result, the next step; what made the page.

use super::Page;
use crate::engine::{NextTest, Staged};
use crate::knowledge::TestId;
use crate::report::who::who;
use crate::say::COLUMNS;
use crate::say::document::{Block, Level, Line};

/// So much of what somebody wrote freely of the patient is shown: two lines.
pub(in crate::report) const NOTE: usize = 2 * COLUMNS - 10;

/// So many examinations are named for the step to come.
const STEPS: usize = 3;

impl<'v> Page<'v> {
    pub(super) fn head(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(Level::Title, Line::plain(self.say(&self.wording.words().report.title)))];
        let assessment = self.view.assessment;
        let mut facts = who(self.view);
        facts.push(self.wording.words().report.answered(self.view.lang, assessment.answered, assessment.of));
        blocks.push(Block::Paragraph(Line::plain(self.wording.list(facts))));
        if let Some(note) = &self.view.case.note {
            let note = self.wording.shortened(note, NOTE);
            blocks.push(Block::Paragraph(self.wording.named(&self.wording.words().report.note, &note)));
        }
        let result = self.wording.in_one_sentence(self.view.known());
        let mut brief = vec![Line::strong(self.wording.pair(self.say(&self.words.result), &result))];
        brief.extend(self.next_in_short().map(|next| self.wording.named(&self.words.next, &next)));
        blocks.extend(brief.into_iter().map(Block::Paragraph));
        blocks
    }

    /// The first examinations to come, with what they would settle; once the disease is found, those that are missing before
    /// treatment.
    fn next_in_short(&self) -> Option<String> {
        let (workup, lang) = (&self.view.knowledge.workup, self.view.lang);
        let short = |test: &TestId| self.say(&workup.test(*test).short);
        if let Some(staging) = &self.view.assessment.staging {
            let missing: Vec<&Staged> = staging.iter().filter(|staged| !staged.missing.is_empty()).collect();
            if missing.is_empty() {
                return Some(self.say(&self.words.staging_complete).to_owned());
            }
            let mut tests: Vec<&str> = missing.iter().filter_map(|staged| staged.tests.first()).map(short).collect();
            tests.dedup();
            tests.truncate(STEPS);
            let done = staging.len() - missing.len();
            return Some(self.words.before_treatment(lang, done, staging.len(), self.wording.list(tests)));
        }
        let step = |next: &NextTest| match next.settles.is_empty() {
            true => short(&next.test).to_owned(),
            false => self.wording.aside(short(&next.test), &self.wording.changes(next)),
        };
        let steps = self.wording.list(self.view.assessment.next.iter().take(STEPS).map(step));
        (!steps.is_empty()).then_some(steps)
    }
}
