//! Where everything stands on a screen of a given size.

use ratatui::layout::Rect;

use crate::tui::model::chart::Chart;
use crate::tui::model::place::Place;
use crate::tui::model::size::{Breadth, Size};

/// The areas of a screen; what does not fit is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Areas {
    pub header: Rect,
    pub rail: Rect,
    pub list: Rect,
    pub about: Rect,
    pub result: Rect,
    /// The verdicts in two lines, where the result has no room.
    pub strip: Rect,
    /// What other pages are shown in: everything between header or rail, and message line.
    pub body: Rect,
    pub message: Rect,
    pub hints: Rect,
}

impl Areas {
    /// The areas every screen has: header, body, message line, hints.
    pub(super) fn new(Size { columns, rows }: Size) -> Areas {
        let message_rows = if rows >= 24 { 2 } else { 1 };
        let body_rows = rows.saturating_sub(2 + message_rows);
        Areas {
            header: Rect::new(0, 0, columns, 1),
            body: Rect::new(0, 1, columns, body_rows),
            message: Rect::new(0, 1 + body_rows, columns, message_rows),
            hints: Rect::new(0, rows.saturating_sub(1), columns, 1),
            ..Areas::default()
        }
    }

    /// With the parts of a checklist in the body.
    pub(super) fn of_chart(self, breadth: Breadth, chart: &Chart) -> Areas {
        // The results divide the body themselves.
        if chart.place == Place::Results {
            return self;
        }
        match breadth {
            Breadth::Tiny => self,
            Breadth::Narrow if chart.is_beside() => Areas { result: self.body, ..self },
            Breadth::Narrow => {
                let [strip, list] = bottom(self.body, 2);
                Areas { strip, list, ..self }
            }
            Breadth::Normal => {
                let [rail, body] = top(self.body, 1);
                Areas { rail, body, ..self }.panes(body)
            }
            Breadth::Wide => {
                let [rail, rest] = left(self.body, 26);
                Areas { rail, ..self }.panes(rest)
            }
        }
    }

    fn panes(self, body: Rect) -> Areas {
        let is_high = body.height >= 17;
        let [checklist, result] = left(body, body.width - body.width * 2 / 5 - 1);
        let [about, list] = bottom(checklist, if is_high { (body.height * 2 / 5).clamp(6, 16) } else { 0 });
        Areas { about, list, result, ..self }
    }
}

pub(super) fn top(area: Rect, rows: u16) -> [Rect; 2] {
    let rows = rows.min(area.height);
    [Rect { height: rows, ..area }, Rect { y: area.y + rows, height: area.height - rows, ..area }]
}

pub(super) fn bottom(area: Rect, rows: u16) -> [Rect; 2] {
    let rows = rows.min(area.height);
    [Rect { y: area.bottom() - rows, height: rows, ..area }, Rect { height: area.height - rows, ..area }]
}

pub(super) fn left(area: Rect, columns: u16) -> [Rect; 2] {
    let columns = columns.min(area.width);
    [Rect { width: columns, ..area }, Rect { x: area.x + columns, width: area.width - columns, ..area }]
}
