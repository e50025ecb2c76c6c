//! Learners at the quiz: one who knows, one who guesses, one who takes silence for a no.

mod binary;
mod support;

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use binary::User;

use poems::case::{Answer, AnswerValue, Case, TeachingCase, teaching_cases};
use poems::engine::{Verdict, assess};
use poems::knowledge::{FindingId, Kind, Knowledge};
use poems::teach::quiz::{self, Item, Quiz, Stage, Step, Worth};
use poems::teach::{Event, Exercise, Grade, Judgment, Percent, Progress, Recall, What};
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
        Step::Probability(_) if round.is_so == Some(true) => quiz::OFFERED.len() - 1,
        Step::Next => round.asked.next.iter().position(|(_, worth)| *worth == Worth::Best).unwrap(),
        Step::Verdict(set) => quiz::VERDICTS.iter().position(|verdict| *verdict == round.expected(set)).unwrap(),
        Step::Item => round.asked.item.as_ref().unwrap().right,
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
    // Every case of the pack says which examinations are worth ordering.
    assert!(quiz.outcomes().iter().all(|round| matches!(round.next(), Some((_, Worth::Best)))));
    // Sure and right each time: nobody does better.
    for round in quiz.outcomes() {
        let last = round.believed(round.stages().last().unwrap()).unwrap().whole();
        assert_eq!(last, if round.is_so == Some(true) { 99 } else { 1 }, "{}", quiz.case(round).id);
    }
    assert!(recalls.iter().all(|recall| recall.marks.values().all(|judgment| *judgment == Judgment::Right)));
    assert_eq!(recalls.len(), 56);
}

#[test]
fn one_who_guesses_is_near_chance() {
    let cases = cases();
    let mut random = fastrand::Rng::with_seed(7);
    let (mut marks, mut by_chance) = (Vec::new(), Vec::new());
    // For the questions on the sets, and the examinations: what was earned, and what chance earns.
    let (mut questions, mut tests) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
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
            // A third of what is stated is hit; of the rest a third is called absent for silence, a third is present,
            // of which twenty are free.
            let (stated, signs) = (exercise.stated.len() as f64, signs().count() as f64);
            by_chance.push(stated / 3.0 / (stated + (signs - stated) * 2.0 / 3.0 - 20.0));
            while quiz.step() != Step::Feedback {
                if matches!(quiz.step(), Step::Verdict(_) | Step::Item) {
                    questions[1].push(1.0 / quiz.choices() as f64);
                }
                quiz.choose(knowledge(), random.usize(0..quiz.choices()));
            }
            let round = quiz.round().unwrap();
            marks.push(round.marking().unwrap().score());
            questions[0].extend((0..round.questions()).map(|at| f64::from(u8::from(at < round.questions_right()))));
            tests[0].push(round.next().unwrap().1.score());
            let offered = &round.asked.next;
            tests[1].push(offered.iter().map(|(_, worth)| worth.score()).sum::<f64>() / offered.len() as f64);
            quiz.choose(knowledge(), Grade::Good as usize);
        }
    }
    let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
    assert!((mean(&marks) - mean(&by_chance)).abs() < 0.05, "{} against {}", mean(&marks), mean(&by_chance));
    for [earned, chance] in [questions, tests] {
        assert!((mean(&earned) - mean(&chance)).abs() < 0.05, "{} against {}", mean(&earned), mean(&chance));
        assert!(mean(&chance) < 0.34, "{}", mean(&chance));
    }
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
    assert_eq!(quiz.last_key(), Some(recall.key));
    assert!(quiz.undo().is_some_and(|undone| undone.marks.is_none()));
    assert_eq!((quiz.step(), quiz.round().unwrap().case, quiz.outcomes().len()), (Step::Feedback, 3, 0));
    while quiz.undo().is_some() {}
    assert_eq!(quiz.step(), Step::Mark);
    assert!(quiz.round().unwrap().marking().is_none() && quiz.round().unwrap().believed(Stage::Text).is_none());
}

#[test]
fn one_who_marks_nothing_and_takes_the_middle_of_everything_scores_below_a_quarter() {
    let cases = cases();
    let mut scores = Vec::new();
    for seed in 0..4 {
        let mut quiz = Quiz::new(knowledge(), cases.clone(), all(&cases), seed);
        for _ in 0..cases.len() {
            quiz.hand_in(knowledge(), quiz.round().unwrap().exercise.given.clone());
            while quiz.step() != Step::Feedback {
                quiz.choose(knowledge(), quiz.choices() / 2);
            }
            quiz.choose(knowledge(), Grade::Good as usize);
        }
        scores.push(quiz.outcomes().iter().map(|round| round.score()).sum::<f64>() / cases.len() as f64);
    }
    assert!(scores.iter().all(|score| *score < 0.25), "{scores:?}");
}

#[test]
fn the_rest_of_the_report_comes_step_by_step_and_then_the_questions_are_about_all_of_it() {
    let cases = cases();
    let mut told = 0;
    for at in 0..cases.len() {
        let mut quiz = Quiz::new(knowledge(), cases.clone(), vec![at], 1);
        let steps = quiz.round().unwrap().asked.steps.clone();
        let then = cases[at].then.len();
        let reveals = steps.iter().filter(|step| matches!(step, Step::Reveal(_))).count();
        let is_last = steps.last() == Some(&Step::Probability(Stage::Report));
        assert_eq!((reveals, is_last), (then, then > 0), "{}: {steps:?}", cases[at].id);
        // The questions on the sets come after all that is told.
        let question = |step: &Step| matches!(step, Step::Verdict(_) | Step::Item);
        let first = steps.iter().position(question).unwrap_or(steps.len());
        assert!(steps[first..].iter().all(|step| !matches!(step, Step::Reveal(_) | Step::Next)));
        quiz.hand_in(knowledge(), quiz.round().unwrap().exercise.told.clone());
        // There and back again.
        let mut seen = vec![quiz.step()];
        while quiz.step() != Step::Feedback {
            quiz.choose(knowledge(), 0);
            seen.push(quiz.step());
        }
        while let Some(step) = seen.pop() {
            assert_eq!(quiz.step(), step);
            quiz.undo();
        }
        assert_eq!(quiz.step(), Step::Mark);
        told += usize::from(then > 0);
    }
    assert!(told >= 30, "{told}");
}

#[test]
fn which_item_settles_a_set_is_as_the_engine_says_and_the_others_would_not() {
    let cases = cases();
    let (mut settled, mut single, mut none) = (0, 0, 0);
    for at in 0..cases.len() {
        let quiz = Quiz::new(knowledge(), cases.clone(), vec![at], 1);
        let asked = &quiz.round().unwrap().asked;
        let Some(question) = &asked.item else { continue };
        let verdict = |case: &Case| assess(knowledge(), case).set(question.set).leading().unwrap().1.verdict;
        let now = verdict(&asked.report);
        for (place, option) in question.options.iter().enumerate() {
            let is_right = place == question.right;
            let (_, conclusion) = asked.assessment.set(question.set).leading().unwrap();
            let mut singles = conclusion.settled_by.iter().map(|way| way.settlings().collect::<Vec<_>>());
            match option {
                Item::Known(finding) => {
                    let mut without = asked.report.clone();
                    without.put(*finding, None);
                    let opens = verdict(&without) == Verdict::Undetermined;
                    assert_eq!(opens, is_right, "{}: {}", cases[at].id, knowledge().finding(*finding).id);
                    settled += usize::from(is_right);
                }
                Item::Open(settling) => {
                    assert_eq!(now, Verdict::Undetermined);
                    assert_eq!(singles.any(|way| way == [*settling]), is_right, "{}", cases[at].id);
                    single += usize::from(is_right);
                }
                Item::NoneAlone => {
                    assert_eq!(singles.all(|way| way.len() > 1), is_right, "{}", cases[at].id);
                    none += usize::from(is_right);
                }
            }
        }
    }
    assert!(settled >= 3 && single >= 5, "{settled} {single} {none}");
}

#[test]
fn only_examinations_that_the_case_lists_are_offered_and_one_of_them_is_the_best() {
    let cases = cases();
    for (at, case) in cases.iter().enumerate() {
        for seed in 0..3 {
            let quiz = Quiz::new(knowledge(), cases.clone(), vec![at], seed);
            let offered = quiz.round().unwrap().asked.next.clone();
            let next = case.next.as_ref().unwrap();
            for (test, worth) in &offered {
                let list = match worth {
                    Worth::Best => &next.best,
                    Worth::Good => &next.good,
                    Worth::Poor => &next.poor,
                };
                assert!(list.contains(&knowledge().workup.test(*test).id.to_string()), "{}", case.id);
            }
            let of = |worth| offered.iter().filter(|(_, other)| *other == worth).count();
            assert_eq!((offered.len(), of(Worth::Best), of(Worth::Good)), (6, 1, 2), "{}", case.id);
        }
    }
}

#[test]
fn a_probability_is_kept_and_does_not_change_the_score() {
    let cases = cases();
    let at = cases.iter().position(|case| !case.then.is_empty()).unwrap();
    let score = |percent: u8| {
        let mut quiz = Quiz::new(knowledge(), cases.clone(), vec![at], 1);
        let percent = Percent::new(percent).unwrap();
        quiz.believe(percent);
        assert_eq!(quiz.step(), Step::Mark, "nobody has asked yet");
        quiz.hand_in(knowledge(), quiz.round().unwrap().exercise.told.clone());
        while quiz.step() != Step::Feedback {
            match quiz.step() {
                Step::Probability(_) => quiz.believe(percent),
                _ => drop(quiz.choose(knowledge(), known(&quiz))),
            }
        }
        let recall = quiz.choose(knowledge(), Grade::Good as usize).unwrap();
        assert_eq!(recall.believed, [percent, percent]);
        quiz.outcomes()[0].score()
    };
    assert_eq!([score(3), score(50), score(97)], [1.0; 3]);
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
    let tests = |seed| Quiz::new(knowledge(), cases.clone(), vec![0], seed).round().unwrap().asked.next.clone();
    assert_eq!(tests(4), tests(4));
}

// ------------------------------------------------------------------------------------------------- in plain lines

/// What one types at every case of a session who marks and chooses so, and what each case then scores.
fn script(
    seed: u64,
    mut marks: impl FnMut(&Exercise) -> Case,
    mut choice: impl FnMut(&Quiz) -> usize,
) -> (String, Vec<u8>) {
    let cases = cases();
    let queue = quiz::lineup(&cases, &Progress::default(), 0, cases.len(), seed);
    let mut quiz = Quiz::new(knowledge(), cases.clone(), queue, seed);
    let mut typed = String::new();
    while quiz.step() != Step::Over {
        if quiz.step() == Step::Mark {
            let exercise = quiz.round().unwrap().exercise.clone();
            let marked = marks(&exercise);
            let of_text = marked.answers().filter(|(finding, _)| exercise.given.answer(*finding).is_none());
            for (finding, answer) in of_text {
                let finding = knowledge().finding(finding);
                typed += &match (answer.value, &finding.kind) {
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
            quiz.hand_in(knowledge(), marked);
        } else {
            let choice = choice(&quiz);
            typed += &match quiz.step() {
                Step::Probability(_) => format!("{}%\n", quiz::OFFERED[choice]),
                _ => format!("{}\n", choice + 1),
            };
            quiz.choose(knowledge(), choice);
        }
    }
    (typed, quiz.outcomes().iter().map(|round| (round.score() * 100.0).round() as u8).collect())
}

/// The scores of a table of results.
fn scores(user: &User) -> Vec<u8> {
    let results = std::fs::read_to_string(user.home().join("results.csv")).unwrap();
    results.lines().skip(1).map(|line| line.rsplit(',').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn who_marks_nothing_or_guesses_gets_in_plain_lines_what_that_is_worth_in_both_languages() {
    let middle = |quiz: &Quiz| match quiz.step() {
        Step::Feedback => Grade::Good as usize,
        _ => quiz.choices() / 2,
    };
    let lazy = script(4, |exercise| exercise.given.clone(), middle);
    let mut random = fastrand::Rng::with_seed(11);
    let guess = |exercise: &Exercise| {
        let mut guess = exercise.given.clone();
        for sign in signs().filter(|sign| exercise.given.answer(*sign).is_none()) {
            if random.u8(..) < 32 {
                guess.put(sign, Some([AnswerValue::Present, AnswerValue::Absent][random.usize(0..2)].into()));
            }
        }
        guess
    };
    let mut chance = fastrand::Rng::with_seed(12);
    let guesser = script(4, guess, |quiz| match quiz.step() {
        Step::Feedback => Grade::Good as usize,
        _ => chance.usize(0..quiz.choices()),
    });
    for (typed, expected) in [lazy, guesser] {
        let mean = expected.iter().map(|score| u32::from(*score)).sum::<u32>() / 56;
        assert!(mean < 25, "{mean}");
        for lang in ["en", "zh"] {
            let user = User::new();
            let arguments = ["quiz", "--count", "56", "--seed", "4", "--lang", lang, "--export", "results.csv"];
            let run = user.run_with(arguments, &typed);
            assert_eq!((run.status, run.err.as_str()), (0, ""));
            assert_eq!(scores(&user), expected, "{lang}");
        }
    }
}

#[test]
fn a_grade_that_cannot_be_kept_is_said_and_nothing_goes_on_from_it() {
    let learner = Halfway::begin("", |_, out| out.contains("Mark what this text supports"));
    let (out, err, results) = learner.without_notebook(&given_up(4, "3"));
    assert!(err.contains("learning.jsonl"), "{err}");
    assert!(results.lines().count() < 2, "{results}");
    assert!(out.contains("No case was graded."), "what is not kept is not counted: {out}");
}

#[test]
fn a_grade_that_cannot_be_taken_back_stands() {
    let learner = Halfway::begin(&given_up(4, "3"), |notebook, _| notebook.ends_with('\n'));
    let (out, err, results) = learner.without_notebook("undo\n");
    assert!(err.contains("learning.jsonl"), "{err}");
    assert!(out.contains("Cases: 1.") && !out.contains("taken back"), "{out}");
    assert_eq!(results.lines().count(), 2, "{results}");
}

/// A quiz that goes on while the disk changes.
struct Halfway {
    user: User,
    learner: Child,
    out: Arc<Mutex<String>>,
    reader: JoinHandle<()>,
}

impl Halfway {
    /// Types this, and waits until the notebook and what was said are as they should be.
    fn begin(typed: &str, is_there: impl Fn(&str, &str) -> bool) -> Halfway {
        let user = User::new();
        let mut learner = user.command();
        learner.args(["quiz", "--count", "2", "--seed", "4", "--export", "results.csv"]);
        let mut learner = learner.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        learner.stdin.as_mut().unwrap().write_all(typed.as_bytes()).unwrap();
        let out = Arc::new(Mutex::new(String::new()));
        let (said, mut from) = (out.clone(), BufReader::new(learner.stdout.take().unwrap()));
        let reader = thread::spawn(move || {
            let mut line = String::new();
            while from.read_line(&mut line).unwrap() > 0 {
                said.lock().unwrap().push_str(&std::mem::take(&mut line));
            }
        });
        let halfway = Halfway { user, learner, out, reader };
        let notebook = || std::fs::read_to_string(halfway.notebook()).unwrap_or_default();
        while !is_there(&notebook(), &halfway.out.lock().unwrap()) {
            thread::sleep(Duration::from_millis(5));
        }
        halfway
    }

    fn notebook(&self) -> PathBuf {
        self.user.home().join("data/poems/learning.jsonl")
    }

    /// Types this when nothing can be added to the notebook any more: what was said, the error, and the table of results.
    fn without_notebook(mut self, typed: &str) -> (String, String, String) {
        let _ = std::fs::remove_file(self.notebook());
        std::fs::create_dir_all(self.notebook()).unwrap();
        self.learner.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        let results = self.user.home().join("results.csv");
        let ended = self.learner.wait_with_output().unwrap();
        self.reader.join().unwrap();
        assert!(!ended.status.success());
        let out = self.out.lock().unwrap().clone();
        (out, String::from_utf8(ended.stderr).unwrap(), std::fs::read_to_string(results).unwrap_or_default())
    }
}

/// What is typed by one who marks nothing, says 50% and takes the first of everything, up to this grade of the first case.
fn given_up(seed: u64, grade: &str) -> String {
    let cases = cases();
    let queue = quiz::lineup(&cases, &Progress::default(), 0, 1, seed);
    let steps = Quiz::new(knowledge(), cases, queue, seed).round().unwrap().asked.steps.clone();
    let line = |step: &Step| match step {
        Step::Mark => "done\n",
        Step::Probability(_) => "50\n",
        _ => "1\n",
    };
    steps.iter().map(line).chain([grade, "\n"]).collect()
}

#[test]
fn one_who_knows_plays_every_case_in_plain_lines_in_both_languages() {
    let (typed, expected) = script(4, |exercise| exercise.told.clone(), known);
    let count = expected.len();
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
        let typed = format!("absent papilledema, Ascites\n{}", given_up(3, "1"));
        let run = User::new().run_with(["quiz", "--count", "1", "--seed", "3", "--lang", lang], &typed);
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
    let (typed, _) = script(4, |exercise| exercise.told.clone(), known);
    for (end, _) in typed.match_indices('\n').take(40).step_by(3) {
        let run = User::new().run_with(["quiz", "--seed", "4"], &typed[..end]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{end}");
    }
    let torn = User::new().run_with(["quiz", "--seed", "4"], "absent papilledema\nfind edema\nabsnt ascites\ndone\n");
    let refused =
        "error: line 3 of the input, at text 1 of 5: \"absnt ascites\" is no answer here. Nothing after it was";
    assert!(torn.status == 1 && torn.err.starts_with(refused), "{}", torn.err);
    let user = User::new();
    let run = user.run_with(["quiz", "--count", "1", "--seed", "4"], given_up(4, "1"));
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

#[test]
fn a_second_quiz_adds_its_rows_below_those_of_the_first() {
    let user = User::new();
    let quiz = |learner: &str, typed: &str| {
        // Each learner has a notebook of their own.
        std::fs::remove_file(user.home().join("data/poems/learning.jsonl")).ok();
        user.run_with(["quiz", "--count", "1", "--seed", "4", "--export", "results.csv", "--learner", learner], typed)
    };
    let rows = || {
        let mut reader = csv::Reader::from_path(user.home().join("results.csv")).unwrap();
        reader.records().map(|row| row.unwrap()[2].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(quiz("Ann", &given_up(4, "4")).status, 0);
    assert_eq!(quiz("Ben", &given_up(4, "4")).status, 0);
    assert_eq!(rows(), ["Ann", "Ben"]);
    // A grade that is taken back takes its own row with it, and no other.
    let run = quiz("Ann", &format!("{}undo\n4\n", given_up(4, "1")));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert_eq!(rows(), ["Ann", "Ben", "Ann"], "{}", run.out);
    let text = std::fs::read_to_string(user.home().join("results.csv")).unwrap();
    assert_eq!((text.matches(",easy,").count(), text.matches(",again,").count()), (3, 0), "{text}");
    // As a spreadsheet saves it.
    let text = text.replace('\n', "\r\n");
    user.file("results.csv", format!("\u{feff}{}", text.trim_end()));
    assert_eq!(quiz("Eve", &given_up(4, "4")).status, 0);
    assert_eq!(rows(), ["Ann", "Ben", "Ann", "Eve"]);
}

#[test]
fn a_table_with_other_columns_is_left_as_it_is_and_that_is_said_before_the_quiz() {
    let user = User::new();
    // As it was before probabilities were asked for.
    let old = "time,case,learner,stated,right,missed,wrong,unstated_marked,verdicts_right,verdicts,next_test_right,confidence,grade,score_percent\n\
               2026-01-01T00:00:00Z,tia-98f,Ann,3,3,0,0,0,4,4,yes,3,easy,100\n";
    let path = user.file("results.csv", old);
    let run = user.run_with(["quiz", "--count", "1", "--seed", "4", "--export", "results.csv"], given_up(4, "4"));
    assert_eq!((run.status, run.out.as_str()), (3, ""));
    assert!(run.err.contains("expected a file that begins with \"time,case,"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(path).unwrap(), old);
}

#[test]
fn the_table_tells_what_was_said_at_each_stage_and_what_the_program_said() {
    let user = User::new();
    let cases = cases();
    let seed = (0..).find(|seed| !cases[quiz::lineup(&cases, &Progress::default(), 0, 1, *seed)[0]].then.is_empty());
    let seed = seed.unwrap();
    let typed = given_up(seed, "4");
    let (first, second) = typed.split_once("50\n").unwrap();
    // A number that is none is refused, and does not stand for another.
    let typed = format!("{first}20%\n{}", second.replace("50", "85"));
    let seed = seed.to_string();
    let run = user.run_with(["quiz", "--count", "1", "--seed", &seed, "--export", "results.csv"], &typed);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let mut reader = csv::Reader::from_path(user.home().join("results.csv")).unwrap();
    let head = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| row[head.iter().position(|other| other == name).unwrap()].to_owned();
    assert_eq!((cell("probability_text").as_str(), cell("probability_report").as_str()), ("20", "85"));
    let program: Vec<f64> = ["program_text", "program_report"].map(|name| cell(name).parse().unwrap()).into();
    assert!(program.iter().all(|percent| (0.0..=100.0).contains(percent)), "{program:?}");
    assert!(["yes", "no", ""].contains(&cell("has_disease").as_str()));
}

#[test]
fn the_programs_number_is_shown_after_both_commitments_and_never_before() {
    let (typed, _) = script(4, |exercise| exercise.told.clone(), known);
    for (lang, program) in [("en", "The fit of this program"), ("zh", "本程序的符合程度")] {
        let run = User::new().run_with(["quiz", "--count", "56", "--seed", "4", "--lang", lang], &typed);
        // Once a case, and once a line of the summary.
        let before = run.out.split("Mean score").next().unwrap().split("平均得分").next().unwrap();
        for case in before.split("> done").skip(1) {
            let shown = case.find(program).unwrap();
            let last_percent = case.match_indices("> 99%").chain(case.match_indices("> 1%")).map(|(at, _)| at).max();
            assert!(last_percent.unwrap() < shown, "{case}");
        }
    }
}

#[test]
fn where_results_cannot_go_is_said_before_the_quiz() {
    let user = User::new();
    let other = user.file("thesis.csv", "name,mark\nAnn,1\n");
    user.file("folder/x", "");
    for path in ["no/such/folder/results.csv", "thesis.csv", "folder", "/dev/null/x"] {
        let run = user.run_with(["quiz", "--export", path], given_up(4, "4"));
        assert_eq!((run.status, run.out.as_str()), (3, ""), "{path}: {}", run.err);
        assert!(run.err.starts_with(&format!("error: {path}: could not be written: ")), "{}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    }
    assert_eq!(std::fs::read_to_string(other).unwrap(), "name,mark\nAnn,1\n");
    // A quiz without a result leaves no file.
    assert_eq!(user.run_with(["quiz", "--export", "results.csv"], "q\n").status, 0);
    assert!(!user.home().join("results.csv").exists());
}
