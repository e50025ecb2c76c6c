//! Two plain ways to judge a case, for the fit to be measured against.

use crate::case::{AnswerValue, Case};
use crate::engine::{Assessment, Verdict};
use crate::knowledge::files::FrequencyKind;
use crate::knowledge::{FindingId, Knowledge, Literature, SettingId};

/// A band never says always or never: half a patient in a hundred may differ.
const NEARLY: f64 = 0.995;

/// Criteria of the leading set that are met, less those not met, over their number.
pub(crate) fn criteria_counting(knowledge: &Knowledge, assessment: &Assessment) -> f64 {
    let Some(lead) = assessment.sets.iter().find(|found| knowledge.lead() == Some(found.set)) else { return 0.0 };
    let count = |verdict: Verdict| lead.criteria.iter().filter(|found| found.verdict == verdict).count() as f64;
    (count(Verdict::Met) - count(Verdict::NotMet)) / lead.criteria.len() as f64
}

/// Naive Bayes with nothing but the subject's bands against the background rate, without a cap: the probability.
pub(crate) fn bands_over_background(
    literature: &Literature,
    case: &Case,
    assessment: &Assessment,
    setting: SettingId,
) -> f64 {
    let prior = literature.setting(setting).prior;
    let mut log_odds = (prior / (1.0 - prior)).ln();
    let rows = literature.hypothesis(literature.subject()).rows.iter();
    for published in rows.filter(|published| published.row.kind == FrequencyKind::Band) {
        let (finding, row) = (published.finding, &published.row);
        let middle = row.percent.or(row.range.map(|[low, high]| (low + high) / 2.0));
        let (Some(percent), Some(rate)) = (middle, literature.catalog.get(&finding)) else { continue };
        let (subject, rate) = (within(percent / 100.0), within(*rate));
        log_odds += match present(case, assessment, finding) {
            Some(true) => (subject / rate).ln(),
            Some(false) => ((1.0 - subject) / (1.0 - rate)).ln(),
            None => 0.0,
        };
    }
    1.0 / (1.0 + (-log_odds).exp())
}

fn within(share: f64) -> f64 {
    share.clamp(1.0 - NEARLY, NEARLY)
}

fn present(case: &Case, assessment: &Assessment, finding: FindingId) -> Option<bool> {
    match case.known(finding) {
        Some(AnswerValue::Present) => Some(true),
        Some(AnswerValue::Absent) => Some(false),
        _ => assessment.inferred.iter().find(|inferred| inferred.finding == finding).map(|inferred| inferred.present),
    }
}
