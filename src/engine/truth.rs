//! Strong Kleene logic: unknown stays unknown unless the rest decides (Kleene 1952, paragraph 64).

use std::ops::Not;

/// A truth value; unknown is neither true nor false, and lies between them: of two that must both hold the lesser counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold.
    False,
    /// Nobody knows.
    Unknown,
    /// It holds.
    True,
}

impl Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

impl From<Option<bool>> for Truth {
    fn from(holds: Option<bool>) -> Truth {
        holds.map_or(Truth::Unknown, Truth::from)
    }
}

/// The truth in one case, or in each of many side by side, and how rules combine it.
pub trait Plane: Copy + Not<Output = Self> {
    /// Unknown, in every case.
    const UNKNOWN: Self;

    /// True once `k` parts are true, false once more than `n - k` are false, else unknown.
    fn at_least<Part>(k: usize, parts: &[Part], of: impl FnMut(&Part) -> Self) -> Self;

    /// What the two rules of a sign infer: present wins where both hold.
    fn inferred(present: Self, absent: Self) -> Self;
}

impl Plane for Truth {
    const UNKNOWN: Truth = Truth::Unknown;

    fn at_least<Part>(k: usize, parts: &[Part], mut of: impl FnMut(&Part) -> Truth) -> Truth {
        let (mut holding, mut possible) = (0, parts.len());
        for part in parts {
            if holding >= k || possible < k {
                break;
            }
            match of(part) {
                Truth::True => holding += 1,
                Truth::False => possible -= 1,
                Truth::Unknown => {}
            }
        }
        if holding >= k {
            Truth::True
        } else if possible < k {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    fn inferred(present: Truth, absent: Truth) -> Truth {
        match (present, absent) {
            (Truth::True, _) => Truth::True,
            (_, Truth::True) => Truth::False,
            _ => Truth::Unknown,
        }
    }
}
