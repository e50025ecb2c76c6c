//! Parses the arguments, runs one command, prints one error.

use std::process::ExitCode;

use clap::Parser;
use poems::cli::{Arguments, Failure, complain, run};

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(status) => status.into(),
        Err(failure) => {
            if !matches!(failure, Failure::Closed) {
                complain(&failure.to_string());
            }
            failure.status().into()
        }
    }
}
