//! One line of provenance: what made a document, by which rules, and that it is no diagnosis.

use super::View;
use crate::say::document::{Block, Line};

/// So many digits of the pack's digest tell it from any other.
const DIGEST: usize = 12;

/// The line at the foot of the page and of the letter.
pub(super) fn made_by(view: &View) -> Block {
    let knowledge = view.knowledge;
    let digest: String = knowledge.digest().chars().take(DIGEST).collect();
    let words = &knowledge.interface.page;
    let program = env!("CARGO_PKG_VERSION");
    Block::Foot(Line::plain(words.made_by(view.lang, program, &knowledge.id, &knowledge.version, digest)))
}
