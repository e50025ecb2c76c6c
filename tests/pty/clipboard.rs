//! The clipboard: what the terminal is given, and what is said of it.

use super::harness::{Session, Setup};

/// The text in letters that steer no terminal.
fn decoded(text: &str) -> String {
    let signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = text.trim_end_matches('=').chars().map(|c| signs.find(c).unwrap());
    let (mut bytes, mut held, mut count) = (Vec::new(), 0, 0);
    for six in bits {
        (held, count) = ((held << 6 | six) & 0xffff, count + 6);
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count) as u8);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// What a terminal was given for its clipboard, last.
fn given(session: &Session) -> Option<String> {
    let said = session.said();
    let (_, after) = said.rsplit_once("\x1b]52;c;")?;
    after.split_once('\x1b').map(|(text, _)| decoded(text))
}

#[test]
fn y_on_the_results_gives_the_terminal_the_summary_as_plain_text() {
    let home = tempfile::tempdir().unwrap();
    for (environment, is_tmux) in [(&[][..], false), (&[("TMUX", "socket,1,0")][..], true)] {
        let program = env!("CARGO_BIN_EXE_poems");
        let arguments = ["open", "case:sjogren-mononeuritis-45f"];
        let mut session =
            Session::start(&Setup { home: home.path(), program, arguments: &arguments, environment, size: (100, 30) });
        session.see("of 50 key findings").then("gr", ">1 verdicts<").see("y copy").then("y", "Copied: ");
        let text = given(&session).expect("a text for the clipboard");
        session.see(&format!("Copied: {} lines", text.lines().count()));
        assert!(text.contains("Mayo") && !text.contains('\x1b') && text.ends_with('\n'), "{text}");
        assert_eq!(session.said().contains("\x1bPtmux;\x1b\x1b]52;c;"), is_tmux);
        session.send("qq");
        session.end();
    }
}

#[test]
fn in_chinese_too() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &["open", "case:sjogren-mononeuritis-45f"], "zh_CN.UTF-8");
    session.see("关键项目").then("gr", ">1 判定<").then("y", "已复制");
    assert!(given(&session).is_some_and(|text| text.contains("标准")));
    session.send("qq");
    session.end();
}
