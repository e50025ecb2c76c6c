//! Which findings a sign, a criterion or a set rests on, directly or through others: known once the pack is read,
//! so that nothing is tried that cannot change anything.

use std::iter::successors;
use std::sync::OnceLock;

use super::{CriterionId, Evidence, FindingId, GroupId, Kind, Knowledge, Literature, Rule, SetId};

/// A set of findings, a bit each; of the words of 64 bits only those that hold one, in their order, each with its
/// place: what rests on few of very many findings takes little room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingSet(Vec<(usize, u64)>);

impl FindingSet {
    pub fn of(findings: impl IntoIterator<Item = FindingId>) -> FindingSet {
        let mut set = FindingSet::default();
        set.extend(findings);
        set
    }

    pub fn insert(&mut self, id: FindingId) {
        self.add(id.index() / 64, 1 << (id.index() % 64));
    }

    fn add(&mut self, word: usize, bits: u64) {
        match self.place(word) {
            Ok(at) => self.0[at].1 |= bits,
            Err(at) => self.0.insert(at, (word, bits)),
        }
    }

    /// Where a word is, or would have to be.
    fn place(&self, word: usize) -> Result<usize, usize> {
        self.0.binary_search_by_key(&word, |(word, _)| *word)
    }

    pub fn contains(&self, id: FindingId) -> bool {
        self.place(id.index() / 64).is_ok_and(|at| self.0[at].1 & (1 << (id.index() % 64)) != 0)
    }

    pub fn ids(&self) -> impl Iterator<Item = FindingId> {
        let bits = |(word, bits): &(usize, u64)| {
            let word = *word;
            let left = successors(Some(*bits), |bits| Some(bits & bits.wrapping_sub(1))).take_while(|bits| *bits != 0);
            left.map(move |bits| FindingId::at(word * 64 + bits.trailing_zeros() as usize))
        };
        self.0.iter().flat_map(bits)
    }

    pub fn join(&mut self, other: &FindingSet) {
        other.0.iter().for_each(|(word, bits)| self.add(*word, *bits));
    }
}

/// Which of all findings, a bit each: looked at and changed often.
pub struct FindingMask(Vec<u64>);

impl FindingMask {
    /// Some of so many findings.
    pub fn of(count: usize, findings: impl Iterator<Item = FindingId>) -> FindingMask {
        let mut mask = FindingMask(vec![0; count.div_ceil(64)]);
        findings.for_each(|id| mask.insert(id));
        mask
    }

    pub fn clear(&mut self) {
        self.0.fill(0);
    }

    pub fn insert(&mut self, id: FindingId) {
        self.0[id.index() / 64] |= 1 << (id.index() % 64);
    }

    pub fn remove(&mut self, id: FindingId) {
        self.0[id.index() / 64] &= !(1 << (id.index() % 64));
    }

    pub fn contains(&self, id: FindingId) -> bool {
        self.0[id.index() / 64] & (1 << (id.index() % 64)) != 0
    }

    pub fn meets(&self, set: &FindingSet) -> bool {
        set.0.iter().any(|(word, bits)| self.0[*word] & bits != 0)
    }
}

impl Extend<FindingId> for FindingSet {
    fn extend<I: IntoIterator<Item = FindingId>>(&mut self, findings: I) {
        findings.into_iter().for_each(|id| self.insert(id));
    }
}

/// What everything rests on.
#[derive(Debug, Default)]
pub(super) struct RestsOn {
    findings: Vec<FindingSet>,
    criteria: Vec<Vec<FindingSet>>,
    /// For each finding the evidence groups whose weight rests on it, once that was asked for.
    groups: OnceLock<Vec<Vec<GroupId>>>,
    /// What decides which groups must not both count.
    doubles: FindingSet,
    /// What decides whether something stands in the way of calling a fit strong.
    strong: FindingSet,
    sets_of_rivals: Vec<SetId>,
}

impl RestsOn {
    pub fn of(knowledge: &Knowledge) -> RestsOn {
        let mut rests = RestsOn {
            findings: knowledge.finding_ids().map(|id| answer_rests_on(knowledge, id)).collect(),
            criteria: vec![Vec::new(); knowledge.sets.len()],
            groups: OnceLock::new(),
            doubles: FindingSet::default(),
            strong: FindingSet::default(),
            sets_of_rivals: Vec::new(),
        };
        for &id in knowledge.inference_order() {
            let Kind::Sign(inference) = &knowledge.finding(id).kind else { continue };
            let mut of_sign = answer_rests_on(knowledge, id);
            for rule in inference.present_when.iter().chain(&inference.absent_when) {
                of_sign.join(&rests.rule(knowledge, rule));
            }
            rests.findings[id.index()] = of_sign;
        }
        for &set in knowledge.set_order() {
            let criteria = &knowledge.set(set).criteria;
            rests.criteria[set.index()] =
                criteria.iter().map(|criterion| rests.rule(knowledge, &criterion.when)).collect();
        }
        if let Some(literature) = &knowledge.literature {
            rests.literature(knowledge, literature);
        }
        rests
    }

    fn literature(&mut self, knowledge: &Knowledge, literature: &Literature) {
        for pair in &literature.not_both {
            let rule = self.rule(knowledge, &pair.when);
            self.doubles.join(&rule);
        }
        let strong = [&literature.strong_needs, &literature.strong_one_of, &literature.strong_unless];
        strong.into_iter().flatten().for_each(|id| self.strong.join(&self.findings[id.index()]));
        let is_of_rival = |disease: &str| literature.rivals().any(|rival| literature.hypothesis(rival).id == disease);
        let sets =
            knowledge.set_ids().filter(|id| knowledge.set(*id).is_in_use() && is_of_rival(&knowledge.set(*id).disease));
        self.sets_of_rivals = sets.collect();
        for set in &self.sets_of_rivals {
            self.criteria[set.index()].iter().for_each(|criterion| self.strong.join(criterion));
        }
    }

    fn groups(&self, literature: Option<&Literature>) -> Vec<Vec<GroupId>> {
        let mut groups = vec![Vec::new(); self.findings.len()];
        let scale = literature.map_or(&[][..], |literature| literature.asking());
        for (at, group) in scale.iter().enumerate() {
            let mut of_group = FindingSet::default();
            group.items.iter().for_each(|item| of_group.join(&self.findings[item.finding.index()]));
            of_group.ids().for_each(|id| groups[id.index()].push(GroupId::at(at)));
        }
        groups
    }

    fn rule(&self, knowledge: &Knowledge, rule: &Rule<Evidence>) -> FindingSet {
        let mut all = FindingSet::default();
        rule.leaves(&mut |leaf| match leaf {
            Evidence::Sign(id) | Evidence::Choice(id, _) => all.join(&self.findings[id.index()]),
            Evidence::Quantity(id, bound) => {
                all.join(&self.findings[id.index()]);
                all.extend(knowledge.sex.filter(|_| bound.is_by_sex()).map(|sex| sex.finding));
            }
            Evidence::Conclusion(set, _) => self.criteria[set.index()].iter().for_each(|criterion| all.join(criterion)),
        });
        all
    }
}

/// What decides whether an answer counts: itself, and for a finding of one sex the sex.
fn answer_rests_on(knowledge: &Knowledge, id: FindingId) -> FindingSet {
    let sex = knowledge.sex.filter(|_| knowledge.finding(id).only_in.is_some());
    FindingSet::of([id].into_iter().chain(sex.map(|sex| sex.finding)))
}

impl Knowledge {
    /// The finding itself and all that its inference rests on.
    pub fn finding_rests_on(&self, id: FindingId) -> &FindingSet {
        &self.rests_on.findings[id.index()]
    }

    /// The evidence groups whose weight rests on the finding.
    pub fn groups_resting_on(&self, id: FindingId) -> &[GroupId] {
        let groups = self.rests_on.groups.get_or_init(|| self.rests_on.groups(self.literature.as_ref()));
        &groups[id.index()]
    }

    /// Whether it rests on the finding which groups must not both count.
    pub fn doubles_rest_on(&self, id: FindingId) -> bool {
        self.rests_on.doubles.contains(id)
    }

    /// Whether it rests on the finding that something stands in the way of calling a fit strong.
    pub fn strong_rests_on(&self, id: FindingId) -> bool {
        self.rests_on.strong.contains(id)
    }

    /// The criteria sets in use by which a rival of the subject is judged.
    pub fn sets_of_rivals(&self) -> &[SetId] {
        &self.rests_on.sets_of_rivals
    }

    pub fn criterion_rests_on(&self, set: SetId, criterion: CriterionId) -> &FindingSet {
        &self.rests_on.criteria[set.index()][criterion.index()]
    }

    /// Whether any criterion of the set rests on the finding.
    pub fn set_rests_on(&self, set: SetId, id: FindingId) -> bool {
        self.rests_on.criteria[set.index()].iter().any(|criterion| criterion.contains(id))
    }
}
