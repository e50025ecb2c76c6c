//! Rows and lines as text of a given width: what the view paints, and what scrolling goes by.

use super::fit;
use super::model::{Chart, Mode, Model, Pane, Screen};
use super::outline::{self, Detail, Line, Node};
use super::rows::{self, Count, Place, Row};
use super::say::{self, Words};
use super::update::{self, Choice};
use crate::case::AnswerValue;
use crate::engine::Verdict;
use crate::knowledge::{Finding, FindingId, Kind};

/// What a piece of text means; the theme decides what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Title,
    Met,
    NotMet,
    Undetermined,
    Alert,
    /// Within a block that has the cursor, but not part of what it is on.
    Beside,
}

/// A line of inked pieces.
pub type Inked = Vec<(String, Ink)>;

/// One row as lines; a row is scrolled as a whole.
#[derive(Clone, Debug, Default)]
pub struct Block {
    pub lines: Vec<Inked>,
    /// Whether it has the cursor; it is then shown reversed.
    pub focused: bool,
    /// Where the terminal's cursor stands within it: line and column.
    pub cursor: (usize, usize),
}

/// The first line to show, so that the block with the cursor is seen.
pub fn scrolled(blocks: &[Block], at: Option<usize>, top: usize, height: usize) -> usize {
    let total = blocks.iter().map(|block| block.lines.len()).sum();
    let Some(at) = at.filter(|at| *at < blocks.len()) else { return 0 };
    let from: usize = blocks[..at].iter().map(|block| block.lines.len()).sum();
    let to = from + blocks[at].lines.len();
    super::layout::scroll(top, from, to, height, total)
}

impl From<Verdict> for Ink {
    fn from(verdict: Verdict) -> Ink {
        match verdict {
            Verdict::Met => Ink::Met,
            Verdict::NotMet => Ink::NotMet,
            Verdict::Undetermined => Ink::Undetermined,
        }
    }
}

const POINTER: &str = ">";

/// Text with a tag against the right edge; the tag goes to a line of its own where there is no room.
fn tagged(prefix: &str, hang: usize, text: &str, tag: Vec<(String, Ink)>, ink: Ink, columns: usize) -> Vec<Inked> {
    let tag_width: usize = tag.iter().map(|(text, _)| fit::width(text)).sum();
    let lead = fit::width(prefix);
    let room = columns.saturating_sub(lead.max(hang));
    let mut lines: Vec<Inked> = Vec::new();
    for (at, part) in fit::wrap(text, room).into_iter().enumerate() {
        let before = if at == 0 { prefix.to_owned() } else { " ".repeat(hang) };
        lines.push(vec![(before, Ink::Plain), (part, ink)]);
    }
    if tag_width == 0 {
        return lines;
    }
    let used: usize = lines.last().map_or(0, |line| line.iter().map(|(text, _)| fit::width(text)).sum());
    let tag: Vec<(String, Ink)> = if tag_width > columns {
        tag.into_iter().map(|(text, ink)| (fit::cut(&text, columns), ink)).collect()
    } else {
        tag
    };
    let tag_width = tag_width.min(columns);
    match lines.last_mut() {
        Some(last) if used + 1 + tag_width <= columns => {
            last.push((" ".repeat(columns - used - tag_width), Ink::Plain));
            last.extend(tag);
        }
        _ => {
            let mut line = vec![(" ".repeat(columns - tag_width), Ink::Plain)];
            line.extend(tag);
            lines.push(line);
        }
    }
    lines
}

/// The rows of the checklist.
pub fn checklist(model: &Model, chart: &Chart, columns: usize) -> Vec<Block> {
    let all = rows::rows(model, chart);
    let current = rows::current(chart, &all);
    let focused = model.screen == Screen::Case && chart.pane == Pane::List && chart.place != Place::Results;
    let list = Checklist { words: Words::of(model), model, chart, columns, value: ValueColumns::of(model, &all) };
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
        let unit = units.map(|measure| fit::width(&measure.canonical_unit().shown())).max();
        ValueColumns {
            amount: 8,
            unit: unit.unwrap_or(0).min(10),
            flag: flags.iter().map(|flag| fit::width(flag.get(model.lang))).max().unwrap_or(0),
        }
    }
}

struct Checklist<'m> {
    words: Words<'m>,
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
                (self.fold(row, pointer, 0, self.words.text(label), section_count), 2)
            }
            Row::Tier(section, tier) => {
                let terminal = &self.words.interface.terminal;
                let name = match tier {
                    crate::knowledge::files::Tier::Detail => &terminal.tier_detail,
                    _ => &terminal.tier_support,
                };
                let counted = rows::count(self.chart, rows::of_tier(self.words.knowledge, section, tier));
                (self.fold(row, pointer, 0, self.words.text(name), counted), 2)
            }
            Row::Finding(id) => return self.finding(id, pointer, focused),
        };
        Block { lines, focused, cursor: (0, column) }
    }

    fn fold(&self, row: Row, pointer: &str, depth: usize, name: &str, count: Count) -> Vec<Inked> {
        let open = self.chart.unfolded.contains(&row);
        let prefix = format!("{pointer} {}{} ", " ".repeat(depth), fold_mark(self.model, open));
        let known = self
            .words
            .interface
            .terminal
            .fold_count
            .fill(self.words.lang, &[("known", &count.known.to_string()), ("of", &count.of.to_string())]);
        tagged(&prefix, 4, name, vec![(known, Ink::Plain)], Ink::Title, self.columns)
    }

    fn finding(&self, id: FindingId, pointer: &str, focused: bool) -> Block {
        let finding = self.words.knowledge.finding(id);
        match &finding.kind {
            Kind::Sign(_) => {
                let prefix = format!("{pointer} {} ", self.mark(id));
                let label = self.words.text(&finding.label);
                let lines = tagged(&prefix, 6, label, self.remarks(id, Vec::new()), Ink::Plain, self.columns);
                Block { lines, focused, cursor: (0, 3) }
            }
            Kind::Quantity(_) | Kind::Choice(_) => self.valued(id, finding, pointer, focused),
        }
    }

    fn mark(&self, id: FindingId) -> &'static str {
        let answer = self.chart.case.answer(id).map(|answer| answer.value);
        match (answer, rows::inferred(&self.chart.assessment, id)) {
            (Some(AnswerValue::Present), _) => "[x]",
            (Some(AnswerValue::Absent), _) => "[-]",
            (_, Some(inferred)) if inferred.present => "(x)",
            (_, Some(_)) => "(-)",
            (Some(AnswerValue::Unobtainable), None) => "[~]",
            _ => "[ ]",
        }
    }

    /// Words against the right edge: a note, a disagreement.
    fn remarks(&self, id: FindingId, mut tag: Vec<(String, Ink)>) -> Vec<(String, Ink)> {
        let terminal = &self.words.interface.terminal;
        let space = |tag: &Vec<(String, Ink)>| if tag.is_empty() { "" } else { " " };
        if self.chart.case.answer(id).is_some_and(|answer| answer.note.is_some()) {
            tag.insert(0, (format!("{}{}", self.words.text(&terminal.has_note), space(&tag)), Ink::Plain));
        }
        if self.chart.assessment.conflicts.iter().any(|conflict| conflict.finding == id) {
            let word = format!("{}{}", self.words.text(&terminal.disagrees), space(&tag));
            tag.insert(0, (word, Ink::Alert));
        }
        tag
    }

    fn valued(&self, id: FindingId, finding: &Finding, pointer: &str, focused: bool) -> Block {
        let answer = self.chart.case.answer(id);
        let mut cursor = None;
        let mut tag: Vec<(String, Ink)> = Vec::new();
        let value = answer.map(|answer| answer.value);
        if let Kind::Quantity(measure) = &finding.kind {
            let stored = match value {
                Some(AnswerValue::Quantity(quantity)) => Some(quantity),
                _ => None,
            };
            let mut unit = stored.map_or(0, |quantity| quantity.unit);
            let amount = match &self.model.mode {
                Mode::Quantity { finding, field, unit: chosen } if *finding == id => {
                    unit = *chosen;
                    let (shown, column) = field.window(self.value.amount);
                    cursor = Some(column + 1);
                    fit::pad(&shown, self.value.amount)
                }
                _ => match (stored, value) {
                    (Some(quantity), _) => fit::pad_left(&say::amount(&quantity), self.value.amount),
                    (None, Some(AnswerValue::Unobtainable)) => fit::pad_left("~", self.value.amount),
                    _ => " ".repeat(self.value.amount),
                },
            };
            let flag = update::flag(&self.chart.assessment, id);
            let flag_word = flag.map_or_else(String::new, |flag| self.words.flag(flag).to_uppercase());
            tag.push((format!("[{amount}]"), Ink::Plain));
            tag.push((format!(" {}", pad_at_least(&measure.units[unit].shown(), self.value.unit)), Ink::Plain));
            tag.push((format!(" {}", fit::pad(&flag_word, self.value.flag)), Ink::Title));
        } else {
            let shown = match value {
                Some(AnswerValue::Option(option)) => {
                    self.words.text(&finding.options()[option.index()].label).to_owned()
                }
                Some(AnswerValue::Unobtainable) => "~".to_owned(),
                _ => String::new(),
            };
            // As wide as a number with unit and flag, so that values stand below each other.
            let all = self.value.amount + 4 + self.value.unit + self.value.flag;
            let field = format!("[{}]", pad_at_least(&shown, self.value.amount));
            tag.push((pad_at_least(&field, all), Ink::Plain));
        }
        let tag = self.remarks(id, tag);
        let before_value = tag.iter().map(|(text, _)| text.as_str()).take_while(|text| !text.starts_with('['));
        let remarks: usize = before_value.map(fit::width).sum();
        let tag_width: usize = tag.iter().map(|(text, _)| fit::width(text)).sum();
        let prefix = format!("{pointer} ");
        let mut lines = tagged(&prefix, 2, self.words.text(&finding.label), tag, Ink::Plain, self.columns);
        let last = lines.len() - 1;
        let value_at = (self.columns.saturating_sub(tag_width) + remarks).min(self.columns.saturating_sub(1));
        let mut place = (last, value_at + cursor.unwrap_or(1));
        if let Mode::Options { finding: open, at } = &self.model.mode
            && *open == id
        {
            place = (lines.len() + at, 6);
            for (number, option) in finding.options().iter().enumerate() {
                let chosen = number == *at;
                let mark = if chosen { POINTER } else { " " };
                let text = fit::cut(&format!("    {mark} {}", self.words.text(&option.label)), self.columns);
                lines.push(vec![(text, if chosen { Ink::Plain } else { Ink::Beside })]);
            }
            for line in &mut lines[..=last] {
                line.iter_mut().for_each(|(_, ink)| *ink = Ink::Beside);
            }
        }
        Block { lines, focused, cursor: place }
    }
}

fn pad_at_least(text: &str, columns: usize) -> String {
    if fit::width(text) >= columns { fit::plain(text).into_owned() } else { fit::pad(text, columns) }
}

fn fold_mark(model: &Model, open: bool) -> &'static str {
    match (model.ascii, open) {
        (true, true) => "v",
        (true, false) => "+",
        (false, true) => "\u{25be}",
        (false, false) => "\u{25b8}",
    }
}

/// The lines of a result tree.
pub fn outline(model: &Model, chart: &Chart, detail: Detail, lines: &[Line], columns: usize) -> Vec<Block> {
    let words = Words::of(model);
    let tree = if detail == Detail::Full { &chart.full } else { &chart.brief };
    let has_keyboard = chart.place == Place::Results || chart.pane == Pane::Result;
    let at = outline::cursor(tree, lines);
    let block = |(number, line): (usize, &Line)| {
        let focused = has_keyboard && at == Some(number);
        let pointer = if focused { POINTER } else { " " };
        let fold = line.fold.map_or(" ", |open| fold_mark(model, open));
        let mut prefix = format!("{pointer}{}{fold} ", " ".repeat(line.depth));
        let mut text_ink = Ink::Plain;
        let mut tag_ink = Ink::Plain;
        match line.node {
            Node::Set(_) => {
                text_ink = Ink::Title;
                tag_ink = line.verdict.map_or(Ink::Plain, Ink::from);
            }
            Node::Group(_) => {
                text_ink = Ink::Title;
                prefix = format!("{pointer} ");
            }
            Node::Conflicts => text_ink = Ink::Alert,
            Node::Criterion(..) => {
                if let Some(verdict) = line.verdict {
                    prefix.push_str(&format!("{} ", fit::pad(words.verdict_mark(verdict), MARK)));
                }
            }
            _ => {}
        }
        let hang = fit::width(&prefix);
        let tag = if line.tag.is_empty() { Vec::new() } else { vec![(line.tag.clone(), tag_ink)] };
        Block { lines: tagged(&prefix, hang, &line.text, tag, text_ink, columns), focused, cursor: (0, 1 + line.depth) }
    };
    lines.iter().enumerate().map(block).collect()
}

/// The columns of the word before a criterion.
const MARK: usize = 3;

/// The home screen or the list of teaching cases, and which block has the cursor.
pub fn home(model: &Model, columns: usize) -> (Vec<Block>, Option<usize>) {
    let words = Words::of(model);
    let terminal = &words.interface.terminal;
    let mut blocks = Vec::new();
    let text = |blocks: &mut Vec<Block>, text: &str, ink: Ink| {
        let lines = fit::wrap(text, columns.saturating_sub(2).min(100));
        let lines = lines.into_iter().map(|line| vec![("  ".to_owned(), Ink::Plain), (line, ink)]).collect();
        blocks.push(Block { lines, ..Block::default() });
    };
    let entry = |blocks: &mut Vec<Block>, focused: bool, name: &str, tag: &str| {
        let prefix = if focused { "> " } else { "  " };
        let tag = if tag.is_empty() { Vec::new() } else { vec![(tag.to_owned(), Ink::Plain)] };
        let lines = tagged(prefix, 2, name, tag, Ink::Plain, columns.min(100));
        blocks.push(Block { lines, focused, cursor: (0, 0) });
    };
    let mut at = None;
    if model.screen == Screen::Teaching {
        text(&mut blocks, words.text(&terminal.teaching_intro), Ink::Plain);
        text(&mut blocks, "", Ink::Plain);
        for (number, case) in model.home.teaching.iter().enumerate() {
            let focused = number == model.home.teaching_cursor;
            if focused {
                at = Some(blocks.len());
            }
            entry(&mut blocks, focused, words.text(&case.title), "");
        }
        return (blocks, at);
    }
    text(&mut blocks, words.text(&terminal.home_intro), Ink::Title);
    text(&mut blocks, words.text(&words.knowledge.notice), Ink::Plain);
    text(&mut blocks, "", Ink::Plain);
    let mut shelf_titled = false;
    for (number, choice) in update::choices(model).into_iter().enumerate() {
        let focused = number == model.home.cursor;
        if number > 0 && matches!(choice, Choice::Open(_)) && !shelf_titled {
            shelf_titled = true;
            text(&mut blocks, "", Ink::Plain);
            text(&mut blocks, words.text(&terminal.shelf), Ink::Title);
        }
        if focused {
            at = Some(blocks.len());
        }
        let (name, tag) = choice_words(model, &words, choice, number);
        entry(&mut blocks, focused, &name, &tag);
    }
    (blocks, at)
}

fn choice_words(model: &Model, words: &Words, choice: Choice, number: usize) -> (String, String) {
    let terminal = &words.interface.terminal;
    let name = |text| words.text(text).to_owned();
    match choice {
        Choice::Return => {
            let at = model.chart.as_ref().and_then(|chart| chart.disk.at.as_ref());
            let case = at.map_or_else(|| name(&terminal.new_case), |at| at.name.clone());
            (terminal.go_on.fill(words.lang, &[("case", &case)]), String::new())
        }
        Choice::Open(at) => {
            let line = &model.home.shelf[at];
            let age = line.age.map_or_else(String::new, |age| words.age(age));
            let title = match number {
                0 => terminal.go_on.fill(words.lang, &[("case", &line.name)]),
                _ => line.name.clone(),
            };
            (title, age)
        }
        Choice::New => (name(&terminal.choose_new), String::new()),
        Choice::Teaching => (name(&terminal.choose_teaching), String::new()),
        Choice::Language => (name(&terminal.choose_language), String::new()),
        Choice::Quit => (name(&terminal.choose_quit), String::new()),
    }
}
