//! A teacher's own deck: a folder of teaching cases, a file each, without a pack around them.

use sha2::{Digest, Sha256};

use crate::case::{TEACHING_FORMAT, TeachingCase, given_twice, read_teaching};
use crate::json::{Code, Document, Fault, Path, Places};
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
    let mut faults = given_twice(texts);
    let mut cases = Vec::new();
    for text in texts {
        match read_teaching(&text.file, text.text.as_bytes(), knowledge) {
            Ok(case) => cases.push((text, TeachingCase { edition: Some(edition(&case)), ..case })),
            Err(found) => faults.extend(found),
        }
    }
    faults.extend(told_twice(&cases));
    match faults.is_empty() {
        true => Ok(cases.into_iter().map(|(_, case)| case).collect()),
        false => Err(faults),
    }
}

/// The cases that tell what another one told under its own id: a copy whose story was not changed.
fn told_twice(cases: &[(&PackText, TeachingCase)]) -> Vec<Fault> {
    let copies = cases.iter().enumerate().filter_map(|(at, (text, case))| {
        let is_same = |other: &TeachingCase| other.edition == case.edition && other.id != case.id;
        let (first, original) = cases.iter().take(at).find(|(_, other)| is_same(other))?;
        let places = Places::default();
        let doc = Document::new(&text.file, &text.text, &places);
        let what = format!("the title and the story are those of \"{}\"", original.id);
        let fault = doc.fault(&Path::Top.key("vignette"), Code::GivenTwice, what);
        Some(fault.expected(format!("a story of its own; {} tells this one", first.file)))
    });
    copies.collect()
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
