//! Which pieces belong together: parts, their headings, and the items of each.

use std::ops::Range;

use super::scan::{Piece, What};
use crate::knowledge::files::Word;
use crate::knowledge::{Meaning, Says};

/// What stands between two semicolons, full stops or line ends.
#[derive(Debug)]
pub(super) struct Part {
    /// What stands before a colon and holds for all of it; may be empty.
    pub heading: Range<usize>,
    pub items: Vec<Item>,
    /// It is nothing but the heading of what follows.
    pub is_heading: bool,
    /// All of its pieces.
    pub range: Range<usize>,
}

/// What stands between two commas, or words that join.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub range: Range<usize>,
    pub join: Join,
}

/// How an item is joined to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Join {
    Start,
    Comma,
    /// It carries a negation on.
    List,
    /// It may carry a negation on or not.
    And,
    /// It carries a negation on, and closes a list.
    Or,
}

/// The parts of a text.
pub(super) fn parts(pieces: &[Piece]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0;
    let ends = pieces.iter().enumerate().filter(|(_, piece)| matches!(piece.what, What::End)).map(|(at, _)| at);
    for end in ends.chain([pieces.len()]) {
        if start < end {
            parts.push(part(pieces, start..end));
        }
        start = end + 1;
    }
    parts
}

fn part(pieces: &[Piece], range: Range<usize>) -> Part {
    let body = heading_end(pieces, range.clone());
    let heading = range.start..body.map_or(range.start, |colon| colon);
    let mut items: Vec<Item> = Vec::new();
    let mut item = Item { range: body.map_or(range.start, |colon| colon + 1)..range.end, join: Join::Start };
    let first = item.range.start;
    for at in first..range.end {
        let Some(join) = joins(pieces, at) else { continue };
        if item.range.start < at {
            items.push(Item { range: item.range.start..at, join: item.join });
            item.join = join;
        } else if !items.is_empty() {
            item.join = item.join.max(join);
        }
        item.range.start = at + 1;
    }
    if item.range.start < item.range.end {
        items.push(item);
    }
    let is_heading = is_heading(pieces, range.clone());
    Part { heading, items, is_heading, range }
}

/// Whether a part is words without a name, and a colon behind them.
fn is_heading(pieces: &[Piece], range: Range<usize>) -> bool {
    let Some((colon, before)) = pieces.get(range).and_then(<[Piece]>::split_last) else { return false };
    let is_word = |piece: &Piece| matches!(piece.what, What::Term(..) | What::Unknown(_) | What::Date);
    is_sign(Some(colon), ':') && !before.is_empty() && before.iter().all(|piece| is_word(piece) && !is_name(piece))
}

fn is_name(piece: &Piece) -> bool {
    match &piece.what {
        What::Term(meanings, _) => meanings.iter().any(|meaning| {
            matches!(
                meaning,
                Meaning::Finding(_, Says::Name | Says::Narrow | Says::Absent) | Meaning::Option(_, _, false)
            )
        }),
        What::Sign(',' | '\u{3001}') => true,
        _ => false,
    }
}

/// The colon that ends a heading, if there is one: behind no name and no value, and before no value.
fn heading_end(pieces: &[Piece], range: Range<usize>) -> Option<usize> {
    let colon = range.clone().find(|at| is_sign(pieces.get(*at), ':'))?;
    let before = pieces.get(range.start..colon)?;
    let is_value = |piece: &Piece| match &piece.what {
        What::Term(meanings, _) => {
            meanings.iter().any(|meaning| {
                matches!(
                    meaning,
                    Meaning::Word(
                        Word::Present
                            | Word::Absent
                            | Word::Unknown
                            | Word::Unobtainable
                            | Word::Raised
                            | Word::Low
                            | Word::Normal
                            | Word::Abnormal
                            | Word::Enlarged
                            | Word::Faint
                    )
                )
            }) && !meanings.iter().any(|meaning| matches!(meaning, Meaning::Word(Word::Negation)))
        }
        What::Number(_) | What::Figures | What::Unit => true,
        What::Sign(sign) => matches!(sign, '<' | '>' | '\u{2264}' | '\u{2265}' | '+' | '-' | '~' | '?' | '\u{b1}'),
        _ => false,
    };
    // "Marrow: 4% plasma cells": the number is that of the name behind it.
    let counts = matches!(pieces.get(colon + 1).map(|piece| &piece.what), Some(What::Number(_)))
        && pieces.iter().take(range.end).skip(colon + 2).find(|piece| !matches!(piece.what, What::Unit)).is_some_and(|piece| {
            matches!(&piece.what, What::Term(meanings, _) if meanings.iter().any(|meaning| !matches!(meaning, Meaning::Word(_))))
        });
    // "ANA: negative": what denies a name before it answers one behind which nothing stands.
    let joins_on = |at: usize| at >= range.end || joins(pieces, at) == Some(Join::Comma);
    let answers = joins_on(colon + 2)
        && matches!(pieces.get(colon + 1).map(|piece| &piece.what), Some(What::Term(meanings, _)) if meanings.contains(&Meaning::Word(Word::Absent)));
    let is_heading = !before.is_empty()
        && !answers
        && !before.iter().any(is_name)
        && colon + 1 < range.end
        && (counts || !pieces.get(colon + 1).is_some_and(is_value));
    is_heading.then_some(colon)
}

/// How what follows a piece is joined to what stands before it; `None` for what joins nothing.
fn joins(pieces: &[Piece], at: usize) -> Option<Join> {
    let between_terms = || {
        let is_term = |at: usize| pieces.get(at).is_some_and(|piece| matches!(piece.what, What::Term(..)));
        at > 0 && is_term(at - 1) && is_term(at + 1)
    };
    match &pieces.get(at)?.what {
        What::Sign(',') => Some(Join::Comma),
        What::Sign('\u{3001}') => Some(Join::List),
        What::Sign('/') if between_terms() => Some(Join::List),
        What::Sign('&') => Some(Join::And),
        What::Term(meanings, _) => {
            let is = |word: Word| meanings.contains(&Meaning::Word(word));
            let joins = [(Word::Or, Join::Or), (Word::Carry, Join::List), (Word::Join, Join::And)];
            joins.into_iter().find(|(word, _)| is(*word)).map(|(_, join)| join)
        }
        _ => None,
    }
}

/// Whether a piece is this sign.
pub(super) fn is_sign(piece: Option<&Piece>, sign: char) -> bool {
    piece.is_some_and(|piece| matches!(piece.what, What::Sign(other) if other == sign))
}
