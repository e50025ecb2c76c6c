//! What one count would count twice: a finding that makes two of its parts hold by itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::draft::{Draft, Entry};
use super::lint::Lint;
use super::resolve::written_out;
use crate::json::{Code, Document, Fault, Path};
use crate::knowledge::files::CriteriaFile;
use crate::knowledge::{
    ConclusionId, CriteriaSet, CriterionId, Evidence, FindingId, Knowledge, OptionId, RoleId, Rule, SetId, Shape, Side,
    Tally,
};

/// What may make a rule hold, or fail, by itself. Two limits of a quantity to the same side are one answer: the farther
/// one passes both.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Answer {
    Sign(FindingId, bool),
    High(FindingId),
    Low(FindingId),
    Option(FindingId, OptionId),
    Conclusion(SetId, ConclusionId),
}

type Answers = BTreeSet<Answer>;

impl Lint<'_> {
    /// Every count of the pack.
    pub(super) fn counts(&mut self, draft: &Draft, knowledge: &Knowledge, sets: &HashMap<&str, &CriteriaSet>) {
        let mut counts = Counts { lint: self, knowledge, inferred_from: inferred_from(knowledge) };
        for entry in &draft.findings {
            let Some(id) = knowledge.find(&entry.value.finding.id) else { continue };
            for (key, present) in [("present_when", true), ("absent_when", false)] {
                let rule = knowledge.inference(id, present);
                rule.into_iter().for_each(|rule| entry.at(|here| counts.rule(entry.doc, &here.key(key), rule)));
            }
        }
        for entry in &draft.sets {
            sets.get(entry.value.id.as_str()).into_iter().for_each(|set| counts.set(entry, set));
        }
        for (entry, advice) in draft.advice.iter().zip(&knowledge.advice) {
            entry.at(|here| counts.rule(entry.doc, &here.key("when"), &advice.when));
            if let Some(rule) = &advice.unless {
                entry.at(|here| counts.rule(entry.doc, &here.key("unless"), rule));
            }
        }
        for (entry, literature) in draft.evidence.iter().zip(&knowledge.literature) {
            let top = Path::Top;
            for (at, pair) in literature.not_both.iter().enumerate() {
                counts.rule(entry.doc, &top.key("not_both").index(at).key("when"), &pair.when);
            }
        }
    }
}

/// For each sign the answers that its inference to be present rests on, through whatever lies between.
fn inferred_from(knowledge: &Knowledge) -> HashMap<FindingId, Answers> {
    let mut from: HashMap<FindingId, Answers> = HashMap::new();
    for &id in knowledge.inference_order() {
        let Some(rule) = knowledge.inference(id, true) else { continue };
        let mut answers = Answers::new();
        named(rule, true, &mut answers);
        for answer in answers.clone() {
            if let Answer::Sign(part, true) = answer {
                answers.extend(from.get(&part).into_iter().flatten());
            }
        }
        from.insert(id, answers);
    }
    from
}

/// The answers that a rule names on its way to hold, or to fail.
fn named(rule: &Rule<Evidence>, holds: bool, answers: &mut Answers) {
    match rule.shape() {
        Shape::Is(leaf) => answers.extend(of_evidence(leaf, holds)),
        Shape::Not(part) => named(part, !holds, answers),
        Shape::AtLeast(_, parts) => parts.iter().for_each(|part| named(part, holds, answers)),
    }
}

/// The answers that make a rule hold, or fail, by themselves.
fn alone<Leaf>(rule: &Rule<Leaf>, holds: bool, of_leaf: &impl Fn(&Leaf, bool) -> Answers) -> Answers {
    match rule.shape() {
        Shape::Is(leaf) => of_leaf(leaf, holds),
        Shape::Not(part) => alone(part, !holds, of_leaf),
        Shape::AtLeast(k, parts) => at_least(k, holds, parts.iter().map(|part| alone(part, holds, of_leaf))),
    }
}

/// The answers that make so many of the parts hold, or enough of them fail.
fn at_least(k: usize, holds: bool, parts: impl ExactSizeIterator<Item = Answers>) -> Answers {
    let needed = if holds { k } else { (parts.len() + 1).saturating_sub(k) };
    let mut made: BTreeMap<Answer, usize> = BTreeMap::new();
    parts.flatten().for_each(|answer| *made.entry(answer).or_default() += 1);
    made.into_iter().filter(|(_, count)| *count >= needed).map(|(answer, _)| answer).collect()
}

fn of_evidence(leaf: &Evidence, holds: bool) -> Answers {
    match leaf {
        Evidence::Sign(id) => [Answer::Sign(*id, holds)].into(),
        Evidence::Quantity(id, bound) => match (bound.side, holds) {
            (Side::Above | Side::From, true) | (Side::Below | Side::UpTo, false) => [Answer::High(*id)].into(),
            (Side::Below | Side::UpTo, true) | (Side::Above | Side::From, false) => [Answer::Low(*id)].into(),
        },
        Evidence::Choice(id, options) if holds => options.iter().map(|option| Answer::Option(*id, *option)).collect(),
        Evidence::Conclusion(set, conclusion) if holds => [Answer::Conclusion(*set, *conclusion)].into(),
        Evidence::Choice(..) | Evidence::Conclusion(..) => Answers::new(),
    }
}

/// Calls `see` with every count of two or more within a rule: the way to its list, and its parts.
fn counts<'r, Leaf>(path: &Path, rule: &'r Rule<Leaf>, see: &mut dyn FnMut(&Path, &'r [Rule<Leaf>])) {
    let mut within = |key: &str, parts: &'r [Rule<Leaf>]| {
        let list = path.key(key);
        parts.iter().enumerate().for_each(|(at, part)| counts(&list.index(at), part, see));
    };
    match rule {
        Rule::All(parts) => within("all", parts),
        Rule::Any(parts) => within("any", parts),
        Rule::AtLeast(k, parts) => {
            within("of", parts);
            if *k > 1 {
                see(&path.key("of"), parts);
            }
        }
        Rule::Not(part) => counts(&path.key("not"), part, see),
        Rule::Is(_) => {}
    }
}

struct Counts<'c, 'l> {
    lint: &'c mut Lint<'l>,
    knowledge: &'c Knowledge,
    inferred_from: HashMap<FindingId, Answers>,
}

impl Counts<'_, '_> {
    /// The counts within a rule over findings.
    fn rule(&mut self, doc: Document, path: &Path, rule: &Rule<Evidence>) {
        counts(path, rule, &mut |list, parts| {
            let parts = parts.iter().map(|part| alone(part, true, &of_evidence));
            self.count(parts.enumerate(), |at, what| doc.fault(&list.index(at), Code::CountedTwice, what));
        });
    }

    /// The counts within the rules of a set: over findings, over its criteria, and of a role.
    fn set(&mut self, entry: &Entry<CriteriaFile>, set: &CriteriaSet) {
        let (doc, top) = (entry.doc, Path::Top);
        let criteria = top.key("criteria");
        for (at, criterion) in set.criteria.iter().enumerate() {
            self.rule(doc, &criteria.index(at).key("when"), &criterion.when);
        }
        let of_criterion = |id: &CriterionId, holds: bool| alone(&id.of(&set.criteria).when, holds, &of_evidence);
        let conclusions = top.key("conclusions");
        let mut counted_roles: BTreeSet<RoleId> = BTreeSet::new();
        for (at, conclusion) in set.conclusions.iter().enumerate() {
            counts(&conclusions.index(at).key("when"), &conclusion.when, &mut |list, parts| {
                let written_out = |part: &Rule<Tally>| part.expand(&|leaf| written_out(leaf, &set.criteria));
                let parts = parts.iter().map(|part| alone(&written_out(part), true, &of_criterion));
                self.count(parts.enumerate(), |at, what| doc.fault(&list.index(at), Code::CountedTwice, what));
            });
            conclusion.when.leaves(&mut |leaf| {
                if let Tally::AtLeast(2.., role) = leaf {
                    counted_roles.insert(*role);
                }
            });
        }
        for role in counted_roles {
            let members = set.with_role(role).map(|id| (id.index(), of_criterion(&id, true)));
            let place = |at: usize, what| doc.fault(&criteria.index(at).key("when"), Code::CountedTwice, what);
            self.count(members, place);
        }
    }

    /// Says of each part, which has its place, what an earlier part counts already.
    fn count(&mut self, parts: impl Iterator<Item = (usize, Answers)>, place: impl Fn(usize, String) -> Fault) {
        let mut counted = Answers::new();
        // Each answer that makes a counted sign present, with that sign.
        let mut behind: HashMap<Answer, FindingId> = HashMap::new();
        for (at, part) in parts {
            let what = part.iter().find_map(|answer| {
                let of_sign = self.behind(*answer).find(|from| counted.contains(from));
                match (counted.contains(answer), behind.get(answer), of_sign, *answer) {
                    (true, ..) => Some(format!("{} is counted twice", self.name(*answer))),
                    (_, Some(sign), ..) => Some(self.beside(*answer, *sign)),
                    (_, _, Some(from), Answer::Sign(sign, _)) => Some(self.beside(from, sign)),
                    _ => None,
                }
            });
            if let Some(what) = what {
                let expected = "each finding once in a count: one answer must not make two of its parts hold";
                self.lint.faults.push(place(at, what).expected(expected));
            }
            for answer in &part {
                if let Answer::Sign(sign, _) = answer {
                    behind.extend(self.behind(*answer).map(|from| (from, *sign)));
                }
            }
            counted.extend(part);
        }
    }

    /// The answers that a sign is inferred from.
    fn behind(&self, answer: Answer) -> impl Iterator<Item = Answer> {
        let answers = if let Answer::Sign(sign, true) = answer { self.inferred_from.get(&sign) } else { None };
        answers.into_iter().flatten().copied()
    }

    fn beside(&self, answer: Answer, sign: FindingId) -> String {
        let sign = &self.knowledge.finding(sign).id;
        format!("{} is counted beside \"{sign}\", which is inferred from it", self.name(answer))
    }

    fn name(&self, answer: Answer) -> String {
        match answer {
            Answer::Sign(id, _) | Answer::High(id) | Answer::Low(id) | Answer::Option(id, _) => {
                format!("\"{}\"", self.knowledge.finding(id).id)
            }
            Answer::Conclusion(set, conclusion) => {
                let set = self.knowledge.set(set);
                format!("\"{}\" of \"{}\"", conclusion.of(&set.conclusions).id, set.id)
            }
        }
    }
}
