//! REDCap: the checklist as a data dictionary, and the data that its project exports.

mod dictionary;
mod field;

pub use dictionary::dictionary;
