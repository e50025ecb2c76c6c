//! Diseases and evidence: words become references.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::panic::resume_unwind;
use std::thread;

use super::draft::{Draft, Entry};
use super::resolve::Resolver;
use super::rules::Speaks;
use crate::json::{Document, Path};
use crate::knowledge::files::{
    BackgroundRow, Column, ComparisonFile, CriteriaFile, DiseaseFile, EvidenceFile, FrequencyFile, FrequencyKind,
    KindFile, RawLimit, Status,
};
use crate::knowledge::literature::{Group, Hypothesis, Literature, NotBoth, Weigher};
use crate::knowledge::{Bound, Finding, FindingId, FindingSet, GroupId, HypothesisId, SetId, Side};

impl Resolver<'_, '_> {
    /// The literature; `None` for a pack without evidence.
    pub(super) fn literature(&mut self, draft: &Draft, findings: &[Finding]) -> Option<Literature> {
        let entry = draft.evidence.as_ref()?;
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        let Some(subject) = draft.diseases.iter().position(|disease| disease.value.id == file.subject) else {
            let fault = doc.fault(&top.key("subject"), format!("unknown disease \"{}\"", file.subject));
            self.faults
                .push(fault.meant(&file.subject, draft.diseases.iter().map(|disease| disease.value.id.as_str())));
            return None;
        };
        if draft.diseases.len() < 2 {
            self.faults
                .push(doc.fault(&top.key("subject"), "a fit against no other disease").expected("a rival or more"));
            return None;
        }
        let before = self.faults.len();
        self.parameters(doc, file);
        for disease in &draft.diseases {
            self.frequencies(disease);
        }
        // The subject first, then its rivals in the order of their files.
        let mut diseases: Vec<&Entry<DiseaseFile>> = draft.diseases.iter().collect();
        let subject = diseases.remove(subject);
        diseases.insert(0, subject);
        let method = top.key("method");
        let strong_needs = self.signs(doc, &method.key("strong_needs"), &file.method.strong_needs);
        let strong_one_of = self.signs(doc, &method.key("strong_one_of"), &file.method.strong_one_of);
        let strong_unless = self.signs(doc, &method.key("strong_unless"), &file.method.strong_unless);
        let catalog = self.rates(doc, &top.key("catalog").key("rates"), &file.catalog.rates);
        let background = self.background(doc, file);
        let marks = self.signs(doc, &top.key("marks").key("findings"), &file.marks.findings);
        for (at, row) in file.any_other.iter().enumerate() {
            self.row(doc, &top.key("any_other").index(at), row);
        }
        if draft.settings.is_empty() {
            let fault =
                doc.fault(&top, "no setting").expected("a settings.json with at least one setting and its prior");
            self.faults.push(fault);
            return None;
        }
        let mut literature = Literature {
            hypotheses: diseases.iter().map(|disease| self.hypothesis(disease)).collect(),
            scales: Default::default(),
            group_note: file.group_note.clone(),
            not_both: self.not_both(doc, file),
            settings: self.settings(draft, &diseases[1..]),
            method: file.method.clone(),
            strong_needs,
            strong_one_of,
            strong_unless,
            comparisons: file.comparisons.clone(),
            any_other: file.any_other.clone(),
            background,
            rest: self.rest(doc, file, &diseases),
            clinic: self.look_up(doc, &top.key("background").key("clinic"), &file.background.clinic, KindFile::Sign),
            background_note: file.background.note.clone(),
            marks: FindingSet::of(marks),
            catalog,
        };
        let bounds = self.comparisons(doc, file, &literature);
        // What is impossible cannot be weighed.
        if self.faults.len() > before {
            return None;
        }
        let members = self.members(entry, &bounds);
        let cited: BTreeSet<&str> = draft.sources.iter().map(|source| source.value.id.as_str()).collect();
        let weigh = |column| groups(file, &members, &cited, findings, &literature, column);
        // Each background is weighed by itself; half the time of reading a pack goes into the two.
        let scales = thread::scope(|scope| {
            let weighed = Column::ALL.map(|column| scope.spawn(move || weigh(column)));
            weighed.map(|weighed| weighed.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        literature.weigh(scales);
        Some(literature)
    }

    /// The rival that stands for every disease without an entry of its own.
    fn rest(&mut self, doc: Document, file: &EvidenceFile, diseases: &[&Entry<DiseaseFile>]) -> Option<HypothesisId> {
        let found = diseases.iter().skip(1).position(|disease| disease.value.id == file.rest);
        if found.is_none() {
            let fault = doc.fault(&Path::Top.key("rest"), format!("no rival is called \"{}\"", file.rest));
            let ids = diseases.iter().skip(1).map(|disease| disease.value.id.as_str());
            self.faults.push(fault.expected("a disease other than the subject").meant(&file.rest, ids));
        }
        found.map(|at| HypothesisId::at(at + 1))
    }

    fn hypothesis(&mut self, entry: &Entry<DiseaseFile>) -> Hypothesis {
        let file = &entry.value;
        let measured = |row: &FrequencyFile| !matches!(row.kind, FrequencyKind::Definition | FrequencyKind::Judgement);
        let top = Path::Top;
        let but = file.like_subject_but.as_ref();
        let but = but.map(|words| FindingSet::of(self.signs(entry.doc, &top.key("like_subject_but"), words)));
        Hypothesis {
            id: file.id.clone(),
            label: file.label.clone(),
            codes: file.codes.clone(),
            description: file.description.clone(),
            for_subject: file.for_subject.clone(),
            against_subject: file.against_subject.clone(),
            separated_by: file.separated_by.clone(),
            sources: file.sources.clone(),
            sets: self.judged_by(entry),
            rows: file.frequencies.clone(),
            choices: file.choices.clone(),
            like_subject_but: but,
            assumed: !file.frequencies.iter().chain(&file.choices).any(measured),
        }
    }

    /// The sets in use for a disease, and those that it presupposes.
    fn judged_by(&mut self, entry: &Entry<DiseaseFile>) -> Vec<SetId> {
        let file = &entry.value;
        let in_use = |set: &CriteriaFile| set.status == Status::Current && set.wording_seen;
        let own = self.sets.iter().enumerate().filter(|(_, set)| set.value.disease == file.id && in_use(&set.value));
        let mut sets: Vec<SetId> = own.map(|(at, _)| SetId::at(at)).collect();
        let top = Path::Top;
        let list = top.key("presupposes");
        for (at, word) in file.presupposes.iter().enumerate() {
            let fault = match self.set_ids.get(word.as_str()) {
                None => {
                    let ids = self.set_ids.keys().copied();
                    entry.doc.fault(&list.index(at), format!("unknown criteria set \"{word}\"")).meant(word, ids)
                }
                Some(id) if sets.contains(id) => {
                    entry.doc.fault(&list.index(at), format!("\"{word}\" judges this disease already"))
                }
                Some(id) => {
                    sets.push(*id);
                    continue;
                }
            };
            self.faults.push(fault.expected("the id of another disease's criteria set, once"));
        }
        sets
    }

    /// The findings of each group, with the limits that comparisons studied of each.
    fn members(&mut self, entry: &Entry<EvidenceFile>, bounds: &[(usize, FindingId, Bound)]) -> Vec<Vec<Member>> {
        let (doc, file) = (entry.doc, &entry.value);
        let top = Path::Top;
        let list = top.key("groups");
        let mut grouped: HashSet<FindingId> = HashSet::new();
        let mut groups = Vec::with_capacity(file.groups.len());
        for (at, group) in file.groups.iter().enumerate() {
            let here = list.index(at);
            let members_here = here.key("findings");
            let mut members = Vec::with_capacity(group.findings.len());
            for (at, word) in group.findings.iter().enumerate() {
                let Some(finding) = self.any_finding(doc, &members_here.index(at), word) else { continue };
                if !grouped.insert(finding) {
                    let fault = doc.fault(&members_here.index(at), format!("\"{word}\" is in another group already"));
                    self.faults.push(fault.expected("each finding in one group: it counts once"));
                }
                let of_finding = bounds.iter().filter(|(_, other, _)| *other == finding);
                let bounds = of_finding.map(|(at, _, bound)| (*at, bound.clone())).collect();
                members.push(Member { finding, bounds });
            }
            groups.push(members);
        }
        groups
    }

    fn not_both(&mut self, doc: Document, file: &EvidenceFile) -> Vec<NotBoth> {
        let top = Path::Top;
        let list = top.key("not_both");
        let mut pairs = Vec::new();
        for (at, pair) in file.not_both.iter().enumerate() {
            let here = list.index(at);
            let position = |word: &String| file.groups.iter().position(|group| group.id == *word).map(GroupId::at);
            let when = self.evidence(doc, &here.key("when"), &pair.when, Speaks::OfFindings);
            match (position(&pair.groups[0]), position(&pair.groups[1])) {
                (Some(first), Some(second)) => pairs.push(NotBoth { groups: [first, second], when }),
                _ => {
                    self.faults.push(doc.fault(&here.key("groups"), "unknown group").expected("the ids of two groups"))
                }
            }
        }
        pairs
    }

    /// The limits that comparisons studied: the comparison, its quantity, the limit.
    fn comparisons(
        &mut self,
        doc: Document,
        file: &EvidenceFile,
        literature: &Literature,
    ) -> Vec<(usize, FindingId, Bound)> {
        let top = Path::Top;
        let list = top.key("comparisons");
        let mut bounds = Vec::new();
        for (at, study) in file.comparisons.iter().enumerate() {
            let here = list.index(at);
            self.counts(doc, &here, study);
            let known = study.against == "others"
                || literature.hypotheses.iter().any(|hypothesis| hypothesis.id == study.against);
            if !known {
                let fault = doc.fault(&here.key("against"), format!("unknown disease \"{}\"", study.against));
                let ids = literature.hypotheses.iter().map(|hypothesis| hypothesis.id.as_str());
                self.faults.push(fault.expected("a disease, or \"others\"").meant(&study.against, ids));
            }
            match &study.value {
                None => drop(self.look_up(doc, &here.key("finding"), &study.finding, KindFile::Sign)),
                Some(value) => {
                    let Some(id) = self.look_up(doc, &here.key("finding"), &study.finding, KindFile::Quantity) else {
                        continue;
                    };
                    let limits: [(Side, &Option<RawLimit>); 2] =
                        [(Side::Above, &value.above), (Side::From, &value.from)];
                    let limit = limits.into_iter().find_map(|(side, limit)| Some((side, limit.as_ref()?)));
                    let bound = match limit {
                        Some((side, limit)) => {
                            self.bound(doc, &here.key("value"), id, side, limit, value.unit.as_deref())
                        }
                        None => None,
                    };
                    match bound {
                        Some(bound) => bounds.push((at, id, bound)),
                        None => self
                            .faults
                            .push(doc.fault(&here.key("value"), "no limit").expected("\"above\" or \"from\"")),
                    }
                }
            }
        }
        bounds
    }

    fn counts(&mut self, doc: Document, here: &Path, study: &ComparisonFile) {
        for (key, count) in [("subject", &study.subject), ("controls", &study.controls)] {
            if count.n > count.of || count.of <= 0.0 || count.n < 0.0 {
                self.faults.push(doc.fault(&here.key(key), format!("{} of {} patients", count.n, count.of)));
            }
        }
    }

    fn frequencies(&mut self, entry: &Entry<DiseaseFile>) {
        let top = Path::Top;
        for (key, rows) in [("frequencies", &entry.value.frequencies), ("choices", &entry.value.choices)] {
            let list = top.key(key);
            for (at, row) in rows.iter().enumerate() {
                self.row(entry.doc, &list.index(at), row);
            }
        }
    }

    /// A row's finding is known, its counts are possible, and it holds the number its kind promises.
    fn row(&mut self, doc: Document, here: &Path, row: &FrequencyFile) {
        let kind = if row.answer.is_some() { KindFile::Choice } else { KindFile::Sign };
        if let Some(id) = self.look_up(doc, &here.key("finding"), &row.finding, kind)
            && let Some(answer) = &row.answer
        {
            self.options(doc, here, id, std::slice::from_ref(answer));
        }
        let counts = row.n.zip(row.of).filter(|(n, of)| n > of || *n < 0.0 || *of <= 0.0);
        let percent = row.percent.filter(|percent| !(0.0..=100.0).contains(percent));
        let outside = |[low, high]: &[f64; 2]| row.percent.is_some_and(|percent| percent < *low || percent > *high);
        let range = row.range.filter(|range @ [low, high]| low > high || *low < 0.0 || *high > 100.0 || outside(range));
        let none = row.n.zip(row.of).is_none() && row.percent.is_none() && row.range.is_none();
        let wrong = [
            counts.map(|(n, of)| format!("{n} of {of} patients")),
            percent.map(|percent| format!("{percent} percent")),
            range.map(|[low, high]| format!("{low} to {high} percent")),
            none.then(|| "a row without a number".to_owned()),
        ];
        for what in wrong.into_iter().flatten() {
            self.faults.push(doc.fault(&here.key("finding"), what).expected("n of N, a percentage or a range"));
        }
    }

    fn background(&mut self, doc: Document, file: &EvidenceFile) -> BTreeMap<FindingId, BackgroundRow> {
        let top = Path::Top;
        let rows = top.key("background");
        let rows = rows.key("rows");
        let mut background = BTreeMap::new();
        for (at, row) in file.background.rows.iter().enumerate() {
            let here = rows.index(at);
            for (key, range) in [("hospital", row.hospital), ("neuropathy_clinic", row.neuropathy_clinic)] {
                let [low, best, high] = range;
                if !(0.0 <= low && low <= best && 0.0 < best && best <= high && high <= 1.0) {
                    let fault = doc.fault(&here.key(key), format!("{low}, {best} and {high}"));
                    self.faults.push(fault.expected("a low end, a best guess and a high end between 0 and 1"));
                }
            }
            if let Some(id) = self.look_up(doc, &here.key("finding"), &row.finding, KindFile::Sign)
                && background.insert(id, row.clone()).is_some()
            {
                let what = format!("the background of \"{}\" is given twice", row.finding);
                self.faults.push(doc.fault(&here.key("finding"), what));
            }
        }
        background
    }

    fn rates(&mut self, doc: Document, path: &Path, rates: &BTreeMap<String, f64>) -> BTreeMap<FindingId, f64> {
        rates.iter().filter_map(|(word, rate)| Some((self.any_finding(doc, &path.key(word), word)?, *rate))).collect()
    }

    pub(super) fn signs(&mut self, doc: Document, path: &Path, words: &[String]) -> Vec<FindingId> {
        (words.iter().enumerate())
            .filter_map(|(at, word)| self.look_up(doc, &path.index(at), word, KindFile::Sign))
            .collect()
    }

    pub(super) fn any_finding(&mut self, doc: Document, path: &Path, word: &str) -> Option<FindingId> {
        let found = self.finding_ids.get(word).copied();
        if found.is_none() {
            let fault = doc.fault(path, format!("unknown finding \"{word}\"")).expected("the id of a finding");
            self.faults.push(fault.meant(word, self.finding_ids.keys().map(String::as_str)));
        }
        found
    }
}

/// A finding of a group.
struct Member {
    finding: FindingId,
    /// The limits that comparisons studied, with the index of the comparison.
    bounds: Vec<(usize, Bound)>,
}

/// The groups as they weigh against one background.
fn groups(
    file: &EvidenceFile,
    members: &[Vec<Member>],
    cited: &BTreeSet<&str>,
    findings: &[Finding],
    literature: &Literature,
    column: Column,
) -> Vec<Group> {
    let citable =
        |row: &FrequencyFile| cited.contains(row.source.as_str()) && !file.method.without_weight.contains(&row.source);
    let mut weigher = Weigher::new(literature, column, findings, &citable);
    let groups = file.groups.iter().zip(members).map(|(group, members)| Group {
        id: group.id.clone(),
        label: group.label.clone(),
        items: members.iter().flat_map(|member| weigher.weigh(member.finding, &member.bounds)).collect(),
    });
    groups.collect()
}
