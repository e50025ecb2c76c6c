//! Reads the files of all layers and lays later entries over earlier ones.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::de::DeserializeOwned;

use super::{Layer, PackText, side_by_side};
use crate::json::{Code, Document, Fault, Limits, Path, Places, decode};
use crate::knowledge::Phrase;
use crate::knowledge::embedded::tape;
use crate::knowledge::files::{
    AdviceEntryFile, AdviceFile, CriteriaFile, DiseaseFile, EvidenceFile, FindingFile, FindingsFile, Interface,
    PackFile, ReaderFile, SettingFile, SettingsFile, Source, SourcesFile, StagingFile, TestFile, UnitsFile, WorkupFile,
};

/// The files that stand at the top of a pack.
const PACK_FILES: [&str; 14] = [
    "pack.json",
    "sources.json",
    "interface.json",
    "evidence.json",
    "settings.json",
    "workup.json",
    "advice.json",
    "units.json",
    "synonyms.json",
    "grammar.json",
    "facts.json",
    "cards.json",
    "exchange.json",
    "hpo.json",
];

/// An entry with the place it was read from.
pub(crate) struct Entry<'t, T> {
    pub doc: Document<'t>,
    /// The list of the file it stands in and its position there; `None` if the file is the entry.
    pub list: Option<(&'static str, usize)>,
    pub layer: usize,
    pub value: T,
}

impl<T> Entry<'_, T> {
    /// Words a fault at a member of the entry; `member` extends the path that leads to the entry.
    pub(crate) fn at<R>(&self, use_path: impl FnOnce(&Path) -> R) -> R {
        let top = Path::Top;
        match self.list {
            None => use_path(&top),
            Some((list, index)) => use_path(&top.key(list).index(index)),
        }
    }

    pub(crate) fn fault(&self, key: &str, code: Code, what: impl Into<String>) -> Fault {
        self.at(|here| self.doc.fault(&here.key(key), code, what))
    }
}

/// A finding with the section its file is for.
pub(crate) struct Placed {
    pub section: Phrase,
    pub finding: FindingFile,
}

/// All entries of the effective pack, words still words.
#[derive(Default)]
pub(crate) struct Draft<'t> {
    pub heads: Vec<Entry<'t, PackFile>>,
    pub interface: Option<Box<Interface>>,
    pub findings: Vec<Entry<'t, Placed>>,
    /// Every findings file with its section, to check that the section exists.
    pub sections: Vec<Entry<'t, Phrase>>,
    pub sets: Vec<Entry<'t, CriteriaFile>>,
    pub sources: Vec<Entry<'t, Source>>,
    pub diseases: Vec<Entry<'t, DiseaseFile>>,
    pub evidence: Option<Entry<'t, EvidenceFile>>,
    pub settings: Vec<Entry<'t, SettingFile>>,
    /// The work-up without its tests, its readers and its staging.
    pub workup: Option<Entry<'t, WorkupFile>>,
    pub staging: Option<Entry<'t, StagingFile>>,
    pub tests: Vec<Entry<'t, TestFile>>,
    pub readers: Vec<Entry<'t, ReaderFile>>,
    pub advice: Vec<Entry<'t, AdviceEntryFile>>,
    pub units: Vec<Entry<'t, UnitsFile>>,
}

/// Reads the files of all layers; `places` keeps for each file where its members stand.
pub(crate) fn read<'t>(layers: &'t [Layer], places: &'t [Places]) -> (Draft<'t>, Vec<Fault>) {
    let files = layers.iter().enumerate().flat_map(|(at, layer)| layer.files.iter().map(move |file| (at, file)));
    let files: Vec<_> = files.zip(places).collect();
    let (first, second) = files.split_at(middle(&files));
    let ((rest, faults_of_rest), (mut draft, mut faults)) = side_by_side(|| Draft::of(second), || Draft::of(first));
    draft.append(rest);
    faults.extend(faults_of_rest);
    draft.findings = overlay(draft.findings, |placed| &placed.finding.id, "finding", &mut faults);
    draft.sets = overlay(draft.sets, |set| &set.id, "criteria set", &mut faults);
    draft.diseases = overlay(draft.diseases, |disease| &disease.id, "disease", &mut faults);
    draft.settings = overlay(draft.settings, |setting| &setting.id, "setting", &mut faults);
    draft.tests = overlay(draft.tests, |test| &test.id, "test", &mut faults);
    draft.readers = overlay(draft.readers, |reader| &reader.id, "reader", &mut faults);
    draft.advice = overlay(draft.advice, |advice| &advice.id, "advice", &mut faults);
    draft.sources = overlay(draft.sources, |source| &source.id, "source", &mut faults);
    (draft, faults)
}

/// A file with its layer, and what is found out about its places.
type Read<'t> = ((usize, &'t PackText), &'t Places);

/// Where as much text to be read comes before as after.
fn middle(files: &[Read]) -> usize {
    let length = |((_, file), _): &Read| if file.waits() { 0 } else { file.text.len() };
    let half = files.iter().map(length).sum::<usize>() / 2;
    let mut before = 0;
    let reaches = |file| {
        before += length(file);
        before > half
    };
    files.iter().position(reaches).unwrap_or(files.len())
}

impl<'t> Draft<'t> {
    fn of(files: &[Read<'t>]) -> (Draft<'t>, Vec<Fault>) {
        let (mut draft, mut faults) = (Draft::default(), Vec::new());
        for ((layer, file), places) in files {
            draft.read_file(*layer, file, places, &mut faults);
        }
        (draft, faults)
    }

    /// Adds what was read of later files.
    fn append(&mut self, later: Draft<'t>) {
        let Draft { heads, interface, findings, sections, sets, sources, diseases, .. } = later;
        self.heads.extend(heads);
        self.interface = interface.or(self.interface.take());
        self.findings.extend(findings);
        self.sections.extend(sections);
        self.sets.extend(sets);
        self.sources.extend(sources);
        self.diseases.extend(diseases);
        self.evidence = later.evidence.or(self.evidence.take());
        self.settings.extend(later.settings);
        self.workup = later.workup.or(self.workup.take());
        self.staging = later.staging.or(self.staging.take());
        self.tests.extend(later.tests);
        self.readers.extend(later.readers);
        self.advice.extend(later.advice);
        self.units.extend(later.units);
    }

    fn read_file(&mut self, layer: usize, file: &'t PackText, places: &'t Places, faults: &mut Vec<Fault>) {
        // The texts of the binary are known to be sound; those of a folder are not.
        let text = match &file.text {
            Cow::Borrowed(text) => Ok(*text),
            Cow::Owned(text) => decode(&file.file, text.as_bytes(), Limits::PACK),
        };
        let text = match text {
            Ok(text) => text,
            Err(fault) => return faults.push(fault),
        };
        let doc = Document::new(&file.file, text, places);
        match file.path.split_once('/').unwrap_or(("", file.path.as_str())) {
            ("", "pack.json") => {
                self.heads.extend(parse(doc, faults).map(|value| Entry { doc, list: None, layer, value }))
            }
            ("", "interface.json") => self.interface = parse(doc, faults).or(self.interface.take()),
            ("", "sources.json") => {
                let Some(SourcesFile { sources, .. }) = parse(doc, faults) else { return };
                self.sources.extend(entries(doc, "sources", layer, sources));
            }
            ("", "evidence.json") => {
                let evidence = parse(doc, faults).map(|value| Entry { doc, list: None, layer, value });
                self.evidence = evidence.or(self.evidence.take());
            }
            ("", "settings.json") => {
                let Some(SettingsFile { settings, .. }) = parse(doc, faults) else { return };
                self.settings.extend(entries(doc, "settings", layer, settings));
            }
            ("", "workup.json") => {
                let Some(mut value) = parse::<WorkupFile>(doc, faults) else { return };
                self.tests.extend(entries(doc, "tests", layer, std::mem::take(&mut value.tests)));
                self.readers.extend(entries(doc, "readers", layer, std::mem::take(&mut value.readers)));
                let staging = value.staging.take().map(|value| Entry { doc, list: None, layer, value });
                self.staging = staging.or(self.staging.take());
                self.workup = Some(Entry { doc, list: None, layer, value });
            }
            ("", "advice.json") => {
                let Some(AdviceFile { advice, .. }) = parse(doc, faults) else { return };
                self.advice.extend(entries(doc, "advice", layer, advice));
            }
            ("", "units.json") => {
                self.units.extend(parse(doc, faults).map(|value| Entry { doc, list: None, layer, value }))
            }
            ("diseases", _) => {
                self.diseases.extend(parse(doc, faults).map(|value| Entry { doc, list: None, layer, value }))
            }
            ("findings", _) => {
                let Some(FindingsFile { section, findings, .. }) = parse(doc, faults) else { return };
                let placed = findings.into_iter().map(|finding| Placed { section: section.clone(), finding });
                self.findings.extend(entries(doc, "findings", layer, placed));
                self.sections.push(Entry { doc, list: None, layer, value: section });
            }
            ("criteria", _) => {
                self.sets.extend(parse(doc, faults).map(|value| Entry { doc, list: None, layer, value }))
            }
            _ if file.waits() => {}
            _ => faults.push(
                Fault::of_file(&file.file, Code::NotAPackFile, "this file is not part of a pack")
                    .expected("one of the pack's files, or a file in findings, criteria, diseases, cases or lessons")
                    .meant(&file.path, PACK_FILES),
            ),
        }
    }
}

pub(crate) fn parse<T: DeserializeOwned>(doc: Document, faults: &mut Vec<Fault>) -> Option<T> {
    // The reader would take a list for an object whose keys are left out.
    if doc.text.trim_start().starts_with('[') {
        faults.push(doc.fault(&Path::Top, Code::WrongType, "a list does not belong here").expected("an object"));
        return None;
    }
    // Where the tape cannot be read as `T`, the text says why.
    if let Some(value) = tape(doc.text).and_then(|mut tape| T::deserialize(&mut tape).ok()) {
        return Some(value);
    }
    let (value, found) = doc.read_all();
    faults.extend(found);
    value
}

fn entries<'t, T>(
    doc: Document<'t>,
    list: &'static str,
    layer: usize,
    values: impl IntoIterator<Item = T>,
) -> impl Iterator<Item = Entry<'t, T>> {
    values.into_iter().enumerate().map(move |(index, value)| Entry { doc, list: Some((list, index)), layer, value })
}

/// An entry of a later layer takes the place of the one with its id; twice in one layer is a fault.
fn overlay<'t, T>(
    entries: Vec<Entry<'t, T>>,
    id: impl Fn(&T) -> &str,
    kind: &str,
    faults: &mut Vec<Fault>,
) -> Vec<Entry<'t, T>> {
    let mut kept: Vec<Entry<'t, T>> = Vec::with_capacity(entries.len());
    let mut places: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let word = id(&entry.value);
        match places.get(word).and_then(|at| kept.get_mut(*at)) {
            Some(first) if first.layer == entry.layer => {
                let first = first.fault("id", Code::GivenTwice, "");
                let first = match first.place {
                    Some(place) => format!("{}:{}:{}", first.file, place.line, place.column),
                    None => first.file,
                };
                faults.push(entry.fault(
                    "id",
                    Code::GivenTwice,
                    format!("the {kind} \"{word}\" is given twice; first at {first}"),
                ));
            }
            Some(earlier) => *earlier = entry,
            None => {
                places.insert(word.to_owned(), kept.len());
                kept.push(entry);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::Value;

    use super::*;
    use crate::knowledge::{Knowledge, embedded, load};

    /// Each of these files of the built-in pack reads from its tape as from its text.
    fn agrees<T: DeserializeOwned + std::fmt::Debug>(path: &str) {
        for file in embedded().files.iter().filter(|file| file.path.starts_with(path)) {
            let tape = || tape(&file.text).unwrap_or_else(|| panic!("{} has no tape", file.path));
            assert_eq!(Value::deserialize(&mut tape()).ok(), serde_json::from_str(&file.text).ok(), "{}", file.path);
            let of_tape = T::deserialize(&mut tape()).unwrap_or_else(|error| panic!("{}: {error}", file.path));
            let of_text: T = serde_json::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
            assert_eq!(format!("{of_tape:?}"), format!("{of_text:?}"), "{}", file.path);
        }
    }

    #[test]
    fn the_built_in_pack_reads_the_same_from_tapes_and_from_text() {
        agrees::<PackFile>("pack.json");
        agrees::<Interface>("interface.json");
        agrees::<SourcesFile>("sources.json");
        agrees::<EvidenceFile>("evidence.json");
        agrees::<SettingsFile>("settings.json");
        agrees::<WorkupFile>("workup.json");
        agrees::<AdviceFile>("advice.json");
        agrees::<UnitsFile>("units.json");
        agrees::<DiseaseFile>("diseases/");
        agrees::<FindingsFile>("findings/");
        agrees::<CriteriaFile>("criteria/");
    }

    #[test]
    fn another_layer_has_no_tape() {
        let mut layer = embedded();
        layer.files.iter_mut().for_each(|file| file.text = Cow::Owned(file.text.to_string()));
        assert!(layer.files.iter().all(|file| tape(&file.text).is_none()));
        let (copied, built_in) = (load(vec![layer]), load(vec![embedded()]));
        let (Ok(copied), Ok(built_in)) = (copied, built_in) else { panic!("the built-in pack has faults") };
        let parts = |knowledge: &Knowledge| {
            let Knowledge { findings, sets, literature, workup, advice, circuit, .. } = knowledge;
            format!("{findings:?}{sets:?}{literature:?}{workup:?}{advice:?}{circuit:?}")
        };
        assert_eq!(parts(&copied), parts(&built_in));
    }
}
