//! Answers: setting them, taking them back, and saying what that changed.

use super::super::action::Action;
use super::super::model::{Chart, Mode, Model, Question};
use super::super::rows::{self, Place, Row};
use super::{setting, travel};
use crate::case::{Answer, AnswerValue, Change, Doubt, History, Quantity};
use crate::engine::{Assessment, Verdict, assess_in};
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

/// Puts an answer in place of what was there, as one change.
pub fn replace(model: &mut Model, id: FindingId, after: Option<Answer>) {
    let Some(chart) = &mut model.chart else { return };
    chart.search = None;
    if !commit(model, Direction::New, |case| case.put([(id, after)])) {
        say_already(model, id);
    }
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
    let entered = chart.case.done().last().and_then(Change::finding);
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
        let answer = words.in_full(id, chart.case.answer(id), chart.assessment.flag(id));
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

/// Changes the case and says what that did; `false` where there was nothing to change.
pub(super) fn commit(model: &mut Model, direction: Direction, change: impl FnOnce(&mut History) -> bool) -> bool {
    if is_refused(model) {
        return true;
    }
    let knowledge = model.knowledge;
    let Some(chart) = &mut model.chart else { return true };
    if !change(&mut chart.case) {
        return false;
    }
    let after = assess_in(knowledge, &chart.case, chart.case.where_seen());
    let before = std::mem::replace(&mut chart.assessment, after);
    chart.disk.revision += 1;
    chart.disk.trouble = None;
    model.notice = said(model, &before, direction);
    true
}

pub fn undo(model: &mut Model) {
    show_change(model, |case| case.done().last());
    if !commit(model, Direction::Undo, |case| case.undo().is_some()) {
        model.notice = Some(model.words().terminal.nothing_to_undo.clone());
    }
}

pub fn redo(model: &mut Model) {
    show_change(model, |case| case.undone().last());
    if !commit(model, Direction::Redo, |case| case.redo().is_some()) {
        model.notice = Some(model.words().terminal.nothing_to_redo.clone());
    }
}

fn show_change(model: &mut Model, change: impl FnOnce(&History) -> Option<&Change>) {
    if let Some(finding) = model.chart.as_ref().and_then(|chart| change(&chart.case)?.finding()) {
        travel::show(model, finding);
    }
}

/// The strongest conclusion of each set with its verdict.
fn leading_verdicts(assessment: &Assessment) -> Vec<(SetId, Option<Verdict>)> {
    let leading = |set: &crate::engine::SetAssessment| set.leading().map(|(_, conclusion)| conclusion.verdict);
    assessment.sets.iter().map(|set| (set.set, leading(set))).collect()
}

/// What the last change did, with the verdicts and the band that changed.
fn said(model: &Model, before: &Assessment, direction: Direction) -> Option<Text> {
    let chart = model.chart.as_ref()?;
    let change = match direction {
        Direction::Undo => chart.case.undone().last()?,
        Direction::New | Direction::Redo => chart.case.done().last()?,
    };
    let replaced: Vec<(FindingId, Option<&Answer>)> = change.replaced().collect();
    let is_patient = chart.task.is_none();
    Some(model.both(|lang| {
        let words = Wording::new(model.knowledge, lang);
        let terminal = &words.words().terminal;
        let mut parts = Vec::new();
        let verdicts = leading_verdicts(before).into_iter().zip(leading_verdicts(&chart.assessment));
        for ((set, before), (_, after)) in verdicts {
            if let (Some(before), Some(after)) = (before, after)
                && before != after
                && is_patient
            {
                let set = words.say(&model.knowledge.set(set).short);
                parts.push(terminal.verdict_changed(lang, set, words.verdict(before), words.verdict(after)));
            }
        }
        if let (Some(before), Some(fit)) = (&before.fit, &chart.assessment.fit)
            && before.band != fit.band
            && is_patient
            && !replaced.is_empty()
        {
            parts.push(words.words().fit_terminal.band_changed(
                lang,
                words.band(before.band),
                words.band(fit.band),
                percent(fit.probability),
                words.setting_label(fit.setting),
            ));
        }
        let what = match replaced.as_slice() {
            [] => {
                let [before, after] = [before, &chart.assessment].map(|assessment| assessment.fit.as_ref());
                setting::changed(words, chart.case.where_seen(), before, after)
            }
            [only] => changed(words, chart, *only, before),
            many => terminal.many_changed(lang, many.len()),
        };
        let mut out = match direction {
            Direction::New => terminal.set(lang, what),
            Direction::Undo => terminal.undone(lang, what),
            Direction::Redo => terminal.redone(lang, what),
        };
        // What is asked comes first, and is never cut off.
        let asked = replaced.iter().filter_map(|(finding, _)| words.asked(chart, *finding));
        let asked: Vec<String> = if direction == Direction::New { asked.collect() } else { Vec::new() };
        out = words.sentences(asked.into_iter().chain([out]));
        let new_conflicts = chart.assessment.conflicts.iter().filter(|conflict| {
            replaced.iter().any(|(finding, _)| conflict.finding == *finding || conflict.from.contains(finding))
        });
        parts.extend(new_conflicts.map(|conflict| words.conflict(chart.known(), conflict)));
        match parts.is_empty() {
            true => out,
            false => words.sentences([out, words.list(parts)]),
        }
    }))
}

/// One answer from what it was to what it is.
fn changed(words: Wording, chart: &Chart, (id, answer): (FindingId, Option<&Answer>), before: &Assessment) -> String {
    let terminal = &words.words().terminal;
    let before = words.in_full(id, answer, before.flag(id));
    let after = words.in_full(id, chart.case.answer(id), chart.assessment.flag(id));
    let name = words.label(id);
    if before == after {
        return terminal.note_changed(words.lang, name);
    }
    terminal.changed(words.lang, name, &before, &after)
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

/// Marks the listed signs absent, as one change.
pub fn mark_rest(model: &mut Model, findings: &[FindingId]) {
    commit(model, Direction::New, |case| {
        let absent = |id: &FindingId| match case.answer(*id).cloned() {
            Some(answer) => answer.with(AnswerValue::Absent),
            None => Answer::from(AnswerValue::Absent),
        };
        let answers: Vec<_> = findings.iter().map(|id| (*id, Some(absent(id)))).collect();
        case.put(answers)
    });
}
