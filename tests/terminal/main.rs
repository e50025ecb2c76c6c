//! The terminal application without a terminal: keys in, pictures out.

mod app;
mod disk;
mod entry;
mod fit;
mod gallery;
mod keys;
mod language;
mod looks;
mod mouse;
mod pictures;
mod quick;
mod results;
mod sheet;
mod sizes;
mod stories;
mod study;
mod svg;
mod table;
mod undo;
