//! Where the patient is seen: the list of settings, and taking one.

use super::super::model::{Mode, Model};
use super::super::odds::prior;
use super::super::say::Words;
use crate::engine::{Fit, assess_in};
use crate::knowledge::SettingId;

/// Lists the settings, the cursor on the one in use.
pub fn ask(model: &mut Model) {
    if model.knowledge.literature.is_some() {
        model.mode = Mode::Settings(model.setting.index());
    }
}

/// Takes a setting, and says what it makes of the fit.
pub fn take(model: &mut Model, at: usize) {
    let knowledge = model.knowledge;
    let Some(literature) = &knowledge.literature else { return };
    let Some(setting) = literature.settings.get(at) else { return };
    model.setting = SettingId::at(at);
    let Some(chart) = &mut model.chart else { return };
    let before = chart.assessment.fit.take();
    chart.assessment = assess_in(knowledge, &chart.case, model.setting);
    let after = chart.assessment.fit.clone();
    model.notice = Some(model.both(|lang| {
        let words = Words::new(knowledge, lang);
        let said = |fit: &Option<Fit>| fit.as_ref().map_or_else(String::new, |fit| words.probability_and_band(fit));
        let prior = prior(setting.prior);
        let values = [
            ("setting", words.text(&setting.label)),
            ("prior", prior.as_str()),
            ("before", &said(&before)),
            ("after", &said(&after)),
        ];
        words.fit().setting_changed.fill(lang, &values)
    }));
}
