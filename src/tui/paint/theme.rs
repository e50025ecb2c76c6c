//! What meanings look like. Words always say the same: colors only repeat it, as grounds under black, so that they can be
//! read on light and dark alike and told apart by people who see no red or green.

use ratatui::style::{Color, Modifier, Style};

use crate::say::document::Tone;
use crate::tui::model::Theme;

/// The text of everything that means nothing special; a theme without a ground of its own keeps the terminal's.
///
/// The numbers are those of the 256 colors that nearly every terminal has: unlike the first sixteen they look the same
/// everywhere, so that a test can work out their contrast.
pub(super) fn base(theme: Theme) -> Style {
    let [text, ground] = match theme {
        Theme::Default | Theme::Mono => return Style::new(),
        Theme::Dark => [254, 234].map(Color::Indexed),
        Theme::Light => [234, 255].map(Color::Indexed),
        Theme::HighContrast => [231, 16].map(Color::Indexed),
    };
    Style::new().fg(text).bg(ground)
}

/// What a tone adds to the text.
pub(super) fn style(theme: Theme, tone: Tone) -> Style {
    match tone {
        Tone::Plain | Tone::Beside => Style::new(),
        Tone::Strong | Tone::Undetermined => Style::new().add_modifier(Modifier::BOLD),
        // Without color the words that are to be seen first stay the only bold ones.
        Tone::NotMet if theme == Theme::Mono => Style::new(),
        Tone::Met => badge(theme, Color::Cyan, 44),
        Tone::NotMet | Tone::Alert => badge(theme, Color::Yellow, 220),
    }
}

/// Black on a color: one of the terminal's own sixteen, or one of the 256 that are the same everywhere.
fn badge(theme: Theme, own: Color, fixed: u8) -> Style {
    match theme {
        Theme::Default => Style::new().fg(Color::Black).bg(own),
        Theme::Dark | Theme::Light | Theme::HighContrast => {
            Style::new().fg(Color::Indexed(16)).bg(Color::Indexed(fixed))
        }
        Theme::Mono => Style::new().add_modifier(Modifier::BOLD),
    }
}

/// What has the keyboard. Not a color, so that it is seen without any.
pub(super) fn focus() -> Style {
    Style::new().add_modifier(Modifier::REVERSED)
}
