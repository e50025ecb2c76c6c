//! What of a case can be written to a file, and in which types of file.

use std::path::Path;

use super::field::Field;
use crate::exchange::table;
use crate::knowledge::Knowledge;
use crate::report::{self, Content, Format, View};
use crate::say::{Style, Wording};

/// What is about to be written, and where.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Export {
    /// What is written.
    pub form: Form,
    /// The name of the file, whose ending says the type.
    pub field: Field,
    /// The first line of it that is shown.
    pub top: usize,
}

/// What can be written of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A document for a person.
    Document(Content),
    /// The answers as a table.
    Answers,
    /// The assessment for programs.
    Assessment,
}

impl Form {
    /// The one that most want.
    pub const FIRST: Form = Form::Document(Content::Page);

    /// All of them, in the order in which they are gone through.
    pub(crate) fn all(knowledge: &Knowledge) -> Vec<Form> {
        let letters = knowledge.workup.reader_ids().map(Content::Letter);
        let documents = [Content::Page, Content::Full].into_iter().chain(letters).map(Form::Document);
        documents.chain([Form::Answers, Form::Assessment]).collect()
    }

    /// The endings of the types it can be written in, the usual one first.
    pub(crate) fn endings(self) -> &'static [&'static str] {
        match self {
            Form::Document(_) => &["html", "md", "txt"],
            Form::Answers => &["csv"],
            Form::Assessment => &["json"],
        }
    }

    /// What it is called.
    pub(crate) fn name(self, words: Wording) -> String {
        let terms = &words.words().export;
        match self {
            Form::Document(Content::Page) => words.say(&terms.page).to_owned(),
            Form::Document(Content::Full) => words.say(&terms.full).to_owned(),
            Form::Document(Content::Letter(reader)) => {
                terms.letter(words.lang, words.say(&reader.of(&words.knowledge.workup.readers).label))
            }
            Form::Answers => words.say(&terms.answers).to_owned(),
            Form::Assessment => words.say(&terms.assessment).to_owned(),
        }
    }

    /// The name of the file that is proposed for a case of this name.
    pub(crate) fn file(self, case: &str, ending: &str) -> String {
        match self {
            Form::Document(Content::Page | Content::Full) => format!("{case}-summary.{ending}"),
            Form::Document(Content::Letter(_)) => format!("{case}-letter.{ending}"),
            Form::Answers => format!("{case}-answers.{ending}"),
            Form::Assessment => format!("{case}-assessment.{ending}"),
        }
    }

    /// What is written to a file of this name, whose ending says the type.
    pub(crate) fn text(self, view: &View, file: &str) -> String {
        match self {
            Form::Document(content) => {
                let format = match ending(file).as_deref() {
                    Some("txt") => Format::Text(Style::Plain),
                    _ => Format::of_file(Path::new(file)).unwrap_or(Format::Markdown),
                };
                report::write(view, content, format)
            }
            Form::Answers => table::file(Wording::new(view.knowledge, view.lang), view.known()),
            Form::Assessment => report::write(view, Content::Page, Format::Json),
        }
    }
}

/// The ending of a file's name.
pub(crate) fn ending(file: &str) -> Option<String> {
    Some(Path::new(file.trim()).extension()?.to_str()?.to_ascii_lowercase())
}
