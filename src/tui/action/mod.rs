//! The one table of actions. Keys, hints, help, the list of commands, the menu, the user's own keys and their book all come
//! from it.

mod config;
mod groups;
mod key;
mod keymap;
mod manual;
mod table;

pub use config::Configured;
pub use groups::Group;
pub use key::Key;
pub use keymap::Keymap;
pub use manual::{manual, template};
pub use table::{Action, Binding, Context, TABLE};
