//! The files of a pack as they are read: strict (a field that is not known is an error), ids still words.
//!
//! The JSON Schemas in `rules/schema/` are generated from these types. `check` turns them into what runs.

mod cards;
mod criteria;
mod disease;
mod evidence;
mod exchange;
mod fields;
mod findings;
mod grammar;
mod interface;
mod lesson;
mod pack;
mod rule;
mod setting;
mod sources;
mod synonyms;
mod understanding;
mod units;
mod workup;

pub use cards::{CardFile, CardsFile};
pub use criteria::{ConclusionFile, CriteriaFile, CriterionFile, Status};
pub use disease::{DiseaseFile, FrequencyFile, FrequencyKind};
pub use evidence::{
    BackgroundFile, BackgroundRow, BandsFile, CatalogFile, ComparisonFile, Correction, CountFile, EvidenceFile,
    GroupFile, MarksFile, MethodFile, NotBothFile, ValueFile,
};
pub use exchange::{CodeFile, ColumnsFile, ExchangeFile, HpoFile, ResultFile, SpecimenFile, TermFile};
pub use findings::{
    BySex, ChoiceOption, Codes, FindingFile, FindingsFile, Help, HpoMatch, KindFile, Limits, LoincVerified, OnlyIn,
    Tier, UnitFile, UsualUnit,
};
pub use grammar::{AbsenceAsked, Beginning, CompletedUnit, GrammarFile, GrammarWords, Multiplier, RivalUnits, Word};
pub use interface::*;
pub use lesson::{Drawing, FactFile, FactsFile, LessonFile, LessonTable, QuestionFile, ScreenFile, Statement};
pub use pack::{CellFile, Named, PackFile, PartFile, SectionFile};
pub use rule::{End, Laboratory, Members, RawLimit, RawRule};
pub use setting::{Column, PriorStatus, SettingFile, SettingsFile, ShareFile};
pub use sources::{Name, Source, SourcesFile};
pub use synonyms::{
    AmbiguousTerms, CompositeTerms, ContextTerms, FindingTerms, Needs, NeedsWord, OptionTerms, Place, StateTerms,
    SynonymsFile, Terms, Together,
};
pub use understanding::{ChooseFile, ComputeFile, MetFile, MetOptionFile, OptionFile, UnderstandingFile};
pub use units::{SpelledFile, UnitsFile};
pub use workup::{AdviceEntryFile, AdviceFile, AdviceKind, Burden, ReaderFile, StagingFile, TestFile, WorkupFile};
