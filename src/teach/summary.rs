//! How a session of the quiz went: each case, how well probabilities held, which lessons to read.

use super::feedback::{grade_words, stage_words};
use super::quiz::{Quiz, Round, Stage};
use super::{Lesson, Progress};
use crate::engine::{Bin, Scored, brier, reliability};
use crate::knowledge::{FindingId, Knowledge, Text};
use crate::say::Wording;
use crate::say::document::{Block, Level, Line, Table};
use crate::say::figures::share;

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

/// How the session went: each case, how well probabilities held, and which lessons to read.
pub fn summary(quiz: &Quiz, weak: &[Lead], wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let mut blocks = vec![Block::Heading(Level::Title, Line::plain(wording.say(&words.summary)))];
    if quiz.outcomes().is_empty() {
        blocks.push(Block::Paragraph(Line::plain(wording.say(&words.nothing_graded))));
    } else {
        blocks.extend(how_it_went(quiz, wording));
        blocks.extend(calibration(quiz, wording));
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

/// Each case with its score.
fn how_it_went(quiz: &Quiz, wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let outcomes = quiz.outcomes();
    let mean = outcomes.iter().map(|round| round.score()).sum::<f64>() / outcomes.len() as f64;
    let mut table = Table::new([&words.case, &words.score, &words.grade].map(|text| wording.say(text)));
    for round in outcomes {
        let grade = round.grade.map_or("", |grade| wording.say(grade_words(words, grade)));
        let title = wording.say(&quiz.case(round).title);
        table.row([Line::plain(title), Line::plain(share(round.score())), Line::plain(grade)]);
    }
    let mean = words.summary_line(wording.lang, outcomes.len(), share(mean));
    vec![Block::Paragraph(Line::strong(mean)), Block::Table(table)]
}

/// How well the learner's probabilities held, beside those of the program on the same cases.
fn calibration(quiz: &Quiz, wording: Wording) -> Vec<Block> {
    let words = &wording.words().quiz;
    let heading = Block::Heading(Level::Section, Line::plain(wording.say(&words.calibration)));
    let paragraph = |text: &Text| Block::Paragraph(Line::plain(wording.say(text)));
    let last: Vec<Forecasts> = quiz.outcomes().iter().filter_map(|round| Forecasts::last(round)).collect();
    if last.is_empty() {
        return vec![heading, paragraph(&words.none_scored)];
    }
    let [yours, program] = split(&last).map(|scored| reliability::<BINS>(&scored));
    vec![
        heading,
        Block::Table(brier_table(quiz, wording)),
        paragraph(&words.brier_means),
        Block::Table(curve_table(&yours, wording)),
        Block::Drawing(curve(&yours, &program)),
        paragraph(&words.curve_means),
    ]
}

/// So many stretches the scale has: few, since a session has few cases.
const BINS: usize = 5;

/// What the learner said of a case and what the program did, where it is known what was so.
struct Forecasts {
    yours: Scored,
    program: Option<Scored>,
}

impl Forecasts {
    fn at(round: &Round, stage: Stage) -> Option<Forecasts> {
        let (said, positive) = (round.believed(stage)?, round.is_so?);
        let program = round.fit(stage).map(|fit| Scored { predicted: fit.probability, positive });
        Some(Forecasts { yours: Scored { predicted: said.probability(), positive }, program })
    }

    /// What was said last, after all that was told.
    fn last(round: &Round) -> Option<Forecasts> {
        Forecasts::at(round, round.stages().last()?)
    }
}

/// The learner's forecasts, and the program's.
fn split(all: &[Forecasts]) -> [Vec<Scored>; 2] {
    let yours = all.iter().map(|forecasts| forecasts.yours).collect();
    [yours, all.iter().filter_map(|forecasts| forecasts.program).collect()]
}

/// The Brier score of each stage, of the learner and of the program.
fn brier_table(quiz: &Quiz, wording: Wording) -> Table {
    let words = &wording.words().quiz;
    let head = [&words.brier, &words.cases, &words.you, &words.program];
    let mut table = Table::new(head.map(|text| wording.say(text)));
    for stage in [Stage::Text, Stage::Report] {
        let all: Vec<Forecasts> = quiz.outcomes().iter().filter_map(|round| Forecasts::at(round, stage)).collect();
        if all.is_empty() {
            continue;
        }
        let [yours, program] =
            split(&all).map(|forecasts| brier(&forecasts).map_or_else(String::new, |score| format!("{score:.2}")));
        let name = wording.say(stage_words(words, stage)).to_owned();
        table.row([name, all.len().to_string(), yours, program].map(Line::plain));
    }
    table
}

/// What was said against what was so, a row for each stretch of the scale that holds a case.
fn curve_table(bins: &[Bin], wording: Wording) -> Table {
    let words = &wording.words().quiz;
    let were_so = words.were_so(wording.lang, wording.leading_disease());
    let head = [wording.say(&words.you_said), wording.say(&words.mean_said), &were_so];
    let mut table = Table::new(head);
    for (at, bin) in bins.iter().enumerate().filter(|(_, bin)| bin.n > 0) {
        let stretch = wording.interval([at, at + 1].map(|end| end as f64 / BINS as f64));
        let so = (bin.observed * bin.n as f64).round() as usize;
        let was = words.so_of(wording.lang, so, bin.n, share(bin.observed));
        table.row([stretch, share(bin.mean), was].map(Line::plain));
    }
    table
}

/// The curve has a line a tenth.
const TENTHS: usize = 10;

/// So many columns a tenth takes.
const COLUMNS: usize = 4;

/// What was said from left to right, how often it was so from bottom to top. The dots are where both agree.
fn curve(yours: &[Bin], program: &[Bin]) -> Vec<Line> {
    let mut cells = vec![[' '; TENTHS * COLUMNS + 1]; TENTHS + 1];
    let mut put = |said: f64, was: f64, mark: char| {
        let (row, column) = (TENTHS - (was * TENTHS as f64).round() as usize, said * (TENTHS * COLUMNS) as f64);
        let cell = cells.get_mut(row).and_then(|row| row.get_mut(column.round() as usize));
        if let Some(cell) = cell {
            *cell = if *cell == ' ' || *cell == AGREE { mark } else { BOTH };
        }
    };
    (0..=TENTHS).map(|at| at as f64 / TENTHS as f64).for_each(|at| put(at, at, AGREE));
    for (bins, mark) in [(program, PROGRAM), (yours, YOURS)] {
        bins.iter().filter(|bin| bin.n > 0).for_each(|bin| put(bin.mean, bin.observed, mark));
    }
    let rows = cells.iter().map(|row| Line::plain(format!("|{}", row.iter().collect::<String>().trim_end())));
    rows.chain([Line::plain(format!("+{}", "-".repeat(TENTHS * COLUMNS + 1)))]).collect()
}

/// The marks of the curve.
const YOURS: char = '*';
const PROGRAM: char = '+';
const BOTH: char = '#';
const AGREE: char = '.';
