//! The truth in up to 64 cases side by side, two bits each.

use std::iter::successors;
use std::ops::Not;

use super::truth::{Plane, Truth};

/// So many cases stand side by side.
pub const LANES: usize = 64;

/// In which cases something is true, and in which it is false; in the others it is unknown. A bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lanes {
    /// In which cases it is true.
    pub yes: u64,
    /// In which cases it is false.
    pub no: u64,
}

impl Lanes {
    /// The same truth in every case.
    pub fn all(truth: Truth) -> Lanes {
        match truth {
            Truth::True => Lanes { yes: u64::MAX, no: 0 },
            Truth::False => Lanes { yes: 0, no: u64::MAX },
            Truth::Unknown => Lanes { yes: 0, no: 0 },
        }
    }

    /// The truth in one case.
    pub fn at(self, lane: usize) -> Truth {
        match (self.yes >> lane & 1, self.no >> lane & 1) {
            (1, _) => Truth::True,
            (_, 1) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// Puts the truth in one case.
    pub fn set(&mut self, lane: usize, truth: Truth) {
        let (bit, all) = (1 << lane, Lanes::all(truth));
        self.yes = self.yes & !bit | all.yes & bit;
        self.no = self.no & !bit | all.no & bit;
    }

    /// In which cases it is true, or false.
    pub fn where_it_is(self, holds: bool) -> u64 {
        if holds { self.yes } else { self.no }
    }

    /// In which cases it is something else.
    pub fn where_not(self, truth: Truth) -> u64 {
        let all = Lanes::all(truth);
        self.yes ^ all.yes | self.no ^ all.no
    }
}

impl Not for Lanes {
    type Output = Lanes;

    fn not(self) -> Lanes {
        Lanes { yes: self.no, no: self.yes }
    }
}

impl Plane for Lanes {
    const UNKNOWN: Lanes = Lanes { yes: 0, no: 0 };

    fn at_least<Part>(k: usize, parts: &[Part], mut of: impl FnMut(&Part) -> Lanes) -> Lanes {
        if k == parts.len() {
            return !Lanes::any(parts, |part| !of(part));
        }
        if k == 1 {
            return Lanes::any(parts, of);
        }
        some(k, parts, of)
    }

    fn inferred(present: Lanes, absent: Lanes) -> Lanes {
        Lanes { yes: present.yes, no: absent.yes & !present.yes }
    }
}

impl Lanes {
    /// Whether any of the parts is true.
    fn any<Part>(parts: &[Part], mut of: impl FnMut(&Part) -> Lanes) -> Lanes {
        let mut any = Lanes::all(Truth::False);
        for part in parts {
            let part = of(part);
            any = Lanes { yes: any.yes | part.yes, no: any.no & part.no };
            if any.yes == u64::MAX {
                break;
            }
        }
        any
    }
}

/// Whether at least so many of the parts are true.
#[expect(clippy::indexing_slicing, reason = "there are as many places as are counted to")]
fn some<Part>(k: usize, parts: &[Part], mut of: impl FnMut(&Part) -> Lanes) -> Lanes {
    let enough_fail = parts.len() + 1 - k;
    // holding[i]: in which cases at least i of the parts so far are true; failing[i]: false.
    let (mut holding, mut failing) = (vec![0; k + 1], vec![0; enough_fail + 1]);
    (holding[0], failing[0]) = (u64::MAX, u64::MAX);
    for part in parts {
        let Lanes { yes, no } = of(part);
        (1..=k).rev().for_each(|i| holding[i] |= holding[i - 1] & yes);
        (1..=enough_fail).rev().for_each(|i| failing[i] |= failing[i - 1] & no);
    }
    Lanes { yes: holding[k], no: failing[enough_fail] }
}

/// The places of the bits that are set.
pub(crate) fn bits(mask: u64) -> impl Iterator<Item = usize> {
    let left = successors(Some(mask), |left| Some(left & left.wrapping_sub(1)));
    left.take_while(|left| *left != 0).map(|left| left.trailing_zeros() as usize)
}
