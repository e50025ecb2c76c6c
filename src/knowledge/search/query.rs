//! What is searched for, and how it lies in a term.

use strsim::osa_distance;

use super::index::{Class, Term};
use crate::knowledge::half_width;

/// A piece from within a word, or a text with a wrong letter in it, says something only from this length on.
const TELLING: usize = 5;

/// A query, folded as the terms are.
pub(crate) struct Query {
    pub text: String,
    /// The text without spaces: `il-6` and `il6` are one term.
    pub joined: String,
}

impl Query {
    pub(crate) fn new(text: &str) -> Query {
        let text = folded(text);
        Query { joined: text.replace(' ', ""), text }
    }

    /// Whether the query is the term, letter for letter.
    pub(crate) fn is(&self, term: &Term) -> bool {
        term.joined == self.joined
    }

    /// How well the query lies in a term, the best first; `None` where it does not: the term itself, with and without
    /// its spaces; a label or name that begins with it; whole words; beginnings of words; a piece from within a word.
    pub(crate) fn rank(&self, term: &Term) -> Option<u8> {
        let begins = || term.joined.starts_with(&self.joined);
        let every = |how: How| self.text.split(' ').all(|word| lies(&term.text, word, how));
        match term.class {
            _ if self.text.is_empty() => None,
            _ if term.text == self.text => Some(0),
            _ if self.is(term) => Some(1),
            Class::Scoped => None,
            Class::Initials => (self.joined.len() >= 3 && begins()).then_some(6),
            Class::Code => (self.is_telling() && begins()).then_some(5),
            Class::Label | Class::Name if begins() => Some(2),
            _ if every(How::Whole) => Some(3),
            _ if every(How::Beginning) => Some(4),
            _ if self.is_telling() && term.joined.contains(&self.joined) => Some(5),
            _ => None,
        }
    }

    /// Whether one letter is wrong, missing, too many or in its neighbor's place: in the term, or in a word of it.
    pub(crate) fn is_nearly(&self, term: &Term) -> bool {
        let near = |other: &str| {
            let lengths = self.joined.chars().count().abs_diff(other.chars().count());
            let first = self.joined.chars().next();
            lengths <= 1 && first == other.chars().next() && osa_distance(&self.joined, other) <= 1
        };
        let words = || term.text.split(' ').filter(|word| word.chars().count() >= TELLING);
        self.is_telling()
            && !matches!(term.class, Class::Code | Class::Scoped | Class::Initials)
            && (near(&term.joined) || words().any(near))
    }

    fn is_telling(&self) -> bool {
        self.joined.chars().count() >= TELLING
    }
}

/// Whether a text holds a word, both folded.
pub(crate) fn holds_word(text: &str, word: &str) -> bool {
    lies(text, word, How::Whole)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Whole,
    Beginning,
}

/// Whether a word is in a text, as a whole word or as the beginning of one. Chinese has no edges between words: there
/// it is enough that it is in it.
fn lies(text: &str, word: &str, how: How) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    text.match_indices(word).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let begins = word.starts_with(is_han) || !joins(before.chars().next_back());
        let ends = word.ends_with(is_han) || !joins(rest.strip_prefix(word).and_then(|rest| rest.chars().next()));
        begins && (how == How::Beginning || ends)
    })
}

pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Lower case, half width, words apart by one space, British spellings as American ones. Of the signs only those that
/// join two names stay: `+` at the end is an answer.
pub(crate) fn folded(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars().map(half_width).flat_map(char::to_lowercase) {
        match c {
            '\'' | '\u{2019}' => {}
            '&' | '+' => spaced.extend([' ', c, ' ']),
            c => spaced.push(if c.is_alphanumeric() { c } else { ' ' }),
        }
    }
    let words: Vec<&str> = spaced.trim_end_matches([' ', '+']).split_whitespace().collect();
    words.join(" ").replace("ae", "e").replace("oe", "e").replace("our", "or")
}
