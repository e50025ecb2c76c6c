//! The lines of a result tree about the fit: how well it fits and why, and what to do next.

use std::cmp::Reverse;

use super::tree::{BESIDE, Figure, Outline};
use crate::engine::{Band, Fit, GroupWeight, Obstacle, OpenItem};
use crate::json::six_digits;
use crate::knowledge::{Advice, Grade};
use crate::say::ADVICE;
use crate::say::figures::{percent, prior, ratio};
use crate::tui::model::chart::Detail;
use crate::tui::model::node::Node;

/// So many groups stand beside the verdicts.
const PULLS: usize = 8;

impl Outline<'_> {
    /// The weight of the evidence: what it adds up to, in which setting, and how firm that is.
    pub(super) fn weight(&mut self) {
        let chart = self.chart;
        let Some(fit) = &chart.assessment.fit else {
            self.line(Node::Total, 0, self.words.say(&self.words.words().fit.no_weight));
            return;
        };
        self.fit_head(fit, self.words.fit_head(fit), true);
        self.setting(fit, true);
        self.gap();
        self.evidence(fit);
        self.gap();
        self.robustness();
    }

    /// How well the profile fits, and what stands in the way of calling that strong; whether it is unfolded.
    pub(super) fn fit_head(&mut self, fit: &Fit, text: String, at_first: bool) -> bool {
        let band = self.words.band(fit.band).to_uppercase();
        let tag = self.words.marked(&band, fit.doubtful);
        let open = self.head(Node::Fit, 0, text, tag, at_first);
        self.in_the_way(fit);
        if fit.band == Band::TooLittleKnown && !fit.groups.is_empty() {
            let text = self.words.so_far(fit);
            self.line(Node::SoFar, 1, text);
        }
        open
    }

    /// What keeps the fit from being called strong.
    pub(super) fn in_the_way(&mut self, fit: &Fit) {
        for (at, obstacle) in fit.in_the_way.iter().enumerate() {
            let (text, target) = self.words.in_its_way(*obstacle);
            let (text, tag) = match (self.detail, obstacle) {
                (Detail::Brief, Obstacle::Unknown(id)) => (
                    self.words.label(*id).to_owned(),
                    self.words.say(&self.words.words().fit_terminal.settle_short).to_owned(),
                ),
                _ => (text, String::new()),
            };
            let line = self.line(Node::InTheWay(at), 1, text);
            line.tag = tag;
            line.one_line = true;
            line.target = target;
        }
    }

    fn setting(&mut self, fit: &Fit, open: bool) {
        self.setting_itself(fit);
        let words = self.words;
        let misfit = fit.misfit.as_ref().map(|misfit| words.misfit(misfit));
        let span = fit.span.filter(|_| open).map(|span| words.span_over(span));
        for (at, text) in misfit.into_iter().flatten().chain(span).enumerate() {
            self.line(Node::Misfit(at), 1, text);
        }
    }

    pub(super) fn setting_itself(&mut self, fit: &Fit) {
        let setting = fit.setting.of(self.words.knowledge.settings());
        let brief = self.detail == Detail::Brief;
        if brief {
            let tag = self.words.words().fit_terminal.prior_short(self.words.lang, prior(setting.prior));
            let text = self.words.say(&setting.label).to_owned();
            let line = self.line(Node::Setting, 1, text);
            line.tag = tag;
            line.one_line = true;
            return;
        }
        let text = self.words.seen_in(setting);
        self.line(Node::Setting, 1, text);
    }

    /// What weighs most, and the likeliest rivals.
    pub(super) fn gist(&mut self, fit: &Fit) {
        for (at, weight) in weightiest(fit).into_iter().take(BESIDE) {
            let answer = self.words.now_in_short(self.chart.known(), weight.finding);
            let text = self.words.pair(self.words.label(weight.finding), &answer);
            let times = self.words.times(weight.log_ratio);
            let line = self.line(Node::Weight(at), 1, text);
            line.one_line = true;
            line.tag = times;
            line.target = Some(weight.finding);
        }
        self.rivals(fit);
    }

    /// What weighs most, as bars.
    pub(super) fn pulls(&mut self, fit: &Fit) {
        let weightiest: Vec<(usize, &GroupWeight)> = weightiest(fit).into_iter().take(PULLS).collect();
        if weightiest.is_empty() {
            return;
        }
        let title = self.words.say(&self.words.words().results.pulls);
        self.line(Node::Evidence, 0, title).figure = Some(Figure::Scale);
        let words = self.words;
        let named = |weight: &GroupWeight| (words.group_label(fit.setting, weight), String::new());
        self.bars(fit, weightiest, named);
    }

    /// Groups of the evidence, each with its bar; `named` gives the name of one and what was answered.
    fn bars<'k>(
        &mut self,
        fit: &Fit,
        groups: Vec<(usize, &GroupWeight)>,
        named: impl Fn(&GroupWeight) -> (&'k str, String),
    ) {
        let largest = fit.groups.iter().map(|group| group.log_ratio.abs()).fold(0.0, f64::max);
        for (at, weight) in groups {
            let (name, answer) = named(weight);
            let ratio = self.words.times(weight.log_ratio);
            let line = self.line(Node::Weight(at), 1, name);
            line.target = Some(weight.finding);
            line.figure = Some(Figure::Bar {
                answer,
                share: if largest > 0.0 { weight.log_ratio / largest } else { 0.0 },
                ratio,
                grade: weight.grade.map_or("-", Grade::letter),
            });
        }
    }

    /// The evidence as bars that add up.
    fn evidence(&mut self, fit: &Fit) {
        let words = &self.words.words().fit_terminal;
        let count = |side: fn(&GroupWeight) -> bool| fit.groups.iter().filter(|group| side(group)).count();
        let (speak_for, against) = (count(|group| group.log_ratio > 0.0), count(|group| group.log_ratio < 0.0));
        let tag = words.for_and_against(self.words.lang, speak_for, against);
        if !self.head(Node::Evidence, 0, self.words.say(&words.evidence), tag, true) {
            return;
        }
        if fit.groups.is_empty() {
            self.line(Node::Total, 1, self.words.say(&self.words.words().fit.no_weight));
            return;
        }
        self.line(Node::Scale, 1, self.words.say(&words.answer_head)).figure = Some(Figure::Scale);
        let (say, chart) = (self.words, self.chart);
        let named = |weight: &GroupWeight| (say.label(weight.finding), say.now_in_short(chart.known(), weight.finding));
        self.bars(fit, fit.groups.iter().enumerate().collect(), named);
        if let Some(correction) = fit.correction {
            let text = self.words.words().fit_terminal.correction(self.words.lang, ratio(correction.exp()));
            self.line(Node::Correction, 1, text);
        }
        let text = self.words.total(fit);
        self.line(Node::Total, 1, text);
    }

    /// Where the sets differ, each in a line that leads to what would decide it.
    pub(super) fn disagreements(&mut self) {
        let chart = self.chart;
        let differ = &chart.assessment.disagreements;
        if differ.is_empty() {
            return;
        }
        self.gap();
        let title = self.words.say(&self.words.words().fit.disagreements);
        let open = self.head(Node::Disagreements, 0, title, differ.len().to_string(), self.wide);
        for (at, differ) in differ.iter().enumerate().filter(|_| open) {
            let target = differ.sets.iter().find_map(|set| {
                let criteria = &chart.assessment.set(*set).criteria;
                let criterion = differ.on.first()?.of(criteria);
                let open = criterion.open.iter().find_map(|open| match open.item {
                    OpenItem::Finding(finding) => Some(finding),
                    OpenItem::Conclusion(..) => None,
                });
                open.or_else(|| criterion.because.first().copied())
            });
            let text = self.words.disagreement(differ);
            self.line(Node::Disagreement(at), 1, text).target = target;
        }
    }

    /// How far the result could still move, and the answers it hangs on.
    pub(super) fn robustness(&mut self) {
        let chart = self.chart;
        let Some(robustness) = &chart.assessment.robustness else { return };
        let words = &self.words.words().fit;
        let [worst, best] = [robustness.worst, robustness.best].map(percent);
        let tag = self.words.words().fit_terminal.span(self.words.lang, &worst, &best);
        if !self.head(Node::Robustness, 0, self.words.say(&words.robustness), tag, true) {
            return;
        }
        let text = words.extremes(self.words.lang, &best, &worst);
        self.line(Node::Extremes, 1, text);
        let title = if robustness.turning.is_empty() { &words.no_turning } else { &words.turning };
        self.line(Node::TurningHead, 1, self.words.say(title));
        for (at, turning) in robustness.turning.iter().enumerate() {
            let text = self.words.turning(chart.known(), turning);
            self.line(Node::Turning(at), 2, text).target = Some(turning.finding);
        }
    }

    /// What to bear in mind.
    pub(crate) fn advice(&mut self, at_first: bool) {
        let words = self.words;
        let all = &words.knowledge.advice;
        let ids = self.chart.assessment.advice.iter().enumerate();
        let advice: Vec<(usize, &Advice)> = ids.map(|(at, id)| (at, id.of(all))).collect();
        let Some((_, first)) = advice.first() else { return };
        let title = match !self.is_open(Node::Advice, at_first) {
            true => words.words().fit_terminal.advice_first(words.lang, words.say(&first.text)),
            false => words.say(&words.words().fit.advice).to_owned(),
        };
        let open = self.head(Node::Advice, 0, title, advice.len().to_string(), at_first);
        self.lines.last_mut().into_iter().for_each(|line| line.one_line = true);
        for (number, kind) in ADVICE.into_iter().enumerate().filter(|_| open) {
            let of_kind = advice.iter().filter(|(_, advice)| advice.kind == kind);
            for (order, (at, advice)) in of_kind.enumerate() {
                if order == 0 {
                    self.line(Node::AdviceKind(number), 1, words.advice_kind(kind));
                }
                let line = self.line(Node::AdviceLine(*at), 2, words.say(&advice.text));
                line.target = advice.about.first().copied();
            }
        }
    }
}

/// The groups of a fit by their place, the weightiest first.
fn weightiest(fit: &Fit) -> Vec<(usize, &GroupWeight)> {
    let mut weightiest: Vec<(usize, &GroupWeight)> = fit.groups.iter().enumerate().collect();
    weightiest.sort_by_cached_key(|(_, weight)| Reverse(six_digits(weight.log_ratio.abs()).to_bits()));
    weightiest
}
