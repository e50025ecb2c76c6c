//! Every row of evidence behind a fit, for a reader.

use super::View;
use crate::engine::{Behind, Fit, GroupWeight, Row, Rows};
use crate::json::number;
use crate::knowledge::files::{CountFile, ExplainWords, FrequencyKind};
use crate::knowledge::{Basis, Grade, HypothesisId, LeftOut, Phrase};
use crate::say::Cited;
use crate::say::Wording;
use crate::say::document::{Block, Level, Line};
use crate::say::figures::{percent, ratio};

/// The explanation of a case's fit: with the subject so many of its likeliest rivals. `None` for a pack without
/// evidence.
pub struct Explanation<'v> {
    pub(super) view: &'v View<'v>,
    pub(super) wording: Wording<'v>,
    words: &'v ExplainWords,
    pub(super) rows: Rows<'v>,
    pub(super) fit: &'v Fit,
    /// The subject first.
    pub(super) hypotheses: Vec<HypothesisId>,
}

impl<'v> Explanation<'v> {
    /// The weighing against so many of the likeliest rivals; `None` in a pack without evidence.
    pub fn of(view: &'v View<'v>, rivals: usize) -> Option<Explanation<'v>> {
        let fit = view.assessment.fit.as_ref()?;
        let likeliest = fit.differential.iter().take(rivals).map(|(id, _)| *id);
        let rows = Rows::of(view.knowledge, fit.setting)?;
        Some(Explanation {
            view,
            wording: Wording::new(view.knowledge, view.lang),
            words: &view.knowledge.interface.explain,
            rows,
            fit,
            hypotheses: std::iter::once(rows.literature.subject()).chain(likeliest).collect(),
        })
    }

    /// The explanation as a document.
    pub fn document(&self) -> Vec<Block> {
        let words = self.words;
        let cited = Cited::of(self.sources());
        let setting = self.fit.setting.of(&self.rows.literature.settings);
        let mut blocks = vec![
            Block::Heading(Level::Title, Line::plain(self.wording.say(&words.title))),
            Block::Paragraph(Line::strong(self.wording.headline(self.rows.literature, self.fit))),
            Block::List(vec![
                Line::plain(cited.mark(self.wording, &self.wording.setting(setting), &setting.sources)),
                Line::plain(self.wording.say(&setting.note)),
            ]),
            Block::Paragraph(Line::plain(self.wording.say(&words.note))),
            Block::Paragraph(Line::plain(self.wording.say(&self.wording.words().fit.judged))),
        ];
        for weight in &self.fit.groups {
            blocks.extend(self.group(weight, &cited));
        }
        blocks
            .push(Block::Heading(Level::Section, Line::plain(self.wording.say(&self.wording.words().report.sources))));
        blocks.push(Block::Numbered(cited.lines(self.wording)));
        blocks.push(Block::Paragraph(Line::plain(self.wording.say(&self.view.knowledge.notice))));
        blocks
    }

    /// Every source named, in the order of the document.
    pub(super) fn sources(&self) -> Vec<&'v str> {
        let setting = self.fit.setting.of(&self.rows.literature.settings);
        let mut sources: Vec<&str> = setting.sources.iter().map(Phrase::as_str).collect();
        for weight in &self.fit.groups {
            for id in &self.hypotheses {
                let behind = self.rows.behind(weight, *id);
                sources.extend(behind.sources(self.rows.literature));
                sources.extend(behind.rows.iter().map(|row| row.row.source.as_str()));
            }
        }
        sources
    }

    fn group(&self, weight: &GroupWeight, cited: &Cited) -> Vec<Block> {
        let words = self.words;
        let group = self.wording.say(&weight.group.of(self.rows.groups).label);
        let answer = self.wording.answered(self.view.known(), weight.finding);
        let heading = words.heading(self.view.lang, group, &answer);
        let [low, high] = weight.log_interval.map(|limit| ratio(limit.exp()));
        let value = ratio(weight.log_ratio.exp());
        let grade = weight.grade.map_or("-", Grade::letter);
        let mut blocks = vec![
            Block::Heading(Level::Section, Line::plain(heading)),
            Block::Paragraph(Line::plain(words.weight(self.view.lang, &value, &low, &high, grade))),
        ];
        for id in &self.hypotheses {
            let behind = self.rows.behind(weight, *id);
            blocks.push(Block::Heading(Level::Part, Line::plain(self.disease(weight, &behind))));
            blocks.push(Block::List(self.basis(weight, &behind, cited)));
        }
        blocks
    }

    /// The disease with its frequency, the ratio against it and the grade.
    fn disease(&self, weight: &GroupWeight, behind: &Behind) -> String {
        let (words, lang) = (self.words, self.view.lang);
        let label = self.wording.say(&self.rows.literature.hypothesis(behind.hypothesis).label);
        let frequency = behind.frequency.as_ref().map(|frequency| {
            let [low, high] = frequency.interval().map(percent);
            let mean = percent(frequency.mean());
            words.frequency_of(lang, &mean, &low, &high)
        });
        let pair = |label, value: &str| self.wording.pair(self.wording.say(label), value);
        let ratio = self.rows.ratio(weight, behind.hypothesis).map(|value| pair(&words.ratio, &ratio(value)));
        let grade = self.rows.grade(weight, behind.hypothesis);
        let grade = grade.map(|grade| pair(&self.wording.words().fit.grade, grade.letter()));
        let facts: Vec<String> = [frequency, ratio, grade].into_iter().flatten().collect();
        if facts.is_empty() { label.to_owned() } else { self.wording.pair(label, &self.wording.list(facts)) }
    }

    /// What a number rests on, a line each.
    fn basis(&self, weight: &GroupWeight, behind: &Behind, cited: &Cited) -> Vec<Line> {
        let (words, lang) = (self.words, self.view.lang);
        let mut lines: Vec<String> = Vec::new();
        if behind.finding != weight.finding {
            lines.push(words.about(lang, self.wording.label(behind.finding)));
        }
        if let Some(option) = behind.option {
            let option = self.wording.option(behind.finding, option);
            lines.push(words.about_option(lang, &option));
        }
        if let Some(study) = behind.comparison {
            let (subject, controls) = (self.count(&study.subject), self.count(&study.controls));
            let text = words.comparison(lang, &subject, &controls);
            let mut text = vec![text];
            text.extend(study.rebuilt_from_percent.then(|| self.wording.say(&words.rebuilt).to_owned()));
            text.extend(study.note.as_ref().map(|note| self.wording.say(note).to_owned()));
            lines.push(cited.mark(self.wording, &self.wording.list(text), [study.source.as_str()]));
        }
        match behind.frequency.as_ref().map(|frequency| &frequency.basis) {
            Some(Basis::Background(rate)) => {
                let text = words.background(lang, percent(*rate));
                let row = behind.background(self.rows.literature);
                let status = row.map(|row| self.wording.prior_status(row.status));
                let text = status.map_or(text.clone(), |status| self.wording.aside(&text, status));
                let sources = row.iter().flat_map(|row| &row.sources);
                lines.push(cited.mark(self.wording, &text, sources));
            }
            Some(Basis::LikeSubject) => lines.push(self.wording.say(&words.like_subject).to_owned()),
            None => lines.push(self.wording.say(&words.nothing).to_owned()),
            _ => {}
        }
        lines.extend(behind.rows.iter().map(|row| self.row(row, cited)));
        lines.iter().map(Line::plain).collect()
    }

    fn row(&self, row: &Row, cited: &Cited) -> String {
        let (words, lang) = (self.words, self.view.lang);
        let file = row.row;
        let kind = self.wording.say(match file.kind {
            FrequencyKind::Series => &words.series,
            FrequencyKind::Percent => &words.percent,
            FrequencyKind::Range => &words.range_kind,
            FrequencyKind::Band => &words.band,
            FrequencyKind::Definition => &words.definition,
            FrequencyKind::Judgement => &words.judgement,
        });
        let value = match (file.n, file.of, file.percent, file.range) {
            (Some(n), Some(of), ..) => self.count(&CountFile { n, of }),
            (_, _, Some(percent), Some([low, high])) => {
                let [percent, low, high] = [percent, low, high].map(|value| format!("{}%", number(value)));
                words.frequency_of(lang, &percent, &low, &high)
            }
            (_, _, Some(percent), None) => format!("{}%", number(percent)),
            (_, _, _, Some([low, high])) if low == high => format!("{}%", number(low)),
            (_, _, _, Some([low, high])) => {
                let (low, high) = (number(low), number(high));
                words.range(lang, &low, &high)
            }
            _ => String::new(),
        };
        let mut parts = vec![value, kind.to_owned()];
        let marks = [
            (row.of_controls, &words.controls),
            (file.rebuilt_from_percent, &words.rebuilt),
            (!file.verified, &words.unverified),
        ];
        parts.extend(marks.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| self.wording.say(text).to_owned()));
        let comma = self.wording.say(&self.wording.words().style.comma);
        let text = cited.mark(self.wording, &parts.join(comma), [file.source.as_str()]);
        let Some(left_out) = row.left_out else { return text };
        let why = match left_out {
            LeftOut::Overlaps => words.overlaps(lang, file.overlaps.as_deref().unwrap_or_default()),
            LeftOut::WithoutWeight => self.wording.say(&words.without_weight).to_owned(),
            LeftOut::Compared => self.wording.say(&words.compared).to_owned(),
            LeftOut::Unverified => self.wording.say(&words.better_verified).to_owned(),
            LeftOut::Weaker => self.wording.say(&words.weaker).to_owned(),
            LeftOut::Shown => self.wording.say(&words.shown_only).to_owned(),
            LeftOut::Narrower => self.wording.say(&words.narrower).to_owned(),
        };
        words.not_counted(lang, &text, &why)
    }

    fn count(&self, count: &CountFile) -> String {
        let (n, of) = (number(count.n), number(count.of));
        self.words.count(self.view.lang, &n, &of)
    }
}
