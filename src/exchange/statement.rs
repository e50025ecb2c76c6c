//! What a file of another system says of one patient, before anything is known of findings.

use super::Moment;
use crate::case::Comparator;
use crate::knowledge::SettingId;

/// One patient as a format states it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// What the source calls the patient; two records of one name in a file are one patient at two times.
    pub patient: Option<String>,
    /// What the source calls the record itself: the id of the case that is made of it.
    pub id: Option<String>,
    /// Where the patient is seen, if the source says so in a word of this program.
    pub setting: Option<SettingId>,
    /// What the source says of the patient, for a person.
    pub note: Option<String>,
    /// The encoding of the source, where it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// In the order of the source.
    pub statements: Vec<Statement>,
}

/// One thing that a source says. A reader translates, and decides nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Where it stands, in the terms of the format and in no language: `measurements[3]`, `12:B` for column B of line 12.
    pub place: String,
    /// What it is about, in as many vocabularies as the source names.
    pub about: Vec<Code>,
    /// What is said of it.
    pub said: Said,
    /// What was examined, where the source says so: codes, or text as the code's display.
    pub specimen: Vec<Code>,
    /// When that was so.
    pub at: Option<Moment>,
    /// What else the source says there, for a person.
    pub note: Option<String>,
    /// The better cause that the source has for a sign.
    pub explained: Option<String>,
    /// A number that looked like another unit's was looked at again, and stands.
    pub confirmed: bool,
    /// Whether it still holds.
    pub standing: Standing,
}

/// What a source says of something.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// It is there.
    Present,
    /// It is not there.
    Absent,
    /// Asked, and not known.
    Unknown,
    /// Cannot be had.
    Unobtainable,
    /// A number.
    Number(Number),
    /// Words or figures as somebody typed them, with the units and the range that stand beside them.
    Text {
        /// As it is written.
        text: String,
        /// As in [`Number::units`].
        units: Vec<String>,
        /// As in [`Number::range`].
        range: Option<Range>,
    },
    /// A result out of a vocabulary; several codes say the same.
    Coded(Vec<Code>),
    /// It is named, and nothing is said of it.
    Nothing,
}

/// A number as a source gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The figures.
    pub value: f64,
    /// Where only a limit of the value is known.
    pub comparator: Option<Comparator>,
    /// The ways in which the source writes the unit, the most formal first; none where it names none.
    pub units: Vec<String>,
    /// The laboratory's own range.
    pub range: Option<Range>,
}

/// A laboratory's own range.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Range {
    /// The lower end.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// The ways in which the unit is written, where that is not the unit of the value.
    pub units: Vec<String>,
}

/// Whether what is said holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    #[default]
    Final,
    /// The source says that it may still change.
    Preliminary,
    /// It was so, and is over.
    Over,
    /// The source took it back: entered in error, canceled.
    Void,
}

/// A code with the vocabulary that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The vocabulary.
    pub system: System,
    /// As the vocabulary writes it: `HP:0001744`, `777-3`.
    pub code: String,
    /// What the source calls it.
    pub display: Option<String>,
}

/// A vocabulary of codes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum System {
    /// The findings of this program, by their ids.
    Finding,
    /// The findings of this program, by whatever they are called.
    Name,
    /// The Human Phenotype Ontology.
    Hpo,
    /// LOINC.
    Loinc,
    /// SNOMED CT.
    Snomed,
    /// ICD-10 and its national editions.
    Icd10,
    /// Units of measure.
    Ucum,
    /// Any other: the address or the prefix as the source writes it; empty for a local code or a mere text.
    Other(String),
}

impl System {
    /// The vocabulary that a source names by an address or by the prefix of a code.
    pub fn named(name: &str) -> System {
        let plain = name.trim().trim_end_matches(['/', '#']).to_ascii_lowercase();
        let plain = plain.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        match plain {
            "hp"
            | "hpo"
            | "human-phenotype-ontology.org"
            | "purl.obolibrary.org/obo/hp.owl"
            | "hpo.jax.org"
            | "purl.obolibrary.org/obo/hp.fhir"
            | "urn:oid:2.16.840.1.113883.6.339" => System::Hpo,
            "loinc" | "loinc.org" | "urn:oid:2.16.840.1.113883.6.1" => System::Loinc,
            "snomedct" | "snomed" | "sctid" | "sct" | "snomed.info/sct" | "urn:oid:2.16.840.1.113883.6.96" => {
                System::Snomed
            }
            "ucum" | "unitsofmeasure.org" => System::Ucum,
            icd if icd.starts_with("icd10")
                || icd.starts_with("icd-10")
                || icd.starts_with("hl7.org/fhir/sid/icd-10") =>
            {
                System::Icd10
            }
            _ => System::Other(name.trim().to_owned()),
        }
    }
}

impl Code {
    /// A code of a vocabulary.
    pub fn new(system: System, code: &str, display: Option<&str>) -> Code {
        let code = match system {
            System::Hpo => hpo_id(code),
            _ => code.trim().to_owned(),
        };
        Code { system, code, display: display.map(str::to_owned).filter(|display| !display.trim().is_empty()) }
    }

    /// A finding of this program.
    pub fn finding(id: &str) -> Code {
        Code::new(System::Finding, id, None)
    }

    /// A compact id, `PREFIX:code`, or the address of a term.
    pub fn compact(id: &str, display: Option<&str>) -> Code {
        let id = id.trim();
        let local =
            id.rsplit(['/', '#']).next().filter(|_| id.starts_with("http")).and_then(|last| last.split_once('_'));
        let is_term = |(prefix, _): &(&str, &str)| System::named(prefix) == System::Hpo;
        let parts = local.or_else(|| id.split_once(':')).or_else(|| id.split_once('_').filter(is_term));
        let (prefix, code) = parts.unwrap_or(("", id));
        let system = System::named(prefix);
        Code::new(system, code, display)
    }

    /// A mere text.
    pub fn text(text: &str) -> Code {
        Code::new(System::Other(String::new()), "", Some(text))
    }

    /// What a person reads of it.
    pub fn shown(&self) -> String {
        let code = match &self.system {
            System::Loinc => format!("LOINC {}", self.code),
            System::Snomed => format!("SNOMED CT {}", self.code),
            System::Icd10 => format!("ICD-10 {}", self.code),
            System::Other(prefix) if !prefix.is_empty() && !prefix.contains("//") => format!("{prefix}:{}", self.code),
            _ => self.code.clone(),
        };
        match &self.display {
            Some(display) if self.code.is_empty() || self.code == *display || self.system == System::Finding => {
                display.clone()
            }
            Some(display) => format!("{display} ({code})"),
            None => code,
        }
    }
}

/// `HP:0001744`, however a source writes it.
fn hpo_id(code: &str) -> String {
    let code = code.trim();
    let digits = code.rsplit([':', '_']).next().unwrap_or(code);
    format!("HP:{digits}")
}

impl Statement {
    /// A statement without anything beside it.
    pub fn new(place: impl Into<String>, about: Vec<Code>, said: Said) -> Statement {
        Statement {
            place: place.into(),
            about,
            said,
            specimen: Vec::new(),
            at: None,
            note: None,
            explained: None,
            confirmed: false,
            standing: Standing::Final,
        }
    }

    /// What the source calls that which it speaks of.
    pub fn subject(&self) -> String {
        let named = self.about.iter().find(|code| code.display.is_some()).or(self.about.first());
        named.map_or_else(|| self.place.clone(), Code::shown)
    }
}
