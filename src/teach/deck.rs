//! A teacher's own deck: a folder of teaching cases, a file each, without a pack around them.

use sha2::{Digest, Sha256};

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
    let (mut cases, faults) = read_cases(texts, knowledge);
    if !faults.is_empty() {
        return Err(faults);
    }
    for case in &mut cases {
        case.edition = Some(edition(case));
    }
    Ok(cases)
}

/// A digest of what a learner reads: the same case is known again wherever its deck lies, and another case is another
/// one whatever its id.
fn edition(case: &TeachingCase) -> String {
    let mut hash = Sha256::new();
    for text in case.vignette.iter().chain([&case.title]).flat_map(|text| [&text.en, &text.zh]) {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_str());
    }
    hash.finalize().iter().take(EDITION).map(|byte| format!("{byte:02x}")).collect()
}

/// So many bytes of the digest tell the cases of a teacher apart.
const EDITION: usize = 6;
