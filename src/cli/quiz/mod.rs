//! `poems quiz`: published cases to mark, judge and learn from, in plain lines.

mod reply;
mod sitting;

use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::{Global, QuizOptions};
use super::open;
use super::session::Session;
use super::talk::{self, talk};
use super::{Failure, Status};
use crate::case::TeachingCase;
use crate::teach::{Moment, Quiz, quiz};
use crate::tui::Start;
use crate::tui::study::Goal;
use sitting::Sitting;

/// Runs `poems quiz`.
pub fn command(options: &QuizOptions, global: &Global, session: &Session) -> Result<Status, Failure> {
    let Some(reason) = talk::reason_or_pipe(global) else {
        let goal = Goal::Quiz { count: options.count.into(), seed: options.seed };
        return open::terminal(Start::Study(goal), session);
    };
    let cases: Rc<[TeachingCase]> = session.teaching_cases()?.into();
    let lessons = session.lessons(&cases)?;
    let progress = session.progress()?;
    let seed = options.seed.unwrap_or_else(|| now() as u64);
    let queue = quiz::lineup(&cases, &progress, now(), options.count.into(), seed);
    let quiz = Quiz::new(&session.knowledge, cases, queue, seed);
    let mut sitting = Sitting::new(session, quiz, progress, lessons, reason);
    let talked = talk(&mut sitting);
    match sitting.trouble {
        Some(message) => Err(Failure::Disk(message)),
        None => talked.map(|()| Status::Done),
    }
}

/// The time by the system's clock.
pub fn now() -> Moment {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as Moment)
}
