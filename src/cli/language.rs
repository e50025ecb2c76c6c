//! The language of the texts.

use super::arguments::Global;
use crate::knowledge::Lang;

/// What was asked for; else the first of the usual variables that is set.
pub fn language(global: &Global) -> Lang {
    global.lang.map(Lang::from).unwrap_or_else(|| choose(|variable| std::env::var(variable).ok()))
}

/// The variables in the order of POSIX, the program's own first; a locale in another language gives English.
fn choose(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let set = ["POEMS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    set.and_then(|locale| locale.parse().ok()).unwrap_or_default()
}
