//! Words become references; what cannot run is a fault.

use std::collections::HashMap;

use super::draft::{Draft, Entry, Placed};
use super::graph;
use crate::json::{Document, Fault, Path, Target};
use crate::knowledge::files::{CriteriaFile, FindingFile, KindFile, Members, Named, RawLimit, RawRule};
use crate::knowledge::vocabulary::{ChoiceOption, Help, Inference, Measure, Sex, Unit};
use crate::knowledge::{
    Bound, Conclusion, ConclusionId, CriteriaSet, Criterion, CriterionId, Evidence, Finding, FindingId, Kind,
    Knowledge, Limit, OptionId, RoleId, Rule, Section, SectionId, SetId, Side, Tally,
};

/// Resolves a draft; `None` when it has no head. Faults are added to `faults`.
pub fn resolve(draft: &Draft, faults: &mut Vec<Fault>) -> Option<Knowledge> {
    let Some(head) = draft.heads.last() else {
        faults.push(Fault::of_file("pack.json", "the pack has no pack.json"));
        return None;
    };
    let Some(interface) = draft.interface.clone() else {
        faults.push(Fault::of_file("interface.json", "the pack has no interface.json"));
        return None;
    };
    let mut sections = sections(draft);
    let roles = named(draft.heads.iter().flat_map(|head| &head.value.roles));
    let diseases = named(draft.heads.iter().flat_map(|head| &head.value.diseases));
    let placed = place_findings(draft, &sections, faults);
    let finding_ids: HashMap<String, FindingId> =
        placed.iter().enumerate().map(|(at, (entry, _))| (entry.value.finding.id.clone(), FindingId::at(at))).collect();
    let sets = order_sets(draft, faults);

    let sex = sex(&placed, &finding_ids);

    let mut resolver = Resolver { placed: &placed, finding_ids: &finding_ids, sets: &sets, roles: &roles, sex, faults };
    let findings: Vec<Finding> = placed.iter().map(|(entry, section)| resolver.finding(entry, *section)).collect();
    let criteria_sets: Vec<CriteriaSet> = sets.iter().map(|entry| resolver.set(entry)).collect();
    for (at, finding) in findings.iter().enumerate() {
        sections[finding.section.index()].findings.push(FindingId::at(at));
    }
    let inference_order = inference_order(&placed, &findings, faults);
    let set_order = set_order(&sets, &criteria_sets, faults);
    Some(Knowledge {
        id: head.value.id.clone(),
        version: head.value.version.clone(),
        title: head.value.title.clone(),
        notice: head.value.notice.clone(),
        ranges: head.value.ranges.clone(),
        sections,
        roles,
        diseases,
        interface,
        findings,
        sets: criteria_sets,
        sources: draft.sources.iter().map(|entry| entry.value.clone()).collect(),
        finding_ids,
        sex,
        inference_order,
        set_order,
        layers: Vec::new(),
        digest: std::sync::OnceLock::new(),
    })
}

/// The choice that limits by sex go by.
fn sex(placed: &[(&Entry<Placed>, SectionId)], ids: &HashMap<String, FindingId>) -> Option<Sex> {
    let finding = *ids.get("sex")?;
    let options = &placed[finding.index()].0.value.finding.options;
    let option = |word: &str| options.iter().position(|option| option.id == word).map(OptionId::at);
    Some(Sex { finding, male: option("male")?, female: option("female")? })
}

/// Later layers replace entries by id and add their own at the end.
fn named<'n>(entries: impl Iterator<Item = &'n Named>) -> Vec<Named> {
    let mut kept: Vec<Named> = Vec::new();
    for entry in entries {
        match kept.iter_mut().find(|earlier| earlier.id == entry.id) {
            Some(earlier) => *earlier = entry.clone(),
            None => kept.push(entry.clone()),
        }
    }
    kept
}

fn sections(draft: &Draft) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for file in draft.heads.iter().flat_map(|head| &head.value.sections) {
        let section = Section {
            id: file.id.clone(),
            letter: file.letter.clone(),
            label: file.label.clone(),
            short: file.short.clone(),
            findings: Vec::new(),
        };
        match sections.iter_mut().find(|earlier| earlier.id == section.id) {
            Some(earlier) => *earlier = section,
            None => sections.push(section),
        }
    }
    sections
}

/// The findings in the order of their sections.
fn place_findings<'d, 't>(
    draft: &'d Draft<'t>,
    sections: &[Section],
    faults: &mut Vec<Fault>,
) -> Vec<(&'d Entry<'t, Placed>, SectionId)> {
    let position = |id: &str| sections.iter().position(|section| section.id == id).map(SectionId::at);
    for file in &draft.sections {
        if position(&file.value).is_none() {
            let fault = file
                .fault("section", format!("unknown section \"{}\"", file.value))
                .expected("the id of a section in pack.json");
            faults.push(fault.meant(&file.value, sections.iter().map(|section| section.id.as_str())));
        }
    }
    let mut placed: Vec<_> =
        draft.findings.iter().filter_map(|entry| Some((entry, position(&entry.value.section)?))).collect();
    placed.sort_by_key(|(_, section)| *section);
    placed
}

/// The sets in the order that the head gives, then the others as they were read.
fn order_sets<'d, 't>(draft: &'d Draft<'t>, faults: &mut Vec<Fault>) -> Vec<&'d Entry<'t, CriteriaFile>> {
    let mut order: Vec<&str> = Vec::new();
    for head in &draft.heads {
        for (at, id) in head.value.criteria.iter().enumerate() {
            if !draft.sets.iter().any(|set| set.value.id == *id) {
                let fault = head.at(|here| {
                    head.doc.fault(&here.key("criteria").index(at), format!("unknown criteria set \"{id}\""))
                });
                faults.push(fault.meant(id, draft.sets.iter().map(|set| set.value.id.as_str())));
            }
            order.push(id);
        }
    }
    let mut sets: Vec<_> = draft.sets.iter().collect();
    sets.sort_by_key(|set| order.iter().position(|id| *id == set.value.id).unwrap_or(usize::MAX));
    sets
}

fn inference_order(
    placed: &[(&Entry<Placed>, SectionId)],
    findings: &[Finding],
    faults: &mut Vec<Fault>,
) -> Vec<FindingId> {
    let named = |finding: &Finding| -> Vec<usize> {
        let mut named = Vec::new();
        if let Kind::Sign(inference) = &finding.kind {
            for rule in inference.present_when.iter().chain(&inference.absent_when) {
                rule.leaves(&mut |leaf| match leaf {
                    Evidence::Sign(id) | Evidence::Quantity(id, _) | Evidence::Choice(id, _) => named.push(id.index()),
                    Evidence::Conclusion(..) => {}
                });
            }
        }
        named
    };
    let edges: Vec<Vec<usize>> = findings.iter().map(named).collect();
    match graph::order(&edges) {
        Ok(order) => order
            .into_iter()
            .filter(|&at| matches!(&findings[at].kind, Kind::Sign(inference) if inference.present_when.is_some() || inference.absent_when.is_some()))
            .map(FindingId::at)
            .collect(),
        Err(circle) => {
            let way: Vec<&str> = circle.iter().map(|&at| findings[at].id.as_str()).collect();
            let entry = placed[circle[0]].0;
            faults.push(entry.fault("id", format!("an inference goes in a circle: {}", way.join(" -> "))));
            Vec::new()
        }
    }
}

fn set_order(entries: &[&Entry<CriteriaFile>], sets: &[CriteriaSet], faults: &mut Vec<Fault>) -> Vec<SetId> {
    let named = |set: &CriteriaSet| -> Vec<usize> {
        let mut named = Vec::new();
        for criterion in &set.criteria {
            criterion.when.leaves(&mut |leaf| {
                if let Evidence::Conclusion(other, _) = leaf {
                    named.push(other.index());
                }
            });
        }
        named
    };
    let edges: Vec<Vec<usize>> = sets.iter().map(named).collect();
    match graph::order(&edges) {
        Ok(order) => order.into_iter().map(SetId::at).collect(),
        Err(circle) => {
            let way: Vec<&str> = circle.iter().map(|&at| sets[at].id.as_str()).collect();
            faults.push(
                entries[circle[0]]
                    .fault("id", format!("criteria sets rest on each other in a circle: {}", way.join(" -> "))),
            );
            Vec::new()
        }
    }
}

/// The engine keeps the criteria of a set in the bits of a word.
const MOST_CRITERIA: usize = 64;

/// What a rule may speak of depends on where it stands.
#[derive(Clone, Copy, PartialEq)]
enum Speaks {
    /// An inference: findings alone.
    OfFindings,
    /// A criterion: findings, and the conclusions of other sets.
    OfFindingsAndSets,
}

struct Resolver<'d, 't> {
    placed: &'d [(&'d Entry<'t, Placed>, SectionId)],
    finding_ids: &'d HashMap<String, FindingId>,
    sets: &'d [&'d Entry<'t, CriteriaFile>],
    roles: &'d [Named],
    sex: Option<Sex>,
    faults: &'d mut Vec<Fault>,
}

/// Stands for a rule that could not be resolved; its fault keeps the pack from running.
fn unresolved<Leaf>() -> Rule<Leaf> {
    Rule::Any(Vec::new())
}

impl Resolver<'_, '_> {
    fn finding(&mut self, entry: &Entry<Placed>, section: SectionId) -> Finding {
        let file = &entry.value.finding;
        let kind = match file.kind {
            KindFile::Sign => Kind::Sign(self.inference(entry, file)),
            KindFile::Quantity => Kind::Quantity(self.measure(entry, file)),
            KindFile::Choice => {
                if file.options.is_empty() {
                    self.faults.push(entry.fault("id", format!("the choice \"{}\" has no options", file.id)));
                }
                Kind::Choice(
                    file.options
                        .iter()
                        .map(|option| ChoiceOption { id: option.id.clone(), label: option.label.clone() })
                        .collect(),
                )
            }
        };
        self.stray_fields(entry, file);
        Finding {
            id: file.id.clone(),
            section,
            tier: file.tier,
            label: file.label.clone(),
            codes: file.codes.clone(),
            note: file.note.clone(),
            help: file.help.as_ref().map(|help| Help {
                counts: help.counts.clone(),
                does_not_count: help.does_not_count.clone(),
                found_by: help.found_by.clone(),
                trap: help.trap.clone(),
                sources: help.sources.clone(),
            }),
            kind,
        }
    }

    /// A field that belongs to another kind of finding would be silently ignored.
    fn stray_fields(&mut self, entry: &Entry<Placed>, file: &FindingFile) {
        let fields = [
            ("unit", file.unit.is_some(), KindFile::Quantity),
            ("units", !file.units.is_empty(), KindFile::Quantity),
            ("normal", file.normal.is_some(), KindFile::Quantity),
            ("possible", file.possible.is_some(), KindFile::Quantity),
            ("options", !file.options.is_empty(), KindFile::Choice),
            ("present_when", file.present_when.is_some(), KindFile::Sign),
            ("absent_when", file.absent_when.is_some(), KindFile::Sign),
        ];
        for (field, there, kind) in fields {
            if there && kind != file.kind {
                let what = format!("\"{field}\" on a {}", kind_word(file.kind));
                self.faults.push(entry.fault(field, what).expected(format!("it on a {} only", kind_word(kind))));
            }
        }
    }

    fn inference(&mut self, entry: &Entry<Placed>, file: &FindingFile) -> Inference {
        let mut resolve = |field: &str, rule: &Option<RawRule>| {
            rule.as_ref()
                .map(|rule| entry.at(|here| self.evidence(entry.doc, &here.key(field), rule, Speaks::OfFindings)))
        };
        Inference {
            present_when: resolve("present_when", &file.present_when),
            absent_when: resolve("absent_when", &file.absent_when),
        }
    }

    fn measure(&mut self, entry: &Entry<Placed>, file: &FindingFile) -> Measure {
        let unit = file.unit.clone().unwrap_or_else(|| {
            self.faults.push(entry.fault("id", format!("the quantity \"{}\" has no unit", file.id)));
            "1".to_owned()
        });
        let possible = file.possible.unwrap_or_else(|| {
            self.faults.push(entry.fault("id", format!("the quantity \"{}\" has no possible range", file.id)));
            [f64::MIN, f64::MAX]
        });
        let mut units = vec![Unit { id: unit, factor: 1.0, offset: 0.0 }];
        for (at, other) in file.units.iter().enumerate() {
            let fault =
                |key: &str, what: String| entry.at(|here| entry.doc.fault(&here.key("units").index(at).key(key), what));
            if units.iter().any(|unit| unit.id == other.unit) {
                self.faults.push(fault("unit", format!("the unit \"{}\" is given twice", other.unit)));
            }
            if other.factor <= 0.0 {
                self.faults.push(
                    fault("factor", format!("the factor {} is not positive", other.factor))
                        .expected("canonical = factor * value + offset"),
                );
            }
            units.push(Unit { id: other.unit.clone(), factor: other.factor, offset: other.offset });
        }
        Measure { units, normal: file.normal, possible }
    }

    fn set(&mut self, entry: &Entry<CriteriaFile>) -> CriteriaSet {
        let file = &entry.value;
        let top = Path::Top;
        let criteria = file.criteria.iter().enumerate().map(|(at, criterion)| {
            let list = top.key("criteria");
            let here = list.index(at);
            Criterion {
                id: criterion.id.clone(),
                role: self.role(entry.doc, &here.key("role"), &criterion.role),
                title: criterion.title.clone(),
                short: criterion.short.clone(),
                when: self.evidence(entry.doc, &here.key("when"), &criterion.when, Speaks::OfFindingsAndSets),
            }
        });
        let criteria: Vec<Criterion> = criteria.collect();
        if criteria.len() > MOST_CRITERIA {
            let fault = entry.doc.fault(&top.key("criteria"), format!("{} criteria in one set", criteria.len()));
            self.faults.push(fault.expected(format!("at most {MOST_CRITERIA}")));
        }
        let conclusions = file.conclusions.iter().enumerate().map(|(at, conclusion)| {
            let list = top.key("conclusions");
            let here = list.index(at);
            let when = self.tally(entry, &here.key("when"), &conclusion.when);
            let logic = when.expand(&|leaf| written_out(leaf, &criteria));
            Conclusion { id: conclusion.id.clone(), title: conclusion.title.clone(), when, logic }
        });
        let conclusions = conclusions.collect();
        CriteriaSet {
            id: file.id.clone(),
            disease: file.disease.clone(),
            status: file.status,
            lead: file.lead,
            title: file.title.clone(),
            short: file.short.clone(),
            sources: file.source.clone(),
            verified: file.verified.clone(),
            note: file.note.clone(),
            criteria,
            conclusions,
        }
    }

    fn role(&mut self, doc: Document, path: &Path, word: &str) -> RoleId {
        match self.roles.iter().position(|role| role.id == word) {
            Some(at) => RoleId::at(at),
            None => {
                let fault =
                    doc.fault(path, format!("unknown role \"{word}\"")).expected("the id of a role in pack.json");
                self.faults.push(fault.meant(word, self.roles.iter().map(|role| role.id.as_str())));
                RoleId::at(0)
            }
        }
    }

    /// A rule over findings.
    fn evidence(&mut self, doc: Document, path: &Path, rule: &RawRule, speaks: Speaks) -> Rule<Evidence> {
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
        rules.iter().enumerate().map(|(at, rule)| self.evidence(doc, &path.index(at), rule, speaks)).collect()
    }

    /// The finding of that id, if it is of the kind.
    fn look_up(&mut self, doc: Document, path: &Path, word: &str, kind: KindFile) -> Option<FindingId> {
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

    fn bound(
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
                    self.faults.push(fault.expected(format!("one of {}", accepted())));
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

    fn options(&mut self, doc: Document, path: &Path, id: FindingId, words: &[String]) -> Vec<OptionId> {
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
            self.faults.push(fault.expected(format!("one of {accepted}")));
            return unresolved();
        };
        Rule::Is(Evidence::Conclusion(SetId::at(at), ConclusionId::at(found)))
    }

    /// A rule over the criteria of a set.
    fn tally(&mut self, entry: &Entry<CriteriaFile>, path: &Path, rule: &RawRule) -> Rule<Tally> {
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
                doc.fault(path, format!("at least {at_least} of {of} {what} can never hold"))
                    .expected(format!("a number from 1 to {of}")),
            );
        }
        if at_least == 0 {
            self.faults.push(doc.fault(path, "at least 0 always holds").expected("a number from 1 up"));
        }
    }
}

/// A leaf that counts a role becomes a rule over the criteria of that role.
fn written_out(leaf: &Tally, criteria: &[Criterion]) -> Rule<CriterionId> {
    let of = |role: &RoleId| -> Vec<Rule<CriterionId>> {
        let with_role = criteria.iter().enumerate().filter(|(_, criterion)| criterion.role == *role);
        with_role.map(|(at, _)| Rule::Is(CriterionId::at(at))).collect()
    };
    match leaf {
        Tally::Criterion(id) => Rule::Is(*id),
        Tally::Every(role) => Rule::All(of(role)),
        Tally::AnyOf(role) => Rule::Any(of(role)),
        Tally::AtLeast(k, role) => Rule::AtLeast(*k, of(role)),
    }
}

fn kind_word(kind: KindFile) -> &'static str {
    match kind {
        KindFile::Sign => "sign",
        KindFile::Quantity => "quantity",
        KindFile::Choice => "choice",
    }
}
