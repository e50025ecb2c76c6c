//! Moving about on a page: its text, and its options.

use crate::tui::action::Action;
use crate::tui::model::study::Study;
use crate::tui::scene::pane::Pane;

/// A page with more options than this is a list to be paged through.
const FEW: usize = 9;

/// Moves the cursor among the options in sight; where the next one is out of sight, the page moves.
pub(crate) fn go(study: &mut Study, pane: &Pane, action: Action) {
    // A list that came into sight by itself moves on from where it is seen.
    study.top = pane.top;
    let (options, height, last_top) = (options(pane), pane.height(), pane.last_top());
    let is_seen =
        |option: usize, top: usize| options.get(option).is_some_and(|(from, to)| *from >= top && *to <= top + height);
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
    if options.len() > FEW && !is_seen(study.cursor, study.top) {
        let mut seen = (0..options.len()).filter(|option| is_seen(*option, study.top));
        let nearest = if matches!(action, Action::PageUp | Action::Up) { seen.next_back() } else { seen.next() };
        study.cursor = nearest.unwrap_or(study.cursor);
    }
}

/// Whether the option with the cursor is in sight; without options, whether the end of the page is.
pub(super) fn at_cursor(study: &Study, pane: &Pane) -> bool {
    let end = options(pane).get(study.cursor).map_or(pane.total(), |(_, to)| *to);
    end <= pane.top + pane.height()
}

/// The first line of each option, and the first one after it.
fn options(pane: &Pane) -> Vec<(usize, usize)> {
    let all = pane.blocks.iter().enumerate().filter(|(_, block)| block.target.is_some());
    all.map(|(at, _)| pane.lines_of(at)).collect()
}
