//! The settings in which a patient may be seen, as a document.

use crate::knowledge::files::PriorStatus;
use crate::knowledge::{Knowledge, Lang, Literature, Phrase, Setting};
use crate::order;
use crate::say::Cited;
use crate::say::Wording;
use crate::say::document::{Block, Level, Line, Row, Table};
use crate::say::figures::prior;

/// The settings with their priors, what those rest on, and how they were obtained.
pub fn settings(knowledge: &Knowledge, literature: &Literature, lang: Lang) -> Vec<Block> {
    let wording = Wording::new(knowledge, lang);
    let words = &knowledge.interface.explain;
    let sources = literature.settings.iter().flat_map(|setting| {
        let shares = setting.shares.iter().flat_map(|rival| &rival.sources);
        setting.sources.iter().chain(shares).map(Phrase::as_str)
    });
    let cited = Cited::of(sources);
    let mut table = Table::new(["ID", wording.say(&words.prior), wording.say(&words.status)]);
    for setting in &literature.settings {
        table.rows.push(Row::Group(Line::strong(wording.say(&setting.label))));
        table.rows.push(Row::Cells(vec![
            vec![Line::plain(&setting.id)],
            vec![Line::plain(prior(setting.prior))],
            vec![
                Line::strong(wording.prior_status(setting.status)),
                Line::plain(cited.mark(wording, wording.say(&setting.note), &setting.sources)),
            ]
            .into_iter()
            .chain(setting.presupposes_note.iter().map(|note| Line::plain(wording.say(note))))
            .chain(wording.presupposed(setting).map(Line::plain))
            .chain(shares(wording, literature, setting, &cited).into_iter().map(Line::plain))
            .collect(),
        ]));
    }
    vec![
        Block::Heading(Level::Section, Line::plain(wording.say(&words.settings))),
        Block::Table(table),
        Block::Heading(Level::Section, Line::plain(wording.say(&knowledge.interface.report.sources))),
        Block::Numbered(cited.lines(wording)),
    ]
}

/// The shares of the rivals, those of one status together, the largest first.
fn shares(wording: Wording, literature: &Literature, setting: &Setting, cited: &Cited) -> Vec<String> {
    let words = &wording.words().explain;
    let subject = wording.say(&literature.hypothesis(literature.subject()).label);
    let mut rivals: Vec<_> = literature.rivals().filter_map(|id| Some((id, setting.share(id)?))).collect();
    order::by(&mut rivals, |a, b| b.1.share.total_cmp(&a.1.share));
    let of_status = |status: PriorStatus| {
        let stated = rivals.iter().filter(|(_, rival)| rival.status == Some(status));
        let shares: Vec<String> = stated
            .map(|(id, rival)| {
                let label = wording.say(&literature.hypothesis(*id).label);
                let share = prior(rival.share);
                let text = words.share(wording.lang, label, &share);
                cited.mark(wording, &text, &rival.sources)
            })
            .collect();
        (!shares.is_empty()).then(|| wording.pair(wording.prior_status(status), &wording.list(&shares)))
    };
    let title = words.shares(wording.lang, subject);
    let note = setting.rivals_note.iter().map(|note| wording.say(note).to_owned());
    let listed = [PriorStatus::Seen, PriorStatus::Calculated, PriorStatus::Judgement].into_iter().filter_map(of_status);
    match listed.collect::<Vec<_>>() {
        none if none.is_empty() => Vec::new(),
        listed => std::iter::once(title).chain(note).chain(listed).collect(),
    }
}
