//! The question on the sets: which one item would settle one, or has settled it. The engine knows the answer.

use crate::case::Case;
use crate::engine::{Assessment, Settling, Verdict, assess};
use crate::knowledge::{CriterionId, FindingId, Knowledge, SetId};

/// A question on one set, with one right answer.
#[derive(Clone, Debug)]
pub struct ItemQuestion {
    /// The set.
    pub set: SetId,
    /// What may be chosen.
    pub options: Vec<Item>,
    /// The place of the right one.
    pub right: usize,
}

/// What may have settled a set, or may settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Of a set that is settled: a finding without which it would be open, or would not.
    Known(FindingId),
    /// Of a set that is open: what one criterion would have to become for the set to be met.
    Open(Settling),
    /// Of a set that is open: none of the others would do by itself.
    NoneAlone,
}

/// So many wrong ones stand beside the right one.
const WRONG: usize = 3;

impl ItemQuestion {
    /// Of the first set that is settled what it hangs on; where none is, what would make the leading one met. `None` where
    /// nothing could be asked with one right answer.
    pub(super) fn new(
        knowledge: &Knowledge,
        report: &Case,
        assessment: &Assessment,
        order: &mut fastrand::Rng,
    ) -> Option<ItemQuestion> {
        let sets: Vec<SetId> = knowledge.sets_in_use().collect();
        let is_open = |set: &SetId| assessment.set(*set).verdict() == Verdict::Undetermined;
        match sets.iter().all(is_open) {
            true => ItemQuestion::open(assessment, *sets.first()?, order),
            false => {
                let mut settled = sets.iter().filter(|set| !is_open(set));
                settled.find_map(|set| ItemQuestion::settled(knowledge, report, assessment, *set, order))
            }
        }
    }

    /// Without which finding a settled set would be open.
    fn settled(
        knowledge: &Knowledge,
        report: &Case,
        assessment: &Assessment,
        set: SetId,
        order: &mut fastrand::Rng,
    ) -> Option<ItemQuestion> {
        let (_, conclusion) = assessment.set(set).leading()?;
        let opens = |finding: &FindingId| {
            let mut without = report.clone();
            without.put(*finding, None);
            assess(knowledge, &without).set(set).verdict() == Verdict::Undetermined
        };
        let mut reasons = conclusion.because.clone();
        order.shuffle(&mut reasons);
        let right = Item::Known(reasons.into_iter().find(opens)?);
        // What is not among the reasons may go: the reasons alone force the verdict.
        let known = report.answers().filter(|(_, answer)| answer.value.is_known()).map(|(finding, _)| finding);
        let mut others: Vec<FindingId> = known.filter(|finding| !conclusion.because.contains(finding)).collect();
        order.shuffle(&mut others);
        let others = others.into_iter().take(WRONG).map(Item::Known);
        ItemQuestion::shuffled(set, right, others.collect(), order)
    }

    /// Which criterion by itself would make an open set met.
    fn open(assessment: &Assessment, set: SetId, order: &mut fastrand::Rng) -> Option<ItemQuestion> {
        let found = assessment.set(set);
        let (_, conclusion) = found.leading()?;
        let alone = |settling: &[Settling]| if let [one] = settling { Some(*one) } else { None };
        let ways = conclusion.settled_by.iter().map(|way| way.settlings().collect::<Vec<_>>());
        let mut single: Vec<Settling> = ways.filter_map(|way| alone(&way)).collect();
        let criteria =
            found.criteria.iter().enumerate().map(|(at, criterion)| (CriterionId::at(at), criterion.verdict));
        let mut others: Vec<Item> = criteria
            .filter(|(_, verdict)| *verdict == Verdict::Undetermined)
            .filter(|(id, _)| single.iter().all(|settling| settling.criterion != *id))
            .map(|(criterion, _)| Item::Open(Settling { criterion, becomes: Verdict::Met }))
            .collect();
        order.shuffle(&mut single);
        order.shuffle(&mut others);
        others.truncate(WRONG);
        let asked = match single.first() {
            Some(right) => ItemQuestion::shuffled(set, Item::Open(*right), others, order)?,
            None if others.is_empty() => return None,
            None => ItemQuestion { set, right: others.len(), options: others },
        };
        Some(ItemQuestion { options: asked.options.into_iter().chain([Item::NoneAlone]).collect(), ..asked })
    }

    fn shuffled(set: SetId, right: Item, others: Vec<Item>, order: &mut fastrand::Rng) -> Option<ItemQuestion> {
        let mut options: Vec<Item> = others.into_iter().chain([right]).collect();
        order.shuffle(&mut options);
        let right = options.iter().position(|option| *option == right)?;
        (options.len() > 1).then_some(ItemQuestion { set, options, right })
    }
}
