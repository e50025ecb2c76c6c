//! What else it could be: the likeliest rivals beside the subject, and which finding speaks for whom.

use super::View;
use crate::engine::{Differential, Fit, Rival, Rows, Told};
use crate::knowledge::files::FitWords;
use crate::knowledge::{HypothesisId, SetId, Text};
use crate::say::Wording;
use crate::say::document::{Block, Level, Line, Narrow, Table};
use crate::say::figures::{percent, ratio};

/// The section; nothing with a pack without evidence.
pub(crate) fn differential(view: &View) -> Vec<Block> {
    let assessment = view.assessment;
    let (Some(fit), Some(differential)) = (&assessment.fit, &assessment.differential) else { return Vec::new() };
    let Some(rows) = Rows::of(view.knowledge, fit.setting) else { return Vec::new() };
    let wording = Wording::new(view.knowledge, view.lang);
    let section = Section { view, wording, words: &view.knowledge.interface.fit, rows, fit, differential };
    let mut blocks = vec![
        Block::Heading(Level::Section, Line::plain(wording.say(&section.words.differential))),
        Block::Table(section.diseases()),
    ];
    blocks.extend(section.findings());
    blocks
}

struct Section<'v> {
    view: &'v View<'v>,
    wording: Wording<'v>,
    words: &'v FitWords,
    rows: Rows<'v>,
    fit: &'v Fit,
    differential: &'v Differential,
}

impl<'v> Section<'v> {
    fn say(&self, text: &'v Text) -> &'v str {
        self.wording.say(text)
    }

    /// A disease a row: how likely it is, what speaks for it and against it, what its own criteria say, and what would
    /// tell it from the subject.
    fn diseases(&self) -> Table {
        let words = self.words;
        let head = [
            &words.disease,
            &words.probability,
            &words.told_for,
            &words.told_against,
            &words.own_set,
            &words.separates,
        ];
        let mut table = Table::new(head.map(|text| self.say(text)));
        table.narrow = Narrow::Stacked;
        let literature = self.rows.literature;
        let (subject, lead) = (literature.subject(), self.view.knowledge.lead());
        let weights = self.fit.groups.iter().map(|weight| weight.log_ratio).collect::<Vec<_>>();
        table.row([
            Line::strong(self.say(&literature.hypothesis(subject).label)),
            Line::plain(percent(self.fit.probability)),
            self.told(&self.differential.subject.speaks_for, &weights),
            self.told(&self.differential.subject.speaks_against, &weights),
            self.sets(lead.as_slice()),
        ]);
        for (at, rival) in self.differential.rivals.iter().enumerate() {
            let disease = literature.hypothesis(rival.hypothesis);
            let Told { speaks_for, speaks_against } = &rival.told;
            let log_ratios: Vec<f64> = rival.cells.iter().map(|cell| cell.log_ratio).collect();
            table.row([
                Line::strong(self.name(at, rival)),
                Line::plain(percent(rival.probability)),
                self.told(speaks_for, &log_ratios),
                self.told(speaks_against, &log_ratios),
                self.sets(&disease.sets),
                Line::plain(self.wording.separating(disease, self.view.assessment.separating(rival.hypothesis))),
            ]);
        }
        let rest: Vec<f64> = self.others().collect();
        if !rest.is_empty() {
            let others = words.others(self.view.lang, rest.len());
            table.row([Line::strong(others), Line::plain(percent(rest.iter().sum()))]);
        }
        table
    }

    /// The probabilities of the rivals that are not compared.
    fn others(&self) -> impl Iterator<Item = f64> {
        self.fit.differential.iter().skip(self.differential.rivals.len()).map(|(_, probability)| *probability)
    }

    /// The disease with its number, and what is to be known of its figures.
    fn name(&self, at: usize, rival: &Rival) -> String {
        let disease = self.rows.literature.hypothesis(rival.hypothesis);
        let label = format!("{}. {}", at + 1, self.say(&disease.label));
        match self.wording.caution(disease, rival, self.fit) {
            Some(caution) => self.wording.aside(&label, &caution),
            None => label,
        }
    }

    fn told(&self, groups: &[usize], log_ratios: &[f64]) -> Line {
        let told = groups.iter().filter_map(|&at| {
            let answer = self.wording.answered(self.view.known(), self.fit.groups.get(at)?.finding);
            Some(self.words.told(self.view.lang, &answer, ratio(log_ratios.get(at)?.exp())))
        });
        Line::plain(self.wording.list(told))
    }

    fn sets(&self, sets: &[SetId]) -> Line {
        let shown = self.view.sets().filter(|found| sets.contains(&found.set));
        Line::plain(self.wording.list(shown.map(|found| self.wording.standing(found))))
    }

    /// The findings that count against the rivals: how many times likelier each is in a rival than in the subject.
    fn findings(&self) -> Vec<Block> {
        let (words, rivals) = (self.words, &self.differential.rivals);
        if self.fit.groups.is_empty() {
            return Vec::new();
        }
        let label = |id: HypothesisId| self.say(&self.rows.literature.hypothesis(id).label);
        let names = rivals.iter().enumerate().map(|(at, rival)| format!("{}. {}", at + 1, label(rival.hypothesis)));
        let numbers = (1..=rivals.len()).map(|number| number.to_string());
        let answer = || std::iter::once(self.say(&words.answer).to_owned());
        let head: Vec<String> = answer().chain(names).collect();
        let mut table = Table::new(head.iter().map(String::as_str));
        table.narrow = Narrow::Under(answer().chain(numbers).collect());
        let mut row = |name: String, cell: &dyn Fn(&Rival) -> String| {
            table.row(std::iter::once(name).chain(rivals.iter().map(cell)).map(Line::plain));
        };
        row(self.say(&words.before).to_owned(), &|rival| percent(rival.before));
        for (at, weight) in self.fit.groups.iter().enumerate() {
            let cell = |rival: &Rival| rival.cells.get(at).map_or_else(String::new, |cell| self.wording.cell(*cell));
            row(self.wording.answered(self.view.known(), weight.finding), &cell);
        }
        row(self.say(&words.now).to_owned(), &|rival| percent(rival.probability));
        let note = self.wording.by_disease(self.rows.literature);
        vec![
            Block::Heading(Level::Part, Line::plain(self.say(&words.by_disease))),
            Block::Paragraph(Line::plain(note)),
            Block::Table(table),
        ]
    }
}
