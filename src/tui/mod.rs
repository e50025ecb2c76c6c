//! Floor 6: the terminal application.
//!
//! `model` is all state; `update` takes a message and gives effects, purely; `view` paints a model and changes nothing.
//! One table, `action`, drives keys, hints and help. `layout` and `block` say where things stand: update scrolls by
//! them, view paints by them. `world` alone touches the disk: it does what a message asks for, draws, puts what was
//! answered in its place, and waits; `runner` is the real terminal. Nothing ticks; an idle application does nothing.

pub mod action;
pub mod block;
mod causes;
mod effect;
mod field;
mod fit;
pub mod layout;
mod leaf;
mod likelihood;
mod message;
pub mod model;
mod outline;
mod outlook;
mod page;
mod rivals;
pub mod rows;
mod runner;
mod say;
mod start;
pub mod study;
pub mod terminal;
mod update;
mod view;
mod world;

pub use effect::{Draft, Effect};
pub use field::Field;
pub use message::{Key, Message, Opened, ShelfLine, Standing, Whereabouts, Writing};
pub use model::Model;
pub use runner::{Ending, Surroundings, run};
pub use start::{Start, open, open_copy};
pub use update::update;
pub use view::{Theme, draw};
pub use world::{Screen, Source, World};
