//! What the user is told of the disk, and that nothing is lost without their say.

use std::io;
use std::path::PathBuf;

use poems::knowledge::Lang;
use poems::store::SaveFault;
use poems::tui::{Effect, Message, Whereabouts, Writing, update};

use super::app::{App, PACK};

fn failing(app: &mut App, keys: &str, fault: SaveFault) {
    for key in keys.chars() {
        let effects = update(&mut app.model, Message::Key(poems::tui::Key::Char(key)));
        if effects.contains(&Effect::Save) {
            update(&mut app.model, Message::NotSaved(fault));
            return;
        }
    }
    panic!("nothing was to be saved");
}

#[test]
fn saved_is_shown_only_for_what_is_on_the_disk() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gp");
    let effects = update(&mut app.model, Message::Key(poems::tui::Key::Char('y')));
    assert_eq!(effects, [Effect::Save]);
    assert!(!app.screen()[0].contains("saved"), "{}", app.screen()[0]);
}

#[test]
fn every_way_to_fail_is_said_in_words_and_the_answers_stay() {
    let path = || PathBuf::from("/media/usb/case.json");
    let faults = [
        (SaveFault::ReadOnly(path()), "read-only"),
        (SaveFault::DiskFull(path()), "disk is full"),
        (SaveFault::Other(path(), io::Error::other("cable pulled")), "cable pulled"),
    ];
    for (fault, words) in faults {
        let mut app = App::new(80, 24, Lang::En);
        failing(&mut app, "gpy", fault);
        let text = app.text();
        assert!(text.contains("NOT SAVED") && text.contains(words), "{text}");
        assert_eq!(app.case().answered(), 1);
        app.keys("?<esc><down>");
        assert!(app.text().contains("NOT SAVED"), "it is said until it is saved: {}", app.text());
    }
}

#[test]
fn a_case_that_cannot_be_saved_is_saved_elsewhere_and_lives_there() {
    let mut app = App::new(80, 24, Lang::En);
    failing(&mut app, "gpy", SaveFault::ReadOnly(PathBuf::from("/ro/case.json")));
    app.keys("s<enter>");
    let Some(Effect::SaveAs { adopt: true, replace: false, path }) = app.effects.last() else {
        panic!("{:?}", app.effects)
    };
    assert!(path.ends_with(".json"));
    let at = Whereabouts { name: "case-copy".to_owned(), argument: "/home/x/case-copy.json".to_owned() };
    app.send(Message::Saved(at));
    let text = app.text();
    assert!(text.contains("Saved: /home/x/case-copy.json") && !text.contains("NOT SAVED"), "{text}");
}

#[test]
fn q_does_not_lose_what_is_not_saved() {
    let mut app = App::new(80, 24, Lang::En);
    failing(&mut app, "gpy", SaveFault::DiskFull(PathBuf::from("/full/case.json")));
    app.keys("q");
    assert!(app.text().contains("NOT SAVED. Leave and lose them?"), "{}", app.text());
    app.keys("<esc>");
    assert_eq!(app.case().answered(), 1);
    app.keys("<ctrl-c>");
    assert!(!app.effects.contains(&Effect::Quit));
    app.keys("<ctrl-c>");
    assert!(app.effects.contains(&Effect::Quit), "asked twice, it leaves");
}

#[test]
fn a_file_that_somebody_else_changed_is_overwritten_only_on_request() {
    let mut app = App::new(80, 24, Lang::En);
    failing(&mut app, "gpy", SaveFault::ChangedUnderneath(PathBuf::from("/home/case.json")));
    let text = app.text();
    assert!(text.contains("another program changed") && text.contains("o overwrite"), "{text}");
    app.keys("y");
    assert_eq!(app.on_disk, None, "no key but o writes");
    failing(&mut app, "xy", SaveFault::ChangedUnderneath(PathBuf::from("/home/case.json")));
    app.keys("o");
    assert!(app.on_disk.is_some());
}

#[test]
fn a_summary_never_replaces_a_file_silently() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gpyE");
    assert!(app.text().contains("Export the summary to: case-summary.md"), "{}", app.text());
    app.keys("<enter>");
    assert!(matches!(app.effects.last(), Some(Effect::Export { replace: false, .. })));
    app.send(Message::Exists { path: "case-summary.md".to_owned(), what: Writing::Summary });
    assert!(app.text().contains("case-summary.md exists already. Replace it?"), "{}", app.text());
    app.keys("<enter>");
    assert!(matches!(app.effects.last(), Some(Effect::Export { replace: true, .. })));
    app.send(Message::Exported(PathBuf::from("/home/x/case-summary.md")));
    assert!(app.text().contains("Summary written to /home/x/case-summary.md"));
}

#[test]
fn a_case_from_a_file_keeps_what_this_program_does_not_know() {
    let text = br#"{"format":"poems-case/1","mood":"calm","findings":{"polyneuropathy":"present","zodiac":"lion"}}"#;
    let read = poems::case::read("x.json", text, &PACK).unwrap();
    let mut app = App::with(read.case, 80, 24, Lang::En);
    app.find("papilledema").keys("y");
    let written = app.on_disk.unwrap();
    assert!(written.contains("\"mood\": \"calm\"") && written.contains("\"zodiac\": \"lion\""), "{written}");
}
