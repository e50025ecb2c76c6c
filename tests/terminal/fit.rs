//! How well it fits, what else it could be, what to do next: as it is seen and reached.

use poems::case::{self, teaching_cases};
use poems::engine::{Fit, Verdict};
use poems::knowledge::{FindingId, Lang};
use poems::tui::{Key, Message};

use super::app::{App, PACK, finding};
use super::pictures::RICH;

fn rich(columns: u16, rows: u16, lang: Lang) -> App {
    App::with(case::read("ward-8.json", RICH, &PACK).unwrap().case, columns, rows, lang)
}

fn fit(app: &App) -> &Fit {
    app.chart().assessment.fit.as_ref().unwrap()
}

fn next_reveals(app: &App, at: usize) -> FindingId {
    app.chart().assessment.outlook.tests[at].reveals[0]
}

/// The row with the cursor: there the pointer stands after the border.
fn pointed(app: &App) -> String {
    let y = app.picture(poems::tui::Theme::Mono).1.y;
    app.screen()[usize::from(y)].clone()
}

/// Goes down to the row that holds the words.
pub fn go_down_to(app: &mut App, words: &str) {
    for _ in 0..200 {
        if pointed(app).contains(words) {
            return;
        }
        app.send(Message::Key(Key::Down));
    }
    panic!("no row holds {words}: {}", app.text());
}

fn odds(probability: f64) -> f64 {
    probability / (1.0 - probability)
}

/// The number after a word on the screen, without the comma or stop behind it.
fn number_after(text: &str, word: &str) -> f64 {
    let rest = text.split_once(word).unwrap_or_else(|| panic!("{word} is not in {text}")).1;
    let number: String = rest.trim_start().chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    number.trim_end_matches('.').parse().unwrap_or_else(|_| panic!("no number after {word} in {text}"))
}

#[test]
fn the_printed_ratios_and_the_printed_total_are_the_fit() {
    for teaching in teaching_cases(&PACK).unwrap() {
        let mut app = App::with(teaching.case, 100, 60, Lang::En);
        app.keys("gr3");
        let text = app.text();
        let bars = text.lines().skip_while(|line| !line.contains("against|for")).skip(1);
        let bars: Vec<&str> = bars.take_while(|line| !line.contains("Prior odds")).collect();
        assert_eq!(bars.len(), fit(&app).groups.len(), "{}", teaching.id);
        let product: f64 = bars.iter().map(|bar| number_after(bar.rsplit_once('|').unwrap().1, " x")).product();
        let printed = number_after(&text, "= odds ");
        let expected = odds(fit(&app).probability);
        assert!((printed / expected - 1.0).abs() < 0.006, "{}: {printed}, not {expected}", teaching.id);
        let added_up = number_after(&text, "Prior odds ") * product;
        let rounding = 0.006 * (bars.len() + 1) as f64;
        assert!((added_up / expected - 1.0).abs() < rounding, "{}: {added_up}, not {expected}", teaching.id);
    }
}

#[test]
fn a_bar_stands_on_the_side_it_speaks_for_also_without_color_and_in_ascii() {
    let mut app = rich(80, 60, Lang::En);
    app.alter(|model| model.common.ascii = true);
    app.keys("gr3");
    let row = |words: &str| {
        let screen = app.screen();
        screen.into_iter().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words}"))
    };
    assert!(row("Hyperpigmentation: present").contains("|+++"), "{}", row("Hyperpigmentation"));
    assert!(row("Papilledema: absent").contains("---|"), "{}", row("Papilledema"));
}

#[test]
fn enter_on_a_next_test_goes_to_the_first_finding_that_it_answers() {
    for (columns, rows) in [(80, 24), (120, 40), (50, 14)] {
        let mut app = rich(columns, rows, Lang::En);
        app.keys("gr2");
        go_down_to(&mut app, "Would still change something");
        app.keys("<down><down>");
        let wanted = next_reveals(&app, 1);
        app.keys("<enter>");
        assert_eq!(app.model().finding(), Some(wanted), "{}", app.text());
        app.keys("<back>");
        assert!(app.text().contains(">2 missing<"), "{}", app.text());
    }
    let mut app = rich(80, 24, Lang::Zh);
    app.keys("gs<tab>");
    go_down_to(&mut app, "下一步检查");
    app.keys("<down><enter>");
    assert_eq!(app.model().finding(), Some(next_reveals(&app, 0)), "{}", app.text());
}

#[test]
fn what_separates_the_leading_rival_stands_below_the_next_tests() {
    let mut app = rich(120, 60, Lang::En);
    app.keys("gr2");
    go_down_to(&mut app, "To separate POEMS syndrome from ");
    assert!(app.text().contains("more than 3 times"), "how tests are ordered: {}", app.text());
}

#[test]
fn once_the_disease_is_found_what_is_missing_leads_to_its_finding() {
    let found = br#"{"format": "poems-case/1", "sex": "male", "findings": {
        "polyneuropathy": "present", "serum_immunofixation": "present", "m_protein_light_chain": "lambda",
        "vegf_plasma": {"value": 420, "unit": "pg/mL"}, "papilledema": "present"}}"#;
    let mut app = App::with(case::read("ward-8.json", found, &PACK).unwrap().case, 100, 40, Lang::En);
    app.keys("gr2");
    go_down_to(&mut app, "What to know before treatment");
    app.keys("<down>");
    assert!(pointed(&app).contains("Marrow") && pointed(&app).contains("missing"), "{}", pointed(&app));
    app.keys("<enter>");
    assert_eq!(app.model().finding(), Some(finding("clonal_marrow_plasma_cells")), "{}", app.text());
}

#[test]
fn every_bar_leads_to_its_finding_and_tells_its_source() {
    let mut app = rich(120, 40, Lang::En);
    for at in 0..fit(&app).groups.len() {
        app.keys("gr3<home>");
        go_down_to(&mut app, "against|for");
        for _ in 0..=at {
            app.keys("<down>");
        }
        let weight = fit(&app).groups[at].clone();
        let text = app.text();
        assert!(text.contains("Ratio: ") && text.contains("Grade: "), "{text}");
        assert!(text.contains("Source: ") || weight.log_ratio.abs() < 0.1, "{text}");
        app.keys("<enter>");
        assert_eq!(app.model().finding(), Some(weight.finding), "{}", app.text());
    }
}

#[test]
fn a_fit_held_back_says_what_to_settle_first_and_leads_there() {
    let mut app = App::new(120, 40, Lang::En);
    for id in ["papilledema", "hyperpigmentation", "ascites", "hypertrichosis"] {
        app.find(id).keys("y");
    }
    app.find("platelets").keys("612<enter>");
    app.find("vegf_plasma").keys("612<enter>");
    let text = app.text();
    assert!(text.contains("compatible") && text.contains("settle first"), "{text}");
    app.keys("gr");
    go_down_to(&mut app, "Settle first: Polyneuropathy");
    app.keys("<enter>");
    assert_eq!(app.model().finding(), Some(finding("polyneuropathy")));
    app.keys("y").find("serum_immunofixation").keys("y");
    assert!(app.notice().contains("(compatible) -> ") && app.notice().contains("(strong)"), "{}", app.notice());
    assert!(!app.text().contains("settle first"), "{}", app.text());
}

#[test]
fn a_setting_is_chosen_from_a_list_said_and_written_to_the_case() {
    let mut app = rich(80, 24, Lang::En);
    let before = fit(&app).probability;
    app.keys("S<down><down><down><down><down><down>");
    let text = app.text();
    assert!(text.contains("(x) Not stated") && text.contains("calculated from published figures"), "{text}");
    app.keys("<enter>");
    assert_eq!(fit(&app).setting.index(), 6);
    assert!(fit(&app).probability > before);
    assert!(
        app.notice().starts_with("Setting: Demyelinating, lambda IgA or IgG, prior 20%. Fit 92%"),
        "{}",
        app.notice()
    );
    assert!(app.text().contains("prior 20%"), "{}", app.text());
    assert!(app.on_disk.as_ref().unwrap().contains("\"setting\": "), "{:?}", app.on_disk);
    app.keys("gsy");
    assert_eq!(fit(&app).setting.index(), 6, "the next answer is judged there too");
    app.keys("S<esc>");
    assert_eq!(fit(&app).setting.index(), 6, "esc leaves it");
}

#[test]
fn a_line_of_the_result_is_explained_in_full() {
    let mut app = rich(80, 24, Lang::En);
    app.keys("gr4");
    go_down_to(&mut app, "1. AL amyloidosis");
    app.keys("i");
    assert!(app.text().contains("Would separate it: "), "{}", app.text());
    app.keys("<esc>1");
    go_down_to(&mut app, "Where criteria disagree");
    app.keys("<right><down>");
    app.keys("i");
    assert!(app.text().contains("Mayo 2023: undetermined; Japan 2015: not met"), "{}", app.text());
    app.keys("<esc>3");
    go_down_to(&mut app, "How firm it is");
    app.keys("<down>");
    assert!(pointed(&app).contains("at best") || app.text().contains("at worst"), "{}", app.text());
}

#[test]
fn a_rival_unfolds_into_what_speaks_for_it_and_against_it() {
    for (columns, rows) in [(50, 14), (80, 24), (120, 40)] {
        let mut app = rich(columns, rows, Lang::En);
        app.keys("gr4");
        go_down_to(&mut app, ". Diabetic neuropathy");
        app.keys("<right>");
        go_down_to(&mut app, "rests on assumptions only");
        go_down_to(&mut app, "+ Diabetes mellitus: present");
        assert!(pointed(&app).contains("x5.82"), "{}", app.text());
        go_down_to(&mut app, "- Thrombocytosis: present");
        app.keys("<enter>");
        assert_eq!(app.model().finding(), Some(finding("thrombocytosis")), "{}", app.text());
    }
}

#[test]
fn every_finding_stands_beside_the_rivals_that_it_speaks_for() {
    let mut app = rich(80, 24, Lang::En);
    app.keys("gr4");
    go_down_to(&mut app, "Findings by disease");
    app.keys("i");
    assert!(app.text().contains("above 1 it speaks for the disease"), "{}", app.text());
    app.keys("<esc>");
    let differential = app.chart().assessment.differential.clone().unwrap();
    for (at, weight) in fit(&app).groups.clone().iter().enumerate() {
        go_down_to(&mut app, PACK.finding(weight.finding).label.get(Lang::En).get(..8).unwrap());
        let row = pointed(&app);
        let shown: Vec<f64> = (row.rsplit_once(':').unwrap().1.split_whitespace().rev())
            .map_while(|cell| cell.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok())
            .collect();
        for (shown, rival) in shown.iter().rev().zip(&differential.rivals) {
            let ratio = rival.cells[at].log_ratio.exp();
            assert!((shown / ratio - 1.0).abs() < 0.006, "{row}: {ratio}");
        }
        assert!(shown.len() >= differential.rivals.len() - 1, "{row}");
    }
}

/// Diabetes, an incidental clone, and an edema from a tablet.
pub const DIABETIC: &[u8] = br#"{"format": "poems-case/1", "age": 72, "sex": "female", "findings": {
    "polyneuropathy": "present", "diabetes_mellitus": "present", "serum_immunofixation": "present",
    "peripheral_edema": "present", "vegf_plasma": {"value": 260, "unit": "pg/mL"}}}"#;

#[test]
fn a_finding_that_counts_is_explained_from_the_list_of_its_commoner_causes() {
    for (columns, rows, keys) in [(80, 24, "v"), (120, 40, "v"), (50, 14, "gr")] {
        let read = case::read("ward-9.json", DIABETIC, &PACK).unwrap();
        let mut app = App::with(read.case, columns, rows, Lang::En);
        let edema = finding("peripheral_edema");
        let met = |app: &App| app.chart().assessment.sets[0].conclusions[0].verdict;
        assert_eq!(met(&app), Verdict::Met);
        app.keys(keys);
        go_down_to(&mut app, "Commoner causes");
        app.keys("<right>");
        go_down_to(&mut app, "Polyneuropathy: present");
        app.keys("<down>");
        assert!(pointed(&app).contains("entered"), "{}", app.text());
        go_down_to(&mut app, "Drug causing");
        app.keys("b");
        assert!(app.text().contains("Drug causing edema"), "{}", app.text());
        app.keys(", amlodipine<enter>");
        let case = &app.chart().case;
        assert_eq!(
            case.answer(edema).unwrap().explained.as_deref(),
            Some("Drug causing edema, amlodipine"),
            "{}",
            app.text()
        );
        assert_ne!(met(&app), Verdict::Met);
        assert!(app.notice().contains("Mayo 2023: met -> undetermined"), "{}", app.notice());
        app.keys("u");
        assert_eq!(met(&app), Verdict::Met);
    }
}
