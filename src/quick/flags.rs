//! What an item says of all its names: whose it is, whether it is over, planned or uncertain.

use std::ops::Range;

use super::Reason;
use super::mention::is_word;
use super::reader::Reader;
use super::scan::{Piece, What};
use crate::knowledge::files::Word;

/// What an item says of all its names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags {
    pub reason: Option<Reason>,
    /// It was so long ago.
    pub is_ago: bool,
    pub is_drug: bool,
    /// What is said last is said of all that is joined.
    pub of_all: bool,
}

impl Reader<'_, '_> {
    /// What the words of some pieces say of all names there.
    pub(super) fn flags(&self, range: &Range<usize>) -> Flags {
        let mut flags = Flags::default();
        let pieces = self.pieces.get(range.clone()).unwrap_or_default();
        for (at, piece) in pieces.iter().enumerate() {
            let is = |word: Word| is_word(piece, word);
            let after_time = at.checked_sub(1).and_then(|at| pieces.get(at)).is_some_and(|before| self.is_time(before));
            let reasons = [
                (Word::Family, Reason::Family),
                (Word::Question, Reason::Question),
                (Word::Uncertain, Reason::Uncertain),
                (Word::Planned, Reason::Planned),
                (Word::Past, Reason::Past),
            ];
            let reason = reasons.into_iter().find(|(word, _)| is(*word) && !(after_time && *word == Word::Past));
            let denied = || {
                pieces
                    .iter()
                    .take(at)
                    .any(|before| is_word(before, Word::Negation) || is_word(before, Word::ListNegation))
            };
            let reason = reason.filter(|(word, _)| *word != Word::Question || !denied());
            let rank = |reason: Reason| reasons.iter().position(|(_, other)| *other == reason);
            if let Some((_, reason)) = reason
                && flags.reason.is_none_or(|before| rank(reason) < rank(before))
            {
                flags.reason = Some(reason);
            }
            flags.is_ago |= is(Word::Ago) && after_time;
            flags.is_drug |= is(Word::Drug);
            flags.of_all |= is(Word::AllOfThem);
        }
        flags
    }

    /// Whether a piece is a unit of time, also behind a number in words: "a nine month history of".
    pub(super) fn is_time(&self, piece: &Piece) -> bool {
        let measure = self.lexicon.since.and_then(|since| self.knowledge.finding(since).measure());
        let is_written = || measure.is_some_and(|measure| measure.typed_unit(self.slice(&piece.span)).is_some());
        matches!(piece.what, What::Unit) || (matches!(piece.what, What::Unknown(_)) && is_written())
    }

    pub(super) fn is_of_patient(&self, range: &Range<usize>) -> bool {
        let pieces = self.pieces.get(range.clone()).unwrap_or_default();
        let family = pieces.iter().rposition(|piece| is_word(piece, Word::Family));
        let patient = pieces.iter().rposition(|piece| is_word(piece, Word::Patient));
        patient > family && patient.is_some()
    }
}
