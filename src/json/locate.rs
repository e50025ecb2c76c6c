//! Where a member of a JSON text stands, found only when there is something to say about it:
//! the types that read a pack stay free of positions, and a good pack costs nothing.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::value::RawValue;

use super::Object;
use super::lines::{Lines, part_of};

/// The way from the top of a file to one of its members, as the reader walks it.
#[derive(Clone, Copy)]
pub enum Path<'p> {
    /// The whole text.
    Top,
    /// A member of an object.
    Key(&'p Path<'p>, &'p str),
    /// An item of a list, from 0.
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    /// The way on to a member.
    pub fn key(&'p self, key: &'p str) -> Path<'p> {
        Path::Key(self, key)
    }

    /// The way on to an item.
    pub fn index(&'p self, index: usize) -> Path<'p> {
        Path::Index(self, index)
    }
}

/// Which part of a member a message marks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The name of the member.
    Key,
    /// What it holds.
    Value,
}

/// What was found out about where things stand in one text: each object and list on the way to a fault is read once,
/// however many faults there are.
#[derive(Default)]
pub struct Places {
    containers: Mutex<HashMap<usize, Arc<Members>>>,
    lines: OnceLock<Lines>,
    faults: AtomicUsize,
    /// The text without what could not be read, and where that was.
    mended: OnceLock<(String, Vec<Range<usize>>)>,
}

/// The bytes of the members of an object or a list.
enum Members {
    Object(HashMap<Box<str>, Member>),
    List(Vec<Range<usize>>),
}

struct Member {
    key: Range<usize>,
    value: Range<usize>,
}

impl Places {
    pub(super) fn lines(&self, text: &str) -> &Lines {
        self.lines.get_or_init(|| Lines::of(text))
    }

    /// Counts one more fault of the text.
    pub(super) fn count(&self) -> usize {
        self.faults.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Keeps what is left of the text: what is said from now on is said of that.
    pub(super) fn mended(&self, text: String, lost: Vec<Range<usize>>) {
        self.mended.get_or_init(|| (text, lost));
    }

    /// The parts of the text that could not be read.
    pub fn lost(&self) -> &[Range<usize>] {
        self.mended.get().map_or(&[], |(_, lost)| lost)
    }

    /// The bytes of the member at `path` in a text that is known to be JSON; `None` if there is no such member.
    pub(super) fn locate(&self, text: &str, path: &Path, target: Target) -> Option<Range<usize>> {
        let text = self.mended.get().map_or(text, |(mended, _)| mended);
        match path {
            Path::Top => {
                let start = text.len() - text.trim_start().len();
                Some(start..start + 1)
            }
            Path::Key(parent, key) => match &*self.members(text, parent)? {
                Members::Object(members) => members.get(*key).map(|member| match target {
                    Target::Key => member.key.clone(),
                    Target::Value => member.value.clone(),
                }),
                Members::List(_) => None,
            },
            Path::Index(parent, index) => match &*self.members(text, parent)? {
                Members::List(items) => items.get(*index).cloned(),
                Members::Object(_) => None,
            },
        }
    }

    /// The members of the value at a path.
    fn members(&self, text: &str, path: &Path) -> Option<Arc<Members>> {
        let within = match path {
            Path::Top => 0..text.len(),
            other => self.locate(text, other, Target::Value)?,
        };
        let mut containers = self.containers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(members) = containers.get(&within.start) {
            return Some(Arc::clone(members));
        }
        let start = within.start;
        let members = Arc::new(Members::of(text, within)?);
        containers.insert(start, Arc::clone(&members));
        Some(members)
    }
}

impl Members {
    fn of(text: &str, within: Range<usize>) -> Option<Members> {
        if let Ok(Object(members)) = serde_json::from_str(part_of(text, within.clone())) {
            let mut previous = within.start;
            let member = |(name, value): (std::borrow::Cow<str>, &RawValue)| {
                let value = span(text, value);
                let start = previous + part_of(text, previous..value.start).find('"').unwrap_or(0);
                let end = part_of(text, ..value.start).trim_end_matches([' ', '\n', '\r', '\t', ':']).len();
                previous = value.end;
                (name.into(), Member { key: start..end, value })
            };
            return Some(Members::Object(members.into_iter().map(member).collect()));
        }
        let items: Vec<&RawValue> = serde_json::from_str(part_of(text, within)).ok()?;
        Some(Members::List(items.into_iter().map(|value| span(text, value)).collect()))
    }
}

/// The bytes of `text` that `value` borrows.
fn span(text: &str, value: &RawValue) -> Range<usize> {
    let start = value.get().as_ptr() as usize - text.as_ptr() as usize;
    start..start + value.get().len()
}
