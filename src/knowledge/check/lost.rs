//! What could not be read takes along what rests on it: that an id is unknown, or a list too short, is no fault of its
//! own where the missing entry is there and has one.

use std::collections::HashSet;

use super::PackText;
use crate::json::{Code, Fault, Places};

/// What could not be read of the files of a pack.
pub(super) struct Lost {
    /// The ids in it.
    ids: HashSet<String>,
    /// The files it is missing from.
    files: HashSet<String>,
}

impl Lost {
    pub(super) fn of<'t>(files: impl Iterator<Item = (&'t PackText, &'t Places)>) -> Lost {
        let mut lost = Lost { ids: HashSet::new(), files: HashSet::new() };
        for (file, places) in files.filter(|(_, places)| !places.lost().is_empty()) {
            lost.files.insert(file.file.clone());
            let parts = places.lost().iter().filter_map(|part| file.text.get(part.clone()));
            lost.ids.extend(parts.flat_map(ids).map(str::to_owned));
        }
        lost
    }

    /// Whether a fault may be there only because something was lost.
    pub(super) fn explains(&self, fault: &Fault) -> bool {
        use Code::*;
        match fault.code {
            UnknownSection | UnknownFinding | UnknownOption | UnknownUnit | UnknownSet | UnknownConclusion
            | UnknownCriterion | UnknownRole | UnknownDisease | UnknownSetting | UnknownSource | UnknownGroup
            | UnknownBurden | UnknownTest | UnknownLesson | UnknownCase => {
                fault.what.split('"').nth(1).is_some_and(|word| self.ids.contains(word))
            }
            NoUnit | NoPossibleRange | NoOptions | NoCause | NoSource | NoLimit | NoNumber | NoConclusion
            | NoBackground | NoRival | NoSetting | EmptyRule | EmptyRole | ImpossibleCount | NeverHolds
            | AlwaysHolds | SharesDiffer | NothingToKnow | NotAnswered | FewMeanings | NothingSaid | UnevenRow
            | SentenceCount | NothingStated | UnknownSentence => self.files.contains(&fault.file),
            _ => false,
        }
    }
}

/// What entries are called in a text that may be no JSON.
fn ids(text: &str) -> impl Iterator<Item = &str> {
    let keys = ["\"id\"", "\"unit\""].into_iter();
    keys.flat_map(move |key| text.split(key).skip(1)).filter_map(|rest| {
        let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        rest.split('"').next()
    })
}
