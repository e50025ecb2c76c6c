//! Floor 5: cases that come from and go to other systems, and the checklist as a form to be filled in there. Text in, text
//! out: this room knows no disk and no clock.

mod form;
pub mod questionnaire;
pub mod redcap;

pub use form::Extent;
