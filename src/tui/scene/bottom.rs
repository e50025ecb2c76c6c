//! The message line and the hint row.

use ratatui::layout::Rect;

use super::applies::Here;
use super::outline;
use super::pane::{Placed, Spot, actions, cut, lined, row, stacked, wrapped};
use super::quick;
use crate::knowledge::FindingId;
use crate::say::document::Tone;
use crate::tui::action::{Action, Context, TABLE};
use crate::tui::fit;
use crate::tui::model::chart::{Chart, Matches};
use crate::tui::model::field::Field;
use crate::tui::model::size::LEAST;
use crate::tui::model::study::StudyPage;
use crate::tui::model::{Ask, Common, Mode, Model, Question, Screen, rows};

/// What just happened, what is being typed, or what is asked; and where the cursor is, if it is there. What is longer
/// than its area takes the lines `above` it too.
pub(super) fn message(model: &Model, area: Rect, above: Rect) -> (Vec<Placed>, Option<(u16, u16)>) {
    let area = if above.height > 0 { above.union(area) } else { area };
    let common = &model.common;
    let words = common.wording();
    let terminal = &words.words().terminal;
    match &common.mode {
        Mode::Prompt { ask, field } => typed(common, &asked(model, ask), field, area),
        Mode::Export(export) => typed(common, words.say(&words.words().export.ask), &export.field, area),
        Mode::Palette(palette) => typed(common, words.say(&words.words().palette.ask), &palette.field, area),
        Mode::Quick(reading) => (spread(area, &quick::message(model, reading), Tone::Plain), None),
        Mode::Confirm(question) => {
            let asked = match question {
                Question::Replace { path, .. } => terminal.confirm_replace(words.lang, path),
                Question::ChangedUnderneath => {
                    common.notice.as_ref().map_or_else(String::new, |notice| words.say(notice).to_owned())
                }
                Question::TakeLeft(offer) => {
                    let (disk, age) = (&words.words().disk, words.age(offer.age));
                    match offer.left.apart {
                        true => disk.offer_apart(words.lang, &offer.name, &age),
                        false => disk.offer(words.lang, &offer.name, &age),
                    }
                }
                Question::LeaveUnsaved { .. } => words.say(&terminal.confirm_leave).to_owned(),
            };
            let lines = spread(area, &asked, Tone::Alert);
            let at = lines.first().map_or((area.x, area.y), |(line, _)| (line.x, line.y));
            (lines, Some(at))
        }
        Mode::Goto => (spread(area, &go_to(common), Tone::Plain), None),
        _ => (news(model).map_or_else(Vec::new, |(said, tone)| spread(area, &said, tone)), None),
    }
}

/// Where a letter leads.
fn go_to(common: &Common) -> String {
    let words = common.wording();
    let key = |action: Action| common.key(Context::Goto, action, words);
    let sections = words.knowledge.sheet.parts.iter().map(|part| part.section.of(&words.knowledge.sections));
    let letters: Vec<&str> = sections.map(|section| section.letter.as_str()).collect();
    let (first, results) = (key(Action::GotoFirst), key(Action::GotoResults));
    words.words().terminal.goto(words.lang, letters.join(" "), first, results)
}

/// A text that is being typed, after what it is for; what just happened above it, where there is room.
fn typed(common: &Common, lead: &str, field: &Field, area: Rect) -> (Vec<Placed>, Option<(u16, u16)>) {
    let said = common.notice.as_ref().filter(|_| area.height > 1);
    let above = Rect { height: 1, ..area };
    let said = said.map(|notice| spread(above, common.wording().say(notice), Tone::Alert));
    let mut lines: Vec<_> = said.into_iter().flatten().collect();
    let area = row(area, usize::from(area.height) - 1);
    let lead = fit::cut(lead, usize::from(area.width) / 2);
    let columns = (fit::width(&lead) + 1).min(area.width.into()) as u16;
    let room = area.width.saturating_sub(columns + 1);
    let (shown, column) = field.window(room.into());
    let typed = Rect { x: area.x + columns, width: room, ..area };
    lines.extend([cut(area, Tone::Strong, &lead), cut(typed, Tone::Plain, &shown)]);
    (lines, Some((typed.x + (column as u16).min(room), typed.y)))
}

/// What just happened; else which match of a search it is, or that the answers are not safe.
fn news(model: &Model) -> Option<(String, Tone)> {
    let words = model.common.wording();
    let terminal = &words.words().terminal;
    if let Some(notice) = &model.common.notice {
        return Some((words.say(notice).to_owned(), Tone::Plain));
    }
    if let Some((chart, Matches { query, found })) =
        model.chart().and_then(|chart| Some((chart, chart.search.as_ref()?)))
    {
        let (at, of) = position(&model.common, chart, found);
        return Some((terminal.match_of(words.lang, at, of, query), Tone::Plain));
    }
    if matches!(model.screen, Screen::Home | Screen::Cases)
        && model.patient().is_none_or(|chart| chart.disk.trouble.is_none())
    {
        let has_cases = !model.home.shelf.is_empty();
        let rename = || model.common.key(Context::Home, Action::Rename, words);
        return has_cases.then(|| (words.words().home.no_identifier(words.lang, rename()), Tone::Plain));
    }
    let disk = model.patient().filter(|_| !matches!(model.screen, Screen::Exercise(..))).map(|chart| &chart.disk)?;
    let trouble = disk.trouble.as_ref().map(|trouble| words.say(trouble).to_owned());
    trouble.or_else(|| disk.read_only.then(|| model.common.read_only(words))).map(|said| (said, Tone::Alert))
}

/// What is to be typed.
fn asked(model: &Model, ask: &Ask) -> String {
    let words = model.common.wording();
    let terminal = &words.words().terminal;
    match ask {
        Ask::Range(finding) => terminal.ask_range(words.lang, words.label(*finding)),
        Ask::Note(finding) => terminal.ask_note(words.lang, words.label(*finding)),
        Ask::Cause(finding) => terminal.ask_cause(words.lang, words.label(*finding)),
        Ask::Name(path) => {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            words.words().home.ask_rename(words.lang, &name)
        }
        Ask::Import => words.say(&words.words().review.ask).to_owned(),
        Ask::Cases => words.say(&words.words().home.ask_filter).to_owned(),
        Ask::Copy => words.say(&terminal.ask_copy).to_owned(),
        Ask::Filter => words.say(&words.words().keys.filter).to_owned(),
        Ask::Percent => words.say(&words.words().quiz.percent_prompt).to_owned(),
    }
}

/// Where the cursor is among the matches: the number of the match and how many there are.
fn position(common: &Common, chart: &Chart, found: &[FindingId]) -> (usize, usize) {
    let here = rows::finding_at(common.knowledge, chart);
    let at = found.iter().position(|finding| Some(*finding) == here).map_or(0, |at| at + 1);
    (at, found.len())
}

/// Text over the last lines of an area; what does not fit is marked.
fn spread(area: Rect, text: &str, tone: Tone) -> Vec<Placed> {
    let (columns, height) = (usize::from(area.width), usize::from(area.height));
    let mut lines: Vec<_> = fit::wrap(text, columns).collect();
    if lines.len() > height {
        lines.truncate(height);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}..", fit::take(last, columns.saturating_sub(2))).into();
        }
    }
    let used = lines.len() as u16;
    let area = Rect { y: area.bottom() - used, height: used, ..area };
    stacked(area, lines.into_iter().map(|line| lined(tone, line.into_owned()))).collect()
}

/// The keys that work here, as many as fit, the way out always; help stands in the first line too. `line` is that of the
/// result with the keyboard.
pub(super) fn hints(model: &Model, line: Option<&outline::Line>, area: Rect) -> (Placed, Vec<Spot>) {
    let words = model.common.wording();
    let here = Here::new(model, line);
    let fits = |hints: &[(bool, (Action, String))]| {
        hints.iter().map(|(_, (_, hint))| fit::width(hint) + 2).sum::<usize>() <= usize::from(area.width) + 2
    };
    let shown = TABLE
        .iter()
        .filter(|binding| binding.hinted.contains(&here.context) && here.obstacle(binding.action).is_none());
    let shown = shown.filter(|binding| binding.action != Action::Mouse || !model.common.look.mouse);
    let mut hints: Vec<(bool, (Action, String))> = shown
        .filter_map(|binding| {
            let key = model.common.keys.keymap.first(here.context, binding.action, words)?;
            let hint = match (&model.screen, binding.action) {
                (Screen::Study(study), Action::Choose) if matches!(study.page, StudyPage::Lesson { .. }) => {
                    &words.words().lesson.on
                }
                (_, action) => &action.text(words.words()).hint,
            };
            let hint = format!("{key} {}", words.say(hint));
            let stays = matches!(binding.action, Action::Leave | Action::Cancel | Action::Mouse);
            Some((stays, (binding.action, hint)))
        })
        .collect();
    while !fits(&hints) {
        match hints.iter().rposition(|(stays, _)| !stays) {
            Some(at) => drop(hints.remove(at)),
            None => break,
        }
    }
    let hints: Vec<(Action, String)> = hints.into_iter().map(|(_, hint)| hint).collect();
    actions(area, &hints)
}

/// One line that says what is needed.
pub(super) fn too_small(model: &Model) -> Vec<Placed> {
    let common = &model.common;
    let words = common.wording();
    let terminal = &words.words().terminal;
    let (keymap, context) = (&common.keys.keymap, Context::of_screen(&model.screen));
    let key = [Action::Leave, Action::Quit].into_iter().find_map(|action| keymap.first(context, action, words));
    let size = format!("{}x{}", LEAST.columns, LEAST.rows);
    let mut text = terminal.too_small(words.lang, size, key.unwrap_or_default());
    if matches!(common.mode, Mode::Confirm(Question::LeaveUnsaved { .. })) {
        text = format!("{} {text}", words.say(&terminal.confirm_leave));
    }
    let area = Rect::new(0, 0, common.size.columns, common.size.rows);
    let lines = wrapped(Tone::Plain, text, area.width.into());
    stacked(area, lines).collect()
}
