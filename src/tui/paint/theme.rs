//! What meanings look like. Text is in the terminal's own colors; only named colors are added, each with words that
//! say the same, and as backgrounds under black, so that they can be read on light and dark alike.

use crate::say::document::Tone;
use ratatui::style::{Color, Modifier, Style};

/// The look of each meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// In the terminal's sixteen colors.
    Color,
    /// For `NO_COLOR`: bold and reverse only.
    Mono,
}

impl Theme {
    pub(super) fn style(self, ink: Tone) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        match (self, ink) {
            (_, Tone::Plain | Tone::Beside) => Style::new(),
            (_, Tone::Strong | Tone::Undetermined) => bold,
            (Theme::Color, Tone::Met) => Style::new().fg(Color::Black).bg(Color::Cyan),
            (Theme::Color, Tone::NotMet | Tone::Alert) => Style::new().fg(Color::Black).bg(Color::Yellow),
            (Theme::Mono, Tone::Met | Tone::Alert) => bold,
            (Theme::Mono, Tone::NotMet) => Style::new(),
        }
    }

    /// What has the keyboard.
    pub(super) fn focus(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }
}
