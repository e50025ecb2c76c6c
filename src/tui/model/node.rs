//! What a line of the result stands for; the cursor and the folds go by it.

use crate::knowledge::{CriterionId, FindingId, HypothesisId, RoleId, SetId};

/// What a line of the result stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Node {
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
    /// What else could explain what counts in a set: the title, a finding, and a commoner cause of it.
    Causes(SetId),
    Explicable(SetId, CriterionId, FindingId),
    Cause(SetId, CriterionId, FindingId, FindingId),
    Fit,
    /// Something that stands in the way of calling the fit strong.
    InTheWay(usize),
    /// The figures where too little is known for a word.
    SoFar,
    /// What is made of ratios that overstate.
    Correction,
    Setting,
    /// How much hangs on the setting, or what of it the answers deny.
    Misfit(usize),
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
    /// A part of the staging, which takes the place of the tests.
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

/// The kinds of sets, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Group {
    /// For the disease of the leading set, in use.
    Leading,
    Historical,
    /// For other diseases.
    Related,
}
