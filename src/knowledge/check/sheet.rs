//! The sheet: words become references, and every finding has one place.

use std::collections::HashSet;

use super::draft::Draft;
use super::resolve::Resolver;
use super::rules::kind_word;
use crate::json::{Code, Document, Path};
use crate::knowledge::files::{CellFile, KindFile, PartFile};
use crate::knowledge::{Cell, FindingId, Part, Section, SectionId, Sheet};

impl Resolver<'_, '_> {
    /// The sheet of the last head that has one. `sections` hold their findings.
    pub(super) fn sheet(&mut self, draft: &Draft, sections: &[Section]) -> Sheet {
        let Some(head) = draft.heads.iter().rev().find(|head| !head.value.sheet.is_empty()) else {
            return with_the_rest(Vec::new(), sections);
        };
        let list = Path::Top.key("sheet");
        let mut seen = Seen::default();
        let parts = head.value.sheet.iter().enumerate();
        let parts =
            parts.filter_map(|(at, part)| self.part(head.doc, &list.index(at), part, sections, &mut seen)).collect();
        with_the_rest(parts, sections)
    }

    fn part(
        &mut self,
        doc: Document,
        here: &Path,
        file: &PartFile,
        sections: &[Section],
        seen: &mut Seen,
    ) -> Option<Part> {
        let place = here.key("section");
        let word = &file.section;
        let Some(section) = sections.iter().position(|section| section.id == *word).map(SectionId::at) else {
            let fault = doc.fault(&place, Code::UnknownSection, format!("unknown section \"{word}\""));
            let fault = fault.expected("the id of a section in pack.json");
            self.faults.push(fault.meant(word, sections.iter().map(|section| section.id.as_str())));
            return None;
        };
        if !seen.sections.insert(section) {
            let what = format!("the section \"{word}\" is on the sheet twice");
            self.faults.push(doc.fault(&place, Code::GivenTwice, what).expected("each section in one part"));
        }
        let summed_up_by = file.summed_up_by.as_ref().and_then(|word| {
            let finding = self.any_finding(doc, &here.key("summed_up_by"), word)?;
            self.must_be_sign(doc, &here.key("summed_up_by"), finding);
            Some(finding)
        });
        let lines = here.key("rows");
        if file.rows.is_empty() {
            self.faults.push(doc.fault(&lines, Code::EmptyRow, "a part without a line").expected("a line or more"));
        }
        let rows = file.rows.iter().enumerate();
        let rows = rows.map(|(at, row)| self.line(doc, &lines.index(at), row, seen)).collect();
        Some(Part { section, summed_up_by, rows, rest: Vec::new() })
    }

    /// A line; what shares one can be told apart in few columns and answered by a key.
    fn line(&mut self, doc: Document, here: &Path, cells: &[CellFile], seen: &mut Seen) -> Vec<Cell> {
        if cells.is_empty() {
            let fault = doc.fault(here, Code::EmptyRow, "a line without a finding");
            self.faults.push(fault.expected("a finding, or signs that share the line"));
        }
        let is_shared = cells.len() > 1;
        let cells = cells.iter().enumerate().filter_map(|(at, cell)| {
            let here = here.index(at);
            let place = here.key("finding");
            let finding = self.any_finding(doc, &place, &cell.finding)?;
            if !seen.findings.insert(finding) {
                let what = format!("the finding \"{}\" is on the sheet twice", cell.finding);
                self.faults.push(doc.fault(&place, Code::GivenTwice, what).expected("each finding on one line"));
            }
            if is_shared {
                self.must_be_sign(doc, &place, finding);
            }
            if is_shared && cell.short.is_none() {
                let what = format!("\"{}\" shares its line without a short label", cell.finding);
                self.faults.push(doc.fault(&here, Code::NoShortLabel, what).expected("\"short\" in both languages"));
            }
            Some(Cell { finding, short: cell.short.clone() })
        });
        cells.collect()
    }

    fn must_be_sign(&mut self, doc: Document, place: &Path, finding: FindingId) {
        let file = self.file(finding);
        if file.kind != KindFile::Sign {
            let what = format!("\"{}\" is a {}", file.id, kind_word(file.kind));
            self.faults.push(doc.fault(place, Code::WrongKind, what).expected("a sign"));
        }
    }
}

/// What stands on the sheet so far.
#[derive(Default)]
struct Seen {
    sections: HashSet<SectionId>,
    findings: HashSet<FindingId>,
}

/// Parts and sections with their findings that are on no line. A sign that sums its part up is no further one of it.
fn with_the_rest(mut parts: Vec<Part>, sections: &[Section]) -> Sheet {
    let mut placed: HashSet<FindingId> = parts.iter().flat_map(Part::cells).map(|cell| cell.finding).collect();
    placed.extend(parts.iter().filter_map(|part| part.summed_up_by));
    let rest = |section: SectionId| -> Vec<FindingId> {
        section.of(sections).findings.iter().copied().filter(|finding| !placed.contains(finding)).collect()
    };
    parts.iter_mut().for_each(|part| part.rest = rest(part.section));
    let is_part = |section: &SectionId| parts.iter().any(|part| part.section == *section);
    let others = (0..sections.len()).map(SectionId::at).filter(|section| !is_part(section));
    let others = others.map(|section| (section, rest(section))).filter(|(_, rest)| !rest.is_empty()).collect();
    Sheet { parts, others }
}
