//! Numbers as people write them.

/// A JSON number: whole numbers without a decimal point.
pub fn number(value: f64) -> serde_json::Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = (value.fract() == 0.0 && value.abs() < EXACT && !(value == 0.0 && value.is_sign_negative()))
        .then(|| (value as i64).into());
    whole.or_else(|| serde_json::Number::from_f64(value)).unwrap_or_else(|| 0.into())
}

/// A number of six significant digits, so that the last bits of a calculation are never printed.
pub fn rounded(value: f64) -> serde_json::Number {
    number(format!("{value:.5e}").parse().unwrap_or(value))
}
