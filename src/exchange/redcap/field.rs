//! What the fields of the project are called and how their answers are coded, for both ways.
//!
//! Codes say the same whatever the language and whatever a later version adds: options have their ids, units their letters.

use sha2::{Digest, Sha256};

use crate::case::{AnswerValue, Comparator};
use crate::knowledge::{Finding, Unit};

/// The field that names the record.
pub(super) const RECORD: &str = "record_id";
/// The field of the day that the findings are of.
pub(super) const DATE: &str = "findings_date";

/// REDCap advises no longer names.
const LONGEST: usize = 26;

/// What is asked of a finding, a field each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The answer, or the number.
    Value,
    /// The unit of the number, where there are several.
    Unit,
    /// Whether the number is only a limit, or there is none.
    Limit,
}

/// The name of a field: the id of the finding, and what the part is. An id that is too long is cut, and four digits of its
/// SHA-256 tell it from others that begin alike.
pub(super) fn name(finding: &Finding, part: Part) -> String {
    let ending = match part {
        Part::Value => "",
        Part::Unit => "_unit",
        Part::Limit => "_limit",
    };
    let id = finding.id.as_str();
    let room = LONGEST - ending.len();
    if id.len() <= room {
        return format!("{id}{ending}");
    }
    let digits: String = Sha256::digest(id).iter().take(2).map(|byte| format!("{byte:02x}")).collect();
    let start: String = id.chars().take(room - digits.len() - 1).collect();
    format!("{}_{digits}{ending}", start.trim_end_matches('_'))
}

/// The code of an answer that is a word, or an option.
pub(super) fn code<'f>(finding: &'f Finding, answer: &AnswerValue) -> &'f str {
    match answer {
        AnswerValue::Present => "1",
        AnswerValue::Absent => "0",
        AnswerValue::Unobtainable => "8",
        AnswerValue::Option(_) => answer.word(finding).unwrap_or_default(),
        AnswerValue::Unknown | AnswerValue::Quantity(_) => "9",
    }
}

/// The code of how a value lies to its number.
pub(super) fn comparator_code(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Less => "lt",
        Comparator::LessOrEqual => "le",
        Comparator::Greater => "gt",
        Comparator::GreaterOrEqual => "ge",
    }
}

/// The code of a unit: its letters and digits, since REDCap takes nothing else.
pub(super) fn unit_code(unit: &Unit) -> String {
    let spelled = unit.id.replace('%', "percent");
    let parts = spelled.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let code: Vec<String> = parts.map(str::to_ascii_lowercase).collect();
    if unit.id.starts_with('/') { format!("per_{}", code.join("_")) } else { code.join("_") }
}
