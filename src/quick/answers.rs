//! What was answered about a text, while it is still being written: an answer holds as long as its question is asked.

use super::{Proposal, Question, parts, read, scan};
use crate::case::Case;
use crate::knowledge::Knowledge;

/// The answers to the questions of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers(Vec<Answered>);

#[derive(Clone, Debug, PartialEq)]
struct Answered {
    question: Question,
    /// The piece of text that it is about.
    piece: String,
    choice: usize,
}

impl Answers {
    /// Notes a choice of a question about a text.
    pub fn add(&mut self, text: &str, question: &Question, choice: usize) {
        self.0.push(Answered { question: question.clone(), piece: piece(text, question).to_owned(), choice });
    }

    /// Reads a text, and takes what was answered about it.
    pub fn read(&self, knowledge: &Knowledge, case: &Case, text: &str) -> Proposal {
        let mut proposal = read(knowledge, case, text);
        for answered in &self.0 {
            let asked = proposal.questions.iter().position(|question| answered.is_to(text, question));
            if let Some(asked) = asked {
                proposal.choose(asked, answered.choice);
            }
        }
        proposal
    }

    /// What of a text is still to be seen to when its entries are in the case: the parts with a question, or with
    /// something that was not understood. All of the text, where the parts would say something else without the others.
    pub fn left_over(&self, knowledge: &Knowledge, case: &Case, text: &str) -> String {
        let whole = self.read(knowledge, case, text);
        let open = || {
            let questions = whole.questions.iter().map(|question| &question.span);
            questions.chain(whole.refused.iter().map(|refused| &refused.span))
        };
        let pieces = scan::scan(text, knowledge.lexicon());
        let starts: Vec<usize> = parts::parts(&pieces)
            .iter()
            .filter_map(|part| pieces.get(part.range.start).map(|piece| piece.span.start))
            .collect();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let kept =
            starts.iter().zip(ends).filter(|(start, end)| open().any(|span| span.start < *end && **start < span.end));
        let kept: String = kept.filter_map(|(start, end)| text.get(*start..end)).collect();
        let rest = self.read(knowledge, case, &kept);
        let says_the_same = open_of(&rest).eq(open_of(&whole))
            && rest.refused.iter().map(|refused| refused.reason).eq(whole.refused.iter().map(|refused| refused.reason))
            && rest.entries.iter().all(|entry| case.known(entry.finding) == Some(&entry.value));
        if says_the_same { kept } else { text.to_owned() }
    }
}

/// The questions without where they stand.
fn open_of(proposal: &Proposal) -> impl Iterator<Item = Question> {
    proposal.questions.iter().map(|question| Question { span: 0..0, ..question.clone() })
}

fn piece<'t>(text: &'t str, question: &Question) -> &'t str {
    text.get(question.span.clone()).unwrap_or_default()
}

impl Answered {
    /// Whether it answers a question of a text, wherever that stands now.
    fn is_to(&self, text: &str, question: &Question) -> bool {
        let same = Question { span: question.span.clone(), ..self.question.clone() };
        same == *question && self.piece == piece(text, question)
    }
}
