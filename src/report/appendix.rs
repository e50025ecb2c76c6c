//! The appendix of the summary: all that the page has no room for. What is to be known first comes first: verdicts,
//! contradictions, how well the profile fits and what else it could be, what to do next and what would settle the open
//! verdicts; then every criterion with its reasons, the answers, the sources, and what made the appendix.

use unicode_width::UnicodeWidthStr as _;

use super::page::NOTE;
use super::{View, answers, attribution, differential, fit, outlook};
use crate::engine::{ConclusionAssessment, CriterionAssessment, SetAssessment, Verdict};
use crate::json::shown;
use crate::knowledge::files::{ReportWords, Status};
use crate::knowledge::{CriteriaSet, FindingId, Phrase, Text};
use crate::order;
use crate::say::Cited;
use crate::say::document::{Block, Cell, Level, Line, Row, Table};
use crate::say::{Wording, tone};

/// So many ways to settle a conclusion are printed; the others are counted.
const WAYS: usize = 6;

/// The appendix as a document.
pub fn appendix(view: &View) -> Vec<Block> {
    Appendix { view, wording: Wording::new(view.knowledge, view.lang), words: &view.knowledge.interface.report }
        .blocks()
}

/// What a summary says besides the verdicts and the criteria one by one, by what one may want to hear of it. The numbers of
/// sources are left out where nobody looks them up.
pub(crate) struct Outcome {
    /// Contradictions, how well the profile fits, what to do next.
    pub stands: Vec<Block>,
    /// What would settle the open verdicts, and which answers the result hangs on.
    pub missing: Vec<Block>,
    /// The evidence behind the fit.
    pub weight: Vec<Block>,
    /// What else it could be.
    pub rivals: Vec<Block>,
    /// The sources of all that.
    pub sources: Vec<Block>,
}

/// The parts of a summary that follow on the verdicts.
pub(crate) fn outcome(view: &View) -> Outcome {
    let wording = Wording::new(view.knowledge, view.lang);
    let appendix = Appendix { view, wording, words: &view.knowledge.interface.report };
    let none = Cited::of([]);
    let stands = [
        appendix.conflicts(),
        outlook::disagreements(view),
        appendix.doubts(),
        appendix.explained(),
        appendix.warnings(),
        fit::headline(view, &none),
        outlook::next(view, &none),
        outlook::advice(view, &none),
    ];
    Outcome {
        stands: stands.concat(),
        missing: [appendix.settling(), outlook::robustness(view)].concat(),
        weight: fit::evidence(view, &none),
        rivals: differential::differential(view),
        sources: appendix.sources(&appendix.cited()),
    }
}

struct Appendix<'v> {
    view: &'v View<'v>,
    wording: Wording<'v>,
    words: &'v ReportWords,
}

impl<'v> Appendix<'v> {
    fn blocks(&self) -> Vec<Block> {
        let cited = self.cited();
        let mut blocks = vec![self.heading(Level::Title, &self.view.knowledge.interface.page.appendix)];
        blocks.push(Block::Paragraph(Line::plain(self.say(&self.view.knowledge.notice))));
        blocks.extend(self.note());
        blocks.extend(self.brief());
        blocks.extend(outlook::disagreements(self.view));
        blocks.extend(attribution::attribution(self.view));
        blocks.extend(self.conflicts());
        blocks.extend(self.doubts());
        blocks.extend(self.explained());
        blocks.extend(self.warnings());
        blocks.extend(fit::fit(self.view, &cited));
        blocks.extend(differential::differential(self.view));
        blocks.extend(outlook::robustness(self.view));
        blocks.extend(outlook::next(self.view, &cited));
        blocks.extend(outlook::advice(self.view, &cited));
        blocks.extend(self.settling());
        blocks.extend(self.details(&cited));
        blocks.extend(answers::answers(self.view));
        blocks.extend(self.sources(&cited));
        blocks.extend(self.colophon());
        blocks
    }

    fn say(&self, text: &'v Text) -> &'v str {
        self.wording.say(text)
    }

    fn heading(&self, level: Level, text: &'v Text) -> Block {
        Block::Heading(level, Line::plain(self.say(text)))
    }

    /// What was written of the patient, where the page has only the beginning of it.
    fn note(&self) -> Option<Block> {
        let note = self.view.case.note.as_ref().filter(|note| note.width() > NOTE)?;
        Some(Block::Paragraph(self.wording.named(&self.words.note, &self.wording.data(note))))
    }

    /// The sets shown: those of the leading set's disease first.
    fn sets(&self) -> Vec<(&'v CriteriaSet, &'v SetAssessment)> {
        let knowledge = self.view.knowledge;
        let mut sets: Vec<_> = self.view.sets().map(|assessment| (knowledge.set(assessment.set), assessment)).collect();
        order::by_key(&mut sets, |(set, _)| !self.leads(set));
        sets
    }

    /// Whether a set is for the disease that the leading set is for.
    fn leads(&self, set: &CriteriaSet) -> bool {
        self.view.knowledge.leading_disease() == Some(&set.disease)
    }

    fn set_title(&self, set: &'v CriteriaSet) -> String {
        self.wording.set_title(set)
    }

    fn brief(&self) -> Vec<Block> {
        let words = self.words;
        let mut table = Table::new([&words.set, &words.conclusion, &words.verdict].map(|text| self.say(text)));
        let mut disease = None;
        for (set, assessment) in self.sets() {
            if disease.replace(&set.disease) != Some(&set.disease) {
                let name = self.view.knowledge.disease(&set.disease, self.view.lang);
                table.rows.push(Row::Group(Line::strong(name)));
            }
            for (at, (conclusion, found)) in set.conclusions.iter().zip(&assessment.conclusions).enumerate() {
                let title = if at == 0 { self.set_title(set) } else { String::new() };
                table.row([Line::plain(title), Line::plain(self.say(&conclusion.title)), self.reading(set, found)]);
            }
        }
        vec![self.heading(Level::Section, &words.brief), Block::Table(table)]
    }

    fn reading(&self, set: &'v CriteriaSet, found: &ConclusionAssessment) -> Line {
        self.marked(found.verdict, self.wording.reading(set, found), &found.doubtful)
    }

    /// A verdict, marked where it would be another without a number that is to be looked at again.
    fn marked(&self, verdict: Verdict, text: String, doubtful: &[FindingId]) -> Line {
        Line::default().with(tone(verdict), self.wording.marked(&text, !doubtful.is_empty()))
    }

    fn conflicts(&self) -> Vec<Block> {
        let conflicts = &self.view.assessment.conflicts;
        if conflicts.is_empty() {
            return Vec::new();
        }
        let lines = conflicts.iter().map(|conflict| Line::plain(self.wording.conflict(self.view.known(), conflict)));
        vec![self.heading(Level::Section, &self.words.conflicts), Block::List(lines.collect())]
    }

    /// Numbers to look at again.
    fn doubts(&self) -> Vec<Block> {
        let doubts = self.view.assessment.doubts.iter();
        let lines = doubts.map(|doubted| Line::plain(self.wording.doubt(self.view.known(), doubted))).collect();
        self.noted(&self.words.doubts, &self.words.doubts_note, lines)
    }

    /// What was explained away.
    fn explained(&self) -> Vec<Block> {
        let explained = self.view.assessment.explained.iter();
        let lines = explained.map(|id| Line::plain(self.wording.reasons(self.view.known(), &[*id]))).collect();
        self.noted(&self.words.explained, &self.words.explained_note, lines)
    }

    /// A section of its own with a note over it; nothing where there is nothing to list.
    fn noted(&self, heading: &'v Text, note: &'v Text, lines: Vec<Line>) -> Vec<Block> {
        if lines.is_empty() {
            return Vec::new();
        }
        let note = Block::Paragraph(Line::plain(self.say(note)));
        vec![self.heading(Level::Section, heading), note, Block::List(lines)]
    }

    fn warnings(&self) -> Vec<Block> {
        if self.view.warnings.is_empty() {
            return Vec::new();
        }
        let lines = self.wording.warnings(self.view.warnings).into_iter().map(Line::plain);
        vec![self.heading(Level::Section, &self.words.warnings), Block::List(lines.collect())]
    }

    /// Whether the ways to settle a set stand in front, before the details.
    fn settles_in_front(&self, set: &CriteriaSet) -> bool {
        self.leads(set) && set.status == Status::Current
    }

    fn settling(&self) -> Vec<Block> {
        let mut parts = Vec::new();
        for (set, assessment) in self.sets() {
            for (conclusion, found) in set.conclusions.iter().zip(&assessment.conclusions) {
                if found.settled_by.is_empty() || !self.settles_in_front(set) {
                    continue;
                }
                let title = self.wording.pair(self.say(&set.short), self.say(&conclusion.title));
                parts.push(Block::Heading(Level::Part, Line::plain(title)));
                parts.push(Block::List(self.ways(set, found)));
            }
        }
        if parts.is_empty() {
            return parts;
        }
        let note = Block::Paragraph(Line::plain(self.say(&self.words.settle_note)));
        let mut blocks = vec![self.heading(Level::Section, &self.words.settle), note];
        blocks.append(&mut parts);
        blocks
    }

    fn ways(&self, set: &'v CriteriaSet, found: &ConclusionAssessment) -> Vec<Line> {
        self.wording.ways(set, found, WAYS).into_iter().map(Line::plain).collect()
    }

    fn details(&self, cited: &Cited) -> Vec<Block> {
        let words = self.words;
        let mut blocks = vec![self.heading(Level::Section, &words.details)];
        for (set, assessment) in self.sets() {
            blocks.push(Block::Heading(Level::Part, Line::plain(self.set_title(set))));
            blocks.push(Block::Table(self.conclusions(set, assessment)));
            blocks.push(Block::Table(self.criteria(set, assessment)));
            if let Some(note) = &set.note {
                let note = self.wording.pair(self.say(&words.set_note), self.say(note));
                blocks.push(Block::Paragraph(Line::plain(note)));
            }
            let numbers = cited.numbers(self.wording, &set.sources);
            let origin = [
                self.wording.pair(self.say(&words.sources), &numbers),
                self.wording.pair(self.say(&words.verified), self.say(&set.verified)),
            ];
            blocks.push(Block::Paragraph(Line::plain(self.wording.list(origin))));
        }
        blocks
    }

    fn conclusions(&self, set: &'v CriteriaSet, assessment: &SetAssessment) -> Table {
        let words = self.words;
        let mut table = Table::new([&words.conclusion, &words.verdict, &words.why].map(|text| self.say(text)));
        for (conclusion, found) in set.conclusions.iter().zip(&assessment.conclusions) {
            table.rows.push(Row::Cells(vec![
                vec![Line::plain(self.say(&conclusion.title))],
                vec![self.reading(set, found)],
                self.why_concluded(set, found),
            ]));
        }
        table
    }

    fn why_concluded(&self, set: &'v CriteriaSet, found: &ConclusionAssessment) -> Cell {
        let words = self.words;
        let reasons = self.wording.reasons(self.view.known(), &found.because);
        match found.verdict {
            Verdict::Met => vec![Line::plain(self.wording.pair(self.say(&words.because), &reasons))],
            Verdict::NotMet => {
                let titles = found.excluded_by.iter().map(|id| self.say(&id.of(&set.criteria).title));
                vec![
                    Line::plain(self.wording.pair(self.say(&words.excluded_by), &self.wording.list(titles))),
                    Line::plain(self.wording.pair(self.say(&words.not_because), &reasons)),
                ]
            }
            Verdict::Undetermined if self.settles_in_front(set) => {
                let count = found.settled_by.len() + found.more;
                vec![Line::plain(words.ways_above(self.view.lang, count))]
            }
            Verdict::Undetermined => {
                let title = self.wording.pair(self.say(&words.settled_by), "");
                let ways = self.ways(set, found).into_iter().map(|way| Line::plain("- ").and(way));
                std::iter::once(Line::plain(title.trim_end())).chain(ways).collect()
            }
        }
    }

    fn criteria(&self, set: &'v CriteriaSet, assessment: &SetAssessment) -> Table {
        let words = self.words;
        let head = [&words.criterion, &words.role, &words.verdict, &words.why].map(|text| self.say(text));
        let mut table = Table::new(head);
        for (criterion, found) in set.criteria.iter().zip(&assessment.criteria) {
            table.row([
                Line::plain(self.say(&criterion.title)),
                Line::plain(self.say(&self.view.knowledge.role(criterion.role).label)),
                self.marked(found.verdict, self.wording.verdict(found.verdict).to_owned(), &found.doubtful),
                Line::plain(self.why_decided(found)),
            ]);
        }
        table
    }

    fn why_decided(&self, found: &CriterionAssessment) -> String {
        match found.verdict {
            Verdict::Undetermined => {
                let needs = found.open.iter().map(|open| self.wording.would_count(self.view.known(), open));
                self.wording.pair(self.say(&self.words.open_needs), &self.wording.list(needs))
            }
            Verdict::Met | Verdict::NotMet => self.wording.reasons(self.view.known(), &found.because),
        }
    }

    /// The sources of all that is shown, each once, in the order they are cited.
    fn cited(&self) -> Cited<'v> {
        let sets = self.sets();
        let of_sets = sets.iter().flat_map(|(set, _)| &set.sources).map(Phrase::as_str);
        Cited::of(of_sets.chain(fit::sources(self.view)).chain(outlook::sources(self.view)))
    }

    fn sources(&self, cited: &Cited) -> Vec<Block> {
        vec![self.heading(Level::Section, &self.words.sources), Block::Numbered(cited.lines(self.wording))]
    }

    fn colophon(&self) -> Vec<Block> {
        let View { knowledge, lang, .. } = self.view;
        let pack = self.words.pack(*lang, &knowledge.id, &knowledge.version, knowledge.digest());
        let lines = vec![
            Line::plain(self.words.program(*lang, env!("CARGO_PKG_VERSION"))),
            Line::plain(shown(&pack)),
            Line::plain(self.say(&knowledge.ranges)),
        ];
        vec![self.heading(Level::Section, &self.words.colophon), Block::List(lines)]
    }
}
