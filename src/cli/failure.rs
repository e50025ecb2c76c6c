//! How a command ends.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use super::session::Session;
use crate::json::{Fault, MOST_SHOWN, clipped, shown};
use crate::store::OpenFault;

/// The exit status of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// All that was asked for was done.
    Done = 0,
    /// Something in the input is wrong.
    Input = 1,
    /// The arguments do not say what to do.
    Usage = 2,
    /// Something could not be read or written.
    Disk = 3,
}

/// Why a command could not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// Faults in cases, a line each.
    Faults(Vec<Fault>),
    /// Faults in the rules, each with the line it stands in, as a compiler shows them to an author.
    Rules(Vec<Fault>),
    /// Something else in the input.
    Input(String),
    /// The arguments do not say what to do.
    Usage(String),
    /// A file cannot be read or written.
    Disk(String),
    /// The reader of the output has left; nobody is there to be told.
    Closed,
}

impl Failure {
    /// How the program ends on it.
    pub fn status(&self) -> Status {
        match self {
            Failure::Faults(_) | Failure::Rules(_) | Failure::Input(_) => Status::Input,
            Failure::Usage(_) => Status::Usage,
            Failure::Disk(_) => Status::Disk,
            Failure::Closed => Status::Done,
        }
    }

    /// The pack has no evidence for a fit.
    pub fn no_evidence(session: &Session) -> Failure {
        Failure::Input(session.wording().say(&session.knowledge.interface.explain.no_evidence).to_owned())
    }

    /// What the system said of a file.
    pub fn of_file(path: &Path, doing: &str, error: &io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Disk(format!("{}: could not be {doing}: {error}", path.display())),
        }
    }

    /// What the system said of standard output.
    pub fn of_output(error: &io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Disk(format!("standard output: could not be written: {error}")),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Faults(faults) => f.write_str(&listed(faults, "\n", |fault| format!("{fault}"))),
            Failure::Rules(faults) => f.write_str(&listed(faults, "\n\n", |fault| format!("{fault:#}"))),
            Failure::Input(message) | Failure::Usage(message) | Failure::Disk(message) => {
                write!(f, "error: {}", shown(&clipped(message)))
            }
            Failure::Closed => Ok(()),
        }
    }
}

/// Faults one after the other; of very many the first, and how many more there are.
pub(crate) fn listed(faults: &[Fault], between: &str, say: impl Fn(&Fault) -> String) -> String {
    let more = faults.len().saturating_sub(MOST_SHOWN);
    let said = faults.iter().take(MOST_SHOWN).map(say);
    said.chain((more > 0).then(|| format!("and {more} more"))).collect::<Vec<_>>().join(between)
}

impl From<OpenFault> for Failure {
    fn from(fault: OpenFault) -> Failure {
        match fault {
            OpenFault::Unreadable(path, error) => Failure::of_file(&path, "read", &error),
            OpenFault::Faulty(faults) => Failure::Faults(faults),
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status as u8)
    }
}
