//! The words of a rule become references.

use super::draft::Entry;
use super::resolve::Resolver;
use crate::json::{Code, Document, Path, Target};
use crate::knowledge::Unit;
use crate::knowledge::files::{CriteriaFile, End, KindFile, Members, RawLimit, RawRule};
use crate::knowledge::{
    Bound, ConclusionId, CriterionId, Evidence, FindingId, Limit, OptionId, Phrase, Printed, RoleId, Rule, Side, Tally,
    Threshold,
};

/// So far apart are the limits that a source prints in two units, when each is rounded.
const ROUNDED_BY: f64 = 0.05;

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
            doc.fault_on(&path.key(word), Target::Key, Code::MisplacedRule, format!("\"{word}\" has no meaning here"))
                .expected(expected)
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
            RawRule::Value { .. } => match self.comparison(doc, path, rule) {
                Some((id, bound)) => Rule::Is(Evidence::Quantity(id, bound)),
                None => unresolved(),
            },
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
            self.faults.push(doc.fault(path, Code::EmptyRule, "a list of no rules").expected("at least one rule"));
        }
    }

    /// The finding of that id, if it is of the kind.
    pub(super) fn look_up(&mut self, doc: Document, path: &Path, word: &str, kind: KindFile) -> Option<FindingId> {
        let kind_of = |id: FindingId| self.file(id).kind;
        let fault = match self.finding_ids.get(word).copied() {
            Some(id) if kind_of(id) == kind => return Some(id),
            Some(id) => doc
                .fault(path, Code::WrongKind, format!("\"{word}\" is a {}", kind_word(kind_of(id))))
                .expected(format!("a {}", kind_word(kind))),
            None => {
                let candidates =
                    self.finding_ids.iter().filter(|(_, id)| kind_of(**id) == kind).map(|(word, _)| word.as_str());
                doc.fault(path, Code::UnknownFinding, format!("unknown finding \"{word}\""))
                    .expected(format!("the id of a {}", kind_word(kind)))
                    .meant(word, candidates)
            }
        };
        self.faults.push(fault);
        None
    }

    /// A quantity on one side of a limit.
    fn comparison(&mut self, doc: Document, path: &Path, rule: &RawRule) -> Option<(FindingId, Bound)> {
        let RawRule::Value { value, above, from, below, up_to, unit, in_units, laboratory, end } = rule else {
            return None;
        };
        let id = self.look_up(doc, &path.key("value"), value, KindFile::Quantity)?;
        let limits = [(Side::Above, above), (Side::From, from), (Side::Below, below), (Side::UpTo, up_to)];
        let (side, limit) = limits.into_iter().find_map(|(side, limit)| Some((side, limit.as_ref()?)))?;
        let mut bound = self.bound(doc, path, id, side, limit, unit.as_deref())?;
        let Limit::Printed(printed) = &mut bound.limit else {
            let stray = [("in", in_units.is_some()), ("laboratory", laboratory.is_some())];
            if let Some((field, _)) = stray.into_iter().find(|(_, there)| *there) {
                let fault = doc.fault(
                    &path.key(field),
                    Code::StrayField,
                    format!("\"{field}\" beside the limit \"laboratory\""),
                );
                self.faults.push(fault.expected("it beside a printed limit only"));
                return None;
            }
            bound.end = end.unwrap_or(bound.end);
            return Some((id, bound));
        };
        printed.laboratory = *laboratory;
        for (word, limit) in in_units.iter().flatten() {
            printed.in_units.extend(self.in_unit(doc, &path.key("in").key(word), id, printed, word, limit));
        }
        match (end, laboratory) {
            (Some(end), Some(_)) => bound.end = *end,
            (Some(_), None) => {
                let fault = doc.fault(&path.key("end"), Code::StrayField, "\"end\" without \"laboratory\"");
                self.faults.push(fault.expected("both: it is an end of the laboratory's own range"));
            }
            (None, _) => {}
        }
        Some((id, bound))
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
        let Some(threshold) = self.threshold(doc, &path.key(side.word()), limit) else {
            if unit.is_some() {
                let fault = doc.fault(&path.key("unit"), Code::StrayField, "a unit beside \"laboratory\"");
                self.faults.push(fault.expected("no unit: the answer's own range is in the answer's own unit"));
                return None;
            }
            return Some(Bound { side, limit: Limit::Laboratory, end: End::of(side) });
        };
        let Some(word) = unit else {
            let fault = doc.fault(&path.key(side.word()), Code::NoUnit, "a limit without a unit");
            self.faults.push(fault.expected(format!("\"unit\": {}", self.accepted_units(id))));
            return None;
        };
        let unit = self.unit(doc, &path.key("unit"), id, word)?;
        let canonical = threshold.map(|value| self.written_in(id, unit).canonical(value));
        self.within_possible(doc, &path.key(side.word()), id, canonical);
        let printed = Printed { unit, threshold, canonical, in_units: Vec::new(), laboratory: None };
        Some(Bound { side, limit: Limit::Printed(printed), end: End::of(side) })
    }

    /// A limit as numbers; `None` where it is the laboratory's own.
    fn threshold(&mut self, doc: Document, path: &Path, limit: &RawLimit) -> Option<Threshold> {
        let threshold = match limit {
            RawLimit::Number(number) => Threshold::Fixed(*number),
            RawLimit::BySex { male, female } => Threshold::BySex { male: *male, female: *female },
            RawLimit::Laboratory(_) => return None,
        };
        if matches!(threshold, Threshold::BySex { .. }) && self.sex.is_none() {
            let fault = doc.fault(path, Code::SexNotAsked, "a limit by sex, but the vocabulary does not ask the sex");
            self.faults.push(fault.expected("a choice \"sex\" with the options \"male\" and \"female\""));
        }
        Some(threshold)
    }

    /// What a source prints for answers in another unit: nearly the same limit, rounded as people round.
    fn in_unit(
        &mut self,
        doc: Document,
        path: &Path,
        id: FindingId,
        printed: &Printed,
        word: &str,
        limit: &RawLimit,
    ) -> Option<(usize, Threshold)> {
        let unit = self.unit(doc, path, id, word)?;
        if unit == printed.unit {
            self.faults.push(doc.fault(path, Code::GivenTwice, format!("\"{word}\" is the unit of the limit itself")));
            return None;
        }
        let threshold = self.threshold(doc, path, limit);
        let written_in = self.written_in(id, unit);
        let nearly = |value: f64, canonical: f64| {
            (written_in.canonical(value) - canonical).abs() <= canonical.abs() * ROUNDED_BY
        };
        let is_same = match (threshold, printed.canonical) {
            (Some(Threshold::Fixed(value)), Threshold::Fixed(canonical)) => nearly(value, canonical),
            (Some(Threshold::BySex { male, female }), Threshold::BySex { male: m, female: f }) => {
                nearly(male, m) && nearly(female, f)
            }
            _ => false,
        };
        if !is_same {
            let fault = doc.fault(path, Code::LimitsDiffer, format!("not the same limit in {word}"));
            self.faults.push(fault.expected("the limit as the source prints it in this unit"));
            return None;
        }
        let threshold = threshold?;
        self.within_possible(doc, path, id, threshold.map(|value| written_in.canonical(value)));
        Some((unit, threshold))
    }

    /// A unit of a quantity.
    fn unit(&mut self, doc: Document, path: &Path, id: FindingId, word: &str) -> Option<usize> {
        let at = self.unit_words(id).iter().position(|unit| *unit == word);
        if at.is_none() {
            let finding = &self.file(id).id;
            let fault = doc.fault(path, Code::UnknownUnit, format!("\"{word}\" is not a unit of \"{finding}\""));
            self.faults.push(fault.expected(self.accepted_units(id)).meant(word, self.unit_words(id)));
        }
        at
    }

    fn unit_words(&self, id: FindingId) -> Vec<&str> {
        let file = self.file(id);
        file.unit.iter().map(Phrase::as_str).chain(file.units.iter().map(|unit| unit.unit.as_str())).collect()
    }

    fn accepted_units(&self, id: FindingId) -> String {
        let units: Vec<String> = self.unit_words(id).iter().map(|unit| format!("\"{unit}\"")).collect();
        format!("one of {}", units.join(", "))
    }

    fn written_in(&self, id: FindingId, unit: usize) -> Unit {
        let file = self.file(id);
        let (factor, offset) =
            unit.checked_sub(1).and_then(|at| file.units.get(at)).map_or((1.0, 0.0), |unit| (unit.factor, unit.offset));
        Unit::sized(factor, offset)
    }

    /// A limit that no value can pass, or that every value has passed, is a slip of the unit as a rule.
    fn within_possible(&mut self, doc: Document, path: &Path, id: FindingId, canonical: Threshold) {
        let file = self.file(id);
        let (Some([low, high]), Some(unit)) = (file.possible, &file.unit) else { return };
        let limits = match canonical {
            Threshold::Fixed(limit) => [limit; 2],
            Threshold::BySex { male, female } => [male, female],
        };
        if let Some(limit) = limits.into_iter().find(|limit| low < high && !(low..=high).contains(limit)) {
            let what = format!("the limit {limit} {unit} is not possible for \"{}\"", file.id);
            self.faults.push(
                doc.fault(path, Code::ImpossibleLimit, what).expected(format!("a limit within {low} to {high} {unit}")),
            );
        }
    }

    pub(super) fn options(&mut self, doc: Document, path: &Path, id: FindingId, words: &[Phrase]) -> Vec<OptionId> {
        let file = self.file(id);
        let known = || file.options.iter().map(|option| option.id.as_str());
        let mut options = Vec::new();
        for (at, word) in words.iter().enumerate() {
            match known().position(|option| *word == option) {
                Some(option) => options.push(OptionId::at(option)),
                None => {
                    let accepted = known().map(|option| format!("\"{option}\"")).collect::<Vec<_>>().join(", ");
                    let fault = doc.fault(
                        &path.index(at),
                        Code::UnknownOption,
                        format!("\"{word}\" is not an option of \"{}\"", file.id),
                    );
                    self.faults.push(fault.expected(format!("one of {accepted}")).meant(word, known()));
                }
            }
        }
        if words.is_empty() {
            self.faults.push(doc.fault(path, Code::NoOptions, "no options").expected("at least one option"));
        }
        options
    }

    fn other_set(&mut self, doc: Document, path: &Path, set: &str, conclusion: &str) -> Rule<Evidence> {
        let Some(id) = self.set_ids.get(set).copied() else {
            let fault = doc.fault(&path.key("set"), Code::UnknownSet, format!("unknown criteria set \"{set}\""));
            self.faults.push(fault.meant(set, self.sets.iter().map(|entry| entry.value.id.as_str())));
            return unresolved();
        };
        let conclusions = &id.of(self.sets).value.conclusions;
        let Some(found) = conclusions.iter().position(|candidate| candidate.id == conclusion) else {
            let fault = doc.fault(
                &path.key("conclusion"),
                Code::UnknownConclusion,
                format!("unknown conclusion \"{conclusion}\" of \"{set}\""),
            );
            let accepted =
                conclusions.iter().map(|candidate| format!("\"{}\"", candidate.id)).collect::<Vec<_>>().join(", ");
            let known = conclusions.iter().map(|candidate| candidate.id.as_str());
            self.faults.push(fault.expected(format!("one of {accepted}")).meant(conclusion, known));
            return unresolved();
        };
        Rule::Is(Evidence::Conclusion(id, ConclusionId::at(found)))
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
                            .fault(
                                &path.key("criterion"),
                                Code::UnknownCriterion,
                                format!("unknown criterion \"{criterion}\""),
                            )
                            .expected("a criterion of this set");
                        self.faults
                            .push(fault.meant(criterion, criteria.iter().map(|candidate| candidate.id.as_str())));
                        unresolved()
                    }
                }
            }
            RawRule::Sign(_) | RawRule::Value { .. } | RawRule::Choice { .. } | RawRule::Set { .. } => {
                let fault = doc.fault(
                    path,
                    Code::MisplacedRule,
                    "a conclusion speaks of criteria, not of findings or other sets",
                );
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
            self.faults.push(doc.fault(
                path,
                Code::EmptyRole,
                format!("no criterion of this set has the role \"{word}\""),
            ));
        }
        role
    }

    fn count(&mut self, doc: Document, path: &Path, at_least: usize, of: usize, what: &str) {
        if of > 0 && at_least > of {
            self.faults.push(
                doc.fault(path, Code::ImpossibleCount, format!("at least {at_least} of {of} {what} can never hold"))
                    .expected(if of == 1 { "1".to_owned() } else { format!("a number from 1 to {of}") }),
            );
        }
        if at_least == 0 {
            self.faults
                .push(doc.fault(path, Code::ImpossibleCount, "at least 0 always holds").expected("a number from 1 up"));
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
