//! FHIR R4 (4.0.1): a case and what was concluded from it as a Bundle, and cases from whatever systems send.

mod datatype;
mod name;
pub mod questionnaire;
mod read;
mod resource;
mod system;
mod write;

pub(super) use read::is_fhir;
pub use read::{read, read_all};
pub use write::{Export, Exporter};
