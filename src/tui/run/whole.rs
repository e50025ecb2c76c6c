//! A picture goes to the terminal in one piece.

use std::io::{self, Write};

/// What begins an update of the screen, and what ends it: the terminal shows nothing of it before.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Holds an update of the screen back until its end, however often it is flushed before: in pieces it would cost a call
/// each, and wake whoever draws the terminal as often.
pub(super) struct Whole<W> {
    out: W,
    held: Vec<u8>,
}

impl<W> Whole<W> {
    pub(super) fn new(out: W) -> Whole<W> {
        Whole { out, held: Vec::with_capacity(1 << 14) }
    }
}

impl<W: Write> Write for Whole<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.starts_with(BEGIN) && !self.held.ends_with(END) {
            return Ok(());
        }
        let written = self.out.write_all(&self.held);
        self.held.clear();
        written.and_then(|()| self.out.flush())
    }
}

#[cfg(test)]
mod tests {
    use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
    use crossterm::{execute, queue};

    use super::*;

    /// What was written, each time by itself.
    #[derive(Default)]
    struct Pieces(Vec<Vec<u8>>);

    impl Write for &mut Pieces {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_update_is_one_piece_and_what_is_none_waits_for_nothing() {
        let mut pieces = Pieces::default();
        let mut whole = Whole::new(&mut pieces);
        whole.write_all(b"before").unwrap();
        whole.flush().unwrap();
        queue!(whole, BeginSynchronizedUpdate).unwrap();
        for part in [b"one", b"two"] {
            whole.write_all(part).unwrap();
            whole.flush().unwrap();
        }
        execute!(whole, EndSynchronizedUpdate).unwrap();
        assert_eq!(pieces.0, [&b"before"[..], b"\x1b[?2026honetwo\x1b[?2026l"]);
    }
}
