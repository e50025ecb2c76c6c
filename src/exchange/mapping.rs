//! The user's own file that says what local codes and columns mean.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Code, System};
use crate::json::{Code as FaultCode, Document, Fault, Limits, Path, Places, decode};
use crate::knowledge::{Finding, FindingId, Kind, Knowledge};

/// The name and version of the format.
pub const MAPPING_FORMAT: &str = "poems-mapping/1";

/// What local codes mean, and the units that a source leaves out.
#[derive(Debug, Default)]
pub struct Mapping {
    codes: Vec<Mapped>,
}

/// What one code means.
#[derive(Debug)]
pub(super) struct Mapped {
    system: Option<System>,
    code: String,
    /// The finding that it is.
    pub finding: FindingId,
    /// The unit of a number that comes without one, a place in the units of the finding.
    pub unit: Option<usize>,
    /// What says that the sign is there.
    pub present: Vec<String>,
    /// What says that it is not.
    pub absent: Vec<String>,
    /// The options of a choice by what stands for them.
    pub options: BTreeMap<String, String>,
}

/// What local codes and columns mean.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems mapping: what codes of a source mean")]
pub struct MappingFile {
    /// Where the schema of this file is.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// Always "poems-mapping/1".
    pub format: String,
    /// The codes.
    pub codes: Vec<MappedFile>,
}

/// What one code or column means.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MappedFile {
    /// The address or the prefix of the vocabulary; any local one, and the columns of a table, where it is absent.
    #[serde(default)]
    pub system: Option<String>,
    /// The code, or the name of the column.
    pub code: String,
    /// The id of the finding.
    pub finding: String,
    /// The unit of numbers that come without one. What is taken so is counted as assumed.
    #[serde(default)]
    pub unit: Option<String>,
    /// What says that a sign is there.
    #[serde(default)]
    pub present: Vec<String>,
    /// What says that it is not.
    #[serde(default)]
    pub absent: Vec<String>,
    /// The options of a choice by what stands for them.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// Every fault, each with its place.
    pub fn read(file: &str, bytes: &[u8], knowledge: &Knowledge) -> Result<Mapping, Vec<Fault>> {
        let text = decode(file, bytes, Limits::PACK).map_err(|fault| vec![fault])?;
        let places = Places::default();
        let doc = Document::new(file, text, &places);
        let read: MappingFile = doc.read().map_err(|fault| vec![fault])?;
        let top = Path::Top;
        if read.format != MAPPING_FORMAT {
            let what = format!("unknown format \"{}\"", read.format);
            let fault = doc.fault(&top.key("format"), FaultCode::UnknownFormat, what);
            return Err(vec![fault.expected(format!("\"{MAPPING_FORMAT}\""))]);
        }
        let list = top.key("codes");
        let (mut mapping, mut faults) = (Mapping::default(), Vec::new());
        for (at, entry) in read.codes.into_iter().enumerate() {
            match mapped(&doc, &list.index(at), entry, knowledge) {
                Ok(entry) if mapping.codes.iter().any(|known| known.is_same(&entry)) => {
                    let what = format!("the code \"{}\" is given twice", entry.code);
                    faults.push(doc.fault(&list.index(at).key("code"), FaultCode::GivenTwice, what));
                }
                Ok(entry) => mapping.codes.push(entry),
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() { Ok(mapping) } else { Err(faults) }
    }

    /// What one of these codes means.
    pub(super) fn find(&self, codes: &[Code]) -> Option<&Mapped> {
        codes.iter().find_map(|code| self.codes.iter().find(|mapped| mapped.means(code)))
    }
}

impl Mapped {
    fn is_same(&self, other: &Mapped) -> bool {
        self.system == other.system && self.code == other.code
    }

    fn means(&self, code: &Code) -> bool {
        let in_system = match &self.system {
            Some(system) => *system == code.system,
            None => matches!(code.system, System::Other(_)),
        };
        in_system && self.code == code.code
    }
}

fn mapped(doc: &Document, here: &Path, entry: MappedFile, knowledge: &Knowledge) -> Result<Mapped, Vec<Fault>> {
    let Some(id) = knowledge.find(&entry.finding) else {
        let what = format!("unknown finding \"{}\"", entry.finding);
        let known = knowledge.findings.iter().map(|finding| finding.id.as_str());
        let fault = doc.fault(&here.key("finding"), FaultCode::UnknownFinding, what).meant(&entry.finding, known);
        return Err(vec![fault]);
    };
    let finding = knowledge.finding(id);
    let mut faults = Vec::new();
    let unit = entry.unit.as_ref().and_then(|unit| {
        let found = finding.measure().and_then(|measure| measure.unit(unit).or_else(|| measure.typed_unit(unit)));
        if found.is_none() {
            faults.push(unknown_unit(doc, here, finding, unit));
        }
        found
    });
    let misplaced = [
        ("present", !entry.present.is_empty() && !matches!(finding.kind, Kind::Sign(_)), "a sign"),
        ("absent", !entry.absent.is_empty() && !matches!(finding.kind, Kind::Sign(_)), "a sign"),
        ("options", !entry.options.is_empty() && !matches!(finding.kind, Kind::Choice(_)), "a choice"),
    ];
    for (key, _, kind) in misplaced.into_iter().filter(|(_, wrong, _)| *wrong) {
        let what = format!("\"{key}\" beside \"{}\", which is not {kind}", finding.id);
        faults.push(doc.fault(&here.key(key), FaultCode::WrongKind, what));
    }
    for (word, option) in &entry.options {
        if finding.option(option).is_none() {
            let known = finding.options().iter().map(|option| option.id.as_str());
            let what = format!("\"{option}\" is no option of \"{}\"", finding.id);
            let options = here.key("options");
            faults.push(doc.fault(&options.key(word), FaultCode::UnknownOption, what).meant(option, known));
        }
    }
    let MappedFile { system, code, present, absent, options, .. } = entry;
    let system = system.filter(|system| !system.trim().is_empty()).map(|system| System::named(&system));
    match faults.is_empty() {
        true => Ok(Mapped { system, code, finding: id, unit, present, absent, options }),
        false => Err(faults),
    }
}

fn unknown_unit(doc: &Document, here: &Path, finding: &Finding, unit: &str) -> Fault {
    let what = format!("\"{unit}\" is not a unit of \"{}\"", finding.id);
    let known: Vec<&str> =
        finding.measure().iter().flat_map(|measure| &measure.units).map(|unit| unit.id.as_str()).collect();
    let fault = doc.fault(&here.key("unit"), FaultCode::UnknownUnit, what);
    fault.expected(if known.is_empty() { "a quantity".to_owned() } else { known.join(" or ") }).meant(unit, known)
}
