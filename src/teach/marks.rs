//! What is said of a learner's marks, sentence by sentence.

use super::Judgment;
use super::exercise::Exercise;
use super::marking::Item;
use crate::say::Wording;
use crate::say::document::{Block, Level, Line, Tone};

/// Judged findings below the sentence that speaks of them, and at the end what no sentence speaks of.
pub(crate) fn marks(items: &[Item], exercise: &Exercise, wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let mut blocks = vec![Block::Heading(Level::Section, Line::plain(wording.say(&words.marks_heading)))];
    let mut list = |heading: String, items: Vec<&Item>| {
        if !items.is_empty() {
            blocks.push(Block::Heading(Level::Part, Line::plain(heading)));
            blocks.push(Block::List(items.into_iter().map(|item| item_line(item, wording)).collect()));
        }
    };
    for (at, sentence) in exercise.sentences.iter().enumerate() {
        let quoted = words.quote(wording.lang, wording.say(sentence));
        list(quoted, items.iter().filter(|item| item.sentences.first() == Some(&at)).collect());
    }
    let beyond = items.iter().filter(|item| item.sentences.is_empty());
    list(wording.say(&words.beyond).to_owned(), beyond.collect());
    if items.iter().any(|item| item.judgment == Judgment::AbsentForSilence) {
        blocks.push(Block::Paragraph(Line::strong(wording.say(&words.silence))));
    }
    blocks
}

fn item_line(item: &Item, wording: Wording) -> Line {
    let words = &wording.words().quiz;
    let answer =
        |value: &Option<_>| value.as_ref().map_or_else(String::new, |value| wording.answer(item.finding, value));
    let (yours, expected) = (answer(&item.yours), answer(&item.expected));
    let (lang, finding) = (wording.lang, wording.label(item.finding));
    let (text, tone) = match item.judgment {
        Judgment::Right if item.expected.is_none() => (words.item_open(lang, finding), Tone::Met),
        Judgment::Right => (words.item_right(lang, finding, expected), Tone::Met),
        Judgment::Missed => (words.item_missed(lang, finding, expected), Tone::NotMet),
        Judgment::Wrong => (words.item_wrong(lang, finding, yours, expected), Tone::NotMet),
        Judgment::AbsentForSilence => (words.item_silence(lang, finding), Tone::NotMet),
        Judgment::Unstated => (words.item_unstated(lang, finding, yours), Tone::NotMet),
    };
    Line::default().with(tone, text)
}
