//! Every published number behind a weight: for each disease the rows that count, and those that do not, with why.

use super::odds::GroupWeight;
use crate::knowledge::files::{BackgroundRow, ComparisonFile, FrequencyFile, FrequencyKind};
use crate::knowledge::{
    Basis, FindingId, Frequency, Grade, Group, HypothesisId, Item, Knowledge, Literature, OptionId, Outcome, Question,
    SettingId,
};

/// Finds the rows behind the weights of a fit.
#[derive(Clone, Copy)]
pub struct Rows<'k> {
    pub knowledge: &'k Knowledge,
    pub literature: &'k Literature,
    /// The groups as they weigh in the setting of the fit.
    pub groups: &'k [Group],
}

/// What one disease's number for one answer rests on.
#[derive(Debug)]
pub struct Behind<'k> {
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
    pub row: &'k FrequencyFile,
    /// It speaks of the controls of a study, and stands for a disease without a row of its own.
    pub of_controls: bool,
    /// Why it does not count; `None` where it does.
    pub left_out: Option<LeftOut>,
}

/// Why a row does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Its patients are counted in another series.
    Overlaps,
    /// Its source measured nothing, or the pack does not cite it.
    WithoutWeight,
    /// A study measured both sides.
    Compared,
    /// It was not re-read at the source, and a row that was is there.
    Unverified,
    /// A better kind of number is there.
    Weaker,
    /// A narrower finding is more frequent.
    Narrower,
    /// The pack shows it and does not count it.
    Shown,
}

impl<'k> Rows<'k> {
    /// The rows of the fit; `None` for a pack without evidence.
    pub fn of(knowledge: &'k Knowledge, setting: SettingId) -> Option<Rows<'k>> {
        let literature = knowledge.literature.as_ref()?;
        Some(Rows { knowledge, literature, groups: literature.groups(setting) })
    }

    /// What the weight of a group rests on in a disease.
    pub fn behind(&self, weight: &GroupWeight, hypothesis: HypothesisId) -> Behind<'k> {
        let item = &self.groups[weight.group.index()].items[weight.item];
        match item.question {
            Question::Option => self.of_choice(item, weight.outcome, hypothesis),
            Question::Present | Question::Beyond(_) => self.of_item(item, hypothesis),
        }
    }

    /// How many times likelier the answer is in the subject than in a rival, within the cap; `None` for the subject.
    pub fn ratio(&self, weight: &GroupWeight, hypothesis: HypothesisId) -> Option<f64> {
        let rival = hypothesis.index().checked_sub(1)?;
        Some((-self.outcome(weight).log_ratio[rival]).exp())
    }

    /// The grade of a disease's number.
    pub fn grade(&self, weight: &GroupWeight, hypothesis: HypothesisId) -> Option<Grade> {
        self.outcome(weight).grades[hypothesis.index()]
    }

    fn outcome(&self, weight: &GroupWeight) -> &'k Outcome {
        &self.groups[weight.group.index()].items[weight.item].outcomes[weight.outcome]
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
        let frequency = &item.frequencies[hypothesis.index()];
        let word = &self.knowledge.finding(item.finding).id;
        let measured = match item.question {
            Question::Present => self.literature.comparison(hypothesis, word).map(|(at, _)| at),
            _ => None,
        };
        let (finding, basis) = narrowest(item.finding, &frequency.basis);
        let comparison = match basis {
            Basis::Comparison(at) => Some(*at),
            _ => measured,
        };
        let counted = |own: bool, at: usize| match basis {
            _ if comparison.is_some() => false,
            Basis::Rows { rows, .. } => own && rows.contains(&at),
            Basis::AnyOther(rows) => !own && rows.contains(&at),
            _ => false,
        };
        let mut rows = Vec::new();
        for sign in [Some(finding), (finding != item.finding).then_some(item.finding)].into_iter().flatten() {
            let word = &self.knowledge.finding(sign).id;
            let own = self.literature.hypothesis(hypothesis).rows.iter().enumerate();
            for (at, row) in own.filter(|(_, row)| row.finding == *word) {
                let counts = sign == finding && counted(true, at);
                rows.push(self.row(row, false, counts, comparison.is_some(), sign != finding));
            }
        }
        if matches!(basis, Basis::AnyOther(_)) {
            let word = &self.knowledge.finding(finding).id;
            let controls = self.literature.any_other.iter().enumerate().filter(|(_, row)| row.finding == *word);
            rows.extend(controls.map(|(at, row)| self.row(row, true, counted(false, at), comparison.is_some(), false)));
        }
        rows.sort_by_key(|row| row.left_out.is_some());
        let frequency = match comparison {
            Some(at) if hypothesis.index() > 0 => Some(of_controls(at, &self.literature.comparisons[at])),
            _ => (*basis != Basis::None).then(|| Frequency { basis: basis.clone(), ..*frequency }),
        };
        let comparison = comparison.map(|at| &self.literature.comparisons[at]);
        Behind { hypothesis, finding, option: None, frequency, comparison, rows }
    }

    /// A choice rests on an option for which both the subject and the disease have rows: the one answered, else another.
    fn of_choice(&self, item: &'k Item, outcome: usize, hypothesis: HypothesisId) -> Behind<'k> {
        let finding = self.knowledge.finding(item.finding);
        let citable = |row: &FrequencyFile| self.is_citable(row);
        let share = |id: HypothesisId, option: &OptionId| {
            self.literature.share(id, &finding.id, &finding.options()[option.index()].id, &citable)
        };
        let answered = OptionId::at(outcome);
        let others = (0..finding.options().len()).map(OptionId::at).filter(|other| *other != answered);
        let both = |option: &OptionId| {
            share(self.literature.subject(), option).is_some() && share(hypothesis, option).is_some()
        };
        let option = std::iter::once(answered).chain(others).find(both);
        let frequency = option.and_then(|option| share(hypothesis, &option));
        let mut rows = Vec::new();
        if let (Some(option), Some(Basis::Rows { rows: counted, .. })) =
            (option, frequency.as_ref().map(|frequency| &frequency.basis))
        {
            let word = &finding.options()[option.index()].id;
            let all = self.literature.hypothesis(hypothesis).choices.iter().enumerate();
            let asked = all.filter(|(_, row)| row.finding == finding.id && row.answer.as_ref() == Some(word));
            rows.extend(asked.map(|(at, row)| self.row(row, false, counted.contains(&at), false, false)));
        }
        rows.sort_by_key(|row| row.left_out.is_some());
        Behind { hypothesis, finding: item.finding, option, frequency, comparison: None, rows }
    }

    fn row(&self, row: &'k FrequencyFile, of_controls: bool, counts: bool, compared: bool, narrower: bool) -> Row<'k> {
        let why = match () {
            () if !row.counts => LeftOut::Shown,
            () if row.overlaps.is_some() => LeftOut::Overlaps,
            () if !self.is_citable(row) => LeftOut::WithoutWeight,
            () if compared => LeftOut::Compared,
            () if narrower => LeftOut::Narrower,
            () if !row.verified && row.kind == FrequencyKind::Series => LeftOut::Unverified,
            () => LeftOut::Weaker,
        };
        Row { row, of_controls, left_out: (!counts).then_some(why) }
    }

    fn is_citable(&self, row: &FrequencyFile) -> bool {
        self.knowledge.source(&row.source).is_some() && self.literature.has_weight(&row.source)
    }
}

impl<'k> Behind<'k> {
    /// The sources of what counts; an assumption has none.
    pub fn sources(&self, literature: &'k Literature) -> Vec<&'k str> {
        let rows = self.rows.iter().filter(|row| row.left_out.is_none()).map(|row| row.row.source.as_str());
        let studies = self.comparison.iter().map(|study| study.source.as_str()).chain(rows);
        studies.chain(self.background(literature).iter().flat_map(|row| &row.sources).map(String::as_str)).collect()
    }

    /// The background that stands for the disease, if one does.
    pub fn background<'l>(&self, literature: &'l Literature) -> Option<&'l BackgroundRow> {
        let background = matches!(self.frequency, Some(Frequency { basis: Basis::Background(_), .. }));
        literature.background.get(&self.finding).filter(|_| background)
    }
}

/// The finding that gave the number, and what the number rests on.
fn narrowest(finding: FindingId, basis: &Basis) -> (FindingId, &Basis) {
    match basis {
        Basis::Child(child, basis) => narrowest(*child, basis),
        basis => (finding, basis),
    }
}

/// The controls of a study that measured both sides, with Jeffreys' prior.
fn of_controls(at: usize, study: &ComparisonFile) -> Frequency {
    let (with, without) = (study.controls.n, study.controls.of - study.controls.n);
    Frequency { alpha: with + 0.5, beta: without + 0.5, basis: Basis::Comparison(at) }
}
