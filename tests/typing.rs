//! What a person may type for a laboratory value, and what the program makes of it.

mod support;

use poems::case::{Comparator, EntryFault, Quantity, Reference, Typed, type_quantity, type_range};
use poems::json::number;
use poems::knowledge::{Lang, Measure};
use poems::say::Wording;
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
fn a_point_before_three_digits_is_asked_back_like_a_comma_where_both_readings_are_possible() {
    for (finding, text, thousands) in
        [("vegf_plasma", "1.200", "1200"), ("platelets", "1.234", "1234"), ("crp", ">1.000", "1000")]
    {
        let asked = typed(finding, text).unwrap_err();
        let EntryFault::Ambiguous { thousands: first, decimal, .. } = &asked else { panic!("{text}: {asked:?}") };
        assert_eq!((first.as_str(), decimal.as_str()), (thousands, text.trim_start_matches('>')), "{text}");
        // What the message says to type instead is not asked about again.
        let (large, small) = (typed(finding, thousands).unwrap(), typed(finding, &format!("{decimal}0")).unwrap());
        assert_eq!(large.0, small.0 * 1000.0, "{text}");
    }
    // 1250 g/dL or 2105 mIU/L is not possible.
    reads("hemoglobin", "12.500", 12.5, "", "g/dL", Some("12.5"));
    reads("tsh", "2,105", 2.105, "", "m[IU]/L", Some("2.105"));
    reads("tsh", "2.105", 2.105, "", "m[IU]/L", None);
    reads("platelets", "0.123", 0.123, "", "10*9/L", None);
}

#[test]
fn spaces_stand_between_thousands_and_before_units() {
    for space in [' ', '\u{a0}', '\u{2009}', '\u{202f}', '\u{3000}'] {
        reads("platelets", &format!("1{space}000"), 1000.0, "", "10*9/L", Some("1000"));
        reads("platelets", &format!("612{space}000{space}/uL"), 612_000.0, "", "/uL", Some("612000"));
        reads("platelets", &format!("612{space}10*9/L"), 612.0, "", "10*9/L", None);
    }
    reads("platelets", "1 000 000 /uL", 1_000_000.0, "", "/uL", Some("1000000"));
    reads("vegf_plasma", "1 234,5", 1234.5, "", "pg/mL", Some("1234.5"));
    for text in ["1 00", "1 0000", "1234 567", "1 2"] {
        assert!(matches!(typed("platelets", text), Err(EntryFault::UnknownUnit { .. })), "{text}");
    }
}

#[test]
fn an_exponent_is_read_as_it_is_printed_and_never_taken_for_a_unit() {
    reads("crp", "1e-7", 1e-7, "", "mg/L", None);
    reads("crp", "<1E-7 mg/L", 1e-7, "<", "mg/L", Some("<1e-7"));
    reads("crp", "1.25e2", 125.0, "", "mg/L", Some("125"));
    reads("platelets", "612e9/L", 612.0, "", "10*9/L", None);
    reads("platelets", "612 E9/L", 612.0, "", "10*9/L", None);
    assert!(matches!(typed("crp", "12.5e3"), Err(EntryFault::Impossible { .. })));
    assert!(matches!(typed("crp", "1e999"), Err(EntryFault::NotANumber { .. })));
}

#[test]
fn zero_has_no_sign() {
    for text in ["-0", "-0.0", "−0"] {
        let value = type_quantity(text, measure("crp"), 0).unwrap().quantity.value;
        assert!(value == 0.0 && value.is_sign_positive(), "{text}");
    }
}

#[test]
fn title_marks_of_a_chinese_keyboard_are_comparators() {
    reads("vegf_plasma", "》2000", 2000.0, ">", "pg/mL", Some(">2000"));
    reads("vegf_plasma", "《5", 5.0, "<", "pg/mL", Some("<5"));
    reads("vegf_plasma", "〈＝5", 5.0, "<=", "pg/mL", Some("<=5"));
    reads("vegf_plasma", "≧ 5", 5.0, ">=", "pg/mL", Some(">=5"));
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
            for written in
                [&unit.id, unit.shown(Lang::En), unit.shown(Lang::Zh)].into_iter().filter(|written| !written.is_empty())
            {
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
fn units_are_read_as_laboratories_of_every_country_print_them() {
    for (finding, text, value, unit) in [
        ("platelets", "612 K/uL", 612.0, "10*3/uL"),
        ("platelets", "612 k/µl", 612.0, "10*3/uL"),
        ("platelets", "612 G/L", 612.0, "10*9/L"),
        ("platelets", "612 Gpt/L", 612.0, "10*9/L"),
        ("platelets", "612 x10³/µL", 612.0, "10*3/uL"),
        ("platelets", "612000/mm3", 612_000.0, "/uL"),
        ("platelets", "612000 /cumm", 612_000.0, "/uL"),
        ("tsh", "2.1 mU/L", 2.1, "m[IU]/L"),
        ("tsh", "2.1 µU/mL", 2.1, "u[IU]/mL"),
        ("hemoglobin", "12.5 gm/dL", 12.5, "g/dL"),
        ("hemoglobin", "12.5 g%", 12.5, "g/dL"),
        ("epo", "12 IU/L", 12.0, "[IU]/L"),
        ("ldh", "300 IU/L", 300.0, "U/L"),
        ("cortisol_am", "12 mcg/dL", 12.0, "ug/dL"),
        ("creatinine", "88 micromol/L", 88.0, "umol/L"),
        ("crp", "12 ug/mL", 12.0, "mg/L"),
        ("csf_opening_pressure", "20 cmH₂O", 20.0, "cm[H2O]"),
        ("age", "54 years", 54.0, "a"),
        ("age", "54岁", 54.0, "a"),
        ("age", "3 岁", 3.0, "a"),
        ("symptom_duration", "8个月", 8.0, "mo"),
    ] {
        reads(finding, text, value, "", unit, None);
    }
    // Where the finding lists one of two units of the same size, the other is read as it.
    reads("vegf_plasma", "300 ng/l", 300.0, "", "ng/L", None);
    reads("p1np", "50 µg/L", 50.0, "", "ng/mL", None);
}

#[test]
fn what_the_program_prints_it_also_reads() {
    let words = [Lang::En, Lang::Zh].map(|lang| Wording::new(built_in(), lang));
    for id in built_in().finding_ids() {
        let finding = built_in().finding(id);
        let Some(measure) = finding.measure() else { continue };
        for (at_unit, unit) in measure.units.iter().enumerate() {
            let ends = [measure.possible[0], measure.possible[1], 1e-7].map(|end| unit.from_canonical(end));
            let values = ends.into_iter().chain([54.0, 0.25]).filter(|value| value.is_finite());
            for value in
                values.filter(|value| (measure.possible[0]..=measure.possible[1]).contains(&unit.canonical(*value)))
            {
                let number = number(value).to_string();
                let quantity = Quantity::new(value, at_unit);
                let mut printed = vec![format!("{number} {}", unit.id)];
                printed.extend(words.iter().map(|words| words.with_unit(&number, unit)));
                printed
                    .extend(words.iter().map(|words| words.answer(id, &poems::case::AnswerValue::Quantity(quantity))));
                for text in printed {
                    match type_quantity(&text, measure, at_unit) {
                        Ok(typed) => assert_eq!(typed.quantity, quantity, "{}: {text}", finding.id),
                        Err(EntryFault::Ambiguous { .. }) => assert!(number.contains('.'), "{}: {text}", finding.id),
                        Err(fault) => panic!("{}: {text}: {fault:?}", finding.id),
                    }
                }
            }
        }
    }
}

/// The ends of a range that is typed for a finding, in its canonical unit.
fn range(finding: &str, text: &str) -> Result<(Option<f64>, Option<f64>), EntryFault> {
    type_range(text, measure(finding), 0, &built_in().interface.style).map(|Reference { low, high }| (low, high))
}

#[test]
fn a_range_is_read_with_any_dash_and_as_it_is_printed() {
    for text in [
        "150-400",
        "150 - 400",
        "150—400",
        "150–400",
        "150−400",
        "１５０－４００",
        "150~400",
        "150～400",
        "150至400",
        "150 to 400",
        "150 to 400 10^9/L",
        "150-400 G/L",
        "150000-400000 /uL",
    ] {
        assert_eq!(range("platelets", text), Ok((Some(150.0), Some(400.0))), "{text}");
    }
    assert_eq!(range("platelets", "0—100"), Ok((Some(0.0), Some(100.0))));
    assert_eq!(range("crp", "1e-7-1e-5"), Ok((Some(1e-7), Some(1e-5))));
    for text in ["<=400", "<400", "≤400", "《400", "＜＝４００", "at most 400", "不高于400", "<=400 10*9/L"]
    {
        assert_eq!(range("platelets", text), Ok((None, Some(400.0))), "{text}");
    }
    for text in [">=150", "≥ 150", "》150", "at least 150", "不低于150"] {
        assert_eq!(range("platelets", text), Ok((Some(150.0), None)), "{text}");
    }
    for text in ["", "400", "400-150", "150-", "nonsense", "150-400-600", "150-400 furlongs"] {
        assert!(range("platelets", text).is_err(), "{text}");
    }
    assert!(matches!(range("platelets", "1.500-2.000"), Err(EntryFault::Ambiguous { .. })));
}

#[test]
fn the_laboratorys_range_goes_with_its_number_into_another_unit() {
    let platelets = measure("platelets");
    let old =
        Quantity { reference: Some(Reference { low: Some(150.0), high: Some(400.0) }), ..Quantity::new(612.0, 0) };
    let range = |value, unit| Quantity::new(value, unit).in_place_of(&old, platelets).reference.unwrap();
    assert_eq!(range(700.0, 0), old.reference.unwrap(), "another number beside the same range");
    assert_eq!(range(700_000.0, 2), Reference { low: Some(150_000.0), high: Some(400_000.0) }, "converted");
    assert_eq!(range(612.0, 2), old.reference.unwrap(), "only the unit was wrong, of the range too");
}

#[test]
fn a_unit_of_something_else_is_refused() {
    for text in ["12.5 furlongs", "12.5 mmol/L", "12.5 e3", "12.5 mg/L/L"] {
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

#[test]
fn in_chinese_a_percent_sign_stands_behind_both_ends_of_a_range_and_is_read_back() {
    let id = find(built_in(), "fvc_pct");
    let measure = measure("fvc_pct");
    let answer =
        Quantity { reference: Some(Reference { low: Some(80.0), high: Some(120.0) }), ..typed_as("fvc_pct", "60") };
    let said =
        |lang: Lang| Wording::new(built_in(), lang).own_range(id, &poems::case::AnswerValue::Quantity(answer).into());
    assert_eq!(said(Lang::Zh).as_deref(), Some("本实验室范围80%～120%"));
    assert_eq!(said(Lang::En).as_deref(), Some("own range 80 to 120%"));
    for text in ["80%～120%", "80 to 120%"] {
        let read = type_range(text, measure, 0, &built_in().interface.style).unwrap();
        assert_eq!((read.low, read.high), (Some(80.0), Some(120.0)), "{text}");
    }
}

fn typed_as(finding: &str, text: &str) -> Quantity {
    type_quantity(text, measure(finding), 0).unwrap().quantity
}
