//! The pictures of README and documentation: real screens, drawn anew by `UPDATE_GOLDEN=1 cargo test gallery`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use poems::case;
use poems::engine::assess;
use poems::knowledge::Lang;
use poems::say::Wording;
use poems::store::Room;
use poems::teach::Progress;
use poems::tui::study::Goal;
use poems::tui::{Glance, Message, Seen, ShelfLine, Theme};

use super::app::{App, NOW, PACK};
use super::svg::svg;

/// A patient who meets some sets, does not meet others, and is open in one.
pub const TYPICAL: &[u8] = br#"{"format": "poems-case/1", "age": 54, "sex": "male", "findings": {
    "polyneuropathy": "present", "demyelinating_neuropathy": "present", "ivig_failure": "present",
    "csf_protein": {"value": 1.2, "unit": "g/L"}, "splenomegaly": "present", "hepatomegaly": "present",
    "serum_immunofixation": "present", "m_protein_heavy_chain": "iga", "m_protein_light_chain": "lambda",
    "low_testosterone": "present", "hyperpigmentation": "present", "papilledema": "absent",
    "vegf_plasma": {"value": 1240, "unit": "pg/mL"}, "platelets": {"value": 520, "unit": "10*9/L"}}}"#;

/// What a picture begins with.
enum Start {
    /// Three patients on the shelf.
    Home,
    /// The typical patient.
    Patient,
    Study(Goal),
}

/// A picture: what it begins with, its size, and the keys that lead to it.
struct Shot {
    name: &'static str,
    start: Start,
    size: (u16, u16),
    keys: &'static str,
}

fn shots() -> Vec<Shot> {
    let shot = |name, start, size, keys| Shot { name, start, size, keys };
    vec![
        shot("home", Start::Home, (80, 24), ""),
        shot("cases", Start::Home, (80, 24), "a<down>"),
        shot("checklist", Start::Patient, (120, 40), "gs<down>"),
        shot("narrow", Start::Patient, (80, 24), "gv<down>"),
        shot("entry", Start::Patient, (80, 24), "/vegf 900 pg/ml; no papilledema; plt 530; hb 16 g/dl; tsh 8.2; frogs"),
        shot("commands", Start::Patient, (80, 24), "gs:no"),
        shot("menu", Start::Patient, (80, 24), "gsM2"),
        shot("results", Start::Patient, (80, 24), "gr"),
        shot("evidence", Start::Patient, (120, 40), "gr<down><down><down><down><down><down>"),
        shot("help", Start::Patient, (80, 24), "?"),
        shot("lesson", Start::Study(Goal::Lesson("bone".to_owned())), (80, 24), "<enter>"),
        shot("quiz", Start::Study(Goal::Quiz { count: 2, seed: Some(3) }), (80, 24), "yd411"),
    ]
}

/// The shelf as the program lists it.
fn shelf() -> Vec<ShelfLine> {
    let patients: [(&str, &[u8], u64); 3] = [
        ("case", TYPICAL, 12 * 60),
        (
            "ward 4 bed 2",
            br#"{"format": "poems-case/1", "age": 61, "sex": "female", "findings": {
            "polyneuropathy": "present", "serum_immunofixation": "present", "m_protein_light_chain": "lambda"}}"#,
            26 * 3600,
        ),
        (
            "case-2",
            br#"{"format": "poems-case/1", "age": 48, "sex": "male", "findings": {
            "polyneuropathy": "absent", "papilledema": "present"}}"#,
            75 * 3600,
        ),
    ];
    let line = |(name, text, age): (&str, &[u8], u64)| {
        let case = case::read(name, text, &PACK).unwrap().case;
        let assessment = assess(&PACK, &case);
        let who = Wording::in_both(&PACK, |words| words.who(&case));
        let verdict = Wording::in_both(&PACK, |words| words.leading_verdict(&assessment));
        let seen = Seen::Glance(Glance { who, answers: case.answered(), verdict });
        let path = format!("/cases/{name}.json").into();
        ShelfLine { name: name.to_owned(), path, room: Room::Cases, age: Some(Duration::from_secs(age)), seen }
    };
    patients.into_iter().map(line).collect()
}

impl Shot {
    fn taken(&self, lang: Lang, theme: Theme) -> String {
        let (columns, rows) = self.size;
        let mut app = match &self.start {
            Start::Home => {
                let mut app = App::at_home(columns, rows, lang);
                app.send(Message::Shelf(shelf()));
                app
            }
            Start::Patient => App::with(case::read("ward-7.json", TYPICAL, &PACK).unwrap().case, columns, rows, lang),
            Start::Study(goal) => {
                let mut app = App::at_home(columns, rows, lang);
                app.send(Message::Notebook { goal: goal.clone(), read: Ok(Progress::default()), now: NOW });
                app
            }
        };
        app.keys(self.keys);
        let (buffer, cursor) = app.picture(theme);
        svg(&format!("poems: {}", self.name), &buffer, cursor)
    }
}

#[test]
fn every_picture_is_what_the_program_draws_now() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let (mut names, mut stale) = (BTreeSet::new(), Vec::new());
    for shot in shots() {
        for lang in Lang::ALL {
            for theme in [Theme::Light, Theme::Dark] {
                let language = lang.tag().split('-').next().unwrap();
                let name = format!("{}.{language}.{}.svg", shot.name, theme.name());
                let picture = shot.taken(lang, theme);
                assert!(picture.len() < 60_000, "{name} has {} bytes", picture.len());
                if update {
                    fs::write(folder.join(&name), &picture).unwrap();
                } else if fs::read_to_string(folder.join(&name)).ok() != Some(picture) {
                    stale.push(name.clone());
                }
                names.insert(name);
            }
        }
    }
    assert!(stale.is_empty(), "to be drawn anew (UPDATE_GOLDEN=1 cargo test gallery): {}", stale.join(", "));
    let there = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let unknown: Vec<String> = there.filter(|name| name.ends_with(".svg") && !names.contains(name)).collect();
    assert!(unknown.is_empty(), "no picture of the program: {}", unknown.join(", "));
}
