//! The terminal application without a terminal: keys in, pictures out.

mod app;
mod disk;
mod entry;
mod export;
mod fit;
mod gallery;
mod keys;
mod language;
mod lecture;
mod looks;
mod mouse;
mod named_keys;
mod pictures;
mod quick;
mod record;
mod results;
mod review;
mod sheet;
mod sizes;
mod stories;
mod study;
mod svg;
mod table;
#[path = "../support/texts.rs"]
mod texts;
mod undo;
