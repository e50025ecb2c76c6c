//! What the page says part by part.

use super::{List, Page, Part, Room, Weight};
use crate::engine::{Band, SetAssessment, Verdict, attributed};
use crate::knowledge::files::AdviceKind;
use crate::knowledge::{Advice, Text};
use crate::order;
use crate::report::fit;
use crate::say::document::{Line, Table, Tone};
use crate::say::figures::percent;
use crate::say::{ADVICE, COLUMNS, tone};

/// So much of what is known to separate a rival is shown: two lines of its column.
const SEPARATED_BY: usize = 80;

/// So much of one thing that is to be doubted is shown: three lines.
const DOUBT: usize = 3 * COLUMNS - 10;

impl<'v> Page<'v> {
    /// The parts that have something to say, in the order they are read.
    pub(super) fn parts(&self) -> Vec<Part<'v>> {
        let next = if self.view.assessment.staging.is_some() { self.staging() } else { self.next() };
        let parts = [
            Some(self.verdicts()),
            self.fit(),
            self.rivals(),
            next,
            self.advice(),
            self.causes(),
            self.explained(),
            self.conflicts(),
            self.doubts(),
            self.warnings(),
        ];
        parts.into_iter().flatten().collect()
    }

    /// Each set that judges, with its verdict and why; then the others in a line.
    fn verdicts(&self) -> Part<'v> {
        let words = &self.wording.words().report;
        let mut table = Table::new([&words.set, &words.verdict, &words.why].map(|text| self.say(text)));
        let (judging, others): (Vec<_>, Vec<_>) = self.view.sets().partition(|found| self.judges(found));
        for found in judging {
            table.row([
                Line::strong(self.short(found)),
                Line::default().with(tone(found.verdict()), self.wording.verdict_of(found)),
                Line::plain(self.why(found)),
            ]);
        }
        let list = List::Rows(table);
        Part {
            heading: &words.criteria,
            above: Vec::new(),
            room: Room::all(&list),
            list,
            below: self.others(&others),
            weight: Weight::Verdicts,
        }
    }

    /// Whether a set has a row of its own: one that was asked for, or one in use for the leading disease.
    fn judges(&self, found: &SetAssessment) -> bool {
        let set = self.view.knowledge.set(found.set);
        !self.view.sets.is_empty() || set.is_in_use() && self.leads(found)
    }

    fn leads(&self, found: &SetAssessment) -> bool {
        let leading = self.view.knowledge.leading_disease();
        leading.is_none_or(|disease| self.view.knowledge.set(found.set).disease == disease)
    }

    fn short(&self, found: &SetAssessment) -> &'v str {
        self.say(&self.view.knowledge.set(found.set).short)
    }

    fn why(&self, found: &SetAssessment) -> String {
        match self.wording.same_as(self.view.assessment, found).filter(|_| self.view.sets.is_empty()) {
            Some(same) => self.words.same_as(self.view.lang, self.say(&self.view.knowledge.set(same).short)),
            None => self.wording.sentence(&self.wording.why(self.view.known(), found)),
        }
    }

    /// The sets that do not count, and those for other diseases, by their verdicts.
    fn others(&self, others: &[&'v SetAssessment]) -> Vec<Line> {
        let (older, elsewhere): (Vec<_>, Vec<_>) = others.iter().copied().partition(|found| self.leads(found));
        let line = |heading: &'v Text, sets: &[&'v SetAssessment]| {
            let said = [Verdict::Met, Verdict::Undetermined, Verdict::NotMet].into_iter().filter_map(|verdict| {
                let of_verdict = |found: &&&SetAssessment| found.verdict() == verdict;
                let names = sets.iter().filter(of_verdict).map(|found| self.short(found));
                let names = self.wording.names(names);
                (!names.is_empty()).then(|| self.wording.pair(self.wording.verdict_in_short(verdict), &names))
            });
            let said = self.wording.list(said);
            (!said.is_empty()).then(|| self.wording.named(heading, &said))
        };
        [line(&self.words.older, &older), line(&self.words.elsewhere, &elsewhere)].into_iter().flatten().collect()
    }

    /// The probability with what it could be, what stands in its way, and what weighs most.
    fn fit(&self) -> Option<Part<'v>> {
        let (fit, literature) = (self.view.assessment.fit.as_ref()?, self.view.knowledge.literature.as_ref()?);
        let (wording, ask) = (self.wording, &self.wording.words().ask);
        let mut lines: Vec<Line> = wording.in_the_way_in_short(fit).into_iter().map(Line::strong).collect();
        if fit.band == Band::TooLittleKnown && !fit.groups.is_empty() {
            lines.push(Line::plain(wording.so_far(fit)));
        }
        let caveats = lines.len();
        let [most_for, most_against] = wording.weightiest(fit);
        let weigh = [(&ask.most_for, most_for), (&ask.most_against, most_against)];
        let weigh = weigh.iter().filter(|(_, groups)| !groups.is_empty());
        let weigh = wording.list(weigh.map(|(side, groups)| wording.pair(self.say(side), groups)));
        lines.extend((!weigh.is_empty()).then(|| Line::plain(weigh)));
        lines.extend(fit.misfit.iter().flat_map(|misfit| wording.misfit(misfit)).map(Line::plain));
        lines.extend(fit.span.map(|span| Line::plain(wording.span_over(span))));
        let list = List::Items(lines);
        Some(Part {
            heading: &wording.words().fit.title,
            above: vec![Line::default().with(fit::tone(fit.band), wording.headline(literature, fit))],
            room: Room::of(&list, [caveats, caveats + 1, usize::MAX]),
            list,
            below: Vec::new(),
            weight: Weight::Fit,
        })
    }

    /// The likeliest rivals, and what would tell the subject from each.
    fn rivals(&self) -> Option<Part<'v>> {
        let assessment = self.view.assessment;
        let (fit, differential) = (assessment.fit.as_ref()?, assessment.differential.as_ref()?);
        let literature = self.view.knowledge.literature.as_ref()?;
        let (words, wording) = (&self.wording.words().fit, self.wording);
        let mut table = Table::new([&words.disease, &words.probability, &words.separates].map(|text| self.say(text)));
        for rival in &differential.rivals {
            let disease = literature.hypothesis(rival.hypothesis);
            let name = self.say(&disease.label);
            let name =
                wording.caution(disease, rival, fit).map_or(name.to_owned(), |caution| wording.aside(name, &caution));
            let separates = match assessment.separating(rival.hypothesis) {
                [] => wording.shortened(&wording.separating(disease, &[]), SEPARATED_BY),
                tests => wording.list(tests.iter().map(|test| self.say(&self.view.knowledge.workup.test(*test).short))),
            };
            table.row([Line::plain(name), Line::plain(percent(rival.probability)), Line::plain(separates)]);
        }
        // Before anything is known they are but the frequencies of diseases.
        if fit.groups.is_empty() {
            return None;
        }
        self.list(&words.differential, List::Rows(table), [1, 2, 3], Weight::Rivals)
    }

    /// The examinations to come, each with what it would change and why.
    fn next(&self) -> Option<Part<'v>> {
        let workup = &self.view.knowledge.workup;
        let steps = self.view.assessment.next.iter().map(|next| {
            let test = workup.test(next.test);
            let burden = self.wording.within(self.say(&workup.burden(next.test).label));
            let name = self.wording.aside(self.say(&test.label), &burden);
            let why = self.say(&test.why);
            let reason = match next.settles.is_empty() {
                true => why.to_owned(),
                false => self.words.reason(self.view.lang, self.wording.changes(next), why),
            };
            Line::strong(self.wording.pair(&name, "")).with(Tone::Plain, reason)
        });
        self.list(&self.wording.words().fit.next, List::Steps(steps.collect()), [1, 2, 4], Weight::Next)
    }

    /// Once the disease is found: what is still to be known before treatment, and what would tell.
    fn staging(&self) -> Option<Part<'v>> {
        let workup = &self.view.knowledge.workup;
        let missing = self.view.assessment.staging.iter().flatten().filter(|staged| !staged.missing.is_empty());
        let items = missing.map(|staged| {
            let item = workup.staging_item(staged.item);
            let tests = self.wording.names(staged.tests.iter().map(|test| self.say(&workup.test(*test).short)));
            Line::plain(self.wording.aside(self.say(&item.label), &tests))
        });
        self.list(&self.wording.words().fit.staging, List::Items(items.collect()), [1, 4, 6], Weight::Next)
    }

    /// What applies: what misleads and what should not wait by turns, so that neither hides the other; then the rest.
    fn advice(&self) -> Option<Part<'v>> {
        let applies = || self.view.assessment.advice.iter().map(|id| id.of(&self.view.knowledge.advice));
        let of_kind = |kind| applies().filter(move |advice| advice.kind == kind).enumerate();
        let mut advice: Vec<(usize, &Advice)> = ADVICE.into_iter().flat_map(of_kind).collect();
        let is_urgent = |kind| matches!(kind, AdviceKind::Contradiction | AdviceKind::RedFlag);
        order::by_key(&mut advice, |(nth, advice)| if is_urgent(advice.kind) { *nth } else { usize::MAX });
        let line = |advice: &Advice| self.wording.named(self.kind(advice.kind), self.say(&advice.text));
        let lines = advice.into_iter().map(|(_, advice)| line(advice)).collect();
        self.list(&self.wording.words().fit.advice, List::Items(lines), [2, 2, 4], Weight::Advice)
    }

    fn kind(&self, kind: AdviceKind) -> &'v Text {
        match kind {
            AdviceKind::Contradiction => &self.words.contradiction,
            AdviceKind::RedFlag => &self.words.red_flag,
            AdviceKind::Trap => &self.words.trap,
            AdviceKind::NextStep => &self.words.next_step,
        }
    }

    /// What else could explain what counts: first what was entered.
    fn causes(&self) -> Option<Part<'v>> {
        let mut found = attributed(self.view.sets());
        order::by_key(&mut found, |attribution| !attribution.causes.iter().any(|cause| cause.entered));
        let lines = found.into_iter().map(|attribution| self.doubt(&self.wording.attribution(attribution)));
        self.list(&self.wording.words().report.causes, List::Items(lines.collect()), [0, 1, 2], Weight::Causes)
    }

    fn explained(&self) -> Option<Part<'v>> {
        let explained = self.view.assessment.explained.iter();
        let lines = explained.map(|id| self.doubt(&self.wording.reasons(self.view.known(), &[*id])));
        self.list(&self.words.explained, List::Items(lines.collect()), [0, 1, 3], Weight::Explained)
    }

    fn conflicts(&self) -> Option<Part<'v>> {
        let conflicts = self.view.assessment.conflicts.iter();
        let lines = conflicts.map(|conflict| self.doubt(&self.wording.conflict(self.view.known(), conflict)));
        self.list(&self.wording.words().report.conflicts, List::Items(lines.collect()), [2, 2, 4], Weight::Conflicts)
    }

    fn doubts(&self) -> Option<Part<'v>> {
        let doubts = self.view.assessment.doubts.iter();
        let lines = doubts.map(|doubted| self.doubt(&self.wording.doubt(self.view.known(), doubted)));
        self.list(&self.wording.words().report.doubts, List::Items(lines.collect()), [0, 1, 3], Weight::Doubts)
    }

    fn warnings(&self) -> Option<Part<'v>> {
        let lines = self.view.warnings.iter().map(|warning| self.doubt(&warning.to_string()));
        self.list(&self.wording.words().report.warnings, List::Items(lines.collect()), [0, 1, 2], Weight::Warnings)
    }

    fn doubt(&self, text: &str) -> Line {
        Line::plain(self.wording.shortened(text, DOUBT))
    }

    /// A part that is nothing but its list; none where that is empty.
    fn list(&self, heading: &'v Text, list: List, room: [usize; 3], weight: Weight) -> Option<Part<'v>> {
        let room = Room::of(&list, room);
        (list.len() > 0).then_some(Part { heading, above: Vec::new(), room, list, below: Vec::new(), weight })
    }
}
