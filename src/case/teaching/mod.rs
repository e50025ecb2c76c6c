//! Teaching cases: a published patient with what the report says and what it teaches.

mod agree;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use agree::disagreements;

use super::Case;
use super::read::read_members;
use crate::json::{Code, Document, Fault, Limits, Path, Places, decode};
use crate::knowledge::{Knowledge, PackText, Text};

/// The name and version of the format.
pub const TEACHING_FORMAT: &str = "poems-teaching-case/1";

/// A published case.
#[derive(Debug)]
pub struct TeachingCase {
    /// As commands and lessons name it.
    pub id: String,
    /// What tells a case that is not of the pack from others of its id; `None` for a case of the pack.
    pub edition: Option<String>,
    /// A headline that does not give the diagnosis away.
    pub title: Text,
    /// What the report says, coded.
    pub case: Case,
    /// What the patient had.
    pub truth: Truth,
    /// The first diagnosis; `None` where the report does not say.
    pub first_label: Option<Text>,
    /// Months from the first symptom to the diagnosis; `None` where the report does not say.
    pub delay_months: Option<f64>,
    /// Where the patient lived.
    pub region: Option<Text>,
    /// Where it was published.
    pub citation: Citation,
    /// The story, a sentence each.
    pub vignette: Vec<Text>,
    /// For each coded finding the sentences of the vignette that say so.
    pub evidence: BTreeMap<String, Vec<usize>>,
    /// Findings that the story tells between the lines: right if marked, no fault if missed.
    pub implied: BTreeSet<String>,
    /// Findings that a careful reader of the story may mark either way: neither right nor wrong.
    pub arguable: BTreeSet<String>,
    /// Which examinations are worth ordering after the story.
    pub next: Option<NextExaminations>,
    /// Answered findings that the rest of the report reveals, in the order a clinician would get them.
    pub then: Vec<String>,
    /// What the report says of coded findings that the vignette leaves out.
    pub reported: Vec<Reported>,
    /// What became of the patient.
    pub outcome: Option<Text>,
    /// What in the story should change the reader's mind, and why.
    pub turning_point: Option<Text>,
    /// What is to be learned from it.
    pub teaching_point: Text,
}

impl TeachingCase {
    /// Whether the patient had this disease; `None` where the diagnosis is in doubt.
    pub fn is_of(&self, disease: &str) -> Option<bool> {
        (self.truth.quality != Quality::Doubtful).then(|| self.truth.disease.as_deref() == Some(disease))
    }
}

/// What the patient had, and how sure that is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Truth {
    /// The id of a disease, where the pack has one for it.
    pub disease: Option<String>,
    /// As the report words it.
    pub diagnosis: Text,
    /// What the diagnosis rests on.
    pub basis: Text,
    /// How well it is documented.
    pub quality: Quality,
}

/// How well the report documents its diagnosis: `limited` where decisive tests are not in the text that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// Decisive tests are in the text.
    Firm,
    /// Decisive tests are not in the text that was seen.
    Limited,
    /// The diagnosis may be another one.
    Doubtful,
}

/// Where the case was published.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Citation {
    /// As they are printed.
    pub authors: Option<String>,
    /// As it is printed.
    pub title: Option<String>,
    /// In its usual short form.
    pub journal: Option<String>,
    /// Of publication.
    pub year: Option<u16>,
    /// Without an address.
    pub doi: Option<String>,
    /// Its number in PubMed.
    pub pmid: Option<String>,
    /// Where it may be read.
    pub url: Option<String>,
    /// What is to be known before it is relied on.
    pub seen: Option<Text>,
}

/// What the report says of a finding that the vignette leaves out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// Its id.
    pub finding: String,
    /// What the report says of it.
    pub text: Text,
}

/// Which examinations are worth ordering after the story, by their ids; one that is in no list is neither right nor wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NextExaminations {
    /// What a clinician would order first.
    #[schemars(length(min = 1))]
    pub best: Vec<String>,
    /// What also helps.
    #[serde(default)]
    pub good: Vec<String>,
    /// What would tell nothing that matters here.
    #[serde(default)]
    pub poor: Vec<String>,
    /// The reasoning.
    pub why: Text,
}

/// The file of a teaching case.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: teaching case")]
pub struct TeachingFile {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    format: String,
    id: String,
    title: Text,
    /// The patient, in the case format.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    #[serde(rename = "case")]
    _case: IgnoredAny,
    truth: Truth,
    first_label: Option<Text>,
    delay_months: Option<f64>,
    region: Option<Text>,
    citation: Citation,
    vignette: Vec<Text>,
    evidence: BTreeMap<String, Vec<usize>>,
    #[serde(default)]
    implied: Vec<String>,
    #[serde(default)]
    arguable: Vec<String>,
    next: Option<NextExaminations>,
    #[serde(default)]
    then: Vec<String>,
    #[serde(default)]
    reported: Vec<Reported>,
    outcome: Option<Text>,
    turning_point: Option<Text>,
    teaching_point: Text,
}

/// Reads the teaching cases of the pack, in the order of their files.
///
/// # Errors
/// Every fault of every file.
pub fn teaching_cases(knowledge: &Knowledge) -> Result<Vec<TeachingCase>, Vec<Fault>> {
    match read_cases(knowledge.teaching_texts(), knowledge) {
        (cases, faults) if faults.is_empty() => Ok(cases),
        (_, faults) => Err(faults),
    }
}

/// Reads teaching cases, a file each: those that can be, and every fault of the others.
pub fn read_cases<'t>(
    texts: impl IntoIterator<Item = &'t PackText>,
    knowledge: &Knowledge,
) -> (Vec<TeachingCase>, Vec<Fault>) {
    let texts: Vec<&PackText> = texts.into_iter().collect();
    let mut faults = given_twice(texts.iter().copied());
    let mut cases = Vec::new();
    for text in texts {
        match read_teaching(&text.file, text.text.as_bytes(), knowledge) {
            Ok(case) => cases.push(case),
            Err(found) => faults.extend(found),
        }
    }
    (cases, faults)
}

/// The cases whose ids were given before, whatever else is wrong with them.
pub(crate) fn given_twice<'t>(texts: impl IntoIterator<Item = &'t PackText>) -> Vec<Fault> {
    let mut files: HashMap<String, &str> = HashMap::new();
    let found = texts.into_iter().filter_map(|text| {
        let places = Places::default();
        let doc = Document::new(&text.file, &text.text, &places);
        let here = Path::Top.key("id");
        match files.entry(doc.read_part::<String>(doc.part(&here)?).ok()?) {
            Entry::Vacant(entry) => {
                entry.insert(&text.file);
                None
            }
            Entry::Occupied(first) => {
                let what = format!("the teaching case \"{}\" is given twice", first.key());
                let expected = format!("an id of its own; {} has this one", first.get());
                Some(doc.fault(&here, Code::GivenTwice, what).expected(expected))
            }
        }
    });
    found.collect()
}

/// The teaching case of an id. A file is called by the id of its case, as a rule; where it is not, all are read.
///
/// # Errors
/// Every fault of the file, or of every file.
pub fn teaching_case(knowledge: &Knowledge, id: &str) -> Result<Option<TeachingCase>, Vec<Fault>> {
    let path = format!("cases/{id}.json");
    if let Some(text) = knowledge.teaching_texts().into_iter().find(|text| text.path == path) {
        let case = read_teaching(&text.file, text.text.as_bytes(), knowledge)?;
        if case.id == id {
            return Ok(Some(case));
        }
    }
    Ok(teaching_cases(knowledge)?.into_iter().find(|case| case.id == id))
}

/// Reads one teaching case.
///
/// # Errors
/// Every fault of the file.
pub fn read_teaching(file: &str, bytes: &[u8], knowledge: &Knowledge) -> Result<TeachingCase, Vec<Fault>> {
    let text = decode(file, bytes, Limits::PACK).map_err(|fault| vec![fault])?;
    let places = Places::default();
    let doc = Document::new(file, text, &places);
    let (whole, mut faults) = doc.read_all::<TeachingFile>();
    let case = doc.part(&Path::Top.key("case")).map(|case| {
        let members = doc.read_part(case).map_err(|fault| vec![fault])?;
        // What a published report says is taken at its word.
        read_members(doc, members, knowledge)
    });
    if let Some(whole) = &whole {
        let case = case.as_ref().and_then(|read| read.as_ref().ok()).map(|read| &read.case);
        faults.extend(disagreements(doc, whole, case, knowledge));
    }
    match (case, whole) {
        (Some(Ok(read)), Some(whole)) if faults.is_empty() && read.warnings.is_empty() => Ok(whole.with(read.case)),
        (read, _) => {
            match read {
                Some(Ok(read)) => faults.extend(read.warnings),
                Some(Err(found)) => faults.extend(found),
                None => {}
            }
            Err(faults)
        }
    }
}

impl TeachingFile {
    fn with(self, case: Case) -> TeachingCase {
        TeachingCase {
            id: self.id,
            edition: None,
            title: self.title,
            case,
            truth: self.truth,
            first_label: self.first_label,
            delay_months: self.delay_months,
            region: self.region,
            citation: self.citation,
            vignette: self.vignette,
            evidence: self.evidence,
            implied: self.implied.into_iter().collect(),
            arguable: self.arguable.into_iter().collect(),
            next: self.next,
            then: self.then,
            reported: self.reported,
            outcome: self.outcome,
            turning_point: self.turning_point,
            teaching_point: self.teaching_point,
        }
    }
}
