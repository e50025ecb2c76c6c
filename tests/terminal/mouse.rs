//! The mouse: every click does what keys could.

use poems::case;
use poems::knowledge::Lang;
use poems::tui::{Effect, Message, Pointer};

use super::app::{App, PACK, finding};
use super::pictures::RICH;
use super::sizes::SCREENS;

fn rich(columns: u16, rows: u16) -> App {
    App::with(case::read("ward-8.json", RICH, &PACK).unwrap().case, columns, rows, Lang::En)
}

#[test]
fn a_click_on_a_box_answers_and_a_click_on_a_label_only_goes_there() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("hyperpigmentation").click("Hypertrichosis");
    assert_eq!(app.model().finding(), Some(finding("hypertrichosis")));
    assert!(app.on_disk.is_none(), "nothing was answered");
    app.click("[ ] Pigmentation");
    assert!(app.text().contains("[x] Pigmentation"), "{}", app.text());
    assert_eq!(app.model().finding(), Some(finding("hyperpigmentation")));
}

#[test]
fn a_patient_is_entered_by_clicks_alone() {
    let mut app = App::at_home(120, 40, Lang::En);
    app.click("New patient").click(" P Neuropathy");
    app.click("[ ] Polyneuropathy");
    assert!(app.on_disk.as_ref().is_some_and(|case| case.contains("\"polyneuropathy\": \"present\"")));
    // The hint row does what its words say, on the row that the cursor is on.
    app.click("olyneuropathy").click("n no  x unknown");
    assert!(app.on_disk.as_ref().is_some_and(|case| case.contains("\"polyneuropathy\": \"absent\"")));
    app.keys("u").click("L 中文");
    assert!(app.on_disk.as_ref().is_some_and(|case| case.contains("\"polyneuropathy\": \"present\"")));
    assert_eq!(app.model().common.lang, Lang::Zh);
    app.click("L English").click("MAYO open");
    assert!(app.text().contains(">1 verdicts<"), "{}", app.text());
    app.click("q leave");
    assert!(app.text().contains("New patient"));
    app.click("F10 menu").click("6 Program").click("  leave ");
    assert!(app.effects.contains(&Effect::Quit));
}

#[test]
fn a_typed_number_is_taken_by_a_click_elsewhere() {
    let mut app = App::new(120, 40, Lang::En);
    app.find("platelets").keys("5200");
    // On the row itself it goes on, and a word at the top right does not take it away.
    app.click("? help").click("Platelets").keys("<back>").click("[~] cannot");
    assert!(app.on_disk.is_none(), "a click beside anything that can be clicked takes nothing");
    let (column, row) = app.cell_of("Platelets");
    app.send(Message::Mouse { did: Pointer::Click, column, row: row + 1 });
    assert!(app.on_disk.as_ref().is_some_and(|case| case.contains("520")), "{}", app.text());
    assert_ne!(app.model().finding(), Some(finding("platelets")));
}

#[test]
fn an_option_is_chosen_by_a_click_and_a_click_beside_the_list_closes_it() {
    let mut app = App::new(120, 40, Lang::En);
    app.find("m_protein_light_chain").keys("e");
    let open = app.text();
    app.click("Mayo");
    assert_ne!(app.text(), open);
    assert!(app.on_disk.is_none());
    app.keys("e").click("Lambda");
    assert!(app.on_disk.as_ref().is_some_and(|case| case.contains("lambda")), "{}", app.text());
}

#[test]
fn in_the_box_a_click_picks_what_was_found_or_answers_and_the_wheel_scrolls() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("/edema").click("Papilledema");
    assert_eq!(app.model().finding(), Some(finding("papilledema")));
    app.keys("/vegf 1200 pg/ml; spleen +");
    let asked = app.text();
    // Beside the choices nothing is given, and the text is not lost.
    for beside in ["plasma or serum?", "MAYO", "/ vegf"] {
        app.click(beside);
        assert_eq!(app.text(), asked, "{beside}");
    }
    app.click("VEGF, serum: 1200");
    assert!(app.text().contains("2 to enter, 0 to answer"), "{}", app.text());
    assert!(app.on_disk.is_none(), "it is entered by enter");
    app.click("enter take");
    assert!(app.case().known(finding("vegf_serum")).is_some() && app.case().known(finding("splenomegaly")).is_some());

    let lines: Vec<String> = (0..40).map(|at| format!("nonsense {at}")).collect();
    app.send(Message::Paste(lines.join("\n")));
    let before = app.text();
    app.send(Message::Mouse { did: Pointer::WheelUp, column: 20, row: 15 });
    assert_ne!(app.text(), before);
    app.send(Message::Mouse { did: Pointer::WheelDown, column: 20, row: 15 });
    assert_eq!(app.text(), before);
}

#[test]
fn the_wheel_scrolls_what_lies_below_the_pointer_and_leaves_the_keyboard_where_it_is() {
    let mut app = rich(80, 16);
    app.keys("gs<down>");
    let (list, at) = (app.screen(), app.model().finding());
    let right = |app: &App| app.screen().iter().map(|line| line.chars().skip(47).collect()).collect::<Vec<String>>();
    let before = right(&app);
    for _ in 0..3 {
        app.send(Message::Mouse { did: Pointer::WheelDown, column: 70, row: 8 });
    }
    assert_ne!(right(&app), before, "the result has moved");
    assert_eq!(app.model().finding(), at);
    for _ in 0..20 {
        app.send(Message::Mouse { did: Pointer::WheelUp, column: 70, row: 8 });
    }
    assert_eq!(app.screen(), list, "and is back where it was");
    app.keys("gv").send(Message::Mouse { did: Pointer::WheelDown, column: 10, row: 5 });
    let (buffer, cursor) = app.picture(poems::tui::Theme::Mono);
    assert!(buffer[cursor].modifier.contains(ratatui::style::Modifier::REVERSED), "the cursor stays in sight");
}

#[test]
fn a_click_on_a_line_of_the_result_goes_there_and_a_double_click_folds_it() {
    let mut app = rich(80, 24);
    app.keys("gr<end>");
    let row = app.screen().iter().position(|line| line.contains('\u{25b8}')).unwrap() as u16;
    let before = app.text();
    for did in [Pointer::Click, Pointer::ClickAgain] {
        app.send(Message::Mouse { did, column: 20, row });
    }
    assert_ne!(app.text(), before);
    assert!(app.screen()[usize::from(row)].contains('\u{25be}'), "{}", app.text());
}

#[test]
fn the_second_click_of_a_double_click_is_not_for_the_screen_that_the_first_one_opened() {
    let mut app = App::at_home(80, 24, Lang::En);
    let (column, row) = app.cell_of("New patient");
    app.send(Message::Mouse { did: Pointer::Click, column, row });
    let opened = app.text();
    app.send(Message::Mouse { did: Pointer::ClickAgain, column, row });
    assert_eq!(app.text(), opened);
    // Nor is it for a hint: twice "yes" would be two answers.
    app.keys("gp").double_click("y yes");
    assert_eq!(app.case().answered(), 1, "{}", app.text());
}

#[test]
fn m_gives_the_mouse_back_and_the_hint_row_says_so() {
    let mut app = rich(50, 14);
    assert!(app.model().common.look.mouse && !app.text().contains("m mouse"));
    app.keys("m");
    assert!(!app.model().common.look.mouse);
    assert!(app.screen().last().unwrap().contains("m mouse (off)"), "{}", app.text());
    app.keys("<down>m");
    assert!(app.model().common.look.mouse && !app.text().contains("m mouse"));
}

#[test]
fn clicks_and_the_wheel_anywhere_break_nothing() {
    fastrand::seed(7);
    for (name, keys) in SCREENS {
        let mut app = rich(80, 24);
        app.keys(keys);
        for _ in 0..150 {
            let did = [Pointer::Click, Pointer::ClickAgain, Pointer::WheelUp, Pointer::WheelDown];
            let did = did[fastrand::usize(..did.len())];
            let (column, row) = (fastrand::u16(..130), fastrand::u16(..50));
            app.send(Message::Mouse { did, column, row });
            if fastrand::u8(..20) == 0 {
                app.send(Message::Resize { columns: fastrand::u16(1..130), rows: fastrand::u16(1..50) });
            }
            let size = app.model().common.size;
            let (_, cursor) = app.picture(poems::tui::Theme::Default);
            assert!(cursor.x < size.columns && cursor.y < size.rows, "{name}");
        }
    }
}
