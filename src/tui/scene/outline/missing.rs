//! What is missing: for each current set what would settle it, and the examinations that would tell.

use super::sets::first_finding;
use super::tree::Outline;
use crate::engine::{MOVES, SetAssessment, Verdict};
use crate::knowledge::CriterionId;
use crate::say::figures::share;
use crate::tui::model::node::Node;

impl Outline<'_> {
    pub(super) fn missing(&mut self) {
        let chart = self.chart;
        for found in self.words.current_sets(&chart.assessment) {
            self.missing_of(found);
            self.gap();
        }
        let results = &self.words.words().results;
        self.tests(self.words.say(&results.changes), usize::MAX);
        if chart.assessment.outlook.nothing_else {
            let text = results.nothing_else(self.words.lang, share(MOVES));
            self.line(Node::NothingElse, 1, text);
        }
        self.separates();
        if chart.assessment.staging.is_some() {
            self.gap();
            self.staging(true);
        }
    }

    /// What one set lacks: each part, with the criteria that could be it and what would tell.
    fn missing_of(&mut self, found: &SetAssessment) {
        let Some((leading, conclusion)) = found.leading() else { return };
        let (id, words, known) = (found.set, self.words, self.chart.known());
        let set = words.knowledge.set(id);
        let same = words.same_as(&self.chart.assessment, found).is_some();
        let text = self.set_in_short(found, same);
        let open = self.head(Node::Set(id), 0, text, words.verdict_of(found), !same);
        self.lines.last_mut().into_iter().for_each(|line| line.verdict = set.is_in_use().then_some(conclusion.verdict));
        if !open {
            return;
        }
        match conclusion.verdict {
            Verdict::Met => {
                self.line(Node::Summary(id), 1, words.say(&words.words().results.complete));
            }
            Verdict::NotMet => {
                let target = conclusion.excluded_by.iter().find_map(|id| first_finding(id.of(&found.criteria)));
                self.line(Node::Summary(id), 1, words.kept_from_met(known, found)).target = target;
            }
            Verdict::Undetermined => {
                let lacking = found.lacks(set, leading).unwrap_or_default();
                let needs = words.needs(known, found);
                for (at, need) in needs.into_iter().enumerate() {
                    let candidates = lacking.get(at).map_or(&[][..], |lacking| lacking.of.as_slice());
                    let target = candidates.iter().find_map(|id| first_finding(id.of(&found.criteria)));
                    self.line(Node::Lacking(id, at), 1, need).target = target;
                    for criterion in candidates {
                        self.candidate(found, at, *criterion);
                    }
                }
            }
        }
        self.all_ways(found);
    }

    /// A criterion that could be what is lacking; where it hangs on another set, the findings that would refute that.
    fn candidate(&mut self, found: &SetAssessment, at: usize, id: CriterionId) {
        let (words, chart, set) = (self.words, self.chart, found.set);
        let target = first_finding(id.of(&found.criteria));
        if target.is_some() {
            let text = words.criterion_in_short(chart.known(), found, id);
            self.line(Node::Candidate(set, at, id), 3, text).target = target;
            return;
        }
        for finding in chart.assessment.hangs_on(words.knowledge, set, id) {
            let text = words.finding_would_tell(chart.known(), finding);
            self.line(Node::Behind(set, id, finding), 3, text).target = Some(finding);
        }
    }
}
