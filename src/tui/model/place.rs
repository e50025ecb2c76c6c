//! The stops of the rail, and what is listed at them.

use crate::knowledge::files::Tier;
use crate::knowledge::{FindingId, Knowledge, SectionId};

/// A stop of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    Section(SectionId),
    /// Where there is little room: all sections without a letter, folded.
    More,
    Results,
    /// The findings that a question asks for, and no others.
    Asked,
}

/// A row of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Row {
    /// A section that unfolds, within [`Place::More`].
    Section(SectionId),
    /// The further findings of a section, which unfold.
    Tier(SectionId, Tier),
    Finding(FindingId),
}

impl Place {
    /// Where a text opens to be marked: the first section with a letter.
    pub(crate) fn first_lettered(knowledge: &Knowledge) -> Place {
        let lettered = |id: &SectionId| !id.of(&knowledge.sections).letter.is_empty();
        section_ids(knowledge).find(lettered).map_or_else(|| Place::first(knowledge), Place::Section)
    }

    /// Where a case opens: the first section.
    pub(crate) fn first(knowledge: &Knowledge) -> Place {
        section_ids(knowledge).next().map_or(Place::Results, Place::Section)
    }
}

pub(crate) fn section_ids(knowledge: &Knowledge) -> impl Iterator<Item = SectionId> + use<> {
    (0..knowledge.sections.len()).map(SectionId::at)
}

/// Whether a section has its own stop where there is little room: the first, and those with a letter.
pub(crate) fn is_lettered(knowledge: &Knowledge, id: SectionId) -> bool {
    id.index() == 0 || !id.of(&knowledge.sections).letter.is_empty()
}

/// The sections without a stop of their own where there is little room.
pub(crate) fn other_sections(knowledge: &Knowledge) -> impl Iterator<Item = SectionId> + '_ {
    section_ids(knowledge).filter(|section| !is_lettered(knowledge, *section))
}

/// The findings of one tier of a section.
pub(crate) fn of_tier(knowledge: &Knowledge, id: SectionId, tier: Tier) -> impl Iterator<Item = FindingId> + '_ {
    let findings = id.of(&knowledge.sections).findings.iter().copied();
    findings.filter(move |finding| knowledge.finding(*finding).tier == tier)
}

/// The findings that the rail counts: the core of a section, or all of it where it has none.
pub(crate) fn counted(knowledge: &Knowledge, id: SectionId) -> Vec<FindingId> {
    let core: Vec<FindingId> = of_tier(knowledge, id, Tier::Core).collect();
    if core.is_empty() { id.of(&knowledge.sections).findings.clone() } else { core }
}
