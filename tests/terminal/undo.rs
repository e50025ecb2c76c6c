//! Whatever was done can be undone.

use poems::knowledge::Lang;
use poems::tui::{Key, Message};
use proptest::prelude::*;

use super::app::App;

/// Keys that answer, move, type and change the size.
fn deed() -> impl Strategy<Value = Vec<Key>> {
    let key = prop_oneof![
        4 => prop::sample::select(vec![' ', 'y', 'n', 'x', 'c', 'a', 'o', 'r', 'e', '5', '[', ']', 'g', 'p', 's', 'v', 'L', 'i'])
            .prop_map(Key::Char),
        3 => prop::sample::select(vec![
            Key::Enter, Key::Down, Key::Down, Key::Up, Key::Right, Key::Left, Key::Tab, Key::Esc, Key::End, Key::PageDown,
        ]),
    ];
    prop::collection::vec(key, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_is_where_it_began_and_redoing_is_where_it_was(keys in deed()) {
        let mut app = App::new(80, 24, Lang::En);
        let start = app.case().to_text(&super::app::PACK);
        for key in keys {
            app.send(Message::Key(key));
        }
        app.keys("<esc><esc><esc>");
        if app.model().chart().is_none() {
            return Ok(());
        }
        let end = app.case().to_text(&super::app::PACK);
        let deeds = app.chart().case.done().len();
        for _ in 0..deeds {
            app.keys("u");
        }
        prop_assert_eq!(app.case().to_text(&super::app::PACK), start);
        for _ in 0..deeds {
            app.keys("<ctrl-r>");
        }
        prop_assert_eq!(app.case().to_text(&super::app::PACK), end);
    }
}
