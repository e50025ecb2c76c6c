//! Floor 5: cases that come from other systems, and go to them.

pub mod table;
