//! The terminal application without a terminal: keys in, pictures out.

mod app;
mod disk;
mod entry;
mod fit;
mod keys;
mod pictures;
mod sizes;
mod stories;
mod study;
mod table;
mod undo;
