//! A patient in one line: who it is, and what the criteria say so far.

use unicode_segmentation::UnicodeSegmentation as _;

use super::Wording;
use super::figures::figure;
use crate::case::{AT_TOP, AnswerValue, Case};
use crate::engine::{Assessment, Verdict};

impl Wording<'_> {
    /// `54 M`, as far as it is known.
    pub fn who(self, case: &Case) -> String {
        let words = &self.words().home;
        let [age, sex] = AT_TOP.map(|at| {
            let id = self.knowledge.find(at)?;
            match case.known(id)? {
                AnswerValue::Quantity(quantity) => Some(words.age(self.lang, figure(quantity.value))),
                value => self.answer(id, value).graphemes(true).next().map(str::to_owned),
            }
        });
        match (age, sex) {
            (Some(age), Some(sex)) => words.who(self.lang, &age, &sex),
            (age, sex) => age.or(sex).unwrap_or_default(),
        }
    }

    /// What the leading set of the pack says, or another current one that is met, and what would meet it.
    pub fn leading_verdict(self, assessment: &Assessment) -> String {
        let words = &self.words().home;
        let met = self.current_sets(assessment).find(|found| found.verdict() == Verdict::Met);
        let Some(found) = met.or_else(|| self.current_sets(assessment).next()) else { return String::new() };
        let Some((_, conclusion)) = found.leading() else { return String::new() };
        let set = self.knowledge.set(found.set);
        let short = self.say(&set.short);
        match (conclusion.verdict, conclusion.settled_by.first()) {
            (Verdict::Met, _) => words.is_met(self.lang, short),
            (Verdict::NotMet, _) => words.is_not_met(self.lang, short),
            (Verdict::Undetermined, Some(way)) => words.is_open(self.lang, short, self.way(set, *way)),
            (Verdict::Undetermined, None) => words.is_open_only(self.lang, short),
        }
    }
}
