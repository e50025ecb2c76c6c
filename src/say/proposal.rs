//! What a line of a note proposes, in words.

use super::Wording;
use crate::json::{clipped, shown};
use crate::knowledge::FindingId;
use crate::quick::{Choice, Kind, Proposal, Question, Reason};

impl Wording<'_> {
    /// A line for each thing that will be entered, is asked, or was not understood, under their headings.
    pub fn proposal(self, text: &str, proposal: &Proposal) -> Vec<String> {
        let words = &self.words().quick;
        let quote = |span: &std::ops::Range<usize>| quoted(text.get(span.clone()).unwrap_or_default());
        if !proposal.leads_to.is_empty() {
            let names = self.findings(proposal.leads_to.iter().take(MOST_NAMED));
            return vec![words.bare_name(self.lang, quoted(text), names)];
        }
        if proposal.is_empty() {
            return vec![self.say(&words.nothing).to_owned()];
        }
        let mut lines = Vec::new();
        let mut under = |heading, group: Vec<String>| {
            if !group.is_empty() {
                lines.push(self.say(heading).to_owned());
                lines.extend(group.into_iter().map(|line| format!("  {line}")));
            }
        };
        let entries = proposal.entries.iter().map(|entry| {
            let answer = self.entry(entry.finding, &entry.value);
            words.entry(self.lang, answer, quote(&entry.span))
        });
        under(&words.entered, entries.collect());
        let questions = proposal.questions.iter().map(|question| self.quick_question(question, &quote(&question.span)));
        under(&words.asked, questions.collect());
        let refused = proposal.refused.iter().map(|refused| {
            let reason = self.say(match refused.reason {
                Reason::NoItem => &words.no_item,
                Reason::NoValue => &words.no_value,
                Reason::Family => &words.family,
                Reason::Uncertain => &words.uncertain,
                Reason::Question => &words.question,
                Reason::Planned => &words.planned,
                Reason::Past => &words.past,
                Reason::Drug => &words.drug,
                Reason::Narrow => &words.narrow,
            });
            words.refused(self.lang, quote(&refused.span), reason)
        });
        under(&words.left, refused.collect());
        lines
    }

    /// A question with its choices, each with its number.
    fn quick_question(self, question: &Question, quote: &str) -> String {
        let words = &self.words().quick;
        let asked = self.say(match (&question.words, question.kind) {
            (Some(own), _) => own,
            (None, Kind::Which) => &words.which,
            (None, Kind::Unit) if question.choices.is_empty() => &words.no_unit,
            (None, Kind::Unit) => &words.unit,
            (None, Kind::Sign) => &words.sign,
            (None, Kind::Scope) => &words.scope,
            (None, Kind::Now) => &words.now,
            (None, Kind::Duration) => &words.duration,
            (None, Kind::Conflict) => &words.conflict,
        });
        let line = words.ask(self.lang, quote, asked);
        let choices = question.choices.iter().enumerate().map(|(at, choice)| {
            let choice = words.choice(self.lang, at + 1, self.choice(choice));
            if question.suggested == Some(at) { self.aside(&choice, self.say(&words.likely)) } else { choice }
        });
        self.sentences([line].into_iter().chain(choices))
    }

    fn choice(self, choice: &Choice) -> String {
        let answers: Vec<String> = choice.iter().map(|(id, value)| self.entry(*id, value)).collect();
        self.both(&answers)
    }

    fn entry(self, id: FindingId, value: &crate::case::AnswerValue) -> String {
        let answer = self.answer(id, value);
        let range = self.own_range(id, &(*value).into());
        let answer = range.map_or(answer.clone(), |range| self.names([answer, range]));
        self.pair(self.label(id), &answer)
    }
}

/// So many findings are named where a text leads to several.
const MOST_NAMED: usize = 5;

/// The text as it stands on one line, cut where it is long.
fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    shown(&clipped(&words.join(" ")))
}
