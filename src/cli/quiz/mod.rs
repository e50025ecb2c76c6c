//! `poems quiz`: published cases to mark, judge and learn from, in plain lines.

mod reply;
mod sitting;

use std::path::Path;

use super::arguments::{Global, QuizOptions};
use super::session::Session;
use super::talk::{self, Console, Leave, Reason, said};
use super::{Failure, Status};
use super::{home, open};
use crate::store::{Ledger, now};
use crate::teach::record::Record;
use crate::teach::results::csv;
use crate::teach::{Quiz, quiz};
use crate::tui::study::{Goal, Practice};
use sitting::{Results, Sitting};

/// Runs `poems quiz`.
pub(crate) fn command(options: &QuizOptions, global: &Global, session: Session) -> Result<Status, Failure> {
    let results = options.export.as_deref().map(ledger).transpose()?;
    let Some(reason) = talk::reason_or_pipe(global) else {
        let (count, seed) = (options.count.into(), options.seed);
        let goal = if options.weak { Goal::Weak { count, seed } } else { Goal::Quiz { count, seed } };
        let practice = Practice {
            deck: options.deck.as_deref().map(|folder| session.practice(Some(folder))).transpose()?,
            learner: options.learner.clone(),
        };
        return open::study(goal, practice, results, &session);
    };
    let results = results.map(|ledger| Results::new(ledger, options.learner.clone()));
    let mut console = Console::standard(session.letters);
    let leave = sit(options, Some(reason), results, &session, &mut console)?;
    home::after(leave, session, &mut console)
}

/// Holds the quiz; the reason for plain lines is said where it was not yet.
pub(super) fn sit(
    options: &QuizOptions,
    reason: Option<Reason>,
    results: Option<Results>,
    session: &Session,
    console: &mut Console,
) -> Result<Leave, Failure> {
    let cases = session.practice(options.deck.as_deref())?;
    let lessons = session.lessons(&session.teaching_cases()?)?;
    let progress = session.progress()?;
    let seed = options.seed.unwrap_or_else(|| now() as u64);
    let count = options.count.into();
    let queue = if options.weak {
        let record = Record::new(&session.knowledge, &progress, &cases, &lessons, &session.cards(None)?);
        let queue = record.lineup(&cases, &progress, now(), count, seed);
        if queue.is_empty() {
            console.say(&said(&record.document(session.wording(), &cases)))?;
            return Ok(Leave::Over);
        }
        queue
    } else {
        quiz::lineup(&cases, &progress, now(), count, seed)
    };
    let quiz = Quiz::new(&session.knowledge, cases, queue, seed);
    let mut sitting = Sitting::new(session, quiz, progress, lessons, reason, results);
    let leave = console.talk(&mut sitting);
    match sitting.trouble {
        Some(message) => Err(Failure::Disk(message)),
        None => leave,
    }
}

/// The table that results are added to.
fn ledger(path: &Path) -> Result<Ledger, Failure> {
    Ledger::open(path.to_owned(), &csv(&[])).map_err(|error| Failure::of_file(path, "written", &error))
}
