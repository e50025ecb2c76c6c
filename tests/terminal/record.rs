//! A learner's own record on the screen, and the quiz on just that.

use poems::knowledge::Lang;
use poems::teach::Progress;
use poems::tui::Message;
use poems::tui::study::{Entry, Goal, StudyPage};
use unicode_width::UnicodeWidthStr;

use super::app::{App, NOW};

fn learner(notebook: &str, goal: Goal, columns: u16, rows: u16, lang: Lang) -> App {
    let mut app = App::at_home(columns, rows, lang);
    app.send(Message::Notebook { goal, read: Ok(Progress::read(notebook)), now: NOW });
    app
}

/// Goes to the record from the menu.
fn to_record(app: &mut App) {
    let at = app.study().entries().iter().position(|entry| *entry == Entry::Record).unwrap();
    app.keys(&format!("{}<enter>", "<down>".repeat(at)));
    assert!(matches!(app.study().page, StudyPage::Record(_)));
}

const WEAK: &str = r#"{"at":1,"recall":{"key":"case:cidp-juvenile-12f","grade":"hard","marks":{"papilledema":"missed"},"believed":[40,85]}}"#;

#[test]
fn an_empty_record_says_what_to_do_and_leads_back() {
    for lang in Lang::ALL {
        let mut app = learner("", Goal::Menu, 80, 24, lang);
        to_record(&mut app);
        assert!(app.text().contains("poems quiz"), "{}", app.text());
        app.keys("<enter>");
        assert!(matches!(app.study().page, StudyPage::Menu));
    }
}

#[test]
fn the_record_names_what_went_wrong_and_begins_the_quiz_on_it() {
    for (lang, columns, rows) in [(Lang::En, 80, 24), (Lang::Zh, 80, 24), (Lang::En, 120, 40)] {
        let mut app = learner(WEAK, Goal::Menu, columns, rows, lang);
        to_record(&mut app);
        let text = app.text();
        let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        assert!(letters.contains("poemslearnvolume") && text.contains("85%"), "{text}");
        assert!(text.lines().all(|line| line.width() <= usize::from(columns)), "{text}");
        // To the end of the page, then the option there.
        app.keys("<end><enter>");
        assert!(app.model().chart().is_some(), "a text to be marked: {}", app.text());
        app.keys("qqq");
    }
}

#[test]
fn a_weak_quiz_from_the_command_line_begins_or_shows_why_not() {
    let app = learner(WEAK, Goal::Weak { count: 2, seed: Some(1) }, 80, 24, Lang::En);
    let quiz = app.study().quiz.as_ref().unwrap();
    assert_eq!(quiz.to_come(), 1);
    let app = learner("", Goal::Weak { count: 2, seed: Some(1) }, 80, 24, Lang::En);
    assert!(matches!(app.study().page, StudyPage::Record(_)) && app.study().quiz.is_none());
}
