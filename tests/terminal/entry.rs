//! What is typed is what is stored, and what changes nothing leaves no trace.

use poems::case::{AnswerValue, Quantity, Reference};
use poems::knowledge::Lang;
use poems::tui::{Effect, Message};

use super::app::{App, finding};

fn quantity(app: &App, id: &str) -> Quantity {
    match app.case().known(finding(id)) {
        Some(AnswerValue::Quantity(quantity)) => *quantity,
        other => panic!("{id}: {other:?}"),
    }
}

#[test]
fn ctrl_u_clears_the_number_and_leaves_the_unit() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("testosterone").keys("999<ctrl-u>350<enter>");
    assert_eq!(quantity(&app, "testosterone"), Quantity::new(350.0, 0));
}

#[test]
fn arrows_take_the_number_and_go_on() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("testosterone").keys("350<down>");
    assert_eq!(quantity(&app, "testosterone"), Quantity::new(350.0, 0));
    let below = app.model().finding();
    assert_ne!(below, Some(finding("testosterone")));
    app.find("testosterone").keys("e<back>1<up><down><down>");
    assert_eq!((quantity(&app, "testosterone").value, app.model().finding()), (351.0, below));
    app.find("testosterone").keys("9x<down>");
    assert!(app.notice().contains("\"x\" is not a unit"), "{}", app.notice());
    assert_eq!(app.model().finding(), Some(finding("testosterone")), "a refused number is not left behind");
}

#[test]
fn tab_changes_the_unit_unless_one_is_typed() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("testosterone").keys("12<tab><enter>");
    assert_eq!(quantity(&app, "testosterone"), Quantity::new(12.0, 1));
    app.keys("<up>e<ctrl-u>350 ng/dL<tab>");
    assert!(app.notice().contains("ng/dL is typed with the number, and stays"), "{}", app.notice());
    app.keys("<enter>");
    assert_eq!(quantity(&app, "testosterone"), Quantity::new(350.0, 0));
}

#[test]
fn the_range_stays_with_its_number_in_another_unit() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("platelets").keys("612<enter><up>r150—400<enter>e<ctrl-u>500000 /uL<enter>");
    let reference = Some(Reference { low: Some(150_000.0), high: Some(400_000.0) });
    assert_eq!(quantity(&app, "platelets"), Quantity { reference, ..Quantity::new(500_000.0, 2) });
    assert!(app.notice().contains("own range 150000 to 400000 /uL"), "{}", app.notice());
}

/// What may not be touched by a key that changes nothing.
fn history(app: &App) -> (usize, usize, u64) {
    let chart = app.chart();
    (chart.case.done().len(), chart.case.undone().len(), chart.disk.revision)
}

#[test]
fn what_changes_nothing_makes_no_step_keeps_redo_and_says_so() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("platelets").keys("612<enter><up>r150-400<enter>onew machine<enter>");
    app.find("m_protein_light_chain").keys("1");
    app.keys("gpn<up>y").keys("u");
    let before = history(&app);
    assert_eq!(before.1, 1, "there is something to redo");
    for (keys, said) in [
        ("gpn", "Polyneuropathy: already absent."),
        ("gsx", "already unknown."),
        ("/platelets<enter><esc>e<enter>", "Platelets: already 612 x 10^9/L, HIGH, own range 150 to 400 x 10^9/L."),
        ("<up>e<ctrl-u>612.0 G/L<enter>", "Platelets: already 612 x 10^9/L"),
        ("<up>r<enter>", "Platelets: already 612 x 10^9/L, HIGH, own range 150 to 400 x 10^9/L."),
        ("r<ctrl-u>150 to 400<enter>", "Platelets: already"),
        ("o<enter>", "Platelets: already"),
        ("/m protein light chain<enter><esc>1", "already Lambda."),
        ("/m protein light chain<enter><esc>e<enter>", "already Lambda."),
    ] {
        app.keys(keys);
        assert!(app.notice().contains(said), "{keys}: {}", app.notice());
        assert_eq!(history(&app), before, "{keys}");
    }
    app.keys("<ctrl-r>");
    assert_eq!(app.case().known(finding("polyneuropathy")), Some(&AnswerValue::Present), "and redo still does it");
}

#[test]
fn a_number_as_it_stands_is_no_new_entry_however_it_might_be_read() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("vegf_plasma").keys("1.234<enter>");
    assert!(app.notice().contains("1234, or 1.2340"), "{}", app.notice());
    app.keys("0<enter>");
    assert_eq!(quantity(&app, "vegf_plasma").value, 1.234);
    app.keys("<up>e<enter>");
    assert!(app.notice().contains("already 1.234"), "{}", app.notice());
}

#[test]
fn keys_on_a_screen_too_small_to_show_them_change_nothing() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpy");
    app.effects.clear();
    let before = (history(&app), app.case().to_text(&super::app::PACK));
    for (columns, rows) in [(49, 24), (80, 11), (10, 3)] {
        app.send(Message::Resize { columns, rows });
        app.keys("n x~u<ctrl-r>ga<enter>e5<enter>onote<enter>S<down><enter>E<enter>Ls");
        app.send(Message::Paste("y".to_owned()));
        assert_eq!((history(&app), app.case().to_text(&super::app::PACK)), before, "{columns}x{rows}");
    }
    assert!(app.effects.is_empty(), "{:?}", app.effects);
    app.keys("<ctrl-z>");
    assert_eq!(app.effects, [Effect::Suspend]);
    app.keys("q");
    assert_eq!(app.effects, [Effect::Suspend, Effect::Quit]);
    app.send(Message::Resize { columns: 80, rows: 24 });
    assert!(app.text().contains("[x] Polyneuropathy"), "nothing else moved either: {}", app.text());
}

#[test]
fn a_search_finds_the_same_from_everywhere() {
    for query in ["vegf", "liver", "IFE", "no response", "血小板"] {
        let found: Vec<_> = ["gp", "gs<down>", "gv", "gf", "gr"]
            .iter()
            .map(|from| {
                let mut app = App::new(80, 24, Lang::En);
                app.keys(from).keys("/");
                app.send(Message::Paste(query.to_owned()));
                app.keys("<enter>").model().finding()
            })
            .collect();
        assert!(found[0].is_some() && found.iter().all(|other| *other == found[0]), "{query}: {found:?}");
    }
}

#[test]
fn a_number_that_is_usual_in_another_unit_is_asked_about_and_marked_until_it_is_confirmed() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("sex").keys("1").find("testosterone").keys("24.1<enter>");
    assert!(app.notice().starts_with("24.1 ng/dL, or nmol/L? C keeps it, U takes nmol/L;"), "{}", app.notice());
    assert_eq!(quantity(&app, "testosterone"), Quantity::new(24.1, 0), "it counts as it stands");
    assert!(app.text().contains("CHECK [    24.1] ng/dL"), "{}", app.text());
    app.keys("U");
    assert_eq!(quantity(&app, "testosterone"), Quantity::new(24.1, 1));
    assert!(!app.text().contains("CHECK"), "{}", app.text());
    app.keys("u");
    assert_eq!(quantity(&app, "testosterone"), Quantity::new(24.1, 0));
    assert!(app.text().contains("CHECK"), "{}", app.text());
    app.keys("C");
    assert!(app.on_disk.as_ref().unwrap().contains("\"confirmed\": true"), "{:?}", app.on_disk);
    assert!(!app.text().contains("CHECK"), "{}", app.text());
    app.keys("C");
    assert_eq!(app.notice(), "There is no number here that is to be checked.");
    app.keys("u").keys("<down>yC");
    assert!(app.on_disk.as_ref().unwrap().contains("\"confirmed\": true"), "keys typed ahead are not swallowed");
}

#[test]
fn a_key_typed_ahead_of_the_question_answers_its_own_row() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("sex").keys("1").find("testosterone").keys("24.1<down>");
    let below = app.model().finding();
    assert_ne!(below, Some(finding("testosterone")));
    app.keys("C");
    assert!(app.case().answer(finding("testosterone")).unwrap().confirmed, "the number entered last is meant");
}

#[test]
fn a_range_that_fits_only_in_another_unit_is_asked_about() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("platelets").keys("250000 /uL<enter><up>r150-400<enter>");
    assert!(app.notice().starts_with("250000 /uL, or "), "{}", app.notice());
    assert!(app.text().contains("CHECK"), "{}", app.text());
}

#[test]
fn a_sign_with_a_better_cause_is_shown_with_it_and_counts_for_nothing() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("peripheral_edema").keys("bheart failure<enter>");
    let answer = app.case().answer(finding("peripheral_edema")).unwrap().clone();
    assert_eq!((answer.value, answer.explained.as_deref()), (AnswerValue::Present, Some("heart failure")));
    assert!(app.text().contains("explained: heart failure"), "{}", app.text());
    assert!(app.on_disk.as_ref().unwrap().contains("\"explained\": \"heart failure\""));
    app.keys("bX<back><enter>");
    assert!(app.notice().contains("already present, explained by heart failure"), "{}", app.notice());
    app.keys("u");
    assert!(app.case().answer(finding("peripheral_edema")).is_none());
    app.keys("<ctrl-r>b<ctrl-u><enter>");
    assert_eq!(app.case().answer(finding("peripheral_edema")).unwrap().explained, None, "it counts again");
    app.keys("u").keys("n");
    assert_eq!(
        app.case().answer(finding("peripheral_edema")).unwrap().explained,
        None,
        "what is absent needs no cause"
    );
}

#[test]
fn the_setting_is_part_of_the_case_and_undone_like_an_answer() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("S<down><enter>");
    assert!(app.notice().starts_with("Setting: ") && app.notice().ends_with("(u undoes)."), "{}", app.notice());
    assert!(app.on_disk.as_ref().unwrap().contains("\"setting\": "), "{:?}", app.on_disk);
    let chosen = app.case().setting;
    let before = history(&app);
    app.keys("S<enter>");
    assert!(app.notice().starts_with("Setting: already "), "{}", app.notice());
    assert_eq!(history(&app), before);
    app.keys("u");
    assert_eq!(app.case().setting, None);
    assert!(app.notice().starts_with("Undone: Setting: "), "{}", app.notice());
    app.keys("<ctrl-r>");
    assert_eq!(app.case().setting, chosen);
}

#[test]
fn a_percentage_never_stands_without_its_setting() {
    for (columns, rows) in [(60, 20), (80, 24), (120, 40)] {
        for keys in ["gs", "gs<tab>", "gr", "gr<left>"] {
            let mut app = App::new(columns, rows, Lang::En);
            app.keys(keys);
            let text = app.text();
            assert!(!text.contains('%') || text.contains("Not stated"), "{columns}x{rows} {keys}: {text}");
        }
        for keys in ["gpi", "?"] {
            let mut app = App::new(columns, rows, Lang::En);
            app.keys(keys);
            assert!(!app.screen()[1].contains('%'), "a page covers the setting: {}", app.text());
        }
    }
}
