//! The files of a pack as they are read: strict (a field that is not known is an error), ids still words.
//!
//! The JSON Schemas in `rules/schema/` are generated from these types. `check` turns them into what runs.

mod criteria;
mod findings;
mod interface;
mod pack;
mod rule;
mod sources;

pub use criteria::{ConclusionFile, CriteriaFile, CriterionFile, Status};
pub use findings::{
    BySex, Codes, FindingFile, FindingsFile, HelpFile, HpoMatch, KindFile, Limits, LoincVerified, OptionFile, Tier,
    UnitFile,
};
pub use interface::*;
pub use pack::{Named, PackFile, SectionFile};
pub use rule::{Members, RawLimit, RawRule};
pub use sources::{Source, SourcesFile};
