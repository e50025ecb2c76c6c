//! What is to be known of a finding: what this patient's answers say of it, what counts, who says so.

use super::document::{Line, Tone};
use super::figures::figure;
use super::{Known, Wording};
use crate::knowledge::files::Codes;
use crate::knowledge::{Finding, FindingId, Kind, Measure, Phrase, Text, Unit};

impl<'k> Wording<'k> {
    /// What is to be known of a finding, a paragraph each: what this case says of it beyond the answer first.
    pub fn about(self, id: FindingId, known: Option<Known>) -> Vec<Line> {
        let finding = self.knowledge.finding(id);
        let mut lines = known.map_or_else(Vec::new, |known| self.case_about(known, id));
        lines.extend(self.helps(finding).map(|(name, text)| self.named(name, self.say(text))));
        if let Kind::Quantity(measure) = &finding.kind {
            lines.extend(self.ranges(measure, known.and_then(|known| known.case.is_male(self.knowledge))));
        }
        lines.extend(self.sources(finding.help.iter().flat_map(|help| &help.sources)));
        lines.extend(self.codes(&finding.codes));
        if finding.measure().is_some_and(|measure| measure.normal.is_some()) {
            lines.push(Line::plain(self.say(&self.knowledge.ranges)));
        }
        lines
    }

    /// How to answer well, whatever the patient, in a paragraph; empty where nothing is noted.
    pub fn help(self, id: FindingId) -> String {
        let parts = self.helps(self.knowledge.finding(id));
        self.sentences(parts.map(|(name, text)| self.pair(self.say(name), self.say(text))))
    }

    /// What is noted of how to answer a finding, each part with its name.
    fn helps(self, finding: &'k Finding) -> impl Iterator<Item = (&'k Text, &'k Text)> {
        let (words, note) = (&self.words().finding, finding.note.as_ref());
        let parts = finding.help.iter().flat_map(|help| {
            [
                (&words.counts, Some(&help.counts)),
                (&words.does_not_count, help.does_not_count.as_ref()),
                (&words.found_by, help.found_by.as_ref()),
                (&words.trap, help.trap.as_ref()),
            ]
        });
        parts.chain([(&self.words().report.note, note)]).filter_map(|(name, text)| Some((name, text?)))
    }

    /// What helps to answer a finding, in a paragraph: what this case says of it beyond the answer, else what counts.
    pub fn gist(self, id: FindingId, known: Known) -> Line {
        let finding = self.knowledge.finding(id);
        let said = self.case_about(known, id).into_iter().next();
        let text = finding.help.as_ref().map(|help| &help.counts).or(finding.note.as_ref());
        said.or_else(|| text.map(|text| Line::plain(self.say(text)))).unwrap_or_default()
    }

    /// What a case says of a finding beyond its answer: a contradiction, an inference, a cause, a note.
    fn case_about(self, Known { case, assessment }: Known, id: FindingId) -> Vec<Line> {
        let (known, words) = (Known { case, assessment }, self.words());
        let conflicts = assessment.conflicts.iter().filter(|conflict| conflict.finding == id);
        let mut lines: Vec<Line> =
            conflicts.map(|conflict| Line::default().with(Tone::Alert, self.conflict(known, conflict))).collect();
        if let Some(inferred) = known.inferred(id) {
            lines.push(Line::strong(words.finding.inferred_from(
                self.lang,
                self.inferred(inferred),
                self.reasons(known, &inferred.because),
            )));
        }
        let Some(answer) = case.answer(id) else { return lines };
        lines.extend(self.converted(id, answer).map(|value| self.named(&words.report.canonical, &value)));
        lines.extend(self.own_range(id, answer).map(Line::plain));
        lines.extend(answer.explained.iter().map(|cause| Line::strong(self.explained(cause))));
        lines.extend(answer.note.iter().map(|note| self.named(&words.finding.your_note, &self.data(note))));
        lines.extend(answer.date.iter().map(|date| self.named(&words.report.date, &date.to_string())));
        lines
    }

    /// The better cause of a sign.
    pub fn explained(self, cause: &str) -> String {
        self.words().finding.explained(self.lang, self.data(cause))
    }

    fn ranges(self, measure: &Measure, is_male: Option<bool>) -> Vec<Line> {
        let (words, canonical) = (&self.words().finding, measure.canonical_unit());
        let usual = self.usual_range(measure, is_male).map(|range| self.named(&words.usual_range, &range));
        let [low, high] = measure.possible.map(Some);
        let possible = self.range_in(low, high, canonical);
        let value = |value: f64, unit: &Unit| self.with_unit(&figure(value), unit);
        let others = self.list(measure.units.iter().skip(1).map(|unit| match unit.offset == 0.0 {
            true => format!("{} = {}", value(1.0, unit), value(unit.canonical(1.0), canonical)),
            false => self.unit(unit),
        }));
        let others = (!others.is_empty()).then(|| self.named(&words.other_units, &others));
        usual.into_iter().chain([self.named(&words.possible_range, &possible)]).chain(others).collect()
    }

    fn codes(self, codes: &Codes) -> Option<Line> {
        let loinc = codes.loinc.as_ref().map(|code| format!("LOINC {code}"));
        let known = self.names(codes.hpo.iter().map(Phrase::as_str).chain(loinc.as_deref()));
        (!known.is_empty()).then(|| self.named(&self.words().finding.codes, &known))
    }
}
