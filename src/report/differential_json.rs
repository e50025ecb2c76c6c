//! What else it could be, for programs.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use super::View;
use crate::engine::{Cell, Differential, Figure, Fit, GroupWeight, Rival, Rows, Verdict};
use crate::json::{probability, rounded};

/// A rival, and how likely it is.
#[derive(Serialize, JsonSchema)]
pub(super) struct RivalJson<'a> {
    disease: &'a str,
    #[schemars(with = "f64")]
    probability: Number,
    /// True where nothing but definitions and assumptions speaks of the disease; absent otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(with = "bool")]
    assumed: bool,
    /// The likeliest rivals beside the subject; absent for the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ComparedJson")]
    compared: Option<ComparedJson<'a>>,
}

/// A rival beside the subject.
#[derive(Serialize, JsonSchema)]
pub(super) struct ComparedJson<'a> {
    /// Its probability before anything is known.
    #[schemars(with = "f64")]
    before: Number,
    /// What speaks most for the rival, the strongest first.
    speaks_for: Vec<&'a str>,
    /// What speaks most against it, the strongest first.
    speaks_against: Vec<&'a str>,
    /// What the criteria in use for it say.
    criteria: Vec<StandingJson<'a>>,
    /// What each finding that counts says of it.
    findings: Vec<CellJson<'a>>,
}

/// The conclusion of a set that leads: the strongest that is met, else open, else the first.
#[derive(Serialize, JsonSchema)]
pub(super) struct StandingJson<'a> {
    set: &'a str,
    conclusion: &'a str,
    verdict: Verdict,
}

/// What the answer that a group counted says of a rival.
#[derive(Serialize, JsonSchema)]
pub(super) struct CellJson<'a> {
    finding: &'a str,
    /// How many times likelier the answer is in the rival than in the subject, within the cap.
    #[schemars(with = "f64")]
    likelihood_ratio: Number,
    figure: Figure,
}

/// Every rival, the likeliest first.
pub(super) fn rivals<'a>(rows: Rows<'a>, fit: &Fit, differential: &Differential, view: &View) -> Vec<RivalJson<'a>> {
    let rivals = fit.differential.iter().enumerate().map(|(at, (id, likely))| {
        let disease = rows.literature.hypothesis(*id);
        RivalJson {
            disease: &disease.id,
            probability: probability(*likely),
            assumed: disease.assumed,
            compared: differential.rivals.get(at).map(|rival| compared(rows, fit, rival, view)),
        }
    });
    rivals.collect()
}

fn compared<'a>(rows: Rows<'a>, fit: &Fit, rival: &Rival, view: &View) -> ComparedJson<'a> {
    let finding = |weight: &GroupWeight| rows.knowledge.finding(weight.finding).id.as_str();
    let named = |groups: &[usize]| groups.iter().filter_map(|at| fit.groups.get(*at)).map(finding).collect();
    let sets = &rows.literature.hypothesis(rival.hypothesis).sets;
    let criteria = view.sets().filter(|found| sets.contains(&found.set)).filter_map(|found| {
        let set = rows.knowledge.set(found.set);
        let (conclusion, found) = found.leading()?;
        let conclusion = &conclusion.of(&set.conclusions).id;
        Some(StandingJson { set: &set.id, conclusion, verdict: found.verdict })
    });
    let cells = fit.groups.iter().zip(&rival.cells);
    let cell = |(weight, cell): (&GroupWeight, &Cell)| CellJson {
        finding: finding(weight),
        likelihood_ratio: rounded(cell.log_ratio.exp()),
        figure: cell.figure,
    };
    ComparedJson {
        before: probability(rival.before),
        speaks_for: named(&rival.told.speaks_for),
        speaks_against: named(&rival.told.speaks_against),
        criteria: criteria.collect(),
        findings: cells.map(cell).collect(),
    }
}
