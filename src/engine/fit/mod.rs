//! How well the whole profile fits: the probability of the subject among its rivals, and what it rests on.
//!
//! Naive Bayes over evidence groups (Warner 1961 in spirit), each group counted once through its most certain
//! answer, each ratio capped; the method and every parameter stand in `docs/methods.md`.

mod band;
mod differential;
mod due;
mod next;
mod odds;
mod order;
mod outlook;
mod profile;
mod robustness;
mod rows;
mod separate;
mod setting;
mod width;

pub use band::{Band, Obstacle};
pub use differential::{Cell, Differential, Figure, Rival, Told};
pub use next::NextTest;
pub use outlook::{MOVES, Outlook};
pub use robustness::{Change, Robustness, Turning};
pub use rows::{Behind, Row, Rows};
pub use separate::Separating;
pub use setting::{Misfit, setting_of_answers};
pub use width::Width;

pub(super) use differential::differential;
pub(super) use due::{due, still_open};
pub(super) use next::{Before, next_tests};
pub(super) use outlook::outlook;
pub(super) use profile::Profile;
pub(super) use robustness::robustness;
pub(super) use separate::separating;

use band::obstacles;
use odds::{Odds, Shares, logistic};
use setting::{misfit, span};
use width::width;

use super::evaluate::Evaluation;
use crate::knowledge::{FindingId, Grade, GroupId, HypothesisId, Outcome, SettingId};

/// How well the profile fits the subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Where the patient is taken to be seen.
    pub setting: SettingId,
    /// The probability before anything is known.
    pub prior: f64,
    /// What the setting takes for granted and the answers deny.
    pub misfit: Option<Misfit>,
    /// In the first setting, which stands for one that was not stated: the lowest and the highest probability in the
    /// others.
    pub span: Option<[(SettingId, f64); 2]>,
    /// The probability of the subject among its rivals.
    pub probability: f64,
    /// 90% interval of the probability.
    pub interval: [f64; 2],
    /// Why that is wide, where it is.
    pub width: Option<Width>,
    /// The same in words.
    pub band: Band,
    /// Whether the band would be another without the doubtful numbers.
    pub doubtful: bool,
    /// What keeps a probability that is high enough from being called strong.
    pub in_the_way: Vec<Obstacle>,
    /// What each group adds, in the order of the evidence; with the correction the logarithms add up to the total.
    pub groups: Vec<GroupWeight>,
    /// What is added to the logarithm of the odds where the setting's patients were chosen for their likeness.
    pub correction: Option<f64>,
    /// The rivals, the likeliest first.
    pub differential: Vec<(HypothesisId, f64)>,
}

/// What one group of findings adds.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupWeight {
    /// The group.
    pub group: GroupId,
    /// The item of the group, and its outcome, of which we are surest.
    pub item: usize,
    /// Its place among the outcomes of the item.
    pub outcome: usize,
    /// What the item asks about.
    pub finding: FindingId,
    /// ln of the likelihood ratio of the subject against its rivals together, each by its weight on the way from
    /// nothing known to all that is.
    pub log_ratio: f64,
    /// 90% interval of the ratio's logarithm.
    pub log_interval: [f64; 2],
    /// The worse grade of the subject's number and of the rival's that weighs most; `None` if neither has one.
    pub grade: Option<Grade>,
    /// The rival that keeps the ratio down most.
    pub rival: HypothesisId,
}

/// The band of a case.
pub(crate) fn band(profile: &Profile, evaluation: &mut Evaluation) -> Band {
    profile.band_of(&profile.sum, &profile.counted, || obstacles(profile, evaluation).is_empty())
}

/// The fit of a case in a setting.
pub(crate) fn fit(profile: &Profile, evaluation: &mut Evaluation) -> Fit {
    let Profile { literature, setting, groups: of_setting, counted, .. } = profile;
    let prior = profile.setting().prior;
    let odds = &profile.sum.odds;
    let shares = Shares::on_the_way(&Odds::before(profile.setting()), odds);
    let groups = counted.iter().flatten().map(|telling| {
        let outcome = telling.outcome(of_setting);
        let log_ratio = shares.log_ratio(outcome);
        let spread = shares.spread(outcome);
        let rival = shares.weightiest(outcome);
        GroupWeight {
            group: telling.group,
            item: telling.item,
            outcome: telling.outcome,
            finding: telling.item(of_setting).finding,
            log_ratio,
            log_interval: [log_ratio - spread, log_ratio + spread],
            grade: grade(outcome, rival),
            rival,
        }
    });
    let groups = groups.collect();
    let mut in_the_way = Vec::new();
    let band = profile.band_of(&profile.sum, counted, || {
        in_the_way = obstacles(profile, evaluation);
        in_the_way.is_empty()
    });
    let answered = counted.iter().any(Option::is_some);
    let probability = profile.probability_of(odds, counted);
    let [low, high] = profile.interval_of(&profile.sum, counted);
    // Where nothing spreads, the last bit of the way round by the logarithm must not leave the probability out.
    let interval = [low.min(probability), high.max(probability)];
    let span = if *setting == SettingId::first() && answered { span(profile, evaluation) } else { None };
    Fit {
        setting: *setting,
        prior,
        misfit: misfit(literature, evaluation, *setting),
        span,
        probability,
        interval,
        width: width(profile, interval, span),
        band,
        doubtful: false,
        in_the_way,
        groups,
        correction: (profile.correction().is_some() && answered)
            .then(|| profile.log_odds(odds, answered) + odds.against().ln()),
        // Near certainty what is left of 1 holds few digits: the rest comes of the odds themselves.
        differential: odds.differential(logistic(-profile.log_odds(odds, answered))),
    }
}

/// A direct comparison measured both sides itself; else the worse of the two numbers stands.
fn grade(outcome: &Outcome, rival: HypothesisId) -> Option<Grade> {
    match (*HypothesisId::at(0).of(&outcome.grades), (*rival.of(&outcome.grades))?) {
        (_, Grade::A) => Some(Grade::A),
        (subject, grade) => Some(subject.map_or(grade, |subject| subject.max(grade))),
    }
}
