//! The built program on a real pseudo terminal.

#![cfg(unix)]

mod alone;
mod ask;
mod clipboard;
mod commands;
mod ending;
#[path = "../support/golden.rs"]
mod golden;
mod harness;
mod kept;
mod looks;
mod quick;
mod rough;
mod whole_case;
