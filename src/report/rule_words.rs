//! Rules in words, as the paper's own table would say them.

use super::wording::Wording;
use crate::knowledge::{CriteriaSet, Evidence, Rule, Tally, Text};

impl Wording<'_> {
    /// The rule of a criterion or of an inference.
    pub fn evidence_rule(self, rule: &Rule<Evidence>) -> String {
        self.rule(rule, &|leaf| self.evidence(leaf))
    }

    /// The rule of a conclusion.
    pub fn tally_rule(self, set: &CriteriaSet, rule: &Rule<Tally>) -> String {
        if let Rule::Not(part) = rule
            && let Rule::Is(Tally::AnyOf(role)) = part.as_ref()
        {
            return self.words().rule.no_role.fill(self.lang, &[("role", &self.role(*role))]);
        }
        // Parts are worded by this very function, so that "no exclusion" is found at any depth.
        match rule {
            Rule::All(parts) => self.parts(parts, &self.words().rule.all, &|part| self.tally_rule(set, part)),
            Rule::Any(parts) => self.parts(parts, &self.words().rule.any, &|part| self.tally_rule(set, part)),
            other => self.rule(other, &|leaf| self.tally(set, leaf)),
        }
    }

    fn rule<Leaf>(self, rule: &Rule<Leaf>, leaf: &dyn Fn(&Leaf) -> String) -> String {
        let words = &self.words().rule;
        let word = |part: &Rule<Leaf>| self.rule(part, leaf);
        match rule {
            Rule::Is(this) => leaf(this),
            Rule::All(parts) => self.parts(parts, &words.all, &word),
            Rule::Any(parts) => self.parts(parts, &words.any, &word),
            Rule::Not(part) => words.not.fill(self.lang, &[("part", &self.grouped(part, word(part)))]),
            Rule::AtLeast(count, parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.grouped(part, word(part))).collect();
                let values = [("count", count.to_string()), ("parts", self.list(&parts))];
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
            _ => text,
        }
    }

    fn in_brackets(self, text: &str) -> String {
        self.words().style.group.fill(self.lang, &[("text", text)])
    }

    fn evidence(self, leaf: &Evidence) -> String {
        match leaf {
            Evidence::Sign(id) => self.label(*id).to_owned(),
            Evidence::Quantity(id, bound) => self.bound(*id, bound),
            Evidence::Choice(id, options) => {
                let finding = self.knowledge.finding(*id);
                let options: Vec<String> = options
                    .iter()
                    .map(|option| self.say(&finding.options()[option.index()].label).to_owned())
                    .collect();
                let values = [("choice", self.label(*id)), ("options", &self.either(&options))];
                self.words().rule.is.fill(self.lang, &values)
            }
            Evidence::Conclusion(set, conclusion) => {
                let set = self.knowledge.set(*set);
                let conclusion = self.say(&set.conclusions[conclusion.index()].title);
                let values = [("conclusion", conclusion), ("set", self.say(&set.short))];
                self.words().rule.of_set.fill(self.lang, &values)
            }
        }
    }

    fn tally(self, set: &CriteriaSet, leaf: &Tally) -> String {
        let words = &self.words().rule;
        match leaf {
            Tally::Criterion(criterion) => self.say(&set.criteria[criterion.index()].title).to_owned(),
            Tally::Every(role) => words.every_role.fill(self.lang, &[("role", &self.role(*role))]),
            Tally::AnyOf(role) => words.any_role.fill(self.lang, &[("role", &self.role(*role))]),
            Tally::AtLeast(count, role) => {
                let values = [("count", count.to_string()), ("role", self.role(*role))];
                words.count_role.fill(self.lang, &values.each_ref().map(|(key, value)| (*key, value.as_str())))
            }
        }
    }

    fn role(self, role: crate::knowledge::RoleId) -> String {
        self.say(&self.knowledge.role(role).label).to_lowercase()
    }
}
