//! The settings in which a patient may be seen, as a document.

use super::cited::Cited;
use super::document::{Block, Level, Line, Row, Table};
use super::fit_words::prior;
use super::wording::Wording;
use crate::knowledge::{Knowledge, Lang, Literature};

/// The settings with their priors, what those rest on, and how they were obtained.
pub fn settings(knowledge: &Knowledge, literature: &Literature, lang: Lang) -> Vec<Block> {
    let wording = Wording::new(knowledge, lang);
    let words = &knowledge.interface.explain;
    let sources = literature.settings.iter().flat_map(|setting| &setting.sources).map(String::as_str);
    let cited = Cited::of(sources);
    let mut table = Table::new(["ID", wording.say(&words.prior), wording.say(&words.status)]);
    for setting in &literature.settings {
        let from = setting.sources.iter().map(String::as_str);
        table.rows.push(Row::Group(Line::strong(wording.say(&setting.label))));
        table.rows.push(Row::Cells(vec![
            vec![Line::plain(&setting.id)],
            vec![Line::plain(prior(setting.prior))],
            vec![
                Line::strong(wording.prior_status(setting.status)),
                Line::plain(cited.mark(wording, wording.say(&setting.note), from)),
            ],
        ]));
    }
    vec![
        Block::Heading(Level::Section, Line::plain(wording.say(&words.settings))),
        Block::Table(table),
        Block::Heading(Level::Section, Line::plain(wording.say(&knowledge.interface.report.sources))),
        Block::Numbered(cited.lines(wording)),
    ]
}
