//! The lines beside the sheet: of each current set first what is missing, then what is met; what pulls the fit, where
//! there is room; what to examine next.

use super::sets::needed;
use super::tree::{Line, Outline};
use crate::engine::{Assessment, OpenItem, SetAssessment, Verdict};
use crate::knowledge::{ConclusionId, CriterionId, FindingId, RoleId};
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
            // In another order it is the same all the same.
            let criteria = set.criteria.iter().zip(&assessed.criteria);
            let mut says: Vec<(&str, bool)> = criteria
                .map(|(criterion, found)| (self.words.say(&criterion.short), found.verdict == Verdict::Met))
                .collect();
            says.sort_unstable();
            let says = Some((tag.clone(), says));
            let is_same = says == said;
            let name = self.words.say(&set.short);
            let text = match is_same {
                true => format!("{name}  {}", self.words.say(&self.words.words().chart.same)),
                false => name.to_owned(),
            };
            let line = self.line(Node::Set(assessed.set), 0, text);
            line.tag = tag;
            line.verdict = set.is_in_use().then_some(conclusion.verdict);
            if !is_same {
                self.lacking(assessed);
                self.met(assessed);
            }
            said = says;
        }
    }

    /// What is still needed, by role; where the rule asks otherwise, the fewest criteria that would do.
    fn lacking(&mut self, assessed: &SetAssessment) {
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
                let lacks = self.lacks(assessed, leading);
                if lacks.is_empty() {
                    let text = chart.needs(words.lang, words.list(words.ways(set, conclusion, 1)));
                    self.line(Node::Summary(assessed.set), 1, text);
                }
                for (at, (text, open)) in lacks.into_iter().enumerate() {
                    let target = open.iter().find_map(|id| first_open(assessed, *id));
                    self.line(Node::Lack(assessed.set, at), 1, text).target = target;
                }
            }
        }
    }

    /// What the rule of a conclusion plainly asks for and is open: all that must be met, then so many of a role, then what
    /// must not be met.
    fn lacks(&self, assessed: &SetAssessment, leading: ConclusionId) -> Vec<(String, Vec<CriterionId>)> {
        let words = self.words;
        let (set, chart) = (words.knowledge.set(assessed.set), &words.words().chart);
        let rule = &leading.of(&set.conclusions).when;
        let with = |role, verdict| self.criteria_with(assessed, role, verdict);
        let (mut all, mut others) = (Vec::new(), Vec::new());
        for role in set.roles() {
            let (met, open) = (with(role, Verdict::Met), with(role, Verdict::Undetermined));
            let names = self.short_names(assessed, &open);
            match needed(rule, role) {
                Some(Needed::All) => all.extend(open),
                Some(Needed::AtLeast(count)) if met.len() < count => {
                    others.push((chart.needs_some(words.lang, count - met.len(), &names), open));
                }
                Some(Needed::NoneOf) => others.push((chart.needs_none(words.lang, &names), open)),
                Some(Needed::AtLeast(_)) | None => {}
            }
        }
        let all = (chart.needs(words.lang, self.short_names(assessed, &all)), all);
        [all].into_iter().chain(others).filter(|(_, open)| !open.is_empty()).collect()
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
