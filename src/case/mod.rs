//! Floor 2: what is known of one patient: answers, quantities, and the case format (text in, text out).
//!
//! A [`Case`] is checked when it is read: ids are references, units are known, values are possible. What the
//! program does not know (ids and fields of another version) is kept and written back unchanged.

mod answer;
mod date;
mod doubt;
mod entry;
mod history;
mod past;
mod patient;
mod read;
pub mod schema;
mod teaching;
mod write;

pub use answer::{Answer, AnswerValue, Comparator, Interval, Quantity, Reference};
pub use date::Date;
pub use doubt::{Doubt, doubt};
pub use entry::{EntryFault, Typed, type_quantity, type_range, typed_unit};
pub use history::{Change, History};
pub use past::{Deed, Past, Step};
pub use patient::{Case, Foreign};
pub(crate) use read::possible_range;
pub use read::{AT_TOP, FORMAT, Read, read};
pub(crate) use teaching::given_twice;
pub use teaching::{
    Citation, NextExaminations, Quality, Reported, TEACHING_FORMAT, TeachingCase, TeachingFile, Truth, read_cases,
    read_teaching, teaching_case, teaching_cases,
};
