//! What to do and what else it could be: advice, examinations, mimics.

use super::{Card, Kind};
use crate::knowledge::files::AdviceKind;
use crate::knowledge::{Evidence, FindingId, Rule, SetId};
use crate::say::Wording;

/// A situation that names more than this many findings is no question for a card.
const SITUATION: usize = 2;

pub(crate) fn cards(wording: Wording) -> Vec<Card> {
    let mut cards = advice(wording);
    cards.extend(tests(wording));
    cards.extend(mimics(wording));
    cards
}

fn advice(wording: Wording) -> Vec<Card> {
    let words = &wording.words().cards;
    let Some(disease) = subject(wording) else { return Vec::new() };
    let short = wording.knowledge.advice.iter().filter(|advice| leaves(&advice.when) <= SITUATION);
    let cards = short.map(|advice| {
        let (lang, rule) = (wording.lang, situation(wording, &advice.when));
        let front = match advice.kind {
            AdviceKind::RedFlag => words.red_flag(lang, disease, rule),
            AdviceKind::Trap => words.advice_trap(lang, rule),
            AdviceKind::Contradiction => words.contradiction(lang, disease, rule),
            AdviceKind::NextStep => words.next_step(lang, rule),
        };
        let back = vec![wording.say(&advice.text).to_owned()];
        Card::new(Kind::Advice, format!("advice/{}", advice.id), front, back, &advice.sources)
    });
    cards.collect()
}

/// A rule as what is found in a patient: `This and That (absent)`.
fn situation(wording: Wording, rule: &Rule<Evidence>) -> String {
    match rule {
        Rule::Not(part) => match part.as_ref() {
            Rule::Is(Evidence::Sign(id)) => {
                wording.aside(wording.label(*id), wording.say(&wording.words().answer.absent))
            }
            _ => wording.evidence_rule(rule),
        },
        Rule::All(parts) if parts.len() > 1 && parts.iter().all(|part| leaves(part) == 1) => {
            let parts: Vec<String> = parts.iter().map(|part| situation(wording, part)).collect();
            wording.both(&parts)
        }
        other => wording.evidence_rule(other),
    }
}

fn leaves(rule: &Rule<Evidence>) -> usize {
    let mut count = 0;
    rule.leaves(&mut |_| count += 1);
    count
}

fn subject<'k>(wording: Wording<'k>) -> Option<&'k str> {
    let literature = wording.knowledge.literature.as_ref()?;
    Some(wording.say(&literature.hypothesis(literature.subject()).label))
}

/// The examinations that can change what a set of the subject says, with what to mind.
fn tests(wording: Wording) -> Vec<Card> {
    let knowledge = wording.knowledge;
    let subject = knowledge.leading_disease();
    let sets: Vec<SetId> =
        knowledge.set_ids().filter(|set| Some(knowledge.set(*set).disease.as_str()) == subject).collect();
    let counts = |id: &FindingId| sets.iter().any(|set| knowledge.set_rests_on(*set, *id));
    let tests = knowledge.workup.tests.iter().filter(|test| !test.traps.is_empty() && test.reveals.iter().any(counts));
    let cards = tests.map(|test| {
        let front = wording.words().cards.test(wording.lang, wording.say(&test.label));
        let back = std::iter::once(&test.why).chain(&test.traps).map(|text| wording.say(text).to_owned()).collect();
        Card::new(Kind::Test, format!("test/{}", test.id), front, back, &test.sources)
    });
    cards.collect()
}

/// What tells each rival from the subject, where the pack names the tests for it.
fn mimics(wording: Wording) -> Vec<Card> {
    let Some(literature) = &wording.knowledge.literature else { return Vec::new() };
    let words = &wording.words().cards;
    let subject = wording.say(&literature.hypothesis(literature.subject()).label);
    let mut cards = Vec::new();
    for rival in literature.rivals().map(|id| literature.hypothesis(id)) {
        let Some(separated_by) = &rival.separated_by else { continue };
        let front = words.mimic(wording.lang, wording.say(&rival.label), subject);
        let mut back: Vec<String> = rival.against_subject.iter().map(|text| wording.say(text).to_owned()).collect();
        back.push(wording.pair(wording.say(&words.separated_by), wording.say(separated_by)));
        cards.push(Card::new(Kind::Mimic, format!("disease/{}", rival.id), front, back, &rival.sources));
    }
    cards
}
