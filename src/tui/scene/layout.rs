//! Where everything stands on a screen of a given size.

use ratatui::layout::Rect;

use crate::tui::model::chart::Chart;
use crate::tui::model::place::Place;
use crate::tui::model::size::{Breadth, Size};

/// The areas of a screen; what does not fit is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Areas {
    pub header: Rect,
    /// The verdicts, which are never scrolled away.
    pub strip: Rect,
    pub rail: Rect,
    pub list: Rect,
    pub result: Rect,
    /// All that is to be known of what has the cursor.
    pub about: Rect,
    /// What helps to answer the row.
    pub help: Rect,
    /// The lines between the parts of a sheet: below the strip, above the help, and between columns.
    pub rules: [Rect; 2],
    pub between: [Rect; 3],
    /// What other pages are shown in.
    pub body: Rect,
    pub message: Rect,
    pub hints: Rect,
}

/// From so many rows on there is room for lines between the parts, and for more help.
const ROOMY: u16 = 18;
const HIGH: u16 = 34;

/// The rail, and the widest a list and a result are of use.
const RAIL: u16 = 17;
const LIST: u16 = 76;
const RESULT: u16 = 60;

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

    /// With the verdicts above all else.
    pub(super) fn below_strip(self) -> Areas {
        let [strip, body] = top(self.body, 1);
        Areas { strip, body, ..self }
    }

    /// With a line above the one that is typed in, for what is to be said of it.
    pub(super) fn with_room_to_tell(self) -> Areas {
        let missing = 2_u16.saturating_sub(self.message.height).min(self.body.height);
        let body = Rect { height: self.body.height - missing, ..self.body };
        let message = Rect { y: self.message.y - missing, height: self.message.height + missing, ..self.message };
        Areas { body, message, ..self }
    }

    /// With the parts of a case.
    pub(super) fn of_chart(self, breadth: Breadth, chart: &Chart) -> Areas {
        // The results divide the body themselves.
        if chart.place == Place::Results {
            return self;
        }
        let whole = self.body.union(self.message);
        let [strip, rest] = top(whole, 1);
        let rows = self.hints.y + 1;
        let help_rows = match rows {
            0..ROOMY => 1,
            ROOMY..HIGH => 2,
            _ => 3,
        };
        let [message, body] = bottom(rest, 1);
        let [help, rest] = bottom(body, help_rows);
        let (rules, rest) = match rows < ROOMY {
            true => ([Rect::default(); 2], rest),
            false => {
                let [above, rest] = top(rest, 1);
                let [below, rest] = bottom(rest, 1);
                ([above, below], rest)
            }
        };
        let all = Areas { strip, body, message, help, rules, ..self };
        match breadth {
            Breadth::Tiny => self,
            Breadth::Narrow if chart.is_beside() => Areas { result: rest, ..all },
            Breadth::Narrow => Areas { list: rest, ..all },
            Breadth::Normal => {
                let [list, between, result] = columns(rest, rest.width - 1 - rest.width * 2 / 5);
                Areas { list, result, between: [between, Rect::default(), Rect::default()], ..all }
            }
            Breadth::Wide | Breadth::Vast => {
                let [rail, first, rest] = columns(rest, RAIL);
                let list_columns = (rest.width - 1 - rest.width * 19 / 50).min(LIST);
                let [list, second, rest] = columns(rest, list_columns);
                if breadth == Breadth::Wide {
                    return Areas { rail, list, result: rest, between: [first, second, Rect::default()], ..all };
                }
                let [result, third, about] = columns(rest, (rest.width / 2).min(RESULT));
                Areas { rail, list, result, about, between: [first, second, third], ..all }
            }
        }
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

/// So many columns, the line after them, and the rest.
pub(super) fn columns(area: Rect, columns: u16) -> [Rect; 3] {
    let columns = columns.min(area.width.saturating_sub(1));
    let from = area.x + columns;
    [
        Rect { width: columns, ..area },
        Rect { x: from, width: 1, ..area },
        Rect { x: from + 1, width: area.width - columns - 1, ..area },
    ]
}
