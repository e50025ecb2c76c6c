//! Rules in words, as the paper's own table would say them.

use super::Wording;
use crate::knowledge::{CriteriaSet, Evidence, Rule, Tally};

impl Wording<'_> {
    /// The rule of a criterion or of an inference.
    pub fn evidence_rule(self, rule: &Rule<Evidence>) -> String {
        self.rule(rule, &|leaf, holds| self.evidence(leaf, holds))
    }

    /// The rule of a conclusion.
    pub fn tally_rule(self, set: &CriteriaSet, rule: &Rule<Tally>) -> String {
        self.rule(rule, &|leaf, holds| self.tally(set, leaf, holds))
    }

    /// `leaf` words one item, as it holds or as it does not.
    fn rule<Leaf>(self, rule: &Rule<Leaf>, leaf: &dyn Fn(&Leaf, bool) -> String) -> String {
        let words = &self.words().rule;
        let word = |part: &Rule<Leaf>| self.rule(part, leaf);
        let grouped =
            |parts: &[Rule<Leaf>]| -> Vec<String> { parts.iter().map(|part| self.grouped(part, word(part))).collect() };
        match rule {
            Rule::Is(this) => leaf(this, true),
            Rule::All(parts) | Rule::Any(parts) if parts.len() == 1 => parts.iter().map(word).collect(),
            Rule::All(parts) => self.both(&grouped(parts)),
            Rule::Any(parts) => self.either(&grouped(parts)),
            Rule::Not(part) => match part.as_ref() {
                Rule::Is(this) => leaf(this, false),
                Rule::Any(parts) if parts.len() > 1 => words.none_of(self.lang, self.list(grouped(parts))),
                part => words.not(self.lang, self.grouped(part, word(part))),
            },
            Rule::AtLeast(count, parts) => words.at_least(self.lang, count, self.list(grouped(parts))),
        }
    }

    /// A part within another rule stands in brackets where it would be read wrongly without.
    fn grouped<Leaf>(self, part: &Rule<Leaf>, text: String) -> String {
        match part {
            Rule::All(parts) | Rule::Any(parts) if parts.len() > 1 => self.in_brackets(&text),
            Rule::AtLeast(..) => self.in_brackets(&text),
            Rule::Not(part) if matches!(part.as_ref(), Rule::Any(parts) if parts.len() > 1) => self.in_brackets(&text),
            _ => text,
        }
    }

    fn in_brackets(self, text: &str) -> String {
        self.words().style.group(self.lang, text)
    }

    fn evidence(self, leaf: &Evidence, holds: bool) -> String {
        let words = &self.words().rule;
        match leaf {
            Evidence::Sign(id) => self.or_without(self.label(*id), holds),
            Evidence::Quantity(id, bound) => {
                let bound = self.bound(*id, bound);
                if holds { bound } else { words.not(self.lang, &bound) }
            }
            Evidence::Choice(id, options) => {
                let (choice, options) = (self.label(*id), self.options(*id, options));
                match holds {
                    true => words.is(self.lang, choice, options),
                    false => words.is_not(self.lang, choice, options),
                }
            }
            Evidence::Conclusion(set, conclusion) => {
                let set = self.knowledge.set(*set);
                let conclusion = self.say(&conclusion.of(&set.conclusions).title);
                match holds {
                    true => words.of_set(self.lang, conclusion, self.say(&set.short)),
                    false => words.not_of_set(self.lang, conclusion, self.say(&set.short)),
                }
            }
        }
    }

    fn tally(self, set: &CriteriaSet, leaf: &Tally, holds: bool) -> String {
        let words = &self.words().rule;
        let text = match leaf {
            Tally::Criterion(criterion) => {
                return self.or_without(self.say(&criterion.of(&set.criteria).title), holds);
            }
            Tally::AnyOf(role) if !holds => {
                return words.no_role(self.lang, self.role(*role));
            }
            Tally::Every(role) => words.every_role(self.lang, self.role(*role)),
            Tally::AnyOf(role) => words.any_role(self.lang, self.role(*role)),
            Tally::AtLeast(count, role) => words.count_role(self.lang, count, self.role(*role)),
        };
        if holds { text } else { words.not(self.lang, &text) }
    }

    fn or_without(self, part: &str, holds: bool) -> String {
        match holds {
            true => part.to_owned(),
            false => self.words().rule.without(self.lang, part),
        }
    }

    pub(super) fn role(self, role: crate::knowledge::RoleId) -> String {
        self.say(&self.knowledge.role(role).label).to_lowercase()
    }
}
