//! A criterion in a few words: with which answers it was decided, or else what would tell.

use super::{Known, Wording};
use crate::case::AnswerValue;
use crate::engine::{Flag, Need, Open, OpenItem, SetAssessment, Verdict};
use crate::knowledge::{CriterionId, Evidence, FindingId, Kind, Rule};

impl Wording<'_> {
    /// A required criterion by its name, with the answers that decided it where they say more.
    pub(super) fn criterion_with(self, known: Known, found: &SetAssessment, id: CriterionId) -> String {
        let short = self.say(&id.of(&self.knowledge.set(found.set).criteria).short);
        let phrases = self.phrases(known, found, id);
        match phrases.as_slice() {
            [] => short.to_owned(),
            [only] if only.to_lowercase().contains(&short.to_lowercase()) => only.clone(),
            several => self.aside(short, &self.names(several)),
        }
    }

    /// A counted criterion by the answers that decided it, or by its name where they say no more.
    pub(super) fn item(self, known: Known, found: &SetAssessment, id: CriterionId) -> String {
        match self.phrases(known, found, id).as_slice() {
            [] => self.say(&id.of(&self.knowledge.set(found.set).criteria).short).to_owned(),
            several => self.both(several),
        }
    }

    /// The answers that decided a criterion, where they say more than its name: for a kind the choices that describe it.
    fn phrases(self, known: Known, found: &SetAssessment, id: CriterionId) -> Vec<String> {
        let (criterion, assessed) = (id.of(&self.knowledge.set(found.set).criteria), id.of(&found.criteria));
        if let (Rule::Is(Evidence::Sign(sign)), [only]) = (&criterion.when, assessed.because.as_slice())
            && sign == only
        {
            return Vec::new();
        }
        // What another set concludes has its reasons there.
        if matches!(criterion.when, Rule::Is(Evidence::Conclusion(..))) {
            return Vec::new();
        }
        let sex = self.knowledge.sex.map(|sex| sex.finding);
        let rests_on = self.knowledge.criterion_rests_on(found.set, id);
        let is_choice =
            |id: &FindingId| matches!(self.knowledge.finding(*id).kind, Kind::Choice(_)) && Some(*id) != sex;
        let chosen: Vec<FindingId> =
            rests_on.ids().filter(|id| is_choice(id) && known.case.known(*id).is_some()).collect();
        match assessed.verdict == Verdict::Met && !chosen.is_empty() {
            true => chosen.into_iter().map(|id| self.phrase(known, id)).collect(),
            // The sex only says which range counts.
            false => assessed.because.iter().filter(|id| Some(**id) != sex).map(|id| self.phrase(known, *id)).collect(),
        }
    }

    /// A criterion by its short name, with the answers that decided it, or with what would tell: never what would count
    /// as if it were there.
    pub fn criterion_in_short(self, known: Known, found: &SetAssessment, id: CriterionId) -> String {
        let (criterion, assessed) = (id.of(&self.knowledge.set(found.set).criteria), id.of(&found.criteria));
        let short = self.say(&criterion.short);
        let phrases = self.phrases(known, found, id);
        let text = match assessed.verdict {
            Verdict::Undetermined => return self.open_criterion(known, short, &assessed.open),
            verdict if matches!(criterion.when, Rule::Is(Evidence::Conclusion(..))) => {
                self.verdict_in_short(verdict).to_owned()
            }
            _ if phrases.is_empty() => self.names(assessed.because.iter().map(|id| self.now_in_short(known, *id))),
            _ => self.apart(&phrases.iter().map(String::as_str).collect::<Vec<_>>()),
        };
        if text.is_empty() { short.to_owned() } else { self.pair(short, &text) }
    }

    /// What is known of an open criterion, and the examination that would tell.
    fn open_criterion(self, known: Known, short: &str, open: &[Open]) -> String {
        let words = &self.words().conclusion;
        let findings: Vec<FindingId> = open
            .iter()
            .filter_map(|open| match open.item {
                OpenItem::Finding(id) => Some(id),
                OpenItem::Conclusion(..) => None,
            })
            .collect();
        let half_known: Vec<String> =
            findings.iter().filter(|id| known.case.known(**id).is_some()).map(|id| self.answered(known, *id)).collect();
        let said = match (findings.as_slice(), half_known.as_slice()) {
            ([], _) => self.pair(short, self.verdict_in_short(Verdict::Undetermined)),
            (_, []) => words.not_known(self.lang, short),
            (_, several) => self.pair(short, &self.list(several)),
        };
        let workup = &self.knowledge.workup;
        match findings.iter().find_map(|id| self.knowledge.test_for(*id)) {
            Some(test) => words.would_tell(self.lang, &said, self.say(&workup.test(test).short)),
            None => said,
        }
    }

    /// An answer in a few words: a sign by its name, a number with how it lies, the option of a choice.
    pub fn phrase(self, known: Known, id: FindingId) -> String {
        let (label, words) = (self.label(id), &self.words().conclusion);
        match known.case.known(id) {
            Some(AnswerValue::Present) => label.to_owned(),
            Some(AnswerValue::Absent) => self.words().rule.without(self.lang, label),
            Some(value @ AnswerValue::Option(_)) => self.answer(id, value),
            Some(value @ AnswerValue::Quantity(_)) => {
                let value = self.answer(id, value);
                match known.assessment.flag(id).filter(|flag| *flag != Flag::Normal) {
                    Some(flag) => words.flagged(self.lang, label, &value, self.flag(flag)),
                    None => words.measured(self.lang, label, &value),
                }
            }
            _ => self.answered(known, id),
        }
    }

    /// What is known of something open, and what would tell: never the answer that would count as if it were there.
    pub fn would_tell(self, known: Known, open: &Open) -> String {
        match (open.item, &open.need) {
            (OpenItem::Finding(id), Need::Present) => self.finding_would_tell(known, id),
            (OpenItem::Finding(id), _) if is_unknown(known, id) => self.with_test(id, self.would_count(known, open)),
            _ => self.would_count(known, open),
        }
    }

    /// What is known of a finding that something hangs on, and what would tell.
    pub fn finding_would_tell(self, known: Known, id: FindingId) -> String {
        match is_unknown(known, id) {
            true => self.with_test(id, self.words().conclusion.not_known(self.lang, self.label(id))),
            false => self.answered(known, id),
        }
    }

    /// With the examination that would tell of a finding.
    fn with_test(self, id: FindingId, said: String) -> String {
        let workup = &self.knowledge.workup;
        match self.knowledge.test_for(id) {
            Some(test) => self.words().conclusion.would_tell(self.lang, &said, self.say(&workup.test(test).short)),
            None => said,
        }
    }
}

/// Whether nothing at all is known of a finding, and it might still be.
fn is_unknown(known: Known, id: FindingId) -> bool {
    known.case.answer(id).is_none_or(|answer| answer.value == AnswerValue::Unknown)
}
