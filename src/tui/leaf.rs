//! What is to be known of one line of the result: where it comes from, in what words, by which papers.

use super::block::{Ink, Inked};
use super::model::{Chart, Model, Pane};
use super::odds::ratio;
use super::outline::{self, Detail, Line, Node};
use super::page::{self, Paper};
use super::rows::Place;
use super::say::{self, Words};
use crate::engine::{Fit, GroupWeight, NextTest, Rows, SetsDiffer, Staged};
use crate::knowledge::{Advice, FindingId, Hypothesis, HypothesisId};
use crate::say::Wording;

/// The line of the result that has the keyboard.
pub fn current(model: &Model) -> Option<Line> {
    let chart = model.chart.as_ref().filter(|chart| chart.task.is_none())?;
    let detail = match (chart.place, chart.pane) {
        (Place::Results, _) => Detail::Full,
        (_, Pane::Result) => Detail::Brief,
        _ => return None,
    };
    let lines = outline::lines(model, chart, detail);
    let tree = if detail == Detail::Full { &chart.full } else { &chart.brief };
    outline::cursor(tree, &lines).and_then(|at| lines.into_iter().nth(at))
}

/// The sign that the line with the keyboard counts, with the commoner cause that the line names.
pub fn explicable(model: &Model) -> Option<(FindingId, Option<FindingId>)> {
    match current(model)?.node {
        Node::Explicable(_, _, finding) => Some((finding, None)),
        Node::Cause(_, _, finding, cause) => Some((finding, Some(cause))),
        _ => None,
    }
}

/// What is to be known of a line.
pub fn lines(model: &Model, line: &Line, columns: usize) -> Vec<Inked> {
    let Some(chart) = &model.chart else { return Vec::new() };
    let mut leaf = Leaf { words: Words::of(model), chart, paper: Paper::new(Words::of(model), columns) };
    match (leaf.of(line.node), line.target) {
        (Some(()), _) => leaf.paper.lines,
        (None, Some(finding)) => page::about(model, finding, columns),
        (None, None) => Vec::new(),
    }
}

struct Leaf<'m> {
    words: Words<'m>,
    chart: &'m Chart,
    paper: Paper<'m>,
}

impl<'m> Leaf<'m> {
    /// Nothing for a line that has no more to say than the finding it leads to.
    fn of(&mut self, node: Node) -> Option<()> {
        let assessment = &self.chart.assessment;
        let fit = assessment.fit.as_ref();
        match node {
            Node::Fit | Node::Setting | Node::Prior | Node::Misfit(_) => self.setting(fit?),
            Node::Evidence | Node::Scale | Node::Total | Node::Differential => self.method(),
            Node::Tests | Node::Separates => {
                self.order();
                Some(())
            }
            Node::Causes(_) => {
                self.paper.text(self.words.text(&self.words.interface.report.causes_note), Ink::Plain);
                Some(())
            }
            Node::Weight(at) | Node::Finding(at) => self.weight(fit?.groups.get(at)?),
            Node::Disease(id) | Node::Compared(id, _) => self.rival(id),
            Node::Findings | Node::Numbers | Node::Before | Node::Now => self.by_disease(),
            Node::Test(at) | Node::TestPart(at, _) => self.test(assessment.next.get(at)?),
            Node::Staged(at) | Node::StagedPart(at, _) => self.staged(assessment.staging.as_ref()?.get(at)?),
            Node::Disagreement(at) => self.disagreement(assessment.disagreements.get(at)?),
            Node::AdviceLine(at) => {
                let id = assessment.advice.get(at)?;
                self.advice(&self.words.knowledge.advice[id.index()])
            }
            Node::Set(id)
            | Node::Summary(id)
            | Node::Conclusion(id, _)
            | Node::Role(id, _)
            | Node::Criterion(id, _)
            | Node::Ways(id, _)
            | Node::About(id, _) => {
                self.paper.text(self.words.text(&self.words.knowledge.set(id).title), Ink::Title);
                self.sources(self.words.knowledge.set(id).sources.iter().map(String::as_str));
                Some(())
            }
            _ => None,
        }
    }

    fn sources<'s>(&mut self, ids: impl IntoIterator<Item = &'s str>) {
        let ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
        for citation in self.words.citations(&ids) {
            self.paper.named(&self.words.interface.terminal.source, &citation);
        }
    }

    fn setting(&mut self, fit: &Fit) -> Option<()> {
        let setting = &self.words.literature()?.settings[fit.setting.index()];
        self.paper.text(&self.words.setting(setting), Ink::Title);
        self.paper.text(&self.words.prior(setting), Ink::Plain);
        for text in self.words.about_setting(setting) {
            self.paper.text(&text, Ink::Plain);
        }
        self.sources(setting.sources.iter().map(String::as_str));
        Some(())
    }

    fn method(&mut self) -> Option<()> {
        let literature = self.words.literature()?;
        let note = self.words.text(&self.words.fit().evidence_note);
        for text in [note, self.words.text(&literature.group_note), self.words.text(&literature.method.note)] {
            self.paper.text(text, Ink::Plain);
        }
        Some(())
    }

    fn by_disease(&mut self) -> Option<()> {
        let literature = self.words.literature()?;
        let subject = self.words.text(&literature.hypothesis(literature.subject()).label);
        let note = self.words.interface.fit.by_disease_note.fill(self.words.lang, &[("disease", subject)]);
        self.paper.text(&note, Ink::Plain);
        Some(())
    }

    fn weight(&mut self, weight: &GroupWeight) -> Option<()> {
        let literature = self.words.literature()?;
        let words = self.words.fit();
        let rows = Rows::of(self.words.knowledge, self.chart.assessment.fit.as_ref()?.setting)?;
        let group = &rows.groups[weight.group.index()];
        let answer = self.words.answered(self.chart, weight.finding);
        self.paper.named(&group.label, &answer);
        let [low, high] = weight.log_interval.map(|end| ratio(end.exp()));
        let rival = self.words.text(&literature.hypothesis(weight.rival).label);
        let value = ratio(weight.log_ratio.exp());
        let interval = self.words.span(&low, &high);
        let values = [("ratio", value.as_str()), ("interval", &interval), ("disease", rival)];
        self.paper.named(&words.ratio, &words.measured_against.fill(self.words.lang, &values));
        self.paper.named(&words.grade, self.words.grade(weight.grade));
        self.sources(rows.sources(weight));
        Some(())
    }

    fn rival(&mut self, id: HypothesisId) -> Option<()> {
        let literature = self.words.literature()?;
        let words = self.words.fit();
        let hypothesis: &Hypothesis = literature.hypothesis(id);
        if let Some(text) = &hypothesis.separated_by {
            self.paper.named(&words.separates, self.words.text(text));
        }
        if hypothesis.assumed {
            self.paper.text(self.words.text(&words.assumed_note), Ink::Plain);
        }
        self.paper.text(self.words.text(&hypothesis.description), Ink::Plain);
        let subject = literature.hypothesis(literature.subject());
        for (disease, points) in [(subject, &hypothesis.for_subject), (hypothesis, &hypothesis.against_subject)] {
            if !points.is_empty() {
                let title = words.points.fill(self.words.lang, &[("disease", self.words.text(&disease.label))]);
                self.paper.text(&title, Ink::Title);
            }
            for point in points {
                self.paper.hanging("- ", self.words.text(point), Ink::Plain);
            }
        }
        self.sources(hypothesis.sources.iter().map(String::as_str));
        Some(())
    }

    /// What the place of an examination goes by; what the staging is.
    fn order(&mut self) {
        let words = self.words;
        let report = &words.interface.fit;
        if self.chart.assessment.staging.is_some() {
            return self.paper.text(words.text(&report.staging_note), Ink::Plain);
        }
        let times = say::figure(words.knowledge.workup.clearly_more);
        self.paper.text(&report.next_note.fill(words.lang, &[("times", &times)]), Ink::Plain);
        self.paper.text(words.text(&words.knowledge.workup.burden_note), Ink::Plain);
    }

    fn staged(&mut self, staged: &Staged) -> Option<()> {
        let words = self.words;
        let item = words.knowledge.workup.staging_item(staged.item);
        let wording = Wording::new(words.knowledge, words.lang);
        self.paper.named(&words.fit().why, words.text(&item.why));
        for line in wording.still_missing(staged) {
            self.paper.text(&line, Ink::Plain);
        }
        self.sources(item.sources.iter().map(String::as_str));
        Some(())
    }

    fn test(&mut self, next: &NextTest) -> Option<()> {
        let test = self.words.knowledge.workup.test(next.test);
        let words = self.words.fit();
        self.paper.named(&words.why, self.words.text(&test.why));
        for line in self.words.settles(next) {
            self.paper.hanging("- ", &line, Ink::Plain);
        }
        for trap in &test.traps {
            self.paper.named(&self.words.interface.terminal.trap, self.words.text(trap));
        }
        self.paper.named(&words.reveals, &self.words.findings(&next.reveals));
        self.sources(test.sources.iter().map(String::as_str));
        Some(())
    }

    fn disagreement(&mut self, differ: &SetsDiffer) -> Option<()> {
        self.paper.text(&self.words.differ(differ), Ink::Plain);
        for set in differ.sets {
            self.sources(self.words.knowledge.set(set).sources.iter().map(String::as_str));
        }
        Some(())
    }

    fn advice(&mut self, advice: &Advice) -> Option<()> {
        self.paper.text(self.words.text(&advice.text), Ink::Plain);
        self.sources(advice.sources.iter().map(String::as_str));
        Some(())
    }
}
