//! What could not be read takes along what rests on it: that an id is unknown, or a list too short, is no fault of its
//! own where the missing entry is there and has one.

use std::collections::HashSet;

use super::PackText;
use crate::json::{Code, Fault, Places};

/// What could not be read of the files of a pack.
pub(super) struct Lost {
    /// Every word in it: an id may be among them.
    words: HashSet<String>,
    files: HashSet<String>,
}

impl Lost {
    pub(super) fn of<'t>(files: impl Iterator<Item = (&'t PackText, &'t Places)>) -> Lost {
        let mut lost = Lost { words: HashSet::new(), files: HashSet::new() };
        for (file, places) in files.filter(|(_, places)| !places.lost().is_empty()) {
            lost.files.insert(file.file.clone());
            let parts = places.lost().iter().filter_map(|part| file.text.get(part.clone()));
            lost.words.extend(parts.flat_map(|part| part.split('"').skip(1).step_by(2)).map(str::to_owned));
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
                fault.what.split('"').nth(1).is_some_and(|word| self.words.contains(word))
            }
            NoUnit | NoPossibleRange | NoOptions | NoCause | NoSource | NoLimit | NoNumber | NoConclusion
            | NoBackground | NoRival | NoSetting | EmptyRule | EmptyRole | ImpossibleCount | NeverHolds
            | AlwaysHolds | SharesDiffer | NothingToKnow | NotAnswered | FewMeanings | NothingSaid | UnevenRow
            | SentenceCount | NothingStated | UnknownSentence => self.files.contains(&fault.file),
            _ => false,
        }
    }
}
