//! The results screen: its views by number, the setting that any percentage depends on, and the view in one, two or three
//! columns, none wider than can be read.

use ratatui::layout::Rect;

use super::document::close;
use super::layout::{bottom, columns, top};
use super::outline::Line;
use super::pane::{Pane, Part, Placed, cut, lined, row, text};
use super::{leaf, result};
use crate::say::Wording;
use crate::say::document::Tone;
use crate::say::figures::prior;
use crate::tui::action::{Action, Context};
use crate::tui::fit;
use crate::tui::model::Common;
use crate::tui::model::chart::{Chart, Detail, View};
use crate::tui::model::size::Breadth;

/// No column is wider.
const COLUMN: u16 = 76;

/// From so many columns on what is to be known of a line has a column of its own beside two others.
const THREE: u16 = 180;

/// The rows of what is to be known of a line below two columns, and from which height on there is room for it.
const LEAF: u16 = 5;
const HIGH: u16 = 28;

/// Where the parts of the screen are; what does not fit is empty.
#[derive(Default)]
struct Areas {
    title: Rect,
    /// The lines below the title, above the leaf, and between the columns.
    rule: Rect,
    above_leaf: Rect,
    between: [Rect; 2],
    main: Rect,
    beside: Rect,
    leaf: Rect,
}

impl Areas {
    fn of(body: Rect, breadth: Breadth, view: View) -> Areas {
        let [title, rest] = top(body, 1);
        let [rule, rest] = top(rest, 1);
        let areas = Areas { title, rule, ..Areas::default() };
        let half = (body.width * 11 / 20).min(COLUMN);
        match (breadth, view) {
            (Breadth::Tiny | Breadth::Narrow | Breadth::Normal, _) => {
                Areas { main: Rect { width: rest.width.min(COLUMN + 4), ..rest }, ..areas }
            }
            (_, View::Verdicts) if body.width >= THREE => {
                let [main, first, rest] = columns(rest, half);
                let [beside, second, leaf] = columns(rest, (rest.width / 2).min(COLUMN));
                Areas { main, beside, leaf: readable(leaf), between: [first, second], ..areas }
            }
            (_, View::Verdicts) => {
                let [leaf, upper] = bottom(rest, if rest.height >= HIGH { LEAF } else { 0 });
                let [above_leaf, upper] = bottom(upper, u16::from(leaf.height > 0));
                let [main, first, beside] = columns(upper, half);
                let between = [first, Rect::default()];
                Areas { main, beside: readable(beside), leaf: readable(leaf), above_leaf, between, ..areas }
            }
            _ => {
                let [main, first, leaf] = columns(rest, half);
                Areas { main, leaf: readable(leaf), between: [first, Rect::default()], ..areas }
            }
        }
    }
}

fn readable(area: Rect) -> Rect {
    Rect { width: area.width.min(COLUMN), ..area }
}

/// The panes of the view, and the lines around them.
pub(super) fn lay_out(
    common: &Common,
    chart: &Chart,
    (outline, at): (&[Line], Option<usize>),
    body: Rect,
) -> (Vec<Pane>, Vec<Placed>) {
    let areas = Areas::of(body, common.size.breadth(), chart.results.view);
    let split = outline.iter().position(|line| line.beside).unwrap_or(outline.len());
    let (first, second) = outline.split_at(split);
    let (tree, cursor) = (chart.tree(), at.unwrap_or(0));
    let within = (cursor < split).then_some(cursor);
    let mut panes = vec![column(common, Part::Result, first, within, tree.top, areas.main)];
    if areas.beside.height > 0 {
        let within = cursor.checked_sub(split);
        panes.push(column(common, Part::Beside, second, within, tree.beside_top, areas.beside));
    }
    if areas.leaf.height > 0 {
        let line = at.and_then(|at| outline.get(at));
        let about = line.map_or_else(Vec::new, |line| leaf::about(common, chart, line));
        let lines = text(close(&about, usize::from(areas.leaf.width.saturating_sub(2))));
        let area = Rect { x: areas.leaf.x + 1, width: areas.leaf.width.saturating_sub(1), ..areas.leaf };
        panes.push(Pane { active: false, ..Pane::bare(Part::About, area, lines) });
    }
    let mut lines = vec![views(common, chart, areas.title)];
    lines.extend(rules(common, &areas, &panes));
    lines.extend(setting(common, chart, &areas));
    (panes, lines)
}

/// A column of the view, with the keyboard where the cursor is in it.
fn column(common: &Common, part: Part, lines: &[Line], at: Option<usize>, top: usize, area: Rect) -> Pane {
    let blocks = result::result(common, Detail::Full, lines, at, usize::from(area.width.saturating_sub(1)));
    let pane = match at {
        Some(_) => Pane::bare(part, area, blocks).in_sight(at, top),
        None => Pane::bare(part, area, blocks).scrolled_to(top),
    };
    Pane { active: at.is_some(), ..pane.counted() }
}

/// The views by number, the one that is shown in signs that say so without color.
fn views(common: &Common, chart: &Chart, area: Rect) -> Placed {
    let words = common.wording();
    let results = &words.words().results;
    let all = [
        (View::Verdicts, Action::ViewVerdicts, &results.verdicts),
        (View::Missing, Action::ViewMissing, &results.missing),
        (View::Weight, Action::ViewWeight, &results.weight),
        (View::Rivals, Action::ViewRivals, &results.rivals),
        (View::Sources, Action::ViewSources, &results.sources),
    ];
    let shown = chart.results.view;
    let named = |short: bool| {
        let views = all.iter().map(|(view, action, name)| {
            let key = common.keys.keymap.first(Context::Outline, *action, words).unwrap_or_default();
            match (*view == shown, short) {
                (true, _) => format!(">{key} {}<", words.say(name)),
                (false, true) => format!(" {key} "),
                (false, false) => format!(" {key} {} ", words.say(name)),
            }
        });
        format!("{}  {}", words.say(&results.title), views.collect::<String>())
    };
    let whole = named(false);
    // Where not all names fit, the numbers alone stand for the others.
    let fits = fit::width(&whole) <= area.width.into();
    cut(area, Tone::Strong, &if fits { whole } else { named(true) })
}

/// The lines between the parts; how much of a column is seen stands in the one above it.
fn rules(common: &Common, areas: &Areas, panes: &[Pane]) -> Vec<Placed> {
    let [horizontal, vertical, down, up] =
        if common.ascii { ["-", "|", "+", "+"] } else { ["\u{2500}", "\u{2502}", "\u{252c}", "\u{2534}"] };
    let line = |area: Rect, sign: &str| (area, lined(Tone::Plain, sign.repeat(area.width.into())));
    let mut placed = Vec::new();
    let columns: Vec<&Rect> = areas.between.iter().filter(|between| between.height > 0).collect();
    for (rule, joint) in [(areas.rule, down), (areas.above_leaf, up)] {
        if rule.height > 0 {
            placed.push(line(rule, horizontal));
            placed.extend(columns.iter().map(|column| line(Rect { x: column.x, width: 1, ..rule }, joint)));
        }
    }
    for column in columns {
        placed.extend((0..column.height).map(|at| line(row(*column, at.into()), vertical)));
    }
    let counted = panes.iter().filter(|pane| !pane.footer.is_empty());
    placed.extend(counted.map(|pane| {
        let count = format!(" {} ", pane.footer);
        let width = (fit::width(&count) as u16).min(pane.area.width);
        let x = (pane.area.right() - width).saturating_sub(1);
        (Rect { x, width, ..areas.rule }, lined(Tone::Plain, count))
    }));
    placed
}

/// The setting that any percentage depends on, always on the screen: in the line below the title.
fn setting(common: &Common, chart: &Chart, areas: &Areas) -> Option<Placed> {
    let words = common.wording();
    let fit = chart.assessment.fit.as_ref()?;
    let setting = fit.setting.of(common.knowledge.settings());
    let text = words.words().results.setting(words.lang, prior(setting.prior), words.say(&setting.label));
    // The count of the first column keeps its place.
    let room = areas.main.width.saturating_sub(COUNT + 2);
    Some(cut(Rect { x: areas.rule.x + 1, width: room, ..areas.rule }, Tone::Plain, &format!(" {text} ")))
}

/// The columns that a count takes at most.
const COUNT: u16 = 15;

/// What stands below the results while nothing else is to be said.
pub(super) fn disclaimer(common: &Common, area: Rect) -> Placed {
    let words: Wording = common.wording();
    cut(Rect { height: 1, ..area }, Tone::Plain, words.say(&words.words().results.disclaimer))
}
