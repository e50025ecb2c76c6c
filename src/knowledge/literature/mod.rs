//! What the literature measured: how often each finding is there in each disease, and what that makes of an answer.
//!
//! `rows` holds what was published and says which of it counts, `pool` turns that into one frequency with its
//! uncertainty, when the pack is read. `weigh` turns frequencies into the weight of each possible answer, once, when the
//! first patient is seen before that background.

mod beta;
mod gamma;
mod pool;
mod rows;
mod setting;
mod telling;
mod weigh;

use schemars::JsonSchema;
use serde::Serialize;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use rows::{LeftOut, PublishedRow, PublishedRows};
pub use setting::{Setting, Share};
pub use telling::HARDLY;
pub(super) use weigh::Asked;

use pool::JEFFREYS;

use super::check::side_by_side;
use super::files::{BackgroundRow, Column, ComparisonFile, CountFile, MethodFile};
use super::{
    Bound, Evidence, FindingId, FindingSet, GroupId, HypothesisId, OptionId, Phrase, Rule, SetId, SettingId, Text,
};

/// Two-sided 90%: the 95th percentile of the standard normal distribution.
pub const NINETY_PERCENT: f64 = 1.644_853_626_951_472_2;

/// The hypotheses and the evidence for them.
#[derive(Debug)]
pub struct Literature {
    /// The subject of the pack first, then its rivals.
    pub hypotheses: Vec<Hypothesis>,
    /// The findings of each group.
    pub(super) grouped: Vec<Grouped>,
    /// How each finding is asked for.
    pub(super) asked: Vec<Asked>,
    /// The groups as they weigh against each background, once that was asked for.
    pub(super) scales: OnceLock<[Vec<Group>; 2]>,
    /// Why findings are grouped.
    pub group_note: Text,
    /// Pairs of groups of which only the first one counts while the rule holds.
    pub not_both: Vec<NotBoth>,
    /// The first one is taken unless another is asked for.
    pub settings: Vec<Setting>,
    /// The parameters of the fit.
    pub method: MethodFile,
    /// The signs that must be present before a fit is called strong, and those of which one more must be.
    pub strong_needs: Vec<FindingId>,
    /// Signs of which one more must be present.
    pub strong_one_of: Vec<FindingId>,
    /// The signs that must not be there without a better cause.
    pub strong_unless: Vec<FindingId>,
    /// Studies that measured the subject and its rivals side by side.
    pub comparisons: Vec<Comparison>,
    /// The controls of studies stand for every rival without a row of its own.
    pub any_other: PublishedRows,
    /// How often findings are there in other patients.
    pub background: BTreeMap<FindingId, BackgroundRow>,
    /// Where the background comes from.
    pub background_note: Text,
    /// The disease that stands for every one without an entry of its own.
    pub rest: Option<HypothesisId>,
    /// Who nearly always has this sign takes the clinic's background.
    pub clinic: Option<FindingId>,
    /// What speaks for another disease: the subject has it as often as anybody.
    pub marks: FindingSet,
    /// How often a catalog annotates each finding, over all its diseases.
    pub catalog: BTreeMap<FindingId, f64>,
}

/// A disease that a patient may have.
#[derive(Debug)]
pub struct Hypothesis {
    /// As teaching cases and settings name it.
    pub id: Phrase,
    /// What it is called.
    pub label: Text,
    /// What it is in catalogs, by system.
    pub codes: BTreeMap<Phrase, Phrase>,
    /// What it is, in a sentence or two.
    pub description: Text,
    /// What speaks for the subject rather than for it.
    pub for_subject: Vec<Text>,
    /// What speaks for it rather than for the subject.
    pub against_subject: Vec<Text>,
    /// The test that separates the two.
    pub separated_by: Option<Text>,
    /// What the description rests on.
    pub sources: Vec<Phrase>,
    /// The criteria sets in use that judge it: its own, then those of other diseases that it presupposes.
    pub sets: Vec<SetId>,
    /// How often its patients have each sign.
    pub rows: PublishedRows,
    /// How often a choice has an option in them.
    pub choices: PublishedRows,
    /// The disease is the subject's but for these findings.
    pub like_subject_but: Option<FindingSet>,
    /// Nothing but definitions and assumptions speaks of it.
    pub assumed: bool,
}

/// The findings that a group holds.
#[derive(Debug)]
pub(crate) struct Grouped {
    pub id: Phrase,
    pub label: Text,
    pub findings: Vec<FindingId>,
}

/// Findings that travel together: the group counts once, through its most certain answer.
#[derive(Debug)]
pub struct Group {
    /// Its name in the evidence.
    pub id: Phrase,
    /// What it is called.
    pub label: Text,
    /// What is weighed in it.
    pub items: Vec<Item>,
}

/// One question a group asks of a case, with what each answer weighs.
#[derive(Debug)]
pub struct Item {
    /// Whose answer it is.
    pub finding: FindingId,
    /// What is asked of it.
    pub question: Question,
    /// What may be answered, each with its weights.
    pub outcomes: Vec<Outcome>,
    /// For each hypothesis, how often the finding is there, and where that number comes from.
    pub frequencies: Vec<Frequency>,
}

/// What is asked of the finding.
#[derive(Debug, PartialEq)]
pub enum Question {
    /// Is the sign present? Outcomes: yes, no.
    Present,
    /// Is the quantity on that side of the limit? Outcomes: yes, no.
    Beyond(Bound),
    /// Which option has the choice? One outcome an option.
    Option,
}

/// One answer and its weight.
#[derive(Debug)]
pub struct Outcome {
    /// The option, for a choice.
    pub option: Option<OptionId>,
    /// How likely the answer is in each hypothesis.
    pub likelihood: Vec<f64>,
    /// For each rival: ln(likelihood in the rival / likelihood in the subject), within the cap.
    pub log_ratio: Vec<f64>,
    /// The same ratio itself.
    pub ratio: Vec<f64>,
    /// Variance of ln(likelihood) in each hypothesis.
    pub log_variance: Vec<f64>,
    /// How telling it is in each setting of its background: see [`Setting::tells`].
    telling: Vec<f64>,
    /// The grade of each hypothesis's number; `None` where it has none and the answer says nothing about it.
    pub grades: Vec<Option<Grade>>,
}

impl Item {
    /// The outcome at a place.
    #[expect(clippy::indexing_slicing, reason = "an outcome is one of its item's")]
    pub fn outcome(&self, at: usize) -> &Outcome {
        &self.outcomes[at]
    }

    /// The outcomes of a question that is answered by yes or no.
    #[expect(clippy::indexing_slicing, reason = "every item has two outcomes at least")]
    pub fn yes_or_no(&self) -> [&Outcome; 2] {
        [&self.outcomes[0], &self.outcomes[1]]
    }
}

impl Outcome {
    /// How likely the answer is in the subject, and in each rival.
    pub fn likelihoods(&self) -> (f64, &[f64]) {
        self.likelihood.split_first().map_or((0.0, &[]), |(subject, rivals)| (*subject, rivals))
    }

    /// ln(likelihood in the rival / likelihood in the subject), within the cap; 0 for the subject itself.
    pub fn log_ratio_of(&self, rival: HypothesisId) -> f64 {
        rival.index().checked_sub(1).and_then(|at| self.log_ratio.get(at)).copied().unwrap_or_default()
    }
}

/// The subject and its controls, measured by one study.
#[derive(Debug)]
pub struct Comparison {
    /// As it is recorded.
    pub study: ComparisonFile,
    /// What was compared.
    pub finding: FindingId,
    /// The limit that was studied, where the finding is a quantity.
    pub bound: Option<Bound>,
    /// The controls' disease; `None` where they are mixed.
    pub against: Option<HypothesisId>,
}

/// How often a finding is there in a disease: a Beta distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frequency {
    /// Of a beta distribution: patients with the finding, and what stood before.
    pub alpha: f64,
    /// Of a beta distribution: patients without it, and what stood before.
    pub beta: f64,
    /// What it rests on.
    pub basis: Basis,
    /// The narrower sign whose number it is: a parent sign is at least as frequent as its most frequent child.
    pub narrower: Option<FindingId>,
}

/// Where a frequency comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// Those rows of the disease's own that count, pooled.
    Rows {
        /// How good they are.
        grade: Grade,
        /// The disease is defined by the absence of what they speak of.
        exclude: bool,
    },
    /// Controls of studies, for a rival without a row of its own.
    AnyOther,
    /// The background stands for a disease without a number, and for the subject where the finding is a mark of others.
    Background(f64),
    /// The subject's frequency stands for a disease that is like it.
    LikeSubject,
    /// A direct comparison (its index).
    Comparison(usize),
    /// No number: the answer says nothing about this disease.
    None,
}

/// How good a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub enum Grade {
    /// Measured side by side by one study.
    A,
    /// Separate series.
    B,
    /// A band, a range or a percentage without counts.
    C,
    /// An assumption.
    D,
}

/// Two groups that must not both count while the rule holds: the first one does.
#[derive(Debug)]
pub struct NotBoth {
    /// The one that counts, and the one that does not.
    pub groups: [GroupId; 2],
    /// While this holds.
    pub when: Rule<Evidence>,
}

impl Literature {
    /// The disease whose fit is judged.
    pub fn subject(&self) -> HypothesisId {
        HypothesisId::at(0)
    }

    /// All but the subject, in the order of their files.
    pub fn rivals(&self) -> impl Iterator<Item = HypothesisId> + use<> {
        (1..self.hypotheses.len()).map(HypothesisId::at)
    }

    /// Every question of every group, against each background.
    pub fn items_mut(&mut self) -> impl Iterator<Item = &mut Item> {
        self.scales();
        self.scales.get_mut().into_iter().flatten().flatten().flat_map(|group| &mut group.items)
    }

    /// The groups as they weigh in a setting.
    pub fn groups(&self, setting: SettingId) -> &[Group] {
        self.setting(setting).background.of(self.scales()).as_slice()
    }

    /// The groups for what they ask, which is the same against each background.
    pub(super) fn asking(&self) -> &[Group] {
        Column::Hospital.of(self.scales()).as_slice()
    }

    /// The groups as they weigh against each background: a fit asks for both, since it says what other settings would
    /// make of it.
    fn scales(&self) -> &[Vec<Group>; 2] {
        self.scales.get_or_init(|| {
            let [hospital, clinic] = Column::ALL.map(|background| move || weigh::groups(self, background));
            side_by_side(hospital, clinic).into()
        })
    }

    /// The setting of an id that was looked up.
    pub fn setting(&self, id: SettingId) -> &Setting {
        id.of(&self.settings)
    }

    /// The disease of an id that was looked up.
    pub fn hypothesis(&self, id: HypothesisId) -> &Hypothesis {
        id.of(&self.hypotheses)
    }

    /// The study that looked for a sign in the subject and in this rival side by side, by its index.
    pub fn comparison(&self, rival: HypothesisId, sign: FindingId) -> Option<usize> {
        self.comparisons.iter().position(|comparison| {
            comparison.bound.is_none() && comparison.finding == sign && comparison.against == Some(rival)
        })
    }

    /// Whether a disease has a figure of its own for an answer: no judgment, and not that of a study's other controls.
    pub fn has_own_figure(&self, item: &Item, outcome: &Outcome, id: HypothesisId) -> bool {
        let basis = item.frequencies.get(id.index()).map(|frequency| frequency.basis);
        match (*id.of(&outcome.grades), basis) {
            (None | Some(Grade::D), _) => false,
            (_, Some(Basis::Comparison(at))) => self.comparisons.get(at).is_some_and(|study| study.against == Some(id)),
            (grade, Some(Basis::AnyOther)) => grade == Some(Grade::A),
            _ => true,
        }
    }

    /// Whether a source measured something; the numbers of others are shown and have no weight.
    pub fn has_weight(&self, source: &str) -> bool {
        !self.method.without_weight.iter().any(|other| other == source)
    }
}

impl Comparison {
    /// The subject, and the controls, with Jeffreys' prior.
    pub fn counted(&self, at: usize) -> [Frequency; 2] {
        [self.study.subject, self.study.controls]
            .map(|CountFile { n, of }| Frequency::new(n + JEFFREYS, of - n + JEFFREYS, Basis::Comparison(at)))
    }
}

impl Frequency {
    fn new(alpha: f64, beta: f64, basis: Basis) -> Frequency {
        Frequency { alpha, beta, basis, narrower: None }
    }

    /// The frequency to expect, a part of one.
    pub fn mean(&self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// Whether the disease is defined by the absence of what its own rows speak of.
    pub fn excludes(&self) -> bool {
        self.narrower.is_none() && matches!(self.basis, Basis::Rows { exclude: true, .. })
    }

    /// 90% interval.
    pub fn interval(&self) -> [f64; 2] {
        beta::ninety_percent(self.alpha, self.beta)
    }
}

impl Basis {
    /// How good the rows are; none where there are no rows.
    pub fn grade(self) -> Option<Grade> {
        match self {
            Basis::Rows { grade, .. } => Some(grade),
            Basis::AnyOther => Some(Grade::B),
            Basis::Background(_) | Basis::LikeSubject => Some(Grade::D),
            Basis::Comparison(_) => Some(Grade::A),
            Basis::None => None,
        }
    }
}

impl Grade {
    /// As it is printed.
    pub fn letter(self) -> &'static str {
        match self {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
            Grade::D => "D",
        }
    }
}
