//! Two criteria sets side by side: their criteria, what they conclude from them, and the published cases that they
//! judge differently.

use crate::case::TeachingCase;
use crate::engine::{SetAssessment, Verdict, Way, judge};
use crate::knowledge::{ConclusionId, CriteriaSet, CriterionId, FindingId, FindingSet, Knowledge, Lang, SetId};
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
    /// The cases they judge otherwise.
    pub cases: Vec<Differing<'a>>,
    /// How many cases both have judged.
    pub of: usize,
}

/// What the two sets have of one criterion; at least one has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// That of each set; `None` where it has none like it.
    pub criteria: [Option<CriterionId>; 2],
    /// Both have the same rule.
    pub same_rule: bool,
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

/// Compares two sets, on cases too.
pub fn compare<'a>(knowledge: &'a Knowledge, sets: [SetId; 2], cases: &'a [TeachingCase]) -> Comparison<'a> {
    let differing = cases.iter().filter_map(|case| {
        let all = judge(knowledge, &case.case);
        let [first, second] = sets.map(|set| judged(set.of(&all)));
        let judged = [first?, second?];
        (judged[0].verdict != judged[1].verdict).then_some(Differing { case, judged })
    });
    Comparison { knowledge, sets, rows: pairs(knowledge, sets), cases: differing.collect(), of: cases.len() }
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
    let shared = partners.iter().enumerate().map(|(a, b)| {
        let a = CriterionId::at(a);
        Pair { criteria: [Some(a), *b], same_rule: b.is_some_and(|b| same_rule(a, b)) }
    });
    let alone = free.iter().map(|b| Pair { criteria: [None, Some(*b)], same_rule: false });
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
        let note = words.cases_note(lang, self.cases.len(), self.of);
        blocks.extend([section(&words.cases), Block::Paragraph(Line::plain(note))]);
        if !self.cases.is_empty() {
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
            let cells = of_sets.map(|criterion| match criterion {
                None => vec![Line::plain(wording.say(&words.compare.absent))],
                Some(criterion) => {
                    let role = wording.say(&wording.knowledge.role(criterion.role).label);
                    let rule = (!pair.same_rule).then(|| Line::plain(wording.evidence_rule(&criterion.when)));
                    std::iter::once(Line::strong(role)).chain(rule).collect()
                }
            });
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
