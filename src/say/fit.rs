//! The fit in words: probabilities, bands, settings, rivals, what to do next.

use super::figures::{percent, prior, ratio};
use super::{Known, Wording};
use crate::engine::{
    Band, Cell, Change, Figure, Fit, GroupWeight, Misfit, NextTest, Obstacle, Rival, Rows, Separating, Staged,
    StagingState, Turning, Verdict,
};
use crate::json::six_digits;
use crate::knowledge::files::{AdviceKind, PriorStatus};
use crate::knowledge::{Hypothesis, HypothesisId, Literature, Setting, SettingId, TestId};
use crate::order;

/// The kinds of advice in the order they are said: what would mislead the reader first.
pub const ADVICE: [AdviceKind; 4] =
    [AdviceKind::Contradiction, AdviceKind::RedFlag, AdviceKind::Trap, AdviceKind::NextStep];

/// So many groups of the evidence, and so many rivals, are named in a line.
const WEIGHTIEST: usize = 3;

impl<'k> Wording<'k> {
    /// A fit in words.
    pub fn band(self, band: Band) -> &'k str {
        let words = &self.words().fit;
        self.say(match band {
            Band::Strong => &words.strong,
            Band::Compatible => &words.compatible,
            Band::Weak => &words.weak,
            Band::Against => &words.against,
            Band::Uncertain => &words.uncertain,
            Band::TooLittleKnown => &words.too_little,
        })
    }

    /// The probability of the subject with its interval and band.
    ///
    /// Where too little is known there is no figure; where nothing is, it is the prior.
    pub fn headline(self, literature: &'k Literature, fit: &Fit) -> String {
        let disease = self.say(&literature.hypothesis(literature.subject()).label);
        if fit.groups.is_empty() {
            return self.words().fit.headline_prior(self.lang, disease, prior(fit.prior));
        }
        if fit.band == Band::TooLittleKnown {
            return self.pair(disease, self.band(fit.band));
        }
        let probability = percent(fit.probability);
        self.words().fit.headline(
            self.lang,
            disease,
            &probability,
            self.marked(self.band(fit.band), fit.doubtful),
            self.interval(fit.interval),
        )
    }

    /// The probability where too little is known for a word.
    pub fn so_far(self, fit: &Fit) -> String {
        let (probability, interval) = (percent(fit.probability), self.interval(fit.interval));
        self.words().fit.so_far(self.lang, &probability, &interval)
    }

    /// What stands in the way of calling a fit strong: what to settle first, then what else.
    pub fn in_the_way(self, fit: &Fit) -> Vec<String> {
        self.obstacles(fit, |obstacles| self.list(obstacles))
    }

    /// What stands in the way of calling a fit strong, by the first few of it.
    pub fn in_the_way_in_short(self, fit: &Fit) -> Vec<String> {
        self.obstacles(fit, |obstacles| self.few(obstacles.iter().map(String::as_str).collect()))
    }

    fn obstacles(self, fit: &Fit, all: impl Fn(Vec<String>) -> String) -> Vec<String> {
        let words = &self.words().fit;
        let is_unknown = |obstacle: &&Obstacle| matches!(obstacle, Obstacle::Unknown(_));
        let (unknown, others): (Vec<_>, Vec<_>) = fit.in_the_way.iter().partition(is_unknown);
        let line = |title, obstacles: Vec<&Obstacle>| {
            let obstacles = all(obstacles.into_iter().map(|obstacle| self.obstacle(*obstacle)).collect());
            (!obstacles.is_empty()).then(|| self.pair(self.say(title), &obstacles))
        };
        [line(&words.settle_first, unknown), line(&words.in_the_way, others)].into_iter().flatten().collect()
    }

    /// One thing that stands in the way of calling a fit strong.
    pub fn obstacle(self, obstacle: Obstacle) -> String {
        match obstacle {
            Obstacle::Unknown(id) => self.label(id).to_owned(),
            Obstacle::Absent(id) => self.pair(self.label(id), self.say(&self.words().answer.absent)),
            Obstacle::Mark(id) => self.words().fit.a_mark(self.lang, self.label(id)),
            Obstacle::Met(set, conclusion) => {
                self.pair(&self.conclusion_of(set, conclusion), self.verdict(Verdict::Met))
            }
        }
    }

    /// What a prior rests on.
    pub fn prior_status(self, status: PriorStatus) -> &'k str {
        let words = &self.words().fit;
        self.say(match status {
            PriorStatus::Seen => &words.seen,
            PriorStatus::Calculated => &words.calculated,
            PriorStatus::Judgement => &words.judgement,
        })
    }

    /// The setting with its prior and what that rests on.
    pub fn setting(self, setting: &Setting) -> String {
        let words = &self.words().fit;
        let (label, value) = (self.say(&setting.label), prior(setting.prior));
        let text = match setting.range.map(|ends| ends.map(prior)) {
            Some([low, high]) => words.prior_range(self.lang, label, &value, &low, &high),
            None => words.prior(self.lang, label, &value),
        };
        self.aside(&text, self.prior_status(setting.status))
    }

    /// The name of a setting.
    pub fn setting_label(self, id: SettingId) -> &'k str {
        self.knowledge.settings().get(id.index()).map_or("", |setting| self.say(&setting.label))
    }

    /// How many times likelier, from its logarithm.
    pub fn times(self, log_ratio: f64) -> String {
        self.words().fit_terminal.times(self.lang, ratio(log_ratio.exp()))
    }

    /// The setting, named as such.
    pub fn seen_in(self, setting: &Setting) -> String {
        self.pair(self.say(&self.words().fit.setting), &self.setting(setting))
    }

    /// The findings that lend no weight in a setting.
    pub fn presupposed(self, setting: &Setting) -> Option<String> {
        let findings = self.findings(&setting.without_weight.ids().collect::<Vec<_>>());
        (!findings.is_empty()).then(|| self.pair(self.say(&self.words().explain.presupposes), &findings))
    }

    /// How far the probability moves over the other settings.
    pub fn span_over(self, [(low, lowest), (high, highest)]: [(SettingId, f64); 2]) -> String {
        let words = &self.words().fit;
        let (lowest, highest) = (percent(lowest), percent(highest));
        if lowest == highest {
            return words.span_alike(self.lang, &lowest);
        }
        words.span(self.lang, &lowest, self.setting_label(low), &highest, self.setting_label(high))
    }

    /// What of the setting the answers deny, and which one agrees with them.
    pub fn misfit(self, misfit: &Misfit) -> [String; 2] {
        let words = &self.words().fit;
        [
            words.denied(self.lang, self.findings(&misfit.denied)),
            words.offered(self.lang, self.setting_label(misfit.offered)),
        ]
    }

    /// What is to be known before a rival's probability is taken for much.
    pub fn caution(self, disease: &Hypothesis, rival: &Rival, fit: &Fit) -> Option<String> {
        let words = &self.words().fit;
        let excluded = self.list(rival.excluded_by(fit).map(|id| self.label(id)));
        match () {
            () if !excluded.is_empty() => Some(words.excluded_by(self.lang, &excluded)),
            () if disease.assumed => Some(self.say(&words.assumed).to_owned()),
            () if rival.lacks_figures() => Some(self.say(&words.no_figures).to_owned()),
            () => None,
        }
    }

    /// The examinations that would tell the subject from a rival; where none would, what is known to.
    pub fn separating(self, disease: &'k Hypothesis, tests: &[TestId]) -> String {
        match tests.is_empty() {
            true => disease.separated_by.as_ref().map_or("", |text| self.say(text)).to_owned(),
            false => self.tests(tests),
        }
    }

    /// What an answer says of a rival: how many times likelier it is there than in the subject.
    pub fn cell(self, cell: Cell) -> String {
        let value = ratio(cell.log_ratio.exp());
        match cell.figure {
            Figure::Own => value,
            Figure::Assumed => format!("({value})"),
            Figure::Nothing => "-".to_owned(),
            Figure::Excluded => self.say(&self.words().fit.excluded).to_owned(),
        }
    }

    /// What would change if an answer were otherwise.
    pub fn turning(self, known: Known, turning: &Turning) -> String {
        let words = &self.words().fit;
        let finding = self.answered(known, turning.finding);
        let changes = self.list(turning.changes.iter().map(|change| self.change(change)));
        match &turning.instead {
            Some(instead) => {
                let answer = self.answer(turning.finding, instead);
                words.if_instead(self.lang, &finding, &answer, &changes)
            }
            None => words.if_taken_back(self.lang, &finding, &changes),
        }
    }

    fn change(self, change: &Change) -> String {
        let words = &self.words().fit;
        let (what, before, after) = match *change {
            Change::Verdict { set, conclusion, from, to } => {
                (self.conclusion_of(set, conclusion), self.verdict(from), self.verdict(to))
            }
            Change::Band { from, to } => (self.say(&words.the_fit).to_owned(), self.band(from), self.band(to)),
        };
        words.change(self.lang, &what, before, after)
    }

    /// What would separate the subject from a rival, by name; `None` where nothing would.
    pub fn separates(self, found: &Separating) -> Option<String> {
        let literature = self.knowledge.literature.as_ref().filter(|_| !found.tests.is_empty())?;
        let label = |id: HypothesisId| self.say(&literature.hypothesis(id).label);
        let tests = self.tests(&found.tests);
        Some(self.words().fit.separates_from(self.lang, label(literature.subject()), label(found.rival), &tests))
    }

    /// How much of a part of the staging is known.
    pub fn staging_state(self, staged: &Staged) -> &'k str {
        let words = &self.words().fit;
        self.say(match staged.state {
            StagingState::Done => &words.staging_done,
            StagingState::Partly => &words.staging_partly,
            StagingState::Missing => &words.staging_missing,
        })
    }

    /// What is missing of a part of the staging and what would answer it; nothing once it is done.
    pub fn still_missing(self, staged: &Staged) -> Vec<String> {
        if staged.missing.is_empty() {
            return Vec::new();
        }
        let words = &self.words().fit;
        let missing = self.pair(self.say(&words.still_missing), &self.findings(&staged.missing));
        vec![missing, self.pair(self.say(&words.answered_by), &self.tests(&staged.tests))]
    }

    fn tests(self, tests: &[TestId]) -> String {
        self.list(tests.iter().map(|test| self.say(&self.knowledge.workup.test(*test).label)))
    }

    /// What a kind of advice is called.
    pub fn advice_kind(self, kind: AdviceKind) -> &'k str {
        let words = &self.words().fit;
        self.say(match kind {
            AdviceKind::Contradiction => &words.contradiction,
            AdviceKind::RedFlag => &words.red_flag,
            AdviceKind::Trap => &words.traps,
            AdviceKind::NextStep => &words.next_step,
        })
    }

    /// The probability with what it could be: `98%, could be 33-99%`.
    pub fn could_be(self, fit: &Fit) -> String {
        let (probability, interval) = (percent(fit.probability), self.interval(fit.interval));
        match probability == interval {
            true => probability,
            false => self.words().conclusion.could_be(self.lang, &probability, &interval),
        }
    }

    /// Why the probability could be quite another: the groups of the evidence whose figures are least sure, and whether the
    /// setting matters more; `None` where it could not.
    pub fn why_wide(self, fit: &Fit) -> Option<String> {
        let (words, width) = (&self.words().fit, fit.width.as_ref().filter(|_| fit.band != Band::TooLittleKnown)?);
        let groups = width.groups.iter().filter_map(|at| fit.groups.get(*at)).take(WEIGHTIEST).map(|group| {
            let label = self.group_label(fit.setting, group);
            let graded = group.grade.map(|grade| words.graded(self.lang, grade.letter()));
            graded.map_or_else(|| label.to_owned(), |grade| self.aside(label, &grade))
        });
        let groups: Vec<String> = groups.collect();
        let groups = self.apart(&groups.iter().map(String::as_str).collect::<Vec<_>>());
        let more = width.groups.len().saturating_sub(WEIGHTIEST);
        let figures = match more {
            0 => words.wide(self.lang, &groups),
            more => words.wide_more(self.lang, &groups, more),
        };
        let setting = width.setting.then(|| self.say(&words.wide_setting).to_owned());
        Some(self.sentences([figures].into_iter().chain(setting)))
    }

    /// What weighs most for the subject, and what against, by the names of the groups; empty where nothing does.
    pub fn weightiest(self, fit: &Fit) -> [String; 2] {
        let side = |sign: f64| {
            let mut groups: Vec<_> = fit.groups.iter().filter(|group| group.log_ratio * sign > 0.0).collect();
            order::by(&mut groups, |one, other| {
                six_digits(other.log_ratio.abs()).total_cmp(&six_digits(one.log_ratio.abs()))
            });
            let groups = groups.iter().take(WEIGHTIEST).map(|group| self.group_label(fit.setting, group));
            self.apart(&groups.collect::<Vec<_>>())
        };
        [side(1.0), side(-1.0)]
    }

    /// What a group of the evidence is called.
    pub fn group_label(self, setting: SettingId, weight: &GroupWeight) -> &'k str {
        let rows = Rows::of(self.knowledge, setting);
        rows.map_or("", |rows| self.say(&weight.group.of(rows.groups).label))
    }

    /// The likeliest rivals, each with its probability.
    pub fn runners_up(self, fit: &Fit) -> String {
        let Some(literature) = self.knowledge.literature.as_ref() else { return String::new() };
        let rival = |(id, probability): &(_, f64)| {
            format!("{} {}", self.say(&literature.hypothesis(*id).label), percent(*probability))
        };
        self.names(fit.differential.iter().take(WEIGHTIEST).map(rival))
    }

    /// The sets that an examination can settle, each once.
    pub fn settled_by(self, next: &NextTest) -> Vec<String> {
        let mut sets: Vec<String> = Vec::new();
        for how in &next.settles {
            let short = self.say(&self.knowledge.set(how.set).short);
            if sets.iter().all(|set| set != short) {
                sets.push(short.to_owned());
            }
        }
        sets
    }

    /// What an examination would change: the sets that it can settle, else the fit.
    pub fn changes(self, next: &NextTest) -> String {
        let (words, sets) = (&self.words().conclusion, self.settled_by(next));
        match sets.is_empty() {
            true => self.say(&words.weighs).to_owned(),
            false => words.settles(self.lang, self.names(sets)),
        }
    }
}
