//! What is said of a learner's marks, sentence by sentence.

use super::Judgment;
use super::exercise::Exercise;
use super::marking::{Item, Marking, OWN};
use crate::order;
use crate::say::Wording;
use crate::say::document::{Block, Level, Line, Tone};

/// A marked text: its findings, and what was marked at random.
pub(crate) fn marking(marking: &Marking, exercise: &Exercise, wording: Wording) -> Vec<Block> {
    let mut blocks = by_sentence(&marking.items, exercise, wording);
    if marking.at_random() > 0 {
        let marked = marking.count(Judgment::NotInKey);
        let note = wording.words().quiz.at_random(wording.lang, marked, OWN);
        blocks.push(Block::Paragraph(Line::strong(note)));
    }
    blocks
}

/// Judged findings below the sentence that speaks of them, and at the end what no sentence speaks of.
pub(crate) fn by_sentence(items: &[Item], exercise: &Exercise, wording: Wording) -> Vec<Block> {
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
    let mut beyond: Vec<&Item> = items.iter().filter(|item| item.sentences.is_empty()).collect();
    // Errors first.
    order::by_key(&mut beyond, |item| item.judgment.credit().is_none());
    list(wording.say(&words.beyond).to_owned(), beyond);
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
        Judgment::LessExact => (words.item_less(lang, finding, expected, less(item, wording)), Tone::Met),
        Judgment::Missed => (words.item_missed(lang, finding, expected), Tone::NotMet),
        Judgment::Wrong if item.expected.is_none() => (words.item_against(lang, finding, yours), Tone::NotMet),
        Judgment::Wrong => (words.item_wrong(lang, finding, yours, expected), Tone::NotMet),
        Judgment::AbsentForSilence => (words.item_silence(lang, finding), Tone::NotMet),
        Judgment::Unstated => (words.item_unstated(lang, finding, yours), Tone::NotMet),
        Judgment::Follows if item.yours.is_none() => (words.item_also(lang, finding, expected), Tone::Plain),
        Judgment::Follows => (words.item_follows(lang, finding, yours), Tone::Met),
        Judgment::Arguable => (words.item_arguable(lang, finding, yours), Tone::Plain),
        Judgment::NotInKey => (words.item_not_in_key(lang, finding, yours), Tone::Plain),
    };
    Line::default().with(tone, text)
}

/// What was marked that says less than the text: another finding with its answer, or a number.
fn less(item: &Item, wording: Wording) -> String {
    let finding = item.instead.unwrap_or(item.finding);
    let yours = item.yours.as_ref().map_or_else(String::new, |yours| wording.answer(finding, yours));
    item.instead.map_or(yours.clone(), |instead| wording.pair(wording.label(instead), &yours))
}
