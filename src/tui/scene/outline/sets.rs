//! The lines of a result tree about the sets of criteria: each with its verdict, and below it why.

use super::tree::Outline;
use crate::engine::{ConclusionAssessment, CriterionAssessment, OpenItem, SetAssessment, Verdict};
use crate::knowledge::files::Status;
use crate::knowledge::{ConclusionId, CriteriaSet, CriterionId, FindingId, RoleId, Rule, SetId, Tally};
use crate::tui::model::chart::Detail;
use crate::tui::model::node::{Group, Node, Notes};
use crate::tui::say::Needed;

/// So many ways to settle a verdict are listed beside the checklist.
const WAYS_BESIDE: usize = 4;

/// So many stand in the line that sums a verdict up.
const WAYS_IN_A_LINE: usize = 2;

impl Outline<'_> {
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

    /// The sets of one kind.
    pub(super) fn group(&mut self, group: Group) {
        let terminal = &self.words.words().terminal;
        let chart = self.chart;
        let sets = chart.assessment.sets.iter().filter(|assessed| self.group_of(assessed) == group);
        let sets: Vec<&SetAssessment> = sets.collect();
        let title = match group {
            Group::Leading => None,
            Group::Historical => Some(&terminal.group_historical),
            Group::Related => Some(&terminal.group_related),
        };
        if let (Some(title), false) = (title, sets.is_empty()) {
            self.line(Node::Group(group), 0, self.words.say(title));
        }
        sets.into_iter().for_each(|assessed| self.set(assessed));
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

    fn set(&mut self, assessed: &SetAssessment) {
        let id = assessed.set;
        let set = self.words.knowledge.set(id);
        let Some((leading, conclusion)) = assessed.leading() else { return };
        let title = match self.detail {
            Detail::Brief => self.words.say(&set.short).to_owned(),
            Detail::Full => self.words.set_title(set),
        };
        let verdict = self.words.verdict(conclusion.verdict).to_uppercase();
        let verdict = self.words.marked(&verdict, !conclusion.doubtful.is_empty());
        let says_it_all = set.conclusions.len() == 1 || leading.index() == 0 && conclusion.verdict != Verdict::Met;
        let tag = match says_it_all {
            true => verdict,
            false => self.words.pair(self.words.say(&leading.of(&set.conclusions).title), &verdict),
        };
        let open = self.head(Node::Set(id), 0, title, tag, set.lead && self.detail == Detail::Brief);
        self.lines.last_mut().into_iter().for_each(|line| line.verdict = Some(conclusion.verdict));
        if self.detail == Detail::Full && !open {
            let text = self.summary(set, conclusion);
            self.line(Node::Summary(id), 1, text);
        }
        if open || self.detail == Detail::Full {
            self.causes(assessed);
        }
        if open {
            self.conclusions(set, assessed);
            for role in set.roles() {
                self.role(set, assessed, leading, role);
            }
            for (at, (conclusion, named)) in assessed.conclusions.iter().zip(&set.conclusions).enumerate() {
                let name = (set.conclusions.len() > 1).then(|| self.words.say(&named.title));
                self.ways(set, (id, at), name, conclusion);
            }
            self.about(set, id);
        }
    }

    /// Why, in one sentence.
    fn summary(&self, set: &CriteriaSet, conclusion: &ConclusionAssessment) -> String {
        let (words, report) = (self.words, &self.words.words().report);
        let (name, text) = match conclusion.verdict {
            Verdict::Met => (&report.because, words.findings(&conclusion.because)),
            Verdict::NotMet => (&report.excluded_by, words.criteria(set, &conclusion.excluded_by)),
            Verdict::Undetermined if conclusion.met_but_for().next().is_some() => {
                return words.sentence(&words.reading(set, conclusion));
            }
            Verdict::Undetermined => (&report.settled_by, words.list(words.ways(set, conclusion, WAYS_IN_A_LINE))),
        };
        words.pair(words.say(name), &text)
    }

    fn conclusions(&mut self, set: &CriteriaSet, assessed: &SetAssessment) {
        let several = assessed.conclusions.len() > 1;
        for (at, (conclusion, named)) in assessed.conclusions.iter().zip(&set.conclusions).enumerate() {
            let title = self.words.say(&named.title);
            let is_read = conclusion.verdict != Verdict::Undetermined || conclusion.met_but_for().next().is_some();
            if self.detail == Detail::Full && is_read {
                let text = self.summary(set, conclusion);
                let text = if several { self.words.pair(title, &text) } else { text };
                self.line(Node::Conclusion(assessed.set, at), 1, text);
            } else if several {
                let tag = self.words.marked(self.words.verdict(conclusion.verdict), !conclusion.doubtful.is_empty());
                let line = self.line(Node::Conclusion(assessed.set, at), 1, title);
                (line.tag, line.verdict) = (tag, Some(conclusion.verdict));
            }
        }
    }

    fn role(&mut self, set: &CriteriaSet, assessed: &SetAssessment, leading: ConclusionId, role: RoleId) {
        let node = Node::Role(assessed.set, role);
        let need = needed(&leading.of(&set.conclusions).when, role);
        let members: Vec<CriterionId> = set.with_role(role).collect();
        let verdict_of = |id: &CriterionId| id.of(&assessed.criteria).verdict;
        let met = members.iter().filter(|id| verdict_of(id) == Verdict::Met).count();
        let enough = match need {
            Some(Needed::All) => met == members.len(),
            Some(Needed::AtLeast(k)) => met >= k,
            Some(Needed::NoneOf) => members.iter().all(|id| verdict_of(id) == Verdict::NotMet),
            None => false,
        };
        let name = self.words.say(&self.words.knowledge.role(role).label);
        let tag = self.words.count_met(met, members.len(), need);
        let open = self.head(node, 1, name, tag, !enough || self.detail == Detail::Full);
        for id in members.into_iter().filter(|_| open) {
            self.criterion(set, assessed.set, id, id.of(&assessed.criteria));
        }
    }

    fn criterion(&mut self, set: &CriteriaSet, set_id: SetId, id: CriterionId, assessed: &CriterionAssessment) {
        let node = Node::Criterion(set_id, id);
        let criterion = id.of(&set.criteria);
        let title = match self.detail {
            Detail::Brief => &criterion.short,
            Detail::Full => &criterion.title,
        };
        let title = self.words.say(title).to_owned();
        let has_reasons = !assessed.because.is_empty() || !assessed.open.is_empty();
        let open = self.is_open(node, self.detail == Detail::Full && assessed.verdict != Verdict::Undetermined);
        let title = self.words.marked(&title, !assessed.doubtful.is_empty());
        let line = self.line(node, 2, title);
        line.verdict = Some(assessed.verdict);
        line.fold = has_reasons.then_some(open);
        if !open {
            return;
        }
        for (at, finding) in assessed.because.iter().enumerate() {
            let text = self.words.answered(self.chart.known(), *finding);
            self.line(Node::Reason(set_id, id, at), 7, text).target = Some(*finding);
        }
        for (at, item) in assessed.open.iter().enumerate() {
            let text = self.words.would_count(self.chart.known(), item);
            let node = Node::Reason(set_id, id, assessed.because.len() + at);
            self.line(node, 7, text).target = match item.item {
                OpenItem::Finding(finding) => Some(finding),
                OpenItem::Conclusion(..) => None,
            };
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
        if !self.head(Node::Ways(id, at), 1, title, "", true) {
            return;
        }
        let listed = if self.detail == Detail::Brief { WAYS_BESIDE } else { usize::MAX };
        for (number, way) in conclusion.settled_by.iter().enumerate().take(listed) {
            let text = self.words.way(set, *way);
            let first = way.settlings().next().and_then(|settling| {
                let open = &settling.criterion.of(&self.chart.assessment.set(id).criteria).open;
                open.iter().find_map(|open| match open.item {
                    OpenItem::Finding(finding) => Some(finding),
                    OpenItem::Conclusion(..) => None,
                })
            });
            self.line(Node::Way(id, at, number), 2, format!("- {text}")).target = first;
        }
        let more = conclusion.settled_by.len().saturating_sub(listed) + conclusion.more;
        if more > 0 {
            let text = self.words.words().report.settled_more(self.words.lang, more);
            self.line(Node::Way(id, at, usize::MAX), 2, text);
        }
    }

    /// What is known of the table itself.
    fn about(&mut self, set: &CriteriaSet, id: SetId) {
        if self.detail == Detail::Brief {
            return;
        }
        let report = &self.words.words().report;
        let pair = |name, text| self.words.pair(self.words.say(name), self.words.say(text));
        let note = set.note.as_ref().map(|note| pair(&report.set_note, note));
        let citations = set.sources.iter().map(|id| self.words.citation(id));
        let texts: Vec<String> =
            note.into_iter().chain([pair(&report.verified, &set.verified)]).chain(citations).collect();
        for (at, text) in texts.into_iter().enumerate() {
            self.line(Node::About(id, at), 1, text);
        }
    }
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
