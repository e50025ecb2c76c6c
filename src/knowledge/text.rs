//! Texts in the product's languages.

use std::fmt::{Display, Write};
use std::str::FromStr;

use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::phrase::Phrase;

/// A language of the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// Every language, in the order they are offered.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];

    /// The BCP 47 tag that documents carry.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh-CN",
        }
    }

    /// The member that holds it in a file.
    pub fn key(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }
    }

    /// What it is called to an author of a pack.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Zh => "Chinese",
        }
    }

    /// The other one.
    pub fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Zh,
            Lang::Zh => Lang::En,
        }
    }
}

impl FromStr for Lang {
    type Err = ();

    /// Reads a language tag or a locale name such as `zh_CN.UTF-8`. Where traditional characters are written, the
    /// simplified texts are not what was meant, and there are no others in Chinese.
    fn from_str(tag: &str) -> Result<Self, ()> {
        let tag = tag.to_ascii_lowercase();
        let parts: Vec<&str> = tag.split(['_', '-', '.', '@']).collect();
        let traditional = parts.iter().any(|part| ["hant", "tw", "hk", "mo"].contains(part));
        match *parts.first().unwrap_or(&"") {
            "en" => Ok(Lang::En),
            "zh" if parts.contains(&"hans") || !traditional => Ok(Lang::Zh),
            _ => Err(()),
        }
    }
}

/// Chinese input methods type full-width forms; this is the ASCII form of one.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// One text in every language. One that is given in a single language, as in a teacher's own case, is that one in both;
/// the checker holds a pack to saying everything in both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In English.
    pub en: Phrase,
    /// In simplified Chinese.
    pub zh: Phrase,
}

/// A text as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "{\"en\": .., \"zh\": ..}")]
struct Given {
    en: Option<Phrase>,
    zh: Option<Phrase>,
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        match Given::deserialize(deserializer)? {
            Given { en: Some(en), zh: Some(zh) } => Ok(Text { en, zh }),
            Given { en: Some(only), zh: None } | Given { en: None, zh: Some(only) } => {
                Ok(Text { en: only.clone(), zh: only })
            }
            Given { en: None, zh: None } => Err(D::Error::missing_field(Lang::En.key())),
        }
    }
}

impl Text {
    /// The text in a language.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en.lasting(),
            Lang::Zh => self.zh.lasting(),
        }
    }

    /// The text in either language, for what may be typed in either.
    pub fn both(&self) -> [&str; 2] {
        [&self.en, &self.zh]
    }

    /// The text with each `{name}` replaced by its value.
    pub(super) fn fill(&self, lang: Lang, values: &[(&str, &dyn Display)]) -> String {
        let mut rest = self.get(lang);
        let mut out = String::with_capacity(rest.len() + 32);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            match values.iter().find(|(key, _)| *key == name) {
                // Writing to a text cannot fail.
                Some((_, value)) => drop(write!(out, "{value}")),
                None => out.extend(["{", name, "}"]),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// What stands for each `{name}` in a text that was filled in; `None` where the text is another one. The names are
    /// given in the order of the text.
    pub fn unfill<'t, const N: usize>(&self, lang: Lang, names: [&str; N], text: &'t str) -> Option<[&'t str; N]> {
        let mut values = [""; N];
        let (mut template, mut rest) = (self.get(lang), text.trim());
        let mut open: Option<&mut &str> = None;
        for (name, value) in names.iter().zip(&mut values) {
            let (before, after) = template.split_once(&format!("{{{name}}}"))?;
            rest = match open {
                None => rest.strip_prefix(before)?,
                Some(last) => {
                    let (found, rest) = rest.split_once(before)?;
                    *last = found;
                    rest
                }
            };
            (template, open) = (after, Some(value));
        }
        *open? = rest.strip_suffix(template)?;
        Some(values)
    }
}
