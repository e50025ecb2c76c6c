//! Parses the arguments, runs one command, prints one error.

use std::process::ExitCode;

use clap::Parser;
use poems::cli::{Arguments, Failure, run};

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(status) => status.into(),
        Err(failure) => {
            if !matches!(failure, Failure::Closed) {
                eprintln!("{failure}");
            }
            failure.status().into()
        }
    }
}
