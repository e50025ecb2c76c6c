//! Breaks text into lines of at most so many terminal columns, in languages with and without spaces.

use std::borrow::Cow;
use std::iter::{from_fn, repeat_n};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::document::{Line, Span, Tone};

/// What may not be parted: a word, or one wide character with the punctuation that clings to it.
struct Atom<'l> {
    text: &'l str,
    tone: Tone,
    width: usize,
    /// How many spaces stand before it.
    spaces: usize,
    /// Clings to the atom before it.
    glued: bool,
}

/// The columns that a line takes.
pub fn width(line: &Line) -> usize {
    line.0.iter().map(|span| span.text.width()).sum()
}

/// The columns of the longest piece that would rather not be parted.
pub(crate) fn longest(line: &Line) -> usize {
    let atoms = atoms(line, usize::MAX);
    runs(&atoms, usize::MAX).map(columns_of).max().unwrap_or(0)
}

/// The line broken into lines of at most `columns` columns; an empty line gives one empty line.
pub fn wrap(line: &Line, columns: usize) -> Vec<Line> {
    let atoms = atoms(line, columns.max(2));
    let mut lines: Vec<Line> = vec![Line::default()];
    let mut used = 0;
    for run in runs(&atoms, columns) {
        let run_width = columns_of(run);
        let spaces = run.first().map_or(0, |atom| atom.spaces);
        if used > 0 && used + spaces + run_width > columns {
            lines.push(Line::default());
            used = 0;
        }
        let mut before = if used > 0 { spaces } else { 0 };
        used += before + run_width;
        let last = lines.last_mut().expect("there is always a line");
        for atom in run {
            push(last, before, atom);
            before = 0;
        }
    }
    lines
}

/// The atoms that cling together, run after run; where they would fill more than a line, the first by itself.
fn runs<'a, 'l>(mut atoms: &'a [Atom<'l>], columns: usize) -> impl Iterator<Item = &'a [Atom<'l>]> {
    from_fn(move || {
        let mut run = atoms.chunk_by(|_, next| next.glued).next()?;
        if columns_of(run) > columns {
            run = run.get(..1)?;
        }
        atoms = atoms.get(run.len()..)?;
        Some(run)
    })
}

fn columns_of(atoms: &[Atom]) -> usize {
    atoms.iter().map(|atom| atom.width).sum()
}

fn push(line: &mut Line, spaces: usize, atom: &Atom) {
    if line.0.last().is_none_or(|span| span.tone != atom.tone) {
        line.0.push(Span { text: Cow::default(), tone: atom.tone });
    }
    if let Some(Span { text, .. }) = line.0.last_mut() {
        let text = text.to_mut();
        text.extend(repeat_n(' ', spaces));
        text.push_str(atom.text);
    }
}

fn atoms(line: &Line, columns: usize) -> Vec<Atom<'_>> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut spaces = 0;
    let mut previous = Break::Anywhere;
    for Span { text, tone } in &line.0 {
        // Where the last atom began, while it may go on within this span.
        let mut start = None;
        for (at, grapheme) in graphemes(text) {
            if grapheme.chars().all(char::is_whitespace) {
                (spaces, previous) = (spaces + 1, Break::Anywhere);
                continue;
            }
            let width = grapheme.width();
            let here = Break::of(grapheme, width);
            let glued = spaces == 0 && !atoms.is_empty() && previous.clings_to(here);
            let goes_on = glued && here == Break::Word && previous == Break::Word;
            let whole = start.filter(|_| goes_on).and_then(|start| text.get(start..at + grapheme.len()));
            match (atoms.last_mut(), whole) {
                (Some(last), Some(whole)) if last.width + width <= columns => {
                    last.text = whole;
                    last.width += width;
                }
                _ => {
                    start = Some(at);
                    atoms.push(Atom { text: grapheme, tone: *tone, width, spaces, glued });
                }
            }
            (spaces, previous) = (0, here);
        }
    }
    atoms
}

/// What a reader takes for one character, and where it stands; in ASCII that is a character.
fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let plain = text.is_ascii();
    let ascii = plain.then(|| text.char_indices().filter_map(|(at, _)| Some((at, text.get(at..=at)?))));
    let others = (!plain).then(|| text.grapheme_indices(true));
    ascii.into_iter().flatten().chain(others.into_iter().flatten())
}

/// Where a line may break beside a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    /// A letter of a spaced language: not beside another one.
    Word,
    /// A wide character: on either side.
    Anywhere,
    /// Wide closing punctuation: not before it.
    Closing,
    /// Wide opening punctuation: not after it.
    Opening,
}

impl Break {
    fn of(grapheme: &str, width: usize) -> Break {
        match grapheme.chars().next() {
            Some('，' | '。' | '；' | '：' | '、' | '？' | '！' | '）' | '》' | '〉') => Break::Closing,
            Some('」' | '』' | '】' | '〕' | '”' | '’' | '～') => Break::Closing,
            Some('（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '“' | '‘') => Break::Opening,
            _ if width >= 2 => Break::Anywhere,
            _ => Break::Word,
        }
    }

    fn clings_to(self, next: Break) -> bool {
        matches!((self, next), (_, Break::Closing) | (Break::Opening, _) | (Break::Word, Break::Word))
    }
}
