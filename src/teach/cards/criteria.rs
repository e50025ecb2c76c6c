//! What the published sets ask for: conclusions, counts, roles, limits.

use super::findings::limit;
use super::{Card, Kind};
use crate::knowledge::files::Status;
use crate::knowledge::{CriteriaSet, Evidence, FindingId, RoleId, Rule, SetId, Tally};
use crate::say::Wording;

pub(crate) fn cards(wording: Wording) -> Vec<Card> {
    let knowledge = wording.knowledge;
    let lead = knowledge.lead().map(|id| knowledge.set(id));
    let mut cards = Vec::new();
    for id in knowledge.set_ids() {
        let set = knowledge.set(id);
        let of_subject = knowledge.leading_disease() == Some(&set.disease);
        let deck = Deck { wording, id, set };
        cards.extend(deck.conclusions(of_subject));
        // The same table under another title teaches nothing new.
        let repeats = lead.is_some_and(|lead| !set.lead && same_table(lead, set));
        if !repeats {
            cards.extend(deck.counts());
        }
        if of_subject && !repeats && set.roles().len() > 1 {
            cards.extend(deck.roles());
            if set.status == Status::Current && !set.lead {
                cards.extend(lead.into_iter().flat_map(|lead| deck.otherwise(lead)));
            }
        }
        cards.extend(deck.limits());
        cards.extend(deck.rules());
    }
    cards
}

/// One set and how it is said.
#[derive(Clone, Copy)]
struct Deck<'k> {
    wording: Wording<'k>,
    id: SetId,
    set: &'k CriteriaSet,
}

impl<'k> Deck<'k> {
    fn card(self, kind: Kind, what: &str, front: String, back: Vec<String>) -> Card {
        Card::new(kind, format!("{}/{what}", self.set.id), front, back, &self.set.sources).of_set(self.id)
    }

    fn title(self) -> &'k str {
        self.wording.say(&self.set.title)
    }

    fn role(self, role: RoleId) -> &'k str {
        self.wording.say(&self.wording.knowledge.role(role).label)
    }

    fn titles(self, role: RoleId) -> Vec<String> {
        let criteria = self.set.with_role(role).map(|id| id.of(&self.set.criteria));
        criteria.map(|criterion| self.wording.say(&criterion.title).to_owned()).collect()
    }

    /// The rule of each conclusion; where no other card asks for the criteria, they stand below it.
    fn conclusions(self, asked_elsewhere: bool) -> Vec<Card> {
        let words = &self.wording.words().cards;
        let conclusions = self.set.conclusions.iter().map(|conclusion| {
            let name = self.wording.say(&conclusion.title);
            let mut back = vec![self.wording.tally_rule(self.set, &conclusion.when)];
            if !asked_elsewhere || self.set.roles().len() == 1 {
                let roles = self.set.roles().into_iter();
                back.extend(
                    roles.map(|role| self.wording.pair(self.role(role), &self.wording.list(self.titles(role)))),
                );
            }
            let front = words.conclusion(self.wording.lang, self.title(), name);
            self.card(Kind::Conclusion, &format!("conclusion/{}", conclusion.id), front, back)
        });
        conclusions.collect()
    }

    /// How many criteria of a role a conclusion needs, where one number says it.
    fn counts(self) -> Vec<Card> {
        let words = &self.wording.words().cards;
        let mut cards = Vec::new();
        for conclusion in &self.set.conclusions {
            let parts = match &conclusion.when {
                Rule::All(parts) => parts.as_slice(),
                other => std::slice::from_ref(other),
            };
            for part in parts {
                let Rule::Is(Tally::AtLeast(count, role)) = part else { continue };
                if mentions(&conclusion.when, *role) > 1 {
                    continue;
                }
                let conclusion_title = self.wording.say(&conclusion.title);
                let front = words.count(self.wording.lang, self.title(), self.role(*role), conclusion_title);
                let (count, of) = (count, self.set.with_role(*role).count());
                let back = words.count_of(self.wording.lang, count, of);
                let role = &self.wording.knowledge.role(*role).id;
                cards.push(self.card(Kind::Count, &format!("count/{}/{role}", conclusion.id), front, vec![back]));
            }
        }
        cards
    }

    /// The criteria of each role.
    fn roles(self) -> Vec<Card> {
        let words = &self.wording.words().cards;
        let roles = self.set.roles().into_iter().map(|role| {
            let front = words.role(self.wording.lang, self.title(), self.role(role));
            let id = &self.wording.knowledge.role(role).id;
            self.card(Kind::Role, &format!("role/{id}"), front, vec![self.wording.list(self.titles(role))])
        });
        roles.collect()
    }

    /// The role of each criterion that has another one in the leading set, or none.
    fn otherwise(self, lead: &CriteriaSet) -> Vec<Card> {
        let words = &self.wording.words().cards;
        let short = self.wording.say(&lead.short);
        let mut cards = Vec::new();
        for criterion in &self.set.criteria {
            let same = lead.criterion(&criterion.id).map(|id| id.of(&lead.criteria).role);
            if same == Some(criterion.role) {
                continue;
            }
            let title = self.wording.say(&criterion.title);
            let front = words.criterion(self.wording.lang, self.title(), title);
            let in_lead = match same {
                None => words.not_in_lead(self.wording.lang, short),
                Some(role) => words.other_in_lead(self.wording.lang, self.role(role), short),
            };
            let back = vec![self.role(criterion.role).to_owned(), in_lead];
            cards.push(self.card(Kind::Role, &format!("criterion/{}", criterion.id), front, back));
        }
        cards
    }

    /// The limits that the set itself writes, finding by finding, where each limit decides its criterion.
    fn limits(self) -> Vec<Card> {
        let words = &self.wording.words().cards;
        let mut limits: Vec<(FindingId, Vec<Option<String>>)> = Vec::new();
        for criterion in &self.set.criteria {
            criterion.when.leaves(&mut |leaf| {
                let Evidence::Quantity(id, bound) = leaf else { return };
                let title = self.wording.say(&criterion.title);
                let text =
                    decides(&criterion.when, leaf).then(|| self.wording.aside(&limit(self.wording, *id, bound), title));
                match limits.iter_mut().find(|(other, _)| other == id) {
                    Some((_, texts)) => texts.push(text),
                    None => limits.push((*id, vec![text])),
                }
            });
        }
        let cards = limits.into_iter().filter_map(|(id, back)| {
            let back: Vec<String> = back.into_iter().collect::<Option<_>>()?;
            let front = words.set_limit(self.wording.lang, self.title(), self.wording.label(id));
            let finding = &self.wording.knowledge.finding(id).id;
            Some(self.card(Kind::Limit, &format!("limit/{finding}"), front, back).about(id))
        });
        cards.collect()
    }

    /// The whole rule of each criterion whose limits do not decide alone.
    fn rules(self) -> Vec<Card> {
        let words = &self.wording.words().cards;
        let with_more = self.set.criteria.iter().filter(|criterion| {
            let mut more = false;
            criterion.when.leaves(&mut |leaf| {
                more |= matches!(leaf, Evidence::Quantity(..)) && !decides(&criterion.when, leaf);
            });
            more
        });
        let cards = with_more.map(|criterion| {
            let back = vec![self.wording.evidence_rule(&criterion.when)];
            let front = words.rule(self.wording.lang, self.title(), self.wording.say(&criterion.title));
            self.card(Kind::Limit, &format!("rule/{}", criterion.id), front, back)
        });
        cards.collect()
    }
}

/// Whether the leaf alone makes the rule true.
pub(crate) fn decides(rule: &Rule<Evidence>, leaf: &Evidence) -> bool {
    match rule {
        Rule::Is(this) => this == leaf,
        Rule::Any(parts) => parts.iter().any(|part| decides(part, leaf)),
        Rule::All(parts) => matches!(parts.as_slice(), [part] if decides(part, leaf)),
        Rule::AtLeast(count, parts) => *count == 1 && parts.iter().any(|part| decides(part, leaf)),
        Rule::Not(_) => false,
    }
}

/// How often a rule names a role.
fn mentions(rule: &Rule<Tally>, role: RoleId) -> usize {
    let mut count = 0;
    rule.leaves(&mut |leaf| {
        let (Tally::Every(named) | Tally::AnyOf(named) | Tally::AtLeast(_, named)) = leaf else { return };
        count += usize::from(*named == role);
    });
    count
}

/// Whether two sets have the same criteria in the same roles and the same rules of conclusion.
fn same_table(a: &CriteriaSet, b: &CriteriaSet) -> bool {
    let row = |set: &CriteriaSet, id: &str| set.criterion(id).map(|id| id.of(&set.criteria).role);
    let same_rows = a.criteria.iter().all(|criterion| row(b, &criterion.id) == Some(criterion.role));
    let rules =
        |set: &CriteriaSet| set.conclusions.iter().map(|conclusion| conclusion.when.clone()).collect::<Vec<_>>();
    a.criteria.len() == b.criteria.len() && same_rows && rules(a) == rules(b)
}
