//! `poems assess`: one case or several -> text, Markdown or JSON.

use std::path::Path;

use super::arguments::{AssessOptions, Format};
use super::output::complain;
use super::session::{Session, suggestion};
use super::source::Source;
use super::{Failure, Status};
use crate::engine::assess_in;
use crate::knowledge::SetId;
use crate::report::{self, Content, View};
use crate::say::html::html;
use crate::say::{Style, Wording};
use crate::store::{Permissions, write_atomic};

/// Answers every case that can be read, and says of the others what is wrong with them.
pub(crate) fn command(options: &AssessOptions, session: &Session) -> Result<Status, Failure> {
    let (sets, content) = (sets(&options.set, session)?, content(options, session)?);
    if options.cases.iter().filter(|case| *case == Path::new("-")).count() > 1 {
        return Err(Failure::Usage("standard input (-) can be read only once".to_owned()));
    }
    let style = match session.style {
        Style::Color if options.output.is_some() => Style::Plain,
        style => style,
    };
    let mut status = Status::Done;
    let mut to_file = String::new();
    let mut articles = Vec::new();
    let mut answered = 0;
    for case in &options.cases {
        let report = |view: &View| match options.format {
            // One page holds all of them.
            Format::Html => {
                articles.push(report::article(view, content));
                String::new()
            }
            format => report::write(view, content, format.of_report(style)),
        };
        match answer(case, options.format, &sets, session, report) {
            Ok(text) => {
                let text = format!("{}{text}", separator(options.format, answered));
                answered += 1;
                match options.output {
                    Some(_) => to_file.push_str(&text),
                    None if options.format == Format::Json => session.print_json(&text)?,
                    None => session.print(&text)?,
                }
            }
            Err(failure) => {
                status = status.max(failure.status());
                complain(&failure.to_string());
            }
        }
    }
    if !articles.is_empty() {
        let page = html(&articles, Wording::new(&session.knowledge, session.lang));
        match options.output {
            Some(_) => to_file = page,
            None => session.print_html(&page)?,
        }
    }
    match &options.output {
        Some(path) if answered > 0 => write(path, &to_file)?,
        _ => {}
    }
    Ok(status)
}

/// What is said of each case.
fn content(options: &AssessOptions, session: &Session) -> Result<Content, Failure> {
    let Some(asked) = &options.letter else {
        return Ok(if options.full { Content::Full } else { Content::Page });
    };
    if options.format == Format::Json {
        return Err(Failure::Usage("a letter is text or Markdown, not JSON".to_owned()));
    }
    let workup = &session.knowledge.workup;
    let names: Vec<&str> = workup.readers.iter().map(|reader| reader.id.as_str()).collect();
    let Some(first) = names.first() else {
        return Err(Failure::Usage("the rules name nobody to write a letter to".to_owned()));
    };
    // With a space instead of = the name would be taken for a case.
    if let Some(name) = names.iter().find(|name| options.cases.iter().any(|case| case == Path::new(name))) {
        return Err(Failure::Usage(format!("write --letter={name}: without = it is the name of a case")));
    }
    let asked = asked.as_deref().unwrap_or(first);
    workup.find_reader(asked).map(Content::Letter).ok_or_else(|| {
        let meant = suggestion(asked, names.iter().copied());
        Failure::Usage(format!("a letter goes to {}, not to \"{asked}\"{meant}", names.join(" or ")))
    })
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
    format: Format,
    sets: &[SetId],
    session: &Session,
    report: impl FnOnce(&View) -> String,
) -> Result<String, Failure> {
    let mut read = Source::find(case, session)?.read(session)?;
    // A summary has the doubts in words; a program may want their places.
    if format == Format::Json {
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
    Ok(report(&view))
}

/// What stands between the summaries of two cases.
fn separator(format: Format, answered: usize) -> &'static str {
    match (format, answered) {
        (_, 0) | (Format::Json | Format::Html, _) => "",
        (Format::Text, _) => "\n\n",
        (Format::Markdown, _) => "\n---\n\n",
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    write_atomic(path, text.as_bytes(), Permissions::Private).map_err(|error| Failure::of_file(path, "written", &error))
}
