//! The lines of a result tree about what else it could be: the likeliest rivals, what speaks for each, and which finding
//! speaks for whom.

use super::tree::{BESIDE, Figure, Line, Outline};
use crate::engine::{Differential, Fit, Rival, Told};
use crate::knowledge::{Hypothesis, HypothesisId, Literature, SetId, Text};
use crate::say::figures::percent;
use crate::tui::model::node::Node;

impl Outline<'_> {
    /// The likeliest rivals, in a line each.
    pub(super) fn rivals(&mut self, fit: &Fit) {
        let Some(literature) = self.words.knowledge.literature.as_ref() else { return };
        for (id, probability) in fit.differential.iter().take(BESIDE) {
            let disease = literature.hypothesis(*id);
            let separating = self.words.separating(disease, self.chart.assessment.separating(*id));
            let name = self.disease(disease);
            let text = if separating.is_empty() { name } else { self.words.pair(&name, &separating) };
            let line = self.line(Node::Disease(*id), 1, text);
            line.tag = percent(*probability);
            line.one_line = true;
        }
    }

    /// The rivals beside the subject, then finding by finding.
    pub(super) fn differential(&mut self) {
        let (chart, words) = (self.chart, &self.words.words().fit);
        let (Some(literature), Some(fit), Some(differential)) =
            (&self.words.knowledge.literature, &chart.assessment.fit, &chart.assessment.differential)
        else {
            self.line(Node::Differential, 0, self.words.say(&words.no_weight));
            return;
        };
        self.line(Node::Differential, 0, self.words.say(&words.differential));
        self.subject(fit, literature, &differential.subject);
        for (at, rival) in differential.rivals.iter().enumerate() {
            self.rival(fit, literature, at, rival);
        }
        self.others(fit, differential.rivals.len());
        self.gap();
        self.findings(fit, differential);
    }

    fn disease(&self, disease: &Hypothesis) -> String {
        let label = self.words.say(&disease.label);
        match disease.assumed {
            true => self.words.words().fit_terminal.assumed(self.words.lang, label),
            false => label.to_owned(),
        }
    }

    fn subject(&mut self, fit: &Fit, literature: &Literature, told: &Told) {
        let subject = literature.subject();
        let text = self.disease(literature.hypothesis(subject));
        if self.compared(subject, text, fit.probability) {
            let weights: Vec<f64> = fit.groups.iter().map(|weight| weight.log_ratio).collect();
            self.told(fit, subject, told, &weights);
            let lead = self.words.knowledge.lead();
            self.sets(subject, lead.as_slice());
        }
    }

    fn rival(&mut self, fit: &Fit, literature: &Literature, at: usize, rival: &Rival) {
        let (id, disease) = (rival.hypothesis, literature.hypothesis(rival.hypothesis));
        let text = format!("{}. {}", at + 1, self.disease(disease));
        if !self.compared(id, text, rival.probability) {
            return;
        }
        if let Some(caution) = self.words.caution(disease, rival, fit) {
            self.line(Node::Compared(id, 0), 4, caution);
        }
        let log_ratios: Vec<f64> = rival.cells.iter().map(|cell| cell.log_ratio).collect();
        self.told(fit, id, &rival.told, &log_ratios);
        self.sets(id, &disease.sets);
        let separating = self.words.separating(disease, self.chart.assessment.separating(id));
        if !separating.is_empty() {
            self.part(id, 2, &self.words.words().fit.separates, separating);
        }
    }

    /// A disease and its probability; whether it is unfolded.
    fn compared(&mut self, id: HypothesisId, text: String, probability: f64) -> bool {
        self.head(Node::Disease(id), 1, text, percent(probability), false)
    }

    /// What speaks for a disease and what against it.
    fn told(&mut self, fit: &Fit, id: HypothesisId, told: &Told, log_ratios: &[f64]) {
        for (sign, groups) in [("+", &told.speaks_for), ("-", &told.speaks_against)] {
            let groups = groups.iter().filter_map(|at| Some((*at, fit.groups.get(*at)?.finding, log_ratios.get(*at)?)));
            for (at, finding, log_ratio) in groups {
                let text = format!("{sign} {}", self.words.answered(self.chart.known(), finding));
                let times = self.words.times(*log_ratio);
                let line = self.line(Node::Told(id, at), 4, text);
                line.tag = times;
                line.target = Some(finding);
            }
        }
    }

    /// What the criteria of a disease say.
    fn sets(&mut self, id: HypothesisId, sets: &[SetId]) {
        let shown = self.chart.assessment.sets.iter().filter(|found| sets.contains(&found.set));
        let verdicts = shown.map(|found| self.words.standing(found));
        let verdicts = self.words.list(verdicts);
        if !verdicts.is_empty() {
            self.part(id, 1, &self.words.words().fit.own_set, verdicts);
        }
    }

    fn part(&mut self, id: HypothesisId, part: usize, name: &Text, text: String) {
        let text = self.words.pair(self.words.say(name), &text);
        self.line(Node::Compared(id, part), 4, text);
    }

    /// The rivals that are not compared.
    fn others(&mut self, fit: &Fit, compared: usize) {
        let others = fit.differential.get(compared..).unwrap_or_default();
        if !others.is_empty() {
            let count = others.len();
            let text = self.words.words().fit.others(self.words.lang, count);
            let together = others.iter().map(|(_, probability)| probability).sum();
            self.line(Node::Others, 1, text).tag = percent(together);
        }
    }

    /// How many times likelier each finding is in the rivals than in the subject.
    fn findings(&mut self, fit: &Fit, differential: &Differential) {
        let (words, rivals) = (&self.words.words().fit, &differential.rivals);
        if fit.groups.is_empty() {
            return;
        }
        if !self.head(Node::Findings, 0, self.words.say(&words.by_disease), "", true) {
            return;
        }
        let numbers = (1..=rivals.len()).map(|number| number.to_string()).collect();
        self.row(Node::Numbers, self.words.say(&words.answer), String::new(), numbers);
        let before = rivals.iter().map(|rival| percent(rival.before)).collect();
        self.row(Node::Before, self.words.say(&words.before), String::new(), before);
        for (at, weight) in fit.groups.iter().enumerate() {
            let cells =
                rivals.iter().filter_map(|rival| rival.cells.get(at)).map(|cell| self.words.cell(*cell)).collect();
            let (name, answer) =
                (self.words.label(weight.finding), self.words.now_in_short(self.chart.known(), weight.finding));
            self.row(Node::Finding(at), name, answer, cells).target = Some(weight.finding);
        }
        let now = rivals.iter().map(|rival| percent(rival.probability)).collect();
        self.row(Node::Now, self.words.say(&words.now), String::new(), now);
    }

    fn row(&mut self, node: Node, name: &str, answer: String, cells: Vec<String>) -> &mut Line {
        let line = self.line(node, 1, name);
        line.figure = Some(Figure::Cells { answer, cells });
        line
    }
}
