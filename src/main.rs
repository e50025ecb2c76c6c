//! The program.

use std::process::ExitCode;

use poems::knowledge::{self, Knowledge, Lang};
use poems::store::{Folders, Shelf};
use poems::tui::{self, Start};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("poems: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    let knowledge: Knowledge = knowledge::load(vec![knowledge::embedded()])
        .map_err(|faults| anyhow::anyhow!("{}", faults.first().map(ToString::to_string).unwrap_or_default()))?;
    let locale = ["POEMS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok());
    let lang: Lang = locale.and_then(|locale| locale.parse().ok()).unwrap_or_default();
    let shelf = Folders::of_user().map(|folders| Shelf::of(&folders));
    let mut arguments = std::env::args().skip(1);
    let start = match (arguments.next().as_deref(), arguments.next()) {
        (Some("open"), Some(case)) => tui::open(&case, &knowledge, shelf.as_ref())?,
        _ => Start::Home,
    };
    if let Some(line) = tui::run(start, &knowledge, lang, shelf)? {
        println!("{line}");
    }
    Ok(())
}
