//! `poems assess`: one case or several -> text, Markdown, JSON or FHIR.

use std::path::Path;

use super::arguments::{AssessFormat, AssessOptions};
use super::output::complain;
use super::session::{Session, suggestion};
use super::source::Source;
use super::{Failure, Status};
use crate::engine::assess_in;
use crate::exchange::fhir;
use crate::knowledge::SetId;
use crate::report::{self, View};
use crate::say::Style;
use crate::store::{Permissions, write_atomic};

/// Answers every case that can be read, and says of the others what is wrong with them.
pub(crate) fn command(options: &AssessOptions, session: &Session) -> Result<Status, Failure> {
    let sets = sets(&options.set, session)?;
    if options.cases.iter().filter(|case| *case == Path::new("-")).count() > 1 {
        return Err(Failure::Usage("standard input (-) can be read only once".to_owned()));
    }
    let style = match session.style {
        Style::Color if options.output.is_some() => Style::Plain,
        style => style,
    };
    let mut status = Status::Done;
    let mut to_file = String::new();
    let mut answered = 0;
    for case in &options.cases {
        match answer(case, options, style, &sets, session) {
            Ok(text) => {
                let text = format!("{}{text}", separator(options.format, answered));
                answered += 1;
                match options.output {
                    Some(_) => to_file.push_str(&text),
                    None if options.format.is_for_programs() => session.print_json(&text)?,
                    None => session.print(&text)?,
                }
            }
            Err(failure) => {
                status = status.max(failure.status());
                complain(&failure.to_string());
            }
        }
    }
    match &options.output {
        Some(path) if answered > 0 => write(path, &to_file)?,
        _ => {}
    }
    Ok(status)
}

/// The sets that were asked for; none asked for means all.
fn sets(ids: &[String], session: &Session) -> Result<Vec<SetId>, Failure> {
    let knowledge = &session.knowledge;
    let find = |id: &String| {
        knowledge.find_set(id).ok_or_else(|| {
            let meant = suggestion(id, knowledge.sets.iter().map(|set| set.id.as_str()));
            Failure::Usage(format!("there is no criteria set \"{id}\" (poems rules list names them){meant}"))
        })
    };
    ids.iter().map(find).collect()
}

fn answer(
    case: &Path,
    options: &AssessOptions,
    style: Style,
    sets: &[SetId],
    session: &Session,
) -> Result<String, Failure> {
    let mut read = Source::find(case, session)?.read(session)?;
    // A summary has the doubts in words; a program may want their places.
    if options.format.is_for_programs() {
        read.warnings.append(&mut read.doubts);
    }
    let assessment = assess_in(&session.knowledge, &read.case, read.case.seen_in(session.setting));
    let view = View {
        knowledge: &session.knowledge,
        case: &read.case,
        assessment: &assessment,
        lang: session.lang,
        sets,
        warnings: &read.warnings,
    };
    Ok(match options.format.of_report(style) {
        Some(format) => report::write(&view, options.content(), format),
        None => {
            let export = fhir::Export { case: view.case, assessment: view.assessment, summary: &report::page(&view) };
            fhir::Exporter::new(view.knowledge, view.lang).bundle(&export)
        }
    })
}

/// What stands between the summaries of two cases.
fn separator(format: AssessFormat, answered: usize) -> &'static str {
    match (format, answered) {
        (_, 0) | (AssessFormat::Json | AssessFormat::Fhir, _) => "",
        (AssessFormat::Text, _) => "\n\n",
        (AssessFormat::Markdown, _) => "\n---\n\n",
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    write_atomic(path, text.as_bytes(), Permissions::Private).map_err(|error| Failure::of_file(path, "written", &error))
}
