//! PublishedRow rows: what each speaks of, and whether it counts. That is decided here, once, when the pack is read.

use schemars::JsonSchema;
use serde::Serialize;

use std::ops::Range;
use std::sync::Arc;

use super::{Frequency, pool};
use crate::knowledge::files::{FrequencyFile, MethodFile};
use crate::knowledge::{FindingId, OptionId};
use crate::order;

/// One published number.
#[derive(Debug)]
pub struct PublishedRow {
    /// As it is recorded.
    pub row: Arc<FrequencyFile>,
    /// The sign, or the choice.
    pub finding: FindingId,
    /// The option, for a choice.
    pub option: Option<OptionId>,
    /// Why it does not count; `None` where it does.
    pub left_out: Option<LeftOut>,
}

/// Why a row does not count; where several hold, the first is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// The pack shows it and does not count it.
    Shown,
    /// Its patients are counted in another series.
    Overlaps,
    /// Its source measured nothing, or the pack does not cite it.
    WithoutWeight,
    /// A study measured both sides.
    Compared,
    /// A narrower finding is more frequent.
    Narrower,
    /// It was not re-read at the source, and a row that was is there.
    Unverified,
    /// A better kind of number is there.
    Weaker,
}

/// The published numbers of one disease, or of the controls of studies.
#[derive(Debug, Default)]
pub struct PublishedRows {
    /// Those of one finding or option side by side, in the order of the pack.
    rows: Vec<PublishedRow>,
    /// In the order of what they speak of.
    pooled: Vec<Pooled>,
}

/// The rows about one finding, or about one option of a choice.
#[derive(Debug)]
struct Pooled {
    about: (FindingId, Option<OptionId>),
    rows: Range<usize>,
    /// What those that count come to; `None` where none does.
    frequency: Option<Frequency>,
}

impl PublishedRows {
    /// Pools rows; those that may not be cited have no weight.
    pub fn new(
        mut rows: Vec<PublishedRow>,
        method: &MethodFile,
        may_be_cited: impl Fn(&FrequencyFile) -> bool,
    ) -> PublishedRows {
        order::by_key(&mut rows, PublishedRow::about);
        for published in &mut rows {
            published.left_out = match &*published.row {
                row if !row.counts => Some(LeftOut::Shown),
                row if row.overlaps.is_some() => Some(LeftOut::Overlaps),
                row if !may_be_cited(row) => Some(LeftOut::WithoutWeight),
                _ => None,
            };
        }
        let mut pooled = Vec::new();
        let mut start = 0;
        for of_one in rows.chunk_by_mut(|a, b| a.about() == b.about()) {
            let (about, end) = (of_one.first().map(PublishedRow::about), start + of_one.len());
            let frequency = pool::pool(of_one, method);
            pooled.extend(about.map(|about| Pooled { about, rows: start..end, frequency }));
            start = end;
        }
        PublishedRows { rows, pooled }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &PublishedRow> {
        self.rows.iter()
    }

    /// The rows about a finding, or about an option of a choice.
    pub fn about(&self, finding: FindingId, option: Option<OptionId>) -> &[PublishedRow] {
        self.pooled(finding, option).and_then(|pooled| self.rows.get(pooled.rows.clone())).unwrap_or_default()
    }

    /// How often the finding, or the option of the choice, is there by the rows that count.
    pub fn frequency(&self, finding: FindingId, option: Option<OptionId>) -> Option<Frequency> {
        self.pooled(finding, option)?.frequency
    }

    fn pooled(&self, finding: FindingId, option: Option<OptionId>) -> Option<&Pooled> {
        let at = self.pooled.binary_search_by_key(&(finding, option), |pooled| pooled.about);
        self.pooled.get(at.ok()?)
    }
}

impl PublishedRow {
    fn about(&self) -> (FindingId, Option<OptionId>) {
        (self.finding, self.option)
    }
}
