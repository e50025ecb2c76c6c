//! What counts as a finding and what does not: limits, ranges, traps, frequencies.

use super::criteria::decides;
use super::{Card, Kind};
use crate::json::number;
use crate::knowledge::files::{FrequencyFile, FrequencyKind};
use crate::knowledge::{
    Bound, CriteriaSet, Evidence, FindingId, FindingSet, Kind as FindingKind, Knowledge, OptionId, Phrase,
    PublishedRow, Rule, Side, Threshold,
};
use crate::say::Wording;

/// A frequency is worth learning from so many patients on.
const ENOUGH: f64 = 20.0;

/// So many series of one finding stand on a back, the largest first.
const SERIES: usize = 3;

pub(crate) fn cards(wording: Wording) -> Vec<Card> {
    let knowledge = wording.knowledge;
    let subject = knowledge.leading_disease();
    let named = named(wording.knowledge, |set| Some(set.disease.as_str()) == subject);
    let any_rests_on = |id| knowledge.set_ids().any(|set| knowledge.set_rests_on(set, id));
    let mut cards = Vec::new();
    for id in knowledge.finding_ids() {
        if any_rests_on(id) {
            cards.extend(sign_limits(wording, id));
        }
        if named.contains(id) {
            cards.extend(usual_range(wording, id));
            cards.extend(trap(wording, id));
            cards.extend(frequency(wording, id));
        }
    }
    cards
}

/// What the criteria of some sets name, and what their signs are inferred from.
fn named(knowledge: &Knowledge, of: impl Fn(&CriteriaSet) -> bool) -> FindingSet {
    let mut named = FindingSet::default();
    let criteria = knowledge.sets.iter().filter(|set| of(set)).flat_map(|set| &set.criteria);
    for criterion in criteria {
        criterion.when.leaves(&mut |leaf| {
            let Some(id) = leaf.finding() else { return };
            named.insert(id);
            let inference = knowledge.inference(id, true).into_iter();
            inference.for_each(|rule| rule.leaves(&mut |leaf| named.extend(leaf.finding())));
        });
    }
    named
}

/// A limit in words: `above 200 pg/mL`.
pub(crate) fn limit(wording: Wording, id: FindingId, bound: &Bound) -> String {
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

fn of_finding(wording: Wording, what: &str, kind: Kind, id: FindingId, front: String, back: Vec<String>) -> Card {
    let finding = wording.knowledge.finding(id);
    let sources = finding.help.as_ref().map_or(&[][..], |help| &help.sources);
    Card::new(kind, format!("finding/{}/{what}", finding.id), front, back, sources).about(id)
}

/// From which numbers a sign is inferred, a card for each quantity that can decide it alone.
fn sign_limits(wording: Wording, id: FindingId) -> Vec<Card> {
    let FindingKind::Sign(inference) = &wording.knowledge.finding(id).kind else { return Vec::new() };
    let Some(present) = &inference.present_when else { return Vec::new() };
    let words = &wording.words().cards;
    let quantities = deciding(present);
    let mut asked: Vec<FindingId> = Vec::new();
    quantities.iter().for_each(|(quantity, _)| {
        if !asked.contains(quantity) {
            asked.push(*quantity);
        }
    });
    let absent = inference.absent_when.as_ref().map(deciding).unwrap_or_default();
    let cards = asked.into_iter().map(|quantity| {
        let either = |bounds: &[(FindingId, &Bound)]| {
            let of_quantity = bounds.iter().filter(|(other, _)| *other == quantity);
            wording.either(&of_quantity.map(|(_, bound)| limit(wording, quantity, bound)).collect::<Vec<_>>())
        };
        let mut back = vec![words.present(wording.lang, either(&quantities))];
        let absent = either(&absent);
        let (sign, number) = (wording.label(id), wording.label(quantity));
        let front = match absent.is_empty() {
            true => words.sign_limit_present(wording.lang, sign, number),
            false => words.sign_limit(wording.lang, sign, number),
        };
        if !absent.is_empty() {
            back.push(words.absent(wording.lang, &absent));
        }
        let note = wording.knowledge.finding(id).note.as_ref();
        back.extend(note.map(|note| wording.say(note).to_owned()));
        back.push(wording.say(&wording.knowledge.ranges).to_owned());
        let what = format!("limit/{}", wording.knowledge.finding(quantity).id);
        of_finding(wording, &what, Kind::Limit, id, front, back)
    });
    cards.collect()
}

/// The limits of which one alone makes the rule true; more than nothing at all is no limit to learn.
fn deciding(rule: &Rule<Evidence>) -> Vec<(FindingId, &Bound)> {
    let mut found = Vec::new();
    rule.leaves(&mut |leaf| match leaf {
        Evidence::Quantity(id, bound) if decides(rule, leaf) && !is_nothing(bound) => found.push((*id, bound)),
        _ => {}
    });
    found
}

fn is_nothing(bound: &Bound) -> bool {
    bound.printed().is_some_and(|printed| printed.threshold == Threshold::Fixed(0.0))
}

/// The usual range of a quantity, where a rule asks for the laboratory's limit.
fn usual_range(wording: Wording, id: FindingId) -> Option<Card> {
    let knowledge = wording.knowledge;
    let range = wording.usual_range(knowledge.finding(id).measure()?, None)?;
    let mut asked = false;
    for finding in &knowledge.findings {
        let FindingKind::Sign(inference) = &finding.kind else { continue };
        for rule in inference.present_when.iter().chain(&inference.absent_when) {
            rule.leaves(&mut |leaf| {
                asked |= matches!(leaf, Evidence::Quantity(other, bound) if *other == id && bound.asks_laboratory());
            });
        }
    }
    let front = wording.words().cards.usual_range(wording.lang, wording.label(id));
    let back = vec![range, wording.say(&knowledge.ranges).to_owned()];
    asked.then(|| of_finding(wording, "range", Kind::Limit, id, front, back))
}

/// What does not count as a sign, and what is easily got wrong.
fn trap(wording: Wording, id: FindingId) -> Option<Card> {
    let finding = wording.knowledge.finding(id);
    let help = finding.help.as_ref().filter(|_| finding.measure().is_none())?;
    let words = &wording.words().cards;
    let label = wording.label(id);
    let front = match (&help.does_not_count, &help.trap) {
        (Some(_), Some(_)) => words.both_traps(wording.lang, label),
        (Some(_), None) => words.does_not_count(wording.lang, label),
        (None, Some(_)) => words.trap(wording.lang, label),
        (None, None) => return None,
    };
    let texts = [&help.does_not_count, &help.trap].into_iter().flatten();
    let back = texts.map(|text| wording.say(text).to_owned()).collect();
    Some(of_finding(wording, "trap", Kind::Trap, id, front, back))
}

/// How often the subject of the pack has the finding, by the largest series.
fn frequency(wording: Wording, id: FindingId) -> Vec<Card> {
    let Some(literature) = &wording.knowledge.literature else { return Vec::new() };
    let words = &wording.words().cards;
    let subject = literature.hypothesis(literature.subject());
    let finding = wording.knowledge.finding(id);
    let disease = wording.say(&subject.label);
    let card = |what: &str, front: String, rows: &[PublishedRow]| {
        let rows =
            largest(rows.iter().map(|published| &published.row).filter(|row| literature.has_weight(&row.source)));
        let enough = rows.first().and_then(|row| row.of).is_some_and(|of| of >= ENOUGH);
        let mut sources: Vec<Phrase> = Vec::new();
        for row in &rows {
            if !sources.contains(&row.source) {
                sources.push(row.source.clone());
            }
        }
        let back = rows.iter().map(|row| series(wording, row, &sources)).collect();
        let id_text = format!("finding/{}/{what}", finding.id);
        enough.then(|| Card::new(Kind::Frequency, id_text, front, back, &sources).about(id))
    };
    let front = words.frequency(wording.lang, wording.label(id), disease);
    let rows = subject.rows.about(id, None);
    let mut cards: Vec<Card> = card("frequency", front, rows).into_iter().collect();
    for (at, option) in finding.options().iter().enumerate() {
        let label = wording.say(&option.label);
        let rows = subject.choices.about(id, Some(OptionId::at(at)));
        let front = words.frequency_option(wording.lang, wording.label(id), label, disease);
        cards.extend(card(&format!("frequency/{}", option.id), front, rows));
    }
    cards
}

/// The series whose numbers were seen, the largest first.
fn largest<'r>(rows: impl Iterator<Item = &'r FrequencyFile>) -> Vec<&'r FrequencyFile> {
    let counted = |row: &&FrequencyFile| {
        row.kind == FrequencyKind::Series
            && row.verified
            && row.overlaps.is_none()
            && row.n.is_some()
            && row.of.is_some()
    };
    let mut rows: Vec<&FrequencyFile> = rows.filter(counted).collect();
    rows.sort_by(|a, b| b.of.partial_cmp(&a.of).unwrap_or(std::cmp::Ordering::Equal));
    rows.truncate(SERIES);
    rows
}

/// `96 of 107 (90%) [1]`.
fn series(wording: Wording, row: &FrequencyFile, sources: &[Phrase]) -> String {
    let (n, of) = (row.n.unwrap_or_default(), row.of.unwrap_or_default());
    let count = wording
        .aside(&wording.words().explain.count(wording.lang, number(n), number(of)), &format!("{:.0}%", n / of * 100.0));
    let place = sources.iter().position(|source| *source == row.source).map_or(0, |at| at + 1);
    wording.words().fit.cited(wording.lang, &count, place)
}
