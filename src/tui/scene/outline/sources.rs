//! Who says so: the publications of the sets and of the figures used, each with whether anybody has seen it.

use super::tree::Outline;
use crate::engine::{Rows, SetAssessment};
use crate::knowledge::{Phrase, Text};
use crate::tui::model::node::{Cites, Group, Node};

impl Outline<'_> {
    pub(super) fn sources(&mut self) {
        let chart = self.chart;
        let knowledge = self.words.knowledge;
        for group in [Group::Leading, Group::Related, Group::Historical] {
            for found in self.of_group(group) {
                self.sources_of(found, group == Group::Leading);
            }
        }
        let words = &self.words.words().results;
        let fit = chart.assessment.fit.as_ref();
        let rows = fit.and_then(|fit| Rows::of(knowledge, fit.setting));
        let weights = fit.into_iter().flat_map(|fit| &fit.groups);
        let evidence = rows.into_iter().flat_map(|rows| weights.clone().flat_map(move |weight| rows.sources(weight)));
        self.cited(Cites::Evidence, &words.of_evidence, evidence.collect());
        let setting = fit.map(|fit| fit.setting.of(knowledge.settings()));
        let setting = setting.into_iter().flat_map(|setting| &setting.sources);
        self.cited(Cites::Setting, &words.of_setting, setting.map(Phrase::as_str).collect());
        let tests = chart.assessment.outlook.tests.iter().flat_map(|next| &knowledge.workup.test(next.test).sources);
        let advice = chart.assessment.advice.iter().flat_map(|id| &id.of(&knowledge.advice).sources);
        self.cited(Cites::Outlook, &words.of_outlook, tests.chain(advice).map(Phrase::as_str).collect());
    }

    /// A set: what is to be known of its table, how much of it was seen, and its publications.
    fn sources_of(&mut self, found: &SetAssessment, at_first: bool) {
        let (id, words) = (found.set, self.words);
        let set = words.knowledge.set(id);
        if !self.head(Node::Set(id), 0, words.set_title(set), "", at_first) {
            return;
        }
        let report = &words.words().report;
        let pair = |name, text| words.pair(words.say(name), words.say(text));
        let note = set.note.as_ref().map(|note| pair(&report.set_note, note));
        let citations = set.sources.iter().map(|id| words.citation(id));
        let texts = citations.chain([pair(&report.verified, &set.verified)]).chain(note);
        for (at, text) in texts.enumerate() {
            self.line(Node::About(id, at), 1, text);
        }
    }

    /// Publications, each once, in the order they are used.
    fn cited(&mut self, cites: Cites, title: &Text, mut sources: Vec<&str>) {
        let mut seen: Vec<&str> = Vec::new();
        sources.retain(|source| {
            !seen.contains(source) && {
                seen.push(source);
                true
            }
        });
        if sources.is_empty() {
            return;
        }
        self.gap();
        let count = sources.len().to_string();
        if self.head(Node::Sources(cites), 0, self.words.say(title), count, true) {
            for (at, source) in sources.into_iter().enumerate() {
                self.line(Node::Source(cites, at), 1, self.words.citation(source));
            }
        }
    }
}
