//! The box behind `/`: what is typed finds, and enters once a value follows. Nothing is entered before enter.

use super::{answer, travel};
use crate::engine::{Assessment, assess_in};
use crate::knowledge::{FindingId, SetId, look_up, names};
use crate::quick::{self, Proposal, Reason};
use crate::say::{Wording, quoted};
use crate::tui::action::Action;
use crate::tui::model::chart::{Chart, Matches};
use crate::tui::model::field::{Field, LONGEST_NOTE};
use crate::tui::model::quick::{Reading, Taken, Typed};
use crate::tui::model::{Common, Key, Mode, rows};

/// Opens the box with what was left in it.
pub(super) fn start(chart: &mut Chart, common: &mut Common) {
    chart.typed.is_left = !chart.typed.field.text().is_empty();
    show(chart, common);
}

/// Opens the box with a text in it, below what was left there.
pub(super) fn open_with(chart: &mut Chart, common: &mut Common, text: &str) {
    chart.typed.is_left = false;
    chart.typed.field.go_to_end();
    if !chart.typed.field.text().trim().is_empty() {
        chart.typed.field.insert("\n");
    }
    insert(chart, common, text);
}

/// Inserts a text at the cursor, and says where there is no room for all of it.
pub(super) fn insert(chart: &mut Chart, common: &mut Common, text: &str) {
    begin(&mut chart.typed, true);
    let is_whole = chart.typed.field.insert(text);
    show(chart, common);
    if !is_whole {
        common.tell(|words| words.words().quick_box.too_long(words.lang, LONGEST_NOTE));
    }
}

/// Before a key is taken: a letter takes the place of what was left here.
fn begin(typed: &mut Typed, writes: bool) {
    if std::mem::take(&mut typed.is_left) && writes {
        typed.clear();
    }
}

/// Shows what the text says now.
fn show(chart: &mut Chart, common: &mut Common) {
    chart.search = None;
    common.notice = None;
    common.mode = Mode::Quick(Box::new(read(chart, common)));
}

/// Takes a key that is no shortcut: text, or the digit of an answer where a question has the keyboard.
pub(super) fn key(chart: &mut Chart, common: &mut Common, key: Key) {
    let Mode::Quick(reading) = &mut common.mode else { return };
    if let (Some(asked), Key::Char(digit @ '1'..='9')) = (reading.asked, key.half_width()) {
        return reply(chart, common, asked, digit as usize - '1' as usize);
    }
    if key == Key::Ctrl('u') {
        chart.typed.clear();
        return show(chart, common);
    }
    begin(&mut chart.typed, matches!(key, Key::Char(_)));
    let before = chart.typed.field.text().to_owned();
    if !chart.typed.field.key(key) {
        return;
    }
    match before == chart.typed.field.text() {
        true => (reading.asked, reading.top) = (None, None),
        false => show(chart, common),
    }
}

/// Answers a question of the text by the place of a choice.
pub(super) fn reply(chart: &mut Chart, common: &mut Common, question: usize, choice: usize) {
    if let Mode::Quick(reading) = &mut common.mode {
        let reading = std::mem::take(reading);
        common.mode = Mode::Browse;
        choose(chart, common, reading, question, choice);
    }
}

/// What the text says of the patient.
fn read(chart: &Chart, common: &Common) -> Reading {
    let (knowledge, text) = (common.knowledge, chart.typed.field.text());
    // Whoever marks a text marks it by hand.
    let proposal = match chart.task {
        Some(_) => Proposal::default(),
        None => chart.typed.answers.read(knowledge, &chart.case, text),
    };
    let found = found(common, &proposal, text);
    let mut would_be = chart.case.clone();
    let is_new = found.is_empty() && proposal.apply(&mut would_be);
    let after = is_new.then(|| assess_in(knowledge, &would_be, would_be.where_seen()));
    let would = after.as_ref().map(|after| common.both(|words| would_change(words, &chart.assessment, after)));
    Reading { proposal, found, after, would, ..Reading::default() }
}

/// The findings that a text is a name of, the best match first; none where it says something.
fn found(common: &Common, proposal: &Proposal, text: &str) -> Vec<FindingId> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST_NAME || text.contains([';', '\u{ff1b}', '\n']) {
        return Vec::new();
    }
    let found = look_up(common.knowledge, text);
    let is_no_name = |reason: Reason| matches!(reason, Reason::NoItem | Reason::NoValue);
    let says_nothing = proposal.entries.is_empty()
        && proposal.questions.is_empty()
        && proposal.refused.iter().all(|refused| is_no_name(refused.reason));
    let is_name = !proposal.leads_to.is_empty() || found.named > 0 || says_nothing;
    if is_name { found.findings } else { Vec::new() }
}

/// No name of a finding is longer, in bytes.
const LONGEST_NAME: usize = 120;

/// The verdicts that would be others: those of the leading disease, the fit, then all others.
fn would_change(words: Wording, before: &Assessment, after: &Assessment) -> String {
    let leads = |set: SetId| words.current_sets(after).any(|found| found.set == set);
    let (first, last): (Vec<_>, Vec<_>) =
        answer::verdicts_changed(words, before, after).partition(|(set, _)| leads(*set));
    let said = |changes: Vec<(SetId, String)>| changes.into_iter().map(|(_, said)| said);
    let parts: Vec<String> = said(first).chain(words.fit_changed(before, after)).chain(said(last)).collect();
    match parts.is_empty() {
        true => words.say(&words.words().quick_box.no_change).to_owned(),
        false => words.words().quick_box.would_change(words.lang, words.list(parts)),
    }
}

/// Up and down: through the matches, the lines of the text, and the questions below it; by pages the lines below. In an
/// empty box, up brings back what stood there.
pub(super) fn go(chart: &mut Chart, common: &mut Common, action: Action, top: usize, page: usize) {
    let Mode::Quick(reading) = &mut common.mode else { return };
    begin(&mut chart.typed, false);
    let field = &mut chart.typed.field;
    if action == Action::LineUp && field.text().is_empty() {
        field.insert(&std::mem::take(&mut chart.typed.before));
        return show(chart, common);
    }
    let last = reading.proposal.questions.len().checked_sub(1);
    match (action, reading.asked) {
        (Action::ScrollUp, _) => return reading.top = Some(top.saturating_sub(page)),
        (Action::ScrollDown, _) => return reading.top = Some(top + page),
        (Action::LineUp, _) if !reading.found.is_empty() => reading.at = reading.at.saturating_sub(1),
        (_, _) if !reading.found.is_empty() => reading.at = (reading.at + 1).min(reading.found.len() - 1),
        (Action::LineUp, Some(asked)) => reading.asked = asked.checked_sub(1),
        (Action::LineUp, None) => drop(field.go_line(false)),
        (_, Some(asked)) => reading.asked = last.map(|last| (asked + 1).min(last)),
        (_, None) if !field.go_line(true) => reading.asked = last.map(|_| 0),
        (_, None) => {}
    }
    reading.top = None;
}

/// Tab: puts a name of the best match in place of what is being typed, one that is read as that finding.
pub(super) fn complete(chart: &mut Chart, common: &mut Common) {
    let (Mode::Quick(reading), knowledge) = (&common.mode, common.knowledge) else { return };
    let field = &mut chart.typed.field;
    let (start, best) = match reading.found.get(reading.at) {
        Some(chosen) => {
            field.go_to_end();
            (0, Some(*chosen))
        }
        None => {
            let before = field.text().get(..field.cursor()).unwrap_or_default();
            let part = before.char_indices().rfind(|(_, c)| BETWEEN.contains(c)).map_or(0, |(at, c)| at + c.len_utf8());
            let piece = before.get(part..).unwrap_or_default().trim_start();
            let found = look_up(knowledge, piece.trim_end());
            (before.len() - piece.len(), found.findings.first().copied().filter(|_| !found.is_guess))
        }
    };
    let Some(best) = best else { return };
    let is_read = |name: &&str| quick::read(knowledge, &chart.case, name).leads_to.first() == Some(&best);
    let mut names = names(knowledge, best, common.lang);
    let label = common.wording().label(best);
    field.replace(start, names.find(is_read).unwrap_or(label));
    chart.typed.is_left = false;
    show(chart, common);
}

/// What parts one finding from the next.
const BETWEEN: [char; 8] = [';', ',', '\n', '\t', '\u{ff1b}', '\u{ff0c}', '\u{3002}', '\u{3001}'];

/// Enter: goes to what was found, or enters all that is sure as one step; what is asked has the keyboard then.
pub(super) fn accept(chart: &mut Chart, common: &mut Common, mut reading: Box<Reading>) {
    if let Some(finding) = reading.found.get(reading.at).copied() {
        return leave_for(chart, common, finding, &reading.found);
    }
    let text = chart.typed.field.text().trim().to_owned();
    if text.is_empty() {
        return;
    }
    if !reading.proposal.entries.is_empty() {
        return enter(chart, common, reading);
    }
    match reading.proposal.questions.is_empty() {
        false => {
            (reading.asked, reading.taken) = (reading.asked.or(Some(0)), Some(reading.taken.take().unwrap_or_default()))
        }
        true => common.tell(|words| words.words().terminal.no_match(words.lang, quoted(&text))),
    }
    common.mode = Mode::Quick(reading);
}

/// To a finding; `n` and `N` go on through the others.
fn leave_for(chart: &mut Chart, common: &mut Common, finding: FindingId, found: &[FindingId]) {
    let query = chart.typed.field.text().trim().to_owned();
    chart.typed.clear();
    travel::jump(chart, common, finding);
    chart.search = (found.len() > 1).then(|| Matches { query, found: found.to_vec() });
}

/// Enters what is sure; together with what was entered of this text before, that is one step.
fn enter(chart: &mut Chart, common: &mut Common, mut reading: Box<Reading>) {
    if answer::is_refused(chart, common) {
        common.mode = Mode::Quick(reading);
        return;
    }
    let Taken { mut entries, is_step } = reading.taken.take().unwrap_or_default();
    entries.append(&mut reading.proposal.entries);
    let together = Proposal { entries, ..Proposal::default() };
    let mut taken = Taken { entries: Vec::new(), is_step: false };
    let changed = answer::commit(chart, common, answer::Direction::New, |case| {
        let was_step = is_step && case.undo().is_some();
        taken.is_step = together.apply(case);
        was_step || taken.is_step
    });
    if !changed {
        common.notice = Some(common.words().quick.stands.clone());
    }
    taken.entries = together.entries;
    see_to_the_rest(chart, common, &reading, taken);
}

/// Closes the box where nothing is left in it; else the first question has the keyboard.
fn see_to_the_rest(chart: &mut Chart, common: &mut Common, reading: &Reading, taken: Taken) {
    if reading.proposal.questions.is_empty() && reading.proposal.refused.is_empty() {
        chart.typed.clear();
        if let [only] = taken.entries.as_slice() {
            travel::jump(chart, common, only.finding);
        }
        return;
    }
    let Typed { field, answers, .. } = &mut chart.typed;
    let rest = answers.left_over(common.knowledge, &chart.case, field.text());
    if rest != field.text() {
        *field = Field::note(&rest);
    }
    let rest = read(chart, common);
    let asked = (!rest.proposal.questions.is_empty()).then_some(0);
    common.mode = Mode::Quick(Box::new(Reading { asked, taken: Some(taken), ..rest }));
}

/// Answers a question; where enter was pressed, that is entered too.
fn choose(chart: &mut Chart, common: &mut Common, mut reading: Box<Reading>, asked: usize, choice: usize) {
    common.notice = None;
    let question = reading.proposal.questions.get(asked).filter(|question| choice < question.choices.len());
    match question {
        Some(question) => {
            let Typed { field, answers, .. } = &mut chart.typed;
            answers.add(field.text(), question, choice);
            let taken = reading.taken.take();
            *reading = read(chart, common);
            reading.asked = reading.proposal.questions.len().checked_sub(1).map(|last| asked.min(last));
            reading.taken = taken;
            if reading.taken.is_some() {
                return enter(chart, common, reading);
            }
        }
        None => common.tell(|words| words.words().quick_box.no_choice(words.lang, choice + 1)),
    }
    common.mode = Mode::Quick(reading);
}

/// To the next or the previous match, around the end.
pub(super) fn step(chart: &mut Chart, common: &Common, step: isize) {
    let here = rows::finding_at(common.knowledge, chart);
    let Some(Matches { found, .. }) = &chart.search else { return };
    let at = found.iter().position(|finding| Some(*finding) == here);
    let to = at.map_or(0, |at| (at as isize + step).rem_euclid(found.len().max(1) as isize) as usize);
    if let Some(finding) = found.get(to).copied() {
        travel::show(chart, common, finding);
    }
}
