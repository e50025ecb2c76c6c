//! Floor 4: teaching: what a learner is asked, and what a teacher hands out. Pure: values in, texts and documents out.

pub mod anki;
pub mod cards;
pub mod compare;
pub mod deck;
pub mod draw;
pub mod results;
pub mod sheet;
