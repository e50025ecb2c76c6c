//! How a rule gets a truth with the fewest things, whatever they are: answers that prove it, or findings still to come.

use crate::knowledge::{Circuit, Node, NodeId};

/// What was taken so far, the parts of the rules under way one after the other.
pub(crate) struct Taken<T> {
    items: Vec<T>,
    /// From where to where each part takes it.
    parts: Vec<(usize, usize)>,
}

impl<T: Copy + PartialEq> Taken<T> {
    pub(crate) fn new() -> Taken<T> {
        Taken { items: Vec::with_capacity(16), parts: Vec::with_capacity(16) }
    }

    pub(crate) fn push(&mut self, item: T) {
        self.items.push(item);
    }

    pub(crate) fn extend(&mut self, items: &[T]) {
        self.items.extend_from_slice(items);
    }

    pub(crate) fn into_items(self) -> Vec<T> {
        self.items
    }

    /// Of the parts since then keeps those that take the fewest, everything once.
    #[expect(clippy::indexing_slicing, reason = "parts are pieces of what was taken")]
    fn keep_fewest(&mut self, since: (usize, usize), count: usize) {
        let (start, first) = since;
        let end = self.items.len();
        self.parts[first..].sort_by_key(|(from, to)| to - from);
        for part in first..first + count {
            for at in self.parts[part].0..self.parts[part].1 {
                let item = self.items[at];
                if !self.items[end..].contains(&item) {
                    self.items.push(item);
                }
            }
        }
        self.items.drain(start..end);
        self.parts.truncate(first);
    }
}

/// Takes what gives a rule the truth that is wanted: enough of its parts, those that take the fewest. `leaf` takes what
/// a node needs that is not itself made of parts, or says that it cannot have that truth and takes nothing; so does this.
pub(crate) fn fewest<World, T: Copy + PartialEq>(
    circuit: &Circuit,
    rule: NodeId,
    wanted: bool,
    world: &mut World,
    taken: &mut Taken<T>,
    leaf: &impl Fn(&mut World, NodeId, bool, &mut Taken<T>) -> bool,
) -> bool {
    let (k, parts) = match circuit.node(rule) {
        Node::Not(part) => return fewest(circuit, *part, !wanted, world, taken, leaf),
        Node::AtLeast(k, parts) => (*k, parts),
        _ => return leaf(world, rule, wanted, taken),
    };
    let needed = if wanted { k } else { parts.len() + 1 - k };
    let since = (taken.items.len(), taken.parts.len());
    let mut found = 0;
    for (at, part) in parts.iter().enumerate() {
        let from = taken.items.len();
        if fewest(circuit, *part, wanted, world, taken, leaf) {
            taken.parts.push((from, taken.items.len()));
            found += 1;
        }
        if found + parts.len() - at - 1 < needed {
            taken.items.truncate(since.0);
            taken.parts.truncate(since.1);
            return false;
        }
    }
    taken.keep_fewest(since, needed);
    true
}
