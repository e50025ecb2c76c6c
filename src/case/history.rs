//! A case with all that was done to it, so that every face takes back, and does again, in the same way.

use std::collections::BTreeMap;
use std::mem::swap;
use std::ops::Deref;

use crate::knowledge::{FindingId, SettingId};

use super::past::{Deed, Past, Step};
use super::{Answer, Case};

/// A case that is worked on. It is read as a [`Case`], and changed in no other way than here.
#[derive(Clone, Debug)]
pub struct History {
    case: Case,
    /// Where the patient is seen as the user asked at the start, until another setting is chosen.
    asked: Option<SettingId>,
    done: Vec<Change>,
    undone: Vec<Change>,
    /// What was done since it was last asked for.
    news: Vec<Deed>,
}

/// One change. While it is done it holds what it took the place of, and while it is undone what it had put.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Answers, of which there is one at least.
    Answers(BTreeMap<FindingId, Option<Answer>>),
    /// Where the patient is seen.
    Setting {
        /// What the user asked for.
        asked: Option<SettingId>,
        /// What the case says.
        case: Option<SettingId>,
    },
}

impl Deref for History {
    type Target = Case;

    fn deref(&self) -> &Case {
        &self.case
    }
}

impl History {
    /// A case to which nothing was done yet; `asked` is where the patient is seen, whatever the case says.
    pub fn new(case: Case, asked: Option<SettingId>) -> History {
        History { case, asked, done: Vec::new(), undone: Vec::new(), news: Vec::new() }
    }

    /// Knows what was done to the case before it was opened, so that it can be taken back.
    pub fn recall(&mut self, past: Past) {
        self.done = past.done.into_iter().map(|step| step.before).collect();
        self.undone = past.undone.into_iter().map(|step| step.after).collect();
    }

    /// What was done since this was last called.
    pub fn take_news(&mut self) -> Vec<Deed> {
        std::mem::take(&mut self.news)
    }

    /// Puts answers, or takes them back with `None`, as one change. `false` where all of them stand so already.
    pub fn put(&mut self, answers: impl IntoIterator<Item = (FindingId, Option<Answer>)>) -> bool {
        let mut answers: BTreeMap<FindingId, Option<Answer>> = answers.into_iter().collect();
        answers.retain(|id, answer| self.case.answer(*id) != answer.as_ref());
        if answers.is_empty() {
            return false;
        }
        self.go_on(Change::Answers(answers));
        true
    }

    /// Takes a setting into the case, whatever was asked at the start. `false` where that is so already.
    pub fn choose(&mut self, setting: SettingId) -> bool {
        if self.asked.is_none() && self.case.setting == Some(setting) {
            return false;
        }
        self.go_on(Change::Setting { asked: None, case: Some(setting) });
        true
    }

    /// Takes the last change back, and gives it; `None` at the beginning.
    pub fn undo(&mut self) -> Option<&Change> {
        let change = self.done.pop()?;
        let change = self.exchanged(change);
        self.news.push(Deed::Undid);
        self.undone.push(change);
        self.undone.last()
    }

    /// Does the change again that was taken back last, and gives it.
    pub fn redo(&mut self) -> Option<&Change> {
        let change = self.undone.pop()?;
        let change = self.exchanged(change);
        self.news.push(Deed::Redid);
        self.done.push(change);
        self.done.last()
    }

    /// The changes that can be taken back, the last one at the end.
    pub fn done(&self) -> &[Change] {
        &self.done
    }

    /// The changes that can be done again, the next one at the end.
    pub fn undone(&self) -> &[Change] {
        &self.undone
    }

    /// Where the patient is seen now.
    pub fn where_seen(&self) -> SettingId {
        self.case.seen_in(self.asked)
    }

    /// The case as it is now.
    pub fn into_case(self) -> Case {
        self.case
    }

    fn go_on(&mut self, change: Change) {
        let before = self.exchanged(change);
        let after = before.now_in(&self.case);
        self.news.push(Deed::Did(Step { before: before.clone(), after }));
        self.done.push(before);
        self.undone.clear();
    }

    /// Puts what the change holds into the case, and what stood there into the change.
    fn exchanged(&mut self, mut change: Change) -> Change {
        match &mut change {
            Change::Answers(answers) => {
                answers.iter_mut().for_each(|(id, answer)| *answer = self.case.put(*id, answer.take()));
            }
            Change::Setting { asked, case } => {
                swap(asked, &mut self.asked);
                swap(case, &mut self.case.setting);
            }
        }
        change
    }
}

impl Change {
    /// The answers that it took the place of, in the order of the vocabulary; none where it is about the setting.
    pub fn replaced(&self) -> impl Iterator<Item = (FindingId, Option<&Answer>)> {
        let answers = match self {
            Change::Answers(answers) => Some(answers),
            Change::Setting { .. } => None,
        };
        answers.into_iter().flatten().map(|(id, answer)| (*id, answer.as_ref()))
    }

    /// The first finding whose answer it changes.
    pub fn finding(&self) -> Option<FindingId> {
        self.replaced().next().map(|(id, _)| id)
    }
}
