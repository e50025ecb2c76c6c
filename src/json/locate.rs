//! Where a member of a JSON text stands, found only when there is something to say about it:
//! the types that read a pack stay free of positions, and a good pack costs nothing.

use std::ops::Range;

use serde_json::value::RawValue;

use super::Object;

/// The way from the top of a file to one of its members, as the reader walks it.
#[derive(Clone, Copy)]
pub enum Path<'p> {
    Top,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub fn key(&'p self, key: &'p str) -> Path<'p> {
        Path::Key(self, key)
    }

    pub fn index(&'p self, index: usize) -> Path<'p> {
        Path::Index(self, index)
    }
}

/// Which part of a member a message marks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Key,
    Value,
}

/// The bytes of the member at `path` in a text that is known to be JSON; `None` if there is no such member.
pub fn locate(text: &str, path: &Path, target: Target) -> Option<Range<usize>> {
    match path {
        Path::Top => {
            let start = text.len() - text.trim_start().len();
            Some(start..start + 1)
        }
        Path::Key(parent, key) => {
            let within = whole(text, parent)?;
            let Object(members) = serde_json::from_str(&text[within.clone()]).ok()?;
            let mut previous = within.start;
            for (name, value) in members {
                let at = span(text, value);
                if name == *key {
                    return Some(match target {
                        Target::Value => at,
                        Target::Key => {
                            let start = previous + text[previous..at.start].find('"')?;
                            let end = text[..at.start].trim_end_matches([' ', '\n', '\r', '\t', ':']).len();
                            start..end
                        }
                    });
                }
                previous = at.end;
            }
            None
        }
        Path::Index(parent, index) => {
            let within = whole(text, parent)?;
            let items: Vec<&RawValue> = serde_json::from_str(&text[within]).ok()?;
            items.get(*index).map(|value| span(text, value))
        }
    }
}

/// The whole value at a path.
fn whole(text: &str, path: &Path) -> Option<Range<usize>> {
    match path {
        Path::Top => Some(0..text.len()),
        other => locate(text, other, Target::Value),
    }
}

/// The bytes of `text` that `value` borrows.
fn span(text: &str, value: &RawValue) -> Range<usize> {
    let start = value.get().as_ptr() as usize - text.as_ptr() as usize;
    start..start + value.get().len()
}
