//! Frequencies become the weight of each possible answer.

use std::collections::BTreeMap;

use super::gamma::{log_variance, log_variances};
use super::pool::{pool, ranged};
use super::{Basis, Frequency, Grade, Item, Literature, NINETY_PERCENT, Outcome, Question};
use crate::json::exceeds;
use crate::knowledge::files::{Column, ComparisonFile, FrequencyFile};
use crate::knowledge::{
    Bound, ChoiceOption, Evidence, Finding, FindingId, HypothesisId, Inference, Kind, OptionId, Rule,
};

/// Weighs findings against one background; what it finds out about one serves the others.
pub struct Weigher<'l> {
    literature: &'l Literature,
    /// Whose background stands for each hypothesis.
    columns: Vec<Column>,
    findings: &'l [Finding],
    /// Whether a row names a source that the pack cites; others are shown and have no weight.
    citable: &'l dyn Fn(&FrequencyFile) -> bool,
    /// The rows of each finding, for each hypothesis.
    own: BTreeMap<&'l str, Vec<Rows<'l>>>,
    any_other: BTreeMap<&'l str, Rows<'l>>,
    /// How often each finding is there in each hypothesis, once it was asked for.
    known: BTreeMap<FindingId, Vec<Option<Frequency>>>,
    /// How many outcomes were weighed so far.
    outcomes: usize,
}

/// So large a share of its patients makes a sign part of a disease.
const NEARLY_ALL: f64 = 0.9;

/// Rows that have weight, with their indices.
type Rows<'l> = Vec<(usize, &'l FrequencyFile)>;

impl<'l> Weigher<'l> {
    pub fn new(
        literature: &'l Literature,
        column: Column,
        findings: &'l [Finding],
        citable: &'l dyn Fn(&FrequencyFile) -> bool,
    ) -> Self {
        let usable = |rows: &'l [FrequencyFile]| rows.iter().enumerate().filter(|(_, row)| citable(row));
        let mut own: BTreeMap<&str, Vec<Rows>> = BTreeMap::new();
        for (id, hypothesis) in literature.hypotheses.iter().enumerate() {
            for row in usable(&hypothesis.rows) {
                let rows = own.entry(&row.1.finding).or_insert_with(|| vec![Rows::new(); literature.hypotheses.len()]);
                rows[id].push(row);
            }
        }
        let mut any_other: BTreeMap<&str, Rows> = BTreeMap::new();
        for row in usable(&literature.any_other) {
            any_other.entry(&row.1.finding).or_default().push(row);
        }
        let always = |id: &HypothesisId| {
            let sign = &findings[literature.clinic?.index()].id;
            let frequency = pool(&own.get(sign.as_str())?[id.index()], &literature.method)?;
            (frequency.mean() >= NEARLY_ALL).then_some(Column::NeuropathyClinic)
        };
        let hypotheses = (0..literature.hypotheses.len()).map(HypothesisId::at);
        let columns = hypotheses.map(|id| always(&id).unwrap_or(column)).collect();
        Weigher { literature, columns, findings, citable, own, any_other, known: BTreeMap::new(), outcomes: 0 }
    }

    /// The questions that one finding of a group asks; none where no source gives the subject a number.
    /// `bounds` are the limits that comparisons studied, with the index of the comparison.
    pub fn weigh(&mut self, finding: FindingId, bounds: &[(usize, Bound)]) -> Vec<Item> {
        match &self.findings[finding.index()].kind {
            Kind::Sign(_) => self.sign(finding).into_iter().collect(),
            Kind::Quantity(_) => bounds.iter().map(|(at, bound)| self.limit(finding, *at, bound)).collect(),
            Kind::Choice(options) => vec![self.choice(finding, options.len())],
        }
    }

    fn hypotheses(&self) -> impl Iterator<Item = HypothesisId> + use<> {
        (0..self.literature.hypotheses.len()).map(HypothesisId::at)
    }

    fn sign(&mut self, finding: FindingId) -> Option<Item> {
        let frequencies = self.frequencies(finding);
        frequencies[0].as_ref()?;
        let nothing = || Frequency { alpha: 1.0, beta: 1.0, basis: Basis::None };
        let frequencies: Vec<Frequency> =
            frequencies.iter().map(|frequency| frequency.clone().unwrap_or_else(nothing)).collect();
        let direct: Vec<Option<(usize, &ComparisonFile)>> =
            self.hypotheses().map(|id| self.literature.comparison(id, &self.findings[finding.index()].id)).collect();
        Some(Item {
            finding,
            question: Question::Present,
            outcomes: self.yes_and_no(&frequencies, &direct),
            frequencies,
        })
    }

    /// A limit that one study measured in the subject and in its controls.
    fn limit(&mut self, finding: FindingId, at: usize, bound: &Bound) -> Item {
        let study = &self.literature.comparisons[at];
        let counted = |n: f64, of: f64| Frequency { alpha: n + 0.5, beta: of - n + 0.5, basis: Basis::Comparison(at) };
        let frequencies: Vec<Frequency> = self
            .hypotheses()
            .map(|id| {
                if id.index() == 0 {
                    counted(study.subject.n, study.subject.of)
                } else {
                    counted(study.controls.n, study.controls.of)
                }
            })
            .collect();
        let direct = vec![None; frequencies.len()];
        let outcomes = self.yes_and_no(&frequencies, &direct);
        Item { finding, question: Question::Beyond(bound.clone()), outcomes, frequencies }
    }

    fn yes_and_no(&mut self, frequencies: &[Frequency], direct: &[Option<(usize, &ComparisonFile)>]) -> Vec<Outcome> {
        let share = |frequency: &Frequency, yes: bool| if yes { frequency.mean() } else { 1.0 - frequency.mean() };
        let log_variances = log_variances(frequencies.iter().zip(direct).map(|(frequency, direct)| match direct {
            Some((_, study)) => (study.controls.n + 0.5, study.controls.of - study.controls.n + 0.5),
            None => (frequency.alpha, frequency.beta),
        }));
        [true, false]
            .into_iter()
            .zip(log_variances)
            .map(|(yes, log_variance)| {
                let subject = share(&frequencies[0], yes);
                // A study that measured both sides gives the ratio; the subject's own frequency stays the pooled one.
                let likelihood = frequencies.iter().zip(direct).map(|(frequency, direct)| match direct {
                    Some((_, study)) => {
                        let part = |n: f64, of: f64| if yes { n + 0.5 } else { of - n + 0.5 } / (of + 1.0);
                        subject * part(study.controls.n, study.controls.of) / part(study.subject.n, study.subject.of)
                    }
                    None => share(frequency, yes),
                });
                let likelihood: Vec<f64> = likelihood.map(|likelihood| likelihood.min(1.0)).collect();
                let grades = frequencies.iter().zip(direct).map(|(frequency, direct)| match direct {
                    Some(_) => Some(Grade::A),
                    None => frequency.basis.grade(),
                });
                self.outcome(None, likelihood, log_variance, grades.collect())
            })
            .collect()
    }

    /// A choice weighs against a rival only through an option for which both have a number; else it says nothing.
    fn choice(&mut self, finding: FindingId, options: usize) -> Item {
        let of_choice = &self.findings[finding.index()];
        let shares: Vec<Vec<Option<Frequency>>> = self
            .hypotheses()
            .map(|id| {
                let share = |option: &ChoiceOption| self.literature.share(id, &of_choice.id, &option.id, self.citable);
                of_choice.options().iter().map(share).collect()
            })
            .collect();
        let mut outcomes = Vec::with_capacity(options);
        for option in 0..options {
            let neutral = shares[0][option].as_ref().map_or(0.5, Frequency::mean);
            let mut likelihood = vec![neutral];
            let mut variance = vec![0.0];
            let mut grades = vec![None];
            for rival in &shares[1..] {
                let both = |option: usize| shares[0][option].as_ref().zip(rival[option].as_ref());
                let same = both(option).map(|pair| (pair, true));
                let other = || {
                    let others = (0..options).filter(|other| *other != option);
                    others.filter_map(both).next().map(|pair| (pair, false))
                };
                match same.or_else(other) {
                    Some(((mine, theirs), yes)) => {
                        let part = |frequency: &Frequency| if yes { frequency.mean() } else { 1.0 - frequency.mean() };
                        let spread = |frequency: &Frequency| {
                            if yes {
                                log_variance(frequency.alpha, frequency.beta)
                            } else {
                                log_variance(frequency.beta, frequency.alpha)
                            }
                        };
                        likelihood.push((neutral * part(theirs) / part(mine)).min(1.0));
                        variance.push(spread(mine) + spread(theirs));
                        grades.push(theirs.basis.grade().max(mine.basis.grade()));
                        grades[0] = grades[0].max(mine.basis.grade());
                    }
                    None => {
                        likelihood.push(neutral);
                        variance.push(0.0);
                        grades.push(None);
                    }
                }
            }
            outcomes.push(self.outcome(Some(OptionId::at(option)), likelihood, variance, grades));
        }
        Item { finding, question: Question::Option, outcomes, frequencies: Vec::new() }
    }

    fn outcome(
        &mut self,
        option: Option<OptionId>,
        likelihood: Vec<f64>,
        log_variance: Vec<f64>,
        grades: Vec<Option<Grade>>,
    ) -> Outcome {
        let (speaks_for, against) = (self.literature.method.cap_for.ln(), self.literature.method.cap_against.ln());
        let within = |rival: &f64| (rival / likelihood[0]).ln().clamp(-speaks_for, against);
        let log_ratio: Vec<f64> = likelihood[1..].iter().map(within).collect();
        let ratio: Vec<f64> = log_ratio.iter().map(|ratio| ratio.exp()).collect();
        // What is kept within the cap is no less certain than the cap.
        let widest = ((speaks_for + against) / (2.0 * NINETY_PERCENT)).powi(2);
        let log_variance = log_variance.into_iter().map(|variance| variance.min(widest)).collect();
        let number = self.outcomes;
        self.outcomes += 1;
        Outcome { option, likelihood, log_ratio, ratio, log_variance, number, grades }
    }

    /// How often a sign is there in each disease.
    fn frequencies(&mut self, finding: FindingId) -> &[Option<Frequency>] {
        if !self.known.contains_key(&finding) {
            let mut frequencies = self.own(finding);
            for child in self.children(finding) {
                for (frequency, of_child) in frequencies.iter_mut().zip(self.frequencies(child)) {
                    let Some(of_child) = of_child else { continue };
                    let better = frequency.as_ref().is_none_or(|own| exceeds(of_child.mean(), own.mean()));
                    if better && of_child.basis.grade() != Some(Grade::D) {
                        let basis = Basis::Child(child, Box::new(of_child.basis.clone()));
                        *frequency = Some(Frequency { basis, ..*of_child });
                    }
                }
            }
            self.known.insert(finding, frequencies);
        }
        &self.known[&finding]
    }

    /// From each disease's own rows; for a rival without any, from the subject that it is like, from controls or from
    /// the background.
    fn own(&self, finding: FindingId) -> Vec<Option<Frequency>> {
        let literature = self.literature;
        let rows = self.own.get(self.findings[finding.index()].id.as_str());
        let own = |id: HypothesisId| pool(&rows?[id.index()], &literature.method);
        let stand_ins = Column::ALL.map(|column| self.stand_in(finding, column));
        let stand_in = |id: HypothesisId| stand_ins[self.columns[id.index()] as usize].clone();
        if literature.marks.contains(finding) {
            let subject = stand_in(literature.subject());
            let rivals = literature.rivals().map(|id| self.of_mark(id, own(id), subject.as_ref()?));
            return std::iter::once(subject.clone()).chain(rivals.collect::<Vec<_>>()).collect();
        }
        let subject = own(literature.subject());
        let like_subject = |id: HypothesisId| {
            let but = literature.hypothesis(id).like_subject_but.as_ref()?;
            let Frequency { alpha, beta, basis } = subject.clone().filter(|_| !but.contains(finding))?;
            Some(Frequency { alpha, beta, basis: Basis::LikeSubject(Box::new(basis)) })
        };
        let rivals = literature.rivals().map(|id| own(id).or_else(|| like_subject(id)).or_else(|| stand_in(id)));
        let rivals: Vec<_> = rivals.collect();
        std::iter::once(subject.clone()).chain(rivals).collect()
    }

    /// A mark is nowhere rarer than the background, so that none argues for the subject; what a disease excludes by
    /// definition is no more frequent either.
    fn of_mark(&self, id: HypothesisId, own: Option<Frequency>, background: &Frequency) -> Option<Frequency> {
        let Some(own) = own else { return Some(background.clone()) };
        let excluded = self.literature.hypothesis(id).excludes(&own.basis);
        match excluded || own.mean() < background.mean() {
            true => Some(Frequency { basis: own.basis, ..*background }),
            false => Some(own),
        }
    }

    /// What stands for a disease without rows of its own.
    fn stand_in(&self, finding: FindingId, column: Column) -> Option<Frequency> {
        let literature = self.literature;
        let controls = self.any_other.get(self.findings[finding.index()].id.as_str());
        if let Some(Frequency { alpha, beta, basis: Basis::Rows { rows, .. } }) =
            controls.and_then(|rows| pool(rows, &literature.method))
        {
            return Some(Frequency { alpha, beta, basis: Basis::AnyOther(rows) });
        }
        let row = literature.background.get(&finding)?;
        let range = match column {
            Column::Hospital => row.hospital,
            Column::NeuropathyClinic => row.neuropathy_clinic,
        };
        Some(ranged(range, Basis::Background(range[1])))
    }

    /// The signs that by themselves make this one present.
    fn children(&self, finding: FindingId) -> impl Iterator<Item = FindingId> + use<'l> {
        let parts: &'l [Rule<Evidence>] = match &self.findings[finding.index()].kind {
            Kind::Sign(Inference { present_when: Some(Rule::Any(parts)), .. }) => parts,
            Kind::Sign(Inference { present_when: Some(rule), .. }) => std::slice::from_ref(rule),
            _ => &[],
        };
        parts.iter().filter_map(|part| if let Rule::Is(Evidence::Sign(child)) = part { Some(*child) } else { None })
    }
}
