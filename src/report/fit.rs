//! How well the profile fits: the probability in words, and the evidence as bars that add up.

use super::View;
use crate::engine::{Band, Fit, GroupWeight, Rows};
use crate::json::six_digits;
use crate::knowledge::Phrase;
use crate::knowledge::files::FitWords;
use crate::order;
use crate::say::Cited;
use crate::say::Wording;
use crate::say::document::{Bar, Bars, Block, Chart, Level, Line, Mark, Scale, Tone};
use crate::say::figures::{percent, prior, ratio};

/// So many groups have a bar of their own beside words that name those that weigh most.
const HEAVIEST: usize = 12;

/// The sections of the fit; none with a pack without evidence.
pub(crate) fn fit(view: &View, cited: &Cited) -> Vec<Block> {
    [headline(view, cited), evidence(view, cited)].concat()
}

/// The probability in words, and what it starts from.
pub(crate) fn headline(view: &View, cited: &Cited) -> Vec<Block> {
    FitReport::of(view).map(|report| report.headline(cited)).unwrap_or_default()
}

/// The evidence group by group.
pub(crate) fn evidence(view: &View, cited: &Cited) -> Vec<Block> {
    FitReport::of(view).map(|report| report.evidence(cited)).unwrap_or_default()
}

/// The fit on its scale, to stand beside words that say the same.
pub(crate) fn scale(view: &View) -> Option<Block> {
    FitReport::of(view).map(|report| Block::Chart(Chart::Scale(report.scale())))
}

/// The evidence as bars, for a document that says of it only what weighs most.
pub(crate) fn bars(view: &View) -> Option<Block> {
    let report = FitReport::of(view)?;
    let (heaviest, others) = report.by_weight();
    let others = (!others.is_empty()).then(|| {
        let together = others.iter().map(|weight| weight.log_ratio).sum();
        let name = view.knowledge.interface.html.lighter(view.lang, others.len());
        report.odds(&name, together, Tone::Plain)
    });
    let bars = report.bars(&heaviest, others, &Cited::of([]))?;
    Some(Block::Chart(Chart::Bars(Line::plain(report.say(&report.words.evidence)), bars)))
}

/// The sources of the prior and of the weights.
pub(crate) fn sources<'v>(view: &View<'v>) -> Vec<&'v str> {
    let Some(fit) = &view.assessment.fit else { return Vec::new() };
    let Some(rows) = Rows::of(view.knowledge, fit.setting) else { return Vec::new() };
    let prior = fit.setting.of(&rows.literature.settings).sources.iter().map(Phrase::as_str);
    prior.chain(fit.groups.iter().flat_map(|weight| rows.sources(weight))).collect()
}

/// The tone of a band.
pub(super) fn tone(band: Band) -> Tone {
    match band {
        Band::Strong => Tone::Met,
        Band::Compatible => Tone::Undetermined,
        Band::Weak | Band::Against => Tone::NotMet,
        Band::Uncertain | Band::TooLittleKnown => Tone::Plain,
    }
}

struct FitReport<'v> {
    view: &'v View<'v>,
    wording: Wording<'v>,
    words: &'v FitWords,
    rows: Rows<'v>,
    fit: &'v Fit,
}

impl<'v> FitReport<'v> {
    fn of(view: &'v View<'v>) -> Option<Self> {
        let fit = view.assessment.fit.as_ref()?;
        let rows = Rows::of(view.knowledge, fit.setting)?;
        let wording = Wording::new(view.knowledge, view.lang);
        Some(FitReport { view, wording, words: &view.knowledge.interface.fit, rows, fit })
    }

    fn say(&self, text: &'v crate::knowledge::Text) -> &'v str {
        self.wording.say(text)
    }

    fn heading(&self, text: &'v crate::knowledge::Text) -> Block {
        Block::Heading(Level::Section, Line::plain(self.say(text)))
    }

    fn headline(&self, cited: &Cited) -> Vec<Block> {
        let (words, fit, wording) = (self.words, self.fit, self.wording);
        let setting = fit.setting.of(&self.rows.literature.settings);
        let mut lines = vec![Line::plain(cited.mark(wording, &wording.seen_in(setting), &setting.sources))];
        let misfit = fit.misfit.iter().flat_map(|misfit| wording.misfit(misfit));
        lines.extend(fit.span.map(|span| wording.span_over(span)).into_iter().chain(misfit).map(Line::plain));
        lines.extend(wording.why_wide(fit).map(Line::plain));
        if fit.band == Band::TooLittleKnown && !fit.groups.is_empty() {
            lines.insert(0, Line::plain(wording.so_far(fit)));
        }
        // What stands in the way is said first.
        let in_the_way = wording.in_the_way(fit).into_iter().map(Line::strong);
        lines.splice(0..0, in_the_way);
        let headline = Line::default().with(tone(fit.band), wording.headline(self.rows.literature, fit));
        vec![
            self.heading(&words.title),
            Block::Paragraph(headline),
            Block::Chart(Chart::Scale(self.scale())),
            Block::List(lines),
            Block::Paragraph(Line::plain(self.say(&words.judged))),
        ]
    }

    /// The probability on its scale.
    fn scale(&self) -> Scale {
        let (words, fit) = (self.words, self.fit);
        let mark = |at: f64, name: String| Mark { at, name };
        let prior = prior(fit.prior);
        Scale {
            said: self.wording.headline(self.rows.literature, fit),
            now: mark(fit.probability, self.wording.pair(self.say(&words.now), &percent(fit.probability))),
            before: mark(fit.prior, self.wording.pair(self.say(&words.before), &prior)),
            interval: fit.interval,
            could_be: words.interval(self.view.lang, self.wording.interval(fit.interval)),
        }
    }

    fn evidence(&self, cited: &Cited) -> Vec<Block> {
        let words = self.words;
        let heading = Block::Heading(Level::Part, Line::plain(self.say(&words.evidence)));
        match self.bars(&self.fit.groups.iter().collect::<Vec<_>>(), None, cited) {
            Some(bars) => {
                vec![heading, Block::Paragraph(Line::plain(self.say(&words.evidence_note))), Block::Bars(bars)]
            }
            None => vec![heading, Block::Paragraph(Line::plain(self.say(&words.no_weight)))],
        }
    }

    /// The groups that weigh most, in the order of the evidence, and the others.
    fn by_weight(&self) -> (Vec<&'v GroupWeight>, Vec<&'v GroupWeight>) {
        if self.fit.groups.len() <= HEAVIEST + 1 {
            return (self.fit.groups.iter().collect(), Vec::new());
        }
        let mut weights: Vec<f64> = self.fit.groups.iter().map(|weight| six_digits(weight.log_ratio.abs())).collect();
        order::by(&mut weights, |one, other| other.total_cmp(one));
        let least = weights.get(HEAVIEST).copied().unwrap_or_default();
        self.fit.groups.iter().partition(|weight| six_digits(weight.log_ratio.abs()) > least)
    }

    /// What each group adds to the odds before, what others add together, and where that leads; nothing without a group.
    fn bars(&self, groups: &[&'v GroupWeight], others: Option<Bar>, cited: &Cited) -> Option<Bars> {
        let (words, fit) = (self.words, self.fit);
        if groups.is_empty() {
            return None;
        }
        let text = |texts: [&'v crate::knowledge::Text; 2]| texts.map(|text| self.say(text).to_owned());
        let odds = |probability: f64| (probability / (1.0 - probability)).ln();
        let mut bars = vec![self.odds(self.say(&words.prior_odds), odds(fit.prior), Tone::Plain)];
        bars.extend(groups.iter().map(|weight| self.bar(weight, cited)).chain(others));
        bars.extend(fit.correction.map(|correction| self.odds(self.say(&words.correction), correction, Tone::Plain)));
        let total = self.odds(self.say(&words.total_odds), odds(fit.probability), Tone::Strong);
        bars.push(Bar { interval: Some(fit.interval.map(odds)), ..total });
        Some(Bars {
            head: [&words.group, &words.ratio, &words.grade].map(|text| self.say(text).to_owned()),
            extra: text([&words.answer, &words.weight]),
            sides: text([&words.speaks_against, &words.speaks_for]),
            bars,
        })
    }

    fn odds(&self, name: &str, log_odds: f64, tone: Tone) -> Bar {
        Bar {
            name: name.to_owned(),
            detail: String::new(),
            figure: ratio(log_odds.exp()),
            grade: String::new(),
            weight: log_odds,
            interval: None,
            tone,
        }
    }

    fn bar(&self, weight: &GroupWeight, cited: &Cited) -> Bar {
        let [low, high] = weight.log_interval.map(|limit| ratio(limit.exp()));
        let answer = self.wording.answered(self.view.known(), weight.finding);
        Bar {
            name: self.say(&weight.group.of(self.rows.groups).label).to_owned(),
            detail: cited.mark(self.wording, &answer, self.rows.sources(weight)),
            figure: self.wording.aside(&ratio(weight.log_ratio.exp()), &self.wording.span(&low, &high)),
            grade: weight.grade.map_or("-", |grade| grade.letter()).to_owned(),
            weight: weight.log_ratio,
            interval: Some(weight.log_interval),
            tone: Tone::Plain,
        }
    }
}
