//! The picture of a model. Changes nothing, computes nothing medical: it paints blocks and texts into areas.

mod bottom;
mod case;
mod paint;
mod rail;
mod theme;

use ratatui::Frame;
use ratatui::layout::Position;

use super::block;
use super::layout::{self, Breadth, inner};
use super::model::{Mode, Model, Screen};
use super::page;
use super::study;
use crate::knowledge::Lang;
use crate::say::Letters;

pub use theme::Theme;

/// Draws the model; the terminal's cursor goes to what has the keyboard.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame) {
    let mut canvas = paint::Canvas { theme, frame, ascii: model.ascii, cursor: None };
    if model.size.breadth() == Breadth::Tiny {
        bottom::too_small(model, &mut canvas);
    } else {
        let areas = layout::areas(model);
        rail::header(model, &mut canvas, areas.header);
        body(model, &mut canvas, &areas);
        bottom::message(model, &mut canvas, areas.message);
        bottom::hints(model, &mut canvas, areas.hints);
    }
    let cursor = canvas.cursor.unwrap_or(Position { x: 0, y: 0 });
    // Whoever switched to Chinese wants to see it.
    if model.letters == Letters::Ascii && model.lang == Lang::default() {
        paint::in_ascii(frame.buffer_mut());
    }
    frame.set_cursor_position(cursor);
}

fn body(model: &Model, canvas: &mut paint::Canvas, areas: &layout::Areas) {
    let columns = usize::from(inner(areas.body).width);
    match &model.mode {
        Mode::Settings(at) => {
            let words = model.wording();
            let within = canvas.pane(areas.body, words.say(&words.words().fit_terminal.choose_setting), "", true);
            let blocks = block::settings(model, *at, within.width.into());
            let top = block::scrolled(&blocks, Some(*at), 0, within.height.into());
            canvas.blocks(within, &blocks, Some(*at), top);
            return;
        }
        Mode::Page(which, top) => {
            let lines = page::lines(model, which, columns);
            canvas.page(areas.body, &page::title(model, which), &lines, *top);
            return;
        }
        Mode::Confirm(question) => {
            if let Some(lines) = page::question(model, question, columns) {
                let words = model.wording();
                canvas.page(areas.body, words.say(&words.words().action.mark_rest.help), &lines, 0);
                return;
            }
        }
        _ => {}
    }
    match (model.screen, &model.chart) {
        (Screen::Study, _) => {
            let (blocks, options) = block::study(model, columns);
            let (at, top) = model.study.as_ref().map_or((0, 0), |study| (study.cursor, study.top));
            let lines: usize = blocks.iter().map(|block| block.lines.len()).sum();
            let height = usize::from(inner(areas.body).height);
            let footer = match lines > height {
                true => format!("{}-{} / {lines}", top + 1, (top + height).min(lines)),
                false => String::new(),
            };
            let area = canvas.pane(areas.body, &study::shown(model, columns).title, &footer, true);
            canvas.blocks(area, &blocks, options.get(at).copied(), top);
            canvas.cursor = canvas.cursor.or(Some(area.as_position()));
        }
        (Screen::Case, Some(chart)) => case::draw(model, chart, canvas, areas),
        _ => {
            let (blocks, at) = block::home(model, columns);
            let words = model.wording();
            let title = match model.screen {
                Screen::Teaching => words.say(&words.words().terminal.choose_teaching),
                _ => words.say(&words.knowledge.title),
            };
            let area = canvas.pane(areas.body, title, "", true);
            canvas.blocks(area, &blocks, at, model.home.top);
        }
    }
}
