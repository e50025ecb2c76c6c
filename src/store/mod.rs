//! Floor 5: the disk: files written whole, the shelf of cases, the learner's notebook, packs in folders.
//!
//! Every file that is written whole goes the same way: `stage` puts the new text beside it and then in its place,
//! `attributes` keeps what else the file is, `recover` looks after what a program that was ended has left behind, and
//! `disk` is the few calls all of that is made of. `case_file` adds who may write a case, and whether it is still the
//! one that was read.

mod atomic;
mod attributes;
mod case_file;
mod disk;
mod folders;
mod input;
mod journal;
mod keys;
mod laboratory;
mod ledger;
mod notebook;
mod pack;
mod recover;
mod shelf;
mod stage;

pub use atomic::{Draft, Permissions, write_atomic};
pub use case_file::{CaseFile, OpenFault, SaveFault};
pub use disk::{Disk, Lock, System};
pub use folders::{Folders, expanded};
pub use input::{Lines, Texts, open_regular, read_limited};
pub use journal::Journal;
pub use keys::read_keys;
pub use laboratory::Laboratory;
pub use ledger::Ledger;
pub use notebook::{Notebook, now};
pub use pack::read_layer;
pub use recover::{Left, Recovered, look_after, recover};
pub use shelf::{DAYS_IN_TRASH, Room, Shelf, ShelfEntry, is_name};
pub use stage::How;
