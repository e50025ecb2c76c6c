//! The box of quick entry: the text, and below it what each part of it will do.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::pane::{self, Aim, Block, Pane, Placed, Target, cut, inner, lined, pointer, row, span, tagged, wrapped};
use crate::case::Answer;
use crate::quick::{Entry, Question};
use crate::say::document::{Line, Tone};
use crate::say::quoted;
use crate::tui::action::{Action, Context};
use crate::tui::fit;
use crate::tui::model::chart::Chart;
use crate::tui::model::quick::{Part, Reading};
use crate::tui::model::{Common, Model};

/// The lines of the text, where the cursor is in it, and what stands below.
pub(super) fn quick(common: &Common, chart: &Chart, reading: &Reading, area: Rect) -> (Vec<Placed>, (u16, u16), Pane) {
    let field = &chart.typed.field;
    let most = usize::from(area.height / 3).max(1);
    let rows = (field.text().matches('\n').count() + 1).min(most);
    let typed = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    let (lines, (at, column)) = field.lines(rows, usize::from(typed.width.saturating_sub(1)));
    let mark = cut(Rect { width: 2, height: 1, ..area }, Tone::Strong, MARK);
    let lines = lines.iter().enumerate().map(|(at, line)| cut(row(typed, at), Tone::Plain, line));
    let cursor = (typed.x + column as u16, typed.y + at as u16);
    let below = Rect { y: area.y + rows as u16, height: area.height.saturating_sub(rows as u16), ..area };
    (std::iter::once(mark).chain(lines).collect(), cursor, parts(common, chart, reading, below))
}

const MARK: &str = "/";

/// What was found, or what each part of the text will do.
fn parts(common: &Common, chart: &Chart, reading: &Reading, area: Rect) -> Pane {
    let words = common.wording();
    let quick = &words.words().quick_box;
    let key = |action: Action| common.key(Context::Quick, action, words);
    let columns = usize::from(inner(area).width);
    if !reading.found.is_empty() {
        let title = quick.found(words.lang, reading.found.len(), key(Action::Take));
        let blocks = reading.found.iter().enumerate();
        let blocks = blocks.map(|(at, id)| {
            let focused = at == reading.at;
            let now = words.now_in_short(chart.known(), *id);
            let now = vec![span(Tone::Beside, now)];
            let lead = [pointer(focused), " "].concat();
            let lines = tagged(lead, LEAD, words.label(*id), now, Tone::Plain, columns);
            Block { lines, target: Some(Target::Choice(at)), focused, ..Block::default() }
        });
        let pane = Pane::new(pane::Part::Quick, area, title, blocks.collect());
        return scrolled(pane.in_sight(Some(reading.at), 0), reading);
    }
    let parts = reading.parts();
    if parts.is_empty() {
        let how = [&quick.how, &quick.how_signs, &quick.how_numbers].map(|text| words.say(text).to_owned());
        let undo = common.key(Context::List, Action::Undo, words);
        let how = how.into_iter().chain([quick.how_paste(words.lang, key(Action::Take), undo)]);
        let lines = how.flat_map(|text| wrapped(Tone::Plain, text, columns));
        return Pane::new(pane::Part::Quick, area, words.say(&quick.title), pane::text(lines)).counted();
    }
    let quick_parts = Parts { common, chart, reading, columns };
    let blocks = parts.iter().map(|(_, part)| quick_parts.block(*part)).collect();
    let at = parts.iter().position(|(_, part)| reading.asked.is_some_and(|asked| *part == Part::Question(asked)));
    let cursor = chart.typed.field.cursor();
    let at = at.or_else(|| parts.iter().rposition(|(start, _)| *start <= cursor)).or(Some(0));
    let proposal = &reading.proposal;
    let title = quick.counts(words.lang, proposal.entries.len(), proposal.questions.len(), proposal.refused.len());
    scrolled(Pane::new(pane::Part::Quick, area, title, blocks).in_sight(at, 0), reading)
}

/// As far down as the user scrolled, if that is not where the cursor is.
fn scrolled(pane: Pane, reading: &Reading) -> Pane {
    match reading.top {
        Some(top) => pane.scrolled_to(top).counted(),
        None => pane.counted(),
    }
}

/// What is known to say a part.
struct Parts<'s> {
    common: &'s Common<'s>,
    chart: &'s Chart,
    reading: &'s Reading,
    columns: usize,
}

/// The columns of the mark before a part.
const LEAD: usize = 4;

impl Parts<'_> {
    fn block(&self, part: Part) -> Block {
        let (words, proposal) = (self.common.wording(), &self.reading.proposal);
        let quote =
            |span: &std::ops::Range<usize>| quoted(self.chart.typed.field.text().get(span.clone()).unwrap_or_default());
        let lines = match part {
            Part::Entry(at) => proposal.entries.get(at).map_or_else(Vec::new, |entry| self.entry(entry)),
            Part::Question(at) => {
                let asked = proposal.questions.get(at);
                return asked.map(|asked| self.question(at, asked, &quote(&asked.span))).unwrap_or_default();
            }
            Part::Refused(at) => proposal.refused.get(at).map_or_else(Vec::new, |refused| {
                let said = words.words().quick.refused(words.lang, quote(&refused.span), words.reason(refused.reason));
                tagged(" ?? ", LEAD, said, Vec::new(), Tone::Plain, self.columns)
            }),
        };
        Block { lines, ..Block::default() }
    }

    /// A line that is entered: its name, what will stand there, and what stood there.
    fn entry(&self, Entry { finding, value, .. }: &Entry) -> Vec<Line> {
        let (words, before) = (self.common.wording(), self.chart.case.answer(*finding));
        let quick = &words.words().quick_box;
        let after = self.reading.after.as_ref();
        let answer = before.map_or_else(|| Answer::from(*value), |before| before.clone().with(*value));
        let said = words.in_full(*finding, Some(&answer), after.and_then(|after| after.flag(*finding)));
        let is_doubted = after.is_some_and(|after| after.doubts.iter().any(|doubted| doubted.finding == *finding));
        let said = words.marked(&said, is_doubted);
        let was = match before {
            None => words.say(&quick.new).to_owned(),
            Some(before) if *before == answer => words.say(&quick.stands).to_owned(),
            Some(before) => {
                quick.was(words.lang, words.in_full(*finding, Some(before), self.chart.assessment.flag(*finding)))
            }
        };
        let label = fit::pad(words.label(*finding), fit::width(words.label(*finding)).max(self.columns / 3));
        tagged(" v  ", LEAD, format!("{label} {said}"), vec![span(Tone::Beside, was)], Tone::Plain, self.columns)
    }

    /// What is asked, and below it the choices with their digits, as many on a line as fit, each to be clicked.
    fn question(&self, at: usize, question: &Question, quote: &str) -> Block {
        let words = self.common.wording();
        let focused = self.reading.asked == Some(at);
        let lead = format!("{}?  ", pointer(focused));
        let asked = words.words().quick.ask(words.lang, quote, words.question(question));
        let mut lines = tagged(lead, LEAD, asked, Vec::new(), Tone::Strong, self.columns);
        let (first, room) = (lines.len(), self.columns.saturating_sub(LEAD));
        let (mut rows, mut spots): (Vec<String>, Vec<_>) = (Vec::new(), Vec::new());
        for (choice, text) in words.choices(question).enumerate() {
            let text = format!("{} {text}", choice + 1);
            let mut from = rows.len();
            let mut column = 0;
            match rows.last_mut() {
                Some(row) if fit::width(row) + GAP.len() + fit::width(&text) <= room => {
                    row.push_str(GAP);
                    (from, column) = (from - 1, fit::width(row));
                    row.push_str(&text);
                }
                _ => rows.extend(fit::wrap(text, room).map(Cow::into_owned)),
            }
            let aim = Aim::Go(Target::Reply(at, choice));
            let of_choice = rows.iter().enumerate().skip(from);
            spots.extend(of_choice.map(|(at, row)| (first + at, LEAD + column..LEAD + fit::width(row), aim)));
        }
        lines.extend(rows.into_iter().map(|row| lined(Tone::Plain, format!("{:LEAD$}{row}", ""))));
        Block { lines, focused, spots, ..Block::default() }
    }
}

/// What stands between two choices.
const GAP: &str = "   ";

/// What stands in the message line: what the last key did, else what enter would change, and what is asked first.
pub(super) fn message(model: &Model, reading: &Reading) -> String {
    let words = model.common.wording();
    let quick = &words.words().quick_box;
    let key = |action: Action| model.common.key(Context::Quick, action, words);
    let asked = reading.proposal.questions.len();
    let notice = model.common.notice.as_ref().map(|said| words.say(said).to_owned());
    let would = reading.would.as_ref().map(|said| words.say(said).to_owned());
    let is_left = model.chart().is_some_and(|chart| chart.typed.is_left);
    let is_news = notice.is_some();
    let waits = match (asked, reading.asked) {
        _ if is_left => Some(words.say(&quick.left).to_owned()),
        (0, _) => would.as_ref().map(|_| quick.waits(words.lang, key(Action::Take))),
        (_, Some(_)) => Some(quick.press(words.lang, key(Action::LineUp), key(Action::LineDown))),
        (_, None) => Some(quick.asked(words.lang, asked, key(Action::LineDown), key(Action::Take))),
    };
    let said = match (is_news, is_left || asked > 0) {
        (true, _) => [notice, waits],
        (false, true) => [waits, would],
        (false, false) => [would, waits],
    };
    words.sentences(said.into_iter().flatten())
}
