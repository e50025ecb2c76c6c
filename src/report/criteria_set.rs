//! A criteria set as the paper's own table, with every rule in words.

use crate::knowledge::{CriteriaSet, Evidence, FindingId, Inference, Kind, Knowledge, Lang, Phrase, Rule};
use crate::order;
use crate::say::document::{Block, Level, Line, Row, Table};
use crate::say::{Cited, Wording};

/// The set as a document.
pub fn criteria_set(knowledge: &Knowledge, set: &CriteriaSet, lang: Lang) -> Vec<Block> {
    let wording = Wording::new(knowledge, lang);
    let interface = &knowledge.interface;
    let (words, report) = (&interface.rule, &interface.report);
    let say = |text| wording.say(text);
    let section = |text| Block::Heading(Level::Section, Line::plain(text));
    let title = wording.set_title(set);
    let mut blocks = vec![
        Block::Heading(Level::Title, Line::plain(title)),
        Block::Paragraph(Line::plain(
            wording
                .list([set.id.to_string(), wording.pair(say(&words.disease), knowledge.disease(&set.disease, lang))]),
        )),
        section(say(&words.table)),
        Block::Table(table(wording, set)),
        section(say(&words.conclusions)),
    ];
    let conclusions = set.conclusions.iter().map(|conclusion| {
        Line::plain(wording.pair(say(&conclusion.title), &wording.tally_rule(set, &conclusion.when)))
    });
    blocks.push(Block::List(conclusions.collect()));
    let inferred = inferences(knowledge, set);
    if !inferred.is_empty() {
        blocks.push(section(say(&words.inference)));
        blocks.push(Block::Paragraph(Line::plain(say(&words.inference_note))));
        blocks.push(Block::List(inferred.iter().map(|(id, rules)| inference(wording, *id, rules)).collect()));
    }
    if let Some(note) = &set.note {
        blocks.push(section(say(&report.set_note)));
        blocks.push(Block::Paragraph(Line::plain(say(note))));
    }
    blocks.push(section(say(&report.sources)));
    blocks.push(Block::Numbered(Cited::of(set.sources.iter().map(Phrase::as_str)).lines(wording)));
    blocks.push(Block::Paragraph(Line::plain(wording.pair(say(&report.verified), say(&set.verified)))));
    blocks
}

fn table(wording: Wording, set: &CriteriaSet) -> Table {
    let interface = wording.words();
    let mut table = Table::new([&interface.report.criterion, &interface.rule.when].map(|text| wording.say(text)));
    for role in set.roles() {
        table.rows.push(Row::Group(Line::strong(wording.say(&wording.knowledge.role(role).label))));
        for criterion in set.with_role(role).map(|id| id.of(&set.criteria)) {
            let rule = wording.evidence_rule(&criterion.when);
            table.row([Line::plain(wording.say(&criterion.title)), Line::plain(rule)]);
        }
    }
    table
}

/// The signs with an inference that the set rests on, in the order of the vocabulary.
fn inferences<'k>(knowledge: &'k Knowledge, set: &'k CriteriaSet) -> Vec<(FindingId, &'k Inference)> {
    let mut found: Vec<(FindingId, &Inference)> = Vec::new();
    let mut rules: Vec<&Rule<Evidence>> = set.criteria.iter().map(|criterion| &criterion.when).collect();
    while let Some(rule) = rules.pop() {
        rule.leaves(&mut |leaf| {
            let Evidence::Sign(id) = leaf else { return };
            let Kind::Sign(inference) = &knowledge.finding(*id).kind else { return };
            let of_sign = [&inference.present_when, &inference.absent_when];
            if of_sign.iter().any(|rule| rule.is_some()) && !found.iter().any(|(other, _)| other == id) {
                found.push((*id, inference));
                rules.extend(of_sign.into_iter().flatten());
            }
        });
    }
    order::by_key(&mut found, |(id, _)| *id);
    found
}

fn inference(wording: Wording, id: FindingId, inference: &Inference) -> Line {
    let words = &wording.words().rule;
    let rule = |rule: &Option<Rule<Evidence>>| rule.as_ref().map(|rule| wording.evidence_rule(rule));
    let present = rule(&inference.present_when).map(|rule| words.present_when(wording.lang, rule));
    let absent = rule(&inference.absent_when).map(|rule| words.absent_when(wording.lang, rule));
    Line::plain(wording.pair(wording.label(id), &wording.list(present.into_iter().chain(absent))))
}
