//! From which numbers on a sign counts, and how often a finding is there.

use super::criteria::{decides, required};
use super::{Draft, Kind};
use crate::json::number;
use crate::knowledge::files::{FrequencyFile, FrequencyKind};
use crate::knowledge::{Bound, Evidence, FindingId, FindingSet, Kind as FindingKind, Phrase, Rule, Side};
use crate::say::{Wording, figures};

/// A frequency is worth learning from so many patients on.
const ENOUGH: f64 = 40.0;

/// Where the published series leave more than this open, from end to end, no one number is right.
const WIDEST: f64 = 0.25;

pub(super) fn cards(wording: Wording) -> Vec<Draft> {
    let (of_lead, of_subject) = (named(wording, true), named(wording, false));
    let lead = wording.knowledge.lead().map(|id| wording.knowledge.set(id));
    // How often that is there without which there is no diagnosis, is no question.
    let required = lead.map(required).unwrap_or_default();
    let mut cards = Vec::new();
    for id in wording.knowledge.finding_ids() {
        if of_lead.contains(id) {
            cards.extend(sign_limits(wording, id));
        }
        if of_subject.contains(id) && !required.contains(id) {
            cards.extend(frequency(wording, id));
        }
    }
    cards
}

/// What the criteria of the leading set name, or those of all sets of its disease with what their signs are inferred
/// from.
fn named(wording: Wording, of_lead: bool) -> FindingSet {
    let knowledge = wording.knowledge;
    let subject = knowledge.leading_disease();
    let sets = knowledge.sets.iter().filter(|set| set.lead || !of_lead && Some(set.disease.as_str()) == subject);
    let mut named = FindingSet::default();
    for criterion in sets.flat_map(|set| &set.criteria) {
        criterion.when.leaves(&mut |leaf| {
            let Some(id) = leaf.finding() else { return };
            named.insert(id);
            let inference = knowledge.inference(id, true).filter(|_| !of_lead).into_iter();
            inference.for_each(|rule| rule.leaves(&mut |leaf| named.extend(leaf.finding())));
        });
    }
    named
}

/// A limit in words: `above 200 pg/mL`.
pub(super) fn limit(wording: Wording, id: FindingId, bound: &Bound) -> String {
    let words = &wording.words().cards;
    let limit = wording.limit(id, bound).unwrap_or_default();
    let limit = match bound.side {
        Side::Above => words.above(wording.lang, limit),
        Side::From => words.from(wording.lang, limit),
        Side::Below => words.below(wording.lang, limit),
        Side::UpTo => words.up_to(wording.lang, limit),
    };
    wording.beside_laboratory(limit, bound)
}

/// From which number on a sign counts, a card for each quantity with one limit that decides it. A limit that only
/// stands in for a laboratory's own is convention, and in no source.
fn sign_limits(wording: Wording, id: FindingId) -> Vec<Draft> {
    let finding = wording.knowledge.finding(id);
    let FindingKind::Sign(inference) = &finding.kind else { return Vec::new() };
    let Some(present) = &inference.present_when else { return Vec::new() };
    let words = &wording.words().cards;
    let cards =
        deciding(present).into_iter().filter(|(_, bound)| !bound.is_the_laboratorys()).map(|(quantity, bound)| {
            let help = wording.knowledge.finding(quantity).help.as_ref().or(finding.help.as_ref());
            let sources = help.map_or(&[][..], |help| &help.sources);
            let front = words.sign_limit(wording.lang, wording.label(quantity), wording.label(id));
            let id_text = format!("finding/{}/limit/{}", finding.id, wording.knowledge.finding(quantity).id);
            let back = vec![limit(wording, quantity, bound)];
            Draft::new(Kind::Limit, id_text, front, back, sources).about(vec![id, quantity])
        });
    cards.collect()
}

/// The limits of which one alone makes the rule true.
fn deciding(rule: &Rule<Evidence>) -> Vec<(FindingId, &Bound)> {
    let mut found = Vec::new();
    rule.leaves(&mut |leaf| match leaf {
        Evidence::Quantity(id, bound) if decides(rule, leaf) => found.push((*id, bound)),
        _ => {}
    });
    found
}

/// How often the subject of the pack has the finding: `about 85%`, then the series that this is pooled from, with their
/// sources, or the share in the only one; nothing where the series leave no one number.
fn frequency(wording: Wording, id: FindingId) -> Option<Draft> {
    let literature = wording.knowledge.literature.as_ref()?;
    let words = &wording.words().cards;
    let subject = literature.hypothesis(literature.subject());
    let pooled = subject.rows.frequency(id, None)?;
    let is_wide = |row: &FrequencyFile| row.range.is_some_and(|[low, high]| high - low > 100.0 * WIDEST);
    if subject.rows.about(id, None).iter().any(|published| is_wide(&published.row)) {
        return None;
    }
    let rows = subject.rows.about(id, None).iter();
    let counted: Vec<_> =
        rows.filter(|published| published.left_out.is_none()).map(|published| &published.row).collect();
    // A row with a note counted something narrower, or has its number by definition.
    let are_plain_series =
        counted.iter().all(|row| row.kind == FrequencyKind::Series && row.verified && row.note.is_none());
    let patients: f64 = counted.iter().filter_map(|row| row.of).sum();
    let [low, high] = pooled.interval();
    if !are_plain_series || patients < ENOUGH || high - low > WIDEST {
        return None;
    }
    let mut sources: Vec<Phrase> = Vec::new();
    let mut back = match counted.as_slice() {
        [only] => vec![figures::share(only.n? / only.of?)],
        _ => vec![words.about(wording.lang, figures::rounded(pooled.mean()))],
    };
    for row in counted {
        if !sources.contains(&row.source) {
            sources.push(row.source.clone());
        }
        let place = sources.iter().position(|source| *source == row.source).map_or(0, |at| at + 1);
        let (n, of) = (row.n?, row.of?);
        let count = wording.words().explain.count(wording.lang, number(n), number(of));
        let count = wording.aside(&count, &figures::share(n / of));
        back.push(wording.words().fit.cited(wording.lang, &count, place));
    }
    let front = words.frequency(wording.lang, wording.label(id), wording.say(&subject.label));
    let id_text = format!("finding/{}/frequency", wording.knowledge.finding(id).id);
    Some(Draft::new(Kind::Frequency, id_text, front, back, &sources).about(vec![id]))
}
