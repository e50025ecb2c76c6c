//! What the screen looks like, and whose the mouse is.

/// What the user chose about the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// What meanings look like.
    pub theme: Theme,
    /// Whether clicks come to the program; else the terminal selects text with them.
    pub mouse: bool,
    /// How many columns the terminal gives the characters that some fonts draw one column wide and some two.
    pub ambiguous: Ambiguous,
}

impl Default for Look {
    fn default() -> Look {
        Look { theme: Theme::Default, mouse: true, ambiguous: Ambiguous::Narrow }
    }
}

/// A set of colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own text and its sixteen colors.
    Default,
    /// Light text on a dark ground.
    Dark,
    /// Dark text on a light ground.
    Light,
    /// White on black, and nothing fainter.
    HighContrast,
    /// No color: bold and reverse only.
    Mono,
}

impl Theme {
    /// All of them, in the order in which they are gone through.
    pub const ALL: [Theme; 5] = [Theme::Default, Theme::Dark, Theme::Light, Theme::HighContrast, Theme::Mono];

    /// The name that options take.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Default => "default",
            Theme::Dark => "dark",
            Theme::Light => "light",
            Theme::HighContrast => "high-contrast",
            Theme::Mono => "mono",
        }
    }

    /// The theme of a name.
    pub fn named(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The one after it.
    pub(crate) fn next(self) -> Theme {
        let next = Theme::ALL.into_iter().cycle().skip_while(|theme| *theme != self).nth(1);
        next.unwrap_or(self)
    }
}

/// The width of the characters that Unicode calls ambiguous: frames, arrows, Greek letters, degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguous {
    /// One column, as nearly everywhere.
    Narrow,
    /// Two columns, as in some terminals set up for Chinese: none of them is drawn then.
    Wide,
}
