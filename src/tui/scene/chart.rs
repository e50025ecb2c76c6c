//! The parts of a case: the rows of its sheet, what is to be known of one, the result or the text that is marked beside it.

use ratatui::layout::Rect;

use super::document::{close, laid_out};
use super::layout::Areas;
use super::outline::{self, Line};
use super::pane::{self, Pane, Part, Placed, Target, inner, lined, text, wrapped};
use super::{checklist, help, leaf, result};
use crate::say::document::{self, Block, Tone};
use crate::tui::action::Context;
use crate::tui::fit;
use crate::tui::model::chart::{Chart, Detail, Task};
use crate::tui::model::place::Place;
use crate::tui::model::{Common, rows};

/// The rows of the list.
pub(super) fn list(common: &Common, chart: &Chart, area: Rect) -> Pane {
    let blocks = checklist::checklist(common, chart, area.width.into());
    let current = rows::current_row(common.knowledge, chart).map(Target::Row);
    let has_cursor =
        |block: &pane::Block| block.target == current || block.parts.iter().any(|(_, target)| Some(*target) == current);
    let at = blocks.iter().position(has_cursor);
    let pane = Pane::bare(Part::List, area, blocks).in_sight(at, chart.list_top);
    Pane { active: !chart.is_beside(), ..pane }
}

/// All that is to be known of the row, or of the line of the result, that has the keyboard.
pub(super) fn about(common: &Common, chart: &Chart, line: Option<&Line>, area: Rect) -> Pane {
    let words = common.wording();
    let (title, blocks) = match (line, rows::finding_at(words.knowledge, chart)) {
        (Some(line), _) => (line.text.as_str(), leaf::about(common, chart, line)),
        (None, Some(id)) => (words.label(id), leaf::finding(common, Some(chart), id)),
        (None, None) => ("", Vec::new()),
    };
    let framed = chart.place == Place::Results;
    let columns = if framed { inner(area).width } else { area.width };
    let lines = close(&blocks, columns.into());
    let pane = match framed {
        true => {
            let about = words.say(&words.words().terminal.about);
            let pane = Pane::new(Part::About, area, about, text(lines));
            let more = if pane.last_top() > 0 { help::more(common, Context::Outline) } else { String::new() };
            Pane { footer: more, ..pane }
        }
        false => {
            let title = wrapped(Tone::Strong, title, columns.into());
            Pane::bare(Part::About, area, text(title.into_iter().chain(lines)))
        }
    };
    Pane { active: false, ..pane }
}

/// The lines of the result.
pub(super) fn result(common: &Common, chart: &Chart, lines: &[Line], area: Rect) -> Pane {
    let at = outline::cursor(chart.tree(), lines);
    let blocks = result::result(common, Detail::Brief, lines, at.filter(|_| chart.is_beside()), area.width.into());
    // It does not jump while the sheet has the keyboard.
    let pane = Pane::bare(Part::Result, area, blocks).in_sight(at, chart.tree().top).counted();
    Pane { active: chart.is_beside(), ..pane }
}

/// The text that is marked, and what is asked.
pub(super) fn story(common: &Common, chart: &Chart, task: &Task, area: Rect) -> Pane {
    let words = common.wording();
    let story = words.sentences(task.sentences.iter().map(|sentence| words.say(sentence)));
    let blocks = [
        Block::Paragraph(document::Line::plain(story)),
        Block::Paragraph(document::Line::strong(words.say(&task.ask))),
    ];
    let lines = laid_out(&blocks, area.width.into());
    let pane = Pane::bare(Part::Story, area, text(lines)).scrolled_to(task.top).counted();
    Pane { active: chart.is_beside(), ..pane }
}

/// The lines between the parts of a sheet, with what of a column is seen where not all of it is.
pub(super) fn rules(common: &Common, areas: &Areas, panes: &[Pane]) -> Vec<Placed> {
    let [horizontal, vertical, down, up] =
        if common.ascii { ["-", "|", "+", "+"] } else { ["\u{2500}", "\u{2502}", "\u{252c}", "\u{2534}"] };
    let mut placed = Vec::new();
    let columns = areas.between.iter().filter(|between| between.height > 0);
    for (rule, joint) in areas.rules.iter().zip([down, up]).filter(|(rule, _)| rule.height > 0) {
        placed.push((*rule, lined(Tone::Plain, horizontal.repeat(rule.width.into()))));
        placed
            .extend(columns.clone().map(|column| (Rect { x: column.x, width: 1, ..*rule }, lined(Tone::Plain, joint))));
    }
    for column in columns {
        placed.extend((0..column.height).map(|at| (pane::row(*column, at.into()), lined(Tone::Plain, vertical))));
    }
    let below = areas.rules[1];
    let counted = panes.iter().filter(|pane| !pane.framed && !pane.footer.is_empty() && below.height > 0);
    placed.extend(counted.map(|pane| {
        let footer = format!(" {} ", pane.footer);
        let width = (fit::width(&footer) as u16).min(pane.area.width);
        (Rect { x: pane.area.right() - width, width, ..below }, lined(Tone::Plain, footer))
    }));
    placed
}
