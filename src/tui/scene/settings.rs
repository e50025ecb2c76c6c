//! The settings to choose from, with what their priors rest on.

use ratatui::layout::Rect;

use super::document::{close, indented};
use super::pane::{Block, Pane, Part, Target, inner, pointer, span, tagged, text};
use crate::knowledge::Setting;
use crate::say::document::{Line, Tone};
use crate::say::figures::prior;
use crate::tui::model::Common;
use crate::tui::model::chart::Chart;

/// The settings, and what is to be known of the one with the cursor.
pub(super) fn settings(common: &Common, chart: Option<&Chart>, at: usize, area: Rect) -> Pane {
    let (words, columns) = (common.wording(), usize::from(inner(area).width));
    let settings = common.knowledge.settings();
    let seen = chart.map(|chart| chart.case.where_seen().index());
    let entry = |(number, setting): (usize, &Setting)| {
        let focused = number == at;
        let mark = if Some(number) == seen { "(x)" } else { "( )" };
        let prefix = format!("{} {mark} ", pointer(focused));
        let tag = vec![span(Tone::Plain, prior(setting.prior))];
        let lines = tagged(prefix, 6, words.say(&setting.label), tag, Tone::Plain, columns);
        Block { lines, target: Some(Target::Choice(number)), focused, cursor: (0, 3), ..Block::default() }
    };
    let mut blocks: Vec<Block> = settings.iter().enumerate().map(entry).collect();
    if let Some(setting) = settings.get(at) {
        let about = close(&words.about_setting(setting), columns.saturating_sub(2).min(100));
        blocks.extend(text([Line::default()].into_iter().chain(about.into_iter().map(|line| indented(2, line)))));
    }
    Pane::new(Part::Whole, area, words.say(&words.words().fit_terminal.choose_setting), blocks).in_sight(Some(at), 0)
}
