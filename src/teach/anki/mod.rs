//! Cards as an Anki package: a ZIP archive with a collection in it, a database of SQLite.
//!
//! It brings its own kind of note along. Anki's own are called otherwise in each language, and a note of a kind that a
//! profile does not know becomes one of whatever kind was used there last.

mod collection;
mod sqlite;
mod zip;

use sha2::{Digest, Sha256};

use super::cards::Card;
use super::schedule::Moment;
use crate::json::shown;
use crate::knowledge::{Knowledge, Lang};
use crate::say::Wording;
use collection::Note;

/// The cards as a package that is made at that time; a card keeps its note when a later package is imported.
pub fn package(knowledge: &Knowledge, lang: Lang, cards: &[Card], made: Moment) -> Vec<u8> {
    let wording = Wording::new(knowledge, lang);
    let words = &wording.words().cards;
    let pack = one_line(wording.say(&knowledge.title));
    let deck = one_line(&words.deck(lang, wording.say(&words.title)));
    let notes: Vec<Note> = cards.iter().map(|card| note(wording, card)).collect();
    let collection = collection::collection(lang, [&pack, &deck], &notes, made);
    // No card has a picture or a sound.
    zip::archive(&[("collection.anki2", collection), ("media", b"{}".to_vec())])
}

/// What Anki knows the note by: the same for the same card in the same language, on every machine.
pub fn guid(lang: Lang, card: &Card) -> String {
    let digest = Sha256::digest(format!("poems card {} {}", lang.tag(), card.id));
    digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

/// The kind of the card, and what it is about.
pub fn tags(card: &Card) -> Vec<String> {
    let topics = card.topics.iter().map(|topic| format!("poems::{}::{}", topic.kind(), topic.id()));
    ["poems".to_owned(), format!("poems::{}", card.kind.word())].into_iter().chain(topics).collect()
}

fn note(wording: Wording, card: &Card) -> Note {
    let lines = |texts: &[String]| texts.iter().map(|text| html(text)).collect::<Vec<_>>().join("<br>");
    let (answer, more) = card.back.split_at(card.back.len().min(1));
    let sources: Vec<String> = card.sources.iter().map(|id| wording.citation(id)).collect();
    Note {
        guid: guid(wording.lang, card),
        tags: tags(card),
        fields: [html(&card.front), lines(answer), lines(more), lines(&sources)],
    }
}

/// Text as HTML on one line, in which nothing is markup, neither the browser's nor Anki's own in square brackets.
fn html(text: &str) -> String {
    let entity = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '[' => "&#91;".to_owned(),
        c => c.to_string(),
    };
    one_line(text).chars().map(entity).collect()
}

/// Without what would end a line, or a field.
fn one_line(text: &str) -> String {
    shown(&text.replace(['\t', '\r', '\n'], " "))
}
