//! The lines beside the sheet: of each current set first what is missing, then what is met; what pulls the fit, where
//! there is room; what to examine next.

use super::sets::needed;
use super::tree::{Line, Outline};
use crate::engine::{Assessment, OpenItem, SetAssessment, Verdict};
use crate::knowledge::{CriterionId, FindingId, RoleId};
use crate::tui::model::node::{Group, Node};
use crate::tui::say::Needed;

impl Outline<'_> {
    /// All of them; what the last key changed is marked.
    pub(super) fn beside(&mut self) {
        let chart = self.chart;
        self.notes();
        let from = self.lines.len();
        self.current_sets(&chart.assessment);
        if let Some(before) = &chart.before {
            let mut then = Outline { lines: Vec::new(), ..*self };
            then.current_sets(before);
            let was_there = |line: &Line| {
                then.lines
                    .iter()
                    .any(|other| (other.node, &other.text, &other.tag) == (line.node, &line.text, &line.tag))
            };
            self.lines.iter_mut().skip(from).for_each(|line| line.changed = !was_there(line));
        }
        if self.wide
            && let Some(fit) = &chart.assessment.fit
        {
            let text = self.words.fit_head(fit);
            self.line(Node::Fit, 0, text);
            self.in_the_way(fit);
            self.setting_itself(fit);
            self.gist(fit);
        }
        self.next();
    }

    /// What each current set says; one that says the same as the set before it says so.
    fn current_sets(&mut self, assessment: &Assessment) {
        let sets: Vec<&SetAssessment> =
            assessment.sets.iter().filter(|set| self.group_of(set) == Group::Leading).collect();
        let mut said = None;
        for assessed in sets {
            let Some((_, conclusion)) = assessed.leading() else { continue };
            let set = self.words.knowledge.set(assessed.set);
            let tag = self.words.verdict_or_lack(conclusion);
            let line = self.line(Node::Set(assessed.set), 0, self.words.say(&set.short).to_owned());
            (line.tag, line.verdict) = (tag.clone(), Some(conclusion.verdict));
            // In another order it is the same all the same.
            let criteria = set.criteria.iter().zip(&assessed.criteria);
            let mut says: Vec<(&str, bool)> = criteria
                .map(|(criterion, found)| (self.words.say(&criterion.short), found.verdict == Verdict::Met))
                .collect();
            says.sort_unstable();
            let says = Some((tag, says));
            if says == said {
                let same = self.words.say(&self.words.words().chart.same);
                self.line(Node::Summary(assessed.set), 1, same);
            } else {
                self.lacks(assessed);
                self.met(assessed);
            }
            said = says;
        }
    }

    /// What is still needed, by role; where the rule asks otherwise, the fewest criteria that would do.
    fn lacks(&mut self, assessed: &SetAssessment) {
        let Some((leading, conclusion)) = assessed.leading() else { return };
        let words = self.words;
        let (set, chart) = (words.knowledge.set(assessed.set), &words.words().chart);
        match conclusion.verdict {
            Verdict::Met => {}
            Verdict::NotMet => {
                let text = chart.prevented(words.lang, self.short_names(assessed, &conclusion.excluded_by));
                let target = conclusion.excluded_by.first().and_then(|id| id.of(&assessed.criteria).because.first());
                self.line(Node::Summary(assessed.set), 1, text).target = target.copied();
            }
            Verdict::Undetermined => {
                let rule = &leading.of(&set.conclusions).when;
                let mut found = false;
                for role in set.roles() {
                    let Some(need) = needed(rule, role) else { continue };
                    let with = |verdict| self.criteria_with(assessed, role, verdict);
                    let (met, open) = (with(Verdict::Met), with(Verdict::Undetermined));
                    let names = self.short_names(assessed, &open);
                    let text = match need {
                        _ if open.is_empty() => continue,
                        Needed::All => chart.needs(words.lang, &names),
                        Needed::AtLeast(count) if met.len() >= count => continue,
                        Needed::AtLeast(count) if open.len() + met.len() == count => chart.needs(words.lang, &names),
                        Needed::AtLeast(count) => chart.needs_some(words.lang, count - met.len(), &names),
                        Needed::NoneOf => chart.needs_none(words.lang, &names),
                    };
                    found = true;
                    let target = open.iter().find_map(|id| first_open(assessed, *id));
                    self.line(Node::Lack(assessed.set, role), 1, text).target = target;
                }
                if !found {
                    let text = chart.needs(words.lang, words.list(words.ways(set, conclusion, 1)));
                    self.line(Node::Summary(assessed.set), 1, text);
                }
            }
        }
    }

    /// What is met, a line for each role; where there is little room, of the sets alone that are met.
    fn met(&mut self, assessed: &SetAssessment) {
        let Some((leading, conclusion)) = assessed.leading() else { return };
        if !self.wide && conclusion.verdict != Verdict::Met {
            return;
        }
        let set = self.words.knowledge.set(assessed.set);
        for role in set.roles() {
            // What a set excludes is not shown as something gained.
            let is_gain = !matches!(needed(&leading.of(&set.conclusions).when, role), Some(Needed::NoneOf));
            let met = self.criteria_with(assessed, role, Verdict::Met);
            if !met.is_empty() && is_gain {
                let text = self.short_names(assessed, &met);
                let line = self.line(Node::Role(assessed.set, role), 1, text);
                line.verdict = Some(Verdict::Met);
                line.target = met.first().and_then(|id| id.of(&assessed.criteria).because.first()).copied();
            }
        }
    }

    fn short_names(&self, assessed: &SetAssessment, criteria: &[CriterionId]) -> String {
        let set = self.words.knowledge.set(assessed.set);
        self.words.names(criteria.iter().map(|id| self.words.say(&id.of(&set.criteria).short)))
    }

    fn criteria_with(&self, assessed: &SetAssessment, role: RoleId, verdict: Verdict) -> Vec<CriterionId> {
        let set = self.words.knowledge.set(assessed.set);
        set.with_role(role).filter(|id| id.of(&assessed.criteria).verdict == verdict).collect()
    }
}

/// The first finding that could still meet a criterion.
fn first_open(assessed: &SetAssessment, id: CriterionId) -> Option<FindingId> {
    id.of(&assessed.criteria).open.iter().find_map(|open| match open.item {
        OpenItem::Finding(finding) => Some(finding),
        OpenItem::Conclusion(..) => None,
    })
}
