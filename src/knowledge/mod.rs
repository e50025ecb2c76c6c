//! Floor 1: what the literature says: the types of the knowledge pack, its loader and its checker.
//!
//! Text in, values out: this room knows no disk. A pack passes three stages, each a type of its own:
//! `files` (what is read, ids still words), `check` (ids resolved, units converted, counts possible), and
//! [`Knowledge`] (what runs). Only checked knowledge can be evaluated, so evaluation has no errors of its own.

mod check;
mod criteria;
mod embedded;
pub mod files;
mod ids;
mod pack;
mod rule;
pub mod schema;
mod text;
mod vocabulary;

pub use check::{Layer, PackText, check, load};
pub use criteria::{Conclusion, CriteriaSet, Criterion};
pub use embedded::embedded;
pub use ids::{ConclusionId, CriterionId, FindingId, OptionId, RoleId, SectionId, SetId};
pub use pack::Knowledge;
pub use rule::{Bound, Evidence, Limit, Rule, Side, Tally};
pub use text::{Lang, Text};
pub use vocabulary::{ChoiceOption, Finding, Help, Inference, Kind, Measure, Section, Sex, Unit};
