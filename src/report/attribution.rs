//! What else could explain the findings that count, before a set is called met.

use super::View;
use super::document::{Block, Level, Line};
use super::wording::Wording;
use crate::engine::Attribution;

/// The commoner causes of what counts, a line for each finding; nothing where none is to be thought of.
pub fn attribution(view: &View) -> Vec<Block> {
    let wording = Wording::new(view.knowledge, view.lang);
    let words = &wording.words().report;
    let lines = view.assessment.attributed().into_iter().map(|found| Line::plain(wording.attribution(found)));
    let lines: Vec<Line> = lines.collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading(Level::Section, Line::plain(wording.say(&words.causes))),
        Block::Paragraph(Line::plain(wording.say(&words.causes_note))),
        Block::List(lines),
    ]
}

impl Wording<'_> {
    /// A finding that counts, with its commoner causes: those entered first.
    pub fn attribution(self, found: &Attribution) -> String {
        let words = &self.words().report;
        let of = |entered: bool, template| {
            let causes = found.causes.iter().filter(|cause| cause.entered == entered);
            let causes: Vec<String> = causes.map(|cause| self.label(cause.finding).to_owned()).collect();
            let causes_in_line = causes.join(self.say(&self.words().style.comma));
            (!causes.is_empty()).then(|| self.pair(self.say(template), &causes_in_line))
        };
        let parts = [of(true, &words.cause_entered), of(false, &words.cause_open)];
        let causes = self.list(&parts.into_iter().flatten().collect::<Vec<_>>());
        words.causes_of.fill(self.lang, &[("finding", self.label(found.finding)), ("causes", &causes)])
    }
}
