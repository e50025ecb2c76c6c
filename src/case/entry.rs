//! A quantity as a person types it: full-width digits, a decimal comma, spaces between thousands, a comparator, a unit
//! in any of its spellings; and a laboratory's range.

use super::read::possible_range;
use super::{Comparator, Quantity, Reference};
use crate::json::number;
use crate::knowledge::files::StyleWords;
use crate::knowledge::{Measure, half_width};

/// What was typed, once it is understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// The number that was read.
    pub quantity: Quantity,
    /// The number as it was read, where that is not letter for letter what was typed.
    pub read_as: Option<String>,
}

/// Why a typed quantity was refused. The faces put it in words.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryFault {
    /// Nothing was typed.
    Empty,
    /// It is none.
    NotANumber {
        /// What was typed.
        typed: String,
    },
    /// `1,234` and `1.234` may be a thousand or a little more than one.
    Ambiguous {
        /// What was typed.
        typed: String,
        /// The number if the sign parts thousands.
        thousands: String,
        /// The number if the sign begins decimals.
        decimal: String,
    },
    /// What stands behind the number is no unit of the finding.
    UnknownUnit {
        /// What was typed.
        typed: String,
    },
    /// Outside the possible range, given in the unit of the entry (an index).
    Impossible {
        /// The lowest possible value.
        low: f64,
        /// The highest possible value.
        high: f64,
        /// The unit of both.
        unit: usize,
    },
    /// A range without two ends, or with the higher one first.
    NotARange {
        /// What was typed.
        typed: String,
    },
}

/// Reads a typed quantity; `unit` is taken where the text names none.
///
/// # Errors
/// Anything that is not plainly one possible number.
pub fn type_quantity(text: &str, measure: &Measure, unit: usize) -> Result<Typed, EntryFault> {
    let plain = ascii(text);
    let plain = plain.trim();
    if plain.is_empty() {
        return Err(EntryFault::Empty);
    }
    let (comparator, rest) = split_comparator(plain);
    let (figures, unit_text) = split(rest, measure);
    let unit = match unit_text {
        "" => unit,
        typed => measure.typed_unit(typed).ok_or_else(|| match figures {
            "" => EntryFault::NotANumber { typed: text.trim().to_owned() },
            _ => EntryFault::UnknownUnit { typed: typed.to_owned() },
        })?,
    };
    let impossible = |value: f64| possible_range(measure, &Quantity { comparator, ..Quantity::new(value, unit) });
    let not_a_number = || EntryFault::NotANumber { typed: text.trim().to_owned() };
    let Figures { value, spelled } = read_figures(figures, |value| impossible(value).is_none(), not_a_number)?;
    if let Some([low, high]) = impossible(value) {
        return Err(EntryFault::Impossible { low, high, unit });
    }
    let symbol = comparator.map_or("", Comparator::symbol);
    let as_typed = text.trim().strip_suffix(unit_text).unwrap_or(text).trim();
    let is_as_typed = as_typed.strip_prefix(symbol).is_some_and(|figures| figures.trim_start() == spelled);
    let read_as = (!is_as_typed).then(|| format!("{symbol}{spelled}"));
    Ok(Typed { quantity: Quantity { comparator, ..Quantity::new(value, unit) }, read_as })
}

/// The unit that is typed behind a number, if one is.
pub fn typed_unit(text: &str, measure: &Measure) -> Option<usize> {
    let plain = ascii(text);
    let (_, unit_text) = split(split_comparator(plain.trim()).1, measure);
    Some(unit_text).filter(|text| !text.is_empty()).and_then(|text| measure.typed_unit(text))
}

fn split_comparator(plain: &str) -> (Option<Comparator>, &str) {
    let found = Comparator::ALL.into_iter().find_map(|it| Some((it, plain.strip_prefix(it.symbol())?)));
    found.map_or((None, plain), |(comparator, rest)| (Some(comparator), rest.trim_start()))
}

/// Parts the figures from the unit. A space may stand between thousands or before the unit, an `e` may begin an
/// exponent or a unit: the shortest figures that leave a unit behind are meant, else the longest.
fn split<'t>(text: &'t str, measure: &Measure) -> (&'t str, &'t str) {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || "+-.,".contains(c))).unwrap_or(text.len());
    let mut grouped = digits;
    let behind = |end: usize| text.split_at(end).1;
    while let Some(group) = behind(grouped).strip_prefix(' ')
        && group.len() - group.trim_start_matches(|c: char| c.is_ascii_digit()).len() == 3
        && text.split_at(digits).0.bytes().all(|byte| byte.is_ascii_digit())
        && (1..=3).contains(&digits)
    {
        grouped += 4;
    }
    if let Some(decimals) = behind(grouped).strip_prefix(['.', ',']) {
        let count = decimals.len() - decimals.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        grouped += if grouped > digits { 1 + count } else { 0 };
    }
    let exponent = behind(grouped).strip_prefix(['e', 'E']).map_or(grouped, |rest| {
        let signed = rest.trim_start_matches(['+', '-']);
        let count = signed.len() - signed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if count > 0 && rest.len() - signed.len() <= 1 { text.len() - signed.len() + count } else { grouped }
    });
    let parted = |end: usize| (text.split_at(end).0, behind(end).trim());
    let is_unit = |end: &usize| behind(*end).trim().is_empty() || measure.typed_unit(behind(*end)).is_some();
    parted([digits, grouped, exponent].into_iter().find(is_unit).unwrap_or(exponent))
}

/// A number as it was read, and how it is written plainly.
struct Figures {
    value: f64,
    spelled: String,
}

fn read_figures(
    figures: &str,
    is_possible: impl Fn(f64) -> bool,
    not_a_number: impl Fn() -> EntryFault,
) -> Result<Figures, EntryFault> {
    let plain = figures.replace(' ', "");
    let decimal = plain.replacen(',', ".", 1);
    if decimal.contains(',') || decimal.matches('.').count() > 1 {
        return Err(not_a_number());
    }
    // Zero has no sign.
    let parse = |text: &str| text.parse::<f64>().ok().map(|value| value + 0.0).filter(|value| value.is_finite());
    let value = parse(&decimal).ok_or_else(not_a_number)?;
    let printed = || number(value).to_string();
    if decimal.contains(['e', 'E']) {
        return Ok(Figures { value, spelled: printed() });
    }
    let Some(thousands) = as_thousands(&plain) else { return Ok(Figures { value, spelled: decimal }) };
    match parse(&thousands) {
        Some(thousand) if is_possible(thousand) && !is_possible(value) => {
            Ok(Figures { value: thousand, spelled: thousands })
        }
        Some(thousand) if is_possible(thousand) => {
            Err(EntryFault::Ambiguous { typed: figures.to_owned(), thousands, decimal })
        }
        _ => Ok(Figures { value, spelled: printed() }),
    }
}

/// `1,234` and `1.234` as a thousand and some: one to three digits, and a group of three.
fn as_thousands(figures: &str) -> Option<String> {
    let (whole, group) = figures.split_once([',', '.'])?;
    let digits = whole.trim_start_matches(['+', '-']);
    let is_group = group.len() == 3 && group.bytes().all(|digit| digit.is_ascii_digit());
    (is_group && (1..=3).contains(&digits.len()) && !digits.starts_with('0')).then(|| format!("{whole}{group}"))
}

/// Reads a typed range of a laboratory, as `150-400`, `<=400` or `>=150`, or as the program prints one in any language.
/// Its ends are in `unit` or in one that is typed behind them, and come back in `unit`.
///
/// # Errors
/// No range, or an end that is not plainly one possible number.
pub fn type_range(text: &str, measure: &Measure, unit: usize, style: &StyleWords) -> Result<Reference, EntryFault> {
    let not_a_range = || EntryFault::NotARange { typed: text.trim().to_owned() };
    let (low, high) = ends(text, style).ok_or_else(not_a_range)?;
    // A unit behind the last end is that of both.
    let typed_unit = high.as_deref().and_then(|high| type_quantity(high, measure, unit).ok());
    let own = typed_unit.map_or(unit, |typed| typed.quantity.unit);
    let end = |text: String| {
        let Quantity { value, unit: of, comparator, .. } = type_quantity(&text, measure, own)?.quantity;
        match comparator {
            None if of == unit => Ok(value),
            None => Ok(measure.unit_at(unit).from_canonical(measure.unit_at(of).canonical(value))),
            Some(_) => Err(not_a_range()),
        }
    };
    let reference = Reference { low: low.map(end).transpose()?, high: high.map(end).transpose()? };
    match reference {
        Reference { low: Some(low), high: Some(high) } if low > high => Err(not_a_range()),
        reference => Ok(reference),
    }
}

/// The lower and the upper end of a typed range.
fn ends(text: &str, style: &StyleWords) -> Option<(Option<String>, Option<String>)> {
    let owned = |text: &str| text.trim().to_owned();
    if let Some([low, high]) = style.ends(text) {
        return Some((low.map(owned), high.map(owned)));
    }
    let plain = ascii(text);
    let plain = plain.trim();
    match plain.strip_prefix(['<', '>']).map(|rest| rest.strip_prefix('=').unwrap_or(rest)) {
        Some(end) if plain.starts_with('<') => Some((None, Some(owned(end)))),
        Some(end) => Some((Some(owned(end)), None)),
        None => {
            let parts = |(at, c): &(usize, char)| match c {
                '~' | '\u{81f3}' | '\u{5230}' => true,
                // Not the sign of a number or of an exponent.
                '-' => *at > 0 && !plain.split_at(*at).0.ends_with(['e', 'E']),
                _ => false,
            };
            let (at, sign) = plain.char_indices().find(parts)?;
            let (low, high) = plain.split_at(at);
            Some((Some(owned(low)), Some(owned(high.strip_prefix(sign)?))))
        }
    }
}

impl Quantity {
    /// A new number in place of an old one, with the laboratory's own range that came with that. The same number in
    /// another unit is a correction of the unit, and the range is corrected with it; else the range is converted.
    pub fn in_place_of(self, old: &Quantity, measure: &Measure) -> Quantity {
        let converted = |end: f64| {
            let (from, to) = (measure.unit_at(old.unit), measure.unit_at(self.unit));
            if self.unit == old.unit || self.value == old.value { end } else { to.from_canonical(from.canonical(end)) }
        };
        let reference = old
            .reference
            .map(|Reference { low, high }| Reference { low: low.map(converted), high: high.map(converted) });
        Quantity { reference, ..self }
    }
}

/// Full-width digits and signs, as Chinese input methods type them, become their ASCII forms.
fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{3002}' => plain.push('.'),
            '\u{3001}' => plain.push(','),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' => plain.push('-'),
            '\u{301c}' => plain.push('~'),
            // Title marks, which the key for a comparator types.
            '\u{3008}' | '\u{300a}' | '\u{fe64}' => plain.push('<'),
            '\u{3009}' | '\u{300b}' | '\u{fe65}' => plain.push('>'),
            '\u{2264}' | '\u{2266}' | '\u{2a7d}' => plain.push_str("<="),
            '\u{2265}' | '\u{2267}' | '\u{2a7e}' => plain.push_str(">="),
            // Nothing is seen of them.
            '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => plain.push(' '),
            c => plain.push(half_width(c)),
        }
    }
    plain
}
