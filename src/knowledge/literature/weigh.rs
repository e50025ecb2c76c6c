//! Frequencies become the weight of each possible answer.

use super::gamma::{log_variance, log_variances, remembering};
use super::pool::ranged;
use super::{Basis, Comparison, Frequency, Grade, Item, Literature, NINETY_PERCENT, Outcome, Question};
use crate::json::exceeds;
use crate::knowledge::files::Column;
use crate::knowledge::{Evidence, Finding, FindingId, HypothesisId, Inference, Kind, OptionId, Rule};

/// Weighs findings against one background; what it finds out about one serves the others.
pub struct Weigher<'l> {
    literature: &'l Literature,
    /// Whose background stands for each hypothesis.
    columns: Vec<Column>,
    findings: &'l [Finding],
    /// How often each finding is there in each hypothesis, once it was asked for.
    known: Vec<Option<Box<[Option<Frequency>]>>>,
    /// How many outcomes were weighed so far.
    outcomes: usize,
}

/// So large a share of its patients makes a sign part of a disease.
const NEARLY_ALL: f64 = 0.9;

impl<'l> Weigher<'l> {
    pub fn new(literature: &'l Literature, column: Column, findings: &'l [Finding]) -> Self {
        let always = |id: &HypothesisId| {
            let frequency = literature.hypothesis(*id).rows.frequency(literature.clinic?, None)?;
            (frequency.mean() >= NEARLY_ALL).then_some(Column::NeuropathyClinic)
        };
        let hypotheses = (0..literature.hypotheses.len()).map(HypothesisId::at);
        let columns = hypotheses.map(|id| always(&id).unwrap_or(column)).collect();
        Weigher { literature, columns, findings, known: vec![None; findings.len()], outcomes: 0 }
    }

    /// The questions that one finding of a group asks: of a quantity, whether it is beyond each limit that a study
    /// compared; none where no source gives the subject a number.
    pub fn weigh(&mut self, finding: FindingId) -> Vec<Item> {
        match &self.findings[finding.index()].kind {
            Kind::Sign(_) => self.sign(finding).into_iter().collect(),
            Kind::Quantity(_) => self.limits(finding),
            Kind::Choice(options) => vec![self.choice(finding, options.len())],
        }
    }

    fn hypotheses(&self) -> impl Iterator<Item = HypothesisId> + use<> {
        (0..self.literature.hypotheses.len()).map(HypothesisId::at)
    }

    fn sign(&mut self, finding: FindingId) -> Option<Item> {
        let frequencies = self.frequencies(finding);
        frequencies[0]?;
        let nothing = Frequency::new(1.0, 1.0, Basis::None);
        let frequencies: Vec<Frequency> = frequencies.iter().map(|frequency| frequency.unwrap_or(nothing)).collect();
        let compared = |id| {
            let at = self.literature.comparison(id, finding)?;
            Some(self.literature.comparisons[at].counted(at))
        };
        let direct: Vec<Option<[Frequency; 2]>> = self.hypotheses().map(compared).collect();
        let outcomes = self.yes_and_no(&frequencies, &direct);
        Some(Item { finding, question: Question::Present, outcomes, frequencies })
    }

    /// Each limit that one study measured in the subject and in its controls.
    fn limits(&mut self, finding: FindingId) -> Vec<Item> {
        let studies = self.literature.comparisons.iter().enumerate().filter(|(_, other)| other.finding == finding);
        let limit = |(at, comparison): (usize, &'l Comparison)| {
            let [subject, controls] = comparison.counted(at);
            let rivals = self.literature.rivals().map(|_| controls);
            let frequencies: Vec<Frequency> = std::iter::once(subject).chain(rivals).collect();
            let outcomes = self.yes_and_no(&frequencies, &vec![None; frequencies.len()]);
            Some(Item { finding, question: Question::Beyond(comparison.bound.clone()?), outcomes, frequencies })
        };
        studies.filter_map(limit).collect()
    }

    /// `direct` are the subject and the controls of a study that measured both sides: it gives the ratio, and the
    /// subject's own frequency stays the pooled one.
    fn yes_and_no(&mut self, frequencies: &[Frequency], direct: &[Option<[Frequency; 2]>]) -> Vec<Outcome> {
        let share = |frequency: &Frequency, yes: bool| if yes { frequency.mean() } else { 1.0 - frequency.mean() };
        let part = |Frequency { alpha, beta, .. }: &Frequency, yes| if yes { *alpha } else { *beta } / (alpha + beta);
        let measured = || frequencies.iter().zip(direct);
        let log_variances = log_variances(measured().map(|(frequency, direct)| {
            let Frequency { alpha, beta, .. } = direct.map_or(*frequency, |[_, controls]| controls);
            (alpha, beta)
        }));
        let outcome = |(yes, log_variance)| {
            let subject = share(&frequencies[0], yes);
            let likelihood = measured().map(|(frequency, direct)| match direct {
                Some([of_subject, controls]) => subject * part(controls, yes) / part(of_subject, yes),
                None => share(frequency, yes),
            });
            let likelihood: Vec<f64> = likelihood.map(|likelihood| likelihood.min(1.0)).collect();
            let grades = measured().map(|(frequency, direct)| match direct {
                Some(_) => Some(Grade::A),
                None => frequency.basis.grade(),
            });
            self.outcome(None, likelihood, log_variance, grades.collect())
        };
        [true, false].into_iter().zip(log_variances).map(outcome).collect()
    }

    /// A choice weighs against a rival only through an option for which both have a number; else it says nothing.
    fn choice(&mut self, finding: FindingId, options: usize) -> Item {
        let share = |id: HypothesisId, option: usize| {
            self.literature.hypothesis(id).choices.frequency(finding, Some(OptionId::at(option)))
        };
        let subject = self.literature.subject();
        let mut outcomes = Vec::with_capacity(options);
        for option in 0..options {
            let neutral = share(subject, option).map_or(0.5, |frequency| frequency.mean());
            let mut likelihood = vec![neutral];
            let mut variance = vec![0.0];
            let mut grades = vec![None];
            for rival in self.literature.rivals() {
                let both = |option: usize| share(subject, option).zip(share(rival, option));
                let same = both(option).map(|pair| (pair, true));
                let other = || {
                    let others = (0..options).filter(|other| *other != option);
                    others.filter_map(both).next().map(|pair| (pair, false))
                };
                match same.or_else(other) {
                    Some(((mine, theirs), yes)) => {
                        let part = |frequency: Frequency| if yes { frequency.mean() } else { 1.0 - frequency.mean() };
                        let spread = |Frequency { alpha, beta, .. }| match yes {
                            true => log_variance(alpha, beta),
                            false => log_variance(beta, alpha),
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
            outcomes.push((OptionId::at(option), likelihood, variance, grades));
        }
        let outcomes = outcomes
            .into_iter()
            .map(|(option, likelihood, variance, grades)| self.outcome(Some(option), likelihood, variance, grades));
        Item { finding, question: Question::Option, outcomes: outcomes.collect(), frequencies: Vec::new() }
    }

    fn outcome(
        &mut self,
        option: Option<OptionId>,
        likelihood: Vec<f64>,
        log_variance: Vec<f64>,
        grades: Vec<Option<Grade>>,
    ) -> Outcome {
        let (speaks_for, against) = (self.literature.method.cap_for.ln(), self.literature.method.cap_against.ln());
        let within = |rival: f64| {
            let log_ratio = (rival / likelihood[0]).ln().clamp(-speaks_for, against);
            (log_ratio, log_ratio.exp())
        };
        let (log_ratio, ratio) = likelihood[1..].iter().copied().map(remembering(within)).unzip();
        // What is kept within the cap is no less certain than the cap.
        let widest = ((speaks_for + against) / (2.0 * NINETY_PERCENT)).powi(2);
        let log_variance = log_variance.into_iter().map(|variance| variance.min(widest)).collect();
        let number = self.outcomes;
        self.outcomes += 1;
        Outcome { option, likelihood, log_ratio, ratio, log_variance, number, grades }
    }

    /// How often a sign is there in each disease.
    fn frequencies(&mut self, finding: FindingId) -> &[Option<Frequency>] {
        if self.known[finding.index()].is_none() {
            let mut frequencies = self.own(finding);
            for child in self.children(finding) {
                for (frequency, of_child) in frequencies.iter_mut().zip(self.frequencies(child)) {
                    let Some(of_child) = of_child else { continue };
                    let better = frequency.is_none_or(|own| exceeds(of_child.mean(), own.mean()));
                    if better && of_child.basis.grade() != Some(Grade::D) {
                        let narrower = of_child.narrower.or(Some(child));
                        *frequency = Some(Frequency { narrower, ..*of_child });
                    }
                }
            }
            self.known[finding.index()] = Some(frequencies.into());
        }
        self.known[finding.index()].as_deref().unwrap_or_default()
    }

    /// From each disease's own rows; for a rival without any, from the subject that it is like, from controls or from
    /// the background.
    fn own(&self, finding: FindingId) -> Vec<Option<Frequency>> {
        let literature = self.literature;
        let own = |id: HypothesisId| literature.hypothesis(id).rows.frequency(finding, None);
        let stand_ins = Column::ALL.map(|column| self.stand_in(finding, column));
        let stand_in = |id: HypothesisId| stand_ins[self.columns[id.index()] as usize];
        let subject = literature.subject();
        if literature.marks.contains(finding) {
            let background = stand_in(subject);
            let rivals = literature.rivals().map(|id| of_mark(own(id), background?));
            return std::iter::once(background).chain(rivals).collect();
        }
        let like_subject = |id: HypothesisId| {
            let but = literature.hypothesis(id).like_subject_but.as_ref()?;
            let frequency = own(subject).filter(|_| !but.contains(finding))?;
            Some(Frequency { basis: Basis::LikeSubject, ..frequency })
        };
        let rivals = literature.rivals().map(|id| own(id).or_else(|| like_subject(id)).or_else(|| stand_in(id)));
        std::iter::once(own(subject)).chain(rivals).collect()
    }

    /// What stands for a disease without rows of its own.
    fn stand_in(&self, finding: FindingId, column: Column) -> Option<Frequency> {
        if let Some(controls) = self.literature.any_other.frequency(finding, None) {
            return Some(Frequency { basis: Basis::AnyOther, ..controls });
        }
        let row = self.literature.background.get(&finding)?;
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

/// A mark is nowhere rarer than the background, so that none argues for the subject; what a disease excludes by
/// definition is no more frequent either.
fn of_mark(own: Option<Frequency>, background: Frequency) -> Option<Frequency> {
    match own {
        Some(own) if own.excludes() || own.mean() < background.mean() => {
            Some(Frequency { basis: own.basis, ..background })
        }
        own => own.or(Some(background)),
    }
}
