//! Every number of a text stands in both languages.

#[path = "support/texts.rs"]
mod texts;

use std::collections::BTreeSet;

use texts::{TwoTongues, texts};

/// The numbers of a text. What belongs to a name does not count: the 4 of T4, the 155 of NF155.
fn digits(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let is_part = |at: usize| {
            let between = |sign: char| letters[at] == sign && letters.get(at + 1).is_some_and(char::is_ascii_digit);
            letters[at].is_ascii_digit() || between('.') || (between(',') && at > start)
        };
        while at < letters.len() && is_part(at) {
            at += 1;
        }
        let in_a_name = start > 0 && letters[start - 1].is_ascii_alphabetic();
        let number: String = letters[start..at].iter().filter(|c| **c != ',').collect();
        match letters.get(at) {
            _ if in_a_name => {}
            Some('万') => found.push(format!("{number}0000")),
            _ => found.push(number),
        }
    }
    found
}

/// The numbers that a language spells out: every word or sign that may stand for one.
fn spelled(text: &str, words: &[(&str, &str)], is_word: impl Fn(&str, &str) -> bool) -> BTreeSet<String> {
    words.iter().filter(|(word, _)| is_word(text, word)).map(|(_, number)| (*number).to_owned()).collect()
}

const ENGLISH: &[(&str, &str)] = &[
    ("a", "1"),
    ("an", "1"),
    ("one", "1"),
    ("once", "1"),
    ("first", "1"),
    ("single", "1"),
    ("two", "2"),
    ("twice", "2"),
    ("both", "2"),
    ("second", "2"),
    ("half", "2"),
    ("three", "3"),
    ("third", "3"),
    ("four", "4"),
    ("fourth", "4"),
    ("quarter", "4"),
    ("five", "5"),
    ("fifth", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("tenth", "10"),
    ("tenfold", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("fourteen", "14"),
    ("fifty", "50"),
];

const CHINESE: &[(&str, &str)] = &[
    ("一", "1"),
    ("单", "1"),
    ("首", "1"),
    ("Ⅰ", "1"),
    ("二", "2"),
    ("两", "2"),
    ("双", "2"),
    ("半", "2"),
    ("三", "3"),
    ("四", "4"),
    ("五", "5"),
    ("六", "6"),
    ("七", "7"),
    ("八", "8"),
    ("九", "9"),
    ("十", "10"),
    ("五十", "50"),
];

#[test]
fn every_number_stands_in_both_languages() {
    let mut faults = Vec::new();
    for TwoTongues { at, en, zh } in texts() {
        let (in_english, in_chinese) = (digits(&en), digits(&zh));
        let whole = |text: &str, word: &str| {
            text.to_lowercase().split(|c: char| !c.is_ascii_alphabetic()).any(|other| other == word)
        };
        let english_words = spelled(&en, ENGLISH, whole);
        let chinese_words = spelled(&zh, CHINESE, |text, word| text.contains(word));
        let missing =
            in_english.iter().filter(|number| !in_chinese.contains(number) && !chinese_words.contains(*number));
        let added = in_chinese.iter().filter(|number| !in_english.contains(number) && !english_words.contains(*number));
        let differ: Vec<&String> = missing.chain(added).collect();
        if !differ.is_empty() {
            faults.push(format!("{at}: {differ:?}\n  {en}\n  {zh}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn numbers_are_read_as_each_language_writes_them() {
    assert_eq!(digits("12.5 of 124,340 with T4 and NF155, 0.5."), ["12.5", "124340", "0.5"]);
    assert_eq!(digits("每10万人3.5，T4"), ["100000", "3.5"]);
}
