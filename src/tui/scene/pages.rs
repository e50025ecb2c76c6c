//! Long texts: what is to be known of a finding, every key, what a file holds that is not understood.

use ratatui::layout::Rect;

use super::applies::Here;
use super::document::laid_out;
use super::leaf;
use super::outline::Line;
use super::pane::{Pane, Part, inner, span, text, wrapped};
use crate::order;
use crate::say::document::{self, Block, Tone};
use crate::say::paragraphs;
use crate::teach::lesson::Pages;
use crate::tui::action::{Action, Context, TABLE};
use crate::tui::fit;
use crate::tui::model::study::{LessonPlace, Study, StudyPage};
use crate::tui::model::{Common, Model, Offer, Page, Screen};

/// A page over the screen, scrolled so many lines down; `line` is that of the result with the keyboard.
pub(super) fn page(model: &Model, page: &Page, top: usize, line: Option<&Line>, area: Rect) -> Pane {
    let common = &model.common;
    let (words, columns) = (common.wording(), usize::from(inner(area).width));
    let interface = words.words();
    let (title, lines) = match page {
        Page::Help(filter) => (words.say(&interface.terminal.help_title), help(model, filter, columns)),
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

/// Every key: the ones that work here first, then the others; only what holds the filter, if there is one.
fn help(model: &Model, filter: &str, columns: usize) -> Vec<document::Line> {
    let common = &model.common;
    let (words, filter) = (common.wording(), filter.trim().to_lowercase());
    let keymap = &common.keys.keymap;
    let all_of = |tone: Tone, text: &str| wrapped(tone, text, columns);
    let mut lines = Vec::new();
    if filter.is_empty() {
        lines.extend(all_of(Tone::Plain, words.say(&words.words().terminal.help_marks)));
        lines.extend(all_of(Tone::Plain, &how_to_find(common)));
        lines.extend(faults(common).iter().flat_map(|fault| all_of(Tone::Alert, fault)));
    } else {
        lines.extend(all_of(Tone::Plain, &words.words().keys.filtered(words.lang, &filter)));
    }
    let mut contexts = Context::ALL.to_vec();
    let here = Here::beneath(model, None);
    order::by_key(&mut contexts, |context| *context != here.context);
    let mut told = Vec::new();
    for context in contexts {
        let keys = |action: Action| keymap.names(context, action, words).join(" ");
        let help = |action: Action| words.say(&action.text(words.words()).help);
        let is_shown = |action: &Action| {
            let (keys, help) = (keys(*action), help(*action).to_lowercase());
            filter.is_empty() || help.contains(&filter) || keys.to_lowercase().split(' ').any(|key| key == filter)
        };
        let actions = TABLE.iter().map(|binding| binding.action).filter(|action| action.is_in(context));
        let actions = actions.filter(|action| !told.contains(&(*action, keymap.keys(context, *action))));
        let mut fresh: Vec<Action> = actions.filter(is_shown).collect();
        if context == here.context {
            // What can be done right now comes first.
            order::by_key(&mut fresh, |action| here.obstacle(*action).is_some());
        }
        if fresh.is_empty() {
            continue;
        }
        lines.push(document::Line::default());
        lines.extend(all_of(Tone::Strong, context.words(words)));
        for action in fresh {
            told.push((action, keymap.keys(context, action)));
            let help = fit::wrap(help(action), columns.saturating_sub(KEY_COLUMNS));
            for (at, line) in help.enumerate() {
                let lead = if at == 0 { format!("  {}", keys(action)) } else { String::new() };
                let lead = span(Tone::Strong, fit::pad(&lead, KEY_COLUMNS));
                lines.push(document::Line(vec![lead, span(Tone::Plain, line)]));
            }
        }
    }
    lines
}

/// How to find a line of the help, and how to do what it says.
fn how_to_find(common: &Common) -> String {
    let words = common.wording();
    let key = |action: Action| common.key(Context::Page, action, words);
    words.words().keys.how(words.lang, key(Action::Filter), key(Action::Palette))
}

/// What is wrong with the user's own keys.
fn faults(common: &Common) -> Vec<String> {
    let words = common.wording();
    let faults = &common.keys.faults;
    let title = (!faults.is_empty()).then(|| words.say(&words.words().keys.faults).to_owned());
    title.into_iter().chain(faults.iter().map(ToString::to_string)).collect()
}

/// The columns that keys take in the help.
const KEY_COLUMNS: usize = 20;

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
