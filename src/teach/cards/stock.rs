//! What cards are made of beside the pack's rules and numbers: the facts of `cards.json`, and what each lesson teaches.

use std::collections::HashMap;

use super::{Draft, Kind};
use crate::json::{Code, Document, Fault, Path, Places};
use crate::knowledge::files::{CardFile, CardsFile, LessonFile};
use crate::knowledge::{FindingId, Knowledge, PackText, SetId};
use crate::say::Wording;

/// Read once, for both languages.
#[derive(Clone, Debug)]
pub struct Stock {
    facts: Vec<Fact>,
    /// Each lesson with the findings that it is about.
    pub(super) lessons: Vec<(String, Vec<FindingId>)>,
}

/// A card of the pack's own, with what it is about found.
#[derive(Clone, Debug)]
struct Fact {
    card: CardFile,
    about: Vec<FindingId>,
    set: Option<SetId>,
}

impl Stock {
    /// Reads what the pack has.
    ///
    /// # Errors
    /// Every fault of its cards.
    pub fn read(knowledge: &Knowledge) -> Result<Stock, Vec<Fault>> {
        let (facts, faults) = read_facts(knowledge);
        let lessons = knowledge.lesson_texts().into_iter().filter_map(|text| lesson(text, knowledge)).collect();
        if faults.is_empty() { Ok(Stock { facts, lessons }) } else { Err(faults) }
    }

    pub(super) fn facts(&self, wording: Wording) -> impl Iterator<Item = Draft> {
        self.facts.iter().map(move |Fact { card, about, set }| {
            let texts = std::iter::once(&card.answer).chain(&card.note);
            let back = texts.map(|text| wording.say(text).to_owned()).collect();
            let front = wording.say(&card.question).to_owned();
            let draft = Draft::new(Kind::Fact, format!("fact/{}", card.id), front, back, &card.sources);
            Draft { set: *set, findings: about.clone(), ..draft }
        })
    }
}

/// A lesson's id and what it teaches; what is wrong with a lesson is said where lessons are read.
fn lesson(text: &PackText, knowledge: &Knowledge) -> Option<(String, Vec<FindingId>)> {
    let places = Places::default();
    let (lesson, _) = Document::new(&text.file, &text.text, &places).read_all::<LessonFile>();
    let LessonFile { id, teaches, .. } = lesson?;
    Some((id, teaches.iter().filter_map(|id| knowledge.find(id)).collect()))
}

/// The facts of all layers, a later one's in the place of an earlier one's with the same id, and what is wrong with them.
fn read_facts(knowledge: &Knowledge) -> (Vec<Fact>, Vec<Fault>) {
    let (mut facts, mut faults): (Vec<Fact>, Vec<Fault>) = (Vec::new(), Vec::new());
    let mut place: HashMap<String, usize> = HashMap::new();
    for text in knowledge.texts_named("cards.json") {
        let places = Places::default();
        let doc = Document::new(&text.file, &text.text, &places);
        let (file, found) = doc.read_all::<CardsFile>();
        faults.extend(found);
        let top = Path::Top;
        let list = top.key("cards");
        for (at, card) in file.into_iter().flat_map(|file| file.cards).enumerate() {
            let fact = fact(doc, &list.index(at), card, knowledge, &mut faults);
            match place.get(&fact.card.id).and_then(|place| facts.get_mut(*place)) {
                Some(earlier) => *earlier = fact,
                None => {
                    place.insert(fact.card.id.clone(), facts.len());
                    facts.push(fact);
                }
            }
        }
    }
    (facts, faults)
}

fn fact(doc: Document, here: &Path, card: CardFile, knowledge: &Knowledge, faults: &mut Vec<Fault>) -> Fact {
    let mut about = Vec::new();
    let about_here = here.key("about");
    for (at, id) in card.about.iter().enumerate() {
        match knowledge.find(id) {
            Some(finding) => about.push(finding),
            None => {
                let fault = doc.fault(&about_here.index(at), Code::UnknownFinding, format!("unknown finding \"{id}\""));
                faults.push(fault.meant(id, knowledge.findings.iter().map(|other| other.id.as_str())));
            }
        }
    }
    let set = card.set.as_ref().and_then(|id| {
        let set = knowledge.find_set(id);
        if set.is_none() {
            let fault = doc.fault(&here.key("set"), Code::UnknownSet, format!("unknown criteria set \"{id}\""));
            faults.push(fault.meant(id, knowledge.sets.iter().map(|other| other.id.as_str())));
        }
        set
    });
    Fact { card, about, set }
}
