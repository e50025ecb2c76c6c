//! A teaching case as a document: the report, what the patient had, the coded findings, and what it teaches.

use super::{View, answers};
use crate::case::TeachingCase;
use crate::say::Wording;
use crate::say::document::{Block, Level, Line};

/// The case as a document; the view is of the case within it.
pub fn teaching(view: &View, case: &TeachingCase) -> Vec<Block> {
    let wording = Wording::new(view.knowledge, view.lang);
    let words = &view.knowledge.interface.teaching;
    let section = |text| Block::Heading(Level::Section, Line::plain(wording.say(text)));
    let vignette = case.vignette.iter().map(|sentence| wording.say(sentence));
    let facts = wording.facts(case);
    let mut blocks = vec![
        Block::Heading(Level::Title, Line::plain(wording.say(&case.title))),
        Block::Paragraph(Line::plain(format!("case:{}", case.id))),
        section(&words.story),
        Block::Paragraph(Line::plain(wording.sentences(vignette))),
        section(&words.diagnosis),
        Block::List(facts.iter().map(|(label, value)| Line::plain(wording.pair(label, value))).collect()),
        section(&words.point),
        Block::Paragraph(Line::plain(wording.say(&case.teaching_point))),
    ];
    blocks.extend(answers::answers(view));
    if !case.reported.is_empty() {
        let lines = case.reported.iter().map(|reported| {
            let finding =
                view.knowledge.find(&reported.finding).map_or(reported.finding.as_str(), |id| wording.label(id));
            Line::plain(wording.pair(finding, wording.say(&reported.text)))
        });
        blocks.push(section(&words.reported));
        blocks.push(Block::List(lines.collect()));
    }
    blocks
}
