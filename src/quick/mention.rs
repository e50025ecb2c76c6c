//! A name in an item, with all that is said of it there.

use std::ops::Range;

use super::number::Value;
use super::parts::is_sign;
use super::scan::{Piece, What};
use super::sense::Sense;
use crate::knowledge::files::Word;
use crate::knowledge::{Knowledge, Meaning, Meant, Need, Said, Says};

/// A name, and what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Mention<'k> {
    /// The piece.
    pub at: usize,
    pub sense: Sense<'k>,
    pub need: Option<&'k Need>,
    /// It is written with a wrong letter.
    pub is_typo: bool,
    /// Other things end with this name.
    pub is_tail: bool,
    pub said: Around,
}

/// What stands around a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    /// From the first word that belongs to it to the last.
    pub span: Range<usize>,
    pub negated: Negated,
    /// A negation of its own stands before it; `true` where that denies a whole list.
    pub own_negation: Option<bool>,
    /// What went before is ended.
    pub is_fresh: bool,
    pub answer: Option<Said>,
    pub state: Option<Word>,
    pub is_faint: bool,
    pub is_enlarged: bool,
    pub is_unchanged: bool,
    pub value: Option<Value>,
    /// Words that are not known stand between the name and its number.
    pub is_loose: bool,
    /// A second number stands beside it.
    pub has_more: bool,
    /// A year or a day stands behind it.
    pub has_year: bool,
    /// A word that is not known stands directly before it.
    pub doubt_before: bool,
    /// Words that are not known stand before it.
    pub has_content: bool,
    /// A question mark stands directly before it.
    pub asked_before: bool,
    /// A word that is not known, with a number of its own.
    pub strangers: Vec<Range<usize>>,
}

/// Whether it is denied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Negated {
    #[default]
    No,
    Yes,
    /// It is not sure how far a negation reaches.
    Perhaps,
}

impl Mention<'_> {
    /// Whether it is the option of a choice.
    pub(super) fn is_option(&self) -> bool {
        match &self.sense {
            Sense::Option(..) => true,
            Sense::Meant(place) => place.means.iter().all(|meant| matches!(meant, Meant::Option(..))),
            _ => false,
        }
    }
}

impl Around {
    /// Whether something is said of the name itself.
    pub(super) fn is_own(&self) -> bool {
        self.own_negation.is_some()
            || self.answer.is_some()
            || self.state.is_some()
            || self.value.is_some()
            || self.is_faint
            || self.is_enlarged
            || self.is_unchanged
    }

    fn take(&mut self, piece: &Piece) {
        self.span.start = self.span.start.min(piece.span.start);
        self.span.end = self.span.end.max(piece.span.end);
    }
}

/// Whether a piece is a word of this class.
pub(super) fn is_word(piece: &Piece, word: Word) -> bool {
    matches!(&piece.what, What::Term(meanings, _) if meanings.contains(&Meaning::Word(word)))
}

/// Reads what stands around the names of an item.
pub(super) struct Hearing<'a, 'k> {
    pub text: &'a str,
    pub knowledge: &'k Knowledge,
    pub pieces: &'a [Piece<'k>],
    pub item: Range<usize>,
}

impl<'k> Hearing<'_, 'k> {
    /// Fills in what is said of each of the names, which are in their order.
    pub(super) fn hear(&self, mentions: &mut [Mention<'k>]) {
        let mut from = self.item.start;
        for at in 0..mentions.len() {
            let next = mentions.get(at + 1).map(|next| (next.at, next.is_option()));
            let Some(mention) = mentions.get_mut(at) else { return };
            if let Some(piece) = self.pieces.get(mention.at) {
                mention.said.span = piece.span.clone();
            }
            self.before(mention, from);
            from = self.after(mention, next);
        }
        self.hand_back(mentions);
    }

    /// A number behind the type of something is the number of that.
    fn hand_back(&self, mentions: &mut [Mention<'k>]) {
        for at in 1..mentions.len() {
            let Some((last, earlier)) = mentions.get_mut(..=at).and_then(|mentions| mentions.split_last_mut()) else {
                return;
            };
            if !last.is_option() || last.said.value.is_none() {
                continue;
            }
            let owner = earlier.iter_mut().rev().find(|mention| !mention.is_option());
            if let Some(owner) = owner.filter(|owner| owner.said.value.is_none() && self.takes_number(owner)) {
                owner.said.value = last.said.value.take();
            }
        }
    }

    fn before(&self, mention: &mut Mention<'k>, from: usize) {
        let mut denied: Option<bool> = None;
        let mut content = false;
        let mut start = None;
        let mut at = from;
        let takes_number = self.takes_number(mention);
        while at < mention.at {
            let Some(piece) = self.pieces.get(at) else { break };
            let is = |word: Word| is_word(piece, word);
            let said = &mut mention.said;
            match &piece.what {
                What::Number(_) if takes_number => {
                    if let Some(value) = Value::read(self.text, self.pieces, at)
                        && self.is_close(value.pieces.end..mention.at)
                    {
                        said.span.start = said.span.start.min(value.span.start);
                        at = value.pieces.end;
                        said.value = Some(value);
                        continue;
                    }
                }
                What::Term(..) if is(Word::ListNegation) => (denied, content, start) = (Some(true), false, Some(at)),
                What::Term(..) if is(Word::Negation) => (denied, content, start) = (Some(false), false, Some(at)),
                What::Term(..) if is(Word::CloseNegation) && at + 1 == mention.at => {
                    (denied, content, start) = (Some(false), false, Some(at));
                }
                What::Term(..) if is(Word::Unchanged) => said.is_unchanged = true,
                What::Term(..) if is(Word::Faint) => said.is_faint = true,
                What::Term(..) if is(Word::Stop) && (denied.is_none() || content) => {
                    (denied, said.is_fresh) = (None, true);
                }
                What::Term(..) if is(Word::Stop) => {}
                What::Term(..) if is(Word::Qualifier) || is(Word::Filler) => {}
                What::Term(..) if is(Word::Raised) || is(Word::Low) || is(Word::Normal) || is(Word::Abnormal) => {
                    said.state = state(piece);
                    said.take(piece);
                }
                What::Term(..) if is(Word::Enlarged) => said.is_enlarged = true,
                What::Term(..) if is(Word::Unknown) => said.answer = Some(Said::Unknown),
                What::Term(..) if is(Word::Present) => said.answer = Some(Said::Present),
                What::Term(..) if is(Word::Absent) && denied.is_none() => said.answer = Some(Said::Absent),
                What::Term(..) => content |= !(is(Word::Linking) || is(Word::AllOfThem) || is(Word::Flag)),
                What::Sign('?') if at + 1 == mention.at => said.asked_before = true,
                What::Unknown(_) => content = true,
                _ => {}
            }
            at += 1;
        }
        mention.said.has_content = content;
        if let Some(list) = denied {
            mention.said.own_negation = Some(list);
            mention.said.negated = if content { Negated::Perhaps } else { Negated::Yes };
            if let Some(piece) = start.and_then(|at| self.pieces.get(at)) {
                mention.said.take(piece);
            }
        }
        let directly = mention.at.checked_sub(1).filter(|at| *at >= from).and_then(|at| self.pieces.get(at));
        mention.said.doubt_before = directly.is_some_and(|piece| {
            matches!(piece.what, What::Unknown(_))
                && self.pieces.get(mention.at).is_some_and(|name| name.span.start <= piece.span.end + 1)
        });
    }

    /// Reads on to the next name, and gives the piece from which on the words are the next one's.
    fn after(&self, mention: &mut Mention<'k>, next: Option<(usize, bool)>) -> usize {
        let end = next.as_ref().map_or(self.item.end, |(at, _)| *at);
        // "positive for IgA": what follows is a type of it.
        let types_follow = next.is_some_and(|(_, is_option)| is_option);
        let next = next.map(|(at, _)| at);
        let mut at = mention.at + 1;
        let mut stranger: Option<usize> = None;
        while at < end {
            let Some(piece) = self.pieces.get(at) else { break };
            let said = &mut mention.said;
            match &piece.what {
                What::Number(_)
                    if self.is_year(at) && said.value.is_none() && !self.takes_number_of(&mention.sense) =>
                {
                    said.has_year = true;
                    at += 1;
                    continue;
                }
                // A grade.
                What::Number(_) if self.is_grade(at) => {
                    said.answer = said.answer.or(Some(Said::Present));
                    at += 1;
                }
                What::Number(_) => {
                    let Some(value) = self.value(mention, at) else { break };
                    // A number directly before a name that takes one is that name's.
                    if next.is_some_and(|next| value.pieces.end <= next && self.is_close(value.pieces.end..next))
                        && (mention.said.value.is_some() || !self.takes_number(mention))
                    {
                        return at;
                    }
                    let said = &mut mention.said;
                    at = value.pieces.end;
                    if let Some(stranger) = stranger.take().filter(|_| said.value.is_some() || said.answer.is_some()) {
                        let start = self.pieces.get(stranger).map_or(value.span.start, |piece| piece.span.start);
                        said.strangers.push(start..value.span.end);
                    } else if said.value.is_some() {
                        said.has_more = true;
                    } else {
                        said.span.end = said.span.end.max(value.span.end);
                        said.value = Some(value);
                    }
                    continue;
                }
                What::Term(..) => match self.word(said, piece, next.is_some() && !types_follow, at) {
                    Heard::Taken => said.take(piece),
                    Heard::Passed => {}
                    Heard::Theirs => return at,
                },
                What::Sign(sign) => {
                    if let Some(heard) = self.sign(*sign, at, end, next) {
                        match heard {
                            SignSays::Answer(answer) => said.answer = said.answer.or(Some(answer)),
                            SignSays::Faint => said.is_faint = true,
                            SignSays::State(state) => said.state = said.state.or(Some(state)),
                        }
                        said.take(piece);
                    }
                }
                What::Unknown(_) => {
                    stranger = Some(at);
                    said.is_loose |= said.value.is_none();
                }
                What::Date => said.has_year = true,
                What::Figures | What::Unit | What::End => {}
            }
            at += 1;
        }
        end
    }

    /// Whether a number is a year.
    fn is_year(&self, at: usize) -> bool {
        let text = self.pieces.get(at).and_then(|piece| self.text.get(piece.span.clone())).unwrap_or_default();
        text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
    }

    /// The number that is the piece `at`; a letter behind it is a unit where the finding has such a one.
    fn value(&self, mention: &Mention, at: usize) -> Option<Value> {
        let mut value = Value::read(self.text, self.pieces, at)?;
        if let Some(piece) = self.pieces.get(value.pieces.end)
            && let What::Term(meanings, _) = &piece.what
            && meanings.iter().any(|meaning| matches!(meaning, Meaning::AgeLetter(..)))
            && let Sense::Finding(id, _) = mention.sense
            && let Some(measure) = self.knowledge.finding(id).measure()
            && let Some(letter) = self.text.get(piece.span.clone())
            && measure.typed_unit(letter).is_some()
        {
            value.take_unit(piece.span.clone());
        }
        Some(value)
    }

    fn word(&self, said: &mut Around, piece: &Piece, has_next: bool, at: usize) -> Heard {
        let is = |word: Word| is_word(piece, word);
        let denies = is(Word::Negation) || is(Word::ListNegation) || is(Word::CloseNegation);
        if has_next && (denies || is(Word::Stop)) {
            return Heard::Theirs;
        }
        let answers = [
            (Word::Unknown, Said::Unknown),
            (Word::Unobtainable, Said::Unobtainable),
            (Word::Absent, Said::Absent),
            (Word::Present, Said::Present),
        ];
        let answer = answers.into_iter().find(|(word, _)| is(*word)).map(|(_, answer)| answer);
        let state = state(piece);
        match () {
            () if is(Word::Unchanged) => said.is_unchanged = true,
            () if is(Word::Faint) => said.is_faint = true,
            () if said.value.is_some() && (is(Word::Flag) || is(Word::Reference)) => {}
            () if state.is_some() => {
                if has_next && said.is_own() {
                    return Heard::Theirs;
                }
                said.state = said.state.or(state);
            }
            () if answer.is_some() => {
                if has_next && said.is_own() {
                    return Heard::Theirs;
                }
                said.answer = said.answer.or(answer);
            }
            () if is(Word::Enlarged) => said.is_enlarged = true,
            () if denies => {
                // "X: no", "X not enlarged": a negation with no name behind it answers.
                let is_last = (at + 1..self.item.end).all(|at| {
                    let piece = self.pieces.get(at);
                    piece.is_none_or(|piece| matches!(piece.what, What::Sign(_)) || is_word(piece, Word::Enlarged))
                });
                if is_last {
                    said.answer = said.answer.or(Some(Said::Absent));
                } else {
                    said.is_loose = true;
                    said.is_unchanged = true;
                }
            }
            () => return Heard::Passed,
        }
        Heard::Taken
    }

    fn sign(&self, sign: char, at: usize, end: usize, next: Option<usize>) -> Option<SignSays> {
        let following = self.pieces.get(at + 1).filter(|_| at + 1 < end);
        let ends = following.is_none_or(|piece| matches!(piece.what, What::Sign(')' | ']' | '+' | '-' | ',')));
        match sign {
            '+' if next == Some(at + 1) && !self.pieces.get(at).is_some_and(|piece| piece.is_glued) => None,
            '+' => Some(SignSays::Answer(Said::Present)),
            '-' if ends && (next.is_none() || is_sign(following, ')')) => Some(SignSays::Answer(Said::Absent)),
            '?' => Some(SignSays::Answer(Said::Unknown)),
            '~' if ends => Some(SignSays::Answer(Said::Unobtainable)),
            '\u{b1}' => Some(SignSays::Faint),
            '\u{2191}' => Some(SignSays::State(Word::Raised)),
            '\u{2193}' => Some(SignSays::State(Word::Low)),
            _ => None,
        }
    }

    /// Whether a number is the `2` of `2+`.
    fn is_grade(&self, at: usize) -> bool {
        let plus = self.pieces.get(at + 1);
        is_sign(plus, '+') && plus.is_some_and(|piece| piece.is_glued)
    }

    /// Whether a name may have a number before it.
    fn takes_number(&self, mention: &Mention) -> bool {
        self.takes_number_of(&mention.sense)
    }

    fn takes_number_of(&self, sense: &Sense) -> bool {
        let lexicon = self.knowledge.lexicon();
        let takes = |id| self.knowledge.finding(id).measure().is_some() || lexicon.twin(id).is_some();
        match sense {
            Sense::Finding(id, says) => *says != Says::Leads && takes(*id),
            Sense::Ambiguous(ambiguous, _) => ambiguous.means.iter().any(|meant| takes(meant.finding())),
            Sense::Meant(place) => place.means.iter().any(|meant| matches!(meant, Meant::Finding(id) if takes(*id))),
            Sense::Option(..) | Sense::AgeLetter(..) => true,
            _ => false,
        }
    }

    /// Whether nothing that matters stands between.
    fn is_close(&self, between: Range<usize>) -> bool {
        between.clone().all(|at| {
            self.pieces.get(at).is_some_and(|piece| match &piece.what {
                What::Sign(sign) => matches!(sign, '-' | '(' | ')' | '/'),
                What::Term(..) => is_word(piece, Word::Linking) || is_word(piece, Word::Qualifier),
                _ => false,
            })
        })
    }
}

enum Heard {
    Taken,
    Passed,
    /// It belongs to the next name.
    Theirs,
}

enum SignSays {
    Answer(Said),
    Faint,
    State(Word),
}

fn state(piece: &Piece) -> Option<Word> {
    [Word::Raised, Word::Low, Word::Normal, Word::Abnormal].into_iter().find(|word| is_word(piece, *word))
}
