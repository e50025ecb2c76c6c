//! What is typed: numbers in their rows, texts in the message line, options, and answers to questions.

use super::super::model::{Ask, Mode, Model, Pane, Question, Screen};
use super::super::rows;
use super::super::say::{self, Words};
use super::super::{Field, Key, Writing};
use super::{answer, disk, search, setting, study, travel};
use crate::case::{Answer, AnswerValue, Quantity, Reference, type_quantity};
use crate::knowledge::{FindingId, Kind, Lang, Measure, OptionId};

/// Opens the editor of the row: a number to type, or options to choose from.
pub fn edit(model: &mut Model, first: Option<char>) {
    if answer::is_refused(model) {
        return;
    }
    let Some(finding) = rows::current_finding(model) else { return };
    let Some(chart) = &model.chart else { return };
    let known = chart.case.known(finding);
    model.mode = match (&model.knowledge.finding(finding).kind, known) {
        (Kind::Sign(_), _) => return,
        (Kind::Choice(_), Some(AnswerValue::Option(option))) => Mode::Options { finding, at: option.index() },
        (Kind::Choice(_), _) => Mode::Options { finding, at: 0 },
        (Kind::Quantity(_), Some(AnswerValue::Quantity(quantity))) => Mode::Quantity {
            finding,
            field: Field::new(&first.map_or_else(|| say::amount(quantity), |first| first.to_string())),
            unit: quantity.unit,
        },
        (Kind::Quantity(_), _) => {
            Mode::Quantity { finding, field: Field::new(&first.map(String::from).unwrap_or_default()), unit: 0 }
        }
    };
    model.notice = None;
}

/// A key that the table does not name: text where text is typed, a digit that starts a number, a section's letter.
pub fn other_key(model: &mut Model, key: Key) {
    match &mut model.mode {
        Mode::Quantity { field, .. } => {
            if field.key(key) {
                model.notice = None;
            }
        }
        Mode::Prompt { field, .. } => {
            if field.key(key) {
                model.notice = None;
                search::typed(model);
            }
        }
        Mode::Goto => go_to_letter(model, key),
        Mode::Browse => match key {
            Key::Char(digit @ '1'..='9') if model.screen == Screen::Study => {
                study::number(model, digit as usize - '0' as usize);
            }
            key => start_number(model, key),
        },
        Mode::Confirm(_) => model.mode = Mode::Browse,
        Mode::Page(..) | Mode::Options { .. } | Mode::Settings(_) => {}
    }
}

fn start_number(model: &mut Model, key: Key) {
    let in_list = matches!(super::Context::of(model), super::Context::List | super::Context::Matches);
    let on_quantity = rows::current_finding(model)
        .is_some_and(|finding| matches!(model.knowledge.finding(finding).kind, Kind::Quantity(_)));
    match key {
        Key::Char(c) if in_list && on_quantity && (c.is_ascii_digit() || "<>.".contains(c)) => edit(model, Some(c)),
        _ => {}
    }
}

fn go_to_letter(model: &mut Model, key: Key) {
    model.mode = Mode::Browse;
    let Key::Char(letter) = key else { return };
    let sections = &model.knowledge.sections;
    let found = rows::section_ids(model.knowledge)
        .find(|section| sections[section.index()].letter.eq_ignore_ascii_case(&letter.to_string()));
    if let Some(section) = found {
        travel::goto(model, rows::Place::Section(section));
    }
}

pub fn paste(model: &mut Model, text: &str) {
    if let Mode::Quantity { field, .. } | Mode::Prompt { field, .. } = &mut model.mode {
        field.insert(text);
        search::typed(model);
    }
}

/// Another unit for the number that is being typed; the number stays as it is.
pub fn cycle_unit(model: &mut Model, step: isize) {
    let Mode::Quantity { finding, unit, .. } = &mut model.mode else { return };
    let id = *finding;
    let Some(measure) = model.knowledge.finding(id).measure() else { return };
    let count = measure.units.len() as isize;
    *unit = (*unit as isize + step).rem_euclid(count) as usize;
    let unit = *unit;
    let stored = model.chart.as_ref().and_then(|chart| chart.case.known(id));
    let notice = match stored {
        _ if count == 1 => model.both(|lang| {
            let only = measure.units[0].shown();
            model.words().terminal.one_unit.fill(lang, &[("unit", &only)])
        }),
        Some(AnswerValue::Quantity(quantity)) if quantity.unit != unit => {
            let same =
                Quantity { value: measure.units[unit].from_canonical(quantity.canonical(measure)), unit, ..*quantity };
            let [before, after] =
                [quantity, &same].map(|quantity| say::with_unit(&say::amount(quantity), measure, quantity.unit));
            model.both(|lang| model.words().terminal.same_value.fill(lang, &[("before", &before), ("after", &after)]))
        }
        _ => model.both(|lang| {
            let shown = measure.units[unit].shown();
            model.words().terminal.unit_is.fill(lang, &[("unit", &shown)])
        }),
    };
    model.notice = Some(notice)
}

/// Enter: takes what was typed or chosen.
pub fn accept(model: &mut Model) {
    match std::mem::replace(&mut model.mode, Mode::Browse) {
        Mode::Options { finding, at } => answer::put(model, finding, AnswerValue::Option(OptionId::at(at))),
        Mode::Settings(at) => setting::take(model, at),
        Mode::Quantity { finding, field, unit } => accept_quantity(model, finding, field, unit),
        Mode::Prompt { ask, field } => match ask {
            Ask::Range(finding) => accept_range(model, finding, field),
            Ask::Note(finding) => accept_note(model, finding, &field),
            Ask::Search(origin) => search::accept(model, origin, &field),
            Ask::Path(what) => disk::accept_path(model, what, &field),
        },
        Mode::Confirm(Question::Replace { what, path }) => disk::write(model, what, path, true),
        Mode::Confirm(Question::MarkRest(findings)) => answer::mark_rest(model, &findings),
        Mode::Confirm(Question::LeaveUnsaved { whole }) => disk::leave_unsaved(model, whole),
        mode @ (Mode::Confirm(Question::ChangedUnderneath) | Mode::Browse | Mode::Goto | Mode::Page(..)) => {
            model.mode = mode
        }
    }
}

fn accept_quantity(model: &mut Model, id: FindingId, field: Field, unit: usize) {
    let knowledge = model.knowledge;
    let Some(measure) = knowledge.finding(id).measure() else { return };
    if field.text().trim().is_empty() {
        if model.chart.as_ref().is_some_and(|chart| chart.case.known(id).is_some()) {
            answer::put(model, id, AnswerValue::Unknown);
        }
        return;
    }
    match type_quantity(field.text(), measure, unit) {
        Ok(typed) => {
            let stored = model.chart.as_ref().and_then(|chart| chart.case.known(id));
            // A laboratory's own range stands as long as its unit does.
            let reference = match stored {
                Some(AnswerValue::Quantity(before)) if before.unit == typed.quantity.unit => before.reference,
                _ => None,
            };
            answer::put(model, id, AnswerValue::Quantity(Quantity { reference, ..typed.quantity }));
            if let (Some(read), Some(said)) = (typed.read_as, model.notice.clone()) {
                let typed = field.text().trim();
                model.notice = Some(model.both(|lang| {
                    let read = model.words().terminal.read_as.fill(lang, &[("typed", typed), ("read", &read)]);
                    format!("{read}{}{}", if lang == Lang::En { " " } else { "" }, said.get(lang))
                }));
            }
        }
        Err(fault) => {
            model.notice = Some(model.both(|lang| Words::new(knowledge, lang).refusal(&fault, measure)));
            model.mode = Mode::Quantity { finding: id, field, unit };
        }
    }
}

pub fn ask_range(model: &mut Model) {
    let Some(finding) = rows::current_finding(model) else { return };
    let Some(chart) = &model.chart else { return };
    match (chart.case.known(finding), &model.knowledge.finding(finding).kind) {
        (Some(AnswerValue::Quantity(quantity)), _) => {
            let text = quantity.reference.map(say::range).unwrap_or_default();
            model.mode = Mode::Prompt { ask: Ask::Range(finding), field: Field::new(&text) };
        }
        (_, Kind::Quantity(_)) => model.notice = Some(model.words().terminal.range_needs_value.clone()),
        _ => {}
    }
}

fn accept_range(model: &mut Model, id: FindingId, field: Field) {
    let knowledge = model.knowledge;
    let (Some(measure), Some(chart)) = (knowledge.finding(id).measure(), &model.chart) else { return };
    let Some(AnswerValue::Quantity(quantity)) = chart.case.known(id).copied() else { return };
    let typed = field.text().trim();
    let reference = if typed.is_empty() { Some(None) } else { read_range(typed, measure, quantity.unit).map(Some) };
    match reference {
        Some(reference) => answer::put(model, id, AnswerValue::Quantity(Quantity { reference, ..quantity })),
        None => {
            model.notice = Some(model.words().terminal.range_not_read.clone());
            model.mode = Mode::Prompt { ask: Ask::Range(id), field };
        }
    }
}

/// `150-400`, `<=400` or `>=150`, read as quantities are.
fn read_range(text: &str, measure: &Measure, unit: usize) -> Option<Reference> {
    let end = |text: &str| {
        let typed = type_quantity(text, measure, unit).ok()?;
        (typed.quantity.unit == unit && typed.quantity.comparator.is_none()).then_some(typed.quantity.value)
    };
    let text = text.replace(['\u{2013}', '\u{ff0d}', '\u{ff5e}', '~'], "-");
    let one_sided = |signs: &[&str]| signs.iter().find_map(|sign| text.strip_prefix(sign)).map(str::to_owned);
    if let Some(high) = one_sided(&["<=", "<", "\u{2264}", "\u{ff1c}"]) {
        return Some(Reference { low: None, high: Some(end(&high)?) });
    }
    if let Some(low) = one_sided(&[">=", ">", "\u{2265}", "\u{ff1e}"]) {
        return Some(Reference { low: Some(end(&low)?), high: None });
    }
    let (low, high) = text.split_once('-')?;
    let (low, high) = (end(low)?, end(high)?);
    (low <= high).then_some(Reference { low: Some(low), high: Some(high) })
}

pub fn ask_note(model: &mut Model) {
    let Some(finding) = rows::current_finding(model) else { return };
    let note = model.chart.as_ref().and_then(|chart| chart.case.answer(finding)?.note.clone());
    model.mode = Mode::Prompt { ask: Ask::Note(finding), field: Field::new(&note.unwrap_or_default()) }
}

fn accept_note(model: &mut Model, id: FindingId, field: &Field) {
    let Some(chart) = &model.chart else { return };
    let before = chart.case.answer(id).cloned();
    let note = Some(field.text().trim().to_owned()).filter(|note| !note.is_empty());
    if before.as_ref().and_then(|answer| answer.note.as_ref()) == note.as_ref() {
        return;
    }
    let answer = before.unwrap_or_else(|| Answer::from(AnswerValue::Unknown));
    let answer = Answer { note, ..answer };
    let says_nothing = answer.value == AnswerValue::Unknown
        && answer.note.is_none()
        && answer.date.is_none()
        && answer.foreign.is_empty();
    answer::replace(model, id, (!says_nothing).then_some(answer));
}

/// Esc: gives up what was being typed, or closes what is open.
pub fn cancel(model: &mut Model) {
    match std::mem::replace(&mut model.mode, Mode::Browse) {
        Mode::Prompt { ask: Ask::Search(origin), .. } => travel::return_to(model, &origin),
        Mode::Prompt { ask: Ask::Path(Writing::Case), .. } | Mode::Confirm(Question::ChangedUnderneath) => {}
        Mode::Browse => return escape(model),
        _ => {}
    }
    model.notice = None;
}

/// Esc on a screen: ends a search, leaves the result for the checklist, never the program.
fn escape(model: &mut Model) {
    match model.screen {
        Screen::Teaching => model.screen = Screen::Home,
        Screen::Study => return study::leave(model),
        Screen::Home | Screen::Case => {}
    }
    if let Some(chart) = &mut model.chart {
        let searched = chart.search.take().is_some();
        if !searched {
            chart.pane = Pane::List;
        }
    }
}
