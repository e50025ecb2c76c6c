//! What can be seen, and by whom: colors, contrast, what stays without color, and widths.

use poems::case;
use poems::knowledge::Lang;
use poems::tui::{Ambiguous, Effect, Message, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::app::{App, PACK};
use super::gallery::TYPICAL;
use super::pictures::RICH;
use super::sizes::SCREENS;

/// A screen, and the keys that lead to it.
fn shown(keys: &str, columns: u16, rows: u16, lang: Lang) -> App {
    let mut app = App::with(case::read("ward-8.json", RICH, &PACK).unwrap().case, columns, rows, lang);
    app.keys(keys);
    app
}

const SIZES: [(u16, u16); 5] = [(50, 14), (60, 20), (80, 24), (120, 40), (200, 50)];

/// The cells of a row that are drawn: a wide character covers the next one.
fn characters(buffer: &Buffer, y: u16) -> Vec<&Cell> {
    let (mut x, mut cells) = (0, Vec::new());
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        cells.push(cell);
        x += cell.symbol().width().max(1) as u16;
    }
    cells
}

fn width(buffer: &Buffer, y: u16, width: impl Fn(&str) -> usize) -> usize {
    characters(buffer, y).iter().map(|cell| width(cell.symbol())).sum()
}

#[test]
fn every_row_is_exactly_as_wide_as_the_terminal() {
    for (name, keys) in SCREENS {
        for lang in Lang::ALL {
            let mut app = shown(keys, 80, 24, lang);
            for (columns, rows) in SIZES {
                app.send(Message::Resize { columns, rows });
                for theme in Theme::ALL {
                    let (buffer, _) = app.picture(theme);
                    for y in 0..rows {
                        let found = width(&buffer, y, UnicodeWidthStr::width);
                        assert_eq!(found, usize::from(columns), "{name} {columns}x{rows} {theme:?} {lang:?} row {y}");
                    }
                }
            }
            // The same where what is ambiguous takes two columns.
            app.alter(|model| (model.common.look.ambiguous, model.common.ascii) = (Ambiguous::Wide, true));
            for (columns, rows) in SIZES {
                app.send(Message::Resize { columns, rows });
                let (buffer, _) = app.picture(Theme::Default);
                for y in 0..rows {
                    let found = width(&buffer, y, UnicodeWidthStr::width_cjk);
                    assert_eq!(found, usize::from(columns), "{name} {columns}x{rows} ambiguous {lang:?} row {y}");
                }
                let is_sure = |cell: &Cell| cell.symbol().is_ascii() || cell.symbol().width() == 2;
                assert!(buffer.content.iter().all(is_sure), "{name} {lang:?}: something ambiguous is drawn");
            }
        }
    }
}

#[test]
fn a_theme_changes_colors_and_no_letter() {
    for (name, keys) in SCREENS {
        for lang in Lang::ALL {
            let app = shown(keys, 80, 24, lang);
            let symbols = |theme| app.picture(theme).0.content.iter().map(|cell| cell.symbol().to_owned()).collect();
            let plain: Vec<String> = symbols(Theme::Mono);
            for theme in Theme::ALL {
                assert_eq!(symbols(theme), plain, "{name} {theme:?}");
            }
            // A color never stands alone: there are words on it.
            let (buffer, _) = app.picture(Theme::Default);
            for y in 0..24 {
                for run in characters(&buffer, y).chunk_by(|a, b| a.bg == b.bg) {
                    let says = run.iter().any(|cell| cell.symbol().chars().any(char::is_alphanumeric));
                    assert!(run[0].bg == Color::Reset || says, "{name}: a color without words in row {y}");
                }
            }
        }
    }
}

#[test]
fn without_color_nothing_is_colored_and_the_selection_is_reversed_in_every_theme() {
    let app = shown("gs<down>", 80, 24, Lang::En);
    for theme in Theme::ALL {
        let (buffer, cursor) = app.picture(theme);
        let row: Vec<&Cell> = (1..40).map(|x| &buffer[(x, cursor.y)]).collect();
        assert!(row.iter().all(|cell| cell.modifier.contains(Modifier::REVERSED)), "{theme:?}");
    }
}

#[test]
fn t_goes_through_the_themes_and_each_is_kept_for_the_next_start() {
    let mut app = shown("", 120, 40, Lang::En);
    let mut seen = Vec::new();
    for _ in Theme::ALL {
        app.keys("T");
        seen.push(app.model().common.look.theme);
        assert_eq!(app.effects.last(), Some(&Effect::KeepTheme(seen[seen.len() - 1].name())));
        assert!(app.notice().ends_with("The next start begins with them too."), "{}", app.notice());
    }
    let [first, rest @ ..] = Theme::ALL;
    assert_eq!(seen, [&rest[..], &[first]].concat());
}

// ---------------------------------------------------------------------------------------------------- contrast

/// What a terminal makes of one of the 256 colors that are the same everywhere.
pub fn fixed(number: u8) -> [u8; 3] {
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match number {
        16..232 => [(number - 16) / 36, (number - 16) / 6 % 6, (number - 16) % 6].map(level),
        232.. => [8 + 10 * (number - 232); 3],
        _ => panic!("color {number} is the terminal's own"),
    }
}

/// Black, cyan and yellow as three terminals draw them by themselves: xterm, macOS, Windows.
const OWN: [[[u8; 3]; 3]; 3] = [
    [[0, 0, 0], [0, 205, 205], [205, 205, 0]],
    [[0, 0, 0], [51, 187, 200], [173, 173, 39]],
    [[12, 12, 12], [58, 150, 221], [193, 156, 0]],
];

/// The contrast of two colors (WCAG 2.2).
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |[red, green, blue]: [u8; 3]| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// The colors of all cells with a character in them.
fn pairs(apps: &[App], theme: Theme) -> Vec<(Color, Color)> {
    let mut pairs = Vec::new();
    for app in apps {
        for cell in app.picture(theme).0.content.iter().filter(|cell| cell.symbol() != " ") {
            let pair = (cell.fg, cell.bg);
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
    }
    pairs
}

#[test]
fn text_stands_out_from_its_ground() {
    let mut apps: Vec<App> = SCREENS.iter().map(|(_, keys)| shown(keys, 120, 40, Lang::En)).collect();
    apps.push(App::with(case::read("ward-7.json", TYPICAL, &PACK).unwrap().case, 120, 40, Lang::En));
    let pairs = |theme| pairs(&apps, theme);
    let index = |color| if let Color::Indexed(number) = color { fixed(number) } else { panic!("{color:?}") };
    for (theme, least) in [(Theme::Dark, 4.5), (Theme::Light, 4.5), (Theme::HighContrast, 7.0)] {
        let pairs = pairs(theme);
        assert_eq!(pairs.len(), 3, "text, what is met, what is not: {pairs:?}");
        for (text, ground) in pairs {
            let found = contrast(index(text), index(ground));
            assert!(found >= least, "{theme:?}: {text:?} on {ground:?} is {found:.1}:1");
        }
    }
    for [black, cyan, yellow] in OWN {
        for (text, ground) in pairs(Theme::Default) {
            let ground = match (text, ground) {
                (Color::Reset, Color::Reset) => continue,
                (Color::Black, Color::Cyan) => cyan,
                (Color::Black, Color::Yellow) => yellow,
                other => panic!("{other:?} is not among the colors of the default theme"),
            };
            let found = contrast(black, ground);
            assert!(found >= 4.5, "black on {ground:?} is {found:.1}:1");
        }
    }
    assert_eq!(pairs(Theme::Mono), [(Color::Reset, Color::Reset)]);
}
