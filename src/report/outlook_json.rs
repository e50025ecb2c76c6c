//! What to do next, for programs.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use super::assessment_json::OpenJson;
use super::json::{ids, open};
use crate::engine::{self, Assessment, Staged, StagingState, Verdict};
use crate::json::rounded;
use crate::knowledge::files::AdviceKind;
use crate::knowledge::{AdviceId, Knowledge, Phrase, TestId};
use crate::say::Wording;

/// One examination, and what it is expected to bring.
#[derive(Serialize, JsonSchema)]
pub(super) struct NextJson<'a> {
    test: &'a str,
    /// Expected information about the subject against the rest.
    #[schemars(with = "f64")]
    bits: Number,
    /// How much it asks of the patient.
    burden: &'a str,
    /// What it would answer that is not known yet.
    reveals: Vec<&'a str>,
    /// The sets with a conclusion that it can settle by itself.
    settles: Vec<&'a str>,
    /// How it can settle them.
    how: Vec<SettlesJson<'a>>,
}

/// A conclusion that an examination can settle.
#[derive(Serialize, JsonSchema)]
pub(super) struct SettlesJson<'a> {
    set: &'a str,
    conclusion: &'a str,
    /// What it would become.
    verdict: Verdict,
    /// What the examination would have to find, all of it.
    by: Vec<OpenJson<'a>>,
}

/// A red flag, a trap, a contradiction or a next step.
#[derive(Serialize, JsonSchema)]
pub(super) struct AdviceJson<'a> {
    id: &'a str,
    kind: AdviceKind,
    /// In the language asked for.
    text: &'a str,
    /// The source it rests on before others.
    source: &'a str,
    /// All its sources.
    sources: Vec<&'a str>,
}

/// What would separate the pack's subject from a rival.
#[derive(Serialize, JsonSchema)]
pub(super) struct SeparatingJson<'a> {
    disease: &'a str,
    /// Examinations, the best first.
    tests: Vec<&'a str>,
}

/// A part of what must be known before treatment.
#[derive(Serialize, JsonSchema)]
pub(super) struct StagedJson<'a> {
    item: &'a str,
    state: StagingState,
    /// Findings that are not known yet; another that says the same would do.
    missing: Vec<&'a str>,
    /// The examinations that would answer something of it.
    tests: Vec<&'a str>,
    sources: Vec<&'a str>,
}

pub(super) fn next<'a>(knowledge: &'a Knowledge, tests: &[engine::NextTest]) -> Vec<NextJson<'a>> {
    let tests = tests.iter().map(|next| {
        let test = knowledge.workup.test(next.test);
        let mut settles: Vec<&str> = next.settles.iter().map(|how| knowledge.set(how.set).id.as_str()).collect();
        settles.dedup();
        NextJson {
            test: &test.id,
            bits: rounded(next.bits),
            burden: &knowledge.workup.burden(next.test).id,
            reveals: ids(knowledge, &next.reveals),
            settles,
            how: next.settles.iter().map(|how| settling(knowledge, how)).collect(),
        }
    });
    tests.collect()
}

fn settling<'a>(knowledge: &'a Knowledge, how: &engine::Settles) -> SettlesJson<'a> {
    let set = knowledge.set(how.set);
    SettlesJson {
        set: &set.id,
        conclusion: &how.conclusion.of(&set.conclusions).id,
        verdict: how.verdict,
        by: how.by.iter().map(|found| open(knowledge, found)).collect(),
    }
}

pub(super) fn advice<'a>(wording: Wording<'a>, advice: &[AdviceId]) -> Vec<AdviceJson<'a>> {
    let advice = advice.iter().map(|id| {
        let advice = id.of(&wording.knowledge.advice);
        AdviceJson {
            id: &advice.id,
            kind: advice.kind,
            text: wording.say(&advice.text),
            source: advice.sources.first().map_or("", Phrase::as_str),
            sources: advice.sources.iter().map(Phrase::as_str).collect(),
        }
    });
    advice.collect()
}

pub(super) fn separating<'a>(knowledge: &'a Knowledge, found: &[engine::Separating]) -> Vec<SeparatingJson<'a>> {
    let Some(literature) = &knowledge.literature else { return Vec::new() };
    let found = found.iter().map(|found| SeparatingJson {
        disease: &literature.hypothesis(found.rival).id,
        tests: tests(knowledge, &found.tests),
    });
    found.collect()
}

pub(super) fn staging<'a>(knowledge: &'a Knowledge, staged: &[Staged]) -> Vec<StagedJson<'a>> {
    let staged = staged.iter().map(|staged| StagedJson {
        item: &knowledge.workup.staging_item(staged.item).id,
        state: staged.state,
        missing: ids(knowledge, &staged.missing),
        tests: tests(knowledge, &staged.tests),
        sources: knowledge.workup.staging_item(staged.item).sources.iter().map(Phrase::as_str).collect(),
    });
    staged.collect()
}

fn tests<'a>(knowledge: &'a Knowledge, tests: &[TestId]) -> Vec<&'a str> {
    tests.iter().map(|test| knowledge.workup.test(*test).id.as_str()).collect()
}

/// The ids of the sources that the staging and the advice cite.
pub(super) fn cited<'a>(knowledge: &'a Knowledge, assessment: &Assessment) -> Vec<&'a str> {
    let staged = assessment.staging.iter().flatten();
    let staged = staged.flat_map(|staged| &knowledge.workup.staging_item(staged.item).sources);
    let advised = assessment.advice.iter().flat_map(|id| &id.of(&knowledge.advice).sources);
    staged.chain(advised).map(Phrase::as_str).collect()
}
