//! The map of the house. A floor uses only the floors below it; a test keeps it so.
//!
//! | floor | room | what it is for |
//! | --- | --- | --- |
//! | 0 | [`json`] | texts from outside: limits, places, faults |
//! | 1 | [`knowledge`] | what the literature says: the pack's types, its loader and its checker |
//! | 2 | [`case`] | what is known of one patient: answers, quantities, the case format |
//! | 3 | [`engine`] | knowledge + case -> assessment |
//! | 3 | [`quick`] | a line of a note -> what may be entered, what must be asked |
//! | 4 | [`say`] | how things are said: words, figures, citations, documents and their layout |
//! | 5 | [`report`] | assessment -> documents, JSON |
//! | 5 | [`exchange`] | cases that come from and go to other systems |
//! | 5 | [`cohort`] | many cases: how good the fit is where the diagnosis is known |
//! | 5 | [`exchange`] | a case in the formats of other systems, in and out |
//! | 5 | [`teach`] | lessons, quiz, cards, recall schedule, what a teacher hands out |
//! | 5 | [`store`] | the disk: atomic files, the shelf of cases, the notebook, packs in folders |
//! | 6 | [`tui`] | the terminal application |
//! | 7 | [`cli`] | one file a command; opens the terminal application |
//!
//! Without a disk and a terminal, as in a browser, the rooms up to `report` and `teach` remain.

#![forbid(unsafe_code)]
#![warn(missing_docs, unreachable_pub)]
#![warn(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)]

pub mod case;
#[cfg(not(target_family = "wasm"))]
pub mod cli;
pub mod cohort;
pub mod engine;
pub mod exchange;
pub mod json;
pub mod knowledge;
mod order;
pub mod quick;
pub mod report;
pub mod say;
#[cfg(not(target_family = "wasm"))]
pub mod store;
pub mod teach;
#[cfg(not(target_family = "wasm"))]
pub mod tui;
