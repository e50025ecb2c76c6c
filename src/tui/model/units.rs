//! The units of this laboratory: in which one a number of each finding was last given.

use std::collections::BTreeMap;

use crate::knowledge::{FindingId, Knowledge, Lang, Measure};

/// What a bare number is taken in. A row shows the unit before a number is typed, so nothing is reinterpreted unseen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    last: BTreeMap<FindingId, usize>,
}

impl Units {
    /// As they were written down; what this pack does not know is left out.
    pub fn read(text: &str, knowledge: &Knowledge) -> Units {
        let written: BTreeMap<String, String> = serde_json::from_str(text).unwrap_or_default();
        let last = written.iter().filter_map(|(finding, unit)| {
            let finding = knowledge.find(finding)?;
            Some((finding, knowledge.finding(finding).measure()?.unit(unit)?))
        });
        Units { last: last.collect() }
    }

    /// As they are written down.
    pub fn text(&self, knowledge: &Knowledge) -> String {
        let written: BTreeMap<&str, &str> = self
            .last
            .iter()
            .filter_map(|(finding, unit)| {
                let finding = knowledge.finding(*finding);
                Some((finding.id.as_str(), finding.measure()?.unit_at(*unit).id.as_str()))
            })
            .collect();
        serde_json::to_string_pretty(&written).unwrap_or_default() + "\n"
    }

    /// The unit of the last number; before there was one, what laboratories print where the language is spoken.
    pub(crate) fn of(&self, finding: FindingId, measure: &Measure, lang: Lang) -> usize {
        self.last.get(&finding).copied().unwrap_or_else(|| measure.usual_unit(lang))
    }

    /// Keeps the unit of a number; whether it is another one than before.
    pub(crate) fn keep(&mut self, finding: FindingId, unit: usize) -> bool {
        self.last.insert(finding, unit) != Some(unit)
    }
}
