//! The map of the house. A floor uses only the floors below it; a test keeps it so.
//!
//! | floor | room | what it is for |
//! | --- | --- | --- |
//! | 0 | [`json`] | texts from outside: limits, places, faults |
//! | 1 | [`knowledge`] | what the literature says: the pack's types, its loader and its checker |
//! | 2 | [`case`] | what is known of one patient: answers, quantities, the case format |
//! | 3 | [`engine`] | knowledge + case -> assessment |
//! | 4 | [`report`] | assessment -> text, Markdown, JSON |
//! | 4 | [`cohort`] | many cases: how good the fit is where the diagnosis is known |
//! | 4 | [`teach`] | lessons, quiz, cards, recall schedule, what a teacher hands out |
//! | 4 | [`store`] | the disk: atomic files, the shelf of cases, the notebook, packs in folders |
//! | 5 | [`tui`] | the terminal application |
//! | 5 | [`cli`] | one file a command |

#![forbid(unsafe_code)]

pub mod case;
pub mod cli;
pub mod cohort;
pub mod engine;
pub mod json;
pub mod knowledge;
pub mod report;
pub mod store;
pub mod teach;
pub mod tui;
