//! Which cases a session takes, and under which key a case stands in the notebook.

use crate::case::TeachingCase;
use crate::teach::{Moment, Progress};

/// Which cases a session takes: what is due, then what is new in an order of the seed's, then what is due soonest.
pub fn lineup(cases: &[TeachingCase], progress: &Progress, now: Moment, count: usize, seed: u64) -> Vec<usize> {
    let mut shuffled: Vec<usize> = (0..cases.len()).collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut shuffled);
    shuffled.sort_by_cached_key(|at| cases.get(*at).map(|case| progress.turn(&key(case), now)));
    shuffled.truncate(count);
    shuffled
}

/// The key of a case in the notebook. Decks may hold other cases under the same id.
pub fn key(case: &TeachingCase) -> String {
    match &case.edition {
        Some(edition) => format!("case:{}#{edition}", case.id),
        None => format!("case:{}", case.id),
    }
}
