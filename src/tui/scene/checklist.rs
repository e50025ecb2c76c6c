//! The rows of the sheet.

use std::ops::Range;

use super::pane::{Aim, Block, Target, lined, pointer, span, tagged};
use crate::case::{Answer, AnswerValue};
use crate::knowledge::{ChoiceOption, Finding, FindingId, Kind, Measure, SectionId};
use crate::say::Wording;
use crate::say::document::{Line, Span, Tone};
use crate::tui::model::chart::Chart;
use crate::tui::model::place::Row;
use crate::tui::model::rows::{self, Count};
use crate::tui::model::{Common, Mode};
use crate::tui::{fit, say};

/// The lines of the list as blocks.
pub(super) fn checklist(common: &Common, chart: &Chart, columns: usize) -> Vec<Block> {
    let current = rows::current_row(common.knowledge, chart).filter(|_| !chart.is_beside());
    let list = Checklist { words: common.wording(), common, chart, columns, value: ValueColumns::of(common, columns) };
    let (mut blocks, mut rows) = (Vec::new(), Vec::new());
    for line in rows::each_line(common.knowledge, chart) {
        rows.clear();
        rows.extend(line.rows());
        list.line(&rows, current, &mut blocks);
    }
    blocks
}

/// The widths of a value's parts, the same for all rows.
#[derive(Clone, Copy)]
struct ValueColumns {
    amount: usize,
    unit: usize,
    flag: usize,
}

impl ValueColumns {
    fn of(common: &Common, columns: usize) -> ValueColumns {
        let words = &common.words().answer;
        let flags = [&words.low, &words.normal, &words.high];
        let roomy = columns >= 60;
        ValueColumns {
            amount: 8,
            unit: if roomy { 10 } else { 8 },
            flag: flags.iter().map(|flag| fit::width(common.wording().say(flag))).max().unwrap_or(0),
        }
    }
}

/// The columns before a row's text: the pointer, and what sets it off from the headings.
const INDENT: usize = 3;

/// A sign that others may stand beside.
struct Sign {
    row: Row,
    mark: &'static str,
    label: &'static str,
    /// The columns of mark and label, with the space between.
    columns: usize,
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
    /// A line; of signs that share one as many stand beside each other as there is room for.
    fn line(&self, line: &[Row], current: Option<Row>, blocks: &mut Vec<Block>) {
        let mut rest = line;
        while let Some((first, further)) = rest.split_first() {
            let beside = (2..=rest.len()).rev().find_map(|count| {
                let (beside, below) = rest.split_at(count);
                let signs: Vec<Sign> = beside.iter().map(|row| self.beside_others(*row)).collect::<Option<_>>()?;
                Some((self.shared(&signs, current)?, below))
            });
            // There is nothing to be done on a heading that no sign sums up.
            let is_mere_heading =
                matches!(first, Row::Heading(_)) && rows::answered_on(self.words.knowledge, *first).is_none();
            let target = (!is_mere_heading).then_some(Target::Row(*first));
            let alone = || Block { target, ..self.block(*first, current == Some(*first)) };
            let (block, below) = beside.unwrap_or_else(|| (alone(), further));
            blocks.push(block);
            rest = below;
        }
    }

    fn block(&self, row: Row, focused: bool) -> Block {
        match row {
            Row::Heading(section) => self.heading(section, focused),
            Row::Rest(section) => self.rest(section, focused),
            Row::Finding(id) => self.finding(id, focused),
        }
    }

    /// A part with what sums it up, and how much of it is known.
    fn heading(&self, id: SectionId, focused: bool) -> Block {
        let section = id.of(&self.words.knowledge.sections);
        let prefix = [pointer(focused), &fit::pad(&section.letter, 1), " "].concat();
        let Some(part) = rows::part(self.words.knowledge, id) else { return Block::default() };
        let count = rows::count_of(self.chart, part);
        let answer = part.summed_up_by.map_or("", |finding| self.summary(finding));
        let mut tag = part.summed_up_by.map_or_else(Vec::new, |finding| self.remarks(finding));
        tag.push(span(Tone::Strong, format!("{answer}  {}", counted(count))));
        let lines = tagged(prefix, INDENT, self.words.say(&section.short), tag, Tone::Strong, self.columns);
        Block { lines, focused, cursor: (0, 1), ..Block::default() }
    }

    /// Yes or no, where that is known of a sign.
    fn summary(&self, id: FindingId) -> &str {
        let words = &self.words.words().terminal;
        match (self.value_of(id), self.chart.known().inferred(id)) {
            (Some(AnswerValue::Present), _) => self.words.say(&words.mark_met),
            (Some(AnswerValue::Absent), _) => self.words.say(&words.mark_not_met),
            (Some(AnswerValue::Unobtainable), None) => "~",
            (_, Some(inferred)) if inferred.present => self.words.say(&words.mark_met),
            (_, Some(_)) => self.words.say(&words.mark_not_met),
            _ => "",
        }
    }

    /// What a section has besides its key findings.
    fn rest(&self, id: SectionId, focused: bool) -> Block {
        let (words, knowledge) = (self.words, self.words.knowledge);
        let findings = rows::rest_of(knowledge, id);
        let count = rows::count(self.chart, findings.iter().copied());
        let sheet = &words.words().chart;
        let open = self.chart.unfolded.contains(&id);
        let sign = if open { "-" } else { "+" };
        let tag = if count.known > 0 { counted(count) } else { String::new() };
        let (lead, tone) = match rows::part(knowledge, id) {
            Some(_) => (format!("{}  {sign} ", pointer(focused)), Tone::Plain),
            None => (format!("{}{sign} ", pointer(focused)), Tone::Strong),
        };
        let text = match (rows::part(knowledge, id), open) {
            (None, _) => words.pair(words.say(&id.of(&knowledge.sections).label), &findings.len().to_string()),
            (Some(_), true) => sheet.more_open(words.lang, findings.len()),
            (Some(_), false) => {
                // Most of many names would be cut off: those that fill the line are enough.
                let mut named = 0;
                let seen = |label: &&str| {
                    let is_seen = named <= self.columns;
                    named += fit::width(label);
                    is_seen
                };
                let names = words.names(findings.iter().map(|finding| words.label(*finding)).take_while(seen));
                sheet.more(words.lang, findings.len(), &names)
            }
        };
        let room = self.columns.saturating_sub(fit::width(&lead) + fit::width(&tag) + 1);
        let tag = vec![span(Tone::Plain, tag)];
        let cursor = (0, fit::width(&lead).saturating_sub(2));
        let lines = tagged(lead, INDENT, fit::cut(text, room), tag, tone, self.columns);
        Block { lines, focused, cursor, ..Block::default() }
    }

    /// A sign that others may stand beside: `None` where more is to be said of it.
    fn beside_others(&self, row: Row) -> Option<Sign> {
        let Row::Finding(id) = row else { return None };
        let (mark, label) = (self.mark(id), self.label(id));
        let columns = fit::width(mark) + 1 + fit::width(label);
        self.remarks(id).is_empty().then_some(Sign { row, mark, label, columns })
    }

    /// Signs beside each other; `None` where they need more room than the line has.
    fn shared(&self, signs: &[Sign], current: Option<Row>) -> Option<Block> {
        let shares = self.shares(signs)?;
        let at = signs.iter().position(|sign| current == Some(sign.row));
        let mut spans = Vec::with_capacity(2 + 2 * signs.len());
        spans.push(span(Tone::Beside, [pointer(at == Some(0)), " "].concat()));
        let mut parts: Vec<(Range<usize>, Target)> = Vec::new();
        let mut spots = Vec::new();
        let mut x = INDENT - 1;
        for (number, (sign, columns)) in signs.iter().zip(shares).enumerate() {
            let has_cursor = at == Some(number);
            let lead = pointer(has_cursor && number > 0);
            let tone = if has_cursor { Tone::Plain } else { Tone::Beside };
            spans.push(span(tone, [lead, sign.mark, " ", sign.label].concat()));
            spans.push(span(Tone::Beside, fit::spaces(columns.saturating_sub(1 + sign.columns))));
            parts.push((x..x + columns, Target::Row(sign.row)));
            spots.push((0, x + 1..x + 4, Aim::Mark(Target::Row(sign.row))));
            x += columns;
        }
        spans.push(span(Tone::Beside, fit::spaces(self.columns.saturating_sub(x))));
        let target = parts.get(at.unwrap_or(0)).map(|(_, target)| *target);
        let cursor = (0, parts.get(at.unwrap_or(0)).map_or(0, |(range, _)| range.start + 2));
        Some(Block { lines: vec![Line(spans)], focused: at.is_some(), target, cursor, parts, spots })
    }

    /// The columns of each, equal if they all fit so.
    fn shares(&self, signs: &[Sign]) -> Option<Vec<usize>> {
        let room = self.columns - (INDENT - 1);
        let needed: Vec<usize> = signs.iter().map(|sign| sign.columns + 2).collect();
        let even = room / signs.len();
        match () {
            () if needed.iter().all(|columns| *columns <= even) => Some(vec![even; signs.len()]),
            // The last one needs no gap after it.
            () if needed.iter().sum::<usize>() <= room + 1 => Some(needed),
            () => None,
        }
    }

    fn finding(&self, id: FindingId, focused: bool) -> Block {
        let finding = self.words.knowledge.finding(id);
        match &finding.kind {
            Kind::Sign(_) => {
                let prefix = [pointer(focused), "  ", self.mark(id), " "].concat();
                let lines = tagged(prefix, INDENT + 4, self.label(id), self.remarks(id), Tone::Plain, self.columns);
                let spots = vec![(0, INDENT..INDENT + 3, Aim::Mark(Target::Row(Row::Finding(id))))];
                Block { lines, focused, cursor: (0, INDENT + 1), spots, ..Block::default() }
            }
            Kind::Quantity(measure) => {
                let (value, typing_at) = self.quantity(id, measure);
                self.valued(id, finding, focused, value, typing_at)
            }
            Kind::Choice(_) => self.valued(id, finding, focused, vec![self.option(id, finding)], 1),
        }
    }

    /// What a finding is called on the sheet.
    fn label(&self, id: FindingId) -> &'static str {
        let short = self.words.knowledge.sheet.short(id);
        short.map_or_else(|| self.words.label(id), |short| self.words.say(short))
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

    /// Words against the right edge: a disagreement, what is to be checked, a better cause, a note.
    fn remarks(&self, id: FindingId) -> Vec<Span> {
        let (words, terminal) = (self.words, &self.words.words().terminal);
        let answer = self.answer(id);
        let conflicts = self.chart.assessment.conflicts.iter().any(|conflict| conflict.finding == id);
        let doubted = self.chart.doubt(id).is_some();
        let cause = answer.and_then(|answer| answer.explained.as_ref());
        let has_note = answer.is_some_and(|answer| answer.note.is_some());
        let remarks = [
            conflicts.then(|| span(Tone::Alert, words.say(&terminal.disagrees))),
            doubted.then(|| span(Tone::Alert, words.to_check("").trim().to_owned())),
            cause.map(|cause| span(Tone::Strong, fit::cut(words.explained(cause), self.columns / 2))),
            has_note.then(|| span(Tone::Plain, words.say(&terminal.has_note))),
        ];
        remarks.into_iter().flatten().flat_map(|remark| [remark, span(Tone::Plain, " ")]).collect()
    }

    /// A row with a value, and below it the options while one of them is chosen.
    fn valued(&self, id: FindingId, finding: &Finding, focused: bool, value: Vec<Span>, typing_at: usize) -> Block {
        let value_columns: usize = value.iter().map(|part| fit::width(&part.text)).sum();
        let prefix = [pointer(focused), "  "].concat();
        let tag: Vec<Span> = self.remarks(id).into_iter().chain(value).collect();
        let mut lines = tagged(prefix, INDENT, self.label(id), tag, Tone::Plain, self.columns);
        // The value stands against the right edge of the last line.
        let value_at = (lines.len() - 1, self.columns.saturating_sub(value_columns));
        let mut cursor = (value_at.0, value_at.1 + typing_at);
        let mut spots = Vec::new();
        if let Mode::Options { finding: chosen, at } = &self.common.mode
            && *chosen == id
            && focused
        {
            cursor = (lines.len() + at, 4);
            let options = 0..finding.options().len();
            spots.extend(options.map(|at| (lines.len() + at, 0..self.columns, Aim::Go(Target::Choice(at)))));
            let options = finding.options().iter().enumerate();
            lines.extend(options.map(|(number, option)| self.choice(option, number == *at)));
        }
        Block { lines, focused, cursor, spots, ..Block::default() }
    }

    /// An option of a choice while one is chosen.
    fn choice(&self, option: &ChoiceOption, is_here: bool) -> Line {
        let text = fit::cut(format!("    {} {}", pointer(is_here), self.words.say(&option.label)), self.columns);
        lined(if is_here { Tone::Plain } else { Tone::Beside }, text)
    }

    /// `[   612] 10^9/L HIGH`, and where in it the cursor stands. The unit stands there before a number does.
    fn quantity(&self, id: FindingId, measure: &Measure) -> (Vec<Span>, usize) {
        let columns = self.value;
        let stored = self.value_of(id);
        let mut unit = match stored {
            Some(AnswerValue::Quantity(quantity)) => quantity.unit,
            _ => self.common.unit_of(id, measure),
        };
        let mut typing_at = 1;
        let amount = match (&self.common.mode, stored) {
            (Mode::Quantity { finding, field, unit: chosen }, _) if *finding == id => {
                unit = *chosen;
                let (shown, column) = field.window(columns.amount);
                typing_at = column + 1;
                fit::pad(&shown, columns.amount).into()
            }
            (_, Some(AnswerValue::Quantity(quantity))) => fit::pad_left(&say::amount(&quantity), columns.amount).into(),
            (_, Some(AnswerValue::Unobtainable)) => fit::pad_left("~", columns.amount).into(),
            _ => fit::spaces(columns.amount),
        };
        let unit = fit::plain(measure.units.get(unit).unwrap_or(measure.canonical_unit()).shown(self.words.lang));
        let flag = self.chart.assessment.flag(id).map(|flag| self.words.flag(flag).to_uppercase()).unwrap_or_default();
        let value = vec![
            span(Tone::Plain, ["[", &amount, "] ", &unit, &fit::gap(&unit, columns.unit), " "].concat()),
            span(Tone::Strong, fit::pad(&flag, columns.flag)),
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
        let (shown, columns) = (fit::plain(shown), self.value);
        let within = fit::width(&shown).max(columns.amount);
        let after = fit::spaces((columns.amount + 2 + columns.unit + columns.flag).saturating_sub(within));
        span(Tone::Plain, ["[", &shown, &fit::gap(&shown, within), "]", &after].concat())
    }
}

/// `3/5`, as wide for every part.
fn counted(count: Count) -> String {
    format!("{}/{}", count.known, count.of)
}
