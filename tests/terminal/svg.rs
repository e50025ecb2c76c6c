//! A screen as a picture that looks the same in every program that shows SVG: each character stands in its cell, whatever
//! the font; lines and bars are drawn, not written.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::looks::fixed;

/// A cell in pixels; letters of most fonts are 0.6 of their size wide.
const WIDTH: u16 = 9;
const HEIGHT: u16 = 19;
const FONT_SIZE: u16 = 15;
/// Of letters that are two cells wide.
const WIDE_SIZE: u16 = 17;
/// From the top of a cell to the line that letters stand on.
const BASELINE: u16 = 14;
const MARGIN: u16 = 12;

const FONTS: &str = "'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono','Noto Sans Mono','Noto Sans Mono CJK SC',\
'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',monospace";

/// The picture of a screen in a theme with colors of its own.
pub fn svg(title: &str, buffer: &Buffer, cursor: Position) -> String {
    let (width, height) = (buffer.area.width * WIDTH + 2 * MARGIN, buffer.area.height * HEIGHT + 2 * MARGIN);
    // The header begins in the colors of plain text.
    let (text, ground) = colors(&buffer[(0, 0)]);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\" fill=\"{text}\">\n<title>{}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{ground}\"/>\n",
        escaped(title)
    );
    let mut lines = Lines::default();
    for y in 0..buffer.area.height {
        grounds(&mut out, buffer, y, &ground);
        row(&mut out, buffer, y, &text, &mut lines);
    }
    lines.draw(&mut out, &text);
    let under = (x_of(cursor.x), y_of(cursor.y) + HEIGHT - 3);
    let color = colors(&buffer[cursor]).0;
    writeln!(out, "<rect x=\"{}\" y=\"{}\" width=\"{WIDTH}\" height=\"2\" fill=\"{color}\"/>", under.0, under.1)
        .unwrap();
    out + "</svg>\n"
}

fn x_of(column: u16) -> u16 {
    MARGIN + column * WIDTH
}

fn y_of(row: u16) -> u16 {
    MARGIN + row * HEIGHT
}

/// The colors that a cell is drawn in: its text, its ground.
fn colors(cell: &Cell) -> (String, String) {
    let code = |color: Color| match color {
        Color::Indexed(number) => {
            let [red, green, blue] = fixed(number);
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
        other => panic!("{other:?} is no color of its own"),
    };
    match cell.modifier.contains(Modifier::REVERSED) {
        true => (code(cell.bg), code(cell.fg)),
        false => (code(cell.fg), code(cell.bg)),
    }
}

/// The characters of a row with their columns; a wide one covers the next cell.
fn characters(buffer: &Buffer, y: u16) -> Vec<(u16, &Cell)> {
    let (mut x, mut out) = (0, Vec::new());
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        out.push((x, cell));
        x += columns(cell);
    }
    out
}

fn columns(cell: &Cell) -> u16 {
    cell.symbol().width().max(1) as u16
}

/// What lies under the letters of a row, and bars that fill their cells.
fn grounds(out: &mut String, buffer: &Buffer, y: u16, ground: &str) {
    let color = |cell: &Cell| if cell.symbol() == "\u{2588}" { colors(cell).0 } else { colors(cell).1 };
    for run in characters(buffer, y).chunk_by(|a, b| color(a.1) == color(b.1)) {
        let [(from, first), .., (to, last)] = run else {
            if let [(x, cell)] = run {
                ground_of(out, *x, x + columns(cell), y, &color(cell), ground);
            }
            continue;
        };
        ground_of(out, *from, to + columns(last), y, &color(first), ground);
    }
}

fn ground_of(out: &mut String, from: u16, to: u16, y: u16, color: &str, ground: &str) {
    if color != ground {
        let (x, y, width) = (x_of(from), y_of(y), (to - from) * WIDTH);
        writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{HEIGHT}\" fill=\"{color}\"/>").unwrap();
    }
}

/// The letters of a row: one text a style, in it each word where its cells are.
fn row(out: &mut String, buffer: &Buffer, y: u16, plain: &str, lines: &mut Lines) {
    let style = |cell: &Cell| (colors(cell).0, cell.modifier.contains(Modifier::BOLD), columns(cell) > 1);
    let all = characters(buffer, y);
    let written: Vec<_> = all.into_iter().filter(|(x, cell)| !lines.take(*x, y, cell)).collect();
    for run in written.chunk_by(|a, b| style(a.1) == style(b.1)) {
        let (color, is_bold, is_wide) = style(run[0].1);
        let words: String = run.chunk_by(is_one_word).map(word).collect();
        if words.is_empty() {
            continue;
        }
        let fill = if color == plain { String::new() } else { format!(" fill=\"{color}\"") };
        let weight = if is_bold { " font-weight=\"700\"" } else { "" };
        let size = if is_wide { format!(" font-size=\"{WIDE_SIZE}\"") } else { String::new() };
        writeln!(out, "<text y=\"{}\"{fill}{weight}{size}>{words}</text>", y_of(y) + BASELINE).unwrap();
    }
}

/// Letters of ASCII that touch. Programs that know one place a word only are then a hair off at most, and no letter
/// that a font may draw wider moves another.
fn is_one_word((x, cell): &(u16, &Cell), (next, after): &(u16, &Cell)) -> bool {
    let is_plain = |cell: &Cell| cell.symbol() != " " && cell.symbol().is_ascii();
    x + 1 == *next && is_plain(cell) && is_plain(after)
}

fn word(cells: &[(u16, &Cell)]) -> String {
    let text: String = cells.iter().map(|(_, cell)| cell.symbol()).collect();
    if text.trim().is_empty() {
        return String::new();
    }
    let places: Vec<String> = cells.iter().map(|(x, _)| x_of(*x).to_string()).collect();
    format!("<tspan x=\"{}\">{}</tspan>", places.join(" "), escaped(&text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The lines of frames, and marks that are drawn as well.
#[derive(Default)]
struct Lines {
    /// From, to, and where across: in pixels, a list a weight.
    across: [Vec<(u16, u16, u16)>; 2],
    down: [Vec<(u16, u16, u16)>; 2],
    /// Filled shapes.
    marks: String,
}

impl Lines {
    /// Takes a character that is drawn and not written; whether it is one.
    fn take(&mut self, x: u16, y: u16, cell: &Cell) -> bool {
        let symbol = cell.symbol();
        let (left, top) = (x_of(x), y_of(y));
        if let "\u{25b8}" | "\u{25be}" = symbol {
            let color = colors(cell).0;
            let (x, y) = (left + 1, top + 6);
            let shape = if symbol == "\u{25b8}" { "l7 4l-7 4z" } else { "h8l-4 7z" };
            writeln!(self.marks, "<path d=\"M{x} {y}{shape}\" fill=\"{color}\"/>").unwrap();
            return true;
        }
        let Some((weight, [up, right, down, to_left])) = arms(symbol) else { return symbol == "\u{2588}" };
        let (middle, centre) = (left + WIDTH / 2, top + HEIGHT / 2);
        let (lane, shaft) = (&mut self.across[weight], &mut self.down[weight]);
        lane.extend(to_left.then_some((left, middle, centre)));
        lane.extend(right.then_some((middle, left + WIDTH, centre)));
        shaft.extend(up.then_some((top, centre, middle)));
        shaft.extend(down.then_some((centre, top + HEIGHT, middle)));
        true
    }

    fn draw(mut self, out: &mut String, color: &str) {
        for (weight, width) in [(0, "1.2"), (1, "2.6")] {
            let mut path = String::new();
            for (from, to, y) in joined(&mut self.across[weight]) {
                write!(path, "M{from} {y}.5H{to}").unwrap();
            }
            for (from, to, x) in joined(&mut self.down[weight]) {
                write!(path, "M{x}.5 {from}V{to}").unwrap();
            }
            if !path.is_empty() {
                writeln!(
                    out,
                    "<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\" \
                     stroke-linecap=\"square\"/>"
                )
                .unwrap();
            }
        }
        out.push_str(&self.marks);
    }
}

/// Pieces of lines as whole lines.
fn joined(pieces: &mut [(u16, u16, u16)]) -> Vec<(u16, u16, u16)> {
    pieces.sort_by_key(|(from, _, at)| (*at, *from));
    let mut out: Vec<(u16, u16, u16)> = Vec::new();
    for (from, to, at) in pieces {
        match out.last_mut() {
            Some(last) if last.2 == *at && last.1 == *from => last.1 = *to,
            _ => out.push((*from, *to, *at)),
        }
    }
    out
}

/// The weight of a line, and whether it goes up, right, down and left from the middle of its cell.
fn arms(symbol: &str) -> Option<(usize, [bool; 4])> {
    const ARMS: [(&str, &str); 11] = [
        ("\u{2500}\u{2501}", ".r.l"),
        ("\u{2502}\u{2503}", "u.d."),
        ("\u{250c}\u{250f}", ".rd."),
        ("\u{2510}\u{2513}", "..dl"),
        ("\u{2514}\u{2517}", "ur.."),
        ("\u{2518}\u{251b}", "u..l"),
        ("\u{251c}\u{2523}", "urd."),
        ("\u{2524}\u{252b}", "u.dl"),
        ("\u{252c}\u{2533}", ".rdl"),
        ("\u{2534}\u{253b}", "ur.l"),
        ("\u{253c}\u{254b}", "urdl"),
    ];
    ARMS.iter().find_map(|(signs, arms)| {
        let weight = signs.chars().position(|sign| symbol.chars().eq([sign]))?;
        let mut arms = arms.chars().map(|arm| arm != '.');
        Some((weight, std::array::from_fn(|_| arms.next().unwrap_or_default())))
    })
}
