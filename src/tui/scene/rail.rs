//! The header and the rail of sections.

use ratatui::layout::Rect;

use super::pane::{Pane, Part, Placed, cut, inner, lined, text};
use crate::say::document::{Line, Tone};
use crate::say::{Letters, Wording};
use crate::tui::action::{Action, Context};
use crate::tui::fit;
use crate::tui::model::chart::{Chart, Task};
use crate::tui::model::place::Place;
use crate::tui::model::size::Breadth;
use crate::tui::model::{Common, Model, Screen, rows};

/// The first line: whose case, whether it is on the disk, the language, where help is.
pub(super) fn header(model: &Model, area: Rect) -> [Placed; 2] {
    let words = model.common.wording();
    let terminal = &words.words().terminal;
    let other = match words.say(&terminal.choose_language) {
        name if model.common.letters == Letters::Ascii && !name.is_ascii() => words.say(&terminal.language_in_ascii),
        name => name,
    };
    let key = |action: Action| model.common.keys.keymap.first(Context::of_screen(&model.screen), action, words);
    let hint = |action: Action, hint: &str| key(action).map(|key| format!("{key} {hint}"));
    let hinted = |action: Action| hint(action, words.say(&action.text(words.words()).hint));
    let left = match &model.screen {
        Screen::Exercise(chart, _) => chart.task.as_ref().map_or("", |Task { title, .. }| words.say(title)).to_owned(),
        Screen::Chart(chart) => whose(&model.common, chart),
        _ => "poems".to_owned(),
    };
    let (menu, language, help) = (hinted(Action::Menu), hint(Action::Language, other), hinted(Action::Help));
    let all = [menu, language, help].map(Option::unwrap_or_default);
    let [_, few @ ..] = &all;
    let fits = |right: &String| fit::width(&left) + 2 + fit::width(right) <= usize::from(area.width);
    let right = Some(all.join("  ")).filter(fits).unwrap_or_else(|| few.join("  "));
    let columns = fit::width(&right) as u16;
    let right_area = Rect { x: area.right().saturating_sub(columns), width: columns, ..area };
    let left_area = Rect { width: area.width.saturating_sub(columns + 1), ..area };
    [cut(left_area, Tone::Strong, &left), cut(right_area, Tone::Plain, &right)]
}

/// The patient's case, how much is known, and whether that is saved.
fn whose(common: &Common, chart: &Chart) -> String {
    let words = common.wording();
    let name = chart.disk.at.as_ref().map_or(words.say(&words.words().terminal.new_case), |at| at.name.as_str());
    let state = state(words, chart);
    if common.size.breadth() == Breadth::Narrow {
        return format!("{}  {state}  {}", fit::cut(name, 12), here(common, chart));
    }
    let known = words.words().report.answered(words.lang, chart.assessment.answered, chart.assessment.of);
    format!("{}   {known}   {state}", fit::cut(name, 30))
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
fn here(common: &Common, chart: &Chart) -> String {
    let stops = rows::stops(common.knowledge, chart, common.size.breadth());
    let at = stops.iter().position(|stop| *stop == chart.place).unwrap_or(0);
    format!(">{}<  {}/{}", stop_words(common, chart, chart.place), at + 1, stops.len())
}

/// The rail in one line.
pub(super) fn line(common: &Common, chart: &Chart, area: Rect) -> Vec<Placed> {
    let mut x = area.x;
    let stops = rows::stops(common.knowledge, chart, common.size.breadth());
    let placed = stops.into_iter().map(|stop| {
        let text = stop_words(common, chart, stop);
        let (text, tone) =
            if stop == chart.place { (format!(">{text}<"), Tone::Strong) } else { (format!(" {text} "), Tone::Plain) };
        let area = Rect { x, width: area.right().saturating_sub(x), ..area };
        // Neighbors share the column between them.
        x += fit::width(&text) as u16 - 1;
        cut(area, tone, &text)
    });
    placed.collect()
}

/// The rail as a column, where all sections fit, and what the marks mean below it.
pub(super) fn column(common: &Common, chart: &Chart, area: Rect) -> Pane {
    let words = common.wording();
    let columns = usize::from(inner(area).width);
    let stops = rows::stops(words.knowledge, chart, common.size.breadth());
    let stops = stops.into_iter().map(|stop| {
        let (letter, name) = match stop {
            Place::Section(id) => {
                let section = id.of(&words.knowledge.sections);
                (section.letter.as_str(), words.say(&section.short))
            }
            Place::More => ("", words.say(&words.words().terminal.more)),
            Place::Asked => ("", words.say(&words.words().lesson.question)),
            Place::Results => ("", words.say(&words.words().terminal.results)),
        };
        let count = rows::place_count(words.knowledge, chart, stop);
        let count = if count.of == 0 { String::new() } else { format!("{}/{}", count.known, count.of) };
        let (pointer, tone) = if stop == chart.place { (">", Tone::Strong) } else { (" ", Tone::Plain) };
        let room = columns.saturating_sub(4 + count.len() + 1);
        lined(tone, format!("{pointer}{} {} {count}", fit::pad(letter, 1), fit::pad(name, room)))
    });
    let lines = stops.chain([Line::default()]).chain(legend(words));
    Pane { active: false, ..Pane::new(Part::Rail, area, words.say(&words.words().terminal.sections), text(lines)) }
}

/// What the marks mean.
fn legend(words: Wording<'_>) -> impl Iterator<Item = Line> {
    let (answer, terminal) = (&words.words().answer, &words.words().terminal);
    let marks = [
        ("[ ]", &answer.unknown),
        ("[x]", &answer.present),
        ("[-]", &answer.absent),
        ("[~]", &answer.unobtainable),
        ("( )", &terminal.inferred),
    ];
    marks.into_iter().map(move |(mark, text)| lined(Tone::Plain, format!(" {mark} {}", words.say(text))))
}

fn stop_words(common: &Common, chart: &Chart, stop: Place) -> String {
    let words = common.wording();
    let name = match stop {
        Place::Section(id) => match id.of(&words.knowledge.sections).letter.as_str() {
            "" => words.say(&words.words().terminal.patient_short),
            letter => letter,
        },
        Place::More => words.say(&words.words().terminal.more_short),
        Place::Asked => words.say(&words.words().lesson.question),
        Place::Results => return words.say(&words.words().terminal.results).to_owned(),
    };
    let count = rows::place_count(words.knowledge, chart, stop);
    format!("{name} {}/{}", count.known, count.of)
}
