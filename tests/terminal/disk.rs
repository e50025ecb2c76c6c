//! What the user is told of the disk, and that nothing is lost without their say.

use std::io;
use std::path::PathBuf;

use poems::knowledge::Lang;
use poems::store::{How, SaveFault};
use poems::tui::model::export::Form;
use poems::tui::study::Goal;
use poems::tui::{Effect, Key, Message, Whereabouts, Writing};

use super::app::{App, NOW, PACK};

fn failing(app: &mut App, keys: &str, fault: SaveFault) {
    for key in keys.chars() {
        let effects = app.tui.update(Message::Key(Key::Char(key)));
        if effects.iter().any(|effect| matches!(effect, Effect::Save(_))) {
            app.tui.update(Message::NotSaved(fault));
            return;
        }
    }
    panic!("nothing was to be saved");
}

#[test]
fn saved_is_shown_only_for_what_is_on_the_disk() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gp");
    let effects = app.tui.update(Message::Key(Key::Char('y')));
    let [Effect::Save(first)] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(first.text.contains("\"polyneuropathy\": \"present\""), "an effect carries what it writes: {}", first.text);
    assert!(app.screen()[0].contains("saving"), "{}", app.screen()[0]);
    // The next answer is there before the first is on the disk.
    let effects = app.tui.update(Message::Key(Key::Char('n')));
    let [Effect::Save(second)] = effects.as_slice() else { panic!("{effects:?}") };
    let at = Whereabouts { file: "case.json".into(), argument: "case".to_owned() };
    app.send(Message::Saved { at: at.clone(), revision: first.revision, how: How::Replaced });
    assert!(app.screen()[0].contains("saving"), "{}", app.screen()[0]);
    app.send(Message::Saved { at, revision: second.revision, how: How::Replaced });
    assert!(app.screen()[0].contains("saved"), "{}", app.screen()[0]);
}

#[test]
fn every_way_to_fail_is_said_in_words_and_the_answers_stay() {
    let path = || PathBuf::from("/media/usb/case.json");
    let faults = [
        (SaveFault::ReadOnly(path()), "read-only"),
        (SaveFault::DiskFull(path()), "disk is full"),
        (SaveFault::Other(path(), io::Error::other("cable pulled")), "cable pulled"),
        (SaveFault::Gone(path()), "moved or removed"),
        (SaveFault::InUse(path()), "open in another window"),
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
    let Some(Effect::SaveAs { adopt: true, replace: false, path, draft }) = app.effects.last() else {
        panic!("{:?}", app.effects)
    };
    assert!(path.ends_with(".json"));
    let revision = draft.revision;
    let at = Whereabouts { file: "case-copy.json".into(), argument: "/home/x/case-copy.json".to_owned() };
    app.send(Message::Saved { at, revision, how: How::Replaced });
    let text = app.text();
    assert!(text.contains("Saved: /home/x/case-copy.json") && !text.contains("NOT SAVED"), "{text}");
}

fn full() -> Message {
    Message::NotSaved(SaveFault::DiskFull(PathBuf::from("/full/case.json")))
}

fn saves(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Save(_))).count()
}

#[test]
fn leaving_tries_the_last_save_again_and_never_loses_it_unasked() {
    for key in [Key::Char('q'), Key::Ctrl('c')] {
        let mut app = App::new(80, 24, Lang::En);
        failing(&mut app, "gpy", SaveFault::DiskFull(PathBuf::from("/full/case.json")));
        let effects = app.tui.update(Message::Key(key));
        assert_eq!((saves(&effects), effects.len()), (1, 1), "it is tried again: {effects:?}");
        app.tui.update(full());
        assert!(app.text().contains("NOT SAVED. Leave and lose them?"), "{}", app.text());
        app.keys("<esc>");
        assert_eq!(app.case().answered(), 1);
        // There is room again.
        app.send(Message::Key(key));
        assert!(app.on_disk.as_ref().unwrap().contains("polyneuropathy"));
        match key {
            Key::Ctrl(_) => assert_eq!(app.effects.last(), Some(&Effect::Quit)),
            _ => assert!(app.text().contains("> Go on"), "{}", app.text()),
        }
    }
    let mut app = App::new(80, 24, Lang::En);
    failing(&mut app, "gpy", SaveFault::DiskFull(PathBuf::from("/full/case.json")));
    app.tui.update(Message::Key(Key::Ctrl('c')));
    app.tui.update(full());
    app.keys("<ctrl-c>");
    assert!(app.effects.contains(&Effect::Quit), "asked twice, it leaves");
    assert_eq!(app.on_disk, None);
}

#[test]
fn a_signal_to_end_saves_and_else_keeps_the_answers_beside_the_file() {
    let mut app = App::new(80, 24, Lang::En);
    failing(&mut app, "gpy", SaveFault::ChangedUnderneath(PathBuf::from("/home/case.json")));
    let effects = app.tui.update(Message::Terminate);
    assert_eq!((saves(&effects), effects.len()), (1, 1), "{effects:?}");
    let effects = app.tui.update(Message::NotSaved(SaveFault::ChangedUnderneath(PathBuf::from("/home/case.json"))));
    let [Effect::KeepBeside(draft)] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(draft.text.contains("polyneuropathy"));
    let effects = app.tui.update(Message::KeptBeside(Some(PathBuf::from("/home/case-2.json"))));
    assert_eq!(effects, [Effect::Quit]);
}

#[test]
fn a_signal_during_a_quiz_saves_the_patient_that_was_put_aside() {
    let mut app = App::new(80, 24, Lang::En);
    failing(&mut app, "gpy", SaveFault::DiskFull(PathBuf::from("/full/case.json")));
    app.keys("<esc>");
    app.send(Message::Notebook {
        goal: Goal::Quiz { count: 1, seed: Some(1) },
        read: Ok(poems::teach::Progress::default()),
        now: NOW,
    });
    assert!(app.chart().task.is_some());
    app.send(Message::Terminate);
    assert!(app.on_disk.unwrap().contains("polyneuropathy"));
    assert_eq!(app.effects.last(), Some(&Effect::Quit));
}

#[test]
fn a_case_that_another_window_has_is_only_read_and_a_copy_is_worked_on() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gp");
    app.alter(|model| model.patient_mut().unwrap().0.disk.read_only = true);
    for keys in ["y", " ", "x", "o", "a", "u", "<ctrl-r>"] {
        app.keys(keys);
        assert!(app.text().contains("open in another window"), "{keys}: {}", app.text());
        assert_eq!(app.case().answered(), 0);
    }
    app.find("platelets").keys("61");
    assert!(app.text().contains("open in another window"), "{}", app.text());
    app.keys("<down>");
    assert!(app.text().contains("open in another window"), "it is said as long as it is so: {}", app.text());
    app.keys("<esc>s<enter>");
    let Some(Effect::SaveAs { adopt: true, .. }) = app.effects.last() else { panic!("{:?}", app.effects) };
    let at = Whereabouts { file: "mine.json".into(), argument: "mine.json".to_owned() };
    app.send(Message::Saved { at, revision: 0, how: How::Replaced });
    app.keys("gpy");
    assert_eq!(app.case().answered(), 1);
}

#[test]
fn what_is_written_in_place_is_said_once() {
    let mut app = App::new(80, 24, Lang::En);
    let at = Whereabouts { file: "case.json".into(), argument: "case".to_owned() };
    app.keys("gpy");
    app.send(Message::Saved { at: at.clone(), revision: 1, how: How::InPlace });
    assert!(app.notice().contains("Written into the file itself"), "{}", app.notice());
    app.keys("n");
    app.send(Message::Saved { at, revision: 2, how: How::InPlace });
    assert!(!app.notice().contains("Written into the file itself"), "{}", app.notice());
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
    assert!(app.text().contains("Write to: case-summary.html"), "{}", app.text());
    app.keys("<enter>");
    assert!(matches!(app.effects.last(), Some(Effect::Export { replace: false, .. })));
    app.send(Message::Exists { path: "case-summary.html".to_owned(), what: Writing::Form(Form::FIRST) });
    assert!(app.text().contains("case-summary.html exists already. Replace it?"), "{}", app.text());
    app.keys("<enter>");
    assert!(matches!(app.effects.last(), Some(Effect::Export { replace: true, .. })));
    app.send(Message::Exported(PathBuf::from("/home/x/case-summary.html")));
    assert!(app.text().contains("Written to /home/x/case-summary.html"));
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
