//! What is to be known of a line of the result: where it comes from, in what words, by which papers.

use super::document::{Block, Line};
use super::figures::{figure, ratio};
use super::{Known, Wording};
use crate::engine::{GroupWeight, NextTest, Rows, SetAssessment, SetsDiffer, Staged};
use crate::knowledge::{Advice, CriteriaSet, CriterionId, Grade, Hypothesis, HypothesisId, Literature, Setting};

impl<'k> Wording<'k> {
    /// Where the patient is seen: the prior, how it and the shares were obtained, and what lends no weight here.
    pub fn about_setting(self, setting: &Setting) -> Vec<Block> {
        let notes = [Some(&setting.note), setting.rivals_note.as_ref(), setting.presupposes_note.as_ref()];
        let notes = notes.into_iter().flatten().map(|note| Line::plain(self.say(note)));
        let lines = notes.chain(self.presupposed(setting).map(Line::plain));
        paragraphs([Line::strong(self.seen_in(setting))].into_iter().chain(lines).chain(self.sources(&setting.sources)))
    }

    /// How the fit is calculated.
    pub fn about_method(self, literature: &'k Literature) -> Vec<Block> {
        let note = &self.words().fit.evidence_note;
        let texts = [note, &literature.group_note, &literature.method.note];
        paragraphs(texts.map(|text| Line::plain(self.say(text))))
    }

    /// What an answer weighs, against which rival, by which papers.
    pub fn about_weight(self, known: Known, rows: Rows<'k>, weight: &GroupWeight) -> Vec<Block> {
        let words = &self.words().fit;
        let group = weight.group.of(rows.groups);
        let [low, high] = weight.log_interval.map(|end| ratio(end.exp()));
        let lines = [
            self.named(&group.label, &self.answered(known, weight.finding)),
            self.named(
                &words.ratio_of,
                &words.measured_against(
                    self.lang,
                    ratio(weight.log_ratio.exp()),
                    self.span(&low, &high),
                    self.say(&rows.literature.hypothesis(weight.rival).label),
                ),
            ),
            self.named(&words.grade, self.grade(weight.grade)),
        ];
        paragraphs(lines.into_iter().chain(self.sources(rows.sources(weight))))
    }

    /// What a grade says.
    fn grade(self, grade: Option<Grade>) -> &'k str {
        let words = &self.words().fit;
        self.say(match grade {
            Some(Grade::A) => &words.grade_a,
            Some(Grade::B) => &words.grade_b,
            Some(Grade::C) => &words.grade_c,
            Some(Grade::D) => &words.grade_d,
            None => &words.no_grade,
        })
    }

    /// A disease: what tells it from the subject, and what speaks for either.
    pub fn about_disease(self, literature: &'k Literature, id: HypothesisId) -> Vec<Block> {
        let words = &self.words().fit;
        let disease = literature.hypothesis(id);
        let separated = disease.separated_by.iter().map(|text| self.named(&words.separates, self.say(text)));
        let assumed = disease.assumed.then(|| Line::plain(self.say(&words.assumed_note)));
        let description = Line::plain(self.say(&disease.description));
        let mut blocks = paragraphs(separated.chain(assumed).chain([description]));
        let subject = literature.hypothesis(literature.subject());
        for (rather, points) in [(subject, &disease.for_subject), (disease, &disease.against_subject)] {
            if !points.is_empty() {
                blocks.push(Block::Paragraph(Line::strong(self.rather(rather))));
                blocks.push(Block::List(points.iter().map(|point| Line::plain(self.say(point))).collect()));
            }
        }
        blocks.extend(paragraphs(self.sources(&disease.sources)));
        blocks
    }

    fn rather(self, disease: &Hypothesis) -> String {
        self.words().fit.points(self.lang, self.say(&disease.label))
    }

    /// What the columns of the findings by disease say.
    pub fn by_disease(self, literature: &Literature) -> String {
        let subject = self.say(&literature.hypothesis(literature.subject()).label);
        self.words().fit.by_disease_note(self.lang, subject)
    }

    /// What the place of an examination goes by.
    pub fn about_order(self) -> Vec<Block> {
        let note = Line::plain(self.order());
        paragraphs([note, Line::plain(self.say(&self.knowledge.workup.burden_note))])
    }

    /// By what examinations are put in order.
    pub fn order(self) -> String {
        let times = figure(self.knowledge.workup.clearly_more);
        self.words().fit.next_note(self.lang, &times)
    }

    /// A part of the staging: why, and what is missing.
    pub fn about_staged(self, staged: &Staged) -> Vec<Block> {
        let item = self.knowledge.workup.staging_item(staged.item);
        let missing = self.still_missing(staged).into_iter().map(Line::plain);
        let why = self.named(&self.words().fit.why, self.say(&item.why));
        paragraphs([why].into_iter().chain(missing).chain(self.sources(&item.sources)))
    }

    /// An examination: why, what it can settle, what to beware of, which questions it answers.
    pub fn about_test(self, next: &NextTest) -> Vec<Block> {
        let (words, test) = (&self.words().fit, self.knowledge.workup.test(next.test));
        let mut blocks = vec![Block::Paragraph(self.named(&words.why, self.say(&test.why)))];
        let settles: Vec<Line> = self.settles(next).into_iter().map(Line::plain).collect();
        blocks.extend((!settles.is_empty()).then_some(Block::List(settles)));
        let traps = test.traps.iter().map(|trap| self.named(&self.words().finding.trap, self.say(trap)));
        let reveals = self.named(&words.reveals, &self.findings(&next.reveals));
        blocks.extend(paragraphs(traps.chain([reveals]).chain(self.sources(&test.sources))));
        blocks
    }

    /// Where two sets differ, and who says so.
    pub fn about_disagreement(self, differ: &SetsDiffer) -> Vec<Block> {
        let sources = differ.sets.map(|set| &self.knowledge.set(set).sources);
        let text = Line::plain(self.disagreement(differ));
        paragraphs([text].into_iter().chain(self.sources(sources.into_iter().flatten())))
    }

    /// A piece of advice, and who says so.
    pub fn about_advice(self, advice: &Advice) -> Vec<Block> {
        paragraphs([Line::plain(self.say(&advice.text))].into_iter().chain(self.sources(&advice.sources)))
    }

    /// A criterion as its table words it: what counts, what is known of it, who says so.
    pub fn about_criterion(self, known: Known, found: &SetAssessment, id: CriterionId) -> Vec<Block> {
        let set = self.knowledge.set(found.set);
        let (criterion, assessed) = (id.of(&set.criteria), id.of(&found.criteria));
        let role = self.say(&self.knowledge.role(criterion.role).label);
        let title = self.aside(self.say(&criterion.title), &self.names([self.say(&set.short), role]));
        let rule = self.named(&self.words().finding.counts, &self.evidence_rule(&criterion.when));
        let because = assessed.because.iter().map(|id| self.answered(known, *id));
        let open = assessed.open.iter().map(|open| self.would_tell(known, open));
        let now = because.chain(open).map(Line::plain);
        let lines = [Line::strong(title), rule].into_iter().chain(now);
        paragraphs(lines.chain(self.sources(&set.sources)))
    }

    /// A set by its full title, and who says so.
    pub fn about_set(self, set: &CriteriaSet) -> Vec<Block> {
        paragraphs([Line::strong(self.set_title(set))].into_iter().chain(self.sources(&set.sources)))
    }
}

/// A paragraph each.
pub fn paragraphs(lines: impl IntoIterator<Item = Line>) -> Vec<Block> {
    lines.into_iter().map(Block::Paragraph).collect()
}
