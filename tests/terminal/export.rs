//! What of a case can be written to a file is seen before it is written.

use std::io;
use std::path::PathBuf;

use poems::knowledge::Lang;
use poems::store::SaveFault;
use poems::tui::model::export::Form;
use poems::tui::{Effect, Message, Writing};

use super::app::App;

/// The name that stands in the message line, and the last text that was asked to be written.
fn named(app: &App) -> String {
    let line = app.screen().into_iter().find(|line| line.starts_with("Write to:"));
    line.unwrap_or_default().trim_start_matches("Write to:").trim().to_owned()
}

fn written(app: &App) -> (&str, &str) {
    let last = app.effects.iter().rev().find_map(|effect| match effect {
        Effect::Export { path, text, .. } => Some((path.as_str(), text.as_str())),
        _ => None,
    });
    last.expect("something is written")
}

#[test]
fn the_summary_is_read_before_it_is_written_and_its_type_follows_the_name() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpyE");
    let text = app.text();
    assert!(text.contains("1 of 6: Summary, one page") && text.contains("Findings summary"), "{text}");
    assert_eq!(named(&app), "case-summary.html");
    app.keys("<enter>");
    assert!(written(&app).1.starts_with("<!DOCTYPE html>"), "{}", written(&app).1);
    app.keys("E<tab>");
    assert_eq!(named(&app), "case-summary.md");
    app.keys("<enter>");
    assert!(written(&app).1.starts_with("# Findings summary"), "{}", written(&app).1);
    app.keys("E<tab><tab><enter>");
    assert_eq!(written(&app).0, "case-summary.txt");
    assert!(written(&app).1.starts_with("Findings summary\n====="), "{}", written(&app).1);
    app.keys("E<tab><tab><tab>");
    assert_eq!(named(&app), "case-summary.html");
}

#[test]
fn a_letter_and_the_answers_are_gone_through_and_a_name_of_ones_own_stays() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpyE<down><down>");
    assert!(app.text().contains("3 of 6: Letter to") && named(&app) == "case-letter.html", "{}", app.text());
    app.keys("<down><down>");
    assert!(app.text().contains("5 of 6: Answers, as a table"), "{}", app.text());
    assert_eq!(named(&app), "case-answers.csv");
    app.keys("<enter>");
    assert!(written(&app).1.contains(",polyneuropathy,"), "{}", written(&app).1);
    app.keys("E<ctrl-u>mine.txt<down>");
    assert_eq!(named(&app), "mine.txt", "what the user typed is not replaced");
    app.keys("<up><up>");
    assert!(app.text().contains("6 of 6: Assessment, for programs"), "around the end: {}", app.text());
    let before = app.effects.len();
    app.keys("<esc>");
    assert_eq!(app.effects.len(), before, "esc writes nothing");
    assert!(app.text().contains("Neuropathy"), "{}", app.text());
}

#[test]
fn why_a_file_cannot_be_written_is_read_on_the_smallest_screen_too() {
    for (columns, rows) in [(80, 24), (60, 16)] {
        let mut app = App::new(columns, rows, Lang::En);
        app.keys("gpyE");
        let path = PathBuf::from("/no/such/x.html");
        let fault = SaveFault::of(&path, io::Error::from(io::ErrorKind::NotFound));
        app.send(Message::NotWritten { fault, what: Writing::Form(Form::FIRST) });
        let text = app.text();
        assert!(text.contains("/no/such/x.html") && text.contains("NOT SAVED"), "{text}");
        assert!(text.contains("Write to: /no/such/x.html"), "another name is asked for: {text}");
        app.keys("<ctrl-u>y.html");
        assert!(!app.text().contains("NOT SAVED"), "{}", app.text());
    }
}

#[test]
fn a_long_preview_is_scrolled_and_nothing_is_written_without_a_name() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpyE<down>");
    let first = app.text();
    app.keys("<pgdn>");
    assert_ne!(app.text(), first);
    app.keys("<pgup>");
    assert_eq!(app.text(), first);
    let before = app.effects.len();
    app.keys("<ctrl-u><enter>");
    assert_eq!(app.effects.len(), before);
    assert!(app.text().contains("Write to:"), "the name is still asked for: {}", app.text());
}
