//! What a card is about, and so what it may be asked for by.

use super::{Card, Draft, Stock};
use crate::knowledge::Knowledge;

/// What cards may be asked for by, with its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A lesson that teaches what the card is about.
    Lesson(String),
    /// The section that the finding stands in.
    Section(String),
    /// The criteria set.
    Set(String),
    /// The finding.
    Finding(String),
}

impl Topic {
    /// The id of what it is.
    pub fn id(&self) -> &str {
        let (Topic::Lesson(id) | Topic::Section(id) | Topic::Set(id) | Topic::Finding(id)) = self;
        id
    }

    /// The word for what it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Topic::Lesson(_) => "lesson",
            Topic::Section(_) => "section",
            Topic::Set(_) => "set",
            Topic::Finding(_) => "finding",
        }
    }
}

/// What these cards are about, each once: lessons, sections, sets, findings.
pub fn topics(cards: &[Card]) -> Vec<&Topic> {
    let mut topics: Vec<&Topic> = cards.iter().flat_map(|card| &card.topics).collect();
    topics.sort();
    topics.dedup();
    topics
}

impl Stock {
    pub(super) fn topics_of(&self, knowledge: &Knowledge, draft: &Draft) -> Vec<Topic> {
        let mut topics: Vec<Topic> =
            draft.set.map(|set| Topic::Set(knowledge.set(set).id.to_string())).into_iter().collect();
        for finding in draft.findings.iter().map(|id| knowledge.finding(*id)) {
            topics.push(Topic::Finding(finding.id.to_string()));
            let section = finding.section.of(&knowledge.sections);
            topics.push(Topic::Section(section.id.to_string()));
        }
        let taught = self.lessons.iter().filter(|(_, teaches)| teaches.iter().any(|id| draft.findings.contains(id)));
        topics.extend(taught.map(|(lesson, _)| Topic::Lesson(lesson.clone())));
        topics.sort();
        topics.dedup();
        topics
    }
}
