//! All state of the terminal application, as plain data.

pub mod chart;
mod effect;
pub mod export;
pub(crate) mod field;
pub(crate) mod home;
pub mod lecture;
mod look;
mod message;
mod mode;
pub(crate) mod node;
pub(crate) mod place;
pub(crate) mod quick;
pub mod review;
pub(crate) mod rows;
pub(crate) mod size;
pub mod study;
mod units;

use chart::Chart;
use home::Home;
use lecture::Lecture;
use review::Review;
use study::{Practice, Study};

use crate::knowledge::files::Interface;
use crate::knowledge::{FindingId, Knowledge, Lang, Measure, SettingId, Text};
use crate::report::View;
use crate::say::{Letters, Wording};
use crate::store::Recovered;
use crate::tui::action::{Action, Configured, Context};

pub use super::action::Key;
pub use effect::Effect;
pub use home::{Glance, Seen, ShelfDeed, ShelfLine, Shelved};
pub use look::{Ambiguous, Look, Theme};
pub use message::{Message, Offer, Opened, Pointer, Standing, Unwritten, Writing};
pub(crate) use mode::{Ask, Leaving, Menu, Mode, Page, Palette, Question};
pub use size::Size;
pub use units::Units;

/// The application at one moment.
#[derive(Debug)]
pub struct Model<'k> {
    /// What all screens share.
    pub common: Common<'k>,
    /// What is before the user.
    pub screen: Screen,
    /// The home screen, also while another one is shown.
    pub home: Home,
    /// The patient's case, while it is not on the screen.
    patient: Option<Box<Chart>>,
    /// The study, while it is not on the screen.
    study: Option<Box<Study>>,
}

/// What all screens share.
#[derive(Debug)]
pub struct Common<'k> {
    /// What the literature says.
    pub knowledge: &'k Knowledge,
    /// The language that is spoken.
    pub lang: Lang,
    /// The size of the terminal.
    pub size: Size,
    /// Whether lines are drawn in ASCII.
    pub ascii: bool,
    /// The characters that can be shown.
    pub letters: Letters,
    /// The colors, and whose the mouse is.
    pub look: Look,
    /// Which keys do what.
    pub keys: Configured,
    /// What has the keyboard.
    pub(crate) mode: Mode,
    /// Where the command line says that patients are seen; it comes before what a case says.
    pub setting: Option<SettingId>,
    /// What is practiced on, where that was said.
    pub practice: Practice,
    /// The units of this laboratory.
    pub units: Units,
    /// What just happened.
    pub notice: Option<Text>,
    /// Whether the home screen is where `q` leads to; else it leaves.
    pub has_home: bool,
    /// What saves have left, to be offered one after the other.
    pub(crate) offers: Vec<Offer>,
    /// Where the user wants to go once the answers are on the disk.
    pub(crate) leaving: Option<Leaving>,
    /// What the message at hand asks of the world; empty between messages.
    pub effects: Vec<Effect>,
}

/// A screen with what is on it.
#[derive(Debug)]
pub enum Screen {
    /// What can be opened.
    Home,
    /// The list of teaching cases.
    Teaching,
    /// The list of all patients.
    Cases,
    /// The patient's case.
    Chart(Box<Chart>),
    /// A page of the study.
    Study(Box<Study>),
    /// A slide of a lecture.
    Lecture(Lecture),
    /// What a file of another system would bring.
    Review(Box<Review>),
    /// A text that is marked on the checklist, and the study that asked for it.
    Exercise(Box<Chart>, Box<Study>),
}

impl<'k> Common<'k> {
    /// The words of the program.
    pub fn words(&self) -> &'k Interface {
        &self.knowledge.interface
    }

    /// A case as reports show it.
    pub(crate) fn view<'c>(&'c self, chart: &'c Chart) -> View<'c> {
        View {
            knowledge: self.knowledge,
            case: &chart.case,
            assessment: &chart.assessment,
            lang: self.lang,
            sets: &[],
            warnings: &chart.warnings,
        }
    }

    pub(crate) fn wording(&self) -> Wording<'k> {
        Wording::new(self.knowledge, self.lang)
    }

    /// The unit that a bare number of a finding is taken in.
    pub(crate) fn unit_of(&self, finding: FindingId, measure: &Measure) -> usize {
        self.units.of(finding, measure, self.lang)
    }

    /// Keeps the unit of a number for the next patients.
    pub(crate) fn keep_unit(&mut self, finding: FindingId, unit: usize) {
        if self.units.keep(finding, unit) {
            self.effects.push(Effect::KeepUnits(self.units.text(self.knowledge)));
        }
    }

    /// The key of an action in a place, as a sentence in a language names it.
    pub(crate) fn key(&self, place: Context, action: Action, words: Wording) -> String {
        self.keys.keymap.named(place, action, words)
    }

    /// That the case is only read here, and what can be done.
    pub(crate) fn read_only(&self, words: Wording) -> String {
        words.words().terminal.read_only(words.lang, self.key(Context::List, Action::SaveAs, words))
    }

    /// A text in both languages, so that what was said survives a change of language.
    pub fn both(&self, say: impl Fn(Wording<'k>) -> String) -> Text {
        Wording::in_both(self.knowledge, say)
    }

    /// Offers what saves have left, each once, as soon as nothing else has the keyboard.
    pub fn offer(&mut self, offers: Vec<Offer>) {
        let fresh = offers.into_iter().filter(|offer| {
            self.offers.iter().all(|known| known.left.staged.file_name() != offer.left.staged.file_name())
        });
        let fresh: Vec<Offer> = fresh.collect();
        self.offers.extend(fresh);
    }

    /// Says what just happened.
    pub fn tell(&mut self, say: impl Fn(Wording<'k>) -> String) {
        self.notice = Some(self.both(say));
    }
}

impl<'k> Model<'k> {
    /// The application as it starts: at home, or with a case.
    pub fn new(
        knowledge: &'k Knowledge,
        lang: Lang,
        setting: Option<SettingId>,
        size: Size,
        opened: Option<Opened>,
    ) -> Self {
        let common = Common {
            knowledge,
            lang,
            size,
            ascii: false,
            letters: Letters::All,
            look: Look::default(),
            keys: Configured::default(),
            mode: Mode::Browse,
            setting,
            practice: Practice::default(),
            units: Units::default(),
            notice: None,
            has_home: opened.is_none(),
            offers: Vec::new(),
            leaving: None,
            effects: Vec::new(),
        };
        let mut model = Model { common, screen: Screen::Home, home: Home::default(), patient: None, study: None };
        if let Some(opened) = opened {
            model.open_file(opened);
        }
        model
    }

    /// Puts a case from a file on the screen, and says what is to be known of that file.
    pub fn open_file(&mut self, opened: Opened) {
        let Opened { case, warnings, at, standing, past, offers } = opened;
        self.common.offer(offers);
        let count = warnings.len();
        let mut chart = Chart::new(self.common.knowledge, self.common.setting, case, warnings, Some(at));
        chart.case.recall(past);
        chart.disk.read_only = standing == Standing::ReadOnly;
        self.open(chart);
        let words = self.common.words();
        self.common.notice = match &standing {
            Standing::ReadOnly => Some(self.common.both(|say| self.common.read_only(say))),
            Standing::Copy => Some(words.disk.teaching_copy.clone()),
            Standing::Recovered(recovered) => Some(self.common.both(|say| recovered.words(words, say.lang))),
            Standing::Mine if count > 0 => Some(self.common.both(|say| {
                let key = self.common.key(Context::List, Action::Warnings, say);
                words.terminal.has_warnings(say.lang, count, key)
            })),
            Standing::Mine => None,
        };
    }

    /// Says at the start what was made of saves that had not come to their end.
    pub fn greet(&mut self, recovered: &[Recovered]) {
        let words = self.common.words();
        if let (None, Some(last)) = (&self.common.notice, recovered.last()) {
            self.common.tell(|say| last.words(words, say.lang));
        }
    }

    /// Takes the user's own keys, and says at the start what of them cannot be followed.
    pub fn take_keys(&mut self, keys: Configured) {
        self.common.keys = keys;
        let words = self.common.words();
        if let (None, Some(first)) = (&self.common.notice, self.common.keys.faults.first().map(ToString::to_string)) {
            let count = self.common.keys.faults.len();
            self.common.tell(|say| words.keys.faulty(say.lang, count, &first));
        }
    }

    /// Puts a case on the screen.
    pub fn open(&mut self, chart: Chart) {
        self.show(Screen::Chart(Box::new(chart)));
        self.patient = None;
        self.common.notice = None;
    }

    /// Puts another screen in place of the one at hand; what that held is kept to come back to.
    pub fn show(&mut self, screen: Screen) {
        self.common.mode = Mode::Browse;
        match std::mem::replace(&mut self.screen, screen) {
            Screen::Home | Screen::Teaching | Screen::Cases | Screen::Review(_) | Screen::Lecture(_) => {}
            Screen::Chart(chart) => self.patient = Some(chart),
            Screen::Study(study) => self.study = Some(study),
            Screen::Exercise(chart, mut study) => {
                study.put_aside.push(*chart);
                self.study = Some(study);
            }
        }
    }

    /// Puts the patient's case on the screen again; whether there is one.
    pub fn show_patient(&mut self) -> bool {
        let patient = self.patient.take();
        patient.map(|patient| self.show(Screen::Chart(patient))).is_some()
    }

    /// Takes the study off the screen, or from aside, to put it on the screen another way.
    pub fn take_study(&mut self) -> Option<Box<Study>> {
        if matches!(self.screen, Screen::Study(_) | Screen::Exercise(..)) {
            self.show(Screen::Home);
        }
        self.study.take()
    }

    /// Puts the study aside before it was shown.
    pub fn keep_study(&mut self, study: Box<Study>) {
        self.study = Some(study);
    }

    /// The patient's case is not come back to.
    pub fn forget_patient(&mut self) {
        self.patient = None;
    }

    /// What is on the checklist, if that is on the screen.
    pub fn chart(&self) -> Option<&Chart> {
        match &self.screen {
            Screen::Chart(chart) | Screen::Exercise(chart, _) => Some(chart),
            _ => None,
        }
    }

    /// The finding that has the cursor on the checklist.
    pub fn finding(&self) -> Option<FindingId> {
        rows::finding_at(self.common.knowledge, self.chart()?)
    }

    /// The patient's case, also while something else is on the screen.
    pub fn patient(&self) -> Option<&Chart> {
        match &self.screen {
            Screen::Chart(chart) => Some(chart),
            _ => self.patient.as_deref(),
        }
    }

    /// The patient's case to be changed, with what all screens share.
    pub fn patient_mut(&mut self) -> Option<(&mut Chart, &mut Common<'k>)> {
        let patient = match &mut self.screen {
            Screen::Chart(chart) => Some(chart),
            _ => self.patient.as_mut(),
        };
        patient.map(|chart| (chart.as_mut(), &mut self.common))
    }

    /// What is on the checklist to be changed, with what all screens share.
    pub fn chart_mut(&mut self) -> Option<(&mut Chart, &mut Common<'k>)> {
        match &mut self.screen {
            Screen::Chart(chart) | Screen::Exercise(chart, _) => Some((chart, &mut self.common)),
            _ => None,
        }
    }

    /// The study to be changed, also while something else is on the screen, with what all screens share.
    pub fn study_mut(&mut self) -> Option<(&mut Study, &mut Common<'k>)> {
        let study = match &mut self.screen {
            Screen::Study(study) | Screen::Exercise(_, study) => Some(study),
            _ => self.study.as_mut(),
        };
        study.map(|study| (study.as_mut(), &mut self.common))
    }
}
