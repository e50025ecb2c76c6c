//! Answers: setting them, taking them back, and saying what that changed.

use super::super::action::Action;
use super::super::model::{Change, Chart, Mode, Model, Question, Replaced, Seen};
use super::super::rows::{self, Place, Row};
use super::{setting, travel};
use crate::case::{Answer, AnswerValue, Doubt, Quantity};
use crate::engine::{Assessment, Fit, Flag, Verdict, assess_in};
use crate::knowledge::{FindingId, Kind, SetId, Text};
use crate::say::Wording;
use crate::say::figures::percent;

/// Sets one of the fixed answers by its key.
pub fn mark(model: &mut Model, action: Action) {
    let Some(id) = rows::current_finding(model) else { return };
    let finding = model.knowledge.finding(id);
    let Some(chart) = &model.chart else { return };
    let is_sign = matches!(finding.kind, Kind::Sign(_));
    let value = match (action, chart.case.known(id)) {
        (Action::Unknown, _) => AnswerValue::Unknown,
        (Action::Unobtainable, _) => AnswerValue::Unobtainable,
        (Action::Present, _) if is_sign => AnswerValue::Present,
        (Action::Absent, _) if is_sign => AnswerValue::Absent,
        (Action::Cycle, None) if is_sign => AnswerValue::Present,
        (Action::Cycle, Some(AnswerValue::Present)) if is_sign => AnswerValue::Absent,
        (Action::Cycle, Some(_)) if is_sign => AnswerValue::Unknown,
        _ => return say_how(model, id),
    };
    put(model, id, value);
}

/// A key for signs was pressed on another kind of row.
fn say_how(model: &mut Model, id: FindingId) {
    let words = &model.words().terminal;
    let text = match model.knowledge.finding(id).kind {
        Kind::Quantity(_) => &words.type_a_number,
        _ => &words.choose_an_option,
    };
    model.notice = Some(text.clone());
}

/// Answers a finding, keeping its note and date.
pub fn put(model: &mut Model, id: FindingId, value: AnswerValue) {
    let Some(chart) = &model.chart else { return };
    let before = chart.case.answer(id).cloned();
    let after = match before.clone() {
        Some(answer) => Some(answer.with(value)),
        None => Some(Answer::from(value)),
    };
    let after = after.filter(|answer| *answer != Answer::from(AnswerValue::Unknown));
    replace(model, id, after);
}

/// Puts an answer in place of what was there, as one entry of the history.
pub fn replace(model: &mut Model, id: FindingId, after: Option<Answer>) {
    let Some(chart) = &mut model.chart else { return };
    let before = chart.case.answer(id).cloned();
    chart.search = None;
    if before == after {
        return say_already(model, id);
    }
    let change = Change { answers: vec![Replaced { finding: id, before, after }], setting: None };
    commit(model, change, Direction::New);
}

/// The number that was asked about stands.
pub fn confirm(model: &mut Model) {
    let Some((id, _)) = doubted(model) else { return say_nothing_to_check(model) };
    let before = model.chart.as_ref().and_then(|chart| chart.case.answer(id)).cloned();
    replace(model, id, before.map(|answer| Answer { confirmed: true, ..answer }));
}

/// The number that was asked about was meant in the other unit; where that may be several, in the first of them.
pub fn take_other_unit(model: &mut Model) {
    let Some((id, doubt)) = doubted(model) else { return say_nothing_to_check(model) };
    let known = model.chart.as_ref().and_then(|chart| chart.case.known(id)).copied();
    match (known, doubt.usual_in.first()) {
        (Some(AnswerValue::Quantity(quantity)), Some(&unit)) => {
            put(model, id, AnswerValue::Quantity(Quantity { unit, ..quantity }));
        }
        _ => say_nothing_to_check(model),
    }
}

/// The doubtful number of the row, else the one that was entered last.
fn doubted<'m>(model: &'m Model) -> Option<(FindingId, &'m Doubt)> {
    let chart = model.chart.as_ref()?;
    let entered = chart.done.last().and_then(|change| change.answers.first()).map(|replaced| replaced.finding);
    let either = [rows::current_finding(model), entered];
    either.into_iter().flatten().find_map(|id| Some((id, rows::doubt(chart, id)?)))
}

fn say_nothing_to_check(model: &mut Model) {
    model.notice = Some(model.words().ask.nothing_to_check.clone());
}

/// The answer is there already: nothing is changed, and there is nothing to undo.
fn say_already(model: &mut Model, id: FindingId) {
    let Some(chart) = &model.chart else { return };
    model.notice = Some(model.both(|lang| {
        let words = Wording::new(model.knowledge, lang);
        let answer = words.in_full(id, chart.case.answer(id), chart.known().flag(id));
        words.words().terminal.already(lang, words.label(id), &answer)
    }));
}

/// Which way a change goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    New,
    Undo,
    Redo,
}

/// Whether nothing can be answered, since another window has the file; that is said.
pub fn is_refused(model: &mut Model) -> bool {
    let is_refused = model.chart.as_ref().is_some_and(|chart| chart.disk.read_only);
    if is_refused {
        model.notice = Some(model.words().terminal.read_only.clone());
    }
    is_refused
}

pub(super) fn commit(model: &mut Model, change: Change, direction: Direction) {
    if is_refused(model) {
        return;
    }
    let knowledge = model.knowledge;
    let Some(chart) = &mut model.chart else { return };
    let verdicts = leading_verdicts(&chart.assessment);
    let fit = chart.assessment.fit.take();
    let forward = direction != Direction::Undo;
    let flags_before: Vec<Option<Flag>> =
        change.answers.iter().map(|replaced| chart.known().flag(replaced.finding)).collect();
    for replaced in &change.answers {
        let answer = if forward { &replaced.after } else { &replaced.before };
        chart.case.put(replaced.finding, answer.clone());
    }
    if let Some([before, after]) = change.setting {
        let Seen { asked, case } = if forward { after } else { before };
        (chart.asked_setting, chart.case.setting) = (asked, case);
    }
    chart.assessment = assess_in(knowledge, &chart.case, chart.seen().setting());
    chart.disk.revision += 1;
    chart.disk.trouble = None;
    let notice = said(model, &change, &flags_before, (&verdicts, fit.as_ref()), direction);
    model.notice = Some(notice);
    let Some(chart) = &mut model.chart else { return };
    match direction {
        Direction::New => {
            chart.done.push(change);
            chart.undone.clear();
        }
        Direction::Undo => chart.undone.push(change),
        Direction::Redo => chart.done.push(change),
    }
}

pub fn undo(model: &mut Model) {
    let Some(change) = model.chart.as_mut().and_then(|chart| chart.done.pop()) else {
        return model.notice = Some(model.words().terminal.nothing_to_undo.clone());
    };
    show_change(model, &change);
    commit(model, change, Direction::Undo)
}

pub fn redo(model: &mut Model) {
    let Some(change) = model.chart.as_mut().and_then(|chart| chart.undone.pop()) else {
        return model.notice = Some(model.words().terminal.nothing_to_redo.clone());
    };
    show_change(model, &change);
    commit(model, change, Direction::Redo)
}

fn show_change(model: &mut Model, change: &Change) {
    if let Some(replaced) = change.answers.first() {
        travel::show(model, replaced.finding);
    }
}

/// The strongest conclusion of each set with its verdict.
fn leading_verdicts(assessment: &Assessment) -> Vec<(SetId, Option<Verdict>)> {
    let leading = |set: &crate::engine::SetAssessment| set.leading().map(|(_, conclusion)| conclusion.verdict);
    assessment.sets.iter().map(|set| (set.set, leading(set))).collect()
}

/// What a change did, with the verdicts and the band that changed.
fn said(
    model: &Model,
    change: &Change,
    flags_before: &[Option<Flag>],
    (verdicts, fit_before): (&[(SetId, Option<Verdict>)], Option<&Fit>),
    direction: Direction,
) -> Text {
    let Some(chart) = &model.chart else { return Text::default() };
    model.both(|lang| {
        let words = Wording::new(model.knowledge, lang);
        let terminal = &words.words().terminal;
        let mut parts = Vec::new();
        let is_patient = chart.task.is_none();
        for ((set, before), (_, after)) in verdicts.iter().zip(leading_verdicts(&chart.assessment)) {
            if let (Some(before), Some(after)) = (before, after)
                && *before != after
                && is_patient
            {
                let set = words.say(&model.knowledge.set(*set).short);
                parts.push(terminal.verdict_changed(lang, set, words.verdict(*before), words.verdict(after)));
            }
        }
        if let (Some(before), Some(fit)) = (fit_before, &chart.assessment.fit)
            && before.band != fit.band
            && is_patient
            && change.setting.is_none()
        {
            parts.push(words.words().fit_terminal.band_changed(
                lang,
                words.band(before.band),
                words.band(fit.band),
                percent(fit.probability),
                words.setting_label(fit.setting),
            ));
        }
        let what = match change.answers.as_slice() {
            [] => setting::changed(words, chart.seen().setting(), fit_before, chart.assessment.fit.as_ref()),
            [only] => changed(words, chart, only, flags_before.first().copied().flatten(), direction),
            many => terminal.many_changed(lang, many.len()),
        };
        let mut out = match direction {
            Direction::New => terminal.set(lang, what),
            Direction::Undo => terminal.undone(lang, what),
            Direction::Redo => terminal.redone(lang, what),
        };
        // What is asked comes first, and is never cut off.
        let asked = change.answers.iter().filter_map(|replaced| words.asked(chart, replaced.finding));
        let asked: Vec<String> = if direction == Direction::New { asked.collect() } else { Vec::new() };
        out = words.sentences(asked.into_iter().chain([out]));
        let new_conflicts = chart.assessment.conflicts.iter().filter(|conflict| {
            change
                .answers
                .iter()
                .any(|replaced| conflict.finding == replaced.finding || conflict.from.contains(&replaced.finding))
        });
        parts.extend(new_conflicts.map(|conflict| words.conflict(chart.known(), conflict)));
        match parts.is_empty() {
            true => out,
            false => words.sentences([out, words.list(parts)]),
        }
    })
}

/// One answer from what it was to what it is.
fn changed(
    words: Wording,
    chart: &Chart,
    replaced: &Replaced,
    flag_before: Option<Flag>,
    direction: Direction,
) -> String {
    let (before, after) = match direction {
        Direction::Undo => (&replaced.after, &replaced.before),
        _ => (&replaced.before, &replaced.after),
    };
    let terminal = &words.words().terminal;
    let id = replaced.finding;
    let before_words = words.in_full(id, before.as_ref(), flag_before);
    let after_words = words.in_full(id, after.as_ref(), chart.known().flag(id));
    let name = words.label(id);
    if before_words == after_words {
        return terminal.note_changed(words.lang, name);
    }
    terminal.changed(words.lang, name, &before_words, &after_words)
}

/// Lists what would be marked absent: the signs on the screen that nothing is known of.
pub fn ask_mark_rest(model: &mut Model) {
    let Some(chart) = model.chart.as_ref().filter(|chart| chart.place != Place::Results) else { return };
    let open = rows::rows(model, chart).into_iter().filter_map(|row| match row {
        Row::Finding(finding) => Some(finding),
        _ => None,
    });
    let open: Vec<FindingId> = open
        .filter(|finding| matches!(model.knowledge.finding(*finding).kind, Kind::Sign(_)))
        .filter(|finding| chart.case.answer(*finding).is_none_or(|answer| answer.value == AnswerValue::Unknown))
        .filter(|finding| chart.known().inferred(*finding).is_none())
        .collect();
    match open.is_empty() {
        true => model.notice = Some(model.words().terminal.no_rest.clone()),
        false => model.mode = Mode::Confirm(Question::MarkRest(open)),
    }
}

/// Marks the listed signs absent, as one entry of the history.
pub fn mark_rest(model: &mut Model, findings: &[FindingId]) {
    let Some(chart) = &model.chart else { return };
    let replaced = findings.iter().map(|finding| {
        let before = chart.case.answer(*finding).cloned();
        let after = match before.clone() {
            Some(answer) => answer.with(AnswerValue::Absent),
            None => Answer::from(AnswerValue::Absent),
        };
        Replaced { finding: *finding, before, after: Some(after) }
    });
    let change = Change { answers: replaced.collect(), setting: None };
    commit(model, change, Direction::New);
}
