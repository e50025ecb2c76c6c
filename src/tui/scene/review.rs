//! What a file of another system would bring: what it says otherwise than the case, then the account of everything in it.

use ratatui::layout::Rect;

use super::document::laid_out;
use super::pane::{Pane, Part, inner, text};
use crate::say::document::{Block, Level, Line, Tone};
use crate::tui::model::Common;
use crate::tui::model::chart::Chart;
use crate::tui::model::review::{Changes, Review};

/// The review of a file, scrolled to where the reader is.
pub(super) fn review(common: &Common, review: &Review, patient: Option<&Chart>, area: Rect) -> Pane {
    let words = common.wording();
    let terms = &words.words().review;
    let title = match review.imports.len() {
        0 | 1 => terms.title(words.lang, &review.file),
        of => terms.title_of_several(words.lang, &review.file, review.at + 1, of),
    };
    let mut blocks = Vec::new();
    if let Some(chart) = review.case_at_hand(patient) {
        blocks.extend(against(common, review, chart));
    }
    blocks.extend(review.import().into_iter().flat_map(|import| import.document(words)));
    let lines = laid_out(&blocks, inner(area).width.into());
    Pane::new(Part::Whole, area, title, text(lines)).scrolled_to(review.top).counted()
}

/// What would change in the case at hand.
fn against(common: &Common, review: &Review, chart: &Chart) -> Vec<Block> {
    let words = common.wording();
    let terms = &words.words().review;
    let Changes { new, other } = review.changes(&chart.case);
    let mut blocks = vec![Block::Paragraph(Line::strong(terms.into_case(words.lang, new.len())))];
    if !other.is_empty() {
        let differs = other.iter().map(|(id, answer)| {
            let said = words.in_full(*id, Some(answer), None);
            let stands = words.in_full(*id, chart.case.answer(*id), chart.assessment.flag(*id));
            Line::default().with(Tone::Alert, terms.differs(words.lang, words.label(*id), stands, said))
        });
        blocks.push(Block::Heading(Level::Part, Line::plain(terms.others(words.lang, other.len()))));
        blocks.push(Block::List(differs.collect()));
    }
    blocks
}
