//! A case and what was concluded from it as a Bundle of FHIR R4.
//!
//! Every answer is an Observation; one that is not known says so and is never left to silence. The report carries the
//! summary as text. How well the profile fits stands in that text alone: as a resource of its own it would be taken for a
//! diagnosis or a validated risk.

use super::datatype::{Annotation, Coding, Concept, Extension, ExtensionValue, Identifier, Quantity, Range, Reference};
use super::name::Names;
use super::resource::{
    Bundle, ClinicalImpression, Device, DeviceName, DiagnosticReport, Entry, Investigation, Judged, Narrative,
    Observation, Patient, Resource, Specimen, Value, Version,
};
use super::system::{
    ABSENT_REASON, ANSWER, CASE, EXPLAINED, FINDING, HPO, INTERPRETATION, LOINC, MATCH, SECTION, SET, UCUM,
};
use crate::case::{Answer, AnswerValue, Case, Comparator};
use crate::engine::{Assessment, Flag};
use crate::exchange::Vocabulary;
use crate::json::{Document, Places, number, shown};
use crate::knowledge::files::{CodeFile, ExchangeFile, HpoMatch, LoincVerified, SpecimenFile};
use crate::knowledge::{Finding, FindingId, Knowledge, Lang, Measure, Phrase};
use crate::say::document::Block;
use crate::say::{Known, Wording, harmless, xhtml};

/// Writes Bundles, any number of them.
pub struct Exporter<'k> {
    knowledge: &'k Knowledge,
    lang: Lang,
    vocabulary: &'k Vocabulary,
    results: Vec<ExchangeFile>,
}

/// All that one Bundle is made of.
#[derive(Clone, Copy)]
pub struct Export<'a> {
    /// The answers.
    pub case: &'a Case,
    /// What was concluded.
    pub assessment: &'a Assessment,
    /// The text of the report.
    pub summary: &'a [Block],
}

impl<'k> Exporter<'k> {
    /// An exporter whose texts are in a language.
    pub fn new(knowledge: &'k Knowledge, vocabulary: &'k Vocabulary, lang: Lang) -> Exporter<'k> {
        let results = knowledge.texts_named("exchange.json").filter_map(|text| {
            let places = Places::default();
            // What is wrong with a file is the checker's matter.
            Document::new(&text.file, &text.text, &places).read().ok()
        });
        Exporter { results: results.collect(), vocabulary, knowledge, lang }
    }

    /// The Bundle of a case on one line, with its line end.
    pub fn bundle(&self, export: &Export) -> String {
        let names = Names::of([&export.case.to_text(self.knowledge), self.knowledge.digest(), self.lang.tag()]);
        let writer = Writer {
            exporter: self,
            export,
            wording: Wording::new(self.knowledge, self.lang),
            subject: Reference { reference: names.name("patient") },
            names,
        };
        let bundle = serde_json::to_string(&writer.bundle()).expect("a bundle can always be written to memory");
        harmless(&bundle) + "\n"
    }

    /// What a finding is measured in, where its code leaves that open.
    fn specimen(&self, finding: &Finding) -> Option<&SpecimenFile> {
        let specimens = self.results.iter().flat_map(|file| &file.specimens);
        specimens.into_iter().find(|specimen| specimen.finding == finding.id)
    }

    /// The code by which FHIR says that a sign is there or not, which others know first.
    fn sign(&self, present: bool) -> Option<Coding> {
        let ways = self.results.iter().map(|file| if present { &file.present } else { &file.absent });
        ways.flat_map(|way| &way.codes).find_map(coding)
    }
}

struct Writer<'a, 'k> {
    exporter: &'a Exporter<'k>,
    export: &'a Export<'a>,
    wording: Wording<'k>,
    names: Names,
    subject: Reference,
}

impl<'a, 'k> Writer<'a, 'k> {
    fn bundle(&self) -> Bundle {
        let case = self.export.case;
        let mut entry = vec![
            Entry { full_url: self.subject.reference.clone(), resource: Resource::Patient(self.patient()) },
            Entry { full_url: self.names.name("device"), resource: Resource::Device(self.device()) },
        ];
        let answered = case.answers().map(|(id, _)| self.knowledge().finding(id));
        entry.extend(answered.filter_map(|finding| self.specimen(finding)));
        let observations: Vec<Entry> = case.answers().map(|(id, answer)| self.observation(id, answer)).collect();
        let result: Vec<Reference> =
            observations.iter().map(|entry| Reference { reference: entry.full_url.clone() }).collect();
        entry.extend(observations);
        entry.push(self.report(result.clone()));
        entry.push(self.impression(result));
        Bundle {
            resource_type: "Bundle",
            language: self.exporter.lang.tag(),
            identifier: case.id.as_deref().and_then(said).map(|value| Identifier { system: CASE, value }),
            kind: "collection",
            entry,
        }
    }

    fn knowledge(&self) -> &'k Knowledge {
        self.exporter.knowledge
    }

    fn entry(&self, name: &str, resource: Resource) -> Entry {
        Entry { full_url: self.names.name(name), resource }
    }

    /// Nobody is named: what a case is called is a name of the case.
    fn patient(&self) -> Patient {
        let (knowledge, case) = (self.knowledge(), self.export.case);
        let gender = case.is_male(knowledge).map(|is_male| if is_male { "male" } else { "female" });
        Patient { gender }
    }

    fn device(&self) -> Device {
        let (knowledge, lang) = (self.knowledge(), self.exporter.lang);
        let words = &knowledge.interface.report;
        let pack = words.pack(lang, &knowledge.id, &knowledge.version, knowledge.digest());
        let notes = [self.wording.say(&knowledge.notice), &pack].map(Annotation::of);
        Device {
            device_name: vec![DeviceName { name: env!("CARGO_PKG_NAME").to_owned(), kind: "model-name" }],
            version: vec![Version { value: env!("CARGO_PKG_VERSION").to_owned() }],
            note: notes.into(),
        }
    }

    fn specimen(&self, finding: &Finding) -> Option<Entry> {
        let found = self.exporter.specimen(finding)?;
        let names: Vec<&str> = found.names.iter().map(Phrase::as_str).collect();
        let kind = Concept::of(found.codes.iter().filter_map(coding).collect(), names.join(" / "));
        let specimen = Specimen { kind, subject: self.subject.clone() };
        Some(self.entry(&specimen_of(finding), Resource::Specimen(specimen)))
    }

    fn observation(&self, id: FindingId, answer: &Answer) -> Entry {
        let finding = self.knowledge().finding(id);
        let section = finding.section.of(&self.knowledge().sections);
        let label = self.wording.say(&section.label);
        let specimen = self.exporter.specimen(finding).map(|_| self.names.name(&specimen_of(finding)));
        let observation = Observation {
            status: "final",
            category: vec![Concept::of(vec![Coding::shown(SECTION, &section.id, label)], label)],
            code: Concept::of(self.codes(finding, &answer.value), self.wording.label(id)),
            subject: self.subject.clone(),
            effective_date_time: answer.date.map(|date| date.to_string()),
            value: self.value(id, finding, &answer.value),
            interpretation: self.interpretation(id, answer).into_iter().collect(),
            note: self.notes(answer),
            specimen: specimen.map(|reference| Reference { reference }),
            reference_range: self.reference_range(finding, &answer.value).into_iter().collect(),
        };
        self.entry(&format!("finding {}", finding.id), Resource::Observation(Box::new(observation)))
    }

    /// The codes of others that are true of this answer, and the finding's own id: a broader term holds where the
    /// finding is present, a narrower one is excluded where it is absent, and the nearest one is no statement at all.
    fn codes(&self, finding: &Finding, value: &AnswerValue) -> Vec<Coding> {
        let codes = &finding.codes;
        let own = Coding::shown(FINDING, &*finding.id, self.wording.say(&finding.label));
        let hpo = codes.hpo.as_deref().filter(|_| match (codes.hpo_match, value) {
            (None, _) => true,
            (Some(HpoMatch::Broader), value) => *value == AnswerValue::Present,
            (Some(HpoMatch::Narrower), value) => *value == AnswerValue::Absent,
            (Some(HpoMatch::Nearest), _) => false,
        });
        let matched = codes.hpo_match.map(|found| match found {
            HpoMatch::Broader => "broader",
            HpoMatch::Narrower => "narrower",
            HpoMatch::Nearest => "nearest",
        });
        let unverified = codes.loinc_verified.filter(|seen| *seen == LoincVerified::ComponentOnly);
        let hpo = hpo.map(|code| {
            let coding =
                Coding { display: self.exporter.vocabulary.label(code).map(str::to_owned), ..Coding::new(HPO, code) };
            marked(coding, matched)
        });
        let loinc = codes.loinc.as_deref();
        let loinc = loinc.map(|code| marked(Coding::new(LOINC, code), unverified.map(|_| "component_only")));
        [hpo, loinc, Some(own)].into_iter().flatten().collect()
    }

    fn value(&self, id: FindingId, finding: &Finding, value: &AnswerValue) -> Value {
        let text = self.wording.answer(id, value);
        let answer = |word: &str| Coding::new(ANSWER, word);
        match value {
            AnswerValue::Present => Value::Concept(self.sign(true, answer("present"), text)),
            AnswerValue::Absent => Value::Concept(self.sign(false, answer("absent"), text)),
            AnswerValue::Unknown => Value::Missing(absent_reason("unknown", answer("unknown"), text)),
            AnswerValue::Unobtainable => Value::Missing(absent_reason("not-performed", answer("unobtainable"), text)),
            AnswerValue::Option(option) => {
                let option = option.of(finding.options());
                let coding = Coding::shown(format!("{FINDING}:{}", finding.id), &*option.id, &text);
                Value::Concept(Concept::of(vec![coding], text))
            }
            AnswerValue::Quantity(quantity) => match finding.measure() {
                Some(measure) => Value::Quantity(Quantity {
                    comparator: quantity.comparator.map(Comparator::symbol),
                    ..self.quantity(measure, quantity.unit, quantity.value)
                }),
                None => Value::Missing(absent_reason("unknown", answer("unknown"), text)),
            },
        }
    }

    fn sign(&self, present: bool, own: Coding, text: String) -> Concept {
        Concept::of(self.exporter.sign(present).into_iter().chain([own]).collect(), text)
    }

    fn quantity(&self, measure: &Measure, unit: usize, value: f64) -> Quantity {
        let unit = measure.unit_at(unit);
        let shown = Some(self.wording.unit(unit)).filter(|shown| !shown.is_empty());
        Quantity { value: Some(number(value)), comparator: None, unit: shown, system: UCUM, code: unit.id.clone() }
    }

    fn reference_range(&self, finding: &Finding, value: &AnswerValue) -> Option<Range> {
        let (AnswerValue::Quantity(quantity), Some(measure)) = (value, finding.measure()) else { return None };
        let reference = quantity.reference?;
        let end = |end: Option<f64>| Some(self.quantity(measure, quantity.unit, end?));
        Some(Range { low: end(reference.low), high: end(reference.high) })
    }

    /// How the number lies in the laboratory's own range; the usual range of the pack is not the laboratory's word.
    fn interpretation(&self, id: FindingId, answer: &Answer) -> Option<Concept> {
        let AnswerValue::Quantity(quantity) = answer.value else { return None };
        let flag = self.export.assessment.answers.iter().find(|found| found.finding == id)?.flag?;
        let code = match flag {
            Flag::Low => "L",
            Flag::Normal => "N",
            Flag::High => "H",
        };
        quantity.reference?;
        Some(Concept::of(vec![Coding::new(INTERPRETATION, code)], self.wording.flag(flag)))
    }

    /// The note, and the better cause of a sign: in words for a person, and marked so that it is known again.
    fn notes(&self, answer: &Answer) -> Vec<Annotation> {
        let note = answer.note.as_deref().and_then(said).map(Annotation::of);
        let cause = answer.explained.as_deref().and_then(said).map(|cause| Annotation {
            extension: vec![Extension { url: EXPLAINED, value: ExtensionValue::String(cause.clone()) }],
            text: self.wording.explained(&cause),
        });
        note.into_iter().chain(cause).collect()
    }

    fn known(&self) -> Known<'a> {
        Known { case: self.export.case, assessment: self.export.assessment }
    }

    fn report(&self, result: Vec<Reference>) -> Entry {
        let Export { case, summary, .. } = *self.export;
        let (knowledge, lang) = (self.knowledge(), self.exporter.lang);
        let latest = case.answers().filter_map(|(_, answer)| answer.date).max();
        let report = DiagnosticReport {
            language: lang.tag(),
            text: Narrative { status: "generated", div: xhtml(summary, lang) },
            status: "preliminary",
            category: vec![Concept::text(self.wording.say(&knowledge.interface.fhir.category))],
            code: Concept::text(
                self.wording
                    .pair(self.wording.say(&knowledge.interface.report.title), self.wording.say(&knowledge.title)),
            ),
            subject: self.subject.clone(),
            effective_date_time: latest.map(|date| date.to_string()),
            result,
            conclusion: self.wording.in_one_sentence(self.known()),
        };
        self.entry("report", Resource::DiagnosticReport(Box::new(report)))
    }

    /// The verdicts of the sets in use with their reasons. A clinician has to finish it.
    fn impression(&self, item: Vec<Reference>) -> Entry {
        let Export { case, assessment, .. } = *self.export;
        let knowledge = self.knowledge();
        let finding = self.wording.current_sets(assessment).map(|found| {
            let set = knowledge.set(found.set);
            let coding = Coding::shown(SET, &*set.id, self.wording.say(&set.short));
            let verdict = self.wording.pair(&self.wording.set_title(set), &self.wording.verdict_of(found));
            let basis = said(&self.wording.why(self.known(), found));
            Judged { item_codeable_concept: Concept::of(vec![coding], verdict), basis }
        });
        let code = Concept::text(self.wording.say(&knowledge.interface.report.answers));
        let impression = ClinicalImpression {
            status: "in-progress",
            description: self.wording.say(&knowledge.notice).to_owned(),
            subject: self.subject.clone(),
            investigation: if item.is_empty() { Vec::new() } else { vec![Investigation { code, item }] },
            summary: self.wording.in_one_sentence(self.known()),
            finding: finding.collect(),
            note: case.note.as_deref().and_then(said).map(Annotation::of).into_iter().collect(),
        };
        self.entry("impression", Resource::ClinicalImpression(Box::new(impression)))
    }
}

/// What was examined for a finding.
fn specimen_of(finding: &Finding) -> String {
    format!("specimen of {}", finding.id)
}

/// A code that is not quite the finding's own.
fn marked(coding: Coding, how: Option<&'static str>) -> Coding {
    let extension = how.map(|how| Extension { url: MATCH, value: ExtensionValue::Code(how) });
    Coding { extension: extension.into_iter().collect(), ..coding }
}

/// A code as FHIR has it, where its system is named by an address.
fn coding(code: &CodeFile) -> Option<Coding> {
    code.system.contains("://").then(|| Coding::new(code.system.as_str(), code.code.as_str()))
}

fn absent_reason(code: &str, own: Coding, text: String) -> Concept {
    Concept::of(vec![Coding::new(ABSENT_REASON, code), own], text)
}

/// A text as FHIR can hold it: it says something, and has no control characters but those that break lines.
fn said(text: &str) -> Option<String> {
    let allowed = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let text: String =
        text.chars().map(|c| if allowed(c) { c.to_string() } else { shown(c.encode_utf8(&mut [0; 4])) }).collect();
    (!text.trim().is_empty()).then_some(text)
}
