//! What is typed and chosen: numbers in their rows, texts in the message line, options, settings, answers to questions.

use super::{answer, disk, export, search, travel};
use crate::case::{Answer, AnswerValue, Quantity, type_quantity, type_range, typed_unit};
use crate::knowledge::{FindingId, Kind, OptionId, SettingId};
use crate::tui::model::chart::Chart;
use crate::tui::model::field::Field;
use crate::tui::model::{Ask, Common, Mode, Question};
use crate::tui::say;

/// Opens the editor of a finding: a number to type, or options to choose from.
pub(super) fn edit(chart: &Chart, common: &mut Common, finding: FindingId, first: Option<char>) {
    if answer::is_refused(chart, common) {
        return;
    }
    let known = chart.case.known(finding);
    let typed = first.map(String::from);
    common.mode = match (&common.knowledge.finding(finding).kind, known) {
        (Kind::Sign(_), _) => return,
        (Kind::Choice(_), Some(AnswerValue::Option(option))) => Mode::Options { finding, at: option.index() },
        (Kind::Choice(_), _) => Mode::Options { finding, at: 0 },
        (Kind::Quantity(_), Some(AnswerValue::Quantity(quantity))) => Mode::Quantity {
            finding,
            field: Field::new(&typed.unwrap_or_else(|| say::amount(quantity))),
            unit: quantity.unit,
        },
        (Kind::Quantity(measure), _) => {
            let unit = common.unit_of(finding, measure);
            Mode::Quantity { finding, field: Field::new(&typed.unwrap_or_default()), unit }
        }
    };
    common.notice = None;
}

/// Another unit for the number that is being typed; the number stays as it is, and so does a unit typed with it.
pub(super) fn cycle_unit(chart: &Chart, common: &mut Common, step: isize) {
    let knowledge = common.knowledge;
    let Mode::Quantity { finding, field, unit } = &mut common.mode else { return };
    let Some(measure) = knowledge.finding(*finding).measure() else { return };
    if let Some(typed) = typed_unit(field.text(), measure).and_then(|typed| measure.units.get(typed)) {
        return common.tell(|words| words.words().terminal.unit_typed(words.lang, typed.shown(words.lang)));
    }
    let count = measure.units.len() as isize;
    *unit = (*unit as isize + step).rem_euclid(count) as usize;
    let (at, unit) = (*unit, measure.units.get(*unit).unwrap_or(measure.canonical_unit()));
    let stored = match chart.case.known(*finding) {
        Some(AnswerValue::Quantity(quantity)) if quantity.unit != at => {
            measure.units.get(quantity.unit).zip(Some(quantity))
        }
        _ => None,
    };
    common.tell(|words| {
        let (terminal, lang) = (&words.words().terminal, words.lang);
        match stored {
            _ if count == 1 => terminal.one_unit(lang, unit.shown(lang)),
            Some((before, quantity)) => {
                let same = Quantity { value: unit.from_canonical(quantity.canonical(measure)), unit: at, ..*quantity };
                let same = unit.with(&say::amount(&same), lang);
                terminal.same_value(lang, before.with(&say::amount(quantity), lang), &same)
            }
            None => terminal.unit_is(lang, unit.shown(lang)),
        }
    });
}

/// Chooses an option and goes on.
pub(super) fn choose(chart: &mut Chart, common: &mut Common, finding: FindingId, option: OptionId) {
    answer::put(chart, common, finding, AnswerValue::Option(option));
    travel::step_on(chart, common);
}

/// Takes what was typed or chosen in a mode that is over.
pub(super) fn accept(chart: &mut Chart, common: &mut Common, mode: Mode) {
    match mode {
        Mode::Options { finding, at } => choose(chart, common, finding, OptionId::at(at)),
        Mode::Settings(at) => take_setting(chart, common, at),
        Mode::Quantity { finding, field, unit } => accept_quantity(chart, common, finding, field, unit),
        Mode::Prompt { ask, field } => match ask {
            Ask::Range(finding) => accept_range(chart, common, finding, field),
            Ask::Note(finding) => accept_note(chart, common, finding, &field),
            Ask::Cause(finding) => accept_cause(chart, common, finding, &field),
            Ask::Copy => disk::accept_path(chart, common, &field),
            // Asked where there is no checklist, of the help, or for a file.
            Ask::Name(_) | Ask::Cases | Ask::Import | Ask::Filter | Ask::Percent => {}
        },
        Mode::Export(asked) => export::accept(chart, common, asked),
        Mode::Quick(reading) => search::accept(chart, common, reading),
        Mode::Confirm(Question::Replace { what, path }) => disk::write(chart, common, what, path, true),
        mode => common.mode = mode,
    }
}

fn accept_quantity(chart: &mut Chart, common: &mut Common, id: FindingId, field: Field, unit: usize) {
    let Some(measure) = common.knowledge.finding(id).measure() else { return };
    let stored = chart.case.known(id).copied();
    if field.text().trim().is_empty() {
        if stored.is_some() {
            answer::put(chart, common, id, AnswerValue::Unknown);
        }
        return travel::step_on(chart, common);
    }
    // The number as it stood is no new entry, however it might be read.
    if let Some(AnswerValue::Quantity(old)) = stored
        && old.unit == unit
        && field.text().trim() == say::amount(&old)
    {
        answer::put(chart, common, id, AnswerValue::Quantity(old));
        return travel::step_on(chart, common);
    }
    match type_quantity(field.text(), measure, unit) {
        Ok(typed) => {
            let quantity = match stored {
                Some(AnswerValue::Quantity(old)) => typed.quantity.in_place_of(&old, measure),
                _ => typed.quantity,
            };
            answer::put(chart, common, id, AnswerValue::Quantity(quantity));
            common.keep_unit(id, quantity.unit);
            travel::step_on(chart, common);
            if let (Some(read), Some(said)) = (typed.read_as, common.notice.clone()) {
                let typed = field.text().trim();
                common.tell(|words| {
                    let read = words.words().terminal.read_as(words.lang, typed, &read);
                    words.sentences([read.as_str(), words.say(&said)])
                });
            }
        }
        Err(fault) => {
            common.tell(|words| words.refusal(id, &fault));
            common.mode = Mode::Quantity { finding: id, field, unit };
        }
    }
}

/// Asks for a text in the message line; `text` stands there already.
fn prompt(common: &mut Common, ask: Ask, text: &str) {
    common.mode = Mode::Prompt { ask, field: Field::new(text) };
}

pub(super) fn ask_range(chart: &Chart, common: &mut Common, id: FindingId) {
    match (chart.case.known(id), &common.knowledge.finding(id).kind) {
        (Some(AnswerValue::Quantity(quantity)), _) => {
            prompt(common, Ask::Range(id), &quantity.reference.map(say::range).unwrap_or_default());
        }
        (_, Kind::Quantity(_)) => common.notice = Some(common.words().terminal.range_needs_value.clone()),
        _ => {}
    }
}

fn accept_range(chart: &mut Chart, common: &mut Common, id: FindingId, field: Field) {
    let (Some(measure), Some(AnswerValue::Quantity(quantity))) =
        (common.knowledge.finding(id).measure(), chart.case.known(id).copied())
    else {
        return;
    };
    let reference = match field.text().trim() {
        "" => Ok(None),
        typed => type_range(typed, measure, quantity.unit, &common.words().style).map(Some),
    };
    match reference {
        Ok(reference) => answer::put(chart, common, id, AnswerValue::Quantity(Quantity { reference, ..quantity })),
        Err(fault) => {
            common.tell(|words| words.refusal(id, &fault));
            common.mode = Mode::Prompt { ask: Ask::Range(id), field };
        }
    }
}

pub(super) fn ask_note(chart: &Chart, common: &mut Common, id: FindingId) {
    let note = chart.case.answer(id).and_then(|answer| answer.note.as_deref());
    prompt(common, Ask::Note(id), note.unwrap_or_default());
}

fn accept_note(chart: &mut Chart, common: &mut Common, id: FindingId, field: &Field) {
    let unknown = Answer::from(AnswerValue::Unknown);
    let before = chart.case.answer(id).unwrap_or(&unknown).clone();
    let answer = Answer { note: typed(field), ..before };
    answer::replace(chart, common, id, Some(answer).filter(|answer| *answer != unknown));
}

/// What was typed, if anything was.
fn typed(field: &Field) -> Option<String> {
    Some(field.text().trim().to_owned()).filter(|text| !text.is_empty())
}

/// Asks what explains a sign; `named` is offered where nothing was said yet.
pub(super) fn ask_cause(chart: &Chart, common: &mut Common, id: FindingId, named: Option<FindingId>) {
    if !matches!(common.knowledge.finding(id).kind, Kind::Sign(_)) {
        return common.notice = Some(common.words().ask.only_signs_are_explained.clone());
    }
    let cause = chart.case.answer(id).and_then(|answer| answer.explained.as_deref());
    let cause = cause.or(named.map(|named| common.wording().label(named)));
    prompt(common, Ask::Cause(id), cause.unwrap_or_default());
}

/// The sign is present and has this better cause; without one it counts again.
fn accept_cause(chart: &mut Chart, common: &mut Common, id: FindingId, field: &Field) {
    let (cause, before) = (typed(field), chart.case.answer(id).cloned());
    let after = match (&cause, before) {
        (None, before) => before.map(|answer| Answer { explained: None, ..answer }),
        (Some(_), before) => {
            let present = before.unwrap_or_else(|| Answer::from(AnswerValue::Present)).with(AnswerValue::Present);
            Some(Answer { explained: cause, ..present })
        }
    };
    answer::replace(chart, common, id, after);
}

/// Lists the settings, the cursor on the one in use.
pub(super) fn ask_setting(chart: &Chart, common: &mut Common) {
    if common.knowledge.literature.is_some() {
        common.mode = Mode::Settings(chart.case.where_seen().index());
    }
}

/// Takes a setting into the case; it is part of it, undone like an answer.
fn take_setting(chart: &mut Chart, common: &mut Common, at: usize) {
    let Some(setting) = common.knowledge.settings().get(at) else { return };
    if !answer::commit(chart, common, answer::Direction::New, |case| case.choose(SettingId::at(at))) {
        common.tell(|words| {
            let name = words.say(&words.words().fit.setting);
            words.words().terminal.already(words.lang, name, words.say(&setting.label))
        });
    }
}
