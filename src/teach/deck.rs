//! A teacher's own deck: a folder of teaching cases, a file each, without a pack around them.

use crate::case::{TEACHING_FORMAT, TeachingCase, read_cases};
use crate::json::Fault;
use crate::knowledge::{Knowledge, PackText};

/// Whether the files of a folder are a deck and not part of a pack: they lie at its top, and one says what it is.
pub fn is_deck(texts: &[PackText]) -> bool {
    let named = format!("\"{TEACHING_FORMAT}\"");
    texts.iter().all(|text| !text.path.contains('/')) && texts.iter().any(|text| text.text.contains(&named))
}

/// Reads a deck, in the order of its files.
///
/// # Errors
/// Every fault of every file.
pub fn deck(texts: &[PackText], knowledge: &Knowledge) -> Result<Vec<TeachingCase>, Vec<Fault>> {
    read_cases(texts, knowledge)
}
