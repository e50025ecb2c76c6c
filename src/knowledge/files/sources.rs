//! `sources.json`: the bibliography.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::{Lang, Text};

/// The bibliography of a pack.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: sources")]
pub struct SourcesFile {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    pub sources: Vec<Source>,
}

/// A name as the publication prints it, or the program's own words where there is none to print.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "a text, or {\"en\": .., \"zh\": ..}")]
pub enum Name {
    Printed(String),
    Told(Text),
}

impl Name {
    pub fn get(&self, lang: Lang) -> &str {
        match self {
            Name::Printed(name) => name,
            Name::Told(text) => text.get(lang),
        }
    }
}

/// A source as it is cited.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    #[serde(default)]
    pub authors: Option<Name>,
    pub title: Name,
    #[serde(default)]
    pub journal: Option<String>,
    #[serde(default)]
    pub year: Option<String>,
    #[serde(default)]
    pub volume: Option<String>,
    #[serde(default)]
    pub pages: Option<String>,
    #[serde(default)]
    pub doi: Option<String>,
    #[serde(default)]
    pub pmid: Option<String>,
    #[serde(default)]
    pub url: Option<String>,
    /// Whether the citation itself was seen.
    pub verified: bool,
    /// How much of it was read, where not all of it.
    #[serde(default)]
    pub seen: Option<Text>,
    #[serde(default)]
    pub note: Option<String>,
}

impl Source {
    /// The first author and the year, else the title: for a place where the citation would be too long.
    pub fn short(&self, lang: Lang) -> String {
        let first = match &self.authors {
            None => return self.title.get(lang).to_owned(),
            Some(Name::Told(text)) => text.get(lang),
            Some(Name::Printed(authors)) => {
                let first = authors.split([',', ';']).next().unwrap_or(authors);
                // "Van den Bergh PYK" without the initials.
                match first.rsplit_once(' ') {
                    Some((family, initials)) if initials.chars().all(char::is_uppercase) => family,
                    _ => first,
                }
            }
        };
        match &self.year {
            Some(year) if first.is_ascii() => format!("{first} {year}"),
            Some(year) => format!("{first}{year}"),
            None => first.to_owned(),
        }
    }

    /// The citation on one line.
    pub fn citation(&self, lang: Lang) -> String {
        let mut out = String::new();
        if let Some(authors) = &self.authors {
            out.push_str(authors.get(lang).trim_end_matches('.'));
            out.push_str(". ");
        }
        out.push_str(self.title.get(lang));
        out.push('.');
        if let Some(journal) = &self.journal {
            out.push_str(&format!(" {journal}"));
        }
        if let Some(year) = &self.year {
            out.push_str(&format!(" {year}"));
        }
        if let Some(volume) = &self.volume {
            out.push_str(&format!(";{volume}"));
        }
        if let Some(pages) = &self.pages {
            out.push_str(&format!(":{pages}"));
        }
        if !out.ends_with('.') {
            out.push('.');
        }
        match (&self.doi, &self.pmid, &self.url) {
            (Some(doi), ..) => out.push_str(&format!(" doi:{doi}")),
            (None, Some(pmid), _) => out.push_str(&format!(" PMID {pmid}")),
            (None, None, Some(url)) => out.push_str(&format!(" {url}")),
            _ => {}
        }
        out
    }
}
