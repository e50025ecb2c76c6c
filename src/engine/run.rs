//! What holds in a world: the nodes of the circuit, worked out when asked and remembered.

use super::truth::Plane;
use crate::knowledge::{Bound, Circuit, FindingId, Node, NodeId, OptionId};

/// What the answers are: of one case, or of many side by side.
pub trait World {
    /// The truth in one case, or in many.
    type Plane: Plane;

    /// A sign: what is said of it, else what its rules infer, asked for by whether they infer its presence.
    fn sign(&self, finding: FindingId, rule: impl FnMut(bool) -> Self::Plane) -> Self::Plane;

    /// Whether a quantity lies beyond a limit.
    fn beyond(&self, finding: FindingId, bound: &Bound) -> Self::Plane;

    /// Whether a choice is one of the options.
    fn one_of(&self, finding: FindingId, options: &[OptionId]) -> Self::Plane;

    /// Whether a criterion may hold or fail: anything that it rests on is known.
    fn decides(&self, _criterion: NodeId) -> bool {
        true
    }

    /// What a criterion makes of a conclusion that it asks for.
    fn conclusion(&self, conclusion: Self::Plane) -> Self::Plane {
        conclusion
    }
}

/// The circuit in a world.
pub struct Run<'k, W: World> {
    /// The nodes.
    pub circuit: &'k Circuit,
    world: W,
    known: Known<W::Plane>,
}

/// What each node is worth, if it was asked for since the world last changed.
struct Known<P> {
    view: u32,
    nodes: Vec<(u32, P)>,
}

impl<'k, W: World> Run<'k, W> {
    /// A circuit of which nothing was asked yet.
    pub fn new(circuit: &'k Circuit, world: W) -> Self {
        Run { circuit, world, known: Known { view: 1, nodes: vec![(0, W::Plane::UNKNOWN); circuit.len()] } }
    }

    /// The answers.
    pub fn world(&self) -> &W {
        &self.world
    }

    /// Changes the world; what was known of it is forgotten.
    pub fn change(&mut self, change: impl FnOnce(&mut W)) {
        change(&mut self.world);
        self.known.view += 1;
    }

    /// What a node is worth.
    pub fn of(&mut self, node: NodeId) -> W::Plane {
        of(self.circuit, &self.world, &mut self.known, node)
    }
}

fn of<W: World>(circuit: &Circuit, world: &W, known: &mut Known<W::Plane>, id: NodeId) -> W::Plane {
    let (view, plane) = *id.of(&known.nodes);
    if view == known.view {
        return plane;
    }
    let plane = match circuit.node(id) {
        Node::Sign { finding, present, absent } => world.sign(*finding, |of_presence| {
            let rule = if of_presence { present } else { absent };
            rule.map_or(W::Plane::UNKNOWN, |rule| of(circuit, world, known, rule))
        }),
        Node::Beyond(finding, bound) => world.beyond(*finding, bound),
        Node::OneOf(finding, options) => world.one_of(*finding, options),
        Node::Criterion(_, _, rule) if world.decides(id) => of(circuit, world, known, *rule),
        Node::Criterion(..) => W::Plane::UNKNOWN,
        Node::Conclusion(_, _, rule) => world.conclusion(of(circuit, world, known, *rule)),
        Node::Not(part) => !of(circuit, world, known, *part),
        Node::AtLeast(k, parts) => W::Plane::at_least(*k, parts, |part| of(circuit, world, known, *part)),
    };
    *id.of_mut(&mut known.nodes) = (known.view, plane);
    plane
}
