//! Every size, every screen.

use poems::knowledge::Lang;
use poems::say::Letters;
use poems::tui::{Message, Theme};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::app::App;

/// The screens of the application, each reached by keys.
pub const SCREENS: [(&str, &str); 22] = [
    ("checklist", "gsy"),
    ("more", "G<enter>"),
    ("result", "gpy<tab><down><down><right>"),
    ("results", "gpygr<end>"),
    ("missing", "gpygr2<end>"),
    ("weight", "gpygr3<end>"),
    ("rivals", "gpygr4<end>"),
    ("sources", "gpygr5<end>"),
    ("evidence", "gsygbngr<down><right><right><tab><down><down>"),
    ("settings", "S<down>"),
    ("leaf", "gsygri<down>"),
    ("editor", "/platelets<enter>e>20"),
    ("options", "<down>e<down>"),
    ("help", "?<down><down>"),
    ("about", "gpi<pgdn>"),
    ("search", "/血"),
    ("entry", "/spleen +; hb 168; no frogs"),
    ("asked", "/spleen +; vegf 1200 pg/ml; plt 20<down>"),
    ("rest", "gsa"),
    ("palette", "gs<down>:se"),
    ("menu", "gs<down>M2<down>"),
    ("filter", "?/mark"),
];

/// Sizes around every change of layout.
const COLUMNS: [u16; 17] = [1, 2, 3, 5, 10, 20, 49, 50, 51, 79, 80, 81, 109, 110, 111, 160, 200];
const ROWS: [u16; 15] = [1, 2, 3, 6, 11, 12, 13, 17, 19, 20, 23, 24, 25, 40, 60];

#[test]
fn every_screen_draws_around_every_change_of_layout() {
    for (name, keys) in SCREENS {
        let mut apps = Lang::ALL.map(|lang| App::new(80, 24, lang));
        for app in &mut apps {
            app.keys(keys);
        }
        for (at, columns) in COLUMNS.into_iter().enumerate() {
            for (number, rows) in ROWS.into_iter().enumerate() {
                draws(&mut apps[(at + number) % 2], name, columns, rows);
            }
        }
    }
}

#[test]
#[ignore = "takes minutes: every size from 1x1 to 200x60"]
fn every_screen_draws_at_every_size() {
    for (name, keys) in SCREENS {
        for lang in Lang::ALL {
            let mut app = App::new(80, 24, lang);
            app.keys(keys);
            for columns in 1..=200 {
                (1..=60).for_each(|rows| draws(&mut app, name, columns, rows));
            }
        }
    }
}

/// No panic, no wide character cut in half, the cursor on the screen.
fn draws(app: &mut App, name: &str, columns: u16, rows: u16) {
    app.send(Message::Resize { columns, rows });
    let (buffer, cursor) = app.picture(Theme::Default);
    assert!(cursor.x < columns && cursor.y < rows, "{name} {columns}x{rows}: {cursor:?}");
    for y in 0..rows {
        let last = buffer[(columns - 1, y)].symbol();
        assert!(last.width() < 2, "{name} {columns}x{rows}: {last:?} is cut in half");
    }
}

#[test]
fn the_homes_draw_at_every_size() {
    for keys in ["", "a", "<down><down><enter><pgdn>"] {
        let mut app = App::at_home(80, 24, Lang::Zh);
        app.keys(keys);
        for columns in (1..=200).step_by(9) {
            for rows in (1..=60).step_by(7) {
                app.send(Message::Resize { columns, rows });
                let (_, cursor) = app.picture(Theme::Default);
                assert!(cursor.x < columns && cursor.y < rows);
            }
        }
    }
}

#[test]
fn a_row_is_never_wider_than_the_screen() {
    for lang in Lang::ALL {
        for (columns, rows) in [(50, 12), (79, 20), (80, 24), (110, 30), (120, 40)] {
            for (name, keys) in SCREENS {
                let mut app = App::new(columns, rows, lang);
                app.keys(keys);
                for line in app.screen() {
                    assert!(line.width() <= usize::from(columns), "{name} {columns}x{rows}: {line}");
                }
            }
        }
    }
}

#[test]
fn what_has_the_keyboard_is_seen_without_color_and_the_cursor_is_on_it() {
    for (name, keys) in SCREENS {
        for (columns, rows) in [(50, 12), (60, 20), (80, 24), (120, 40), (250, 60)] {
            let mut app = App::new(columns, rows, Lang::ALL[usize::from(rows) / 4 % 2]);
            app.keys(keys);
            let (buffer, cursor) = app.picture(Theme::Mono);
            let reversed = buffer[cursor].modifier.contains(Modifier::REVERSED);
            let is_text = ["help", "about", "search", "entry", "rest", "leaf", "palette", "filter"].contains(&name);
            assert!(reversed || is_text, "{name} {columns}x{rows}: nothing at the cursor is reversed");
            // What is typed in the box has the cursor behind it.
            assert!(name != "search" || (cursor.x, cursor.y) == (4, 2), "{name} {columns}x{rows}: {cursor:?}");
            let colored = buffer
                .content()
                .iter()
                .find(|cell| cell.fg != ratatui::style::Color::Reset || cell.bg != ratatui::style::Color::Reset);
            assert!(colored.is_none(), "{name}: {colored:?}");
        }
    }
}

#[test]
fn without_utf_8_there_is_nothing_but_ascii() {
    for (name, keys) in SCREENS.into_iter().filter(|(name, _)| *name != "search") {
        let mut app = App::new(80, 24, Lang::En);
        app.alter(|model| model.common.ascii = true);
        app.keys(keys);
        let chrome: String = app.screen().into_iter().skip(2).collect();
        let foreign: String = chrome.chars().filter(|c| !c.is_ascii()).collect();
        assert!(foreign.is_empty() || foreign.chars().all(|c| "中文".contains(c)), "{name}: {foreign}");
    }
}

#[test]
fn where_only_ascii_can_be_shown_nothing_else_is() {
    for (name, keys) in SCREENS {
        let mut app = App::new(110, 40, Lang::En);
        app.alter(|model| model.common.letters = Letters::Ascii);
        app.alter(|model| model.common.ascii = true);
        let picture = app.keys(keys).screen().concat();
        assert!(picture.is_ascii(), "{name}: {picture}");
    }
    let mut home = App::at_home(80, 24, Lang::En);
    home.alter(|model| model.common.letters = Letters::Ascii);
    home.alter(|model| model.common.ascii = true);
    assert!(home.screen().concat().is_ascii());
    // Whoever switches to Chinese gets it.
    assert!(!home.keys("L").screen().concat().is_ascii());
}
