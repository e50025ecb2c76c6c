//! Floor 3: knowledge + case -> [`Assessment`]. Pure: the same input gives the same assessment.
//!
//! `run` works out the pack's circuit in a world of answers (strong Kleene logic over intervals and inferred signs):
//! one case (`evaluate`), many that differ by an answer each (`what_if`), or one with examinations to come (`reach`).
//! `reasons` gives the smallest sets of answers that force a verdict, `settle` what would decide the open ones,
//! `conflict` where answers disagree. One assessment carries all of it; every face only shows it.

mod advice;
mod assess;
mod assessment;
mod attribution;
mod compare;
mod conflict;
mod disagreement;
mod doubts;
mod evaluate;
mod fewest;
mod fit;
mod forecast;
mod lacking;
mod lanes;
mod moot;
mod open;
mod reach;
mod reasons;
mod run;
mod seen;
mod settle;
mod staging;
mod truth;
mod what_if;

pub use assess::{assess, assess_in, judge};
pub use assessment::{
    AnswerAssessment, Assessment, Attribution, Cause, ConclusionAssessment, Conflict, CriterionAssessment,
    Disagreement, Flag, Inferred, Need, Open, OpenItem, SetAssessment, SetsDiffer, Settling, Verdict, attributed,
};
pub use conflict::contradicts;
pub use doubts::Doubted;
pub use fit::{
    Band, Behind, Cell, Change, Differential, Figure, Fit, GroupWeight, MOVES, Misfit, NextTest, Obstacle, Outlook,
    Rival, Robustness, Row, Rows, Separating, Told, Turning, Width, setting_of_answers,
};
pub use forecast::{Bin, Scored, brier, reliability};
pub use lacking::Lacking;
pub use lanes::{LANES, Lanes};
pub use moot::is_moot;
pub use reach::Settles;
pub use run::{Run, World};
pub use seen::{Seen, Supposed, View};
pub use settle::Way;
pub use staging::{Staged, StagingState};
pub use truth::{Plane, Truth};
pub use what_if::WhatIfs;
