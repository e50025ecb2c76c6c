//! A picture goes to the terminal in one piece.

use std::io::{self, Write};

/// Holds back what is written until it is flushed: in pieces it would cost a call each, and wake whoever draws the terminal
/// as often. What was not flushed is not written at the end either: the terminal is another's by then.
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
        let written = self.out.write_all(&self.held);
        self.held.clear();
        written.and_then(|()| self.out.flush())
    }
}

#[cfg(test)]
mod tests {
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
    fn what_is_flushed_is_one_piece_and_the_rest_is_never_written() {
        let mut pieces = Pieces::default();
        let mut whole = Whole::new(&mut pieces);
        for part in ["one", "two"] {
            whole.write_all(part.as_bytes()).unwrap();
        }
        whole.flush().unwrap();
        whole.write_all(b"too late").unwrap();
        drop(whole);
        assert_eq!(pieces.0, [b"onetwo"]);
    }
}
