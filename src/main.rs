//! Parses the arguments, runs one command, prints one error.

use std::process::ExitCode;

use poems::cli::{Failure, Status, arguments, complain, run};

fn main() -> ExitCode {
    match arguments().and_then(|arguments| arguments.as_ref().map_or(Ok(Status::Done), run)) {
        Ok(status) => status.into(),
        Err(failure) => {
            if !matches!(failure, Failure::Closed) {
                complain(&failure.to_string());
            }
            failure.status().into()
        }
    }
}
