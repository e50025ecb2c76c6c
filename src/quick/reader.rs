//! Reads a text part by part: the names of each item, what its words say of all of them, and what no name explains.

use std::ops::Range;

use super::flags::Flags;
use super::mention::{Around, Hearing, Mention, Negated, is_word};
use super::number::Reading;
use super::parts::{Item, Join, Part, is_sign};
use super::scan::{Piece, What};
use super::sense::{self, Sense, sense};
use super::settle::Drafts;
use super::{Kind, Reason, carry};
use crate::case::{AT_TOP, AnswerValue, Case};
use crate::knowledge::files::Word;
use crate::knowledge::{FindingId, Knowledge, Lexicon, Meaning, Said, Says, folded};

/// Reads parts one after the other.
pub(super) struct Reader<'a, 'k> {
    pub knowledge: &'k Knowledge,
    pub lexicon: &'k Lexicon,
    pub text: &'a str,
    pub pieces: &'a [Piece<'k>],
    pub is_male: Option<bool>,
    pub drafts: Drafts,
    /// The heading that stands on a line of its own above, until the next one or an empty line.
    above: Above,
}

/// A heading on a line of its own.
#[derive(Debug, Default)]
struct Above {
    /// Folded.
    text: String,
    flags: Flags,
    /// Where the last part below it ends, in bytes.
    end: usize,
}

/// A name of a part with the item it stands in.
pub(super) struct Heard<'k> {
    pub mention: Mention<'k>,
    /// How it is joined to the name before; `None` where nothing stands between.
    pub join: Option<Join>,
    /// The item.
    pub span: Range<usize>,
    pub flags: Flags,
    /// It is all that its item says.
    pub is_alone: bool,
    /// A finding is named before it in the item.
    pub is_later: bool,
    /// The types of something are the only other names.
    pub has_type: bool,
    /// It is the only name there.
    pub is_single: bool,
    pub is_heading: bool,
}

impl<'a, 'k> Reader<'a, 'k> {
    pub(super) fn new(knowledge: &'k Knowledge, case: &Case, text: &'a str, pieces: &'a [Piece<'k>]) -> Self {
        Reader {
            knowledge,
            lexicon: knowledge.lexicon(),
            text,
            pieces,
            is_male: sense::is_male(knowledge, case, pieces),
            drafts: Drafts::default(),
            above: Above::default(),
        }
    }

    pub(super) fn done(self) -> Drafts {
        self.drafts
    }

    /// Reads a part.
    pub(super) fn part(&mut self, part: &Part) {
        let span = self.span(&part.range);
        if let Some(text) = self.heads(part) {
            self.above = Above { text, flags: self.flags(&part.range), end: span.end };
            return;
        }
        let is_apart = self.slice(&(self.above.end..span.start)).matches('\n').count() > 1;
        if is_apart || !part.heading.is_empty() {
            self.above = Above::default();
        }
        self.above.end = span.end;
        let near = self.named(part);
        let part_text = folded(self.slice(&span));
        let mut heard: Vec<Heard<'k>> = Vec::new();
        let heading = match part.heading.is_empty() {
            true => self.above.flags,
            false => self.flags(&part.heading),
        };
        let mut of_family = heading.reason == Some(Reason::Family);
        if !part.heading.is_empty() {
            let item = Item { range: part.heading.clone(), join: Join::Start };
            heard.extend(
                self.item(&item, heading, &part_text, &near)
                    .into_iter()
                    .map(|heard| Heard { is_heading: true, ..heard }),
            );
        }
        let headed = heard.len();
        // "Did not, as far as is known, have": a denial before a comma waits for what it denies.
        let mut is_denied_before = false;
        for item in &part.items {
            let mut flags = self.flags(&item.range);
            of_family = (of_family || flags.reason == Some(Reason::Family)) && !self.is_of_patient(&item.range);
            if of_family {
                flags.reason = Some(Reason::Family);
            }
            flags.reason = flags.reason.or(heading.reason);
            flags.is_drug |= heading.is_drug;
            let named = self.item(item, flags, &part_text, &near);
            if named.is_empty() {
                self.item_without_name(item, flags, &mut heard);
                is_denied_before |= self.ends_in_denial(&item.range);
                continue;
            }
            heard.extend(named.into_iter().map(|mut heard| {
                if is_denied_before && heard.mention.said.negated == Negated::No {
                    heard.mention.said.asked_before = true;
                }
                Heard { flags, ..heard }
            }));
        }
        self.share_heads(&mut heard);
        carry::reasons(&mut heard);
        carry::negation(&mut heard);
        carry::share(&mut heard);
        // A heading with its options behind it: what it asks for is found.
        let has_option = heard.get(headed).is_some_and(|first| {
            let said = &first.mention.said;
            first.mention.is_option()
                && said.negated == Negated::No
                && matches!(said.answer, None | Some(Said::Present))
        });
        if of_family && heard.is_empty() {
            self.refuse(self.span(&part.range), Reason::Family);
        }
        let before = self.drafts.count();
        for heard in &heard {
            if !heard.is_heading || has_option {
                let span = if heading.reason.is_some() { self.span(&part.range) } else { heard.span.clone() };
                self.judge(heard, span, &part_text);
            }
        }
        // What names something is never passed over in silence.
        if self.drafts.count() == before
            && heard.iter().any(|heard| !heard.is_heading)
            && !self.drafts.asks_within(&span)
        {
            self.refuse(span, Reason::NoValue);
        }
    }

    /// What a part says that is only the heading of the lines below: where they belong, or nothing to be asked about.
    fn heads(&self, part: &Part) -> Option<String> {
        let text = |range: &Range<usize>| folded(self.slice(&self.span(range)));
        // "Specimen: plasma".
        let body = part.heading.end + 1..part.range.end;
        if !part.heading.is_empty() && self.lexicon.is_place(&text(&body)) {
            return Some(text(&body));
        }
        if !part.is_heading {
            return None;
        }
        let pieces = self.pieces.get(part.range.clone()).unwrap_or_default();
        let asks = |piece: &Piece| {
            matches!(&piece.what, What::Term(meanings, _) if meanings.iter().any(|meaning| {
                matches!(meaning, Meaning::Ambiguous(_) | Meaning::Composite(..) | Meaning::Finding(_, Says::Topic | Says::Part))
            }))
        };
        let text = text(&part.range);
        (!pieces.iter().any(asks) || self.lexicon.is_place(&text)).then_some(text)
    }

    /// The findings that are named in a part.
    fn named(&self, part: &Part) -> Vec<FindingId> {
        let pieces = self.pieces.get(part.range.clone()).unwrap_or_default();
        let meanings = pieces.iter().flat_map(|piece| match &piece.what {
            What::Term(meanings, _) => *meanings,
            _ => &[],
        });
        let mut named = Vec::new();
        for meaning in meanings {
            match meaning {
                Meaning::Finding(id, Says::Name | Says::Narrow) => named.push(*id),
                Meaning::Ambiguous(at) => {
                    named.extend(
                        self.lexicon
                            .ambiguous
                            .get(*at)
                            .iter()
                            .flat_map(|entry| entry.means.iter().map(|meant| meant.finding())),
                    );
                }
                _ => {}
            }
        }
        named
    }

    pub(super) fn slice(&self, span: &Range<usize>) -> &'a str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// The bytes of some pieces.
    fn span(&self, range: &Range<usize>) -> Range<usize> {
        let pieces = self.pieces.get(range.clone()).unwrap_or_default();
        match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => 0..0,
        }
    }

    /// The names of an item with what is said of them.
    fn item(&mut self, item: &Item, flags: Flags, part: &str, near: &[FindingId]) -> Vec<Heard<'k>> {
        let span = self.span(&item.range);
        let item_text = folded(self.slice(&span));
        let above = self.above.text.clone();
        let around = sense::Around { item: &item_text, part, above: &above, near, is_male: self.is_male };
        let mut mentions: Vec<Mention> = Vec::new();
        for at in item.range.clone() {
            let Some(piece) = self.pieces.get(at) else { continue };
            let (meanings, need, is_typo) = match &piece.what {
                What::Term(meanings, need) => (*meanings, *need, false),
                What::Unknown(Some(meanings)) => (*meanings, None, true),
                _ => continue,
            };
            if !mentions.is_empty() && self.is_specimen(at) {
                continue;
            }
            if self.is_only_a_word(meanings, at, &item.range, mentions.last().map(|mention| mention.at)) {
                continue;
            }
            let Some(sense) = sense(self.knowledge, meanings, &around) else { continue };
            let age = self.knowledge.find(AT_TOP[0]);
            let behind_age = mentions.last().is_some_and(|last| {
                last.at + 1 == at && matches!(last.sense, Sense::Finding(id, _) if Some(id) == age)
            });
            let is_letter = matches!(sense, Sense::AgeLetter(..));
            let stands_alone = || mentions.is_empty() && self.is_beside_age(at, &item.range);
            if is_letter && !(behind_age || self.is_named(at, &sense) || stands_alone()) {
                continue;
            }
            let is_tail = self.lexicon.is_tail(&folded(self.slice(&piece.span)).replace(' ', ""));
            mentions.push(Mention { at, sense, need, is_typo, is_tail, said: Around::default() });
        }
        Hearing { text: self.text, knowledge: self.knowledge, pieces: self.pieces, item: item.range.clone() }
            .hear(&mut mentions);
        self.duration(item, flags, &mentions);
        let count = mentions.len();
        let is_alone = count == 1 && !self.has_unknown(&item.range);
        let is_single =
            count == 1 || mentions.iter().all(|mention| matches!(mention.sense, Sense::Finding(_, Says::Leads)));
        let types = mentions.iter().filter(|mention| mention.is_option()).count();
        let has_type = types > 0 && types + 1 == count;
        let findings: Vec<bool> = mentions.iter().map(|mention| !mention.is_option()).collect();
        let join = |at: usize| (at == 0).then_some(item.join);
        let heard = |(at, mention): (usize, Mention<'k>)| Heard {
            mention,
            join: join(at),
            span: span.clone(),
            flags: Flags::default(),
            is_alone,
            is_later: findings.get(..at).is_some_and(|before| before.contains(&true)),
            has_type,
            is_single,
            is_heading: false,
        };
        mentions.into_iter().enumerate().map(heard).collect()
    }

    /// A term that is a word of the grammar too is that directly behind a name, or where no name is left to it.
    fn is_only_a_word(&self, meanings: &[Meaning], at: usize, item: &Range<usize>, last: Option<usize>) -> bool {
        let is_word = meanings.iter().any(|meaning| matches!(meaning, Meaning::Word(_)));
        let weak = meanings.iter().all(|meaning| {
            matches!(
                meaning,
                Meaning::Word(_)
                    | Meaning::Finding(_, Says::Leads | Says::Topic | Says::Part)
                    | Meaning::Ambiguous(_)
                    | Meaning::AgeLetter(..)
            )
        });
        let follows = last.is_some();
        let before_name =
            at + 1 < item.end && matches!(self.pieces.get(at + 1).map(|piece| &piece.what), Some(What::Term(..)));
        is_word && (weak && (follows || before_name))
    }

    /// Whether a letter stands behind the name of what it is an option of: "sex F", "gender: m".
    fn is_named(&self, at: usize, sense: &Sense) -> bool {
        let Sense::AgeLetter(id, _) = sense else { return false };
        let mut before = self.pieces.iter().take(at).rev().filter(|piece| !matches!(piece.what, What::Sign(':' | '=')));
        matches!(before.next().map(|piece| &piece.what), Some(What::Term(meanings, _)) if meanings.iter().any(|meaning| {
            matches!(meaning, Meaning::Finding(named, _) if named == id)
        }))
    }

    /// Whether a letter stands beside an age and nothing else: "54m", "F 61", "54/M". In "11m of .." it is a month.
    fn is_beside_age(&self, at: usize, item: &Range<usize>) -> bool {
        let is_age = |at: usize| {
            let piece = self.pieces.get(at).filter(|piece| item.contains(&at) && matches!(piece.what, What::Number(_)));
            piece.is_some_and(|piece| {
                matches!(self.slice(&piece.span).as_bytes(), [b'1'..=b'9', b'0'..=b'9'] | [b'1', _, _])
            })
        };
        let is_slash = |at: usize| is_sign(self.pieces.get(at), '/') || is_sign(self.pieces.get(at), '-');
        let ends = |at: usize| at >= item.end || self.pieces.get(at).is_some_and(|piece| is_word(piece, Word::Stop));
        let before = at.checked_sub(1).filter(|before| is_age(*before));
        let before = before.or_else(|| at.checked_sub(2).filter(|before| is_age(*before) && is_slash(before + 1)));
        let after = [at + 1, at + 2].into_iter().find(|after| is_age(*after) && (*after == at + 1 || is_slash(at + 1)));
        match (before, after) {
            (Some(before), _) => before == item.start && ends(at + 1),
            (None, Some(after)) => at == item.start && ends(after + 1),
            (None, None) => false,
        }
    }

    /// Whether a term only says where the name before it was looked for: "protein (CSF)".
    fn is_specimen(&self, at: usize) -> bool {
        let opens = at.checked_sub(1).is_some_and(|before| is_sign(self.pieces.get(before), '('));
        let text = self.pieces.get(at).map_or(0..0, |piece| piece.span.clone());
        opens && is_sign(self.pieces.get(at + 1), ')') && self.lexicon.is_place(&folded(self.slice(&text)))
    }

    /// Whether the last word denies something that is not said yet.
    fn ends_in_denial(&self, range: &Range<usize>) -> bool {
        let last = self.pieces.get(range.clone()).and_then(<[Piece]>::last);
        last.is_some_and(|piece| is_word(piece, Word::Negation) || is_word(piece, Word::ListNegation))
    }

    fn has_unknown(&self, range: &Range<usize>) -> bool {
        let pieces = self.pieces.get(range.clone()).unwrap_or_default();
        pieces.iter().any(|piece| matches!(piece.what, What::Unknown(None)))
    }

    /// A time with "history of" behind it is the time since the first symptom; beside what an illness begins with it is
    /// asked about.
    fn duration(&mut self, item: &Item, flags: Flags, mentions: &[Mention]) {
        let Some(since) = self.lexicon.since else { return };
        let begins = mentions.iter().any(|mention| match mention.sense {
            Sense::Finding(id, Says::Name | Says::Narrow) => {
                self.lexicon.begins.contains(id) && mention.said.negated == Negated::No
            }
            _ => false,
        });
        let is_its_own = mentions.iter().any(|mention| matches!(mention.sense, Sense::Finding(id, _) if id == since));
        let is_taken = |at: usize| {
            mentions.iter().any(|mention| {
                let is_quantity =
                    matches!(mention.sense, Sense::Finding(id, _) if self.knowledge.finding(id).measure().is_some());
                is_quantity && mention.said.value.as_ref().is_some_and(|value| value.pieces.contains(&at))
            })
        };
        if is_its_own {
            return;
        }
        // Nothing but a time in months or days: an age is in years.
        let pieces = self.pieces.get(item.range.clone()).unwrap_or_default();
        let is_bare = mentions.is_empty()
            && flags == Flags::default()
            && !pieces.iter().any(|piece| matches!(piece.what, What::Unknown(_)) || is_word(piece, Word::Unchanged));
        let age = self.knowledge.find(AT_TOP[0]);
        for at in item.range.clone().filter(|at| !is_taken(*at)).collect::<Vec<_>>() {
            let Some(value) = super::number::Value::read(self.text, self.pieces, at) else { continue };
            if !value.has_unit() || !value.fits(self.text, since, self.knowledge) {
                continue;
            }
            let is_history = self.pieces.get(value.pieces.end).is_some_and(|piece| is_word(piece, Word::Past))
                && self.pieces.get(value.pieces.end).is_some_and(|piece| piece.span.start <= value.span.end + 1);
            let Reading::Enter(quantity) = value.reading(self.text, since, self.knowledge) else { continue };
            let answer = AnswerValue::Quantity(quantity);
            if is_history {
                self.drafts.enter(since, answer, value.span.clone(), None);
            } else if begins || (is_bare && !age.is_some_and(|age| value.fits(self.text, age, self.knowledge))) {
                self.ask(Kind::Duration, value.span.clone(), vec![since], vec![vec![(since, answer)]], Some(0));
            }
            return;
        }
    }

    /// An item without a name says something of the one before it, or is not understood.
    fn item_without_name(&mut self, item: &Item, flags: Flags, heard: &mut Vec<Heard<'k>>) {
        let span = self.span(&item.range);
        if self.drafts.asks_within(&span) {
            return;
        }
        let pieces = self.pieces.get(item.range.clone()).unwrap_or_default();
        let has_content =
            pieces.iter().any(|piece| matches!(piece.what, What::Unknown(_) | What::Number(_) | What::Figures));
        let is_state = pieces.iter().any(|piece| {
            is_word(piece, Word::Absent)
                || is_word(piece, Word::Low)
                || is_word(piece, Word::Normal)
                || is_word(piece, Word::Present)
        });
        if let Some(last) = heard.last().filter(|last| !last.is_heading && !has_content) {
            if is_state && let Some(again) = self.again(item, &last.mention) {
                let (span, join) = (last.span.start..span.end, Some(item.join));
                heard.push(Heard {
                    mention: again,
                    join,
                    span,
                    flags,
                    is_alone: true,
                    is_later: false,
                    has_type: false,
                    is_single: true,
                    is_heading: false,
                });
            } else if flags.reason.is_some() {
                let before = last.span.clone();
                for earlier in heard.iter_mut().filter(|earlier| earlier.span == before) {
                    earlier.span.end = span.end;
                    earlier.flags.reason = earlier.flags.reason.or(flags.reason);
                }
            }
            return;
        }
        let is_dose = flags.is_drug || pieces.iter().any(|piece| is_word(piece, Word::DoseUnit));
        let is_age = self.is_age(item);
        if has_content && !is_age {
            let has_number = pieces.iter().any(|piece| matches!(piece.what, What::Number(_)));
            let reason = match flags.reason {
                Some(reason) => reason,
                None if is_dose && has_number => Reason::Drug,
                None => Reason::NoItem,
            };
            self.refuse(span, reason);
        } else if let Some(reason) = flags.reason.filter(|reason| *reason == Reason::Family) {
            self.refuse(span, reason);
        }
    }

    /// A bare age, which its own name says; nothing to be refused.
    fn is_age(&self, item: &Item) -> bool {
        let pieces = self.pieces.get(item.range.clone()).unwrap_or_default();
        !pieces.iter().any(|piece| matches!(piece.what, What::Number(_) | What::Unknown(_)))
    }

    /// The name before, which this item says something else of.
    fn again(&self, item: &Item, before: &Mention) -> Option<Mention<'k>> {
        let id = match before.sense {
            Sense::Finding(id, _) => id,
            Sense::Meant(place) => place.means.first()?.finding(),
            _ => return None,
        };
        let text = folded(self.slice(&self.span(&item.range)));
        let may_mean =
            self.lexicon.ambiguous.iter().filter(|entry| entry.means.iter().any(|meant| meant.finding() == id));
        let place = may_mean.flat_map(|entry| &entry.answered).find(|place| place.is(&text, "", &[]))?;
        let said = Around { span: self.span(&item.range), ..Around::default() };
        let sense = Sense::Meant(place);
        Some(Mention { at: before.at, sense, need: None, is_typo: false, is_tail: false, said })
    }
}
