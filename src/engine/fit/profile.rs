//! What the answers of a case show of the evidence, which of them count, and what comes of them.

use super::band::{Band, word};
use super::odds::{Odds, Sum, logistic};
use crate::case::AnswerValue;
use crate::engine::evaluate::{Evaluation, Look};
use crate::engine::truth::Truth;
use crate::knowledge::files::Correction;
use crate::knowledge::{Group, GroupId, Item, Literature, Outcome, Question, Setting, SettingId};

/// An answer that a group may count: its item and its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Telling {
    pub group: GroupId,
    pub item: usize,
    pub outcome: usize,
}

impl Telling {
    #[expect(clippy::indexing_slicing, reason = "an outcome is one of its item's")]
    pub(crate) fn outcome<'l>(&self, groups: &'l [Group]) -> &'l Outcome {
        &self.item(groups).outcomes[self.outcome]
    }

    #[expect(clippy::indexing_slicing, reason = "an item is one of its group's")]
    pub(crate) fn item<'l>(&self, groups: &'l [Group]) -> &'l Item {
        &self.group.of(groups).items[self.item]
    }
}

/// What the answers of a case make of the odds.
pub(crate) struct Profile<'l> {
    pub literature: &'l Literature,
    pub(super) setting: SettingId,
    /// The groups as they weigh in the setting.
    pub groups: &'l [Group],
    /// All that the case shows, group after group; it is the same in every setting.
    shown: Vec<Telling>,
    /// The place of each group's first question, where those of all groups stand in a row.
    first: Vec<usize>,
    /// Whether the question at each place has no answer yet and would weigh if it had one.
    open: Vec<bool>,
    /// The most certain answer of each group.
    pub answered: Vec<Option<Telling>>,
    /// The same without those that must not count beside another.
    pub counted: Vec<Option<Telling>>,
    /// What comes of what counts.
    pub sum: Sum,
}

impl<'l> Profile<'l> {
    pub(crate) fn of(literature: &'l Literature, evaluation: &mut Evaluation, setting: SettingId) -> Profile<'l> {
        let (groups, of_setting) = (literature.groups(setting), literature.setting(setting));
        let mut first = Vec::with_capacity(groups.len());
        let mut open = Vec::with_capacity(512);
        let mut shown = Vec::with_capacity(64);
        for group in 0..groups.len() {
            first.push(open.len());
            let mut is_open = |question: Option<&Item>| open.push(question.is_some_and(|item| of_setting.weighs(item)));
            show(groups, GroupId::at(group), evaluation, &mut shown, &mut is_open);
        }
        let answered = most_certain_of_each(groups, of_setting, &shown);
        let mut counted = answered.clone();
        settle_doubles(literature, evaluation, &mut counted);
        let mut sum = Sum::before(of_setting);
        counted.iter().flatten().for_each(|telling| sum.count(telling.outcome(groups)));
        Profile { literature, setting, groups, shown, first, open, answered, counted, sum }
    }

    /// What the same answers make of the probability in another setting.
    pub(crate) fn elsewhere(&self, evaluation: &mut Evaluation, setting: SettingId) -> f64 {
        let (groups, of_setting) = (self.literature.groups(setting), self.literature.setting(setting));
        let mut counted = most_certain_of_each(groups, of_setting, &self.shown);
        settle_doubles(self.literature, evaluation, &mut counted);
        let mut odds = Odds::before(of_setting);
        counted.iter().flatten().for_each(|telling| odds.multiply(telling.outcome(groups)));
        let answered = counted.iter().any(Option::is_some);
        logistic(log_odds(of_setting, self.literature.method.correction, &odds, answered))
    }

    pub(crate) fn setting(&self) -> &'l Setting {
        self.literature.setting(self.setting)
    }

    pub(crate) fn probability(&self) -> f64 {
        self.probability_of(&self.sum.odds, &self.counted)
    }

    /// How many questions all groups ask.
    pub(crate) fn questions(&self) -> usize {
        self.open.len()
    }

    /// A question of a group.
    #[expect(clippy::indexing_slicing, reason = "a question is one of its group's")]
    pub(crate) fn question(&self, (group, item): (GroupId, usize)) -> &'l Item {
        &group.of(self.groups).items[item]
    }

    /// The place of a question among those of all groups.
    pub(crate) fn place(&self, (group, item): (GroupId, usize)) -> usize {
        group.of(&self.first) + item
    }

    /// Whether a question has no answer yet and would weigh if it had one.
    pub(crate) fn is_open(&self, question: (GroupId, usize)) -> bool {
        self.open.get(self.place(question)) == Some(&true)
    }

    /// The open questions of a group: the place of each among those of all groups, and what it asks.
    pub(crate) fn open_of(&self, group: GroupId) -> impl Iterator<Item = (usize, &'l Item)> {
        let first = *group.of(&self.first);
        let places = self.open.iter().enumerate().skip(first);
        let questions = places.zip(&group.of(self.groups).items);
        questions.filter(|((_, is_open), _)| **is_open).map(|((place, _), question)| (place, question))
    }

    /// The most certain answer of a group; `shown` is a place to work in.
    pub(crate) fn answer_of<'k>(
        &self,
        case: &mut impl Look<'k>,
        group: GroupId,
        shown: &mut Vec<Telling>,
    ) -> Option<Telling> {
        shown.clear();
        show(self.groups, group, case, shown, &mut |_| {});
        most_certain(self.groups, self.setting(), shown)
    }

    /// What comes of it if other answers count.
    pub(crate) fn sum_if(&self, counted: &[Option<Telling>], sum: &mut Sum) {
        sum.copy(&self.sum);
        for (now, then) in self.counted.iter().zip(counted).filter(|(now, then)| now != then) {
            now.iter().for_each(|telling| sum.count_no_more(telling.outcome(self.groups)));
            then.iter().for_each(|telling| sum.count(telling.outcome(self.groups)));
        }
    }

    /// The logarithm of the odds of the subject that came of some answers, or of none.
    pub(crate) fn log_odds(&self, odds: &Odds, answered: bool) -> f64 {
        log_odds(self.setting(), self.literature.method.correction, odds, answered)
    }

    /// The correction of a setting whose patients were chosen for their likeness.
    pub(crate) fn correction(&self) -> Option<Correction> {
        self.setting().chosen_for_likeness.then_some(self.literature.method.correction)
    }

    /// The probability of the subject if these odds came of these answers.
    pub(crate) fn probability_of(&self, odds: &Odds, counted: &[Option<Telling>]) -> f64 {
        self.probability_if(odds, counted.iter().any(Option::is_some))
    }

    /// The same for odds that came of some answers, or of none.
    pub(crate) fn probability_if(&self, odds: &Odds, answered: bool) -> f64 {
        logistic(self.log_odds(odds, answered))
    }

    /// 90% interval of that probability.
    pub(crate) fn interval_of(&self, sum: &Sum, counted: &[Option<Telling>]) -> [f64; 2] {
        let slope = self.correction().map_or(1.0, |correction| correction.slope);
        let spread = slope * sum.spread();
        let log_odds = self.log_odds(&sum.odds, counted.iter().any(Option::is_some));
        [logistic(log_odds - spread), logistic(log_odds + spread)]
    }

    /// The word for what came of these answers. What stands in the way of strong is asked only where it matters.
    pub(crate) fn band_of(&self, sum: &Sum, counted: &[Option<Telling>], may_be_strong: impl FnOnce() -> bool) -> Band {
        let method = &self.literature.method;
        let moves = |telling: &&Telling| self.setting().moves(telling.outcome(self.groups));
        if counted.iter().flatten().filter(moves).count() < method.least_groups {
            return Band::TooLittleKnown;
        }
        let probability = self.probability_of(&sum.odds, counted);
        word(method.bands, probability, self.interval_of(sum, counted), may_be_strong)
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
        let best = most_certain(groups, setting, of_group);
        best.iter().for_each(|best| *best.group.of_mut(&mut answered) = Some(*best));
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

/// Adds what the case shows of one group, and says of each of its questions in turn whether it is open. A sign that was
/// answered itself stands: a limit that says otherwise is left out.
fn show<'k>(
    groups: &[Group],
    group: GroupId,
    case: &mut impl Look<'k>,
    shown: &mut Vec<Telling>,
    open: &mut impl FnMut(Option<&Item>),
) {
    let first = shown.len();
    for (item, question) in group.of(groups).items.iter().enumerate() {
        let outcome = outcome_of(case, question);
        open(Some(question).filter(|_| outcome.is_none() && case.view().admits(question.finding)));
        shown.extend(outcome.map(|outcome| Telling { group, item, outcome }));
    }
    let is_limit = |telling: &Telling| matches!(telling.item(groups).question, Question::Beyond(_));
    let of_group = shown.iter().skip(first);
    if of_group.clone().any(is_limit) {
        let mut signs = of_group.filter(|telling| !is_limit(telling));
        let said = signs.find(|sign| case.view().known(sign.item(groups).finding).is_some()).map(|sign| sign.outcome);
        let stands = |telling: &Telling| said.is_none_or(|said| !is_limit(telling) || telling.outcome == said);
        shown.retain(|telling| telling.group != group || stands(telling));
    }
}

/// Leaves out the second one of two groups that must not both count.
pub(crate) fn settle_doubles<'k>(literature: &Literature, case: &mut impl Look<'k>, counted: &mut [Option<Telling>]) {
    for (pair, when) in literature.not_both.iter().zip(case.knowledge().circuit.not_both()) {
        let [first, second] = pair.groups.map(|group| *group.of(counted));
        if let (Some(_), Some(second)) = (first, second)
            && case.truth(*when) == Truth::True
        {
            *second.group.of_mut(counted) = None;
        }
    }
}

/// Which outcome of an item the case shows, if any.
pub(crate) fn outcome_of<'k>(case: &mut impl Look<'k>, item: &Item) -> Option<usize> {
    let yes_or_no = |truth: Truth| match truth {
        Truth::True => Some(0),
        Truth::False => Some(1),
        Truth::Unknown => None,
    };
    match &item.question {
        // What a patient cannot have says nothing by its absence.
        Question::Present if !case.view().admits(item.finding) => None,
        Question::Present => yes_or_no(case.sign(item.finding)),
        Question::Beyond(bound) => yes_or_no(case.view().beyond(item.finding, bound)),
        Question::Option => match case.view().known(item.finding) {
            Some(AnswerValue::Option(option)) => {
                item.outcomes.iter().position(|outcome| outcome.option == Some(*option))
            }
            _ => None,
        },
    }
}
