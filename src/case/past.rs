//! What was done to a case before it was opened: the steps that can be undone and done again, and their text.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::history::Change;
use super::{Case, read};
use crate::knowledge::{FindingId, Knowledge};

/// Something that was done to a case, with all that is needed to undo it and to do it again.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// A change was made.
    Did(Step),
    /// The last change was taken back.
    Undid,
    /// It was done again.
    Redid,
}

/// A change from both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it took the place of.
    pub before: Change,
    /// What it put.
    pub after: Change,
}

/// The steps that lead to a case, and away from it again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// The last one is at the end.
    pub(super) done: Vec<Step>,
    /// The next one is at the end.
    pub(super) undone: Vec<Step>,
}

impl Past {
    /// Takes the next thing that was done. What happened before the first of them is not known: there is no way back
    /// beyond it.
    pub fn take(&mut self, deed: Deed) {
        match deed {
            Deed::Did(step) => {
                self.done.push(step);
                self.undone.clear();
            }
            Deed::Undid => match self.done.pop() {
                Some(step) => self.undone.push(step),
                None => self.undone.clear(),
            },
            Deed::Redid => match self.undone.pop() {
                Some(step) => self.done.push(step),
                None => self.done.clear(),
            },
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty() && self.undone.is_empty()
    }
}

impl Deed {
    /// As JSON in one line; answers are written as in a case.
    pub fn to_text(&self, knowledge: &Knowledge) -> String {
        let step = match self {
            Deed::Undid => return json!("undid").to_string(),
            Deed::Redid => return json!("redid").to_string(),
            Deed::Did(step) => step,
        };
        let of: Vec<&str> = match &step.before {
            Change::Answers(answers) => answers.keys().map(|id| knowledge.finding(*id).id.as_str()).collect(),
            Change::Setting { .. } => Vec::new(),
        };
        let [before, after] = [&step.before, &step.after].map(|change| side(change, knowledge));
        json!({ "of": of, "before": before, "after": after }).to_string()
    }

    /// Reads what [`Deed::to_text`] wrote; `None` where this pack does not understand it.
    pub fn read(text: &str, knowledge: &Knowledge) -> Option<Deed> {
        let value: Value = serde_json::from_str(text).ok()?;
        match value.as_str() {
            Some("undid") => return Some(Deed::Undid),
            Some("redid") => return Some(Deed::Redid),
            Some(_) => return None,
            None => {}
        }
        let of = value.get("of")?.as_array()?.iter().map(|id| knowledge.find(id.as_str()?));
        let of: Vec<FindingId> = of.collect::<Option<_>>()?;
        let change = |name: &str| {
            let case = read(name, value.get(name)?.to_string().as_bytes(), knowledge).ok()?.case;
            Some(match of.as_slice() {
                [] => Change::Setting { asked: None, case: case.setting },
                of => Change::Answers(of.iter().map(|id| (*id, case.answer(*id).cloned())).collect()),
            })
        };
        Some(Deed::Did(Step { before: change("before")?, after: change("after")? }))
    }
}

/// One side of a change, as a case that holds nothing else.
fn side(change: &Change, knowledge: &Knowledge) -> Value {
    let mut case = Case::new(knowledge);
    match change {
        Change::Answers(answers) => answers.iter().for_each(|(id, answer)| drop(case.put(*id, answer.clone()))),
        Change::Setting { case: setting, .. } => case.setting = *setting,
    }
    // In one line, whatever lines an answer was read from.
    serde_json::from_str(&case.to_text(knowledge)).unwrap_or_default()
}

impl Change {
    /// The other side of a change that was just made: what stands in the case now.
    pub(super) fn now_in(&self, case: &Case) -> Change {
        match self {
            Change::Answers(answers) => {
                let now = answers.keys().map(|id| (*id, case.answer(*id).cloned()));
                Change::Answers(now.collect::<BTreeMap<_, _>>())
            }
            Change::Setting { .. } => Change::Setting { asked: None, case: case.setting },
        }
    }
}
