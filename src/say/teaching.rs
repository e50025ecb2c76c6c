//! The facts of a teaching case.

use super::Wording;
use super::figures::figure;
use crate::case::{Quality, TeachingCase};
use crate::knowledge::Text;

impl<'k> Wording<'k> {
    /// The disease of the leading set.
    pub fn leading_disease(self) -> &'k str {
        self.knowledge.leading_disease().map_or("", |disease| self.disease(disease))
    }

    /// The name of a disease, of a set or of the evidence; its id where it has none.
    pub fn disease(self, id: &'k str) -> &'k str {
        let mut hypotheses = self.knowledge.literature.iter().flat_map(|literature| &literature.hypotheses);
        match hypotheses.find(|hypothesis| hypothesis.id == *id) {
            Some(hypothesis) => self.say(&hypothesis.label),
            None => self.knowledge.disease(id, self.lang),
        }
    }

    /// What the patient had, how that was found, how long it took, and who says so: names and values, the diagnosis first.
    pub fn facts(self, case: &TeachingCase) -> Vec<(&'k str, String)> {
        let words = &self.words().teaching;
        let told = |text: &Text| self.say(text).to_owned();
        let not_reported = || self.say(&words.not_reported).to_owned();
        let quality = match case.truth.quality {
            Quality::Firm => &words.firm,
            Quality::Limited => &words.limited,
            Quality::Doubtful => &words.doubtful,
        };
        let months = |months: f64| words.months(self.lang, figure(months));
        let facts = [
            (&words.diagnosis, told(&case.truth.diagnosis)),
            (&words.basis, told(&case.truth.basis)),
            (&words.quality, self.say(quality).to_owned()),
            (&words.first_label, case.first_label.as_ref().map_or_else(not_reported, told)),
            (&words.delay, case.delay_months.map_or_else(not_reported, months)),
            (&words.region, case.region.as_ref().map_or_else(not_reported, told)),
            (&words.citation, self.case_citation(case)),
        ];
        facts.into_iter().map(|(name, value)| (self.say(name), value)).collect()
    }
}
