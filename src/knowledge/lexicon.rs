//! What every word of a note may mean: the names of findings, and the words around them.
//!
//! A search asks which findings a query leads to; whoever reads a text asks what stands at a place of it, and that is kept
//! here: every term under its letters alone, with all that it may mean.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use super::files::{
    AmbiguousTerms, CompositeTerms, GrammarFile, OptionTerms, Place as PlaceFile, SynonymsFile, Terms, Together, Word,
};
use super::search::{folded, holds_word};
use super::units::folded as folded_unit;
use super::{FindingId, FindingSet, Kind, Knowledge, Lang, OptionId, Text};
use crate::json::{Document, Places};

/// What a term may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A finding.
    Finding(FindingId, Says),
    /// An option of a choice; `true` where it counts only behind a name of the choice.
    Option(FindingId, OptionId, bool),
    /// A letter that is an option beside an age.
    AgeLetter(FindingId, OptionId),
    /// One of several findings: an index into [`Lexicon::ambiguous`].
    Ambiguous(usize),
    /// Several findings at once: an index into [`Lexicon::composites`]; `true` where the term itself denies them.
    Composite(usize, bool),
    /// It depends on the place: an index into [`Lexicon::contexts`].
    InContext(usize),
    /// Something else than the finding it sounds like.
    Other,
    /// A word of the grammar.
    Word(Word),
}

/// What a term says of its finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// It is the finding.
    Name,
    /// It is a narrower thing, without which the finding may still be.
    Narrow,
    /// It is what is looked at, and needs an answer beside it.
    Topic,
    /// It is a part of what is looked at: one antibody of several.
    Part,
    /// It leads to the finding and never answers it.
    Leads,
    /// The finding is absent.
    Absent,
}

/// What a short term needs beside it to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A number.
    Number,
    /// A sign or a result.
    Result,
    /// This word, folded.
    Word(String),
}

/// A finding as a place means it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// The finding, with what is said of it.
    Finding(FindingId),
    /// The finding, absent.
    Absent(FindingId),
    /// An option of a choice.
    Option(FindingId, OptionId),
}

impl Meant {
    /// The finding that is meant.
    pub fn finding(self) -> FindingId {
        match self {
            Meant::Finding(id) | Meant::Absent(id) | Meant::Option(id, _) => id,
        }
    }
}

/// Where a term stands, and what it means there.
#[derive(Debug)]
pub struct Place {
    beside: Vec<String>,
    within: Vec<String>,
    near: Vec<FindingId>,
    /// The words beside the term say how it is.
    pub decides: bool,
    /// What it means there.
    pub means: Vec<Meant>,
    /// What is asked instead, each a choice.
    pub ask: Vec<Vec<Meant>>,
    /// The likeliest choice.
    pub suggest: Option<usize>,
}

impl Place {
    /// Whether this is the place: `item` and `part` are the texts around the term, folded, and `near` the findings
    /// that are named in the part.
    pub fn is(&self, item: &str, part: &str, near: &[FindingId]) -> bool {
        let among = |words: &[String], text: &str| words.iter().any(|word| holds_word(text, word));
        among(&self.beside, item) || among(&self.within, part) || self.near.iter().any(|id| near.contains(id))
    }
}

/// A term that may mean several things.
#[derive(Debug)]
pub struct Ambiguous {
    /// The likeliest first.
    pub means: Vec<Meant>,
    /// What to ask.
    pub question: Text,
    /// What answers it.
    pub answered: Vec<Place>,
    /// The term names what is looked at, and says nothing by itself.
    pub is_topic: bool,
    /// A number says that the quantity is meant.
    pub number_tells: bool,
    /// The unit of a number says which.
    pub unit_tells: bool,
}

/// A term that speaks of several findings.
#[derive(Debug)]
pub struct Composite {
    /// All of them.
    pub findings: Vec<FindingId>,
    /// What it says where it is not denied.
    pub present: Together,
    /// What it says where it is denied.
    pub absent: Together,
}

/// What a quantity without a number says.
#[derive(Clone, Debug, Default)]
pub struct States {
    /// The sign that it is raised.
    pub raised: Option<FindingId>,
    /// The sign that it is low.
    pub low: Option<FindingId>,
    /// The sign that it is not within its range.
    pub abnormal: Option<FindingId>,
    /// The signs that a value within its range makes absent.
    pub normal: Vec<FindingId>,
}

/// All that the words of a note may mean.
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: BTreeMap<String, Vec<Meaning>>,
    needs: HashMap<String, Need>,
    units: BTreeSet<String>,
    states: HashMap<FindingId, States>,
    twins: HashMap<FindingId, FindingId>,
    rivals: HashMap<FindingId, Vec<usize>>,
    completed: HashMap<FindingId, Vec<(String, usize)>>,
    tails: Vec<String>,
    /// Terms that may mean several findings.
    pub ambiguous: Vec<Ambiguous>,
    /// Terms that speak of several findings at once.
    pub composites: Vec<Composite>,
    /// What terms mean in some places.
    pub contexts: Vec<Vec<Place>>,
    /// Words between a number and its unit, folded.
    pub multipliers: Vec<(String, f64)>,
    /// Findings that count whenever they were.
    pub past_is_enough: FindingSet,
    /// Findings that an illness begins with.
    pub begins: FindingSet,
    /// The time since the first of them.
    pub since: Option<FindingId>,
    /// Findings whose absence is asked about, with what is offered instead.
    pub absence_is_asked: HashMap<FindingId, Vec<Vec<FindingId>>>,
}

/// How the text so far goes on in the lexicon.
#[derive(Clone, Copy, Debug)]
pub struct Match<'l> {
    /// What the text means as it stands.
    pub meanings: Option<&'l [Meaning]>,
    /// Whether a longer term begins with it.
    pub goes_on: bool,
}

impl Lexicon {
    /// All that a pack says of words.
    pub(super) fn of(knowledge: &Knowledge) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for id in knowledge.finding_ids() {
            let finding = knowledge.finding(id);
            for unit in finding.measure().iter().flat_map(|measure| &measure.units) {
                let written = |name: &&str| name.chars().any(char::is_alphabetic) || *name == "%";
                lexicon.units.extend(unit.every_name().filter(written).map(str::to_owned));
            }
        }
        for text in knowledge.texts_named("synonyms.json") {
            let places = Places::default();
            // What is wrong with a file is the checker's matter.
            if let Ok(file) = Document::new(&text.file, &text.text, &places).read::<SynonymsFile>() {
                lexicon.take_terms(file, knowledge);
            }
        }
        for text in knowledge.texts_named("grammar.json") {
            let places = Places::default();
            if let Ok(file) = Document::new(&text.file, &text.text, &places).read::<GrammarFile>() {
                lexicon.take_grammar(&file, knowledge);
            }
        }
        lexicon
    }

    /// What begins with these letters.
    pub fn look_up(&self, key: &str) -> Match<'_> {
        let mut from = self.entries.range::<str, _>((Bound::Included(key), Bound::Unbounded));
        match from.next() {
            Some((found, meanings)) if found == key => {
                Match { meanings: Some(meanings), goes_on: from.next().is_some_and(|(next, _)| next.starts_with(key)) }
            }
            next => Match { meanings: None, goes_on: next.is_some_and(|(found, _)| found.starts_with(key)) },
        }
    }

    /// What this short term needs to count.
    pub fn need(&self, key: &str) -> Option<&Need> {
        self.needs.get(key)
    }

    /// Whether a text is a unit of some finding, and whether a longer unit begins with it.
    pub fn unit(&self, text: &str) -> (bool, bool) {
        let key = folded_unit(text);
        let after = (Bound::Excluded(key.as_str()), Bound::Unbounded);
        let goes_on = self.units.range::<str, _>(after).next().is_some_and(|name| name.starts_with(&key));
        (self.units.contains(&key), goes_on)
    }

    /// What a quantity says without a number.
    pub fn states(&self, id: FindingId) -> Option<&States> {
        self.states.get(&id)
    }

    /// The quantity that the name of a sign means before a number.
    pub fn twin(&self, id: FindingId) -> Option<FindingId> {
        self.twins.get(&id).copied()
    }

    /// The units that a bare number may be in beside the first, by their places.
    pub fn rivals(&self, id: FindingId) -> &[usize] {
        self.rivals.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The unit that is meant where the name of the finding says the rest of it.
    pub fn completed_unit(&self, id: FindingId, text: &str) -> Option<usize> {
        let text = folded_unit(text);
        self.completed.get(&id)?.iter().find(|(typed, _)| *typed == text).map(|(_, unit)| *unit)
    }

    /// Whether a name is the end of what means something else, so that a word before it matters.
    pub fn is_tail(&self, key: &str) -> bool {
        self.tails.binary_search_by(|tail| tail.as_str().cmp(key)).is_ok()
    }

    /// Whether a text tells what terms mean below it: a specimen, an examination.
    pub fn is_place(&self, text: &str) -> bool {
        let places = self.contexts.iter().flatten().chain(self.ambiguous.iter().flat_map(|entry| &entry.answered));
        places.into_iter().any(|place| place.within.iter().any(|word| word == text))
    }

    /// The one entry that differs from a long word in a letter.
    pub fn nearly(&self, word: &str) -> Option<&[Meaning]> {
        let first = word.chars().next()?.to_string();
        let from = self.entries.range(first.clone()..).take_while(|(key, _)| key.starts_with(&first));
        let mut near = from.filter(|(key, meanings)| {
            key.len().abs_diff(word.len()) <= 1
                && meanings.iter().all(|meaning| !matches!(meaning, Meaning::Word(_)))
                && strsim::osa_distance(key, word) <= 1
        });
        let (_, first) = near.next()?;
        near.all(|(_, other)| other == first).then_some(first)
    }

    fn add(&mut self, term: &str, meaning: Meaning) {
        // A sign after a name is an answer, and no part of the name.
        let is_answer = term.trim_end_matches([')', '\u{ff09}']).ends_with(['+', '-']);
        let key = key(term);
        if is_answer || key.is_empty() {
            return;
        }
        let meanings = self.entries.entry(key).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }

    fn add_all(&mut self, terms: &Terms, meaning: Meaning) {
        terms.all().for_each(|term| self.add(term, meaning));
    }

    fn take_terms(&mut self, file: SynonymsFile, knowledge: &Knowledge) {
        let topics = file.findings.iter().filter(|entry| entry.label_is_topic).map(|entry| entry.finding.as_str());
        let topics: Vec<FindingId> = topics.filter_map(|id| knowledge.find(id)).collect();
        for id in knowledge.finding_ids() {
            let says = if topics.contains(&id) { Says::Topic } else { Says::Name };
            let label = &knowledge.finding(id).label;
            Lang::ALL.iter().for_each(|lang| self.add(label.get(*lang), Meaning::Finding(id, says)));
        }
        for entry in &file.findings {
            let Some(id) = knowledge.find(&entry.finding) else { continue };
            for term in entry.names.all() {
                let says = if entry.narrow.iter().any(|narrow| narrow == term) { Says::Narrow } else { Says::Name };
                self.add(term, Meaning::Finding(id, says));
            }
            for term in entry.topics.all() {
                let says = if entry.narrow.iter().any(|narrow| narrow == term) { Says::Part } else { Says::Topic };
                self.add(term, Meaning::Finding(id, says));
            }
            self.add_all(&entry.search_only, Meaning::Finding(id, Says::Leads));
            self.add_all(&entry.absent, Meaning::Finding(id, Says::Absent));
        }
        file.options.iter().for_each(|entry| self.take_option(entry, knowledge));
        file.ambiguous.into_iter().for_each(|entry| self.take_ambiguous(entry, knowledge));
        file.composites.iter().for_each(|entry| self.take_composite(entry, knowledge));
        for entry in file.contexts {
            let at = self.contexts.len();
            self.contexts.push(entry.answered.iter().map(|place| placed(place, knowledge)).collect());
            self.add_all(&entry.terms, Meaning::InContext(at));
        }
        for entry in &file.states {
            let Some(id) = knowledge.find(&entry.finding) else { continue };
            let sign = |sign: &Option<String>| sign.as_ref().and_then(|sign| knowledge.find(sign));
            let states = States {
                raised: sign(&entry.raised),
                low: sign(&entry.low),
                abnormal: sign(&entry.abnormal),
                normal: entry.normal.iter().filter_map(|sign| knowledge.find(sign)).collect(),
            };
            self.states.insert(id, states);
            self.twins.extend(entry.twin.iter().filter_map(|sign| Some((knowledge.find(sign)?, id))));
        }
        self.add_all(&file.not_this, Meaning::Other);
        for (terms, need) in [(&file.needs.number, Need::Number), (&file.needs.result, Need::Result)] {
            self.needs.extend(terms.all().map(|term| (key(term), need.clone())));
        }
        let words = file.needs.context.iter();
        self.needs.extend(words.map(|needs| (key(&needs.term), Need::Word(folded(&needs.word)))));
        self.find_tails(&file.not_this);
    }

    fn take_option(&mut self, entry: &OptionTerms, knowledge: &Knowledge) {
        let Some(id) = knowledge.find(&entry.finding) else { return };
        let finding = knowledge.finding(id);
        let Some(option) = finding.option(&entry.option) else { return };
        let meaning = Meaning::Option(id, option, entry.only_after_finding);
        self.add_all(&entry.names, meaning);
        // The label alone may be any word: "both", "other".
        let own = finding.options().iter().find(|other| other.id == *entry.option);
        let behind = Meaning::Option(id, option, true);
        own.iter().flat_map(|own| own.label.both()).for_each(|label| self.add(label, behind));
        entry.needs_age.iter().for_each(|letter| self.add(letter, Meaning::AgeLetter(id, option)));
    }

    fn take_ambiguous(&mut self, entry: AmbiguousTerms, knowledge: &Knowledge) {
        self.add_all(&entry.terms, Meaning::Ambiguous(self.ambiguous.len()));
        self.ambiguous.push(Ambiguous {
            means: all_meant(&entry.means, knowledge),
            question: entry.question,
            answered: entry.answered.iter().map(|place| placed(place, knowledge)).collect(),
            is_topic: entry.is_topic,
            number_tells: entry.number_tells,
            unit_tells: entry.unit_tells,
        });
    }

    fn take_composite(&mut self, entry: &CompositeTerms, knowledge: &Knowledge) {
        let at = self.composites.len();
        self.add_all(&entry.terms, Meaning::Composite(at, false));
        self.add_all(&entry.absent_phrases, Meaning::Composite(at, true));
        let findings = entry.findings.iter().filter_map(|id| knowledge.find(id)).collect();
        self.composites.push(Composite { findings, present: entry.present, absent: entry.absent });
    }

    /// The names that other things end with.
    fn find_tails(&mut self, others: &Terms) {
        let others: Vec<String> = others.all().map(key).collect();
        let tail = |other: &String| {
            let ends = other.char_indices().skip(1).filter_map(|(at, _)| other.get(at..));
            ends.filter(|end| self.entries.contains_key(*end)).map(str::to_owned).collect::<Vec<_>>()
        };
        let mut tails: Vec<String> = others.iter().flat_map(tail).collect();
        tails.sort();
        tails.dedup();
        self.tails = tails;
    }

    fn take_grammar(&mut self, file: &GrammarFile, knowledge: &Knowledge) {
        file.words.classes().for_each(|(word, terms)| self.add_all(terms, Meaning::Word(word)));
        let find = |ids: &[String]| ids.iter().filter_map(|id| knowledge.find(id)).collect::<Vec<_>>();
        find(&file.past_is_enough).into_iter().for_each(|id| self.past_is_enough.insert(id));
        if let Some(begins) = &file.begins {
            find(&begins.with).into_iter().for_each(|id| self.begins.insert(id));
            self.since = knowledge.find(&begins.since);
        }
        for entry in &file.absence_is_asked {
            let choices = entry.choices.iter().map(|choice| find(choice)).collect();
            self.absence_is_asked.extend(knowledge.find(&entry.finding).map(|id| (id, choices)));
        }
        self.multipliers.extend(file.multipliers.iter().map(|entry| (folded(&entry.word), entry.times)));
        for entry in &file.rivals {
            let Some(id) = knowledge.find(&entry.finding) else { continue };
            let Some(measure) = knowledge.finding(id).measure() else { continue };
            self.rivals.insert(id, entry.units.iter().filter_map(|unit| measure.unit(unit)).collect());
        }
        for id in knowledge.finding_ids() {
            let Kind::Quantity(measure) = &knowledge.finding(id).kind else { continue };
            let completed = file.completed_units.iter();
            let completed: Vec<_> =
                completed.filter_map(|entry| Some((folded_unit(&entry.typed), measure.unit(&entry.means)?))).collect();
            self.completed.insert(id, completed);
        }
    }
}

/// The letters of a term without what stands between its words.
fn key(term: &str) -> String {
    folded(term).replace(' ', "")
}

fn placed(place: &PlaceFile, knowledge: &Knowledge) -> Place {
    let words = |terms: &Terms| terms.all().map(folded).collect();
    Place {
        beside: words(&place.beside),
        within: words(&place.within),
        near: place.near.iter().filter_map(|id| knowledge.find(id)).collect(),
        decides: place.decides,
        means: all_meant(&place.means, knowledge),
        ask: place.ask.iter().map(|choice| all_meant(choice, knowledge)).collect(),
        suggest: place.suggest,
    }
}

fn all_meant(means: &[String], knowledge: &Knowledge) -> Vec<Meant> {
    means.iter().filter_map(|meant| self::meant(meant, knowledge)).collect()
}

/// `finding`, `finding=absent` or `finding=option`.
fn meant(meant: &str, knowledge: &Knowledge) -> Option<Meant> {
    let Some((id, word)) = meant.split_once('=') else { return knowledge.find(meant).map(Meant::Finding) };
    let id = knowledge.find(id)?;
    match knowledge.finding(id).option(word) {
        Some(option) => Some(Meant::Option(id, option)),
        None => (word == "absent").then_some(Meant::Absent(id)),
    }
}
