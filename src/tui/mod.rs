//! Floor 5: the terminal application.
//!
//! `model` is all state; `update` takes a message and gives effects, purely; `view` paints a model and changes nothing.
//! One table, `action`, drives keys, hints and help. `layout` and `block` say where things stand: update scrolls by
//! them, view paints by them. `runner` alone touches the world: it draws, then does the effects (so an answer is on
//! the disk before the next key is read), then waits. Nothing ticks; an idle application does nothing.

pub mod action;
pub mod block;
mod effect;
mod field;
mod fit;
pub mod layout;
mod leaf;
mod likelihood;
mod message;
pub mod model;
mod odds;
mod outline;
mod page;
pub mod rows;
mod runner;
mod say;
mod start;
pub mod study;
pub mod terminal;
mod update;
mod view;

pub use effect::Effect;
pub use field::Field;
pub use message::{Key, Message, Opened, ShelfLine, Whereabouts, Writing};
pub use model::Model;
pub use runner::run;
pub use start::{Start, open, open_copy};
pub use update::update;
pub use view::{Theme, draw};
