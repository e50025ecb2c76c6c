//! A drawn answer is a kept answer: bursts of keys, and ends without notice.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::harness::Session;

const CASE: &str = "{\"format\": \"poems-case/1\", \"findings\": {}}\n";

/// So many rounds; the full number with `POEMS_FULL=1`.
fn rounds(reduced: u32, full: u32) -> u32 {
    if std::env::var("POEMS_FULL").is_ok_and(|value| value == "1") { full } else { reduced }
}

fn shelf(home: &Path) -> Vec<String> {
    let entries = fs::read_dir(home.join("data/poems/cases")).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn an_answer_is_kept_whatever_follows_it_in_the_same_read() {
    for burst in ["nq\r\x03", "yq\r\x03", "nq\rgpyq\x03", "y\x03nnn", "yqqnnn", "n\x1b[By\x1b[An\x03yy"] {
        for _ in 0..rounds(2, 12) {
            let home = tempfile::tempdir().unwrap();
            let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
            session.see("New patient").then("\r", "nothing entered yet").then("gp", "] Polyneuropathy");
            session.send(burst);
            assert_eq!(session.end(), 0, "{burst:?}");
            let answer = if burst.starts_with('y') || burst.contains("gpy") { "present" } else { "absent" };
            let wanted = format!("\"polyneuropathy\": \"{answer}\"");
            let cases = shelf(home.path());
            assert!(cases.len() == 1 && cases[0].contains(&wanted), "{burst:?}: {cases:?}");
        }
    }
}

#[test]
fn a_signal_to_end_right_behind_an_answer_keeps_it() {
    for _ in 0..rounds(3, 50) {
        let home = tempfile::tempdir().unwrap();
        let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
        session.see("New patient").then("\r", "nothing entered yet").then("gp", "] Polyneuropathy");
        session.send("y").wait("the answer", |screen| screen.contents().contains("[x] Polyneuropathy"));
        session.signal("TERM");
        assert_eq!(session.end(), 0);
        assert!(shelf(home.path())[0].contains("\"polyneuropathy\": \"present\""));
    }
}

#[test]
fn a_last_save_that_fails_is_said_and_ends_with_status_3() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("bed-2.json");
    fs::write(&path, CASE).unwrap();
    let mut session = Session::poems(home.path(), &["open", "bed-2.json"], "en_US.UTF-8");
    session.see("bed-2").then("gp", "] Polyneuropathy");
    let other = "{\"format\": \"poems-case/1\", \"note\": \"by a colleague\"}\n";
    fs::write(&path, other).unwrap();
    session.then("y", "another program changed");
    session.signal("TERM");
    assert_eq!(session.end(), 3);
    let screen = session.screen().contents();
    assert!(screen.contains("NOT SAVED to their file") && screen.contains("bed-2-2.json"), "{screen}");
    assert_eq!(fs::read_to_string(&path).unwrap(), other);
    let kept = fs::read_to_string(home.path().join("bed-2-2.json")).unwrap();
    assert!(kept.contains("\"polyneuropathy\": \"present\""), "{kept}");
}

#[test]
fn the_second_window_says_that_it_only_reads() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("bed-2.json");
    fs::write(&path, CASE).unwrap();
    let mut first = Session::poems(home.path(), &["open", "bed-2.json"], "en_US.UTF-8");
    first.see("bed-2").then("gpy", "saved");
    let mut second = Session::poems(home.path(), &["open", "bed-2.json"], "en_US.UTF-8");
    second.see("open in another window").then("gpn", "open in another window");
    second.send("q");
    assert_eq!(second.end(), 0);
    first.send("q");
    assert_eq!(first.end(), 0);
    assert!(fs::read_to_string(&path).unwrap().contains("\"polyneuropathy\": \"present\""));
}

#[test]
fn a_teaching_case_opens_as_a_copy_from_a_file_and_from_the_shelf() {
    let home = tempfile::tempdir().unwrap();
    let teaching = include_str!("../../rules/cases/peru2022-56m.json");
    let paths = [home.path().join("tc.json"), home.path().join("data/poems/cases/tc.json")];
    fs::create_dir_all(paths[1].parent().unwrap()).unwrap();
    paths.iter().for_each(|path| fs::write(path, teaching).unwrap());
    let copied = "opens as a copy";
    let mut from_file = Session::poems(home.path(), &["open", "tc.json"], "en_US.UTF-8");
    from_file.see(copied).then("gpy", "saved").send("q");
    assert_eq!(from_file.end(), 0);
    let mut from_shelf = Session::poems(home.path(), &[], "en_US.UTF-8");
    from_shelf.see("New patient").see("tc");
    // The copy was changed last, and so comes first.
    from_shelf.send("\x1b[F\x1b[A").then("\r", copied).then("gpn", "saved").send("\x03");
    assert_eq!(from_shelf.end(), 0);
    for path in &paths {
        assert_eq!(fs::read_to_string(path).unwrap(), teaching);
    }
    let cases = shelf(home.path());
    assert!(cases.iter().any(|case| case.contains("\"polyneuropathy\": \"present\"") && !case.contains("vignette")));
    assert!(cases.iter().any(|case| case.contains("\"polyneuropathy\": \"absent\"")), "{cases:?}");
}

/// What the row of a finding shows.
fn drawn(session: &Session) -> Option<char> {
    let contents = session.screen().contents();
    let row = contents.lines().find(|line| line.contains("] Polyneuropathy"))?;
    row[..row.find("] Polyneuropathy")?].chars().last()
}

#[test]
fn kill_9_at_any_moment_loses_no_drawn_answer_and_leaves_nothing_behind() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("bed-2.json");
    fs::write(&path, CASE).unwrap();
    let mut rng = fastrand::Rng::with_seed(0x5eed);
    let (rounds, mut drawn_new, mut offered) = (rounds(30, 1000), 0, 0);
    for round in 0..rounds {
        let mut session = Session::poems(home.path(), &["open", "bed-2.json"], "en_US.UTF-8");
        session.see("bed-2").then("gp", "] Polyneuropathy");
        session.wait("the row", |screen| screen.contents().contains("] Polyneuropathy"));
        let before = drawn(&session).unwrap();
        // The next answer, and the next but one.
        let (key, after) = if before == 'x' { ("n", '-') } else { ("y", 'x') };
        session.send(key);
        // Most of what can go wrong does so in the first milliseconds.
        let moment = if rng.bool() { rng.u64(1..20) } else { rng.u64(1..300) };
        std::thread::sleep(Duration::from_millis(moment));
        session.signal("KILL");
        session.end();
        let shown = drawn(&session).unwrap();
        assert!(shown == before || shown == after, "round {round}: {shown:?}");
        let mut again = Session::poems(home.path(), &["open", "bed-2.json"], "en_US.UTF-8");
        again.wait("the hints", |screen| {
            ["q leave", "n leave it out"].iter().any(|hint| screen.contents().contains(hint))
        });
        if again.screen().contents().contains("was cut off") {
            offered += 1;
            again.send("y");
        }
        again.send("gp").see("] Polyneuropathy");
        again.wait("the row", |screen| screen.contents().contains("] Polyneuropathy"));
        let kept = drawn(&again).unwrap();
        again.send("q");
        assert_eq!(again.end(), 0);
        if shown == after {
            drawn_new += 1;
            assert_eq!(kept, after, "round {round}, {moment} ms: drawn and lost");
        }
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.contains("\"present\""), kept == 'x', "round {round}: {text}");
        let names = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let names: Vec<_> = names.filter(|name| name != "data").collect();
        assert_eq!(names, ["bed-2.json"], "round {round}: left behind");
    }
    println!("{offered} of {rounds} saves were cut off and offered");
    // A slow machine draws fewer in time, but some.
    assert!(drawn_new * 6 > rounds, "{drawn_new} of {rounds}");
}
