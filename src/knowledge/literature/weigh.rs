//! Frequencies become the weight of each possible answer.

use super::gamma::{log_variance, log_variances, remembering};
use super::pool::ranged;
use super::telling::{MEASURED, telling};
use super::{
    Basis, Comparison, Frequency, Grade, Group, Grouped, Item, Literature, NINETY_PERCENT, Outcome, Question, Setting,
};
use crate::json::exceeds;
use crate::knowledge::files::Column;
use crate::knowledge::{Evidence, Finding, FindingId, HypothesisId, Inference, Kind, OptionId, Rule};

/// The groups as they weigh against one background.
pub(crate) fn groups(literature: &Literature, background: Column) -> Vec<Group> {
    let mut weigher = Weigher::new(literature, background);
    let groups = literature.grouped.iter().map(|Grouped { id, label, findings }| Group {
        id: id.clone(),
        label: label.clone(),
        items: findings.iter().flat_map(|finding| weigher.weigh(*finding)).collect(),
    });
    groups.collect()
}

/// How a finding is asked for.
#[derive(Debug)]
pub(crate) enum Asked {
    /// The signs that by themselves make this one present.
    Sign(Vec<FindingId>),
    Quantity,
    /// So many options.
    Choice(usize),
}

impl Asked {
    pub(crate) fn of(finding: &Finding) -> Asked {
        let parts = match &finding.kind {
            Kind::Quantity(_) => return Asked::Quantity,
            Kind::Choice(options) => return Asked::Choice(options.len()),
            Kind::Sign(Inference { present_when: Some(Rule::Any(parts)), .. }) => parts,
            Kind::Sign(Inference { present_when: Some(rule), .. }) => std::slice::from_ref(rule),
            Kind::Sign(Inference { present_when: None, .. }) => &[][..],
        };
        let child =
            |part: &Rule<Evidence>| if let Rule::Is(Evidence::Sign(child)) = part { Some(*child) } else { None };
        Asked::Sign(parts.iter().filter_map(child).collect())
    }
}

/// Weighs findings against one background; what it finds out about one serves the others.
struct Weigher<'l> {
    literature: &'l Literature,
    /// Whose background stands for each hypothesis.
    columns: Vec<Column>,
    /// The settings of this background.
    settings: Vec<&'l Setting>,
    /// How often each finding is there in each hypothesis, once it was asked for.
    known: Vec<Option<Box<[Option<Frequency>]>>>,
}

/// So large a share of its patients makes a sign part of a disease.
const NEARLY_ALL: f64 = 0.9;

impl<'l> Weigher<'l> {
    fn new(literature: &'l Literature, background: Column) -> Self {
        let always = |id: &HypothesisId| {
            let frequency = literature.hypothesis(*id).rows.frequency(literature.clinic?, None)?;
            (frequency.mean() >= NEARLY_ALL).then_some(Column::NeuropathyClinic)
        };
        let hypotheses = (0..literature.hypotheses.len()).map(HypothesisId::at);
        let columns = hypotheses.map(|id| always(&id).unwrap_or(background)).collect();
        let settings = literature.settings.iter().filter(|setting| setting.background == background).collect();
        Weigher { literature, columns, settings, known: vec![None; literature.asked.len()] }
    }

    /// The questions that one finding of a group asks: of a quantity, whether it is beyond each limit that a study
    /// compared; none where no source gives the subject a number.
    fn weigh(&mut self, finding: FindingId) -> Vec<Item> {
        match finding.of(&self.literature.asked) {
            Asked::Sign(_) => self.sign(finding).into_iter().collect(),
            Asked::Quantity => self.limits(finding),
            Asked::Choice(options) => vec![self.choice(finding, *options)],
        }
    }

    fn hypotheses(&self) -> impl Iterator<Item = HypothesisId> + use<> {
        (0..self.literature.hypotheses.len()).map(HypothesisId::at)
    }

    fn sign(&mut self, finding: FindingId) -> Option<Item> {
        let frequencies = self.frequencies(finding);
        frequencies.first().copied().flatten()?;
        let nothing = Frequency::new(1.0, 1.0, Basis::None);
        let frequencies: Vec<Frequency> = frequencies.iter().map(|frequency| frequency.unwrap_or(nothing)).collect();
        let compared = |id| {
            let at = self.literature.comparison(id, finding)?;
            Some(self.literature.comparisons.get(at)?.counted(at))
        };
        let direct: Vec<Option<[Frequency; 2]>> = self.hypotheses().map(compared).collect();
        let outcomes = self.yes_and_no(&frequencies, &direct);
        Some(Item { finding, question: Question::Present, outcomes, frequencies })
    }

    /// Each limit that one study measured in the subject and in its controls.
    fn limits(&self, finding: FindingId) -> Vec<Item> {
        let studies = self.literature.comparisons.iter().enumerate().filter(|(_, other)| other.finding == finding);
        let limit = |(at, comparison): (usize, &'l Comparison)| {
            let [subject, controls] = comparison.counted(at);
            let rivals = self.literature.rivals().map(|_| controls);
            let frequencies: Vec<Frequency> = std::iter::once(subject).chain(rivals).collect();
            let mut outcomes = self.yes_and_no(&frequencies, &vec![None; frequencies.len()]);
            outcomes.iter_mut().flat_map(|outcome| &mut outcome.telling).for_each(|telling| *telling += MEASURED);
            Some(Item { finding, question: Question::Beyond(comparison.bound.clone()?), outcomes, frequencies })
        };
        studies.filter_map(limit).collect()
    }

    /// `direct` are the subject and the controls of a study that measured both sides: it gives the ratio, and the
    /// subject's own frequency stays the pooled one.
    fn yes_and_no(&self, frequencies: &[Frequency], direct: &[Option<[Frequency; 2]>]) -> Vec<Outcome> {
        let share = |frequency: &Frequency, yes: bool| if yes { frequency.mean() } else { 1.0 - frequency.mean() };
        let part = |Frequency { alpha, beta, .. }: &Frequency, yes| if yes { *alpha } else { *beta } / (alpha + beta);
        let [of_subject, ..] = frequencies else { return Vec::new() };
        let measured = || frequencies.iter().zip(direct);
        let log_variances = log_variances(measured().map(|(frequency, direct)| {
            let Frequency { alpha, beta, .. } = direct.map_or(*frequency, |[_, controls]| controls);
            (alpha, beta)
        }));
        let outcome = |(yes, log_variance)| {
            let subject = share(of_subject, yes);
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
    fn choice(&self, finding: FindingId, options: usize) -> Item {
        let share = |id: HypothesisId, option: usize| {
            self.literature.hypothesis(id).choices.frequency(finding, Some(OptionId::at(option)))
        };
        let subject = self.literature.subject();
        let mut outcomes = Vec::with_capacity(options);
        for option in 0..options {
            let neutral = share(subject, option).map_or(0.5, |frequency| frequency.mean());
            let mut likelihood = vec![neutral];
            let mut variance = vec![0.0];
            let (mut grades, mut of_subject) = (Vec::new(), None);
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
                        of_subject = of_subject.max(mine.basis.grade());
                    }
                    None => {
                        likelihood.push(neutral);
                        variance.push(0.0);
                        grades.push(None);
                    }
                }
            }
            grades.insert(0, of_subject);
            outcomes.push(self.outcome(Some(OptionId::at(option)), likelihood, variance, grades));
        }
        Item { finding, question: Question::Option, outcomes, frequencies: Vec::new() }
    }

    fn outcome(
        &self,
        option: Option<OptionId>,
        likelihood: Vec<f64>,
        log_variance: Vec<f64>,
        grades: Vec<Option<Grade>>,
    ) -> Outcome {
        let (speaks_for, against) = (self.literature.method.cap_for.ln(), self.literature.method.cap_against.ln());
        let (subject, rivals) = likelihood.split_first().unwrap_or((&1.0, &[]));
        let within = |rival: f64| {
            let log_ratio = (rival / subject).ln().clamp(-speaks_for, against);
            (log_ratio, log_ratio.exp())
        };
        let (log_ratio, ratio): (Vec<f64>, Vec<f64>) = rivals.iter().copied().map(remembering(within)).unzip();
        // What is kept within the cap is no less certain than the cap.
        let widest = ((speaks_for + against) / (2.0 * NINETY_PERCENT)).powi(2);
        let log_variance: Vec<f64> = log_variance.into_iter().map(|variance| variance.min(widest)).collect();
        let telling = self.settings.iter().map(|setting| telling(&ratio, &log_variance, setting)).collect();
        Outcome { option, likelihood, log_ratio, ratio, log_variance, telling, grades }
    }

    /// How often a sign is there in each disease.
    fn frequencies(&mut self, finding: FindingId) -> &[Option<Frequency>] {
        if finding.of(&self.known).is_none() {
            let mut frequencies = self.own(finding);
            let literature = self.literature;
            let children = match finding.of(&literature.asked) {
                Asked::Sign(children) => children.as_slice(),
                Asked::Quantity | Asked::Choice(_) => &[],
            };
            for &child in children {
                for (frequency, of_child) in frequencies.iter_mut().zip(self.frequencies(child)) {
                    let Some(of_child) = of_child else { continue };
                    let better = frequency.is_none_or(|own| exceeds(of_child.mean(), own.mean()));
                    if better && of_child.basis.grade() != Some(Grade::D) {
                        let narrower = of_child.narrower.or(Some(child));
                        *frequency = Some(Frequency { narrower, ..*of_child });
                    }
                }
            }
            *finding.of_mut(&mut self.known) = Some(frequencies.into());
        }
        finding.of(&self.known).as_deref().unwrap_or_default()
    }

    /// From each disease's own rows; for a rival without any, from the subject that it is like, from controls or from
    /// the background.
    fn own(&self, finding: FindingId) -> Vec<Option<Frequency>> {
        let literature = self.literature;
        let own = |id: HypothesisId| literature.hypothesis(id).rows.frequency(finding, None);
        let stand_ins = Column::ALL.map(|column| self.stand_in(finding, column));
        let stand_in = |id: HypothesisId| *id.of(&self.columns).of(&stand_ins);
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
