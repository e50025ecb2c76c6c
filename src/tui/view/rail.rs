//! The header and the rail of sections.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::super::fit;
use super::super::layout::Breadth;
use super::super::model::{Chart, Model, Screen};
use super::super::rows::{self, Place};
use super::paint::Canvas;
use crate::say::Letters;
use crate::say::Wording;

/// The first line: whose case, whether it is on the disk, the language, where help is.
pub fn header(model: &Model, canvas: &mut Canvas, area: Rect) {
    let words = model.wording();
    let terminal = &words.words().terminal;
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let other = match words.say(&terminal.choose_language) {
        name if model.letters == Letters::Ascii && !name.is_ascii() => words.say(&terminal.language_in_ascii),
        name => name,
    };
    let right = format!("L {other}  ? {}", words.say(&words.words().action.help.hint));
    let right_columns = fit::width(&right) as u16;
    let right_area = Rect { x: area.right().saturating_sub(right_columns), width: right_columns, ..area };
    let left_area = Rect { width: area.width.saturating_sub(right_columns + 1), ..area };
    let left = match (model.screen, &model.chart) {
        (Screen::Case, Some(Chart { task: Some(task), .. })) => words.say(&task.title).to_owned(),
        (Screen::Case, Some(chart)) => {
            let name = chart.disk.at.as_ref().map_or(words.say(&terminal.new_case), |at| at.name.as_str());
            let state = state(words, chart);
            match model.size.breadth() {
                Breadth::Narrow => format!("{}  {state}  {}", fit::cut(name, 12), here(model, chart)),
                _ => {
                    let known =
                        words.words().report.answered(words.lang, chart.assessment.answered, chart.assessment.of);
                    format!("{}   {known}   {state}", fit::cut(name, 30))
                }
            }
        }
        _ => "poems".to_owned(),
    };
    canvas.text(left_area, &left, bold);
    canvas.text(right_area, &right, Style::new());
}

fn state<'m>(words: Wording<'m>, chart: &Chart) -> &'m str {
    let terminal = &words.words().terminal;
    words.say(match (chart.is_saved(), &chart.disk.trouble, &chart.disk.at) {
        (_, Some(_), _) => &terminal.state_not_saved,
        (true, None, Some(_)) => &terminal.state_saved,
        (true, None, None) => &terminal.state_empty,
        (false, None, _) => &terminal.state_saving,
    })
}

/// Where there is no room for the rail: the current stop, and which of how many it is.
fn here(model: &Model, chart: &Chart) -> String {
    let words = model.wording();
    let stops = rows::stops(words.knowledge, chart, model.size.breadth());
    let at = stops.iter().position(|stop| *stop == chart.place).unwrap_or(0);
    format!(">{}<  {}/{}", stop_words(words, chart, chart.place), at + 1, stops.len())
}

/// The rail: one line, or a column where all sections fit.
pub fn rail(model: &Model, chart: &Chart, canvas: &mut Canvas, area: Rect) {
    if area.height == 0 {
        return;
    }
    let words = model.wording();
    let stops = rows::stops(words.knowledge, chart, model.size.breadth());
    match area.height {
        1 => {
            let mut x = area.x;
            for stop in stops {
                let is_here = stop == chart.place;
                let text = stop_words(words, chart, stop);
                let text = if is_here { format!(">{text}<") } else { format!(" {text} ") };
                let style = if is_here { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
                // Neighbors share the column between them.
                canvas.text(Rect { x, width: area.right().saturating_sub(x), ..area }, &text, style);
                x += fit::width(&text) as u16 - 1;
            }
        }
        _ => column(model, chart, canvas, area, &stops),
    }
}

fn column(model: &Model, chart: &Chart, canvas: &mut Canvas, area: Rect, stops: &[Place]) {
    let words = model.wording();
    let within = canvas.pane(area, words.say(&words.words().terminal.sections), "", false);
    for (at, stop) in stops.iter().enumerate() {
        let y = within.y + at as u16;
        if y >= within.bottom() {
            break;
        }
        let row = Rect { y, height: 1, ..within };
        let is_here = *stop == chart.place;
        let (letter, name) = match stop {
            Place::Section(section) => {
                let section = &words.knowledge.sections[section.index()];
                (section.letter.as_str(), words.say(&section.short))
            }
            Place::More => ("", words.say(&words.words().terminal.more)),
            Place::Asked => ("", words.say(&words.words().lesson.question)),
            Place::Results => ("", words.say(&words.words().terminal.results)),
        };
        let count = rows::place_count(words.knowledge, chart, *stop);
        let count = if count.of == 0 { String::new() } else { format!("{}/{}", count.known, count.of) };
        let pointer = if is_here { ">" } else { " " };
        let room = usize::from(within.width).saturating_sub(4 + count.len() + 1);
        let text = format!("{pointer}{} {} {count}", fit::pad(letter, 1), fit::pad(name, room));
        let style = if is_here { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
        canvas.text(row, &text, style);
    }
    legend(words, canvas, within, stops.len() + 1);
}

/// What the marks mean, where there is room below the sections.
fn legend(words: Wording, canvas: &mut Canvas, within: Rect, from: usize) {
    let (answer, terminal) = (&words.words().answer, &words.words().terminal);
    let marks = [
        ("[ ]", &answer.unknown),
        ("[x]", &answer.present),
        ("[-]", &answer.absent),
        ("[~]", &answer.unobtainable),
        ("( )", &terminal.inferred),
    ];
    for (at, (mark, text)) in marks.into_iter().enumerate() {
        let y = within.y + (from + at) as u16;
        if y < within.bottom() {
            canvas.text(Rect { y, height: 1, ..within }, &format!(" {mark} {}", words.say(text)), Style::new());
        }
    }
}

fn stop_words(words: Wording, chart: &Chart, stop: Place) -> String {
    let count = rows::place_count(words.knowledge, chart, stop);
    match stop {
        Place::Section(section) => {
            let section = &words.knowledge.sections[section.index()];
            let name = if section.letter.is_empty() {
                words.say(&words.words().terminal.patient_short)
            } else {
                section.letter.as_str()
            };
            format!("{name} {}/{}", count.known, count.of)
        }
        Place::More => format!("{} {}/{}", words.say(&words.words().terminal.more_short), count.known, count.of),
        Place::Asked => format!("{} {}/{}", words.say(&words.words().lesson.question), count.known, count.of),
        Place::Results => words.say(&words.words().terminal.results).to_owned(),
    }
}
