//! Long texts: what is to be known of a finding, every key, what a file holds that is not understood.

use super::action::{self, Context, TABLE};
use super::block::{self, Inked};
use super::model::{Model, Page, Question};
use super::{fit, leaf, update};
use crate::knowledge::FindingId;
use crate::say::document::{Block, Line, Tone};
use crate::say::{Wording, paragraphs};
use crate::teach::lesson::Pages;

/// The title of a page.
pub fn title(model: &Model, page: &Page) -> String {
    let words = model.wording();
    match page {
        Page::Help => words.say(&words.words().terminal.help_title).to_owned(),
        Page::About(finding) => words.label(*finding).to_owned(),
        Page::Leaf => leaf::current(model).map_or_else(String::new, |line| line.text),
        Page::Warnings => words.say(&words.words().report.warnings).to_owned(),
        Page::Hint(_) => words.say(&words.words().action.hint.help).to_owned(),
    }
}

/// The lines of a page.
pub fn lines(model: &Model, page: &Page, columns: usize) -> Vec<Inked> {
    let blocks = match page {
        Page::Help => return help(model, columns),
        Page::About(finding) => about(model, *finding),
        Page::Leaf => leaf::current(model).map_or_else(Vec::new, |line| leaf::about(model, &line)),
        Page::Warnings => warnings(model),
        Page::Hint(at) => hint(model, *at).into_iter().collect(),
    };
    block::inked_lines(&blocks, columns)
}

/// The question that waits for an answer, where it needs more than a line.
pub fn question(model: &Model, question: &Question, columns: usize) -> Option<Vec<Inked>> {
    let Question::MarkRest(findings) = question else { return None };
    let words = model.wording();
    let blocks = [
        Block::Paragraph(Line::strong(words.say(&words.words().terminal.mark_rest_list))),
        Block::List(findings.iter().map(|finding| Line::plain(words.label(*finding))).collect()),
    ];
    Some(block::inked_lines(&blocks, columns))
}

/// What is to be known of a finding: first whether a number of this case is to be looked at again.
pub fn about(model: &Model, id: FindingId) -> Vec<Block> {
    let words = model.wording();
    let chart = model.chart.as_ref();
    let asked = chart.and_then(|chart| words.asked(chart, id));
    let asked = asked.map(|asked| Line::default().with(Tone::Alert, asked));
    paragraphs(asked.into_iter().chain(words.about(id, chart.map(|chart| chart.known()))))
}

/// Every key: the ones that work here first, then the others.
fn help(model: &Model, columns: usize) -> Vec<Inked> {
    let words = model.wording();
    let terminal = &words.words().terminal;
    let mut lines: Vec<Inked> = Vec::new();
    let text = |text: &str, ink: Tone| fit::wrap(text, columns).into_iter().map(move |line| vec![(line, ink)]);
    lines.extend(text(words.say(&terminal.help_marks), Tone::Plain));
    let mut contexts = Context::ALL.to_vec();
    let here = match (model.screen, &model.chart) {
        (super::model::Screen::Study, _) => Context::Study,
        (super::model::Screen::Case, Some(chart)) if chart.pane == super::model::Pane::Result => Context::Outline,
        (super::model::Screen::Case, Some(_)) => Context::List,
        _ => Context::Home,
    };
    contexts.sort_by_key(|context| *context != here);
    let mut told = Vec::new();
    for context in contexts {
        let bindings = TABLE.iter().filter(|binding| binding.contexts.contains(&context));
        let fresh: Vec<_> = bindings.filter(|binding| !told.contains(&binding.action)).collect();
        if fresh.is_empty() {
            continue;
        }
        lines.push(Vec::new());
        lines.extend(text(context_name(context, words), Tone::Strong));
        for binding in fresh {
            told.push(binding.action);
            let keys: Vec<String> = binding.keys.iter().map(|key| action::key_name(*key, words)).collect();
            let help =
                fit::wrap(words.say(&binding.action.text(words.words()).help), columns.saturating_sub(KEY_COLUMNS));
            for (at, line) in help.into_iter().enumerate() {
                let lead = if at == 0 { format!("  {}", keys.join(" ")) } else { String::new() };
                lines.push(vec![(fit::pad(&lead, KEY_COLUMNS), Tone::Strong), (line, Tone::Plain)]);
            }
        }
    }
    lines
}

/// The columns that keys take in the help.
const KEY_COLUMNS: usize = 20;

fn context_name<'m>(context: Context, words: Wording<'m>) -> &'m str {
    let terminal = &words.words().terminal;
    words.say(match context {
        Context::Home => &terminal.context_home,
        Context::List => &terminal.context_list,
        Context::Matches => &terminal.context_matches,
        Context::Outline => &terminal.context_outline,
        Context::Story => &words.words().study.context_story,
        Context::Study => &words.words().study.title,
        Context::Page => &terminal.context_page,
        Context::Goto => &terminal.context_goto,
        Context::Quantity => &terminal.context_quantity,
        Context::Options => &terminal.context_options,
        Context::Prompt => &terminal.context_prompt,
        Context::Confirm => &terminal.context_confirm,
        Context::ChangedUnderneath => &terminal.context_changed,
    })
}

/// A hint for the question of a lesson; after the last one the answer.
fn hint(model: &Model, at: usize) -> Option<Block> {
    let ((lesson, exercise, finding), study) = update::hinted(model).zip(model.study.as_ref())?;
    let pages = Pages::new(model.wording(), &study.lessons[lesson], &study.cases);
    Some(pages.hint(at, &exercise, finding))
}

fn warnings(model: &Model) -> Vec<Block> {
    let words = model.wording();
    let warnings = model.chart.iter().flat_map(|chart| words.warnings(&chart.warnings));
    match warnings.map(Line::plain).collect::<Vec<_>>() {
        none if none.is_empty() => paragraphs([Line::plain(words.say(&words.words().report.none))]),
        warnings => vec![Block::List(warnings)],
    }
}
