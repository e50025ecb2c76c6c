//! One of several, chosen by its number.

use super::command::{Command, Context, plain};
use super::{Leave, Next, Talk, refused};
use crate::cli::ask::finding::no_answer;
use crate::say::Wording;

/// A list of which one is chosen.
pub(crate) struct Pick<'w> {
    pub wording: Wording<'w>,
    /// What it is a list of.
    pub title: String,
    /// What may be chosen.
    pub items: Vec<String>,
    /// What was chosen.
    pub chosen: Option<usize>,
}

impl Talk for Pick<'_> {
    fn wording(&self) -> Wording<'_> {
        self.wording
    }

    fn welcome(&mut self) -> Vec<String> {
        Vec::new()
    }

    fn question(&mut self) -> Vec<String> {
        let words = &self.wording.words().plain_menu;
        let items = self.items.iter().enumerate();
        let items = items.map(|(at, item)| words.numbered(self.wording.lang, at + 1, item));
        [self.title.clone()].into_iter().chain(items).collect()
    }

    fn place(&self) -> String {
        self.title.clone()
    }

    fn reply(&mut self, typed: &str) -> (Vec<String>, Next) {
        if let Some((command, _)) = Command::read(typed, Context::Pick, self.wording.words()) {
            let back = (Vec::new(), Next::Leave(Leave::Menu));
            return command.everywhere(Context::Pick, self.wording).unwrap_or(back);
        }
        let at = plain(typed).parse().ok().and_then(|number: usize| number.checked_sub(1));
        self.chosen = at.filter(|at| *at < self.items.len());
        match self.chosen {
            Some(_) => (Vec::new(), Next::Leave(Leave::Over)),
            None => refused(no_answer(self.wording, typed)),
        }
    }

    fn goodbye(&mut self) -> Vec<String> {
        Vec::new()
    }
}
