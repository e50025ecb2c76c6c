//! What does not fit a terminal of 80 columns and 24 lines.

use unicode_width::UnicodeWidthStr;

use super::{Answers, Given, Lesson, Pages, Understanding};
use crate::case::TeachingCase;
use crate::json::{Code, Document, Fault, Path, Places};
use crate::knowledge::files::ScreenFile;
use crate::knowledge::{Knowledge, Lang};
use crate::say::document::Block;
use crate::say::{self, Wording};

/// The columns of a page.
const COLUMNS: usize = 76;

/// The columns of a drawing, which is not broken.
const DRAWN: usize = 74;

/// The lines of a page, its list of sources among them; the title of a screen stands in the frame.
const LINES: usize = 18;

/// Pages that are too high and drawings that are too wide, in either language.
pub fn misfits(knowledge: &Knowledge, lessons: &[Lesson], cases: &[TeachingCase]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for text in knowledge.lesson_texts() {
        let places = Places::default();
        let doc = Document::new(&text.file, &text.text, &places);
        let Some(lesson) = lessons.iter().find(|lesson| lesson.id == text.stem()) else { continue };
        let top = Path::Top;
        let screens = top.key("screens");
        for lang in Lang::ALL {
            let wording = Wording::new(knowledge, lang);
            let pages = Pages::new(wording, lesson, cases);
            for (at, screen) in lesson.screens.iter().enumerate() {
                let here = screens.index(at);
                let lines = height(pages.screen(at).get(1..).unwrap_or_default());
                faults.extend(too_high(doc, &here.key("title"), lines, lang));
                too_wide(doc, &here, screen, wording, &mut faults);
            }
            if let Some(understanding) = &lesson.understanding {
                let lines = answers(understanding).map(|given| height(&pages.understood(understanding, given))).max();
                faults.extend(too_high(doc, &top.key("understanding"), lines.unwrap_or_default(), lang));
            }
        }
    }
    faults
}

/// The answers that can be given; of percentages one.
fn answers(understanding: &Understanding) -> impl Iterator<Item = Given> {
    let (options, percent) = match &understanding.answers {
        Answers::Options { options, .. } => (options.len(), None),
        Answers::Percent { .. } => (0, Some(Given::Percent(0.0))),
    };
    (0..options).map(Given::Option).chain(percent)
}

fn height(blocks: &[Block]) -> usize {
    say::lines(blocks, COLUMNS).len()
}

fn too_high(doc: Document, here: &Path, lines: usize, lang: Lang) -> Option<Fault> {
    (lines > LINES).then(|| {
        let what = format!("this page takes {lines} lines in {}", lang.name());
        let fault = doc.fault(here, Code::DoesNotFit, what);
        fault.expected(format!("at most {LINES} of {COLUMNS} columns, with its sources"))
    })
}

fn too_wide(doc: Document, here: &Path, screen: &ScreenFile, wording: Wording, faults: &mut Vec<Fault>) {
    let Some(drawing) = &screen.drawing else { return };
    let drawing_here = here.key("drawing");
    let list = drawing_here.key(wording.lang.key());
    for (at, line) in wording.drawing(drawing).iter().enumerate().filter(|(_, line)| line.width() > DRAWN) {
        let fault = doc.fault(&list.index(at), Code::DoesNotFit, format!("this line is {} columns wide", line.width()));
        faults.push(fault.expected(format!("at most {DRAWN}")));
    }
}
