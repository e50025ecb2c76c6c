//! `poems enter`: a line of a note, a laboratory report or a letter -> the answers of a case.

use std::io;
use std::path::Path;

use super::arguments::EnterOptions;
use super::session::Session;
use super::source::Source;
use super::{Failure, Status};
use crate::case::{Case, History};
use crate::json::{Limits, as_text};
use crate::quick;
use crate::store::{CaseFile, Diary, read_limited};

/// Enters what is plain in the text, and says what was asked and what was not understood.
pub(super) fn command(options: &EnterOptions, session: &Session) -> Result<Status, Failure> {
    let text = match options.text.as_str() {
        "-" => quick::plain(&from_input()?),
        text => quick::plain(text),
    };
    let (case, file) = open(&options.case, session)?;
    if file.is_none() && !options.dry_run {
        return Err(Failure::Usage(
            "a teaching case or standard input is only read; --dry-run shows what would be entered".to_owned(),
        ));
    }
    let wording = session.wording();
    let words = &session.knowledge.interface.quick;
    let mut history = History::new(case, session.setting);
    let proposal = quick::read(&session.knowledge, &history, &text);
    let mut lines = wording.proposal(&text, &proposal);
    let has_entries = !proposal.entries.is_empty();
    let recovered = file.iter().flat_map(CaseFile::recovered);
    lines.extend(recovered.map(|recovered| recovered.words(wording.words(), session.lang)));
    if let Some(mut file) = file.filter(|_| has_entries && !options.dry_run) {
        lines.push(match proposal.apply(&mut history) {
            true => {
                let mut diary = Diary::new(session.shelf());
                // What its journal says beyond the file is forgotten.
                diary.recall(&file, &session.knowledge);
                let saved = diary.save(&mut file, &mut history, &session.knowledge);
                saved.map_err(|fault| Failure::Disk(fault.to_string()))?;
                wording.words().ask.saved(session.lang, file.path().display())
            }
            false => wording.say(&words.stands).to_owned(),
        });
    }
    let said: String = lines.iter().map(|line| format!("{line}\n")).collect();
    session.print(&said)?;
    Ok(if has_entries { Status::Done } else { Status::Input })
}

/// The case, and its file where that may be written. A file that is not there yet is made.
fn open(argument: &Path, session: &Session) -> Result<(Case, Option<CaseFile>), Failure> {
    let is_file_name = argument.extension().is_some_and(|extension| extension == "json");
    if is_file_name && !argument.exists() {
        return Ok((Case::new(&session.knowledge), Some(CaseFile::new(argument.to_owned()))));
    }
    match Source::find(argument, session)? {
        Source::File(path) => {
            let (file, read) = CaseFile::open(&path, &session.knowledge)?;
            Ok((read.case, Some(file).filter(|_| !read.is_teaching)))
        }
        other => Ok((other.read(session)?.case, None)),
    }
}

fn from_input() -> Result<String, Failure> {
    let name = "standard input";
    let bytes = read_limited(io::stdin().lock(), Limits::CASE)
        .map_err(|error| Failure::of_file(Path::new(name), "read", &error))?;
    Ok(as_text(name, &bytes, Limits::CASE, "a text in UTF-8").map_err(|fault| Failure::Faults(vec![fault]))?.to_owned())
}
