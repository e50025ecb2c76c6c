//! What does not fit a terminal of 80 columns and 24 lines.

use unicode_width::UnicodeWidthStr;

use super::Lesson;
use crate::json::{Code, Document, Fault, Path, Places};
use crate::knowledge::files::ScreenFile;
use crate::knowledge::{Knowledge, Lang};
use crate::say::document::{Block, Line, Table};
use crate::say::{self, Wording, wrap};

/// The columns of a screen.
const COLUMNS: usize = 74;

/// The lines of a screen, its title apart.
const LINES: usize = 17;

/// Screens that are too high and drawings that are too wide, in either language.
pub fn misfits(knowledge: &Knowledge, lessons: &[Lesson]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for text in knowledge.lesson_texts() {
        let places = Places::default();
        let doc = Document::new(&text.file, &text.text, &places);
        let Some(lesson) = lessons.iter().find(|lesson| lesson.id == text.stem()) else { continue };
        let top = Path::Top;
        let screens = top.key("screens");
        for (at, screen) in lesson.screens.iter().enumerate() {
            let here = screens.index(at);
            for lang in Lang::ALL {
                let wording = Wording::new(knowledge, lang);
                let lines = height(screen, wording);
                if lines > LINES {
                    let what = format!("this screen takes {lines} lines in {}", lang.name());
                    let fault = doc.fault(&here.key("title"), Code::DoesNotFit, what);
                    faults.push(fault.expected(format!("at most {LINES} of {COLUMNS} columns")));
                }
                too_wide(doc, &here, screen, wording, &mut faults);
            }
        }
    }
    faults
}

fn too_wide(doc: Document, here: &Path, screen: &ScreenFile, wording: Wording, faults: &mut Vec<Fault>) {
    let Some(drawing) = &screen.drawing else { return };
    let drawing_here = here.key("drawing");
    let list = drawing_here.key(wording.lang.key());
    for (at, line) in wording.drawing(drawing).iter().enumerate().filter(|(_, line)| line.width() > COLUMNS) {
        let fault = doc.fault(&list.index(at), Code::DoesNotFit, format!("this line is {} columns wide", line.width()));
        faults.push(fault.expected(format!("at most {COLUMNS}")));
    }
}

/// The lines of a screen without its title and sources, with an empty one between its parts.
fn height(screen: &ScreenFile, wording: Wording) -> usize {
    let says = screen.says.iter().chain(&screen.after);
    let mut parts: Vec<usize> = says.map(|said| wrap(&Line::plain(wording.say(&said.text)), COLUMNS).len()).collect();
    if let Some(table) = &screen.table {
        let mut shown = Table::new(table.head.iter().map(|cell| wording.say(cell)));
        table.rows.iter().for_each(|row| shown.row(row.iter().map(|cell| Line::plain(wording.say(cell)))));
        parts.push(say::lines(&[Block::Table(shown)], COLUMNS).len());
    }
    parts.extend(screen.drawing.as_ref().map(|drawing| wording.drawing(drawing).len()));
    parts.iter().sum::<usize>() + parts.len().saturating_sub(1)
}
