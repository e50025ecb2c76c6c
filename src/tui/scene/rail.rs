//! The header, and the rail of the parts.

use ratatui::layout::Rect;

use super::pane::{Block, Pane, Part, Placed, Spot, Target, actions, cut, lined};
use crate::knowledge::Knowledge;
use crate::say::document::{Line, Tone};
use crate::say::{Letters, Wording};
use crate::tui::action::{Action, Context};
use crate::tui::fit;
use crate::tui::model::chart::{Chart, Task, Whereabouts};
use crate::tui::model::place::Stop;
use crate::tui::model::rows::{self, Count};
use crate::tui::model::{Common, Model, Screen};

/// The first line: whose case, how much is known, whether it is on the disk, the language, where help is.
pub(super) fn header(model: &Model, area: Rect) -> ([Placed; 3], Vec<Spot>) {
    let words = model.common.wording();
    let terminal = &words.words().terminal;
    let other = match words.say(&terminal.choose_language) {
        name if model.common.letters == Letters::Ascii && !name.is_ascii() => words.say(&terminal.language_in_ascii),
        name => name,
    };
    let key = |action: Action| model.common.keys.keymap.first(Context::of_screen(&model.screen), action, words);
    let hint = |action: Action, hint: &str| key(action).map(|key| (action, format!("{key} {hint}")));
    let hinted = |action: Action| hint(action, words.say(&action.text(words.words()).hint));
    let keys = [hinted(Action::Menu), hint(Action::Language, other), hinted(Action::Help)];
    let keys: Vec<(Action, String)> = keys.into_iter().flatten().collect();
    let without = |left_out: &[Action]| -> Vec<(Action, String)> {
        keys.iter().filter(|(action, _)| !left_out.contains(action)).cloned().collect()
    };
    let (few, help) = (without(&[Action::Menu]), without(&[Action::Menu, Action::Language]));
    let (left, rights) = match &model.screen {
        Screen::Exercise(chart, _) => {
            let title = chart.task.as_ref().map_or("", |Task { title, .. }| words.say(title));
            (title.to_owned(), vec![(String::new(), &keys), (String::new(), &few)])
        }
        Screen::Chart(chart) => {
            let (known, state) = (known(words, chart), state(words, chart));
            let [in_words, in_figures] = &known;
            let rights = vec![
                (format!("{in_words}   {state}   "), &keys),
                (format!("{in_words}   {state}   "), &few),
                (format!("{in_words}   {state}   "), &help),
                (format!("{in_figures}  {state}  "), &help),
            ];
            (whose(words, chart), rights)
        }
        _ => ("poems".to_owned(), vec![(String::new(), &keys), (String::new(), &few)]),
    };
    let width =
        |keys: &[(Action, String)]| keys.iter().map(|(_, text)| fit::width(text) + 2).sum::<usize>().saturating_sub(2);
    let fits = |(said, keys): &&(String, &Vec<(Action, String)>)| {
        fit::width(&left) + 2 + fit::width(said) + width(keys) <= area.width.into()
    };
    let Some((said, keys)) = rights.iter().find(fits).or(rights.last()) else { return Default::default() };
    let columns = ((fit::width(said) + width(keys)) as u16).min(area.width);
    let right = Rect { x: area.right() - columns, width: columns, ..area };
    let left_area = Rect { width: area.width.saturating_sub(columns + 1), ..area };
    let said_columns = (fit::width(said) as u16).min(columns);
    let keys_area = Rect { x: right.x + said_columns, width: columns - said_columns, ..right };
    let (keys, spots) = actions(keys_area, keys);
    let right = cut(Rect { width: said_columns, ..right }, Tone::Plain, said);
    ([cut(left_area, Tone::Strong, &left), right, keys], spots)
}

/// The patient's case by its name, with age and sex.
fn whose(words: Wording, chart: &Chart) -> String {
    let name = chart
        .disk
        .at
        .as_ref()
        .map_or_else(|| words.say(&words.words().terminal.new_case).to_owned(), Whereabouts::name);
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
        let line = lined(tone, format!("{pointer}{} {name} {count}", fit::pad(&section.letter, 1)));
        Some(Block { lines: vec![line], target: Some(Target::Stop(stop)), ..Block::default() })
    });
    let others = others(words, words.knowledge, here, columns);
    let others = Block { lines: others, target: Some(Target::Stop(Stop::Others)), ..Block::default() };
    let legend = Block { lines: legend(words).collect(), ..Block::default() };
    let gap = || Block { lines: vec![Line::default()], ..Block::default() };
    let blocks = parts.chain([gap(), others, gap(), legend]).collect();
    Pane { active: false, ..Pane::bare(Part::Rail, area, blocks) }
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
    [lined(tone, fit::cut(format!("{pointer} {all}"), columns))].into_iter().chain(sections).collect()
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
    marks.into_iter().map(move |(mark, text)| lined(Tone::Plain, fit::cut(format!("{mark} {}", words.say(text)), 17)))
}
