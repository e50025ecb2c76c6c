//! `poems import`: cases from the files of other systems.

use std::io;
use std::path::{Path, PathBuf};

use super::arguments::ImportOptions;
use super::output::complain;
use super::session::{Session, suggestion};
use super::{Failure, Status};
use crate::exchange::{self, Import, Losses, Mapping, Record, Resolver};
use crate::json::{Limits, shown};
use crate::say;
use crate::store::{CaseFile, is_name, open_regular, read_limited};

/// Makes a case of each record, and says what became of every statement.
pub(crate) fn command(options: &ImportOptions, session: &Session) -> Result<Status, Failure> {
    let mapping = mapping(options.mapping.as_deref(), session)?;
    let (records, mut status) = records(&options.files);
    let records = chosen(records, options.patient.as_deref())?;
    if records.is_empty() {
        return Ok(status.max(Status::Input));
    }
    let resolver = Resolver::new(&session.knowledge, session.vocabulary(), &mapping);
    let imports: Vec<Import> = records.iter().map(|record| resolver.resolve(record)).collect();
    let wording = session.wording();
    if options.explain_losses {
        session.print(&say::text(&Losses::of(&imports).document(wording), session.style))?;
    }
    let is_read_only = options.dry_run || options.explain_losses;
    match imports.as_slice() {
        [import] => {
            if !options.explain_losses {
                session.print(&(say::text(&import.document(wording), session.style) + "\n"))?;
            }
            if !is_read_only {
                let file = place(options, session, name(import))?;
                session.print(&format!("{}\n", keep(import, file, session)?))?;
            }
        }
        imports => {
            if options.into.is_none() && !is_read_only {
                return Err(several(imports, session));
            }
            for import in imports.iter().filter(|_| !options.explain_losses) {
                let mut line = import.in_short(wording, &shown(name(import)));
                if let Some(folder) = options.into.as_deref().filter(|_| !is_read_only) {
                    let file = CaseFile::numbered(folder, stem(import));
                    line = wording.sentences([line + ".", keep(import, file, session)?]);
                }
                session.print(&format!("{line}\n"))?;
            }
        }
    }
    if is_read_only {
        session.print(&format!("{}\n", wording.say(&wording.words().exchange.not_saved)))?;
    }
    if imports.iter().all(|import| import.case.answers().next().is_none()) {
        status = status.max(Status::Input);
    }
    Ok(status)
}

fn mapping(path: Option<&Path>, session: &Session) -> Result<Mapping, Failure> {
    let Some(path) = path else { return Ok(Mapping::default()) };
    let bytes = bytes(path)?;
    Mapping::read(&path.display().to_string(), &bytes, &session.knowledge).map_err(Failure::Faults)
}

/// The records of every file that can be read; what is wrong with the others is said.
fn records(files: &[PathBuf]) -> (Vec<Record>, Status) {
    let (mut records, mut status) = (Vec::new(), Status::Done);
    for file in files {
        let read = match file.is_dir() {
            true => folder(file),
            false => bytes(file).and_then(|bytes| {
                exchange::read(&file.display().to_string(), &bytes).map(|(_, records)| records).map_err(Failure::Faults)
            }),
        };
        match read {
            Ok(read) => records.extend(read),
            Err(failure) => {
                status = status.max(failure.status());
                complain(&failure.to_string());
            }
        }
    }
    (records, status)
}

/// The records of a folder, as a system hands out its data in bulk: in FHIR one file may speak of a patient whom another
/// one names.
fn folder(path: &Path) -> Result<Vec<Record>, Failure> {
    let entries = std::fs::read_dir(path).map_err(|error| Failure::of_file(path, "read", &error))?;
    let is_json = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "json" || ending == "ndjson");
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_json).collect();
    files.sort();
    let texts: Vec<(String, Vec<u8>)> =
        files.iter().map(|file| Ok((file.display().to_string(), bytes(file)?))).collect::<Result<_, Failure>>()?;
    let (fhir, others): (Vec<_>, Vec<_>) = texts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .partition(|(_, bytes)| exchange::recognise(bytes) == Some(exchange::Kind::Fhir));
    let mut records = Vec::new();
    for (name, bytes) in others {
        records.extend(exchange::read(name, bytes).map_err(Failure::Faults)?.1);
    }
    if !fhir.is_empty() {
        records.extend(exchange::fhir::read_all(&fhir).map_err(Failure::Faults)?);
    }
    match files.is_empty() {
        false => Ok(records),
        true => Err(Failure::Input(format!("{}: no .json or .ndjson file is in this folder", path.display()))),
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = || match path.to_str() {
        Some("-") => read_limited(io::stdin().lock(), Limits::CASE),
        _ => read_limited(open_regular(path)?, Limits::CASE),
    };
    read().map_err(|error| Failure::of_file(path, "read", &error))
}

/// The records of the patient who was asked for, by the name or the id that the source gives.
fn chosen(records: Vec<Record>, patient: Option<&str>) -> Result<Vec<Record>, Failure> {
    let Some(asked) = patient else { return Ok(records) };
    let names = |record: &Record| [record.patient.clone(), record.id.clone()].into_iter().flatten().collect::<Vec<_>>();
    let known: Vec<String> = records.iter().flat_map(&names).collect();
    let chosen: Vec<Record> =
        records.into_iter().filter(|record| names(record).iter().any(|name| name == asked)).collect();
    if chosen.is_empty() {
        let meant = suggestion(asked, known.iter().map(String::as_str));
        return Err(Failure::Usage(format!("there is no patient \"{asked}\" in what was read{meant}")));
    }
    Ok(chosen)
}

/// What the source calls the record or the patient; where it says nothing, a case.
fn name(import: &Import) -> &str {
    import.case.id.as_deref().or(import.patient.as_deref()).unwrap_or("case")
}

/// The name as one of a file, where it may be one.
fn stem(import: &Import) -> &str {
    Some(name(import)).filter(|name| is_name(name)).unwrap_or("case")
}

/// Where one case goes: the file or the folder that was named, else the shelf.
fn place(options: &ImportOptions, session: &Session, stem: &str) -> Result<CaseFile, Failure> {
    match (&options.output, &options.into) {
        (Some(path), _) => Ok(CaseFile::new(path.clone())),
        (None, Some(folder)) => Ok(CaseFile::numbered(folder, if is_name(stem) { stem } else { "case" })),
        (None, None) => match session.shelf() {
            Some(shelf) => Ok(shelf.new_file(stem)),
            None => Err(Failure::Usage("there is no home folder; -o says where the case goes".to_owned())),
        },
    }
}

/// Saves a case, and says where.
fn keep(import: &Import, mut file: CaseFile, session: &Session) -> Result<String, Failure> {
    file.save(&import.case.to_text(&session.knowledge)).map_err(|fault| Failure::Disk(fault.to_string()))?;
    let path = file.path().display().to_string();
    Ok(session.wording().words().exchange.saved(session.lang, shown(&path)))
}

/// Nobody said which of them, or where to.
fn several(imports: &[Import], session: &Session) -> Failure {
    let words = &session.knowledge.interface.exchange;
    let head = words.several(session.lang, imports.len());
    let names = imports.iter().map(|import| match &import.patient {
        Some(patient) if *patient != name(import) => format!("\n  {} ({patient})", name(import)),
        _ => format!("\n  {}", name(import)),
    });
    Failure::Usage(head + &names.collect::<String>())
}
