//! The message line and the hint row.

use ratatui::layout::Rect;

use super::leaf;
use super::outline;
use super::pane::{Placed, Spot, actions, cut, lined, row, stacked};
use super::quick;
use crate::case::AnswerValue;
use crate::knowledge::{FindingId, Kind};
use crate::say::document::Tone;
use crate::tui::action::{self, Action, Context, TABLE};
use crate::tui::fit;
use crate::tui::model::chart::{Chart, Matches, View};
use crate::tui::model::place::{Place, Row};
use crate::tui::model::quick::Reading;
use crate::tui::model::size::{Breadth, LEAST};
use crate::tui::model::study::{Study, StudyPage};
use crate::tui::model::{Ask, Common, Mode, Model, Question, Screen, Writing, rows};

/// What just happened, what is being typed, or what is asked; and where the cursor is, if it is there. What is longer
/// than its area takes the lines `above` it too.
pub(super) fn message(model: &Model, area: Rect, above: Rect) -> (Vec<Placed>, Option<(u16, u16)>) {
    let area = if above.height > 0 { above.union(area) } else { area };
    let common = &model.common;
    let words = common.wording();
    let terminal = &words.words().terminal;
    match &common.mode {
        Mode::Prompt { ask, field } => {
            let above = Rect { height: area.height - 1, ..area };
            let said = common.notice.as_ref().filter(|_| above.height > 0);
            let mut lines: Vec<_> =
                said.map(|notice| spread(above, words.say(notice), Tone::Alert)).into_iter().flatten().collect();
            let area = row(area, usize::from(area.height) - 1);
            let lead = fit::cut(&asked(model, ask), usize::from(area.width) / 2);
            let columns = (fit::width(&lead) + 1).min(area.width.into()) as u16;
            let room = area.width.saturating_sub(columns + 1);
            let (shown, column) = field.window(room.into());
            let typed = Rect { x: area.x + columns, width: room, ..area };
            lines.extend([cut(area, Tone::Strong, &lead), cut(typed, Tone::Plain, &shown)]);
            (lines, Some((typed.x + (column as u16).min(room), typed.y)))
        }
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
        Mode::Goto => (spread(area, words.say(&terminal.goto), Tone::Plain), None),
        _ => (news(model).map_or_else(Vec::new, |(said, tone)| spread(area, &said, tone)), None),
    }
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
        return has_cases.then(|| (words.say(&words.words().home.no_identifier).to_owned(), Tone::Plain));
    }
    let disk = model.patient().filter(|_| !matches!(model.screen, Screen::Exercise(..))).map(|chart| &chart.disk)?;
    let read_only = disk.read_only.then_some(&terminal.read_only);
    Some((words.say(disk.trouble.as_ref().or(read_only)?).to_owned(), Tone::Alert))
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
        Ask::Filter => words.say(&words.words().home.ask_filter).to_owned(),
        Ask::Path(Writing::Summary) => words.say(&terminal.ask_export).to_owned(),
        Ask::Path(Writing::Case) => words.say(&terminal.ask_copy).to_owned(),
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
    let mut lines = fit::wrap(text, columns);
    if lines.len() > height {
        lines.truncate(height);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}..", fit::take(last, columns.saturating_sub(2)));
        }
    }
    let used = lines.len() as u16;
    let area = Rect { y: area.bottom() - used, height: used, ..area };
    stacked(area, lines.into_iter().map(|line| lined(tone, line))).collect()
}

/// The keys that work here, as many as fit; help and the way out always. `line` is that of the result with the keyboard.
pub(super) fn hints(model: &Model, line: Option<&outline::Line>, area: Rect) -> (Placed, Vec<Spot>) {
    let words = model.common.wording();
    let context = Context::of(model);
    let row = model.chart().and_then(|chart| rows::current_row(model.common.knowledge, chart));
    let here = Here { model, context, row, line };
    let fits = |hints: &[(bool, (Action, String))]| {
        hints.iter().map(|(_, (_, hint))| fit::width(hint) + 2).sum::<usize>() <= usize::from(area.width) + 2
    };
    let shown = TABLE.iter().filter(|binding| binding.hinted && binding.contexts.contains(&context));
    let shown = shown.filter(|binding| here.applies(binding.action));
    let mut hints: Vec<(bool, (Action, String))> = shown
        .filter_map(|binding| {
            let key = *binding.keys.first()?;
            let word = words.say(&binding.action.text(words.words()).hint);
            let stays = matches!(binding.action, Action::Help | Action::Leave | Action::Cancel | Action::Mouse);
            Some((stays, (binding.action, format!("{} {word}", action::key_name(key, words)))))
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

/// What is done to the user's own cases, and not to teaching cases.
const SHELF_ONLY: &[Action] = &[
    Action::NewPatient,
    Action::Paste,
    Action::Rename,
    Action::AllPatients,
    Action::Duplicate,
    Action::Archive,
    Action::ThrowAway,
    Action::Undo,
];

/// What the cursor is on.
struct Here<'m> {
    model: &'m Model<'m>,
    context: Context,
    row: Option<Row>,
    line: Option<&'m outline::Line>,
}

impl Here<'_> {
    /// Whether the action would do anything here; only then is it hinted at.
    fn applies(&self, action: Action) -> bool {
        let is_lesson = |study: &Study| matches!(study.page, StudyPage::Lesson { .. });
        if let Mode::Quick(reading) = &self.model.common.mode {
            return applies_in_box(reading, action);
        }
        match (&self.model.screen, action) {
            // Worth a word only while clicks do nothing.
            (_, Action::Mouse) => !self.model.common.look.mouse,
            (screen, Action::Cancel) => {
                let is_open =
                    matches!(screen, Screen::Teaching | Screen::Cases) || self.model.common.mode != Mode::Browse;
                is_open || self.context == Context::Matches
            }
            (Screen::Home | Screen::Cases, action) => self.applies_to_shelf(action),
            (Screen::Teaching, action) => !SHELF_ONLY.contains(&action),
            (Screen::Study(study), Action::Undo) => matches!(study.page, StudyPage::Quiz | StudyPage::Cards),
            (Screen::Study(study), Action::Back) => is_lesson(study),
            (Screen::Study(_), _) => true,
            (Screen::Exercise(..), Action::HandIn) => true,
            (Screen::Exercise(_, study), Action::Hint) => is_lesson(study),
            (Screen::Exercise(_, study), Action::Undo) if !is_lesson(study) => true,
            (Screen::Exercise(..), action) if !action::is_for_task(self.model, action) => false,
            (Screen::Exercise(chart, _), Action::Unknown) => self.is_answered(chart, |_| true),
            (Screen::Chart(_), Action::HandIn | Action::Hint) => false,
            (Screen::Exercise(chart, _) | Screen::Chart(chart), action) => self.applies_to(chart, action),
        }
    }

    fn applies_to_shelf(&self, action: Action) -> bool {
        let home = &self.model.home;
        match action {
            Action::Undo => !home.done.is_empty(),
            Action::Rename => !home.shelf.is_empty(),
            Action::AllPatients | Action::Duplicate | Action::Archive | Action::ThrowAway => {
                self.context == Context::Cases && !home.shelf.is_empty()
            }
            _ => true,
        }
    }

    fn applies_to(&self, chart: &Chart, action: Action) -> bool {
        let is_outline = self.context == Context::Outline;
        let finding = self.finding();
        let kind = finding.map(|id| &self.model.common.knowledge.finding(id).kind);
        match action {
            Action::Cycle | Action::Present | Action::Absent => matches!(kind, Some(Kind::Sign(_))),
            Action::Edit => matches!(kind, Some(Kind::Quantity(_) | Kind::Choice(_))),
            Action::Range => matches!(kind, Some(Kind::Quantity(_))) && self.is_answered(chart, |_| true),
            Action::Explain if is_outline => self.line.and_then(leaf::explicable).is_some(),
            Action::Explain => self.is_answered(chart, |value| *value == AnswerValue::Present),
            Action::ConfirmValue => finding.and_then(|id| chart.doubt(id)).is_some(),
            Action::OtherUnit => finding.and_then(|id| chart.doubt(id)).is_some_and(|doubt| !doubt.usual_in.is_empty()),
            // On a row that is answered, enter only goes on.
            Action::Choose => kind.is_none() || is_outline,
            Action::About if is_outline => true,
            Action::Unknown | Action::Unobtainable | Action::Note | Action::About | Action::Learn => kind.is_some(),
            Action::Setting => self.model.common.knowledge.literature.is_some(),
            Action::Undo => !chart.case.done().is_empty(),
            Action::Redo => !chart.case.undone().is_empty(),
            Action::Back => !chart.back.is_empty(),
            Action::Warnings => !chart.warnings.is_empty(),
            Action::NextPane if chart.place == Place::Results => self.has_columns(chart),
            Action::NextPane => true,
            _ => true,
        }
    }

    fn has_columns(&self, chart: &Chart) -> bool {
        self.model.common.size.breadth() >= Breadth::Wide && chart.results.view == View::Verdicts
    }

    fn finding(&self) -> Option<FindingId> {
        rows::answered_on(self.model.common.knowledge, self.row?)
    }

    fn is_answered(&self, chart: &Chart, is: impl Fn(&AnswerValue) -> bool) -> bool {
        self.finding().and_then(|id| chart.case.known(id)).is_some_and(is)
    }
}

/// The way to the questions is named where there is one.
fn applies_in_box(reading: &Reading, action: Action) -> bool {
    match action {
        Action::LineDown => {
            !reading.proposal.questions.is_empty() && reading.asked.is_none() || reading.found.len() > 1
        }
        Action::Complete => !reading.found.is_empty(),
        _ => true,
    }
}

/// One line that says what is needed.
pub(super) fn too_small(common: &Common) -> Vec<Placed> {
    let words = common.wording();
    let terminal = &words.words().terminal;
    let mut text = terminal.too_small(words.lang, format!("{}x{}", LEAST.columns, LEAST.rows));
    if matches!(common.mode, Mode::Confirm(Question::LeaveUnsaved { .. })) {
        text = format!("{} {text}", words.say(&terminal.confirm_leave));
    }
    let area = Rect::new(0, 0, common.size.columns, common.size.rows);
    let lines = fit::wrap(&text, area.width.into()).into_iter().map(|line| lined(Tone::Plain, line));
    stacked(area, lines).collect()
}
