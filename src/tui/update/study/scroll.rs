//! Moving about on a page: its text, and its options.

use crate::tui::action::Action;
use crate::tui::block::{self, Block};
use crate::tui::layout::{self, inner};
use crate::tui::model::{Model, Screen};
use crate::tui::study::StudyPage;

/// Moves the cursor among the options in sight; where the next one is out of sight, the page moves.
pub fn go(model: &mut Model, action: Action) {
    let (blocks, options, height) = layout_of(model);
    let Some(study) = &mut model.study else { return };
    let total: usize = blocks.iter().map(|block| block.lines.len()).sum();
    let last_top = total.saturating_sub(height);
    let is_seen = |option: usize, top: usize| {
        let Some(at) = options.get(option) else { return false };
        let from: usize = blocks[..*at].iter().map(|block| block.lines.len()).sum();
        from >= top && from + blocks[*at].lines.len() <= top + height
    };
    match action {
        Action::Down if is_seen(study.cursor, study.top) && is_seen(study.cursor + 1, study.top) => study.cursor += 1,
        Action::Down if study.top < last_top => {
            study.top += 1;
            if is_seen(study.cursor + 1, study.top) && !is_seen(study.cursor, study.top) {
                study.cursor += 1;
            }
        }
        Action::Up if study.cursor > 0 && is_seen(study.cursor - 1, study.top) => study.cursor -= 1,
        Action::Up => study.top = study.top.saturating_sub(1),
        Action::PageDown => study.top = (study.top + height.saturating_sub(1)).min(last_top),
        Action::PageUp => study.top = study.top.saturating_sub(height.saturating_sub(1)),
        Action::First => (study.top, study.cursor) = (0, 0),
        Action::Last => (study.top, study.cursor) = (last_top, options.len().saturating_sub(1)),
        _ => {}
    }
    // A list that was paged through takes the cursor along.
    let is_list = options.len() > 9;
    if is_list && !is_seen(study.cursor, study.top) {
        let seen: Vec<usize> = (0..options.len()).filter(|option| is_seen(*option, study.top)).collect();
        let nearest = if action == Action::PageUp || action == Action::Up { seen.last() } else { seen.first() };
        study.cursor = nearest.copied().unwrap_or(study.cursor);
    }
}

/// Whether the option with the cursor is in sight; without options, whether the end of the page is.
pub(super) fn at_cursor(model: &Model) -> bool {
    let (blocks, options, height) = layout_of(model);
    let Some(study) = &model.study else { return true };
    let lines = |to: usize| blocks[..to].iter().map(|block| block.lines.len()).sum::<usize>();
    let end = options.get(study.cursor).map_or_else(|| lines(blocks.len()), |at| lines(at + 1));
    end <= study.top + height
}

/// The page as blocks, which of them are options, and how many lines are in sight.
fn layout_of(model: &Model) -> (Vec<Block>, Vec<usize>, usize) {
    let area = inner(layout::areas(model).body);
    let (blocks, options) = block::study(model, area.width.into());
    (blocks, options, area.height.into())
}

/// Keeps the page possible at this size.
pub fn settle(model: &mut Model) {
    let height = usize::from(inner(layout::areas(model).result).height);
    let columns = usize::from(inner(layout::areas(model).result).width);
    if let Some(chart) = &mut model.chart
        && let Some(task) = &mut chart.task
    {
        let lines = block::story(task, model.knowledge, model.lang, columns).len();
        task.top = task.top.min(lines.saturating_sub(height));
    }
    if model.screen != Screen::Study {
        return;
    }
    let (blocks, options, height) = layout_of(model);
    let total: usize = blocks.iter().map(|block| block.lines.len()).sum();
    if let Some(study) = &mut model.study {
        study.cursor = study.cursor.min(options.len().saturating_sub(1));
        study.top = study.top.min(total.saturating_sub(height));
        // Where a list is longer than the screen, the cursor stays in sight.
        if matches!(study.page, StudyPage::Menu) {
            study.top = block::scrolled(&blocks, options.get(study.cursor).copied(), study.top, height);
        }
    }
}
