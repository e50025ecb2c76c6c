//! `poems learn`: a resident reads a lesson and answers its question, line by line, in both languages.

mod binary;
#[path = "support/golden.rs"]
mod golden;
mod support;

use std::path::PathBuf;

use binary::{Run, User};
use golden::golden_text;
use poems::case::{AnswerValue, Case, TeachingCase, teaching_cases};
use poems::knowledge::{self, FindingId, Kind, Knowledge, Lang, Layer};
use poems::say::{self, Style, Wording};
use poems::teach::lesson::Answers;
use poems::teach::lesson::Pages;
use poems::teach::{Exercise, Judgment, Lesson, lessons};
use support::{find, listed};

/// A folder with one lesson, so that there is one whatever the built-in rules hold.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/packs/lesson-good")
}

/// The built-in pack with the folder laid over it, its cases and its lessons.
fn pack() -> (Knowledge, Vec<TeachingCase>, Vec<Lesson>) {
    let layer = support::read_layer(&folder());
    let knowledge = support::load(vec![knowledge::embedded(), layer]);
    let cases = teaching_cases(&knowledge).unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    let lessons = lessons(&knowledge, &cases).unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    (knowledge, cases, lessons)
}

fn learn(arguments: &[&str], input: &str) -> Run {
    let user = User::new();
    let folder = folder();
    let rules = ["--rules", folder.to_str().unwrap(), "learn"];
    user.run_with(rules.iter().chain(arguments), input)
}

/// What is typed for an answer.
fn typed(knowledge: &Knowledge, finding: FindingId, value: Option<AnswerValue>) -> String {
    match value {
        None => String::new(),
        Some(AnswerValue::Present) => "y".to_owned(),
        Some(AnswerValue::Absent) => "n".to_owned(),
        Some(AnswerValue::Option(option)) => (option.index() + 1).to_string(),
        Some(AnswerValue::Quantity(quantity)) => {
            let Kind::Quantity(measure) = &knowledge.finding(finding).kind else { panic!("a number of no quantity") };
            let comparator = quantity.comparator.map_or("", |comparator| comparator.symbol());
            format!("{comparator}{} {}", quantity.value, measure.units[quantity.unit].id)
        }
        Some(other) => panic!("{other:?} is no coded answer"),
    }
}

fn expected(exercise: &Exercise, finding: FindingId) -> Option<AnswerValue> {
    exercise.stated.iter().find(|stated| stated.finding == finding).map(|stated| stated.value)
}

/// The lines of one who reads every screen and answers everything as the sentences say.
fn knows(knowledge: &Knowledge, cases: &[TeachingCase], lesson: &Lesson) -> (String, usize) {
    let exercise = lesson.question.exercise(knowledge, cases);
    let asked = lesson.question.asked(&exercise);
    let answers = asked.iter().map(|id| typed(knowledge, *id, expected(&exercise, *id)) + "\n");
    let understood = right_answer(lesson).map(|right| right + "\n");
    (["\n".repeat(lesson.screens.len())].into_iter().chain(understood).chain(answers).collect(), asked.len())
}

/// What is typed for the right answer to the question of understanding.
fn right_answer(lesson: &Lesson) -> Option<String> {
    lesson.understanding.as_ref().map(|understanding| match &understanding.answers {
        Answers::Options { right, .. } => (right + 1).to_string(),
        Answers::Percent { odds, .. } => format!("{:.0}%", 100.0 * odds.after()),
    })
}

/// A run of the built-in lessons alone.
fn built_in(arguments: &[&str], input: &str) -> Run {
    User::new().run_with(["learn"].iter().chain(arguments), input)
}

fn flat(run: &Run) -> String {
    run.out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_learner_who_reads_well_gets_every_lesson_right_in_both_languages() {
    let (knowledge, cases, lessons) = pack();
    assert!(!lessons.is_empty());
    for lesson in &lessons {
        let (input, count) = knows(&knowledge, &cases, lesson);
        for (lang, all_right, understood) in [
            ("en", format!("\n{count} of {count} right.\n"), "\nRight.\n"),
            ("zh", format!("\n共{count}项，答对{count}项。\n"), "\n答对了。\n"),
        ] {
            let run = learn(&[&lesson.id, "--lang", lang], &input);
            assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", lesson.id);
            assert!(run.out.contains(&all_right), "{} in {lang}\n{}", lesson.id, run.out);
            assert_eq!(run.out.contains(understood), lesson.understanding.is_some(), "{}\n{}", lesson.id, run.out);
        }
    }
}

#[test]
fn one_who_takes_silence_for_a_no_is_told_so() {
    let run = learn(&["ward"], &("\n\n".to_owned() + &"n\n".repeat(7)));
    assert!(run.out.contains("VEGF elevated: you said absent, and the text says present."), "{}", run.out);
    let silence = "Sclerotic or mixed bone lesion: you said absent, and the text does not speak of it.";
    let flat = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(silence), "{}", run.out);
    assert!(run.out.contains("\n0 of 7 right.\n"), "{}", run.out);
}

#[test]
fn what_the_report_says_elsewhere_is_not_what_these_sentences_say() {
    let (knowledge, cases, lessons) = pack();
    for lesson in &lessons {
        let exercise = lesson.question.exercise(&knowledge, &cases);
        let whole = &cases[lesson.question.case].case;
        let items = lesson.question.judge(&knowledge, &exercise, whole);
        for item in items {
            let silent = lesson.question.also.contains(&item.finding);
            let known = whole.known(item.finding).is_some();
            assert_eq!(item.judgment == Judgment::Right, !(silent && known), "{}: {item:?}", lesson.id);
        }
    }
}

#[test]
fn an_open_question_is_left_open_and_counts_as_missed() {
    let (knowledge, cases, lessons) = pack();
    let ward = lessons.iter().find(|lesson| lesson.id == "ward").unwrap();
    let exercise = ward.question.exercise(&knowledge, &cases);
    let items = ward.question.judge(&knowledge, &exercise, &Case::new(&knowledge));
    let right: Vec<FindingId> =
        items.iter().filter(|item| item.judgment == Judgment::Right).map(|item| item.finding).collect();
    assert_eq!(right, [find(&knowledge, "sclerotic_bone_lesion")]);
    assert!(items.iter().all(|item| item.judgment != Judgment::Wrong));
}

#[test]
fn a_lesson_read_to_its_end_is_marked_in_the_list_and_one_left_early_is_not() {
    let user = User::new();
    let folder = folder();
    let learn = |arguments: &[&str], input: &str| {
        user.run_with(["--rules", folder.to_str().unwrap(), "learn"].iter().chain(arguments), input).out
    };
    let row = |list: String| list.lines().find(|line| line.starts_with("ward")).unwrap().to_owned();
    learn(&["ward"], "\n\ny\nq\n");
    assert!(!row(learn(&[], "")).contains("yes"));
    learn(&["ward"], &"\n".repeat(9));
    assert!(row(learn(&[], "")).ends_with(" yes"), "{}", learn(&[], ""));
}

#[test]
fn hints_come_one_by_one_and_the_third_is_the_answer() {
    let run = learn(&["ward"], "\n\nh\nh\nh\ny\nh\nq\n");
    for expected in [
        "> h\nHint 1 of 3: Look at every section.\n",
        "> h\nHint 2 of 3: What is not said stays unknown.\n",
        "> h\nHint 3 of 3: Polyneuropathy: present (sentence 1)\n",
        "> y\nPolyneuropathy: present\n\n2 of 7. Organomegaly",
        "> h\nHint 1 of 3: Look at every section.\n> q\nEnd of the lesson.\n",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
}

#[test]
fn one_may_go_back_ask_for_help_and_mistype() {
    let run = learn(&["ward"], "b\n?\n\nb\n\n\n?\nhelp\nb\n\n\n");
    for expected in [
        "> b\nThis is the first screen.\n",
        "> ?\nWhat can be typed here:\nback, b: ",
        "> b\n\nThe limit (1 of 2):\n",
        "> ?\nCounts: ",
        "> help\nWhat can be typed here:\nback, b: One question or page back\nhint, h: ",
        "> b\n\nThe letters (2 of 2):\n",
    ] {
        assert!(run.out.contains(expected), "{expected}\n{}", run.out);
    }
    assert_eq!((run.status, run.err.as_str()), (0, ""), "the end of the input ends the lesson well");
    for (typed, refused) in [
        (
            "xyz\n\n",
            "error: line 1 of the input, at A lesson of the ward: \"xyz\" does nothing here. Nothing after it was",
        ),
        (
            "\n\n12\ny\n",
            "error: line 3 of the input, at Polyneuropathy: \"12\" is no answer here. Nothing after it was",
        ),
    ] {
        let run = learn(&["ward"], typed);
        assert!(run.status == 1 && run.err.starts_with(refused), "{}", run.err);
        assert!(run.out.ends_with("End of the lesson.\n"), "{}", run.out);
    }
}

#[test]
fn the_input_may_end_anywhere() {
    let (knowledge, cases, lessons) = pack();
    let ward = lessons.iter().find(|lesson| lesson.id == "ward").unwrap();
    let (input, _) = knows(&knowledge, &cases, ward);
    for end in 0..=input.len() {
        let run = learn(&["ward"], &input[..end]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{:?}", &input[..end]);
        assert!(run.out.ends_with("\nEnd of the lesson.\n"), "{}", run.out);
    }
}

#[test]
fn the_lessons_are_listed_and_a_slip_of_the_finger_is_understood() {
    let list = learn(&[], "");
    assert!(list.out.contains("ward") && list.out.contains("Which limit of plasma VEGF a footnote quotes."));
    let zh = learn(&["--lang", "zh"], "");
    assert!(zh.out.contains("病房的一课"), "{}", zh.out);
    let slip = learn(&["wrad"], "");
    assert_eq!(slip.status, 1);
    assert_eq!(slip.err, "error: there is no lesson \"wrad\" (poems learn names them); did you mean \"ward\"?\n");
}

#[test]
fn a_lesson_reads_as_it_was_once_found_good() {
    let (knowledge, cases, lessons) = pack();
    let ward = lessons.iter().find(|lesson| lesson.id == "ward").unwrap();
    for lang in Lang::ALL {
        let pages = Pages::new(Wording::new(&knowledge, lang), ward, &cases);
        let exercise = ward.question.exercise(&knowledge, &cases);
        let mut answers = Case::new(&knowledge);
        answers.put(find(&knowledge, "vegf_elevated"), Some(AnswerValue::Present.into()));
        answers.put(find(&knowledge, "organomegaly"), Some(AnswerValue::Absent.into()));
        answers.put(find(&knowledge, "sclerotic_bone_lesion"), Some(AnswerValue::Present.into()));
        let items = ward.question.judge(&knowledge, &exercise, &answers);
        let mut blocks = pages.opening();
        (0..ward.screens.len()).for_each(|at| blocks.extend(pages.screen(at)));
        blocks.extend(pages.question(&exercise));
        blocks.extend(pages.marking(&exercise, &items));
        blocks.extend(pages.closing());
        let tag = if lang == Lang::Zh { "zh" } else { "en" };
        golden_text(&format!("lesson.{tag}.txt"), &say::text(&blocks, Style::Plain));
    }
}

#[test]
fn lessons_come_in_the_order_of_the_head_and_a_folder_replaces_one_by_its_name() {
    let read = |layers: Vec<Layer>| -> Vec<(String, String)> {
        let knowledge = support::load(layers);
        let cases = teaching_cases(&knowledge).unwrap_or_else(|faults| panic!("{}", listed(&faults)));
        let lessons = lessons(&knowledge, &cases).unwrap_or_else(|faults| panic!("{}", listed(&faults)));
        lessons.into_iter().map(|lesson| (lesson.id, lesson.title.en.to_string())).collect()
    };
    let head: serde_json::Value = serde_json::from_str(include_str!("../rules/pack.json")).unwrap();
    let order: Vec<&str> = head["lessons"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    let before = read(vec![knowledge::embedded()]);
    let ids: Vec<&str> = before.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, order, "the head names every lesson");

    let mut layer = support::read_layer(&folder());
    let ward = &mut layer.files[0];
    ward.path = format!("lessons/{}.json", order[2]);
    ward.text = ward.text.replace("\"id\": \"ward\"", &format!("\"id\": \"{}\"", order[2])).into();
    let after = read(vec![knowledge::embedded(), layer]);
    assert_eq!(after[2], (order[2].to_owned(), "A lesson of the ward".to_owned()));
    let others = |lessons: &[(String, String)]| [&lessons[..2], &lessons[3..]].concat();
    assert_eq!(others(&after), others(&before));
}

#[test]
fn every_lesson_asks_two_to_seven_findings_and_one_of_them_is_a_trap() {
    let (knowledge, cases, lessons) = pack();
    for lesson in &lessons {
        let exercise = lesson.question.exercise(&knowledge, &cases);
        let asked = lesson.question.asked(&exercise);
        assert!((2..=7).contains(&asked.len()), "{}: {}", lesson.id, asked.len());
        assert!((1..=3).contains(&lesson.question.also.len()), "{}", lesson.id);
        // What follows from the sentences is no trap.
        for also in &lesson.question.also {
            let follows = exercise.assessment.inferred.iter().any(|inferred| inferred.finding == *also);
            assert!(!follows, "{}: {}", lesson.id, knowledge.finding(*also).id);
        }
    }
}

#[test]
fn each_answer_to_the_question_of_understanding_is_explained_and_a_wrong_one_is_set_right() {
    let screens = "\n".repeat(4);
    let wrong = flat(&built_in(&["vegf"], &format!("{screens}1\nq\n")));
    assert!(wrong.contains("Not right. The answer is: Nothing: the item is of serum"), "{wrong}");
    for explained in [
        "It is not met (your answer): That limit is for serum",
        "The limit of 1000 pg/mL belongs to serum",
        "No fixed factor leads",
    ] {
        assert!(wrong.contains(explained), "{explained}\n{wrong}");
    }
    let refused = built_in(&["vegf"], &format!("{screens}9\n"));
    assert!(refused.status == 1 && refused.err.contains("\"9\" does nothing here"), "{}", refused.err);
    let back = built_in(&["vegf"], &format!("{screens}b\nq\n"));
    assert_eq!(back.out.matches("(4 of 4):").count(), 2, "{}", back.out);
    let passed_over = built_in(&["vegf"], &format!("{screens}\nq\n"));
    assert!(passed_over.out.contains("\nQuestion:\n"), "an empty line goes on to the sentences\n{}", passed_over.out);
}

#[test]
fn a_probability_is_worked_out_from_the_counts_of_the_pack() {
    let screens = "\n".repeat(4);
    for right in ["42.9", "43 %", "４３"] {
        let run = flat(&built_in(&["likelihood"], &format!("{screens}{right}\nq\n")));
        assert!(run.contains("Probability before: 3%. Likelihood ratio: 24.3."), "{run}");
        assert!(run.contains("Right. 3% is 3 to 97; times 24.3, 73 to 97; that is 43%."), "{right}\n{run}");
    }
    // The percentage itself was multiplied.
    let wrong = flat(&built_in(&["likelihood"], &format!("{screens}73\nq\n")));
    assert!(wrong.contains("Not right. The answer is: 43%"), "{wrong}");
    let refused = built_in(&["likelihood"], &format!("{screens}much\n"));
    assert!(refused.err.contains("\"much\" is no percentage between 0 and 100"), "{}", refused.err);
}

#[test]
fn a_lesson_that_was_taken_in_by_another_leads_to_it() {
    let user = User::new();
    let row = |user: &User| {
        let list = user.run_with(["learn"], "").out;
        list.lines().find(|line| line.starts_with("polyneuropathy")).unwrap().to_owned()
    };
    assert!(!row(&user).ends_with(" yes"));
    let old = user.run_with(["learn", "csf"], "q\n");
    assert!(old.out.starts_with("P: polyneuropathy, or CIDP?"), "{}{}", old.out, old.err);
    // A notebook in which the lesson on the spinal fluid was read, when there still was one.
    user.file("data/poems/learning.jsonl", "{\"at\":1,\"lesson\":\"csf\"}\n");
    assert!(row(&user).ends_with(" yes"), "{}", row(&user));
}

#[test]
fn no_sentence_of_a_case_is_asked_about_in_two_lessons() {
    let (_, cases, lessons) = pack();
    let mut seen = std::collections::HashMap::new();
    for lesson in lessons.iter().filter(|lesson| lesson.id != "ward") {
        for sentence in &lesson.question.sentences {
            let before = seen.insert((lesson.question.case, *sentence), &lesson.id);
            let case = &cases[lesson.question.case].id;
            assert_eq!(before, None, "sentence {sentence} of {case} is in {} too", lesson.id);
        }
    }
}

#[test]
fn every_built_in_lesson_asks_whether_it_was_understood_and_explains_each_answer() {
    let (knowledge, _, lessons) = pack();
    for lesson in lessons.iter().filter(|lesson| lesson.id != "ward") {
        let understanding = lesson.understanding.as_ref().unwrap_or_else(|| panic!("{} asks nothing", lesson.id));
        let Answers::Options { options, .. } = &understanding.answers else { continue };
        assert!((3..=4).contains(&options.len()), "{}", lesson.id);
        for lang in Lang::ALL {
            let mut texts: Vec<&str> = options.iter().map(|option| option.text.get(lang)).collect();
            texts.sort_unstable();
            texts.dedup();
            assert_eq!(texts.len(), options.len(), "two answers of {} are the same", lesson.id);
        }
        assert!(options.iter().all(|option| !option.because.sources.is_empty()));
    }
    let kinds = |is: fn(&Answers) -> bool| {
        lessons.iter().filter_map(|lesson| lesson.understanding.as_ref()).filter(|asked| is(&asked.answers)).count()
    };
    assert!(kinds(|answers| matches!(answers, Answers::Percent { .. })) > 0);
    assert!(knowledge.find_set("dispenzieri-2003").is_some());
}

#[test]
fn the_figures_of_the_encyclopedia_are_taught_in_one_lesson() {
    fn figures<'v>(value: &'v serde_json::Value, found: &mut Vec<&'v str>) {
        match value {
            serde_json::Value::Object(entry) => {
                let cites = entry.get("sources").and_then(|sources| sources.as_array());
                if cites.is_some_and(|sources| sources.iter().any(|source| source == "seed")) {
                    let text = entry.get("text").and_then(|text| text["en"].as_str()).unwrap_or_default();
                    found.extend(Some(text).filter(|text| text.contains('%')));
                }
                entry.values().for_each(|value| figures(value, found));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| figures(item, found)),
            _ => {}
        }
    }
    for file in knowledge::embedded().files.iter().filter(|file| file.path.starts_with("lessons/")) {
        let lesson: serde_json::Value = serde_json::from_str(&file.text).unwrap();
        let mut found = Vec::new();
        figures(&lesson, &mut found);
        assert_eq!(found.is_empty(), file.path != "lessons/series.json", "{}: {found:?}", file.path);
    }
}
