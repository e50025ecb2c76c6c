//! A lecture on a projector: forward, back, and nothing else; every slide fits, large or small.

use poems::case::teaching_cases;
use poems::knowledge::Lang;
use poems::say::Wording;
use poems::teach::lecture::{Slide, slides};
use poems::tui::model::Screen;
use poems::tui::model::lecture::Lecture;
use poems::tui::{Effect, Message, Theme};
use unicode_width::UnicodeWidthStr;

use super::app::{App, PACK};

fn slides_of(id: &str, lang: Lang) -> Vec<Slide> {
    let cases = teaching_cases(&PACK).unwrap();
    let case = cases.iter().find(|case| case.id == id).unwrap();
    slides(case, Wording::new(&PACK, lang))
}

fn lecture(slides: Vec<Slide>, columns: u16, rows: u16, lang: Lang) -> App {
    let mut app = App::at_home(columns, rows, lang);
    app.alter(|model| model.show(Screen::Lecture(Lecture::new(slides))));
    app
}

/// The letters of a text, however it is broken into lines; signs may be written otherwise on a screen.
fn letters(text: &str) -> String {
    let text =
        text.replace('\u{d7}', "x").replace('\u{3bc}', "\u{b5}").replace('\u{2160}', "I").replace('\u{2161}', "II");
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn a_remote_goes_forward_and_back_and_no_other_key_does_anything() {
    let all = slides_of("jnnp2017-et-58f", Lang::En);
    let count = all.len();
    let mut app = lecture(all, 80, 24, Lang::En);
    let first = app.text();
    for (forward, back) in
        [("<pgdn>", "<pgup>"), ("<right>", "<left>"), ("<enter>", "<back>"), (" ", "p"), ("n", "<up>"), ("<down>", "p")]
    {
        app.keys(forward);
        assert!(app.text().contains(&format!("2 of {count}")), "{forward}: {}", app.text());
        app.keys(back);
        assert_eq!(app.text(), first, "{back}");
    }
    app.keys("xyud?:M5Lm/gt");
    assert_eq!(app.text(), first);
    // At either end it stays.
    app.keys("<pgup>");
    assert_eq!(app.text(), first);
    app.keys(&"<pgdn>".repeat(3 * count));
    assert!(app.text().contains(&format!("{count} of {count}")), "{}", app.text());
    app.keys("q");
    assert!(app.effects.iter().any(|effect| matches!(effect, Effect::Quit)), "{:?}", app.effects);
}

#[test]
fn every_slide_is_read_whole_on_any_screen() {
    for (at, case) in teaching_cases(&PACK).unwrap().iter().enumerate() {
        let small = [(Lang::Zh, 44, 14), (Lang::En, 50, 16), (Lang::En, 160, 50)];
        let sizes = [(Lang::En, 80, 24), (Lang::Zh, 80, 24)];
        for (lang, columns, rows) in sizes.into_iter().chain(small.into_iter().filter(|_| at % 8 == 0)) {
            let all = slides(case, Wording::new(&PACK, lang));
            let mut app = lecture(all.clone(), columns, rows, lang);
            let mut screens = vec![app.text()];
            while {
                app.keys("<pgdn>");
                screens.last() != Some(&app.text())
            } {
                screens.push(app.text());
            }
            let shown: String = screens.iter().map(|screen| letters(screen)).collect();
            assert!(screens.iter().flat_map(|screen| screen.lines()).all(|line| line.width() <= columns.into()));
            // On an ordinary screen no slide needs a second one; on a small one nothing is lost but a broken line.
            assert!(rows < 24 || screens.len() == all.len(), "{}: {} for {}", case.id, screens.len(), all.len());
            for paragraph in all.iter().flat_map(|slide| &slide.said).filter(|_| rows >= 24) {
                assert!(shown.contains(&letters(&paragraph.text())), "{}: {}\n{shown}", case.id, paragraph.text());
            }
        }
    }
}

#[test]
fn no_size_of_a_screen_breaks_a_slide() {
    let mut app = lecture(slides_of("jnnp2017-et-58f", Lang::Zh), 80, 24, Lang::Zh);
    app.keys("<pgdn><pgdn><pgdn>");
    for columns in [1, 2, 23, 24, 25, 44, 49, 50, 200] {
        for rows in [1, 2, 8, 9, 12, 60] {
            app.send(Message::Resize { columns, rows });
            let (_, cursor) = app.picture(Theme::Default);
            assert!(cursor.x < columns && cursor.y < rows, "{columns}x{rows}");
            app.keys("<pgdn><pgup>");
        }
    }
    app.send(Message::Resize { columns: 80, rows: 24 });
    assert!(app.text().contains("4/"), "{}", app.text());
}
