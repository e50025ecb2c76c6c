//! The lines of a result tree about the sets of criteria: each with its verdict, and below it why.

use super::tree::Outline;
use crate::engine::{ConclusionAssessment, CriterionAssessment, Open, OpenItem, SetAssessment, Verdict};
use crate::knowledge::files::Status;
use crate::knowledge::{ConclusionId, CriteriaSet, CriterionId, FindingId, RoleId, Rule, SetId, Tally};
use crate::tui::model::node::{Group, Node, Notes};
use crate::tui::say::Needed;

impl<'m> Outline<'m> {
    pub(super) fn notes(&mut self) {
        let (words, chart) = (self.words, self.chart);
        let (report, assessment) = (&words.words().report, &chart.assessment);
        let conflicts = assessment.conflicts.iter().map(|found| (found.finding, words.conflict(chart.known(), found)));
        self.noted(Notes::Conflicts, words.say(&report.conflicts), conflicts.collect());
        let doubts = assessment.doubts.iter().map(|found| (found.finding, words.doubt(chart.known(), found)));
        self.noted(Notes::Doubts, words.say(&report.doubts), doubts.collect());
        let explained = assessment.explained.iter().map(|id| (*id, words.answered(chart.known(), *id)));
        self.noted(Notes::Explained, words.say(&report.explained), explained.collect());
    }

    fn noted(&mut self, notes: Notes, title: &str, findings: Vec<(FindingId, String)>) {
        if findings.is_empty() {
            return;
        }
        let open = self.head(Node::Notes(notes), 0, title, findings.len().to_string(), true);
        for (at, (finding, text)) in findings.into_iter().enumerate().filter(|_| open) {
            self.line(Node::Note(notes, at), 1, text).target = Some(finding);
        }
    }

    /// The kind of set that this is.
    pub(super) fn group_of(&self, assessed: &SetAssessment) -> Group {
        let knowledge = self.words.knowledge;
        let set = knowledge.set(assessed.set);
        match set.status {
            _ if knowledge.leading_disease().is_some_and(|disease| set.disease != disease) => Group::Related,
            Status::Current => Group::Leading,
            Status::Historical => Group::Historical,
        }
    }

    /// The sets of one kind, in the order of the pack.
    pub(super) fn of_group(&self, group: Group) -> Vec<&'m SetAssessment> {
        let chart = self.chart;
        chart.assessment.sets.iter().filter(|found| self.group_of(found) == group).collect()
    }

    /// Why, criterion by criterion, and what would settle it.
    pub(super) fn why(&mut self, assessed: &SetAssessment, leading: ConclusionId) {
        let set = self.words.knowledge.set(assessed.set);
        self.conclusions(set, assessed);
        for role in set.roles() {
            self.role(set, assessed, leading, role);
        }
        self.all_ways(assessed);
    }

    /// What would settle each of a set's conclusions.
    pub(super) fn all_ways(&mut self, assessed: &SetAssessment) {
        let set = self.words.knowledge.set(assessed.set);
        for (at, (conclusion, named)) in assessed.conclusions.iter().zip(&set.conclusions).enumerate() {
            let name = (set.conclusions.len() > 1).then(|| self.words.say(&named.title));
            self.ways(set, (assessed.set, at), name, conclusion);
        }
    }

    fn conclusions(&mut self, set: &CriteriaSet, assessed: &SetAssessment) {
        if let [_] = set.conclusions.as_slice() {
            return;
        }
        for (at, (conclusion, named)) in assessed.conclusions.iter().zip(&set.conclusions).enumerate() {
            let tag = self.words.marked(self.words.verdict(conclusion.verdict), !conclusion.doubtful.is_empty());
            let line = self.line(Node::Conclusion(assessed.set, at), 1, self.words.say(&named.title));
            (line.tag, line.verdict) = (tag, Some(conclusion.verdict));
        }
    }

    fn role(&mut self, set: &CriteriaSet, assessed: &SetAssessment, leading: ConclusionId, role: RoleId) {
        let node = Node::Role(assessed.set, role);
        let need = needed(&leading.of(&set.conclusions).when, role);
        let members: Vec<CriterionId> = set.with_role(role).collect();
        let met = members.iter().filter(|id| id.of(&assessed.criteria).verdict == Verdict::Met).count();
        let name = self.words.say(&self.words.knowledge.role(role).label);
        let tag = self.words.count_met(met, members.len(), need);
        let open = self.head(node, 1, name, tag, true);
        for id in members.into_iter().filter(|_| open) {
            self.criterion(assessed.set, id, id.of(&assessed.criteria));
        }
    }

    fn criterion(&mut self, set_id: SetId, id: CriterionId, assessed: &CriterionAssessment) {
        let (node, known) = (Node::Criterion(set_id, id), self.chart.known());
        let target = first_finding(assessed);
        let text = self.words.criterion_in_short(known, self.chart.assessment.set(set_id), id);
        let text = self.words.marked(&text, !assessed.doubtful.is_empty());
        let open = self.is_open(node, false);
        let line = self.line(node, 2, text);
        line.verdict = Some(assessed.verdict);
        line.fold = target.is_some().then_some(open);
        line.target = target;
        if !open {
            return;
        }
        for (at, finding) in assessed.because.iter().enumerate() {
            let text = self.words.answered(known, *finding);
            self.line(Node::Reason(set_id, id, at), 7, text).target = Some(*finding);
        }
        for (at, item) in assessed.open.iter().enumerate() {
            let text = self.words.would_tell(known, item);
            let node = Node::Reason(set_id, id, assessed.because.len() + at);
            self.line(node, 7, text).target = finding_of(item);
        }
    }

    /// What would settle a conclusion, which is named where there are several.
    fn ways(
        &mut self,
        set: &CriteriaSet,
        (id, at): (SetId, usize),
        name: Option<&str>,
        conclusion: &ConclusionAssessment,
    ) {
        if conclusion.settled_by.is_empty() {
            return;
        }
        let title = self.words.say(&self.words.words().report.settled_by);
        let title = name.map_or_else(|| title.to_owned(), |name| self.words.pair(name, title));
        if !self.head(Node::Ways(id, at), 1, title, "", false) {
            return;
        }
        for (number, way) in conclusion.settled_by.iter().enumerate() {
            let text = self.words.way(set, *way);
            let first = way.settlings().next().and_then(|settling| {
                let open = &settling.criterion.of(&self.chart.assessment.set(id).criteria).open;
                open.iter().find_map(finding_of)
            });
            self.line(Node::Way(id, at, number), 2, format!("- {text}")).target = first;
        }
        if let Some(text) = self.words.more_ways(conclusion.more) {
            self.line(Node::Way(id, at, usize::MAX), 2, text);
        }
    }
}

/// The finding that is open.
fn finding_of(open: &Open) -> Option<FindingId> {
    match open.item {
        OpenItem::Finding(finding) => Some(finding),
        OpenItem::Conclusion(..) => None,
    }
}

/// The finding to go to for a criterion: what it rests on, or hangs on.
pub(super) fn first_finding(assessed: &CriterionAssessment) -> Option<FindingId> {
    let rests_on = assessed.because.first().copied();
    rests_on.or_else(|| assessed.open.iter().find_map(finding_of))
}

/// What the rule plainly asks of a role; nothing where it is one of several ways.
pub(super) fn needed(rule: &Rule<Tally>, role: RoleId) -> Option<Needed> {
    match rule {
        Rule::Is(Tally::Every(named)) if *named == role => Some(Needed::All),
        Rule::Is(Tally::AtLeast(k, named)) if *named == role => Some(Needed::AtLeast(*k)),
        Rule::Not(part) => match part.as_ref() {
            Rule::Is(Tally::AnyOf(named)) if *named == role => Some(Needed::NoneOf),
            _ => None,
        },
        Rule::All(parts) => parts.iter().find_map(|part| needed(part, role)),
        _ => None,
    }
}
