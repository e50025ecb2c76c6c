//! What the setting makes of the fit: whether the answers agree with it, and how much hangs on it.

use super::profile::Profile;
use crate::case::Case;
use crate::engine::evaluate::{Evaluation, Look};
use crate::engine::truth::Truth;
use crate::knowledge::{FindingId, Knowledge, Literature, SettingId};

/// A setting whose patients all have what this one lacks.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// What the setting takes for granted and the answers deny.
    pub denied: Vec<FindingId>,
    /// A setting that agrees with the answers.
    pub offered: SettingId,
}

/// The setting that the answers choose: the last one whose rule holds and that takes nothing for granted which they
/// deny; the first one otherwise.
pub fn setting_of_answers(knowledge: &Knowledge, case: &Case) -> SettingId {
    let mut evaluation = Evaluation::new(knowledge, case);
    // As in the fit, what has a better cause says nothing.
    evaluation.set_explained_aside(true);
    knowledge.literature.as_ref().map_or_else(SettingId::first, |literature| chosen(literature, &mut evaluation))
}

fn chosen(literature: &Literature, evaluation: &mut Evaluation) -> SettingId {
    let chooses = |id: &SettingId| {
        let when = evaluation.circuit().setting(*id);
        when.is_some_and(|when| evaluation.truth(when) == Truth::True) && denied(literature, evaluation, *id).is_empty()
    };
    let last = (0..literature.settings.len()).rev().map(SettingId::at).find(chooses);
    last.unwrap_or_else(SettingId::first)
}

/// Whether the setting misfits the answers.
pub(crate) fn misfit(literature: &Literature, evaluation: &mut Evaluation, setting: SettingId) -> Option<Misfit> {
    let denied = denied(literature, evaluation, setting);
    (!denied.is_empty()).then(|| Misfit { denied, offered: chosen(literature, evaluation) })
}

/// The findings by which the answers deny what a setting says of its patients: signs that are absent, or else whatever
/// keeps its rule from holding.
fn denied(literature: &Literature, evaluation: &mut Evaluation, id: SettingId) -> Vec<FindingId> {
    let setting = literature.setting(id);
    let absent: Vec<FindingId> = setting.presupposes.ids().filter(|id| evaluation.sign(*id) == Truth::False).collect();
    let when = evaluation.circuit().setting(id);
    let rules_out = when.is_some_and(|when| evaluation.truth(when) == Truth::False);
    match absent.is_empty() && rules_out {
        true => setting.without_weight.ids().filter(|id| evaluation.known(*id).is_some()).collect(),
        false => absent,
    }
}

/// The lowest and the highest probability in the settings that the answers do not deny, the first one left out; `None`
/// where there is no other.
pub(crate) fn span(profile: &Profile, evaluation: &mut Evaluation) -> Option<[(SettingId, f64); 2]> {
    let mut span: Option<[(SettingId, f64); 2]> = None;
    for id in (1..profile.literature.settings.len()).map(SettingId::at) {
        if !denied(profile.literature, evaluation, id).is_empty() {
            continue;
        }
        let probability = profile.elsewhere(evaluation, id);
        let [low, high] = span.unwrap_or([(id, probability); 2]);
        span = Some([
            if probability < low.1 { (id, probability) } else { low },
            if probability > high.1 { (id, probability) } else { high },
        ]);
    }
    span
}
