//! What the screen looks like.

use crate::tui::model::{Common, Effect, Theme};

/// Takes the next theme.
pub(super) fn next_theme(common: &mut Common) {
    take_theme(common, common.look.theme.next());
}

/// Takes a theme, which is kept for the next start.
pub(super) fn take_theme(common: &mut Common, theme: Theme) {
    common.look.theme = theme;
    common.tell(|words| words.words().look.theme_is(words.lang, words.theme(theme)));
    common.effects.push(Effect::KeepTheme(theme.name()));
}
