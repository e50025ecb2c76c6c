//! What a scene is made of: framed panes of blocks, and how far they are scrolled.

use std::borrow::Cow;
use std::mem;
use std::ops::Range;

use ratatui::layout::{Position, Rect};

use crate::say::document::{Line, Span, Tone};
use crate::tui::action::Action;
use crate::tui::fit;
use crate::tui::model::node::Node;
use crate::tui::model::place::{Row, Stop};

/// A part of the screen.
#[derive(Debug)]
pub(crate) struct Pane {
    pub part: Part,
    /// With its frame, if it has one.
    pub area: Rect,
    pub framed: bool,
    pub title: String,
    /// What stands at its lower right.
    pub footer: String,
    /// Whether its frame is that of the pane with the keyboard.
    pub active: bool,
    pub blocks: Vec<Block>,
    /// The block that is kept in sight.
    pub at: Option<usize>,
    /// The first line that is shown.
    pub top: usize,
}

/// Which pane it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The sections of the checklist.
    Rail,
    List,
    About,
    Result,
    /// What the text in the box of quick entry says.
    Quick,
    /// The second column of the results.
    Beside,
    /// The text that is marked.
    Story,
    /// All of the screen.
    Whole,
}

/// One row as lines; a row is scrolled as a whole.
#[derive(Debug, Default)]
pub(crate) struct Block {
    pub lines: Vec<Line>,
    /// What the cursor may go to here.
    pub target: Option<Target>,
    /// Whether it has the cursor; it is then shown reversed.
    pub focused: bool,
    /// Where the terminal's cursor stands within it: line and column.
    pub cursor: (usize, usize),
    /// What the cursor may go to beside each other, where there is more than one, and on which columns.
    pub parts: Vec<(Range<usize>, Target)>,
    /// What clicks mean within it, where they mean more than its target: on these columns of a line.
    pub spots: Vec<(usize, Range<usize>, Aim)>,
}

/// What the cursor may go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Row(Row),
    /// A line of the result.
    Line(Node),
    /// What can be chosen on the page, by its number.
    Choice(usize),
    /// A question of the box of quick entry, and one of its choices.
    Reply(usize, usize),
    /// A stop of the rail.
    Stop(Stop),
    /// A group of the menu, by its place.
    Group(usize),
}

/// What a click means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// The same as a key of this action, where it has one.
    Act(Action),
    /// The cursor is to go there.
    Go(Target),
    /// The cursor is to go there, and the answer to change.
    Mark(Target),
}

/// A part of the screen beside the panes that can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub area: Rect,
    pub aim: Aim,
}

impl Pane {
    /// A pane that shows its blocks from the first one on.
    pub(crate) fn new(part: Part, area: Rect, title: impl Into<String>, blocks: Vec<Block>) -> Pane {
        let (title, footer) = (title.into(), String::new());
        Pane { part, area, framed: true, title, footer, active: true, blocks, at: None, top: 0 }
    }

    /// A part of the sheet, which has no frame and no title.
    pub(crate) fn bare(part: Part, area: Rect, blocks: Vec<Block>) -> Pane {
        Pane { framed: false, ..Pane::new(part, area, "", blocks) }
    }

    /// Kept in sight of a block, as near as may be to where it was scrolled to.
    pub(crate) fn in_sight(mut self, at: Option<usize>, top: usize) -> Pane {
        self.at = at.filter(|at| *at < self.blocks.len());
        let (height, last_top) = (self.height(), self.last_top());
        self.top = self.at.map_or(0, |at| {
            let (from, to) = self.lines_of(at);
            // A heading that cannot have the cursor is seen with what stands below it.
            let heading =
                at.checked_sub(1).filter(|above| self.blocks.get(*above).is_some_and(|block| block.target.is_none()));
            let first = heading.map_or(from, |above| self.lines_of(above).0);
            let first = if to - first <= height { first } else { from };
            top.max(to.saturating_sub(height)).min(first).min(last_top)
        });
        self
    }

    /// Scrolled so many lines down, if there are as many.
    pub(crate) fn scrolled_to(mut self, top: usize) -> Pane {
        self.top = top.min(self.last_top());
        self
    }

    /// Says at the lower border which lines of how many are seen.
    pub(crate) fn counted(mut self) -> Pane {
        let (height, total) = (self.height(), self.total());
        if total > height {
            self.footer = format!("{}-{} / {total}", self.top + 1, (self.top + height).min(total));
        }
        self
    }

    /// What is within the frame.
    pub(crate) fn inner(&self) -> Rect {
        if self.framed { inner(self.area) } else { self.area }
    }

    /// The lines that can be seen at once.
    pub(crate) fn height(&self) -> usize {
        self.inner().height.into()
    }

    /// All lines.
    pub(crate) fn total(&self) -> usize {
        self.blocks.iter().map(|block| block.lines.len()).sum()
    }

    pub(crate) fn last_top(&self) -> usize {
        self.total().saturating_sub(self.height())
    }

    /// The first line of a block, and the first one after it.
    pub(crate) fn lines_of(&self, at: usize) -> (usize, usize) {
        let from = self.blocks.iter().take(at).map(|block| block.lines.len()).sum();
        (from, from + self.blocks.get(at).map_or(0, |block| block.lines.len()))
    }

    /// What the cursor may go to, from first to last; of what stands beside each other that in its own column.
    pub(crate) fn targets(&self) -> impl Iterator<Item = Target> + '_ {
        let here = self.at.and_then(|at| self.blocks.get(at)).filter(|block| !block.parts.is_empty());
        let column = here.map_or(0, |block| block.cursor.1);
        self.blocks.iter().filter_map(move |block| {
            let below = block.parts.iter().rev().find(|(columns, _)| columns.start <= column);
            below.map(|(_, target)| *target).filter(|_| !block.focused).or(block.target)
        })
    }

    /// What has the cursor.
    pub(crate) fn target(&self) -> Option<Target> {
        self.blocks.get(self.at?)?.target
    }

    /// What a click at a cell means.
    pub(crate) fn aim(&self, cell: Position) -> Option<Aim> {
        let within = self.inner();
        if !within.contains(cell) {
            return None;
        }
        let (column, mut line) = (usize::from(cell.x - within.x), self.top + usize::from(cell.y - within.y));
        for block in &self.blocks {
            if line < block.lines.len() {
                let spot = block.spots.iter().find(|(at, columns, _)| *at == line && columns.contains(&column));
                let part = block.parts.iter().find(|(columns, _)| columns.contains(&column));
                let target = part.map(|(_, target)| *target).or(block.target);
                return spot.map(|(.., aim)| *aim).or(target.map(Aim::Go));
            }
            line -= block.lines.len();
        }
        None
    }

    /// What has the cursor after a scroll: what had it if that is still in sight, else what comes first from that side.
    pub(crate) fn target_from(&self, top: usize) -> Option<Target> {
        let is_seen = |at: usize| {
            let (from, to) = self.lines_of(at);
            from >= top && to <= top + self.height()
        };
        if self.at.is_some_and(is_seen) {
            return self.target();
        }
        let mut seen = self.blocks.iter().enumerate().filter(|(at, block)| block.target.is_some() && is_seen(*at));
        let nearest = if top > self.top { seen.next() } else { seen.next_back() };
        nearest.and_then(|(_, block)| block.target)
    }

    /// Where the terminal's cursor stands, if what has the keyboard is in sight.
    pub(crate) fn cursor(&self) -> Option<(u16, u16)> {
        let at = self.at?;
        let block = self.blocks.get(at).filter(|block| block.focused)?;
        let (line, column) = (self.lines_of(at).0 + block.cursor.0, block.cursor.1 as u16);
        let (within, row) = (self.inner(), line.checked_sub(self.top)?);
        let is_seen = block.cursor.0 < block.lines.len() && row < self.height();
        is_seen.then(|| (within.x + column.min(within.width.saturating_sub(1)), within.y + row as u16))
    }
}

/// A line that stands by itself.
pub(crate) type Placed = (Rect, Line);

/// A text on one line, cut to its area.
pub(super) fn cut(area: Rect, tone: Tone, text: &str) -> Placed {
    (area, lined(tone, fit::cut(text, area.width.into()).into_owned()))
}

/// Actions with their keys and words, one after the other, each to be clicked.
pub(super) fn actions(area: Rect, entries: &[(Action, String)]) -> (Placed, Vec<Spot>) {
    let mut x = area.x;
    let spots = entries.iter().map(|(action, text)| {
        let columns = fit::width(text) as u16;
        let spot = Rect { x, width: columns, ..area }.intersection(area);
        x = x.saturating_add(columns + 2);
        Spot { area: spot, aim: Aim::Act(*action) }
    });
    let spots = spots.collect();
    let texts: Vec<&str> = entries.iter().map(|(_, text)| text.as_str()).collect();
    (cut(area, Tone::Plain, &texts.join("  ")), spots)
}

/// The first row of an area, and as many more as there are lines for.
pub(super) fn stacked(area: Rect, lines: impl IntoIterator<Item = Line>) -> impl Iterator<Item = Placed> {
    lines.into_iter().take(area.height.into()).enumerate().map(move |(at, line)| (row(area, at), line))
}

/// What is within the frame of an area.
pub(crate) fn inner(area: Rect) -> Rect {
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height.saturating_sub(2) }
}

/// A row of an area.
pub(crate) fn row(area: Rect, at: usize) -> Rect {
    Rect { y: area.y + at as u16, height: 1, ..area }
}

pub(crate) const POINTER: &str = ">";

/// The sign before what has the cursor.
pub(crate) fn pointer(focused: bool) -> &'static str {
    if focused { POINTER } else { " " }
}

/// The sign before what can be unfolded.
pub(crate) fn fold_mark(ascii: bool, open: bool) -> &'static str {
    match (ascii, open) {
        (true, true) => "v",
        (true, false) => "+",
        (false, true) => "\u{25be}",
        (false, false) => "\u{25b8}",
    }
}

/// Lines that are only read.
pub(crate) fn text(lines: impl IntoIterator<Item = Line>) -> Vec<Block> {
    lines.into_iter().map(|line| Block { lines: vec![line], ..Block::default() }).collect()
}

/// Text in one tone, as it is painted.
pub(crate) fn span(tone: Tone, text: impl Into<Cow<'static, str>>) -> Span {
    Span { text: text.into(), tone }
}

/// A line in one tone, as it is painted.
pub(crate) fn lined(tone: Tone, text: impl Into<Cow<'static, str>>) -> Line {
    Line(vec![span(tone, text)])
}

/// Text in one tone on as many lines as it takes.
pub(crate) fn wrapped<'t>(tone: Tone, text: impl Into<Cow<'t, str>>, columns: usize) -> Vec<Line> {
    fit::wrap(text, columns).map(|line| lined(tone, line.into_owned())).collect()
}

/// Text with a tag against the right edge; the tag goes to a line of its own where there is no room.
pub(crate) fn tagged(
    prefix: impl Into<Cow<'static, str>>,
    hang: usize,
    text: impl Into<Cow<'static, str>>,
    tag: Vec<Span>,
    tone: Tone,
    columns: usize,
) -> Vec<Line> {
    let mut before = prefix.into();
    let room = columns.saturating_sub(fit::width(&before).max(hang));
    let mut lines: Vec<Line> = Vec::new();
    let mut used = 0;
    for part in fit::wrap(text, room) {
        let mut spans = Vec::with_capacity(3 + tag.len());
        used = fit::width(&before) + fit::width(&part);
        spans.extend([span(Tone::Plain, mem::replace(&mut before, fit::spaces(hang))), span(tone, part)]);
        lines.push(Line(spans));
    }
    let wanted = columns_of(&tag);
    if wanted == 0 {
        return lines;
    }
    let tag_columns = wanted.min(columns);
    let cut = |part: Span| if wanted > columns { span(part.tone, fit::cut(part.text, columns)) } else { part };
    let tag = tag.into_iter().map(cut);
    let gap = |used: usize| span(Tone::Plain, fit::spaces(columns - used - tag_columns));
    match lines.last_mut() {
        Some(last) if used + 1 + tag_columns <= columns => last.0.extend(std::iter::once(gap(used)).chain(tag)),
        _ => lines.push(Line(std::iter::once(gap(0)).chain(tag).collect())),
    }
    lines
}

fn columns_of(spans: &[Span]) -> usize {
    spans.iter().map(|span| fit::width(&span.text)).sum()
}
