//! The findings summary of one page: who it is, the result in one sentence, the verdicts with their reasons, how well the
//! profile fits, what else it could be, what to do next, and what is to be doubted.
//!
//! Each part lists what it says in the order of weight. All parts begin with as much as may be said, and give way a line
//! at a time, the least urgent part first, until the page fits; what is left out is counted.

mod head;
mod parts;

use super::View;
use crate::knowledge::Text;
use crate::knowledge::files::PageWords;
use crate::say::document::{Block, Level, Line, Row, Table};
use crate::say::{Wording, page_lines};

/// So many lines of text a page has.
pub const PAGE_LINES: usize = 66;

/// The page as a document.
pub fn page(view: &View) -> Vec<Block> {
    let page = Page { view, wording: Wording::new(view.knowledge, view.lang), words: &view.knowledge.interface.page };
    let (head, mut parts, foot) = (page.head(), page.parts(), page.foot());
    loop {
        let blocks: Vec<Block> =
            head.iter().cloned().chain(parts.iter().flat_map(|part| page.blocks(part))).chain([foot.clone()]).collect();
        if page_lines(&blocks).len() <= PAGE_LINES || !give_way(&mut parts) {
            return blocks;
        }
    }
}

/// One case in one language.
struct Page<'v> {
    view: &'v View<'v>,
    wording: Wording<'v>,
    words: &'v PageWords,
}

/// A part of the page under its own heading.
struct Part<'v> {
    heading: &'v Text,
    /// What stands above the list and below it, whatever the room.
    above: Vec<Line>,
    list: List,
    below: Vec<Line>,
    /// So many of the list stay, whatever the room.
    least: usize,
    /// So many of it are shown, from the first.
    shown: usize,
    /// Of two parts the lesser gives way first.
    weight: Weight,
}

/// What a part lists, in the order of weight.
enum List {
    Rows(Table),
    Items(Vec<Line>),
    Steps(Vec<Line>),
}

/// How much it would harm the reader not to see the last line of a part; the least harm first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Warnings,
    Causes,
    Rivals,
    Advice,
    Fit,
    Explained,
    Next,
    Doubts,
    Conflicts,
    Verdicts,
}

/// Takes the last line that is shown from the part that can best do without one; `false` where every part is down to its
/// least.
fn give_way(parts: &mut [Part]) -> bool {
    let part = parts.iter_mut().filter(|part| part.shown > part.least).min_by_key(|part| part.weight);
    part.map(|part| part.shown -= 1).is_some()
}

impl List {
    fn len(&self) -> usize {
        match self {
            List::Rows(table) => table.rows.len(),
            List::Items(lines) | List::Steps(lines) => lines.len(),
        }
    }

    /// The first of it; with a last line, where there is one, on how many more there are.
    fn first(&self, shown: usize, more: Option<Line>) -> Vec<Block> {
        let lines = |lines: &[Line]| lines.iter().take(shown).cloned().collect::<Vec<_>>();
        match self {
            List::Rows(table) => {
                let rows: Vec<Row> = table.rows.iter().take(shown).cloned().collect();
                let table = Block::Table(Table { rows, ..table.clone() });
                [table].into_iter().chain(more.map(Block::Paragraph)).collect()
            }
            List::Items(items) => vec![Block::List(lines(items).into_iter().chain(more).collect())],
            List::Steps(steps) => {
                [Block::Numbered(lines(steps))].into_iter().chain(more.map(Block::Paragraph)).collect()
            }
        }
    }
}

impl<'v> Page<'v> {
    fn say(&self, text: &'v Text) -> &'v str {
        self.wording.say(text)
    }

    fn blocks(&self, part: &Part<'v>) -> Vec<Block> {
        let left_out = part.list.len().saturating_sub(part.shown);
        let more = (left_out > 0).then(|| Line::plain(self.words.more(self.view.lang, left_out)));
        let mut blocks = vec![Block::Heading(Level::Section, Line::plain(self.say(part.heading)))];
        blocks.extend(part.above.iter().cloned().map(Block::Paragraph));
        if part.list.len() > 0 {
            blocks.extend(part.list.first(part.shown, more));
        }
        blocks.extend(part.below.iter().cloned().map(Block::Paragraph));
        blocks
    }
}
