//! The result as a tree of lines: how well the profile fits (see `likelihood`), each set with its verdict, and below
//! it why. Panes and the results screen show the same lines; what a line says is all in the assessment.

use super::layout::Breadth;
use super::model::{Chart, Model, Tree};
use crate::engine::{ConclusionAssessment, CriterionAssessment, OpenItem, SetAssessment, Verdict};
use crate::knowledge::files::Status;
use crate::knowledge::{ConclusionId, CriteriaSet, CriterionId, FindingId, HypothesisId, RoleId, Rule, SetId, Tally};
use crate::say::Wording;

/// What a line stands for; the cursor and the folds go by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// The title over findings that need a second look, and one of them.
    Notes(Notes),
    Note(Notes, usize),
    /// The title over sets of one kind.
    Group(Group),
    Set(SetId),
    Summary(SetId),
    Conclusion(SetId, usize),
    Role(SetId, RoleId),
    Criterion(SetId, CriterionId),
    Reason(SetId, CriterionId, usize),
    Ways(SetId, usize),
    Way(SetId, usize, usize),
    About(SetId, usize),
    /// What else could explain what counts in a set: the title, a finding, and a commoner cause of it.
    Causes(SetId),
    Explicable(SetId, CriterionId, FindingId),
    Cause(SetId, CriterionId, FindingId, FindingId),
    Fit,
    /// Something that stands in the way of calling the fit strong.
    InTheWay(usize),
    /// The figures where too little is known for a word.
    SoFar,
    /// What is made of ratios that overstate.
    Correction,
    Setting,
    /// How much hangs on the setting, or what of it the answers deny.
    Misfit(usize),
    Evidence,
    /// The line above the bars that names their sides.
    Scale,
    /// A group of findings and its bar.
    Weight(usize),
    /// What the bars add up to.
    Total,
    Differential,
    /// A disease, what an answer of the fit says of it, and what else is to be known of it.
    Disease(HypothesisId),
    Told(HypothesisId, usize),
    Compared(HypothesisId, usize),
    /// The rivals that are not compared.
    Others,
    /// The title over the findings by disease; the numbers of the diseases, their probabilities before and now, and what
    /// an answer of the fit says of each.
    Findings,
    Numbers,
    Before,
    Finding(usize),
    Now,
    Disagreements,
    Disagreement(usize),
    Tests,
    Test(usize),
    TestPart(usize, usize),
    /// What would separate the leading rival.
    Separates,
    /// A part of the staging, which takes the place of the tests.
    Staged(usize),
    StagedPart(usize, usize),
    Robustness,
    Extremes,
    TurningHead,
    Turning(usize),
    Advice,
    AdviceKind(usize),
    AdviceLine(usize),
}

/// The kinds of findings that need a second look, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notes {
    /// Answers that disagree.
    Conflicts,
    /// Numbers that may have been meant otherwise.
    Doubts,
    /// Signs that have a better cause.
    Explained,
}

/// The kinds of sets, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// For the disease of the leading set, in use.
    Leading,
    Historical,
    /// For other diseases.
    Related,
}

/// One line of the tree.
#[derive(Clone, Debug)]
pub struct Line {
    pub node: Node,
    pub depth: usize,
    pub text: String,
    /// Set against the right edge: a verdict or a count.
    pub tag: String,
    pub verdict: Option<Verdict>,
    /// Whether it is unfolded, if it can be.
    pub fold: Option<bool>,
    /// The finding that enter goes to.
    pub target: Option<FindingId>,
    /// Whether the text is cut rather than wrapped.
    pub one_line: bool,
    /// What stands to the right of the text instead of a tag.
    pub figure: Option<Figure>,
}

/// A part of the chart of the evidence.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// The names of the sides and columns.
    Scale,
    /// A bar to the left (against) or to the right (for), at most 1 long.
    Bar { answer: String, share: f64, ratio: String, grade: &'static str },
    /// A figure for each disease.
    Cells { answer: String, cells: Vec<String> },
}

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Beside the checklist.
    Brief,
    /// On a screen of its own.
    Full,
}

/// So many ways to settle a verdict are listed beside the checklist.
const WAYS_BESIDE: usize = 4;

/// So many stand in the line that sums a verdict up.
const WAYS_IN_A_LINE: usize = 2;

/// The lines of the tree as it is unfolded.
pub fn lines(model: &Model, chart: &Chart, detail: Detail) -> Vec<Line> {
    let tree = match detail {
        Detail::Brief => &chart.brief,
        Detail::Full => &chart.full,
    };
    let wide = model.size.breadth() == Breadth::Wide;
    let mut outline = Outline { words: model.wording(), chart, tree, detail, wide, lines: Vec::new() };
    outline.notes();
    outline.fit();
    outline.group(Group::Leading);
    outline.disagreements();
    outline.next();
    outline.robustness();
    outline.advice();
    outline.group(Group::Historical);
    outline.group(Group::Related);
    outline.lines
}

/// The line that has the cursor: where the tree was left, or its first line.
pub fn cursor(tree: &Tree, lines: &[Line]) -> Option<usize> {
    let left = tree.cursor.and_then(|node| lines.iter().position(|line| line.node == node));
    left.or_else(|| (!lines.is_empty()).then_some(0))
}

pub(super) struct Outline<'m> {
    pub(super) words: Wording<'m>,
    pub(super) chart: &'m Chart,
    tree: &'m Tree,
    pub(super) detail: Detail,
    /// Whether there is room for more beside the checklist.
    pub(super) wide: bool,
    lines: Vec<Line>,
}

impl Outline<'_> {
    pub(super) fn line(&mut self, node: Node, depth: usize, text: String) -> &mut Line {
        self.lines.push(Line {
            node,
            depth,
            text,
            tag: String::new(),
            verdict: None,
            fold: None,
            target: None,
            one_line: false,
            figure: None,
        });
        self.lines.last_mut().expect("a line was just added")
    }

    pub(super) fn is_open(&self, node: Node, at_first: bool) -> bool {
        at_first != self.tree.toggled.contains(&node)
    }

    fn notes(&mut self) {
        let (words, chart) = (self.words, self.chart);
        let (report, assessment) = (&words.words().report, &chart.assessment);
        let conflicts = assessment.conflicts.iter().map(|found| (found.finding, words.conflict(chart.known(), found)));
        self.noted(Notes::Conflicts, words.say(&report.conflicts), conflicts.collect());
        let doubts = assessment.doubts.iter().map(|found| (found.finding, words.doubt(chart.known(), found)));
        self.noted(Notes::Doubts, words.say(&report.doubts), doubts.collect());
        let explained = assessment.explained.iter().map(|id| (*id, words.answered(chart.known(), *id)));
        self.noted(Notes::Explained, words.say(&report.explained), explained.collect());
    }

    fn noted(&mut self, notes: Notes, title: &str, findings: Vec<(FindingId, String)>) {
        if findings.is_empty() {
            return;
        }
        let open = self.is_open(Node::Notes(notes), true);
        let head = self.line(Node::Notes(notes), 0, title.to_owned());
        head.fold = Some(open);
        head.tag = findings.len().to_string();
        for (at, (finding, text)) in findings.into_iter().enumerate().filter(|_| open) {
            self.line(Node::Note(notes, at), 1, text).target = Some(finding);
        }
    }

    /// The sets of one kind.
    fn group(&mut self, group: Group) {
        let knowledge = self.words.knowledge;
        let leading = knowledge.leading_disease();
        let group_of = |assessed: &SetAssessment| {
            let set = knowledge.set(assessed.set);
            match set.status {
                _ if leading.is_some_and(|disease| set.disease != disease) => Group::Related,
                Status::Current => Group::Leading,
                Status::Historical => Group::Historical,
            }
        };
        let terminal = &self.words.words().terminal;
        let chart = self.chart;
        let mut sets = chart.assessment.sets.iter().filter(|assessed| group_of(assessed) == group).peekable();
        let title = match group {
            Group::Leading => None,
            Group::Historical => Some(&terminal.group_historical),
            Group::Related => Some(&terminal.group_related),
        };
        if let (Some(title), Some(_)) = (title, sets.peek()) {
            self.line(Node::Group(group), 0, self.words.say(title).to_owned());
        }
        sets.for_each(|assessed| self.set(assessed));
    }

    fn set(&mut self, assessed: &SetAssessment) {
        let id = assessed.set;
        let set = self.words.knowledge.set(id);
        let open = self.is_open(Node::Set(id), set.lead && self.detail == Detail::Brief);
        let Some((leading, conclusion)) = assessed.leading() else { return };
        let title = match self.detail {
            Detail::Brief => self.words.say(&set.short).to_owned(),
            Detail::Full => self.words.set_title(set),
        };
        let verdict = self.words.verdict(conclusion.verdict).to_uppercase();
        let verdict = self.words.marked(&verdict, !conclusion.doubtful.is_empty());
        let says_it_all = set.conclusions.len() == 1 || leading.index() == 0 && conclusion.verdict != Verdict::Met;
        let tag = match says_it_all {
            true => verdict,
            false => self.words.pair(self.words.say(&set.conclusions[leading.index()].title), &verdict),
        };
        let head = self.line(Node::Set(id), 0, title);
        head.fold = Some(open);
        head.verdict = Some(conclusion.verdict);
        head.tag = tag;
        if self.detail == Detail::Full && !open {
            let text = self.summary(set, conclusion);
            self.line(Node::Summary(id), 1, text);
        }
        if open || self.detail == Detail::Full {
            self.causes(assessed);
        }
        if open {
            self.conclusions(set, assessed);
            for role in set.roles() {
                self.role(set, assessed, leading, role);
            }
            for (at, conclusion) in assessed.conclusions.iter().enumerate() {
                self.ways(set, id, at, conclusion);
            }
            self.about(set, id);
        }
    }

    /// Why, in one sentence.
    fn summary(&self, set: &CriteriaSet, conclusion: &ConclusionAssessment) -> String {
        let (words, report) = (self.words, &self.words.words().report);
        let (name, text) = match conclusion.verdict {
            Verdict::Met => (&report.because, words.findings(&conclusion.because)),
            Verdict::NotMet => (&report.excluded_by, words.criteria(set, &conclusion.excluded_by)),
            Verdict::Undetermined if conclusion.met_but_for().next().is_some() => {
                return words.sentence(&words.reading(set, conclusion));
            }
            Verdict::Undetermined => (&report.settled_by, words.list(words.ways(set, conclusion, WAYS_IN_A_LINE))),
        };
        words.pair(words.say(name), &text)
    }

    fn conclusions(&mut self, set: &CriteriaSet, assessed: &SetAssessment) {
        for (at, conclusion) in assessed.conclusions.iter().enumerate() {
            let is_read = conclusion.verdict != Verdict::Undetermined || conclusion.met_but_for().next().is_some();
            if self.detail == Detail::Full && is_read {
                let text = self.summary(set, conclusion);
                let title = self.words.say(&set.conclusions[at].title);
                let text = if assessed.conclusions.len() > 1 { self.words.pair(title, &text) } else { text };
                self.line(Node::Conclusion(assessed.set, at), 1, text);
            } else if assessed.conclusions.len() > 1 {
                let title = self.words.say(&set.conclusions[at].title).to_owned();
                let tag = self.words.marked(self.words.verdict(conclusion.verdict), !conclusion.doubtful.is_empty());
                let line = self.line(Node::Conclusion(assessed.set, at), 1, title);
                line.tag = tag;
                line.verdict = Some(conclusion.verdict);
            }
        }
    }

    fn role(&mut self, set: &CriteriaSet, assessed: &SetAssessment, leading: ConclusionId, role: RoleId) {
        let node = Node::Role(assessed.set, role);
        let need = needed(&set.conclusions[leading.index()].when, role);
        let members: Vec<CriterionId> = set.with_role(role).collect();
        let verdict_of = |id: &CriterionId| assessed.criteria[id.index()].verdict;
        let met = members.iter().filter(|id| verdict_of(id) == Verdict::Met).count();
        let enough = match need {
            Some(Needed::All) => met == members.len(),
            Some(Needed::AtLeast(k)) => met >= k,
            Some(Needed::NoneOf) => members.iter().all(|id| verdict_of(id) == Verdict::NotMet),
            None => false,
        };
        let open = self.is_open(node, !enough || self.detail == Detail::Full);
        let name = self.words.say(&self.words.knowledge.role(role).label).to_owned();
        let tag = self.words.count_met(met, members.len(), need);
        let head = self.line(node, 1, name);
        head.fold = Some(open);
        head.tag = tag;
        for id in members.into_iter().filter(|_| open) {
            self.criterion(set, assessed.set, id, &assessed.criteria[id.index()]);
        }
    }

    fn criterion(&mut self, set: &CriteriaSet, set_id: SetId, id: CriterionId, assessed: &CriterionAssessment) {
        let node = Node::Criterion(set_id, id);
        let criterion = &set.criteria[id.index()];
        let title = match self.detail {
            Detail::Brief => &criterion.short,
            Detail::Full => &criterion.title,
        };
        let title = self.words.say(title).to_owned();
        let has_reasons = !assessed.because.is_empty() || !assessed.open.is_empty();
        let open = self.is_open(node, self.detail == Detail::Full && assessed.verdict != Verdict::Undetermined);
        let title = self.words.marked(&title, !assessed.doubtful.is_empty());
        let line = self.line(node, 2, title);
        line.verdict = Some(assessed.verdict);
        line.fold = has_reasons.then_some(open);
        if !open {
            return;
        }
        for (at, finding) in assessed.because.iter().enumerate() {
            let text = self.words.answered(self.chart.known(), *finding);
            self.line(Node::Reason(set_id, id, at), 7, text).target = Some(*finding);
        }
        for (at, item) in assessed.open.iter().enumerate() {
            let text = self.words.would_count(self.chart.known(), item);
            let node = Node::Reason(set_id, id, assessed.because.len() + at);
            self.line(node, 7, text).target = match item.item {
                OpenItem::Finding(finding) => Some(finding),
                OpenItem::Conclusion(..) => None,
            };
        }
    }

    fn ways(&mut self, set: &CriteriaSet, id: SetId, at: usize, conclusion: &ConclusionAssessment) {
        if conclusion.settled_by.is_empty() {
            return;
        }
        let open = self.is_open(Node::Ways(id, at), true);
        let mut title = self.words.say(&self.words.words().report.settled_by).to_owned();
        if set.conclusions.len() > 1 {
            title = self.words.pair(self.words.say(&set.conclusions[at].title), &title);
        }
        self.line(Node::Ways(id, at), 1, title).fold = Some(open);
        if !open {
            return;
        }
        let listed = if self.detail == Detail::Brief { WAYS_BESIDE } else { usize::MAX };
        for (number, way) in conclusion.settled_by.iter().enumerate().take(listed) {
            let text = self.words.way(set, *way);
            let first = way.settlings().next().and_then(|settling| {
                let open = &self.chart.assessment.set(id).criteria[settling.criterion.index()].open;
                open.iter().find_map(|open| match open.item {
                    OpenItem::Finding(finding) => Some(finding),
                    OpenItem::Conclusion(..) => None,
                })
            });
            let line = self.line(Node::Way(id, at, number), 2, format!("- {text}"));
            line.target = first;
        }
        let more = conclusion.settled_by.len().saturating_sub(listed) + conclusion.more;
        if more > 0 {
            let count = more;
            let report = &self.words.words().report;
            let text = report.settled_more(self.words.lang, count);
            self.line(Node::Way(id, at, usize::MAX), 2, text);
        }
    }

    /// What is known of the table itself.
    fn about(&mut self, set: &CriteriaSet, id: SetId) {
        if self.detail == Detail::Brief {
            return;
        }
        let report = &self.words.words().report;
        let pair = |name, text| self.words.pair(self.words.say(name), self.words.say(text));
        let note = set.note.as_ref().map(|note| pair(&report.set_note, note));
        let citations = set.sources.iter().map(|id| self.words.citation(id));
        let texts: Vec<String> =
            note.into_iter().chain([pair(&report.verified, &set.verified)]).chain(citations).collect();
        for (at, text) in texts.into_iter().enumerate() {
            self.line(Node::About(id, at), 1, text);
        }
    }
}

/// How many criteria of a role a conclusion asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    All,
    AtLeast(usize),
    NoneOf,
}

/// What the rule plainly asks of a role; nothing where it is one of several ways.
fn needed(rule: &Rule<Tally>, role: RoleId) -> Option<Needed> {
    match rule {
        Rule::Is(Tally::Every(named)) if *named == role => Some(Needed::All),
        Rule::Is(Tally::AtLeast(k, named)) if *named == role => Some(Needed::AtLeast(*k)),
        Rule::Not(part) => match part.as_ref() {
            Rule::Is(Tally::AnyOf(named)) if *named == role => Some(Needed::NoneOf),
            _ => None,
        },
        Rule::All(parts) => parts.iter().find_map(|part| needed(part, role)),
        _ => None,
    }
}
