//! What a line of the result stands for; the cursor and the folds go by it.

use crate::knowledge::{CriterionId, FindingId, HypothesisId, RoleId, SetId};

/// What a line of the result stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    /// An empty line between what belongs together; the cursor passes over it.
    Gap,
    /// The result in one sentence.
    Answer,
    /// The title over findings that need a second look, and one of them.
    Notes(Notes),
    Note(Notes, usize),
    /// The title over sets of one kind.
    Group(Group),
    Set(SetId),
    Summary(SetId),
    /// What a set still needs.
    Lack(SetId, usize),
    Conclusion(SetId, usize),
    Role(SetId, RoleId),
    Criterion(SetId, CriterionId),
    Reason(SetId, CriterionId, usize),
    Ways(SetId, usize),
    Way(SetId, usize, usize),
    About(SetId, usize),
    /// One part of what a set lacks, and one of the criteria that could be it.
    Lacking(SetId, usize),
    Candidate(SetId, usize, CriterionId),
    /// A finding that a criterion hangs on through another set.
    Behind(SetId, CriterionId, FindingId),
    /// What else could explain what counts in a set: the title, a finding, and a commoner cause of it.
    Causes(SetId),
    Explicable(SetId, CriterionId, FindingId),
    Cause(SetId, CriterionId, FindingId, FindingId),
    Fit,
    /// Something that stands in the way of calling the fit strong.
    InTheWay(usize),
    /// The figures where too little is known for a word.
    SoFar,
    /// Why the interval is wide.
    Width,
    /// What is made of ratios that overstate.
    Correction,
    Setting,
    /// How much hangs on the setting, or what of it the answers deny.
    Misfit(usize),
    /// What weighs most for the subject and against it, and the likeliest rivals, each in a line.
    MostFor,
    MostAgainst,
    RunnersUp,
    /// Whether anything else would still change something.
    NothingElse,
    /// The title over sources of one kind, and one of them.
    Sources(Cites),
    Source(Cites, usize),
    Evidence,
    /// The line above the bars that names their sides.
    Scale,
    /// A group of findings and its bar.
    Weight(usize),
    /// What the bars add up to.
    Total,
    Differential,
    /// A disease, what an answer of the fit says of it, and what else is to be known of it.
    Disease(HypothesisId),
    Told(HypothesisId, usize),
    Compared(HypothesisId, usize),
    /// The rivals that are not compared.
    Others,
    /// The title over the findings by disease; the numbers of the diseases, their probabilities before and now, and what
    /// an answer of the fit says of each.
    Findings,
    Numbers,
    Before,
    Finding(usize),
    Now,
    Disagreements,
    Disagreement(usize),
    Tests,
    Test(usize),
    TestPart(usize, usize),
    /// What would separate the leading rival.
    Separates,
    /// The staging, and a part of it.
    Staging,
    Staged(usize),
    StagedPart(usize, usize),
    Robustness,
    Extremes,
    TurningHead,
    Turning(usize),
    Advice,
    AdviceKind(usize),
    AdviceLine(usize),
}

/// The kinds of findings that need a second look, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Notes {
    /// Answers that disagree.
    Conflicts,
    /// Numbers that may have been meant otherwise.
    Doubts,
    /// Signs that have a better cause.
    Explained,
}

/// What sources are cited for, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cites {
    /// The evidence behind the fit.
    Evidence,
    /// The setting.
    Setting,
    /// Examinations and advice.
    Outlook,
}

/// The kinds of sets, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Group {
    /// For the disease of the leading set, in use.
    Leading,
    Historical,
    /// For other diseases.
    Related,
}
