//! A sheet for a class, to be printed: the cases without their answers first, the answers on pages of their own.
//!
//! One HTML file without scripts, without anything from a network. Ids and citations give a diagnosis away, so nothing
//! before the answers knows them.

use maud::{Markup, html};

use super::Exercise;
use crate::case::{AnswerValue, TeachingCase};
use crate::json::shown;
use crate::knowledge::{FindingId, FindingSet, Kind, Knowledge, Lang, SetId, Text};
use crate::say::Wording;
use crate::say::html::page;

/// A page's worth of A4 in black on white with the fonts of the system; on a phone its columns stand below each other.
const STYLE: &str = "\
@page { size: A4; margin: 14mm; }
body { font: 10pt/1.35 system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif;
  color: #000; background: #fff; max-width: 182mm; margin: 0 auto; overflow-wrap: anywhere; }
@media screen { body { padding: 2mm 3mm; } }
header, footer { font-size: 8.5pt; }
section { break-before: page; }
section:first-of-type { break-before: auto; }
h1 { font-size: 13pt; margin: 0 0 2mm; }
h2 { font-size: 12pt; margin: 3mm 0 1.5mm; }
h3 { font-size: 10pt; margin: 3mm 0 1mm; }
p { margin: 1mm 0; }
.story { font-size: 10.5pt; }
.columns { display: flex; flex-wrap: wrap; gap: 0 5mm; align-items: flex-start; }
.columns > table { flex: 1 1 75mm; }
table { border-collapse: collapse; width: 100%; font-size: 8.5pt; }
th, td { border: 0.2mm solid #777; padding: 0.5mm 1mm; text-align: left; vertical-align: top; }
th { font-weight: 600; }
tr { break-inside: avoid; }
.tick { white-space: nowrap; }
@media print, (min-width: 45em) {
  .marks td:last-child { white-space: nowrap; width: 1%; }
  .marks td.wide { white-space: normal; }
}
.facts th { width: 24%; }
.line { border-bottom: 0.2mm solid #000; height: 6mm; }
.name { display: flex; gap: 3mm; }
.name span { flex: 1; border-bottom: 0.2mm solid #000; }
.answer { break-inside: avoid-page; }
";

/// The sheet and its answers as one HTML document.
pub fn sheet(knowledge: &Knowledge, cases: &[&TeachingCase], lang: Lang) -> String {
    let sheet = Sheet { wording: Wording::new(knowledge, lang), sets: knowledge.sets_in_use().collect() };
    let words = &sheet.wording.words().sheet;
    let exercises: Vec<Exercise> = cases.iter().map(|case| Exercise::whole(knowledge, case)).collect();
    // What one case speaks of stands in the list of the one before it too, and tells nothing there.
    let after = exercises.iter().cycle().skip(1);
    let title = sheet.say(&words.title);
    let body = html! {
        header { h1 { (title) } p { (sheet.say(&knowledge.notice)) } }
        main {
            @for (at, ((case, exercise), next)) in cases.iter().zip(&exercises).zip(after).enumerate() {
                (sheet.question(at + 1, case, exercise, &sheet.to_mark(exercise, next)))
            }
            @for (at, (case, exercise)) in cases.iter().zip(&exercises).enumerate() {
                (sheet.answer(at + 1, case, exercise))
            }
        }
        footer { p { (sheet.say(&knowledge.notice)) } }
    };
    page(lang, title, STYLE, &body)
}

struct Sheet<'k> {
    wording: Wording<'k>,
    sets: Vec<SetId>,
}

impl<'k> Sheet<'k> {
    fn say(&self, text: &'k Text) -> &'k str {
        self.wording.say(text)
    }

    fn number(&self, at: usize) -> String {
        self.wording.words().sheet.case(self.wording.lang, at)
    }

    fn question(&self, at: usize, case: &TeachingCase, exercise: &Exercise, rows: &[FindingId]) -> Markup {
        let words = &self.wording.words().sheet;
        let (left, right) = rows.split_at(rows.len().div_ceil(2));
        html! {
            section {
                h2 { (self.wording.pair(&self.number(at), &shown(self.wording.say(&case.title)))) }
                p .name { (self.say(&words.name)) span {} }
                p .story { (self.story(exercise)) }
                p { (self.say(&words.instructions)) }
                div .columns { (self.marks(left)) (self.marks(right)) }
                h3 { (self.say(&words.verdicts)) }
                table {
                    @for id in &self.sets {
                        tr {
                            th scope="row" { (self.say(&self.wording.knowledge.set(*id).title)) }
                            td { (self.boxes(&self.verdicts())) }
                        }
                    }
                }
                p .name { (self.probability()) span {} "%" }
                @if case.next.is_some() {
                    h3 { (self.say(&words.next_test)) }
                    p .line {}
                }
                h3 { (self.say(&words.diagnosis)) }
                p .line {}
            }
        }
    }

    fn probability(&self) -> String {
        self.wording.words().quiz.probability_ask(self.wording.lang, self.wording.leading_disease())
    }

    /// What may be marked: what the text states, and, so that the list does not tell it, all that the sets name, what is
    /// arguable, and what another text speaks of. What only the full report says would give the diagnosis away.
    fn to_mark(&self, exercise: &Exercise, other: &Exercise) -> Vec<FindingId> {
        let mut of_sets = FindingSet::default();
        for criterion in self.sets.iter().flat_map(|set| &self.wording.knowledge.set(*set).criteria) {
            criterion.when.leaves(&mut |leaf| of_sets.extend(leaf.finding()));
        }
        let states = |exercise: &Exercise, id| exercise.stated.iter().any(|stated| stated.finding == id);
        let is_untold = |id| exercise.whole.known(id).is_some() && exercise.told.answer(id).is_none();
        let speaks_of = |exercise: &Exercise, id| states(exercise, id) || exercise.arguable.contains(id);
        let is_listed = |id: &FindingId| {
            let is_spoken_of = speaks_of(exercise, *id) || speaks_of(other, *id);
            states(exercise, *id) || of_sets.contains(*id) || is_spoken_of && !is_untold(*id)
        };
        self.wording.knowledge.finding_ids().filter(is_listed).collect()
    }

    fn marks(&self, rows: &[FindingId]) -> Markup {
        let words = &self.wording.words().sheet;
        html! {
            table .marks {
                thead { tr { th scope="col" { (self.say(&words.finding)) } th scope="col" { (self.say(&words.answer)) } } }
                tbody {
                    @for id in rows {
                        tr { td { (self.wording.label(*id)) } (self.mark(*id)) }
                    }
                }
            }
        }
    }

    fn mark(&self, id: FindingId) -> Markup {
        let words = self.wording.words();
        let not_stated = self.say(&words.sheet.not_stated);
        match &self.wording.knowledge.finding(id).kind {
            Kind::Sign(_) => {
                let labels = [self.say(&words.answer.present), self.say(&words.answer.absent), not_stated];
                html! { td { (self.boxes(&labels)) } }
            }
            Kind::Choice(options) => {
                let options = options.iter().map(|option| self.wording.say(&option.label));
                html! { td .wide { (self.boxes(&options.chain([not_stated]).collect::<Vec<_>>())) } }
            }
            Kind::Quantity(measure) => html! {
                td { "______ " (self.wording.unit(measure.unit_at(measure.usual_unit(self.wording.lang)))) " " (self.boxes(&[not_stated])) }
            },
        }
    }

    fn boxes(&self, labels: &[&str]) -> Markup {
        html! { @for (at, label) in labels.iter().enumerate() { @if at > 0 { " " } span .tick { "\u{25a1} " (label) } } }
    }

    fn verdicts(&self) -> [&'k str; 3] {
        let words = &self.wording.words().verdict;
        [&words.met, &words.not_met, &words.undetermined].map(|text| self.say(text))
    }

    fn answer(&self, at: usize, case: &TeachingCase, exercise: &Exercise) -> Markup {
        let (words, teaching) = (&self.wording.words().sheet, &self.wording.words().teaching);
        let heading = self.wording.pair(self.say(&words.answers), &self.number(at));
        let pairs = |found: Vec<(FindingId, AnswerValue)>| -> Vec<String> {
            let pair = |(id, value)| self.wording.pair(self.wording.label(id), &self.wording.answer(id, &value));
            found.into_iter().map(pair).collect()
        };
        let implied = pairs(exercise.implied.iter().map(|implied| (implied.finding, implied.value)).collect());
        let beyond = pairs(exercise.beyond(self.wording.knowledge, case));
        let arguable: Vec<&str> = exercise.arguable.ids().map(|id| self.wording.label(id)).collect();
        html! {
            section .answers {
                h2 { (heading) }
                @if at == 1 { p { (self.say(&words.answers_note)) } }
                p { (shown(self.wording.say(&case.title))) }
                table .facts {
                    @for (name, value) in self.wording.facts(case) {
                        tr { th scope="row" { (name) } td { (shown(&value)) } }
                    }
                }
                h3 { (self.say(&words.coded)) }
                table {
                    thead { tr {
                        @for head in [&words.finding, &words.answer, &words.says_so] { th scope="col" { (self.say(head)) } }
                    } }
                    tbody {
                        @for stated in &exercise.stated {
                            tr {
                                td { (self.wording.label(stated.finding)) }
                                td { (self.value(stated.finding, &stated.value)) }
                                td { (self.sentences(exercise, &stated.sentences)) }
                            }
                        }
                    }
                }
                (self.listed(&words.follows, &implied))
                (self.listed(&words.either_way, &arguable))
                (self.listed(&words.not_in_text, &beyond))
                h3 { (self.say(&words.verdicts)) }
                table {
                    @for id in &self.sets {
                        tr { th scope="row" { (self.say(&self.wording.knowledge.set(*id).title)) } td { (self.verdict(exercise, *id)) } }
                    }
                }
                @if let Some(next) = &case.next {
                    h3 { (self.say(&words.next_tests)) }
                    table .facts {
                        @for (rank, tests) in [(&words.best, &next.best), (&words.good, &next.good), (&words.poor, &next.poor)] {
                            @if !tests.is_empty() { tr { th scope="row" { (self.say(rank)) } td { (self.tests(tests)) } } }
                        }
                    }
                    p { (shown(self.say(&next.why))) }
                }
                h3 { (self.say(&teaching.point)) }
                p { (shown(self.wording.say(&case.teaching_point))) }
            }
        }
    }

    /// A list below its heading; nothing where there is nothing to list.
    fn listed<T: AsRef<str>>(&self, heading: &'k Text, items: &[T]) -> Markup {
        html! {
            @if !items.is_empty() {
                h3 { (self.say(heading)) }
                p { (shown(&self.wording.list(items))) }
            }
        }
    }

    fn tests(&self, ids: &[String]) -> String {
        let workup = &self.wording.knowledge.workup;
        let tests = ids.iter().filter_map(|id| workup.find(id));
        self.wording.list(tests.map(|id| self.say(&workup.test(id).label)))
    }

    fn verdict(&self, exercise: &Exercise, set: SetId) -> String {
        let Some((id, conclusion)) = exercise.assessment.set(set).leading() else { return String::new() };
        let set = self.wording.knowledge.set(set);
        let verdict = self.wording.verdict(conclusion.verdict);
        match set.conclusions.len() {
            1 => verdict.to_owned(),
            _ => self.wording.pair(self.say(&id.of(&set.conclusions).title), verdict),
        }
    }

    fn value(&self, id: FindingId, value: &AnswerValue) -> String {
        shown(&self.wording.answer(id, value))
    }

    fn story(&self, exercise: &Exercise) -> String {
        self.sentences(exercise, &(0..exercise.sentences.len()).collect::<Vec<_>>())
    }

    fn sentences(&self, exercise: &Exercise, places: &[usize]) -> String {
        let sentences = places.iter().filter_map(|at| exercise.sentences.get(*at));
        shown(&self.wording.sentences(sentences.map(|sentence| self.wording.say(sentence))))
    }
}
