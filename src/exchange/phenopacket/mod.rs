//! Phenopackets of GA4GH, version 2, as JSON.

mod description;
mod read;
mod write;

pub use read::read;
pub(super) use read::{is_packet, is_version_1};
pub use write::write;
