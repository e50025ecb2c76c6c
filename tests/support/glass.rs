//! What the loop draws on in tests: a look at each picture, and nothing else.

use std::io;

use poems::tui::{App, Screen};

/// Hands each picture on to be looked at.
pub struct Glass<L>(pub L);

impl<L: FnMut(&App)> Screen for Glass<L> {
    fn draw(&mut self, app: &App) -> io::Result<()> {
        (self.0)(app);
        Ok(())
    }

    fn redraw(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn retake(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn copy(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }
}
