//! What holds, as data: every sign, limit, criterion and conclusion a node, and what each follows from.
//!
//! A node rests on earlier nodes only, so that one pass from the first to the last works everything out. What a node is worth
//! in a case, or in many cases side by side, is the engine's.

mod lower;
mod rests_on;

use super::{AdviceId, Bound, ConclusionId, CriterionId, FindingId, OptionId, SetId, SettingId, TestId};
use rests_on::RestsOn;

/// A node of the circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// Its place among all nodes.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Its entry in a table of all nodes.
    #[expect(clippy::indexing_slicing, reason = "an id is made for a place of its table")]
    pub fn of<T>(self, table: &[T]) -> &T {
        &table[self.0 as usize]
    }

    /// As [`Self::of`], to be changed.
    #[expect(clippy::indexing_slicing, reason = "an id is made for a place of its table")]
    pub fn of_mut<T>(self, table: &mut [T]) -> &mut T {
        &mut table[self.0 as usize]
    }
}

/// What may hold.
#[derive(Clone, Debug)]
pub enum Node {
    /// A sign is present: what is said of it, else what follows from either of its rules.
    Sign {
        /// Which sign.
        finding: FindingId,
        /// What infers its presence.
        present: Option<NodeId>,
        /// What infers its absence; presence wins.
        absent: Option<NodeId>,
    },
    /// A quantity is on the given side of a limit.
    Beyond(FindingId, Box<Bound>),
    /// A choice is one of the options.
    OneOf(FindingId, Vec<OptionId>),
    /// A criterion of a set is met: its rule holds.
    Criterion(SetId, CriterionId, NodeId),
    /// A conclusion of a set is met: its rule over the set's criteria holds.
    Conclusion(SetId, ConclusionId, NodeId),
    /// At least so many of the parts hold.
    AtLeast(usize, Vec<NodeId>),
    /// The part fails.
    Not(NodeId),
}

/// All rules of the pack as nodes.
#[derive(Debug, Default)]
pub struct Circuit {
    nodes: Vec<Node>,
    signs: Vec<NodeId>,
    criteria: Vec<Vec<NodeId>>,
    conclusions: Vec<Vec<NodeId>>,
    /// When each line of advice applies, and when it does not after all.
    advice: Vec<(NodeId, Option<NodeId>)>,
    /// What must hold before each examination.
    after: Vec<Option<NodeId>>,
    staging: Option<NodeId>,
    settings: Vec<Option<NodeId>>,
    not_both: Vec<NodeId>,
    rests_on: RestsOn,
}

impl Circuit {
    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the pack has neither findings nor rules.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// What stands at a place.
    pub fn node(&self, id: NodeId) -> &Node {
        id.of(&self.nodes)
    }

    /// Every node, each after those it rests on.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// The node of a sign.
    pub fn sign(&self, id: FindingId) -> NodeId {
        *id.of(&self.signs)
    }

    /// The rule that infers a sign to be present, or to be absent.
    pub fn inference(&self, id: FindingId, of_presence: bool) -> Option<NodeId> {
        match self.node(self.sign(id)) {
            Node::Sign { present, absent, .. } => {
                if of_presence {
                    *present
                } else {
                    *absent
                }
            }
            _ => None,
        }
    }

    /// The other quantities that a sign is inferred from beside this one, each by a limit of its own.
    pub fn measured_beside(&self, id: FindingId) -> Vec<FindingId> {
        let mut beside = Vec::new();
        for present in self.ids().filter_map(|node| match self.node(node) {
            Node::Sign { present, .. } => *present,
            _ => None,
        }) {
            let mut limited = Vec::new();
            self.limited(present, &mut limited);
            if limited.contains(&id) {
                beside.extend(limited.into_iter().filter(|other| *other != id));
            }
        }
        beside
    }

    /// The quantities with a limit in a rule itself, not in what its signs are inferred from.
    fn limited(&self, rule: NodeId, found: &mut Vec<FindingId>) {
        match self.node(rule) {
            Node::Beyond(finding, _) => found.push(*finding),
            Node::AtLeast(_, parts) => parts.iter().for_each(|part| self.limited(*part, found)),
            Node::Not(part) => self.limited(*part, found),
            Node::Sign { .. } | Node::OneOf(..) | Node::Criterion(..) | Node::Conclusion(..) => {}
        }
    }

    /// The criteria of a set, in the order of its table.
    pub fn criteria(&self, set: SetId) -> &[NodeId] {
        set.of(&self.criteria).as_slice()
    }

    /// The node of a criterion.
    pub fn criterion(&self, set: SetId, criterion: CriterionId) -> NodeId {
        *criterion.of(self.criteria(set))
    }

    /// The conclusions of a set, in its order.
    pub fn conclusions(&self, set: SetId) -> &[NodeId] {
        set.of(&self.conclusions).as_slice()
    }

    /// The node of a conclusion.
    pub fn conclusion(&self, set: SetId, conclusion: ConclusionId) -> NodeId {
        *conclusion.of(self.conclusions(set))
    }

    /// The rule of a criterion or a conclusion; any other node is its own.
    pub fn rule(&self, id: NodeId) -> NodeId {
        match self.node(id) {
            Node::Criterion(_, _, rule) | Node::Conclusion(_, _, rule) => *rule,
            _ => id,
        }
    }

    /// When a line of advice applies, and when it does not after all.
    pub fn advice(&self, id: AdviceId) -> (NodeId, Option<NodeId>) {
        *id.of(&self.advice)
    }

    /// What must hold before an examination is ordered.
    pub fn after(&self, id: TestId) -> Option<NodeId> {
        *id.of(&self.after)
    }

    /// What must hold for a patient to be staged.
    pub fn staging(&self) -> Option<NodeId> {
        self.staging
    }

    /// What tells that a patient is seen in a setting.
    pub fn setting(&self, id: SettingId) -> Option<NodeId> {
        self.settings.get(id.index()).copied().flatten()
    }

    /// When the groups of each pair that must not both count do not.
    pub fn not_both(&self) -> &[NodeId] {
        &self.not_both
    }
}
