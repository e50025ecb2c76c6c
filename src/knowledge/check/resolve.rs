//! Words become references; what cannot run is a fault.

use std::collections::{HashMap, HashSet};

use super::draft::{Draft, Entry, Placed};
use super::order::{inference_order, set_order};
use super::rules::{Speaks, kind_word};
use super::side_by_side;
use crate::json::{Code, Document, Fault, Path};
use crate::knowledge::circuit::Circuit;
use crate::knowledge::files::{CriteriaFile, FindingFile, KindFile, Named, RawRule, SectionFile};
use crate::knowledge::literature::{Asked, Literature};
use crate::knowledge::units::Spellings;
use crate::knowledge::vocabulary::{Inference, Measure, Sex};
use crate::knowledge::{
    Conclusion, CriteriaSet, Criterion, CriterionId, Finding, FindingId, Kind, Knowledge, OptionId, RoleId, Rule,
    Section, SectionId, SetId, Tally, Unit,
};
use crate::order;

/// Resolves a draft; `None` when it has no head. Faults are added to `faults`.
pub(crate) fn resolve(draft: &mut Draft, faults: &mut Vec<Fault>) -> Option<Knowledge> {
    let interface = draft.interface.take();
    let draft = &*draft;
    let Some(head) = draft.heads.last() else {
        faults.push(Fault::of_file("pack.json", Code::MissingFile, "the pack has no pack.json"));
        return None;
    };
    let Some(interface) = interface else {
        faults.push(Fault::of_file("interface.json", Code::MissingFile, "the pack has no interface.json"));
        return None;
    };
    let mut sections = sections(draft);
    let roles = named(draft.heads.iter().flat_map(|head| &head.value.roles));
    let diseases = named(draft.heads.iter().flat_map(|head| &head.value.diseases));
    let placed = place_findings(draft, &sections, faults);
    let finding_ids: HashMap<String, FindingId> = placed
        .iter()
        .enumerate()
        .map(|(at, (entry, _))| (entry.value.finding.id.to_string(), FindingId::at(at)))
        .collect();
    let sets = order_sets(draft, faults);

    let sex = sex(&placed, &finding_ids);

    let set_ids = sets.iter().enumerate().map(|(at, entry)| (entry.value.id.as_str(), SetId::at(at))).collect();
    let spellings = Spellings::of(draft.units.iter().map(|entry| &entry.value));
    let mut resolver = Resolver {
        placed: &placed,
        finding_ids: &finding_ids,
        sets: &sets,
        set_ids: &set_ids,
        roles: &roles,
        sex,
        spellings: &spellings,
        faults,
    };
    // The evidence is as much work as all the rules, and needs none of them.
    let mut of_evidence = Vec::new();
    let mut evidence = Resolver { faults: &mut of_evidence, ..resolver };
    let (literature, (findings, criteria_sets, order)) = side_by_side(
        || evidence.literature(draft),
        || {
            let findings: Vec<Finding> =
                placed.iter().map(|(entry, section)| resolver.finding(entry, *section)).collect();
            let sets: Vec<CriteriaSet> = sets.iter().map(|entry| resolver.set(entry)).collect();
            let order = inference_order(&placed, &findings, resolver.faults);
            (findings, sets, order)
        },
    );
    resolver.faults.extend(of_evidence);
    let asked = || findings.iter().map(Asked::of).collect();
    let literature = literature.map(|literature| Literature { asked: asked(), ..literature });
    let (inference_order, levels) = order.unzip();
    let inference_order = inference_order.unwrap_or_default();
    let workup = resolver.workup(draft, &findings, &inference_order);
    let advice = resolver.advice(draft, &workup);
    for (at, finding) in findings.iter().enumerate() {
        finding.section.of_mut(&mut sections).findings.push(FindingId::at(at));
    }
    let sheet = resolver.sheet(draft, &sections);
    let set_order = set_order(&sets, &criteria_sets, levels.as_deref(), faults);
    let mut knowledge = Knowledge {
        id: head.value.id.clone(),
        version: head.value.version.clone(),
        title: head.value.title.clone(),
        notice: head.value.notice.clone(),
        ranges: head.value.ranges.clone(),
        sections,
        sheet,
        roles,
        diseases,
        proper_names: draft.heads.iter().flat_map(|head| head.value.proper_names.clone()).collect(),
        interface,
        findings,
        sets: criteria_sets,
        literature,
        workup,
        advice,
        sources: draft.sources.iter().map(|entry| entry.value.clone()).collect(),
        finding_ids,
        sex,
        inference_order,
        set_order,
        circuit: Circuit::default(),
        lesson_order: draft.heads.iter().flat_map(|head| head.value.lessons.clone()).collect(),
        layers: Vec::new(),
        digest: std::sync::OnceLock::new(),
        search_index: std::sync::OnceLock::new(),
        lexicon: std::sync::OnceLock::new(),
    };
    if faults.is_empty() {
        knowledge.circuit = Circuit::of(&knowledge);
    }
    Some(knowledge)
}

/// The choice that limits by sex go by.
fn sex(placed: &[(&Entry<Placed>, SectionId)], ids: &HashMap<String, FindingId>) -> Option<Sex> {
    let finding = *ids.get("sex")?;
    let options = &finding.of(placed).0.value.finding.options;
    let option = |word: &str| options.iter().position(|option| option.id == word).map(OptionId::at);
    Some(Sex { finding, male: option("male")?, female: option("female")? })
}

fn named<'n>(entries: impl Iterator<Item = &'n Named>) -> Vec<Named> {
    laid_over(entries.cloned(), |entry| &entry.id)
}

fn sections(draft: &Draft) -> Vec<Section> {
    let section = |file: &SectionFile| Section {
        id: file.id.clone(),
        letter: file.letter.clone(),
        label: file.label.clone(),
        short: file.short.clone(),
        findings: Vec::new(),
    };
    laid_over(draft.heads.iter().flat_map(|head| &head.value.sections).map(section), |section| &section.id)
}

/// Later entries replace earlier ones of their id; others are added at the end.
fn laid_over<T>(entries: impl Iterator<Item = T>, id: impl Fn(&T) -> &str) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        match places.get(id(&entry)).and_then(|at| kept.get_mut(*at)) {
            Some(earlier) => *earlier = entry,
            None => {
                places.insert(id(&entry).to_owned(), kept.len());
                kept.push(entry);
            }
        }
    }
    kept
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
                .fault("section", Code::UnknownSection, format!("unknown section \"{}\"", file.value))
                .expected("the id of a section in pack.json");
            faults.push(fault.meant(&file.value, sections.iter().map(|section| section.id.as_str())));
        }
    }
    let mut placed: Vec<_> =
        draft.findings.iter().filter_map(|entry| Some((entry, position(&entry.value.section)?))).collect();
    order::by_key(&mut placed, |(_, section)| *section);
    placed
}

/// The sets in the order that the head gives, then the others as they were read.
fn order_sets<'d, 't>(draft: &'d Draft<'t>, faults: &mut Vec<Fault>) -> Vec<&'d Entry<'t, CriteriaFile>> {
    let known: HashSet<&str> = draft.sets.iter().map(|set| set.value.id.as_str()).collect();
    let mut order: HashMap<&str, usize> = HashMap::new();
    for head in &draft.heads {
        for (at, id) in head.value.criteria.iter().enumerate() {
            if !known.contains(id.as_str()) {
                let fault = head.at(|here| {
                    head.doc.fault(
                        &here.key("criteria").index(at),
                        Code::UnknownSet,
                        format!("unknown criteria set \"{id}\""),
                    )
                });
                faults.push(fault.meant(id, draft.sets.iter().map(|set| set.value.id.as_str())));
            }
            let next = order.len();
            order.entry(id).or_insert(next);
        }
    }
    let mut sets: Vec<_> = draft.sets.iter().collect();
    order::by_key(&mut sets, |set| order.get(set.value.id.as_str()).copied().unwrap_or(usize::MAX));
    sets
}

/// The engine keeps the criteria of a set in the bits of a word.
const MOST_CRITERIA: usize = 64;

/// What words are looked up in.
pub(super) struct Resolver<'d, 't> {
    pub(super) placed: &'d [(&'d Entry<'t, Placed>, SectionId)],
    pub(super) finding_ids: &'d HashMap<String, FindingId>,
    pub(super) sets: &'d [&'d Entry<'t, CriteriaFile>],
    pub(super) set_ids: &'d HashMap<&'d str, SetId>,
    pub(super) roles: &'d [Named],
    pub(super) sex: Option<Sex>,
    pub(super) spellings: &'d Spellings,
    pub(super) faults: &'d mut Vec<Fault>,
}

impl<'d> Resolver<'d, '_> {
    /// A finding as it is written.
    pub(super) fn file(&self, id: FindingId) -> &'d FindingFile {
        let placed: &'d [_] = self.placed;
        &id.of(placed).0.value.finding
    }
}

impl Resolver<'_, '_> {
    fn finding(&mut self, entry: &Entry<Placed>, section: SectionId) -> Finding {
        let file = &entry.value.finding;
        let kind = match file.kind {
            KindFile::Sign => Kind::Sign(self.inference(entry, file)),
            KindFile::Quantity => Kind::Quantity(self.measure(entry, file)),
            KindFile::Choice => {
                if file.options.is_empty() {
                    self.faults.push(entry.fault(
                        "id",
                        Code::NoOptions,
                        format!("the choice \"{}\" has no options", file.id),
                    ));
                }
                Kind::Choice(file.options.clone())
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
            help: file.help.clone(),
            only_in: file.only_in,
            causes: self.causes(entry, file),
            kind,
        }
    }

    /// A field that belongs to another kind of finding would be silently ignored.
    fn stray_fields(&mut self, entry: &Entry<Placed>, file: &FindingFile) {
        let fields = [
            ("unit", file.unit.is_some(), KindFile::Quantity),
            ("units", !file.units.is_empty(), KindFile::Quantity),
            ("usual_unit", file.usual_unit.is_some(), KindFile::Quantity),
            ("normal", file.normal.is_some(), KindFile::Quantity),
            ("plausible", file.plausible.is_some(), KindFile::Quantity),
            ("possible", file.possible.is_some(), KindFile::Quantity),
            ("options", !file.options.is_empty(), KindFile::Choice),
            ("present_when", file.present_when.is_some(), KindFile::Sign),
            ("absent_when", file.absent_when.is_some(), KindFile::Sign),
            ("causes", file.causes.is_some(), KindFile::Sign),
        ];
        for (field, there, kind) in fields {
            if there && kind != file.kind {
                let what = format!("\"{field}\" on a {}", kind_word(file.kind));
                self.faults.push(
                    entry.fault(field, Code::StrayField, what).expected(format!("it on a {} only", kind_word(kind))),
                );
            }
        }
    }

    /// The causes of a sign, each once and none the sign itself.
    fn causes(&mut self, entry: &Entry<Placed>, file: &FindingFile) -> Vec<FindingId> {
        let Some(words) = &file.causes else { return Vec::new() };
        if words.is_empty() {
            self.faults
                .push(entry.fault("causes", Code::NoCause, "no cause").expected("a cause or more, or no \"causes\""));
        }
        entry.at(|here| {
            let list = here.key("causes");
            for (at, word) in words.iter().enumerate() {
                let (code, what) = match () {
                    () if *word == file.id => (Code::OwnCause, format!("\"{word}\" as its own cause")),
                    () if words.iter().take(at).any(|earlier| earlier == word) => {
                        (Code::GivenTwice, format!("the cause \"{word}\" twice"))
                    }
                    () => continue,
                };
                self.faults.push(entry.doc.fault(&list.index(at), code, what).expected("each other cause once"));
            }
            self.signs(entry.doc, &list, words)
        })
    }

    fn inference(&mut self, entry: &Entry<Placed>, file: &FindingFile) -> Inference {
        let mut resolve = |field: &str, rule: &Option<Box<RawRule>>| {
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
            self.faults.push(entry.fault("id", Code::NoUnit, format!("the quantity \"{}\" has no unit", file.id)));
            "1".into()
        });
        let possible = file.possible.unwrap_or_else(|| {
            self.faults.push(entry.fault(
                "id",
                Code::NoPossibleRange,
                format!("the quantity \"{}\" has no possible range", file.id),
            ));
            [f64::MIN, f64::MAX]
        });
        let mut units = vec![self.spellings.unit(&unit, 1.0, 0.0, file.shown.as_ref())];
        for (at, other) in file.units.iter().enumerate() {
            let fault = |key: &str, code: Code, what: String| {
                entry.at(|here| entry.doc.fault(&here.key("units").index(at).key(key), code, what))
            };
            if units.iter().any(|unit| unit.id == other.unit) {
                self.faults.push(fault(
                    "unit",
                    Code::GivenTwice,
                    format!("the unit \"{}\" is given twice", other.unit),
                ));
            }
            if other.factor <= 0.0 {
                self.faults.push(
                    fault("factor", Code::ImpossibleFactor, format!("the factor {} is not positive", other.factor))
                        .expected("canonical = factor * value + offset"),
                );
            }
            units.push(self.spellings.unit(&other.unit, other.factor, other.offset, None));
        }
        let usual_units = self.usual_units(entry, file, &units);
        Measure { units, usual_units, normal: file.normal, plausible: file.plausible, possible }
    }

    fn usual_units(&mut self, entry: &Entry<Placed>, file: &FindingFile, units: &[Unit]) -> [usize; 2] {
        let Some(usual) = &file.usual_unit else { return [0, 0] };
        [("en", &usual.en), ("zh", &usual.zh)].map(|(lang, word)| {
            let found = units.iter().position(|unit| unit.id == *word);
            found.unwrap_or_else(|| {
                let what = format!("\"{word}\" is no unit of \"{}\"", file.id);
                let place = |here: &Path| entry.doc.fault(&here.key("usual_unit").key(lang), Code::UnknownUnit, what);
                let fault = entry.at(place).expected("a unit of the finding");
                self.faults.push(fault.meant(word, units.iter().map(|unit| unit.id.as_str())));
                0
            })
        })
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
            let fault = entry.doc.fault(
                &top.key("criteria"),
                Code::TooManyCriteria,
                format!("{} criteria in one set", criteria.len()),
            );
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
            wording_seen: file.wording_seen,
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

    pub(super) fn role(&mut self, doc: Document, path: &Path, word: &str) -> RoleId {
        match self.roles.iter().position(|role| role.id == word) {
            Some(at) => RoleId::at(at),
            None => {
                let fault = doc
                    .fault(path, Code::UnknownRole, format!("unknown role \"{word}\""))
                    .expected("the id of a role in pack.json");
                self.faults.push(fault.meant(word, self.roles.iter().map(|role| role.id.as_str())));
                RoleId::at(0)
            }
        }
    }
}

/// A leaf that counts a role becomes a rule over the criteria of that role.
pub(super) fn written_out(leaf: &Tally, criteria: &[Criterion]) -> Rule<CriterionId> {
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
