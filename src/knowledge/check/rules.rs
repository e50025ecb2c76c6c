//! The words of a rule become references.

use super::draft::Entry;
use super::resolve::Resolver;
use crate::json::{Document, Path, Target};
use crate::knowledge::files::{CriteriaFile, KindFile, Members, RawLimit, RawRule};
use crate::knowledge::vocabulary::Unit;
use crate::knowledge::{
    Bound, ConclusionId, CriterionId, Evidence, FindingId, Limit, OptionId, RoleId, Rule, SetId, Side, Tally,
};

/// What a rule may speak of depends on where it stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Speaks {
    /// An inference: findings alone.
    OfFindings,
    /// A criterion: findings, and the conclusions of other sets.
    OfFindingsAndSets,
}

/// Stands for a rule that could not be resolved; its fault keeps the pack from running.
fn unresolved<Leaf>() -> Rule<Leaf> {
    Rule::Any(Vec::new())
}

impl Resolver<'_, '_> {
    /// A rule over findings.
    pub(super) fn evidence(&mut self, doc: Document, path: &Path, rule: &RawRule, speaks: Speaks) -> Rule<Evidence> {
        let refused = |word: &str, expected: &str| {
            doc.fault_on(&path.key(word), Target::Key, format!("\"{word}\" has no meaning here")).expected(expected)
        };
        match rule {
            RawRule::Sign(word) => match self.look_up(doc, path, word, KindFile::Sign) {
                Some(id) => Rule::Is(Evidence::Sign(id)),
                None => unresolved(),
            },
            RawRule::All { all } => Rule::All(self.evidences(doc, &path.key("all"), all, speaks)),
            RawRule::Any { any } => Rule::Any(self.evidences(doc, &path.key("any"), any, speaks)),
            RawRule::Not { not } => Rule::Not(Box::new(self.evidence(doc, &path.key("not"), not, speaks))),
            RawRule::AtLeast { at_least, of: Members::Rules(rules) } => {
                self.count(doc, &path.key("at_least"), *at_least, rules.len(), "parts");
                Rule::AtLeast(*at_least, self.evidences(doc, &path.key("of"), rules, speaks))
            }
            RawRule::Value { value, above, from, below, up_to, unit } => {
                let Some(id) = self.look_up(doc, &path.key("value"), value, KindFile::Quantity) else {
                    return unresolved();
                };
                let limits = [(Side::Above, above), (Side::From, from), (Side::Below, below), (Side::UpTo, up_to)];
                let Some((side, limit)) = limits.into_iter().find_map(|(side, limit)| Some((side, limit.as_ref()?)))
                else {
                    return unresolved();
                };
                match self.bound(doc, path, id, side, limit, unit.as_deref()) {
                    Some(bound) => Rule::Is(Evidence::Quantity(id, bound)),
                    None => unresolved(),
                }
            }
            RawRule::Choice { choice, is } => {
                let Some(id) = self.look_up(doc, &path.key("choice"), choice, KindFile::Choice) else {
                    return unresolved();
                };
                let options = self.options(doc, &path.key("is"), id, is);
                Rule::Is(Evidence::Choice(id, options))
            }
            RawRule::Set { set, conclusion } if speaks == Speaks::OfFindingsAndSets => {
                self.other_set(doc, path, set, conclusion)
            }
            RawRule::Set { .. } => {
                self.faults.push(refused("set", "findings alone: an inference cannot rest on a criteria set"));
                unresolved()
            }
            RawRule::AtLeast { .. } => {
                self.faults.push(refused("of", "a list of rules: roles are counted in conclusions"));
                unresolved()
            }
            RawRule::Criterion { .. } => {
                self.faults.push(refused("criterion", "findings: criteria are named in conclusions"));
                unresolved()
            }
            RawRule::Every { .. } => {
                self.faults.push(refused("every", "findings: roles are counted in conclusions"));
                unresolved()
            }
            RawRule::AnyOf { .. } => {
                self.faults.push(refused("any_of", "findings: roles are counted in conclusions"));
                unresolved()
            }
        }
    }

    fn evidences(&mut self, doc: Document, path: &Path, rules: &[RawRule], speaks: Speaks) -> Vec<Rule<Evidence>> {
        self.some(doc, path, rules);
        rules.iter().enumerate().map(|(at, rule)| self.evidence(doc, &path.index(at), rule, speaks)).collect()
    }

    /// A rule over nothing holds always or never, which nobody means.
    fn some(&mut self, doc: Document, path: &Path, rules: &[RawRule]) {
        if rules.is_empty() {
            self.faults.push(doc.fault(path, "a list of no rules").expected("at least one rule"));
        }
    }

    /// The finding of that id, if it is of the kind.
    pub(super) fn look_up(&mut self, doc: Document, path: &Path, word: &str, kind: KindFile) -> Option<FindingId> {
        let kind_of = |id: FindingId| self.placed[id.index()].0.value.finding.kind;
        let fault = match self.finding_ids.get(word).copied() {
            Some(id) if kind_of(id) == kind => return Some(id),
            Some(id) => doc
                .fault(path, format!("\"{word}\" is a {}", kind_word(kind_of(id))))
                .expected(format!("a {}", kind_word(kind))),
            None => {
                let candidates =
                    self.finding_ids.iter().filter(|(_, id)| kind_of(**id) == kind).map(|(word, _)| word.as_str());
                doc.fault(path, format!("unknown finding \"{word}\""))
                    .expected(format!("the id of a {}", kind_word(kind)))
                    .meant(word, candidates)
            }
        };
        self.faults.push(fault);
        None
    }

    pub(super) fn bound(
        &mut self,
        doc: Document,
        path: &Path,
        id: FindingId,
        side: Side,
        limit: &RawLimit,
        unit: Option<&str>,
    ) -> Option<Bound> {
        let file = &self.placed[id.index()].0.value.finding;
        let units: Vec<&str> =
            file.unit.iter().map(String::as_str).chain(file.units.iter().map(|unit| unit.unit.as_str())).collect();
        let accepted = || units.iter().map(|unit| format!("\"{unit}\"")).collect::<Vec<_>>().join(", ");
        let limit = match limit {
            RawLimit::Number(number) => Limit::Fixed(*number),
            RawLimit::BySex { male, female } => Limit::BySex { male: *male, female: *female },
            RawLimit::Laboratory(_) => Limit::Laboratory,
        };
        let unit = match (limit, unit) {
            (Limit::Laboratory, None) => 0,
            (Limit::Laboratory, Some(_)) => {
                let fault = doc.fault(&path.key("unit"), "a unit beside \"laboratory\"");
                self.faults.push(fault.expected("no unit: the answer's own range is in the answer's own unit"));
                return None;
            }
            (_, None) => {
                let fault = doc.fault(&path.key(side.word()), "a limit without a unit");
                self.faults.push(fault.expected(format!("\"unit\": one of {}", accepted())));
                return None;
            }
            (_, Some(word)) => match units.iter().position(|unit| *unit == word) {
                Some(at) => at,
                None => {
                    let fault = doc.fault(&path.key("unit"), format!("\"{word}\" is not a unit of \"{}\"", file.id));
                    self.faults.push(fault.expected(format!("one of {}", accepted())).meant(word, units));
                    return None;
                }
            },
        };
        let factor_and_offset =
            unit.checked_sub(1).map_or((1.0, 0.0), |at| (file.units[at].factor, file.units[at].offset));
        let written_in = Unit { id: String::new(), factor: factor_and_offset.0, offset: factor_and_offset.1 };
        let canonical = match limit {
            Limit::Fixed(number) => Limit::Fixed(written_in.canonical(number)),
            Limit::BySex { male, female } => {
                Limit::BySex { male: written_in.canonical(male), female: written_in.canonical(female) }
            }
            Limit::Laboratory => Limit::Laboratory,
        };
        if matches!(limit, Limit::BySex { .. }) && self.sex.is_none() {
            let fault = doc.fault(&path.key(side.word()), "a limit by sex, but the vocabulary does not ask the sex");
            self.faults.push(fault.expected("a choice \"sex\" with the options \"male\" and \"female\""));
        }
        Some(Bound { side, limit, unit, canonical })
    }

    pub(super) fn options(&mut self, doc: Document, path: &Path, id: FindingId, words: &[String]) -> Vec<OptionId> {
        let file = &self.placed[id.index()].0.value.finding;
        let known = || file.options.iter().map(|option| option.id.as_str());
        let mut options = Vec::new();
        for (at, word) in words.iter().enumerate() {
            match known().position(|option| option == word) {
                Some(option) => options.push(OptionId::at(option)),
                None => {
                    let accepted = known().map(|option| format!("\"{option}\"")).collect::<Vec<_>>().join(", ");
                    let fault = doc.fault(&path.index(at), format!("\"{word}\" is not an option of \"{}\"", file.id));
                    self.faults.push(fault.expected(format!("one of {accepted}")).meant(word, known()));
                }
            }
        }
        if words.is_empty() {
            self.faults.push(doc.fault(path, "no options").expected("at least one option"));
        }
        options
    }

    fn other_set(&mut self, doc: Document, path: &Path, set: &str, conclusion: &str) -> Rule<Evidence> {
        let Some(at) = self.sets.iter().position(|entry| entry.value.id == set) else {
            let fault = doc.fault(&path.key("set"), format!("unknown criteria set \"{set}\""));
            self.faults.push(fault.meant(set, self.sets.iter().map(|entry| entry.value.id.as_str())));
            return unresolved();
        };
        let conclusions = &self.sets[at].value.conclusions;
        let Some(found) = conclusions.iter().position(|candidate| candidate.id == conclusion) else {
            let fault = doc.fault(&path.key("conclusion"), format!("unknown conclusion \"{conclusion}\" of \"{set}\""));
            let accepted =
                conclusions.iter().map(|candidate| format!("\"{}\"", candidate.id)).collect::<Vec<_>>().join(", ");
            let known = conclusions.iter().map(|candidate| candidate.id.as_str());
            self.faults.push(fault.expected(format!("one of {accepted}")).meant(conclusion, known));
            return unresolved();
        };
        Rule::Is(Evidence::Conclusion(SetId::at(at), ConclusionId::at(found)))
    }

    /// A rule over the criteria of a set.
    pub(super) fn tally(&mut self, entry: &Entry<CriteriaFile>, path: &Path, rule: &RawRule) -> Rule<Tally> {
        let doc = entry.doc;
        let criteria = &entry.value.criteria;
        let members = |word: &str| criteria.iter().filter(|criterion| criterion.role == word).count();
        match rule {
            RawRule::All { all } => Rule::All(self.tallies(entry, &path.key("all"), all)),
            RawRule::Any { any } => Rule::Any(self.tallies(entry, &path.key("any"), any)),
            RawRule::Not { not } => Rule::Not(Box::new(self.tally(entry, &path.key("not"), not))),
            RawRule::AtLeast { at_least, of: Members::Rules(rules) } => {
                self.count(doc, &path.key("at_least"), *at_least, rules.len(), "parts");
                Rule::AtLeast(*at_least, self.tallies(entry, &path.key("of"), rules))
            }
            RawRule::AtLeast { at_least, of: Members::Role(word) } => {
                let role = self.role_in_use(doc, &path.key("of"), word, members(word));
                self.count(doc, &path.key("at_least"), *at_least, members(word), "criteria of this role");
                Rule::Is(Tally::AtLeast(*at_least, role))
            }
            RawRule::Every { every } => {
                Rule::Is(Tally::Every(self.role_in_use(doc, &path.key("every"), every, members(every))))
            }
            RawRule::AnyOf { any_of } => {
                Rule::Is(Tally::AnyOf(self.role_in_use(doc, &path.key("any_of"), any_of, members(any_of))))
            }
            RawRule::Criterion { criterion } => {
                match criteria.iter().position(|candidate| candidate.id == *criterion) {
                    Some(at) => Rule::Is(Tally::Criterion(CriterionId::at(at))),
                    None => {
                        let fault = doc
                            .fault(&path.key("criterion"), format!("unknown criterion \"{criterion}\""))
                            .expected("a criterion of this set");
                        self.faults
                            .push(fault.meant(criterion, criteria.iter().map(|candidate| candidate.id.as_str())));
                        unresolved()
                    }
                }
            }
            RawRule::Sign(_) | RawRule::Value { .. } | RawRule::Choice { .. } | RawRule::Set { .. } => {
                let fault = doc.fault(path, "a conclusion speaks of criteria, not of findings or other sets");
                self.faults.push(fault.expected("\"criterion\", \"every\", \"any_of\" or \"at_least\" of a role"));
                unresolved()
            }
        }
    }

    fn tallies(&mut self, entry: &Entry<CriteriaFile>, path: &Path, rules: &[RawRule]) -> Vec<Rule<Tally>> {
        self.some(entry.doc, path, rules);
        rules.iter().enumerate().map(|(at, rule)| self.tally(entry, &path.index(at), rule)).collect()
    }

    /// A role that a conclusion counts must have criteria, or the count means nothing.
    fn role_in_use(&mut self, doc: Document, path: &Path, word: &str, members: usize) -> RoleId {
        let before = self.faults.len();
        let role = self.role(doc, path, word);
        if members == 0 && self.faults.len() == before {
            self.faults.push(doc.fault(path, format!("no criterion of this set has the role \"{word}\"")));
        }
        role
    }

    fn count(&mut self, doc: Document, path: &Path, at_least: usize, of: usize, what: &str) {
        if of > 0 && at_least > of {
            self.faults.push(
                doc.fault(path, format!("at least {at_least} of {of} {what} can never hold")).expected(if of == 1 {
                    "1".to_owned()
                } else {
                    format!("a number from 1 to {of}")
                }),
            );
        }
        if at_least == 0 {
            self.faults.push(doc.fault(path, "at least 0 always holds").expected("a number from 1 up"));
        }
    }
}

pub(super) fn kind_word(kind: KindFile) -> &'static str {
    match kind {
        KindFile::Sign => "sign",
        KindFile::Quantity => "quantity",
        KindFile::Choice => "choice",
    }
}
