//! What a term means where it stands.

use super::scan::{Piece, What};
use crate::case::Case;
use crate::knowledge::{Ambiguous, Composite, FindingId, Knowledge, Meaning, Need, OptionId, Place, Says, look_up};

/// What a term means in its place.
#[derive(Clone, Debug)]
pub(super) enum Sense<'k> {
    Finding(FindingId, Says),
    Option(FindingId, OptionId),
    /// A letter that is an option beside an age.
    AgeLetter(FindingId, OptionId),
    /// What the place says it means.
    Meant(&'k Place),
    /// What the place leaves open.
    Asked(&'k Place),
    /// One of several; and what the term says of several together, where it is such a term too.
    Ambiguous(&'k Ambiguous, Option<&'k Composite>),
    /// Several together; `true` where the term itself denies them.
    Composite(&'k Composite, bool),
    Other,
}

/// What is known around a term.
pub(super) struct Around<'t> {
    /// The item and the part, folded.
    pub item: &'t str,
    pub part: &'t str,
    /// The heading above, folded: it counts where the part itself does not tell.
    pub above: &'t str,
    /// The findings that are named in the part.
    pub near: &'t [FindingId],
    /// Whether the patient is male, where the text or the case says so.
    pub is_male: Option<bool>,
}

/// The sense of a term; `None` where it is only a word of the grammar, or lacks what it needs.
pub(super) fn sense<'k>(knowledge: &'k Knowledge, meanings: &[Meaning], around: &Around) -> Option<Sense<'k>> {
    let lexicon = knowledge.lexicon();
    let here = |places: &'k [Place]| {
        let near = places.iter().find(|place| place.is(around.item, around.part, around.near));
        near.or_else(|| places.iter().find(|place| place.is("", around.above, &[])))
    };
    let in_place = |place: &'k Place| match (place.ask.is_empty(), place.means.is_empty()) {
        (true, true) => Sense::Other,
        (true, false) => Sense::Meant(place),
        (false, _) => Sense::Asked(place),
    };
    let contexts = meanings.iter().filter_map(|meaning| match meaning {
        Meaning::InContext(at) => lexicon.contexts.get(*at),
        _ => None,
    });
    if let Some(place) = contexts.filter_map(|places| here(places)).next() {
        return Some(in_place(place));
    }
    if meanings.contains(&Meaning::Other) {
        return Some(Sense::Other);
    }
    let composite = meanings.iter().find_map(|meaning| match meaning {
        Meaning::Composite(at, denied) => Some((lexicon.composites.get(*at)?, *denied)),
        _ => None,
    });
    let ambiguous = meanings.iter().find_map(|meaning| match meaning {
        Meaning::Ambiguous(at) => lexicon.ambiguous.get(*at),
        _ => None,
    });
    if let Some(ambiguous) = ambiguous {
        if let Some(place) = here(&ambiguous.answered) {
            return Some(in_place(place));
        }
        if let Some(only) = of_this_sex(knowledge, ambiguous, around.is_male) {
            return Some(Sense::Finding(only, Says::Name));
        }
        return Some(Sense::Ambiguous(ambiguous, composite.map(|(composite, _)| composite)));
    }
    if let Some((composite, denied)) = composite {
        return Some(Sense::Composite(composite, denied));
    }
    let found = meanings.iter().filter_map(|meaning| match *meaning {
        Meaning::Finding(id, says) => Some((rank(says), Sense::Finding(id, says))),
        Meaning::Option(id, option, behind) if !behind || around.near.contains(&id) => {
            Some((0, Sense::Option(id, option)))
        }
        Meaning::AgeLetter(id, option) => Some((3, Sense::AgeLetter(id, option))),
        _ => None,
    });
    found.min_by_key(|(rank, _)| *rank).map(|(_, sense)| sense)
}

fn rank(says: Says) -> u8 {
    match says {
        Says::Name | Says::Narrow | Says::Absent => 1,
        Says::Topic | Says::Part => 2,
        Says::Leads => 4,
    }
}

/// The one meaning that patients of this sex alone may have.
fn of_this_sex(knowledge: &Knowledge, ambiguous: &Ambiguous, is_male: Option<bool>) -> Option<FindingId> {
    let is_male = is_male?;
    let mut own = ambiguous
        .means
        .iter()
        .map(|meant| meant.finding())
        .filter(|id| knowledge.finding(*id).only_in.is_some_and(|only| only.admits(is_male)));
    let first = own.next()?;
    own.next().is_none().then_some(first)
}

/// Whether a short term has beside it what it needs to count.
pub(super) fn has_need(need: Option<&Need>, has_number: bool, has_result: bool, part: &str) -> bool {
    match need {
        None => true,
        Some(Need::Number) => has_number,
        Some(Need::Result) => has_number || has_result,
        Some(Need::Word(word)) => part.contains(word.as_str()),
    }
}

/// The findings that a text leads to which is one bare name and nothing else.
pub(super) fn bare_name(text: &str, pieces: &[Piece], knowledge: &Knowledge) -> Vec<FindingId> {
    let [Piece { what: What::Term(meanings, _), .. }] = pieces else { return Vec::new() };
    // "Reflexes: absent" says something.
    if text.contains([':', '\u{ff1a}']) {
        return Vec::new();
    }
    let is_name = meanings.iter().any(|meaning| !matches!(meaning, Meaning::Word(_) | Meaning::Other))
        && !meanings
            .iter()
            .any(|meaning| matches!(meaning, Meaning::Finding(_, Says::Absent) | Meaning::Composite(_, true)));
    if is_name { look_up(knowledge, text).findings } else { Vec::new() }
}

/// Whether the patient is male: as the text says, else as the case does.
pub(super) fn is_male(knowledge: &Knowledge, case: &Case, pieces: &[Piece]) -> Option<bool> {
    let sex = knowledge.sex?;
    let said = pieces.iter().find_map(|piece| match piece.what {
        What::Term(meanings, _) => meanings.iter().find_map(|meaning| match *meaning {
            Meaning::Option(id, option, _) if id == sex.finding => Some(option == sex.male),
            _ => None,
        }),
        _ => None,
    });
    said.or_else(|| case.is_male(knowledge))
}
