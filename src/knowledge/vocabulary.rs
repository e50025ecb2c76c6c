//! The vocabulary: what can be known of a patient.

use super::files::{BySex, Codes, Limits, OnlyIn, Tier};
use super::units::{self, Unit};
use super::{Evidence, FindingId, OptionId, Rule, SectionId, Text};

/// A section of the vocabulary.
#[derive(Clone, Debug)]
pub struct Section {
    pub id: String,
    /// The letter in the acronym or on the rail; empty for the others.
    pub letter: String,
    pub label: Text,
    pub short: Text,
    pub findings: Vec<FindingId>,
}

/// One item of the vocabulary.
#[derive(Clone, Debug)]
pub struct Finding {
    pub id: String,
    pub section: SectionId,
    pub tier: Tier,
    pub label: Text,
    pub codes: Codes,
    pub note: Option<Text>,
    pub help: Option<Help>,
    /// The sex that it is a finding of, where it is of one alone.
    pub only_in: Option<OnlyIn>,
    /// The commoner causes of a sign.
    pub causes: Vec<FindingId>,
    pub kind: Kind,
}

/// What a clinician needs to answer well, with the sources that carry it.
#[derive(Clone, Debug)]
pub struct Help {
    pub counts: Text,
    pub does_not_count: Option<Text>,
    pub found_by: Option<Text>,
    pub trap: Option<Text>,
    pub sources: Vec<String>,
}

/// The kind of answer a finding takes.
#[derive(Clone, Debug)]
pub enum Kind {
    Sign(Inference),
    Quantity(Measure),
    Choice(Vec<ChoiceOption>),
}

/// The choice that limits by sex go by.
#[derive(Clone, Copy, Debug)]
pub struct Sex {
    pub finding: FindingId,
    pub male: OptionId,
    pub female: OptionId,
}

/// When other findings decide a sign. Present wins where both hold.
#[derive(Clone, Debug, Default)]
pub struct Inference {
    pub present_when: Option<Rule<Evidence>>,
    pub absent_when: Option<Rule<Evidence>>,
}

/// How a quantity is measured.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The canonical unit first, then the others a laboratory may print.
    pub units: Vec<Unit>,
    pub normal: Option<BySex>,
    /// What a living patient shows, in the canonical unit; a number beyond it is asked about.
    pub plausible: Option<Limits>,
    pub possible: Limits,
}

/// An option of a choice.
#[derive(Clone, Debug)]
pub struct ChoiceOption {
    pub id: String,
    pub label: Text,
}

impl Finding {
    pub fn measure(&self) -> Option<&Measure> {
        match &self.kind {
            Kind::Quantity(measure) => Some(measure),
            _ => None,
        }
    }

    pub fn options(&self) -> &[ChoiceOption] {
        match &self.kind {
            Kind::Choice(options) => options,
            _ => &[],
        }
    }

    pub fn option(&self, id: &str) -> Option<OptionId> {
        self.options().iter().position(|option| option.id == id).map(OptionId::at)
    }
}

impl OnlyIn {
    /// Whether a finding of this sex may be found in a patient.
    pub fn admits(self, is_male: bool) -> bool {
        is_male == (self == OnlyIn::Male)
    }
}

impl Measure {
    pub fn canonical_unit(&self) -> &Unit {
        &self.units[0]
    }

    pub fn unit(&self, id: &str) -> Option<usize> {
        self.units.iter().position(|unit| unit.id == id)
    }

    /// The unit that is meant by what a person types, in any common spelling.
    pub fn typed_unit(&self, text: &str) -> Option<usize> {
        units::typed(&self.units, text)
    }
}
