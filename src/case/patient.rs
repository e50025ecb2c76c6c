//! The case: one patient's answers at one time.

use serde_json::value::RawValue;

use crate::knowledge::{FindingId, Knowledge, SettingId};

use super::{Answer, AnswerValue, Doubt, doubt};

/// A member this program does not know, kept as it was written.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// The name of the member.
    pub key: String,
    /// Its value, byte for byte.
    pub json: Box<RawValue>,
}

impl PartialEq for Foreign {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.json.get() == other.json.get()
    }
}

/// What stands under `findings`, in the order of the file.
#[derive(Clone, Debug)]
pub(super) enum Slot {
    Known(FindingId, Option<Written>),
    Foreign(Foreign),
}

/// An answer as it was read, and the text it was read from: while the answer is the same, so is its text.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub answer: Answer,
    pub json: Box<RawValue>,
}

/// The answers for one patient at one time.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// What the file calls it.
    pub id: Option<String>,
    /// What the user wrote of the patient.
    pub note: Option<String>,
    /// Where the patient is seen, if it was said.
    pub setting: Option<SettingId>,
    pub(super) answers: Vec<Option<Answer>>,
    pub(super) slots: Vec<Slot>,
    /// Members of the file itself that this program does not know.
    pub(super) foreign: Vec<Foreign>,
}

impl Case {
    /// A case in which nothing is known.
    pub fn new(knowledge: &Knowledge) -> Self {
        Case { answers: vec![None; knowledge.findings.len()], ..Case::default() }
    }

    /// The answer to a finding, if there is one.
    pub fn answer(&self, id: FindingId) -> Option<&Answer> {
        self.answers.get(id.index())?.as_ref()
    }

    /// What is known of a finding: an answer that says something.
    pub fn known(&self, id: FindingId) -> Option<&AnswerValue> {
        self.answer(id).map(|answer| &answer.value).filter(|value| value.is_known())
    }

    /// Puts an answer, or takes it back with `None`; gives back what was there.
    pub fn put(&mut self, id: FindingId, answer: Option<Answer>) -> Option<Answer> {
        let before = std::mem::replace(id.of_mut(&mut self.answers), answer);
        let listed = self.slots.iter().any(|slot| matches!(slot, Slot::Known(known, _) if *known == id));
        if !listed {
            self.slots.push(Slot::Known(id, None));
        }
        before
    }

    /// Puts an answer that was read from a text.
    pub(super) fn put_as_written(&mut self, id: FindingId, answer: Answer, json: &RawValue) {
        *id.of_mut(&mut self.answers) = Some(answer.clone());
        // A zero with a sign is written without it.
        let stands = !(matches!(answer.value, AnswerValue::Quantity(quantity) if quantity.value == 0.0)
            && json.get().contains("-0"));
        self.slots.push(Slot::Known(id, stands.then(|| Written { answer, json: json.to_owned() })));
    }

    /// Every answer, in the order of the vocabulary.
    pub fn answers(&self) -> impl Iterator<Item = (FindingId, &Answer)> {
        self.answers.iter().enumerate().filter_map(|(at, answer)| Some((FindingId::at(at), answer.as_ref()?)))
    }

    /// Where the patient is seen: as was asked for, else as the case says, else the setting the pack names first.
    pub fn seen_in(&self, asked: Option<SettingId>) -> SettingId {
        asked.or(self.setting).unwrap_or_else(SettingId::first)
    }

    /// Whether the patient is male, if the sex is known.
    pub fn is_male(&self, knowledge: &Knowledge) -> Option<bool> {
        let sex = knowledge.sex?;
        match self.known(sex.finding)? {
            AnswerValue::Option(option) if *option == sex.male => Some(true),
            AnswerValue::Option(option) if *option == sex.female => Some(false),
            _ => None,
        }
    }

    /// The doubt about a number, unless it was confirmed.
    pub fn doubt(&self, knowledge: &Knowledge, id: FindingId) -> Option<Doubt> {
        let answer = self.answer(id).filter(|answer| !answer.confirmed)?;
        let AnswerValue::Quantity(quantity) = &answer.value else { return None };
        doubt(quantity, knowledge.finding(id).measure()?, self.is_male(knowledge))
    }

    /// A member of the file that this program does not know.
    pub fn foreign(&self, key: &str) -> Option<&RawValue> {
        self.foreign.iter().find(|member| member.key == key).map(|member| &*member.json)
    }

    /// How many findings are known.
    pub fn answered(&self) -> usize {
        self.answers().filter(|(_, answer)| answer.value.is_known()).count()
    }
}
