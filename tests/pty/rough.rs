//! Rough handling: sizes, noise, and silence.

use std::time::Duration;

use unicode_width::UnicodeWidthStr;

use super::harness::Session;

/// A small generator of the same numbers every time (xorshift).
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[test]
fn a_storm_of_sizes_ends_in_the_picture_of_a_fresh_start() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &[], "zh_CN.UTF-8");
    session.see("新患者").then("\r", "尚未录入").then("gpy", "[x]").see("已保存");
    let mut noise = Noise(0x5eed);
    for step in 0..200 {
        session.resize(1 + noise.below(180) as u16, 1 + noise.below(60) as u16);
        if step % 5 == 0 {
            session.send("\x1b[B\x1b[A");
        }
    }
    // How far the list was scrolled is kept: both begin at its first row.
    // An earlier picture of as many rows may come late; it is not as wide.
    let is_whole = |screen: &vt100::Screen| {
        let rows: Vec<String> = screen.rows(0, 100).collect();
        rows.first().is_some_and(|line| line.width() == 100) && rows.get(29).is_some_and(|line| line.contains("q 离开"))
    };
    // On a screen too small to be seen keys do nothing: they come when it is seen.
    session.resize(100, 30);
    session.wait("the last size", is_whole);
    session.send("\x1b[Hgp");
    session.wait("the picture", |screen| screen.contents().contains(">  [x] 多发性周围神经病"));
    let mut fresh = Session::poems(home.path(), &["open", "case"], "zh_CN.UTF-8");
    fresh.see("关键项目已知1/50");
    fresh.resize(100, 30);
    fresh.wait("the last size", is_whole);
    fresh.send("\x1b[Hgp");
    fresh.wait("the same", |screen| {
        screen.contents().lines().count() >= 30 && screen.contents().contains(">  [x] 多发性周围神经病")
    });
    // What was said last, and whether there is something to undo, is not the same.
    let picture = |session: &Session| session.screen().rows(0, 100).take(26).collect::<Vec<_>>().join("\n");
    for _ in 0..100 {
        if picture(&session) == picture(&fresh) {
            return;
        }
        session.quiet(Duration::from_millis(50));
        fresh.quiet(Duration::from_millis(50));
    }
    assert_eq!(picture(&session), picture(&fresh));
}

#[test]
fn noise_never_breaks_it() {
    let home = tempfile::tempdir().unwrap();
    let seed = std::env::var("MONKEY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x00c0_ffee);
    let mut noise = Noise(seed);
    let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
    session.see("New patient").then("\r", "nothing entered yet");
    let keys = [
        " ",
        "y",
        "n",
        "x",
        "c",
        "e",
        "r",
        "o",
        "a",
        "i",
        "u",
        "\x12",
        "/",
        "n",
        "N",
        "g",
        "p",
        "s",
        "v",
        "m",
        "[",
        "]",
        "\t",
        "\r",
        "\x1b",
        "\x1b[A",
        "\x1b[B",
        "\x1b[C",
        "\x1b[D",
        "\x1b[5~",
        "\x1b[6~",
        "\x1b[H",
        "\x1b[F",
        "1",
        "2",
        ".",
        ",",
        ">",
        "L",
        "?",
        "é",
        "中",
        "１",
        "\x7f",
        "\x00",
        "\x1b[200~pasted 12\n<3\x1b[201~",
        "\x1b[<0;5;5M",
        "\x1b[<0;5;5m",
        "\x1b[<64;30;10M",
        "\x1b[<35;200;90M",
        "\x1b[<0;10;7M\x1b[<0;10;7m\x1b[<0;10;7M\x1b[<0;10;7m",
        "\x1b[<0;60;6M",
        "\x1b[<2;9;9M",
        "\x1b[<64;60;9M",
        "\x1b[<65;9;9M",
        "m",
        "T",
        "\x1bb",
        "w",
        "G",
    ];
    for _ in 0..2000 {
        session.send(keys[noise.below(keys.len() as u64) as usize]);
        if noise.below(50) == 0 {
            session.resize(1 + noise.below(150) as u16, 1 + noise.below(50) as u16);
        }
    }
    session.resize(80, 24);
    for _ in 0..4 {
        session.send("\x1b");
        session.quiet(Duration::from_millis(60));
    }
    session.send("?");
    session.wait("the help, still", |screen| {
        let text = screen.contents();
        text.contains("cannot be obtained") || text.contains("无法获得")
    });
    session.send("\x03");
    assert_eq!(session.end(), 0, "seed {seed}");
    session.assert_restored();
}

#[test]
fn a_move_redraws_little_and_an_idle_program_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::poems(home.path(), &[], "en_US.UTF-8");
    session.see("New patient").then("\r", "nothing entered yet").then("gp", ">  [ ] Polyneuropathy");
    session.then("\x1b[B", ">  [ ] Demyelinating");
    session.quiet(Duration::from_millis(300));
    let before = session.written;
    session.send("\x1b[B").see(">  [ ] No response");
    session.quiet(Duration::from_millis(300));
    let move_bytes = session.written - before;
    assert!(move_bytes < 1500, "{move_bytes} bytes for a move");
    assert_eq!(session.quiet(Duration::from_millis(600)), 0, "an idle program is silent");
    session.send("\x03");
    session.end();
}
