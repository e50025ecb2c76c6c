//! Phenopackets of GA4GH, version 2, as JSON.

mod read;

pub use read::read;
pub(super) use read::{is_packet, is_version_1};

/// Before what was examined, in the description of a measurement.
const SPECIMEN: &str = "specimen: ";

/// Before the better cause of a feature, in its description.
const EXPLAINED: &str = "explained by: ";

/// Between the parts of a description.
const PARTS: &str = "; ";
