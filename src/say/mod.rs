//! Floor 4: how things are said, once for every report, lesson and screen.
//!
//! [`Wording`] puts findings, verdicts, needs and the fit in words; `figures` rounds; `cited` makes a source a citation.
//! A [`document`] is what is said and not how it looks; `text`, `markdown` and `xhtml` lay it out. `csv` writes rows for a
//! spreadsheet.

mod answers;
mod bars;
mod cited;
mod conclusion;
mod criteria;
mod criterion;
pub mod csv;
pub mod document;
mod envelope;
pub mod figures;
mod finding;
mod fit;
mod letters;
mod linear;
mod markdown;
mod patient;
mod proposal;
mod reading;
mod rules;
mod teaching;
mod text;
mod wording;
mod wrap;
mod xhtml;

pub use answers::Known;
pub use cited::Cited;
pub use envelope::{Envelope, JsonDocument, harmless};
pub use fit::ADVICE;
pub use letters::Letters;
pub use linear::spaced;
pub use markdown::markdown;
pub use proposal::quoted;
pub use reading::paragraphs;
pub use text::{COLUMNS, Style, lines, page, page_lines, text};
pub use wording::{Wording, tone};
pub use wrap::{width, wrap};
pub use xhtml::xhtml;
