//! `poems completions` and `poems man`, generated from the arguments themselves.

use std::collections::BTreeSet;

use clap::builder::PossibleValuesParser;
use clap::{Arg, CommandFactory};
use clap_complete::Shell;

use super::output::print;
use super::{Arguments, Failure, Status};
use crate::knowledge::{self, Lang};
use crate::teach::cards::{Stock, topics};

/// Prints a completion script, which knows what there are cards about.
pub(crate) fn completions(shell: Shell) -> Result<Status, Failure> {
    let mut script = Vec::new();
    let knowledge = knowledge::load(vec![knowledge::embedded()]).map_err(Failure::Rules)?;
    let cards = Stock::read(&knowledge).map_err(Failure::Rules)?.cards(&knowledge, Lang::En);
    let ids: BTreeSet<&str> = topics(&cards).iter().map(|topic| topic.id()).collect();
    // Clap keeps words for as long as the program runs, which here ends with the script.
    let known =
        |arg: Arg| arg.value_parser(PossibleValuesParser::new(ids.into_iter().map(|id| &*id.to_owned().leak())));
    let mut command = Arguments::command().mut_subcommand("cards", |cards| cards.mut_arg("topic", known));
    clap_complete::generate(shell, &mut command, "poems", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Status::Done)
}

/// Prints the manual page, in roff.
pub(crate) fn man() -> Result<Status, Failure> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Arguments::command()).render(&mut page);
    rendered.map_err(|error| Failure::of_output(&error))?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(Status::Done)
}
