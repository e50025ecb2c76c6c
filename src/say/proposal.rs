//! What a line of a note proposes, in words.

use super::Wording;
use crate::json::{clipped, shown};
use crate::knowledge::FindingId;
use crate::quick::{Choice, Kind, Proposal, Question, Reason};

impl<'k> Wording<'k> {
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
        let refused = proposal.refused.iter();
        let refused =
            refused.map(|refused| words.refused(self.lang, quote(&refused.span), self.reason(refused.reason)));
        under(&words.left, refused.collect());
        lines
    }

    /// A question with its choices, each with its number.
    fn quick_question(self, question: &Question, quote: &str) -> String {
        let words = &self.words().quick;
        let line = words.ask(self.lang, quote, self.question(question));
        let choices = self.choices(question).enumerate().map(|(at, choice)| words.choice(self.lang, at + 1, choice));
        self.sentences([line].into_iter().chain(choices))
    }

    /// What is asked.
    pub fn question<'q>(self, question: &'q Question) -> &'q str
    where
        'k: 'q,
    {
        let words = &self.words().quick;
        self.say(match (&question.words, question.kind) {
            (Some(own), _) => own,
            (None, Kind::Which) => &words.which,
            (None, Kind::Unit) if question.choices.is_empty() => &words.no_unit,
            (None, Kind::Unit) => &words.unit,
            (None, Kind::Sign) => &words.sign,
            (None, Kind::Scope) => &words.scope,
            (None, Kind::Now) => &words.now,
            (None, Kind::Duration) => &words.duration,
            (None, Kind::Conflict) => &words.conflict,
        })
    }

    /// What may be answered; the likeliest is marked.
    pub fn choices(self, question: &Question) -> impl Iterator<Item = String> {
        question.choices.iter().enumerate().map(move |(at, choice)| {
            let choice = self.choice(choice);
            match question.suggested == Some(at) {
                true => self.aside(&choice, self.say(&self.words().quick.likely)),
                false => choice,
            }
        })
    }

    /// Why a piece of the text is not entered.
    pub fn reason(self, reason: Reason) -> &'k str {
        let words = &self.words().quick;
        self.say(match reason {
            Reason::NoItem => &words.no_item,
            Reason::NoValue => &words.no_value,
            Reason::Family => &words.family,
            Reason::Uncertain => &words.uncertain,
            Reason::Question => &words.question,
            Reason::Planned => &words.planned,
            Reason::Past => &words.past,
            Reason::Drug => &words.drug,
            Reason::Narrow => &words.narrow,
        })
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
pub fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    shown(&clipped(&words.join(" ")))
}
