//! What the mouse does: a click is looked up in the scene that the user saw, and becomes steps that keys could take.

use ratatui::layout::Position;

use crate::knowledge::Text;
use crate::tui::action::{Action, Context};
use crate::tui::model::chart::Side;
use crate::tui::model::place::Row;
use crate::tui::model::size::Breadth;
use crate::tui::model::{Common, Mode, Model, Pointer};
use crate::tui::scene::Scene;
use crate::tui::scene::pane::{Aim, Part, Target};

/// The lines that a step of the wheel scrolls.
const LINES: usize = 3;

/// One thing that a click or the wheel does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Act(Action),
    /// Takes what is being typed; if it is refused, nothing more is done.
    Accept,
    /// Closes the list that is open.
    Close,
    /// Puts the cursor there.
    Point(Target),
    /// Gives a half of the screen the keyboard.
    Enter(Side),
    /// Scrolls a part of the screen to a line.
    Scroll(Part, usize),
}

/// What is done for the mouse; `before` is what was clicked just before.
pub(super) fn steps(model: &Model, scene: &Scene, did: Pointer, cell: Position, before: Option<Target>) -> Vec<Step> {
    if model.common.size.breadth() == Breadth::Tiny {
        return Vec::new();
    }
    match did {
        Pointer::WheelUp | Pointer::WheelDown => wheel(model, scene, did, cell),
        Pointer::Click => click(model, scene, cell),
        Pointer::ClickAgain => click_again(scene, cell, before),
    }
}

/// What a second click in the same place would be for.
pub(super) fn clicked(scene: &Scene, did: Pointer, cell: Position) -> Option<Target> {
    match (did, scene.aim(cell)?) {
        (Pointer::Click, Aim::Go(target @ (Target::Row(_) | Target::Line(_))) | Aim::Mark(target)) => Some(target),
        _ => None,
    }
}

/// The program takes the mouse, or gives it back to the terminal, which selects and copies with it.
pub(super) fn give_or_take(common: &mut Common) {
    common.look.mouse = !common.look.mouse;
    let words = &common.words().look;
    let said: &Text = if common.look.mouse { &words.mouse_taken } else { &words.mouse_given };
    common.notice = Some(said.clone());
}

fn click(model: &Model, scene: &Scene, cell: Position) -> Vec<Step> {
    let (target, then) = match scene.aim(cell) {
        Some(Aim::Act(action)) if action.is_in(Context::of(model)) => return vec![Step::Act(action)],
        // A click does nothing that no key does here: what is being typed is not lost by one on a word above it.
        Some(Aim::Act(_)) => return Vec::new(),
        Some(Aim::Go(target)) => (Some(target), None),
        Some(Aim::Mark(target)) => (Some(target), Some(Step::Act(Action::Cycle))),
        None => (None, None),
    };
    match (&model.common.mode, target) {
        (Mode::Browse, None) => enter_pane(scene, cell).into_iter().collect(),
        (Mode::Browse, Some(target)) => go(target).into_iter().chain(then).collect(),
        (Mode::Options { .. } | Mode::Settings(_), Some(target @ Target::Choice(_))) => {
            vec![Step::Point(target), Step::Act(Action::Accept)]
        }
        (Mode::Palette(_) | Mode::Menu(_), Some(target @ Target::Choice(_))) => {
            vec![Step::Point(target), Step::Act(Action::Perform)]
        }
        (Mode::Menu(_), Some(target @ Target::Group(_))) | (Mode::Quick(_), Some(target @ Target::Reply(..))) => {
            vec![Step::Point(target)]
        }
        (Mode::Quick(_), Some(target @ Target::Choice(_))) => vec![Step::Point(target), Step::Act(Action::Take)],
        // A click beside a list closes it.
        (Mode::Options { .. } | Mode::Settings(_) | Mode::Palette(_) | Mode::Menu(_) | Mode::Goto, _) => {
            vec![Step::Close]
        }
        (Mode::Quantity { finding, .. }, Some(target)) if target != Target::Row(Row::Finding(*finding)) => {
            [Step::Accept].into_iter().chain(go(target)).chain(then).collect()
        }
        // Nothing else that waits for an answer is given one by a click.
        _ => Vec::new(),
    }
}

/// To what was clicked; what can be chosen is chosen.
fn go(target: Target) -> Vec<Step> {
    let then = match target {
        Target::Row(_) => Some(Step::Enter(Side::List)),
        Target::Line(_) => Some(Step::Enter(Side::Result)),
        Target::Choice(_) => Some(Step::Act(Action::Choose)),
        Target::Reply(..) | Target::Stop(_) | Target::Group(_) => None,
    };
    [Step::Point(target)].into_iter().chain(then).collect()
}

/// The second click of a double click does what enter does; on a box it is a click of its own. It may find another
/// screen than the first click did, and is then for nothing.
fn click_again(scene: &Scene, cell: Position, before: Option<Target>) -> Vec<Step> {
    match scene.aim(cell) {
        Some(Aim::Go(target)) if before == Some(target) => vec![Step::Act(Action::Choose)],
        Some(Aim::Mark(target)) if before == Some(target) => vec![Step::Act(Action::Cycle)],
        _ => Vec::new(),
    }
}

/// A click on a pane, but on nothing in it, gives it the keyboard; what is only the beginning of a text is opened.
fn enter_pane(scene: &Scene, cell: Position) -> Option<Step> {
    match scene.pane_at(cell)?.part {
        Part::About => Some(Step::Act(Action::About)),
        Part::List => Some(Step::Enter(Side::List)),
        Part::Result | Part::Beside | Part::Story => Some(Step::Enter(Side::Result)),
        Part::Rail | Part::Quick | Part::Whole => None,
    }
}

/// Scrolls what lies below the pointer; the cursor stays in sight.
fn wheel(model: &Model, scene: &Scene, did: Pointer, cell: Position) -> Vec<Step> {
    let pane = scene.pane_at(cell).or(scene.keyboard());
    let (Some(pane), Mode::Browse | Mode::Page(..) | Mode::Quick(_)) = (pane, &model.common.mode) else {
        return Vec::new();
    };
    let top = match did {
        Pointer::WheelUp => pane.top.saturating_sub(LINES),
        _ => (pane.top + LINES).min(pane.last_top()),
    };
    let cursor = pane.target_from(top).map(Step::Point);
    [Step::Scroll(pane.part, top)].into_iter().chain(cursor).collect()
}
