//! The checklist as a form that is filled in elsewhere.

use super::Wording;
use crate::case::{AnswerValue, Comparator};
use crate::knowledge::{FindingId, Kind, Unit};

impl<'k> Wording<'k> {
    /// How to answer well, in a paragraph.
    pub fn form_help(self, id: FindingId) -> String {
        let help = self.help(id);
        self.sentences(self.follows(id).into_iter().chain([help.as_str()]).filter(|text| !text.is_empty()))
    }

    /// What counts and what does not, a line each, where a form shows it below every question.
    pub fn form_note(self, id: FindingId) -> String {
        let (finding, words) = (self.knowledge.finding(id), &self.words().finding);
        let named = |name, text| self.pair(self.say(name), self.say(text));
        let help = finding.help.iter().flat_map(|help| {
            let does_not_count = help.does_not_count.as_ref().map(|text| named(&words.does_not_count, text));
            [named(&words.counts, &help.counts)].into_iter().chain(does_not_count)
        });
        let note = finding.note.iter().filter(|_| finding.help.is_none()).map(|note| self.say(note).to_owned());
        let follows = self.follows(id).map(str::to_owned);
        follows.into_iter().chain(help).chain(note).collect::<Vec<_>>().join("\n")
    }

    /// In a form nothing else shows that a sign follows from other answers.
    fn follows(self, id: FindingId) -> Option<&'k str> {
        let kind = &self.knowledge.finding(id).kind;
        let follows = matches!(kind, Kind::Sign(inference) if inference.present_when.is_some());
        follows.then(|| self.say(&self.words().form.follows))
    }

    /// An answer where it is offered; options are called what they are called.
    pub fn form_answer(self, id: FindingId, answer: &AnswerValue) -> String {
        let text = self.answer(id, answer);
        if matches!(answer, AnswerValue::Option(_)) { text } else { self.sentence(&text) }
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
