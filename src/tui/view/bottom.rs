//! The message line and the hint row.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::super::action::{self, Context, TABLE};
use super::super::layout::LEAST;
use super::super::model::{Ask, Matches, Mode, Model, Question};
use super::super::{Writing, fit, update};
use super::paint::Canvas;
use crate::say::document::Tone;

/// What just happened, what is being typed, or what is asked.
pub fn message(model: &Model, canvas: &mut Canvas, area: Rect) {
    let words = model.wording();
    let terminal = &words.words().terminal;
    match &model.mode {
        Mode::Prompt { ask, field } => {
            if let (Some(notice), true) = (&model.notice, area.height > 1) {
                text(canvas, Rect { height: 1, ..area }, words.say(notice), Tone::Alert);
            }
            let row = Rect { y: area.bottom() - 1, height: 1, ..area };
            let lead = match ask {
                Ask::Search { found, .. } => {
                    let (at, of) = update::position(model, found);
                    terminal.ask_search(words.lang, at, of)
                }
                Ask::Range(finding) => terminal.ask_range(words.lang, words.label(*finding)),
                Ask::Note(finding) => terminal.ask_note(words.lang, words.label(*finding)),
                Ask::Cause(finding) => terminal.ask_cause(words.lang, words.label(*finding)),
                Ask::Path(Writing::Summary) => words.say(&terminal.ask_export).to_owned(),
                Ask::Path(Writing::Case) => words.say(&terminal.ask_copy).to_owned(),
            };
            let lead = fit::cut(&lead, usize::from(row.width) / 2);
            let lead_columns = (fit::width(&lead) + 1).min(row.width.into()) as u16;
            canvas.text(row, &lead, Style::new().add_modifier(Modifier::BOLD));
            let room = row.width.saturating_sub(lead_columns + 1);
            let (shown, column) = field.window(room.into());
            let at = Rect { x: row.x + lead_columns, width: room, ..row };
            canvas.text(at, &shown, Style::new());
            canvas.cursor = Some(Position { x: at.x + (column as u16).min(room), y: at.y });
        }
        Mode::Confirm(question) => {
            let asked = match question {
                Question::Replace { path, .. } => terminal.confirm_replace(words.lang, path),
                Question::ChangedUnderneath => {
                    model.notice.as_ref().map_or_else(String::new, |notice| words.say(notice).to_owned())
                }
                Question::MarkRest(findings) => terminal.confirm_mark_rest(words.lang, findings.len()),
                Question::LeaveUnsaved { .. } => words.say(&terminal.confirm_leave).to_owned(),
            };
            text(canvas, area, &asked, Tone::Alert);
            canvas.cursor = Some(area.as_position());
        }
        Mode::Goto => text(canvas, area, words.say(&terminal.goto), Tone::Plain),
        _ => {
            let searching = model.chart.as_ref().and_then(|chart| chart.search.as_ref());
            let said = model.notice.as_ref().map(|notice| words.say(notice).to_owned());
            let said = said.or_else(|| {
                searching.map(|Matches { query, found }| {
                    let (at, of) = update::position(model, found);
                    terminal.match_of(words.lang, at, of, query)
                })
            });
            let disk = model.chart.as_ref().map(|chart| &chart.disk);
            let trouble = disk.and_then(|disk| disk.trouble.as_ref());
            let trouble = trouble.or(disk.filter(|disk| disk.read_only).map(|_| &terminal.read_only));
            match (said, trouble) {
                (Some(said), _) => text(canvas, area, &said, Tone::Plain),
                (None, Some(trouble)) => text(canvas, area, words.say(trouble), Tone::Alert),
                (None, None) => {}
            }
        }
    }
}

/// Text over the lines of an area; what does not fit is marked.
fn text(canvas: &mut Canvas, area: Rect, text: &str, ink: Tone) {
    let columns = usize::from(area.width);
    let height = usize::from(area.height);
    let lines = fit::wrap(text, columns);
    let last = height.saturating_sub(1);
    for (at, line) in lines.iter().enumerate().take(height) {
        let row = Rect { y: area.y + at as u16, height: 1, ..area };
        let line = match at == last && lines.len() > height {
            true => format!("{}..", fit::take(line, columns.saturating_sub(2))),
            false => line.clone(),
        };
        canvas.inked(row, &vec![(line, ink)], None);
    }
}

/// The keys that work here, as many as fit; help and the way out always.
pub fn hints(model: &Model, canvas: &mut Canvas, area: Rect) {
    let words = model.wording();
    let context = Context::of(model);
    let fits = |hints: &[(bool, String)]| {
        hints.iter().map(|(_, hint)| fit::width(hint) + 2).sum::<usize>() <= usize::from(area.width) + 2
    };
    let shown = TABLE.iter().filter(|binding| binding.hinted && binding.contexts.contains(&context));
    let shown = shown.filter(|binding| action::applies(model, binding.action));
    let mut hints: Vec<(bool, String)> = shown
        .map(|binding| {
            let key = action::key_name(binding.keys[0], words);
            let hint = format!("{key} {}", words.say(&binding.action.text(words.words()).hint));
            (matches!(binding.action, action::Action::Help | action::Action::Leave | action::Action::Cancel), hint)
        })
        .collect();
    while !fits(&hints) {
        match hints.iter().rposition(|(stays, _)| !stays) {
            Some(at) => drop(hints.remove(at)),
            None => break,
        }
    }
    let line = hints.into_iter().map(|(_, hint)| hint).collect::<Vec<_>>().join("  ");
    canvas.text(area, &line, Style::new());
}

/// One line that says what is needed.
pub fn too_small(model: &Model, canvas: &mut Canvas) {
    let words = model.wording();
    let size = format!("{}x{}", LEAST.columns, LEAST.rows);
    let terminal = &words.words().terminal;
    let mut text = terminal.too_small(words.lang, &size);
    if matches!(model.mode, Mode::Confirm(Question::LeaveUnsaved { .. })) {
        text = format!("{} {text}", words.say(&terminal.confirm_leave));
    }
    let area = canvas.frame.area();
    for (at, line) in fit::wrap(&text, area.width.into()).into_iter().take(area.height.into()).enumerate() {
        let row = Rect { y: area.y + at as u16, height: 1, ..area };
        canvas.inked(row, &vec![(line, Tone::Plain)], None);
    }
}
