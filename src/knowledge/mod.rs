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
mod lexicon;
mod literature;
mod pack;
mod rests_on;
mod rule;
pub mod schema;
mod search;
mod text;
mod units;
mod vocabulary;
mod workup;

pub use check::{Layer, PackText, check, load, texts};
pub use criteria::{Conclusion, CriteriaSet, Criterion};
pub use embedded::embedded;
pub use ids::{
    AdviceId, ConclusionId, CriterionId, FindingId, GroupId, HypothesisId, OptionId, RoleId, SectionId, SetId,
    SettingId, StagingItemId, TestId,
};
pub use lexicon::{Ambiguous, Composite, Lexicon, Match, Meaning, Meant, Need, Place, Says, States};
pub use literature::{
    Basis, Comparison, Frequency, Grade, Group, HARDLY, Hypothesis, Item, LeftOut, Literature, NINETY_PERCENT, NotBoth,
    Outcome, PublishedRow, PublishedRows, Question, Setting, Share,
};
pub use pack::Knowledge;
pub use rests_on::{FindingMask, FindingSet};
pub use rule::{Bound, Evidence, Limit, Printed, Rule, Shape, Side, Tally, Threshold};
pub use search::{Found, Said, folded, look_up, said, search};
pub use text::{Lang, Text, half_width};
pub use units::Unit;
pub use vocabulary::{ChoiceOption, Finding, Help, Inference, Kind, Measure, Section, Sex};
pub use workup::{Advice, Burden, Staging, StagingItem, Test, Workup};
