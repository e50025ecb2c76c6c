//! Flash cards, made from the pack itself, so that no card can disagree with it.
//!
//! `criteria` asks about the published sets, `findings` about limits, traps and frequencies, `workup` about advice,
//! examinations and mimics; `round` deals them. A front is asked once: what else answers it stands on the same back.

mod criteria;
mod findings;
mod round;
mod workup;

pub use round::{Round, key, lineup};

use crate::knowledge::{FindingId, Knowledge, Lang, Phrase, SetId};
use crate::say::Wording;
use crate::say::document::{Block, Level, Line};

/// A question and its answer in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Stays the same in every language and for as long as the pack keeps what it asks about.
    pub id: String,
    /// What it asks for.
    pub kind: Kind,
    /// The set it is about, if it is about one.
    pub set: Option<SetId>,
    /// The finding it is about, if it is about one.
    pub finding: Option<FindingId>,
    /// The question.
    pub front: String,
    /// A paragraph each, the answer first.
    pub back: Vec<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// What a card asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What a set's conclusion asks for.
    Conclusion,
    /// How many criteria of a role it asks for.
    Count,
    /// Which criteria have a role, or what role a criterion has.
    Role,
    /// A criterion's rule with its limits.
    Limit,
    /// What is easily got wrong about a finding.
    Trap,
    /// How often a finding is there.
    Frequency,
    /// What is advised in a situation.
    Advice,
    /// What an examination answers.
    Test,
    /// How a rival differs.
    Mimic,
}

impl Kind {
    /// The word for tags and files.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Conclusion => "conclusion",
            Kind::Count => "count",
            Kind::Role => "role",
            Kind::Limit => "limit",
            Kind::Trap => "trap",
            Kind::Frequency => "frequency",
            Kind::Advice => "advice",
            Kind::Test => "test",
            Kind::Mimic => "mimic",
        }
    }
}

impl Card {
    fn new(kind: Kind, id: String, front: String, back: Vec<String>, sources: &[Phrase]) -> Card {
        Card {
            id,
            kind,
            set: None,
            finding: None,
            front,
            back,
            sources: sources.iter().map(Phrase::to_string).collect(),
        }
    }

    fn of_set(self, set: SetId) -> Card {
        Card { set: Some(set), ..self }
    }

    fn about(self, finding: FindingId) -> Card {
        Card { finding: Some(finding), ..self }
    }

    /// The question as a document.
    pub fn question(&self) -> Vec<Block> {
        vec![Block::Paragraph(Line::strong(&self.front))]
    }

    /// The answer as a document, with its sources.
    pub fn answer(&self, knowledge: &Knowledge, lang: Lang) -> Vec<Block> {
        let wording = Wording::new(knowledge, lang);
        let mut blocks: Vec<Block> = self.back.iter().map(|text| Block::Paragraph(Line::plain(text))).collect();
        if !self.sources.is_empty() {
            let sources = self.sources.iter().map(|id| Line::plain(wording.citation(id))).collect();
            blocks.push(Block::Heading(Level::Part, Line::plain(wording.say(&wording.words().cards.sources))));
            blocks.push(Block::Numbered(sources));
        }
        blocks
    }
}

/// Every card, in the order of the pack.
pub fn cards(knowledge: &Knowledge, lang: Lang) -> Vec<Card> {
    let wording = Wording::new(knowledge, lang);
    let mut cards: Vec<Card> = Vec::new();
    for card in criteria::cards(wording).into_iter().chain(findings::cards(wording)).chain(workup::cards(wording)) {
        match cards.iter_mut().find(|other| other.front == card.front) {
            None => cards.push(card),
            Some(same) => {
                same.back.extend(card.back);
                let new = card.sources.into_iter().filter(|source| !same.sources.contains(source));
                same.sources.extend(new.collect::<Vec<_>>());
            }
        }
    }
    cards
}
