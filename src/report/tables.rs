//! The tables for programs that calculate: verdicts, and likelihood ratios by disease. A row begins with the number of its
//! case in the table, since a case needs no id.

use super::{View, explanation_json};
use crate::engine::{ConclusionAssessment, CriterionAssessment, GroupWeight, Rows, Verdict};
use crate::json::{probability, rounded};
use crate::knowledge::{CriterionId, FindingId, Grade, HypothesisId};
use crate::say::Wording;
use crate::say::csv::{list, row, word};

/// The names of the columns of verdicts.
pub(super) const VERDICTS: [&str; 13] = [
    "record",
    "case",
    "set",
    "disease",
    "status",
    "of",
    "id",
    "label",
    "verdict",
    "because",
    "doubtful",
    "met_but_for",
    "excluded_by",
];

/// The names of the columns of likelihood ratios.
pub(super) const RATIOS: [&str; 18] = [
    "record",
    "case",
    "setting",
    "group",
    "finding",
    "label",
    "answer",
    "disease",
    "disease_label",
    "likelihood_ratio",
    "ratio_low",
    "ratio_high",
    "frequency",
    "frequency_low",
    "frequency_high",
    "basis",
    "grade",
    "sources",
];

/// The verdicts of one case: of every set its conclusions, then its criteria.
pub(super) fn verdicts(view: &View, record: usize) -> String {
    let wording = Wording::new(view.knowledge, view.lang);
    let mut rows = String::new();
    for found in view.sets() {
        let set = view.knowledge.set(found.set);
        let findings = |ids: &[FindingId]| list(ids.iter().map(|id| view.knowledge.finding(*id).id.as_str()));
        let criteria = |ids: &[CriterionId]| list(ids.iter().map(|id| id.of(&set.criteria).id.as_str()));
        let mut add = |of: &str, id: &str, label: &str, verdict: Verdict, reasons: [String; 4]| {
            let [set_id, disease] = [&set.id, &set.disease].map(|id| id.to_string());
            let begin = [record.to_string(), case_id(view), set_id, disease, word(set.status)];
            let middle = [of, id, label].map(str::to_owned);
            rows.push_str(&row(begin.into_iter().chain(middle).chain([word(verdict)]).chain(reasons)));
        };
        for (conclusion, assessed) in set.conclusions.iter().zip(&found.conclusions) {
            let ConclusionAssessment { verdict, because, doubtful, .. } = assessed;
            let reasons = [
                findings(because),
                findings(doubtful),
                criteria(&assessed.met_but_for().collect::<Vec<_>>()),
                criteria(&assessed.excluded_by),
            ];
            add("conclusion", &conclusion.id, wording.say(&conclusion.title), *verdict, reasons);
        }
        for (criterion, assessed) in set.criteria.iter().zip(&found.criteria) {
            let CriterionAssessment { verdict, because, doubtful, .. } = assessed;
            let reasons = [findings(because), findings(doubtful), String::new(), String::new()];
            add("criterion", &criterion.id, wording.say(&criterion.title), *verdict, reasons);
        }
    }
    rows
}

/// What each finding that counts makes of the odds: against all rivals together, then disease by disease. None for a pack
/// without evidence.
pub(super) fn ratios(view: &View, record: usize) -> String {
    let Some(fit) = &view.assessment.fit else { return String::new() };
    let Some(rows) = Rows::of(view.knowledge, fit.setting) else { return String::new() };
    let setting = &fit.setting.of(&rows.literature.settings).id;
    let likeliest = fit.differential.iter().map(|(id, _)| *id);
    let diseases: Vec<HypothesisId> = std::iter::once(rows.literature.subject()).chain(likeliest).collect();
    let mut text = String::new();
    for weight in &fit.groups {
        let wording = Wording::new(view.knowledge, view.lang);
        let begin = [
            record.to_string(),
            case_id(view),
            setting.to_string(),
            weight.group.of(rows.groups).id.to_string(),
            view.knowledge.finding(weight.finding).id.to_string(),
            wording.label(weight.finding).to_owned(),
            wording.now(view.known(), weight.finding),
        ];
        let together = std::iter::once(of_all(rows, weight));
        let each = diseases.iter().map(|id| of_disease(wording, rows, weight, *id));
        text.extend(together.chain(each).map(|end| row(begin.iter().chain(&end))));
    }
    text
}

/// The ratio against all rivals together.
fn of_all(rows: Rows, weight: &GroupWeight) -> [String; 11] {
    let none = String::new;
    let [low, high] = weight.log_interval.map(|limit| rounded(limit.exp()).to_string());
    let ratio = rounded(weight.log_ratio.exp()).to_string();
    [none(), none(), ratio, low, high, none(), none(), none(), none(), grade(weight.grade), list(rows.sources(weight))]
}

/// The ratio against one disease, which has no interval of its own, and how often the finding is there, which has one.
fn of_disease(wording: Wording, rows: Rows, weight: &GroupWeight, id: HypothesisId) -> [String; 11] {
    let behind = rows.behind(weight, id);
    let disease = rows.literature.hypothesis(id);
    let frequency = behind.frequency.as_ref();
    let [low, high] = frequency
        .map_or_else(Default::default, |frequency| frequency.interval().map(|limit| probability(limit).to_string()));
    [
        disease.id.to_string(),
        wording.say(&disease.label).to_owned(),
        rows.ratio(weight, id).map(|ratio| rounded(ratio).to_string()).unwrap_or_default(),
        String::new(),
        String::new(),
        frequency.map(|frequency| probability(frequency.mean()).to_string()).unwrap_or_default(),
        low,
        high,
        frequency.map(|frequency| word(explanation_json::basis(frequency))).unwrap_or_default(),
        grade(rows.grade(weight, id)),
        list(behind.sources(rows.literature)),
    ]
}

fn grade(grade: Option<Grade>) -> String {
    grade.map_or("", Grade::letter).to_owned()
}

fn case_id(view: &View) -> String {
    view.case.id.clone().unwrap_or_default()
}
