//! What a person may type for a laboratory value, and what the program makes of it.

mod support;

use poems::case::{Comparator, EntryFault, Typed, type_quantity};
use poems::knowledge::Measure;
use support::{built_in, find};

fn measure(finding: &str) -> &'static Measure {
    built_in().finding(find(built_in(), finding)).measure().unwrap()
}

/// What the field of a finding makes of a text: the number, the comparator, the unit, and what is said back.
/// The value, its comparator, its unit, and how it was read where that is not letter for letter what was typed.
type Read = (f64, Option<Comparator>, &'static str, Option<String>);

fn typed(finding: &str, text: &str) -> Result<Read, EntryFault> {
    let Typed { quantity, read_as } = type_quantity(text, measure(finding), 0)?;
    assert_eq!(quantity.reference, None);
    Ok((quantity.value, quantity.comparator, &measure(finding).units[quantity.unit].id, read_as))
}

#[track_caller]
fn reads(finding: &str, text: &str, value: f64, comparator: &str, unit: &str, said_back: Option<&str>) {
    let comparator = Comparator::from_symbol(comparator);
    let expected = (value, comparator, unit, said_back.map(str::to_owned));
    match typed(finding, text) {
        Ok((value, comparator, unit, read_as)) => assert_eq!((value, comparator, unit, read_as), expected, "{text:?}"),
        Err(fault) => panic!("{text:?}: {fault:?}"),
    }
}

#[test]
fn plain_numbers_are_read_as_they_stand_and_nothing_is_said_back() {
    for (text, value) in [
        ("12.5", 12.5),
        (" 12.5 ", 12.5),
        ("12", 12.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("0", 0.0),
        ("007", 7.0),
        ("+5", 5.0),
    ] {
        reads("crp", text, value, "", "mg/L", None);
    }
    assert_eq!(measure("crp").units[0].id, "mg/L");
}

#[test]
fn full_width_digits_and_signs_of_a_chinese_input_method_are_read_and_said_back() {
    reads("crp", "１２．５", 12.5, "", "mg/L", Some("12.5"));
    reads("crp", "１２。５", 12.5, "", "mg/L", Some("12.5"));
    reads("crp", "１２，５", 12.5, "", "mg/L", Some("12.5"));
    reads("crp", "＞２００", 200.0, ">", "mg/L", Some(">200"));
    reads("crp", "＜＝２００", 200.0, "<=", "mg/L", Some("<=200"));
    reads("crp", "　12.5　", 12.5, "", "mg/L", None);
    reads("crp", "１２．５ｍｇ／Ｌ", 12.5, "", "mg/L", Some("12.5"));
}

#[test]
fn a_decimal_comma_is_read_and_said_back() {
    reads("crp", "12,5", 12.5, "", "mg/L", Some("12.5"));
    reads("crp", "0,123", 0.123, "", "mg/L", Some("0.123"));
    reads("vegf_plasma", "1234,567", 1234.567, "", "pg/mL", Some("1234.567"));
    reads("crp", "<0,5", 0.5, "<", "mg/L", Some("<0.5"));
}

#[test]
fn a_comma_before_three_digits_may_be_a_thousand_and_is_asked_back() {
    for (text, thousands, decimal) in [
        ("1,234", "1234", "1.234"),
        ("12,345", "12345", "12.345"),
        ("１，２３４", "1234", "1.234"),
        (">1,000", "1000", "1.000"),
    ] {
        match typed("vegf_plasma", text) {
            Err(EntryFault::Ambiguous { thousands: first, decimal: second, .. }) => {
                assert_eq!((first.as_str(), second.as_str()), (thousands, decimal), "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn comparators_as_assays_print_them() {
    for (text, comparator) in [(">2000", ">"), ("> 2000", ">"), (">=2000", ">="), ("<2000", "<"), ("<= 2000", "<=")] {
        reads("vegf_plasma", text, 2000.0, comparator, "pg/mL", None);
    }
    reads("vegf_plasma", "≥2000", 2000.0, ">=", "pg/mL", Some(">=2000"));
    reads("vegf_plasma", "≤ 2000", 2000.0, "<=", "pg/mL", Some("<=2000"));
}

#[test]
fn a_typed_unit_wins_over_the_one_shown() {
    reads("vegf_plasma", "0.3 ng/mL", 0.3, "", "ng/mL", None);
    reads("vegf_plasma", "0.3ng/ml", 0.3, "", "ng/mL", None);
    reads("vegf_plasma", ">2 ng/mL", 2.0, ">", "ng/mL", None);
    reads("platelets", "612 10*9/L", 612.0, "", "10*9/L", None);
    reads("platelets", "612 10^9/L", 612.0, "", "10*9/L", None);
    reads("platelets", "612 x10^9/L", 612.0, "", "10*9/L", None);
    reads("platelets", "612×10^9/L", 612.0, "", "10*9/L", None);
    reads("platelets", "612×10⁹/L", 612.0, "", "10*9/L", None);
    reads("platelets", "612000/uL", 612_000.0, "", "/uL", None);
    reads("platelets", "612000 /µL", 612_000.0, "", "/uL", None);
    reads("platelets", "612000 /μL", 612_000.0, "", "/uL", None);
    reads("tsh", "2.1 mIU/L", 2.1, "", "m[IU]/L", None);
    let shown = type_quantity("300", measure("vegf_plasma"), 2).unwrap_err();
    assert!(matches!(shown, EntryFault::Impossible { unit: 2, .. }), "300 ng/mL is not possible");
}

#[test]
fn every_unit_of_every_quantity_can_be_typed_as_it_is_written_and_as_it_is_shown() {
    for finding in &built_in().findings {
        let Some(measure) = finding.measure() else { continue };
        for (at, unit) in measure.units.iter().enumerate() {
            let middle = unit.from_canonical((measure.possible[0] + measure.possible[1]) / 2.0);
            for written in [unit.id.clone(), unit.shown()].into_iter().filter(|written| !written.is_empty()) {
                let text = format!("{middle:.3} {written}");
                match type_quantity(&text, measure, 0) {
                    Ok(typed) => assert_eq!(typed.quantity.unit, at, "{}: {text}", finding.id),
                    Err(fault) => panic!("{}: {text}: {fault:?}", finding.id),
                }
            }
        }
    }
}

#[test]
fn a_unit_of_something_else_is_refused() {
    for text in ["12.5 furlongs", "12.5 mmol/L", "12.5e3", "12.5 mg/L/L"] {
        let unit = text.trim_start_matches("12.5").trim().to_owned();
        assert_eq!(typed("crp", text).unwrap_err(), EntryFault::UnknownUnit { typed: unit }, "{text}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_the_possible_range_in_the_unit_of_the_entry() {
    let [low, high] = measure("platelets").possible;
    assert_eq!(typed("platelets", "-5").unwrap_err(), EntryFault::Impossible { low, high, unit: 0 });
    assert_eq!(typed("platelets", "−5").unwrap_err(), EntryFault::Impossible { low, high, unit: 0 });
    assert_eq!(typed("platelets", "5001").unwrap_err(), EntryFault::Impossible { low, high, unit: 0 });
    assert_eq!(typed("platelets", ">99999").unwrap_err(), EntryFault::Impossible { low, high, unit: 0 });
    let in_microliters = EntryFault::Impossible { low: low * 1000.0, high: high * 1000.0, unit: 2 };
    assert_eq!(typed("platelets", "9000000 /uL").unwrap_err(), in_microliters);
    reads("platelets", "5000", 5000.0, "", "10*9/L", None);
    reads("platelets", "5000000 /uL", 5_000_000.0, "", "/uL", None);
}

#[test]
fn what_is_no_number_is_no_number() {
    assert_eq!(typed("crp", "").unwrap_err(), EntryFault::Empty);
    assert_eq!(typed("crp", " \u{3000} ").unwrap_err(), EntryFault::Empty);
    let digits = "9".repeat(400);
    for text in [
        "abc",
        "NaN",
        "inf",
        "-",
        ".",
        ",",
        ">",
        "> ",
        "--5",
        "5-",
        "1-2",
        "1..2",
        "1.2.3",
        "1,2,3",
        "1,234,567",
        "1.234,5",
        "1,2-3",
        "1,2.3",
        "mg/L",
        "~5",
        "=5",
        "1/2",
        "😀",
        "\u{1b}[2J",
        &digits,
    ] {
        match typed("crp", text) {
            Err(EntryFault::NotANumber { typed } | EntryFault::UnknownUnit { typed }) => {
                assert!(text.contains(&typed), "{text:?}")
            }
            other => panic!("{text:?}: {other:?}"),
        }
    }
    for text in ["NaN", "inf", "1-2", "1.2.3", "1,234,567", "1,2-3", "mg/L", &digits] {
        assert_eq!(typed("crp", text).unwrap_err(), EntryFault::NotANumber { typed: text.to_owned() });
    }
}
