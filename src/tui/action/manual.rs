//! The table as a document, and as a file of the user's own keys to begin with.

use super::keymap::Keymap;
use super::table::{Action, Context, TABLE};
use crate::say::Wording;
use crate::say::document::{Block, Level, Line, Narrow, Row, Table};

impl Context {
    /// Where that is, in words.
    pub fn words<'m>(self, wording: Wording<'m>) -> &'m str {
        let words = wording.words();
        let terminal = &words.terminal;
        wording.say(match self {
            Context::Home => &terminal.context_home,
            Context::Cases => &words.home.patients,
            Context::Review => &words.review.place,
            Context::List => &terminal.context_list,
            Context::Matches => &terminal.context_matches,
            Context::Outline => &terminal.context_outline,
            Context::Story => &words.study.context_story,
            Context::Study => &words.study.title,
            Context::Lecture => &words.lecture.context,
            Context::Page => &terminal.context_page,
            Context::Palette => &words.palette.context,
            Context::Menu => &words.menu.context,
            Context::Goto => &terminal.context_goto,
            Context::Quantity => &terminal.context_quantity,
            Context::Options => &terminal.context_options,
            Context::Quick => &words.quick_box.context,
            Context::Prompt => &terminal.context_prompt,
            Context::Export => &words.export.place,
            Context::Confirm => &terminal.context_confirm,
            Context::ChangedUnderneath => &terminal.context_changed,
            Context::Offer => &words.disk.context_offer,
        })
    }
}

/// Every key: first what works everywhere, then place by place.
pub fn manual(keymap: &Keymap, wording: Wording) -> Vec<Block> {
    let words = &wording.words().keys;
    let paragraph = |text| Block::Paragraph(Line::plain(wording.say(text)));
    let heading = |text: String| Block::Heading(Level::Section, Line::plain(text));
    let mut blocks =
        vec![Block::Heading(Level::Title, Line::plain(wording.say(&words.title))), paragraph(&words.intro)];
    let everywhere: Vec<Action> = actions().filter(|action| is_everywhere(keymap, *action)).collect();
    blocks.push(heading(wording.say(&words.everywhere).to_owned()));
    blocks.extend(Context::ALL.first().map(|any| table(keymap, *any, &everywhere, wording)));
    for context in Context::ALL {
        let here: Vec<Action> =
            actions().filter(|action| action.is_in(context) && !everywhere.contains(action)).collect();
        if !here.is_empty() {
            blocks.push(heading(wording.aside(context.words(wording), context.name())));
            blocks.push(table(keymap, context, &here, wording));
        }
    }
    blocks.push(heading(wording.say(&words.own_title).to_owned()));
    blocks.extend([&words.own, &words.own_lines, &words.own_faults].map(paragraph));
    blocks
}

fn actions() -> impl Iterator<Item = Action> {
    TABLE.iter().map(|binding| binding.action)
}

/// Whether it is done in every place, and by the same keys.
fn is_everywhere(keymap: &Keymap, action: Action) -> bool {
    let keys = keymap.keys(Context::Home, action);
    Context::ALL.into_iter().all(|context| action.is_in(context) && keymap.keys(context, action) == keys)
}

fn table(keymap: &Keymap, context: Context, actions: &[Action], wording: Wording) -> Block {
    let words = &wording.words().keys;
    let head = [&words.key, &words.does, &words.action].map(|text| wording.say(text).to_owned()).to_vec();
    let row = |action: &Action| {
        let keys = keymap.names(context, *action, wording).join("  ");
        let does = wording.say(&action.text(wording.words()).help);
        Row::Cells([keys.as_str(), does, action.name()].map(|cell| vec![Line::plain(cell)]).to_vec())
    };
    Block::Table(Table { head, rows: actions.iter().map(row).collect(), narrow: Narrow::Wrapped })
}

/// A file that changes nothing yet: every line that can stand in it, with the keys as they are, after a `#`.
pub fn template(keymap: &Keymap, wording: Wording) -> String {
    let head = wording.say(&wording.words().keys.template).to_owned();
    let head = crate::say::wrap(&Line::plain(head), 76).into_iter().map(|line| format!("# {}\n", line.text()));
    let places = Context::ALL.into_iter().map(|context| {
        let lines = actions().filter(|action| action.is_in(context)).map(|action| {
            let keys = keymap.names(context, action, wording);
            let keys = if keys.is_empty() { "none".to_owned() } else { keys.join(" ") };
            format!("# {:<13} {:<17} {keys}\n", context.name(), action.name())
        });
        format!("\n# {}\n{}", context.words(wording), lines.collect::<String>())
    });
    head.chain(places).collect()
}
