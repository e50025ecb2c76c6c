//! A document as lines for the ear: a fact a line, its label before it; no columns, bars or drawings, and no line broken
//! by us. A screen reader stops at the end of a line, so a sentence is one line however long; the reader's own terminal
//! breaks what is too wide for it.

use std::borrow::Borrow;

use super::document::{Bars, Block, Cell, Level, Line, Row, Table};

/// The document, a fact a line.
pub(super) fn text(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(level, line) => heading(*level, &line.text(), &mut lines),
            Block::Paragraph(line) | Block::Foot(line) => lines.push(line.text()),
            Block::List(items) => lines.extend(items.iter().map(|item| format!("- {}", item.text()))),
            Block::Numbered(items) => {
                lines.extend(items.iter().enumerate().map(|(at, item)| format!("{}. {}", at + 1, item.text())));
            }
            Block::Table(table) => self::table(table, &mut lines),
            Block::Bars(bars) => self::bars(bars, &mut lines),
            Block::Chart(_) => {}
            Block::Drawing(drawn) => {
                lines.extend(drawn.iter().filter_map(|line| said_of(&line.text())).map(|said| format!("- {said}")));
            }
        }
    }
    lines.iter().map(|line| spaced(line) + "\n").collect()
}

/// A line with one space where there were several, and none around it: nothing here stands in columns.
pub fn spaced(line: &str) -> String {
    line.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A heading announces what follows; a pause comes before it, except between a part and its section.
fn heading(level: Level, text: &str, lines: &mut Vec<String>) {
    if level != Level::Part && !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(announced(Script::of([text]), text));
}

/// The text with a colon behind it, unless it ends a sentence.
fn announced(script: Script, text: &str) -> String {
    let ends = text.ends_with(['.', ':', '?', '!', '\u{3002}', '\u{ff1a}', '\u{ff1f}', '\u{ff01}']);
    if ends { text.to_owned() } else { script.pair(text, "").trim_end().to_owned() }
}

/// The punctuation and spacing of a language, told by the words that stand around: a name alone is of none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Han,
}

impl Script {
    fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Script {
        let han = texts.into_iter().flat_map(str::chars).any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if han { Script::Han } else { Script::Latin }
    }

    /// `label: value`.
    fn pair(self, label: &str, value: &str) -> String {
        match (label, self) {
            ("", _) => value.to_owned(),
            (_, Script::Han) => format!("{label}\u{ff1a}{value}"),
            (_, Script::Latin) => format!("{label}: {value}"),
        }
    }

    /// A word and the figure behind it.
    fn beside(self, word: &str, figure: &str) -> String {
        match self {
            Script::Han => format!("{word}{figure}"),
            Script::Latin => format!("{word} {figure}"),
        }
    }

    fn list(self, parts: &[impl Borrow<str>]) -> String {
        parts.join(if self == Script::Han { "\u{ff1b}" } else { "; " })
    }
}

/// A row a fact: with two columns one line; with more the name of the row, and a line for each other cell.
fn table(table: &Table, lines: &mut Vec<String>) {
    let columns = table.columns();
    let mut name = String::new();
    for row in &table.rows {
        let cells = match row {
            Row::Group(group) => {
                let text = group.text();
                lines.push(announced(Script::of([text.as_str()]), &text));
                continue;
            }
            Row::Cells(cells) => cells,
        };
        let cell = |column: &usize| cells.get(*column).map(paragraphs).unwrap_or_default();
        let Some((first, others)) = columns.split_first() else { continue };
        // A row without a name of its own goes on with the one above.
        if let [own, ..] = cell(first).as_slice() {
            name.clone_from(own);
        }
        let script = Script::of(table.head.iter().chain([&name]).map(String::as_str));
        let named = others.iter().map(|column| (table.head.get(*column).map_or("", String::as_str), cell(column)));
        let filled: Vec<_> = named.filter(|(_, said)| !said.is_empty()).collect();
        match filled.as_slice() {
            [] => lines.push(format!("- {name}")),
            [(_, said)] if others.len() == 1 => facts(script, &name, said, lines),
            several => {
                lines.push(announced(script, &name));
                several.iter().for_each(|(head, said)| facts(script, &format!("- {head}"), said, lines));
            }
        }
    }
}

fn paragraphs(cell: &Cell) -> Vec<String> {
    cell.iter().filter(|line| !line.is_empty()).map(Line::text).collect()
}

/// The first paragraph behind the label, each other one as an item below it.
fn facts(script: Script, label: &str, said: &[String], lines: &mut Vec<String>) {
    let Some((first, others)) = said.split_first() else { return };
    lines.push(script.pair(label, first));
    lines.extend(others.iter().map(|other| format!("- {}", other.trim_start_matches("- "))));
}

/// A weight a line: its figure, for which side, how good its source is, and what it rests on.
fn bars(bars: &Bars, lines: &mut Vec<String>) {
    let [_, figure_head, grade_head] = &bars.head;
    let [against, for_it] = &bars.sides;
    let script = Script::of(bars.head.iter().map(String::as_str));
    for bar in &bars.bars {
        // What rests on no answer is no ratio but the odds before and after all of them.
        if bar.detail.is_empty() {
            lines.push(script.pair(&bar.name, &bar.figure));
            continue;
        }
        let side = (bar.weight != 0.0).then_some(if bar.weight < 0.0 { against } else { for_it });
        let grade = bar.grade.chars().any(char::is_alphanumeric).then(|| script.beside(grade_head, &bar.grade));
        let figure = script.beside(figure_head, &bar.figure);
        let parts = [Some(figure), side.cloned(), grade, Some(bar.detail.clone())];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        lines.push(script.pair(&bar.name, &script.list(&parts)));
    }
}

/// What a line of a drawing says, without what is drawn; `None` where it only draws.
fn said_of(drawn: &str) -> Option<String> {
    let text: String = drawn.chars().map(|c| if "#|\\_=".contains(c) { '|' } else { c }).collect();
    // Two spaces part columns; dots and dashes in a row are bars and arrows.
    let text = ["->", "<-", "  ", "--", ".."].iter().fold(text, |text, gap| text.replace(gap, "|"));
    let says = |part: &&str| part.chars().any(char::is_alphanumeric);
    let parts: Vec<&str> = text.split('|').map(str::trim).filter(says).collect();
    (!parts.is_empty()).then(|| Script::of(parts.iter().copied()).list(&parts))
}

#[cfg(test)]
mod tests {
    use super::super::document::Tone;
    use super::*;

    #[test]
    fn a_table_of_two_columns_is_a_line_a_row_and_one_of_more_names_each_cell() {
        let mut two = Table::new(["Case", "Title"]);
        two.row(["one", "A man"].map(Line::plain));
        assert_eq!(text(&[Block::Table(two)]), "one: A man\n");
        let mut three = Table::new(["Set", "Conclusion", "Verdict"]);
        three.row(["First", "strong", "met"].map(Line::plain));
        three.row(["", "weak", "open"].map(Line::plain));
        let said = "First:\n- Conclusion: strong\n- Verdict: met\nFirst:\n- Conclusion: weak\n- Verdict: open\n";
        assert_eq!(text(&[Block::Table(three)]), said);
    }

    #[test]
    fn a_name_alone_takes_the_punctuation_of_the_words_around_it() {
        let mut table = Table::new(["\u{6807}\u{51c6}", "\u{5224}\u{5b9a}"]);
        table.row(["IMWG 2014", "\u{7b26}\u{5408}"].map(Line::plain));
        assert_eq!(text(&[Block::Table(table)]), "IMWG 2014\u{ff1a}\u{7b26}\u{5408}\n");
        let mut lesson = Table::new(["", "POEMS"]);
        lesson.row(["\u{75bc}\u{75db}", "75 / 100"].map(Line::plain));
        assert_eq!(text(&[Block::Table(lesson)]), "\u{75bc}\u{75db}\u{ff1a}75 / 100\n");
    }

    #[test]
    fn of_a_drawing_its_words_are_left() {
        assert_eq!(said_of("one   17 / 25    >5 mg/L -> two").as_deref(), Some("one; 17 / 25; >5 mg/L; two"));
        assert_eq!(said_of("First  73/136  |####      | 53.7%").as_deref(), Some("First; 73/136; 53.7%"));
        assert_eq!(said_of("   flat ----> none; look again").as_deref(), Some("flat; none; look again"));
        assert_eq!(said_of("   |"), None);
    }

    #[test]
    fn a_heading_announces_and_no_line_is_broken_or_set_in_columns() {
        let long = "word ".repeat(60);
        let blocks = [
            Block::Heading(Level::Title, Line::plain("Summary")),
            Block::Paragraph(Line::plain(&long).with(Tone::Strong, "  end")),
            Block::Heading(Level::Section, Line::plain("\u{6982}\u{89c8}")),
        ];
        assert_eq!(text(&blocks), format!("Summary:\n{long}end\n\n\u{6982}\u{89c8}\u{ff1a}\n"));
    }
}
