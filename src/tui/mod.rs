//! Floor 6: the terminal application.
//!
//! Its rooms stand on each other, and no file needs another in a circle. `action` is the one table that drives keys,
//! hints, help, the list of commands and the menu. `model` is all state. `scene` says what is on the screen and where,
//! once a message. `update` takes a message, purely: it moves and scrolls by the scene that the user saw, and gives
//! effects. `paint` puts the scene into cells. `run` alone touches the disk and the terminal: it does what a message asks
//! for, draws, puts what was answered in its place, and waits. Nothing ticks; an idle application does nothing.

pub mod action;
mod fit;
mod here;
pub mod model;
mod paint;
mod run;
mod say;
mod scene;
mod update;

pub use model::chart::{Draft, Whereabouts};
pub use model::{
    Ambiguous, Effect, Glance, Key, Look, Message, Model, Offer, Opened, Pointer, Seen, ShelfDeed, ShelfLine, Shelved,
    Standing, Theme, Writing, study,
};
pub use paint::Painting;
pub use run::{Desk, Ending, Screen, Source, Start, Surroundings, World, open, open_copy, run, terminal};
pub use scene::{Scene, scene};
pub use update::App;
