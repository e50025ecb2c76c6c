//! What every document for programs begins with, and how it is written.

use schemars::JsonSchema;
use serde::Serialize;

use crate::json::steers;
use crate::knowledge::{Knowledge, Lang};

/// A document for programs: what it is and what it was made with, then what it says. Keys and ids are never localized;
/// texts are in the language asked for.
#[derive(Serialize, JsonSchema)]
pub struct Envelope<'a, Document> {
    /// The name and version of the format.
    format: &'static str,
    /// The version of the program.
    program: &'static str,
    pack: PackJson<'a>,
    /// What the program is and is not.
    notice: &'a str,
    #[serde(flatten)]
    document: Document,
}

/// The effective knowledge pack.
#[derive(Serialize, JsonSchema)]
struct PackJson<'a> {
    id: &'a str,
    version: &'a str,
    /// SHA-256 of the effective pack, in hexadecimal.
    sha256: &'a str,
}

/// What a document for programs says.
pub trait JsonDocument: Serialize + JsonSchema {
    /// The name and version of its format.
    const FORMAT: &'static str;

    /// The whole document as one JSON object on one line.
    fn written(self, knowledge: &Knowledge, lang: Lang) -> String
    where
        Self: Sized,
    {
        let envelope = Envelope {
            format: Self::FORMAT,
            program: env!("CARGO_PKG_VERSION"),
            pack: PackJson { id: &knowledge.id, version: &knowledge.version, sha256: knowledge.digest() },
            notice: knowledge.notice.get(lang),
            document: self,
        };
        harmless(&serde_json::to_string(&envelope).expect("a document can always be written to memory"))
    }
}

/// JSON in which every character that could steer a terminal is escaped; such characters stand within strings only.
pub fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match steers(c) {
            true => out.push_str(&format!("\\u{:04x}", c as u32)),
            false => out.push(c),
        }
    }
    out
}
