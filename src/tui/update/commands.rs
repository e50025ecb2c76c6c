//! The list of commands and the menu: going through them, and doing what was chosen.

use super::{disk, entry, look};
use crate::tui::action::{Action, Group};
use crate::tui::model::export::Form;
use crate::tui::model::field::Field;
use crate::tui::model::{Common, Menu, Mode, Model, Palette, Writing};
use crate::tui::scene::commands::{Argument, Entry};
use crate::tui::scene::{Scene, scene};

/// Opens the list of commands.
pub(super) fn open_palette(common: &mut Common) {
    common.mode = Mode::Palette(Palette::default());
}

/// Opens the menu at the first group that holds something here.
pub(super) fn open_menu(model: &mut Model) {
    for group in (0..Group::ALL.len()).rev() {
        let before = std::mem::replace(&mut model.common.mode, Mode::Menu(Menu { group, ..Menu::default() }));
        if scene(model).entries.is_empty() {
            model.common.mode = before;
        }
    }
}

/// To another group of the menu, around the end.
pub(super) fn turn(common: &mut Common, step: isize) {
    if let Mode::Menu(menu) = &mut common.mode {
        let count = Group::ALL.len() as isize;
        let group = (menu.group as isize + step).rem_euclid(count) as usize;
        *menu = Menu { group, ..Menu::default() };
    }
}

/// To the group of the menu with this place.
pub(super) fn to_group(common: &mut Common, group: usize) {
    if group < Group::ALL.len() {
        common.mode = Mode::Menu(Menu { group, ..Menu::default() });
    }
}

/// Something was typed: the cursor is on what matches best.
pub(super) fn typed(common: &mut Common) {
    if let Mode::Palette(palette) = &mut common.mode {
        (palette.at, palette.top) = (0, 0);
    }
}

/// Writes the command with the cursor out, so that a file can be named after it.
pub(super) fn write_out(common: &mut Common, seen: &Scene) {
    if let Mode::Palette(palette) = &mut common.mode
        && let Some(Entry { name, argument: Argument::None, .. }) = seen.entries.get(palette.at)
    {
        palette.field = Field::new(&format!("{name} "));
        (palette.at, palette.top) = (0, 0);
    }
}

/// Enter: closes the list; gives the action that is then to be done, as if its key had been pressed on the screen beneath.
/// What cannot be done here says why.
pub(super) fn choose(model: &mut Model, seen: &Scene) -> Option<Action> {
    let at = match &model.common.mode {
        Mode::Palette(palette) => palette.at,
        Mode::Menu(menu) => menu.at,
        _ => return None,
    };
    let Entry { action, argument, name, obstacle, .. } = seen.entries.get(at).cloned()?;
    if let Some(why) = obstacle {
        model.common.tell(|words| words.words().palette.cannot(words.lang, &name, &why));
        return None;
    }
    model.common.mode = Mode::Browse;
    match (argument, model.chart_mut()) {
        (Argument::None, _) => return Some(action),
        (Argument::Language(lang), _) => return (model.common.lang != lang).then_some(action),
        (Argument::Theme(theme), _) => look::take_theme(&mut model.common, theme),
        (Argument::Setting(setting), Some((chart, common))) => {
            entry::accept(chart, common, Mode::Settings(setting.index()));
        }
        (Argument::File(path), Some((chart, common))) => {
            let what = if action == Action::Export { Writing::Form(Form::FIRST) } else { Writing::Case };
            disk::write(chart, common, what, path, false);
        }
        (_, None) => {}
    }
    None
}
