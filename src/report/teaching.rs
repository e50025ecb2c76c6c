//! A teaching case as a document: the report, what the patient had, the coded findings, and what it teaches.

use super::{View, answers};
use crate::case::{Quality, TeachingCase};
use crate::json::number;
use crate::say::Wording;
use crate::say::document::{Block, Level, Line};

/// The case as a document; the view is of the case within it.
pub fn teaching(view: &View, case: &TeachingCase) -> Vec<Block> {
    let wording = Wording::new(view.knowledge, view.lang);
    let words = &view.knowledge.interface.teaching;
    let section = |text| Block::Heading(Level::Section, Line::plain(wording.say(text)));
    let not_reported = || wording.say(&words.not_reported).to_owned();
    let vignette: Vec<String> = case.vignette.iter().map(|sentence| wording.say(sentence).to_owned()).collect();
    let quality = match case.truth.quality {
        Quality::Firm => &words.firm,
        Quality::Limited => &words.limited,
        Quality::Doubtful => &words.doubtful,
    };
    let delay = case.delay_months.map(|months| words.months.fill(view.lang, &[("count", &number(months).to_string())]));
    let text = |text: &Option<crate::knowledge::Text>| text.as_ref().map(|text| wording.say(text).to_owned());
    let facts = [
        (&words.diagnosis, wording.say(&case.truth.diagnosis).to_owned()),
        (&words.basis, wording.say(&case.truth.basis).to_owned()),
        (&words.quality, wording.say(quality).to_owned()),
        (&words.first_label, text(&case.first_label).unwrap_or_else(not_reported)),
        (&words.delay, delay.unwrap_or_else(not_reported)),
        (&words.region, text(&case.region).unwrap_or_else(not_reported)),
        (&words.citation, case.citation.line()),
    ];
    let mut blocks = vec![
        Block::Heading(Level::Title, Line::plain(wording.say(&case.title))),
        Block::Paragraph(Line::plain(format!("case:{}", case.id))),
        section(&words.story),
        Block::Paragraph(Line::plain(wording.sentences(&vignette))),
        section(&words.diagnosis),
        Block::List(facts.iter().map(|(label, value)| Line::plain(wording.pair(wording.say(label), value))).collect()),
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
