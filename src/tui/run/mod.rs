//! What the application runs on: the disk, the terminal, the keyboard.

mod clipboard;
mod glance;
mod import;
mod mouse;
mod offer;
mod runner;
mod start;
pub mod terminal;
mod whole;
mod world;

pub use runner::{Ending, Surroundings, run};
pub use start::{Desk, Start, open, open_copy};
pub use world::{Screen, Source, World};
