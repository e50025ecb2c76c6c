//! What is wrong with a case, for a program that has asked for its assessment.

use schemars::JsonSchema;
use serde::Serialize;

use crate::json::Fault;
use crate::say::JsonDocument;

/// Why a case that came through standard input could not be assessed. It takes the place of the assessment, so that every
/// case that was asked about is answered.
#[derive(Serialize, JsonSchema)]
pub struct FaultsJson<'a> {
    /// Every fault, in the order of the text.
    faults: Vec<FaultJson<'a>>,
}

/// One fault.
#[derive(Serialize, JsonSchema)]
struct FaultJson<'a> {
    /// What kind of fault it is: a word of the list in the documentation of rules.
    code: String,
    /// The line of the input, from 1; null where the fault is one of the whole text.
    line: Option<usize>,
    /// The character of the line, from 1.
    column: Option<usize>,
    /// What is wrong, in words.
    what: &'a str,
    /// What would be right.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    expected: Option<&'a str>,
    /// What may have been meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    meant: Option<&'a str>,
}

impl JsonDocument for FaultsJson<'_> {
    const FORMAT: &'static str = "poems-faults/1";
}

impl<'a> FaultsJson<'a> {
    /// These faults.
    pub fn of(faults: &'a [Fault]) -> FaultsJson<'a> {
        let fault = |fault: &'a Fault| FaultJson {
            code: fault.code.to_string(),
            line: fault.place.map(|place| place.line),
            column: fault.place.map(|place| place.column),
            what: &fault.what,
            expected: fault.expected.as_deref(),
            meant: fault.meant.as_deref(),
        };
        FaultsJson { faults: faults.iter().map(fault).collect() }
    }
}
