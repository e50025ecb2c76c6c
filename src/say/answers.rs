//! Findings and their answers in words.

use super::Wording;
use crate::case::{Answer, AnswerValue, Case, EntryFault, Quantity, Reference};
use crate::engine::{Assessment, Doubted, Flag, Inferred};
use crate::json::number;
use crate::knowledge::files::BySex;
use crate::knowledge::{FindingId, Measure, OptionId};

/// What is known of a patient: the answers, and what follows from them.
#[derive(Clone, Copy)]
pub struct Known<'p> {
    /// The answers.
    pub case: &'p Case,
    /// What was concluded from them.
    pub assessment: &'p Assessment,
}

impl<'p> Known<'p> {
    /// What other answers say of a sign that has no answer of its own.
    pub fn inferred(self, id: FindingId) -> Option<&'p Inferred> {
        let inferred = &self.assessment.inferred;
        inferred.get(inferred.binary_search_by_key(&id, |inferred| inferred.finding).ok()?)
    }
}

impl<'k> Wording<'k> {
    /// The answer, without its note and date.
    pub fn answer(self, id: FindingId, value: &AnswerValue) -> String {
        let finding = self.knowledge.finding(id);
        let words = &self.words().answer;
        match value {
            AnswerValue::Present => self.say(&words.present).to_owned(),
            AnswerValue::Absent => self.say(&words.absent).to_owned(),
            AnswerValue::Unknown => self.say(&words.unknown).to_owned(),
            AnswerValue::Unobtainable => self.say(&words.unobtainable).to_owned(),
            AnswerValue::Option(option) => self.say(&option.of(finding.options()).label).to_owned(),
            AnswerValue::Quantity(quantity) => {
                finding.measure().map_or_else(String::new, |m| self.quantity(quantity, m))
            }
        }
    }

    /// What is known of a finding: what was answered, else what follows from other answers.
    pub fn now(self, known: Known, id: FindingId) -> String {
        match known.inferred(id) {
            Some(inferred) => self.words().answer.inferred(self.lang, self.inferred(inferred)),
            None => self.said(known.case, id),
        }
    }

    /// What is known of a finding, whether it was answered or follows, for a place with few columns.
    pub fn now_in_short(self, known: Known, id: FindingId) -> String {
        known.inferred(id).map_or_else(|| self.said(known.case, id), |inferred| self.inferred(inferred).to_owned())
    }

    /// What was answered; unknown where nothing was. A better cause stands beside it, and a number to look at again is
    /// marked.
    pub fn said(self, case: &Case, id: FindingId) -> String {
        let Some(answer) = case.answer(id) else { return self.say(&self.words().answer.unknown).to_owned() };
        let value = self.caused(id, answer);
        match case.doubt(self.knowledge, id) {
            Some(_) if answer.explained.is_none() => self.to_check(&value),
            _ => value,
        }
    }

    /// What a sign is inferred to be.
    pub fn inferred(self, inferred: &Inferred) -> &'k str {
        let words = &self.words().answer;
        self.say(if inferred.present { &words.present } else { &words.absent })
    }

    /// A finding with what is known of it.
    pub fn answered(self, known: Known, id: FindingId) -> String {
        self.pair(self.label(id), &self.now(known, id))
    }

    /// An answer with its better cause, how it lies in its range, and whether it was confirmed.
    pub fn in_full(self, id: FindingId, answer: Option<&Answer>, flag: Option<Flag>) -> String {
        let Some(answer) = answer.filter(|answer| answer.value != AnswerValue::Unknown) else {
            return self.say(&self.words().answer.unknown).to_owned();
        };
        let flag = flag.map(|flag| self.flag(flag).to_uppercase());
        let confirmed = answer.confirmed.then(|| self.say(&self.words().answer.confirmed).to_owned());
        let parts = [Some(self.caused(id, answer)), flag, self.own_range(id, answer), confirmed];
        self.names(parts.into_iter().flatten())
    }

    /// The answer, with the better cause where there is one.
    fn caused(self, id: FindingId, answer: &Answer) -> String {
        let value = self.answer(id, &answer.value);
        match &answer.explained {
            Some(cause) => self.words().answer.explained(self.lang, &value, self.data(cause)),
            None => value,
        }
    }

    /// The findings a verdict rests on, each with its answer.
    pub fn reasons(self, known: Known, findings: &[FindingId]) -> String {
        self.list(findings.iter().map(|id| self.answered(known, *id)))
    }

    /// The names of findings.
    pub fn findings<'i>(self, findings: impl IntoIterator<Item = &'i FindingId>) -> String {
        self.list(findings.into_iter().map(|id| self.label(*id)))
    }

    /// Why a number is to be looked at again.
    pub fn doubt(self, known: Known, doubted: &Doubted) -> String {
        let words = &self.words().report;
        let value = known.case.answer(doubted.finding).map(|answer| self.answer(doubted.finding, &answer.value));
        let finding = self.pair(self.label(doubted.finding), &value.unwrap_or_default());
        let measure = self.knowledge.finding(doubted.finding).measure();
        let unit = |at: &usize| measure.map_or_else(String::new, |measure| self.unit(measure.unit_at(*at)));
        let units: Vec<String> = doubted.doubt.usual_in.iter().map(unit).collect();
        match units.is_empty() {
            true => words.doubt_beyond(self.lang, &finding),
            false => words.doubt_unit(self.lang, &finding, self.either(&units)),
        }
    }

    fn quantity(self, quantity: &Quantity, measure: &Measure) -> String {
        let comparator = quantity.comparator.map_or("", |comparator| comparator.symbol());
        self.with_unit(&format!("{comparator}{}", number(quantity.value)), measure.unit_at(quantity.unit))
    }

    /// The value in the canonical unit; `None` where it was entered in it.
    pub fn converted(self, id: FindingId, answer: &Answer) -> Option<String> {
        match (&answer.value, self.knowledge.finding(id).measure()) {
            (AnswerValue::Quantity(quantity), Some(measure)) if quantity.unit != 0 => {
                let canonical = Quantity { value: quantity.canonical(measure), unit: 0, ..*quantity };
                Some(self.quantity(&canonical, measure))
            }
            _ => None,
        }
    }

    /// The range a number is held against: the laboratory's own, else the usual one.
    pub fn range_of(self, case: &Case, id: FindingId) -> Option<String> {
        let answer = case.answer(id).filter(|answer| matches!(answer.value, AnswerValue::Quantity(_)))?;
        self.own_range(id, answer).or_else(|| {
            let range = self.usual_range(self.knowledge.finding(id).measure()?, case.is_male(self.knowledge))?;
            Some(self.words().report.usual_range(self.lang, &range))
        })
    }

    /// The laboratory's own range of a number.
    pub fn own_range(self, id: FindingId, answer: &Answer) -> Option<String> {
        let AnswerValue::Quantity(Quantity { reference: Some(Reference { low, high }), unit, .. }) = answer.value
        else {
            return None;
        };
        let unit = self.knowledge.finding(id).measure()?.unit_at(unit);
        let range = self.range_in(low, high, unit);
        Some(self.words().report.own_range(self.lang, &range))
    }

    /// The usual range in the canonical unit: one for each sex where they differ and the sex is not known.
    pub fn usual_range(self, measure: &Measure, is_male: Option<bool>) -> Option<String> {
        let unit = measure.canonical_unit();
        let span = |[low, high]: [f64; 2]| self.range(Some(low), Some(high));
        Some(match (measure.normal?, is_male) {
            (BySex::Both([low, high]), _)
            | (BySex::Each { male: [low, high], .. }, Some(true))
            | (BySex::Each { female: [low, high], .. }, Some(false)) => self.range_in(Some(low), Some(high), unit),
            (BySex::Each { male, female }, None) => {
                self.with_unit(&self.words().rule.by_sex(self.lang, span(male), span(female)), unit)
            }
        })
    }

    /// One or other of some options.
    pub fn options(self, finding: FindingId, options: &[OptionId]) -> String {
        self.either(&options.iter().map(|option| self.option(finding, *option)).collect::<Vec<_>>())
    }

    /// The option of a choice.
    pub fn option(self, finding: FindingId, option: OptionId) -> String {
        self.answer(finding, &AnswerValue::Option(option))
    }

    /// Why a typed number or range was refused, and what would be taken.
    pub fn refusal(self, id: FindingId, fault: &EntryFault) -> String {
        let words = &self.words().entry;
        let units = self.knowledge.finding(id).measure().map_or(&[][..], |measure| &measure.units);
        match fault {
            EntryFault::Empty => self.say(&words.empty).to_owned(),
            EntryFault::NotANumber { typed } => words.not_a_number(self.lang, typed),
            EntryFault::Ambiguous { typed, thousands, decimal } => {
                words.ambiguous(self.lang, typed, thousands, decimal)
            }
            EntryFault::UnknownUnit { typed } => {
                let units = units.iter().map(|unit| self.unit(unit)).filter(|unit| !unit.is_empty());
                words.unknown_unit(self.lang, typed, self.names(units))
            }
            EntryFault::Impossible { low, high, unit } => {
                let [low, high] = [*low, *high].map(Some);
                let unit = units.get(*unit);
                let range = unit.map_or_else(|| self.range(low, high), |unit| self.range_in(low, high, unit));
                words.impossible(self.lang, &range)
            }
            EntryFault::NotARange { typed } => words.not_a_range(self.lang, typed),
        }
    }
}
