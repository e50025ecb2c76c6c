//! Floor 4: the disk: atomic private files, the shelf of cases, the learner's notebook, packs in folders.

mod atomic;
mod case_file;
mod folders;
mod input;
mod notebook;
mod pack;
mod shelf;

pub use atomic::{Permissions, write_atomic};
pub use case_file::{CaseFile, OpenFault, SaveFault};
pub use folders::Folders;
pub use input::{open_regular, read_limited, read_lines};
pub use notebook::{Notebook, now};
pub use pack::read_layer;
pub use shelf::{Shelf, ShelfEntry};
