//! What a user does, and what they then see.

use poems::case::AnswerValue;
use poems::knowledge::Lang;
use poems::tui::{Key, Message};

use super::app::{App, finding};
use super::fit::go_down_to;

#[test]
fn an_answer_is_set_said_and_on_the_disk() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpy");
    assert_eq!(app.case().known(finding("polyneuropathy")), Some(&AnswerValue::Present));
    assert_eq!(app.notice(), "Polyneuropathy: was unknown, now present (u undoes).");
    assert!(app.on_disk.as_ref().unwrap().contains("\"polyneuropathy\": \"present\""));
    let text = app.text();
    assert!(text.contains("[x] Polyneuropathy") && text.contains("saved"), "{text}");
}

#[test]
fn the_verdict_changes_before_the_users_eyes_and_the_message_line_says_so() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpy").find("m_protein_light_chain").keys("1");
    app.find("castleman_disease").keys("y");
    assert!(app.text().contains("MAYO open 1") && app.text().contains("needs 1 of: "), "{}", app.text());
    app.find("hyperpigmentation").keys("y");
    assert!(app.notice().contains("Mayo 2023: undetermined -> met"), "{}", app.notice());
    assert!(app.text().contains("MAYO MET") && app.text().contains("*Mayo 2023 "), "{}", app.text());
    app.keys("<down>");
    assert!(!app.text().contains("*Mayo 2023"), "the mark goes with the next key: {}", app.text());
}

#[test]
fn space_goes_round_and_direct_keys_set_one_answer() {
    let mut app = App::new(80, 24, Lang::En);
    let polyneuropathy = finding("polyneuropathy");
    app.keys("gp ");
    assert_eq!(app.case().known(polyneuropathy), Some(&AnswerValue::Present));
    app.keys(" ");
    assert_eq!(app.case().known(polyneuropathy), Some(&AnswerValue::Absent));
    app.keys(" ");
    assert!(app.case().answer(polyneuropathy).is_none());
    app.keys("y<up>y");
    assert_eq!(app.case().known(polyneuropathy), Some(&AnswerValue::Present));
    assert_ne!(app.model().finding(), Some(polyneuropathy), "an answer goes on to the next question");
    app.keys("<up>~");
    assert_eq!(app.case().answer(polyneuropathy).unwrap().value, AnswerValue::Unobtainable);
    assert!(app.text().contains("[~] Polyneuropathy"));
}

#[test]
fn a_value_is_typed_in_its_row_with_its_unit() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("platelets").keys("612<enter>");
    assert!(app.notice().contains("Platelets: was unknown, now 612 x 10^9/L, HIGH"), "{}", app.notice());
    assert!(app.text().contains("[     612] x 10^9/L HIGH"), "{}", app.text());
    app.find("thrombocytosis");
    assert!(app.text().contains("(x) Thrombocytosis"), "an inferred sign is marked as inferred: {}", app.text());
}

#[test]
fn another_unit_changes_the_label_and_never_the_number() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("platelets").keys("612<enter><up>e<tab>");
    assert!(app.notice().contains("612 x 10^9/L, which is 612 x 10^3/uL"), "{}", app.notice());
    assert!(app.text().contains("[612     ]"), "{}", app.text());
    app.keys("<esc>");
    let Some(AnswerValue::Quantity(quantity)) = app.case().known(finding("platelets")) else { panic!() };
    assert_eq!((quantity.value, quantity.unit), (612.0, 0));
}

#[test]
fn full_width_digits_and_a_decimal_comma_are_read_and_said_back() {
    let mut app = App::new(80, 24, Lang::Zh);
    app.find("hemoglobin").keys("e１２，５<enter>");
    assert!(app.notice().contains("读作12.5"), "{}", app.notice());
    let Some(AnswerValue::Quantity(quantity)) = app.case().known(finding("hemoglobin")) else { panic!() };
    assert_eq!(quantity.value, 12.5);
}

#[test]
fn what_cannot_be_is_refused_with_the_reason_and_the_editor_stays() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("platelets");
    for (typed, reason) in [
        ("-5", "possible range"),
        ("1e999", "no number"),
        ("NaN", "no number"),
        ("12.5 furlongs", "not a unit"),
        ("1,234", "1234 or 1.234"),
    ] {
        app.keys("e").keys(typed).keys("<enter>");
        assert!(app.notice().contains(reason), "{typed}: {}", app.notice());
        assert!(app.case().answer(finding("platelets")).is_none(), "{typed}");
        assert!(app.text().contains("enter accept"), "the editor is still open after {typed}");
        app.keys("<esc>");
    }
    app.keys("e>2000<enter>");
    assert!(app.text().contains("[   >2000] x 10^9/L HIGH"), "{}", app.text());
}

#[test]
fn the_laboratorys_own_range_decides_what_is_high() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("vegf_serum").keys("700<enter><up><up>r");
    app.keys("0-600<enter>");
    assert!(app.text().contains("[     700] pg/mL    HIGH"), "{}", app.text());
    assert!(app.notice().contains("own range 0 to 600 pg/mL"), "{}", app.notice());
    app.keys("r").keys("<ctrl-w>nonsense<enter>");
    assert!(app.notice().contains("150-400"), "{}", app.notice());
}

#[test]
fn answers_that_disagree_are_shown_in_words_everywhere() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("vegf_elevated").keys("y").find("vegf_plasma").keys("90<enter>");
    assert!(app.notice().contains("answered present, but inferred absent from VEGF, plasma"), "{}", app.notice());
    let text = app.text();
    assert!(text.contains("DISAGREES") && text.contains("Answers that disagree"), "{text}");
}

#[test]
fn enter_on_a_reason_goes_to_the_finding_and_backspace_comes_back() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpygr<down><right><right>");
    go_down_to(&mut app, "Neuropathy: present");
    app.keys("<enter>");
    assert!(app.text().contains(">  [x] Polyneuropathy"), "{}", app.text());
    app.keys("<back>");
    assert!(app.text().contains(">1 verdicts<"), "{}", app.text());
}

#[test]
fn search_finds_either_language_and_ids_and_esc_returns() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gs/papilled");
    assert!(app.text().contains("> Papilledema"), "{}", app.text());
    app.keys("<esc>");
    assert!(app.text().contains("[ ] Pigmentation"), "{}", app.text());
    app.keys("/<ctrl-u>");
    app.send(Message::Paste("视盘".to_owned()));
    assert!(app.text().contains("2 found") && app.text().contains("> Papilledema"), "{}", app.text());
    app.keys("<enter>");
    assert!(app.text().contains(">  [ ] Papilledema"), "{}", app.text());
    app.keys("<back>");
    assert!(app.text().contains("[ ] Pigmentation"), "{}", app.text());
    app.keys("/zzzz<enter>");
    assert!(app.notice().contains("zzzz"));
}

#[test]
fn n_is_the_next_match_only_while_a_search_is_on() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("/vegf<enter>");
    let first = app.model().finding();
    app.keys("n");
    assert_ne!(app.model().finding(), first);
    assert_eq!(app.case().answered(), 0, "n answered nothing");
    app.keys("NN");
    assert!(app.text().contains("n next match"), "{}", app.text());
    app.keys("n");
    assert_eq!(app.model().finding(), first, "around the end and back");
    app.find("papilledema").keys("n");
    assert_eq!(app.case().answered(), 1, "and now it does");
}

#[test]
fn a_note_is_kept_with_the_finding_and_never_steers_the_terminal() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpo");
    app.send(Message::Paste("EMG \u{1b}[31m\nof \u{202e}May".to_owned()));
    app.keys("<enter>");
    let note = app.case().answer(finding("polyneuropathy")).unwrap().note.clone().unwrap();
    assert!(note.starts_with("EMG"), "{note}");
    let text = app.text();
    assert!(text.contains("note") && !text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[test]
fn the_rest_of_a_part_becomes_absent_in_one_step_and_is_named() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gsya");
    assert!(app.notice().starts_with("Marked absent: Hypertrichosis"), "{}", app.notice());
    assert!(!app.notice().contains("Hyperpigmentation"), "what is answered is not listed: {}", app.notice());
    assert_eq!(app.model().finding(), Some(finding("papilledema")), "and on to the next part");
    for id in ["hypertrichosis", "flushing", "glomeruloid_hemangioma"] {
        assert_eq!(app.case().known(finding(id)), Some(&AnswerValue::Absent));
    }
    assert!(app.case().answer(finding("raynaud")).is_none(), "what is not listed is not marked");
    app.keys("u");
    assert!(app.case().answer(finding("hypertrichosis")).is_none());
    assert_eq!(app.case().known(finding("hyperpigmentation")), Some(&AnswerValue::Present));
}

#[test]
fn undo_and_redo_go_to_what_they_change_and_say_it() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpygsyu");
    assert!(app.notice().contains("Undone: Hyperpigmentation: was present, now unknown"), "{}", app.notice());
    app.keys("gbu");
    assert_eq!(app.model().finding(), Some(finding("polyneuropathy")), "the cursor moved to what changed");
    app.keys("<ctrl-r>");
    assert_eq!(app.case().known(finding("polyneuropathy")), Some(&AnswerValue::Present));
    app.keys("uuu");
    assert_eq!(app.notice(), "Nothing to undo.");
}

#[test]
fn shortcuts_work_while_a_chinese_input_method_types_full_width() {
    let mut app = App::new(80, 24, Lang::Zh);
    app.keys("ｇｐｙ");
    assert_eq!(app.case().known(finding("polyneuropathy")), Some(&AnswerValue::Present));
    app.keys("？");
    assert!(app.text().contains("帮助"), "{}", app.text());
}

#[test]
fn the_language_changes_at_once_and_what_was_said_changes_with_it() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpyL");
    let text = app.text();
    assert!(text.contains("多发性周围神经病：原为未知，现为有"), "{text}");
    assert!(!text.contains("undetermined"), "{text}");
}

#[test]
fn pasting_is_text_and_never_keys() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gp");
    app.send(Message::Paste("yyyyqqq".to_owned()));
    assert!(app.text().contains("/ yyyyqqq"), "it opens the box of quick entry: {}", app.text());
    app.keys("<esc>");
    assert_eq!(app.case().answered(), 0);
    app.find("platelets").keys("e");
    app.send(Message::Paste("612 10^9/L\n".to_owned()));
    app.keys("<enter>");
    assert_eq!(app.case().answered(), 1);
}

#[test]
fn esc_never_leaves_and_q_goes_back_one_screen() {
    let mut app = App::new(80, 24, Lang::En);
    for _ in 0..5 {
        app.send(Message::Key(Key::Esc));
    }
    assert!(app.effects.iter().all(|effect| *effect != poems::tui::Effect::Quit));
    app.keys("gpy?q");
    assert!(app.text().contains("[x] Polyneuropathy"), "q closed the help: {}", app.text());
    app.keys("q");
    assert!(app.text().contains("> Go on"), "{}", app.text());
    app.keys("q");
    assert!(app.effects.contains(&poems::tui::Effect::Quit));
}

#[test]
fn growing_and_shrinking_keeps_the_finding_and_the_open_editor() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("platelets").keys("61");
    for (columns, rows) in [(120, 40), (60, 20), (10, 3), (80, 24), (200, 60)] {
        app.send(Message::Resize { columns, rows });
        if columns >= 50 {
            assert!(app.text().contains("[61      ]"), "{columns}x{rows}\n{}", app.text());
        }
    }
    app.keys("2<enter>");
    assert!(app.text().contains("[     612] x 10^9/L   HIGH"), "{}", app.text());
}

#[test]
fn a_set_that_is_met_but_for_its_exclusions_names_them_in_the_result() {
    let patients = include_str!("../data/fit/patients.jsonl").lines();
    let mut patients = patients.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let patient = patients.find(|patient| patient["case"]["id"] == "3-cidp").unwrap();
    let case = poems::case::read("case.json", patient["case"].to_string().as_bytes(), &super::app::PACK).unwrap().case;
    for (lang, says) in [
        (Lang::En, "CIDP EAN/PNS: all else is met; needs Anti-MAG excluded"),
        (Lang::Zh, "CIDP临床核心：其余均符合；尚需排除抗MAG抗体"),
    ] {
        let mut app = App::with(case.clone(), 100, 100, lang);
        app.keys("gr");
        assert!(app.text().contains(says), "{}", app.text());
    }
}
