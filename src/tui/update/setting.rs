//! Where the patient is seen: the list of settings, and taking one. It is part of the case, undone like an answer.

use super::super::model::{Mode, Model};
use super::answer::{self, Direction};
use crate::engine::Fit;
use crate::knowledge::SettingId;
use crate::say::Wording;
use crate::say::figures::prior;

/// Lists the settings, the cursor on the one in use.
pub fn ask(model: &mut Model) {
    if let Some(chart) = model.chart.as_ref().filter(|_| model.knowledge.literature.is_some()) {
        model.mode = Mode::Settings(chart.case.where_seen().index());
    }
}

/// Takes a setting into the case.
pub fn take(model: &mut Model, at: usize) {
    let knowledge = model.knowledge;
    let Some(setting) = knowledge.settings().get(at) else { return };
    if !answer::commit(model, Direction::New, |case| case.choose(SettingId::at(at))) {
        model.notice = Some(model.both(|lang| {
            let words = Wording::new(knowledge, lang);
            words.words().terminal.already(lang, words.say(&words.words().fit.setting), words.say(&setting.label))
        }));
    }
}

/// The setting as it is now, and what it made of the fit.
pub fn changed(words: Wording, now: SettingId, before: Option<&Fit>, after: Option<&Fit>) -> String {
    let Some(setting) = words.knowledge.settings().get(now.index()) else { return String::new() };
    let said = |fit: Option<&Fit>| fit.map_or_else(String::new, |fit| words.probability_and_band(fit));
    let prior = prior(setting.prior);
    words.words().fit_terminal.setting_changed(words.lang, words.say(&setting.label), &prior, said(before), said(after))
}
