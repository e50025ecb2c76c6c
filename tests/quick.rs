//! A line of a note, a laboratory report or a letter: what is entered, what is asked, and what is left alone.

#[path = "support/golden.rs"]
mod goldens;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use poems::case::{Answer, AnswerValue, Case, History};
use poems::knowledge::{FindingId, Kind, Lang};
use poems::quick::{Choice, Proposal, read};
use poems::say::Wording;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use support::{built_in, examples, find};

/// An answer as the case format writes it.
fn written(finding: &str, value: &AnswerValue) -> Value {
    let mut case = Case::new(built_in());
    case.put(find(built_in(), finding), Some(Answer::from(*value)));
    let text: Value = serde_json::from_str(&case.to_text(built_in())).unwrap();
    let answer = text["findings"].get(finding).or(text.get(finding)).unwrap().clone();
    match answer {
        Value::Number(number) => json!({"value": number, "unit": "a"}),
        answer => answer,
    }
}

fn id(finding: FindingId) -> String {
    built_in().finding(finding).id.to_string()
}

fn answers(choice: &Choice) -> Map<String, Value> {
    choice.iter().map(|(finding, value)| (id(*finding), written(&id(*finding), value))).collect()
}

/// Whether two answers are the same; numbers as numbers.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
        }
        (one, other) => one == other,
    }
}

fn empty() -> Case {
    Case::new(built_in())
}

/// What is wrong with a proposal; the first list is what must never be.
fn judged(expected: &Value, text: &str, proposal: &Proposal) -> (Vec<String>, Vec<String>) {
    let (mut wrong, mut other) = (Vec::new(), Vec::new());
    let expect = expected["expect"].as_object().unwrap();
    let also = expected["also_ok"].as_object();
    let entered: BTreeMap<String, Value> =
        proposal.entries.iter().map(|entry| (id(entry.finding), written(&id(entry.finding), &entry.value))).collect();
    for (finding, value) in &entered {
        let right = |list: &Map<String, Value>| list.get(finding).is_some_and(|expected| same(expected, value));
        if !right(expect) && !also.is_some_and(right) {
            wrong.push(format!("entered {finding} = {value}"));
        }
    }
    for (finding, value) in expect {
        if !entered.contains_key(finding) {
            other.push(format!("did not enter {finding} = {value}"));
        }
    }
    // A choice of a number has the range of the laboratory too.
    let bare = |choice: &Value| {
        let mut choice = choice.clone();
        choice
            .as_object_mut()
            .unwrap()
            .values_mut()
            .filter_map(Value::as_object_mut)
            .for_each(|answer| drop(answer.remove("reference")));
        choice
    };
    let mut asked: Vec<bool> = vec![false; proposal.questions.len()];
    for ask in expected["ask"].as_array().unwrap() {
        let about: Vec<&str> = ask["about"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        for finding in &about {
            if entered.contains_key(*finding) && !expect.contains_key(*finding) {
                wrong.push(format!("entered {finding}, which must be asked"));
            }
        }
        let found = proposal
            .questions
            .iter()
            .position(|question| question.about.iter().any(|finding| about.contains(&id(*finding).as_str())));
        match found {
            None => other.push(format!("did not ask about {about:?}")),
            Some(at) => {
                asked[at] = true;
                let question = &proposal.questions[at];
                let offered: Vec<Map<String, Value>> = question.choices.iter().map(answers).collect();
                for choice in ask["choices"].as_array().into_iter().flatten() {
                    if !offered.iter().any(|offer| same(&bare(&Value::Object(offer.clone())), choice)) {
                        other.push(format!("does not offer {choice}, but {offered:?}"));
                    }
                }
                if let Some(suggest) = ask["suggest"].as_u64() {
                    let suggested = question.suggested.and_then(|at| offered.get(at)).cloned().map(Value::Object);
                    if !suggested.is_some_and(|suggested| same(&bare(&suggested), &ask["choices"][suggest as usize])) {
                        other.push(format!("does not suggest {}", ask["choices"][suggest as usize]));
                    }
                }
            }
        }
    }
    for (at, question) in proposal.questions.iter().enumerate() {
        if !asked[at] {
            other.push(format!(
                "asked {:?} about {:?}: {}",
                question.kind,
                question.about.iter().map(|i| id(*i)).collect::<Vec<_>>(),
                &text[question.span.clone()]
            ));
        }
    }
    for piece in expected["not_understood"].as_array().unwrap() {
        let words = piece["text"].as_str().unwrap();
        let at = text.find(words).unwrap();
        let shown =
            proposal.refused.iter().find(|refused| refused.span.start <= at && at + words.len() <= refused.span.end);
        match shown {
            None => other.push(format!("does not show {words}")),
            Some(shown) => {
                let reason = format!("{:?}", shown.reason).to_lowercase();
                let expected = piece["reason"].as_str().unwrap().replace('_', "");
                if reason != expected && reason != "novalue" {
                    other.push(format!("{words}: {reason}, not {expected}"));
                }
            }
        }
    }
    (wrong, other)
}

#[test]
fn no_line_of_the_list_is_entered_wrong() {
    let list = std::fs::read_to_string("tests/data/quick/entries.jsonl").unwrap();
    let (mut wrong, mut other, mut count) = (Vec::new(), Vec::new(), 0);
    for line in list.lines() {
        let expected: Value = serde_json::from_str(line).unwrap();
        let text = expected["text"].as_str().unwrap();
        let proposal = read(built_in(), &empty(), text);
        count += 1;
        if expected["mode"] == "search" {
            if proposal.leads_to.is_empty() || !proposal.entries.is_empty() {
                other.push(format!("{text}: leads nowhere"));
            }
            continue;
        }
        let (severe, light) = judged(&expected, text, &proposal);
        if !severe.is_empty() {
            wrong.push(format!("{} {text}\n    {}", expected["id"], severe.join("\n    ")));
        }
        if !light.is_empty() {
            other.push(format!("{} {text}\n    {}", expected["id"], light.join("\n    ")));
        }
    }
    println!(
        "{count} lines, {} entered wrong, {} otherwise not as expected\n{}",
        wrong.len(),
        other.len(),
        other.join("\n")
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(other.is_empty(), "{}", other.join("\n"));
}

// ------------------------------------------------------------------------------------------------- what users do

/// What a text proposes, in the words of the program.
fn said(text: &str, lang: Lang) -> String {
    Wording::new(built_in(), lang).proposal(text, &read(built_in(), &empty(), text)).join("\n")
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn a_resident_pastes_a_laboratory_report() {
    let report = "Test\tResult\tUnit\tReference\nHemoglobin\t168\tg/L\t130-175\nPlatelets\t612\t10^9/L\t125-350\tH\nTSH\t8.2\tmIU/L\t0.4-4.0\tH\nFerritin\t88\tug/L\t30-400";
    assert_eq!(
        said(report, Lang::En),
        "To enter:\n  Hemoglobin: 168 g/L, own range 130 to 175 g/L   [Hemoglobin 168 g/L 130-175]\n  Platelets: 612 x 10^9/L, own range 125 to 350 x 10^9/L   [Platelets 612 10^9/L 125-350 H]\n  TSH: 8.2 mIU/L, own range 0.4 to 4 mIU/L   [TSH 8.2 mIU/L 0.4-4.0 H]\n  Ferritin: 88 ug/L, own range 30 to 400 ug/L   [Ferritin 88 ug/L 30-400]\nNot entered:\n  [Test Result Unit Reference] no finding here"
    );
}

#[test]
fn a_sentence_of_a_letter_is_entered_and_what_it_leaves_open_is_asked() {
    let letter = "女，42岁，双下肢水肿，无腹水，血清VEGF 1500 pg/ml，免疫固定电泳阴性，建议骨穿，父亲有糖尿病。";
    let proposal = read(built_in(), &empty(), letter);
    let entered: Vec<String> = proposal.entries.iter().map(|entry| id(entry.finding)).collect();
    assert_eq!(entered, ["sex", "age", "peripheral_edema", "ascites", "vegf_serum"]);
    assert_eq!(proposal.questions.len(), 1, "which immunofixation");
    assert_eq!(proposal.refused.len(), 2, "planned, and of the father");
}

#[test]
fn nothing_is_entered_before_it_is_taken_and_then_as_one_step() {
    let text = "plt 520; spleen +; crp 5";
    let mut proposal = read(built_in(), &empty(), text);
    let mut history = History::new(empty(), None);
    proposal.choose(0, 1);
    assert!(proposal.questions.is_empty());
    assert!(proposal.apply(&mut history));
    assert_eq!(history.answered(), 3);
    assert!(!proposal.apply(&mut history), "all of it stands so");
    history.undo();
    assert_eq!(history.answered(), 0);
}

#[test]
fn what_is_noted_beside_an_answer_stays_when_a_line_answers_anew() {
    let spleen = find(built_in(), "splenomegaly");
    let mut case = empty();
    case.put(spleen, Some(Answer { note: Some("ultrasound".to_owned()), ..Answer::from(AnswerValue::Absent) }));
    let mut history = History::new(case, None);
    assert!(read(built_in(), &history, "spleen +, no edema").apply(&mut history));
    let answer = history.answer(spleen).unwrap();
    assert_eq!((answer.value, answer.note.as_deref()), (AnswerValue::Present, Some("ultrasound")));
}

#[test]
fn the_sex_of_the_patient_decides_what_the_sex_decides() {
    let sex = find(built_in(), "sex");
    for (option, expected) in [("male", "gynecomastia"), ("female", "breast_enlargement")] {
        let mut case = empty();
        let option = built_in().finding(sex).option(option).unwrap();
        case.put(sex, Some(AnswerValue::Option(option).into()));
        let proposal = read(built_in(), &case, "breast enlargement, no edema");
        assert_eq!(id(proposal.entries[0].finding), expected);
    }
    assert_eq!(read(built_in(), &empty(), "breast enlargement, no edema").questions.len(), 1);
}

/// The lines of our own, `\n` and `\t` written out.
fn own_lines() -> Vec<String> {
    let lines = include_str!("data/quick/own.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.replace("\\n", "\n").replace("\\t", "\t")).collect()
}

#[test]
fn every_line_of_our_own_proposes_what_was_read_and_found_good() {
    let mut all = String::new();
    for text in own_lines() {
        let lang = if is_chinese(&text) { Lang::Zh } else { Lang::En };
        all.push_str(&format!("> {}\n{}\n\n", text.replace('\n', "\\n").replace('\t', "\\t"), said(&text, lang)));
    }
    goldens::golden_text("quick.txt", &all);
}

// ------------------------------------------------------------------------------------------------- searches

#[test]
fn every_search_of_the_list_leads_where_it_should() {
    let mut reader = csv::Reader::from_path("tests/data/quick/searches.csv").unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let (query, expect) = (&row[0], &row[2]);
        let found: Vec<String> = poems::knowledge::search(built_in(), query).into_iter().map(id).collect();
        let meant: Vec<&str> = match expect.strip_prefix("ask: ") {
            Some(list) => list.split('|').collect(),
            None if expect == "nothing" => Vec::new(),
            None => vec![expect],
        };
        let meant: Vec<&str> = meant.into_iter().map(|id| id.split('=').next().unwrap()).collect();
        match meant.is_empty() {
            true => assert!(found.is_empty(), "{query}: {found:?}"),
            false => assert!(
                found.iter().zip(&meant).all(|(found, meant)| found == meant) && found.len() >= meant.len(),
                "{query}: {found:?}"
            ),
        }
    }
}

#[test]
fn the_first_letters_of_a_chinese_name_find_it() {
    for (letters, finding) in [
        ("spsz", "papilledema"),
        ("xxb", "platelets"),
        ("xhdb", "hemoglobin"),
        ("zxc", "foot_drop"),
        ("czz", "clubbing"),
    ] {
        let found: Vec<String> = poems::knowledge::search(built_in(), letters).into_iter().map(id).collect();
        assert!(found.iter().take(5).any(|found| found == finding), "{letters}: {found:?}");
    }
}

#[test]
fn initials_are_as_many_letters_as_a_name_of_their_finding_has_characters() {
    let synonyms: Value = serde_json::from_str(include_str!("../rules/synonyms.json")).unwrap();
    let mut seen = 0;
    for entry in synonyms["findings"].as_array().unwrap() {
        let finding = built_in().finding(find(built_in(), entry["finding"].as_str().unwrap()));
        let names = ["names", "topics"].into_iter().flat_map(|list| entry[list]["zh"].as_array().into_iter().flatten());
        let names = names.map(|name| name.as_str().unwrap()).chain([finding.label.zh.as_str()]);
        let lengths: BTreeSet<usize> = names
            .filter(|name| name.chars().all(|c| is_chinese(&c.to_string())))
            .map(|name| name.chars().count())
            .collect();
        for initials in entry["initials"].as_array().into_iter().flatten() {
            let initials = initials.as_str().unwrap();
            assert!(initials.bytes().all(|letter| letter.is_ascii_lowercase()), "{initials}");
            assert!(lengths.contains(&initials.len()), "{}: {initials}", finding.id);
            seen += 1;
        }
    }
    assert!(seen > 1_000, "{seen}");
}

// ------------------------------------------------------------------------------------------------- whatever is typed

/// The pieces that texts are made of: words of the pack, numbers, units, signs, and anything.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "edema",
        "no",
        "spleen",
        "+",
        "-",
        "vegf",
        "plasma",
        "iga",
        "lambda",
        "plt",
        "520",
        "hb",
        "168",
        "g/l",
        "1,234",
        "<",
        "(8.6-29)",
        ";",
        ",",
        "or",
        "and",
        "denies",
        "?",
        "±",
        "ago",
        "2 years",
        "ft4 9.1",
        "水肿",
        "无",
        "、",
        "，",
        "腹水",
        "（+）",
        "既往",
        "考虑",
        "父亲",
        "万",
        "血小板",
        "x10^9/L",
        "\n",
        ". ",
        "history of",
        "reflexes",
        "absent",
        "normal",
        "CSF:",
        "pending",
        "mg",
        "qd",
        "54m",
        "岁",
        "2023-05-01",
        "1:320",
        "not",
        "with",
        "但",
        "均",
        "~",
        "↑",
    ];
    prop_oneof![4 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => ".{0,6}"]
}

fn text() -> impl Strategy<Value = String> {
    (proptest::collection::vec(piece(), 0..14), prop_oneof![Just(" "), Just("")])
        .prop_map(|(pieces, between)| pieces.join(between))
}

/// What a proposal says, without where.
fn sense(proposal: &Proposal) -> (BTreeMap<String, String>, usize) {
    let entries = proposal.entries.iter().map(|entry| (id(entry.finding), format!("{:?}", entry.value)));
    (entries.collect(), proposal.questions.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(examples(400, 20_000)))]

    #[test]
    fn whatever_is_typed_a_proposal_is_of_the_text_and_fits_its_findings(text in text()) {
        let proposal = read(built_in(), &empty(), &text);
        let spans = proposal.entries.iter().map(|entry| &entry.span).chain(proposal.questions.iter().map(|question| &question.span)).chain(proposal.refused.iter().map(|refused| &refused.span));
        for span in spans {
            prop_assert!(text.get(span.clone()).is_some_and(|piece| !piece.is_empty()), "{span:?} of {text:?}");
        }
        let offered = proposal.questions.iter().flat_map(|question| question.choices.iter().flatten()).copied();
        for (finding, value) in proposal.entries.iter().map(|entry| (entry.finding, entry.value)).chain(offered) {
            let fits = match (&built_in().finding(finding).kind, value) {
                (_, AnswerValue::Unknown | AnswerValue::Unobtainable) => true,
                (Kind::Sign(_), AnswerValue::Present | AnswerValue::Absent) => true,
                (Kind::Choice(options), AnswerValue::Option(option)) => option.index() < options.len(),
                (Kind::Quantity(measure), AnswerValue::Quantity(quantity)) => {
                    let [low, high] = measure.possible;
                    quantity.unit < measure.units.len() && (low..=high).contains(&quantity.canonical(measure))
                }
                _ => false,
            };
            prop_assert!(fits, "{} = {value:?} of {text:?}", id(finding));
        }
        let entered: BTreeSet<FindingId> = proposal.entries.iter().map(|entry| entry.finding).collect();
        prop_assert_eq!(entered.len(), proposal.entries.len(), "each finding once");
        for question in proposal.questions.iter() {
            prop_assert!(question.suggested.is_none_or(|at| at < question.choices.len()));
        }
        // What is entered can be written and read again.
        let mut history = History::new(empty(), None);
        proposal.apply(&mut history);
        let written = history.to_text(built_in());
        prop_assert_eq!(support::case(built_in(), &written).answered(), history.answered());
    }

    #[test]
    fn the_order_of_parts_plays_no_role_and_neither_does_saying_it_twice(at in 0usize..1000, other in 0usize..1000) {
        let lines: Vec<String> = own_lines().into_iter().filter(|line| !line.contains(['\n', ';', '；', '。', '.'])).collect();
        let (one, other) = (&lines[at % lines.len()], &lines[other % lines.len()]);
        let ordered = read(built_in(), &empty(), &format!("{one}; {other}"));
        let reversed = read(built_in(), &empty(), &format!("{other}; {one}"));
        // The sex that one part says decides in the other, whichever comes first; two that differ are asked.
        prop_assert_eq!(sense(&ordered).0, sense(&reversed).0, "{} / {}", one, other);
        let twice = read(built_in(), &empty(), &format!("{one}; {other}; {one}; {other}"));
        prop_assert_eq!(sense(&ordered).0, sense(&twice).0, "{} / {}", one, other);
    }

    #[test]
    fn a_word_that_is_not_known_turns_no_answer_into_its_opposite(at in 0usize..1000, place in 0usize..40) {
        let lines = own_lines();
        let line = &lines[at % lines.len()];
        let words: Vec<&str> = line.split(' ').collect();
        let mut more: Vec<&str> = words.clone();
        more.insert(place % (words.len() + 1), "zorblax");
        let before: BTreeMap<FindingId, AnswerValue> = read(built_in(), &empty(), line).entries.iter().map(|entry| (entry.finding, entry.value)).collect();
        for entry in read(built_in(), &empty(), &more.join(" ")).entries {
            let opposite = matches!(
                (before.get(&entry.finding), entry.value),
                (Some(AnswerValue::Present), AnswerValue::Absent) | (Some(AnswerValue::Absent), AnswerValue::Present)
            );
            prop_assert!(!opposite, "{} in {:?}", id(entry.finding), more.join(" "));
        }
    }
}
