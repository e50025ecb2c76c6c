//! The keys of the teaching cases against their stories: whatever a sentence names or counts, in either language, is in the
//! key, arguable, or listed with a reason in `tests/data/readings.json`.

mod support;

use std::collections::BTreeSet;
use std::fs;

use poems::case::{AnswerValue, Case, TeachingCase, read_teaching};
use poems::engine::assess;
use poems::knowledge::{FindingId, Lang, Meaning, Meant, Says};
use poems::quick;
use serde::Deserialize;
use support::built_in;

/// A word or number of a sentence that is no answer, and why.
#[derive(Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[serde(deny_unknown_fields)]
struct Reading {
    /// The case; every case where the word never is an answer.
    case: Option<String>,
    says: String,
    why: String,
}

fn listed() -> Vec<Reading> {
    serde_json::from_str(include_str!("data/readings.json")).unwrap()
}

fn stories() -> Vec<TeachingCase> {
    let mut files: Vec<_> = fs::read_dir("rules/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let faults = |faults: Vec<_>| panic!("{}", support::listed(&faults));
        read_teaching(&path.display().to_string(), &fs::read(path).unwrap(), built_in()).unwrap_or_else(faults)
    };
    files.iter().map(read).collect()
}

/// A case with what its reader may answer.
struct Key<'c> {
    case: &'c TeachingCase,
    /// What the story tells.
    told: Case,
    /// What may be marked: told, arguable, or following from what is told.
    may: BTreeSet<FindingId>,
}

impl<'c> Key<'c> {
    fn of(case: &'c TeachingCase) -> Key<'c> {
        let knowledge = built_in();
        let id = |finding: &String| knowledge.find(finding).unwrap();
        let mut told = Case::new(knowledge);
        for (finding, _) in case.evidence.iter().filter(|(_, sentences)| !sentences.is_empty()) {
            told.put(id(finding), case.case.answer(id(finding)).cloned());
        }
        let inferred = assess(knowledge, &told).inferred;
        let may = told.answers().map(|(finding, _)| finding);
        let may = may.chain(inferred.iter().map(|inferred| inferred.finding)).chain(case.arguable.iter().map(id));
        let may = may.collect();
        Key { case, told, may }
    }

    /// What a sentence says that the key does not.
    fn unread(&self, sentence: usize, lang: Lang) -> Vec<String> {
        let text = self.case.vignette[sentence].get(lang);
        let read = quick::read(built_in(), &Case::new(built_in()), text);
        let mut unread = Vec::new();
        for (name, one_of) in named(text) {
            if !one_of.iter().any(|finding| self.is_spoken_of(*finding)) {
                unread.push(name);
            }
        }
        for (number, value) in numbers(text, lang) {
            let is =
                |answer: &AnswerValue| matches!(answer, AnswerValue::Quantity(quantity) if quantity.value == value);
            let told = self.told.answers().any(|(finding, answer)| is(&answer.value) && self.tells(finding, sentence));
            let arguable = read.entries.iter().any(|entry| is(&entry.value) && self.may.contains(&entry.finding));
            if !told && !arguable {
                unread.push(number);
            }
        }
        for entry in &read.entries {
            if self.told.known(entry.finding).is_some_and(|told| is_opposite(told, &entry.value)) {
                unread.push(text[entry.span.clone()].to_owned());
            }
        }
        unread
    }

    /// Whether a finding may be marked; for the name of a quantity, what its number says will do.
    fn is_spoken_of(&self, finding: FindingId) -> bool {
        let states = built_in().lexicon().states(finding);
        let signs = states.iter().flat_map(|states| [states.raised, states.low, states.abnormal].into_iter().flatten());
        [finding].into_iter().chain(signs).any(|finding| self.may.contains(&finding))
    }

    fn tells(&self, finding: FindingId, sentence: usize) -> bool {
        self.case.evidence[built_in().finding(finding).id.as_str()].contains(&sentence)
    }
}

fn is_opposite(one: &AnswerValue, other: &AnswerValue) -> bool {
    use AnswerValue::{Absent, Present};
    matches!((one, other), (Present, Absent) | (Absent, Present))
}

/// The names of findings in a text, each with the findings that it may mean: the longest name that stands at each place.
fn named(text: &str) -> Vec<(String, Vec<FindingId>)> {
    let lexicon = built_in().lexicon();
    let pieces = pieces(text);
    let mut named = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let mut key = String::new();
        let mut longest = None;
        for (end, piece) in pieces.iter().enumerate().skip(at) {
            let Some(letters) = piece.letters() else { break };
            key += &letters;
            let found = lexicon.look_up(&key);
            if let Some(meanings) = found.meanings
                && !letters.is_empty()
            {
                longest = Some((end, key.clone(), meanings));
            }
            if !found.goes_on {
                break;
            }
        }
        let Some((end, key, meanings)) = longest else {
            at += 1;
            continue;
        };
        if lexicon.need(&key).is_none() {
            let one_of: Vec<FindingId> = meanings.iter().flat_map(|meaning| meant(*meaning)).collect();
            if !one_of.is_empty() {
                let from = pieces[at].start;
                named.push((text[from..pieces[end].start + pieces[end].text.len()].to_owned(), one_of));
            }
        }
        at = end + 1;
    }
    named
}

/// What a name may mean by itself.
fn meant(meaning: Meaning) -> Vec<FindingId> {
    let lexicon = built_in().lexicon();
    match meaning {
        Meaning::Finding(finding, Says::Name | Says::Narrow | Says::Absent) | Meaning::Option(finding, _, false) => {
            vec![finding]
        }
        Meaning::Ambiguous(at) if !lexicon.ambiguous[at].is_topic => {
            lexicon.ambiguous[at].means.iter().map(|meant: &Meant| meant.finding()).collect()
        }
        Meaning::Composite(at, _) => lexicon.composites[at].findings.clone(),
        _ => Vec::new(),
    }
}

/// A word, a Chinese character, or a sign.
struct Piece<'t> {
    start: usize,
    text: &'t str,
}

impl Piece<'_> {
    /// As names are looked up; nothing where a name ends.
    fn letters(&self) -> Option<String> {
        let folded: String = self.text.to_lowercase().replace("ae", "e").replace("oe", "e").replace("our", "or");
        match folded.chars().next()? {
            ' ' | '-' | '/' | '\'' => Some(String::new()),
            c if c.is_alphanumeric() => Some(folded),
            _ => None,
        }
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match pieces.last_mut() {
            Some(piece) if c.is_ascii_alphanumeric() && last == Some(c.is_ascii_digit()) => {
                piece.text = &text[piece.start..end];
            }
            _ => pieces.push(Piece { start: at, text: &text[at..end] }),
        }
        last = c.is_ascii_alphanumeric().then_some(c.is_ascii_digit());
    }
    pieces
}

/// The numbers of a text: figures that are no part of a name or a power, and in English numbers of time in words.
fn numbers(text: &str, lang: Lang) -> Vec<(String, f64)> {
    let is_figure = |c: char| c.is_ascii_digit() || c == '.';
    let mut numbers = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|c: char| c.is_ascii_digit()).map(|at| rest + at) {
        let end = text[start..].find(|c| !is_figure(c)).map_or(text.len(), |at| start + at);
        let figures = text[start..end].trim_end_matches('.');
        let before = text[..start].trim_end_matches('-');
        let of_a_name = before.ends_with(|c: char| c.is_ascii_alphabetic()) || text[..start].ends_with('^');
        if !of_a_name && !text[end..].starts_with('^') {
            numbers.push((figures.to_owned(), figures.parse().unwrap()));
        }
        rest = end;
    }
    if lang == Lang::En {
        let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).collect();
        let times = words.windows(2).filter(|pair| TIMES.iter().any(|time| pair[1].starts_with(time)));
        numbers.extend(times.filter_map(|pair| {
            let value = NUMBERS.iter().find(|(word, _)| *word == pair[0].to_lowercase())?.1;
            Some((format!("{} {}", pair[0], pair[1]), value))
        }));
    }
    numbers
}

const TIMES: [&str; 4] = ["year", "month", "week", "day"];

const NUMBERS: [(&str, f64); 13] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("fourteen", 14.0),
];

/// Everything that the stories say and their keys do not: case, sentence, words.
fn unread_of(case: &TeachingCase) -> BTreeSet<(usize, String)> {
    let key = Key::of(case);
    let sentences = (0..case.vignette.len()).flat_map(|sentence| Lang::ALL.map(|lang| (sentence, lang)));
    sentences
        .flat_map(|(sentence, lang)| key.unread(sentence, lang).into_iter().map(move |says| (sentence, says)))
        .collect()
}

#[test]
fn every_number_and_name_of_every_story_is_in_its_key_or_listed_with_a_reason() {
    let listed = listed();
    let mut used = BTreeSet::new();
    let mut unread = Vec::new();
    for case in stories() {
        for (sentence, says) in unread_of(&case) {
            let is_this = |reading: &&Reading| {
                reading.says == says.to_lowercase() && reading.case.as_ref().is_none_or(|id| *id == case.id)
            };
            match listed.iter().find(is_this) {
                Some(reading) => _ = used.insert(reading.clone()),
                None => unread.push(format!("{} {sentence}: {says}", case.id)),
            }
        }
    }
    assert!(unread.is_empty(), "neither in the key nor listed:\n{}", unread.join("\n"));
    let idle: Vec<&Reading> = listed.iter().filter(|reading| !used.contains(*reading)).collect();
    assert!(idle.is_empty(), "listed for nothing: {idle:#?}");
}

/// A story as its file has it, with one text in place of another.
fn mutated(id: &str, from: &str, to: &str) -> TeachingCase {
    let file = fs::read_to_string(format!("rules/cases/{id}.json")).unwrap();
    assert!(file.contains(from), "{id} has no {from}");
    read_teaching(id, file.replacen(from, to, 1).as_bytes(), built_in())
        .unwrap_or_else(|faults| panic!("{}", support::listed(&faults)))
}

/// What is unread of a mutated story and was read of the one in the pack.
fn newly_unread(id: &str, from: &str, to: &str) -> Vec<String> {
    let before = unread_of(&mutated(id, "", ""));
    unread_of(&mutated(id, from, to)).difference(&before).map(|(_, says)| says.clone()).collect()
}

#[test]
fn a_number_that_the_key_has_otherwise_is_found() {
    assert_eq!(newly_unread("pv-jak2neg-53m", "hematocrit 68.6%", "hematocrit 58.6%"), ["58.6"]);
    assert_eq!(newly_unread("addison-30f", "nine months", "ten months"), ["ten months"]);
}

#[test]
fn a_finding_that_is_told_and_not_in_the_key_is_found_in_both_languages() {
    assert_eq!(newly_unread("addison-30f", "流产后", "脾大，流产后"), ["脾大"]);
    assert_eq!(newly_unread("addison-30f", "Skin was dark", "She had papilledema. Skin was dark"), ["papilledema"]);
}

#[test]
fn a_finding_that_is_denied_where_the_key_has_it_present_is_found() {
    assert_eq!(newly_unread("pv-jak2neg-53m", "无腹水", "有腹水"), ["有腹水"]);
}
