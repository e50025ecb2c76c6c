//! The rule language as it is written.

use std::collections::BTreeMap;
use std::fmt;

use crate::knowledge::Phrase;
use schemars::JsonSchema;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// One node of a rule. In JSON a node is the id of a sign, or an object with exactly one operator.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(untagged, rename = "Rule", deny_unknown_fields)]
pub enum RawRule {
    /// The sign is present.
    Sign(Phrase),
    /// Every part holds.
    All {
        /// The parts.
        all: Vec<RawRule>,
    },
    /// At least one part holds.
    Any {
        /// The parts.
        any: Vec<RawRule>,
    },
    /// The part does not hold.
    Not {
        /// The part.
        not: Box<RawRule>,
    },
    /// At least so many of the parts, or of the criteria of a role, hold.
    AtLeast {
        /// So many; one or more.
        at_least: usize,
        /// What is counted.
        of: Members,
    },
    /// A quantity compared with a limit: `above` (>), `from` (>=), `below` (<), `up_to` (<=); exactly one of them.
    /// `in` has the limits that the source prints in other units: an answer in such a unit is compared with its own.
    /// `laboratory` says what the answer's own range does where it has that end.
    Value {
        /// The id of the quantity.
        value: Phrase,
        /// It is greater than this.
        #[schemars(skip_serializing_if = "Option::is_none")]
        above: Option<RawLimit>,
        /// It is this or greater.
        #[schemars(skip_serializing_if = "Option::is_none")]
        from: Option<RawLimit>,
        /// It is less than this.
        #[schemars(skip_serializing_if = "Option::is_none")]
        below: Option<RawLimit>,
        /// It is this or less.
        #[schemars(skip_serializing_if = "Option::is_none")]
        up_to: Option<RawLimit>,
        /// The unit of the limit.
        #[schemars(skip_serializing_if = "Option::is_none")]
        unit: Option<Phrase>,
        /// The limit in other units, as the source prints it.
        #[serde(rename = "in")]
        #[schemars(skip_serializing_if = "Option::is_none")]
        in_units: Option<BTreeMap<Phrase, RawLimit>>,
        /// What the laboratory's own limit does.
        #[schemars(skip_serializing_if = "Option::is_none")]
        laboratory: Option<Laboratory>,
        /// The end of the laboratory's range, where it is not the plain one.
        #[schemars(skip_serializing_if = "Option::is_none")]
        end: Option<End>,
    },
    /// A choice is one of the options.
    Choice {
        /// The id of the choice.
        choice: Phrase,
        /// Ids of its options.
        is: Vec<Phrase>,
    },
    /// Another criterion of the same set.
    Criterion {
        /// Its id.
        criterion: Phrase,
    },
    /// Every criterion of a role.
    Every {
        /// The id of the role.
        every: Phrase,
    },
    /// At least one criterion of a role.
    AnyOf {
        /// The id of the role.
        any_of: Phrase,
    },
    /// A conclusion of another set.
    Set {
        /// The id of the set.
        set: Phrase,
        /// The id of its conclusion.
        conclusion: Phrase,
    },
}

/// What is counted: parts of the rule, or the criteria of a role.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum Members {
    /// The id of a role.
    Role(Phrase),
    /// Parts of the rule.
    Rules(Vec<RawRule>),
}

/// A limit: a number, one for each sex, or the reporting laboratory's own range (the word `laboratory`).
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum RawLimit {
    /// The same for everyone.
    Number(f64),
    /// One for each sex.
    BySex {
        /// Of men.
        male: f64,
        /// Of women.
        female: f64,
    },
    /// The word `laboratory`.
    Laboratory(Phrase),
}

/// What the reporting laboratory's own limit does beside a printed one. Beyond it is strictly beyond; at it is within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Laboratory {
    /// Where the answer has one, it is the limit; else the printed one is.
    First,
    /// Where the answer has one, both must be passed.
    Also,
}

/// An end of the laboratory's range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The upper one.
    High,
    /// The lower one.
    Low,
}

/// Every field a node may have; which of them stand together decides the operator.
#[derive(serde::Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Node {
    all: Option<Vec<RawRule>>,
    any: Option<Vec<RawRule>>,
    not: Option<Box<RawRule>>,
    at_least: Option<usize>,
    of: Option<Members>,
    value: Option<Phrase>,
    above: Option<RawLimit>,
    from: Option<RawLimit>,
    below: Option<RawLimit>,
    up_to: Option<RawLimit>,
    unit: Option<Phrase>,
    #[serde(rename = "in")]
    in_units: Option<BTreeMap<Phrase, RawLimit>>,
    laboratory: Option<Laboratory>,
    end: Option<End>,
    choice: Option<Phrase>,
    is: Option<Vec<Phrase>>,
    criterion: Option<Phrase>,
    every: Option<Phrase>,
    any_of: Option<Phrase>,
    set: Option<Phrase>,
    conclusion: Option<Phrase>,
}

impl<'de> Deserialize<'de> for RawRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RuleVisitor;
        impl<'de> Visitor<'de> for RuleVisitor {
            type Value = RawRule;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a rule: the id of a sign, or an object with one operator")
            }
            fn visit_str<E: Error>(self, id: &str) -> Result<RawRule, E> {
                Ok(RawRule::Sign(id.into()))
            }
            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<RawRule, M::Error> {
                let node = Node::deserialize(MapAccessDeserializer::new(map))?;
                node.into_rule().map_err(M::Error::custom)
            }
        }
        deserializer.deserialize_any(RuleVisitor)
    }
}

impl Node {
    fn into_rule(self) -> Result<RawRule, String> {
        let operators: Vec<&str> = [
            ("all", self.all.is_some()),
            ("any", self.any.is_some()),
            ("not", self.not.is_some()),
            ("at_least", self.at_least.is_some()),
            ("value", self.value.is_some()),
            ("choice", self.choice.is_some()),
            ("criterion", self.criterion.is_some()),
            ("every", self.every.is_some()),
            ("any_of", self.any_of.is_some()),
            ("set", self.set.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, there)| there.then_some(name))
        .collect();
        let operator = match operators.as_slice() {
            [one] => *one,
            [] => {
                return Err("a rule without an operator, expected one of all, any, not, at_least, value, choice, criterion, every, any_of, set".into());
            }
            many => {
                return Err(format!(
                    "a rule with {} operators ({}), expected exactly one",
                    many.len(),
                    many.join(", ")
                ));
            }
        };
        self.check_companions(operator)?;
        let missing = |field: &str| format!("\"{operator}\" without \"{field}\", expected both");
        match operator {
            "at_least" => {
                let of = self.of.ok_or_else(|| missing("of"))?;
                self.at_least.map(|at_least| RawRule::AtLeast { at_least, of })
            }
            "value" => {
                let limits = [&self.above, &self.from, &self.below, &self.up_to];
                if limits.into_iter().flatten().count() != 1 {
                    return Err("a value needs one limit, expected exactly one of above, from, below, up_to".into());
                }
                let Node { above, from, below, up_to, unit, in_units, laboratory, end, .. } = self;
                let rule = |value| RawRule::Value { value, above, from, below, up_to, unit, in_units, laboratory, end };
                self.value.map(rule)
            }
            "choice" => {
                let is = self.is.ok_or_else(|| missing("is"))?;
                self.choice.map(|choice| RawRule::Choice { choice, is })
            }
            "set" => {
                let conclusion = self.conclusion.ok_or_else(|| missing("conclusion"))?;
                self.set.map(|set| RawRule::Set { set, conclusion })
            }
            _ => (self.all.map(|all| RawRule::All { all }))
                .or(self.any.map(|any| RawRule::Any { any }))
                .or(self.not.map(|not| RawRule::Not { not }))
                .or(self.criterion.map(|criterion| RawRule::Criterion { criterion }))
                .or(self.every.map(|every| RawRule::Every { every }))
                .or(self.any_of.map(|any_of| RawRule::AnyOf { any_of })),
        }
        .ok_or_else(|| format!("\"{operator}\" without a value"))
    }

    /// A field that belongs to another operator is an error, not silently ignored.
    fn check_companions(&self, operator: &str) -> Result<(), String> {
        let companions = [
            ("of", self.of.is_some(), "at_least"),
            ("above", self.above.is_some(), "value"),
            ("from", self.from.is_some(), "value"),
            ("below", self.below.is_some(), "value"),
            ("up_to", self.up_to.is_some(), "value"),
            ("unit", self.unit.is_some(), "value"),
            ("in", self.in_units.is_some(), "value"),
            ("laboratory", self.laboratory.is_some(), "value"),
            ("end", self.end.is_some(), "value"),
            ("is", self.is.is_some(), "choice"),
            ("conclusion", self.conclusion.is_some(), "set"),
        ];
        match companions.into_iter().find(|(_, there, owner)| *there && *owner != operator) {
            Some((field, _, owner)) => {
                Err(format!("\"{field}\" beside \"{operator}\", expected it beside \"{owner}\" only"))
            }
            None => Ok(()),
        }
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of rules, or a role")
            }
            fn visit_str<E: Error>(self, role: &str) -> Result<Members, E> {
                Ok(Members::Role(role.into()))
            }
            fn visit_seq<S: SeqAccess<'de>>(self, list: S) -> Result<Members, S::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Members::Rules)
            }
        }
        deserializer.deserialize_any(MembersVisitor)
    }
}

impl<'de> Deserialize<'de> for RawLimit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LimitVisitor;
        impl<'de> Visitor<'de> for LimitVisitor {
            type Value = RawLimit;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a number, {\"male\": .., \"female\": ..}, or \"laboratory\"")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<RawLimit, E> {
                Ok(RawLimit::Number(number as f64))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<RawLimit, E> {
                Ok(RawLimit::Number(number as f64))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<RawLimit, E> {
                Ok(RawLimit::Number(number))
            }
            fn visit_str<E: Error>(self, word: &str) -> Result<RawLimit, E> {
                match word {
                    "laboratory" => Ok(RawLimit::Laboratory(word.into())),
                    other => Err(E::invalid_value(serde::de::Unexpected::Str(other), &self)),
                }
            }
            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<RawLimit, M::Error> {
                #[derive(serde::Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Both {
                    male: f64,
                    female: f64,
                }
                let Both { male, female } = Both::deserialize(MapAccessDeserializer::new(map))?;
                Ok(RawLimit::BySex { male, female })
            }
        }
        deserializer.deserialize_any(LimitVisitor)
    }
}
