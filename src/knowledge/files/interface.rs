//! `interface.json`: the program's own words in every language. `build.rs` lists them, so that each is a field, or where
//! it is filled in a function of what is to be filled in.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use super::fields::{fields, object};
use crate::knowledge::{Lang, Text};

/// The words of the program itself. `{name}` in a text is filled in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "poems pack: interface")]
pub struct Interface {
    /// The schema that an editor holds the file against.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// The three verdicts; undetermined is never shown as a no.
    pub verdict: VerdictWords,
    /// The answers of a sign, and how a number lies in its range.
    pub answer: AnswerWords,
    /// What is to be known of a finding.
    pub finding: FindingWords,
    /// Why a typed number or range was refused, and what would be taken.
    pub entry: EntryWords,
    /// What a line of a note says, asks, and leaves open.
    pub quick: QuickWords,
    /// What became of each statement of a file of another system.
    pub exchange: ExchangeWords,
    /// What a finding or a criterion would have to become.
    pub need: NeedWords,
    /// The result in short sentences: how many sets are met, with what, what they still need.
    pub conclusion: ConclusionWords,
    /// How texts are put together.
    pub style: StyleWords,
    /// A rule in words.
    pub rule: RuleWords,
    /// The headings of a teaching case.
    pub teaching: TeachingWords,
    /// The fronts and backs of flash cards.
    pub cards: CardsWords,
    /// Two criteria sets side by side.
    pub compare: CompareWords,
    /// A printed sheet for a class.
    pub sheet: SheetWords,
    /// The quiz on published cases: what is asked, and what is said afterwards.
    pub quiz: QuizWords,
    /// What a learner's own notebook says of them.
    pub record: RecordWords,
    /// A case as a lecture, slide by slide.
    pub lecture: LectureWords,
    /// The pages of the study in the terminal application.
    pub study: StudyWords,
    /// The words that may be typed in plain mode, and what each does.
    pub command: CommandWords,
    /// The menu of the plain mode.
    pub plain_menu: PlainMenuWords,
    /// The plain mode: questions, replies and what went wrong.
    pub ask: AskWords,
    /// Lessons: their pages, their questions and how the answers are judged.
    pub lesson: LessonWords,
    /// What the summary of one page says besides.
    pub page: PageWords,
    /// The sentences of a referral letter.
    pub letter: LetterWords,
    /// The headings and sentences of a summary.
    pub report: ReportWords,
    /// What stands around documents on an HTML page.
    pub html: HtmlWords,
    /// What FHIR resources say beside the words of a summary.
    pub fhir: FhirWords,
    /// How well the profile fits, what else it could be, what to test next.
    pub fit: FitWords,
    /// The evidence behind the fit, and the settings.
    pub explain: ExplainWords,
    /// How the fit does on labeled cases.
    pub calibration: CalibrationWords,
    /// The names of keys that have one in each language.
    pub key: KeyWords,
    /// The words of every action.
    pub action: ActionWords,
    /// By which letters an action is found too: the first ones of the pinyin of its Chinese hint.
    #[serde(default)]
    pub initials: BTreeMap<String, String>,
    /// The list of all commands, and why one of them cannot be done.
    pub palette: PaletteWords,
    /// What is written of a case to a file.
    pub export: ExportWords,
    /// What a file of another system would bring, before anything is taken.
    pub review: ReviewWords,
    /// The menu.
    pub menu: MenuWords,
    /// The keys: their documentation, and the user's own.
    pub keys: KeysWords,
    /// What is said of files, wherever they are worked on.
    pub disk: DiskWords,
    /// The words of the sheet in the terminal application.
    pub chart: ChartWords,
    /// The home screen, and the list of all patients.
    pub home: HomeWords,
    /// The words of the terminal application.
    pub terminal: TerminalWords,
    /// The words of the results screen.
    pub results: ResultsWords,
    /// What is said of colors and of the mouse.
    pub look: LookWords,
    /// The words of the terminal application for the fit, what else it could be, and what to do next.
    pub fit_terminal: FitTerminalWords,
    /// The words of the box of quick entry in the terminal.
    pub quick_box: QuickBoxWords,
    /// The checklist as a form to be filled in elsewhere.
    pub form: FormWords,
}

/// The words of an action: short ones beside its key, and what it does.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionText {
    /// A word or two beside its key.
    pub hint: Text,
    /// What it does, in a line.
    pub help: Text,
}

/// The words of one group. A derived reader would spell every field out, in a quarter of the program.
macro_rules! words {
    ($of:ty: $name:ident { $($words:literal $plain:ident)*; $($text:literal $filled:ident($($value:ident)*);)* }) => {
        /// Words of the program, by their English text.
        #[derive(Debug, Default)]
        pub struct $name {
            $(
                #[doc = $words]
                pub $plain: $of,
            )*
            $($filled: Text,)*
        }

        impl $name {
            const FIELDS: &[&str] = &[$(stringify!($plain),)* $(stringify!($filled),)*];

            $(
                #[doc = $text]
                pub fn $filled(&self, lang: Lang, $($value: impl Display),*) -> String {
                    self.$filled.fill(lang, &[$((stringify!($value), &$value)),*])
                }
            )*
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut words = $name::default();
                fields(deserializer, Self::FIELDS, &mut [$(&mut words.$plain,)* $(&mut words.$filled,)*])?;
                Ok(words)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                object::<$of>(generator, Self::FIELDS)
            }
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));

impl StyleWords {
    /// The lower and the upper end of a range as the program words one in any language.
    pub fn ends<'t>(&self, text: &'t str) -> Option<[Option<&'t str>; 2]> {
        Lang::ALL.into_iter().find_map(|lang| {
            if let Some([low, high]) = self.range.unfill(lang, ["low", "high"], text) {
                return Some([Some(low), Some(high)]);
            }
            if let Some([low]) = self.at_least.unfill(lang, ["low"], text) {
                return Some([Some(low), None]);
            }
            let [high] = self.at_most.unfill(lang, ["high"], text)?;
            Some([None, Some(high)])
        })
    }
}
