//! `poems rules`: the criteria sets, and the checker of the files they are written in.

use std::collections::HashSet;
use std::path::Path;

use super::arguments::Global;
use super::failure::listed;
use super::output::print;
use super::schema::schemas;
use super::session::{Session, layer, layers, suggestion};
use super::{Failure, Status};
use crate::json::{Fault, in_order};
use crate::knowledge::{self, Layer, SetId};
use crate::report;
use crate::say;
use crate::say::document::{Block, Line, Row, Table};
use crate::teach;
use crate::teach::deck::{deck, is_deck};

/// Names the criteria sets, disease by disease.
pub(crate) fn list(session: &Session) -> Result<Status, Failure> {
    let wording = session.wording();
    let words = &session.knowledge.interface.report;
    let mut table = Table::new(["ID", wording.say(&words.set)]);
    let mut diseases: Vec<&str> = Vec::new();
    for set in &session.knowledge.sets {
        if !diseases.contains(&set.disease.as_str()) {
            diseases.push(&set.disease);
        }
    }
    for disease in diseases {
        table.rows.push(Row::Group(Line::strong(session.knowledge.disease(disease, session.lang))));
        for set in session.knowledge.sets.iter().filter(|set| set.disease == disease) {
            let title = wording.set_title(set);
            table.row([Line::plain(&set.id), Line::plain(title)]);
        }
    }
    session.print(&say::text(&[Block::Table(table)], session.style))?;
    Ok(Status::Done)
}

/// Prints one set as the paper's table.
pub(crate) fn show(id: &str, session: &Session) -> Result<Status, Failure> {
    let knowledge = &session.knowledge;
    let document = report::criteria_set(knowledge, knowledge.set(find_set(id, session)?), session.lang);
    session.print(&say::text(&document, session.style))?;
    Ok(Status::Done)
}

/// The set of that name.
///
/// # Errors
/// There is none.
pub(crate) fn find_set(id: &str, session: &Session) -> Result<SetId, Failure> {
    let knowledge = &session.knowledge;
    knowledge.find_set(id).ok_or_else(|| {
        let meant = suggestion(id, knowledge.sets.iter().map(|set| set.id.as_str()));
        Failure::Input(format!("there is no criteria set \"{id}\" (poems rules list names them){meant}"))
    })
}

/// Checks the built-in rules, lessons and teaching cases, or those with folders laid over them, or a deck, and prints
/// every fault.
pub(crate) fn check(global: &Global, folder: Option<&Path>) -> Result<Status, Failure> {
    if let Some(folder) = folder {
        let (layer, unread) = layer(folder)?;
        if is_deck(&layer.files) {
            return check_deck(global, &layer, unread);
        }
    }
    let (layers, unread) = layers(global.rules.iter().cloned().chain(folder.map(Path::to_owned)))?;
    let own: HashSet<String> =
        layers.iter().skip(1).flat_map(|layer| &layer.files).map(|file| file.file.clone()).collect();
    let (knowledge, mut faults) = teach::check(layers);
    // Whoever checks rules of their own need not read what might be tidier in the built-in ones.
    faults.retain(|fault| fault.is_error() || own.is_empty() || own.contains(&fault.file));
    faults.extend(unread);
    let checked = knowledge.map_or_else(String::new, |knowledge| {
        let (findings, sets, sources) = (knowledge.findings.len(), knowledge.sets.len(), knowledge.sources.len());
        let (cases, lessons) = (knowledge.teaching_texts().len(), knowledge.lesson_texts().len());
        format!("checked {findings} findings, {sets} criteria sets, {sources} sources, {cases} teaching cases, {lessons} lessons\n")
    });
    report(faults, &checked)
}

/// Checks a folder of teaching cases against the rules they are coded in.
fn check_deck(global: &Global, layer: &Layer, unread: Vec<Fault>) -> Result<Status, Failure> {
    // A text that steers is written as an escape wherever it is shown; its author should know of it.
    let mut faults: Vec<Fault> = unread.into_iter().chain(layer.files.iter().flat_map(knowledge::texts)).collect();
    let checked = match deck(&layer.files, &Session::start(global)?.knowledge) {
        Ok(cases) => format!("checked a deck of {}\n", counted(cases.len(), "teaching case")),
        Err(found) => {
            faults.extend(found);
            String::new()
        }
    };
    report(faults, &checked)
}

/// Prints the faults, what was checked, and the counts.
fn report(mut faults: Vec<Fault>, checked: &str) -> Result<Status, Failure> {
    let errors = faults.iter().filter(|fault| fault.is_error()).count();
    in_order(&mut faults);
    let mut text = listed(&faults, "\n\n", |fault| format!("{fault:#}"));
    if !faults.is_empty() {
        text.push_str("\n\n");
    }
    let counts = format!("{}, {}\n", counted(errors, "error"), counted(faults.len() - errors, "warning"));
    print(&format!("{text}{checked}{counts}"))?;
    Ok(if errors == 0 { Status::Done } else { Status::Input })
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// Prints the JSON Schemas, or writes each into its file.
pub(crate) fn schema(folder: Option<&Path>) -> Result<Status, Failure> {
    let Some(folder) = folder else {
        let all: serde_json::Map<String, serde_json::Value> =
            schemas().map(|(file, schema)| (file.to_owned(), schema)).collect();
        print(&pretty(&all.into()))?;
        return Ok(Status::Done);
    };
    std::fs::create_dir_all(folder).map_err(|error| Failure::of_file(folder, "written", &error))?;
    for (file, schema) in schemas() {
        let path = folder.join(file);
        std::fs::write(&path, pretty(&schema)).map_err(|error| Failure::of_file(&path, "written", &error))?;
    }
    Ok(Status::Done)
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
