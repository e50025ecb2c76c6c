//! The fit in words: probabilities, ratios, bands, answers that matter, what a test can settle.

use super::model::Chart;
use super::say::Words;
use crate::engine::{Band, Change, Fit, Misfit, NextTest, Obstacle, SetsDiffer, Turning, Verdict};
use crate::json::steady;
use crate::knowledge::files::{AdviceKind, FitTerminalWords, PriorStatus};
use crate::knowledge::{ConclusionId, FindingId, Grade, Literature, SetId, Setting, SettingId};
use crate::say::figures::{digits, prior};

/// A probability in whole percent, with a decimal where it is small; nothing is surer than 99%.
pub fn percent(probability: f64) -> String {
    match steady(probability * 100.0) {
        percent if percent < 0.1 => "<0.1%".to_owned(),
        percent if percent > 99.0 => ">99%".to_owned(),
        percent if percent < 1.0 => format!("{percent:.1}%"),
        percent => format!("{percent:.0}%"),
    }
}

/// A ratio in three significant digits.
pub fn ratio(value: f64) -> String {
    let whole_digits = value.abs().log10().floor() as i32 + 1;
    match usize::try_from(3 - whole_digits) {
        Ok(decimals) if value > 0.0 => format!("{:.decimals$}", steady(value)),
        _ => digits(value, 3),
    }
}

/// The order in which kinds of advice are shown.
pub const KINDS: [AdviceKind; 4] =
    [AdviceKind::RedFlag, AdviceKind::Contradiction, AdviceKind::Trap, AdviceKind::NextStep];

impl<'m> Words<'m> {
    pub fn fit(&self) -> &'m FitTerminalWords {
        &self.interface.fit_terminal
    }

    /// An interval of a probability, one figure where both ends read alike; its ends are not shown beyond 0.1 and 99%.
    fn interval(&self, ends: [f64; 2]) -> String {
        if let [low, high] = ends.map(percent)
            && low == high
        {
            return low;
        }
        let [low, high] = ends.map(|end| percent(end.clamp(0.001, 0.99)).trim_end_matches('%').to_owned());
        if low == high {
            return format!("{low}%");
        }
        self.interface.style.span_percent.fill(self.lang, &[("low", &low), ("high", &high)])
    }

    pub fn literature(&self) -> Option<&'m Literature> {
        self.knowledge.literature.as_ref()
    }

    pub fn band(&self, band: Band) -> &'m str {
        let words = self.fit();
        let text = match band {
            Band::Strong => &words.strong,
            Band::Compatible => &words.compatible,
            Band::Weak => &words.weak,
            Band::Against => &words.against,
            Band::Uncertain => &words.uncertain,
            Band::TooLittleKnown => &words.too_little,
        };
        text.get(self.lang)
    }

    /// `Fit 71% (22-95%)`; without a figure where too little is known, and the prior where nothing is.
    pub fn headline(&self, fit: &Fit) -> String {
        if fit.groups.is_empty() {
            return self.fit().prior_only.fill(self.lang, &[("prior", &prior(fit.prior))]);
        }
        if fit.band == Band::TooLittleKnown {
            return self.text(&self.fit().the_fit_head).to_owned();
        }
        self.figures(fit)
    }

    /// `Fit 71% (22-95%)`.
    pub fn figures(&self, fit: &Fit) -> String {
        let values = [("probability", percent(fit.probability)), ("interval", self.interval(fit.interval))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.fit().fit.fill(self.lang, &values)
    }

    /// What stands in the way of strong, in words, and the finding to go to.
    pub fn obstacle(&self, obstacle: Obstacle) -> (String, Option<FindingId>) {
        let (label, target) = match obstacle {
            Obstacle::Unknown(id) | Obstacle::Absent(id) | Obstacle::Mark(id) => (self.label(id).to_owned(), Some(id)),
            Obstacle::Met(set, conclusion) => (self.conclusion_of(set, conclusion), None),
        };
        let words = self.fit();
        let text = match obstacle {
            Obstacle::Unknown(_) => words.settle_first.fill(self.lang, &[("finding", &label)]),
            Obstacle::Absent(_) => words.lacking.fill(self.lang, &[("finding", &label)]),
            Obstacle::Mark(_) => words.a_mark.fill(self.lang, &[("finding", &label)]),
            Obstacle::Met(..) => words.rival_met.fill(self.lang, &[("set", &label)]),
        };
        (text, target)
    }

    /// `71% (compatible)`.
    pub fn probability_and_band(&self, fit: &Fit) -> String {
        let values = [("text", percent(fit.probability)), ("aside", self.band(fit.band).to_owned())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.interface.style.aside.fill(self.lang, &values)
    }

    pub fn setting(&self, setting: &Setting) -> String {
        let values = [("setting", self.text(&setting.label)), ("prior", &prior(setting.prior))];
        self.fit().setting.fill(self.lang, &values)
    }

    /// Where the patient of a fit is seen.
    pub fn setting_label(&self, fit: &Fit) -> &'m str {
        self.knowledge.settings().get(fit.setting.index()).map_or("", |setting| self.text(&setting.label))
    }

    /// The prior of a setting and what it rests on.
    pub fn prior(&self, setting: &Setting) -> String {
        let words = self.fit();
        let status = self.text(match setting.status {
            PriorStatus::Seen => &words.seen,
            PriorStatus::Calculated => &words.calculated,
            PriorStatus::Judgement => &words.judgement,
        });
        let value = prior(setting.prior);
        match setting.range {
            Some(range) => {
                let [low, high] = range.map(|end| digits(end * 100.0, 6));
                let values = [("prior", value.as_str()), ("low", &low), ("high", &high), ("status", status)];
                words.prior_range.fill(self.lang, &values)
            }
            None => words.prior.fill(self.lang, &[("prior", &value), ("status", status)]),
        }
    }

    /// How the prior and the shares were obtained, and what lends no weight here.
    pub fn about_setting(&self, setting: &Setting) -> Vec<String> {
        let presupposed: Vec<&str> = setting.without_weight.ids().map(|id| self.label(id)).collect();
        let presupposed = (!presupposed.is_empty()).then(|| {
            let findings = self.list(presupposed);
            self.fit().presupposes.fill(self.lang, &[("findings", &findings)])
        });
        let notes = [Some(&setting.note), setting.rivals_note.as_ref(), setting.presupposes_note.as_ref()];
        let notes = notes.into_iter().flatten().map(|text| self.text(text).to_owned());
        notes.chain(presupposed).collect()
    }

    /// How far the probability moves over the other settings.
    pub fn span_over(&self, [(_, low), (_, high)]: [(SettingId, f64); 2]) -> String {
        self.fit().span_over.fill(self.lang, &[("interval", &self.interval([low, high]))])
    }

    /// What of the setting the answers deny, and which one agrees with them.
    pub fn misfit(&self, misfit: &Misfit) -> Vec<String> {
        let Some(literature) = self.literature() else { return Vec::new() };
        let denied = self.list(misfit.denied.iter().map(|id| self.label(*id)));
        let offered = self.text(&literature.setting(misfit.offered).label);
        let words = self.fit();
        vec![
            words.denied.fill(self.lang, &[("findings", &denied)]),
            words.offered.fill(self.lang, &[("setting", offered)]),
        ]
    }

    /// The prior odds times all ratios are the odds.
    pub fn total(&self, fit: &Fit) -> String {
        let odds = |probability: f64| probability / (1.0 - probability);
        let together: f64 = fit.groups.iter().map(|group| group.log_ratio).chain(fit.correction).sum();
        let values = [
            ("prior", ratio(odds(fit.prior))),
            ("ratio", ratio(together.exp())),
            ("odds", ratio(odds(fit.probability))),
            ("probability", percent(fit.probability)),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.fit().total.fill(self.lang, &values)
    }

    pub fn grade(&self, grade: Option<Grade>) -> &'m str {
        let words = self.fit();
        let text = match grade {
            Some(Grade::A) => &words.grade_a,
            Some(Grade::B) => &words.grade_b,
            Some(Grade::C) => &words.grade_c,
            Some(Grade::D) => &words.grade_d,
            None => &words.no_grade,
        };
        text.get(self.lang)
    }

    /// Where two sets differ, and on what, in one line.
    pub fn differ(&self, differ: &SetsDiffer) -> String {
        let words = self.fit();
        let [lead, other] = differ.sets.map(|set| self.text(&self.knowledge.set(set).short));
        let [lead_verdict, other_verdict] = differ.verdicts.map(|verdict| self.verdict(verdict));
        let values =
            [("lead", lead), ("lead_verdict", lead_verdict), ("other", other), ("other_verdict", other_verdict)];
        let text = words.differ.fill(self.lang, &values);
        if differ.on.is_empty() {
            return text;
        }
        let set = self.knowledge.set(differ.turns_on());
        let on = self.list(differ.on.iter().map(|id| self.criterion(set, *id)));
        words.turns_on.fill(self.lang, &[("text", &text), ("criteria", &on)])
    }

    /// A set by its short name, with the conclusion where it has several.
    fn conclusion_of(&self, set: SetId, conclusion: ConclusionId) -> String {
        let set = self.knowledge.set(set);
        let short = self.text(&set.short);
        match set.conclusions.as_slice() {
            [_] => short.to_owned(),
            several => self.after(short, self.text(&several[conclusion.index()].title)),
        }
    }

    /// What an examination can settle, a line for each result it may have.
    pub fn settles(&self, next: &NextTest) -> Vec<String> {
        let mut results: Vec<(Verdict, String, Vec<String>)> = Vec::new();
        for how in &next.settles {
            let by: Vec<String> = how.by.iter().map(|open| self.open(open)).collect();
            let by = by.join(" + ");
            let name = self.conclusion_of(how.set, how.conclusion);
            match results.iter_mut().find(|(verdict, needs, _)| *verdict == how.verdict && *needs == by) {
                Some((_, _, sets)) => sets.push(name),
                None => results.push((how.verdict, by, vec![name])),
            }
        }
        let line = |(verdict, by, sets): (Verdict, String, Vec<String>)| {
            let sets = self.list(sets);
            let values = [("verdict", self.verdict(verdict)), ("by", by.as_str()), ("sets", &sets)];
            self.fit().can_settle.fill(self.lang, &values)
        };
        results.into_iter().map(line).collect()
    }

    /// What would change if an answer were otherwise.
    pub fn turning(&self, chart: &Chart, turning: &Turning) -> String {
        let words = self.fit();
        let finding = self.answered(chart, turning.finding);
        let changes = self.list(turning.changes.iter().map(|change| self.change(change)));
        match &turning.instead {
            Some(instead) => {
                let answer = self.value(self.knowledge.finding(turning.finding), instead);
                let values = [("finding", finding.as_str()), ("answer", &answer), ("changes", &changes)];
                words.if_instead.fill(self.lang, &values)
            }
            None => words.if_taken_back.fill(self.lang, &[("finding", &finding), ("changes", &changes)]),
        }
    }

    fn change(&self, change: &Change) -> String {
        let words = self.fit();
        let (what, before, after) = match *change {
            Change::Verdict { set, conclusion, from, to } => {
                (self.conclusion_of(set, conclusion), self.verdict(from), self.verdict(to))
            }
            Change::Band { from, to } => (self.text(&words.the_fit).to_owned(), self.band(from), self.band(to)),
        };
        words.change.fill(self.lang, &[("what", &what), ("before", before), ("after", after)])
    }

    pub fn kind(&self, kind: AdviceKind) -> &'m str {
        let words = self.fit();
        let text = match kind {
            AdviceKind::RedFlag => &words.red_flag,
            AdviceKind::Contradiction => &words.contradiction,
            AdviceKind::Trap => &words.traps,
            AdviceKind::NextStep => &words.next_step,
        };
        text.get(self.lang)
    }
}
