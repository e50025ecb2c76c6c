//! The built program on a real pseudo terminal.

#![cfg(unix)]

mod ending;
mod harness;
mod rough;
mod whole_case;
