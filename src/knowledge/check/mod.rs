//! From the files of a pack to checked knowledge, with a compiler's messages.
//!
//! `draft` reads the files and lays later layers over earlier ones; `resolve` turns words into references and
//! finds what cannot run; `lint` finds what runs but cannot be meant, and `walk` looks at every member alike. A user's
//! pack passes all of them when it is read; the built-in one passes the last two in the tests, so that a start costs
//! nothing. `lost` knows which faults follow from others.

mod counted;
mod draft;
mod evidence;
mod graph;
mod levels;
mod lint;
mod lint_lessons;
mod lint_terms;
mod lint_words;
mod lost;
mod numbers;
mod order;
mod parameters;
mod resolve;
mod rules;
mod satisfiable;
mod settings;
mod sheet;
mod walk;
mod workup;

use std::borrow::Cow;
use std::collections::HashSet;
use std::panic::resume_unwind;
use std::thread;

pub use walk::texts;

use super::Knowledge;
use super::waits::waits;
use crate::json::{Code, Fault, Places, in_order};
use lost::Lost;

/// One file of a pack.
#[derive(Clone, Debug)]
pub struct PackText {
    /// The path within the pack, with forward slashes: it decides the kind of the file.
    pub path: String,
    /// The name in messages.
    pub file: String,
    /// What stands in it.
    pub text: Cow<'static, str>,
}

impl PackText {
    /// Whether it is read when it is asked for, so that a start does not wait for it.
    fn waits(&self) -> bool {
        waits(&self.path)
    }

    /// The name of the file without its folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.strip_suffix(".json").unwrap_or(name)
    }
}

/// The files of one folder; a later layer adds to the earlier ones or replaces their entries by id.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// In the order of their paths.
    pub files: Vec<PackText>,
}

impl Layer {
    /// Whether a file is part of a pack: JSON, and not one of the generated schemas.
    pub fn is_part(path: &str) -> bool {
        path.ends_with(".json") && !path.starts_with("schema/")
    }
}

/// Reads a pack that is trusted to be well meant: only what is needed to run it is checked.
///
/// # Errors
/// Every fault that keeps the pack from running.
pub fn load(layers: Vec<Layer>) -> Result<Knowledge, Vec<Fault>> {
    let places = places(&layers);
    let (mut draft, mut faults) = draft::read(&layers, &places);
    let resolved = resolve::resolve(&mut draft, &mut faults);
    drop(draft);
    match resolved {
        Some(mut knowledge) if faults.is_empty() => {
            knowledge.layers = layers;
            Ok(knowledge)
        }
        _ => Err(faults),
    }
}

/// Reads a pack and checks all of it; the knowledge is there when no fault is an error. Faults are in file order.
pub fn check(layers: Vec<Layer>) -> (Option<Knowledge>, Vec<Fault>) {
    check_with(layers, |_| Vec::new())
}

/// Reads a pack and checks all of it, and with it what `also` reads by the words of the pack: all that they name is
/// there, but where there are faults nothing of it may be run.
pub fn check_with(layers: Vec<Layer>, also: impl FnOnce(&Knowledge) -> Vec<Fault>) -> (Option<Knowledge>, Vec<Fault>) {
    let places = places(&layers);
    let (mut draft, mut faults) = draft::read(&layers, &places);
    let mut resolved = resolve::resolve(&mut draft, &mut faults);
    lint::lint(&layers, &places, &draft, resolved.as_ref(), &mut faults);
    drop(draft);
    let lost = Lost::of(layers.iter().flat_map(|layer| &layer.files).zip(&places));
    if let Some(knowledge) = &mut resolved {
        knowledge.layers = layers;
        match faults.iter().any(Fault::is_error) {
            false => faults.extend(also(knowledge)),
            true => faults.extend(of_own_files(knowledge, also)),
        }
    }
    faults.retain(|fault| !lost.explains(fault));
    in_order(&mut faults);
    (resolved.filter(|_| !faults.iter().any(Fault::is_error)), faults)
}

/// What is said of one's own files where the pack has faults: of the built-in ones it would follow from those, and so
/// would that diseases are unknown of which nothing was read.
fn of_own_files(knowledge: &Knowledge, also: impl FnOnce(&Knowledge) -> Vec<Fault>) -> Vec<Fault> {
    let own: HashSet<&str> = knowledge.own_files().filter(|file| file.waits()).map(|file| file.file.as_str()).collect();
    let mut found = if own.is_empty() { Vec::new() } else { also(knowledge) };
    found.retain(|fault| own.contains(fault.file.as_str()));
    found.retain(|fault| knowledge.literature.is_some() || fault.code != Code::UnknownDisease);
    found
}

/// A place for each file to keep where its members stand.
fn places(layers: &[Layer]) -> Vec<Places> {
    layers.iter().flat_map(|layer| &layer.files).map(|_| Places::default()).collect()
}

/// What two pieces of work make, the first done in a thread of its own.
pub(super) fn side_by_side<A: Send, B>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        (first.join().unwrap_or_else(|panic| resume_unwind(panic)), second)
    })
}
