//! The table of actions.

use std::collections::HashMap;

use poems::knowledge::Lang;
use poems::tui::action::{Context, TABLE};

use super::app::{App, PACK};

#[test]
fn no_key_does_two_things_in_one_context() {
    for context in Context::ALL {
        let mut seen = HashMap::new();
        for binding in TABLE.iter().filter(|binding| binding.contexts.contains(&context)) {
            for key in binding.keys {
                if let Some(other) = seen.insert(*key, binding.action) {
                    panic!("{key:?} in {context:?} is both {other:?} and {:?}", binding.action);
                }
            }
        }
    }
}

#[test]
fn every_action_has_a_key_a_context_and_a_line_in_the_help() {
    for lang in Lang::ALL {
        let mut app = App::new(120, 40, lang);
        app.keys("?");
        let mut help = String::new();
        for _ in 0..40 {
            help.push_str(&app.text().replace(['\n', '\u{2503}', ' '], ""));
            app.keys("<down><down><down><down><down>");
        }
        for binding in TABLE {
            assert!(!binding.keys.is_empty() && !binding.contexts.is_empty(), "{:?}", binding.action);
            let words = binding.action.text(&PACK.interface).help.get(lang).replace(' ', "");
            let words = words.replace('\u{201c}', "\u{300c}").replace('\u{201d}', "\u{300d}");
            assert!(help.contains(&words), "{:?} is not in the help", binding.action);
        }
    }
}

#[test]
fn text_is_never_taken_for_a_shortcut() {
    for context in Context::ALL.into_iter().filter(|context| context.is_text()) {
        let characters =
            TABLE.iter().filter(|binding| binding.contexts.contains(&context)).flat_map(|binding| binding.keys);
        assert!(characters.clone().all(|key| !matches!(key, poems::tui::Key::Char(_))), "{context:?}");
    }
}

#[test]
fn hints_name_only_what_works_here() {
    let mut app = App::new(120, 40, Lang::En);
    app.keys("gp");
    let hints = |app: &App| app.screen().last().cloned().unwrap();
    assert!(hints(&app).contains("y yes") && !hints(&app).contains("e edit"), "{}", hints(&app));
    app.find("platelets");
    assert!(hints(&app).contains("e edit") && !hints(&app).contains("y yes"), "{}", hints(&app));
    for size in [(50, 12), (80, 24), (120, 40)] {
        app.send(poems::tui::Message::Resize { columns: size.0, rows: size.1 });
        assert!(app.screen()[0].contains("? help") && hints(&app).contains("q leave"), "{}", app.text());
    }
}
