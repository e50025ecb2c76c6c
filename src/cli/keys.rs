//! `poems keys`: every key as it is for the user, and what is wrong with the user's file of keys.

use super::arguments::{KeysFormat, KeysOptions};
use super::session::Session;
use super::{Failure, Status, complain};
use crate::say::{markdown, text};
use crate::tui::action::{manual, template};

/// Prints the keys. What is wrong with the user's own is an error of the input, but the keys are printed all the same.
pub(crate) fn command(options: &KeysOptions, session: &Session) -> Result<Status, Failure> {
    let (keys, wording) = (session.keys()?, session.wording());
    let printed = match options.format {
        KeysFormat::Text => text(&manual(&keys.keymap, wording), session.style),
        KeysFormat::Markdown => markdown(&manual(&keys.keymap, wording)),
        KeysFormat::Config => template(&keys.keymap, wording),
    };
    session.print(&printed)?;
    keys.faults.iter().for_each(|fault| complain(&format!("{fault:#}")));
    Ok(if keys.faults.is_empty() { Status::Done } else { Status::Input })
}
