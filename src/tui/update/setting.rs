//! Where the patient is seen: the list of settings, and taking one. It is part of the case, undone like an answer.

use super::answer::{self, Direction};
use crate::knowledge::SettingId;
use crate::tui::model::chart::Chart;
use crate::tui::model::{Common, Mode};

/// Lists the settings, the cursor on the one in use.
pub fn ask(chart: &Chart, common: &mut Common) {
    if common.knowledge.literature.is_some() {
        common.mode = Mode::Settings(chart.case.where_seen().index());
    }
}

/// Takes a setting into the case.
pub fn take(chart: &mut Chart, common: &mut Common, at: usize) {
    let Some(setting) = common.knowledge.settings().get(at) else { return };
    if !answer::commit(chart, common, Direction::New, |case| case.choose(SettingId::at(at))) {
        common.tell(|words| {
            let name = words.say(&words.words().fit.setting);
            words.words().terminal.already(words.lang, name, words.say(&setting.label))
        });
    }
}
