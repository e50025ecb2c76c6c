//! Floor 4: how things are said, once for every report, lesson and screen.
//!
//! [`Wording`] puts findings, verdicts, needs and the fit in words; `figures` rounds; `cited` makes a source a citation.
//! A [`document`] is what is said and not how it looks; `text` and `markdown` lay it out.

mod bars;
mod cited;
pub mod document;
pub mod figures;
mod fit;
mod letters;
mod markdown;
mod rules;
mod text;
mod wording;
mod wrap;

pub use cited::{Cited, citation};
pub use letters::Letters;
pub use markdown::markdown;
pub use text::{COLUMNS, Style, lines, text};
pub use wording::{Wording, tone};
pub use wrap::{width, wrap};
