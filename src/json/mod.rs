//! Floor 0: JSON text as it comes from outside: how large and deep it may be, where a thing stands in it,
//! and how to say what is wrong with it.
//!
//! Everything above reads JSON through this room, so every fault names a file, a line and a column.

mod code;
mod document;
mod fault;
mod limits;
mod lines;
mod locate;
mod mend;
mod number;
mod object;
mod wording;

pub use code::Code;
pub use document::Document;
pub use fault::{Fault, Level, MOST_SHOWN, Place, clipped, cut, did_you_mean, in_order, shown, steers};
pub use limits::{Limits, as_text, decode, without_mark};
pub use locate::{Path, Places, Target};
pub use number::{exceeds, millionths, number, probability, reaches, rounded, significant, six_digits, steady};
pub use object::{Key, Object};
