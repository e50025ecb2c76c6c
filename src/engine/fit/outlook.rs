//! What would still change something: the examinations from which something is to be expected, and whether anything else is.

use super::next::NextTest;
use super::profile::Profile;
use super::robustness::{Extreme, Undecided, extreme};
use crate::engine::assessment::{OpenItem, SetAssessment};
use crate::engine::evaluate::Evaluation;
use crate::engine::reach::settles;
use crate::json::exceeds;
use crate::knowledge::{FindingId, FindingMask};

/// What moves the probability by no more than this does not change it to speak of.
pub const MOVES: f64 = 0.01;

/// What could still change the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The examinations that can settle a set or are expected to tell something, in the order of the next ones; also
    /// once the disease is found.
    pub tests: Vec<NextTest>,
    /// Whether nothing else would: whatever else is still unknown, all of it together settles no set in use for the
    /// leading disease, and no single answer moves the probability by more than [`MOVES`].
    pub nothing_else: bool,
}

/// What could still change the result, of all examinations worth ordering and of what is `still_open`.
pub(crate) fn outlook(
    all: &[NextTest],
    sets: &[SetAssessment],
    evaluation: &Evaluation,
    profile: Option<&Profile>,
    still_open: FindingMask,
) -> Outlook {
    let tests: Vec<NextTest> = all.iter().filter(|next| next.informs() || !next.settles.is_empty()).cloned().collect();
    let mut others = still_open;
    tests.iter().flat_map(|next| &next.reveals).for_each(|id| others.remove(*id));
    let others: Vec<FindingId> = evaluation.knowledge.finding_ids().filter(|id| others.contains(*id)).collect();
    let nothing_else = !profile.is_some_and(|profile| move_the_fit(profile, evaluation, &others))
        && !settle(evaluation, sets, &others);
    Outlook { tests, nothing_else }
}

/// Whether what is unknown could together settle a set in use for the leading disease, or another set that such a one
/// hangs on.
fn settle(evaluation: &Evaluation, sets: &[SetAssessment], unknown: &[FindingId]) -> bool {
    let knowledge = evaluation.knowledge;
    let leading = |assessed: &&SetAssessment| {
        let set = knowledge.set(assessed.set);
        set.is_in_use() && knowledge.leading_disease() == Some(set.disease.as_str())
    };
    let mut looked_at: Vec<&SetAssessment> = sets.iter().filter(leading).collect();
    let mut at = 0;
    while let Some(assessed) = looked_at.get(at) {
        let others =
            assessed.criteria.iter().flat_map(|criterion| &criterion.open).filter_map(|open| match open.item {
                OpenItem::Conclusion(other, _) => Some(other.of(sets)),
                OpenItem::Finding(_) => None,
            });
        let others: Vec<&SetAssessment> =
            others.filter(|other| looked_at.iter().all(|before| before.set != other.set)).collect();
        looked_at.extend(others);
        at += 1;
    }
    settles(evaluation, &looked_at, &[unknown]).iter().any(|settles| !settles.is_empty())
}

/// Whether an answer to one of the unknown findings could move the probability. Each question that rests on it takes the
/// answer that moves it furthest, so that this may say yes too often and never too rarely.
fn move_the_fit(profile: &Profile, evaluation: &Evaluation, unknown: &[FindingId]) -> bool {
    let (knowledge, circuit) = (evaluation.knowledge, evaluation.circuit());
    let now = profile.probability();
    unknown.iter().any(|id| {
        let groups = knowledge.groups_resting_on(*id);
        if groups.is_empty() {
            return false;
        }
        if knowledge.doubles_rest_on(*id) {
            return true;
        }
        let asks = |finding: FindingId| circuit.rests_on(circuit.sign(finding)).contains(*id);
        let undecided = Undecided::of(profile, groups.iter().copied(), asks);
        let moves = |extreme_is| exceeds((extreme(profile, &undecided, extreme_is) - now).abs(), MOVES);
        moves(Extreme::Best) || moves(Extreme::Worst)
    })
}
