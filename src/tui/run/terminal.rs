//! The real terminal: taken over for the application, and always given back.

use std::io::{self, Stdout, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, panic};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::force_color_output;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue};
use ratatui::backend::{Backend, CrosstermBackend};

use super::whole::Whole;
use super::{clipboard, mouse};
use crate::tui::model::{Look, Size};
use crate::tui::paint::Painting;
use crate::tui::scene::Scene;

/// The terminal while the application has it; dropping it gives it back.
pub struct Terminal {
    _guard: Guard,
    screen: CrosstermBackend<Whole<Stdout>>,
    painting: Painting,
    /// Whether clicks come here.
    mouse: bool,
}

impl Terminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// It is no terminal, or it refuses.
    pub fn take() -> io::Result<Terminal> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                give_back();
                before(info);
            }));
        });
        // crossterm answers NO_COLOR with a reset that would take the selection with it; the theme is ours instead.
        force_color_output(true);
        let guard = Guard;
        enter()?;
        let screen = CrosstermBackend::new(Whole::new(io::stdout()));
        Ok(Terminal { _guard: guard, screen, painting: Painting::new(0, 0), mouse: false })
    }

    /// Takes it again after a stop, with everything drawn anew.
    ///
    /// # Errors
    /// As for [`Terminal::take`].
    pub fn retake(&mut self) -> io::Result<()> {
        enter()?;
        self.mouse = false;
        self.redraw()
    }

    /// Forgets what is on the screen, so that the next picture is drawn in full. It asks the terminal nothing.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn redraw(&mut self) -> io::Result<()> {
        let (columns, rows) = self.painting.size();
        self.begin(columns, rows)
    }

    /// Begins an empty screen of so many columns and rows.
    fn begin(&mut self, columns: u16, rows: u16) -> io::Result<()> {
        self.painting = Painting::new(columns, rows);
        queue!(self.screen, Clear(ClearType::All))
    }

    /// Gives the terminal a text for the clipboard.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let is_tmux = env::var_os("TMUX").is_some_and(|socket| !socket.is_empty());
        clipboard::copy(&mut self.screen, text, is_tmux)
    }

    /// # Errors
    /// The terminal is gone.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.screen.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a scene in the model's size: were it the terminal's, it could be ahead of the message that tells the model.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn draw(&mut self, size: Size, scene: &Scene, look: Look) -> io::Result<()> {
        queue!(self.screen, BeginSynchronizedUpdate)?;
        if self.mouse != look.mouse {
            if look.mouse { mouse::take(&mut self.screen) } else { mouse::give_back(&mut self.screen) }?;
            self.mouse = look.mouse;
        }
        if self.painting.size() != (size.columns, size.rows) {
            self.begin(size.columns, size.rows)?;
        }
        self.screen.draw(self.painting.paint(scene, look.theme))?;
        let (column, row) = scene.cursor;
        queue!(self.screen, cursor::MoveTo(column, row), cursor::Show, EndSynchronizedUpdate)?;
        Write::flush(&mut self.screen)
    }
}

/// Gives the terminal back, also where taking it over fails halfway.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether the terminal is ours: it is given back once only, since leaving the alternate screen twice would put the
/// cursor back over what was printed in between.
static TAKEN: AtomicBool = AtomicBool::new(false);

fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut out = io::stdout();
    queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
    out.flush()
}

/// Gives the terminal back as it was: every step is tried, whatever becomes of the others.
pub fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = write_restoring(&mut out);
    let _ = disable_raw_mode();
}

/// What undoes [`enter`] on the screen.
fn write_restoring(out: &mut impl Write) -> io::Result<()> {
    let first = queue!(out, EndSynchronizedUpdate, DisableBracketedPaste);
    let second = mouse::give_back(out);
    let third = queue!(out, LeaveAlternateScreen, cursor::Show);
    let last = out.flush();
    first.and(second).and(third).and(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn giving_back_leaves_the_alternate_screen_and_shows_the_cursor() {
        let mut out = Vec::new();
        write_restoring(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for sequence in ["\u{1b}[?1049l", "\u{1b}[?25h", "\u{1b}[?2004l", "\u{1b}[?1000l", "\u{1b}[?1006l"] {
            assert!(text.contains(sequence), "{sequence:?} in {text:?}");
        }
    }
}
