//! The rows of the checklist.

use super::{Block, Inked, POINTER, fold_mark, tagged};
use crate::case::AnswerValue;
use crate::knowledge::files::Tier;
use crate::knowledge::{Finding, FindingId, Kind, Measure};
use crate::say::Wording;
use crate::say::document::Tone;
use crate::tui::fit;
use crate::tui::model::{Chart, Mode, Model, Pane, Screen};
use crate::tui::rows::{self, Count, Place, Row};
use crate::tui::say;

/// The rows of the checklist.
pub fn checklist(model: &Model, chart: &Chart, columns: usize) -> Vec<Block> {
    let all = rows::rows(model, chart);
    let current = rows::current(chart, &all);
    let focused = model.screen == Screen::Case && chart.pane == Pane::List && chart.place != Place::Results;
    let list = Checklist { words: model.wording(), model, chart, columns, value: ValueColumns::of(model, &all) };
    all.iter().map(|row| list.block(*row, focused && current == Some(*row))).collect()
}

/// The widths of a value's parts, the same for all rows of a place.
#[derive(Clone, Copy)]
struct ValueColumns {
    amount: usize,
    unit: usize,
    flag: usize,
}

impl ValueColumns {
    fn of(model: &Model, rows: &[Row]) -> ValueColumns {
        let words = &model.words().answer;
        let flags = [&words.low, &words.normal, &words.high];
        let units = rows.iter().filter_map(|row| match row {
            Row::Finding(finding) => model.knowledge.finding(*finding).measure(),
            _ => None,
        });
        let unit = units.map(|measure| fit::width(measure.canonical_unit().shown(model.lang))).max();
        ValueColumns {
            amount: 8,
            unit: unit.unwrap_or(0).min(10),
            flag: flags.iter().map(|flag| fit::width(model.wording().say(flag))).max().unwrap_or(0),
        }
    }
}

/// What the rows are made from.
struct Checklist<'m> {
    words: Wording<'m>,
    model: &'m Model<'m>,
    chart: &'m Chart,
    columns: usize,
    value: ValueColumns,
}

impl Checklist<'_> {
    fn block(&self, row: Row, focused: bool) -> Block {
        let pointer = if focused { POINTER } else { " " };
        let (lines, column) = match row {
            Row::Section(section) => {
                let section_count = rows::count(self.chart, rows::counted(self.words.knowledge, section));
                let label = &self.words.knowledge.sections[section.index()].label;
                (self.fold(row, pointer, 0, self.words.say(label), section_count), 2)
            }
            Row::Tier(section, tier) => {
                let terminal = &self.words.words().terminal;
                let name = match tier {
                    Tier::Detail => &terminal.tier_detail,
                    _ => &terminal.tier_support,
                };
                let counted = rows::count(self.chart, rows::of_tier(self.words.knowledge, section, tier));
                (self.fold(row, pointer, 0, self.words.say(name), counted), 2)
            }
            Row::Finding(id) => return self.finding(id, pointer, focused),
        };
        Block { lines, focused, cursor: (0, column) }
    }

    fn fold(&self, row: Row, pointer: &str, depth: usize, name: &str, count: Count) -> Vec<Inked> {
        let open = self.chart.unfolded.contains(&row);
        let prefix = format!("{pointer} {}{} ", " ".repeat(depth), fold_mark(self.model, open));
        let known =
            self.words.words().terminal.fold_count(self.words.lang, count.known.to_string(), count.of.to_string());
        tagged(&prefix, 4, name, vec![(known, Tone::Plain)], Tone::Strong, self.columns)
    }

    fn finding(&self, id: FindingId, pointer: &str, focused: bool) -> Block {
        let finding = self.words.knowledge.finding(id);
        match &finding.kind {
            Kind::Sign(_) => {
                let prefix = format!("{pointer} {} ", self.mark(id));
                let label = self.words.say(&finding.label);
                let lines = tagged(&prefix, 6, label, self.remarks(id, Vec::new()), Tone::Plain, self.columns);
                Block { lines, focused, cursor: (0, 3) }
            }
            Kind::Quantity(_) | Kind::Choice(_) => self.valued(id, finding, pointer, focused),
        }
    }

    fn mark(&self, id: FindingId) -> &'static str {
        let answer = self.chart.case.answer(id).map(|answer| answer.value);
        match (answer, self.chart.known().inferred(id)) {
            (Some(AnswerValue::Present), _) => "[x]",
            (Some(AnswerValue::Absent), _) => "[-]",
            (_, Some(inferred)) if inferred.present => "(x)",
            (_, Some(_)) => "(-)",
            (Some(AnswerValue::Unobtainable), None) => "[~]",
            _ => "[ ]",
        }
    }

    /// Words against the right edge: a note, a disagreement.
    fn remarks(&self, id: FindingId, mut tag: Vec<(String, Tone)>) -> Vec<(String, Tone)> {
        let terminal = &self.words.words().terminal;
        let space = |tag: &Vec<(String, Tone)>| if tag.is_empty() { "" } else { " " };
        if self.chart.case.answer(id).is_some_and(|answer| answer.note.is_some()) {
            tag.insert(0, (format!("{}{}", self.words.say(&terminal.has_note), space(&tag)), Tone::Plain));
        }
        if let Some(cause) = self.chart.case.answer(id).and_then(|answer| answer.explained.as_ref()) {
            let cause = fit::cut(&self.words.explained(cause), self.columns / 2);
            tag.insert(0, (format!("{cause}{}", space(&tag)), Tone::Strong));
        }
        if rows::doubt(self.chart, id).is_some() {
            let check = self.words.to_check("");
            tag.insert(0, (format!("{}{}", check.trim(), space(&tag)), Tone::Alert));
        }
        if self.chart.assessment.conflicts.iter().any(|conflict| conflict.finding == id) {
            let word = format!("{}{}", self.words.say(&terminal.disagrees), space(&tag));
            tag.insert(0, (word, Tone::Alert));
        }
        tag
    }

    fn valued(&self, id: FindingId, finding: &Finding, pointer: &str, focused: bool) -> Block {
        let (value, typing_at) = match &finding.kind {
            Kind::Quantity(measure) => self.quantity(id, measure),
            _ => (self.option(id, finding), None),
        };
        let value_columns: usize = value.iter().map(|(text, _)| fit::width(text)).sum();
        let tag = self.remarks(id, value);
        let prefix = format!("{pointer} ");
        let mut lines = tagged(&prefix, 2, self.words.say(&finding.label), tag, Tone::Plain, self.columns);
        let value_at = self.columns.saturating_sub(value_columns.max(1));
        let mut cursor = (lines.len() - 1, value_at + typing_at.unwrap_or(1));
        if let Mode::Options { finding: open, at } = &self.model.mode
            && *open == id
        {
            cursor = (lines.len() + at, 6);
            // The option is what the cursor is on, not the row above it.
            lines.iter_mut().flatten().for_each(|(_, ink)| *ink = Tone::Beside);
            lines.extend(self.options(finding, *at));
        }
        Block { lines, focused, cursor }
    }

    /// `[   612] 10^9/L HIGH`, and where in it the typing stands.
    fn quantity(&self, id: FindingId, measure: &Measure) -> (Inked, Option<usize>) {
        let stored = self.chart.case.answer(id).map(|answer| answer.value);
        let columns = self.value;
        let (mut unit, mut typing_at) = (0, None);
        if let Some(AnswerValue::Quantity(quantity)) = stored {
            unit = quantity.unit;
        }
        let amount = match (&self.model.mode, stored) {
            (Mode::Quantity { finding, field, unit: chosen }, _) if *finding == id => {
                unit = *chosen;
                let (shown, column) = field.window(columns.amount);
                typing_at = Some(column + 1);
                fit::pad(&shown, columns.amount)
            }
            (_, Some(AnswerValue::Quantity(quantity))) => fit::pad_left(&say::amount(&quantity), columns.amount),
            (_, Some(AnswerValue::Unobtainable)) => fit::pad_left("~", columns.amount),
            _ => " ".repeat(columns.amount),
        };
        let flag = self.chart.assessment.flag(id);
        let flag = flag.map_or_else(String::new, |flag| self.words.flag(flag).to_uppercase());
        let value = vec![
            (format!("[{amount}]"), Tone::Plain),
            (format!(" {}", pad_at_least(measure.units[unit].shown(self.words.lang), columns.unit)), Tone::Plain),
            (format!(" {}", fit::pad(&flag, columns.flag)), Tone::Strong),
        ];
        (value, typing_at)
    }

    /// `[Male    ]`, as wide as a number with unit and flag, so that values stand below each other.
    fn option(&self, id: FindingId, finding: &Finding) -> Inked {
        let shown = match self.chart.case.answer(id).map(|answer| answer.value) {
            Some(AnswerValue::Option(option)) => self.words.say(&finding.options()[option.index()].label),
            Some(AnswerValue::Unobtainable) => "~",
            _ => "",
        };
        let field = format!("[{}]", pad_at_least(shown, self.value.amount));
        let all = self.value.amount + 4 + self.value.unit + self.value.flag;
        vec![(pad_at_least(&field, all), Tone::Plain)]
    }

    /// The options of a choice while one is chosen.
    fn options(&self, finding: &Finding, at: usize) -> Vec<Inked> {
        let line = |(number, option): (usize, &crate::knowledge::ChoiceOption)| {
            let (mark, ink) = if number == at { (POINTER, Tone::Plain) } else { (" ", Tone::Beside) };
            vec![(fit::cut(&format!("    {mark} {}", self.words.say(&option.label)), self.columns), ink)]
        };
        finding.options().iter().enumerate().map(line).collect()
    }
}

fn pad_at_least(text: &str, columns: usize) -> String {
    if fit::width(text) >= columns { fit::plain(text).into_owned() } else { fit::pad(text, columns) }
}
