//! How the texts are worded: one form for one thing in Chinese, American spelling in English. What is wrong, and what is
//! right instead, is written down in `tests/data/wording`.

mod support {
    pub mod texts;
}

use std::fs;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;
use support::texts::{files, root, texts};

/// Words that are not written, and those that are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms<Also> {
    forms: Vec<Form>,
    #[serde(flatten)]
    also: Also,
}

#[derive(Deserialize)]
struct Nothing {}

#[derive(Deserialize)]
struct Chinese {
    /// Names and abbreviations that stand in Chinese texts as they are.
    english: Vec<String>,
}

/// A wrong form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    wrong: Vec<String>,
    /// Within these it is right.
    #[serde(default)]
    unless: Vec<String>,
    /// Where it is wrong, if not everywhere.
    #[serde(default, rename = "in")]
    places: Vec<String>,
    /// Where it is right.
    #[serde(default)]
    except: Vec<String>,
    right: String,
    #[serde(default)]
    why: String,
}

impl Form {
    /// The first of its words that stands in the text outside of what makes it right.
    fn found<'a>(&'a self, at: &str, text: &str) -> Option<&'a str> {
        let begins = |places: &[String]| places.iter().any(|place| at.starts_with(place.as_str()));
        if begins(&self.except) || !(self.places.is_empty() || begins(&self.places)) {
            return None;
        }
        let right: Vec<_> = self.unless.iter().flat_map(|unless| spans(text, unless)).collect();
        let covered = |start: usize, end: usize| right.iter().any(|(from, to)| *from <= start && end <= *to);
        let wrong = |word: &&String| spans(text, word).any(|(start, end)| !covered(start, end));
        self.wrong.iter().find(wrong).map(String::as_str)
    }

    fn fault(&self, at: &str, text: &str) -> Option<String> {
        let found = self.found(at, text)?;
        Some(format!("{at}: {found} in {text:?}; right is {} ({})", self.right, self.why))
    }
}

/// Where a word stands in a text.
fn spans<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    text.match_indices(word).map(|(at, found)| (at, at + found.len()))
}

fn read<Also: for<'a> Deserialize<'a>>(file: &str) -> Forms<Also> {
    let text = fs::read_to_string(root().join("tests/data/wording").join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn chinese() -> Forms<Chinese> {
    read("chinese.json")
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Every Chinese text of the rules with the way to it, the lines of drawings too. What a user may type is no text.
fn chinese_texts() -> &'static [(String, String)] {
    fn collect(at: &str, value: &Value, found: &mut Vec<(String, String)>) {
        let typed = at.starts_with("rules/synonyms.json") || at.starts_with("rules/grammar.json");
        match value {
            Value::String(text) if at.ends_with(".zh") => {
                found.push((at.trim_end_matches(".zh").to_owned(), text.clone()))
            }
            Value::Array(lines) if at.ends_with(".zh") && !typed => {
                let lines = lines.iter().filter_map(Value::as_str);
                found.extend(lines.map(|line| (at.to_owned(), line.to_owned())));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| collect(&format!("{at}[{index}]"), item, found));
            }
            Value::Object(members) => {
                // The ids of units are not words of a language.
                let members = members.iter().filter(|(key, _)| *key != "usual_unit");
                members.for_each(|(key, value)| collect(&format!("{at}.{key}"), value, found));
            }
            _ => {}
        }
    }
    static TEXTS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let mut found = Vec::new();
        for (file, text) in files("rules", ".json").into_iter().filter(|(file, _)| !file.starts_with("rules/schema/")) {
            collect(&file, &serde_json::from_str(&text).unwrap(), &mut found);
        }
        assert!(found.len() > 4_000, "{}", found.len());
        found
    })
}

/// Whether every Chinese text of the rules is free of what `wrong` finds in it.
fn chinese_texts_are_free_of(wrong: impl Fn(&str, &str) -> Option<String>) {
    let say = |(at, zh): &(String, String)| wrong(at, zh).map(|found| format!("{at}: {found} in {zh:?}"));
    none(&chinese_texts().iter().filter_map(say).collect::<Vec<_>>());
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A text without what is quoted in it: commands and values as they are typed.
fn unquoted(text: &str) -> String {
    let mut depth = 0;
    let mut outside = String::new();
    for c in text.chars() {
        match c {
            '\u{201c}' => depth += 1,
            '\u{201d}' => depth -= 1,
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

/// The first run of so many characters that is as asked.
fn window<const N: usize>(text: &str, is: impl Fn([char; N]) -> bool) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    letters
        .windows(N)
        .map(|run| run.try_into().unwrap())
        .find(|run| is(*run))
        .map(|run: [char; N]| run.iter().collect())
}

// ------------------------------------------------------------------------------------------------------ Chinese

#[test]
fn a_thing_has_one_name_in_chinese() {
    let forms = chinese().forms;
    let faults =
        |(at, zh): &(String, String)| -> Vec<String> { forms.iter().filter_map(|form| form.fault(at, zh)).collect() };
    none(&chinese_texts().iter().flat_map(faults).collect::<Vec<_>>());
}

#[test]
fn what_the_program_puts_together_is_worded_so_too() {
    let forms: Vec<Form> = chinese().forms.into_iter().filter(|form| form.places.is_empty()).collect();
    // Where a line may be broken, a word may be.
    let whole = |file: &str| ["ask-zh.txt", "cards.zh.txt", ".zh.md"].iter().any(|name| file.ends_with(name));
    let golden = [".txt", ".md"].into_iter().flat_map(|ending| files("tests/golden", ending));
    let mut faults = Vec::new();
    for (file, text) in golden.filter(|(file, _)| whole(file)) {
        faults.extend(text.lines().flat_map(|line| forms.iter().filter_map(|form| form.fault(&file, line))));
    }
    none(&faults);
}

#[test]
fn a_form_is_right_within_what_makes_it_right() {
    let form: Form = serde_json::from_str(
        r#"{"wrong": ["不符"], "unless": ["不符合"], "except": ["rules/a.json.note"], "right": "不符合"}"#,
    )
    .unwrap();
    assert_eq!(form.found("rules/b.json", "不符合"), None);
    assert_eq!(form.found("rules/b.json", "不符合，不符"), Some("不符"));
    assert_eq!(form.found("rules/a.json.note", "不符"), None);
    let form: Form = serde_json::from_str(r#"{"wrong": ["x"], "in": ["rules/b"], "right": "y"}"#).unwrap();
    assert_eq!((form.found("rules/b.json", "x"), form.found("rules/c.json", "x")), (Some("x"), None));
}

#[test]
fn chinese_texts_use_chinese_punctuation() {
    let half = |[before, after]: [char; 2]| {
        is_han(before) && ",;:?!()\"".contains(after) || ",;:?!()\"".contains(before) && is_han(after)
    };
    chinese_texts_are_free_of(|_, zh| window(zh, half));
}

#[test]
fn no_space_stands_between_chinese_and_letters_or_figures() {
    let other = |c: char| c.is_ascii_alphanumeric() || "{}%".contains(c);
    let spaced = |[before, space, after]: [char; 3]| {
        space == ' ' && (is_han(before) && other(after) || other(before) && is_han(after))
    };
    // The marks of the sheet stand before what they mean.
    let marks = "rules/interface.json.home.thing_marks";
    chinese_texts_are_free_of(|at, zh| window(&unquoted(zh), spaced).filter(|_| at != marks));
}

#[test]
fn a_range_has_one_sign_and_percent_at_both_ends() {
    let dashed =
        |[low, dash, high]: [char; 3]| low.is_ascii_digit() && "-–—~至到".contains(dash) && high.is_ascii_digit();
    // A date, and a range as it is typed into the box.
    let typed = ["rules/sources.json.sources[75].title", "rules/interface.json.quick_box.how_numbers"];
    let percent = |zh: &str| {
        let ends = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || ".,".contains(c));
        zh.match_indices('～').find_map(|(at, sign)| {
            let (low, high) = (&zh[..at], &zh[at + sign.len()..]);
            let high = high.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
            (low.ends_with(|c: char| c.is_ascii_digit()) && high.starts_with('%') && !ends(high))
                .then(|| "～%".to_owned())
        })
    };
    chinese_texts_are_free_of(|at, zh| {
        window(&unquoted(zh), dashed).filter(|_| !typed.contains(&at)).or_else(|| percent(zh))
    });
}

#[test]
fn a_span_of_time_is_written_in_figures() {
    let numeral = |c: char| "一二两三四五六七八九十百".contains(c);
    let spelled = |zh: &str| {
        ["个月", "年", "岁", "周", "天", "小时", "分钟"].into_iter().find_map(|unit| {
            zh.match_indices(unit).find_map(|(at, _)| {
                let before: Vec<char> = zh[..at].chars().rev().collect();
                let count = before.iter().take_while(|c| numeral(**c)).count();
                // "The first week", "the last year".
                let no_count =
                    before.first() == Some(&'一') && before.get(1).is_some_and(|c| "第同每任某这近".contains(*c));
                (count > 0 && !no_count).then(|| before.iter().take(count).rev().collect::<String>() + unit)
            })
        })
    };
    assert_eq!(spelled("两年前起病，三个月来加重"), Some("三个月".to_owned()));
    assert_eq!(spelled("第一周好转，最近一年加重"), None);
    chinese_texts_are_free_of(|_, zh| spelled(zh));
}

#[test]
fn a_comparison_is_written_with_one_sign() {
    chinese_texts_are_free_of(|_, zh| {
        [">=", "<="].into_iter().find(|sign| unquoted(zh).contains(sign)).map(str::to_owned)
    });
}

#[test]
fn no_english_is_left_in_chinese_texts() {
    let mut allowed = chinese().also.english;
    allowed.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let left = |zh: &str| {
        let mut text = unquoted(zh);
        while let Some((start, end)) = text.find('{').zip(text.find('}')).filter(|(start, end)| start < end) {
            text.replace_range(start..=end, " ");
        }
        let words = text.split(|c: char| !c.is_ascii_graphic() || "，。".contains(c));
        words.filter(|word| !word.contains("://") && !word.contains("--")).find_map(|word| {
            let mut rest = word.to_owned();
            allowed.iter().flat_map(|name| name.split(' ')).for_each(|name| rest = rest.replace(name, " "));
            window(&rest, |[first, second]: [char; 2]| first.is_ascii_lowercase() && second.is_ascii_lowercase())
                .map(|_| word.to_owned())
        })
    };
    assert_eq!(left("见于Castleman病，{finding}为20 pg/mL"), None);
    assert_eq!(left("见于the其他疾病"), Some("the".to_owned()));
    // The name of the other language, in its own letters.
    chinese_texts_are_free_of(|at, zh| left(zh).filter(|_| !at.contains("language")));
}

#[test]
fn the_title_of_a_case_does_not_tell_by_its_style_what_it_is() {
    for (at, zh) in chinese_texts().iter().filter(|(at, _)| at.starts_with("rules/cases/")) {
        if at.ends_with(".json.title") {
            assert!(["男，", "女，", "患者，"].iter().any(|who| zh.starts_with(who)), "{at}: {zh}");
            assert!(!zh.contains("男性，") && !zh.contains("女性，"), "{at}: {zh}");
        }
    }
}

// ------------------------------------------------------------------------------------------------------ English

#[test]
fn english_is_spelled_as_in_america() {
    let forms = read::<Nothing>("english.json").forms;
    let said = texts().into_iter().map(|text| (text.at, text.en));
    let written = files("docs", ".md").into_iter().chain(files("src", ".rs"));
    let readme = ("README.md".to_owned(), fs::read_to_string(root().join("README.md")).unwrap());
    let mut faults = Vec::new();
    for (at, text) in said.chain(written).chain([readme]) {
        let found = forms.iter().filter(|form| form.found(&at, &text).is_some());
        faults.extend(found.flat_map(|form| text.lines().filter_map(|line| form.fault(&at, line))));
    }
    none(&faults);
}
