//! The comparison of two criteria sets for programs.

use schemars::JsonSchema;
use serde::Serialize;

use super::compare::{Comparison, Differing, Judged, Pair};
use super::demand::Demand;
use crate::engine::Verdict;
use crate::knowledge::{CriteriaSet, CriterionId, Lang, SetId};
use crate::say::JsonDocument;

/// Two criteria sets side by side, and the published cases that they judge differently.
#[derive(Serialize, JsonSchema)]
pub struct ComparisonJson<'a> {
    sets: [&'a str; 2],
    /// Each criterion beside the one of the other set that rests on the same.
    criteria: Vec<PairJson<'a>>,
    /// How many cases both have judged.
    cases: usize,
    differing: Vec<DifferingJson<'a>>,
    /// How many others they judge differently: those that this learner has not done in the quiz.
    unnamed: usize,
}

/// What the two sets have of one criterion.
#[derive(Serialize, JsonSchema)]
struct PairJson<'a> {
    /// Null where a set has none.
    criteria: [Option<SharedJson<'a>>; 2],
    /// Both have the same rule.
    same_rule: bool,
}

/// A criterion.
#[derive(Serialize, JsonSchema)]
struct SharedJson<'a> {
    id: &'a str,
    role: &'a str,
    /// What the first conclusion asks of it; null where it takes more than one number to say.
    demand: Option<Demand>,
}

/// A case on which the verdicts differ.
#[derive(Serialize, JsonSchema)]
struct DifferingJson<'a> {
    case: &'a str,
    judged: [JudgedJson<'a>; 2],
}

/// What one set says of a case.
#[derive(Serialize, JsonSchema)]
struct JudgedJson<'a> {
    conclusion: &'a str,
    verdict: Verdict,
    /// While not met: the criteria that stand in its way.
    against: Vec<&'a str>,
    /// While undetermined: criteria that would settle it.
    open: Vec<&'a str>,
}

impl JsonDocument for ComparisonJson<'_> {
    const FORMAT: &'static str = "poems-comparison/1";
}

impl Comparison<'_> {
    /// The comparison as one JSON object on one line.
    pub fn json(&self, lang: Lang) -> String {
        let document = ComparisonJson {
            sets: self.sets.map(|set| self.knowledge.set(set).id.as_str()),
            criteria: self.rows.iter().map(|pair| self.pair(pair)).collect(),
            cases: self.of,
            differing: self.cases.iter().map(|differing| self.case(differing)).collect(),
            unnamed: self.unnamed,
        };
        document.written(self.knowledge, lang)
    }

    fn pair(&self, pair: &Pair) -> PairJson<'_> {
        let ([first, second], [a, b]) = (self.sets, pair.criteria);
        let [by_first, by_second] = pair.demands;
        let criterion = |(set, criterion, demand): (SetId, Option<CriterionId>, Option<Demand>)| {
            let criterion = criterion?.of(&self.knowledge.set(set).criteria);
            Some(SharedJson { id: &criterion.id, role: &self.knowledge.role(criterion.role).id, demand })
        };
        let criteria = [(first, a, by_first), (second, b, by_second)].map(criterion);
        PairJson { criteria, same_rule: pair.same_rule }
    }

    fn case<'a>(&'a self, differing: &'a Differing) -> DifferingJson<'a> {
        let ([first, second], [by_first, by_second]) = (self.sets, &differing.judged);
        let judged =
            [(first, by_first), (second, by_second)].map(|(set, of_set)| judged(self.knowledge.set(set), of_set));
        DifferingJson { case: &differing.case.id, judged }
    }
}

fn judged<'a>(set: &'a CriteriaSet, judged: &Judged) -> JudgedJson<'a> {
    let id = |criterion: CriterionId| criterion.of(&set.criteria).id.as_str();
    JudgedJson {
        conclusion: &judged.conclusion.of(&set.conclusions).id,
        verdict: judged.verdict,
        against: judged.against.iter().map(|criterion| id(*criterion)).collect(),
        open: judged.open.settlings().map(|settling| id(settling.criterion)).collect(),
    }
}
