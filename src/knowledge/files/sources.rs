//! `sources.json`: the bibliography.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::Text;

/// The bibliography of a pack.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: sources")]
pub struct SourcesFile {
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    pub sources: Vec<Source>,
}

/// A source as it is cited.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    #[serde(default)]
    pub authors: Option<String>,
    pub title: String,
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
    pub fn short(&self) -> String {
        let Some(authors) = &self.authors else { return self.title.clone() };
        let first = authors.split([',', ';', '(']).map(str::trim).find(|name| !name.is_empty());
        let first = first.unwrap_or(authors).trim_matches(['(', ')']);
        // "Van den Bergh PYK" without the initials.
        let family = match first.rsplit_once(' ') {
            Some((family, initials)) if initials.chars().all(char::is_uppercase) => family,
            _ => first,
        };
        match &self.year {
            Some(year) => format!("{family} {year}"),
            None => family.to_owned(),
        }
    }

    /// The citation on one line.
    pub fn citation(&self) -> String {
        let mut out = String::new();
        if let Some(authors) = &self.authors {
            out.push_str(authors.trim_end_matches('.'));
            out.push_str(". ");
        }
        out.push_str(&self.title);
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
