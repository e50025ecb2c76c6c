//! Where everything stands on a screen of a given size. Update and view both go by it, so that what is scrolled to is
//! what is seen.

use ratatui::layout::Rect;

use super::model::{Model, Pane, Screen, Size};
use super::rows::Place;

/// How much fits beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breadth {
    /// Too small for anything but a line that says so.
    Tiny,
    /// One pane.
    Narrow,
    /// Checklist and result.
    Normal,
    /// All sections, checklist and result.
    Wide,
}

/// The smallest size that is drawn in full.
pub const LEAST: Size = Size { columns: 50, rows: 12 };

/// The areas of the case screen; what does not fit is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    pub header: Rect,
    pub rail: Rect,
    pub list: Rect,
    pub about: Rect,
    pub result: Rect,
    /// The verdicts in two lines, where the result has no room.
    pub strip: Rect,
    /// Everything between header and message line.
    pub body: Rect,
    pub message: Rect,
    pub hints: Rect,
}

impl Size {
    pub fn breadth(self) -> Breadth {
        match self.columns {
            _ if self.columns < LEAST.columns || self.rows < LEAST.rows => Breadth::Tiny,
            0..80 => Breadth::Narrow,
            80..110 => Breadth::Normal,
            _ => Breadth::Wide,
        }
    }

    /// The areas every screen has: header, body, message line, hints.
    fn frame(self) -> Areas {
        let message_rows = if self.rows >= 24 { 2 } else { 1 };
        let [columns, rows] = [self.columns, self.rows];
        let body_rows = rows.saturating_sub(2 + message_rows);
        Areas {
            header: Rect::new(0, 0, columns, 1),
            body: Rect::new(0, 1, columns, body_rows),
            message: Rect::new(0, 1 + body_rows, columns, message_rows),
            hints: Rect::new(0, rows.saturating_sub(1), columns, 1),
            ..Areas::default()
        }
    }
}

/// The areas of the screen as it is.
pub fn areas(model: &Model) -> Areas {
    let frame = model.size.frame();
    let Some(chart) = model.chart.as_ref().filter(|_| model.screen == Screen::Case) else { return frame };
    match model.size.breadth() {
        Breadth::Tiny => frame,
        Breadth::Narrow => narrow(frame, chart.place, chart.pane),
        Breadth::Normal => normal(frame, chart.place),
        Breadth::Wide => wide(frame, chart.place),
    }
}

fn narrow(mut areas: Areas, place: Place, pane: Pane) -> Areas {
    let [strip, body] = bottom(areas.body, 2);
    areas.strip = strip;
    match place == Place::Results || pane == Pane::Result {
        true => areas.result = areas.body,
        false => areas.list = body,
    }
    if areas.result.height > 0 {
        areas.strip = Rect::default();
    }
    areas
}

fn normal(mut areas: Areas, place: Place) -> Areas {
    let [rail, body] = top(areas.body, 1);
    areas.rail = rail;
    areas.body = body;
    panes(areas, body, place)
}

fn wide(mut areas: Areas, place: Place) -> Areas {
    let [rail, rest] = left(areas.body, 26);
    areas.rail = rail;
    panes(areas, rest, place)
}

fn panes(mut areas: Areas, body: Rect, place: Place) -> Areas {
    if place == Place::Results {
        let about_rows = if body.height >= 17 { (body.height / 4).clamp(6, 12) } else { 0 };
        [areas.about, areas.result] = bottom(body, about_rows);
        return areas;
    }
    let [list, result] = left(body, body.width - body.width * 2 / 5 - 1);
    areas.result = result;
    let about_rows = (body.height * 2 / 5).clamp(6, 16);
    match body.height >= 17 {
        true => [areas.about, areas.list] = bottom(list, about_rows),
        false => areas.list = list,
    }
    areas
}

fn top(area: Rect, rows: u16) -> [Rect; 2] {
    let rows = rows.min(area.height);
    [Rect { height: rows, ..area }, Rect { y: area.y + rows, height: area.height - rows, ..area }]
}

fn bottom(area: Rect, rows: u16) -> [Rect; 2] {
    let rows = rows.min(area.height);
    [Rect { y: area.bottom() - rows, height: rows, ..area }, Rect { height: area.height - rows, ..area }]
}

fn left(area: Rect, columns: u16) -> [Rect; 2] {
    let columns = columns.min(area.width);
    [Rect { width: columns, ..area }, Rect { x: area.x + columns, width: area.width - columns, ..area }]
}

/// What is within the border of a pane.
pub fn inner(pane: Rect) -> Rect {
    Rect { x: pane.x + 1, y: pane.y + 1, width: pane.width.saturating_sub(2), height: pane.height.saturating_sub(2) }
}

/// The first line to show so that the lines `from..to` are seen, moving as little as possible.
pub fn scroll(top: usize, from: usize, to: usize, height: usize, total: usize) -> usize {
    let last_top = total.saturating_sub(height);
    let to_fits = to.saturating_sub(height);
    top.max(to_fits).min(from).min(last_top)
}
