//! What lessons and cards are made of, beside their texts, citations and numbers.

use super::Layer;
use super::draft::{Draft, parse};
use super::lint::{Lint, Own};
use crate::json::{Code, Document, Path};
use crate::knowledge::files::{CardsFile, FactsFile, LessonFile, ScreenFile};

impl Lint<'_> {
    pub(super) fn lessons_facts_and_cards(&mut self, layers: &[Layer], own: &[Own], draft: &Draft) {
        for (file, places) in own {
            let doc = Document::new(&file.file, &file.text, places);
            if file.path == "facts.json" {
                parse::<FactsFile>(doc, self.faults);
            } else if file.path == "cards.json" {
                parse::<CardsFile>(doc, self.faults);
            } else if file.path.starts_with("lessons/")
                && let Some(lesson) = parse::<LessonFile>(doc, self.faults)
            {
                self.lesson(doc, file.stem(), &lesson);
            }
        }
        let files = layers.iter().flat_map(|layer| &layer.files);
        let ids: Vec<&str> = files.filter(|file| file.path.starts_with("lessons/")).map(|file| file.stem()).collect();
        for head in &draft.heads {
            for (at, id) in head.value.lessons.iter().enumerate().filter(|(_, id)| !ids.contains(&id.as_str())) {
                let here = Path::Top.key("lessons");
                let fault = head.doc.fault(&here.index(at), Code::UnknownLesson, format!("unknown lesson \"{id}\""));
                self.faults.push(fault.expected("the name of a file in lessons").meant(id, ids.iter().copied()));
            }
        }
    }

    fn lesson(&mut self, doc: Document, stem: &str, lesson: &LessonFile) {
        let top = Path::Top;
        if lesson.id != stem {
            let what = format!("the lesson \"{}\" in a file of another name", lesson.id);
            let fault = doc.fault(&top.key("id"), Code::MisnamedFile, what);
            self.faults.push(fault.expected(format!("\"{stem}\", or a file lessons/{}.json", lesson.id)));
        }
        let screens = top.key("screens");
        if lesson.screens.is_empty() {
            self.faults.push(doc.fault(&screens, Code::NothingSaid, "a lesson without a screen"));
        }
        for (at, screen) in lesson.screens.iter().enumerate() {
            self.screen(doc, &screens.index(at), screen);
        }
    }

    fn screen(&mut self, doc: Document, here: &Path, screen: &ScreenFile) {
        if screen.says.is_empty() && screen.table.is_none() && screen.drawing.is_none() {
            self.faults.push(doc.fault(&here.key("title"), Code::NothingSaid, "a screen that says nothing"));
        }
        if let Some(table) = &screen.table {
            let table_here = here.key("table");
            let rows = table_here.key("rows");
            for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| row.len() != table.head.len()) {
                let fault = doc.fault(&rows.index(at), Code::UnevenRow, format!("a row of {}", row.len()));
                self.faults.push(fault.expected(format!("{} cells, as many as the head has", table.head.len())));
            }
        }
        if let Some(drawing) = &screen.drawing {
            let drawing_here = here.key("drawing");
            for (key, lines) in [("en", &drawing.en), ("zh", &drawing.zh)] {
                if lines.is_empty() {
                    self.faults.push(doc.fault(&drawing_here.key(key), Code::NothingSaid, "a drawing without a line"));
                }
            }
        }
    }
}
