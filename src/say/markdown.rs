//! A document as Markdown (CommonMark with the tables of GitHub), for a record.

use super::document::{Bars, Block, Cell, Level, Line, Row, Table, Tone};

/// The document as Markdown.
pub fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    for (at, block) in blocks.iter().filter(|block| block.speaks()).enumerate() {
        if at > 0 {
            out.push('\n');
        }
        match block {
            Block::Heading(level, line) => {
                let mark = match level {
                    Level::Title => "#",
                    Level::Section => "##",
                    Level::Part => "###",
                };
                out.push_str(&format!("{mark} {}\n", inline(line)));
            }
            Block::Paragraph(line) | Block::Foot(line) => out.push_str(&format!("{}\n", paragraph(line))),
            Block::List(items) => items.iter().for_each(|item| out.push_str(&format!("- {}\n", paragraph(item)))),
            Block::Numbered(items) => {
                for (at, item) in items.iter().enumerate() {
                    out.push_str(&format!("{}. {}\n", at + 1, paragraph(item)));
                }
            }
            Block::Table(table) => self::table(table, &mut out),
            Block::Bars(bars) => self::table(&as_table(bars), &mut out),
            Block::Chart(_) => {}
            // Indented by four, text stands as it is: nothing in it is taken for Markdown.
            Block::Drawing(lines) => lines.iter().for_each(|line| {
                out.push_str(format!("    {}", line.text()).trim_end());
                out.push('\n');
            }),
        }
    }
    out
}

/// In a record the logarithms stand as numbers.
fn as_table(bars: &Bars) -> Table {
    let [name, figure, grade] = bars.head.each_ref().map(String::as_str);
    let [detail, weight] = bars.extra.each_ref().map(String::as_str);
    let mut table = Table::new([name, detail, figure, grade, weight]);
    for bar in &bars.bars {
        let plain = [&bar.detail, &bar.figure, &bar.grade].map(Line::plain);
        let weight = Line::plain(format!("{:+.3}", bar.weight));
        table.row(std::iter::once(Line::default().with(bar.tone, &bar.name)).chain(plain).chain([weight]));
    }
    table
}

fn table(table: &Table, out: &mut String) {
    let columns = table.columns();
    let head: Vec<String> =
        columns.iter().filter_map(|column| table.head.get(*column)).map(|head| escape(head)).collect();
    row(&head, out);
    row(&vec!["---".to_owned(); columns.len()], out);
    for line in &table.rows {
        let cells: Vec<String> = match line {
            Row::Group(name) => {
                let strong = Line::strong(name.text());
                let rest = std::iter::repeat_n(String::new(), columns.len().saturating_sub(1));
                std::iter::once(inline(&strong)).chain(rest).collect()
            }
            Row::Cells(cells) => {
                columns.iter().map(|column| cells.get(*column).map_or_else(String::new, cell)).collect()
            }
        };
        row(&cells, out);
    }
}

fn row(cells: &[String], out: &mut String) {
    out.push_str(&format!("| {} |\n", cells.join(" | ")));
}

fn cell(cell: &Cell) -> String {
    cell.iter().map(inline).collect::<Vec<_>>().join("<br>")
}

fn inline(line: &Line) -> String {
    let mut out = String::new();
    for (at, span) in line.0.iter().enumerate() {
        match span.tone {
            Tone::Plain => out.push_str(&escape(&span.text)),
            _ => {
                let next = line.0.get(at + 1).and_then(|next| next.text.chars().next());
                let (before, strong, after) = emphasized(&span.text, next);
                let strong = if strong.is_empty() { String::new() } else { format!("**{}**", escape(strong)) };
                out.push_str(&[escape(before), strong, escape(after)].concat());
            }
        }
    }
    out
}

/// What of a text may stand between the marks of emphasis: no space at its ends, and no punctuation at its end where a
/// letter follows, or they would be marks no longer (CommonMark, 6.2).
fn emphasized(text: &str, next: Option<char>) -> (&str, &str, &str) {
    let rest = text.trim_start();
    let before = text.strip_suffix(rest).unwrap_or_default();
    let trimmed = rest.trim_end();
    let touches = trimmed.len() == rest.len() && next.is_some_and(char::is_alphanumeric);
    let strong = if touches { trimmed.trim_end_matches(|c: char| !c.is_alphanumeric()) } else { trimmed };
    (before, strong, rest.strip_prefix(strong).unwrap_or_default())
}

/// A line at the start of which nothing may look like the start of a list, a heading or a quotation.
fn paragraph(line: &Line) -> String {
    let text = inline(line);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_suffix(rest).unwrap_or_default();
    match rest.chars().next() {
        Some('#' | '+' | '-' | '=' | '>') if digits.is_empty() => format!("\\{text}"),
        Some('.' | ')') if !digits.is_empty() => format!("{digits}\\{rest}"),
        _ => text,
    }
}

/// Text from a case is data: nothing in it may be taken for Markdown or HTML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::document::Span;

    #[test]
    fn what_is_strong_stays_so_beside_what_follows() {
        let said = |strong: &str, plain: &str| {
            let span = |text: &str, tone| Span { text: text.to_owned().into(), tone };
            inline(&Line(vec![span(strong, Tone::Strong), span(plain, Tone::Plain)]))
        };
        assert_eq!(said("Next: ", "bone marrow"), "**Next:** bone marrow");
        assert_eq!(
            said("\u{4e0b}\u{4e00}\u{6b65}\u{ff1a}", "\u{8840}"),
            "**\u{4e0b}\u{4e00}\u{6b65}**\u{ff1a}\u{8840}"
        );
        assert_eq!(said("87% (85-97%)", ""), "**87% (85-97%)**");
        assert_eq!(said(" ", "x"), " x");
    }
}
