//! What the published sets ask for: counts, roles, limits.

use super::findings::limit;
use super::{Draft, Kind};
use crate::knowledge::files::Status;
use crate::knowledge::{Bound, CriteriaSet, Criterion, Evidence, FindingId, FindingSet, RoleId, Rule, SetId, Tally};
use crate::say::Wording;
use crate::teach::demand::is_required;

pub(super) fn cards(wording: Wording) -> Vec<Draft> {
    let knowledge = wording.knowledge;
    let lead = knowledge.lead().map(|id| knowledge.set(id));
    let mut cards = Vec::new();
    for id in knowledge.set_ids() {
        let set = knowledge.set(id);
        let of_subject = knowledge.leading_disease() == Some(&set.disease);
        let deck = Deck { wording, id, set };
        // What other diseases and older sets ask for is asked in words of its own; the same table under another title
        // teaches nothing new.
        if !of_subject || set.status != Status::Current || lead.is_some_and(|lead| !set.lead && same_table(lead, set)) {
            continue;
        }
        cards.extend(deck.counts());
        if set.lead {
            let role = |criterion: &Criterion| deck.role(criterion, deck.role_label(criterion.role).to_owned(), None);
            cards.extend(set.criteria.iter().map(role));
        } else {
            cards.extend(lead.into_iter().flat_map(|lead| deck.otherwise(lead)));
        }
        cards.extend(deck.limits());
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
    fn card(self, kind: Kind, what: &str, front: String, back: Vec<String>) -> Draft {
        Draft::new(kind, format!("{}/{what}", self.set.id), front, back, &self.set.sources).of_set(self.id)
    }

    fn name(self) -> &'k str {
        self.wording.say(&self.set.short)
    }

    fn role_label(self, role: RoleId) -> &'k str {
        self.wording.say(&self.wording.knowledge.role(role).label)
    }

    /// How many criteria of a role a conclusion needs, where one number says it: where several roles are needed whole,
    /// papers count them together or apart.
    fn counts(self) -> Vec<Draft> {
        let words = &self.wording.words().cards;
        let mut cards = Vec::new();
        for conclusion in &self.set.conclusions {
            let parts = match &conclusion.when {
                Rule::All(parts) => parts.as_slice(),
                other => std::slice::from_ref(other),
            };
            let whole = parts.iter().filter(|part| matches!(part, Rule::Is(Tally::Every(_)))).count();
            for part in parts {
                let (Rule::Is(Tally::AtLeast(_, role)) | Rule::Is(Tally::Every(role))) = part else { continue };
                let of = self.set.with_role(*role).count();
                let answer = match part {
                    Rule::Is(Tally::AtLeast(count, _)) => words.count_of(self.wording.lang, count, of),
                    _ if whole == 1 && of > 1 => words.count_all(self.wording.lang, of),
                    _ => continue,
                };
                if mentions(&conclusion.when, *role) > 1 {
                    continue;
                }
                let title = self.wording.say(&conclusion.title);
                let front = words.count(self.wording.lang, self.name(), self.role_label(*role), title);
                let role = &self.wording.knowledge.role(*role).id;
                cards.push(self.card(Kind::Count, &format!("count/{}/{role}", conclusion.id), front, vec![answer]));
            }
        }
        cards
    }

    /// What role a criterion has in this set, or that it has none; and what it is in the leading set.
    fn role(self, criterion: &Criterion, answer: String, in_lead: Option<String>) -> Draft {
        let words = &self.wording.words().cards;
        let front = words.criterion(self.wording.lang, self.name(), self.wording.say(&criterion.title));
        let back = std::iter::once(answer).chain(in_lead).collect();
        self.card(Kind::Role, &format!("criterion/{}", criterion.id), front, back).about(named(criterion))
    }

    /// The role of a criterion that has another name than in the leading set, where it may be required all the same.
    fn role_here(self, criterion: &Criterion) -> String {
        let role = self.role_label(criterion.role);
        match self.set.with_role(criterion.role).count() {
            of if of > 1 && requires(self.set, criterion) => {
                self.wording.aside(role, &self.wording.words().cards.all_needed(self.wording.lang, of))
            }
            _ => role.to_owned(),
        }
    }

    /// The criteria that have another role in the leading set, those that are not there, and those that are not here.
    fn otherwise(self, lead: &CriteriaSet) -> Vec<Draft> {
        let words = &self.wording.words().cards;
        let (lang, short) = (self.wording.lang, self.wording.say(&lead.short));
        let in_lead = |role: RoleId| words.other_in_lead(lang, self.role_label(role), short);
        let here = self.set.criteria.iter().filter_map(|criterion| {
            let said = match lead.criterion(&criterion.id).map(|id| id.of(&lead.criteria)) {
                None if has(lead, criterion) => return None,
                None => Some(words.not_in_lead(lang, short)),
                Some(same) if same.role == criterion.role => return None,
                // Required under another name.
                Some(same) if requires(self.set, criterion) && requires(lead, same) => None,
                // Another rule under the same name is not the same criterion.
                Some(same) => (named(same) == named(criterion)).then(|| in_lead(same.role)),
            };
            Some(self.role(criterion, self.role_here(criterion), said))
        });
        let missing = lead.criteria.iter().filter(|criterion| !has(self.set, criterion));
        let none = self.wording.say(&words.no_criterion);
        let missing = missing.map(|criterion| self.role(criterion, none.to_owned(), Some(in_lead(criterion.role))));
        here.chain(missing).collect()
    }

    /// The limit that the set itself writes for a finding, where there is one and it decides its criterion.
    fn limits(self) -> Vec<Draft> {
        let words = &self.wording.words().cards;
        let mut limits: Vec<(FindingId, Vec<(bool, &Bound)>)> = Vec::new();
        for criterion in &self.set.criteria {
            criterion.when.leaves(&mut |leaf| {
                let Evidence::Quantity(id, bound) = leaf else { return };
                let found = (decides(&criterion.when, leaf), bound);
                match limits.iter_mut().find(|(other, _)| other == id) {
                    Some((_, bounds)) => bounds.push(found),
                    None => limits.push((*id, vec![found])),
                }
            });
        }
        let cards = limits.into_iter().filter_map(|(id, bounds)| {
            let [(true, bound)] = bounds.as_slice() else { return None };
            let front = words.set_limit(self.wording.lang, self.name(), self.wording.label(id));
            let what = format!("limit/{}", self.wording.knowledge.finding(id).id);
            Some(self.card(Kind::Limit, &what, front, vec![limit(self.wording, id, bound)]).about(vec![id]))
        });
        cards.collect()
    }
}

/// Whether each conclusion of a set needs a criterion of it.
fn requires(set: &CriteriaSet, criterion: &Criterion) -> bool {
    set.criterion(&criterion.id).is_some_and(|id| is_required(set, id))
}

/// The findings that a set cannot do without: the sign of a criterion that each of its conclusions needs.
pub(super) fn required(set: &CriteriaSet) -> FindingSet {
    let required = set.criteria.iter().filter(|criterion| requires(set, criterion));
    let sign = |criterion: &Criterion| match criterion.when {
        Rule::Is(Evidence::Sign(id)) => Some(id),
        _ => None,
    };
    FindingSet::of(required.filter_map(sign))
}

/// Whether a set has a criterion, if need be under another name: one that rests on the same.
fn has(set: &CriteriaSet, criterion: &Criterion) -> bool {
    let rests_on = named(criterion);
    let rests_on_it = |other: &Criterion| named(other).iter().any(|finding| rests_on.contains(finding));
    set.criteria.iter().any(|other| other.id == criterion.id || rests_on_it(other))
}

/// The findings that a criterion names.
fn named(criterion: &Criterion) -> Vec<FindingId> {
    let mut named = Vec::new();
    criterion.when.leaves(&mut |leaf| named.extend(leaf.finding()));
    named
}

/// Whether the leaf alone makes the rule true.
pub(super) fn decides(rule: &Rule<Evidence>, leaf: &Evidence) -> bool {
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
