//! What the screen looks like.

use crate::tui::model::Common;

/// Takes the next theme, and says how to begin with it the next time.
pub(super) fn next_theme(common: &mut Common) {
    common.look.theme = common.look.theme.next();
    let name = common.look.theme.name();
    common.tell(|words| words.words().look.theme_is(words.lang, name));
}
