//! The answer first: one sentence, each set in clinical words, the fit, and what would still change something.

use super::sets::first_finding;
use super::tree::Outline;
use crate::engine::{Band, Fit, MOVES, SetAssessment, Verdict};
use crate::knowledge::{FindingId, SetId};
use crate::say::figures::share;
use crate::tui::action::{Action, Context};
use crate::tui::fit as columns;
use crate::tui::model::node::{Group, Node};

/// So many examinations are named, where there is little room and where there is much.
const NAMED: usize = 4;
const NAMED_WIDE: usize = 8;

impl Outline<'_> {
    /// All of it in one column, or the sets in the first and the fit in the second.
    pub(super) fn verdicts(&mut self) {
        let chart = self.chart;
        let answer = self.words.in_one_sentence(chart.known());
        let conflict = chart.assessment.conflicts.first().map(|conflict| conflict.finding);
        let doubted = chart.assessment.doubts.first().map(|doubted| doubted.finding);
        self.line(Node::Answer, 0, answer).target = conflict.or(doubted);
        self.notes();
        self.gap();
        for found in self.words.current_sets(&chart.assessment) {
            self.verdict(found);
        }
        if self.wide {
            self.disagreements();
            self.plain_sets(Group::Related);
            self.plain_sets(Group::Historical);
            self.beside = true;
        }
        self.fit_in_short();
        self.changes();
        if chart.assessment.staging.is_some() {
            self.gap();
            self.staging(false);
        }
        self.gap();
        self.advice(false);
        if !self.wide {
            self.disagreements();
            self.plain_sets(Group::Related);
            self.plain_sets(Group::Historical);
        }
    }

    /// A set with its verdict; below it why in a sentence, and below that criterion by criterion.
    fn verdict(&mut self, found: &SetAssessment) {
        let Some((leading, conclusion)) = found.leading() else { return };
        let (id, words) = (found.set, self.words);
        let same = words.same_as(&self.chart.assessment, found).is_some();
        let tells = !same && (self.wide || words.knowledge.lead() == Some(id) || conclusion.verdict != Verdict::Met);
        let tag = words.verdict_of(found);
        let open = self.head(Node::Set(id), 0, self.set_in_short(found, same), tag, tells);
        // What counts for nothing is not to be seen first.
        let counts = words.knowledge.set(id).is_in_use();
        self.lines.last_mut().into_iter().for_each(|line| line.verdict = counts.then_some(conclusion.verdict));
        if !open {
            return;
        }
        let is_unfolded = self.head(Node::Summary(id), 1, words.why(self.chart.known(), found), "", false);
        let target = self.finding_behind(found);
        self.lines.last_mut().into_iter().for_each(|line| line.target = target);
        // A commoner cause that was entered is to be seen at once, and once is enough.
        let is_entered = found.attribution.iter().flat_map(|found| &found.causes).any(|cause| cause.entered);
        if is_unfolded || is_entered && words.knowledge.lead() == Some(id) {
            self.causes(found);
        }
        if is_unfolded {
            self.under += 1;
            self.why(found, leading);
            self.under -= 1;
        }
    }

    /// The name of a set, with what keeps its verdict from being news or from counting.
    pub(super) fn set_in_short(&self, found: &SetAssessment, same: bool) -> String {
        let (set, words) = (self.words.knowledge.set(found.set), self.words.words());
        let same = same.then_some(&words.conclusion.same);
        let uncounted = (!set.is_in_use()).then_some(&words.results.not_counted);
        let notes = self.words.list(same.into_iter().chain(uncounted).map(|note| self.words.say(note)));
        let short = self.words.say(&set.short);
        if notes.is_empty() { short.to_owned() } else { self.words.aside(short, &notes) }
    }

    /// The finding to go to for a set: the first that is open, or else that it rests on.
    fn finding_behind(&self, found: &SetAssessment) -> Option<FindingId> {
        let (leading, conclusion) = found.leading()?;
        let lacking = found.lacks(self.words.knowledge.set(found.set), leading).unwrap_or_default();
        let open = lacking.iter().flat_map(|lacking| &lacking.of);
        let open = open.chain(&conclusion.excluded_by).find_map(|id| first_finding(id.of(&found.criteria)));
        open.or_else(|| conclusion.because.first().copied())
    }

    /// The sets that are not current ones of the leading disease, a plain line each.
    fn plain_sets(&mut self, group: Group) {
        let sets = self.of_group(group);
        if sets.is_empty() {
            return;
        }
        self.gap();
        let terminal = &self.words.words().terminal;
        let title = if group == Group::Related { &terminal.group_related } else { &terminal.group_historical };
        let open = self.head(Node::Group(group), 0, self.words.say(title), sets.len().to_string(), true);
        sets.into_iter().filter(|_| open).for_each(|found| self.other(found.set));
    }

    fn other(&mut self, id: SetId) {
        let (found, words) = (self.chart.assessment.set(id), self.words);
        let Some((leading, conclusion)) = found.leading() else { return };
        let why = words.why(self.chart.known(), found);
        let text = words.pair(words.say(&words.knowledge.set(id).short), &why);
        let tag = words.verdict_in_short(conclusion.verdict);
        let tag = words.marked(tag, !conclusion.doubtful.is_empty());
        let open = self.head(Node::Set(id), 1, text, tag, false);
        self.lines.last_mut().into_iter().for_each(|line| line.one_line = !open);
        if open {
            self.under += 1;
            self.why(found, leading);
            self.under -= 1;
        }
    }

    /// The probability with what it could be and its word; what weighs most; the likeliest rivals.
    fn fit_in_short(&mut self) {
        let chart = self.chart;
        let Some(fit) = &chart.assessment.fit else { return };
        let words = &self.words.words().results;
        self.gap();
        let text = match fit.band {
            _ if fit.groups.is_empty() => self.words.fit_head(fit),
            Band::TooLittleKnown => self.words.say(&words.fit).to_owned(),
            _ => self.words.pair(self.words.say(&words.fit), &self.words.could_be(fit)),
        };
        if !self.fit_head(fit, text, true) || fit.groups.is_empty() {
            return;
        }
        let misfit = fit.misfit.as_ref().map(|misfit| self.words.misfit(misfit));
        for (at, text) in misfit.into_iter().flatten().enumerate() {
            self.line(Node::Misfit(at), 1, text);
        }
        if let Some(why) = self.words.why_wide(fit) {
            self.line(Node::Width, 1, why);
        }
        match self.wide {
            true => self.fit_in_full(fit),
            false => self.fit_in_lines(fit),
        }
    }

    fn fit_in_lines(&mut self, fit: &Fit) {
        let words = &self.words.words().results;
        let [most_for, most_against] = self.words.weightiest(fit);
        let lines = [
            (Node::MostFor, &words.most_for, most_for),
            (Node::MostAgainst, &words.most_against, most_against),
            (Node::RunnersUp, &words.runners_up, self.words.runners_up(fit)),
        ];
        for (node, name, text) in lines.into_iter().filter(|(.., text)| !text.is_empty()) {
            let text = self.words.pair(self.words.say(name), &text);
            self.line(node, 1, text);
        }
    }

    fn fit_in_full(&mut self, fit: &Fit) {
        self.gap();
        self.pulls(fit);
        self.gap();
        self.line(Node::Differential, 0, self.words.say(&self.words.words().fit.differential));
        self.rivals(fit);
    }

    /// The examinations from which something is to be expected: what each would change, and how hard it is to have; and
    /// whether anything else would.
    fn changes(&mut self) {
        let (words, chart) = (&self.words.words().results, self.chart);
        let (outlook, lang) = (&chart.assessment.outlook, self.words.lang);
        self.gap();
        if outlook.tests.is_empty() {
            let only = outlook.nothing_else.then(|| words.nothing_else_only(lang, share(MOVES)));
            let text = only.unwrap_or_else(|| self.words.say(&words.no_change).to_owned());
            self.line(Node::NothingElse, 0, text);
            return;
        }
        if !self.head(Node::Tests, 0, self.words.say(&words.changes), "", true) {
            return;
        }
        let (say, workup) = (self.words, &self.words.knowledge.workup);
        let most = if self.wide { NAMED_WIDE } else { NAMED };
        let listed = || outlook.tests.iter().take(most);
        let name = |test| say.say(&workup.test(test).short);
        let room = listed().map(|next| columns::width(name(next.test))).max().unwrap_or(0);
        for (at, next) in listed().enumerate() {
            let text = format!("{} {}  {}", at + 1, columns::pad(name(next.test), room), say.changes(next));
            let tag = say.say(&workup.burden(next.test).short).to_owned();
            let line = self.line(Node::Test(at), 1, text);
            (line.tag, line.one_line, line.target) = (tag, true, next.reveals.first().copied());
        }
        let more = outlook.tests.len().saturating_sub(most);
        let text = match more {
            0 => outlook.nothing_else.then(|| words.nothing_else(lang, share(MOVES))),
            more => Some(words.more_changes(lang, more, self.key(Action::ViewMissing))),
        };
        if let Some(text) = text {
            self.line(Node::NothingElse, 1, text);
        }
    }

    fn key(&self, action: Action) -> String {
        self.keymap.named(Context::Outline, action, self.words)
    }
}
