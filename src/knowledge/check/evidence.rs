//! Diseases and evidence: words become references.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::draft::{Draft, Entry};
use super::resolve::Resolver;
use super::rules::Speaks;
use crate::json::{Code, Document, Path};
use crate::knowledge::files::{
    BackgroundRow, ComparisonFile, CriteriaFile, DiseaseFile, EvidenceFile, FrequencyFile, FrequencyKind, KindFile,
    RawLimit, Status, ValueFile,
};
use crate::knowledge::literature::{Comparison, Grouped, Hypothesis, Literature, NotBoth, PublishedRow, PublishedRows};
use crate::knowledge::{Bound, FindingId, FindingSet, GroupId, HypothesisId, Phrase, SetId, Side};

impl Resolver<'_, '_> {
    /// The literature, without how its findings are asked for; `None` for a pack without evidence.
    pub(super) fn literature(&mut self, draft: &Draft) -> Option<Literature> {
        let entry = draft.evidence.as_ref()?;
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        if draft.diseases.len() < 2 {
            self.faults.push(
                doc.fault(&top.key("subject"), Code::NoRival, "a fit against no other disease")
                    .expected("a rival or more"),
            );
            return None;
        }
        let before = self.faults.len();
        let subject = draft.diseases.iter().position(|disease| disease.value.id == file.subject);
        if subject.is_none() {
            let what = format!("unknown disease \"{}\"", file.subject);
            let ids = draft.diseases.iter().map(|disease| disease.value.id.as_str());
            self.faults.push(doc.fault(&top.key("subject"), Code::UnknownDisease, what).meant(&file.subject, ids));
        }
        self.parameters(doc, file);
        // The subject first, then its rivals in the order of their files.
        let mut rivals: Vec<&Entry<DiseaseFile>> = draft.diseases.iter().collect();
        let subject = rivals.remove(subject.unwrap_or_default());
        let diseases: Vec<&Entry<DiseaseFile>> = std::iter::once(subject).chain(rivals.iter().copied()).collect();
        let cited: BTreeSet<&str> = draft.sources.iter().map(|source| source.value.id.as_str()).collect();
        let may_be_cited = |row: &FrequencyFile| {
            cited.contains(row.source.as_str()) && !file.method.without_weight.contains(&row.source)
        };
        let pooled = |rows| PublishedRows::new(rows, &file.method, may_be_cited);
        let hypotheses = diseases.iter().map(|disease| self.hypothesis(disease, pooled)).collect();
        let method = top.key("method");
        let strong_needs = self.signs(doc, &method.key("strong_needs"), &file.method.strong_needs);
        let strong_one_of = self.signs(doc, &method.key("strong_one_of"), &file.method.strong_one_of);
        let strong_unless = self.signs(doc, &method.key("strong_unless"), &file.method.strong_unless);
        let catalog = self.rates(doc, &top.key("catalog").key("rates"), &file.catalog.rates);
        let background = self.background(doc, file);
        let marks = self.signs(doc, &top.key("marks").key("findings"), &file.marks.findings);
        let any_other = self.rows(doc, &top.key("any_other"), &file.any_other);
        self.weighed_marks(doc, file, |mark| {
            background.contains_key(&mark) || any_other.iter().any(|row| row.finding == mark)
        });
        if draft.settings.is_empty() {
            let fault = doc
                .fault(&top, Code::NoSetting, "no setting")
                .expected("a settings.json with at least one setting and its prior");
            self.faults.push(fault);
        }
        let literature = Literature {
            comparisons: self.comparisons(doc, file, &diseases),
            hypotheses,
            grouped: self.groups(entry),
            asked: Vec::new(),
            scales: Default::default(),
            group_note: file.group_note.clone(),
            not_both: self.not_both(doc, file),
            settings: self.settings(draft, &rivals),
            method: file.method.clone(),
            strong_needs,
            strong_one_of,
            strong_unless,
            any_other: pooled(any_other),
            background,
            rest: self.rest(doc, file, &diseases),
            clinic: self.look_up(doc, &top.key("background").key("clinic"), &file.background.clinic, KindFile::Sign),
            background_note: file.background.note.clone(),
            marks: FindingSet::of(marks),
            catalog,
        };
        // What is impossible cannot be weighed.
        (self.faults.len() == before).then_some(literature)
    }

    /// The rival that stands for every disease without an entry of its own.
    fn rest(&mut self, doc: Document, file: &EvidenceFile, diseases: &[&Entry<DiseaseFile>]) -> Option<HypothesisId> {
        let found = diseases.iter().skip(1).position(|disease| disease.value.id == file.rest);
        if found.is_none() {
            let fault = doc.fault(
                &Path::Top.key("rest"),
                Code::UnknownDisease,
                format!("no rival is called \"{}\"", file.rest),
            );
            let ids = diseases.iter().skip(1).map(|disease| disease.value.id.as_str());
            self.faults.push(fault.expected("a disease other than the subject").meant(&file.rest, ids));
        }
        found.map(|at| HypothesisId::at(at + 1))
    }

    fn hypothesis(
        &mut self,
        entry: &Entry<DiseaseFile>,
        pooled: impl Fn(Vec<PublishedRow>) -> PublishedRows,
    ) -> Hypothesis {
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
            rows: pooled(self.rows(entry.doc, &top.key("frequencies"), &file.frequencies)),
            choices: pooled(self.rows(entry.doc, &top.key("choices"), &file.choices)),
            like_subject_but: but,
            assumed: !file.frequencies.iter().chain(&file.choices).any(|row| measured(row)),
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
                    entry
                        .doc
                        .fault(&list.index(at), Code::UnknownSet, format!("unknown criteria set \"{word}\""))
                        .meant(word, ids)
                }
                Some(id) if sets.contains(id) => entry.doc.fault(
                    &list.index(at),
                    Code::JudgedAlready,
                    format!("\"{word}\" judges this disease already"),
                ),
                Some(id) => {
                    sets.push(*id);
                    continue;
                }
            };
            self.faults.push(fault.expected("the id of another disease's criteria set, once"));
        }
        sets
    }

    /// The findings of each group, each in one group alone.
    fn groups(&mut self, entry: &Entry<EvidenceFile>) -> Vec<Grouped> {
        let (doc, file, top) = (entry.doc, &entry.value, Path::Top);
        let list = top.key("groups");
        let mut grouped: HashSet<FindingId> = HashSet::new();
        let mut groups = Vec::with_capacity(file.groups.len());
        for (at, group) in file.groups.iter().enumerate() {
            let here = list.index(at);
            let here = here.key("findings");
            let mut findings = Vec::with_capacity(group.findings.len());
            for (at, word) in group.findings.iter().enumerate() {
                let Some(finding) = self.any_finding(doc, &here.index(at), word) else { continue };
                if !grouped.insert(finding) {
                    let fault = doc.fault(
                        &here.index(at),
                        Code::InTwoGroups,
                        format!("\"{word}\" is in another group already"),
                    );
                    self.faults.push(fault.expected("each finding in one group: it counts once"));
                }
                findings.push(finding);
            }
            groups.push(Grouped { id: group.id.clone(), label: group.label.clone(), findings });
        }
        groups
    }

    fn not_both(&mut self, doc: Document, file: &EvidenceFile) -> Vec<NotBoth> {
        let top = Path::Top;
        let list = top.key("not_both");
        let mut pairs = Vec::new();
        for (at, pair) in file.not_both.iter().enumerate() {
            let here = list.index(at);
            let position = |word: &Phrase| file.groups.iter().position(|group| group.id == *word).map(GroupId::at);
            let when = self.evidence(doc, &here.key("when"), &pair.when, Speaks::OfFindings);
            match (position(&pair.groups[0]), position(&pair.groups[1])) {
                (Some(first), Some(second)) => pairs.push(NotBoth { groups: [first, second], when }),
                _ => self.faults.push(
                    doc.fault(&here.key("groups"), Code::UnknownGroup, "unknown group")
                        .expected("the ids of two groups"),
                ),
            }
        }
        pairs
    }

    fn comparisons(&mut self, doc: Document, file: &EvidenceFile, diseases: &[&Entry<DiseaseFile>]) -> Vec<Comparison> {
        let top = Path::Top;
        let list = top.key("comparisons");
        let studies = file.comparisons.iter().enumerate();
        studies.filter_map(|(at, study)| self.compared(doc, &list.index(at), study, diseases)).collect()
    }

    fn compared(
        &mut self,
        doc: Document,
        here: &Path,
        study: &ComparisonFile,
        diseases: &[&Entry<DiseaseFile>],
    ) -> Option<Comparison> {
        self.counts(doc, here, study);
        let against = diseases.iter().position(|disease| disease.value.id == study.against);
        if against.is_none() && study.against != "others" {
            let fault =
                doc.fault(&here.key("against"), Code::UnknownDisease, format!("unknown disease \"{}\"", study.against));
            let ids = diseases.iter().map(|disease| disease.value.id.as_str());
            self.faults.push(fault.expected("a disease, or \"others\"").meant(&study.against, ids));
        }
        let kind = if study.value.is_some() { KindFile::Quantity } else { KindFile::Sign };
        let finding = self.look_up(doc, &here.key("finding"), &study.finding, kind)?;
        let bound = match &study.value {
            None => None,
            Some(value) => Some(self.studied(doc, &here.key("value"), finding, value)?),
        };
        Some(Comparison { study: study.clone(), finding, bound, against: against.map(HypothesisId::at) })
    }

    /// The limit of a quantity that a comparison studied.
    fn studied(&mut self, doc: Document, here: &Path, finding: FindingId, value: &ValueFile) -> Option<Bound> {
        let limits: [(Side, &Option<RawLimit>); 2] = [(Side::Above, &value.above), (Side::From, &value.from)];
        let limit = limits.into_iter().find_map(|(side, limit)| Some((side, limit.as_ref()?)));
        let bound = limit.and_then(|(side, limit)| self.bound(doc, here, finding, side, limit, value.unit.as_deref()));
        if bound.is_none() {
            self.faults.push(doc.fault(here, Code::NoLimit, "no limit").expected("\"above\" or \"from\""));
        }
        bound
    }

    fn counts(&mut self, doc: Document, here: &Path, study: &ComparisonFile) {
        for (key, count) in [("subject", &study.subject), ("controls", &study.controls)] {
            if count.n > count.of || count.of <= 0.0 || count.n < 0.0 {
                self.faults.push(doc.fault(
                    &here.key(key),
                    Code::ImpossibleNumber,
                    format!("{} of {} patients", count.n, count.of),
                ));
            }
        }
    }

    fn rows(&mut self, doc: Document, list: &Path, rows: &[Arc<FrequencyFile>]) -> Vec<PublishedRow> {
        let mut published = Vec::with_capacity(rows.len());
        published.extend(rows.iter().enumerate().filter_map(|(at, row)| self.row(doc, &list.index(at), row)));
        published
    }

    /// A row's finding is known, its counts are possible, and it holds the number its kind promises.
    fn row(&mut self, doc: Document, here: &Path, row: &Arc<FrequencyFile>) -> Option<PublishedRow> {
        let kind = if row.answer.is_some() { KindFile::Choice } else { KindFile::Sign };
        let finding = self.look_up(doc, &here.key("finding"), &row.finding, kind);
        let answer = finding.zip(row.answer.as_ref());
        let options = answer.map(|(id, answer)| self.options(doc, here, id, std::slice::from_ref(answer)));
        let counts = row.n.zip(row.of).filter(|(n, of)| n > of || *n < 0.0 || *of <= 0.0);
        let percent = row.percent.filter(|percent| !(0.0..=100.0).contains(percent));
        let outside = |[low, high]: &[f64; 2]| row.percent.is_some_and(|percent| percent < *low || percent > *high);
        let range = row.range.filter(|range @ [low, high]| low > high || *low < 0.0 || *high > 100.0 || outside(range));
        let none = row.n.zip(row.of).is_none() && row.percent.is_none() && row.range.is_none();
        let wrong = [
            counts.map(|(n, of)| (Code::ImpossibleNumber, format!("{n} of {of} patients"))),
            percent.map(|percent| (Code::ImpossibleNumber, format!("{percent} percent"))),
            range.map(|[low, high]| (Code::ImpossibleNumber, format!("{low} to {high} percent"))),
            none.then(|| (Code::NoNumber, "a row without a number".to_owned())),
        ];
        for (code, what) in wrong.into_iter().flatten() {
            self.faults.push(doc.fault(&here.key("finding"), code, what).expected("n of N, a percentage or a range"));
        }
        let option = options.and_then(|options| options.first().copied());
        Some(PublishedRow { row: Arc::clone(row), finding: finding?, option, left_out: None })
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
                    let fault = doc.fault(&here.key(key), Code::ImpossibleNumber, format!("{low}, {best} and {high}"));
                    self.faults.push(fault.expected("a low end, a best guess and a high end between 0 and 1"));
                }
            }
            if let Some(id) = self.look_up(doc, &here.key("finding"), &row.finding, KindFile::Sign)
                && background.insert(id, row.clone()).is_some()
            {
                let what = format!("the background of \"{}\" is given twice", row.finding);
                self.faults.push(doc.fault(&here.key("finding"), Code::GivenTwice, what));
            }
        }
        background
    }

    /// A mark weighs nothing without a number for patients who do not have its disease.
    fn weighed_marks(&mut self, doc: Document, file: &EvidenceFile, has_number: impl Fn(FindingId) -> bool) {
        let here = Path::Top.key("marks");
        let list = here.key("findings");
        for (at, word) in file.marks.findings.iter().enumerate() {
            if self.finding_ids.get(word.as_str()).is_some_and(|mark| !has_number(*mark)) {
                let what = format!("the mark \"{word}\" has no number for patients without its disease");
                let fault = doc.fault(&list.index(at), Code::NoBackground, what);
                self.faults.push(fault.expected("a row of the background, or one for any other disease"));
            }
        }
    }

    fn rates(&mut self, doc: Document, path: &Path, rates: &BTreeMap<Phrase, f64>) -> BTreeMap<FindingId, f64> {
        rates.iter().filter_map(|(word, rate)| Some((self.any_finding(doc, &path.key(word), word)?, *rate))).collect()
    }

    pub(super) fn signs(&mut self, doc: Document, path: &Path, words: &[Phrase]) -> Vec<FindingId> {
        (words.iter().enumerate())
            .filter_map(|(at, word)| self.look_up(doc, &path.index(at), word, KindFile::Sign))
            .collect()
    }

    pub(super) fn any_finding(&mut self, doc: Document, path: &Path, word: &str) -> Option<FindingId> {
        let found = self.finding_ids.get(word).copied();
        if found.is_none() {
            let fault = doc
                .fault(path, Code::UnknownFinding, format!("unknown finding \"{word}\""))
                .expected("the id of a finding");
            self.faults.push(fault.meant(word, self.finding_ids.keys().map(String::as_str)));
        }
        found
    }
}
