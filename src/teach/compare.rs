//! Two criteria sets side by side: their criteria, what they conclude from them, and the published cases that they
//! judge differently. A case that a learner has not done yet is counted and not named: its verdicts are an answer.

use super::demand::{Demand, demand};
use super::{Progress, quiz};
use crate::case::TeachingCase;
use crate::engine::{SetAssessment, Verdict, Way, judge};
use crate::knowledge::{
    ConclusionId, CriteriaSet, Criterion, CriterionId, FindingId, FindingSet, Knowledge, Lang, SetId,
};
use crate::say::document::{Block, Level, Line, Row, Table};
use crate::say::{Wording, tone};

/// What two sets share and where they part.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The pack.
    pub knowledge: &'a Knowledge,
    /// The two.
    pub sets: [SetId; 2],
    /// Their criteria, those of both side by side.
    pub rows: Vec<Pair>,
    /// The cases they judge otherwise, those that may be named.
    pub cases: Vec<Differing<'a>>,
    /// How many others they judge otherwise.
    pub unnamed: usize,
    /// How many cases both have judged.
    pub of: usize,
}

/// Which cases may be named.
#[derive(Clone, Copy, Debug)]
pub enum Naming<'p> {
    /// All of them: a teacher asks.
    All,
    /// Those that this learner has done in the quiz.
    Done(&'p Progress),
}

/// What the two sets have of one criterion; at least one has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// That of each set; `None` where it has none like it.
    pub criteria: [Option<CriterionId>; 2],
    /// Both have the same rule.
    pub same_rule: bool,
    /// What the first conclusion of each set asks of it; `None` where it takes more than one number to say.
    pub demands: [Option<Demand>; 2],
}

/// A case on which the verdicts differ.
#[derive(Clone, Debug)]
pub struct Differing<'a> {
    /// The case.
    pub case: &'a TeachingCase,
    /// What each set says.
    pub judged: [Judged; 2],
}

/// What one set says of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The strongest conclusion that is not ruled out.
    pub conclusion: ConclusionId,
    /// Whether it is met.
    pub verdict: Verdict,
    /// While not met: the criteria that stand in its way.
    pub against: Vec<CriterionId>,
    /// While undetermined: a way to settle it.
    pub open: Way,
}

impl Naming<'_> {
    fn names(self, case: &TeachingCase) -> bool {
        match self {
            Naming::All => true,
            Naming::Done(progress) => progress.memory(&quiz::key(case)).is_some(),
        }
    }
}

/// Compares two sets, on cases too.
pub fn compare<'a>(
    knowledge: &'a Knowledge,
    sets: [SetId; 2],
    cases: &'a [TeachingCase],
    naming: Naming,
) -> Comparison<'a> {
    let differing = cases.iter().filter_map(|case| {
        let all = judge(knowledge, &case.case);
        let [first, second] = sets.map(|set| judged(set.of(&all)));
        let judged = [first?, second?];
        (judged[0].verdict != judged[1].verdict).then_some(Differing { case, judged })
    });
    let (named, others): (Vec<_>, Vec<_>) = differing.partition(|differing| naming.names(differing.case));
    let rows = pairs(knowledge, sets);
    Comparison { knowledge, sets, rows, cases: named, unnamed: others.len(), of: cases.len() }
}

fn judged(assessed: &SetAssessment) -> Option<Judged> {
    let (conclusion, found) = assessed.leading()?;
    let against = if found.verdict == Verdict::NotMet { found.excluded_by.clone() } else { Vec::new() };
    let open = found.settled_by.first().copied().unwrap_or_default();
    Some(Judged { conclusion, verdict: found.verdict, against, open })
}

/// The criteria of both sets, each beside the one that rests on the same: by its name, by its rule, then by the
/// findings that both rest on, those with most in common first.
fn pairs(knowledge: &Knowledge, sets: [SetId; 2]) -> Vec<Pair> {
    let [first, second] = sets.map(|set| knowledge.set(set));
    let mut partners: Vec<Option<CriterionId>> = vec![None; first.criteria.len()];
    let mut free: Vec<CriterionId> = (0..second.criteria.len()).map(CriterionId::at).collect();
    let same_rule = |a: CriterionId, b: CriterionId| a.of(&first.criteria).when == b.of(&second.criteria).when;
    let alike: [&dyn Fn(CriterionId, CriterionId) -> f64; 3] = [
        &|a, b| f64::from(a.of(&first.criteria).id == b.of(&second.criteria).id),
        &|a, b| f64::from(same_rule(a, b)),
        &|a, b| {
            let [a, b] =
                [(sets[0], a), (sets[1], b)].map(|(set, criterion)| knowledge.criterion_rests_on(set, criterion));
            in_common(knowledge, a, b)
        },
    ];
    for likeness in alike {
        loop {
            let open = partners.iter().enumerate().filter(|(_, partner)| partner.is_none());
            let open = open.map(|(at, _)| CriterionId::at(at));
            let candidates = open.flat_map(|a| free.iter().map(move |b| (a, *b)));
            let best =
                candidates.map(|(a, b)| (likeness(a, b), a, b)).max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
            let Some((_, a, b)) = best.filter(|(likeness, ..)| *likeness > 0.0) else { break };
            *a.of_mut(&mut partners) = Some(b);
            free.retain(|other| *other != b);
        }
    }
    let pair = |a: Option<CriterionId>, b: Option<CriterionId>| Pair {
        criteria: [a, b],
        same_rule: a.zip(b).is_some_and(|(a, b)| same_rule(a, b)),
        demands: [a.and_then(|id| demand(first, id)), b.and_then(|id| demand(second, id))],
    };
    let shared = partners.iter().enumerate().map(|(a, b)| pair(Some(CriterionId::at(a)), *b));
    let alone = free.iter().map(|b| pair(None, Some(*b)));
    shared.chain(alone).collect()
}

/// The part of the findings that both rest on, from 0 to 1.
fn in_common(knowledge: &Knowledge, a: &FindingSet, b: &FindingSet) -> f64 {
    let count = |holds: &dyn Fn(FindingId) -> bool| knowledge.finding_ids().filter(|id| holds(*id)).count() as f64;
    let both = count(&|id| a.contains(id) && b.contains(id));
    both / count(&|id| a.contains(id) || b.contains(id)).max(1.0)
}

impl Comparison<'_> {
    /// The comparison as a document.
    pub fn document(&self, lang: Lang) -> Vec<Block> {
        let wording = Wording::new(self.knowledge, lang);
        let words = &wording.words().compare;
        let say = |text| wording.say(text);
        let sets = self.sets.map(|set| self.knowledge.set(set));
        let section = |text| Block::Heading(Level::Section, Line::plain(say(text)));
        let [first, second] = sets.map(|set| say(&set.title));
        let title = words.title(lang, first, second);
        let mut blocks = vec![
            Block::Heading(Level::Title, Line::plain(title)),
            section(&words.criteria),
            Block::Paragraph(Line::plain(say(&words.criteria_note))),
            Block::Table(self.criteria(wording, sets)),
            section(&words.conclusions),
        ];
        let asks = sets.into_iter().flat_map(|set| {
            set.conclusions.iter().map(move |conclusion| {
                let name = wording.words().rule.of_set(lang, say(&conclusion.title), say(&set.short));
                Line::plain(wording.pair(&name, &wording.tally_rule(set, &conclusion.when)))
            })
        });
        blocks.push(Block::List(asks.collect()));
        let count = words.cases_count(lang, self.cases.len() + self.unnamed, self.of);
        blocks.extend([section(&words.cases), Block::Paragraph(Line::plain(count))]);
        if self.unnamed > 0 {
            blocks.push(Block::Paragraph(Line::plain(words.unnamed(lang, self.unnamed))));
        }
        if !self.cases.is_empty() {
            blocks.push(Block::Paragraph(Line::plain(say(&words.cases_note))));
            blocks.push(Block::Table(self.differing(wording, sets)));
        }
        blocks
    }

    fn criteria(&self, wording: Wording, sets: [&CriteriaSet; 2]) -> Table {
        let words = wording.words();
        let mut table = Table::new([
            wording.say(&words.report.criterion),
            wording.say(&sets[0].short),
            wording.say(&sets[1].short),
        ]);
        for pair in &self.rows {
            let ([first, second], [a, b]) = (sets, pair.criteria);
            let of_sets = [a.map(|id| id.of(&first.criteria)), b.map(|id| id.of(&second.criteria))];
            let title = of_sets.iter().flatten().next().map_or("", |criterion| wording.say(&criterion.title));
            let [in_first, in_second] = of_sets.map(|criterion| criterion.map(|criterion| criterion.role));
            let [by_first, by_second] = pair.demands;
            let asks_as_much = match (by_first, by_second) {
                (Some(first), Some(second)) => first.asks_as_much(second),
                (first, second) => first == second,
            };
            let is_same = in_first == in_second && asks_as_much;
            let cell = |criterion: Option<&Criterion>, demand: Option<Demand>| match criterion {
                None => vec![Line::plain(wording.say(&words.compare.absent))],
                Some(criterion) => {
                    let role = Line::strong(wording.say(&wording.knowledge.role(criterion.role).label));
                    let demand = demand.filter(|_| !is_same).map(|demand| Line::plain(demand.said(wording)));
                    let rule = (!pair.same_rule).then(|| Line::plain(wording.evidence_rule(&criterion.when)));
                    std::iter::once(role).chain(demand).chain(rule).collect()
                }
            };
            let [first, second] = of_sets;
            let cells = [cell(first, by_first), cell(second, by_second)];
            let [first, second] = cells;
            table.rows.push(Row::Cells(vec![vec![Line::plain(title)], first, second]));
        }
        table
    }

    fn differing(&self, wording: Wording, sets: [&CriteriaSet; 2]) -> Table {
        let words = wording.words();
        let mut table =
            Table::new([wording.say(&words.report.case), wording.say(&sets[0].short), wording.say(&sets[1].short)]);
        for differing in &self.cases {
            let ([first, second], [by_first, by_second]) = (sets, &differing.judged);
            let cells = [(first, by_first), (second, by_second)].map(|(set, judged)| {
                let verdict = Line::default().with(tone(judged.verdict), wording.verdict(judged.verdict));
                let conclusion = wording.say(&judged.conclusion.of(&set.conclusions).title);
                let verdict = match set.conclusions.len() {
                    1 => verdict,
                    _ => wording.toned_pair(conclusion, tone(judged.verdict), wording.verdict(judged.verdict)),
                };
                let short = |id: &CriterionId| wording.say(&id.of(&set.criteria).short).to_owned();
                let on = match judged.verdict {
                    Verdict::Undetermined => wording.way(set, judged.open),
                    _ => wording.list(judged.against.iter().map(short)),
                };
                let on = (!on.is_empty()).then(|| Line::plain(on));
                std::iter::once(verdict).chain(on).collect::<Vec<Line>>()
            });
            let [first, second] = cells;
            let case = vec![
                Line::plain(wording.say(&differing.case.title)),
                Line::plain(format!("case:{}", differing.case.id)),
            ];
            table.rows.push(Row::Cells(vec![case, first, second]));
        }
        table
    }
}
