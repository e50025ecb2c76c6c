//! REDCap: the checklist as a data dictionary, and the data that its project exports.

mod dictionary;
mod field;
mod read;

pub use dictionary::dictionary;
pub(super) use read::{is_export, read};
