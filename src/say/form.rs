//! The checklist as a form that is filled in elsewhere.

use super::Wording;
use crate::case::Comparator;
use crate::knowledge::{FindingId, Kind, Unit};

impl<'k> Wording<'k> {
    /// How to answer well, in a paragraph: in a form nothing else shows what follows from other answers.
    pub fn form_help(self, id: FindingId) -> String {
        let kind = &self.knowledge.finding(id).kind;
        let follows = matches!(kind, Kind::Sign(inference) if inference.present_when.is_some());
        let follows = follows.then(|| self.say(&self.words().form.follows).to_owned());
        self.sentences(follows.into_iter().chain([self.help(id)]).filter(|text| !text.is_empty()))
    }

    /// A unit where one is chosen: a mere number has none that is printed.
    pub fn unit_name(self, unit: &'k Unit) -> &'k str {
        Some(unit.shown(self.lang)).filter(|shown| !shown.is_empty()).unwrap_or(&unit.id)
    }

    /// How the value lies to the number that is written.
    pub fn only_a_limit(self, comparator: Comparator) -> &'k str {
        let words = &self.words().form;
        self.say(match comparator {
            Comparator::Less => &words.less,
            Comparator::LessOrEqual => &words.less_or_equal,
            Comparator::Greater => &words.greater,
            Comparator::GreaterOrEqual => &words.greater_or_equal,
        })
    }
}
