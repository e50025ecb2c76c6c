//! What a file is, seen by its content and never by its name.

use serde_json::value::RawValue;

use super::{Record, fhir, phenopacket, redcap, table};
use crate::json::{Code, Fault, Limits, Object, decode, without_mark};
use crate::knowledge::Knowledge;

/// A format that is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A phenopacket of GA4GH, version 2; a family or a cohort of them; one a line, or a list.
    Phenopacket,
    /// A packet of version 1.
    PhenopacketV1,
    /// A packet as YAML.
    Yaml,
    /// A case of this program, or a teaching case.
    Case,
    /// FHIR R4 as JSON: a Bundle, a resource, a list of them, or one a line.
    Fhir,
    /// FHIR as XML.
    FhirXml,
    /// Compressed bytes.
    Compressed,
    /// The data of a REDCap project that asks the checklist.
    Redcap,
    /// A table: the answers of cases, or a registry.
    Table,
    /// Bytes that are no text, such as a packet as protobuf.
    Binary,
}

/// One format: how it is seen, and what becomes of it. Each format that is read or refused is a row of [`FORMATS`].
struct Format {
    kind: Kind,
    is: fn(&Look) -> bool,
    read: Reader,
}

/// The records of a file, or every fault.
type Records = Result<Vec<Record>, Vec<Fault>>;

enum Reader {
    /// It is read.
    Reads(fn(file: &str, bytes: &[u8]) -> Records),
    /// It is read with the words of the pack.
    ReadsWords(fn(file: &str, bytes: &[u8], knowledge: &Knowledge) -> Records),
    /// It is known and not read: what it is, and what would be.
    Refuses(&'static str, &'static str),
}

/// The formats, those that are seen by most first.
const FORMATS: &[Format] = &[
    Format {
        kind: Kind::Compressed,
        is: |look| {
            [&b"\x1f\x8b"[..], b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"]
                .iter()
                .any(|mark| look.bytes.starts_with(mark))
        },
        read: Reader::Refuses("this file is compressed", "the file that is packed in it"),
    },
    Format {
        kind: Kind::Case,
        is: |look| look.word("format").is_some_and(|format| format.starts_with("poems-")),
        read: Reader::Refuses(
            "this is a file of this program already",
            "a case of another system; open this one with poems open, or judge it with poems assess",
        ),
    },
    Format { kind: Kind::Fhir, is: fhir::is_fhir, read: Reader::Reads(fhir::read) },
    Format {
        kind: Kind::FhirXml,
        is: |look| {
            look.text.is_some_and(|text| text.trim_start().starts_with('<') && text.contains("http://hl7.org/fhir"))
        },
        read: Reader::Refuses("this is FHIR as XML", "the same as JSON"),
    },
    Format {
        kind: Kind::PhenopacketV1,
        is: phenopacket::is_version_1,
        read: Reader::Refuses(
            "this is a phenopacket of version 1",
            "a phenopacket of version 2, as phenopacket-tools converts it",
        ),
    },
    Format { kind: Kind::Phenopacket, is: phenopacket::is_packet, read: Reader::Reads(phenopacket::read) },
    Format {
        kind: Kind::Yaml,
        is: |look| look.has_line("phenotypicFeatures:") || look.has_line("phenotypic_features:"),
        read: Reader::Refuses("this is a phenopacket as YAML", "the same packet as JSON"),
    },
    Format { kind: Kind::Redcap, is: redcap::is_export, read: Reader::ReadsWords(redcap::read) },
    Format { kind: Kind::Table, is: table::is_table, read: Reader::ReadsWords(table::read) },
    Format {
        kind: Kind::Binary,
        is: |look| look.text.is_none_or(|text| text.contains(|c: char| c.is_control() && !c.is_whitespace())),
        read: Reader::Refuses("this is no text; it may be a phenopacket as protobuf", "the same as JSON"),
    },
];

/// What can be seen of a file without reading all of it.
pub(super) struct Look<'b> {
    /// The bytes, without the mark that some editors begin with.
    pub bytes: &'b [u8],
    /// The text, if it is UTF-8.
    pub text: Option<&'b str>,
    /// The first JSON object: the whole, the first of a list, or the first line.
    top: Option<Object<'b>>,
}

impl<'b> Look<'b> {
    fn of(bytes: &'b [u8]) -> Look<'b> {
        let bytes = without_mark(bytes);
        let text = std::str::from_utf8(bytes).ok();
        // A text that is nested too deep is not looked into.
        let top = text.filter(|_| decode("", bytes, Limits::CASE).is_ok()).and_then(first_object);
        Look { bytes, text, top }
    }

    /// Whether the first object has a member of this name.
    pub(super) fn has(&self, key: &str) -> bool {
        self.member(key).is_some()
    }

    /// A member of the first object, still text.
    pub(super) fn member(&self, key: &str) -> Option<&'b RawValue> {
        self.top.iter().flat_map(|top| &top.0).find(|(name, _)| name == key).map(|(_, value)| *value)
    }

    /// A member of the first object that is a string.
    pub(super) fn word(&self, key: &str) -> Option<String> {
        serde_json::from_str(self.member(key)?.get()).ok()
    }

    /// Whether a line begins so.
    fn has_line(&self, start: &str) -> bool {
        self.text.is_some_and(|text| text.lines().any(|line| line.starts_with(start)))
    }
}

fn first_object(text: &str) -> Option<Object<'_>> {
    let object = |text| serde_json::from_str::<Object>(text).ok();
    let whole = || object(text);
    let in_list = || {
        let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
        object(items.first()?.get())
    };
    let in_lines = || object(text.lines().find(|line| !line.trim().is_empty())?);
    whole().or_else(in_list).or_else(in_lines)
}

/// What a file is; `None` where it is nothing that is known here.
pub fn recognize(bytes: &[u8]) -> Option<Kind> {
    let look = Look::of(bytes);
    FORMATS.iter().find(|format| (format.is)(&look)).map(|format| format.kind)
}

/// The records of a file in whatever format it is.
///
/// # Errors
/// A format that is not read here, or faults in the file, each with its place.
pub fn read(file: &str, bytes: &[u8], knowledge: &Knowledge) -> Result<(Kind, Vec<Record>), Vec<Fault>> {
    let look = Look::of(bytes);
    let known = FORMATS.iter().find(|format| (format.is)(&look));
    // What is empty, too large or no text is said before what it may have been.
    let unreadable = || decode(file, bytes, Limits::CASE).err();
    match known {
        Some(Format { kind, read: Reader::Reads(read), .. }) => Ok((*kind, read(file, bytes)?)),
        Some(Format { kind, read: Reader::ReadsWords(read), .. }) => Ok((*kind, read(file, bytes, knowledge)?)),
        Some(Format { kind, read: Reader::Refuses(what, expected), .. }) => {
            let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
            let refused = Fault::of_file(file, Code::UnknownFormat, *what).expected(*expected);
            Err(vec![unreadable().filter(|_| *kind == Kind::Binary && marked).unwrap_or(refused)])
        }
        None => Err(vec![unreadable().unwrap_or_else(|| unknown(file, &look))]),
    }
}

/// The records of files that belong together: in FHIR one file may speak of a patient whom another one names.
///
/// # Errors
/// As of [`read`], for any of them.
pub fn read_all(files: &[(&str, &[u8])], knowledge: &Knowledge) -> Result<Vec<Record>, Vec<Fault>> {
    let (fhir, others): (Vec<_>, Vec<_>) =
        files.iter().copied().partition(|(_, bytes)| recognize(bytes) == Some(Kind::Fhir));
    let mut records = if fhir.is_empty() { Vec::new() } else { fhir::read_all(&fhir)? };
    for (name, bytes) in others {
        records.extend(read(name, bytes, knowledge)?.1);
    }
    Ok(records)
}

/// Neither of the formats: where it is broken JSON, where it breaks.
fn unknown(file: &str, look: &Look) -> Fault {
    let text = look.text.unwrap_or_default();
    let places = crate::json::Places::default();
    let doc = crate::json::Document::new(file, text, &places);
    let is_json = text.trim_start().starts_with(['{', '[']);
    match is_json.then(|| super::tree(&doc)) {
        Some(Err(fault)) => fault,
        _ => Fault::of_file(file, Code::UnknownFormat, "this is no format that is known here")
            .expected("a phenopacket (GA4GH, version 2) as JSON, or a table as CSV"),
    }
}
