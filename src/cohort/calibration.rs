//! Discrimination and calibration: the area under the curve, the Brier score, and the reliability table.

use schemars::JsonSchema;
use serde::Serialize;

use super::baseline::{bands_over_background, criteria_counting};
use super::labeled::Labeled;
use super::likelihood::Rated;
use crate::case::Quality;
use crate::engine::{Band, Fit, Scored, assess_in, brier, setting_of_answers};
use crate::json::six_digits;
use crate::knowledge::{HypothesisId, Knowledge, Literature, SettingId};
use crate::order;

/// The ways a case is judged: the fit itself, then the baselines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The probability of the fit.
    Fit,
    /// The leading set's criteria that are met, less those that are not.
    CriteriaCounting,
    /// The annotated frequencies of the subject against those over all diseases.
    BandsOverBackground,
}

impl Method {
    /// The fit first, then what it is compared with.
    pub const ALL: [Method; 3] = [Method::Fit, Method::CriteriaCounting, Method::BandsOverBackground];
}

/// Which cases are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subset {
    /// Every case.
    All,
    /// Those whose diagnosis is not in doubt.
    AllButDoubtful,
    /// Those whose diagnosis rests on decisive tests.
    Firm,
}

impl Subset {
    /// The largest first.
    pub const ALL: [Subset; 3] = [Subset::All, Subset::AllButDoubtful, Subset::Firm];

    fn holds(self, quality: Quality) -> bool {
        match self {
            Subset::All => true,
            Subset::AllButDoubtful => quality != Quality::Doubtful,
            Subset::Firm => quality == Quality::Firm,
        }
    }
}

/// What every method says of one case.
#[derive(Clone, Copy, Debug)]
pub struct Score {
    /// Whether the patient has the subject's disease.
    pub positive: bool,
    /// How well the diagnosis is documented.
    pub quality: Quality,
    /// The fit in words.
    pub band: Band,
    /// Where the patient is taken to be seen.
    pub setting: SettingId,
    /// The logarithm of the likelihood ratio of the subject against the rest, uncorrected.
    pub log_ratio: f64,
    /// How many hypotheses are likelier than the true one.
    pub rank: Option<usize>,
    /// In the order of [`Method::ALL`].
    pub predicted: [f64; 3],
}

/// How good one method is on some cases; `None` where it is not defined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// Area under the curve; `None` unless there are both kinds of patients.
    pub auc: Option<f64>,
    /// Mean squared distance of prediction and truth; `None` without patients.
    pub brier: Option<f64>,
}

/// How often the true disease stands first in the differential, and among the first three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// How many patients have another disease that the evidence knows.
    pub cases: usize,
    /// Of how many it stands first.
    pub first: usize,
    /// Of how many it stands among the first three.
    pub among_three: usize,
}

/// The scores of a cohort.
#[derive(Debug, Default)]
pub struct Calibration {
    /// A score a case, in the order given.
    pub scores: Vec<Score>,
}

impl Calibration {
    /// Judges one more case.
    ///
    /// Without a setting asked for, in the case's own or else in the one that its answers choose.
    pub fn add(
        &mut self,
        knowledge: &Knowledge,
        literature: &Literature,
        setting: Option<SettingId>,
        labeled: &Labeled,
    ) {
        let own = || labeled.case.setting.unwrap_or_else(|| setting_of_answers(knowledge, &labeled.case));
        let setting = setting.unwrap_or_else(own);
        let assessment = assess_in(knowledge, &labeled.case, setting);
        let Some(fit) = &assessment.fit else { return };
        self.scores.push(Score {
            positive: labeled.positive,
            quality: labeled.quality,
            band: fit.band,
            setting,
            log_ratio: fit.groups.iter().map(|group| group.log_ratio).sum(),
            rank: labeled.disease.map(|disease| rank(fit, disease)),
            // Two patients of whom the same was said are a tie, whatever the last bits.
            predicted: [
                fit.probability,
                criteria_counting(knowledge, &assessment),
                bands_over_background(literature, &labeled.case, &assessment, setting),
            ]
            .map(six_digits),
        });
    }

    fn chosen(&self, subset: Subset) -> impl Iterator<Item = &Score> {
        self.scores.iter().filter(move |score| subset.holds(score.quality))
    }

    /// What one method says of some of the cases.
    #[expect(clippy::indexing_slicing, reason = "there is a prediction for each method")]
    pub fn scored(&self, subset: Subset, method: Method) -> Vec<Scored> {
        let scored = |score: &Score| Scored { predicted: score.predicted[method as usize], positive: score.positive };
        self.chosen(subset).map(scored).collect()
    }

    /// The likelihood ratios of some of the cases.
    pub fn rated(&self, subset: Subset) -> Vec<Rated> {
        let rated = |score: &Score| Rated { log_ratio: score.log_ratio, positive: score.positive };
        self.chosen(subset).map(rated).collect()
    }

    /// Where the true disease stands, in the cases without the subject.
    pub fn places(&self, subset: Subset) -> Places {
        let mut places = Places::default();
        for score in self.chosen(subset).filter(|score| !score.positive) {
            places.cases += 1;
            places.first += usize::from(score.rank == Some(0));
            places.among_three += usize::from(score.rank.is_some_and(|rank| rank < 3));
        }
        places
    }

    /// The cases of each setting that occurs.
    pub fn by_setting(&self) -> Vec<(SettingId, Calibration)> {
        let mut settings: Vec<SettingId> = self.scores.iter().map(|score| score.setting).collect();
        settings.sort();
        settings.dedup();
        let of_setting = |setting| {
            let scores = self.scores.iter().filter(|score| score.setting == setting);
            (setting, Calibration { scores: scores.copied().collect() })
        };
        settings.into_iter().map(of_setting).collect()
    }

    /// How well a method tells the patients of a subset apart.
    pub fn measure(&self, subset: Subset, method: Method) -> Measure {
        let scored = self.scored(subset, method);
        Measure { auc: auc(&scored), brier: brier(&scored) }
    }
}

/// How many hypotheses are likelier than this one.
fn rank(fit: &Fit, disease: HypothesisId) -> usize {
    let of =
        |id: HypothesisId| fit.differential.iter().find(|(rival, _)| *rival == id).map(|(_, probability)| *probability);
    let probability = of(disease).unwrap_or(fit.probability);
    let all = fit.differential.iter().map(|(_, probability)| *probability).chain([fit.probability]);
    all.filter(|other| *other > probability).count()
}

/// How often a patient with the disease gets the higher value of a pair, a tie counting half (Hanley and McNeil 1982);
/// `None` without patients of both kinds.
pub fn auc(scored: &[Scored]) -> Option<f64> {
    let mut sorted = scored.to_vec();
    order::by(&mut sorted, |a, b| a.predicted.total_cmp(&b.predicted));
    let positive = scored.iter().filter(|scored| scored.positive).count() as f64;
    let negative = scored.len() as f64 - positive;
    let mut won = 0.0;
    let mut lower = 0.0;
    for tied in sorted.chunk_by(|a, b| a.predicted == b.predicted) {
        let with = tied.iter().filter(|scored| scored.positive).count() as f64;
        let without = tied.len() as f64 - with;
        won += with * (lower + without / 2.0);
        lower += without;
    }
    (positive > 0.0 && negative > 0.0).then(|| won / (positive * negative))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(f64, bool)]) -> Vec<Scored> {
        pairs.iter().map(|(predicted, positive)| Scored { predicted: *predicted, positive: *positive }).collect()
    }

    #[test]
    fn the_auc_counts_the_pairs_that_are_in_order() {
        // 0.8 beats 0.3, 0.5 and 0.1; 0.5 beats 0.3 and 0.1 and ties with 0.5: 5.5 of 6 pairs.
        let scored = of(&[(0.8, true), (0.5, true), (0.5, false), (0.3, false), (0.1, false)]);
        assert!((auc(&scored).unwrap() - 5.5 / 6.0).abs() < 1e-12);
        assert_eq!(auc(&of(&[(0.1, true), (0.9, false)])), Some(0.0));
        assert_eq!(auc(&of(&[(0.4, true), (0.4, false)])), Some(0.5));
        assert_eq!(auc(&of(&[(0.4, true)])), None);
        assert_eq!(auc(&[]), None);
    }
}
