//! How other systems say a result, and what they examined.

use std::collections::{HashMap, HashSet};

use super::{Code, System};
use crate::case::AnswerValue;
use crate::json::{Document, Places};
use crate::knowledge::files::{CodeFile, ExchangeFile, ResultFile, SpecimenFile};
use crate::knowledge::{FindingId, Knowledge, folded};

/// The words and codes of the pack for results and specimens.
#[derive(Default)]
pub(super) struct Results {
    present: Ways,
    absent: Ways,
    unknown: Ways,
    specimens: HashMap<FindingId, Specimen>,
}

/// What is examined for a finding, where its code leaves that open.
pub(super) struct Specimen {
    /// Its first name.
    pub name: String,
    /// Its first code.
    pub code: Option<Code>,
    ways: Ways,
}

/// The ways to say one thing.
#[derive(Default)]
struct Ways {
    words: HashSet<String>,
    codes: Vec<(System, String)>,
}

impl Results {
    pub(super) fn of(knowledge: &Knowledge) -> Results {
        let mut results = Results::default();
        for text in knowledge.texts_named("exchange.json") {
            let places = Places::default();
            // What is wrong with a file is the checker's matter.
            let Ok(file) = Document::new(&text.file, &text.text, &places).read::<ExchangeFile>() else { continue };
            let ExchangeFile { present, absent, unknown, specimens, .. } = file;
            results.present.take(&present);
            results.absent.take(&absent);
            results.unknown.take(&unknown);
            for SpecimenFile { finding, names, codes } in specimens {
                let (Some(finding), Some(name)) = (knowledge.find(&finding), names.first()) else { continue };
                let name = name.to_string();
                let code = codes.first().map(|code| Code::new(System::named(&code.system), &code.code, Some(&name)));
                let mut ways = Ways::default();
                ways.take(&ResultFile { words: names, codes });
                results.specimens.insert(finding, Specimen { name, code, ways });
            }
        }
        results
    }

    /// What a word says of a sign.
    pub(super) fn word(&self, text: &str) -> Option<AnswerValue> {
        let word = folded(text);
        self.where_in(|ways| ways.words.contains(&word))
    }

    /// What codes say of a sign; where there is none that is known, what they are called.
    pub(super) fn codes(&self, codes: &[Code]) -> Option<AnswerValue> {
        let coded = codes.iter().find_map(|code| self.where_in(|ways| ways.holds(code)));
        coded.or_else(|| codes.iter().find_map(|code| self.word(code.display.as_deref()?)))
    }

    fn where_in(&self, says: impl Fn(&Ways) -> bool) -> Option<AnswerValue> {
        let all = [
            (&self.present, AnswerValue::Present),
            (&self.absent, AnswerValue::Absent),
            (&self.unknown, AnswerValue::Unknown),
        ];
        all.into_iter().find(|(ways, _)| says(ways)).map(|(_, value)| value)
    }

    /// What is examined for a finding, where its code leaves that open.
    pub(super) fn specimen(&self, finding: FindingId) -> Option<&Specimen> {
        self.specimens.get(&finding)
    }

    /// Whether a specimen is the one that a finding is measured in.
    pub(super) fn is_of(&self, finding: FindingId, specimen: &[Code]) -> bool {
        let Some(Specimen { ways, .. }) = self.specimen(finding) else { return false };
        let named = |code: &Code| {
            let text = folded(code.display.as_deref().unwrap_or_default());
            ways.words.iter().any(|word| match word.is_ascii() {
                true => text.split(' ').any(|part| part == word),
                false => text.contains(word.as_str()),
            })
        };
        specimen.iter().any(|code| ways.holds(code) || named(code))
    }
}

impl Ways {
    fn take(&mut self, file: &ResultFile) {
        self.words.extend(file.words.iter().map(|word| folded(word)));
        self.codes.extend(file.codes.iter().map(|CodeFile { system, code }| (System::named(system), code.to_string())));
    }

    fn holds(&self, code: &Code) -> bool {
        self.codes.iter().any(|(system, known)| *system == code.system && *known == code.code)
    }
}
