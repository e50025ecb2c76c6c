//! The lines of a result tree about the fit: how well it fits and why, and what to do next.

use std::cmp::Reverse;

use super::tree::{BESIDE, Figure, Outline};
use crate::engine::{Band, Fit, GroupWeight, Obstacle, OpenItem};
use crate::json::six_digits;
use crate::knowledge::Grade;
use crate::say::ADVICE;
use crate::say::figures::{percent, prior, ratio};
use crate::tui::model::chart::Detail;
use crate::tui::model::node::Node;

impl Outline<'_> {
    /// How well the profile fits, first of all; with its evidence on the results screen.
    pub fn fit(&mut self) {
        let chart = self.chart;
        let Some(fit) = &chart.assessment.fit else { return };
        let open = self.is_open(Node::Fit, self.detail == Detail::Full || self.wide);
        let band = self.words.band(fit.band).to_uppercase();
        let tag = self.words.marked(&band, fit.doubtful);
        let head = self.line(Node::Fit, 0, self.words.fit_head(fit));
        head.fold = Some(open);
        head.tag = tag;
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
        if fit.band == Band::TooLittleKnown && !fit.groups.is_empty() && self.detail == Detail::Full {
            let text = self.words.so_far(fit);
            self.line(Node::SoFar, 1, text);
        }
        self.setting(fit, open);
        match self.detail {
            Detail::Brief if open => self.gist(fit),
            Detail::Brief => {}
            Detail::Full => {
                self.evidence(fit);
                self.differential(fit);
            }
        }
    }

    fn setting(&mut self, fit: &Fit, open: bool) {
        self.setting_itself(fit);
        let brief = self.detail == Detail::Brief;
        let words = self.words;
        let misfit = fit.misfit.as_ref();
        let misfit = misfit.map(|misfit| if brief { words.misfit_in_short(misfit) } else { words.misfit(misfit) });
        let span = fit.span.filter(|_| open);
        let span = span.map(|span| if brief { words.span_in_short(span) } else { words.span_over(span) });
        for (at, text) in misfit.into_iter().flatten().chain(span).enumerate() {
            self.line(Node::Misfit(at), 1, text).one_line = brief;
        }
    }

    fn setting_itself(&mut self, fit: &Fit) {
        let Some(literature) = self.words.knowledge.literature.as_ref() else { return };
        let setting = &literature.settings[fit.setting.index()];
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
    fn gist(&mut self, fit: &Fit) {
        let mut weightiest: Vec<usize> = (0..fit.groups.len()).collect();
        weightiest.sort_by_cached_key(|at| Reverse(six_digits(fit.groups[*at].log_ratio.abs()).to_bits()));
        for at in weightiest.into_iter().take(BESIDE) {
            let weight = &fit.groups[at];
            let answer = self.words.now_in_short(self.chart.known(), weight.finding);
            let text = self.words.pair(self.words.label(weight.finding), &answer);
            let line = self.line(Node::Weight(at), 1, text);
            line.one_line = true;
            line.tag = format!("x{}", ratio(weight.log_ratio.exp()));
            line.target = Some(weight.finding);
        }
        self.rivals(fit);
    }

    /// The evidence as bars that add up.
    fn evidence(&mut self, fit: &Fit) {
        let open = self.is_open(Node::Evidence, true);
        let words = &self.words.words().fit_terminal;
        let count = |side: fn(&GroupWeight) -> bool| fit.groups.iter().filter(|group| side(group)).count();
        let (speak_for, against) = (count(|group| group.log_ratio > 0.0), count(|group| group.log_ratio < 0.0));
        let tag = words.for_and_against(self.words.lang, speak_for, against);
        let title = self.words.say(&words.evidence).to_owned();
        let head = self.line(Node::Evidence, 0, title);
        head.fold = Some(open);
        head.tag = tag;
        if !open {
            return;
        }
        if fit.groups.is_empty() {
            let text = self.words.say(&self.words.words().fit.no_weight).to_owned();
            self.line(Node::Total, 1, text);
            return;
        }
        let text = self.words.say(&words.answer_head).to_owned();
        self.line(Node::Scale, 1, text).figure = Some(Figure::Scale);
        let largest = fit.groups.iter().map(|group| group.log_ratio.abs()).fold(0.0, f64::max);
        for (at, weight) in fit.groups.iter().enumerate() {
            let answer = self.words.now_in_short(self.chart.known(), weight.finding);
            let text = self.words.label(weight.finding).to_owned();
            let line = self.line(Node::Weight(at), 1, text);
            line.target = Some(weight.finding);
            line.figure = Some(Figure::Bar {
                answer,
                share: if largest > 0.0 { weight.log_ratio / largest } else { 0.0 },
                ratio: format!("x{}", ratio(weight.log_ratio.exp())),
                grade: weight.grade.map_or("-", Grade::letter),
            });
        }
        if let Some(correction) = fit.correction {
            let text = self.words.words().fit_terminal.correction(self.words.lang, ratio(correction.exp()));
            self.line(Node::Correction, 1, text);
        }
        let text = self.words.total(fit);
        self.line(Node::Total, 1, text);
    }

    /// Where the sets differ, each in a line that leads to what would decide it.
    pub fn disagreements(&mut self) {
        let chart = self.chart;
        let differ = &chart.assessment.disagreements;
        if self.detail == Detail::Brief || differ.is_empty() {
            return;
        }
        let open = self.is_open(Node::Disagreements, true);
        let title = self.words.say(&self.words.words().fit.disagreements).to_owned();
        let head = self.line(Node::Disagreements, 0, title);
        head.fold = Some(open);
        head.tag = differ.len().to_string();
        for (at, differ) in differ.iter().enumerate().filter(|_| open) {
            let target = differ.sets.iter().find_map(|set| {
                let criteria = &chart.assessment.set(*set).criteria;
                let criterion = differ.on.first().and_then(|id| criteria.get(id.index()))?;
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
    pub fn robustness(&mut self) {
        let chart = self.chart;
        let Some(robustness) = chart.assessment.robustness.as_ref().filter(|_| self.detail == Detail::Full) else {
            return;
        };
        let words = &self.words.words().fit;
        let open = self.is_open(Node::Robustness, false);
        let [worst, best] = [robustness.worst, robustness.best].map(percent);
        let title = self.words.say(&words.robustness).to_owned();
        let tag = self.words.words().fit_terminal.span(self.words.lang, &worst, &best);
        let head = self.line(Node::Robustness, 0, title);
        head.fold = Some(open);
        head.tag = tag;
        if !open {
            return;
        }
        let text = words.extremes(self.words.lang, &best, &worst);
        self.line(Node::Extremes, 1, text);
        let title = if robustness.turning.is_empty() { &words.no_turning } else { &words.turning };
        let title = self.words.say(title).to_owned();
        self.line(Node::TurningHead, 1, title);
        for (at, turning) in robustness.turning.iter().enumerate() {
            let text = self.words.turning(chart.known(), turning);
            self.line(Node::Turning(at), 2, text).target = Some(turning.finding);
        }
    }

    /// What to bear in mind.
    pub fn advice(&mut self) {
        let chart = self.chart;
        let knowledge = self.words.knowledge;
        let advice = &chart.assessment.advice;
        let Some(first) = advice.first() else { return };
        let brief = self.detail == Detail::Brief;
        let open = self.is_open(Node::Advice, !brief || self.wide);
        let words = &self.words.words().fit_terminal;
        let title = match brief && !open {
            true => {
                let text = self.words.say(&knowledge.advice[first.index()].text);
                words.advice_first(self.words.lang, text)
            }
            false => self.words.say(&self.words.words().fit.advice).to_owned(),
        };
        let head = self.line(Node::Advice, 0, title);
        head.one_line = brief;
        head.fold = Some(open);
        head.tag = advice.len().to_string();
        for (number, kind) in ADVICE.into_iter().enumerate().filter(|_| open) {
            let of_kind = advice.iter().enumerate().filter(|(_, id)| knowledge.advice[id.index()].kind == kind);
            for (order, (at, id)) in of_kind.enumerate() {
                if order == 0 && !brief {
                    let title = self.words.advice_kind(kind).to_owned();
                    self.line(Node::AdviceKind(number), 1, title);
                }
                let advice = &knowledge.advice[id.index()];
                let text = self.words.say(&advice.text).to_owned();
                let line = self.line(Node::AdviceLine(at), if brief { 1 } else { 2 }, text);
                line.one_line = brief;
                line.target = advice.about.first().copied();
            }
        }
    }
}
