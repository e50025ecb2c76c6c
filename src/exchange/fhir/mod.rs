//! FHIR R4 (4.0.1): a case and what was concluded from it as a Bundle.

mod name;
mod resource;
mod system;
mod write;

pub use write::{Export, Exporter};
