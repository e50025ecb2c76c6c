//! The mouse of the terminal: taken, given back, and its clicks told from double clicks.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::tui::model::{Message, Pointer};

/// How soon the second click of a double click follows the first.
const SOON: Duration = Duration::from_millis(400);

/// Asks for clicks and the wheel, in the form that has no limit of columns. crossterm would ask for every move as well, of
/// which nothing is made here and which a slow line has to carry.
#[cfg(unix)]
pub(super) fn take(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\x1b[?1000h\x1b[?1006h")
}

/// Asks for them no more.
#[cfg(unix)]
pub(super) fn give_back(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\x1b[?1006l\x1b[?1000l")
}

#[cfg(not(unix))]
pub(super) fn take(out: &mut impl Write) -> io::Result<()> {
    crossterm::queue!(out, crossterm::event::EnableMouseCapture)
}

#[cfg(not(unix))]
pub(super) fn give_back(out: &mut impl Write) -> io::Result<()> {
    crossterm::queue!(out, crossterm::event::DisableMouseCapture)
}

/// The clicks of the mouse, one after the other.
#[derive(Debug, Default)]
pub(super) struct Clicks {
    /// Where the last one was that may become a double click, and when.
    last: Option<(u16, u16, Instant)>,
}

impl Clicks {
    /// What the mouse did; nothing where a button is let go, or is not the first one.
    pub(super) fn message(&mut self, event: MouseEvent, now: Instant) -> Option<Message> {
        let MouseEvent { kind, column, row, .. } = event;
        let did = match kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(column, row, now),
            MouseEventKind::ScrollUp => Pointer::WheelUp,
            MouseEventKind::ScrollDown => Pointer::WheelDown,
            _ => return None,
        };
        Some(Message::Mouse { did, column, row })
    }

    fn click(&mut self, column: u16, row: u16, now: Instant) -> Pointer {
        let again = |(x, y, at): (u16, u16, Instant)| (x, y) == (column, row) && now.duration_since(at) < SOON;
        match self.last.take().is_some_and(again) {
            true => Pointer::ClickAgain,
            false => {
                self.last = Some((column, row, now));
                Pointer::Click
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    #[test]
    fn two_clicks_in_one_place_are_a_double_click_if_they_are_quick() {
        let start = Instant::now();
        let mut clicks = Clicks::default();
        let mut at = |column, milliseconds| {
            let kind = MouseEventKind::Down(MouseButton::Left);
            let event = MouseEvent { kind, column, row: 3, modifiers: KeyModifiers::NONE };
            match clicks.message(event, start + Duration::from_millis(milliseconds)) {
                Some(Message::Mouse { did, .. }) => did,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(at(5, 0), Pointer::Click);
        assert_eq!(at(5, 300), Pointer::ClickAgain);
        // A third click is the first of another pair.
        assert_eq!(at(5, 500), Pointer::Click);
        assert_eq!(at(6, 600), Pointer::Click);
        assert_eq!(at(6, 1100), Pointer::Click);
    }

    #[test]
    fn letting_go_and_other_buttons_are_for_nothing() {
        let event = |kind| MouseEvent { kind, column: 1, row: 1, modifiers: KeyModifiers::NONE };
        let mut clicks = Clicks::default();
        for kind in
            [MouseEventKind::Up(MouseButton::Left), MouseEventKind::Down(MouseButton::Right), MouseEventKind::Moved]
        {
            assert!(clicks.message(event(kind), Instant::now()).is_none());
        }
    }
}
