//! A lecture goes forward and back, and nothing else.

use crate::tui::action::Action;
use crate::tui::model::lecture::Lecture;
use crate::tui::scene::pane::Pane;

pub(super) fn act(lecture: &mut Lecture, pane: &Pane, action: Action) {
    let Lecture { slides, at, top } = lecture;
    match action {
        Action::Forward if pane.top < pane.last_top() => *top = pane.top + pane.height(),
        Action::Forward if *at + 1 < slides.len() => (*at, *top) = (*at + 1, 0),
        Action::Backward if pane.top > 0 => *top = pane.top.saturating_sub(pane.height()),
        // The slide before is shown as it was left, at its end.
        Action::Backward if *at > 0 => (*at, *top) = (*at - 1, usize::MAX),
        _ => {}
    }
}
