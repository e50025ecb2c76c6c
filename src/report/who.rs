//! Who it is: the case, the patient, where the patient is seen, and when something was last found.

use super::View;
use crate::case::AT_TOP;
use crate::knowledge::SettingId;
use crate::say::Wording;

/// So much of a name is shown.
const NAME: usize = 40;

/// What is known of the patient as a person, a fact each. A case without a name or a setting says nothing of it.
pub(super) fn who(view: &View) -> Vec<String> {
    let wording = Wording::new(view.knowledge, view.lang);
    let (report, page) = (&wording.words().report, &wording.words().page);
    let name = view.case.id.as_deref().map(|id| wording.shortened(id, NAME));
    let mut facts: Vec<String> = name.iter().map(|name| wording.pair(wording.say(&report.case), name)).collect();
    for id in AT_TOP.iter().filter_map(|top| view.knowledge.find(top)) {
        if view.case.known(id).is_some() {
            facts.push(wording.pair(wording.label(id), &wording.now(view.known(), id)));
        }
    }
    let setting = view.assessment.fit.as_ref().map(|fit| fit.setting).filter(|setting| *setting != SettingId::first());
    facts.extend(setting.map(|id| wording.pair(wording.say(&wording.words().fit.setting), wording.setting_label(id))));
    let latest = view.case.answers().filter_map(|(_, answer)| answer.date).max();
    facts.extend(latest.map(|date| wording.pair(wording.say(&page.latest), &date.to_string())));
    facts
}
