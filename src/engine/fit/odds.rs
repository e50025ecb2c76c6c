//! The odds of the subject against its rivals.

use std::array::from_fn;

use super::band::{Band, Obstacle, obstacles, word};
use super::setting::{Misfit, misfit, span};
use crate::case::AnswerValue;
use crate::engine::evaluate::Evaluation;
use crate::engine::truth::Truth;
use crate::json::exceeds;
use crate::knowledge::files::Correction;
use crate::knowledge::{
    FindingId, Grade, Group, GroupId, HypothesisId, Item, Literature, NINETY_PERCENT, Outcome, Question, Setting,
    SettingId,
};

/// So many numbers are added side by side.
const LANES: usize = 4;

/// How well the profile fits the subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    pub setting: SettingId,
    /// The probability before anything is known.
    pub prior: f64,
    /// What the setting takes for granted and the answers deny.
    pub misfit: Option<Misfit>,
    /// In the first setting, which stands for one that was not stated: the lowest and the highest probability in the
    /// others.
    pub span: Option<[(SettingId, f64); 2]>,
    pub probability: f64,
    /// 90% interval of the probability.
    pub interval: [f64; 2],
    pub band: Band,
    /// Whether the band would be another without the doubtful numbers.
    pub doubtful: bool,
    /// What keeps a probability that is high enough from being called strong.
    pub in_the_way: Vec<Obstacle>,
    /// What each group adds, in the order of the evidence; with the correction the logarithms add up to the total.
    pub groups: Vec<GroupWeight>,
    /// What is added to the logarithm of the odds where the setting's patients were chosen for their likeness.
    pub correction: Option<f64>,
    /// The rivals, the likeliest first.
    pub differential: Vec<(HypothesisId, f64)>,
}

/// What one group of findings adds.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupWeight {
    pub group: GroupId,
    /// The item of the group, and its outcome, of which we are surest.
    pub item: usize,
    pub outcome: usize,
    pub finding: FindingId,
    /// ln of the likelihood ratio of the subject against its rivals together, each by its weight on the way from
    /// nothing known to all that is.
    pub log_ratio: f64,
    /// 90% interval of the ratio's logarithm.
    pub log_interval: [f64; 2],
    /// The worse grade of the subject's number and of the rival's that weighs most; `None` if neither has one.
    pub grade: Option<Grade>,
    /// The rival that keeps the ratio down most.
    pub rival: HypothesisId,
}

/// An answer that a group may count: its item and its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    pub group: usize,
    pub item: usize,
    pub outcome: usize,
}

impl Telling {
    pub fn outcome<'l>(&self, groups: &'l [Group]) -> &'l Outcome {
        &self.item(groups).outcomes[self.outcome]
    }

    pub fn item<'l>(&self, groups: &'l [Group]) -> &'l Item {
        &groups[self.group].items[self.item]
    }
}

/// What the answers of a case make of the odds.
pub struct Profile<'l> {
    pub literature: &'l Literature,
    setting: SettingId,
    /// The groups as they weigh in the setting.
    pub groups: &'l [Group],
    /// All that the case shows, group after group; it is the same in every setting.
    shown: Vec<Telling>,
    /// By the number of its first outcome, whether a question has no answer yet and would weigh if it had one.
    open: Vec<bool>,
    /// The most certain answer of each group.
    pub answered: Vec<Option<Telling>>,
    /// The same without those that must not count beside another.
    pub counted: Vec<Option<Telling>>,
    /// What comes of what counts.
    pub sum: Sum,
}

impl<'l> Profile<'l> {
    pub fn of(literature: &'l Literature, evaluation: &mut Evaluation, setting: SettingId) -> Profile<'l> {
        let (groups, of_setting) = (literature.groups(setting), literature.setting(setting));
        let mut open = vec![false; of_setting.telling.len()];
        let mut shown = Vec::with_capacity(64);
        for group in 0..groups.len() {
            show(groups, group, evaluation, &mut shown, &mut |unanswered| {
                open[unanswered.outcomes[0].number] = of_setting.weighs(unanswered);
            });
        }
        let answered = most_certain_of_each(groups, of_setting, &shown);
        let mut counted = answered.clone();
        settle_doubles(literature, evaluation, &mut counted);
        let mut sum = Sum::before(of_setting);
        counted.iter().flatten().for_each(|telling| sum.count(telling.outcome(groups)));
        Profile { literature, setting, groups, shown, open, answered, counted, sum }
    }

    /// What the same answers make of the probability in another setting.
    pub fn elsewhere(&self, evaluation: &mut Evaluation, setting: SettingId) -> f64 {
        let (groups, of_setting) = (self.literature.groups(setting), self.literature.setting(setting));
        let mut counted = most_certain_of_each(groups, of_setting, &self.shown);
        settle_doubles(self.literature, evaluation, &mut counted);
        let mut odds = Odds::before(of_setting);
        counted.iter().flatten().for_each(|telling| odds.multiply(telling.outcome(groups)));
        let answered = counted.iter().any(Option::is_some);
        logistic(log_odds(of_setting, self.literature.method.correction, &odds, answered))
    }

    pub fn setting(&self) -> &'l Setting {
        self.literature.setting(self.setting)
    }

    pub fn probability(&self) -> f64 {
        self.probability_of(&self.sum.odds, &self.counted)
    }

    /// Whether a question has no answer yet and would weigh if it had one.
    pub fn is_open(&self, question: &Item) -> bool {
        self.open[question.outcomes[0].number]
    }

    /// The most certain answer of a group; `shown` is a place to work in.
    pub fn answer_of(&self, evaluation: &mut Evaluation, group: GroupId, shown: &mut Vec<Telling>) -> Option<Telling> {
        shown.clear();
        show(self.groups, group.index(), evaluation, shown, &mut |_| {});
        most_certain(self.groups, self.setting(), shown)
    }

    /// What comes of it if other answers count.
    pub fn sum_if(&self, counted: &[Option<Telling>], sum: &mut Sum) {
        sum.copy(&self.sum);
        for (now, then) in self.counted.iter().zip(counted).filter(|(now, then)| now != then) {
            now.iter().for_each(|telling| sum.count_no_more(telling.outcome(self.groups)));
            then.iter().for_each(|telling| sum.count(telling.outcome(self.groups)));
        }
    }

    fn log_odds(&self, odds: &Odds, answered: bool) -> f64 {
        log_odds(self.setting(), self.literature.method.correction, odds, answered)
    }

    fn correction(&self) -> Option<Correction> {
        self.setting().chosen_for_likeness.then_some(self.literature.method.correction)
    }

    /// The probability of the subject if these odds came of these answers.
    pub fn probability_of(&self, odds: &Odds, counted: &[Option<Telling>]) -> f64 {
        self.probability_if(odds, counted.iter().any(Option::is_some))
    }

    /// The same for odds that came of some answers, or of none.
    pub fn probability_if(&self, odds: &Odds, answered: bool) -> f64 {
        logistic(self.log_odds(odds, answered))
    }

    /// 90% interval of that probability.
    fn interval_of(&self, sum: &Sum, counted: &[Option<Telling>]) -> [f64; 2] {
        let slope = self.correction().map_or(1.0, |correction| correction.slope);
        let spread = slope * sum.spread();
        let log_odds = self.log_odds(&sum.odds, counted.iter().any(Option::is_some));
        [logistic(log_odds - spread), logistic(log_odds + spread)]
    }

    /// The word for what came of these answers. What stands in the way of strong is asked only where it matters.
    pub fn band_of(&self, sum: &Sum, counted: &[Option<Telling>], may_be_strong: impl FnOnce() -> bool) -> Band {
        let method = &self.literature.method;
        let moves = |telling: &&Telling| self.setting().moves(telling.outcome(self.groups));
        if counted.iter().flatten().filter(moves).count() < method.least_groups {
            return Band::TooLittleKnown;
        }
        let probability = self.probability_of(&sum.odds, counted);
        word(method.bands, probability, self.interval_of(sum, counted), may_be_strong)
    }
}

/// The band of a case.
pub fn band(profile: &Profile, evaluation: &mut Evaluation) -> Band {
    profile.band_of(&profile.sum, &profile.counted, || obstacles(profile, evaluation).is_empty())
}

/// The fit of a case in a setting.
pub fn fit(profile: &Profile, evaluation: &mut Evaluation) -> Fit {
    let Profile { literature, setting, groups: of_setting, counted, .. } = profile;
    let prior = profile.setting().prior;
    let odds = &profile.sum.odds;
    let shares = Shares::on_the_way(&Odds::before(profile.setting()), odds);
    let groups = counted.iter().flatten().map(|telling| {
        let outcome = telling.outcome(of_setting);
        let log_ratio = shares.log_ratio(outcome);
        let spread = spread(shares.0.iter().copied(), &outcome.log_variance);
        let rival = shares.weightiest(outcome);
        GroupWeight {
            group: GroupId::at(telling.group),
            item: telling.item,
            outcome: telling.outcome,
            finding: telling.item(of_setting).finding,
            log_ratio,
            log_interval: [log_ratio - spread, log_ratio + spread],
            grade: grade(outcome, rival),
            rival: HypothesisId::at(rival + 1),
        }
    });
    let groups = groups.collect();
    let mut in_the_way = Vec::new();
    let band = profile.band_of(&profile.sum, counted, || {
        in_the_way = obstacles(profile, evaluation);
        in_the_way.is_empty()
    });
    let answered = counted.iter().any(Option::is_some);
    let probability = profile.probability_of(odds, counted);
    let [low, high] = profile.interval_of(&profile.sum, counted);
    Fit {
        setting: *setting,
        prior,
        misfit: misfit(literature, evaluation, *setting),
        span: if *setting == SettingId::first() && answered { span(profile, evaluation) } else { None },
        probability,
        // Where nothing spreads, the last bit of the way round by the logarithm must not leave the probability out.
        interval: [low.min(probability), high.max(probability)],
        band,
        doubtful: false,
        in_the_way,
        groups,
        correction: (profile.correction().is_some() && answered)
            .then(|| profile.log_odds(odds, answered) + odds.against().ln()),
        // Near certainty what is left of 1 holds few digits: the rest comes of the odds themselves.
        differential: odds.differential(logistic(-profile.log_odds(odds, answered))),
    }
}

/// The logarithm of the odds of the subject, corrected where the setting's patients were chosen for their likeness.
fn log_odds(setting: &Setting, correction: Correction, odds: &Odds, answered: bool) -> f64 {
    let raw = -odds.against().ln();
    if !setting.chosen_for_likeness || !answered {
        return raw;
    }
    let before = (setting.prior / (1.0 - setting.prior)).ln();
    before + correction.of(raw - before)
}

fn most_certain_of_each(groups: &[Group], setting: &Setting, shown: &[Telling]) -> Vec<Option<Telling>> {
    let mut answered = vec![None; groups.len()];
    for of_group in shown.chunk_by(|a, b| a.group == b.group) {
        answered[of_group[0].group] = most_certain(groups, setting, of_group);
    }
    answered
}

/// The answer of a group of which we are surest that it tells something, the first of several; what the setting takes
/// for granted tells nothing.
fn most_certain(groups: &[Group], setting: &Setting, shown: &[Telling]) -> Option<Telling> {
    let mut best: Option<(Telling, f64)> = None;
    for answer in shown.iter().filter(|answer| setting.weighs(answer.item(groups))) {
        let tells = setting.tells(answer.outcome(groups));
        if best.is_none_or(|(_, best)| tells > best) {
            best = Some((*answer, tells));
        }
    }
    best.map(|(answer, _)| answer)
}

/// Adds what the case shows of one group. A sign that was answered itself stands: a limit that says otherwise is left
/// out.
fn show(
    groups: &[Group],
    group: usize,
    evaluation: &mut Evaluation,
    shown: &mut Vec<Telling>,
    open: &mut impl FnMut(&Item),
) {
    let first = shown.len();
    for (item, question) in groups[group].items.iter().enumerate() {
        match outcome_of(evaluation, question) {
            Some(outcome) => shown.push(Telling { group, item, outcome }),
            None if evaluation.admits(question.finding) => open(question),
            None => {}
        }
    }
    let is_limit = |telling: &Telling| matches!(telling.item(groups).question, Question::Beyond(_));
    if shown[first..].iter().any(is_limit) {
        let mut signs = shown[first..].iter().filter(|telling| !is_limit(telling));
        let said = signs.find(|sign| evaluation.known(sign.item(groups).finding).is_some()).map(|sign| sign.outcome);
        let stands = |telling: &Telling| said.is_none_or(|said| !is_limit(telling) || telling.outcome == said);
        shown.retain(|telling| telling.group != group || stands(telling));
    }
}

/// Leaves out the second one of two groups that must not both count.
pub fn settle_doubles(literature: &Literature, evaluation: &mut Evaluation, counted: &mut [Option<Telling>]) {
    for pair in &literature.not_both {
        let [first, second] = pair.groups.map(|group| counted[group.index()]);
        if let (Some(_), Some(second)) = (first, second)
            && evaluation.rule(&pair.when) == Truth::True
        {
            counted[second.group] = None;
        }
    }
}

/// Which outcome of an item the case shows, if any.
pub fn outcome_of(evaluation: &mut Evaluation, item: &Item) -> Option<usize> {
    let yes_or_no = |truth: Truth| match truth {
        Truth::True => Some(0),
        Truth::False => Some(1),
        Truth::Unknown => None,
    };
    match &item.question {
        // What a patient cannot have says nothing by its absence.
        Question::Present if !evaluation.admits(item.finding) => None,
        Question::Present => yes_or_no(evaluation.sign(item.finding)),
        Question::Beyond(bound) => yes_or_no(evaluation.bound(item.finding, bound)),
        Question::Option => match evaluation.known(item.finding) {
            Some(AnswerValue::Option(option)) => {
                item.outcomes.iter().position(|outcome| outcome.option == Some(*option))
            }
            _ => None,
        },
    }
}

/// What counts, taken together.
#[derive(Clone)]
pub struct Sum {
    pub odds: Odds,
    /// Variance of the logarithm of the likelihood in each hypothesis.
    log_variance: Vec<f64>,
}

impl Sum {
    fn before(setting: &Setting) -> Sum {
        let odds = Odds::before(setting);
        Sum { log_variance: vec![0.0; odds.weights.len() + 1], odds }
    }

    fn count(&mut self, outcome: &Outcome) {
        self.odds.multiply(outcome);
        self.log_variance.iter_mut().zip(&outcome.log_variance).for_each(|(sum, one)| *sum += one);
    }

    fn count_no_more(&mut self, outcome: &Outcome) {
        self.odds.divide(outcome);
        self.log_variance.iter_mut().zip(&outcome.log_variance).for_each(|(sum, one)| *sum -= one);
    }

    /// Becomes the same as another, without a new place in memory.
    pub fn copy(&mut self, other: &Sum) {
        self.odds.copy(&other.odds);
        self.log_variance.copy_from_slice(&other.log_variance);
    }

    /// Half the width of the 90% interval of the logarithm of the odds.
    fn spread(&self) -> f64 {
        let against = self.odds.against();
        spread(self.odds.weights.iter().map(|weight| weight / against), &self.log_variance)
    }
}

/// The weight of each rival relative to the subject.
#[derive(Clone, Debug)]
pub struct Odds {
    weights: Vec<f64>,
}

impl Odds {
    /// Before anything is known.
    pub fn before(setting: &Setting) -> Odds {
        Odds { weights: setting.odds().collect() }
    }

    pub fn multiply(&mut self, outcome: &Outcome) {
        self.weights.iter_mut().zip(&outcome.ratio).for_each(|(weight, ratio)| *weight *= ratio);
    }

    /// As if the answer did not count.
    pub fn divide(&mut self, outcome: &Outcome) {
        self.weights.iter_mut().zip(&outcome.ratio).for_each(|(weight, ratio)| *weight /= ratio);
    }

    /// Becomes the same as another, without a new place in memory.
    pub fn copy(&mut self, other: &Odds) {
        self.weights.copy_from_slice(&other.weights);
    }

    /// The odds against the subject.
    pub fn against(&self) -> f64 {
        let (lanes, rest) = self.weights.as_chunks();
        sum(lanes.iter().copied(), rest.iter().copied())
    }

    /// The odds against the subject if one more answer counted.
    pub fn against_with(&self, outcome: &Outcome) -> f64 {
        dot(&self.weights, &outcome.ratio)
    }

    pub fn probability(&self) -> f64 {
        1.0 / (1.0 + self.against())
    }

    /// Each rival's share of what is not the subject's.
    fn shares(&self) -> Shares {
        let against = self.against();
        Shares(self.weights.iter().map(|weight| weight / against).collect())
    }

    /// The probability of each rival.
    pub fn rivals(&self) -> Vec<f64> {
        let subject = self.probability();
        self.weights.iter().map(|weight| weight * subject).collect()
    }

    /// The rivals, which share what is not the subject's, the likeliest first.
    fn differential(&self, rest: f64) -> Vec<(HypothesisId, f64)> {
        let part = rest / self.against();
        let rivals = self.weights.iter().enumerate();
        let mut differential: Vec<(HypothesisId, f64)> =
            rivals.map(|(at, weight)| (HypothesisId::at(at + 1), weight * part)).collect();
        differential.sort_by(|a, b| b.1.total_cmp(&a.1));
        // Rivals that are as likely but for the last bits stand in the order of the pack, and share what they have.
        for tied in differential.chunk_by_mut(|a, b| !exceeds(a.1, b.1)) {
            let likely = tied.iter().map(|(_, probability)| probability).sum::<f64>() / tied.len() as f64;
            tied.sort_by_key(|(id, _)| *id);
            tied.iter_mut().for_each(|(_, probability)| *probability = likely);
        }
        differential
    }
}

/// How much each rival counts; together they are 1.
struct Shares(Vec<f64>);

impl Shares {
    /// The weights with which the rivals' logarithms of what each answer makes of them add up to what all answers make
    /// of the odds, in whatever order: the logarithmic mean of the share before and after (Sato 1976, Vartia 1976).
    fn on_the_way(before: &Odds, after: &Odds) -> Shares {
        let means = before.shares().0.iter().zip(after.shares().0).map(|(a, b)| logarithmic_mean(*a, b)).collect();
        Odds { weights: means }.shares()
    }

    /// The logarithm of the ratio of the subject against the rivals together.
    fn log_ratio(&self, outcome: &Outcome) -> f64 {
        -dot(&self.0, &outcome.log_ratio)
    }

    /// The rival that keeps the ratio down most, the first of several; one of which the answer says something where
    /// there is one.
    fn weightiest(&self, outcome: &Outcome) -> usize {
        let weight = |at: usize| match outcome.grades[at + 1] {
            Some(_) => self.0[at] * outcome.ratio[at],
            None => 0.0,
        };
        (1..self.0.len()).fold(0, |best, at| if exceeds(weight(at), weight(best)) { at } else { best })
    }
}

/// Half the width of the 90% interval of a logarithm, where those of the likelihoods of the subject and of each rival,
/// which has this share, vary so. What was added and taken away again may leave less than nothing of a variance.
fn spread(shares: impl Iterator<Item = f64>, log_variance: &[f64]) -> f64 {
    let rivals: f64 = shares.zip(&log_variance[1..]).map(|(share, one)| share * share * one).sum();
    NINETY_PERCENT * (log_variance[0] + rivals).max(0.0).sqrt()
}

/// The number between two others whose ratio to their difference is that of 1 to the difference of their logarithms; 0
/// where one of them is.
fn logarithmic_mean(a: f64, b: f64) -> f64 {
    match (a / b).ln() / 2.0 {
        _ if a.min(b) <= 0.0 => 0.0,
        0.0 => a,
        half => a.sqrt() * b.sqrt() * half.sinh() / half,
    }
}

/// The sum of products.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks(), b.as_chunks());
    let products = a.iter().zip(b).map(|(a, b): (&[f64; LANES], &[f64; LANES])| from_fn(|at| a[at] * b[at]));
    sum(products, a_rest.iter().zip(b_rest).map(|(a, b)| a * b))
}

/// Adds up in lanes that a processor adds side by side; the order is fixed, and so is the last bit.
fn sum(lanes: impl Iterator<Item = [f64; LANES]>, rest: impl Iterator<Item = f64>) -> f64 {
    let sums = lanes.fold([0.0; LANES], |sums, terms| from_fn(|at| sums[at] + terms[at]));
    sums.iter().sum::<f64>() + rest.sum::<f64>()
}

/// A direct comparison measured both sides itself; else the worse of the two numbers stands.
fn grade(outcome: &Outcome, rival: usize) -> Option<Grade> {
    match (outcome.grades[0], outcome.grades[rival + 1]?) {
        (_, Grade::A) => Some(Grade::A),
        (subject, grade) => Some(subject.map_or(grade, |subject| subject.max(grade))),
    }
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
