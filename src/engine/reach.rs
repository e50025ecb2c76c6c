//! Whether some findings alone could give an open rule a truth, and what they would have to be.

use super::assessment::Open;
use super::evaluate::Evaluation;
use super::open::need;
use super::truth::Truth;
use crate::knowledge::{CriterionId, Evidence, FindingSet, Kind, Rule, SetId};

/// What would give a leaf of a rule a truth.
type OfLeaf<'l, Within, Leaf> = &'l mut dyn FnMut(&mut Within, &Leaf, bool) -> Option<Vec<Open>>;

/// The findings that may be answered, and what they can do to the criteria of one set.
pub struct Reach<'r, 'a> {
    evaluation: &'r mut Evaluation<'a>,
    findings: &'r FindingSet,
    set: SetId,
    criteria: Vec<Reached>,
}

/// One criterion.
struct Reached {
    now: Truth,
    /// It is unknown and rests on the findings.
    open: bool,
    /// What would make it not met and met, once it was asked for.
    by: [Option<Option<Vec<Open>>>; 2],
}

impl<'r, 'a> Reach<'r, 'a> {
    pub fn new(evaluation: &'r mut Evaluation<'a>, findings: &'r FindingSet, set: SetId) -> Self {
        let knowledge = evaluation.knowledge;
        let criteria = (0..knowledge.set(set).criteria.len()).map(CriterionId::at).map(|criterion| {
            let now = evaluation.criterion(set, criterion);
            let open = now == Truth::Unknown && knowledge.criterion_rests_on(set, criterion).meets(findings);
            Reached { now, open, by: [None, None] }
        });
        let criteria = criteria.collect();
        Reach { evaluation, findings, set, criteria }
    }

    /// What the findings would have to be for the conclusion's rule to become `wanted`; `None` if they cannot.
    pub fn conclusion(&mut self, rule: &Rule<CriterionId>, wanted: bool) -> Option<Vec<Open>> {
        self.rule(rule, wanted, &mut |reach, criterion, wanted| {
            if let Some(known) = &reach.criteria[criterion.index()].by[usize::from(wanted)] {
                return known.clone();
            }
            let reached = reach.criterion(*criterion, wanted);
            reach.criteria[criterion.index()].by[usize::from(wanted)] = Some(reached.clone());
            reached
        })
    }

    fn criterion(&mut self, criterion: CriterionId, wanted: bool) -> Option<Vec<Open>> {
        let Reached { now, open, .. } = self.criteria[criterion.index()];
        let rule = &self.evaluation.knowledge.set(self.set).criteria[criterion.index()].when;
        self.known_or(now, wanted, |reach| if open { reach.evidence(rule, wanted) } else { None })
    }

    fn evidence(&mut self, rule: &Rule<Evidence>, wanted: bool) -> Option<Vec<Open>> {
        self.rule(rule, wanted, &mut |reach, leaf, wanted| {
            let now = reach.evaluation.evidence(leaf);
            reach.known_or(now, wanted, |reach| reach.leaf(leaf, wanted))
        })
    }

    fn leaf(&mut self, leaf: &Evidence, wanted: bool) -> Option<Vec<Open>> {
        let knowledge = self.evaluation.knowledge;
        let id = match leaf {
            Evidence::Sign(id) | Evidence::Quantity(id, _) | Evidence::Choice(id, _) => *id,
            Evidence::Conclusion(..) => return None,
        };
        if self.findings.contains(id) {
            // A quantity that is known only as an interval is known; another measurement is another case.
            return self.evaluation.known(id).is_none().then(|| vec![need(self.evaluation, leaf, wanted)]);
        }
        if !knowledge.finding_rests_on(id).meets(self.findings) {
            return None;
        }
        let Kind::Sign(inference) = &knowledge.finding(id).kind else { return None };
        let rule = if wanted { &inference.present_when } else { &inference.absent_when };
        self.evidence(rule.as_ref()?, true)
    }

    fn known_or(
        &mut self,
        now: Truth,
        wanted: bool,
        open: impl FnOnce(&mut Self) -> Option<Vec<Open>>,
    ) -> Option<Vec<Open>> {
        match now {
            Truth::Unknown => open(self),
            known => (known == Truth::from(wanted)).then(Vec::new),
        }
    }

    /// Enough parts that can be reached, those that need the fewest findings.
    fn rule<Leaf>(&mut self, rule: &Rule<Leaf>, wanted: bool, leaf: OfLeaf<'_, Self, Leaf>) -> Option<Vec<Open>> {
        let (k, parts) = match rule {
            Rule::Is(this) => return leaf(self, this, wanted),
            Rule::Not(part) => return self.rule(part, !wanted, leaf),
            Rule::All(parts) => (parts.len(), parts),
            Rule::Any(parts) => (1, parts),
            Rule::AtLeast(k, parts) => (*k, parts),
        };
        let needed = if wanted { k } else { parts.len() + 1 - k };
        let mut reached: Vec<Vec<Open>> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            reached.extend(self.rule(part, wanted, leaf));
            if reached.len() + (parts.len() - at - 1) < needed {
                return None;
            }
        }
        reached.sort_by_key(Vec::len);
        reached.truncate(needed);
        let mut all: Vec<Open> = Vec::new();
        for open in reached.into_iter().flatten() {
            if !all.contains(&open) {
                all.push(open);
            }
        }
        Some(all)
    }
}

/// Whether enough parts of a rule could become `wanted`, if the leaves could.
pub fn could_become<Leaf>(rule: &Rule<Leaf>, wanted: bool, leaf: &impl Fn(&Leaf, bool) -> bool) -> bool {
    let (k, parts) = match rule {
        Rule::Is(this) => return leaf(this, wanted),
        Rule::Not(part) => return could_become(part, !wanted, leaf),
        Rule::All(parts) => (parts.len(), parts),
        Rule::Any(parts) => (1, parts),
        Rule::AtLeast(k, parts) => (*k, parts),
    };
    let needed = if wanted { k } else { parts.len() + 1 - k };
    parts.iter().filter(|part| could_become(part, wanted, leaf)).take(needed).count() == needed
}
