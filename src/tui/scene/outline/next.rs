//! The lines of a result tree about what to do next: examinations, or the staging once the disease is found.

use super::tree::{BESIDE, BESIDE_WIDE, Outline};
use crate::engine::NextTest;
use crate::json::steady;
use crate::tui::model::chart::Detail;
use crate::tui::model::node::Node;

impl Outline<'_> {
    /// What to test next, beside the checklist the first few; the staging once the disease is found.
    pub(super) fn next(&mut self) {
        let assessment = &self.chart.assessment;
        match assessment.staging.is_some() {
            true => self.staging(true),
            false => self.tests(self.words.say(&self.words.words().fit.next), self.listed()),
        }
    }

    /// So many of the examinations from which something is to be expected.
    pub(super) fn tests(&mut self, title: &str, most: usize) {
        let chart = self.chart;
        if chart.assessment.outlook.tests.is_empty() || !self.head(Node::Tests, 0, title, "", true) {
            return;
        }
        for (at, next) in chart.assessment.outlook.tests.iter().enumerate().take(most) {
            self.test(at, next);
        }
    }

    fn listed(&self) -> usize {
        if self.wide { BESIDE_WIDE } else { BESIDE }
    }

    /// What would separate the leading rival.
    pub(super) fn separates(&mut self) {
        let leading = self.chart.assessment.separating.first();
        if let Some(text) = leading.and_then(|leading| self.words.separates(leading)) {
            self.line(Node::Separates, 1, text);
        }
    }

    fn test(&mut self, at: usize, next: &NextTest) {
        let knowledge = self.words.knowledge;
        let test = knowledge.workup.test(next.test);
        let burden = self.words.say(&knowledge.workup.burden(next.test).label);
        let full = self.detail == Detail::Full;
        let open = full && self.is_open(Node::Test(at), false);
        let tag = match full {
            true if next.informs() => {
                self.words.words().fit_terminal.bits(self.words.lang, burden, format!("{:.2}", steady(next.bits)))
            }
            _ => burden.to_owned(),
        };
        let target = next.reveals.first().copied();
        let text = self.words.say(if full && self.wide { &test.label } else { &test.short });
        let line = self.line(Node::Test(at), 1, text);
        (line.tag, line.fold, line.target) = (tag, full.then_some(open), target);
        line.one_line = !full;
        if !open {
            return;
        }
        let words = &self.words.words().fit;
        let why = self.words.pair(self.words.say(&words.why), self.words.say(&test.why));
        let trap = self.words.say(&self.words.words().finding.trap);
        let traps = test.traps.iter().map(|text| self.words.pair(trap, self.words.say(text)));
        let parts: Vec<String> = [why].into_iter().chain(self.words.settles(next)).chain(traps).collect();
        for (part, text) in parts.into_iter().enumerate() {
            self.line(Node::TestPart(at, part), 4, text).target = target;
        }
    }

    /// What to know before treatment; beside the checklist only what is missing.
    pub(super) fn staging(&mut self, at_first: bool) {
        let knowledge = self.words.knowledge;
        let chart = self.chart;
        let staged = chart.assessment.staging.iter().flatten().enumerate();
        let full = self.detail == Detail::Full;
        let missing = chart.assessment.staging.iter().flatten().filter(|staged| !staged.missing.is_empty()).count();
        let words = &self.words.words().fit;
        let tag = match missing {
            0 => String::new(),
            missing => format!("{missing} {}", self.words.say(&words.staging_missing)),
        };
        let open = self.head(Node::Staging, 0, self.words.say(&words.staging), tag, at_first);
        let mut listed = 0;
        for (at, staged) in staged.filter(|_| open) {
            let item = knowledge.workup.staging_item(staged.item);
            let is_listed = full || !staged.missing.is_empty() && listed < self.listed();
            if !is_listed {
                continue;
            }
            listed += 1;
            let target = staged.missing.first().copied();
            let open = full && self.is_open(Node::Staged(at), false);
            let state = self.words.staging_state(staged).to_owned();
            let line = self.line(Node::Staged(at), 1, self.words.say(&item.label));
            (line.tag, line.fold, line.target) = (state, full.then_some(open), target);
            if !open {
                continue;
            }
            let why = self.words.pair(self.words.say(&self.words.words().fit.why), self.words.say(&item.why));
            let parts = self.words.still_missing(staged).into_iter().chain([why]);
            for (part, text) in parts.enumerate() {
                self.line(Node::StagedPart(at, part), 4, text).target = target;
            }
        }
    }
}
