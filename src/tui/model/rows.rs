//! The rows of the checklist: what is listed at each stop of the rail, in the order it is asked.

use super::chart::Chart;
use super::place::{Place, Row, counted, is_lettered, of_tier, other_sections, section_ids};
use super::size::Breadth;
use crate::knowledge::files::Tier;
use crate::knowledge::{FindingId, Knowledge, SectionId};

/// How many findings are known of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub known: usize,
    pub of: usize,
}

/// The stops of the rail from first to last.
pub(crate) fn stops(knowledge: &Knowledge, chart: &Chart, breadth: Breadth) -> Vec<Place> {
    if chart.task.as_ref().is_some_and(|task| !task.asked.is_empty()) {
        return vec![Place::Asked];
    }
    let all = breadth == Breadth::Wide;
    let own = section_ids(knowledge).filter(|section| all || is_lettered(knowledge, *section)).map(Place::Section);
    let more = (!all).then_some(Place::More);
    let results = chart.task.is_none().then_some(Place::Results);
    own.chain(more).chain(results).collect()
}

/// The stop at which a finding is listed.
pub(crate) fn place_of(knowledge: &Knowledge, chart: &Chart, breadth: Breadth, section: SectionId) -> Place {
    match () {
        () if chart.place == Place::Asked => Place::Asked,
        () if breadth == Breadth::Wide || is_lettered(knowledge, section) => Place::Section(section),
        () => Place::More,
    }
}

/// The rows of the current stop.
pub(crate) fn rows(knowledge: &Knowledge, chart: &Chart) -> Vec<Row> {
    match chart.place {
        Place::Section(section) => section_rows(knowledge, chart, section),
        Place::More => other_sections(knowledge).flat_map(|section| folded_rows(knowledge, chart, section)).collect(),
        Place::Asked => chart.task.iter().flat_map(|task| &task.asked).copied().map(Row::Finding).collect(),
        Place::Results => Vec::new(),
    }
}

/// A section that unfolds.
fn folded_rows(knowledge: &Knowledge, chart: &Chart, section: SectionId) -> Vec<Row> {
    let mut rows = vec![Row::Section(section)];
    if chart.unfolded.contains(&Row::Section(section)) {
        rows.extend(section_rows(knowledge, chart, section));
    }
    rows
}

/// The first tier that a section has stands open; the others are folded until they are asked for.
fn section_rows(knowledge: &Knowledge, chart: &Chart, section: SectionId) -> Vec<Row> {
    let mut rows = Vec::new();
    for tier in [Tier::Core, Tier::Support, Tier::Detail] {
        let mut findings = of_tier(knowledge, section, tier).map(Row::Finding).peekable();
        let head = Row::Tier(section, tier);
        let is_open = rows.is_empty() || chart.unfolded.contains(&head);
        if findings.peek().is_some() && !rows.is_empty() {
            rows.push(head);
        }
        rows.extend(findings.filter(|_| is_open));
    }
    rows
}

/// How many of the findings are answered or inferred.
pub(crate) fn count(chart: &Chart, findings: impl IntoIterator<Item = FindingId>) -> Count {
    let is_known = |finding| chart.case.known(finding).is_some() || chart.known().inferred(finding).is_some();
    findings.into_iter().fold(Count::default(), |count, finding| Count {
        known: count.known + usize::from(is_known(finding)),
        of: count.of + 1,
    })
}

/// The count that a stop shows on the rail.
pub(crate) fn place_count(knowledge: &Knowledge, chart: &Chart, place: Place) -> Count {
    match place {
        Place::Section(section) => count(chart, counted(knowledge, section)),
        Place::More => {
            count(chart, other_sections(knowledge).flat_map(|section| of_tier(knowledge, section, Tier::Core)))
        }
        Place::Asked => count(chart, chart.task.iter().flat_map(|task| task.asked.iter().copied())),
        Place::Results => Count::default(),
    }
}

/// The count of all findings that are listed at a stop.
pub(crate) fn full_count(knowledge: &Knowledge, chart: &Chart, place: Place) -> Count {
    let of = |id: SectionId| id.of(&knowledge.sections).findings.iter().copied();
    match place {
        Place::Section(id) => count(chart, of(id)),
        Place::More => count(chart, other_sections(knowledge).flat_map(of)),
        Place::Asked | Place::Results => place_count(knowledge, chart, place),
    }
}

/// The row that has the cursor: where the place was left, or its first row.
pub(crate) fn current(chart: &Chart, rows: &[Row]) -> Option<Row> {
    let left = chart.cursors.get(&chart.place).filter(|row| rows.contains(row));
    left.or(rows.first()).copied()
}

/// The row of the checklist that has the cursor.
pub(crate) fn current_row(knowledge: &Knowledge, chart: &Chart) -> Option<Row> {
    current(chart, &rows(knowledge, chart))
}

/// The finding of the checklist that has the cursor.
pub(crate) fn finding_at(knowledge: &Knowledge, chart: &Chart) -> Option<FindingId> {
    match current_row(knowledge, chart) {
        Some(Row::Finding(finding)) => Some(finding),
        _ => None,
    }
}
