//! The checklist: its rows, what is to be known of one, the result or the text that is marked beside it.

use ratatui::layout::Rect;

use super::document::{close, laid_out};
use super::outline::{self, Line};
use super::pane::{Pane, Part, Placed, inner, lined, stacked, text};
use super::{checklist, leaf, result};
use crate::knowledge::files::Status;
use crate::say::document::{self, Block, Tone};
use crate::say::paragraphs;
use crate::tui::fit;
use crate::tui::model::chart::{Chart, Task};
use crate::tui::model::place::Place;
use crate::tui::model::{Common, rows};

/// The rows of the stop.
pub(super) fn list(common: &Common, chart: &Chart, area: Rect) -> Pane {
    let words = common.wording();
    let terminal = &words.words().terminal;
    let count = rows::full_count(words.knowledge, chart, chart.place);
    let known = terminal.fold_count(words.lang, count.known, count.of);
    let title = match chart.place {
        Place::Section(id) => {
            let section = id.of(&words.knowledge.sections);
            let letter = if section.letter.is_empty() { String::new() } else { format!("{}  ", section.letter) };
            format!("{letter}{}  {known}", words.say(&section.label))
        }
        Place::More => format!("{}  {known}", words.say(&terminal.more)),
        Place::Asked => format!("{}  {known}", words.say(&words.words().lesson.question)),
        Place::Results => String::new(),
    };
    let all = rows::rows(words.knowledge, chart);
    let at = rows::current(chart, &all).and_then(|row| all.iter().position(|other| *other == row));
    let blocks = checklist::checklist(common, chart, &all, inner(area).width.into());
    let pane = Pane::new(Part::List, area, title, blocks).in_sight(at, chart.list_top).counted();
    Pane { active: !chart.is_beside(), ..pane }
}

/// What is to be known of the row, or of the line of the result, that has the keyboard.
pub(super) fn about(common: &Common, chart: &Chart, line: Option<&Line>, area: Rect) -> Pane {
    let words = common.wording();
    let terminal = &words.words().terminal;
    let about = words.say(&terminal.about);
    let (title, blocks) = match (line, rows::finding_at(words.knowledge, chart)) {
        (Some(line), _) => (about.to_owned(), leaf::about(common, chart, line)),
        (None, Some(id)) => (words.pair(about, words.label(id)), leaf::finding(common, Some(chart), id)),
        (None, None) => (about.to_owned(), paragraphs([document::Line::plain(words.say(&terminal.about_fold))])),
    };
    let lines = close(&blocks, inner(area).width.into());
    let pane = Pane::new(Part::About, area, title, text(lines));
    let footer = if pane.last_top() > 0 { words.say(&terminal.about_more) } else { "" };
    Pane { active: false, footer: footer.to_owned(), ..pane }
}

/// The lines of the result.
pub(super) fn result(common: &Common, chart: &Chart, lines: &[Line], area: Rect) -> Pane {
    let words = common.wording();
    let at = outline::cursor(chart.tree(), lines);
    let blocks = result::result(common, lines, at.filter(|_| chart.is_beside()), inner(area).width.into());
    let pane = Pane::new(Part::Result, area, words.say(&words.words().terminal.result), blocks)
        .in_sight(at, chart.tree().top)
        .counted();
    Pane { active: chart.is_beside(), ..pane }
}

/// The text that is marked, and what is asked.
pub(super) fn story(common: &Common, task: &Task, area: Rect) -> Pane {
    let words = common.wording();
    let story = words.sentences(task.sentences.iter().map(|sentence| words.say(sentence)));
    let blocks = [
        Block::Paragraph(document::Line::plain(story)),
        Block::Paragraph(document::Line::strong(words.say(&task.ask))),
    ];
    let lines = laid_out(&blocks, inner(area).width.into());
    Pane::new(Part::Story, area, words.say(&words.words().study.text), text(lines)).scrolled_to(task.top).counted()
}

/// Where the result has no room: the verdicts of the current sets in few words, or what is asked of a text.
pub(super) fn strip(common: &Common, chart: &Chart, area: Rect) -> Vec<Placed> {
    let words = common.wording();
    let text = match &chart.task {
        Some(task) => words.say(&task.ask).to_owned(),
        None => verdicts(common, chart),
    };
    let lines = fit::wrap(&text, area.width.into()).into_iter().map(|line| lined(Tone::Strong, line));
    stacked(area, lines).collect()
}

fn verdicts(common: &Common, chart: &Chart) -> String {
    let words = common.wording();
    let lead = words.knowledge.leading_disease();
    let shown = chart.assessment.sets.iter().filter_map(|assessed| {
        let set = words.knowledge.set(assessed.set);
        let (_, conclusion) = assessed.leading()?;
        let listed = set.status == Status::Current && lead.is_none_or(|disease| set.disease == disease);
        listed.then(|| words.pair(words.say(&set.short), words.verdict(conclusion.verdict)))
    });
    // A percentage would need its setting beside it.
    let fit = chart.assessment.fit.as_ref();
    let fit = fit.map(|fit| words.pair(words.say(&words.words().fit_terminal.the_fit_head), words.band(fit.band)));
    fit.into_iter().chain(shown).collect::<Vec<_>>().join("  ")
}
