//! The rows of the checklist.

use super::pane::{Aim, Block, Target, fold_mark, lined, pointer, span, tagged};
use crate::case::{Answer, AnswerValue};
use crate::knowledge::files::Tier;
use crate::knowledge::{ChoiceOption, Finding, FindingId, Kind, Measure};
use crate::say::Wording;
use crate::say::document::{Line, Span, Tone};
use crate::tui::model::chart::Chart;
use crate::tui::model::place::{self, Row};
use crate::tui::model::rows::{self, Count};
use crate::tui::model::{Common, Mode};
use crate::tui::{fit, say};

/// The rows of the checklist.
pub(super) fn checklist(common: &Common, chart: &Chart, all: &[Row], columns: usize) -> Vec<Block> {
    let current = rows::current(chart, all).filter(|_| !chart.is_beside());
    let list = Checklist { words: common.wording(), common, chart, columns, value: ValueColumns::of(common, all) };
    let block = |row: &Row| Block { target: Some(Target::Row(*row)), ..list.block(*row, current == Some(*row)) };
    all.iter().map(block).collect()
}

/// The widths of a value's parts, the same for all rows of a place.
#[derive(Clone, Copy)]
struct ValueColumns {
    amount: usize,
    unit: usize,
    flag: usize,
}

impl ValueColumns {
    fn of(common: &Common, rows: &[Row]) -> ValueColumns {
        let words = &common.words().answer;
        let flags = [&words.low, &words.normal, &words.high];
        let units = rows.iter().filter_map(|row| match row {
            Row::Finding(finding) => common.knowledge.finding(*finding).measure(),
            _ => None,
        });
        let unit = units.map(|measure| fit::width(measure.canonical_unit().shown(common.lang))).max();
        ValueColumns {
            amount: 8,
            unit: unit.unwrap_or(0).min(10),
            flag: flags.iter().map(|flag| fit::width(common.wording().say(flag))).max().unwrap_or(0),
        }
    }
}

/// What the rows are made from.
struct Checklist<'m> {
    words: Wording<'m>,
    common: &'m Common<'m>,
    chart: &'m Chart,
    columns: usize,
    value: ValueColumns,
}

impl Checklist<'_> {
    fn block(&self, row: Row, focused: bool) -> Block {
        let knowledge = self.words.knowledge;
        match row {
            Row::Section(id) => {
                let count = rows::count(self.chart, place::counted(knowledge, id));
                self.fold(row, focused, self.words.say(&id.of(&knowledge.sections).label), count)
            }
            Row::Tier(section, tier) => {
                let terminal = &self.words.words().terminal;
                let name = match tier {
                    Tier::Detail => &terminal.tier_detail,
                    _ => &terminal.tier_support,
                };
                let count = rows::count(self.chart, place::of_tier(knowledge, section, tier));
                self.fold(row, focused, self.words.say(name), count)
            }
            Row::Finding(id) => self.finding(id, focused),
        }
    }

    fn fold(&self, row: Row, focused: bool, name: &str, count: Count) -> Block {
        let open = self.chart.unfolded.contains(&row);
        let prefix = format!("{} {} ", pointer(focused), fold_mark(self.common.ascii, open));
        let known = self.words.words().terminal.fold_count(self.words.lang, count.known, count.of);
        let tag = vec![span(Tone::Plain, known)];
        let lines = tagged(&prefix, 4, name, tag, Tone::Strong, self.columns);
        Block { lines, focused, cursor: (0, 2), ..Block::default() }
    }

    fn finding(&self, id: FindingId, focused: bool) -> Block {
        let finding = self.words.knowledge.finding(id);
        match &finding.kind {
            Kind::Sign(_) => {
                let prefix = format!("{} {} ", pointer(focused), self.mark(id));
                let label = self.words.say(&finding.label);
                let lines = tagged(&prefix, 6, label, self.remarks(id, Vec::new()), Tone::Plain, self.columns);
                let spots = vec![(0, 2..5, Aim::Mark(Target::Row(Row::Finding(id))))];
                Block { lines, focused, cursor: (0, 3), spots, ..Block::default() }
            }
            Kind::Quantity(measure) => {
                let (value, typing_at) = self.quantity(id, measure);
                self.valued(id, finding, focused, value, typing_at)
            }
            Kind::Choice(_) => self.valued(id, finding, focused, vec![self.option(id, finding)], 1),
        }
    }

    fn answer(&self, id: FindingId) -> Option<&Answer> {
        self.chart.case.answer(id)
    }

    fn value_of(&self, id: FindingId) -> Option<AnswerValue> {
        self.answer(id).map(|answer| answer.value)
    }

    fn mark(&self, id: FindingId) -> &'static str {
        match (self.value_of(id), self.chart.known().inferred(id)) {
            (Some(AnswerValue::Present), _) => "[x]",
            (Some(AnswerValue::Absent), _) => "[-]",
            (_, Some(inferred)) if inferred.present => "(x)",
            (_, Some(_)) => "(-)",
            (Some(AnswerValue::Unobtainable), None) => "[~]",
            _ => "[ ]",
        }
    }

    /// Words against the right edge, before the value: a disagreement, what is to be checked, a better cause, a note.
    fn remarks(&self, id: FindingId, value: Vec<Span>) -> Vec<Span> {
        let (words, terminal) = (self.words, &self.words.words().terminal);
        let answer = self.answer(id);
        let conflicts = self.chart.assessment.conflicts.iter().any(|conflict| conflict.finding == id);
        let doubted = self.chart.doubt(id).is_some();
        let cause = answer.and_then(|answer| answer.explained.as_ref());
        let has_note = answer.is_some_and(|answer| answer.note.is_some());
        let remarks = [
            conflicts.then(|| span(Tone::Alert, words.say(&terminal.disagrees))),
            doubted.then(|| span(Tone::Alert, words.to_check("").trim())),
            cause.map(|cause| span(Tone::Strong, fit::cut(&words.explained(cause), self.columns / 2))),
            has_note.then(|| span(Tone::Plain, words.say(&terminal.has_note))),
        ];
        let mut out: Vec<Span> = remarks.into_iter().flatten().collect();
        // A space after each, but at the edge.
        let last = out.len().saturating_sub(1);
        let spaced = if value.is_empty() { last } else { out.len() };
        out.iter_mut().take(spaced).for_each(|remark| remark.text.push(' '));
        out.extend(value);
        out
    }

    /// A row with a value, and below it the options while one of them is chosen.
    fn valued(&self, id: FindingId, finding: &Finding, focused: bool, value: Vec<Span>, typing_at: usize) -> Block {
        let value_columns: usize = value.iter().map(|part| fit::width(&part.text)).sum();
        let prefix = format!("{} ", pointer(focused));
        let label = self.words.say(&finding.label);
        let mut lines = tagged(&prefix, 2, label, self.remarks(id, value), Tone::Plain, self.columns);
        let value_at = self.columns.saturating_sub(value_columns.max(1));
        let mut cursor = (lines.len() - 1, value_at + typing_at);
        let mut spots = Vec::new();
        if let Mode::Options { finding: open, at } = self.common.mode
            && open == id
        {
            cursor = (lines.len() + at, 6);
            let options = 0..finding.options().len();
            spots.extend(options.map(|at| (lines.len() + at, 0..self.columns, Aim::Go(Target::Choice(at)))));
            // The option is what the cursor is on, not the row above it.
            lines.iter_mut().flat_map(|line| &mut line.0).for_each(|part| part.tone = Tone::Beside);
            lines
                .extend(finding.options().iter().enumerate().map(|(number, option)| self.choice(option, number == at)));
        }
        Block { lines, focused, cursor, spots, ..Block::default() }
    }

    /// An option of a choice while one is chosen.
    fn choice(&self, option: &ChoiceOption, is_here: bool) -> Line {
        let text = fit::cut(&format!("    {} {}", pointer(is_here), self.words.say(&option.label)), self.columns);
        lined(if is_here { Tone::Plain } else { Tone::Beside }, text)
    }

    /// `[   612] 10^9/L HIGH`, and where in it the cursor stands.
    fn quantity(&self, id: FindingId, measure: &Measure) -> (Vec<Span>, usize) {
        let columns = self.value;
        let stored = self.value_of(id);
        let mut unit = if let Some(AnswerValue::Quantity(quantity)) = stored { quantity.unit } else { 0 };
        let mut typing_at = 1;
        let amount = match (&self.common.mode, stored) {
            (Mode::Quantity { finding, field, unit: chosen }, _) if *finding == id => {
                unit = *chosen;
                let (shown, column) = field.window(columns.amount);
                typing_at = column + 1;
                fit::pad(&shown, columns.amount)
            }
            (_, Some(AnswerValue::Quantity(quantity))) => fit::pad_left(&say::amount(&quantity), columns.amount),
            (_, Some(AnswerValue::Unobtainable)) => fit::pad_left("~", columns.amount),
            _ => " ".repeat(columns.amount),
        };
        let unit = measure.units.get(unit).unwrap_or(measure.canonical_unit()).shown(self.words.lang);
        let flag = self.chart.assessment.flag(id);
        let flag = flag.map_or_else(String::new, |flag| self.words.flag(flag).to_uppercase());
        let value = vec![
            span(Tone::Plain, format!("[{amount}]")),
            span(Tone::Plain, format!(" {}", pad_at_least(unit, columns.unit))),
            span(Tone::Strong, format!(" {}", fit::pad(&flag, columns.flag))),
        ];
        (value, typing_at)
    }

    /// `[Male    ]`, as wide as a number with unit and flag, so that values stand below each other.
    fn option(&self, id: FindingId, finding: &Finding) -> Span {
        let shown = match self.value_of(id) {
            Some(AnswerValue::Option(option)) => self.words.say(&option.of(finding.options()).label),
            Some(AnswerValue::Unobtainable) => "~",
            _ => "",
        };
        let field = format!("[{}]", pad_at_least(shown, self.value.amount));
        let all = self.value.amount + 4 + self.value.unit + self.value.flag;
        span(Tone::Plain, pad_at_least(&field, all))
    }
}

fn pad_at_least(text: &str, columns: usize) -> String {
    if fit::width(text) >= columns { fit::plain(text).into_owned() } else { fit::pad(text, columns) }
}
