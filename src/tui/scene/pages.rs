//! Long texts: what is to be known of a finding, every key, what a file holds that is not understood.

use ratatui::layout::Rect;

use super::document::laid_out;
use super::leaf;
use super::outline::Line;
use super::pane::{Pane, Part, inner, lined, span, text};
use crate::say::document::{self, Block, Tone};
use crate::say::{Wording, paragraphs};
use crate::teach::lesson::Pages;
use crate::tui::action::{self, Context, TABLE};
use crate::tui::fit;
use crate::tui::model::study::{LessonPlace, Study, StudyPage};
use crate::tui::model::{Common, Model, Offer, Page, Screen};

/// A page over the screen, scrolled so many lines down; `line` is that of the result with the keyboard.
pub(super) fn page(model: &Model, page: &Page, top: usize, line: Option<&Line>, area: Rect) -> Pane {
    let common = &model.common;
    let (words, columns) = (common.wording(), usize::from(inner(area).width));
    let interface = words.words();
    let (title, lines) = match page {
        Page::Help => (words.say(&interface.terminal.help_title), help(model, columns)),
        Page::About(id) => (words.label(*id), laid_out(&leaf::finding(common, model.chart(), *id), columns)),
        Page::Leaf => {
            let about = line.zip(model.chart()).map(|(line, chart)| leaf::about(common, chart, line));
            (line.map_or("", |line| line.text.as_str()), laid_out(&about.unwrap_or_default(), columns))
        }
        Page::Warnings => (words.say(&interface.report.warnings), laid_out(&warnings(model), columns)),
        Page::Hint(at) => (words.say(&interface.action.hint.help), laid_out(hint(model, *at).as_slice(), columns)),
    };
    Pane::new(Part::Whole, area, title, text(lines)).scrolled_to(top).counted()
}

/// What a save has left, against the case as it is.
pub(super) fn offer(common: &Common, offer: &Offer, area: Rect) -> Pane {
    let words = common.wording();
    let disk = &words.words().disk;
    let differs = if offer.differs.is_empty() { &disk.offer_same } else { &disk.offer_differs };
    let lines = offer.differs.iter().map(|line| document::Line::plain(words.say(line)));
    let blocks = [Block::Paragraph(document::Line::strong(words.say(differs))), Block::List(lines.collect())];
    let lines = laid_out(&blocks, inner(area).width.into());
    Pane::new(Part::Whole, area, words.say(&disk.offer_title), text(lines)).counted()
}

/// Every key: the ones that work here first, then the others.
fn help(model: &Model, columns: usize) -> Vec<document::Line> {
    let words = model.common.wording();
    let wrapped = |text: &str, tone: Tone| fit::wrap(text, columns).into_iter().map(move |line| lined(tone, line));
    let mut lines: Vec<document::Line> = wrapped(words.say(&words.words().terminal.help_marks), Tone::Plain).collect();
    let mut contexts = Context::ALL.to_vec();
    let here = match Context::of_screen(&model.screen) {
        Context::Matches => Context::List,
        Context::Story => Context::Outline,
        context => context,
    };
    contexts.sort_by_key(|context| *context != here);
    let mut told = Vec::new();
    for context in contexts {
        let bindings = TABLE.iter().filter(|binding| binding.contexts.contains(&context));
        let fresh: Vec<_> = bindings.filter(|binding| !told.contains(&binding.action)).collect();
        if fresh.is_empty() {
            continue;
        }
        lines.push(document::Line::default());
        lines.extend(wrapped(context_name(context, words), Tone::Strong));
        for binding in fresh {
            told.push(binding.action);
            let keys: Vec<String> = binding.keys.iter().map(|key| action::key_name(*key, words)).collect();
            let help =
                fit::wrap(words.say(&binding.action.text(words.words()).help), columns.saturating_sub(KEY_COLUMNS));
            for (at, line) in help.into_iter().enumerate() {
                let lead = if at == 0 { format!("  {}", keys.join(" ")) } else { String::new() };
                let lead = span(Tone::Strong, fit::pad(&lead, KEY_COLUMNS));
                lines.push(document::Line(vec![lead, span(Tone::Plain, line)]));
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
        Context::Cases => &words.words().home.patients,
        Context::List => &terminal.context_list,
        Context::Matches => &terminal.context_matches,
        Context::Outline => &terminal.context_outline,
        Context::Story => &words.words().study.context_story,
        Context::Study => &words.words().study.title,
        Context::Page => &terminal.context_page,
        Context::Goto => &terminal.context_goto,
        Context::Quantity => &terminal.context_quantity,
        Context::Options => &terminal.context_options,
        Context::Quick => &words.words().quick_box.context,
        Context::Prompt => &terminal.context_prompt,
        Context::Confirm => &terminal.context_confirm,
        Context::ChangedUnderneath => &terminal.context_changed,
        Context::Offer => &words.words().disk.context_offer,
    })
}

/// A hint for the question of a lesson; after the last one the answer.
fn hint(model: &Model, at: usize) -> Option<Block> {
    let Screen::Exercise(_, study) = &model.screen else { return None };
    let Study {
        page: StudyPage::Lesson { lesson, place: LessonPlace::Question { exercise, .. } }, lessons, cases, ..
    } = study.as_ref()
    else {
        return None;
    };
    Some(Pages::new(model.common.wording(), lessons.get(*lesson)?, cases).hint(at, exercise, model.finding()?))
}

fn warnings(model: &Model) -> Vec<Block> {
    let words = model.common.wording();
    let warnings =
        model.chart().into_iter().flat_map(|chart| words.warnings(&chart.warnings)).map(document::Line::plain);
    match warnings.collect::<Vec<_>>() {
        none if none.is_empty() => paragraphs([document::Line::plain(words.say(&words.words().report.none))]),
        warnings => vec![Block::List(warnings)],
    }
}
