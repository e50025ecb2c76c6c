//! What only the terminal says: marks, tallies, few words for narrow columns, keys that answer a doubt.

use crate::case::{Comparator, Quantity, Reference};
use crate::engine::{Assessment, Band, ConclusionAssessment, Fit, Misfit, Obstacle, Verdict};
use crate::knowledge::{FindingId, SettingId};
use crate::say::Wording;
use crate::say::figures::{figure, percent, prior, ratio};
use crate::tui::action::{Action, Context, Keymap};
use crate::tui::model::Theme;
use crate::tui::model::chart::Chart;

/// A quantity as it was given, without its unit.
pub(super) fn amount(quantity: &Quantity) -> String {
    format!("{}{}", quantity.comparator.map_or("", Comparator::symbol), figure(quantity.value))
}

/// A range as it is typed.
pub(super) fn range(reference: Reference) -> String {
    match (reference.low, reference.high) {
        (Some(low), Some(high)) => format!("{}-{}", figure(low), figure(high)),
        (Some(low), None) => format!(">={}", figure(low)),
        (None, Some(high)) => format!("<={}", figure(high)),
        (None, None) => String::new(),
    }
}

/// How many criteria of a role a conclusion asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    All,
    AtLeast(usize),
    NoneOf,
}

impl<'k> Wording<'k> {
    /// The verdict of a row in a table: a short word, always equally wide.
    pub fn verdict_mark(self, verdict: Verdict) -> &'k str {
        let words = &self.words().terminal;
        self.say(match verdict {
            Verdict::Met => &words.mark_met,
            Verdict::NotMet => &words.mark_not_met,
            Verdict::Undetermined => &words.mark_open,
        })
    }

    /// The verdict in capitals; of an open one how many findings it lacks at least.
    pub fn verdict_or_lack(self, conclusion: &ConclusionAssessment) -> String {
        let words = &self.words().chart;
        let verdict = match (conclusion.verdict, conclusion.lacks) {
            (Verdict::Undetermined, 0) => self.say(&words.open).to_owned(),
            (Verdict::Undetermined, lacks) => words.open_count(self.lang, lacks),
            (verdict, _) => self.verdict(verdict).to_uppercase(),
        };
        self.marked(&verdict, !conclusion.doubtful.is_empty())
    }

    /// `1 of 3 met, 1 needed`.
    pub fn count_met(self, met: usize, of: usize, need: Option<Needed>) -> String {
        let words = &self.words().terminal;
        match need {
            Some(Needed::All) => words.tally_all(self.lang, met, of),
            Some(Needed::AtLeast(k)) => words.tally_at_least(self.lang, met, of, k),
            Some(Needed::NoneOf) => words.tally_none(self.lang, met, of),
            None => words.tally(self.lang, met, of),
        }
    }

    /// `24.1 ng/dL, or nmol/L?` where a number may have been meant otherwise, and how to answer that.
    pub fn asked(self, keymap: &Keymap, chart: &Chart, id: FindingId) -> Option<String> {
        let doubt = chart.doubt(id)?;
        let value = self.answer(id, chart.case.known(id)?);
        let units = self.knowledge.finding(id).measure().map_or(&[][..], |measure| &measure.units);
        let units: Vec<String> =
            doubt.usual_in.iter().filter_map(|at| units.get(*at)).map(|unit| self.unit(unit)).collect();
        let words = &self.words().terminal;
        let key = |action: Action| keymap.named(Context::List, action, self);
        Some(match units.first() {
            None => words.check_value(self.lang, &value, key(Action::ConfirmValue), key(Action::Edit)),
            Some(first) => {
                let (confirm, other) = (key(Action::ConfirmValue), key(Action::OtherUnit));
                words.check_unit(self.lang, &value, self.either(&units), confirm, other, first)
            }
        })
    }

    /// What a set of colors is called.
    pub fn theme(self, theme: Theme) -> &'k str {
        let words = &self.words().look;
        self.say(match theme {
            Theme::Default => &words.default,
            Theme::Dark => &words.dark,
            Theme::Light => &words.light,
            Theme::HighContrast => &words.high_contrast,
            Theme::Mono => &words.mono,
        })
    }

    /// How long ago something was.
    pub fn age(self, age: std::time::Duration) -> String {
        let words = &self.words().terminal;
        let minutes = age.as_secs() / 60;
        match minutes {
            0 => self.say(&words.just_now).to_owned(),
            1..60 => words.minutes_ago(self.lang, minutes),
            60..1440 => words.hours_ago(self.lang, minutes / 60),
            1440..2880 => self.say(&words.yesterday).to_owned(),
            _ => words.days_ago(self.lang, minutes / 1440),
        }
    }

    /// `Fit 71% (22-95%)`; without a figure where too little is known, and the prior where nothing is.
    pub fn fit_head(self, fit: &Fit) -> String {
        let words = &self.words().fit_terminal;
        match fit.band {
            _ if fit.groups.is_empty() => words.prior_only(self.lang, prior(fit.prior)),
            Band::TooLittleKnown => self.say(&words.the_fit_head).to_owned(),
            _ => {
                let (probability, interval) = (percent(fit.probability), self.interval(fit.interval));
                words.fit(self.lang, &probability, &interval)
            }
        }
    }

    /// `Fit 61% -> 97%` where the probability as it is printed is another, or the band is.
    pub fn fit_changed(self, before: &Assessment, after: &Assessment) -> Option<String> {
        let [before, after] = [before, after].map(|assessment| {
            assessment.fit.as_ref().map(|fit| match fit.band {
                Band::TooLittleKnown => self.band(fit.band).to_owned(),
                _ => percent(fit.probability),
            })
        });
        let (before, after) = before.zip(after).filter(|(before, after)| before != after)?;
        let words = self.words();
        Some(words.quick_box.fit_changed(self.lang, self.say(&words.fit_terminal.the_fit_head), before, after))
    }

    /// What stands in the way of strong, in few words, and the finding to go to.
    pub fn in_its_way(self, obstacle: Obstacle) -> (String, Option<FindingId>) {
        let words = &self.words().fit_terminal;
        let (title, target) = match obstacle {
            Obstacle::Unknown(id) => (&words.settle_first, Some(id)),
            Obstacle::Absent(id) | Obstacle::Mark(id) => (&words.in_the_way, Some(id)),
            Obstacle::Met(..) => (&words.in_the_way, None),
        };
        (self.pair(self.say(title), &self.obstacle(obstacle)), target)
    }

    /// How far the probability moves over the other settings.
    pub fn span_in_short(self, [(_, low), (_, high)]: [(SettingId, f64); 2]) -> String {
        self.words().fit_terminal.span_over(self.lang, self.interval([low, high]))
    }

    /// What of the setting the answers deny, and which one agrees with them.
    pub fn misfit_in_short(self, misfit: &Misfit) -> [String; 2] {
        let words = &self.words().fit_terminal;
        let denied = self.names(misfit.denied.iter().map(|id| self.label(*id)));
        [words.denied(self.lang, &denied), words.offered(self.lang, self.setting_label(misfit.offered))]
    }

    /// `71% (compatible)`.
    pub fn probability_and_band(self, fit: &Fit) -> String {
        self.aside(&percent(fit.probability), self.band(fit.band))
    }

    /// The prior odds times all ratios are the odds.
    pub fn total(self, fit: &Fit) -> String {
        let odds = |probability: f64| probability / (1.0 - probability);
        let together: f64 = fit.groups.iter().map(|group| group.log_ratio).chain(fit.correction).sum();
        self.words().fit_terminal.total(
            self.lang,
            ratio(odds(fit.prior)),
            ratio(together.exp()),
            ratio(odds(fit.probability)),
            percent(fit.probability),
        )
    }
}
