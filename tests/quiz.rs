//! Learners at the quiz: one who knows, one who guesses, one who takes silence for a no.

mod binary;
mod support;

use std::rc::Rc;

use binary::User;

use poems::case::{Answer, AnswerValue, Case, TeachingCase, teaching_cases};
use poems::engine::{NextTest, assess};
use poems::knowledge::{FindingId, Kind, Knowledge};
use poems::teach::quiz::{self, Quiz, Step, Undone};
use poems::teach::{Event, Exercise, Grade, Judgment, Progress, Recall, What, mark};
use support::{built_in, examples};

fn knowledge() -> &'static Knowledge {
    built_in()
}

fn cases() -> Rc<[TeachingCase]> {
    teaching_cases(knowledge()).unwrap().into()
}

fn signs() -> impl Iterator<Item = FindingId> {
    let findings = knowledge().findings.iter().filter(|finding| matches!(finding.kind, Kind::Sign(_)));
    findings.filter_map(|finding| knowledge().find(&finding.id))
}

fn all(cases: &[TeachingCase]) -> Vec<usize> {
    (0..cases.len()).collect()
}

/// The choice of one who knows the answer.
fn known(quiz: &Quiz) -> usize {
    let round = quiz.round().unwrap();
    match quiz.step() {
        Step::Verdict(set) => quiz::VERDICTS.iter().position(|verdict| *verdict == round.expected(set)).unwrap(),
        Step::NextTest => {
            (0..round.tests.len()).min_by_key(|at| round.rank(round.tests[*at]).unwrap_or(usize::MAX)).unwrap()
        }
        Step::Feedback => round.suggested() as usize,
        _ => 0,
    }
}

#[test]
fn one_who_knows_scores_a_hundred_percent_on_every_case_and_meets_each_once() {
    let cases = cases();
    let mut quiz = Quiz::new(knowledge(), cases.clone(), all(&cases), 1);
    let mut recalls: Vec<Recall> = Vec::new();
    while quiz.step() != Step::Over {
        if quiz.step() == Step::Mark {
            let told = quiz.round().unwrap().exercise.told.clone();
            quiz.hand_in(knowledge(), told);
        } else {
            recalls.extend(quiz.choose(knowledge(), known(&quiz)));
        }
    }
    assert_eq!(quiz.outcomes().len(), 56);
    for round in quiz.outcomes() {
        assert_eq!(round.score(), 1.0, "{}", quiz.case(round).id);
        assert_eq!(round.grade, Some(Grade::Easy));
    }
    // Of the next examination is asked where there is one: not once the disease is found, nor where less than two are
    // worth a line.
    let (asked, others): (Vec<_>, Vec<_>) = quiz.outcomes().iter().partition(|round| !round.tests.is_empty());
    assert!(asked.iter().all(|round| round.tests.len() == 6) && asked.len() >= 30, "{}", asked.len());
    let too_few = |next: &[NextTest]| next.len() < 2;
    assert!(others.iter().all(|round| too_few(&round.exercise.assessment.next)));
    assert!(recalls.iter().all(|recall| recall.marks.values().all(|judgment| *judgment == Judgment::Right)));
    assert_eq!(recalls.len(), 56);
}

#[test]
fn one_who_guesses_is_near_chance() {
    let cases = cases();
    let mut random = fastrand::Rng::with_seed(7);
    let (mut marks, mut by_chance) = (Vec::new(), Vec::new());
    let (mut verdicts, mut tests) = (Vec::new(), Vec::new());
    for seed in 0..u64::from(examples(6, 20)) {
        let mut quiz = Quiz::new(knowledge(), cases.clone(), all(&cases), seed);
        for _ in 0..cases.len() {
            let exercise = quiz.round().unwrap().exercise.clone();
            // Of all signs of the checklist each is called present, absent or left open with equal chance.
            let mut guess = Case::new(knowledge());
            for sign in signs() {
                let value = [Some(AnswerValue::Present), Some(AnswerValue::Absent), None][random.usize(0..3)];
                guess.put(sign, value.map(Answer::from));
            }
            quiz.hand_in(knowledge(), guess);
            by_chance.push(exercise.stated.len() as f64 / 3.0 / (knowledge().findings.len() as f64 * 2.0 / 3.0));
            while quiz.step() != Step::Feedback {
                quiz.choose(knowledge(), random.usize(0..quiz.choices()));
            }
            let round = quiz.round().unwrap();
            marks.push(round.marking().unwrap().score());
            verdicts.push(round.verdicts_right() as f64 / round.verdicts.len() as f64);
            tests.extend(round.test_right().map(|right| f64::from(u8::from(right))));
            quiz.choose(knowledge(), Grade::Good as usize);
        }
    }
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
    assert!((mean(&marks) - mean(&by_chance)).abs() < 0.05, "{} against {}", mean(&marks), mean(&by_chance));
    assert!((mean(&verdicts) - 1.0 / 3.0).abs() < 0.05, "{}", mean(&verdicts));
    assert!((mean(&tests) - 1.0 / 3.0).abs() < 0.05, "{}", mean(&tests));
}

#[test]
fn absent_for_silence_is_an_error_of_its_own_and_silence_itself_is_none() {
    for case in cases().iter() {
        let exercise = Exercise::whole(knowledge(), case);
        let perfect = mark(knowledge(), &exercise, &exercise.told);
        assert_eq!(perfect.score(), 1.0);
        // Everything that the text does not speak of is called absent.
        let mut hasty = exercise.told.clone();
        for sign in signs() {
            if hasty.answer(sign).is_none() {
                hasty.put(sign, Some(Answer::from(AnswerValue::Absent)));
            }
        }
        let marking = mark(knowledge(), &exercise, &hasty);
        assert_eq!(marking.count(Judgment::Missed), 0, "{}", case.id);
        assert!(marking.count(Judgment::AbsentForSilence) > 50, "{}", case.id);
        assert!(marking.score() < 0.5, "{}: {}", case.id, marking.score());
        let silent = marking.items.iter().filter(|item| item.judgment == Judgment::AbsentForSilence);
        for item in silent {
            assert!(item.expected.is_none() && item.sentences.is_empty());
            let coded = case.case.known(item.finding);
            assert_ne!(coded, Some(&AnswerValue::Absent), "{}: {}", case.id, knowledge().finding(item.finding).id);
        }
        // And nothing at all is no error for what is not said, but a miss for what is.
        let nothing = mark(knowledge(), &exercise, &Case::new(knowledge()));
        assert_eq!(nothing.count(Judgment::Missed), exercise.stated.len(), "{}", case.id);
        assert_eq!(nothing.items.len(), exercise.stated.len());
    }
}

#[test]
fn a_sign_says_what_its_number_says_and_a_wrong_answer_is_wrong() {
    let cases = cases();
    let (mut by_sign, mut turned) = (0, 0);
    for case in cases.iter() {
        let exercise = Exercise::whole(knowledge(), case);
        for stated in &exercise.stated {
            let judged = |answers: &Case| {
                let marking = mark(knowledge(), &exercise, answers);
                marking.items.iter().find(|item| item.finding == stated.finding).unwrap().judgment
            };
            let mut number = Case::new(knowledge());
            number.put(stated.finding, exercise.told.answer(stated.finding).cloned());
            let following = assess(knowledge(), &number).inferred;
            if matches!(stated.value, AnswerValue::Quantity(_)) && !following.is_empty() {
                let mut signs = Case::new(knowledge());
                for inferred in following {
                    let value = if inferred.present { AnswerValue::Present } else { AnswerValue::Absent };
                    signs.put(inferred.finding, Some(Answer::from(value)));
                }
                assert_eq!(judged(&signs), Judgment::Right);
                by_sign += 1;
            }
            let other = match stated.value {
                AnswerValue::Present => AnswerValue::Absent,
                AnswerValue::Absent => AnswerValue::Present,
                _ => continue,
            };
            let mut wrong = exercise.told.clone();
            wrong.put(stated.finding, Some(Answer::from(other)));
            assert_eq!(judged(&wrong), Judgment::Wrong, "{}", knowledge().finding(stated.finding).id);
            turned += 1;
        }
    }
    assert!(by_sign > 5 && turned > 200, "{by_sign} {turned}");
}

#[test]
fn a_case_graded_again_comes_back_and_every_step_can_be_taken_back() {
    let cases = cases();
    let mut quiz = Quiz::new(knowledge(), cases.clone(), vec![3, 5], 1);
    quiz.hand_in(knowledge(), Case::new(knowledge()));
    while quiz.step() != Step::Feedback {
        quiz.choose(knowledge(), 0);
    }
    let recall = quiz.choose(knowledge(), Grade::Again as usize).unwrap();
    assert_eq!(recall.key, format!("case:{}", cases[3].id));
    assert_eq!((quiz.round().unwrap().case, quiz.to_come()), (5, 1));
    assert!(matches!(quiz.undo(), Some(Undone::Grade(key)) if key == recall.key));
    assert_eq!((quiz.step(), quiz.round().unwrap().case, quiz.outcomes().len()), (Step::Feedback, 3, 0));
    while quiz.undo().is_some() {}
    assert_eq!(quiz.step(), Step::Mark);
    assert!(quiz.round().unwrap().verdicts.is_empty());
}

#[test]
fn a_seed_repeats_a_session_and_what_is_due_comes_first() {
    let cases = cases();
    let nothing = Progress::default();
    let line = |seed| quiz::lineup(&cases, &nothing, 0, 10, seed);
    assert_eq!(line(4), line(4));
    assert_ne!(line(4), line(5));
    let mut missed = Progress::default();
    let recall =
        Recall { key: quiz::key(&cases[17]), grade: Grade::Again, marks: Default::default(), believed: Vec::new() };
    missed.add(Event { at: 0, what: What::Recall(recall) });
    let known = Recall {
        key: quiz::key(&cases[line(4)[0]]),
        grade: Grade::Easy,
        marks: Default::default(),
        believed: Vec::new(),
    };
    missed.add(Event { at: 0, what: What::Recall(known) });
    let after = quiz::lineup(&cases, &missed, 60, 56, 4);
    assert_eq!(after[0], 17);
    assert_eq!(after[55], line(4)[0], "what is known well comes last");
    let tests = |seed| Quiz::new(knowledge(), cases.clone(), vec![0], seed).round().unwrap().tests.clone();
    assert_eq!(tests(4), tests(4));
}

// ------------------------------------------------------------------------------------------------- in plain lines

/// What one who knows types at every case of a session, and how many cases that are.
fn script(seed: u64) -> (String, usize) {
    let cases = cases();
    let queue = quiz::lineup(&cases, &Progress::default(), 0, cases.len(), seed);
    let mut quiz = Quiz::new(knowledge(), cases.clone(), queue, seed);
    let mut typed = String::new();
    while quiz.step() != Step::Over {
        if quiz.step() == Step::Mark {
            let exercise = quiz.round().unwrap().exercise.clone();
            for stated in &exercise.stated {
                let finding = knowledge().finding(stated.finding);
                typed += &match (stated.value, &finding.kind) {
                    (AnswerValue::Present, _) => format!("present {}\n", finding.id),
                    (AnswerValue::Absent, _) => format!("n {}\n", finding.id),
                    (AnswerValue::Option(option), _) => format!("{} = {}\n", finding.id, option.index() + 1),
                    (AnswerValue::Quantity(quantity), Kind::Quantity(measure)) => {
                        let comparator = quantity.comparator.map_or("", |comparator| comparator.symbol());
                        let unit = &measure.units[quantity.unit].id;
                        format!("{} = {comparator}{} {unit}\n", finding.id, quantity.value)
                    }
                    (other, _) => panic!("{other:?} is no coded answer"),
                };
            }
            typed += "done\n";
            quiz.hand_in(knowledge(), exercise.told.clone());
        } else {
            let choice = known(&quiz);
            typed += &format!("{}\n", choice + 1);
            quiz.choose(knowledge(), choice);
        }
    }
    (typed, cases.len())
}

#[test]
fn one_who_knows_plays_every_case_in_plain_lines_in_both_languages() {
    let (typed, count) = script(4);
    for (lang, mean) in [("en", "Mean score: 100%."), ("zh", "平均得分：100%。")] {
        let user = User::new();
        let arguments = ["quiz", "--count", "56", "--seed", "4", "--lang", lang, "--export", "results.csv"];
        let run = user.run_with(arguments, &typed);
        assert_eq!((run.status, run.err.as_str()), (0, ""));
        assert!(run.out.contains(mean), "{}", &run.out[run.out.len().saturating_sub(3000)..]);
        let notebook = std::fs::read_to_string(user.home().join("data/poems/learning.jsonl")).unwrap();
        let progress = Progress::read(&notebook);
        assert_eq!((notebook.lines().count(), progress.strange.len()), (count, 0));
        let mut results = csv::Reader::from_path(user.home().join("results.csv")).unwrap();
        let scores = results.headers().unwrap().iter().position(|name| name == "score_percent").unwrap();
        let rows: Vec<csv::StringRecord> = results.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), count);
        assert!(rows.iter().all(|row| &row[scores] == "100"));
    }
}

#[test]
fn one_who_takes_silence_for_a_no_is_told_so_in_plain_lines_too() {
    for (lang, told) in [("en", "the text does not speak of it"), ("zh", "文中未提及")] {
        let typed = "absent papilledema, Ascites\ndone\n3\n3\n3\n3\n1\n1\n1\n";
        let run = User::new().run_with(["quiz", "--count", "1", "--seed", "3", "--lang", lang], typed);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(run.out.matches(told).count() >= 2, "{}", run.out);
    }
}

#[test]
fn a_mark_is_taken_back_in_plain_lines_however_often_it_was_said() {
    let typed = "present papilledema\npresent papilledema\nundo\nlist\nundo\nq\n";
    let run = User::new().run_with(["quiz", "--count", "1", "--seed", "3"], typed);
    assert_eq!(run.status, 0, "{}", run.err);
    let (_, undone) = run.out.split_once("> undo\n").unwrap();
    assert!(undone.starts_with("Papilledema: unknown\n"), "{undone}");
    assert!(!undone.contains("Papilledema: present"), "{undone}");
    assert!(undone.contains("There is nothing to take back."), "{undone}");
}

#[test]
fn a_quiz_may_end_anywhere_and_a_miss_comes_back_in_the_same_session_and_the_next() {
    let (typed, _) = script(4);
    for (end, _) in typed.match_indices('\n').take(40).step_by(3) {
        let run = User::new().run_with(["quiz", "--seed", "4"], &typed[..end]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{end}");
    }
    let torn = User::new().run_with(["quiz", "--seed", "4"], "absent papilledema\nfind edema\nabsnt ascites\ndone\n");
    let refused =
        "error: line 3 of the input, at text 1 of 5: \"absnt ascites\" is no answer here. Nothing after it was";
    assert!(torn.status == 1 && torn.err.starts_with(refused), "{}", torn.err);
    let user = User::new();
    let missed = "done\n3\n3\n3\n3\n1\n1\n1\n";
    let run = user.run_with(["quiz", "--count", "1", "--seed", "4"], missed);
    let lines: Vec<&str> = run.out.lines().collect();
    let title = lines[lines.iter().position(|line| line.is_empty()).unwrap() + 1].to_owned();
    assert!(run.out.matches(&title).count() >= 2, "it comes back at once\n{}", run.out);
    let next = user.run_with(["quiz", "--count", "1", "--seed", "99"], "q\n");
    assert!(next.out.contains(&title), "and the next day\n{}", next.out);
    let weak = user.run_with(["quiz", "--count", "1"], "");
    assert!(weak.out.contains("poems learn "), "weak findings lead to lessons\n{}", weak.out);
}

#[test]
fn a_faulty_deck_is_named_with_its_place_and_a_quiz_can_be_held_on_a_good_one() {
    let user = User::new();
    let good = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/deck");
    let run = user.run_with(["quiz", "--deck", good, "--seed", "1"], "done\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    user.file("deck/one.json", r#"{"format": "poems-teaching-case/1", "id": "one"}"#);
    let run = user.run(["quiz", "--deck", "deck"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("one.json"), "{}", run.err);
}

// ------------------------------------------------------------------------------------------------------- results

/// The first case of a session is marked, judged and graded easy.
const ONE_CASE: &str = "done\n3\n3\n3\n3\n1\n1\n4\n";

#[test]
fn a_second_quiz_adds_its_rows_below_those_of_the_first() {
    let user = User::new();
    let quiz = |learner: &str, typed: &str| {
        user.run_with(["quiz", "--count", "1", "--seed", "4", "--export", "results.csv", "--learner", learner], typed)
    };
    let rows = || {
        let mut reader = csv::Reader::from_path(user.home().join("results.csv")).unwrap();
        reader.records().map(|row| row.unwrap()[2].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(quiz("Ann", ONE_CASE).status, 0);
    assert_eq!(quiz("Ben", ONE_CASE).status, 0);
    assert_eq!(rows(), ["Ann", "Ben"]);
    // A grade that is taken back takes its own row with it, and no other.
    let run = quiz("Ann", &ONE_CASE.replace("4\n", "1\nundo\n4\n"));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert_eq!(rows(), ["Ann", "Ben", "Ann"], "{}", run.out);
    let text = std::fs::read_to_string(user.home().join("results.csv")).unwrap();
    assert_eq!((text.matches(",easy,").count(), text.matches(",again,").count()), (3, 0), "{text}");
    // As a spreadsheet saves it.
    let text = text.replace('\n', "\r\n");
    user.file("results.csv", format!("\u{feff}{}", text.trim_end()));
    assert_eq!(quiz("Eve", ONE_CASE).status, 0);
    assert_eq!(rows(), ["Ann", "Ben", "Ann", "Eve"]);
}

#[test]
fn where_results_cannot_go_is_said_before_the_quiz() {
    let user = User::new();
    let other = user.file("thesis.csv", "name,mark\nAnn,1\n");
    user.file("folder/x", "");
    for path in ["no/such/folder/results.csv", "thesis.csv", "folder", "/dev/null/x"] {
        let run = user.run_with(["quiz", "--export", path], ONE_CASE);
        assert_eq!((run.status, run.out.as_str()), (3, ""), "{path}: {}", run.err);
        assert!(run.err.starts_with(&format!("error: {path}: could not be written: ")), "{}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    }
    assert_eq!(std::fs::read_to_string(other).unwrap(), "name,mark\nAnn,1\n");
    // A quiz without a result leaves no file.
    assert_eq!(user.run_with(["quiz", "--export", "results.csv"], "q\n").status, 0);
    assert!(!user.home().join("results.csv").exists());
}
