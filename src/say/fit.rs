//! Probabilities, ratios, answers and changes of the fit in words; every face says them alike.

use super::Wording;
use super::figures::{self, prior, ratio};
use crate::case::{AnswerValue, Case};
use crate::engine::{
    Band, Cell, Change, Figure, Fit, GroupWeight, NextTest, Obstacle, Rival, Rows, Separating, SetAssessment,
    SetsDiffer, Staged, StagingState, Turning, Verdict,
};
use crate::knowledge::files::PriorStatus;
use crate::knowledge::{
    ConclusionId, FindingId, Hypothesis, HypothesisId, Lang, Literature, OptionId, Question, SetId, Setting, TestId,
};

impl<'k> Wording<'k> {
    pub fn band(self, band: Band) -> &'k str {
        let words = &self.words().fit;
        self.say(match band {
            Band::Strong => &words.strong,
            Band::Compatible => &words.compatible,
            Band::Weak => &words.weak,
            Band::Against => &words.against,
            Band::Uncertain => &words.uncertain,
            Band::TooLittleKnown => &words.too_little,
        })
    }

    /// The probability of the subject with its interval and band.
    ///
    /// Where too little is known there is no figure; where nothing is, it is the prior.
    pub fn headline(self, literature: &'k Literature, fit: &Fit) -> String {
        let disease = self.say(&literature.hypothesis(literature.subject()).label);
        if fit.groups.is_empty() {
            let prior = prior(fit.prior);
            return self.words().fit.headline_prior.fill(self.lang, &[("disease", disease), ("prior", &prior)]);
        }
        if fit.band == Band::TooLittleKnown {
            return self.pair(disease, self.band(fit.band));
        }
        let probability = self.percent(fit.probability);
        let values = [
            ("disease", disease),
            ("probability", &probability),
            ("band", &if fit.doubtful { self.to_check(self.band(fit.band)) } else { self.band(fit.band).to_owned() }),
            ("interval", &self.between(fit.interval)),
        ];
        self.words().fit.headline.fill(self.lang, &values)
    }

    /// The probability where too little is known for a word.
    pub fn so_far(self, fit: &Fit) -> String {
        let (probability, interval) = (self.percent(fit.probability), self.between(fit.interval));
        self.words().fit.so_far.fill(self.lang, &[("probability", &probability), ("interval", &interval)])
    }

    /// From one probability to another; one figure where both read alike.
    fn between(self, ends: [f64; 2]) -> String {
        let [low, high] = ends.map(|end| self.percent(end));
        match low == high {
            true => low,
            false => self.words().fit.between.fill(self.lang, &[("low", &low), ("high", &high)]),
        }
    }

    /// What stands in the way of calling a fit strong: what to settle first, then what else.
    pub fn in_the_way(self, fit: &Fit) -> Vec<String> {
        let words = &self.words().fit;
        let mut unknown = Vec::new();
        let mut others = Vec::new();
        for obstacle in &fit.in_the_way {
            match *obstacle {
                Obstacle::Unknown(id) => unknown.push(self.label(id).to_owned()),
                Obstacle::Absent(id) => others.push(self.pair(self.label(id), self.say(&self.words().answer.absent))),
                Obstacle::Mark(id) => others.push(words.a_mark.fill(self.lang, &[("finding", self.label(id))])),
                Obstacle::Met(set, conclusion) => {
                    let set = self.conclusion_of(set, conclusion);
                    others.push(self.pair(&set, self.verdict(Verdict::Met)));
                }
            }
        }
        let line =
            |title, items: Vec<String>| (!items.is_empty()).then(|| self.pair(self.say(title), &self.list(&items)));
        [line(&words.settle_first, unknown), line(&words.in_the_way, others)].into_iter().flatten().collect()
    }

    /// What a prior rests on.
    pub fn prior_status(self, status: PriorStatus) -> &'k str {
        let words = &self.words().fit;
        self.say(match status {
            PriorStatus::Seen => &words.seen,
            PriorStatus::Calculated => &words.calculated,
            PriorStatus::Judgement => &words.judgement,
        })
    }

    /// The setting with its prior and what that rests on.
    pub fn setting(self, setting: &Setting) -> String {
        let words = &self.words().fit;
        let prior = prior(setting.prior);
        let label = self.say(&setting.label);
        let text = match setting.range {
            Some([low, high]) => {
                let (low, high) = (figures::prior(low), figures::prior(high));
                let values = [("setting", label), ("prior", prior.as_str()), ("low", &low), ("high", &high)];
                words.prior_range.fill(self.lang, &values)
            }
            None => words.prior.fill(self.lang, &[("setting", label), ("prior", &prior)]),
        };
        self.aside(&text, self.prior_status(setting.status))
    }

    /// The answer that a group counted, whether it was given or inferred.
    pub fn counted(self, case: &Case, rows: Rows, weight: &GroupWeight) -> String {
        let item = &rows.groups[weight.group.index()].items[weight.item];
        let label = self.label(weight.finding);
        if item.question != Question::Present {
            return self.pair(label, &self.now(case, weight.finding));
        }
        let words = &self.words().answer;
        let answer = self.say(if weight.outcome == 0 { &words.present } else { &words.absent });
        match case.known(weight.finding) {
            Some(_) => self.pair(label, answer),
            None => self.pair(label, &self.words().fit.inferred.fill(self.lang, &[("answer", answer)])),
        }
    }

    /// What is to be known before a rival's probability is taken for much.
    pub fn caution(self, disease: &Hypothesis, rival: &Rival, fit: &Fit) -> Option<String> {
        let words = &self.words().fit;
        let excluded: Vec<String> = rival.excluded_by(fit).map(|id| self.label(id).to_owned()).collect();
        match () {
            () if !excluded.is_empty() => {
                Some(words.excluded_by.fill(self.lang, &[("findings", &self.list(&excluded))]))
            }
            () if disease.assumed => Some(self.say(&words.assumed).to_owned()),
            () if rival.lacks_figures() => Some(self.say(&words.no_figures).to_owned()),
            () => None,
        }
    }

    /// The examinations that would tell the subject from a rival; where none would, what is known to.
    pub fn separating(self, disease: &'k Hypothesis, tests: &[TestId]) -> String {
        match tests.is_empty() {
            true => disease.separated_by.as_ref().map_or("", |text| self.say(text)).to_owned(),
            false => self.tests(tests),
        }
    }

    /// What an answer says of a rival: how many times likelier it is there than in the subject.
    pub fn cell(self, cell: Cell) -> String {
        let value = ratio(cell.log_ratio.exp());
        match cell.figure {
            Figure::Own => value,
            Figure::Assumed => format!("({value})"),
            Figure::Nothing => "-".to_owned(),
            Figure::Excluded => self.say(&self.words().fit.excluded).to_owned(),
        }
    }

    /// What a set says of the case, and what it is open for or what stands in its way.
    pub fn standing(self, found: &SetAssessment) -> String {
        let (words, set) = (&self.words().fit, self.knowledge.set(found.set));
        let short = self.say(&set.short);
        let Some((_, conclusion)) = found.leading() else { return short.to_owned() };
        let verdict = self.verdict(conclusion.verdict);
        let verdict = match (conclusion.verdict, conclusion.settled_by.split_first()) {
            (Verdict::Undetermined, Some((first, others))) => {
                let way = words.open_for.fill(self.lang, &[("verdict", verdict), ("way", &self.way(set, *first))]);
                let more = (others.len() + conclusion.more).to_string();
                let more = (more != "0").then(|| self.words().report.settled_more.fill(self.lang, &[("count", &more)]));
                [way].into_iter().chain(more).collect::<Vec<_>>().join(self.say(&self.words().style.comma))
            }
            (Verdict::NotMet, _) => {
                let criteria: Vec<String> = (conclusion.excluded_by.iter())
                    .map(|id| self.say(&set.criteria[id.index()].short).to_owned())
                    .collect();
                words.kept_from.fill(self.lang, &[("verdict", verdict), ("criteria", &self.list(&criteria))])
            }
            _ => verdict.to_owned(),
        };
        self.pair(short, &verdict)
    }

    /// Where two sets differ, and on what.
    pub fn disagreement(self, differ: &SetsDiffer) -> String {
        let words = &self.words().fit;
        let [lead, other] = differ.sets.map(|set| self.say(&self.knowledge.set(set).short));
        let [lead_verdict, other_verdict] = differ.verdicts.map(|verdict| self.verdict(verdict));
        let values =
            [("lead", lead), ("lead_verdict", lead_verdict), ("other", other), ("other_verdict", other_verdict)];
        let text = words.disagree.fill(self.lang, &values);
        if differ.on.is_empty() {
            return text;
        }
        let criteria = &self.knowledge.set(differ.turns_on()).criteria;
        let on: Vec<&str> = differ.on.iter().map(|id| self.say(&criteria[id.index()].short)).collect();
        let on = on.join(self.say(&self.words().style.comma));
        let turns_on = words.turns_on.fill(self.lang, &[("criteria", &on)]);
        self.sentences(&[text, turns_on])
    }

    /// Sentences one after the other, as the language sets them.
    pub fn sentences(self, sentences: &[String]) -> String {
        sentences.join(if self.lang == Lang::Zh { "" } else { " " })
    }

    /// What would change if an answer were otherwise.
    pub fn turning(self, case: &Case, turning: &Turning) -> String {
        let words = &self.words().fit;
        let finding = self.pair(self.label(turning.finding), &self.now(case, turning.finding));
        let changes: Vec<String> = turning.changes.iter().map(|change| self.change(change)).collect();
        let changes = self.list(&changes);
        match &turning.instead {
            Some(instead) => {
                let answer = self.answer(turning.finding, instead);
                let values = [("finding", finding.as_str()), ("answer", &answer), ("changes", &changes)];
                words.if_instead.fill(self.lang, &values)
            }
            None => words.if_taken_back.fill(self.lang, &[("finding", &finding), ("changes", &changes)]),
        }
    }

    fn change(self, change: &Change) -> String {
        let words = &self.words().fit;
        let (what, before, after) = match *change {
            Change::Verdict { set, conclusion, from, to } => {
                (self.conclusion_of(set, conclusion), self.verdict(from), self.verdict(to))
            }
            Change::Band { from, to } => (self.say(&words.the_fit).to_owned(), self.band(from), self.band(to)),
        };
        words.change.fill(self.lang, &[("what", &what), ("before", before), ("after", after)])
    }

    /// A set by its short name, with the conclusion where it has several.
    fn conclusion_of(self, set: SetId, conclusion: ConclusionId) -> String {
        let set = self.knowledge.set(set);
        let short = self.say(&set.short);
        match set.conclusions.as_slice() {
            [_] => short.to_owned(),
            several => self.aside(short, self.say(&several[conclusion.index()].title)),
        }
    }

    /// What an examination can settle, a line for each result it may have.
    pub fn settles(self, next: &NextTest) -> Vec<String> {
        let mut results: Vec<(Verdict, String, Vec<String>)> = Vec::new();
        for how in &next.settles {
            let by: Vec<String> = how.by.iter().map(|open| self.open(open)).collect();
            let by = by.join(self.say(&self.words().style.plus));
            let name = self.conclusion_of(how.set, how.conclusion);
            match results.iter_mut().find(|(verdict, needs, _)| *verdict == how.verdict && *needs == by) {
                Some((_, _, sets)) => sets.push(name),
                None => results.push((how.verdict, by, vec![name])),
            }
        }
        let line = |(verdict, by, sets): &(Verdict, String, Vec<String>)| {
            let sets = sets.join(self.say(&self.words().style.comma));
            let values = [("verdict", self.verdict(*verdict)), ("by", by), ("sets", &sets)];
            self.words().fit.can_settle.fill(self.lang, &values)
        };
        results.iter().map(line).collect()
    }

    /// What would separate the subject from a rival, by name; `None` where nothing would.
    pub fn separates(self, found: &Separating) -> Option<String> {
        let literature = self.knowledge.literature.as_ref().filter(|_| !found.tests.is_empty())?;
        let label = |id: HypothesisId| self.say(&literature.hypothesis(id).label);
        let tests = self.tests(&found.tests);
        let values = [("subject", label(literature.subject())), ("disease", label(found.rival)), ("tests", &tests)];
        Some(self.words().fit.separates_from.fill(self.lang, &values))
    }

    /// How much of a part of the staging is known.
    pub fn staging_state(self, staged: &Staged) -> &'k str {
        let words = &self.words().fit;
        self.say(match staged.state {
            StagingState::Done => &words.staging_done,
            StagingState::Partly => &words.staging_partly,
            StagingState::Missing => &words.staging_missing,
        })
    }

    /// What is missing of a part of the staging and what would answer it; nothing once it is done.
    pub fn still_missing(self, staged: &Staged) -> Vec<String> {
        if staged.missing.is_empty() {
            return Vec::new();
        }
        let words = &self.words().fit;
        // Labels hold commas of their own.
        let missing: Vec<&str> = staged.missing.iter().map(|id| self.label(*id)).collect();
        let missing = missing.join(self.say(&self.words().style.list));
        let missing = self.pair(self.say(&words.still_missing), &missing);
        vec![missing, self.pair(self.say(&words.answered_by), &self.tests(&staged.tests))]
    }

    fn tests(self, tests: &[TestId]) -> String {
        let labels = tests.iter().map(|test| self.say(&self.knowledge.workup.test(*test).label));
        labels.collect::<Vec<_>>().join(self.say(&self.words().style.list))
    }

    /// The option of a choice.
    pub fn option(self, finding: FindingId, option: OptionId) -> String {
        self.answer(finding, &AnswerValue::Option(option))
    }
}
