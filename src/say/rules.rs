//! Rules in words, as the paper's own table would say them.

use super::Wording;
use crate::knowledge::{CriteriaSet, Evidence, Rule, Tally, Text};

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
        let listed = |parts: &[Rule<Leaf>]| {
            self.list(&parts.iter().map(|part| self.grouped(part, word(part))).collect::<Vec<_>>())
        };
        match rule {
            Rule::Is(this) => leaf(this, true),
            Rule::All(parts) => self.parts(parts, &words.all, &word),
            Rule::Any(parts) => self.parts(parts, &words.any, &word),
            Rule::Not(part) => match part.as_ref() {
                Rule::Is(this) => leaf(this, false),
                Rule::Any(parts) if parts.len() > 1 => words.none_of.fill(self.lang, &[("parts", &listed(parts))]),
                part => words.not.fill(self.lang, &[("part", &self.grouped(part, word(part)))]),
            },
            Rule::AtLeast(count, parts) => {
                let values = [("count", count.to_string()), ("parts", listed(parts))];
                words.at_least.fill(self.lang, &values.each_ref().map(|(key, value)| (*key, value.as_str())))
            }
        }
    }

    fn parts<Leaf>(self, parts: &[Rule<Leaf>], join: &Text, word: &dyn Fn(&Rule<Leaf>) -> String) -> String {
        match parts {
            [only] => word(only),
            parts => {
                let parts: Vec<String> = parts.iter().map(|part| self.grouped(part, word(part))).collect();
                self.joined(&parts, join)
            }
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
        self.words().style.group.fill(self.lang, &[("text", text)])
    }

    fn evidence(self, leaf: &Evidence, holds: bool) -> String {
        let words = &self.words().rule;
        match leaf {
            Evidence::Sign(id) => self.or_without(self.label(*id), holds),
            Evidence::Quantity(id, bound) => {
                let bound = self.bound(*id, bound);
                if holds { bound } else { words.not.fill(self.lang, &[("part", &bound)]) }
            }
            Evidence::Choice(id, options) => {
                let finding = self.knowledge.finding(*id);
                let options: Vec<String> = options
                    .iter()
                    .map(|option| self.say(&finding.options()[option.index()].label).to_owned())
                    .collect();
                let values = [("choice", self.label(*id)), ("options", &self.either(&options))];
                if holds { &words.is } else { &words.is_not }.fill(self.lang, &values)
            }
            Evidence::Conclusion(set, conclusion) => {
                let set = self.knowledge.set(*set);
                let conclusion = self.say(&set.conclusions[conclusion.index()].title);
                let values = [("conclusion", conclusion), ("set", self.say(&set.short))];
                if holds { &words.of_set } else { &words.not_of_set }.fill(self.lang, &values)
            }
        }
    }

    fn tally(self, set: &CriteriaSet, leaf: &Tally, holds: bool) -> String {
        let words = &self.words().rule;
        let text = match leaf {
            Tally::Criterion(criterion) => {
                return self.or_without(self.say(&set.criteria[criterion.index()].title), holds);
            }
            Tally::AnyOf(role) if !holds => {
                return words.no_role.fill(self.lang, &[("role", &self.role(*role))]);
            }
            Tally::Every(role) => words.every_role.fill(self.lang, &[("role", &self.role(*role))]),
            Tally::AnyOf(role) => words.any_role.fill(self.lang, &[("role", &self.role(*role))]),
            Tally::AtLeast(count, role) => {
                let values = [("count", count.to_string()), ("role", self.role(*role))];
                words.count_role.fill(self.lang, &values.each_ref().map(|(key, value)| (*key, value.as_str())))
            }
        };
        if holds { text } else { words.not.fill(self.lang, &[("part", &text)]) }
    }

    fn or_without(self, part: &str, holds: bool) -> String {
        match holds {
            true => part.to_owned(),
            false => self.words().rule.without.fill(self.lang, &[("part", part)]),
        }
    }

    fn role(self, role: crate::knowledge::RoleId) -> String {
        self.say(&self.knowledge.role(role).label).to_lowercase()
    }
}
