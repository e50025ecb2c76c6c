//! Cases as tables: one row a finding, out and in.

mod answers;

pub use answers::{COLUMNS, answers};
