//! What is typed: numbers in their rows, texts in the message line, options, and answers to questions.

use super::super::action::{Action, Context};
use super::super::leaf;
use super::super::model::{Ask, Mode, Model, Pane, Question, Screen};
use super::super::rows;
use super::super::say;
use super::super::{Field, Key, Writing};
use super::{answer, disk, search, setting, study, travel};
use crate::case::{Answer, AnswerValue, Quantity, type_quantity, type_range, typed_unit};
use crate::knowledge::{FindingId, Kind, OptionId};
use crate::say::Wording;

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

/// Another unit for the number that is being typed; the number stays as it is, and so does a unit typed with it.
pub fn cycle_unit(model: &mut Model, step: isize) {
    let Mode::Quantity { finding, field, unit } = &mut model.mode else { return };
    let id = *finding;
    let Some(measure) = model.knowledge.finding(id).measure() else { return };
    if let Some(typed) = typed_unit(field.text(), measure) {
        let (unit, words) = (&measure.units[typed], &model.words().terminal);
        return model.notice = Some(model.both(|lang| words.unit_typed(lang, unit.shown(lang))));
    }
    let count = measure.units.len() as isize;
    *unit = (*unit as isize + step).rem_euclid(count) as usize;
    let unit = *unit;
    let stored = model.chart.as_ref().and_then(|chart| chart.case.known(id));
    let notice = match stored {
        _ if count == 1 => {
            model.both(|lang| model.words().terminal.one_unit(lang, measure.canonical_unit().shown(lang)))
        }
        Some(AnswerValue::Quantity(quantity)) if quantity.unit != unit => {
            let same =
                Quantity { value: measure.units[unit].from_canonical(quantity.canonical(measure)), unit, ..*quantity };
            model.both(|lang| {
                let [before, after] =
                    [quantity, &same].map(|quantity| measure.units[quantity.unit].with(&say::amount(quantity), lang));
                model.words().terminal.same_value(lang, &before, &after)
            })
        }
        _ => model.both(|lang| model.words().terminal.unit_is(lang, measure.units[unit].shown(lang))),
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
            Ask::Cause(finding) => accept_cause(model, finding, &field),
            Ask::Search { origin, found } => search::accept(model, origin, found, &field),
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

/// Up or down: takes what was typed and goes there, unless it was refused.
pub fn accept_and_go(model: &mut Model, direction: Action) {
    accept(model);
    if model.mode == Mode::Browse {
        travel::go(model, direction);
    }
}

fn accept_quantity(model: &mut Model, id: FindingId, field: Field, unit: usize) {
    let knowledge = model.knowledge;
    let Some(measure) = knowledge.finding(id).measure() else { return };
    let stored = model.chart.as_ref().and_then(|chart| chart.case.known(id)).copied();
    if field.text().trim().is_empty() {
        if stored.is_some() {
            answer::put(model, id, AnswerValue::Unknown);
        }
        return;
    }
    // The number as it stood is no new entry, however it might be read.
    if let Some(AnswerValue::Quantity(old)) = stored
        && old.unit == unit
        && field.text().trim() == say::amount(&old)
    {
        return answer::put(model, id, AnswerValue::Quantity(old));
    }
    match type_quantity(field.text(), measure, unit) {
        Ok(typed) => {
            let quantity = match stored {
                Some(AnswerValue::Quantity(old)) => typed.quantity.in_place_of(&old, measure),
                _ => typed.quantity,
            };
            answer::put(model, id, AnswerValue::Quantity(quantity));
            if let (Some(read), Some(said)) = (typed.read_as, model.notice.clone()) {
                let typed = field.text().trim();
                model.notice = Some(model.both(|lang| {
                    let read = model.words().terminal.read_as(lang, typed, &read);
                    let words = Wording::new(knowledge, lang);
                    words.sentences([read.as_str(), words.say(&said)])
                }));
            }
        }
        Err(fault) => {
            model.notice = Some(model.both(|lang| Wording::new(knowledge, lang).refusal(id, &fault)));
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
    let style = &knowledge.interface.style;
    let reference = match typed {
        "" => Ok(None),
        typed => type_range(typed, measure, quantity.unit, style).map(Some),
    };
    match reference {
        Ok(reference) => answer::put(model, id, AnswerValue::Quantity(Quantity { reference, ..quantity })),
        Err(fault) => {
            model.notice = Some(model.both(|lang| Wording::new(knowledge, lang).refusal(id, &fault)));
            model.mode = Mode::Prompt { ask: Ask::Range(id), field };
        }
    }
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
    let unknown = Answer::from(AnswerValue::Unknown);
    let answer = Answer { note, ..before.unwrap_or_else(|| unknown.clone()) };
    answer::replace(model, id, Some(answer).filter(|answer| *answer != unknown));
}

/// What explains the sign of the row; in the result, what counts there, with the cause that its line names.
pub fn ask_cause(model: &mut Model) {
    let (finding, named) = match Context::of(model) {
        Context::Outline => leaf::explicable(model).unzip(),
        _ => (rows::current_finding(model), None),
    };
    let Some(finding) = finding else { return };
    if !matches!(model.knowledge.finding(finding).kind, Kind::Sign(_)) {
        return model.notice = Some(model.words().ask.only_signs_are_explained.clone());
    }
    let cause = model.chart.as_ref().and_then(|chart| chart.case.answer(finding)?.explained.clone());
    let named = named.flatten().map(|cause| model.wording().label(cause).to_owned());
    let cause = cause.or(named);
    model.mode = Mode::Prompt { ask: Ask::Cause(finding), field: Field::new(&cause.unwrap_or_default()) }
}

/// The sign is present and has this better cause; without one it counts again.
fn accept_cause(model: &mut Model, id: FindingId, field: &Field) {
    let Some(chart) = &model.chart else { return };
    let before = chart.case.answer(id).cloned();
    let cause = Some(field.text().trim().to_owned()).filter(|cause| !cause.is_empty());
    let after = match (&cause, before) {
        (None, None) => None,
        (None, Some(answer)) => Some(Answer { explained: None, ..answer }),
        (Some(_), before) => {
            let present = before.unwrap_or_else(|| Answer::from(AnswerValue::Present)).with(AnswerValue::Present);
            Some(Answer { explained: cause, ..present })
        }
    };
    answer::replace(model, id, after);
}

/// Esc: gives up what was being typed, or closes what is open.
pub fn cancel(model: &mut Model) {
    match std::mem::replace(&mut model.mode, Mode::Browse) {
        Mode::Prompt { ask: Ask::Search { origin, .. }, .. } => travel::return_to(model, &origin),
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
