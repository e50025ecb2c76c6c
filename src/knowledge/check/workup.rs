//! Work-up and advice: words become references.

use std::sync::OnceLock;

use super::draft::Draft;
use super::resolve::Resolver;
use super::rules::Speaks;
use crate::json::{Code, Document, Path};
use crate::knowledge::files::{ReaderFile, StagingFile};
use crate::knowledge::workup::{Advice, Reader, Staging, StagingItem, Test, Workup};
use crate::knowledge::{Finding, FindingId, FindingSet, Kind, Phrase, TestId};

impl Resolver<'_, '_> {
    pub(super) fn workup(&mut self, draft: &Draft, findings: &[Finding], inference_order: &[FindingId]) -> Workup {
        let Some(head) = &draft.workup else { return Workup::default() };
        let burdens = head.value.burdens.clone();
        let inferred = inferred(findings, inference_order);
        let mut tests = Vec::new();
        let clearly_more = head.value.clearly_more;
        let place = Path::Top.key("clearly_more");
        self.possible(head.doc, &place, clearly_more, clearly_more >= 1.0, "1 or more");
        for entry in &draft.tests {
            let file = &entry.value;
            let burden = burdens.iter().position(|burden| burden.id == file.burden);
            if burden.is_none() {
                let fault = entry.fault("burden", Code::UnknownBurden, format!("unknown burden \"{}\"", file.burden));
                self.faults.push(fault.meant(&file.burden, burdens.iter().map(|burden| burden.id.as_str())));
            }
            let mut named = |key: &str, words: &[Phrase]| -> Vec<FindingId> {
                entry.at(|here| {
                    let list = here.key(key);
                    let ids = words.iter().enumerate();
                    ids.filter_map(|(at, word)| self.any_finding(entry.doc, &list.index(at), word)).collect()
                })
            };
            let reveals = named("reveals", &file.reveals);
            let done_by = named("done_by", &file.done_by);
            let after = file.after.as_ref();
            let after = after
                .map(|rule| entry.at(|here| self.evidence(entry.doc, &here.key("after"), rule, Speaks::OfFindings)));
            let decides = decided(&inferred, &reveals);
            tests.push(Test {
                id: file.id.clone(),
                label: file.label.clone(),
                short: file.short.clone(),
                burden: burden.unwrap_or(0),
                decides,
                reveals,
                is_part: file.part_of.is_some(),
                after,
                done_by,
                traps: file.traps.clone(),
                why: file.why.clone(),
                sources: file.sources.clone(),
            });
        }
        self.parts(draft, &tests);
        let staging = draft.staging.as_ref();
        let staging = staging.map(|entry| self.staging(entry.doc, &entry.value, &tests)).unwrap_or_default();
        let readers = draft.readers.iter().map(|entry| {
            let ReaderFile { id, label, greeting, asks, asks_once_found, tests: words } = entry.value.clone();
            let tests = entry.at(|here| self.tests(entry.doc, &here.key("tests"), &words, &tests));
            Reader { id, label, greeting, asks, asks_once_found, tests }
        });
        let readers = readers.collect();
        let burden_note = head.value.burden_note.clone();
        Workup { burdens, burden_note, clearly_more, tests, readers, staging, questions: OnceLock::new() }
    }

    /// A part is named with the whole, which answers all that it answers.
    fn parts(&mut self, draft: &Draft, tests: &[Test]) {
        for entry in &draft.tests {
            let Some(word) = &entry.value.part_of else { continue };
            let whole = entry.at(|here| self.test(entry.doc, &here.key("part_of"), word, tests));
            let Some(whole) = whole.map(|id| &id.of(&draft.tests).value) else { continue };
            if whole.part_of.is_some() || !entry.value.reveals.iter().all(|id| whole.reveals.contains(id)) {
                let fault = entry.fault("part_of", Code::NotAnswered, format!("\"{word}\" is not the whole of it"));
                self.faults.push(fault.expected("a test that answers all that this one does"));
            }
        }
    }

    fn staging(&mut self, doc: Document, file: &StagingFile, tests: &[Test]) -> Staging {
        let top = Path::Top;
        let here = top.key("staging");
        let when = self.evidence(doc, &here.key("when"), &file.when, Speaks::OfFindingsAndSets);
        let list = here.key("items");
        let items = file.items.iter().enumerate().map(|(at, item)| {
            let here = list.index(at);
            let needs = here.key("needs");
            let answered_by = self.tests(doc, &here.key("tests"), &item.tests, tests);
            if item.needs.is_empty() {
                self.faults.push(
                    doc.fault(&needs, Code::NothingToKnow, "nothing to know").expected("a list of findings or more"),
                );
            }
            let need = |(at, words): (usize, &Vec<Phrase>)| {
                let here = needs.index(at);
                if words.is_empty() {
                    self.faults.push(
                        doc.fault(&here, Code::NothingToKnow, "nothing to know")
                            .expected("the id of a finding or more"),
                    );
                }
                let each = words.iter().enumerate();
                let need: Vec<FindingId> =
                    each.filter_map(|(at, word)| self.any_finding(doc, &here.index(at), word)).collect();
                if !need.is_empty() && !answered_by.iter().any(|test| test.of(tests).answers(&need)) {
                    let fault = doc.fault(&here, Code::NotAnswered, "none of the tests answers it");
                    self.faults.push(fault.expected("a test that reveals one of these findings"));
                }
                need
            };
            StagingItem {
                id: item.id.clone(),
                label: item.label.clone(),
                needs: item.needs.iter().enumerate().map(need).collect(),
                tests: answered_by.clone(),
                why: item.why.clone(),
                sources: item.sources.clone(),
            }
        });
        let items = items.collect();
        Staging { when: Some(when), items }
    }

    fn tests(&mut self, doc: Document, list: &Path, words: &[Phrase], tests: &[Test]) -> Vec<TestId> {
        let words = words.iter().enumerate();
        words.filter_map(|(at, word)| self.test(doc, &list.index(at), word, tests)).collect()
    }

    fn test(&mut self, doc: Document, here: &Path, word: &Phrase, tests: &[Test]) -> Option<TestId> {
        let found = tests.iter().position(|test| test.id == *word).map(TestId::at);
        if found.is_none() {
            let fault = doc.fault(here, Code::UnknownTest, format!("unknown test \"{word}\""));
            let fault = fault.expected("the id of a test in workup.json");
            self.faults.push(fault.meant(word, tests.iter().map(|test| test.id.as_str())));
        }
        found
    }

    pub(super) fn advice(&mut self, draft: &Draft, workup: &Workup) -> Vec<Advice> {
        let mut advice = Vec::new();
        for entry in &draft.advice {
            let file = &entry.value;
            entry.at(|here| {
                let list = here.key("about");
                let about = file.about.iter().enumerate();
                let about = about.filter_map(|(at, word)| self.any_finding(entry.doc, &list.index(at), word)).collect();
                let when = self.evidence(entry.doc, &here.key("when"), &file.when, Speaks::OfFindingsAndSets);
                let unless = file.unless.as_ref();
                let unless =
                    unless.map(|rule| self.evidence(entry.doc, &here.key("unless"), rule, Speaks::OfFindingsAndSets));
                advice.push(Advice {
                    id: file.id.clone(),
                    kind: file.kind,
                    when,
                    unless,
                    text: file.text.clone(),
                    about,
                    tests: self.tests(entry.doc, &here.key("tests"), &file.tests, &workup.tests),
                    sources: file.sources.clone(),
                });
            });
        }
        advice
    }
}

/// Each sign with an inference and the findings that its inference names, in the order of inference.
fn inferred(findings: &[Finding], inference_order: &[FindingId]) -> Vec<(FindingId, Vec<FindingId>)> {
    let named = |id: FindingId| {
        let Kind::Sign(inference) = &id.of(findings).kind else { return None };
        let mut named = Vec::new();
        for rule in inference.present_when.iter().chain(&inference.absent_when) {
            rule.leaves(&mut |leaf| named.extend(leaf.finding()));
        }
        Some((id, named))
    };
    inference_order.iter().filter_map(|id| named(*id)).collect()
}

/// The signs whose inference names one of the findings, or a sign decided by them.
fn decided(inferred: &[(FindingId, Vec<FindingId>)], reveals: &[FindingId]) -> Vec<FindingId> {
    let mut decided: Vec<FindingId> = Vec::new();
    let mut known = FindingSet::of(reveals.iter().copied());
    for (id, named) in inferred {
        if named.iter().any(|part| known.contains(*part)) && !known.contains(*id) {
            known.insert(*id);
            decided.push(*id);
        }
    }
    decided
}
