//! Parses the arguments, runs one command, prints one error.

use std::panic;
use std::process::{self, ExitCode};

use poems::cli::{Failure, Status, arguments, complain, run};

fn main() -> ExitCode {
    end_where_it_falls_over();
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

/// Where the program falls over it says so and ends, and what is staged stays to be found at the next start. Were it
/// aborted, the system might keep an image of its memory, with the patient in it.
fn end_where_it_falls_over() {
    let say = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        say(info);
        process::exit(101);
    }));
}
