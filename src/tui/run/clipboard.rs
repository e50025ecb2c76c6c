//! The clipboard, by way of the terminal: it decides whether it takes the text, also from the far end of a line.

use std::fmt::Write as _;
use std::io::{self, Write};

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// Gives the terminal a text for the clipboard. tmux in between takes it itself where it is told to, and hands it on
/// where that is allowed.
pub(super) fn copy(out: &mut impl Write, text: &str, through_tmux: bool) -> io::Result<()> {
    let mut sequence = String::new();
    CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence).map_err(io::Error::other)?;
    if through_tmux {
        let doubled = sequence.replace('\x1b', "\x1b\x1b");
        write!(sequence, "\x1bPtmux;{doubled}\x1b\\").map_err(io::Error::other)?;
    }
    out.write_all(sequence.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, through_tmux: bool) -> String {
        let mut out = Vec::new();
        copy(&mut out, text, through_tmux).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_text_of_any_language_reaches_the_terminal_in_letters_that_steer_nothing() {
        assert_eq!(written("Plt 520\n脾大\n", false), "\x1b]52;c;UGx0IDUyMArohL7lpKcK\x1b\\");
    }

    #[test]
    fn tmux_gets_it_for_itself_and_to_hand_on() {
        assert_eq!(written("y", true), "\x1b]52;c;eQ==\x1b\\\x1bPtmux;\x1b\x1b]52;c;eQ==\x1b\x1b\\\x1b\\");
    }
}
