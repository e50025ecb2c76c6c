//! What meanings look like. Text is in the terminal's own colors; only named colors are added, each with words that
//! say the same, and as backgrounds under black, so that they can be read on light and dark alike.

use ratatui::style::{Color, Modifier, Style};

use super::super::block::Ink;

/// The look of each meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Color,
    /// For `NO_COLOR`: bold and reverse only.
    Mono,
}

impl Theme {
    pub fn style(self, ink: Ink) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        match (self, ink) {
            (_, Ink::Plain | Ink::Beside) => Style::new(),
            (_, Ink::Title | Ink::Undetermined) => bold,
            (Theme::Color, Ink::Met) => Style::new().fg(Color::Black).bg(Color::Cyan),
            (Theme::Color, Ink::NotMet | Ink::Alert) => Style::new().fg(Color::Black).bg(Color::Yellow),
            (Theme::Mono, Ink::Met | Ink::Alert) => bold,
            (Theme::Mono, Ink::NotMet) => Style::new(),
        }
    }

    /// What has the keyboard.
    pub fn focus(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }
}
