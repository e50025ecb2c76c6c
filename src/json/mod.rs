//! Floor 0: JSON text as it comes from outside: how large and deep it may be, where a thing stands in it,
//! and how to say what is wrong with it.
//!
//! Everything above reads JSON through this room, so every fault names a file, a line and a column.

mod document;
mod fault;
mod limits;
mod locate;
mod number;
mod object;
mod wording;

pub use document::Document;
pub use fault::{Fault, Level, Place, did_you_mean, shown, steers};
pub use limits::{Limits, decode};
pub use locate::{Path, Target, locate};
pub use number::{number, rounded};
pub use object::{Key, Object};
