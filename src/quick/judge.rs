//! What is said of each name: an answer, a question, or nothing.

use std::ops::Range;

use super::mention::{Around, Negated};
use super::number::{Reading, Value};
use super::reader::{Heard, Reader};
use super::sense::{Sense, has_need};
use super::{Choice, Kind, Reason};
use crate::case::{AT_TOP, AnswerValue};
use crate::knowledge::files::{Together, Word};
use crate::knowledge::{Ambiguous, Composite, FindingId, Kind as FindingKind, Meant, Place, Said, Says};

impl<'k> Reader<'_, 'k> {
    pub(super) fn judge(&mut self, heard: &Heard<'k>, span: Range<usize>, part: &str) {
        let said = &heard.mention.said;
        for stranger in &said.strangers {
            self.refuse(stranger.clone(), Reason::NoItem);
        }
        let reason = self.reason(heard);
        if matches!(heard.mention.sense, Sense::Other) {
            return self.refuse(span, Reason::NoItem);
        }
        if let Some(reason) = reason {
            return self.refuse(span, reason);
        }
        let need = heard.mention.need.filter(|_| !matches!(heard.mention.sense, Sense::AgeLetter(..)));
        let has_result =
            heard.is_heading || said.answer.is_some() || said.state.is_some() || said.negated != Negated::No;
        if !has_need(need, said.value.is_some(), has_result, part) {
            return if heard.is_alone {
                self.refuse(span, Reason::NoValue)
            };
        }
        match &heard.mention.sense {
            Sense::Finding(id, says) => self.finding(heard, *id, *says, span),
            Sense::Option(id, option) => self.option(heard, *id, AnswerValue::Option(*option), span),
            Sense::AgeLetter(id, option) => self.option(heard, *id, AnswerValue::Option(*option), span),
            Sense::Meant(place) => place.means.iter().for_each(|meant| match *meant {
                Meant::Finding(id) if place.decides => self.decided(heard, id, AnswerValue::Present, span.clone()),
                Meant::Finding(id) => self.finding(heard, id, Says::Name, span.clone()),
                Meant::Absent(id) => self.decided(heard, id, AnswerValue::Absent, span.clone()),
                Meant::Option(id, option) => self.option(heard, id, AnswerValue::Option(option), span.clone()),
            }),
            Sense::Asked(place) => self.asked(place, span),
            Sense::Ambiguous(ambiguous, composite) => self.ambiguous(heard, ambiguous, *composite, span),
            Sense::Composite(composite, denied) => self.composite(heard, composite, *denied, span),
            Sense::Other => {}
        }
    }

    /// What the words beside a name decide, unless something denies them.
    fn decided(&mut self, heard: &Heard, id: FindingId, value: AnswerValue, span: Range<usize>) {
        let said = &heard.mention.said;
        match said.own_negation.is_some() || said.is_faint || said.answer == Some(Said::Unknown) {
            true => self.scope(id, span),
            false => self.enter(heard, id, value),
        }
    }

    /// Why nothing is entered of a name, whatever it is.
    fn reason(&self, heard: &Heard) -> Option<Reason> {
        let said = &heard.mention.said;
        let is_of = |id: FindingId| self.lexicon.past_is_enough.contains(id);
        let past_is_enough = match &heard.mention.sense {
            Sense::Finding(id, _) => is_of(*id),
            Sense::Meant(place) => place.means.iter().all(|meant| is_of(meant.finding())),
            Sense::Ambiguous(ambiguous, _) => ambiguous.means.iter().all(|meant| is_of(meant.finding())),
            _ => false,
        };
        let begins = matches!(heard.mention.sense, Sense::Finding(id, _) if self.lexicon.begins.contains(id));
        // "Onset 11 months ago": that is the time itself.
        let is_since = match &heard.mention.sense {
            Sense::Finding(id, _) => self.lexicon.since == Some(*id),
            Sense::Ambiguous(ambiguous, _) => {
                ambiguous.means.iter().any(|meant| self.lexicon.since == Some(meant.finding()))
            }
            _ => false,
        };
        match heard.flags.reason {
            _ if said.asked_before => Some(Reason::Uncertain),
            Some(Reason::Past) if matches!(heard.mention.sense, Sense::Finding(_, Says::Leads)) => None,
            Some(Reason::Past) if past_is_enough || said.negated == Negated::Yes => None,
            Some(Reason::Planned) if said.answer.is_some() || said.state.is_some() => None,
            Some(Reason::Planned)
                if said.value.is_some() && matches!(heard.mention.sense, Sense::Finding(..) | Sense::Meant(..)) =>
            {
                None
            }
            None if heard.flags.is_ago && !past_is_enough && !begins && !is_since && said.negated == Negated::No => {
                Some(Reason::Past)
            }
            reason => reason,
        }
    }

    fn finding(&mut self, heard: &Heard, id: FindingId, says: Says, span: Range<usize>) {
        match &self.knowledge.finding(id).kind {
            _ if says == Says::Leads => self.leads(heard, id, span),
            FindingKind::Sign(_) => self.sign(heard, id, says, span),
            FindingKind::Quantity(_) => self.quantity(heard, id, span),
            FindingKind::Choice(_) => {}
        }
    }

    /// A word that only leads to a finding: with a number it is asked whether that is meant.
    fn leads(&mut self, heard: &Heard, id: FindingId, span: Range<usize>) {
        let value = heard.mention.said.value.as_ref().filter(|_| self.knowledge.finding(id).measure().is_some());
        match value.map(|value| value.reading(self.text, id, self.knowledge)) {
            Some(Reading::Enter(quantity)) => {
                self.ask(Kind::Which, span, vec![id], vec![vec![(id, AnswerValue::Quantity(quantity))]], None);
            }
            Some(Reading::Ask { choices, .. }) => self.ask(Kind::Which, span, vec![id], choices, None),
            _ if heard.is_single => self.refuse(span, if heard.flags.is_drug { Reason::Drug } else { Reason::NoItem }),
            _ => {}
        }
    }

    fn option(&mut self, heard: &Heard, id: FindingId, value: AnswerValue, span: Range<usize>) {
        let said = &heard.mention.said;
        if said.negated == Negated::Perhaps {
            return self.ask(Kind::Which, span, vec![id], vec![vec![(id, value)]], None);
        }
        if said.negated == Negated::Yes
            || matches!(said.answer, Some(Said::Absent | Said::Unknown | Said::Unobtainable))
        {
            return self.refuse(span, Reason::Narrow);
        }
        let [age, sex] = AT_TOP.map(|id| self.knowledge.find(id));
        if let (Some(age), true, Some(number)) = (age, sex == Some(id), &said.value)
            && (!number.has_unit() || number.fits(self.text, age, self.knowledge))
            && number.is_beside(heard.mention.at)
        {
            let number = number.clone();
            self.number(age, &number, said.span.clone(), false);
        }
        self.enter(heard, id, value);
    }

    fn sign(&mut self, heard: &Heard, id: FindingId, says: Says, span: Range<usize>) {
        let said = &heard.mention.said;
        let twin = self.lexicon.twin(id).filter(|twin| {
            said.value.as_ref().is_some_and(|value| {
                !value.is_dose && (!value.has_unit() || value.fits(self.text, *twin, self.knowledge))
            })
        });
        if let Some(twin) = twin {
            return self.quantity(heard, twin, span);
        }
        let ask = |reader: &mut Self, kind, suggested| {
            let choices = vec![vec![(id, AnswerValue::Present)], vec![(id, AnswerValue::Absent)]];
            reader.ask(kind, span.clone(), vec![id], choices, suggested);
        };
        if let Some(Said::Unknown | Said::Unobtainable) = said.answer {
            let unknown =
                if said.answer == Some(Said::Unknown) { AnswerValue::Unknown } else { AnswerValue::Unobtainable };
            return self.enter(heard, id, unknown);
        }
        if said.is_unchanged || (said.has_year && !self.lexicon.past_is_enough.contains(id)) {
            return ask(self, Kind::Now, None);
        }
        if said.is_faint {
            return ask(self, Kind::Sign, None);
        }
        let is_denied = match (said.negated, said.answer, says) {
            (Negated::Perhaps, ..) => return self.scope(id, span),
            (Negated::Yes, Some(Said::Absent), _) | (Negated::Yes, _, Says::Absent) => {
                return ask(self, Kind::Sign, None);
            }
            (Negated::Yes, ..) | (_, Some(Said::Absent), _) => true,
            _ => false,
        };
        if says == Says::Absent {
            return match (is_denied, said.answer) {
                (false, None) => self.enter(heard, id, AnswerValue::Absent),
                _ => ask(self, Kind::Sign, None),
            };
        }
        // What one of several lacks, another may have.
        let is_part_normal = says == Says::Part && said.state == Some(Word::Normal);
        if says == Says::Part && (is_denied || is_part_normal) {
            return ask(self, Kind::Sign, None);
        }
        if is_denied {
            if let Some(offered) = self.lexicon.absence_is_asked.get(&id) {
                let absent = |id: &FindingId| (*id, AnswerValue::Absent);
                let choices = offered.iter().map(|choice| choice.iter().map(absent).collect()).collect();
                let about = unique(offered.iter().flatten().copied().chain([id]));
                return self.ask(Kind::Which, span, about, choices, None);
            }
            return match says {
                Says::Narrow => self.refuse(span, Reason::Narrow),
                _ => self.enter(heard, id, AnswerValue::Absent),
            };
        }
        let is_other_sex =
            self.is_male.is_some_and(|male| self.knowledge.finding(id).only_in.is_some_and(|only| !only.admits(male)));
        let is_said = said.answer == Some(Said::Present);
        let is_doubtful =
            (heard.mention.is_tail && said.doubt_before && !is_said) || (heard.mention.is_typo && !is_said);
        match (says, said.state) {
            (Says::Topic | Says::Part, Some(Word::Normal)) if !is_said => self.enter(heard, id, AnswerValue::Absent),
            (Says::Topic | Says::Part, _) if is_said || said.is_enlarged || heard.is_heading || heard.has_type => {
                self.enter(heard, id, AnswerValue::Present)
            }
            (Says::Topic | Says::Part, Some(Word::Abnormal | Word::Raised)) => ask(self, Kind::Sign, Some(0)),
            (Says::Topic | Says::Part, _) if said.value.is_some() => ask(self, Kind::Sign, Some(0)),
            (Says::Topic | Says::Part, _) => {
                if heard.is_alone || said.value.is_some() {
                    self.refuse(span, Reason::NoValue);
                }
            }
            (_, Some(Word::Normal | Word::Low | Word::Abnormal)) if !is_said => ask(self, Kind::Sign, None),
            _ if is_other_sex => ask(self, Kind::Sign, None),
            _ if is_doubtful => ask(self, Kind::Sign, Some(0)),
            _ => self.enter(heard, id, AnswerValue::Present),
        }
    }

    fn scope(&mut self, id: FindingId, span: Range<usize>) {
        let choices = vec![vec![(id, AnswerValue::Absent)], vec![(id, AnswerValue::Present)]];
        self.ask(Kind::Scope, span, vec![id], choices, None);
    }

    fn quantity(&mut self, heard: &Heard, id: FindingId, span: Range<usize>) {
        let said = &heard.mention.said;
        if let Some(value) = &said.value {
            if heard.flags.is_drug
                || value.is_dose && self.lexicon.completed_unit(id, value.unit_text(self.text)).is_none()
            {
                return self.refuse(span, Reason::Drug);
            }
            let value = value.clone();
            // "diabetes since 40 years of age" says nothing of today.
            let is_of_then = heard.is_later && self.knowledge.find(AT_TOP[0]) == Some(id);
            let is_unsure =
                is_of_then || said.is_loose || said.has_more || (heard.mention.is_typo && !value.has_unit());
            return self.number(id, &value, said.span.clone(), is_unsure);
        }
        let unknown = match said.answer {
            Some(Said::Unknown) => Some(AnswerValue::Unknown),
            Some(Said::Unobtainable) => Some(AnswerValue::Unobtainable),
            _ => None,
        };
        if let Some(unknown) = unknown {
            return self.enter(heard, id, unknown);
        }
        let signs = self.state(id, said);
        match (said.negated, signs.is_empty()) {
            (Negated::Perhaps, false) => signs.iter().for_each(|(sign, _)| self.scope(*sign, span.clone())),
            (_, false) => signs.into_iter().for_each(|(sign, value)| self.enter(heard, sign, value)),
            _ => {
                if heard.is_alone || said.is_own() {
                    self.refuse(span, if heard.flags.is_drug { Reason::Drug } else { Reason::NoValue });
                }
            }
        }
    }

    /// The signs that the state of a quantity answers.
    fn state(&self, id: FindingId, said: &Around) -> Choice {
        let Some(states) = self.lexicon.states(id) else { return Vec::new() };
        let is_denied = said.negated == Negated::Yes;
        let one = |sign: Option<FindingId>| {
            let value = if is_denied { AnswerValue::Absent } else { AnswerValue::Present };
            sign.map(|sign| (sign, value)).into_iter().collect()
        };
        match said.state {
            Some(Word::Raised) => one(states.raised),
            Some(Word::Low) => one(states.low),
            Some(Word::Abnormal) => one(states.abnormal),
            Some(Word::Normal) if !is_denied => states.normal.iter().map(|sign| (*sign, AnswerValue::Absent)).collect(),
            _ => Vec::new(),
        }
    }

    /// Enters a number, or asks about it.
    fn number(&mut self, id: FindingId, value: &Value, span: Range<usize>, is_unsure: bool) {
        match value.reading(self.text, id, self.knowledge) {
            Reading::Enter(quantity) if is_unsure => {
                let choices = vec![vec![(id, AnswerValue::Quantity(quantity))]];
                self.ask(Reading::KIND, span, vec![id], choices, Some(0));
            }
            Reading::Enter(quantity) => self.drafts.enter(
                id,
                AnswerValue::Quantity(quantity),
                span,
                value.date.clone().map(|date| self.slice(&date).to_owned()),
            ),
            Reading::Ask { choices, suggested } => self.ask(Reading::KIND, span, vec![id], choices, suggested),
            Reading::Dose => self.refuse(span, Reason::Drug),
        }
    }

    fn asked(&mut self, place: &Place, span: Range<usize>) {
        let about = place.ask.iter().flatten().map(|meant| meant.finding());
        let choices =
            place.ask.iter().map(|choice| choice.iter().map(|meant| answer(*meant, AnswerValue::Present)).collect());
        self.ask(Kind::Which, span, unique(about), choices.collect(), place.suggest);
    }

    fn ambiguous(
        &mut self,
        heard: &Heard,
        ambiguous: &'k Ambiguous,
        composite: Option<&Composite>,
        span: Range<usize>,
    ) {
        let said = &heard.mention.said;
        let about = unique(ambiguous.means.iter().map(|meant| meant.finding()));
        let quantities: Vec<FindingId> =
            about.iter().copied().filter(|id| self.knowledge.finding(*id).measure().is_some()).collect();
        let which = |reader: &mut Self, choices: Vec<Choice>| match choices.is_empty() {
            true => reader.refuse(span.clone(), Reason::NoValue),
            false => {
                reader.drafts.ask(
                    Kind::Which,
                    span.clone(),
                    about.clone(),
                    choices,
                    None,
                    Some(ambiguous.question.clone()),
                );
            }
        };
        if let Some(value) = said.value.as_ref().filter(|_| !quantities.is_empty()) {
            if heard.flags.is_drug || value.is_dose {
                return self.refuse(span, Reason::Drug);
            }
            let fit = quantities.iter().copied().filter(|id| value.fits(self.text, *id, self.knowledge));
            let told: Vec<FindingId> = match () {
                () if ambiguous.unit_tells && value.has_unit() => fit.collect(),
                () if ambiguous.number_tells => quantities.clone(),
                () => Vec::new(),
            };
            if let [only] = told.as_slice() {
                let value = value.clone();
                return self.number(*only, &value, said.span.clone(), said.is_loose || said.has_more);
            }
            let choices = quantities.iter().flat_map(|id| match value.reading(self.text, *id, self.knowledge) {
                Reading::Enter(quantity) => vec![vec![(*id, AnswerValue::Quantity(quantity))]],
                Reading::Ask { choices, .. } => choices,
                Reading::Dose => Vec::new(),
            });
            let choices = choices.collect();
            return which(self, choices);
        }
        if said.state.is_some() {
            let mut signs: Vec<Choice> =
                quantities.iter().map(|id| self.state(*id, said)).filter(|signs| !signs.is_empty()).collect();
            signs.dedup();
            match signs.as_slice() {
                [only] => return only.clone().into_iter().for_each(|(sign, value)| self.enter(heard, sign, value)),
                _ if !quantities.is_empty() => return self.refuse(span, Reason::NoValue),
                _ => {}
            }
        }
        let signs: Vec<FindingId> = about
            .iter()
            .copied()
            .filter(|id| matches!(self.knowledge.finding(*id).kind, FindingKind::Sign(_)))
            .collect();
        let is_denied =
            said.negated == Negated::Yes || said.answer == Some(Said::Absent) || said.state == Some(Word::Normal);
        match composite.filter(|composite| composite.absent == Together::All) {
            Some(composite) if is_denied => {
                return composite.findings.iter().for_each(|id| self.enter(heard, *id, AnswerValue::Absent));
            }
            _ => {}
        }
        if is_denied || said.negated == Negated::Perhaps {
            return which(self, absent_each(&signs));
        }
        let is_answered = said.is_own() && !(said.value.is_some() && heard.flags.is_drug);
        if heard.flags.is_drug && !said.is_own() {
            return self.refuse(span, Reason::Drug);
        }
        if is_answered || heard.is_alone || heard.is_heading || !ambiguous.is_topic {
            let present =
                ambiguous.means.iter().filter(|meant| !quantities.contains(&meant.finding()) && self.is_said(**meant));
            let choices = present.map(|meant| vec![answer(*meant, AnswerValue::Present)]).collect();
            which(self, choices);
        } else if heard.is_single {
            self.refuse(span, Reason::NoValue);
        }
    }

    /// Whether a meaning is an answer without anything else.
    fn is_said(&self, meant: Meant) -> bool {
        !matches!(meant, Meant::Finding(id) if !matches!(self.knowledge.finding(id).kind, FindingKind::Sign(_)))
    }

    fn composite(&mut self, heard: &Heard, composite: &Composite, denied: bool, span: Range<usize>) {
        let said = &heard.mention.said;
        let all = |reader: &mut Self, value| composite.findings.iter().for_each(|id| reader.enter(heard, *id, value));
        let is_denied = denied
            || said.negated == Negated::Yes
            || said.answer == Some(Said::Absent)
            || said.state == Some(Word::Normal);
        let is_said = said.answer == Some(Said::Present) || said.is_enlarged;
        match (is_denied, composite.present, composite.absent) {
            _ if denied && said.negated == Negated::No => all(self, AnswerValue::Absent),
            _ if denied || said.negated == Negated::Perhaps || said.is_faint || said.is_unchanged => {
                composite.findings.iter().for_each(|id| self.scope(*id, span.clone()));
            }
            (true, _, Together::All) => all(self, AnswerValue::Absent),
            (true, ..) => {
                self.ask(Kind::Which, span, composite.findings.clone(), absent_each(&composite.findings), None)
            }
            (false, Together::All, _) => all(self, AnswerValue::Present),
            (false, Together::Enlarged, _) if is_said => all(self, AnswerValue::Present),
            (false, Together::Enlarged, _) => self.refuse(span, Reason::NoValue),
            (false, Together::Ask, _) => {
                let choices = composite.findings.iter().map(|id| vec![(*id, AnswerValue::Present)]).collect();
                self.ask(Kind::Which, span, composite.findings.clone(), choices, None);
            }
        }
    }

    fn enter(&mut self, heard: &Heard, id: FindingId, value: AnswerValue) {
        self.drafts.enter(id, value, heard.mention.said.span.clone(), None);
    }

    pub(super) fn ask(
        &mut self,
        kind: Kind,
        span: Range<usize>,
        about: Vec<FindingId>,
        choices: Vec<Choice>,
        suggested: Option<usize>,
    ) {
        self.drafts.ask(kind, span, about, choices, suggested, None);
    }

    pub(super) fn refuse(&mut self, span: Range<usize>, reason: Reason) {
        self.drafts.refuse(span, reason);
    }
}

fn answer(meant: Meant, value: AnswerValue) -> (FindingId, AnswerValue) {
    match meant {
        Meant::Finding(id) => (id, value),
        Meant::Absent(id) => (id, AnswerValue::Absent),
        Meant::Option(id, option) => (id, AnswerValue::Option(option)),
    }
}

/// Each of some signs absent, and the first of them together.
fn absent_each(signs: &[FindingId]) -> Vec<Choice> {
    let absent = |id: &FindingId| (*id, AnswerValue::Absent);
    let each = signs.iter().map(|id| vec![absent(id)]);
    let together = (2..=signs.len()).filter_map(|count| Some(signs.get(..count)?.iter().map(absent).collect()));
    each.chain(together).collect()
}

fn unique(ids: impl Iterator<Item = FindingId>) -> Vec<FindingId> {
    let mut unique = Vec::new();
    ids.for_each(|id| {
        if !unique.contains(&id) {
            unique.push(id);
        }
    });
    unique
}
