//! A case saved together with what was done to it, whoever asks for it line by line: so that the terminal application can
//! take it back later.

use std::mem::take;

use super::stage::How;
use super::{CaseFile, Journal, SaveFault, Shelf};
use crate::case::{History, Past};
use crate::knowledge::Knowledge;

/// The journal of a case, also of one whose file is yet to be made. Without a home folder there is none.
#[derive(Debug)]
pub struct Diary {
    shelf: Option<Shelf>,
    journal: Option<Journal>,
    /// What was done before there was a file.
    waiting: Vec<String>,
}

impl Diary {
    /// Of a case that has no file yet.
    pub fn new(shelf: Option<Shelf>) -> Diary {
        Diary { shelf, journal: None, waiting: Vec::new() }
    }

    /// Goes on with the journal of a case that is worked on in its file; gives what led to it.
    pub fn recall(&mut self, file: &CaseFile, knowledge: &Knowledge) -> Past {
        self.go_on_in(file);
        self.journal.as_mut().map(|journal| journal.recall(knowledge)).unwrap_or_default()
    }

    /// What is done from now on belongs to the case in this file, as it is there.
    pub fn go_on_in(&mut self, file: &CaseFile) {
        self.journal = self.shelf.as_ref().and_then(|shelf| shelf.journal(file));
        self.waiting.clear();
    }

    /// Saves the case, and what was done to it since it was last saved.
    ///
    /// # Errors
    /// As for [`CaseFile::save`].
    pub fn save(
        &mut self,
        file: &mut CaseFile,
        history: &mut History,
        knowledge: &Knowledge,
    ) -> Result<How, SaveFault> {
        let text = history.to_text(knowledge);
        let deeds = history.take_news().iter().map(|deed| deed.to_text(knowledge)).collect::<Vec<_>>();
        // The journal may be ahead of the file, and never behind it.
        match &mut self.journal {
            Some(journal) => journal.add(&deeds, &text),
            None => self.waiting.extend(deeds),
        }
        let how = file.save(&text)?;
        if let (None, Some(shelf)) = (&self.journal, &self.shelf) {
            self.journal.insert(shelf.new_journal(file)).add(&take(&mut self.waiting), &text);
        }
        Ok(how)
    }
}
