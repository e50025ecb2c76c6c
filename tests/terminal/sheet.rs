//! The sheet: a whole patient in few keys, everything reached by arrows, every row as wide as the terminal.

use std::collections::{BTreeMap, BTreeSet};

use poems::knowledge::Lang;
use poems::tui::model::Units;
use poems::tui::{Effect, Message, Theme};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::app::{App, PACK, finding};

const TYPICAL: &str = include_str!("../data/sheet/typical-patient.json");

/// The keys of a script, each group as it is typed.
fn typed(patient: &Value) -> String {
    patient["keys"].as_array().unwrap().iter().map(|keys| keys.as_str().unwrap()).collect()
}

/// How many keys a script is: a name in angle brackets is one.
fn count(script: &str) -> usize {
    let (mut count, mut rest) = (0, script);
    while let Some(c) = rest.chars().next() {
        let named = rest
            .strip_prefix('<')
            .and_then(|rest| rest.split_once('>'))
            .filter(|(name, _)| ["enter", "down", "up", "left", "right"].contains(name));
        rest = match named {
            Some((_, after)) => after,
            None => &rest[c.len_utf8()..],
        };
        count += 1;
    }
    count
}

#[test]
fn a_typical_patient_takes_at_most_70_keys_and_no_value_is_wrong() {
    let patient: Value = serde_json::from_str(TYPICAL).unwrap();
    let keys = typed(&patient);
    assert!(count(&keys) <= 70, "{} keys", count(&keys));
    // With the units of the last case; in Chinese they are what laboratories print, so nothing need be remembered.
    for (lang, remembers) in [(Lang::En, true), (Lang::Zh, false)] {
        for (columns, rows) in [(50, 14), (80, 24), (120, 40), (200, 50)] {
            let mut app = App::new(columns, rows, lang);
            if remembers {
                app.alter(|model| model.common.units = Units::read(&patient["units"].to_string(), &PACK));
            }
            app.keys(&keys);
            let saved: Value = serde_json::from_str(app.on_disk.as_ref().unwrap()).unwrap();
            let found = saved["findings"].as_object().unwrap();
            let top = ["age", "sex"].map(|at| (at, &saved[at])).into_iter().filter(|(_, value)| !value.is_null());
            let found: BTreeMap<&str, Value> = found
                .iter()
                .map(|(id, value)| (id.as_str(), value))
                .chain(top)
                .map(|(id, value)| (id, plain(id, value)))
                .collect();
            let expected = patient["findings"].as_object().unwrap();
            let expected: BTreeMap<&str, Value> =
                expected.iter().map(|(id, value)| (id.as_str(), plain(id, value))).collect();
            assert_eq!(found, expected, "{lang:?} {columns}x{rows}");
            let sets = &app.chart().assessment.sets;
            assert_eq!(sets[0].conclusions[0].verdict, poems::engine::Verdict::Met);
        }
    }
}

/// An answer as a case file may write it in more than one way.
fn plain(id: &str, value: &Value) -> Value {
    match (id, value) {
        ("age", Value::Number(years)) => serde_json::json!({"value": years.as_f64(), "unit": "a"}),
        (_, Value::Object(members)) => {
            let mut members = members.clone();
            members.retain(|key, _| ["value", "unit", "comparator"].contains(&key.as_str()));
            if let Some(value) = members.get_mut("value") {
                *value = value.as_f64().unwrap().into();
            }
            Value::Object(members)
        }
        _ => value.clone(),
    }
}

#[test]
fn every_key_finding_is_reached_by_arrows_alone() {
    for (columns, rows) in [(50, 14), (80, 24), (120, 40)] {
        for lang in Lang::ALL {
            let mut app = App::new(columns, rows, lang);
            app.keys(&"<up>".repeat(5));
            let mut reached = BTreeSet::new();
            for _ in 0..120 {
                reached.extend(app.model().finding());
                let mut steps = 0;
                loop {
                    let here = app.model().finding();
                    app.keys("<right>");
                    if app.model().finding() == here {
                        break;
                    }
                    steps += 1;
                    reached.extend(app.model().finding());
                }
                // What the right arrow unfolded, the left one folds.
                let back = if app.model().finding().is_none() { 1 } else { steps };
                app.keys(&"<left>".repeat(back)).keys("<down>");
            }
            let missing: Vec<_> = PACK.sheet.key_findings().filter(|id| !reached.contains(id)).collect();
            let missing: Vec<&str> = missing.iter().map(|id| PACK.finding(*id).id.as_str()).collect();
            assert!(missing.is_empty(), "{columns}x{rows} {lang:?}: {missing:?}");
            assert_eq!(app.case().answered(), 0, "arrows answer nothing");
        }
    }
}

#[test]
fn the_sheet_has_what_the_current_sets_ask_for() {
    let keys = PACK.sheet.key_findings().count();
    assert!((40..=50).contains(&keys), "{keys}");
    for id in ["papilledema", "platelets", "hemoglobin", "csf_protein", "vegf_serum", "castleman_disease", "foot_drop"]
    {
        assert!(PACK.sheet.key_findings().any(|key| key == finding(id)), "{id}");
    }
}

#[test]
fn every_row_is_as_wide_as_the_terminal() {
    let states =
        ["", "54<enter>1", "gpyyy]yn", "gm<down><down>e", "gs<tab><down>", "G<enter><down>", "v", "gpi", "/", "gmyyy?"];
    for (columns, rows) in [(50, 14), (60, 20), (80, 24), (120, 40), (200, 50)] {
        for lang in Lang::ALL {
            for keys in states {
                let mut app = App::new(columns, rows, lang);
                app.keys(keys);
                let (buffer, _) = app.picture(Theme::Default);
                for y in 0..rows {
                    let mut x = 0;
                    while x < columns {
                        x += buffer[(x, y)].symbol().width().max(1) as u16;
                    }
                    assert_eq!(x, columns, "{columns}x{rows} {lang:?} {keys} row {y}: {}", app.text());
                }
            }
        }
    }
}

#[test]
fn whoever_knows_only_arrows_and_what_the_screen_says_records_and_exports() {
    let mut app = App::at_home(80, 24, Lang::En);
    app.keys("<enter>");
    // The row says what to type, and so does the line of keys.
    assert!(app.text().contains("Type the number in years; enter goes on."), "{}", app.text());
    app.keys("54<enter>");
    assert!(app.text().contains("1 Male  2 Female"), "{}", app.text());
    app.keys("1<down><down>");
    while app.model().finding() != Some(finding("polyneuropathy")) {
        app.keys("<down>");
    }
    let hints = app.screen().last().unwrap().clone();
    for hint in ["y yes", "n no", "/ find", "E export", "q leave"] {
        assert!(hints.contains(hint), "{hint}: {hints}");
    }
    app.keys("yn").keys("E");
    assert!(app.text().contains("Write to:"), "{}", app.text());
    app.keys("<enter>");
    let exported = app
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::Export { text, .. } if text.contains("Polyneuropathy")));
    assert!(exported, "{:?}", app.effects);
    assert_eq!(app.case().answered(), 4);
}

#[test]
fn a_part_is_summed_up_by_its_heading_which_can_be_answered_itself() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("go<up>");
    assert_eq!(app.model().finding(), Some(finding("organomegaly")), "{}", app.text());
    app.keys("y");
    assert!(app.text().contains("O Organs                              yes  0/4"), "{}", app.text());
    assert_eq!(app.model().finding(), Some(finding("serum_immunofixation")), "the next part is asked");
    app.keys("u").keys("gm[ny");
    assert!(app.text().contains("yes  2/4"), "it answers for itself: {}", app.text());
}

#[test]
fn the_rest_of_a_section_opens_in_place_and_folds_again() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gv<down><down>");
    let before = app.text();
    app.find("raynaud");
    assert!(app.text().contains("- 11 more") && app.text().contains("[ ] Raynaud phenomenon"), "{}", app.text());
    while !app.text().contains(">  - 11 more") {
        app.keys("<up>");
    }
    app.keys("<enter>");
    assert!(app.text().contains(">  + 11 more: Skin thickening"), "{}", app.text());
    app.keys("gv<down><down>");
    assert_eq!(app.text(), before);
}

#[test]
fn a_unit_is_kept_for_the_next_patient_and_stands_in_the_row_before_the_number() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("hemoglobin").keys("168 g/L<enter>");
    let kept = app.effects.iter().rev().find_map(|effect| match effect {
        Effect::KeepUnits(units) => Some(units.clone()),
        _ => None,
    });
    let kept = kept.expect("the unit is written down");
    let mut next = App::new(80, 24, Lang::En);
    assert!(next.find("hemoglobin").text().contains("[        ] g/dL"), "{}", next.text());
    next.alter(|model| model.common.units = Units::read(&kept, &PACK));
    assert!(next.text().contains("[        ] g/L"), "{}", next.text());
    next.keys("121<enter>");
    assert!(next.notice().contains("121 g/L"), "{}", next.notice());
    // What was entered before is never read in another unit.
    next.alter(|model| model.common.units = Units::default());
    assert!(next.text().contains("[     121] g/L"), "{}", next.text());
    assert_eq!(Units::read("{\"hemoglobin\": \"stone\", \"nothing\": 1", &PACK), Units::default());
}

#[test]
fn a_duration_is_typed_in_months_or_as_it_is_said() {
    for (lang, typed) in [
        (Lang::En, "11"),
        (Lang::En, "11 months"),
        (Lang::En, "11m"),
        (Lang::Zh, "11"),
        (Lang::Zh, "11 个月"),
        (Lang::Zh, "11月"),
    ] {
        let mut app = App::new(80, 24, lang);
        app.find("symptom_duration").keys(typed).keys("<enter>");
        let said = app.notice();
        assert!(said.contains("11 mo") || said.contains("11个月"), "{typed}: {said}");
    }
}

#[test]
fn a_digit_chooses_the_option_that_stands_under_the_row() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("m_protein_heavy_chain");
    assert!(app.text().contains("1 IgG  2 IgA  3 IgM"), "{}", app.text());
    app.keys("2");
    assert!(
        app.notice().contains("IgA") && app.model().finding() == Some(finding("m_protein_light_chain")),
        "{}",
        app.text()
    );
    app.keys("9");
    assert!(app.case().known(finding("m_protein_light_chain")).is_none(), "there is no ninth option");
}

#[test]
fn the_verdicts_stay_in_line_two_wherever_the_list_is() {
    for (columns, rows) in [(50, 14), (80, 24), (120, 40)] {
        let mut app = App::new(columns, rows, Lang::En);
        for keys in ["", "G", "<enter>", "<pgdn>", "<tab>", "<tab>"] {
            app.keys(keys);
            assert!(app.screen()[1].starts_with("MAYO open"), "{columns}x{rows} {keys}: {}", app.text());
        }
        app.send(Message::Resize { columns: 80, rows: 24 });
        assert!(app.screen()[1].starts_with("MAYO open"));
    }
}
