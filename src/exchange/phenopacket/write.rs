//! Writes a case as a phenopacket, and says what the format cannot hold.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Number as Json;

use super::super::vocabulary::{Matches, Vocabulary};
use super::super::{Lost, Written};
use super::description::Description;
use crate::case::{AT_TOP, Answer, AnswerValue, Quantity, Reference};
use crate::json::number;
use crate::knowledge::files::LoincVerified;
use crate::knowledge::{FindingId, Kind, Knowledge, Lang, Measure};
use crate::order;
use crate::say::{Known, Wording, harmless};

/// A packet of a case, on one line. `created` is the time of now, as RFC 3339 writes it. Labels are English, as the vocabularies are; the
/// result is said in the language of the wording.
pub fn write(wording: Wording, known: Known, vocabulary: &Vocabulary, created: &str) -> Written {
    let mut writer = Writer {
        wording,
        english: Wording::new(wording.knowledge, Lang::En),
        vocabulary,
        present: BTreeMap::new(),
        excluded: BTreeMap::new(),
        measurements: Vec::new(),
        lost: Vec::new(),
    };
    for (finding, answer) in known.case.answers() {
        writer.answer(finding, answer);
    }
    let id = known.case.id.clone().filter(|id| !id.trim().is_empty()).unwrap_or_else(|| UNNAMED.to_owned());
    let packet = Packet {
        subject: writer.subject(&id, known),
        interpretations: vec![writer.interpretation(known)],
        phenotypic_features: writer.features(),
        meta_data: writer.meta_data(created),
        measurements: writer.measurements,
        id,
    };
    order::by_key(&mut writer.lost, |(finding, _)| *finding);
    let text = serde_json::to_string(&packet).expect("a packet can always be written to memory");
    let text = harmless(&text) + "\n";
    Written { text, lost: writer.lost }
}

/// The packet of a case without a name.
const UNNAMED: &str = "case";

/// The version of the schema.
const VERSION: &str = "2.0";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Packet {
    id: String,
    subject: Subject,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phenotypic_features: Vec<Feature>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    measurements: Vec<Measurement>,
    interpretations: Vec<Interpretation>,
    meta_data: MetaData,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Subject {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_at_last_encounter: Option<Encounter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sex: Option<&'static str>,
}

#[derive(Serialize)]
struct Encounter {
    age: Age,
}

#[derive(Serialize)]
struct Age {
    iso8601duration: String,
}

#[derive(Serialize)]
struct Class {
    id: String,
    label: String,
}

#[derive(Serialize)]
struct Feature {
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    r#type: Class,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    excluded: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Measurement {
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    assay: Class,
    value: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_observed: Option<Timestamp>,
}

#[derive(Serialize)]
struct Value {
    quantity: PacketQuantity,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PacketQuantity {
    unit: Class,
    value: Json,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference_range: Option<PacketRange>,
}

#[derive(Serialize)]
struct PacketRange {
    unit: Class,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<Json>,
    high: Json,
}

#[derive(Serialize)]
struct Timestamp {
    timestamp: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Interpretation {
    id: String,
    progress_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnosis: Option<Diagnosis>,
    summary: String,
}

#[derive(Serialize)]
struct Diagnosis {
    disease: Class,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MetaData {
    created: String,
    created_by: String,
    resources: Vec<Resource>,
    phenopacket_schema_version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Resource {
    id: &'static str,
    name: &'static str,
    url: &'static str,
    version: String,
    namespace_prefix: &'static str,
    iri_prefix: &'static str,
}

struct Writer<'k> {
    wording: Wording<'k>,
    english: Wording<'k>,
    vocabulary: &'k Vocabulary,
    /// The findings whose terms are present, by their terms.
    present: BTreeMap<String, (FindingId, Description)>,
    /// The findings whose terms are excluded, by their terms.
    excluded: BTreeMap<String, (FindingId, Description)>,
    measurements: Vec<Measurement>,
    lost: Vec<(FindingId, Lost)>,
}

impl Writer<'_> {
    fn knowledge(&self) -> &Knowledge {
        self.wording.knowledge
    }

    fn answer(&mut self, finding: FindingId, answer: &Answer) {
        let [age, sex] = AT_TOP.map(|id| self.knowledge().find(id));
        match (&answer.value, &self.knowledge().finding(finding).kind) {
            (AnswerValue::Unknown | AnswerValue::Unobtainable, _) => self.lost.push((finding, Lost::NotKnown)),
            // They stand with the subject.
            _ if Some(finding) == age || Some(finding) == sex => {}
            (AnswerValue::Quantity(quantity), Kind::Quantity(measure)) => {
                let measure = measure.clone();
                self.quantity(finding, answer, quantity, &measure);
            }
            (AnswerValue::Present | AnswerValue::Absent, _) => self.sign(finding, answer),
            _ => self.lost.push((finding, Lost::NoCode)),
        }
    }

    fn sign(&mut self, finding: FindingId, answer: &Answer) {
        let present = answer.value == AnswerValue::Present;
        let Some((term, matches)) = self.vocabulary.term(finding) else {
            return self.lost.push((finding, Lost::NoCode));
        };
        // What is said must be true of the term: with the finding, a broader one is there; without it, a narrower one is not.
        match (matches, present) {
            (Matches::Exactly, _) => {}
            (Matches::Broader, true) | (Matches::Narrower, false) => self.lost.push((finding, Lost::Weaker)),
            _ => return self.lost.push((finding, Lost::OnlyNear)),
        }
        let description = Description {
            observed: answer.date.map(|date| date.to_string()),
            explained: answer.explained.clone(),
            note: answer.note.clone(),
            ..Description::default()
        };
        if !description.comes_back() {
            self.lost.push((finding, Lost::Beside));
        }
        let terms = if present { &mut self.present } else { &mut self.excluded };
        // Of two findings of one term the one that it says exactly is kept.
        if matches == Matches::Exactly || !terms.contains_key(term) {
            terms.insert(term.to_owned(), (finding, description));
        }
    }

    /// The most specific terms that are present, and the most general ones that are not: the others follow.
    fn features(&mut self) -> Vec<Feature> {
        let (present, excluded) = (std::mem::take(&mut self.present), std::mem::take(&mut self.excluded));
        let kind_of = |term: &str, of: &str| term != of && self.vocabulary.is_kind_of(term, of);
        let mut lost = Vec::new();
        let mut features = Vec::new();
        for (terms, is_excluded) in [(&present, false), (&excluded, true)] {
            for (term, (finding, description)) in terms {
                let follows =
                    terms.keys().any(|other| if is_excluded { kind_of(term, other) } else { kind_of(other, term) });
                match description.written() {
                    Some(_) if follows => lost.push((*finding, Lost::Beside)),
                    description if !follows => {
                        let label = self.vocabulary.label(term).unwrap_or_default().to_owned();
                        let class = Class { id: term.clone(), label };
                        features.push(Feature { description, r#type: class, excluded: is_excluded });
                    }
                    _ => {}
                }
            }
        }
        self.lost.extend(lost);
        features
    }

    fn quantity(&mut self, finding: FindingId, answer: &Answer, quantity: &Quantity, measure: &Measure) {
        let codes = &self.knowledge().finding(finding).codes;
        let Some(loinc) = codes.loinc.as_ref().map(ToString::to_string) else {
            return self.lost.push((finding, Lost::NoCode));
        };
        let name = self.english.label(finding);
        let label = match codes.loinc_verified {
            Some(LoincVerified::Name) => name.to_owned(),
            _ => self.english.words().exchange.component_only(Lang::En, name),
        };
        let unit = |english: Wording| {
            let unit = measure.unit_at(quantity.unit);
            let label = Some(english.unit(unit)).filter(|label| !label.is_empty());
            Class { id: format!("UCUM:{}", unit.id), label: label.unwrap_or_else(|| unit.id.clone()) }
        };
        // A range without an upper end would be read as one up to 0.
        let range = quantity.reference.and_then(|Reference { low, high }| {
            let (low, high) = (low.map(number), number(high?));
            Some(PacketRange { unit: unit(self.english), low, high })
        });
        let date = answer.date.map(|date| date.to_string());
        let is_day = |date: &String| date.len() == "2000-01-01".len();
        let description = Description {
            bound: quantity.comparator.map(|comparator| (comparator, number(quantity.value).to_string())),
            specimen: self.vocabulary.specimen(finding).map(str::to_owned),
            observed: date.clone().filter(|date| !is_day(date)),
            explained: None,
            note: answer.note.clone(),
        };
        let is_range_lost = quantity.reference.is_some() && range.is_none();
        if answer.confirmed || answer.explained.is_some() || is_range_lost || !description.comes_back() {
            self.lost.push((finding, Lost::Beside));
        }
        self.measurements.push(Measurement {
            description: description.written(),
            assay: Class { id: format!("LOINC:{loinc}"), label },
            value: Value {
                quantity: PacketQuantity {
                    unit: unit(self.english),
                    value: number(quantity.value),
                    reference_range: range,
                },
            },
            time_observed: date.filter(is_day).map(|date| Timestamp { timestamp: format!("{date}T00:00:00Z") }),
        });
    }

    fn subject(&mut self, id: &str, known: Known) -> Subject {
        let [age, sex] = AT_TOP.map(|id| self.knowledge().find(id));
        let is_male = known.case.is_male(self.knowledge());
        let years = age.and_then(|age| Some((age, known.case.answer(age)?)));
        let years = years.and_then(|(age, answer)| match answer.value {
            AnswerValue::Quantity(quantity) => {
                let measure = self.knowledge().finding(age).measure()?;
                let years = quantity.canonical(measure);
                let is_whole = years.fract() == 0.0 && quantity.reference.is_none();
                if quantity.comparator.is_some() || !is_whole || has_beside(answer) {
                    self.lost.push((age, Lost::Beside));
                }
                quantity.comparator.is_none().then(|| format!("P{}Y", years.floor()))
            }
            _ => None,
        });
        if let Some((sex, answer)) = sex.and_then(|sex| Some((sex, known.case.answer(sex)?)))
            && has_beside(answer)
        {
            self.lost.push((sex, Lost::Beside));
        }
        Subject {
            id: id.to_owned(),
            time_at_last_encounter: years.map(|iso8601duration| Encounter { age: Age { iso8601duration } }),
            sex: is_male.map(|is_male| if is_male { "MALE" } else { "FEMALE" }),
        }
    }

    /// The result, as one that nobody has confirmed. It never is a disease of the patient.
    fn interpretation(&self, known: Known) -> Interpretation {
        let summary = [self.wording.in_one_sentence(known), self.wording.say(&self.knowledge().notice).to_owned()];
        let literature = self.knowledge().literature.as_ref();
        let subject = literature.map(|literature| literature.hypothesis(literature.subject()));
        let mondo = subject.and_then(|subject| Some((subject.codes.get("mondo")?, self.english.say(&subject.label))));
        let diagnosis =
            mondo.map(|(code, label)| Diagnosis { disease: Class { id: code.to_string(), label: label.to_owned() } });
        Interpretation {
            id: "checklist".to_owned(),
            progress_status: "IN_PROGRESS",
            diagnosis,
            summary: self.wording.sentences(summary),
        }
    }

    fn meta_data(&self, created: &str) -> MetaData {
        let Knowledge { id, version, .. } = self.knowledge();
        let resources = RESOURCES.map(|(id, name, url, namespace_prefix, iri_prefix)| {
            let version = if id == "hp" { self.vocabulary.release() } else { UNBUNDLED };
            Resource { id, name, url, version: version.to_owned(), namespace_prefix, iri_prefix }
        });
        MetaData {
            created: created.to_owned(),
            created_by: format!("poems {} ({id} {version})", env!("CARGO_PKG_VERSION")),
            resources: resources.into(),
            phenopacket_schema_version: VERSION,
        }
    }
}

/// The version of a vocabulary of which only codes are used, and no release is bundled.
const UNBUNDLED: &str = "unversioned";

/// The vocabularies whose ids stand in a packet.
const RESOURCES: [(&str, &str, &str, &str, &str); 4] = [
    (
        "hp",
        "Human Phenotype Ontology",
        "http://purl.obolibrary.org/obo/hp.owl",
        "HP",
        "http://purl.obolibrary.org/obo/HP_",
    ),
    (
        "mondo",
        "Mondo Disease Ontology",
        "http://purl.obolibrary.org/obo/mondo.owl",
        "MONDO",
        "http://purl.obolibrary.org/obo/MONDO_",
    ),
    ("loinc", "Logical Observation Identifiers Names and Codes", "https://loinc.org", "LOINC", "https://loinc.org/"),
    ("ucum", "Unified Code for Units of Measure", "https://ucum.org", "UCUM", "https://ucum.org/"),
];

/// Whether something stands beside the value that the subject of a packet has no place for.
fn has_beside(answer: &Answer) -> bool {
    *answer != Answer::from(answer.value)
}
