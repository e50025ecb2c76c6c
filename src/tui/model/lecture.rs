//! A case on a projector.

use crate::teach::lecture::Slide;

/// The slides, and where the room is.
#[derive(Debug)]
pub struct Lecture {
    /// In the order they are shown.
    pub(crate) slides: Vec<Slide>,
    /// The one on the screen.
    pub(crate) at: usize,
    /// The first line of it that is shown, where it is longer than the screen.
    pub(crate) top: usize,
}

impl Lecture {
    /// At the first slide.
    pub fn new(slides: Vec<Slide>) -> Lecture {
        Lecture { slides, at: 0, top: 0 }
    }

    /// The slide on the screen.
    pub(crate) fn slide(&self) -> Option<&Slide> {
        self.slides.get(self.at)
    }
}
