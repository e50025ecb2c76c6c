//! The rows of the checklist: what is listed at each stop of the rail, in the order it is asked.

use super::layout::Breadth;
use super::model::{Chart, Model};
use crate::case::Doubt;
use crate::knowledge::files::Tier;
use crate::knowledge::{FindingId, Knowledge, SectionId};

/// A stop of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Section(SectionId),
    /// Where there is little room: all sections without a letter, folded.
    More,
    Results,
    /// The findings that a question asks for, and no others.
    Asked,
}

/// A row of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    /// A section that unfolds, within [`Place::More`].
    Section(SectionId),
    /// The further findings of a section, which unfold.
    Tier(SectionId, Tier),
    Finding(FindingId),
}

/// How many findings are known of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub known: usize,
    pub of: usize,
}

impl Place {
    /// Where a text opens to be marked: the first section with a letter.
    pub fn first_lettered(knowledge: &Knowledge) -> Place {
        let lettered = |section: &SectionId| !knowledge.sections[section.index()].letter.is_empty();
        section_ids(knowledge).find(lettered).map_or_else(|| Place::first(knowledge), Place::Section)
    }

    /// Where a case opens: the first section.
    pub fn first(knowledge: &Knowledge) -> Place {
        section_ids(knowledge).next().map_or(Place::Results, Place::Section)
    }
}

pub fn section_ids(knowledge: &Knowledge) -> impl Iterator<Item = SectionId> + use<> {
    (0..knowledge.sections.len()).map(SectionId::at)
}

/// Whether a section has its own stop where there is little room: the first, and those with a letter.
fn is_lettered(knowledge: &Knowledge, section: SectionId) -> bool {
    section.index() == 0 || !knowledge.sections[section.index()].letter.is_empty()
}

/// The sections without a stop of their own where there is little room.
pub fn other_sections(knowledge: &Knowledge) -> impl Iterator<Item = SectionId> + '_ {
    section_ids(knowledge).filter(|section| !is_lettered(knowledge, *section))
}

/// The stops of the rail from first to last.
pub fn stops(knowledge: &Knowledge, chart: &Chart, breadth: Breadth) -> Vec<Place> {
    if chart.task.as_ref().is_some_and(|task| !task.asked.is_empty()) {
        return vec![Place::Asked];
    }
    let all = breadth == Breadth::Wide;
    let mut stops: Vec<Place> =
        section_ids(knowledge).filter(|section| all || is_lettered(knowledge, *section)).map(Place::Section).collect();
    if !all {
        stops.push(Place::More);
    }
    if chart.task.is_none() {
        stops.push(Place::Results);
    }
    stops
}

/// The stop at which a finding is listed.
pub fn place_of(knowledge: &Knowledge, chart: &Chart, breadth: Breadth, section: SectionId) -> Place {
    match () {
        () if chart.place == Place::Asked => Place::Asked,
        () if breadth == Breadth::Wide || is_lettered(knowledge, section) => Place::Section(section),
        () => Place::More,
    }
}

/// The rows of the current stop.
pub fn rows(model: &Model, chart: &Chart) -> Vec<Row> {
    let knowledge = model.knowledge;
    let mut rows = Vec::new();
    match chart.place {
        Place::Section(section) => section_rows(knowledge, chart, section, &mut rows),
        Place::More => {
            for section in other_sections(knowledge) {
                rows.push(Row::Section(section));
                if chart.unfolded.contains(&Row::Section(section)) {
                    section_rows(knowledge, chart, section, &mut rows);
                }
            }
        }
        Place::Asked => {
            let asked = chart.task.iter().flat_map(|task| &task.asked);
            rows.extend(asked.copied().map(Row::Finding));
        }
        Place::Results => {}
    }
    rows
}

/// The first tier that a section has stands open; the others are folded until they are asked for.
fn section_rows(knowledge: &Knowledge, chart: &Chart, section: SectionId, rows: &mut Vec<Row>) {
    let mut first = true;
    for tier in [Tier::Core, Tier::Support, Tier::Detail] {
        let mut findings = of_tier(knowledge, section, tier).peekable();
        if findings.peek().is_none() {
            continue;
        }
        if first {
            first = false;
            rows.extend(findings.map(Row::Finding));
            continue;
        }
        rows.push(Row::Tier(section, tier));
        if chart.unfolded.contains(&Row::Tier(section, tier)) {
            rows.extend(findings.map(Row::Finding));
        }
    }
}

/// The findings of one tier of a section.
pub fn of_tier(knowledge: &Knowledge, section: SectionId, tier: Tier) -> impl Iterator<Item = FindingId> + '_ {
    let findings = knowledge.sections[section.index()].findings.iter().copied();
    findings.filter(move |finding| knowledge.finding(*finding).tier == tier)
}

/// The findings that the rail counts: the core of a section, or all of it where it has none.
pub fn counted(knowledge: &Knowledge, section: SectionId) -> Vec<FindingId> {
    let core: Vec<FindingId> = of_tier(knowledge, section, Tier::Core).collect();
    if core.is_empty() { knowledge.sections[section.index()].findings.clone() } else { core }
}

/// How many of the findings are answered or inferred.
pub fn count(chart: &Chart, findings: impl IntoIterator<Item = FindingId>) -> Count {
    findings.into_iter().fold(Count::default(), |count, finding| Count {
        known: count.known + usize::from(is_known(chart, finding)),
        of: count.of + 1,
    })
}

/// The count that a stop shows on the rail.
pub fn place_count(knowledge: &Knowledge, chart: &Chart, place: Place) -> Count {
    match place {
        Place::Section(section) => count(chart, counted(knowledge, section)),
        Place::More => {
            count(chart, other_sections(knowledge).flat_map(|section| of_tier(knowledge, section, Tier::Core)))
        }
        Place::Asked => count(chart, chart.task.iter().flat_map(|task| task.asked.iter().copied())),
        Place::Results => Count::default(),
    }
}

fn is_known(chart: &Chart, finding: FindingId) -> bool {
    chart.case.known(finding).is_some() || chart.known().inferred(finding).is_some()
}

/// Why a number of the patient's may have been meant otherwise, where it was not confirmed.
pub fn doubt(chart: &Chart, finding: FindingId) -> Option<&Doubt> {
    let doubts = chart.task.is_none().then_some(&chart.assessment.doubts)?;
    doubts.iter().find(|doubted| doubted.finding == finding).map(|doubted| &doubted.doubt)
}

/// The row that has the cursor: where the place was left, or its first row.
pub fn current(chart: &Chart, rows: &[Row]) -> Option<Row> {
    let left = chart.cursors.get(&chart.place).filter(|row| rows.contains(row)).copied();
    left.or_else(|| rows.first().copied())
}

/// The row of the open case that has the cursor.
pub fn current_row(model: &Model) -> Option<Row> {
    let chart = model.chart.as_ref()?;
    current(chart, &rows(model, chart))
}

/// The finding that has the cursor, if the checklist is shown and a finding has it.
pub fn current_finding(model: &Model) -> Option<FindingId> {
    match current_row(model) {
        Some(Row::Finding(finding)) => Some(finding),
        _ => None,
    }
}
