//! What else it could be: the likeliest rivals side by side, with what speaks for each and what against it.

use schemars::JsonSchema;
use serde::Serialize;

use std::cmp::Reverse;

use super::profile::Profile;
use super::{Fit, GroupWeight};
use crate::knowledge::{FindingId, Frequency, HARDLY, HypothesisId, Question};

/// So many of the likeliest rivals are compared.
const COMPARED: usize = 5;

/// So many findings are named for a disease, and as many against it.
const NAMED: usize = 3;

/// What differs by rounding only is as strong.
const ROUNDING: f64 = 1e-9;

/// The subject and its likeliest rivals.
#[derive(Clone, Debug, PartialEq)]
pub struct Differential {
    /// What speaks for the subject and against it, all rivals together.
    pub subject: Told,
    /// The likeliest first.
    pub rivals: Vec<Rival>,
}

/// A rival beside the subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// Which rival.
    pub hypothesis: HypothesisId,
    /// Its probability before anything is known.
    pub before: f64,
    /// Its probability with what is known.
    pub probability: f64,
    /// What speaks for it and against it, the subject alone on the other side.
    pub told: Told,
    /// What each group of the fit says, in their order.
    pub cells: Vec<Cell>,
}

/// Groups of the fit, by their place there; the strongest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What makes it likelier.
    pub speaks_for: Vec<usize>,
    /// What makes it less likely.
    pub speaks_against: Vec<usize>,
}

/// What the answer that a group counted says of one rival.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// ln of how many times likelier the answer is in the rival than in the subject, within the cap.
    pub log_ratio: f64,
    /// Where that comes from.
    pub figure: Figure,
}

/// Where the rival's figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// From patients with the rival.
    Own,
    /// It has none that was measured: the background stands for it, other patients, or a judgment.
    Assumed,
    /// The answer says nothing about this rival.
    Nothing,
    /// The rival is defined by the absence of what is present.
    Excluded,
}

impl Rival {
    /// Whether no figure for what counts is its own.
    pub fn lacks_figures(&self) -> bool {
        !self.cells.is_empty() && !self.cells.iter().any(|cell| matches!(cell.figure, Figure::Own | Figure::Excluded))
    }

    /// What is present and, by definition, absent in it.
    pub fn excluded_by(&self, fit: &Fit) -> impl Iterator<Item = FindingId> {
        let cells = fit.groups.iter().zip(&self.cells);
        cells.filter(|(_, cell)| cell.figure == Figure::Excluded).map(|(weight, _)| weight.finding)
    }
}

/// The likeliest rivals of a fit, beside the subject.
pub(crate) fn differential(profile: &Profile, fit: &Fit) -> Differential {
    let rivals = fit.differential.iter().take(COMPARED).map(|&(hypothesis, probability)| {
        let cells: Vec<Cell> = fit.groups.iter().map(|weight| cell(profile, weight, hypothesis)).collect();
        Rival {
            hypothesis,
            before: profile.setting().share(hypothesis).map_or(0.0, |of_rest| of_rest.share * (1.0 - fit.prior)),
            probability,
            told: told(cells.iter().map(|cell| cell.log_ratio)),
            cells,
        }
    });
    Differential { rivals: rivals.collect(), subject: told(fit.groups.iter().map(|weight| weight.log_ratio)) }
}

fn cell(profile: &Profile, weight: &GroupWeight, rival: HypothesisId) -> Cell {
    let item = profile.question((weight.group, weight.item));
    let outcome = item.outcome(weight.outcome);
    let is_present = item.question == Question::Present && weight.outcome == 0;
    let excluded = || is_present && item.frequencies.get(rival.index()).is_some_and(Frequency::excludes);
    let figure = match *rival.of(&outcome.grades) {
        None => Figure::Nothing,
        Some(_) if excluded() => Figure::Excluded,
        Some(_) if profile.literature.has_own_figure(item, outcome, rival) => Figure::Own,
        Some(_) => Figure::Assumed,
    };
    Cell { log_ratio: outcome.log_ratio_of(rival), figure }
}

/// The strongest on either side; what hardly moves the odds is not named.
fn told(log_ratios: impl Iterator<Item = f64> + Clone) -> Told {
    let strongest = |side: f64| {
        let of_side = log_ratios.clone().enumerate().filter(|(_, log_ratio)| log_ratio * side >= HARDLY);
        let mut of_side: Vec<(usize, f64)> = of_side.collect();
        of_side.sort_by_key(|(_, log_ratio)| Reverse((log_ratio.abs() / ROUNDING).round() as i64));
        of_side.into_iter().take(NAMED).map(|(at, _)| at).collect()
    };
    Told { speaks_for: strongest(1.0), speaks_against: strongest(-1.0) }
}
