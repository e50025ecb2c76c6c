//! A document as text for a terminal of 80 columns.

use super::bars;
use super::document::{Block, Cell, Level, Line, Narrow, Row, Span, Table, Tone};
use super::linear;
use super::wrap::{longest, width, wrap};

/// The columns that a text takes at most.
pub const COLUMNS: usize = 80;

/// The columns between those of a table.
const GAP: usize = 2;

/// Whether the text may carry color. Nothing is said by color alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it is read on paper.
    Plain,
    /// ANSI colors by name, so that they fit the terminal's own scheme.
    Color,
    /// As it is heard: a fact a line, nothing laid out.
    Linear,
}

/// The document as text of 80 columns, or as lines of any length where it is to be heard.
pub fn text(blocks: &[Block], style: Style) -> String {
    if style == Style::Linear {
        return linear::text(blocks);
    }
    printed(&lines(blocks, COLUMNS), style)
}

/// The document as text of 80 columns with as few lines as may be, or as lines to be heard.
pub fn page(blocks: &[Block], style: Style) -> String {
    match style {
        Style::Linear => linear::text(blocks),
        style => printed(&page_lines(blocks), style),
    }
}

/// The narrowest layout: with less there is no room for a mark and a word.
const NARROWEST: usize = 16;

/// The document as lines of at most so many columns, none with space at its end. Where there is less room than the
/// narrowest layout takes, that one is given.
pub fn lines(blocks: &[Block], columns: usize) -> Vec<Line> {
    let mut writer = Writer { lines: Vec::new(), columns: columns.max(NARROWEST), tight: false };
    for (at, block) in blocks.iter().filter(|block| block.speaks()).enumerate() {
        if at > 0 {
            writer.lines.push(Line::default());
        }
        writer.block(block);
    }
    writer.lines
}

/// The document as the lines of a page: of its blank lines those alone that stand before a section, and before the
/// last block, which is its foot.
pub fn page_lines(blocks: &[Block]) -> Vec<Line> {
    let mut writer = Writer { lines: Vec::new(), columns: COLUMNS, tight: true };
    for (at, block) in blocks.iter().enumerate() {
        if matches!(block, Block::Heading(Level::Section, _)) || at + 1 == blocks.len() {
            writer.lines.push(Line::default());
        }
        writer.block(block);
    }
    writer.lines
}

/// Lines as a terminal takes them.
fn printed(lines: &[Line], style: Style) -> String {
    lines.iter().map(|line| printed_line(line, style) + "\n").collect()
}

fn printed_line(line: &Line, style: Style) -> String {
    let span = |span: &Span| {
        let code = match (style, span.tone) {
            (Style::Plain | Style::Linear, _) | (_, Tone::Plain | Tone::Beside) => None,
            (_, Tone::Strong | Tone::Undetermined) => Some("1"),
            (_, Tone::Met) => Some("36"),
            (_, Tone::NotMet | Tone::Alert) => Some("33"),
        };
        match code {
            Some(code) => format!("\u{1b}[{code}m{}\u{1b}[0m", span.text),
            None => span.text.to_string(),
        }
    };
    line.0.iter().map(span).collect()
}

struct Writer {
    lines: Vec<Line>,
    columns: usize,
    /// Whether the line under the name of a section goes on beside it.
    tight: bool,
}

impl Writer {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, line) => self.heading(*level, line),
            Block::Paragraph(line) | Block::Foot(line) => self.hanging("", line),
            Block::List(items) => items.iter().for_each(|item| self.hanging("- ", item)),
            Block::Numbered(items) => {
                let places = items.len().to_string().len();
                for (at, item) in items.iter().enumerate() {
                    self.hanging(&format!("{:>places$}. ", at + 1), item);
                }
            }
            Block::Table(table) => self.table(table),
            Block::Bars(bars) => bars::lines(bars, self.columns).into_iter().for_each(|line| self.line(line)),
            Block::Chart(_) => {}
            Block::Drawing(lines) => lines.iter().for_each(|line| self.line(line.clone())),
        }
    }

    fn heading(&mut self, level: Level, line: &Line) {
        let rule = match level {
            Level::Title => Some("="),
            Level::Section => Some("-"),
            Level::Part => None,
        };
        let mut longest = 0;
        for line in wrap(line, self.columns) {
            longest = longest.max(width(&line));
            self.line(Line(line.0.into_iter().map(|span| Span { tone: Tone::Strong, ..span }).collect()));
        }
        match (rule, self.lines.last_mut()) {
            (Some(rule), Some(last)) if self.tight && level == Level::Section => {
                let rest = self.columns.saturating_sub(width(last) + 1);
                *last = std::mem::take(last).with(Tone::Plain, format!(" {}", rule.repeat(rest)));
            }
            (Some(rule), _) => self.line(Line::plain(rule.repeat(longest))),
            (None, _) => {}
        }
    }

    /// A paragraph whose first line starts with a mark and whose other lines are indented as far.
    fn hanging(&mut self, mark: &str, line: &Line) {
        for (at, line) in wrap(line, self.columns - mark.len()).into_iter().enumerate() {
            let lead = if at == 0 { mark.to_owned() } else { " ".repeat(mark.len()) };
            self.line(if lead.is_empty() { line } else { Line::plain(lead).and(line) });
        }
    }

    /// A line without the space at its end.
    fn line(&mut self, mut line: Line) {
        while let Some(last) = line.0.last_mut() {
            let end = last.text.trim_end_matches(' ').len();
            if end < last.text.len() {
                last.text.to_mut().truncate(end);
            }
            if !last.text.is_empty() {
                break;
            }
            line.0.pop();
        }
        self.lines.push(line);
    }

    fn table(&mut self, table: &Table) {
        match &table.narrow {
            Narrow::Wrapped => self.columns(table, &table.head),
            Narrow::Under(head) => self.columns(table, head),
            Narrow::Stacked => self.stacked(table),
        }
    }

    /// Row after row: the first cell, and under it the others, each after the name of its column.
    fn stacked(&mut self, table: &Table) {
        let names: Vec<Line> = table.head.iter().map(Line::plain).collect();
        let indent = GAP + names.iter().skip(1).map(width).max().unwrap_or(0).min(self.columns / 3) + GAP;
        for (at, row) in table.rows.iter().enumerate() {
            if at > 0 {
                self.line(Line::default());
            }
            match row {
                Row::Group(name) => self.hanging("", name),
                Row::Cells(cells) => {
                    let filled = |cell: &Cell| cell.iter().any(|line| !line.is_empty());
                    let (first, others) =
                        cells.split_first().map_or((&[][..], &[][..]), |(first, others)| (first, others));
                    first.iter().for_each(|line| self.hanging("", line));
                    for (name, cell) in names.iter().skip(1).zip(others).filter(|(_, cell)| filled(cell)) {
                        let widths = [indent - 2 * GAP, self.columns - indent];
                        self.cells(GAP, &[&vec![name.clone()], cell], &widths);
                    }
                }
            }
        }
    }

    fn columns(&mut self, table: &Table, head: &[String]) {
        let columns = table.columns();
        let indent = if table.rows.iter().any(|row| matches!(row, Row::Group(_))) { 2 } else { 0 };
        let widths = widths(table, head, &columns, self.columns - indent);
        let head = columns.iter().filter_map(|column| head.get(*column));
        let head: Vec<Vec<Line>> = head.map(|name| vec![Line::strong(name)]).collect();
        self.cells(indent, &head.iter().collect::<Vec<_>>(), &widths);
        let whole = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        self.line(Line::plain(format!("{}{}", " ".repeat(indent), "-".repeat(whole))));
        for row in &table.rows {
            match row {
                Row::Group(name) => wrap(name, self.columns).into_iter().for_each(|line| self.line(line)),
                Row::Cells(cells) => {
                    let empty = Vec::new();
                    let cells: Vec<&Vec<Line>> =
                        columns.iter().map(|column| cells.get(*column).unwrap_or(&empty)).collect();
                    self.cells(indent, &cells, &widths);
                }
            }
        }
    }

    /// One row, each cell wrapped in its own column.
    fn cells(&mut self, indent: usize, cells: &[&Vec<Line>], widths: &[usize]) {
        let wrapped: Vec<Vec<Line>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| cell.iter().flat_map(|line| wrap(line, *width)).collect())
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let mut whole = Line::plain(" ".repeat(indent));
            for (cell, columns) in wrapped.iter().zip(widths) {
                let line = cell.get(at).cloned().unwrap_or_default();
                let rest = columns.saturating_sub(width(&line)) + GAP;
                whole = whole.and(line).with(Tone::Plain, " ".repeat(rest));
            }
            self.line(whole);
        }
    }
}

/// A column may be made narrower than its longest word only if that is longer than this.
const LONG_WORD: usize = 20;

/// The widths of the columns: as wide as their text where all fit, else the widest give way, words staying whole.
fn widths(table: &Table, head: &[String], columns: &[usize], room: usize) -> Vec<usize> {
    let head = |column: &usize| head.get(*column).map(Line::plain).unwrap_or_default();
    let widest = |column: &usize, measure: &dyn Fn(&Line) -> usize| {
        let cells = table.rows.iter().flat_map(|row| match row {
            Row::Cells(cells) => cells.get(*column).map_or(&[][..], Vec::as_slice),
            Row::Group(_) => &[],
        });
        cells.map(measure).chain([measure(&head(column))]).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = columns.iter().map(|column| widest(column, &width).min(room)).collect();
    let words: Vec<usize> = columns.iter().map(|column| widest(column, &longest).min(LONG_WORD)).collect();
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        let with_room = widths.iter().zip(&words).any(|(width, words)| width > words);
        let may_give = |(width, words): &(&mut usize, &usize)| **width > if with_room { **words } else { 1 };
        match widths.iter_mut().zip(&words).filter(may_give).max_by_key(|(width, _)| **width) {
            Some((width, _)) => *width -= 1,
            None => break,
        }
    }
    widths
}
