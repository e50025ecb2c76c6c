//! A quantity as a person types it: full-width digits, a decimal comma, a comparator, a unit.

use super::read::possible_range;
use super::{Comparator, Quantity};
use crate::knowledge::{Measure, Unit, half_width};

/// What was typed, once it is understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    pub quantity: Quantity,
    /// The number as it was read, where that is not letter for letter what was typed.
    pub read_as: Option<String>,
}

/// Why a typed quantity was refused. The faces put it in words.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryFault {
    Empty,
    NotANumber {
        typed: String,
    },
    /// `1,234` may be a thousand or a little more than one.
    Ambiguous {
        typed: String,
        thousands: String,
        decimal: String,
    },
    UnknownUnit {
        typed: String,
    },
    /// Outside the possible range, given in the unit of the entry (an index).
    Impossible {
        low: f64,
        high: f64,
        unit: usize,
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
    let (comparator, rest) = match Comparator::ALL.into_iter().find(|comparator| plain.starts_with(comparator.symbol()))
    {
        Some(comparator) => (Some(comparator), plain[comparator.symbol().len()..].trim_start()),
        None => (None, plain),
    };
    let number_end = rest.find(|c: char| !(c.is_ascii_digit() || "+-.,".contains(c))).unwrap_or(rest.len());
    let (number_text, unit_text) = (&rest[..number_end], rest[number_end..].trim());
    let unit = match unit_text {
        "" => unit,
        typed => measure.units.iter().position(|unit| same_unit(typed, unit)).ok_or_else(|| match number_text {
            "" => EntryFault::NotANumber { typed: text.trim().to_owned() },
            _ => EntryFault::UnknownUnit { typed: typed.to_owned() },
        })?,
    };
    let value = read_number(number_text, text)?;
    let quantity = Quantity { comparator, ..Quantity::new(value, unit) };
    if let Some([low, high]) = possible_range(measure, &quantity) {
        return Err(EntryFault::Impossible { low, high, unit });
    }
    let spelled = format!("{}{}", comparator.map_or("", Comparator::symbol), number_text.replace(',', "."));
    let as_typed = text.trim().strip_suffix(unit_text).unwrap_or(text).trim();
    Ok(Typed { quantity, read_as: (spelled != as_typed.replace(' ', "")).then_some(spelled) })
}

fn read_number(number: &str, typed: &str) -> Result<f64, EntryFault> {
    let not_a_number = || EntryFault::NotANumber { typed: typed.trim().to_owned() };
    let decimal = number.replacen(',', ".", 1);
    if decimal.contains(',') || decimal.matches('.').count() > 1 {
        return Err(not_a_number());
    }
    if let Some((whole, group)) = number.split_once(',')
        && group.len() == 3
        && group.bytes().all(|digit| digit.is_ascii_digit())
        && (1..=3).contains(&whole.trim_start_matches(['+', '-']).len())
        && !whole.trim_start_matches(['+', '-']).starts_with('0')
    {
        let thousands = format!("{whole}{group}");
        return Err(EntryFault::Ambiguous { typed: number.to_owned(), thousands, decimal });
    }
    decimal.parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(not_a_number)
}

/// Full-width digits and signs, as Chinese input methods type them, become their ASCII forms.
fn ascii(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let (first, second) = match c {
                '\u{a0}' => (' ', None),
                '\u{3002}' => ('.', None),
                '\u{3001}' => (',', None),
                '\u{2212}' | '\u{2013}' => ('-', None),
                '\u{2264}' => ('<', Some('=')),
                '\u{2265}' => ('>', Some('=')),
                c => (half_width(c), None),
            };
            [Some(first), second].into_iter().flatten()
        })
        .collect()
}

/// Units are compared as laboratories print them: `10^9/L` is `10*9/L`, with a superscript too; either micro sign is `u`.
fn same_unit(typed: &str, unit: &Unit) -> bool {
    let digit = |c: char| match c {
        '\u{b9}' => '1',
        '\u{b2}' => '2',
        '\u{b3}' => '3',
        '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from_digit(c as u32 - 0x2070, 10).unwrap_or(c),
        c => c,
    };
    let plain = |text: &str| {
        text.chars()
            .map(digit)
            .collect::<String>()
            .replace(['\u{b5}', '\u{3bc}'], "u")
            .replace(['^', '\u{d7}'], "*")
            .replace([' ', '[', ']', '*'], "")
            .to_lowercase()
    };
    let typed = plain(typed).trim_start_matches('x').to_owned();
    typed == plain(&unit.id) || (!unit.shown().is_empty() && typed == plain(&unit.shown()))
}
