//! The sheet: the key findings in the order of a work-up, and where each of the others is listed.

use super::{FindingId, SectionId, Text};

/// All findings on one page: parts with their key findings first, then the other sections.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// In the order of a work-up.
    pub parts: Vec<Part>,
    /// The sections that are no part, in their order, each with those of its findings that are on no line of a part.
    pub others: Vec<(SectionId, Vec<FindingId>)>,
}

/// The key findings of a section, with those of others that are looked at with them.
#[derive(Clone, Debug)]
pub struct Part {
    /// It gives the part its name and letter.
    pub section: SectionId,
    /// The sign that sums the part up and answers for itself.
    pub summed_up_by: Option<FindingId>,
    /// A line each; what shares one is all signs.
    pub rows: Vec<Vec<Cell>>,
    /// The findings of the section that are on no line of the sheet, in their order.
    pub rest: Vec<FindingId>,
}

/// A key finding on its line.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The finding.
    pub finding: FindingId,
    /// What it is called there, where that is not its label.
    pub short: Option<Text>,
}

impl Part {
    /// Its key findings, a line after the other.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flatten()
    }
}

impl Sheet {
    /// The key findings, in the order of a work-up.
    pub fn key_findings(&self) -> impl Iterator<Item = FindingId> + '_ {
        self.parts.iter().flat_map(Part::cells).map(|cell| cell.finding)
    }

    /// What a finding is called on its line, if it has a name of its own there.
    pub fn short(&self, finding: FindingId) -> Option<&Text> {
        self.parts.iter().flat_map(Part::cells).find(|cell| cell.finding == finding)?.short.as_ref()
    }
}
