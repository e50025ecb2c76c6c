//! Floor 7: the command line, one file a command.

mod arguments;
mod ask;
mod assess;
mod calibrate;
mod cards;
mod cases;
mod compare;
mod enter;
mod explain;
mod failure;
mod forms;
mod home;
mod import;
mod keys;
mod language;
mod learn;
mod look;
mod manual;
mod open;
mod output;
mod outputs;
mod practice;
mod present;
mod quiz;
mod rules;
pub mod schema;
mod session;
mod settings;
mod sheet;
mod source;
mod talk;

pub use arguments::Arguments;
pub use failure::{Failure, Status};
pub use output::complain;

use std::io::{self, Write as _};

use clap::Parser as _;
use clap::error::ErrorKind;

use arguments::{CasesCommand, Command, RulesCommand};
use language::Language;
use session::Session;

/// What was asked for; `None` where that was help, which is printed.
///
/// # Errors
/// Help that could not be printed. A command line that is wrong ends the program with the usage.
pub fn arguments() -> Result<Option<Arguments>, Failure> {
    match Arguments::try_parse() {
        Ok(arguments) => Ok(Some(arguments)),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            error.print().and_then(|()| io::stdout().flush()).map_err(|error| Failure::of_output(&error))?;
            Ok(None)
        }
        Err(error) => error.exit(),
    }
}

/// Runs the command that was asked for.
///
/// # Errors
/// What is wrong, in words for a person, with the status to exit with.
pub fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let global = &arguments.global;
    // What other programs read is the same everywhere.
    if !matches!(arguments.command, Some(Command::Completions { .. } | Command::Man))
        && let Some(remark) = Language::of(global).remark
    {
        complain(&remark);
    }
    match &arguments.command {
        None => open::home(global),
        Some(Command::Open { case }) => open::case(global, case),
        Some(Command::Ask(options)) => ask::command(options, Session::start(global)?),
        Some(Command::Enter(options)) => enter::command(options, &Session::start(global)?),
        Some(Command::Learn(options)) => learn::command(options, global, Session::start(global)?),
        Some(Command::Assess(options)) => assess::command(options, &Session::start(global)?),
        Some(Command::Import(options)) => import::command(options, &Session::start(global)?),
        Some(Command::Explain(options)) => explain::command(options, &Session::start(global)?),
        Some(Command::Settings) => settings::command(&Session::start(global)?),
        Some(Command::Calibrate(options)) => calibrate::command(options, &Session::start(global)?),
        Some(Command::Quiz(options)) => quiz::command(options, global, Session::start(global)?),
        Some(Command::Cases(CasesCommand::List)) => cases::list(&Session::start(global)?),
        Some(Command::Cases(CasesCommand::Show { id })) => cases::show(id, &Session::start(global)?),
        Some(Command::Cards(options)) => cards::command(options, global, Session::start(global)?),
        Some(Command::Compare(options)) => compare::command(options, &Session::start(global)?),
        Some(Command::Practice) => practice::command(&Session::start(global)?),
        Some(Command::Present(options)) => present::command(options, global, &Session::start(global)?),
        Some(Command::Sheet(options)) => sheet::command(options, &Session::start(global)?),
        Some(Command::Rules(RulesCommand::List)) => rules::list(&Session::start(global)?),
        Some(Command::Rules(RulesCommand::Show { id })) => rules::show(id, &Session::start(global)?),
        Some(Command::Rules(RulesCommand::Check { folder })) => rules::check(global, folder.as_deref()),
        Some(Command::Rules(RulesCommand::Schema { folder })) => rules::schema(folder.as_deref()),
        Some(Command::Rules(RulesCommand::Questionnaire(options))) => {
            forms::questionnaire(options, &Session::start(global)?)
        }
        Some(Command::Rules(RulesCommand::Redcap(options))) => forms::redcap(options, &Session::start(global)?),
        Some(Command::Keys(options)) => keys::command(options, &Session::start(global)?),
        Some(Command::Completions { shell }) => manual::completions(*shell),
        Some(Command::Man) => manual::man(),
    }
}
