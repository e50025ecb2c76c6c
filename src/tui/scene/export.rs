//! What is about to be written, as it will read.

use ratatui::layout::Rect;

use super::document::laid_out;
use super::pane::{Pane, Part, inner, lined, text};
use crate::report;
use crate::say::document::{Line, Tone};
use crate::tui::fit;
use crate::tui::model::Common;
use crate::tui::model::chart::Chart;
use crate::tui::model::export::{Export, Form};

/// The preview, scrolled to where the reader is.
pub(super) fn preview(common: &Common, chart: &Chart, export: &Export, area: Rect) -> Pane {
    let words = common.wording();
    let forms = Form::all(common.knowledge);
    let at = forms.iter().position(|form| *form == export.form).map_or(0, |at| at + 1);
    let title = words.words().export.title(words.lang, at, forms.len(), export.form.name(words));
    let (view, columns) = (common.view(chart), usize::from(inner(area).width));
    let lines = match export.form {
        Form::Document(content) => laid_out(&report::document(&view, content), columns),
        form => raw(&form.text(&view, export.field.text()), columns),
    };
    Pane::new(Part::Whole, area, title, text(lines)).scrolled_to(export.top).counted()
}

/// A text for programs: its lines as they are, cut where they are long.
fn raw(text: &str, columns: usize) -> Vec<Line> {
    text.lines().map(|line| lined(Tone::Plain, fit::cut(line, columns).into_owned())).collect()
}
