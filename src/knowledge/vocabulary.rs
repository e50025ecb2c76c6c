//! The vocabulary: what can be known of a patient.

use super::files::{BySex, ChoiceOption, Codes, Help, Limits, OnlyIn, Tier};
use super::units::{self, Unit};
use super::{Evidence, FindingId, Lang, OptionId, Rule, SectionId, Text};

/// A section of the vocabulary.
#[derive(Clone, Debug)]
pub struct Section {
    /// As findings files name it.
    pub id: String,
    /// The letter in the acronym or on the rail; empty for the others.
    pub letter: String,
    /// What it is called.
    pub label: Text,
    /// A label for the rail.
    pub short: Text,
    /// In the order they are asked.
    pub findings: Vec<FindingId>,
}

/// One item of the vocabulary.
#[derive(Clone, Debug)]
pub struct Finding {
    /// As case files name it.
    pub id: String,
    /// Where it stands in the checklist.
    pub section: SectionId,
    /// How early it is asked.
    pub tier: Tier,
    /// What it is called.
    pub label: Text,
    /// What it is in vocabularies of others.
    pub codes: Codes,
    /// What its label leaves open.
    pub note: Option<Text>,
    /// How to answer well.
    pub help: Option<Help>,
    /// The sex that it is a finding of, where it is of one alone.
    pub only_in: Option<OnlyIn>,
    /// The commoner causes of a sign.
    pub causes: Vec<FindingId>,
    /// What kind of answer it takes.
    pub kind: Kind,
}

/// The kind of answer a finding takes.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Present or absent.
    Sign(Inference),
    /// A number with its unit.
    Quantity(Measure),
    /// One of named options.
    Choice(Vec<ChoiceOption>),
}

/// The choice that limits by sex go by.
#[derive(Clone, Copy, Debug)]
pub struct Sex {
    /// The choice.
    pub finding: FindingId,
    /// The option of men.
    pub male: OptionId,
    /// The option of women.
    pub female: OptionId,
}

/// When other findings decide a sign. Present wins where both hold.
#[derive(Clone, Debug, Default)]
pub struct Inference {
    /// The sign is present where this holds.
    pub present_when: Option<Rule<Evidence>>,
    /// The sign is absent where this holds, and the other does not.
    pub absent_when: Option<Rule<Evidence>>,
}

/// How a quantity is measured.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The canonical unit first, then the others a laboratory may print.
    pub units: Vec<Unit>,
    /// The place of the unit that a bare number is taken in, English first.
    pub(super) usual_units: [usize; 2],
    /// The usual range in the canonical unit.
    pub normal: Option<BySex>,
    /// What a living patient shows, in the canonical unit; a number beyond it is asked about.
    pub plausible: Option<Limits>,
    /// Beyond it a number is a slip, in the canonical unit.
    pub possible: Limits,
}

impl Finding {
    /// Its units and ranges, if it is a quantity.
    pub fn measure(&self) -> Option<&Measure> {
        match &self.kind {
            Kind::Quantity(measure) => Some(measure),
            _ => None,
        }
    }

    /// Its options; none if it is no choice.
    pub fn options(&self) -> &[ChoiceOption] {
        match &self.kind {
            Kind::Choice(options) => options,
            _ => &[],
        }
    }

    /// The option of an id.
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
    /// The unit that values are compared in.
    pub fn canonical_unit(&self) -> &Unit {
        self.unit_at(0)
    }

    /// The unit at a place that was looked up.
    #[expect(clippy::indexing_slicing, reason = "there is a canonical unit, and other places were looked up")]
    pub fn unit_at(&self, place: usize) -> &Unit {
        &self.units[place]
    }

    /// The place of the unit that a bare number is taken in where the language is spoken.
    pub fn usual_unit(&self, lang: Lang) -> usize {
        let [en, zh] = self.usual_units;
        match lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    /// The place of the unit of an id.
    pub fn unit(&self, id: &str) -> Option<usize> {
        self.units.iter().position(|unit| unit.id == id)
    }

    /// The unit that is meant by what a person types, in any common spelling.
    pub fn typed_unit(&self, text: &str) -> Option<usize> {
        units::typed(&self.units, text)
    }
}
