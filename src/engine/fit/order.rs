//! The order of examinations: lighter ones come first, unless a heavier one is expected to tell clearly more.

use std::cmp::Reverse;
use std::collections::VecDeque;

use super::next::{NextTest, ROUNDING};
use crate::json::exceeds;

/// An examination, and what its place goes by.
pub(crate) struct Ranked {
    pub next: NextTest,
    /// How heavy it is.
    pub level: u8,
    /// It stands before others of its level.
    pub rises: bool,
    /// Its place among those that separate the leading rival.
    pub separates: Option<usize>,
}

/// Within a level first what rises, then by the information expected; where that rounds to nothing, first what separates
/// the leading rival. One of a heavier level comes before what is left of lighter ones only where it is expected to tell
/// more than so many times as much for each level between.
pub(crate) fn in_order(mut ranked: Vec<Ranked>, clearly_more: f64) -> Vec<NextTest> {
    // What differs by rounding only stays in the order of the pack.
    let steps = |next: &NextTest| if next.informs() { (next.bits / ROUNDING).round() as i64 } else { 0 };
    let separates = |one: &Ranked| one.separates.unwrap_or(usize::MAX);
    ranked.sort_by_key(|one| (one.level, !one.rises, Reverse(steps(&one.next)), separates(one), one.next.test));
    let mut ordered = Vec::with_capacity(ranked.len());
    let mut levels: Vec<VecDeque<Ranked>> = Vec::new();
    for one in ranked {
        match levels.last_mut().filter(|level| level.front().is_some_and(|first| first.level == one.level)) {
            Some(level) => level.push_back(one),
            None => levels.push(VecDeque::from([one])),
        }
    }
    while let Some(first) = first(&levels, clearly_more) {
        ordered.extend(levels.get_mut(first).and_then(VecDeque::pop_front).map(|one| one.next));
    }
    ordered
}

/// The heaviest level whose next examination may come before all that is left of the lighter ones.
fn first(levels: &[VecDeque<Ranked>], clearly_more: f64) -> Option<usize> {
    let tells_clearly_more = |heavy: &Ranked, light: &Ranked| {
        let times = clearly_more.powi(i32::from(heavy.level - light.level));
        heavy.next.informs() && exceeds(heavy.next.bits, times * light.next.bits)
    };
    levels.iter().enumerate().rposition(|(at, level)| {
        let lighter = || levels.iter().take(at).flatten();
        level.front().is_some_and(|heavy| lighter().all(|light| tells_clearly_more(heavy, light)))
    })
}
