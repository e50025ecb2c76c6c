//! What the engine concludes from one case. Every face is a view of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::doubts::Doubted;
use super::fit::{Differential, Fit, NextTest, Outlook, Robustness, Separating};
use super::settle::Way;
use super::staging::Staged;
use super::truth::Truth;
use crate::knowledge::{AdviceId, Bound, ConclusionId, CriterionId, FindingId, HypothesisId, OptionId, SetId, TestId};

/// All that the engine concludes from one case.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// How many findings are known.
    pub answered: usize,
    /// How many findings the vocabulary has.
    pub of: usize,
    /// The answers in the order of the vocabulary.
    pub answers: Vec<AnswerAssessment>,
    /// Signs without an answer that other answers decide.
    pub inferred: Vec<Inferred>,
    /// The sets in the order of the pack.
    pub sets: Vec<SetAssessment>,
    /// Where answers contradict each other, in the order of the vocabulary.
    pub conflicts: Vec<Conflict>,
    /// Numbers that may have been meant otherwise and were not confirmed, in the order of the vocabulary.
    pub doubts: Vec<Doubted>,
    /// Signs that are present and have a better cause, in the order of the vocabulary.
    pub explained: Vec<FindingId>,
    /// Where the leading set and another set of its disease differ.
    pub disagreements: Vec<SetsDiffer>,
    /// How well the profile fits; `None` in a pack without evidence.
    pub fit: Option<Fit>,
    /// The likeliest rivals side by side; `None` in a pack without evidence.
    pub differential: Option<Differential>,
    /// How far the fit could still move; `None` in a pack without evidence.
    pub robustness: Option<Robustness>,
    /// What to test next, the first first; none once the staging applies.
    pub next: Vec<NextTest>,
    /// What would still change something, whether the disease is found or not.
    pub outlook: Outlook,
    /// What would separate the subject from each of the leading rivals, in their order.
    pub separating: Vec<Separating>,
    /// What to know before treatment; `None` while the disease is not found.
    pub staging: Option<Vec<Staged>>,
    /// What applies, in the order of the pack.
    pub advice: Vec<AdviceId>,
}

/// Two sets of one disease that judge a case differently.
#[derive(Clone, Debug, PartialEq)]
pub struct SetsDiffer {
    /// The leading set and the other one.
    pub sets: [SetId; 2],
    /// The verdict of the strongest conclusion of each.
    pub verdicts: [Verdict; 2],
    /// The criteria it turns on: of the set that is not met, or else of the leading one.
    pub on: Vec<CriterionId>,
}

/// Whether a published rule holds. Undetermined is not a no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It holds, whatever the open questions turn out to be.
    Met,
    /// It fails, whatever they turn out to be.
    NotMet,
    /// It hangs on open questions.
    Undetermined,
}

/// What became of one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerAssessment {
    /// The finding it speaks of.
    pub finding: FindingId,
    /// A quantity's value in the canonical unit.
    pub canonical: Option<f64>,
    /// How it lies to its range, where that can be said.
    pub flag: Option<Flag>,
}

/// How a quantity lies in the laboratory's own range, or else in the usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Below the range.
    Low,
    /// Within it.
    Normal,
    /// Above it.
    High,
}

/// A sign that other answers decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Inferred {
    /// The finding it speaks of.
    pub finding: FindingId,
    /// Whether it is inferred to be present.
    pub present: bool,
    /// The answers that say so.
    pub because: Vec<FindingId>,
}

/// One published table.
#[derive(Clone, Debug, PartialEq)]
pub struct SetAssessment {
    /// Whose verdicts these are.
    pub set: SetId,
    /// In the order of strength.
    pub conclusions: Vec<ConclusionAssessment>,
    /// In the order of the table.
    pub criteria: Vec<CriterionAssessment>,
    /// Of a set in use for the leading set's disease that is met or may be: what else could explain what counts.
    pub attribution: Vec<Attribution>,
}

/// A sign through which a criterion is met, and its commoner causes. It changes no verdict by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The criterion it speaks of.
    pub criterion: CriterionId,
    /// The finding it speaks of.
    pub finding: FindingId,
    /// At least one; what is absent is left out.
    pub causes: Vec<Cause>,
}

/// A commoner cause, entered or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The finding it speaks of.
    pub finding: FindingId,
    /// Whether it is known to be present; else nobody has asked for it.
    pub entered: bool,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct CriterionAssessment {
    /// Whether it is met.
    pub verdict: Verdict,
    /// A smallest set of answers that forces the verdict.
    pub because: Vec<FindingId>,
    /// The doubtful numbers without which the verdict would be another.
    pub doubtful: Vec<FindingId>,
    /// While undetermined: what could still meet it.
    pub open: Vec<Open>,
}

/// One conclusion of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct ConclusionAssessment {
    /// Whether it is met.
    pub verdict: Verdict,
    /// A smallest set of answers that forces the verdict.
    pub because: Vec<FindingId>,
    /// The doubtful numbers without which the verdict would be another.
    pub doubtful: Vec<FindingId>,
    /// While undetermined: the smallest ways to make it met, at most 12.
    pub settled_by: Vec<Way>,
    /// How many more such ways there are.
    pub more: usize,
    /// While undetermined: how many findings would have to be known to make it met, if all turn out as it needs.
    pub lacks: usize,
    /// While not met: a smallest set of criteria that stand in the way.
    pub excluded_by: Vec<CriterionId>,
}

/// What a criterion would have to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settling {
    /// The criterion it speaks of.
    pub criterion: CriterionId,
    /// What it must become.
    pub becomes: Verdict,
}

/// Something a rule names that is not known yet, and what it would have to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// What is open.
    pub item: OpenItem,
    /// What it would have to be.
    pub need: Need,
}

/// What is open: a finding, or another set's conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenItem {
    /// A finding that is not known well enough.
    Finding(FindingId),
    /// What another set concludes.
    Conclusion(SetId, ConclusionId),
}

/// What an open item would have to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Need {
    /// The sign is present.
    Present,
    /// The sign is absent.
    Absent,
    /// The choice is one of these.
    OneOf(Vec<OptionId>),
    /// The choice is another one.
    NoneOf(Vec<OptionId>),
    /// The quantity lies on this side of the limit.
    Limit(Bound),
    /// The other set's conclusion is met.
    Met,
    /// It is not met.
    NotMet,
}

/// Answers that disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The finding it speaks of.
    pub finding: FindingId,
    /// How they do.
    pub disagreement: Disagreement,
    /// The answers that it disagrees with.
    pub from: Vec<FindingId>,
}

/// How answers disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// Answered absent, inferred present.
    SaidAbsent,
    /// Answered present, inferred absent.
    SaidPresent,
    /// Inferred both present and absent; present wins.
    BothInferred,
    /// Answered present, and a finding of the other sex: it counts for nothing.
    OtherSex,
}

impl SetsDiffer {
    /// The set whose criteria it turns on.
    pub fn turns_on(&self) -> SetId {
        if self.verdicts[1] == Verdict::Met { self.sets[0] } else { self.sets[1] }
    }
}

impl Assessment {
    /// The examinations that would tell the subject from a rival, the best first.
    pub fn separating(&self, rival: HypothesisId) -> &[TestId] {
        let of_rival = self.separating.iter().find(|separating| separating.rival == rival);
        of_rival.map_or(&[], |separating| &separating.tests)
    }

    /// What one set says.
    pub fn set(&self, id: SetId) -> &SetAssessment {
        id.of(&self.sets)
    }

    /// How the answer to a quantity lies in its range.
    pub fn flag(&self, id: FindingId) -> Option<Flag> {
        let at = self.answers.binary_search_by_key(&id, |answer| answer.finding).ok()?;
        self.answers.get(at)?.flag
    }
}

/// What counts in some sets and has commoner causes, each finding once.
pub fn attributed<'a>(sets: impl IntoIterator<Item = &'a SetAssessment>) -> Vec<&'a Attribution> {
    let mut found: Vec<&Attribution> = Vec::new();
    for attribution in sets.into_iter().flat_map(|set| &set.attribution) {
        if found.iter().all(|other| other.finding != attribution.finding) {
            found.push(attribution);
        }
    }
    found
}

impl SetAssessment {
    /// The strongest conclusion that is met; else the strongest that is still open; else the strongest.
    pub fn leading(&self) -> Option<(ConclusionId, &ConclusionAssessment)> {
        let first = |verdict: Verdict| self.conclusions.iter().position(|conclusion| conclusion.verdict == verdict);
        let at = first(Verdict::Met).or_else(|| first(Verdict::Undetermined)).unwrap_or(0);
        self.conclusions.get(at).map(|conclusion| (ConclusionId::at(at), conclusion))
    }

    /// What the leading conclusion says.
    pub fn verdict(&self) -> Verdict {
        self.leading().map_or(Verdict::Undetermined, |(_, conclusion)| conclusion.verdict)
    }
}

impl ConclusionAssessment {
    /// The open criteria that need only be refuted, where nothing else keeps the conclusion from being met.
    pub fn met_but_for(&self) -> impl Iterator<Item = CriterionId> {
        let way = match self.settled_by.as_slice() {
            [way] if self.more == 0 && way.only_refutes() => Some(*way),
            _ => None,
        };
        way.into_iter().flat_map(Way::settlings).map(|step| step.criterion)
    }
}

impl From<Truth> for Verdict {
    fn from(truth: Truth) -> Verdict {
        match truth {
            Truth::True => Verdict::Met,
            Truth::False => Verdict::NotMet,
            Truth::Unknown => Verdict::Undetermined,
        }
    }
}

impl From<Verdict> for Truth {
    fn from(verdict: Verdict) -> Truth {
        match verdict {
            Verdict::Met => Truth::True,
            Verdict::NotMet => Truth::False,
            Verdict::Undetermined => Truth::Unknown,
        }
    }
}
