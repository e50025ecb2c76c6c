//! Strong Kleene logic: unknown stays unknown unless the rest decides (Kleene 1952, paragraph 64).

use std::ops::Not;

use crate::knowledge::{Rule, Shape};

/// A truth value; unknown is neither true nor false, and lies between them: of two that must both hold the lesser counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    False,
    Unknown,
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

/// The truth of a rule, given the truth of its leaves.
pub fn truth<Leaf>(rule: &Rule<Leaf>, leaf: &mut impl FnMut(&Leaf) -> Truth) -> Truth {
    match rule.shape() {
        Shape::Is(this) => leaf(this),
        Shape::Not(part) => !truth(part, leaf),
        Shape::AtLeast(k, parts) => at_least(k, parts, &mut |part| truth(part, leaf)),
    }
}

/// True once `k` parts are true, false once more than `n - k` are false, else unknown.
pub fn at_least<Part>(k: usize, parts: &[Part], truth: &mut impl FnMut(&Part) -> Truth) -> Truth {
    let (mut holding, mut possible) = (0, parts.len());
    for part in parts {
        if holding >= k || possible < k {
            break;
        }
        match truth(part) {
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
