//! Sets of findings, a bit each.

use std::iter::successors;

use super::FindingId;

/// A set of findings, a bit each; of the words of 64 bits only those that hold one, in their order, each with its
/// place: what rests on few of very many findings takes little room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingSet(Vec<(usize, u64)>);

impl FindingSet {
    /// These findings.
    pub fn of(findings: impl IntoIterator<Item = FindingId>) -> FindingSet {
        let mut set = FindingSet::default();
        set.extend(findings);
        set
    }

    /// Takes a finding in.
    pub fn insert(&mut self, id: FindingId) {
        self.add(id.index() / 64, 1 << (id.index() % 64));
    }

    fn add(&mut self, word: usize, bits: u64) {
        let place = self.place(word);
        match place.map(|at| self.0.get_mut(at)) {
            Ok(there) => there.into_iter().for_each(|(_, there)| *there |= bits),
            Err(at) => self.0.insert(at, (word, bits)),
        }
    }

    /// Where a word is, or would have to be.
    fn place(&self, word: usize) -> Result<usize, usize> {
        self.0.binary_search_by_key(&word, |(word, _)| *word)
    }

    /// Whether the finding is among them.
    pub fn contains(&self, id: FindingId) -> bool {
        let word = self.place(id.index() / 64).ok().and_then(|at| self.0.get(at));
        word.is_some_and(|(_, bits)| bits >> (id.index() % 64) & 1 == 1)
    }

    /// The findings, in the order of the vocabulary.
    pub fn ids(&self) -> impl Iterator<Item = FindingId> {
        let bits = |(word, bits): &(usize, u64)| {
            let word = *word;
            let left = successors(Some(*bits), |bits| Some(bits & bits.wrapping_sub(1))).take_while(|bits| *bits != 0);
            left.map(move |bits| FindingId::at(word * 64 + bits.trailing_zeros() as usize))
        };
        self.0.iter().flat_map(bits)
    }

    /// Takes all of another set in.
    pub fn join(&mut self, other: &FindingSet) {
        other.0.iter().for_each(|(word, bits)| self.add(*word, *bits));
    }
}

/// Which of all findings, a bit each: looked at and changed often.
#[derive(Clone)]
pub struct FindingMask(Vec<u64>);

#[expect(clippy::indexing_slicing, reason = "it has a bit for every finding of its pack")]
impl FindingMask {
    /// Some of so many findings.
    pub fn of(count: usize, findings: impl Iterator<Item = FindingId>) -> FindingMask {
        let mut mask = FindingMask(vec![0; count.div_ceil(64)]);
        findings.for_each(|id| mask.insert(id));
        mask
    }

    /// From now on none.
    pub fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Takes a finding in.
    pub fn insert(&mut self, id: FindingId) {
        self.0[id.index() / 64] |= 1 << (id.index() % 64);
    }

    /// Leaves a finding out.
    pub fn remove(&mut self, id: FindingId) {
        self.0[id.index() / 64] &= !(1 << (id.index() % 64));
    }

    /// Whether the finding is among them.
    pub fn contains(&self, id: FindingId) -> bool {
        self.0[id.index() / 64] & (1 << (id.index() % 64)) != 0
    }

    /// Whether any finding of the set is among them.
    pub fn meets(&self, set: &FindingSet) -> bool {
        set.0.iter().any(|(word, bits)| self.0[*word] & bits != 0)
    }
}

impl Extend<FindingId> for FindingSet {
    fn extend<I: IntoIterator<Item = FindingId>>(&mut self, findings: I) {
        findings.into_iter().for_each(|id| self.insert(id));
    }
}
