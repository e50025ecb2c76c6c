//! Teaching cases: a published patient with what the report says and what it teaches.

use std::collections::{BTreeMap, HashSet};

use schemars::JsonSchema;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

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
    /// What the report says of coded findings that the vignette leaves out.
    pub reported: Vec<Reported>,
    /// What is to be learned from it.
    pub teaching_point: Text,
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
    reported: Vec<Reported>,
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
    let mut cases: Vec<TeachingCase> = Vec::new();
    let mut ids = HashSet::new();
    let mut faults = Vec::new();
    for text in texts {
        match read_teaching(&text.file, text.text.as_bytes(), knowledge) {
            Ok(case) if !ids.insert(case.id.clone()) => {
                faults.push(Fault::of_file(
                    &text.file,
                    Code::GivenTwice,
                    format!("the teaching case \"{}\" is given twice", case.id),
                ));
            }
            Ok(case) => cases.push(case),
            Err(found) => faults.extend(found),
        }
    }
    (cases, faults)
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
    let (read, whole) = match (case, whole) {
        (Some(Ok(read)), Some(whole)) => (read, whole),
        (case, _) => {
            faults.extend(case.and_then(Result::err).into_iter().flatten());
            return Err(faults);
        }
    };
    faults.extend(read.warnings);
    let TeachingFile {
        _schema,
        format,
        id,
        title,
        _case,
        truth,
        first_label,
        delay_months,
        region,
        citation,
        vignette,
        evidence,
        reported,
        teaching_point,
    } = whole;
    if format != TEACHING_FORMAT {
        faults.push(
            Fault::of_file(file, Code::UnknownFormat, format!("unknown format \"{format}\""))
                .expected(format!("\"{TEACHING_FORMAT}\"")),
        );
    }
    for (finding, sentences) in &evidence {
        let at = |code: Code, what: String| doc.fault(&Path::Top.key("evidence").key(finding), code, what);
        let answered = knowledge.find(finding).and_then(|id| read.case.answer(id));
        if answered.is_none() {
            faults
                .push(at(Code::EvidenceDiffers, format!("evidence for \"{finding}\", which the case does not answer")));
        }
        if let Some(beyond) = sentences.iter().find(|sentence| !vignette.is_empty() && **sentence >= vignette.len()) {
            let fault = at(Code::UnknownSentence, format!("evidence for \"{finding}\" in sentence {beyond}"));
            faults.push(fault.expected(format!("0 to {}", vignette.len().saturating_sub(1))));
        }
    }
    for (id, _) in read.case.answers() {
        let finding = &knowledge.finding(id).id;
        if !evidence.contains_key(finding.as_str()) {
            let fault = doc.fault(
                &Path::Top.key("evidence"),
                Code::EvidenceDiffers,
                format!("no evidence entry for \"{finding}\""),
            );
            faults.push(fault.expected("the sentences that say so, or an empty list"));
        }
    }
    if let Some(disease) = &truth.disease {
        let known = knowledge.disease_ids();
        if !known.contains(&disease.as_str()) {
            let fault = doc.fault(
                &Path::Top.key("truth").key("disease"),
                Code::UnknownDisease,
                format!("unknown disease \"{disease}\""),
            );
            faults.push(fault.expected("a disease of the pack, or null").meant(disease, known));
        }
    }
    for (at, reported) in reported.iter().enumerate().filter(|(_, item)| knowledge.find(&item.finding).is_none()) {
        let path = Path::Top.key("reported");
        let fault = doc.fault(
            &path.index(at).key("finding"),
            Code::UnknownFinding,
            format!("unknown finding \"{}\"", reported.finding),
        );
        faults.push(fault.meant(&reported.finding, knowledge.findings.iter().map(|finding| finding.id.as_str())));
    }
    if vignette.is_empty() {
        faults.push(
            doc.fault(&Path::Top.key("vignette"), Code::NoStory, "a case without a story")
                .expected("a sentence or more"),
        );
    }
    match faults.is_empty() {
        true => Ok(TeachingCase {
            id,
            edition: None,
            title,
            case: read.case,
            truth,
            first_label,
            delay_months,
            region,
            citation,
            vignette,
            evidence,
            reported,
            teaching_point,
        }),
        false => Err(faults),
    }
}
