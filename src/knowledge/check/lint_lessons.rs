//! Citations and numbers of lessons, and the facts that only they quote.

use std::cell::OnceCell;

use super::draft::{Draft, parse};
use super::lint::Lint;
use super::numbers::{Held, numbers};
use super::{Layer, PackText};
use crate::json::{Document, Path, Places};
use crate::knowledge::Text;
use crate::knowledge::files::{FactsFile, LessonFile, LessonTable, ScreenFile, Statement};

/// So many characters on each side of a number are quoted.
const AROUND: usize = 24;

/// So many other sources of a number are named.
const OTHERS: usize = 3;

impl Lint<'_> {
    pub(super) fn lessons_and_facts(&mut self, layers: &[Layer], draft: &Draft) {
        layers.iter().flat_map(|layer| &layer.files).filter(|file| file.path == "facts.json").for_each(|file| {
            let places = Places::default();
            let doc = Document::new(&file.file, &file.text, &places);
            if let Some(facts) = parse::<FactsFile>(doc, self.faults) {
                self.facts(doc, &facts);
            }
        });
        let held = OnceCell::new();
        let mut ids: Vec<&str> = Vec::new();
        for (layer, file) in effective(layers) {
            ids.push(file.stem());
            let places = Places::default();
            let doc = Document::new(&file.file, &file.text, &places);
            let Some(lesson) = parse::<LessonFile>(doc, self.faults) else { continue };
            self.lesson(doc, file.stem(), &lesson);
            // The numbers of the built-in lessons hold whatever is laid over them.
            if layer > 0 || layers.len() == 1 {
                let held = held.get_or_init(|| Held::of(layers));
                Numbers { lint: self, doc, held, all: sources(&lesson) }.lesson(&lesson);
            }
        }
        for head in &draft.heads {
            for (at, id) in head.value.lessons.iter().enumerate().filter(|(_, id)| !ids.contains(&id.as_str())) {
                let top = Path::Top;
                let fault = head.doc.fault(&top.key("lessons").index(at), format!("unknown lesson \"{id}\""));
                self.faults.push(fault.expected("the name of a file in lessons").meant(id, ids.iter().copied()));
            }
        }
    }

    fn facts(&mut self, doc: Document, file: &FactsFile) {
        let top = Path::Top;
        let list = top.key("facts");
        for (at, fact) in file.facts.iter().enumerate() {
            let here = list.index(at);
            self.id(doc, &here.key("id"), &fact.id, '-');
            self.source(doc, &here.key("source"), &fact.source);
        }
        self.once(doc, &list, "fact", file.facts.iter().map(|fact| &fact.id));
    }

    fn lesson(&mut self, doc: Document, stem: &str, lesson: &LessonFile) {
        let top = Path::Top;
        self.id(doc, &top.key("id"), &lesson.id, '_');
        if lesson.id != stem {
            let fault = doc.fault(&top.key("id"), format!("the lesson \"{}\" in a file of another name", lesson.id));
            self.faults.push(fault.expected(format!("\"{stem}\", or a file lessons/{}.json", lesson.id)));
        }
        if lesson.screens.is_empty() {
            self.faults.push(doc.fault(&top.key("screens"), "a lesson without a screen"));
        }
        each_citation(lesson, &mut |path, ids| self.citations(doc, path, ids));
        let screens = top.key("screens");
        for (at, screen) in lesson.screens.iter().enumerate() {
            self.screen(doc, &screens.index(at), screen);
        }
    }

    fn screen(&mut self, doc: Document, here: &Path, screen: &ScreenFile) {
        if screen.says.is_empty() && screen.table.is_none() && screen.drawing.is_none() {
            self.faults.push(doc.fault(&here.key("title"), "a screen that says nothing"));
        }
        if let Some(table) = &screen.table {
            let table_here = here.key("table");
            let rows = table_here.key("rows");
            for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| row.len() != table.head.len()) {
                let fault = doc.fault(&rows.index(at), format!("a row of {}", row.len()));
                self.faults.push(fault.expected(format!("{} cells, as many as the head has", table.head.len())));
            }
        }
        if let Some(drawing) = &screen.drawing {
            let drawing_here = here.key("drawing");
            for (key, lines) in [("en", &drawing.en), ("zh", &drawing.zh)] {
                if lines.is_empty() {
                    self.faults.push(doc.fault(&drawing_here.key(key), "a drawing without a line"));
                }
            }
        }
    }
}

/// The lessons that count, each with its layer: a later layer's file replaces an earlier one's.
fn effective(layers: &[Layer]) -> Vec<(usize, &PackText)> {
    let mut lessons: Vec<(usize, &PackText)> = Vec::new();
    for (layer, file) in
        layers.iter().enumerate().flat_map(|(at, layer)| layer.files.iter().map(move |file| (at, file)))
    {
        match lessons.iter_mut().find(|(_, earlier)| earlier.path == file.path) {
            Some(earlier) => *earlier = (layer, file),
            None if file.path.starts_with("lessons/") => lessons.push((layer, file)),
            None => {}
        }
    }
    lessons
}

/// Holds every number of a lesson against the entries that cite the same sources.
struct Numbers<'n, 'l, 't> {
    lint: &'n mut Lint<'l>,
    doc: Document<'t>,
    held: &'n Held,
    /// What titles, hints and the question rest on.
    all: Vec<String>,
}

impl Numbers<'_, '_, '_> {
    fn lesson(&mut self, lesson: &LessonFile) {
        let all = std::mem::take(&mut self.all);
        each_text(lesson, &mut |path, text, sources| {
            let sources = sources.unwrap_or(&all);
            self.held(&path.key("en"), &text.en, sources);
            self.held(&path.key("zh"), &text.zh, sources);
            self.alike(path, &numbers(&text.en), &numbers(&text.zh));
        });
        let top = Path::Top;
        let screens = top.key("screens");
        for (at, screen) in lesson.screens.iter().enumerate() {
            let Some(drawing) = &screen.drawing else { continue };
            let screen_here = screens.index(at);
            let here = screen_here.key("drawing");
            for (key, lines) in [("en", &drawing.en), ("zh", &drawing.zh)] {
                let list = here.key(key);
                for (at, line) in lines.iter().enumerate() {
                    self.held(&list.index(at), line, &drawing.sources);
                }
            }
            self.alike(&here, &numbers(&drawing.en.join("\n")), &numbers(&drawing.zh.join("\n")));
        }
    }

    fn held(&mut self, path: &Path, text: &str, sources: &[String]) {
        // A source that is not known is a fault of its own.
        if sources.iter().any(|id| !self.lint.sources.contains(id.as_str())) {
            return;
        }
        for number in numbers(text).iter().filter(|number| !sources.iter().any(|id| self.held.holds(number, id))) {
            let cites = sources.join(" or ");
            let what = format!("no entry of the pack that cites {cites} holds {number}: \"{}\"", quoted(text, number));
            let others: Vec<&str> = self.held.sources_of(number).into_iter().collect();
            let expected = match others.len() {
                1..=OTHERS => format!("a number of that source ({number} stands with {})", others.join(", ")),
                _ => "a number that a criterion, a frequency, a help text or facts.json gives with that source".into(),
            };
            self.lint.faults.push(self.doc.fault(path, what).expected(expected));
        }
    }

    /// Both languages give the same numbers, in any order.
    fn alike(&mut self, path: &Path, en: &[String], zh: &[String]) {
        let sorted = |numbers: &[String]| {
            let mut sorted = numbers.to_vec();
            sorted.sort();
            sorted
        };
        if sorted(en) != sorted(zh) {
            let list = |numbers: &[String]| if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") };
            let what = format!("the numbers differ: {} in English, {} in Chinese", list(en), list(zh));
            self.lint.faults.push(self.doc.fault(path, what).expected("the same numbers in both languages"));
        }
    }
}

/// The words around a number.
fn quoted(text: &str, number: &str) -> String {
    let plain: Vec<char> = text.trim().chars().collect();
    let at = text.trim().find(number).map_or(0, |at| text.trim()[..at].chars().count());
    let (from, to) = (at.saturating_sub(AROUND), (at + number.chars().count() + AROUND).min(plain.len()));
    let cut: String = plain[from..to].iter().collect();
    let (before, after) = (if from > 0 { ".." } else { "" }, if to < plain.len() { ".." } else { "" });
    format!("{before}{cut}{after}")
}

/// Every source of a lesson.
fn sources(lesson: &LessonFile) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    each_citation(lesson, &mut |_, ids| {
        all.extend(ids.iter().filter(|id| !all.contains(id)).cloned().collect::<Vec<_>>());
    });
    all
}

/// Is shown a text, the way to it, and the sources it names itself.
type See<'s> = dyn FnMut(&Path, &Text, Option<&[String]>) + 's;

/// Every text of a lesson.
fn each_text(lesson: &LessonFile, see: &mut See) {
    let top = Path::Top;
    see(&top.key("title"), &lesson.title, None);
    see(&top.key("summary"), &lesson.summary, None);
    let screens = top.key("screens");
    for (at, screen) in lesson.screens.iter().enumerate() {
        let here = screens.index(at);
        see(&here.key("title"), &screen.title, None);
        let says = here.key("says");
        for (at, Statement { text, sources }) in screen.says.iter().enumerate() {
            see(&says.index(at).key("text"), text, Some(sources));
        }
        if let Some(LessonTable { head, rows, sources }) = &screen.table {
            let table = here.key("table");
            let list = table.key("head");
            head.iter().enumerate().for_each(|(at, text)| see(&list.index(at), text, Some(sources)));
            let list = table.key("rows");
            for (at, row) in rows.iter().enumerate() {
                let row_here = list.index(at);
                row.iter().enumerate().for_each(|(at, text)| see(&row_here.index(at), text, Some(sources)));
            }
        }
    }
    let question = top.key("question");
    see(&question.key("ask"), &lesson.question.ask, None);
    let hints = question.key("hints");
    lesson.question.hints.iter().enumerate().for_each(|(at, hint)| see(&hints.index(at), hint, None));
    let why = question.key("why");
    see(&why.key("text"), &lesson.question.why.text, Some(&lesson.question.why.sources));
}

/// Every list of sources in a lesson with the way to it.
fn each_citation(lesson: &LessonFile, see: &mut dyn FnMut(&Path, &[String])) {
    let top = Path::Top;
    let screens = top.key("screens");
    for (at, screen) in lesson.screens.iter().enumerate() {
        let here = screens.index(at);
        let says = here.key("says");
        for (at, statement) in screen.says.iter().enumerate() {
            see(&says.index(at).key("sources"), &statement.sources);
        }
        if let Some(table) = &screen.table {
            see(&here.key("table").key("sources"), &table.sources);
        }
        if let Some(drawing) = &screen.drawing {
            see(&here.key("drawing").key("sources"), &drawing.sources);
        }
    }
    see(&top.key("question").key("why").key("sources"), &lesson.question.why.sources);
}
