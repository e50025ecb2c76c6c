//! Numbers as people write them.

use serde_json::Number;

/// So many significant digits of what was calculated are printed in JSON.
const DIGITS: usize = 6;

/// So many significant digits of a calculation are the same on every machine.
const STEADY: usize = 12;

/// The nearest a printed probability comes to 0 and to 1.
const ALMOST_0: f64 = 1e-100;
const ALMOST_1: f64 = 0.999_999;

/// A JSON number: whole numbers without a decimal point, and a zero without a sign.
pub fn number(value: f64) -> Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = (value.fract() == 0.0 && value.abs() < EXACT).then(|| (value as i64).into());
    whole.or_else(|| Number::from_f64(value)).unwrap_or_else(|| 0.into())
}

/// A value without the last bits of its calculation: they differ from one machine to another, and nothing may hang on
/// them, neither how a number is rounded nor what comes first.
pub fn steady(value: f64) -> f64 {
    significant(value, STEADY)
}

/// A value to the six significant digits that are printed.
pub fn six_digits(value: f64) -> f64 {
    significant(steady(value), DIGITS)
}

/// A value to millionths, alike on every machine: for what is compared more often than it is printed.
pub fn millionths(value: f64) -> f64 {
    ((value * 1e12).round() / 1e6).round() / 1e6
}

/// Whether a value reaches a limit, to the six significant digits that are printed.
pub fn reaches(value: f64, limit: f64) -> bool {
    // Only near the limit is it worth a look at the digits.
    match (value - limit).abs() > 1e-5 * limit {
        true => value > limit,
        false => six_digits(value) >= limit,
    }
}

/// A value to so many significant digits.
pub fn significant(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits.saturating_sub(1)).parse().unwrap_or(value)
}

/// Whether one positive value is greater than another by more than the last bits of a calculation.
pub fn exceeds(value: f64, other: f64) -> bool {
    value > other * (1.0 + 1e-9)
}

/// A number of six significant digits.
pub fn rounded(value: f64) -> Number {
    number(six_digits(value))
}

/// A probability that was calculated: six significant digits, and never 0 or 1, for no evidence is certain. What would
/// round to 1 is 0.999999, and what is too small to be told from 0 is 1e-100.
pub fn probability(value: f64) -> Number {
    number(six_digits(value).clamp(ALMOST_0, ALMOST_1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(number(-0.0).to_string(), "0");
        assert_eq!(rounded(-0.0).to_string(), "0");
    }

    #[test]
    fn a_value_between_two_roundings_goes_the_same_way_whatever_its_last_bit() {
        for tie in [12.25_f64, 0.123_456_5, 2.5e-7] {
            let near = [tie.next_down(), tie, tie.next_up()];
            assert!(near.iter().all(|value| significant(steady(*value), 3) == significant(steady(tie), 3)), "{tie}");
            assert!(near.iter().all(|value| six_digits(*value) == six_digits(tie)), "{tie}");
            assert!(!exceeds(tie.next_up(), tie) && exceeds(tie * 1.000_001, tie));
        }
    }

    #[test]
    fn a_limit_is_reached_where_the_printed_digits_say_so() {
        for value in [0.899_999_4, 0.899_999_49, 0.899_999_5, 0.899_999_6, 0.9, 0.900_000_4, 0.5, 0.95] {
            assert_eq!(reaches(value, 0.9), six_digits(value) >= 0.9, "{value}");
        }
        let tie = 0.123_456_5_f64;
        assert_eq!(millionths(tie.next_down()), millionths(tie.next_up()));
        assert_eq!(millionths(-1.234_567_89), -1.234_568);
    }

    #[test]
    fn a_probability_never_reaches_its_ends() {
        for (value, printed) in [
            (1.0, "0.999999"),
            (0.999_999_96, "0.999999"),
            (0.999_999_4, "0.999999"),
            (0.999_998_4, "0.999998"),
            (0.5, "0.5"),
            (3e-9, "3e-9"),
            (1e-300, "1e-100"),
            (0.0, "1e-100"),
        ] {
            assert_eq!(probability(value).to_string(), printed, "{value}");
        }
    }
}
