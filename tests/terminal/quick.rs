//! Quick entry: what is typed behind `/`, or pasted, is shown, answered, and entered as one step.

use poems::case::{AnswerValue, Case, History, Quantity};
use poems::knowledge::Lang;
use poems::quick;
use poems::tui::model::Screen;
use poems::tui::{Effect, Message};

use super::app::{App, PACK, finding};
use super::pictures::picture;

const LINE: &str =
    "vegf 1200 pg/ml; spleen +; no papilledema; iga lambda; hb 168 g/l; creat 80; no frogs; mother has diabetes";

fn value(app: &App, id: &str) -> Option<AnswerValue> {
    app.case().answer(finding(id)).map(|answer| answer.value)
}

fn paste(app: &mut App, text: &str) {
    app.send(Message::Paste(text.to_owned()));
}

#[test]
fn a_line_says_what_it_will_do_and_does_nothing_before_enter() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("/").keys(LINE);
    let text = app.text();
    for said in [
        "5 to enter, 2 to answer, 2 not entered",
        " v  Splenomegaly               present",
        "new",
        "[vegf 1200 pg/ml] VEGF: plasma or serum?",
        "1 VEGF, plasma: 1200 pg/mL   2 VEGF, serum: 1200 pg/mL",
        " ?? [no frogs] no finding here",
        "Would change:",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert_eq!(app.case().answered(), 0);
    assert!(app.on_disk.is_none(), "nothing was written");
}

#[test]
fn enter_takes_what_is_sure_and_each_digit_what_it_answers_all_as_one_step() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("/").keys(LINE).keys("<enter>");
    assert_eq!(app.case().answered(), 5);
    let text = app.text();
    assert!(text.contains("/ vegf 1200 pg/ml; creat 80; no frogs; mother has diabetes"), "only the rest: {text}");
    app.keys("2");
    assert_eq!(value(&app, "vegf_plasma"), None);
    assert_eq!(value(&app, "vegf_serum"), Some(AnswerValue::Quantity(Quantity::new(1200.0, 0))));
    app.keys("1");
    assert_eq!(app.case().answered(), 7);
    app.keys("<esc>u");
    assert_eq!(app.case().answered(), 0, "{}", app.notice());
    app.keys("<ctrl-r>");
    assert_eq!(app.case().answered(), 7, "{}", app.notice());
    app.keys("/hb 168 g/l; creat 90<enter>1");
    assert_eq!(app.notice().split(' ').next(), Some("Creatinine:"), "{}", app.notice());
    app.keys("u");
    assert_eq!(app.case().answered(), 7, "with the last answer the box is closed: {}", app.text());
}

#[test]
fn a_question_can_be_answered_before_enter_and_its_answer_stays_while_the_line_is_written_on() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("/vegf 1200 pg/ml<down>1");
    assert!(app.text().contains("1 to enter, 0 to answer"), "{}", app.text());
    app.keys("; spleen +");
    assert!(app.text().contains(" v  VEGF, plasma               1200 pg/mL, HIGH"), "{}", app.text());
    app.keys("<enter>");
    assert_eq!(value(&app, "vegf_plasma"), Some(AnswerValue::Quantity(Quantity::new(1200.0, 0))));
    assert_eq!(app.case().answered(), 2);
    assert!(app.text().contains("[ ] Polyneuropathy"), "the box is closed: {}", app.text());
}

#[test]
fn a_digit_in_the_text_is_text_and_another_number_is_another_question() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("/vegf 120 pg/ml<down>1<up><left><left><left><left><left><left>5");
    assert!(app.text().contains("vegf 1205 pg/ml"), "{}", app.text());
    assert!(app.text().contains("0 to enter, 1 to answer"), "the answer was to another number: {}", app.text());
}

#[test]
fn esc_keeps_the_text_for_the_next_time_and_a_search_does_not() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("/spleen +; edema<esc>");
    assert_eq!(app.case().answered(), 0);
    app.keys("/");
    assert!(app.notice().is_empty() && app.text().contains("Left here before"), "{}", app.text());
    app.keys("<end> -");
    assert!(app.text().contains("/ spleen +; edema -"), "{}", app.text());
    app.keys("<enter>");
    assert_eq!(value(&app, "splenomegaly"), Some(AnswerValue::Present));
    app.keys("/papilledema<enter>");
    assert_eq!(app.model().finding(), Some(finding("papilledema")));
    app.keys("/");
    assert!(app.text().contains("Find, or enter as in a note"), "{}", app.text());
}

#[test]
fn a_letter_begins_anew_and_what_stood_there_comes_back() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("/spleen +; zork<esc>/papilledema<enter>");
    assert_eq!(app.model().finding(), Some(finding("papilledema")), "what was left is not in the way");
    app.keys("/spleen +; zork<esc>/edema -<ctrl-u><up>");
    assert!(app.text().contains("/ edema -"), "{}", app.text());
}

#[test]
fn a_name_leads_there_another_is_chosen_and_tab_completes_it() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("/vegf<down>");
    assert!(app.text().contains("found: enter goes there"), "{}", app.text());
    app.keys("<enter>");
    assert_eq!(app.case().answered(), 0);
    let second = app.model().finding();
    app.keys("<esc>/vegf<enter>");
    assert_ne!(app.model().finding(), second);
    app.keys("<esc>/papill<tab> -; splen<tab> +<enter>");
    assert_eq!(value(&app, "papilledema"), Some(AnswerValue::Absent));
    assert_eq!(value(&app, "splenomegaly"), Some(AnswerValue::Present));
}

#[test]
fn whatever_tab_writes_is_read_as_that_finding() {
    for lang in Lang::ALL {
        let mut app = App::new(80, 24, lang);
        for id in ["organomegaly", "volume_overload", "vegf_plasma", "no_reflexes", "ivig_failure", "edema_limb"] {
            let Some(id) = PACK.find(id) else { continue };
            app.keys("/<ctrl-u>");
            paste(&mut app, PACK.finding(id).label.get(lang));
            app.keys("<tab><enter>");
            assert_eq!(app.model().finding(), Some(id), "{}", app.text());
        }
    }
}

#[test]
fn a_pasted_report_opens_the_box_and_the_case_is_what_the_command_makes_of_it() {
    let report = "Test\tResult\tUnit\r\nHemoglobin\t168\tg/L\r\nPlatelets\t612\t10^9/L\r\n\u{7}TSH\t8.2\tmIU/L\r\nZinc\t88\tug/L\r\n";
    let mut app = App::new(80, 24, Lang::En);
    paste(&mut app, report);
    assert!(app.text().contains("Platelets 612 10^9/L") && !app.text().contains('\u{7}'), "{}", app.text());
    assert_eq!(app.case().answered(), 0);
    app.keys("<enter>");
    let mut history = History::new(Case::new(&PACK), None);
    let text = quick::plain(report);
    quick::read(&PACK, &history, &text).apply(&mut history);
    assert_eq!(app.case().to_text(&PACK), history.to_text(&PACK));
    assert_eq!(app.case().answered(), 3);
    let on_disk = app.on_disk.clone();
    assert_eq!(on_disk, Some(history.to_text(&PACK)));
    assert!(app.text().contains("[Zinc 88 ug/L] no finding here"), "what was not understood stays: {}", app.text());
}

#[test]
fn a_report_of_a_hundred_lines_is_scrolled_with_the_cursor_and_entered_by_one_key() {
    let mut report: String = (1..=97).map(|at| format!("Analyte {at}\t{at}\tU/L\n")).collect();
    report.insert_str(0, "Platelets\t612\t10^9/L\n");
    report.push_str("TSH\t8.2\tmIU/L\nHemoglobin\t168\tg/L");
    let mut app = App::new(80, 24, Lang::En);
    paste(&mut app, &report);
    let text = app.text();
    assert!(text.contains("Hemoglobin 168 g/L") && text.contains(" / 100"), "the end is seen: {text}");
    assert!(!text.contains(" v  Platelets"), "{text}");
    for _ in 0..20 {
        app.keys("<pgup>");
    }
    assert!(app.text().contains(" v  Platelets"), "{}", app.text());
    app.keys("<enter>");
    assert_eq!(app.case().answered(), 3);
}

#[test]
fn a_paste_at_home_opens_a_new_case_with_the_box() {
    let mut app = App::at_home(80, 24, Lang::Zh);
    paste(&mut app, "脾大；无水肿");
    assert!(app.text().contains("脾大；无水肿"), "{}", app.text());
    app.keys("<enter>");
    assert_eq!(value(&app, "splenomegaly"), Some(AnswerValue::Present));
    assert!(app.effects.contains(&Effect::Fresh("case")), "{:?}", app.effects);
}

#[test]
fn a_second_paste_stands_below_the_first_and_one_that_is_too_long_is_told() {
    let mut app = App::new(80, 24, Lang::En);
    paste(&mut app, "spleen +");
    app.keys("<esc>");
    paste(&mut app, "no edema");
    app.keys("<enter>");
    assert_eq!(app.case().answered(), 2);
    paste(&mut app, &"x ".repeat(20_000));
    assert!(app.notice().starts_with("Only the first 16000 characters"), "{}", app.notice());
}

#[test]
fn a_new_line_does_not_lose_what_was_noted_and_says_what_stood_there() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("hemoglobin").keys("16.1<enter>");
    app.find("hemoglobin").keys("oafter fluids<enter>");
    app.keys("/hb 168 g/l");
    assert!(app.text().contains("was 16.1 g/dL"), "{}", app.text());
    app.keys("<enter>");
    assert_eq!(app.case().answer(finding("hemoglobin")).unwrap().note.as_deref(), Some("after fluids"));
    assert_eq!(app.model().finding(), Some(finding("hemoglobin")), "one finding is shown");
    app.keys("/hb 168 g/l");
    assert!(app.text().contains("in the case"), "{}", app.text());
    app.keys("<enter>");
    assert_eq!(app.notice(), "All of it is in the case already.");
}

#[test]
fn the_box_on_a_text_to_be_marked_finds_and_enters_nothing() {
    let mut app = App::at_home(80, 24, Lang::En);
    app.send(Message::Shelf(Vec::new()));
    let mut exercise = App::new(80, 24, Lang::En);
    exercise.keys("q<down><down><down><enter>");
    if !matches!(exercise.model().screen, Screen::Exercise(..)) {
        return;
    }
    paste(&mut exercise, "spleen +");
    exercise.keys("<enter>");
    assert_eq!(exercise.case().answered(), 0);
}

/// The patient whose keys are counted: 32 findings, written as a resident writes them.
const TYPICAL: &str = "54m, duration 11 months; polyneuropathy, demyelinating, no response to ivig; csf protein 1.2 g/l, cells 2; \
                       liver +, spleen +, nodes -; edema, no pleural effusion, ascites +; no papilledema; \
                       hyperpigmentation, hypertrichosis, white nails; no hemangioma, no plethora, no acrocyanosis, no flushing, \
                       no glomeruloid hemangioma; testosterone 4.2 nmol/l, prolactin 12 ng/ml, tsh 8.2, ft4 9.1 pmol/l; \
                       serum ife +, iga lambda; sclerotic lesion; vegf >2000 pg/ml plasma; plt 520, hb 168 g/l";

#[test]
fn the_typical_patient_takes_few_keys_besides_the_text() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("/").keys(TYPICAL);
    assert!(app.text().contains("0 not entered"), "{}", app.text());
    let mut keys = 2;
    app.keys("<enter>");
    while let Some(digit) = asked(&app) {
        keys += 1;
        assert!(keys <= 30, "{}", app.text());
        app.keys(&digit.to_string());
    }
    assert!(app.case().answered() >= 32, "{} findings\n{}", app.case().answered(), app.text());
}

/// The digit of a choice, while something is asked.
fn asked(app: &App) -> Option<usize> {
    app.text().contains(">?").then_some(1)
}

#[test]
fn the_box_in_pictures() {
    let texts = [
        ("line", Lang::En, LINE),
        ("line", Lang::Zh, "VEGF 1200 pg/ml；脾大；无视盘水肿；IgA λ；Hb 168 g/L；肌酐80；母亲有糖尿病；青蛙3"),
    ];
    for (name, lang, text) in texts {
        let code = lang.tag().split('-').next().unwrap();
        for (columns, rows) in [(50, 14), (80, 24), (120, 40)] {
            let mut app = App::new(columns, rows, lang);
            app.keys("/");
            picture(&format!("entry-empty-{columns}x{rows}-{code}"), &app);
            app.keys(if lang == Lang::En { "vegf" } else { "视盘" });
            picture(&format!("entry-found-{columns}x{rows}-{code}"), &app);
            app.keys("<ctrl-u>").keys(text);
            picture(&format!("entry-{name}-{columns}x{rows}-{code}"), &app);
            app.keys("<enter>");
            picture(&format!("entry-asked-{columns}x{rows}-{code}"), &app);
            app.keys("<ctrl-u>");
            paste(
                &mut app,
                "Test\tResult\tUnit\nPlatelets\t612\t10^9/L\nCRP\t5\nTSH\t8.2\tmIU/L\nZinc\t88\tug/L\nHb\t171\tg/L\t130-175\n",
            );
            picture(&format!("entry-report-{columns}x{rows}-{code}"), &app);
        }
    }
}
