//! The header, and the rail of the parts.

use ratatui::layout::Rect;

use super::pane::{Pane, Part, Placed, cut, lined, text};
use crate::knowledge::Knowledge;
use crate::say::document::{Line, Tone};
use crate::say::{Letters, Wording};
use crate::tui::fit;
use crate::tui::model::chart::{Chart, Task};
use crate::tui::model::place::Stop;
use crate::tui::model::rows::{self, Count};
use crate::tui::model::{Common, Model, Screen};

/// The first line: whose case, how much is known, whether it is on the disk, the language, where help is.
pub(super) fn header(model: &Model, area: Rect) -> [Placed; 2] {
    let words = model.common.wording();
    let terminal = &words.words().terminal;
    let other = match words.say(&terminal.choose_language) {
        name if model.common.letters == Letters::Ascii && !name.is_ascii() => words.say(&terminal.language_in_ascii),
        name => name,
    };
    let help = format!("? {}", words.say(&words.words().action.help.hint));
    let keys = format!("L {other}  {help}");
    let (left, rights) = match &model.screen {
        Screen::Exercise(chart, _) => {
            let title = chart.task.as_ref().map_or("", |Task { title, .. }| words.say(title));
            (title.to_owned(), vec![keys])
        }
        Screen::Chart(chart) => {
            let (known, state) = (known(words, chart), state(words, chart));
            let rights = vec![
                format!("{}   {state}   {keys}", known[0]),
                format!("{}   {state}   {help}", known[0]),
                format!("{}  {state}  {help}", known[1]),
            ];
            (whose(words, chart), rights)
        }
        _ => ("poems".to_owned(), vec![keys]),
    };
    let columns = usize::from(area.width);
    let fits = |right: &&String| fit::width(&left) + 2 + fit::width(right) <= columns;
    let right = rights.iter().find(fits).or(rights.last()).map_or("", String::as_str);
    let width = (fit::width(right) as u16).min(area.width);
    let right_area = Rect { x: area.right() - width, width, ..area };
    let left_area = Rect { width: area.width.saturating_sub(width + 1), ..area };
    [cut(left_area, Tone::Strong, &left), cut(right_area, Tone::Plain, right)]
}

/// The patient's case by its name, with age and sex.
fn whose(words: Wording, chart: &Chart) -> String {
    let name = chart.disk.at.as_ref().map_or(words.say(&words.words().terminal.new_case), |at| at.name.as_str());
    let who = words.who(&chart.case);
    if who.is_empty() { name.to_owned() } else { format!("{name}  {who}") }
}

/// How many of the key findings are known, in words and in figures alone.
fn known(words: Wording, chart: &Chart) -> [String; 2] {
    let Count { known, of } = rows::count(chart, words.knowledge.sheet.key_findings());
    [words.words().chart.key_findings(words.lang, known, of), format!("{known}/{of}")]
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

/// The parts with what is known of each, the other sections, and what the marks mean.
pub(super) fn column(common: &Common, chart: &Chart, area: Rect) -> Pane {
    let (words, columns) = (common.wording(), usize::from(area.width));
    let here = rows::current_stop(words.knowledge, chart);
    let parts = rows::stops(words.knowledge, chart).into_iter().filter_map(|stop| {
        let Stop::Part(id) = stop else { return None };
        let (section, part) = (id.of(&words.knowledge.sections), rows::part(words.knowledge, id)?);
        let Count { known, of } = rows::count_of(chart, part);
        let count = format!("{known}/{of}");
        let (pointer, tone) = if here == Some(stop) { (">", Tone::Strong) } else { (" ", Tone::Plain) };
        let room = columns.saturating_sub(4 + count.len());
        let name = fit::pad(words.say(&section.short), room);
        Some(lined(tone, format!("{pointer}{} {name} {count}", fit::pad(&section.letter, 1))))
    });
    let others = others(words, words.knowledge, here, columns);
    let lines = parts.chain([Line::default()]).chain(others).chain([Line::default()]).chain(legend(words));
    Pane { active: false, ..Pane::bare(Part::Rail, area, text(lines.collect::<Vec<_>>())) }
}

/// The sections that are no part, each with how much it holds.
fn others(words: Wording, knowledge: &Knowledge, here: Option<Stop>, columns: usize) -> Vec<Line> {
    let rest = knowledge.sheet.parts.iter().map(|part| part.rest.len());
    let other = knowledge.sheet.others.iter().map(|(_, findings)| findings.len());
    let all = words.words().chart.more_open(words.lang, rest.chain(other).sum::<usize>());
    let tone = if here == Some(Stop::Others) { Tone::Strong } else { Tone::Plain };
    let pointer = if here == Some(Stop::Others) { ">" } else { "+" };
    let sections = knowledge.sheet.others.iter().map(|(id, findings)| {
        let count = findings.len().to_string();
        let name = words.say(&id.of(&knowledge.sections).short);
        lined(Tone::Plain, format!("  {} {count}", fit::pad(name, columns.saturating_sub(3 + count.len()))))
    });
    [lined(tone, fit::cut(&format!("{pointer} {all}"), columns))].into_iter().chain(sections).collect()
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
    marks.into_iter().map(move |(mark, text)| lined(Tone::Plain, fit::cut(&format!("{mark} {}", words.say(text)), 17)))
}
