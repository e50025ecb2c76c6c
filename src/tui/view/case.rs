//! The case screen: checklist, about box, result.

use super::super::block;
use super::super::layout::{Areas, inner};
use super::super::model::{Chart, Model, Pane};
use super::super::outline::{self, Detail};
use super::super::rows::{self, Count, Place};
use super::super::study::Task;
use super::super::{fit, leaf, page};
use super::paint::Canvas;
use super::rail;
use crate::knowledge::files::Status;
use crate::say::document::{Line, Tone};
use crate::say::paragraphs;

pub fn draw(model: &Model, chart: &Chart, canvas: &mut Canvas, areas: &Areas) {
    rail::rail(model, chart, canvas, areas.rail);
    if areas.list.height > 0 {
        list(model, chart, canvas, areas);
    }
    if areas.about.height > 0 {
        about(model, canvas, areas);
    }
    match &chart.task {
        Some(task) if areas.result.height > 0 => story(model, chart, task, canvas, areas),
        None if areas.result.height > 0 => result(model, chart, canvas, areas),
        _ => {}
    }
    if areas.strip.height > 0 {
        strip(model, chart, canvas, areas);
    }
}

fn list(model: &Model, chart: &Chart, canvas: &mut Canvas, areas: &Areas) {
    let words = model.wording();
    let terminal = &words.words().terminal;
    let (name, count) = match chart.place {
        Place::Section(section) => {
            let section = &words.knowledge.sections[section.index()];
            let letter = if section.letter.is_empty() { String::new() } else { format!("{}  ", section.letter) };
            let count = rows::count(chart, section.findings.iter().copied());
            (format!("{letter}{}", words.say(&section.label)), count)
        }
        Place::More => (words.say(&terminal.more).to_owned(), all_of_more(model, chart)),
        Place::Asked => {
            let count = rows::place_count(words.knowledge, chart, Place::Asked);
            (words.say(&words.words().lesson.question).to_owned(), count)
        }
        Place::Results => (String::new(), Count::default()),
    };
    let known = terminal.fold_count(words.lang, count.known, count.of);
    let active = chart.pane == Pane::List;
    let within = canvas.pane(areas.list, &format!("{name}  {known}"), "", active);
    let all = rows::rows(model, chart);
    let at = rows::current(chart, &all).and_then(|row| all.iter().position(|other| *other == row));
    let blocks = block::checklist(model, chart, within.width.into());
    canvas.blocks(within, &blocks, at, chart.list_top);
    more_below(canvas, areas.list, &blocks, chart.list_top);
}

fn all_of_more(model: &Model, chart: &Chart) -> Count {
    let sections = rows::other_sections(model.knowledge);
    rows::count(chart, sections.flat_map(|section| model.knowledge.sections[section.index()].findings.iter().copied()))
}

/// Says at the lower border how many lines of how many are above and below.
fn more_below(canvas: &mut Canvas, pane: ratatui::layout::Rect, blocks: &[block::Block], top: usize) {
    let total: usize = blocks.iter().map(|block| block.lines.len()).sum();
    let height = usize::from(inner(pane).height);
    if total > height {
        let text = format!(" {}-{} / {total} ", top + 1, (top + height).min(total));
        let columns = fit::width(&text) as u16;
        let area = ratatui::layout::Rect {
            x: pane.right().saturating_sub(columns + 2),
            y: pane.bottom() - 1,
            width: columns,
            height: 1,
        };
        canvas.text(area, &text, ratatui::style::Style::new());
    }
}

/// What is to be known of the row or line that has the keyboard.
fn about(model: &Model, canvas: &mut Canvas, areas: &Areas) {
    let words = model.wording();
    let terminal = &words.words().terminal;
    let columns = usize::from(inner(areas.about).width);
    let about = words.say(&terminal.about);
    let (title, blocks) = match (leaf::current(model), rows::current_finding(model)) {
        (Some(line), _) => (about.to_owned(), leaf::about(model, &line)),
        (None, Some(finding)) => (words.pair(about, words.label(finding)), page::about(model, finding)),
        (None, None) => (about.to_owned(), paragraphs([Line::plain(words.say(&terminal.about_fold))])),
    };
    let lines = block::close_lines(&blocks, columns);
    let footer = match lines.len() > usize::from(inner(areas.about).height) {
        true => words.say(&terminal.about_more),
        false => "",
    };
    let within = canvas.pane(areas.about, &title, footer, false);
    for (at, line) in lines.iter().take(within.height.into()).enumerate() {
        canvas.inked(ratatui::layout::Rect { y: within.y + at as u16, height: 1, ..within }, line, None);
    }
}

fn result(model: &Model, chart: &Chart, canvas: &mut Canvas, areas: &Areas) {
    let words = model.wording();
    let terminal = &words.words().terminal;
    let (detail, tree, title) = match chart.place {
        Place::Results => (Detail::Full, &chart.full, &terminal.results_title),
        _ => (Detail::Brief, &chart.brief, &terminal.result),
    };
    let active = detail == Detail::Full || chart.pane == Pane::Result;
    let within = canvas.pane(areas.result, words.say(title), "", active);
    let lines = outline::lines(model, chart, detail);
    let blocks = block::result(model, chart, detail, &lines, within.width.into());
    canvas.blocks(within, &blocks, outline::cursor(tree, &lines), tree.top);
    more_below(canvas, areas.result, &blocks, tree.top);
}

/// The text that is marked, where a patient's result would be.
fn story(model: &Model, chart: &Chart, task: &Task, canvas: &mut Canvas, areas: &Areas) {
    let words = model.wording();
    let columns = usize::from(inner(areas.result).width);
    let lines = block::story(task, words.knowledge, words.lang, columns);
    let focus = canvas.cursor;
    canvas.page(areas.result, words.say(&words.words().study.text), &lines, task.top);
    if chart.pane == Pane::List {
        canvas.cursor = focus;
    }
}

/// The verdicts of the current sets in few words, where the result has no room.
fn strip(model: &Model, chart: &Chart, canvas: &mut Canvas, areas: &Areas) {
    let words = model.wording();
    if let Some(task) = &chart.task {
        let lines = fit::wrap(words.say(&task.ask), areas.strip.width.into());
        for (at, line) in lines.into_iter().take(2).enumerate() {
            let row = ratatui::layout::Rect { y: areas.strip.y + at as u16, height: 1, ..areas.strip };
            canvas.inked(row, &vec![(line, Tone::Strong)], None);
        }
        return;
    }
    let lead = words.knowledge.leading_disease();
    let shown = chart.assessment.sets.iter().filter_map(|assessed| {
        let set = words.knowledge.set(assessed.set);
        let (_, conclusion) = assessed.leading()?;
        let listed = set.status == Status::Current && lead.is_none_or(|disease| set.disease == disease);
        listed.then(|| words.pair(words.say(&set.short), words.verdict(conclusion.verdict)))
    });
    let fit = chart.assessment.fit.as_ref();
    // A percentage would need its setting beside it.
    let fit = fit.map(|fit| words.pair(words.say(&words.words().fit_terminal.the_fit_head), words.band(fit.band)));
    let text = fit.into_iter().chain(shown).collect::<Vec<_>>().join("  ");
    for (at, line) in fit::wrap(&text, areas.strip.width.into()).into_iter().take(2).enumerate() {
        let row = ratatui::layout::Rect { y: areas.strip.y + at as u16, height: 1, ..areas.strip };
        canvas.inked(row, &vec![(line, Tone::Strong)], None);
    }
}
