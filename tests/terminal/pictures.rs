//! Pictures of the main screens, to be looked at when they change: `INSTA_UPDATE=always cargo test`.

use poems::case;
use poems::knowledge::Lang;

use super::app::{App, PACK};
use super::fit::{DIABETIC, go_down_to};

const CASE: &[u8] = br#"{"format": "poems-case/1", "age": 54, "sex": "male", "findings": {
    "polyneuropathy": "present", "m_protein_light_chain": "lambda", "vegf_plasma": {"value": 612, "unit": "pg/mL"},
    "platelets": {"value": 498, "unit": "10*9/L"}, "hyperpigmentation": "present", "splenomegaly": "absent",
    "papilledema": "absent", "sclerotic_bone_lesion": "unobtainable"}}"#;

#[test]
fn the_main_screens() {
    let screens = [
        ("skin", "gs"),
        ("vegf", "gv"),
        ("result", "<tab><down>"),
        ("results", "gr"),
        ("about", "gvi"),
        ("help", "?"),
        ("editor", "gve<back><back>"),
        ("options", "gm<down><down>e"),
        ("palette", "gs:"),
        ("palette-found", "gs:s"),
        ("menu", "gsM"),
        ("menu-edit", "gsM2<down>"),
    ];
    for lang in Lang::ALL {
        for (columns, rows) in [(50, 14), (80, 24), (120, 40)] {
            for (name, keys) in screens {
                let read = case::read("ward-7.json", CASE, &PACK).unwrap();
                let mut app = App::with(read.case, columns, rows, lang);
                app.keys(keys);
                let code = lang.tag().split('-').next().unwrap();
                picture(&format!("{name}-{columns}x{rows}-{code}"), &app);
            }
        }
    }
}

/// A patient of whom much is known, and on whom the sets differ.
pub const RICH: &[u8] = br#"{"format": "poems-case/1", "age": 61, "sex": "female", "findings": {
    "polyneuropathy": "present", "ivig_failure": "present", "m_protein_light_chain": "lambda",
    "hyperpigmentation": "present", "edema_limb": "absent", "platelets": {"value": 498, "unit": "10*9/L"},
    "papilledema": "absent", "vegf_serum": {"value": 700, "unit": "pg/mL"}, "diabetes_mellitus": "present"}}"#;

#[test]
fn the_results_of_a_rich_case() {
    let screens = [("fit-pane", "gs<tab>"), ("fit-settings", "S<down>")];
    for lang in Lang::ALL {
        for (columns, rows) in [(80, 24), (120, 40)] {
            for (name, keys) in screens {
                let read = case::read("ward-8.json", RICH, &PACK).unwrap();
                let mut app = App::with(read.case, columns, rows, lang);
                app.keys(keys);
                let code = lang.tag().split('-').next().unwrap();
                picture(&format!("{name}-{columns}x{rows}-{code}"), &app);
            }
        }
    }
}

#[test]
fn commoner_causes() {
    for (lang, causes) in [(Lang::En, "Commoner causes"), (Lang::Zh, "更常见原因")] {
        let code = lang.tag().split('-').next().unwrap();
        for (columns, rows) in [(80, 24), (120, 40)] {
            let read = case::read("ward-9.json", DIABETIC, &PACK).unwrap();
            let mut app = App::with(read.case, columns, rows, lang);
            app.keys("gr");
            go_down_to(&mut app, causes);
            app.keys("<right><down><down>");
            picture(&format!("causes-{columns}x{rows}-{code}"), &app);
        }
    }
}

#[test]
fn the_home_screens() {
    for lang in Lang::ALL {
        let code = lang.tag().split('-').next().unwrap();
        let mut app = App::at_home(80, 24, lang);
        picture(&format!("home-80x24-{code}"), &app);
        app.keys("<down><down><enter>");
        picture(&format!("teaching-80x24-{code}"), &app);
    }
}

pub fn picture(name: &str, app: &App) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden/terminal");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, app.text()));
}
