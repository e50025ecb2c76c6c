//! What may stand on the command line.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::outputs::Asked;
use crate::knowledge::Lang;
use crate::tui::Theme;

/// A local, explainable aid for POEMS syndrome: which published criteria are met, and why.
///
/// Without a command it opens the terminal application. It is an aid to a clinician's own judgment and a teaching
/// tool, not a medical device; it does not diagnose.
#[derive(Debug, Parser)]
#[command(name = "poems", version, after_help = STATUSES)]
pub struct Arguments {
    /// What to do; the terminal application where nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What every command understands.
    #[command(flatten)]
    pub global: Global,
}

const STATUSES: &str = "\
Exit status: 0 done (warnings included), 1 something in the input is wrong, 2 usage, 3 could not read or write.
Results go to standard output, messages to standard error.";

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// A folder whose rules add to the built-in ones or replace them by id; may be given several times
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// The language of the texts [default: POEMS_LANG, LC_ALL, LC_MESSAGES, LANG, else English]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<LangName>,
    /// Where the patient is seen, which gives the probability before anything is known [default: the first that
    /// poems settings names]
    #[arg(long, global = true, value_name = "ID")]
    pub setting: Option<String>,
    /// A file of keys of your own for the terminal application [default: keys.conf in the configuration folder]
    #[arg(long, global = true, value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// No color, as with the variable NO_COLOR
    #[arg(long, global = true)]
    pub no_color: bool,
    /// The colors of the terminal application [default: POEMS_THEME, else the terminal's own]
    #[arg(long, global = true, value_name = "NAME", value_parser = theme())]
    pub theme: Option<Theme>,
    /// How many columns the terminal gives characters such as lines, arrows and Greek letters [default:
    /// POEMS_AMBIGUOUS_WIDTH, else 1]
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u8).range(1..=2))]
    pub ambiguous_width: Option<u8>,
    /// Leave the mouse to the terminal, as with the variable POEMS_NO_MOUSE
    #[arg(long, global = true)]
    pub no_mouse: bool,
    /// Plain questions line by line instead of the terminal application, and a fact a line in all that is printed, as
    /// with the variable ACCESSIBLE
    #[arg(long, global = true)]
    pub plain: bool,
}

/// Themes by their names.
fn theme() -> impl TypedValueParser<Value = Theme> {
    PossibleValuesParser::new(Theme::ALL.map(Theme::name)).map(|name| Theme::named(&name).unwrap_or(Theme::Default))
}

/// A language as it is asked for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LangName {
    /// English
    En,
    /// Simplified Chinese
    Zh,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the terminal application on one case
    Open {
        /// A file, a name on the shelf, or case:ID for a copy of a teaching case
        case: PathBuf,
    },
    /// Ask the same questions line by line: for screen readers and pipes
    Ask(AskOptions),
    /// Enter a line of a note, a laboratory report or a letter into a case
    Enter(EnterOptions),
    /// Read a lesson of five minutes and answer its question; without a topic, name the lessons
    Learn(LearnOptions),
    /// Say which criteria are met by one case or several, and why
    Assess(AssessOptions),
    /// Make a case of a file of another system, and say what became of everything in it
    Import(ImportOptions),
    /// Show every row of evidence behind the fit of a case
    Explain(ExplainOptions),
    /// Name the settings in which a patient may be seen, with the probability each starts from
    Settings,
    /// Say how good the fit's probabilities are on labeled cases
    Calibrate(CalibrateOptions),
    /// Practice on published cases: mark what the text supports, commit to verdicts, see what was right
    Quiz(QuizOptions),
    /// Say what your own notebook of quizzes shows: findings you miss, diseases you confuse, and what to read about them
    Practice,
    /// Published teaching cases
    #[command(subcommand)]
    Cases(CasesCommand),
    /// Flash cards made from the rules, line by line or for Anki
    Cards(CardOptions),
    /// Compare two criteria sets, also on the teaching cases that they judge differently
    Compare(CompareOptions),
    /// Show a case to a class, slide by slide: the story, votes, the rest of the report, verdicts, the diagnosis
    Present(PresentOptions),
    /// Write a class sheet to print: cases to be marked, and the answers on pages of their own
    Sheet(SheetOptions),
    /// Criteria sets, and the files they are written in
    #[command(subcommand)]
    Rules(RulesCommand),
    /// List every key of the terminal application, as it is for you, and say what is wrong with your file of keys
    Keys(KeysOptions),
    /// Print a completion script for a shell
    Completions { shell: Shell },
    /// Print the manual page
    Man,
}

#[derive(Debug, Args)]
pub struct KeysOptions {
    /// Text for a person, Markdown for a book, or a file of keys to begin with
    #[arg(long, value_enum, default_value_t = KeysFormat::Text)]
    pub format: KeysFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KeysFormat {
    Text,
    Markdown,
    Config,
}

#[derive(Debug, Args)]
pub struct AskOptions {
    /// A file, a name on the shelf, or case:ID for a copy of a teaching case; the menu without it, and through a pipe a
    /// new case
    pub case: Option<PathBuf>,
    /// Ask for every finding, not for the key ones only
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Args)]
pub struct EnterOptions {
    /// A file (one that is not there yet is made), or a name on the shelf
    pub case: PathBuf,
    /// The text, or - to read it from standard input
    pub text: String,
    /// Show what would be entered, and enter nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct LearnOptions {
    /// The name of a lesson
    pub topic: Option<String>,
}

#[derive(Debug, Args)]
pub struct AssessOptions {
    /// Files, names on the shelf, case:ID for teaching cases, or - for standard input. A file and standard input may hold
    /// several cases, one a line as JSON; each is answered before the next is read
    #[arg(required = true, value_name = "CASE")]
    pub cases: Vec<PathBuf>,
    /// How to write what goes to standard output, or to a file whose name does not say it [default: text]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// The summary of one page, and all the rest as an appendix: every criterion, answer, weight and source
    #[arg(long)]
    pub full: bool,
    /// A referral letter instead of the summary, to the department of this name [default: the first of the rules]
    #[arg(long, value_name = "READER", require_equals = true, conflicts_with = "full")]
    pub letter: Option<Option<String>>,
    /// Show this criteria set only; may be given several times
    #[arg(long, value_name = "ID")]
    pub set: Vec<String>,
    /// Write to this file, readable by its owner alone, instead of standard output; - is standard output. May be given
    /// several times. The name says the format (.txt .md .html .json .jsonl .csv), or one is named before it, as in
    /// csv-verdicts:ward.csv
    #[arg(long, short, value_name = "[FORMAT:]FILE", value_parser = OsStringValueParser::new().try_map(Asked::read))]
    pub output: Vec<Asked>,
    /// Begin CSV with a byte-order mark, by which Excel knows it as UTF-8
    #[arg(long)]
    pub bom: bool,
}

#[derive(Debug, Args)]
pub struct ImportOptions {
    /// Files in any format that is known, seen by their content; - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Of several patients only this one, by the name or the id that the file gives
    #[arg(long, value_name = "ID")]
    pub patient: Option<String>,
    /// The new case file [default: a new case on the shelf]
    #[arg(long, short, value_name = "CASE", conflicts_with = "into")]
    pub output: Option<PathBuf>,
    /// A folder for new case files, one a patient
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
    /// A file that says what local codes and columns mean, and the units that the source leaves out
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Show what would be entered, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Show for each finding how many records say it is present, absent or unknown, and what could not be used and why;
    /// write nothing
    #[arg(long)]
    pub explain_losses: bool,
}

#[derive(Debug, Args)]
pub struct ExplainOptions {
    /// A file, a name on the shelf, case:ID for a teaching case, or - for standard input
    pub case: PathBuf,
    /// Every disease, not the likeliest five only
    #[arg(long)]
    pub all: bool,
    /// Text for a person, or JSON for programs
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

#[derive(Debug, Args)]
pub struct CalibrateOptions {
    /// JSON Lines of cases with "truth" (the disease, or anything else) and optionally "label_quality", or of teaching
    /// cases; - for standard input; the built-in teaching cases without it
    pub cohort: Option<PathBuf>,
    /// Text for a person, or JSON for programs
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
    /// Estimate the correction of likelihood ratios anew, cross-validated
    #[arg(long)]
    pub fit: bool,
}

#[derive(Debug, Args)]
pub struct CardOptions {
    /// Only cards about this: the id of a lesson, a section, a criteria set or a finding
    pub topic: Option<String>,
    /// Write the cards to this package for Anki (File, Import) instead of asking them; its name ends in .apkg
    #[arg(long, value_name = "FILE")]
    pub anki: Option<PathBuf>,
    /// How many cards to ask
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    pub count: u16,
    /// The order of new cards: the same number gives the same order [default: another one each time]
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
}

#[derive(Debug, Args)]
pub struct CompareOptions {
    /// The id of a criteria set (poems rules list names them)
    #[arg(value_name = "SET")]
    pub first: String,
    /// The id of another
    #[arg(value_name = "SET")]
    pub second: String,
    /// Name every teaching case that they judge differently, for a teacher; without it those that you have done in the
    /// quiz, since the verdicts give the others away
    #[arg(long)]
    pub all: bool,
    /// Text for a person, Markdown for a record, or JSON for programs
    #[arg(long, value_enum, default_value_t = CompareFormat::Text)]
    pub format: CompareFormat,
}

#[derive(Debug, Args)]
pub struct PresentOptions {
    /// The id of a teaching case (poems cases list names them), or the file of a case of your own
    pub case: PathBuf,
}

#[derive(Debug, Args)]
pub struct SheetOptions {
    /// Teaching cases by their ids, in this order; some are drawn without it
    #[arg(value_name = "CASE")]
    pub cases: Vec<String>,
    /// A folder of teaching cases of your own, a file each, instead of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub deck: Option<PathBuf>,
    /// How many cases to draw
    #[arg(long, value_name = "N", default_value_t = 4, conflicts_with = "cases",
        value_parser = clap::value_parser!(u16).range(1..))]
    pub count: u16,
    /// Which cases are drawn: the same number draws the same cases
    #[arg(long, value_name = "S", default_value_t = 1, conflicts_with = "cases")]
    pub seed: u64,
    /// The HTML file to write, readable by its owner alone
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,
}

#[derive(Debug, Args)]
pub struct QuizOptions {
    /// So many cases: what is due first, then new ones
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    pub count: u16,
    /// Only cases with findings that you miss and diseases that you confuse (poems practice names them)
    #[arg(long)]
    pub weak: bool,
    /// A folder of teaching cases of your own, a file each, instead of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub deck: Option<PathBuf>,
    /// Write how each case went to this CSV file, readable by its owner alone
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
    /// Whose results these are, for the CSV file
    #[arg(long, value_name = "NAME", requires = "export")]
    pub learner: Option<String>,
    /// A number that makes the order of cases and choices repeatable
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    Text,
    Markdown,
    Html,
    Json,
}

/// How `poems assess` writes a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person, 80 columns
    Text,
    /// For a record
    Markdown,
    /// For a browser or a printer; several cases on one page
    Html,
    /// For programs: the whole assessment, one object a line
    #[value(alias = "jsonl")]
    Json,
    /// For registries: the case as a phenopacket (GA4GH, version 2), one a line
    Phenopacket,
    /// For electronic records: a Bundle of FHIR R4, one a line
    Fhir,
    /// For tables: the answers, a row a finding
    Csv,
    /// For tables: the verdicts, a row a conclusion and a criterion
    CsvVerdicts,
    /// For tables: the likelihood ratios, a row a finding and a disease
    CsvRatios,
}

impl Format {
    /// The format that the ending of a file's name says.
    pub fn of_ending(ending: &str) -> Option<Format> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "txt" => Format::Text,
            "md" | "markdown" => Format::Markdown,
            "html" | "htm" => Format::Html,
            "json" | "jsonl" | "ndjson" => Format::Json,
            "csv" => Format::Csv,
            _ => return None,
        })
    }

    /// Its name on the command line.
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

#[derive(Debug, Subcommand)]
pub enum CasesCommand {
    /// Name the teaching cases
    List,
    /// Print one: the report, the diagnosis, the coded findings and what it teaches
    Show { id: String },
}

#[derive(Debug, Args)]
pub struct FormOptions {
    /// Only the key findings, the lines of the sheet; every finding without it
    #[arg(long)]
    pub sheet: bool,
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Name the criteria sets
    List,
    /// Print one as the paper's table, its rules in words
    Show { id: String },
    /// Check the rules: the built-in ones, or with a folder laid over them; or a deck, a folder of teaching cases
    Check {
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Print the checklist as a FHIR R4 Questionnaire (SDC), in the language of --lang
    Questionnaire(FormOptions),
    /// Print the checklist as a REDCap data dictionary (CSV), in the language of --lang
    Redcap(FormOptions),
    /// Print the JSON Schema of every file format, or write them into a folder
    Schema {
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

impl From<LangName> for Lang {
    fn from(name: LangName) -> Lang {
        match name {
            LangName::En => Lang::En,
            LangName::Zh => Lang::Zh,
        }
    }
}
