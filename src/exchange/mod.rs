//! Floor 5: a case in the formats of other systems, in and out. No disk, no terminal, no clock: text in, text out.
//!
//! There is one way in. `recognize` sees by its content what a text is; the format's reader makes [`Record`]s of it, which
//! say what the source says and know nothing of findings; [`Resolver`] alone decides what each statement means here, by the
//! [`Vocabulary`] of the pack and the [`Mapping`] of the user. What became of each statement is the [`Account`].

mod account;
mod candidate;
mod document;
pub mod fhir;
mod form;
mod mapping;
mod moment;
pub mod phenopacket;
mod recognize;
pub mod redcap;
mod resolve;
mod results;
mod statement;
pub mod table;
mod tree;
mod value;
mod vocabulary;
mod written;

pub use account::{Account, Entry, How, Import, Line, Losses, Open, Outcome, Question, Reason};
pub use form::Extent;
pub use mapping::{MAPPING_FORMAT, MappedFile, Mapping, MappingFile};
pub use moment::Moment;
use recognize::Look;
pub use recognize::{Kind, read, read_all, recognize};
pub use resolve::Resolver;
pub use statement::{Code, Number, Range, Record, Said, Standing, Statement, System};
pub use tree::tree;
pub use vocabulary::Vocabulary;
pub use written::{Lost, Written};
