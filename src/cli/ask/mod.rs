//! stub
use super::{Failure, Status, arguments::AskOptions, session::Session};
#[derive(Clone, Copy)]
pub enum Reason {
    Command,
    Flag,
    Accessible,
    Terminal,
}
pub fn command(options: &AskOptions, session: &Session) -> Result<Status, Failure> {
    run(options, Reason::Command, session)
}
pub fn run(_: &AskOptions, _: Reason, _: &Session) -> Result<Status, Failure> {
    Ok(Status::Done)
}
