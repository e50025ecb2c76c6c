//! Floor 3: knowledge + case -> [`Assessment`]. Pure: the same input gives the same assessment.
//!
//! `truth` and `evaluate` give verdicts (strong Kleene logic over intervals and inferred signs), `reasons` the
//! smallest sets of answers that force them, `settle` what would decide the open ones, `conflict` where answers
//! disagree. One assessment carries all of it; every face only shows it.

mod assess;
mod assessment;
mod conflict;
mod evaluate;
mod open;
mod reasons;
mod settle;
mod truth;

pub use assess::assess;
pub use assessment::{
    AnswerAssessment, Assessment, ConclusionAssessment, Conflict, CriterionAssessment, Disagreement, Flag, Inferred,
    Need, Open, OpenItem, SetAssessment, Settling, Verdict,
};
pub use truth::Truth;
