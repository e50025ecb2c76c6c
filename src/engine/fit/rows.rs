//! Every published number behind a weight: for each disease the rows that count, and those that do not, with why.

use super::GroupWeight;
use crate::knowledge::files::{BackgroundRow, ComparisonFile, FrequencyFile};
use crate::knowledge::{
    Basis, FindingId, Frequency, Grade, Group, HypothesisId, Item, Knowledge, LeftOut, Literature, OptionId, Outcome,
    Phrase, PublishedRow, Question, SettingId,
};

/// Finds the rows behind the weights of a fit.
#[derive(Clone, Copy)]
pub struct Rows<'k> {
    /// The pack.
    pub knowledge: &'k Knowledge,
    /// Its evidence.
    pub literature: &'k Literature,
    /// The groups as they weigh in the setting of the fit.
    pub groups: &'k [Group],
}

/// What one disease's number for one answer rests on.
#[derive(Debug)]
pub struct Behind<'k> {
    /// Of which disease it speaks.
    pub hypothesis: HypothesisId,
    /// The finding whose rows were taken: the one asked, or a narrower one that is more frequent.
    pub finding: FindingId,
    /// The option whose rows were taken, for a choice.
    pub option: Option<OptionId>,
    /// How often it is there; `None` where the disease has no number and the answer says nothing about it.
    pub frequency: Option<Frequency>,
    /// The study that measured both sides; it takes the place of the rows.
    pub comparison: Option<&'k ComparisonFile>,
    /// The rows that speak of it, those that count first.
    pub rows: Vec<Row<'k>>,
}

/// One published number.
#[derive(Clone, Copy, Debug)]
pub struct Row<'k> {
    /// The row as it is written.
    pub row: &'k FrequencyFile,
    /// It speaks of the controls of a study, and stands for a disease without a row of its own.
    pub of_controls: bool,
    /// Why it does not count here; `None` where it does.
    pub left_out: Option<LeftOut>,
}

impl<'k> Rows<'k> {
    /// The rows of the fit; `None` for a pack without evidence.
    pub fn of(knowledge: &'k Knowledge, setting: SettingId) -> Option<Rows<'k>> {
        let literature = knowledge.literature.as_ref()?;
        Some(Rows { knowledge, literature, groups: literature.groups(setting) })
    }

    /// What the weight of a group rests on in a disease.
    pub fn behind(&self, weight: &GroupWeight, hypothesis: HypothesisId) -> Behind<'k> {
        let item = self.item(weight);
        match item.question {
            Question::Option => self.of_choice(item, weight.outcome, hypothesis),
            Question::Present | Question::Beyond(_) => self.of_item(item, hypothesis),
        }
    }

    /// How many times likelier the answer is in the subject than in a rival, within the cap; `None` for the subject.
    pub fn ratio(&self, weight: &GroupWeight, hypothesis: HypothesisId) -> Option<f64> {
        let is_rival = hypothesis != self.literature.subject();
        is_rival.then(|| (-self.outcome(weight).log_ratio_of(hypothesis)).exp())
    }

    /// The grade of a disease's number.
    pub fn grade(&self, weight: &GroupWeight, hypothesis: HypothesisId) -> Option<Grade> {
        *hypothesis.of(&self.outcome(weight).grades)
    }

    #[expect(clippy::indexing_slicing, reason = "an item is one of its group's")]
    fn item(&self, weight: &GroupWeight) -> &'k Item {
        &weight.group.of(self.groups).items[weight.item]
    }

    fn outcome(&self, weight: &GroupWeight) -> &'k Outcome {
        self.item(weight).outcome(weight.outcome)
    }

    /// The sources of the rows that count for the subject and for the rival that keeps the ratio down most.
    pub fn sources(&self, weight: &GroupWeight) -> Vec<&'k str> {
        let mut sources = Vec::new();
        for hypothesis in [self.literature.subject(), weight.rival] {
            for source in self.behind(weight, hypothesis).sources(self.literature) {
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
        }
        sources
    }

    fn of_item(&self, item: &'k Item, hypothesis: HypothesisId) -> Behind<'k> {
        let frequency = hypothesis.of(&item.frequencies);
        let comparison = match (frequency.basis, &item.question) {
            (Basis::Comparison(at), _) => Some(at),
            (_, Question::Present) => self.literature.comparison(hypothesis, item.finding),
            _ => None,
        };
        let finding = frequency.narrower.unwrap_or(item.finding);
        // What counts elsewhere gives way here to a study of both sides, or to what stands for the disease.
        let of_basis = |takes: bool| match comparison {
            Some(_) => Some(LeftOut::Compared),
            None => (!takes).then_some(LeftOut::Weaker),
        };
        let own = &self.literature.hypothesis(hypothesis).rows;
        let mut rows = shown(own.about(finding, None), false, of_basis(matches!(frequency.basis, Basis::Rows { .. })));
        if finding != item.finding {
            let instead = comparison.map_or(LeftOut::Narrower, |_| LeftOut::Compared);
            rows.extend(shown(own.about(item.finding, None), false, Some(instead)));
        }
        if frequency.basis == Basis::AnyOther {
            rows.extend(shown(self.literature.any_other.about(finding, None), true, of_basis(true)));
        }
        rows.sort_by_key(|row| row.left_out.is_some());
        let compared = comparison.and_then(|at| Some((at, self.literature.comparisons.get(at)?)));
        let frequency = match compared {
            Some((at, compared)) if hypothesis != self.literature.subject() => {
                let [_, of_controls] = compared.counted(at);
                Some(of_controls)
            }
            _ => Some(*frequency).filter(|frequency| frequency.basis != Basis::None),
        };
        let comparison = compared.map(|(_, compared)| &compared.study);
        Behind { hypothesis, finding, option: None, frequency, comparison, rows }
    }

    /// A choice rests on an option for which both the subject and the disease have rows: the one answered, else another.
    fn of_choice(&self, item: &'k Item, outcome: usize, hypothesis: HypothesisId) -> Behind<'k> {
        let choices = |id: HypothesisId| &self.literature.hypothesis(id).choices;
        let share = |id: HypothesisId, option: OptionId| choices(id).frequency(item.finding, Some(option));
        let answered = OptionId::at(outcome);
        let others = (0..item.outcomes.len()).map(OptionId::at).filter(|other| *other != answered);
        let both = |option: &OptionId| {
            share(self.literature.subject(), *option).is_some() && share(hypothesis, *option).is_some()
        };
        let option = std::iter::once(answered).chain(others).find(both);
        let frequency = option.and_then(|option| share(hypothesis, option));
        let about = option.map_or(&[][..], |option| choices(hypothesis).about(item.finding, Some(option)));
        let mut rows = shown(about, false, None);
        rows.sort_by_key(|row| row.left_out.is_some());
        Behind { hypothesis, finding: item.finding, option, frequency, comparison: None, rows }
    }
}

impl<'k> Behind<'k> {
    /// The sources of what counts; an assumption has none.
    pub fn sources(&self, literature: &'k Literature) -> Vec<&'k str> {
        let rows = self.rows.iter().filter(|row| row.left_out.is_none()).map(|row| row.row.source.as_str());
        let studies = self.comparison.iter().map(|study| study.source.as_str()).chain(rows);
        studies.chain(self.background(literature).iter().flat_map(|row| &row.sources).map(Phrase::as_str)).collect()
    }

    /// The background that stands for the disease, if one does.
    pub fn background<'l>(&self, literature: &'l Literature) -> Option<&'l BackgroundRow> {
        let background = matches!(self.frequency, Some(Frequency { basis: Basis::Background(_), .. }));
        literature.background.get(&self.finding).filter(|_| background)
    }
}

/// Rows as they stand behind a number; where something else was taken, that is why those that would count do not.
fn shown<'k>(rows: &'k [PublishedRow], of_controls: bool, instead: Option<LeftOut>) -> Vec<Row<'k>> {
    let row = |published: &'k PublishedRow| Row {
        row: &published.row,
        of_controls,
        left_out: published.left_out.into_iter().chain(instead).min(),
    };
    rows.iter().map(row).collect()
}
