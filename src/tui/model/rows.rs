//! The rows of the sheet, in the order they are asked, and the stops of the rail.

use super::chart::Chart;
use super::place::{Place, Row, Stop};
use crate::knowledge::{Cell, FindingId, Knowledge, Part, SectionId};

/// How many findings are known of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub known: usize,
    pub of: usize,
}

/// The lines of the list; several signs may share one.
pub(crate) fn lines(knowledge: &Knowledge, chart: &Chart) -> Vec<Vec<Row>> {
    each_line(knowledge, chart).map(|line| line.rows().collect()).collect()
}

/// The rows of the list, one after the other.
fn each_row<'a>(knowledge: &'a Knowledge, chart: &'a Chart) -> impl Iterator<Item = Row> + Clone {
    each_line(knowledge, chart).flat_map(Line::rows)
}

/// A line of the list: a row by itself, or signs beside each other.
#[derive(Clone, Copy)]
pub(crate) enum Line<'a> {
    One(Row),
    Beside(&'a [Cell]),
}

impl<'a> Line<'a> {
    pub(crate) fn rows(self) -> impl Iterator<Item = Row> + Clone + use<'a> {
        let (one, cells) = match self {
            Line::One(row) => (Some(row), &[][..]),
            Line::Beside(cells) => (None, cells),
        };
        one.into_iter().chain(cells.iter().map(|cell| Row::Finding(cell.finding)))
    }
}

/// The lines of the list, one after the other.
pub(crate) fn each_line<'a>(knowledge: &'a Knowledge, chart: &'a Chart) -> impl Iterator<Item = Line<'a>> + Clone {
    let asked = chart.task.iter().filter(|_| chart.place == Place::Asked).flat_map(|task| &task.asked);
    let sheet = Some(&knowledge.sheet).filter(|_| chart.place == Place::Sheet);
    let parts = sheet.into_iter().flat_map(|sheet| &sheet.parts).flat_map(|part| {
        let heading = [Line::One(Row::Heading(part.section))];
        let rows = part.rows.iter().map(|row| Line::Beside(row));
        heading.into_iter().chain(rows).chain(rest(chart, part.section, &part.rest))
    });
    let others = sheet.into_iter().flat_map(|sheet| &sheet.others);
    let others = others.flat_map(|(section, findings)| rest(chart, *section, findings));
    asked.map(|finding| Line::One(Row::Finding(*finding))).chain(parts).chain(others)
}

fn rest<'a>(
    chart: &Chart,
    section: SectionId,
    findings: &'a [FindingId],
) -> impl Iterator<Item = Line<'a>> + Clone + use<'a> {
    let listed = if chart.unfolded.contains(&section) { findings } else { &[] };
    let rest = (!findings.is_empty()).then_some(Row::Rest(section));
    rest.into_iter().chain(listed.iter().map(|finding| Row::Finding(*finding))).map(Line::One)
}

/// The part of the sheet that a section gives its name.
pub(crate) fn part(knowledge: &Knowledge, section: SectionId) -> Option<&Part> {
    knowledge.sheet.parts.iter().find(|part| part.section == section)
}

/// What a section has besides its key findings.
pub(crate) fn rest_of(knowledge: &Knowledge, section: SectionId) -> &[FindingId] {
    let other = knowledge.sheet.others.iter().find(|(other, _)| *other == section);
    part(knowledge, section).map_or_else(|| other.map_or(&[][..], |(_, rest)| rest), |part| &part.rest)
}

/// Where a finding is listed: on a line of a part, in its heading, or among the rest of its section.
pub(crate) fn row_of(knowledge: &Knowledge, chart: &Chart, finding: FindingId) -> Row {
    let sums_up = |part: &&Part| part.summed_up_by == Some(finding);
    let is_key = || knowledge.sheet.key_findings().any(|key| key == finding);
    match knowledge.sheet.parts.iter().find(sums_up) {
        Some(part) if chart.place != Place::Asked && !is_key() => Row::Heading(part.section),
        _ => Row::Finding(finding),
    }
}

/// The finding that is answered on a row.
pub(crate) fn answered_on(knowledge: &Knowledge, row: Row) -> Option<FindingId> {
    match row {
        Row::Finding(finding) => Some(finding),
        Row::Heading(section) => part(knowledge, section)?.summed_up_by,
        Row::Rest(_) => None,
    }
}

/// The stops of the rail from first to last.
pub(crate) fn stops(knowledge: &Knowledge, chart: &Chart) -> Vec<Stop> {
    if chart.place == Place::Asked {
        return Vec::new();
    }
    let parts = knowledge.sheet.parts.iter().map(|part| Stop::Part(part.section));
    let others = (!knowledge.sheet.others.is_empty()).then_some(Stop::Others);
    let results = chart.task.is_none().then_some(Stop::Results);
    parts.chain(others).chain(results).collect()
}

/// The stop that the cursor is at.
pub(crate) fn current_stop(knowledge: &Knowledge, chart: &Chart) -> Option<Stop> {
    if chart.place == Place::Results {
        return Some(Stop::Results);
    }
    let here = current_row(knowledge, chart)?;
    let mut stop = None;
    for row in each_row(knowledge, chart) {
        match row {
            Row::Heading(section) => stop = Some(Stop::Part(section)),
            Row::Rest(section) if part(knowledge, section).is_none() => stop = Some(Stop::Others),
            Row::Rest(_) | Row::Finding(_) => {}
        }
        if row == here {
            break;
        }
    }
    stop
}

/// The first row of a stop: its first question, past the heading.
pub(crate) fn first_of(knowledge: &Knowledge, stop: Stop) -> Option<Row> {
    match stop {
        Stop::Part(section) => part(knowledge, section)?.cells().next().map(|cell| Row::Finding(cell.finding)),
        Stop::Others => knowledge.sheet.others.first().map(|(section, _)| Row::Rest(*section)),
        Stop::Results => None,
    }
}

/// How many of the findings are answered or inferred.
pub(crate) fn count(chart: &Chart, findings: impl IntoIterator<Item = FindingId>) -> Count {
    let is_known = |finding| chart.case.known(finding).is_some() || chart.known().inferred(finding).is_some();
    findings.into_iter().fold(Count::default(), |count, finding| Count {
        known: count.known + usize::from(is_known(finding)),
        of: count.of + 1,
    })
}

/// The count that stands in the heading of a part.
pub(crate) fn count_of(chart: &Chart, part: &Part) -> Count {
    count(chart, part.cells().map(|cell| cell.finding))
}

/// The row that has the cursor: where the list was left, or else its first question.
pub(crate) fn current_row(knowledge: &Knowledge, chart: &Chart) -> Option<Row> {
    let mut rows = each_row(knowledge, chart);
    let left = chart.row.filter(|left| rows.clone().any(|row| row == *left));
    left.or_else(|| rows.clone().find(|row| matches!(row, Row::Finding(_)))).or_else(|| rows.next())
}

/// The finding that has the cursor, on its own row or in the heading that it answers.
pub(crate) fn finding_at(knowledge: &Knowledge, chart: &Chart) -> Option<FindingId> {
    answered_on(knowledge, current_row(knowledge, chart)?)
}
