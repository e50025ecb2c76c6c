//! Sources: the one place where a source becomes a citation, so that what nobody has seen is always marked.

use super::Wording;
use super::document::Line;
use crate::case::TeachingCase;
use crate::knowledge::files::{Name, Source};

/// The sources of a document, each once, numbered in the order they are cited.
pub struct Cited<'k>(Vec<&'k str>);

impl<'k> Cited<'k> {
    /// Sources by their ids, each numbered once, in this order.
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
    pub fn numbers(&self, wording: Wording, sources: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        let places = sources.into_iter().filter_map(|source| self.place(source.as_ref()));
        wording.names(places.map(|place| (place + 1).to_string()))
    }

    /// The text with the numbers of its sources, as `text [3, 7]`.
    pub fn mark(&self, wording: Wording, text: &str, sources: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        match self.numbers(wording, sources).as_str() {
            "" => text.to_owned(),
            numbers => wording.words().fit.cited(wording.lang, text, numbers),
        }
    }

    /// The citations in the order of their numbers.
    pub fn lines(&self, wording: Wording) -> Vec<Line> {
        self.0.iter().map(|id| Line::plain(wording.citation(id))).collect()
    }
}

impl Wording<'_> {
    /// A source as it is cited; marked where nobody has seen the citation itself, and with how much of it was read.
    pub fn citation(self, id: &str) -> String {
        let Some(source) = self.knowledge.source(id) else { return id.to_owned() };
        self.with_marks(&self.whole(source), source, source.seen.is_some())
    }

    /// The first author and the year, else the title: for a place where the citation would be too long.
    pub fn short_citation(self, id: &str) -> String {
        let Some(source) = self.knowledge.source(id) else { return id.to_owned() };
        self.with_marks(&self.short(source), source, false)
    }

    /// Sources, a paragraph each.
    pub fn sources(self, ids: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Line> {
        let name = &self.words().finding.source;
        ids.into_iter().map(|id| self.named(name, &self.citation(id.as_ref()))).collect()
    }

    /// Where a teaching case was published.
    pub fn case_citation(self, case: &TeachingCase) -> String {
        let citation = &case.citation;
        let in_journal = |year: &String| citation.journal.as_ref().is_some_and(|journal| journal.contains(year));
        let year = citation.year.map(|year| year.to_string()).filter(|year| !in_journal(year));
        let place = [citation.journal.as_deref(), year.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let doi = citation.doi.as_ref().map(|doi| format!("doi:{doi}"));
        let address = doi.as_deref().or(citation.url.as_deref());
        let parts = [citation.authors.as_deref(), citation.title.as_deref(), Some(place.as_str()), address];
        let whole = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        match &citation.seen {
            Some(seen) => self.aside(&whole, self.say(seen)),
            None => whole,
        }
    }

    /// A citation with what is to be known before it is relied on.
    fn with_marks(self, citation: &str, source: &Source, with_seen: bool) -> String {
        let unverified = (!source.verified).then_some(&self.words().report.unverified_source);
        let marks = self
            .list(unverified.into_iter().chain(source.seen.iter().filter(|_| with_seen)).map(|mark| self.say(mark)));
        if marks.is_empty() { citation.to_owned() } else { self.aside(citation, &marks) }
    }

    fn short(self, source: &Source) -> String {
        let first = match &source.authors {
            None => return source.title.get(self.lang).to_owned(),
            Some(Name::Told(text)) => self.say(text),
            Some(Name::Printed(authors)) => {
                let first = authors.split([',', ';']).next().unwrap_or(authors);
                // "Van den Bergh PYK" without the initials.
                match first.rsplit_once(' ') {
                    Some((family, initials)) if initials.chars().all(char::is_uppercase) => family,
                    _ => first,
                }
            }
        };
        match &source.year {
            Some(year) if first.is_ascii() => format!("{first} {year}"),
            Some(year) => format!("{first}{year}"),
            None => first.to_owned(),
        }
    }

    /// The citation on one line.
    fn whole(self, source: &Source) -> String {
        let mut out = String::new();
        if let Some(authors) = &source.authors {
            out.push_str(&format!("{}. ", authors.get(self.lang).trim_end_matches('.')));
        }
        out.push_str(source.title.get(self.lang));
        out.push('.');
        out.extend(source.journal.iter().flat_map(|journal| [" ", journal.get(self.lang)]));
        for (before, part) in [(" ", &source.year), (";", &source.volume), (":", &source.pages)] {
            out.extend(part.iter().flat_map(|part| [before, part.as_str()]));
        }
        if !out.ends_with('.') {
            out.push('.');
        }
        match (&source.doi, &source.pmid, &source.url) {
            (Some(doi), ..) => out.push_str(&format!(" doi:{doi}")),
            (None, Some(pmid), _) => out.push_str(&format!(" PMID {pmid}")),
            (None, None, Some(url)) => out.push_str(&format!(" {url}")),
            _ => {}
        }
        out
    }
}
