//! The effective pack: all that the program knows.

use std::collections::HashMap;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::check::{Layer, PackText};
use super::circuit::Circuit;
use super::files::{Interface, Named, Source, Status};
use super::lexicon::Lexicon;
use super::literature::Setting;
use super::search::Index;
use super::{
    Advice, CriteriaSet, Evidence, Finding, FindingId, Kind, Literature, RoleId, Rule, Section, SetId, SettingId, Sex,
    Sheet, Text, Workup,
};
use crate::order;

/// Checked knowledge: every id resolved, every rule runnable.
#[derive(Debug)]
pub struct Knowledge {
    /// The name of the pack in results.
    pub id: String,
    /// The version of the pack in results.
    pub version: String,
    /// What the pack is called.
    pub title: Text,
    /// What the program is and is not; stands in every export.
    pub notice: Text,
    /// Where ranges without a source come from.
    pub ranges: Text,
    /// In the order they are asked.
    pub sections: Vec<Section>,
    /// The key findings, and where the others are.
    pub sheet: Sheet,
    /// The roles that criteria have.
    pub roles: Vec<Named>,
    /// The diseases that criteria sets are for.
    pub diseases: Vec<Named>,
    /// Words that keep their capital within a sentence.
    pub proper_names: Vec<String>,
    /// The program's own words.
    pub interface: Box<Interface>,
    /// In the order of their sections.
    pub findings: Vec<Finding>,
    /// In the order they are shown.
    pub sets: Vec<CriteriaSet>,
    /// The evidence for the fit; `None` in a pack that has none.
    pub literature: Option<Literature>,
    /// The examinations, and the staging.
    pub workup: Workup,
    /// What to say when.
    pub advice: Vec<Advice>,
    /// The bibliography.
    pub sources: Vec<Source>,
    /// The choice that limits by sex go by, if the vocabulary has one.
    pub sex: Option<Sex>,
    pub(super) finding_ids: HashMap<String, FindingId>,
    /// Signs with an inference, each after all that its rules name.
    pub(super) inference_order: Vec<FindingId>,
    /// Sets, each after all that its rules name.
    pub(super) set_order: Vec<SetId>,
    /// All rules as they run.
    pub circuit: Circuit,
    /// The lessons that the head names, in its order.
    pub(super) lesson_order: Vec<String>,
    pub(super) layers: Vec<Layer>,
    pub(super) digest: OnceLock<String>,
    pub(super) search_index: OnceLock<Index>,
    pub(super) lexicon: OnceLock<Lexicon>,
}

impl Knowledge {
    /// The current sets of the leading disease, in the order of the pack; of all diseases where none leads.
    pub fn current_sets(&self) -> impl Iterator<Item = SetId> {
        let lead = self.leading_disease();
        self.set_ids().filter(move |id| {
            let set = self.set(*id);
            set.status == Status::Current && lead.is_none_or(|disease| set.disease == disease)
        })
    }

    /// Those of the current sets that judge patients.
    pub fn sets_in_use(&self) -> impl Iterator<Item = SetId> {
        self.current_sets().filter(|id| self.set(*id).is_in_use())
    }

    /// The finding of an id that was looked up.
    pub fn finding(&self, id: FindingId) -> &Finding {
        id.of(&self.findings)
    }

    /// The finding of this id.
    pub fn find(&self, id: &str) -> Option<FindingId> {
        self.finding_ids.get(id).copied()
    }

    /// Every finding, in the order of the sections.
    pub fn finding_ids(&self) -> impl Iterator<Item = FindingId> + use<> {
        (0..self.findings.len()).map(FindingId::at)
    }

    /// Signs with an inference, each after all that its rules name.
    pub fn inference_order(&self) -> &[FindingId] {
        &self.inference_order
    }

    /// The rule that infers a sign to be present, or to be absent.
    pub fn inference(&self, id: FindingId, present: bool) -> Option<&Rule<Evidence>> {
        let Kind::Sign(inference) = &self.finding(id).kind else { return None };
        if present { inference.present_when.as_ref() } else { inference.absent_when.as_ref() }
    }

    /// The set of an id that was looked up.
    pub fn set(&self, id: SetId) -> &CriteriaSet {
        id.of(&self.sets)
    }

    /// The leading set, by which the others for its disease are judged.
    pub fn lead(&self) -> Option<SetId> {
        self.set_ids().find(|id| self.set(*id).lead)
    }

    /// The disease of the leading set.
    pub fn leading_disease(&self) -> Option<&str> {
        self.lead().map(|id| self.set(id).disease.as_str())
    }

    /// The set of this id.
    pub fn find_set(&self, id: &str) -> Option<SetId> {
        self.sets.iter().position(|set| set.id == id).map(SetId::at)
    }

    /// Every set, in the order they are shown.
    pub fn set_ids(&self) -> impl Iterator<Item = SetId> + use<> {
        (0..self.sets.len()).map(SetId::at)
    }

    /// Sets, each after all that its rules name.
    pub fn set_order(&self) -> &[SetId] {
        &self.set_order
    }

    /// Where a patient may be seen; none in a pack without evidence.
    pub fn settings(&self) -> &[Setting] {
        self.literature.as_ref().map_or(&[], |literature| &literature.settings)
    }

    /// The setting of this id.
    pub fn find_setting(&self, id: &str) -> Option<SettingId> {
        self.settings().iter().position(|setting| setting.id == id).map(SettingId::at)
    }

    /// The role of an id that was looked up.
    pub fn role(&self, id: RoleId) -> &Named {
        id.of(&self.roles)
    }

    /// The source of this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The name of a disease; its id where the pack names none.
    pub fn disease<'k>(&'k self, id: &'k str, lang: super::Lang) -> &'k str {
        self.diseases.iter().find(|disease| disease.id == id).map_or(id, |disease| disease.label.get(lang))
    }

    /// Every disease the pack knows: of its sets and of its evidence.
    pub fn disease_ids(&self) -> Vec<&str> {
        let hypotheses = self.literature.iter().flat_map(|literature| &literature.hypotheses);
        let ids = hypotheses.map(|hypothesis| hypothesis.id.as_str());
        ids.chain(self.diseases.iter().map(|disease| disease.id.as_str())).collect()
    }

    /// The teaching cases of the pack as text; a later layer's file replaces an earlier one's.
    pub fn teaching_texts(&self) -> Vec<&PackText> {
        self.texts_in("cases/")
    }

    /// The lessons of the pack as text, in the order they are meant to be read.
    pub fn lesson_texts(&self) -> Vec<&PackText> {
        let mut texts = self.texts_in("lessons/");
        let place = |text: &PackText| self.lesson_order.iter().position(|id| text.stem() == id);
        order::by_key(&mut texts, |text| place(text).unwrap_or(usize::MAX));
        texts
    }

    /// The files of that name in the pack as text; a later layer adds to an earlier one.
    pub(crate) fn texts_named(&self, path: &str) -> impl Iterator<Item = &PackText> {
        self.layers.iter().flat_map(|layer| &layer.files).filter(move |file| file.path == path)
    }

    /// What findings are called, read at the first search.
    pub(super) fn search_index(&self) -> &Index {
        self.search_index.get_or_init(|| Index::of(self))
    }

    /// The files that are laid over the built-in ones.
    pub(super) fn own_files(&self) -> impl Iterator<Item = &PackText> {
        self.layers.iter().skip(1).flat_map(|layer| &layer.files)
    }

    /// What the words of a note may mean, read at the first note.
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::of(self))
    }

    fn texts_in(&self, folder: &str) -> Vec<&PackText> {
        let mut texts: Vec<&PackText> = Vec::new();
        for text in self.layers.iter().flat_map(|layer| &layer.files).filter(|text| text.path.starts_with(folder)) {
            match texts.iter_mut().find(|earlier| earlier.path == text.path) {
                Some(earlier) => *earlier = text,
                None => texts.push(text),
            }
        }
        texts
    }

    /// SHA-256 over the paths and contents of the effective pack, in hexadecimal.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let mut hash = Sha256::new();
            for file in self.layers.iter().flat_map(|layer| &layer.files) {
                for part in [file.path.as_str(), file.text.as_ref()] {
                    hash.update((part.len() as u64).to_le_bytes());
                    hash.update(part);
                }
            }
            hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
        })
    }
}
