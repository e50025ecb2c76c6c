//! The menu: its groups in one line, and what the open one holds.

use ratatui::layout::Rect;

use super::applies::Here;
use super::commands::{Entry, listed};
use super::pane::{Pane, Part, Placed, inner, lined, text};
use crate::say::document::{Line, Tone};
use crate::tui::action::Group;
use crate::tui::fit;
use crate::tui::model::{Common, Menu};

/// The groups with their numbers, the open one between signs; each where it stands.
pub(super) fn groups(common: &Common, open: usize, area: Rect) -> Vec<Placed> {
    let words = common.wording();
    let mut x = area.x;
    let group = |(at, group): (usize, Group)| {
        let (before, after, tone) = if at == open { (">", "<", Tone::Strong) } else { (" ", " ", Tone::Plain) };
        let name = format!("{before}{} {}{after}", at + 1, words.say(group.name(words.words())));
        let width = (fit::width(&name) as u16).min(area.right().saturating_sub(x));
        let place = Rect { x, width, height: 1, ..area };
        x += width;
        (place, lined(tone, name))
    };
    Group::ALL.into_iter().enumerate().map(group).collect()
}

/// What of a group can be done here, then what cannot.
pub(super) fn entries(here: &Here, group: usize) -> Vec<Entry> {
    let actions = Group::ALL.get(group).map_or(&[][..], |group| group.actions());
    let entries = actions.iter().filter(|action| here.knows(**action)).map(|action| Entry::of(here, *action));
    let (can, cannot): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.obstacle.is_none());
    can.into_iter().chain(cannot).collect()
}

/// The open group as it is seen.
pub(super) fn menu(common: &Common, menu: &Menu, entries: &[Entry], area: Rect) -> Pane {
    let (words, columns) = (common.wording(), usize::from(inner(area).width));
    let own = &words.words().menu;
    let group = Group::ALL.get(menu.group).map_or("", |group| words.say(group.name(words.words())));
    if entries.is_empty() {
        let empty = fit::wrap(words.say(&own.empty), columns).map(Line::plain);
        return Pane::new(Part::Whole, area, group, text(empty));
    }
    let (blocks, at) = listed(entries, menu.at, words.say(&words.words().palette.elsewhere), columns);
    Pane::new(Part::Whole, area, group, blocks).in_sight(at, menu.top).counted()
}
