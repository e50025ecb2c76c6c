//! The findings summary of one page: who it is, the result in one sentence, the verdicts with their reasons, how well the
//! profile fits, what else it could be, what to do next, and what is to be doubted.
//!
//! Each part lists what it says in the order of weight. All parts begin with as much as may be said, and give way an item
//! at a time, the least urgent part first, until the page fits: down to what is enough of each, and only then to the
//! least. What is left out is counted.

mod head;
mod parts;

pub(super) use head::NOTE;

use super::made_by::made_by;
use super::{View, fit};
use crate::knowledge::Text;
use crate::knowledge::files::PageWords;
use crate::say::document::{Block, Level, Line, Row, Table};
use crate::say::{Wording, page_lines};

/// So many lines of text a page has.
pub const PAGE_LINES: usize = 66;

/// No item takes more lines, with the heading that goes where it was the last one.
const TALLEST: usize = 8;

/// The page as a document.
pub fn page(view: &View) -> Vec<Block> {
    let page = Page { view, wording: Wording::new(view.knowledge, view.lang), words: &view.knowledge.interface.page };
    let (head, mut parts) = (page.head(), page.parts());
    let foot: Vec<Block> = fit::bars(view).into_iter().chain([made_by(view)]).collect();
    loop {
        let body = parts.iter().flat_map(|part| page.blocks(part));
        let blocks: Vec<Block> =
            head.iter().cloned().chain(body).chain(page.left_out(&parts)).chain(foot.clone()).collect();
        let too_many = page_lines(&blocks).len().saturating_sub(PAGE_LINES);
        // So many must go whatever they take: the page is not laid out anew after each.
        let gone = (0..too_many.div_ceil(TALLEST)).take_while(|_| give_way(&mut parts)).count();
        if gone == 0 {
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
    /// How much of the list is shown.
    room: Room,
    /// Of two parts the lesser gives way first.
    weight: Weight,
}

/// How many of a list are shown, from the first.
struct Room {
    /// So many stay, whatever else there is to say; of none the part itself goes.
    least: usize,
    /// With so many the reader does not miss the others much.
    enough: usize,
    shown: usize,
}

impl Room {
    /// As much as there is, up to `most`.
    fn of(list: &List, [least, enough, most]: [usize; 3]) -> Room {
        let there = |count: usize| count.min(list.len());
        Room { least: there(least), enough: there(enough), shown: there(most) }
    }

    /// All of it, always.
    fn all(list: &List) -> Room {
        Room::of(list, [usize::MAX; 3])
    }
}

impl Part<'_> {
    fn is_left_out(&self) -> bool {
        self.room.shown == 0 && self.above.is_empty()
    }
}

/// What a part lists, in the order of weight.
enum List {
    Rows(Table),
    Items(Vec<Line>),
    Steps(Vec<Line>),
}

/// How much it would harm the reader not to see the last item of a part; the least harm first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Warnings,
    Causes,
    Fit,
    Advice,
    Rivals,
    Explained,
    Next,
    Doubts,
    Conflicts,
    Verdicts,
}

/// Takes the last item that is shown from the part that can best do without it; `false` where every part is down to its
/// least.
fn give_way(parts: &mut [Part]) -> bool {
    let may = parts.iter_mut().filter(|part| part.room.shown > part.room.least);
    let part = may.min_by_key(|part| (part.room.shown <= part.room.enough, part.weight));
    part.map(|part| part.room.shown -= 1).is_some()
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
        if part.is_left_out() {
            return Vec::new();
        }
        let left_out = part.list.len().saturating_sub(part.room.shown);
        let more = (left_out > 0).then(|| Line::plain(self.words.more(self.view.lang, left_out)));
        let mut blocks = vec![Block::Heading(Level::Section, Line::plain(self.say(part.heading)))];
        blocks.extend(part.above.iter().cloned().map(Block::Paragraph));
        if part.list.len() > 0 {
            blocks.extend(part.list.first(part.room.shown, more));
        }
        blocks.extend(part.below.iter().cloned().map(Block::Paragraph));
        if part.weight == Weight::Fit {
            blocks.extend(fit::scale(self.view));
        }
        blocks
    }

    /// The parts for which there was no room at all.
    fn left_out(&self, parts: &[Part<'v>]) -> Option<Block> {
        let said = |part: &Part<'v>| self.words.part_of(self.view.lang, self.say(part.heading), part.list.len());
        let parts = self.wording.list(parts.iter().filter(|part| part.is_left_out()).map(said));
        (!parts.is_empty()).then(|| Block::Paragraph(Line::plain(self.words.left_out(self.view.lang, &parts))))
    }
}
