//! What the quiz asks and what it says afterwards, as documents that every face lays out.

use super::exercise::Exercise;
use super::marks::marks;
use super::quiz::{CONFIDENCES, Quiz, Round, Step, VERDICTS};
use super::{Grade, Judgment, Lesson, Progress};
use crate::case::TeachingCase;
use crate::engine::Verdict;
use crate::knowledge::files::QuizWords;
use crate::knowledge::{FindingId, Knowledge, SetId, Text};
use crate::say::document::{Block, Level, Line, Table, Tone};
use crate::say::figures::share;
use crate::say::{Wording, tone};

/// What a step shows, and what there is to choose.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// Whose case it is and the text, which stay the same from step to step.
    pub text: Vec<Block>,
    /// What is to be read.
    pub blocks: Vec<Block>,
    /// The choices, in their order.
    pub options: Vec<String>,
    /// The option that the cursor stands on at first.
    pub suggested: usize,
}

/// A lesson that a weak finding leads to.
#[derive(Clone, Debug)]
pub struct Lead {
    /// The finding.
    pub finding: FindingId,
    /// What `poems learn` takes, and the lesson's title; `None` where no lesson is about the finding.
    pub lesson: Option<(String, Text)>,
}

impl Lead {
    /// The findings that went wrong lately, the weakest first, each with the lesson that is about it.
    pub fn all(knowledge: &Knowledge, progress: &Progress, lessons: &[Lesson]) -> Vec<Lead> {
        let about = |finding| {
            let lesson = lessons.iter().find(|lesson| lesson.teaches.contains(&finding))?;
            Some((lesson.id.clone(), lesson.title.clone()))
        };
        let weak = progress.weak().into_iter().filter_map(|id| knowledge.find(id)).take(WEAKEST);
        weak.map(|finding| Lead { finding, lesson: about(finding) }).collect()
    }
}

/// So many weak findings are named at a time.
const WEAKEST: usize = 8;

/// The text to read.
pub fn story(exercise: &Exercise, wording: Wording) -> Line {
    Line::plain(wording.sentences(exercise.sentences.iter().map(|sentence| wording.say(sentence))))
}

/// What the step at hand shows.
pub fn screen(quiz: &Quiz, wording: Wording) -> Screen {
    let words = &wording.words().quiz;
    let Some(round) = quiz.round() else { return Screen::default() };
    let title = Block::Heading(Level::Title, Line::plain(wording.say(&quiz.case(round).title)));
    let text = vec![title.clone(), Block::Paragraph(story(&round.exercise, wording))];
    let asked = |ask: Line, options: Vec<String>| Screen {
        text: text.clone(),
        blocks: vec![Block::Paragraph(ask)],
        options,
        suggested: 0,
    };
    match quiz.step() {
        Step::Mark => asked(Line::strong(wording.say(&words.mark_ask)), Vec::new()),
        Step::Verdict(set) => {
            let set = wording.say(&wording.knowledge.set(set).title);
            let ask = words.verdict_ask(wording.lang, set);
            asked(Line::strong(ask), VERDICTS.iter().map(|verdict| wording.verdict(*verdict).to_owned()).collect())
        }
        Step::Confidence => {
            let options = (1..=CONFIDENCES).map(|level| wording.say(confidence(words, level)).to_owned()).collect();
            asked(Line::strong(wording.say(&words.confidence_ask)), options)
        }
        Step::NextTest => {
            let test = |id| wording.say(&wording.knowledge.workup.test(id).label).to_owned();
            asked(Line::strong(wording.say(&words.test_ask)), round.tests.iter().copied().map(test).collect())
        }
        Step::Feedback => {
            let mut blocks = feedback(quiz.case(round), round, wording);
            let suggested = round.suggested();
            let grade = wording.say(grade_words(words, suggested));
            let ask = words.grade_ask(wording.lang, grade);
            blocks.push(Block::Paragraph(Line::strong(ask)));
            Screen { text: vec![title.clone()], blocks, options: grades(wording), suggested: suggested as usize }
        }
        Step::Over => Screen::default(),
    }
}

/// The grades in words, from again to easy.
pub fn grades(wording: Wording) -> Vec<String> {
    Grade::ALL.map(|grade| wording.say(grade_words(&wording.words().quiz, grade)).to_owned()).into()
}

fn confidence(words: &QuizWords, level: usize) -> &Text {
    match level {
        1 => &words.guess,
        2 => &words.fairly_sure,
        _ => &words.sure,
    }
}

fn grade_words(words: &QuizWords, grade: Grade) -> &Text {
    match grade {
        Grade::Again => &words.again,
        Grade::Hard => &words.hard,
        Grade::Good => &words.good,
        Grade::Easy => &words.easy,
    }
}

/// All that is shown of a case once the learner has committed.
fn feedback(case: &TeachingCase, round: &Round, wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let mut blocks = vec![Block::Paragraph(scores(round, wording))];
    if let Some(marking) = round.marking() {
        blocks.extend(marks(&marking.items, &round.exercise, wording));
    }
    blocks.extend(verdicts(round, wording));
    if let Some(test) = round.test {
        let label = |id| wording.say(&wording.knowledge.workup.test(id).label);
        let next = &round.exercise.assessment.next;
        let rank = round.rank(test).unwrap_or(next.len());
        let of = next.len();
        let first = next.first().map_or("", |first| label(first.test));
        let second = next.get(1).map_or("", |second| label(second.test));
        blocks.push(Block::Heading(Level::Section, Line::plain(wording.say(&words.test_heading))));
        blocks.push(Block::Paragraph(Line::plain(words.test_result(
            wording.lang,
            label(test),
            rank,
            of,
            first,
            second,
        ))));
    }
    blocks.extend(truth(case, wording));
    blocks
}

fn scores(round: &Round, wording: Wording) -> Line {
    let words = &wording.words().quiz;
    let right = round.marking().map_or(0, |marking| marking.count(Judgment::Right));
    let of = round.marking().map_or(0, |marking| marking.items.len());
    let (verdicts, sets) = (round.verdicts_right(), round.sets.len());
    Line::strong(words.scores(wording.lang, share(round.score()), right, of, verdicts, sets))
}

fn verdicts(round: &Round, wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let line = |(set, yours): (&SetId, &Verdict)| {
        let expected = round.expected(*set);
        let name = wording.say(&wording.knowledge.set(*set).short);
        let (text, tone) = match expected == *yours {
            true => (words.verdict_right(wording.lang, name, wording.verdict(expected)), tone(expected)),
            false => (
                words.verdict_wrong(wording.lang, name, wording.verdict(*yours), wording.verdict(expected)),
                Tone::NotMet,
            ),
        };
        let line = Line::default().with(tone, text);
        match why(round, *set, wording) {
            // The sentence before it ends with a period of its own.
            Some(why) => line.with(Tone::Plain, wording.sentences([String::new(), why])),
            None => line,
        }
    };
    let lines: Vec<Line> = round.sets.iter().zip(&round.verdicts).map(line).collect();
    vec![Block::Heading(Level::Section, Line::plain(wording.say(&words.verdicts_heading))), Block::List(lines)]
}

/// What is in the way of a set, or what would settle it.
fn why(round: &Round, id: SetId, wording: Wording) -> Option<String> {
    let set = wording.knowledge.set(id);
    let (_, conclusion) = round.exercise.assessment.set(id).leading()?;
    let words = &wording.words().quiz;
    match conclusion.verdict {
        Verdict::Met => None,
        Verdict::Undetermined => {
            let ways = conclusion.settled_by.iter().take(WAYS).map(|way| wording.way(set, *way));
            let ways = wording.either(&ways.collect::<Vec<_>>());
            (!ways.is_empty()).then(|| words.would_take(wording.lang, &ways))
        }
        Verdict::NotMet => {
            let criteria = wording.criteria(set, &conclusion.excluded_by);
            (!criteria.is_empty()).then(|| words.in_the_way(wording.lang, &criteria))
        }
    }
}

/// So many ways to settle a verdict are named.
const WAYS: usize = 2;

/// What the patient had, how that was found, how long it took, and what it teaches.
fn truth(case: &TeachingCase, wording: Wording) -> Vec<Block> {
    let words = &wording.words().teaching;
    // The diagnosis stands above the others.
    let facts = wording.facts(case).into_iter().skip(1).map(|(name, value)| Line::plain(wording.pair(name, &value)));
    vec![
        Block::Heading(Level::Section, Line::plain(wording.say(&words.diagnosis))),
        Block::Paragraph(Line::strong(wording.say(&case.truth.diagnosis))),
        Block::List(facts.collect()),
        Block::Heading(Level::Section, Line::plain(wording.say(&words.point))),
        Block::Paragraph(Line::plain(wording.say(&case.teaching_point))),
    ]
}

/// How the session went: each case, how well confidence held, and which lessons to read.
pub fn summary(quiz: &Quiz, weak: &[Lead], wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let mut blocks = vec![Block::Heading(Level::Title, Line::plain(wording.say(&words.summary)))];
    if quiz.outcomes().is_empty() {
        blocks.push(Block::Paragraph(Line::plain(wording.say(&words.nothing_graded))));
    } else {
        blocks.extend(how_it_went(quiz, wording));
    }
    if !weak.is_empty() {
        blocks.push(Block::Heading(Level::Section, Line::plain(wording.say(&words.weak))));
        let line = |lead: &Lead| {
            let finding = wording.label(lead.finding);
            Line::plain(match &lead.lesson {
                Some((id, title)) => words.weak_lesson(wording.lang, finding, wording.say(title), id),
                None => finding.to_owned(),
            })
        };
        blocks.push(Block::List(weak.iter().map(line).collect()));
    }
    blocks
}

/// Each case with its score, and how well confidence held.
fn how_it_went(quiz: &Quiz, wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let outcomes = quiz.outcomes();
    let mean = outcomes.iter().map(|round| round.score()).sum::<f64>() / outcomes.len() as f64;
    let mut blocks =
        vec![Block::Paragraph(Line::strong(words.summary_line(wording.lang, outcomes.len(), share(mean))))];
    let mut table = Table::new([&words.case, &words.score, &words.grade].map(|text| wording.say(text)));
    for round in outcomes {
        let grade = round.grade.map_or("", |grade| wording.say(grade_words(words, grade)));
        let title = wording.say(&quiz.case(round).title);
        table.row([Line::plain(title), Line::plain(share(round.score())), Line::plain(grade)]);
    }
    blocks.push(Block::Table(table));
    blocks.push(Block::Heading(Level::Section, Line::plain(wording.say(&words.calibration))));
    blocks.push(Block::Table(confidence_table(quiz, wording)));
    blocks
}

/// Of the cases at each level of confidence, how many verdicts were right.
fn confidence_table(quiz: &Quiz, wording: Wording) -> Table {
    let words = &wording.words().quiz;
    let mut table = Table::new([&words.confidence, &words.cases, &words.verdicts_right].map(|text| wording.say(text)));
    for level in 1..=CONFIDENCES {
        let at_level = quiz.outcomes().iter().filter(|round| round.confidence.map(usize::from) == Some(level));
        let (mut cases, mut right, mut all) = (0, 0, 0);
        for round in at_level {
            cases += 1;
            right += round.verdicts_right();
            all += round.verdicts.len();
        }
        let right = if all == 0 { String::new() } else { share(right as f64 / all as f64) };
        let level = wording.say(confidence(words, level));
        table.row([Line::plain(level), Line::plain(cases.to_string()), Line::plain(right)]);
    }
    table
}
