//! What can be done, as the list of commands and the menu show it.

use super::applies::Here;
use super::document::indented;
use super::pane::{Block, Target, pointer, span, tagged, wrapped};
use crate::knowledge::{Lang, SettingId};
use crate::say::document::{Line, Tone};
use crate::tui::action::Action;
use crate::tui::fit;
use crate::tui::model::Theme;

/// Something that can be done here, or that cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub action: Action,
    pub argument: Argument,
    /// Its name, and what it does.
    pub name: String,
    pub does: String,
    /// The keys that do it here.
    pub keys: String,
    /// Why it cannot be done here.
    pub obstacle: Option<String>,
}

/// What an action is done with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    /// What it asks for, or nothing.
    None,
    Language(Lang),
    Setting(SettingId),
    Theme(Theme),
    /// The path of a file.
    File(String),
}

impl Entry {
    /// An action without more.
    pub(super) fn of(here: &Here, action: Action) -> Entry {
        let words = here.model.common.wording();
        let text = action.text(words.words());
        Entry {
            action,
            argument: Argument::None,
            name: words.say(&text.hint).to_owned(),
            does: words.say(&text.help).to_owned(),
            keys: here.keys(action),
            obstacle: here.obstacle(action),
        }
    }

    /// Its lines; the name in a column of its own where there is room.
    pub(super) fn block(&self, at: usize, focused: bool, columns: usize) -> Block {
        let named = if columns < NARROW { 0 } else { NAME_COLUMNS };
        let lead = format!("{} {}", pointer(focused), fit::pad(&self.name, named));
        let hang = 2 + named;
        let tag = vec![span(Tone::Strong, self.keys.clone())];
        let mut lines = tagged(lead, hang, self.does.clone(), tag, Tone::Plain, columns);
        if let Some(why) = &self.obstacle {
            let why = wrapped(Tone::Plain, why, columns.saturating_sub(hang));
            lines.extend(why.into_iter().map(|why| indented(hang, why)));
        }
        Block { lines, target: Some(Target::Choice(at)), focused, cursor: (0, 0), ..Block::default() }
    }
}

/// The columns for the name of an action, and how many there are at least where it has some.
const NAME_COLUMNS: usize = 20;
const NARROW: usize = 70;

/// Entries one below the other, a free line and a title between those that can be done and the others; and the block with
/// the cursor.
pub(super) fn listed(entries: &[Entry], cursor: usize, others: &str, columns: usize) -> (Vec<Block>, Option<usize>) {
    let (mut blocks, mut at) = (Vec::new(), None);
    let first_other = entries.iter().position(|entry| entry.obstacle.is_some());
    for (number, entry) in entries.iter().enumerate() {
        if Some(number) == first_other {
            let gap = if number > 0 { vec![Line::default()] } else { Vec::new() };
            let title = fit::wrap(others, columns).map(Line::strong);
            blocks.push(Block { lines: gap.into_iter().chain(title).collect(), ..Block::default() });
        }
        if number == cursor {
            at = Some(blocks.len());
        }
        blocks.push(entry.block(number, number == cursor, columns));
    }
    (blocks, at)
}
