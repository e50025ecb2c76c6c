//! The results screen: the answer first, five views by number, and the way to a finding and back.

use poems::case::{self, teaching_cases};
use poems::engine::Verdict;
use poems::knowledge::Lang;
use poems::tui::{Effect, Message, Theme};
use unicode_width::UnicodeWidthStr;

use super::app::{App, PACK, finding, lines};
use super::fit::go_down_to;
use super::pictures::{RICH, picture};

/// A patient who meets the sets, but for the one that asks for another specimen.
const MET: &[u8] = br#"{"format": "poems-case/1", "age": 54, "sex": "male", "findings": {
    "polyneuropathy": "present", "demyelinating_neuropathy": "present", "ivig_failure": "present",
    "serum_immunofixation": "present", "m_protein_light_chain": "lambda", "m_protein_heavy_chain": "iga",
    "vegf_plasma": {"value": 2000, "comparator": ">", "unit": "pg/mL"}, "platelets": {"value": 520, "unit": "10*9/L"},
    "hyperpigmentation": "present", "splenomegaly": "present", "hepatomegaly": "present", "ascites": "present",
    "peripheral_edema": "present", "papilledema": "absent", "bone_lesion_sclerotic": "absent"}}"#;

/// Answers that cannot all be true.
const CONTRADICTORY: &[u8] = br#"{"format": "poems-case/1", "findings": {"polyneuropathy": "present",
    "vegf_elevated": "present", "vegf_plasma": {"value": 90, "unit": "pg/mL"}, "monoclonal_plasma_cell_disorder": "absent",
    "serum_immunofixation": "present", "splenomegaly": "present"}}"#;

/// Another disease.
const MIMIC: &[u8] = br#"{"format": "poems-case/1", "age": 65, "sex": "female", "findings": {
    "polyneuropathy": "present", "serum_immunofixation": "present", "m_protein_light_chain": "lambda",
    "amyloid_on_biopsy": "present", "amyloid_type": "al", "cardiac_amyloidosis": "present",
    "vegf_plasma": {"value": 60, "unit": "pg/mL"}, "vegf_serum": {"value": 200, "unit": "pg/mL"},
    "bone_lesion_sclerotic": "absent", "bone_lesion_mixed": "absent", "castleman_disease": "absent",
    "papilledema": "absent", "hyperpigmentation": "absent"}}"#;

const EMPTY: &[u8] = br#"{"format": "poems-case/1", "findings": {}}"#;

const PATIENTS: [(&str, &[u8]); 5] =
    [("met", MET), ("open", RICH), ("contradictory", CONTRADICTORY), ("mimic", MIMIC), ("empty", EMPTY)];

const VIEWS: [&str; 5] = ["verdicts", "missing", "weight", "rivals", "sources"];

fn app(text: &[u8], columns: u16, rows: u16, lang: Lang) -> App {
    App::with(case::read("ward-8.json", text, &PACK).unwrap().case, columns, rows, lang)
}

#[test]
fn the_views_of_five_patients() {
    for (patient, text) in PATIENTS {
        for lang in Lang::ALL {
            for (columns, rows) in [(80, 24), (120, 40)] {
                let mut app = app(text, columns, rows, lang);
                let code = lang.tag().split('-').next().unwrap();
                for (at, view) in VIEWS.into_iter().enumerate() {
                    app.keys("gr").keys(&(at + 1).to_string());
                    picture(&format!("results-{patient}-{view}-{columns}x{rows}-{code}"), &app);
                }
            }
        }
    }
}

#[test]
fn the_answer_is_seen_first_and_no_arithmetic_before_it() {
    for teaching in teaching_cases(&PACK).unwrap() {
        let mut app = App::with(teaching.case, 80, 24, Lang::En);
        app.keys("gr");
        let screen = app.screen();
        let [title, _, answer] = &screen[1..4] else { panic!() };
        assert!(title.contains(">1 verdicts<") && title.contains("5 sources"), "{title}");
        assert!(answer.contains("current set"), "{answer}");
        assert!(screen[4..].iter().take(12).any(|row| row.contains("Mayo 2023")), "{}", app.text());
        assert!(!app.text().contains("Prior odds"), "{}", app.text());
    }
}

#[test]
fn a_number_shows_its_view_from_anywhere_and_the_cursor_is_where_it_was_left() {
    let mut app = app(RICH, 80, 24, Lang::En);
    app.keys("gs<tab>3");
    assert!(app.text().contains(">3 weight of evidence<") && app.text().contains("against|for"), "{}", app.text());
    app.keys("<down><down><down>");
    let left = app.picture(Theme::Mono).1;
    app.keys("5");
    assert!(app.text().contains("Verification: "), "{}", app.text());
    app.keys("43");
    assert_eq!(app.picture(Theme::Mono).1, left);
    app.keys("<esc>");
    assert!(app.text().contains(" S Skin"), "esc leads back to the list: {}", app.text());
}

#[test]
fn right_unfolds_a_verdict_into_a_sentence_and_the_sentence_into_its_criteria() {
    for (columns, rows) in [(80, 24), (120, 40), (50, 24)] {
        let mut app = app(MET, columns, rows, Lang::En);
        app.keys("gr");
        go_down_to(&mut app, "Chiba 2019");
        assert_eq!(app.chart().assessment.sets[2].conclusions[0].verdict, Verdict::Met);
        let folded = columns < 110;
        app.keys(if folded { "<right><right>" } else { "<right>" });
        assert!(app.text().contains("Neuropathy + Monoclonal (IgA, Lambda)"), "{}", app.text());
        app.keys("<right>");
        go_down_to(&mut app, "Skin: Hyperpigmentation");
        app.keys("<enter>");
        assert_eq!(app.model().finding(), Some(finding("hyperpigmentation")), "{}", app.text());
        app.keys("<back>");
        assert!(app.text().contains("Skin: Hyperpigmentation"), "as it was left: {}", app.text());
    }
}

#[test]
fn an_open_criterion_leads_to_the_finding_that_would_tell() {
    let mut app = app(RICH, 80, 24, Lang::En);
    app.keys("gr2");
    go_down_to(&mut app, "Castleman: not known; Lymph-node biopsy would tell");
    app.keys("<enter>");
    assert_eq!(app.model().finding(), Some(finding("castleman_disease")), "{}", app.text());
}

#[test]
fn what_contradicts_itself_is_said_before_any_verdict() {
    for (columns, rows) in [(50, 14), (80, 24), (120, 40)] {
        let mut app = app(CONTRADICTORY, columns, rows, Lang::En);
        app.keys("gr");
        let text = app.text();
        assert!(text.contains("Contradictions:"), "{text}");
        assert!(!text.contains("Nothing entered contradicts"), "{text}");
        app.keys("<enter>");
        let contradicted = app.chart().assessment.conflicts[0].finding;
        assert_eq!(app.model().finding(), Some(contradicted), "{}", app.text());
    }
}

#[test]
fn tab_and_down_lead_from_the_sets_to_the_fit_beside_them() {
    let mut app = app(MET, 120, 40, Lang::En);
    app.keys("gr<tab>");
    let column = |app: &App| app.picture(Theme::Mono).1.x;
    assert!(column(&app) > 60, "{}", app.text());
    app.keys("<tab>");
    assert!(column(&app) < 60, "{}", app.text());
    for _ in 0..80 {
        app.keys("<down>");
    }
    assert!(column(&app) > 60, "the last line is in the second column: {}", app.text());
}

#[test]
fn where_a_percentage_is_there_is_its_setting() {
    for (_, text) in PATIENTS {
        for (lang, words) in [(Lang::En, "Setting ("), (Lang::Zh, "就诊场景（")] {
            for (columns, rows) in [(50, 12), (50, 14), (80, 24), (120, 40), (200, 50)] {
                let mut app = app(text, columns, rows, lang);
                for view in ["1", "2", "3", "4", "5"] {
                    app.keys("gr").keys(view);
                    let shown = app.text();
                    assert!(!shown.contains('%') || shown.contains(words), "{view}: {shown}");
                }
            }
        }
    }
}

#[test]
fn no_column_is_wider_than_can_be_read() {
    for columns in [110, 160, 200, 250] {
        for (_, text) in PATIENTS {
            let mut app = app(text, columns, 50, Lang::En);
            for view in ["1", "2", "3", "4", "5"] {
                app.keys("gr").keys(view);
                for row in app.screen().iter().skip(3).take(40).filter(|row| !row.starts_with('\u{2500}')) {
                    let widest = row.split('\u{2502}').map(|part| part.trim_end().width()).max().unwrap();
                    assert!(widest <= 77, "{columns} columns, view {view}: {row}");
                }
            }
        }
    }
}

#[test]
fn a_verdict_of_another_disease_is_never_the_loudest() {
    let mut app = app(MIMIC, 120, 40, Lang::En);
    app.keys("gr");
    let (buffer, _) = app.picture(Theme::Default);
    let plain = |words: &str| {
        let rows = lines(&buffer);
        let y = rows.iter().position(|row| row.contains(words)).unwrap_or_else(|| panic!("no {words}: {}", app.text()));
        let end = rows[y].split('\u{2502}').next().unwrap().trim_end().width() as u16;
        buffer[(end - 1, y as u16)].style()
    };
    assert_eq!(plain("AL amyloid: ").bg, plain("Waldenstrom: ").bg, "met or not");
    assert_ne!(plain("AL amyloid: ").bg, plain("Mayo 2023").bg, "unlike a current set");
}

#[test]
fn what_would_change_something_is_numbered_and_names_its_kind() {
    let mut app = app(RICH, 80, 40, Lang::En);
    app.keys("gr");
    let text = app.text();
    assert!(text.contains("1 Plasma VEGF") && text.contains("settles Mayo 2023") && text.contains("lab"), "{text}");
    assert!(text.contains("more: 2 lists them"), "{text}");
    app.send(Message::Resize { columns: 120, rows: 40 });
    app.keys("<tab>");
    go_down_to(&mut app, "1 Plasma VEGF");
    app.keys("<enter>");
    assert_eq!(app.model().finding(), Some(finding("vegf_plasma")), "{}", app.text());
}

#[test]
fn y_copies_the_summary_as_plain_text_and_says_that_a_terminal_may_refuse() {
    let mut app = app(PATIENTS[0].1, 80, 24, Lang::En);
    app.keys("gry");
    let Some(Effect::Copy(text)) = app.effects.last().cloned() else { panic!("{:?}", app.effects) };
    let said =
        format!("Copied: {} lines of plain text. A terminal may refuse that; E writes a file.", text.lines().count());
    assert_eq!(app.notice(), said);
    assert!(app.screen().last().is_some_and(|hints| hints.contains("y copy")), "{}", app.text());
    app.keys("L");
    assert!(app.notice().starts_with("已复制"), "{}", app.notice());
    // It is no answer: on the sheet the same key is one.
    app.keys("gpy");
    assert!(app.effects.iter().filter(|effect| matches!(effect, Effect::Copy(_))).count() == 1);
}
