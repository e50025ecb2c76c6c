//! Putting things in order, through one sort of their places: the standard one is compiled for every type and every key
//! anew, at seven kilobytes each. It is a little faster, so the engine keeps to it.

use std::cmp::Ordering;

/// Puts items in the order of a key; equal ones keep theirs.
pub(crate) fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |one, other| key(one).cmp(&key(other)));
}

/// Puts items in an order; equal ones keep theirs.
pub(crate) fn by<T>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let compare = |one: usize, other: usize| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => order(one, other),
        _ => Ordering::Equal,
    };
    for (to, from) in swaps(items.len(), &compare) {
        items.swap(to, from);
    }
}

/// What is swapped, one after the other, to put so many things in order.
fn swaps(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    let mut swaps: Vec<(usize, usize)> = Vec::with_capacity(count);
    for (to, mut from) in places.into_iter().enumerate() {
        // What stood at a place that is done already was swapped away from there.
        while let Some((_, moved)) = swaps.get(from) {
            from = *moved;
        }
        swaps.push((to, from));
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_stand_in_order_and_equal_ones_as_they_stood() {
        for seed in 0..200 {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut items: Vec<(u8, usize)> = (0..random.usize(..40)).map(|at| (random.u8(..9), at)).collect();
            let mut expected = items.clone();
            expected.sort();
            by_key(&mut items, |(key, _)| *key);
            assert_eq!(items, expected);
        }
    }
}
