//! The words of the Chinese texts, one for a thing, and the numbers of both languages. Which forms are not written, and
//! where they stand all the same, is in `tests/data/terms.json`.

#[path = "support/texts.rs"]
mod texts;

use std::collections::BTreeSet;

use serde_json::Value;

use texts::{TwoTongues, texts};

fn terms() -> Value {
    serde_json::from_str(include_str!("data/terms.json")).unwrap()
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Whether a form stands in the text outside of all the words that may hold it.
fn stands_alone(text: &str, form: &str, within: &[&str]) -> bool {
    text.match_indices(form).any(|(at, _)| {
        let covers = |word: &str| {
            text.match_indices(word).any(|(start, _)| start <= at && at + form.len() <= start + word.len())
        };
        !within.iter().any(|word| covers(word))
    })
}

#[test]
fn a_thing_has_one_name_in_chinese_and_no_word_misleads() {
    let terms = terms();
    let mut faults = Vec::new();
    for TwoTongues { at, zh, .. } in texts() {
        for term in terms["chinese"].as_array().unwrap() {
            let never = term["never"].as_str().unwrap();
            if stands_alone(&zh, never, &strings(&term["unless"])) {
                faults.push(format!("{at}: {never} in {zh:?}; write {}", term["write"]));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_form_is_seen_wherever_it_stands_alone() {
    let within = ["周围神经病", "神经病学"];
    assert!(!stands_alone("周围神经病和神经病学", "神经病", &within));
    assert!(stands_alone("周围神经病和神经病", "神经病", &within));
}

#[test]
fn chinese_ranges_are_written_in_one_way() {
    for TwoTongues { at, zh, .. } in texts() {
        // What is typed is typed in ASCII.
        let zh = zh.replace("150-400", "");
        let letters: Vec<char> = zh.chars().collect();
        for window in letters.windows(3) {
            let [left, sign, right] = window else { continue };
            let joins = (left.is_ascii_digit() || *left == '%') && right.is_ascii_digit();
            assert!(!(joins && "-\u{2013}\u{2014}至~".contains(*sign)) || is_a_name(&at), "{at}: {zh}");
        }
        for (start, _) in zh.match_indices('～') {
            let before = zh[..start].ends_with('%');
            let after: String =
                zh[start + '～'.len_utf8()..].chars().take_while(|c| !"，。；：（）、".contains(*c)).collect();
            let number = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || ".{}".contains(c));
            assert_eq!(before, number.starts_with('%'), "{at}: both ends of a range carry the percent sign: {zh}");
        }
    }
}

#[test]
fn the_titles_of_all_cases_are_of_one_form_so_that_none_gives_its_diagnosis_away() {
    let titles = texts().into_iter().filter(|text| text.at.starts_with("rules/cases/") && text.at.ends_with(".title"));
    let mut seen = 0;
    for TwoTongues { at, zh, .. } in titles {
        assert!(["男，", "女，", "患者，"].iter().any(|form| zh.starts_with(form)), "{at}: {zh}");
        for span in ["年", "个月", "周", "天", "岁"] {
            let spelled = |numeral: char| zh.contains(&format!("{numeral}{span}"));
            assert!(!"一两三四五六七八九十".chars().any(spelled), "{at}: Arabic numerals in {zh}");
        }
        seen += 1;
    }
    assert!(seen >= 56, "{seen}");
}

/// A release of a data base has a date in its name.
fn is_a_name(at: &str) -> bool {
    at.starts_with("rules/sources.json")
}

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
