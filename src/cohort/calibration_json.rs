//! How good the fit is on a cohort, for programs.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use super::calibration::{Calibration, Method, Subset};
use super::likelihood::{cllr, corrected, correction, cross_validated, smallest_cllr};
use crate::engine::{Bin, reliability};
use crate::json::{probability, rounded};
use crate::knowledge::{Literature, SettingId};
use crate::say::JsonDocument;

/// Discrimination and calibration of the fit on cases whose diagnosis is known. What is not defined is null.
#[derive(Serialize, JsonSchema)]
pub struct CalibrationJson<'a> {
    /// The one setting of all cases; null where each had its own.
    setting: Option<&'a str>,
    subsets: [SubsetJson; 3],
    settings: Vec<SettingJson<'a>>,
    /// The correction as these cases say it, where that was asked for.
    correction: Option<CorrectionJson>,
}

/// The measures of some of the cases.
#[derive(Serialize, JsonSchema)]
struct SubsetJson {
    cases: Subset,
    n: usize,
    /// How many have the subject's disease.
    positive: usize,
    methods: [MethodJson; 3],
    ratios: RatiosJson,
    /// Ten bins of equal width.
    reliability: Vec<BinJson>,
}

/// How good one way to judge a case is.
#[derive(Serialize, JsonSchema)]
struct MethodJson {
    method: Method,
    #[schemars(with = "Option<f64>")]
    auc: Option<Number>,
    #[schemars(with = "Option<f64>")]
    brier: Option<Number>,
}

/// How good the likelihood ratios are, and where the true disease of the patients without the subject's stands.
#[derive(Serialize, JsonSchema)]
struct RatiosJson {
    #[schemars(with = "Option<f64>")]
    cllr: Option<Number>,
    #[schemars(with = "Option<f64>")]
    smallest_cllr: Option<Number>,
    #[schemars(with = "Option<f64>")]
    corrected_cllr: Option<Number>,
    /// How many patients have another disease of the differential.
    others: usize,
    first: usize,
    among_three: usize,
}

/// The cases of about the same prediction.
#[derive(Serialize, JsonSchema)]
struct BinJson {
    #[schemars(with = "f64")]
    from: Number,
    n: usize,
    /// The mean of what was predicted.
    #[schemars(with = "Option<f64>")]
    mean: Option<Number>,
    /// The share of them that have the disease.
    #[schemars(with = "Option<f64>")]
    observed: Option<Number>,
}

/// The measures of one setting.
#[derive(Serialize, JsonSchema)]
struct SettingJson<'a> {
    setting: &'a str,
    n: usize,
    #[schemars(with = "Option<f64>")]
    auc: Option<Number>,
    #[schemars(with = "Option<f64>")]
    brier: Option<Number>,
    ratios: RatiosJson,
}

/// What a correction of the logarithm of the ratios would be.
#[derive(Serialize, JsonSchema)]
struct CorrectionJson {
    #[schemars(with = "f64")]
    offset: Number,
    #[schemars(with = "f64")]
    slope: Number,
    /// Its cost on cases left out of its estimation.
    #[schemars(with = "Option<f64>")]
    cross_validated_cllr: Option<Number>,
}

impl JsonDocument for CalibrationJson<'_> {
    const FORMAT: &'static str = "poems-calibration/1";
}

impl<'a> CalibrationJson<'a> {
    /// The measures of a cohort, with all cases in one setting or each in its own; with the correction estimated anew
    /// where that is asked for.
    pub fn of(
        calibration: &Calibration,
        literature: &'a Literature,
        setting: Option<SettingId>,
        fit_anew: bool,
    ) -> CalibrationJson<'a> {
        let of_setting = |(setting, of_setting): &(SettingId, Calibration)| {
            let measure = of_setting.measure(Subset::All, Method::Fit);
            SettingJson {
                setting: &literature.setting(*setting).id,
                n: of_setting.scores.len(),
                auc: measure.auc.map(rounded),
                brier: measure.brier.map(rounded),
                ratios: ratios(literature, of_setting, Subset::All),
            }
        };
        let rated = calibration.rated(Subset::All);
        let found = correction(&rated).filter(|_| fit_anew).map(|found| CorrectionJson {
            offset: rounded(found.offset),
            slope: rounded(found.slope),
            cross_validated_cllr: cross_validated(&rated).and_then(|left_out| cllr(&left_out)).map(rounded),
        });
        CalibrationJson {
            setting: setting.map(|setting| literature.setting(setting).id.as_str()),
            subsets: Subset::ALL.map(|of| subset(literature, calibration, of)),
            settings: calibration.by_setting().iter().map(of_setting).collect(),
            correction: found,
        }
    }
}

fn subset(literature: &Literature, calibration: &Calibration, cases: Subset) -> SubsetJson {
    let fit = calibration.scored(cases, Method::Fit);
    let method = |method| {
        let measure = calibration.measure(cases, method);
        MethodJson { method, auc: measure.auc.map(rounded), brier: measure.brier.map(rounded) }
    };
    SubsetJson {
        cases,
        n: fit.len(),
        positive: fit.iter().filter(|scored| scored.positive).count(),
        methods: Method::ALL.map(method),
        ratios: ratios(literature, calibration, cases),
        reliability: reliability::<10>(&fit).iter().enumerate().map(|(at, found)| bin(at, found)).collect(),
    }
}

fn bin(at: usize, bin: &Bin) -> BinJson {
    // What was predicted is a probability; what was observed is a share of these very patients, often all.
    let part = |value: Number| (bin.n > 0).then_some(value);
    let from = rounded(at as f64 / 10.0);
    BinJson { from, n: bin.n, mean: part(probability(bin.mean)), observed: part(rounded(bin.observed)) }
}

fn ratios(literature: &Literature, calibration: &Calibration, cases: Subset) -> RatiosJson {
    let rated = calibration.rated(cases);
    let places = calibration.places(cases);
    RatiosJson {
        cllr: cllr(&rated).map(rounded),
        smallest_cllr: smallest_cllr(&rated).map(rounded),
        corrected_cllr: cllr(&corrected(literature, &rated)).map(rounded),
        others: places.cases,
        first: places.first,
        among_three: places.among_three,
    }
}
