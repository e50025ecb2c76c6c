//! A document as XHTML for the narrative of a FHIR resource: plain elements, no style, no picture, nothing that is loaded
//! from elsewhere, and no element without an end, so that it is XML too.

use maud::{Markup, html};

use super::document::{Bars, Block, Cell, Level, Line, Row, Table, Tone};
use crate::knowledge::Lang;

/// The document as one `div`.
pub fn xhtml(blocks: &[Block], lang: Lang) -> String {
    let div = html! {
        div xmlns="http://www.w3.org/1999/xhtml" lang=(lang.tag()) xml:lang=(lang.tag()) {
            @for block in blocks { (self::block(block)) }
        }
    };
    div.into_string()
}

fn block(block: &Block) -> Markup {
    match block {
        Block::Heading(Level::Title, line) => html! { h1 { (inline(line)) } },
        Block::Heading(Level::Section, line) => html! { h2 { (inline(line)) } },
        Block::Heading(Level::Part, line) => html! { h3 { (inline(line)) } },
        Block::Paragraph(line) | Block::Foot(line) => html! { p { (inline(line)) } },
        Block::List(items) => html! { ul { @for item in items { li { (inline(item)) } } } },
        Block::Numbered(items) => html! { ol { @for item in items { li { (inline(item)) } } } },
        Block::Table(table) => self::table(table),
        Block::Bars(bars) => self::table(&as_table(bars)),
        // What it draws stands in words as well.
        Block::Chart(_) => html! {},
        Block::Drawing(lines) => html! { pre { @for line in lines { (xml(&line.text())) "\n" } } },
    }
}

fn table(table: &Table) -> Markup {
    let columns = table.columns();
    html! {
        table {
            thead { tr { @for head in columns.iter().filter_map(|at| table.head.get(*at)) { th { (xml(head)) } } } }
            tbody {
                @for row in &table.rows {
                    tr {
                        @match row {
                            Row::Group(name) => { th colspan=(columns.len()) { (inline(name)) } },
                            Row::Cells(cells) => {
                                @for at in &columns { td { @if let Some(cell) = cells.get(*at) { (self::cell(cell)) } } }
                            },
                        }
                    }
                }
            }
        }
    }
}

/// A figure beside its name says what the picture of it would.
fn as_table(bars: &Bars) -> Table {
    let [name, figure, grade] = bars.head.each_ref().map(String::as_str);
    let mut table = Table::new([name, figure, grade]);
    for bar in &bars.bars {
        table.row([Line::default().with(bar.tone, &bar.name), Line::plain(&bar.figure), Line::plain(&bar.grade)]);
    }
    table
}

fn cell(cell: &Cell) -> Markup {
    match cell.as_slice() {
        [line] => inline(line),
        lines => html! { @for line in lines { p { (inline(line)) } } },
    }
}

fn inline(line: &Line) -> Markup {
    html! {
        @for span in &line.0 {
            @match span.tone {
                Tone::Plain | Tone::Beside => { (xml(&span.text)) },
                _ => { strong { (xml(&span.text)) } },
            }
        }
    }
}

/// A text without the two characters that XML cannot hold and a line may.
fn xml(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
