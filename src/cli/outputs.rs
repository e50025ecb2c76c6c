//! Where the answers of `poems assess` go: every output has its own format and is written case by case.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::ValueEnum as _;

use super::arguments::{AssessOptions, Format};
use super::output::complain;
use super::session::{Session, suggestion};
use super::source::Source;
use super::{Failure, Status};
use crate::exchange::{fhir, phenopacket, table};
use crate::json::{Fault, shown};
use crate::report::{self, Content, FaultsJson, Table, View};
use crate::say::html::{Article, html};
use crate::say::{JsonDocument as _, Style, csv};
use crate::store::{Draft, Permissions};

/// The mark by which Excel knows UTF-8.
const MARK: &str = "\u{feff}";

/// An output as it was asked for: `FILE` or `FORMAT:FILE`.
#[derive(Clone, Debug)]
pub struct Asked {
    format: Option<Format>,
    /// `None` for standard output.
    file: Option<PathBuf>,
}

impl Asked {
    /// Reads an argument.
    ///
    /// # Errors
    /// What stands before the colon looks like a format and is none.
    pub fn read(argument: OsString) -> Result<Asked, String> {
        let prefixed = argument.to_str().and_then(|text| text.split_once(':'));
        // A letter alone is a drive, and what has other signs a path.
        let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let (format, file) = match prefixed.filter(|(word, _)| is_word(word)) {
            Some((word, file)) => (Some(named(word)?), OsString::from(file)),
            None => (None, argument),
        };
        match file.to_str() {
            Some("") => Err("a file is missing".to_owned()),
            Some("-") => Ok(Asked { format, file: None }),
            _ => Ok(Asked { format, file: Some(file.into()) }),
        }
    }

    /// What the argument itself says of the format.
    fn says(&self) -> Option<Format> {
        let ending = self.file.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        self.format.or_else(|| ending.and_then(Format::of_ending))
    }
}

fn named(word: &str) -> Result<Format, String> {
    Format::from_str(word, false).map_err(|_| {
        let names: Vec<String> = Format::value_variants().iter().map(|format| format.name()).collect();
        let meant = suggestion(word, names.iter().map(String::as_str));
        format!("there is no format \"{word}\"{meant} (a file of that name is ./{word}:..)")
    })
}

/// Every output of one run.
pub(crate) struct Outputs<'s> {
    session: &'s Session,
    outputs: Vec<Output>,
    /// What a document says.
    content: Content,
    bom: bool,
}

struct Output {
    format: Format,
    sink: Sink,
    /// The cases of a page of HTML, which holds them all.
    articles: Vec<Article>,
    /// How many cases it has answered.
    answered: usize,
    /// Why it gets no more.
    failed: Option<Failure>,
}

enum Sink {
    Screen,
    File(PathBuf, Draft),
}

impl<'s> Outputs<'s> {
    /// Begins every output that was asked for; standard output where none was.
    ///
    /// # Errors
    /// The arguments contradict each other, or a file cannot be written.
    pub(crate) fn begin(
        options: &AssessOptions,
        content: Content,
        session: &'s Session,
    ) -> Result<Outputs<'s>, Failure> {
        let planned = plan(options)?;
        if content != Content::Page && !planned.iter().any(|(format, _)| is_document(*format)) {
            return Err(Failure::Usage("--full and --letter are for text, Markdown and HTML".to_owned()));
        }
        apart(&planned, &options.cases, session)?;
        if options.bom && !planned.iter().any(|(format, _)| is_csv(*format)) {
            return Err(Failure::Usage("--bom is for CSV, and there is none".to_owned()));
        }
        let begun = planned.into_iter().map(|(format, file)| {
            let sink = match file {
                None => Sink::Screen,
                Some(path) => {
                    let draft = Draft::begin(&path, Permissions::Private)
                        .map_err(|error| Failure::of_file(&path, "written", &error))?;
                    Sink::File(path, draft)
                }
            };
            Ok(Output { format, sink, articles: Vec::new(), answered: 0, failed: None })
        });
        Ok(Outputs { session, outputs: begun.collect::<Result<_, Failure>>()?, content, bom: options.bom })
    }

    /// Writes what was concluded of a case to every output. A program may want the places of the doubts too, which a
    /// summary has in words.
    ///
    /// # Errors
    /// No output is left that could be written.
    pub(crate) fn answer(&mut self, view: &View, with_doubts: &[Fault]) -> Result<(), Failure> {
        // A table has no place for what is worth knowing about a case, nor for what this version does not know of it.
        if self.outputs.iter().all(|output| is_csv(output.format)) {
            view.warnings.iter().for_each(|warning| complain(&warning.to_string()));
        }
        for output in self.outputs.iter_mut().filter(|output| output.failed.is_none()) {
            let warnings = if output.format == Format::Json { with_doubts } else { view.warnings };
            let text = output.text(&View { warnings, ..*view }, self.content, self.session, self.bom);
            output.answered += 1;
            output.failed = output.write(&text, self.session).err();
        }
        self.go_on()
    }

    /// Answers a case that could not be read where a program waits for an answer.
    ///
    /// # Errors
    /// As [`Outputs::answer`].
    pub(crate) fn refuse(&mut self, faults: &[Fault]) -> Result<(), Failure> {
        let json = |output: &&mut Output| output.format == Format::Json && output.failed.is_none();
        for output in self.outputs.iter_mut().filter(json) {
            let text = FaultsJson::of(faults).written(&self.session.knowledge, self.session.lang) + "\n";
            output.failed = output.write(&text, self.session).err();
        }
        self.go_on()
    }

    fn go_on(&self) -> Result<(), Failure> {
        match self.outputs.iter().all(|output| output.failed.is_some()) {
            true => Err(Failure::Closed),
            false => Ok(()),
        }
    }

    /// Puts every file in its place, and says what could not be written and what was. Where nothing was answered, the files
    /// stay as they were.
    pub(crate) fn finish(self) -> Status {
        let (mut written, mut failures) = (Vec::new(), Vec::new());
        for mut output in self.outputs {
            if output.format == Format::Html && output.answered > 0 {
                let page = html(&output.articles, self.session.wording());
                output.failed = output.write(&page, self.session).err();
            }
            let Output { sink, answered, failed, .. } = output;
            match (failed, sink) {
                (Some(failure), _) => failures.push(failure),
                (None, Sink::File(path, draft)) if answered > 0 => match draft.finish() {
                    Ok(()) => written.push(path.display().to_string()),
                    Err(error) => failures.push(Failure::of_file(&path, "written", &error)),
                },
                (None, _) => {}
            }
        }
        let status = failures.iter().map(Failure::status).max().unwrap_or(Status::Done);
        failures.iter().filter(|failure| !matches!(failure, Failure::Closed)).for_each(|it| complain(&it.to_string()));
        if status > Status::Done && !written.is_empty() {
            complain(&format!("written: {}", written.join(", ")));
        }
        status
    }
}

impl Output {
    /// What it says of a case, with what stands before it.
    fn text(&mut self, view: &View, content: Content, session: &Session, bom: bool) -> String {
        let record = self.answered + 1;
        let style = match (&self.sink, session.style) {
            (Sink::File(..), Style::Color) => Style::Plain,
            (_, style) => style,
        };
        let report = |format| report::write(view, content, format);
        let (head, between, text) = match self.format {
            Format::Text => (String::new(), "\n\n", report(report::Format::Text(style))),
            Format::Markdown => (String::new(), "\n---\n\n", report(report::Format::Markdown)),
            // One page holds all of them: it is written when there are no more.
            Format::Html => {
                self.articles.push(report::article(view, content));
                return String::new();
            }
            Format::Json => (String::new(), "", report(report::Format::Json)),
            Format::Phenopacket => (String::new(), "", packet(view, session)),
            Format::Fhir => (String::new(), "", bundle(view, session)),
            Format::Csv => {
                let rows = table::answers(session.wording(), view.known(), record);
                (csv::row(table::COLUMNS), "", rows)
            }
            Format::CsvVerdicts => (Table::Verdicts.head(), "", Table::Verdicts.rows(view, record)),
            Format::CsvRatios => (Table::Ratios.head(), "", Table::Ratios.rows(view, record)),
        };
        let mark = if bom && is_csv(self.format) { MARK } else { "" };
        if self.answered == 0 { [mark, &head, &text].concat() } else { [between, &text].concat() }
    }

    fn write(&mut self, text: &str, session: &Session) -> Result<(), Failure> {
        match &mut self.sink {
            Sink::File(path, draft) => {
                draft.write_all(text.as_bytes()).map_err(|error| Failure::of_file(path, "written", &error))
            }
            Sink::Screen if matches!(self.format, Format::Json | Format::Phenopacket | Format::Fhir) => {
                session.print_json(text)
            }
            Sink::Screen if self.format == Format::Html => session.print_html(text),
            Sink::Screen if is_csv(self.format) => session.print_csv(text),
            Sink::Screen => session.print(text),
        }
    }
}

/// A case as a packet of this moment; what that cannot hold is said.
fn packet(view: &View, session: &Session) -> String {
    let created = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    let written = phenopacket::write(session.wording(), view.known(), session.vocabulary(), &created);
    let name = view.case.id.as_ref().map_or_else(String::new, |id| format!("{}: ", shown(id)));
    written.losses(session.wording()).iter().for_each(|line| complain(&format!("{name}{}", shown(line))));
    written.text
}

/// A case as a Bundle, with the summary of one page as its text.
fn bundle(view: &View, session: &Session) -> String {
    let exporter = fhir::Exporter::new(view.knowledge, session.vocabulary(), view.lang);
    exporter.bundle(&fhir::Export { case: view.case, assessment: view.assessment, summary: &report::page(view) })
}

fn is_document(format: Format) -> bool {
    matches!(format, Format::Text | Format::Markdown | Format::Html)
}

fn is_csv(format: Format) -> bool {
    matches!(format, Format::Csv | Format::CsvVerdicts | Format::CsvRatios)
}

/// Which format goes where. A single output takes the format that was asked for, whatever its name says; of several, those
/// that do not say theirs.
fn plan(options: &AssessOptions) -> Result<Vec<(Format, Option<PathBuf>)>, Failure> {
    let usual = options.format.unwrap_or(Format::Text);
    let contradicts = |asked: &Asked| asked.format.is_some_and(|format| options.format.is_some_and(|it| it != format));
    match options.output.as_slice() {
        [] => Ok(vec![(usual, None)]),
        [asked] if contradicts(asked) => {
            Err(Failure::Usage("--format and the format before the file differ".to_owned()))
        }
        [asked] => Ok(vec![(options.format.or_else(|| asked.says()).unwrap_or(usual), asked.file.clone())]),
        several => match options.format {
            Some(format) if several.iter().all(|asked| asked.says().is_some()) => {
                let name = format.name();
                Err(Failure::Usage(format!("--format {name} is for no output: each says its own format")))
            }
            _ => Ok(several.iter().map(|asked| (asked.says().unwrap_or(usual), asked.file.clone())).collect()),
        },
    }
}

/// No two outputs may be in one place, nor one in that of a case that is read.
fn apart(planned: &[(Format, Option<PathBuf>)], cases: &[PathBuf], session: &Session) -> Result<(), Failure> {
    let real = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).ok();
    let places: Vec<_> = planned.iter().map(|(_, file)| file.as_deref().map(real)).collect();
    let twice =
        planned.iter().zip(&places).enumerate().find(|(at, (_, place))| places.iter().take(*at).any(|it| it == *place));
    if let Some((_, ((_, file), _))) = twice {
        let name = file.as_ref().map_or("standard output (-)".to_owned(), |file| file.display().to_string());
        return Err(Failure::Usage(format!("{name} is written by two outputs")));
    }
    let read =
        cases.iter().filter_map(|case| Source::file(case, session)).find(|file| places.contains(&Some(real(file))));
    match read {
        Some(file) => Err(Failure::Usage(format!("{} is a case that is read; it is not written over", file.display()))),
        None => Ok(()),
    }
}
