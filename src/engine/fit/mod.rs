//! How well the whole profile fits: the probability of the subject among its rivals, and what it rests on.
//!
//! Naive Bayes over evidence groups (Warner 1961 in spirit), each group counted once through its most certain
//! answer, each ratio capped; the method and every parameter stand in `docs/methods.md`.

mod band;
mod differential;
mod due;
mod next;
mod odds;
mod order;
mod robustness;
mod rows;
mod separate;
mod setting;

pub use band::{Band, Obstacle};
pub use differential::{Cell, Differential, Figure, Rival, Told, differential};
pub use due::due;
pub use next::{Before, NextTest, next_tests};
pub use odds::{Fit, GroupWeight, Profile, band, fit};
pub use robustness::{Change, Robustness, Turning, robustness};
pub use rows::{Behind, Row, Rows};
pub use separate::{Separating, separating};
pub use setting::{Misfit, setting_of_answers};
