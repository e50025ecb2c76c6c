//! Which findings a node rests on, directly or through others: known once the pack is read, so that nothing is tried that
//! cannot change anything.

use std::sync::OnceLock;

use super::{Circuit, Node, NodeId};
use crate::knowledge::{CriterionId, FindingId, FindingSet, GroupId, Knowledge, Literature, SetId};

/// What everything rests on.
#[derive(Debug, Default)]
pub(super) struct RestsOn {
    /// In the order of the nodes.
    nodes: Vec<FindingSet>,
    /// For each finding the evidence groups whose weight rests on it, once that was asked for.
    groups: OnceLock<Vec<Vec<GroupId>>>,
    /// What decides which groups must not both count.
    doubles: FindingSet,
    /// What decides whether something stands in the way of calling a fit strong.
    strong: FindingSet,
    sets_of_rivals: Vec<SetId>,
}

impl RestsOn {
    pub(crate) fn of(circuit: &Circuit, knowledge: &Knowledge) -> RestsOn {
        let mut rests = RestsOn::default();
        for id in circuit.ids() {
            let of_node = rests.node(circuit, knowledge, circuit.node(id));
            rests.nodes.push(of_node);
        }
        if let Some(literature) = &knowledge.literature {
            rests.literature(circuit, knowledge, literature);
        }
        rests
    }

    /// What a node rests on whose parts were looked at before.
    fn node(&self, circuit: &Circuit, knowledge: &Knowledge, node: &Node) -> FindingSet {
        let mut all = FindingSet::default();
        let mut join = |part: &NodeId| all.join(part.of(&self.nodes));
        match node {
            Node::Sign { finding, present, absent } => {
                present.iter().chain(absent).for_each(join);
                all.extend(answer_rests_on(knowledge, *finding));
            }
            Node::Beyond(finding, bound) => {
                join(&circuit.sign(*finding));
                all.extend(knowledge.sex.filter(|_| bound.is_by_sex()).map(|sex| sex.finding));
            }
            Node::OneOf(finding, _) => join(&circuit.sign(*finding)),
            Node::AtLeast(_, parts) => parts.iter().for_each(join),
            Node::Criterion(_, _, rule) | Node::Conclusion(_, _, rule) | Node::Not(rule) => join(rule),
        }
        all
    }

    fn literature(&mut self, circuit: &Circuit, knowledge: &Knowledge, literature: &Literature) {
        circuit.not_both.iter().for_each(|node| self.doubles.join(node.of(&self.nodes)));
        let is_of_rival = |disease: &str| literature.rivals().any(|rival| literature.hypothesis(rival).id == disease);
        let sets =
            knowledge.set_ids().filter(|id| knowledge.set(*id).is_in_use() && is_of_rival(&knowledge.set(*id).disease));
        self.sets_of_rivals = sets.collect();
        let signs = [&literature.strong_needs, &literature.strong_one_of, &literature.strong_unless];
        let signs = signs.into_iter().flatten().map(|id| circuit.sign(*id));
        let conclusions = self.sets_of_rivals.iter().flat_map(|set| circuit.conclusions(*set)).copied();
        signs.chain(conclusions).for_each(|node| self.strong.join(node.of(&self.nodes)));
    }

    fn groups(&self, circuit: &Circuit, literature: Option<&Literature>) -> Vec<Vec<GroupId>> {
        let mut groups = vec![Vec::new(); circuit.signs.len()];
        let scale = literature.map_or(&[][..], |literature| literature.asking());
        for (at, group) in scale.iter().enumerate() {
            let mut of_group = FindingSet::default();
            group.items.iter().for_each(|item| of_group.join(circuit.sign(item.finding).of(&self.nodes)));
            of_group.ids().for_each(|id| id.of_mut(&mut groups).push(GroupId::at(at)));
        }
        groups
    }
}

/// What decides whether an answer counts: itself, and for a finding of one sex the sex.
fn answer_rests_on(knowledge: &Knowledge, id: FindingId) -> impl Iterator<Item = FindingId> {
    let sex = knowledge.sex.filter(|_| knowledge.finding(id).only_in.is_some());
    [id].into_iter().chain(sex.map(|sex| sex.finding))
}

impl Circuit {
    /// The findings that decide what a node is worth.
    pub fn rests_on(&self, id: NodeId) -> &FindingSet {
        id.of(&self.rests_on.nodes)
    }
}

impl Knowledge {
    /// The evidence groups whose weight rests on the finding.
    pub fn groups_resting_on(&self, id: FindingId) -> &[GroupId] {
        let rests_on = &self.circuit.rests_on;
        let groups = rests_on.groups.get_or_init(|| rests_on.groups(&self.circuit, self.literature.as_ref()));
        id.of(groups).as_slice()
    }

    /// Whether it rests on the finding which groups must not both count.
    pub fn doubles_rest_on(&self, id: FindingId) -> bool {
        self.circuit.rests_on.doubles.contains(id)
    }

    /// Whether it rests on the finding that something stands in the way of calling a fit strong.
    pub fn strong_rests_on(&self, id: FindingId) -> bool {
        self.circuit.rests_on.strong.contains(id)
    }

    /// The criteria sets in use by which a rival of the subject is judged.
    pub fn sets_of_rivals(&self) -> &[SetId] {
        &self.circuit.rests_on.sets_of_rivals
    }

    /// All that a criterion rests on.
    pub fn criterion_rests_on(&self, set: SetId, criterion: CriterionId) -> &FindingSet {
        self.circuit.rests_on(self.circuit.criterion(set, criterion))
    }

    /// Whether any criterion of the set rests on the finding.
    pub fn set_rests_on(&self, set: SetId, id: FindingId) -> bool {
        self.circuit.criteria(set).iter().any(|criterion| self.circuit.rests_on(*criterion).contains(id))
    }
}
