//! Answers: setting them, taking them back, and saying what that changed.

use super::travel;
use crate::case::{Answer, AnswerValue, Change, Doubt, History, Quantity};
use crate::engine::{Assessment, Band, Fit, SetAssessment, Verdict, assess_in};
use crate::knowledge::{FindingId, Kind, SetId, SettingId, Text};
use crate::say::Wording;
use crate::say::figures::{percent, prior};
use crate::tui::action::{Action, Context};
use crate::tui::model::chart::Chart;
use crate::tui::model::place::Row;
use crate::tui::model::{Common, rows};

/// Sets one of the fixed answers by its key.
pub(super) fn mark(chart: &mut Chart, common: &mut Common, id: FindingId, action: Action) {
    let is_sign = matches!(common.knowledge.finding(id).kind, Kind::Sign(_));
    let value = match (action, chart.case.known(id)) {
        (Action::Unknown, _) => AnswerValue::Unknown,
        (Action::Unobtainable, _) => AnswerValue::Unobtainable,
        (Action::Present, _) if is_sign => AnswerValue::Present,
        (Action::Absent, _) if is_sign => AnswerValue::Absent,
        (Action::Cycle, None) if is_sign => AnswerValue::Present,
        (Action::Cycle, Some(AnswerValue::Present)) if is_sign => AnswerValue::Absent,
        (Action::Cycle, Some(_)) if is_sign => AnswerValue::Unknown,
        _ => return say_how(common, id),
    };
    put(chart, common, id, value);
    if action != Action::Cycle {
        travel::step_on(chart, common);
    }
}

/// A key for signs was pressed on another kind of row.
fn say_how(common: &mut Common, id: FindingId) {
    let is_number = matches!(common.knowledge.finding(id).kind, Kind::Quantity(_));
    common.notice = Some(common.both(|words| {
        let (terminal, edit) = (&words.words().terminal, common.key(Context::List, Action::Edit, words));
        match is_number {
            true => terminal.type_a_number(words.lang, edit),
            false => terminal.choose_an_option(words.lang, edit),
        }
    }));
}

/// Answers a finding, keeping its note and date.
pub(super) fn put(chart: &mut Chart, common: &mut Common, id: FindingId, value: AnswerValue) {
    let after = match chart.case.answer(id).cloned() {
        Some(answer) => answer.with(value),
        None => Answer::from(value),
    };
    replace(chart, common, id, Some(after).filter(|answer| *answer != Answer::from(AnswerValue::Unknown)));
}

/// Puts an answer in place of what was there, as one change.
pub(super) fn replace(chart: &mut Chart, common: &mut Common, id: FindingId, after: Option<Answer>) {
    chart.search = None;
    if !commit(chart, common, Direction::New, |case| case.put([(id, after)])) {
        // It is there already: nothing is changed, and there is nothing to undo.
        common.tell(|words| {
            let answer = words.in_full(id, chart.case.answer(id), chart.assessment.flag(id));
            words.words().terminal.already(words.lang, words.label(id), &answer)
        });
    }
}

/// The number that was asked about stands.
pub(super) fn confirm(chart: &mut Chart, common: &mut Common) {
    let Some((id, _)) = doubted(chart, common) else { return say_nothing_to_check(common) };
    let confirmed = chart.case.answer(id).map(|answer| Answer { confirmed: true, ..answer.clone() });
    replace(chart, common, id, confirmed);
}

/// The number that was asked about was meant in the other unit; where that may be several, in the first of them.
pub(super) fn take_other_unit(chart: &mut Chart, common: &mut Common) {
    let other = doubted(chart, common).and_then(|(id, doubt)| Some((id, *doubt.usual_in.first()?)));
    match other.map(|(id, unit)| (id, unit, chart.case.known(id))) {
        Some((id, unit, Some(AnswerValue::Quantity(quantity)))) => {
            put(chart, common, id, AnswerValue::Quantity(Quantity { unit, ..*quantity }));
            common.keep_unit(id, unit);
        }
        _ => say_nothing_to_check(common),
    }
}

/// The doubtful number of the row, else the one that was entered last.
fn doubted<'c>(chart: &'c Chart, common: &Common) -> Option<(FindingId, &'c Doubt)> {
    let entered = chart.case.done().last().and_then(Change::finding);
    let either = [rows::finding_at(common.knowledge, chart), entered];
    either.into_iter().flatten().find_map(|id| Some((id, chart.doubt(id)?)))
}

fn say_nothing_to_check(common: &mut Common) {
    common.notice = Some(common.words().ask.nothing_to_check.clone());
}

/// Which way a change goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    New,
    Undo,
    Redo,
}

/// Whether nothing can be answered, since another window has the file; that is said.
pub(super) fn is_refused(chart: &Chart, common: &mut Common) -> bool {
    if chart.disk.read_only {
        common.notice = Some(common.both(|words| common.read_only(words)));
    }
    chart.disk.read_only
}

/// Changes the case and says what that did; `false` where there was nothing to change.
pub(super) fn commit(
    chart: &mut Chart,
    common: &mut Common,
    direction: Direction,
    change: impl FnOnce(&mut History) -> bool,
) -> bool {
    if is_refused(chart, common) {
        return true;
    }
    if !change(&mut chart.case) {
        return false;
    }
    let after = assess_in(common.knowledge, &chart.case, chart.case.where_seen());
    let before = std::mem::replace(&mut chart.assessment, after);
    chart.disk.revision += 1;
    chart.disk.trouble = None;
    common.notice = said(chart, common, &before, direction);
    chart.before = Some(Box::new(before));
    true
}

pub(super) fn undo(chart: &mut Chart, common: &mut Common) {
    show_change(chart, common, |case| case.done().last());
    if !commit(chart, common, Direction::Undo, |case| case.undo().is_some()) {
        common.notice = Some(common.words().terminal.nothing_to_undo.clone());
    }
}

pub(super) fn redo(chart: &mut Chart, common: &mut Common) {
    show_change(chart, common, |case| case.undone().last());
    if !commit(chart, common, Direction::Redo, |case| case.redo().is_some()) {
        common.notice = Some(common.words().terminal.nothing_to_redo.clone());
    }
}

fn show_change(chart: &mut Chart, common: &Common, change: impl FnOnce(&History) -> Option<&Change>) {
    if let Some(finding) = change(&chart.case).and_then(Change::finding) {
        travel::show(chart, common, finding);
    }
}

/// The strongest conclusion of each set with its verdict.
fn leading_verdicts(assessment: &Assessment) -> impl Iterator<Item = (SetId, Verdict)> + '_ {
    let leading = |set: &SetAssessment| set.leading().map(|(_, conclusion)| (set.set, conclusion.verdict));
    assessment.sets.iter().filter_map(leading)
}

/// What the last change did, with the verdicts and the band that changed.
fn said(chart: &Chart, common: &Common, before: &Assessment, direction: Direction) -> Option<Text> {
    let change = match direction {
        Direction::Undo => chart.case.undone().last()?,
        Direction::New | Direction::Redo => chart.case.done().last()?,
    };
    let replaced: Vec<(FindingId, Option<&Answer>)> = change.replaced().collect();
    Some(common.both(|words| {
        let (terminal, lang) = (&words.words().terminal, words.lang);
        let what = match replaced.as_slice() {
            [] => {
                let [before, after] = [before, &chart.assessment].map(|assessment| assessment.fit.as_ref());
                setting_changed(words, chart.case.where_seen(), before, after)
            }
            [only] => changed(words, chart, *only, before),
            many if many.iter().all(|(id, _)| chart.case.known(*id) == Some(&AnswerValue::Absent)) => words
                .words()
                .chart
                .marked_absent(lang, words.findings(&many.iter().map(|(id, _)| *id).collect::<Vec<_>>())),
            many => terminal.many_changed(lang, many.len()),
        };
        let out = match direction {
            Direction::New => terminal.set(lang, what, common.key(Context::List, Action::Undo, words)),
            Direction::Undo => terminal.undone(lang, what),
            Direction::Redo => terminal.redone(lang, what),
        };
        // What is asked comes first, and is never cut off.
        let asked = replaced.iter().filter(|_| direction == Direction::New);
        let asked = asked.filter_map(|(finding, _)| words.asked(&common.keys.keymap, chart, *finding));
        let out = words.sentences(asked.chain([out]));
        let mut parts = Vec::new();
        if chart.task.is_none() {
            parts.extend(verdicts_changed(words, before, &chart.assessment).map(|(_, said)| said));
            parts.extend(fit_changed(words, before, &chart.assessment).filter(|_| !replaced.is_empty()));
        }
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

/// The sets whose verdict is another, each in words.
pub(super) fn verdicts_changed<'w>(
    words: Wording<'w>,
    before: &'w Assessment,
    after: &'w Assessment,
) -> impl Iterator<Item = (SetId, String)> + 'w {
    let verdicts = leading_verdicts(before).zip(leading_verdicts(after));
    let changed = verdicts.filter(|((_, before), (_, after))| before != after);
    changed.map(move |((set, before), (_, after))| {
        let short = words.say(&words.knowledge.set(set).short);
        let [before, after] = [before, after].map(|verdict| words.verdict(verdict));
        (set, words.words().terminal.verdict_changed(words.lang, short, before, after))
    })
}

/// The fit from what it was to what it is, with its word where that is another one.
fn fit_changed(words: Wording, before: &Assessment, after: &Assessment) -> Option<String> {
    let both = [before.fit.as_ref()?, after.fit.as_ref()?];
    let is_other_word = both[0].band != both[1].band;
    let [was, is] = both.map(|fit| match fit.band {
        Band::TooLittleKnown => words.band(fit.band).to_owned(),
        _ if is_other_word => words.probability_and_band(fit),
        _ => percent(fit.probability),
    });
    (was != is).then(|| words.words().chart.fit_changed(words.lang, was, is))
}

/// The setting as it is now, and what it made of the fit.
fn setting_changed(words: Wording, now: SettingId, before: Option<&Fit>, after: Option<&Fit>) -> String {
    let setting = now.of(words.knowledge.settings());
    let said = |fit: Option<&Fit>| fit.map_or_else(String::new, |fit| words.probability_and_band(fit));
    let prior = prior(setting.prior);
    words.words().fit_terminal.setting_changed(words.lang, words.say(&setting.label), &prior, said(before), said(after))
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

/// Marks the signs of the part that nothing is known of absent, as one change; what that were is said.
pub(super) fn mark_rest(chart: &mut Chart, common: &mut Common) {
    let open = unknown_signs(chart, common);
    if open.is_empty() {
        return common.notice = Some(common.words().terminal.no_rest.clone());
    }
    commit(chart, common, Direction::New, |case| {
        let absent = |id: &FindingId| match case.answer(*id).cloned() {
            Some(answer) => answer.with(AnswerValue::Absent),
            None => Answer::from(AnswerValue::Absent),
        };
        let answers: Vec<_> = open.iter().map(|id| (*id, Some(absent(id)))).collect();
        case.put(answers)
    });
    travel::to_next_part(chart, common);
}

/// The signs of the part or section with the cursor, as far as they are listed, that nothing is known of.
fn unknown_signs(chart: &Chart, common: &Common) -> Vec<FindingId> {
    let lines = rows::lines(common.knowledge, chart);
    let Some(here) = rows::current_row(common.knowledge, chart) else { return Vec::new() };
    let begins = |line: &[Row]| {
        matches!(line, [Row::Heading(_)])
            || matches!(line, [Row::Rest(section)] if rows::part(common.knowledge, *section).is_none())
    };
    let at = lines.iter().position(|line| line.contains(&here)).unwrap_or(0);
    let from = lines.iter().take(at + 1).rposition(|line| begins(line)).unwrap_or(0);
    let to = lines.iter().skip(at + 1).position(|line| begins(line)).map_or(lines.len(), |further| at + 1 + further);
    let is_open = |id: &FindingId| {
        let is_unknown = chart.case.answer(*id).is_none_or(|answer| answer.value == AnswerValue::Unknown);
        let is_sign = matches!(common.knowledge.finding(*id).kind, Kind::Sign(_));
        is_sign && is_unknown && chart.known().inferred(*id).is_none()
    };
    let rows = lines.iter().take(to).skip(from).flatten();
    let findings = rows.filter_map(|row| if let Row::Finding(finding) = row { Some(*finding) } else { None });
    findings.filter(is_open).collect()
}
