//! How well the profile fits and what else it could be, for programs.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use super::json::ids;
use crate::case::AnswerValue;
use crate::engine::{self, Assessment, Band, Change, Obstacle, Rows, Verdict};
use crate::json::{probability, rounded};
use crate::knowledge::{FindingId, Grade, Knowledge, SettingId};

/// Two sets of one disease that judge the case differently.
#[derive(Serialize, JsonSchema)]
pub(super) struct DisagreementJson<'a> {
    /// The leading set and the other one.
    sets: [&'a str; 2],
    /// The verdict of the strongest conclusion of each.
    verdicts: [Verdict; 2],
    /// The criteria it turns on: of the set that is not met, or else of the leading one.
    on: Vec<&'a str>,
}

/// How well the whole profile fits the subject of the pack.
#[derive(Serialize, JsonSchema)]
pub(super) struct FitJson<'a> {
    /// Where the patient is seen.
    setting: &'a str,
    /// The probability in that setting before anything is known.
    #[schemars(with = "f64")]
    prior: Number,
    /// Where the setting is the one for patients whose setting was not stated: the lowest and the highest probability
    /// in the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "[InSettingJson; 2]")]
    span: Option<[InSettingJson<'a>; 2]>,
    /// What the setting takes for granted and the answers deny; absent where they agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "MisfitJson")]
    misfit: Option<MisfitJson<'a>>,
    #[schemars(with = "f64")]
    probability: Number,
    /// 90% interval of the probability.
    #[schemars(with = "[f64; 2]")]
    interval: [Number; 2],
    band: Band,
    /// Whether the band would be another without the doubtful numbers.
    doubtful: bool,
    /// What is added to the logarithm of the odds where the setting's patients were chosen for their likeness; absent
    /// elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "f64")]
    correction: Option<Number>,
    /// What must be known before the fit may be called strong; absent where nothing unknown holds it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<String>")]
    settle_first: Option<Vec<&'a str>>,
    /// What is known and stands in the way of calling the fit strong; absent where nothing does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<ObstacleJson>")]
    in_the_way: Vec<ObstacleJson<'a>>,
    /// What each group of findings adds, given those before it.
    groups: Vec<GroupJson<'a>>,
}

/// The probability in another setting.
#[derive(Serialize, JsonSchema)]
pub(super) struct InSettingJson<'a> {
    setting: &'a str,
    #[schemars(with = "f64")]
    probability: Number,
}

/// A setting that the answers deny.
#[derive(Serialize, JsonSchema)]
pub(super) struct MisfitJson<'a> {
    denied: Vec<&'a str>,
    /// A setting that agrees with the answers.
    offered: &'a str,
}

/// What stands in the way of calling a fit strong.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ObstacleJson<'a> {
    /// A sign that must be present and is absent.
    Absent(&'a str),
    /// A mark of another disease, without a better cause.
    Mark(&'a str),
    /// A criteria set that a rival meets.
    Met(&'a str),
}

/// What one group of findings adds.
#[derive(Serialize, JsonSchema)]
pub(super) struct GroupJson<'a> {
    group: &'a str,
    /// The finding whose answer told the most.
    finding: &'a str,
    /// Of the subject against its rivals together; the product over all groups times the prior odds gives the odds.
    #[schemars(with = "f64")]
    likelihood_ratio: Number,
    /// 90% interval of the ratio.
    #[schemars(with = "[f64; 2]")]
    interval: [Number; 2],
    /// The worse of the grades of the two numbers that weigh most; null where neither disease has one.
    grade: Option<Grade>,
    /// The sources of those numbers.
    sources: Vec<&'a str>,
}

/// How far the result could still move.
#[derive(Serialize, JsonSchema)]
pub(super) struct RobustnessJson<'a> {
    /// The highest probability that answers to the open questions could give.
    #[schemars(with = "f64")]
    best: Number,
    /// The lowest.
    #[schemars(with = "f64")]
    worst: Number,
    /// Single answers that, if wrong, would change the leading verdict or the band.
    turning: Vec<TurningJson<'a>>,
}

/// An answer that the result hangs on.
#[derive(Serialize, JsonSchema)]
pub(super) struct TurningJson<'a> {
    finding: &'a str,
    /// What it would be instead: the other answer of a sign; `unknown` where the answer is taken back.
    answer: &'a str,
    changes: Vec<ChangeJson<'a>>,
}

/// What would change.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum ChangeJson<'a> {
    Verdict { set: &'a str, conclusion: &'a str, from: Verdict, to: Verdict },
    Band { band: BandChangeJson },
}

/// Another band.
#[derive(Serialize, JsonSchema)]
pub(super) struct BandChangeJson {
    from: Band,
    to: Band,
}

pub(super) fn disagreements<'a>(knowledge: &'a Knowledge, assessment: &Assessment) -> Vec<DisagreementJson<'a>> {
    let differences = assessment.disagreements.iter().map(|differ| {
        let criteria = &knowledge.set(differ.turns_on()).criteria;
        DisagreementJson {
            sets: differ.sets.map(|set| knowledge.set(set).id.as_str()),
            verdicts: differ.verdicts,
            on: differ.on.iter().map(|id| id.of(criteria).id.as_str()).collect(),
        }
    });
    differences.collect()
}

pub(super) fn fit<'a>(rows: Rows<'a>, fit: &engine::Fit) -> FitJson<'a> {
    let literature = rows.literature;
    let groups = fit.groups.iter().map(|weight| GroupJson {
        group: &weight.group.of(rows.groups).id,
        finding: &rows.knowledge.finding(weight.finding).id,
        likelihood_ratio: rounded(weight.log_ratio.exp()),
        interval: weight.log_interval.map(|limit| rounded(limit.exp())),
        grade: weight.grade,
        sources: rows.sources(weight),
    });
    let unknown: Vec<FindingId> = (fit.in_the_way.iter())
        .filter_map(|obstacle| if let Obstacle::Unknown(id) = obstacle { Some(*id) } else { None })
        .collect();
    let id = |setting: SettingId| literature.setting(setting).id.as_str();
    let in_setting = |(setting, chance)| InSettingJson { setting: id(setting), probability: probability(chance) };
    FitJson {
        setting: &fit.setting.of(&literature.settings).id,
        prior: probability(fit.prior),
        span: fit.span.map(|ends| ends.map(in_setting)),
        misfit: fit
            .misfit
            .as_ref()
            .map(|misfit| MisfitJson { denied: ids(rows.knowledge, &misfit.denied), offered: id(misfit.offered) }),
        probability: probability(fit.probability),
        interval: fit.interval.map(probability),
        band: fit.band,
        doubtful: fit.doubtful,
        correction: fit.correction.map(rounded),
        settle_first: (!unknown.is_empty()).then(|| ids(rows.knowledge, &unknown)),
        in_the_way: fit.in_the_way.iter().filter_map(|obstacle| in_the_way(rows.knowledge, obstacle)).collect(),
        groups: groups.collect(),
    }
}

fn in_the_way<'a>(knowledge: &'a Knowledge, obstacle: &Obstacle) -> Option<ObstacleJson<'a>> {
    match *obstacle {
        Obstacle::Unknown(_) => None,
        Obstacle::Absent(id) => Some(ObstacleJson::Absent(&knowledge.finding(id).id)),
        Obstacle::Mark(id) => Some(ObstacleJson::Mark(&knowledge.finding(id).id)),
        Obstacle::Met(set, _) => Some(ObstacleJson::Met(&knowledge.set(set).id)),
    }
}

pub(super) fn robustness<'a>(knowledge: &'a Knowledge, robustness: &engine::Robustness) -> RobustnessJson<'a> {
    let turning = robustness.turning.iter().map(|turning| TurningJson {
        finding: &knowledge.finding(turning.finding).id,
        answer: instead(turning.instead.as_ref()),
        changes: turning.changes.iter().map(|found| change(knowledge, found)).collect(),
    });
    RobustnessJson {
        best: probability(robustness.best),
        worst: probability(robustness.worst),
        turning: turning.collect(),
    }
}

fn instead(answer: Option<&AnswerValue>) -> &'static str {
    match answer {
        Some(AnswerValue::Present) => "present",
        Some(AnswerValue::Absent) => "absent",
        _ => "unknown",
    }
}

fn change<'a>(knowledge: &'a Knowledge, change: &Change) -> ChangeJson<'a> {
    match *change {
        Change::Verdict { set, conclusion, from, to } => {
            let set = knowledge.set(set);
            let conclusion = &conclusion.of(&set.conclusions).id;
            ChangeJson::Verdict { set: &set.id, conclusion, from, to }
        }
        Change::Band { from, to } => ChangeJson::Band { band: BandChangeJson { from, to } },
    }
}

/// The ids of the sources that the fit cites.
pub(super) fn cited<'a>(knowledge: &'a Knowledge, assessment: &Assessment) -> Vec<&'a str> {
    let weighed = assessment.fit.iter().flat_map(|fit| {
        let rows = Rows::of(knowledge, fit.setting);
        rows.into_iter().flat_map(|rows| fit.groups.iter().flat_map(move |weight| rows.sources(weight)))
    });
    weighed.collect()
}
