//! Floor 4: the disk: atomic private files, the shelf of cases, the learner's notebook, packs in folders.

mod atomic;
mod case_file;
mod folders;
mod notebook;
mod pack;
mod shelf;

pub use atomic::{Permissions, write_atomic};
pub use case_file::{CaseFile, OpenFault, SaveFault, read_limited};
pub use folders::Folders;
pub use notebook::{Notebook, now};
pub use pack::read_layer;
pub use shelf::{Shelf, ShelfEntry};
