//! Floor 1: what the literature says: the types of the knowledge pack, its loader and its checker.
//!
//! Text in, values out: this room knows no disk. A pack passes three stages, each a type of its own:
//! `files` (what is read, ids still words), `check` (ids resolved, units converted, counts possible), and
//! [`Knowledge`] (what runs). Only checked knowledge can be evaluated, so evaluation has no errors of its own.

mod check;
mod circuit;
mod criteria;
mod embedded;
pub mod files;
mod finding_set;
mod ids;
mod lexicon;
mod literature;
mod pack;
mod phrase;
mod rule;
pub mod schema;
mod search;
mod sheet;
mod tape;
mod text;
mod units;
mod vocabulary;
mod waits;
mod workup;

pub use check::{Layer, PackText, check, check_with, load, texts};
pub use circuit::{Circuit, Node, NodeId};
pub use criteria::{Conclusion, CriteriaSet, Criterion};
pub use embedded::embedded;
pub use files::ChoiceOption;
pub use finding_set::{FindingMask, FindingSet};
pub use ids::{
    AdviceId, ConclusionId, CriterionId, FindingId, GroupId, HypothesisId, OptionId, ReaderId, RoleId, SectionId,
    SetId, SettingId, StagingItemId, TestId,
};
pub use lexicon::{Ambiguous, Composite, Lexicon, Match, Meaning, Meant, Need, Place, Says, States};
pub use literature::{
    Basis, Comparison, Frequency, Grade, Group, HARDLY, Hypothesis, Item, LeftOut, Literature, NINETY_PERCENT, NotBoth,
    Outcome, PublishedRow, PublishedRows, Question, Setting, Share,
};
pub use pack::Knowledge;
pub use phrase::Phrase;
pub use rule::{Bound, Evidence, Limit, Printed, Rule, Shape, Side, Tally, Threshold};
pub(crate) use search::folded;
pub use search::{Found, Said, called, look_up, names, said, search};
pub use sheet::{Cell, Part, Sheet};
pub use text::{Lang, Text, half_width};
pub use units::Unit;
pub use vocabulary::{Finding, Inference, Kind, Measure, Section, Sex};
pub use workup::{Advice, Reader, Staging, StagingItem, Test, Workup};
