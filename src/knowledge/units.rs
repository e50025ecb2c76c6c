//! Units: their size, how they are printed, and every way they may be typed.

use std::collections::HashMap;
use std::sync::Arc;

use super::files::UnitsFile;
use super::{Lang, Phrase, Text, half_width};

/// A UCUM unit: canonical = factor * value + offset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// The unit in UCUM.
    pub id: String,
    /// What a value is multiplied by to be canonical.
    pub factor: f64,
    /// What is added after that.
    pub offset: f64,
    /// As a laboratory prints it; empty for a bare number.
    shown: Text,
    /// Its id, its printed forms and its spellings, folded.
    names: Arc<[String]>,
    /// The names of units of the same size.
    alike: Arc<[String]>,
}

impl Unit {
    /// A unit for its size alone, which nobody types.
    pub(super) fn sized(factor: f64, offset: f64) -> Unit {
        Unit { factor, offset, ..Unit::default() }
    }

    /// The value in the canonical unit, to 12 significant digits, so that a converted limit equals the limit.
    pub fn canonical(&self, value: f64) -> f64 {
        to_12_digits(self.factor * value + self.offset)
    }

    /// A canonical value in this unit, to 12 significant digits.
    pub fn from_canonical(&self, value: f64) -> f64 {
        to_12_digits((value - self.offset) / self.factor)
    }

    /// Every way to write it, folded.
    pub(super) fn every_name(&self) -> impl Iterator<Item = &str> {
        self.names.iter().chain(self.alike.iter()).map(String::as_str)
    }

    /// Whether a folded text is its id, its printed form or one of its spellings.
    pub(super) fn is_called(&self, folded: &str) -> bool {
        self.names.iter().any(|name| name == folded)
    }

    /// The unit as a laboratory prints it; empty for a bare number.
    pub fn shown(&self, lang: Lang) -> &str {
        self.shown.get(lang)
    }

    /// A value with its unit. A percent sign stands close to its number, and so does what is not ASCII: a Chinese
    /// unit, or the sign of multiplication.
    pub fn with(&self, value: &str, lang: Lang) -> String {
        match self.shown(lang) {
            "" => value.to_owned(),
            unit if unit.starts_with('%') || !unit.starts_with(|c: char| c.is_ascii()) => format!("{value}{unit}"),
            unit => format!("{value} {unit}"),
        }
    }
}

/// Which of these units is typed: one that is spelled so, else one of the same size as a unit spelled so.
pub(super) fn typed(units: &[Unit], text: &str) -> Option<usize> {
    let text = folded(text);
    let called = units.iter().position(|unit| unit.is_called(&text));
    called.or_else(|| units.iter().position(|unit| unit.alike.contains(&text)))
}

/// UCUM's brackets and braces are for machines.
fn printed(id: &str) -> String {
    match id {
        "1" | "{ratio}" => String::new(),
        id if !id.contains(['*', '{', '(', '[', ']']) => id.to_owned(),
        id => {
            id.replace("10*", "10^").replace("/{1.73_m2}", "/1.73 m2").replace("(24.h)", "24 h").replace(['[', ']'], "")
        }
    }
}

fn to_12_digits(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let exponent = 11 - value.abs().log10().floor() as i32;
    if !(-300..=300).contains(&exponent) {
        return value;
    }
    // Dividing or multiplying by an exact power of ten keeps the nearest double of the decimal.
    match exponent {
        0.. if exponent <= 22 => (value * 10f64.powi(exponent)).round() / 10f64.powi(exponent),
        _ if (-22..0).contains(&exponent) => (value / 10f64.powi(-exponent)).round() * 10f64.powi(-exponent),
        _ => value,
    }
}

/// Units are compared as laboratories print them: `10^9/L` is `10*9/L`, with a superscript too; either micro sign is `u`.
pub(super) fn folded(text: &str) -> String {
    let sign = |c: char| match half_width(c) {
        '\u{b9}' => '1',
        '\u{b2}' => '2',
        '\u{b3}' => '3',
        '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from_digit(c as u32 - 0x2070, 10).unwrap_or(c),
        '\u{2080}'..='\u{2089}' => char::from_digit(c as u32 - 0x2080, 10).unwrap_or(c),
        '\u{b5}' | '\u{3bc}' => 'u',
        c => c,
    };
    let dropped = |c: &char| c.is_whitespace() || matches!(c, '[' | ']' | '*' | '^' | '\u{d7}');
    let plain: String = text.chars().map(sign).filter(|c| !dropped(c)).flat_map(char::to_lowercase).collect();
    plain.trim_start_matches('x').replace("micro", "u")
}

/// The spellings that a pack lists.
#[derive(Default)]
pub(super) struct Spellings {
    names: HashMap<String, Arc<[String]>>,
    shown: HashMap<String, Text>,
    same: Vec<[String; 2]>,
}

impl Spellings {
    /// The spellings of all files together: a later one adds to those before it.
    pub(crate) fn of<'f>(files: impl Iterator<Item = &'f UnitsFile>) -> Spellings {
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        let mut shown = HashMap::new();
        let mut same = Vec::new();
        for file in files {
            for spelled in &file.units {
                let names = names.entry(spelled.unit.clone()).or_insert_with(|| own_names(&spelled.unit));
                names.extend(spelled.names().map(folded));
                shown.extend(spelled.shown.iter().map(|shown| (spelled.unit.clone(), shown.clone())));
            }
            same.extend(file.same.iter().cloned());
        }
        Spellings { names: names.into_iter().map(|(unit, names)| (unit, names.into())).collect(), shown, same }
    }

    /// The unit of that id; `shown` is what a finding prints in its place.
    pub(crate) fn unit(&self, id: &str, factor: f64, offset: f64, shown: Option<&Text>) -> Unit {
        let alike = self.same.iter().filter_map(|[one, other]| match () {
            () if one == id => Some(other),
            () if other == id => Some(one),
            () => None,
        });
        let alike: Vec<String> = alike.flat_map(|other| self.names(other).to_vec()).collect();
        let printed = || {
            let printed = Phrase::from(printed(id));
            Text { en: printed.clone(), zh: printed }
        };
        let names = match shown {
            None => self.names(id),
            Some(Text { en, zh }) => self.names(id).iter().cloned().chain([folded(en), folded(zh)]).collect(),
        };
        let shown = shown.or_else(|| self.shown.get(id)).cloned().unwrap_or_else(printed);
        Unit { id: id.to_owned(), factor, offset, shown, names, alike: alike.into() }
    }

    fn names(&self, id: &str) -> Arc<[String]> {
        self.names.get(id).cloned().unwrap_or_else(|| own_names(id).into())
    }
}

/// What every unit is called without being listed.
fn own_names(id: &str) -> Vec<String> {
    [id.to_owned(), printed(id)].iter().map(|name| folded(name)).filter(|name| !name.is_empty()).collect()
}
