//! A file of another system: it is read, looked at, and only then taken.

use super::{answer, home, travel};
use crate::case::Answer;
use crate::exchange::Import;
use crate::knowledge::FindingId;
use crate::tui::action::Action;
use crate::tui::model::chart::Matches;
use crate::tui::model::field::Field;
use crate::tui::model::review::Review;
use crate::tui::model::{Ask, Common, Effect, Mode, Model, Screen};

/// Asks for the file.
pub(super) fn ask(common: &mut Common) {
    common.mode = Mode::Prompt { ask: Ask::Import, field: Field::new("") };
}

/// Enter: the file is read.
pub(super) fn accept(common: &mut Common, field: &Field) {
    match field.text().trim() {
        "" => {}
        path => common.effects.push(Effect::Import(path.to_owned())),
    }
}

/// The file was read: nothing of it is taken before the user has seen it.
pub(super) fn read(model: &mut Model, file: String, imports: Vec<Import>) {
    let into_case = matches!(model.screen, Screen::Chart(_));
    model.common.notice = None;
    model.show(Screen::Review(Box::new(Review { file, imports, at: 0, into_case, top: 0 })));
}

/// Does what can be done with a review.
pub(super) fn act(model: &mut Model, action: Action) {
    match action {
        Action::TakeAnswers => take(model, false),
        Action::TakeOther => take(model, true),
        Action::TakeAll => take_all(model),
        Action::NextPatient => turn(model, 1),
        Action::PreviousPatient => turn(model, -1),
        _ => {}
    }
}

/// Back to where the file was asked for; nothing was taken.
pub(super) fn leave(model: &mut Model) {
    let into_case = matches!(&model.screen, Screen::Review(review) if review.into_case);
    if !(into_case && model.show_patient()) {
        model.show(Screen::Home);
    }
}

fn turn(model: &mut Model, step: isize) {
    let Screen::Review(review) = &mut model.screen else { return };
    let count = review.imports.len();
    if let Some(at) = review.at.checked_add_signed(step).filter(|at| *at < count) {
        (review.at, review.top) = (at, 0);
    }
}

/// Takes the patient who is looked at: as a new case, or what is new into the case at hand; what stands otherwise there is
/// replaced only where that was asked for.
fn take(model: &mut Model, others_too: bool) {
    let Screen::Review(review) = &model.screen else { return };
    let Some(import) = review.import() else { return };
    let (open, asked) = (review.open(), review.asked());
    let taken = match review.case_at_hand(model.patient()) {
        None => {
            let (case, count) = (import.case.clone(), import.case.answers().count());
            if !home::open_made(model, case, "case") {
                return;
            }
            count
        }
        Some(chart) => {
            let changes = review.changes(&chart.case);
            let taken = changes.new.into_iter().chain(changes.other.into_iter().filter(|_| others_too));
            let answers: Vec<(FindingId, Option<Answer>)> =
                taken.map(|(id, answer)| (id, Some(answer.clone()))).collect();
            let count = answers.len();
            model.show_patient();
            put(model, answers);
            count
        }
    };
    say_what_is_open(model, taken, asked, open);
}

fn put(model: &mut Model, answers: Vec<(FindingId, Option<Answer>)>) {
    if let Some((chart, common)) = model.chart_mut() {
        answer::commit(chart, common, answer::Direction::New, |case| case.put(answers));
    }
}

/// The findings that only a person can answer are gone through like the matches of a search.
fn say_what_is_open(model: &mut Model, taken: usize, asked: usize, open: Vec<FindingId>) {
    let Some((chart, common)) = model.chart_mut() else { return };
    common.tell(|words| words.words().review.taken(words.lang, taken, asked));
    if let Some(first) = open.first().copied() {
        travel::jump(chart, common, first);
        let query = common.wording().say(&common.words().review.open).to_owned();
        chart.search = Some(Matches { query, found: open });
    }
}

/// Each patient becomes a new case on the shelf.
fn take_all(model: &mut Model) {
    let Screen::Review(review) = &model.screen else { return };
    let knowledge = model.common.knowledge;
    let cases = review.imports.iter().map(|import| import.case.to_text(knowledge)).collect();
    model.common.effects.push(Effect::KeepAll(cases));
    model.show(Screen::Home);
}

/// So many of them are on the shelf now.
pub(super) fn kept_all(common: &mut Common, count: usize) {
    common.tell(|words| words.words().review.kept(words.lang, count));
    common.effects.push(Effect::ListShelf);
}
