//! The sources of a document, each once, numbered in the order they are cited.

use super::Wording;
use super::document::Line;

/// The sources cited so far.
pub struct Cited<'k>(Vec<&'k str>);

impl<'k> Cited<'k> {
    pub fn of(sources: impl IntoIterator<Item = &'k str>) -> Cited<'k> {
        let mut cited = Vec::new();
        for source in sources {
            if !cited.contains(&source) {
                cited.push(source);
            }
        }
        Cited(cited)
    }

    /// The place of a source among those cited, from 0.
    pub fn place(&self, source: &str) -> Option<usize> {
        self.0.iter().position(|cited| *cited == source)
    }

    /// The numbers of some sources, as `3, 7`.
    pub fn numbers<'s>(&self, wording: Wording, sources: impl IntoIterator<Item = &'s str>) -> String {
        let numbers = sources.into_iter().filter_map(|source| Some((self.place(source)? + 1).to_string()));
        numbers.collect::<Vec<_>>().join(wording.say(&wording.words().style.comma))
    }

    /// The text with the numbers of its sources, as `text [3, 7]`.
    pub fn mark<'s>(&self, wording: Wording, text: &str, sources: impl IntoIterator<Item = &'s str>) -> String {
        match self.numbers(wording, sources).as_str() {
            "" => text.to_owned(),
            numbers => wording.words().fit.cited.fill(wording.lang, &[("text", text), ("numbers", numbers)]),
        }
    }

    /// The citations in the order of their numbers.
    pub fn lines(&self, wording: Wording) -> Vec<Line> {
        self.0.iter().map(|id| citation(wording, id)).collect()
    }
}

/// A source as it is cited.
pub fn citation(wording: Wording, id: &str) -> Line {
    Line::plain(wording.citation(id))
}
