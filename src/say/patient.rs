//! A patient in one line.

use unicode_segmentation::UnicodeSegmentation as _;

use super::Wording;
use super::figures::figure;
use crate::case::{AT_TOP, AnswerValue, Case};

impl Wording<'_> {
    /// `54 M`, as far as it is known.
    pub fn who(self, case: &Case) -> String {
        let words = &self.words().chart;
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
}
