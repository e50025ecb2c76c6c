//! Which numbers the pack holds, and on whose word.
//!
//! A number is held with the source of the innermost entry around it that names one: as a value, in a text, or as the
//! percentage that a count and its total make.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};

use super::Layer;
use super::walk::{Walk, words};
use crate::json::{Code, Path, number};
use crate::knowledge::Lang;

/// Members that name something rather than say something.
const NAMES: [&str; 10] = ["$schema", "id", "source", "sources", "codes", "finding", "url", "doi", "pmid", "orpha"];

/// The numbers of a pack by source.
#[derive(Default)]
pub(crate) struct Held(HashMap<String, HashSet<String>>);

impl Held {
    /// The numbers of all layers: what a later layer replaces was published all the same.
    pub(crate) fn of(layers: &[Layer]) -> Held {
        let mut held = Held::default();
        for file in layers.iter().flat_map(|layer| &layer.files) {
            let says_nothing =
                ["cases/", "lessons/", "cards.json", "interface.json"].iter().any(|no| file.path.starts_with(no));
            let Ok(value) = (if says_nothing { continue } else { serde_json::from_str(&file.text) }) else { continue };
            match file.path.as_str() {
                "sources.json" => held.bibliography(&value),
                _ => held.value(&value, &[]),
            }
        }
        held
    }

    pub(crate) fn holds(&self, number: &str, source: &str) -> bool {
        self.0.get(source).is_some_and(|numbers| numbers.contains(number))
    }

    /// Every source that a number is held with, in the order of their ids.
    pub(crate) fn sources_of(&self, number: &str) -> BTreeSet<&str> {
        self.0.iter().filter(|(_, numbers)| numbers.contains(number)).map(|(source, _)| source.as_str()).collect()
    }

    /// A source holds its own year and title.
    fn bibliography(&mut self, file: &Value) {
        for source in file["sources"].as_array().into_iter().flatten() {
            let Some(id) = source["id"].as_str() else { continue };
            let title = &source["title"];
            for text in [&source["year"], title, &title["en"], &title["zh"]].into_iter().filter_map(Value::as_str) {
                self.text(text, &[id]);
            }
        }
    }

    fn value(&mut self, value: &Value, sources: &[&str]) {
        match value {
            Value::Object(members) => self.object(members, sources),
            Value::Array(items) => items.iter().for_each(|item| self.value(item, sources)),
            Value::String(text) => self.text(text, sources),
            Value::Number(value) => self.put(value.as_f64().and_then(written), sources),
            Value::Bool(_) | Value::Null => {}
        }
    }

    fn object(&mut self, members: &Map<String, Value>, around: &[&str]) {
        let own = cited(members);
        let sources = if own.is_empty() { around } else { &own };
        for (_, value) in members.iter().filter(|(key, _)| !NAMES.contains(&key.as_str())) {
            self.value(value, sources);
        }
        let counts: Vec<f64> = members.values().filter_map(Value::as_f64).collect();
        for (part, whole) in counts.iter().flat_map(|part| counts.iter().map(move |whole| (*part, *whole))) {
            self.share(part, whole, sources);
        }
    }

    fn text(&mut self, text: &str, sources: &[&str]) {
        let found = numbers(text);
        for (part, whole) in found.iter().zip(found.iter().skip(1)) {
            if text.contains(&format!("{part} of {whole}")) || text.contains(&format!("{part}/{whole}")) {
                let [part, whole] = [part, whole].map(|number| number.parse().unwrap_or(0.0));
                self.share(part, whole, sources);
            }
        }
        found.into_iter().for_each(|number| self.put(Some(number), sources));
    }

    /// The percentage that a part is of a whole, without decimals and with one.
    fn share(&mut self, part: f64, whole: f64, sources: &[&str]) {
        if whole > 1.0 && (0.0..=whole).contains(&part) {
            let percent = 100.0 * part / whole;
            self.put(written(percent.round()), sources);
            self.put(written((10.0 * percent).round() / 10.0), sources);
        }
    }

    fn put(&mut self, number: Option<String>, sources: &[&str]) {
        let Some(number) = number else { return };
        for source in sources {
            self.0.entry((*source).to_owned()).or_default().insert(number.clone());
        }
    }
}

/// The sources that an entry names itself.
pub(crate) fn cited(members: &Map<String, Value>) -> Vec<&str> {
    let named = ["source", "sources"].into_iter().filter_map(|key| members.get(key));
    named
        .flat_map(|value| match value {
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            value => value.as_str().into_iter().collect::<Vec<_>>(),
        })
        .collect()
}

/// A number as [`numbers`] writes it.
fn written(value: f64) -> Option<String> {
    value.is_finite().then(|| number(value.abs()).to_string())
}

/// The numbers of a text in their order, without signs, thousands separators and idle zeros.
pub(crate) fn numbers(text: &str) -> Vec<String> {
    let text: String = text.chars().map(half_width).collect();
    let is_no_digit = |c: char| !c.is_ascii_digit();
    let digits = |text: &'_ str| text.find(is_no_digit).unwrap_or(text.len());
    let mut found = Vec::new();
    let mut rest = text.trim_start_matches(is_no_digit);
    while !rest.is_empty() {
        let (whole, mut after) = rest.split_at(digits(rest));
        let mut number = whole.to_owned();
        while number.len() <= 12
            && whole.len() <= 3
            && let Some(group) = after.strip_prefix(',').filter(|group| digits(group) == 3)
        {
            let (group, beyond) = group.split_at(3);
            number.push_str(group);
            after = beyond;
        }
        if let Some(decimals) = after.strip_prefix('.').filter(|decimals| digits(decimals) > 0) {
            let (decimals, beyond) = decimals.split_at(digits(decimals));
            number.extend([".", decimals]);
            after = beyond;
        }
        found.extend(number.parse().ok().and_then(written));
        rest = after.trim_start_matches(is_no_digit);
    }
    found
}

fn half_width(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff0c}' | '\u{ff0e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// Whether a file teaches what the rest of the pack holds.
pub(super) fn is_taught(file: &str) -> bool {
    file == "cards.json" || file.starts_with("lessons/")
}

/// So many characters on each side of a number are quoted.
const AROUND: usize = 24;

/// So many other sources of a number are named.
const OTHERS: usize = 3;

impl Walk<'_> {
    /// Every number that a lesson or a card says is held by one of its sources, and both languages say the same ones.
    pub(super) fn numbers(&mut self, path: &Path, pair: [&Value; 2], sources: &[&str]) {
        let named = self.named;
        let Some(held) = named.held.as_ref().filter(|_| is_taught(self.file)) else { return };
        // A source that is not known is a fault of its own.
        let are_known = named.sources.as_ref().is_some_and(|known| sources.iter().all(|id| known.contains(id)));
        let [english, chinese] = pair;
        let [en, zh] = [(Lang::En, english), (Lang::Zh, chinese)].map(|(lang, value)| {
            let here = path.key(lang.key());
            let mut said: Vec<String> = Vec::new();
            for (here, text) in words(&here, value) {
                let found = numbers(text);
                if are_known {
                    self.held(&here, text, &found, sources, held);
                }
                said.extend(found);
            }
            said.sort();
            said
        });
        if en != zh {
            let list = |numbers: &[String]| if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") };
            let what = format!("the numbers differ: {} in English, {} in Chinese", list(&en), list(&zh));
            let fault = self.doc.fault(path, Code::NumbersDiffer, what);
            self.faults.push(fault.expected("the same numbers in both languages, in any order"));
        }
    }

    fn held(&mut self, path: &Path, text: &str, found: &[String], sources: &[&str], held: &Held) {
        for number in found.iter().filter(|number| !sources.iter().any(|id| held.holds(number, id))) {
            let cites = sources.join(" or ");
            let what = format!("no entry of the pack that cites {cites} holds {number}: \"{}\"", quoted(text, number));
            let others: Vec<&str> = held.sources_of(number).into_iter().collect();
            let expected = match others.len() {
                1..=OTHERS => format!("a number of that source ({number} stands with {})", others.join(", ")),
                _ => "a number that a criterion, a frequency, a help text or facts.json gives with that source".into(),
            };
            self.faults.push(self.doc.fault(path, Code::NumberNotHeld, what).expected(expected));
        }
    }
}

/// The words around a number.
fn quoted(text: &str, number: &str) -> String {
    let text = text.trim();
    let (before, after) = text.split_once(number).unwrap_or((text, ""));
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let (start, end) = (if from > 0 { ".." } else { "" }, if to < after.len() { ".." } else { "" });
    format!("{start}{}{number}{}{end}", before.get(from..).unwrap_or_default(), after.get(..to).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::PackText;
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        assert_eq!(numbers("1,500 pg/mL, then 0.50 and 10^9/L"), ["1500", "0.5", "10", "9"]);
        assert_eq!(numbers("血浆１５００ pg/mL，其后0.5"), ["1500", "0.5"]);
        assert_eq!(numbers("CD20, IL-6, 2012, 2015."), ["20", "6", "2012", "2015"]);
        assert_eq!(numbers("no number at all, 1."), ["1"]);
        assert_eq!(numbers(&"9".repeat(400)), [] as [&str; 0]);
    }

    #[test]
    fn a_number_is_held_by_the_innermost_source_and_as_a_percentage() {
        let held = |path: &str, text: &'static str| {
            let file = PackText { path: path.to_owned(), file: path.to_owned(), text: Cow::Borrowed(text) };
            Held::of(&[Layer { files: vec![file] }])
        };
        let rows = held(
            "diseases/one.json",
            r#"{"sources": ["outer"], "codes": {"orpha": 2905}, "n": 7,
                "frequencies": [{"source": "inner2019", "n": 73, "of": 136, "text": "1 of 8 nerves"}]}"#,
        );
        for number in ["73", "136", "54", "53.7", "1", "8", "13", "12.5"] {
            assert!(rows.holds(number, "inner2019"), "{number}");
            assert!(!rows.holds(number, "outer"), "{number}");
        }
        assert!(rows.holds("7", "outer") && !rows.holds("7", "inner2019"));
        assert!(rows.sources_of("2905").is_empty() && rows.sources_of("2019").is_empty());
        let bibliography = held("sources.json", r#"{"sources": [{"id": "a", "year": "1980", "doi": "10.1/77"}]}"#);
        assert!(bibliography.holds("1980", "a") && !bibliography.holds("77", "a"));
        assert!(held("cases/one.json", r#"{"source": "a", "n": 5}"#).sources_of("5").is_empty());
    }
}
