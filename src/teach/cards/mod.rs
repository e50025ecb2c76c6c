//! Flash cards: one fact each, asked so that one answer is right.
//!
//! Most are made from the pack itself, so that no card can disagree with it: `criteria` asks about the published sets,
//! `findings` about limits and frequencies. `stock` reads what cannot be made, `topic` says what a card is about, and
//! `round` deals them.

mod criteria;
mod findings;
mod round;
mod stock;
mod topic;

pub use round::{Round, key, lineup};
pub use stock::Stock;
pub use topic::{Topic, topics};

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
    /// What it is about: what it may be asked for by.
    pub topics: Vec<Topic>,
    /// The question.
    pub front: String,
    /// The answer, then what is said beside it, a paragraph each.
    pub back: Vec<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// What a card asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// How many criteria of a role a conclusion needs.
    Count,
    /// What role a criterion has.
    Role,
    /// From which number on something counts.
    Limit,
    /// How often a finding is there.
    Frequency,
    /// What nothing but a sentence says.
    Fact,
}

impl Kind {
    /// The word for tags and files.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Count => "count",
            Kind::Role => "role",
            Kind::Limit => "limit",
            Kind::Frequency => "frequency",
            Kind::Fact => "fact",
        }
    }
}

impl Card {
    /// Whether it is about what has this id.
    pub fn is_about(&self, id: &str) -> bool {
        self.topics.iter().any(|topic| topic.id() == id)
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

/// A card before it is known what else it may be asked for by.
struct Draft {
    kind: Kind,
    id: String,
    set: Option<SetId>,
    findings: Vec<FindingId>,
    front: String,
    back: Vec<String>,
    sources: Vec<String>,
}

impl Draft {
    fn new(kind: Kind, id: String, front: String, back: Vec<String>, sources: &[Phrase]) -> Draft {
        let sources = sources.iter().map(Phrase::to_string).collect();
        Draft { kind, id, set: None, findings: Vec::new(), front, back, sources }
    }

    fn of_set(self, set: SetId) -> Draft {
        Draft { set: Some(set), ..self }
    }

    fn about(self, findings: Vec<FindingId>) -> Draft {
        Draft { findings, ..self }
    }
}

impl Stock {
    /// Every card, in the order of the pack.
    pub fn cards(&self, knowledge: &Knowledge, lang: Lang) -> Vec<Card> {
        let wording = Wording::new(knowledge, lang);
        let drafts = criteria::cards(wording).into_iter().chain(findings::cards(wording)).chain(self.facts(wording));
        let card = |draft: Draft| {
            let topics = self.topics_of(knowledge, &draft);
            let Draft { kind, id, front, back, sources, .. } = draft;
            Card { id, kind, topics, front, back, sources }
        };
        drafts.map(card).collect()
    }
}
