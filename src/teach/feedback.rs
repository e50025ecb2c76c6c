//! What the quiz asks at each step, and what it says of a case afterwards, as documents that every face lays out.

use super::exercise::Exercise;
use super::quiz::{Item, OFFERED, Quiz, Round, Stage, Step, VERDICTS, Worth, of_worth};
use super::{Grade, marks};
use crate::case::TeachingCase;
use crate::engine::Verdict;
use crate::knowledge::files::QuizWords;
use crate::knowledge::{FindingId, SetId, TestId, Text};
use crate::say::document::{Block, Level, Line, Table, Tone};
use crate::say::figures::share;
use crate::say::{Wording, tone};

/// What a step shows, and what there is to choose.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// Whose case it is.
    pub title: String,
    /// All that was told so far, which stays from step to step.
    pub text: Vec<Block>,
    /// What is to be read.
    pub blocks: Vec<Block>,
    /// The choices, in their order.
    pub options: Vec<String>,
    /// Whether another percentage may be typed instead.
    pub takes_percent: bool,
}

/// The text to read.
pub fn story(exercise: &Exercise, wording: Wording) -> Line {
    Line::plain(wording.sentences(exercise.sentences.iter().map(|sentence| wording.say(sentence))))
}

/// What the step at hand shows.
pub fn screen(quiz: &Quiz, wording: Wording) -> Screen {
    let Some(round) = quiz.round() else { return Screen::default() };
    let step = quiz.step();
    if step == Step::Feedback {
        return graded(quiz.case(round), round, wording);
    }
    let (ask, options) = question(round, step, wording);
    let asked = Block::Paragraph(Line::strong(ask));
    let blocks = match step {
        Step::Reveal(at) => round.asked.rest.get(at).map(|finding| Block::List(vec![answer(round, *finding, wording)])),
        _ => None,
    };
    Screen {
        title: wording.say(&quiz.case(round).title).to_owned(),
        text: vec![Block::Paragraph(told(round, read_before(round, step), wording))],
        blocks: [asked].into_iter().chain(blocks).collect(),
        options,
        takes_percent: matches!(step, Step::Probability(_)),
    }
}

/// How much of the rest of the report was read before a step, and does not stand in what it asks.
fn read_before(round: &Round, step: Step) -> usize {
    match step {
        Step::Reveal(at) => at,
        // What changed the learner's mind is chosen among these.
        Step::Mark | Step::Probability(Stage::Text) | Step::Next | Step::Mind => 0,
        _ => round.asked.rest.len(),
    }
}

/// The text, and so much of the rest of the report.
fn told(round: &Round, read: usize, wording: Wording) -> Line {
    let text = story(&round.exercise, wording);
    if read == 0 {
        return text;
    }
    let read = round.asked.rest.iter().take(read).map(|finding| answer(round, *finding, wording).text());
    let lead = wording.pair(wording.say(&wording.words().quiz.rest), "");
    text.with(Tone::Strong, wording.sentences([String::new(), lead])).with(Tone::Plain, wording.list(read))
}

/// All that the learner was told of the case so far.
pub fn told_so_far(quiz: &Quiz, wording: Wording) -> Line {
    let Some(round) = quiz.round() else { return Line::default() };
    let read = match quiz.step() {
        Step::Reveal(at) => at + 1,
        Step::Mind => round.asked.rest.len(),
        step => read_before(round, step),
    };
    told(round, read, wording)
}

/// What the report says of a finding.
fn answer(round: &Round, finding: FindingId, wording: Wording) -> Line {
    let value = round.asked.report.known(finding).map_or_else(String::new, |value| wording.answer(finding, value));
    Line::plain(wording.pair(wording.label(finding), &value))
}

/// What a step asks, and what there is to choose.
fn question(round: &Round, step: Step, wording: Wording) -> (String, Vec<String>) {
    let (words, lang) = (&wording.words().quiz, wording.lang);
    let named = |set: SetId| wording.say(&wording.knowledge.set(set).short);
    match step {
        Step::Mark => (wording.say(&words.mark_ask).to_owned(), Vec::new()),
        Step::Probability(stage) => {
            let ask = match stage {
                Stage::Text => words.probability_ask(lang, wording.leading_disease()),
                Stage::Report => words.probability_again(lang, wording.leading_disease()),
            };
            (ask, OFFERED.map(|percent| share(f64::from(percent) / 100.0)).into())
        }
        Step::Next => {
            let tests = round.asked.next.iter().map(|(test, _)| test_label(*test, wording).to_owned());
            (wording.say(&words.test_ask).to_owned(), tests.collect())
        }
        Step::Reveal(at) => {
            (words.reveal(lang, at + 1, round.asked.rest.len()), vec![wording.say(&words.go_on).to_owned()])
        }
        Step::Verdict(set) => {
            let verdicts = VERDICTS.map(|verdict| wording.verdict(verdict).to_owned());
            (words.verdict_ask(lang, named(set)), verdicts.into())
        }
        Step::Item => {
            let Some(asked) = &round.asked.item else { return Default::default() };
            let ask = match round.expected(asked.set) {
                Verdict::Undetermined => words.settles_ask(lang, named(asked.set)),
                verdict => words.decided_ask(lang, named(asked.set), wording.verdict(verdict)),
            };
            (ask, asked.options.iter().map(|option| item(round, asked.set, *option, wording)).collect())
        }
        Step::Mind => {
            let choices = (0..round.asked.rest.len() + 2).map(|at| mind(round, at, wording));
            (wording.say(&words.mind_ask).to_owned(), choices.collect())
        }
        Step::Feedback | Step::Over => Default::default(),
    }
}

fn test_label<'k>(test: TestId, wording: Wording<'k>) -> &'k str {
    wording.say(&wording.knowledge.workup.test(test).label)
}

/// What may settle a set, or has settled it.
fn item(round: &Round, set: SetId, item: Item, wording: Wording) -> String {
    match item {
        Item::Known(finding) => answer(round, finding, wording).text(),
        Item::Open(settling) => wording.settling(wording.knowledge.set(set), settling),
        Item::NoneAlone => wording.say(&wording.words().quiz.none_alone).to_owned(),
    }
}

/// What may have changed the learner's mind: what was revealed, then something in the text, then nothing.
fn mind(round: &Round, at: usize, wording: Wording) -> String {
    let words = &wording.words().quiz;
    match (round.asked.rest.get(at), at - round.asked.rest.len().min(at)) {
        (Some(finding), _) => answer(round, *finding, wording).text(),
        (None, 0) => wording.say(&words.mind_text).to_owned(),
        (None, _) => wording.say(&words.mind_nothing).to_owned(),
    }
}

/// The grades in words, from again to easy.
pub fn grades(wording: Wording) -> Vec<String> {
    Grade::ALL.map(|grade| wording.say(grade_words(&wording.words().quiz, grade)).to_owned()).into()
}

pub(super) fn grade_words(words: &QuizWords, grade: Grade) -> &Text {
    match grade {
        Grade::Again => &words.again,
        Grade::Hard => &words.hard,
        Grade::Good => &words.good,
        Grade::Easy => &words.easy,
    }
}

/// All that is shown of a case once the learner has committed, and how hard it was.
fn graded(case: &TeachingCase, round: &Round, wording: Wording) -> Screen {
    let words = &wording.words().quiz;
    let mut blocks = feedback(case, round, wording);
    let ask = words.grade_ask(wording.lang, wording.say(grade_words(words, round.suggested())));
    blocks.push(Block::Paragraph(Line::strong(ask)));
    let title = wording.say(&case.title).to_owned();
    Screen { title, blocks, options: grades(wording), ..Screen::default() }
}

fn feedback(case: &TeachingCase, round: &Round, wording: Wording) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(scores(round, wording))];
    if let Some(marking) = round.marking() {
        blocks.extend(marks::marking(marking, &round.exercise, wording));
    }
    blocks.extend(next(case, round, wording));
    blocks.extend(sets(round, wording));
    blocks.extend(turning_point(case, round, wording));
    blocks.extend(beliefs(round, wording));
    blocks.extend(truth(case, wording));
    blocks
}

fn scores(round: &Round, wording: Wording) -> Line {
    let words = &wording.words().quiz;
    let (earned, of) = round.marking().map_or((0.0, 0), |marking| (marking.earned(), marking.of()));
    let (answered, questions) = (round.questions_right(), round.questions());
    Line::strong(words.scores(wording.lang, share(round.score()), earned, of, answered, questions))
}

fn section(name: &Text, wording: Wording) -> Block {
    Block::Heading(Level::Section, Line::plain(wording.say(name)))
}

/// How good the chosen examination is, which would be better, and why.
fn next(case: &TeachingCase, round: &Round, wording: Wording) -> Vec<Block> {
    let (Some((chosen, worth)), Some(next)) = (round.next(), &case.next) else { return Vec::new() };
    let (words, lang) = (&wording.words().quiz, wording.lang);
    let best = of_worth(wording.knowledge, next, Worth::Best);
    let best = wording.list(best.into_iter().map(|test| test_label(test, wording)));
    let chosen = test_label(chosen, wording);
    let (said, tone) = match worth {
        Worth::Best => (words.next_best(lang, chosen), Tone::Met),
        Worth::Good => (words.next_good(lang, chosen, &best), Tone::Undetermined),
        Worth::Poor => (words.next_poor(lang, chosen, &best), Tone::NotMet),
    };
    vec![
        section(&words.test_heading, wording),
        Block::Paragraph(Line::default().with(tone, said)),
        Block::Paragraph(Line::plain(wording.say(&next.why))),
    ]
}

/// The verdicts, and which item settles or has settled one.
fn sets(round: &Round, wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let mut lines: Vec<Line> =
        round.verdicts().into_iter().map(|(set, yours)| verdict(round, set, yours, wording)).collect();
    lines.extend(settled(round, wording));
    if lines.is_empty() { Vec::new() } else { vec![section(&words.verdicts_heading, wording), Block::List(lines)] }
}

fn verdict(round: &Round, set: SetId, yours: Verdict, wording: Wording) -> Line {
    let words = &wording.words().quiz;
    let expected = round.expected(set);
    let name = wording.say(&wording.knowledge.set(set).short);
    let (text, tone) = match expected == yours {
        true => (words.verdict_right(wording.lang, name, wording.verdict(expected)), tone(expected)),
        false => {
            (words.verdict_wrong(wording.lang, name, wording.verdict(yours), wording.verdict(expected)), Tone::NotMet)
        }
    };
    because(Line::default().with(tone, text), round, set, wording)
}

fn settled(round: &Round, wording: Wording) -> Option<Line> {
    let (words, lang) = (&wording.words().quiz, wording.lang);
    let (asked, yours) = (round.asked.item.as_ref()?, round.item()?);
    let right = *asked.options.get(asked.right)?;
    let [right_text, yours_text] = [right, yours].map(|option| item(round, asked.set, option, wording));
    let name = wording.say(&wording.knowledge.set(asked.set).short);
    let is_open = round.expected(asked.set) == Verdict::Undetermined;
    let (text, tone) = match (is_open, right == yours) {
        (true, true) => (words.settles_right(lang, name, right_text), Tone::Met),
        (true, false) => (words.settles_wrong(lang, name, yours_text, right_text), Tone::NotMet),
        (false, true) => (words.decided_right(lang, name, right_text), Tone::Met),
        (false, false) => (words.decided_wrong(lang, name, yours_text, right_text), Tone::NotMet),
    };
    let line = Line::default().with(tone, text);
    Some(if is_open { because(line, round, asked.set, wording) } else { line })
}

/// The line, and after it what is in the way of the set, or what would settle it.
fn because(line: Line, round: &Round, set: SetId, wording: Wording) -> Line {
    match why(round, set, wording) {
        // The sentence before it ends with a period of its own.
        Some(why) => line.with(Tone::Plain, wording.sentences([String::new(), why])),
        None => line,
    }
}

/// What is in the way of a set, or what would settle it.
fn why(round: &Round, id: SetId, wording: Wording) -> Option<String> {
    let set = wording.knowledge.set(id);
    let (_, conclusion) = round.asked.assessment.set(id).leading()?;
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

/// What should change a reader's mind, beside what changed the learner's.
fn turning_point(case: &TeachingCase, round: &Round, wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let Some(point) = &case.turning_point else { return Vec::new() };
    let yours = round.chosen(Step::Mind).map(|at| words.mind_yours(wording.lang, mind(round, at, wording)));
    let point = Block::Paragraph(Line::plain(wording.say(point)));
    let yours = yours.map(|yours| Block::Paragraph(Line::plain(yours)));
    [section(&words.mind_heading, wording)].into_iter().chain(yours).chain([point]).collect()
}

/// What the learner thought how likely, beside the fit on the same words, and what was so.
fn beliefs(round: &Round, wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let mut table = Table::new([&words.told, &words.you, &words.program].map(|text| wording.say(text)));
    for stage in round.stages() {
        let yours = round.believed(stage).map_or_else(String::new, |percent| share(percent.probability()));
        let program = round.fit(stage).map_or_else(String::new, |fit| wording.could_be(fit));
        table.row([wording.say(stage_words(words, stage)), &yours, &program].map(Line::plain));
    }
    let said = match round.is_so {
        Some(true) => words.was_so(wording.lang, wording.leading_disease()),
        Some(false) => words.was_not_so(wording.lang, wording.leading_disease()),
        None => wording.say(&words.not_scored).to_owned(),
    };
    vec![section(&words.belief_heading, wording), Block::Table(table), Block::Paragraph(Line::plain(said))]
}

pub(super) fn stage_words(words: &QuizWords, stage: Stage) -> &Text {
    match stage {
        Stage::Text => &words.on_text,
        Stage::Report => &words.on_report,
    }
}

/// What the patient had, how that was found, how long it took, what became of it, and what it teaches.
fn truth(case: &TeachingCase, wording: Wording) -> Vec<Block> {
    let words = &wording.words().teaching;
    // The diagnosis stands above the others.
    let facts = wording.facts(case).into_iter().skip(1).map(|(name, value)| Line::plain(wording.pair(name, &value)));
    let outcome = case.outcome.as_ref().map(|outcome| Block::Paragraph(Line::plain(wording.say(outcome))));
    let diagnosis = [
        section(&words.diagnosis, wording),
        Block::Paragraph(Line::strong(wording.say(&case.truth.diagnosis))),
        Block::List(facts.collect()),
    ];
    let point = [section(&words.point, wording), Block::Paragraph(Line::plain(wording.say(&case.teaching_point)))];
    diagnosis.into_iter().chain(outcome).chain(point).collect()
}
