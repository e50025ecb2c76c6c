//! What criteria sets say: verdicts, what is open and would settle it, contradictions, other causes.

use super::{Known, Wording};
use crate::case::AnswerValue;
use crate::engine::{
    Attribution, ConclusionAssessment, Conflict, Disagreement, Need, NextTest, Open, OpenItem, SetAssessment,
    SetsDiffer, Settling, Verdict, Way,
};
use crate::json::number;
use crate::knowledge::files::{End, Laboratory, Status};
use crate::knowledge::{
    Bound, ConclusionId, CriteriaSet, CriterionId, FindingId, Kind, Limit, OptionId, SetId, Text, Threshold,
};

impl<'k> Wording<'k> {
    /// The title of a set, with what keeps it from counting.
    pub fn set_title(self, set: &CriteriaSet) -> String {
        let words = &self.words().report;
        let title = self.say(&set.title);
        match set.status {
            Status::Historical => self.aside(title, self.say(&words.historical)),
            Status::Current if !set.wording_seen => self.aside(title, self.say(&words.wording_unseen)),
            Status::Current => title.to_owned(),
        }
    }

    /// The verdict of a conclusion; where all that is open is what it excludes, that is named.
    pub fn reading(self, set: &CriteriaSet, found: &ConclusionAssessment) -> String {
        let mut open = found.met_but_for().map(|id| self.say(&id.of(&set.criteria).title)).peekable();
        match open.peek() {
            None => self.verdict(found.verdict).to_owned(),
            Some(_) => self.words().verdict.met_but_for(self.lang, self.list(open)),
        }
    }

    /// What an open finding or conclusion would have to be.
    pub fn open(self, open: &Open) -> String {
        match (&open.item, &open.need) {
            (OpenItem::Finding(id), Need::Limit(bound)) => self.bound(*id, bound),
            _ => self.pair(&self.open_label(open), &self.need(open)),
        }
    }

    /// What is known of an open finding or conclusion, and with what it would count.
    pub fn would_count(self, known: Known, open: &Open) -> String {
        let words = &self.words().need;
        let now = match open.item {
            OpenItem::Conclusion(..) => self.verdict(Verdict::Undetermined).to_owned(),
            OpenItem::Finding(id) => match known.case.answer(id).map(|answer| answer.value) {
                None | Some(AnswerValue::Unknown) => self.say(&words.not_known).to_owned(),
                Some(value) => self.answer(id, &value),
            },
        };
        let (label, need) = (self.open_label(open), self.need(open));
        words.would_count(self.lang, &label, &now, &need)
    }

    fn open_label(self, open: &Open) -> String {
        match open.item {
            OpenItem::Finding(id) => self.label(id).to_owned(),
            OpenItem::Conclusion(set, conclusion) => {
                let set = self.knowledge.set(set);
                let conclusion = self.say(&conclusion.of(&set.conclusions).title);
                self.words().rule.of_set(self.lang, conclusion, self.say(&set.short))
            }
        }
    }

    fn need(self, open: &Open) -> String {
        let words = &self.words().need;
        let options = |ids: &[OptionId]| match open.item {
            OpenItem::Finding(finding) => self.options(finding, ids),
            OpenItem::Conclusion(..) => String::new(),
        };
        match (&open.need, open.item) {
            (Need::Absent, _) => self.say(&words.absent).to_owned(),
            (Need::OneOf(ids), _) => words.one_of(self.lang, options(ids)),
            (Need::NoneOf(ids), _) => words.none_of(self.lang, options(ids)),
            (Need::Limit(bound), OpenItem::Finding(id)) => self.beyond(id, bound).unwrap_or_default(),
            (Need::Met, _) => self.verdict(Verdict::Met).to_owned(),
            (Need::NotMet, _) => self.verdict(Verdict::NotMet).to_owned(),
            (Need::Present | Need::Limit(_), _) => self.say(&words.present).to_owned(),
        }
    }

    /// A way to settle a conclusion: the criteria that must come together.
    pub fn way(self, set: &CriteriaSet, way: Way) -> String {
        self.together(way.settlings().map(|step| self.becoming(&step.criterion.of(&set.criteria).short, step.becomes)))
    }

    /// A step of a way, the criterion by its title.
    pub fn settling(self, set: &CriteriaSet, step: Settling) -> String {
        self.becoming(&step.criterion.of(&set.criteria).title, step.becomes)
    }

    /// A criterion with what it must become; meeting it goes without saying.
    fn becoming(self, name: &Text, verdict: Verdict) -> String {
        match verdict {
            Verdict::NotMet => self.pair(self.say(name), self.verdict(Verdict::NotMet)),
            Verdict::Met | Verdict::Undetermined => self.say(name).to_owned(),
        }
    }

    /// So many ways to settle a conclusion, and how many more there are.
    pub fn ways(self, set: &CriteriaSet, found: &ConclusionAssessment, most: usize) -> Vec<String> {
        let ways = found.settled_by.iter().take(most).map(|way| self.way(set, *way));
        let more = found.settled_by.len().saturating_sub(most) + found.more;
        ways.chain(self.more_ways(more)).collect()
    }

    /// How many more ways there are.
    pub fn more_ways(self, count: usize) -> Option<String> {
        let words = &self.words().report;
        match count {
            0 => None,
            1 => Some(self.say(&words.settled_one_more).to_owned()),
            count => Some(words.settled_more(self.lang, count)),
        }
    }

    /// Criteria by their short names.
    pub fn criteria(self, set: &CriteriaSet, criteria: &[CriterionId]) -> String {
        self.list(criteria.iter().map(|id| self.say(&id.of(&set.criteria).short)))
    }

    /// A quantity on one side of a limit.
    pub fn bound(self, id: FindingId, bound: &Bound) -> String {
        match self.beyond(id, bound) {
            Some(beyond) => self.words().rule.bound(self.lang, self.label(id), &beyond),
            None => self.label(id).to_owned(),
        }
    }

    /// One side of a limit, with what the laboratory's own limit does beside it; `None` for what is no quantity.
    pub fn beyond(self, id: FindingId, bound: &Bound) -> Option<String> {
        let limit = self.words().rule.beyond(self.lang, bound.side.symbol(self.lang), &self.limit(id, bound)?);
        Some(self.beside_laboratory(limit, bound))
    }

    /// A limit in words, with what the laboratory's own limit does beside it.
    pub fn beside_laboratory(self, limit: String, bound: &Bound) -> String {
        let words = &self.words().rule;
        match bound.printed().and_then(|printed| printed.laboratory) {
            None => limit,
            Some(Laboratory::First) => self.aside(&limit, self.say(&words.laboratory_first)),
            Some(Laboratory::Also) => self.aside(&limit, self.say(&words.laboratory_also)),
        }
    }

    /// The limit of a quantity; `None` for what is no quantity.
    pub fn limit(self, id: FindingId, bound: &Bound) -> Option<String> {
        let Kind::Quantity(measure) = &self.knowledge.finding(id).kind else { return None };
        let rule = &self.words().rule;
        let printed = match (&bound.limit, bound.end) {
            (Limit::Printed(printed), _) => printed,
            (Limit::Laboratory, End::High) => return Some(self.say(&rule.laboratory_upper).to_owned()),
            (Limit::Laboratory, End::Low) => return Some(self.say(&rule.laboratory_lower).to_owned()),
        };
        let in_unit = |unit: usize, threshold: Threshold| {
            let limit = |value: f64| self.with_unit(&number(value).to_string(), measure.unit_at(unit));
            match threshold {
                Threshold::Fixed(value) => limit(value),
                Threshold::BySex { male, female } => rule.by_sex(self.lang, limit(male), limit(female)),
            }
        };
        let limit = in_unit(printed.unit, printed.threshold);
        let others: Vec<String> = printed.in_units.iter().map(|(unit, threshold)| in_unit(*unit, *threshold)).collect();
        Some(if others.is_empty() { limit } else { self.aside(&limit, &self.list(&others)) })
    }

    /// Two answers that contradict each other, and what each rests on.
    pub fn conflict(self, known: Known, conflict: &Conflict) -> String {
        let words = self.words();
        let finding = self.label(conflict.finding);
        let from = self.reasons(known, &conflict.from);
        let inferred = match conflict.disagreement {
            Disagreement::SaidAbsent => self.say(&words.answer.present),
            Disagreement::SaidPresent => self.say(&words.answer.absent),
            Disagreement::BothInferred => {
                return words.report.conflict_both(self.lang, finding, &from);
            }
            Disagreement::OtherSex => {
                let said = self.now(known, conflict.finding);
                return words.report.conflict_other_sex(self.lang, finding, &said, &from);
            }
        };
        let said = self.now(known, conflict.finding);
        words.report.conflict_disagrees(self.lang, finding, &said, inferred, &from)
    }

    /// A finding that counts, with its commoner causes: those entered first.
    pub fn attribution(self, found: &Attribution) -> String {
        let words = &self.words().report;
        let of = |entered: bool, template| {
            let causes = found.causes.iter().filter(|cause| cause.entered == entered);
            let causes = self.names(causes.map(|cause| self.label(cause.finding)));
            (!causes.is_empty()).then(|| self.pair(self.say(template), &causes))
        };
        let parts = [of(true, &words.cause_entered), of(false, &words.cause_open)];
        let causes = self.list(parts.into_iter().flatten());
        words.causes_of(self.lang, self.label(found.finding), &causes)
    }

    /// What a set says of the case, and what it is open for or what stands in its way.
    pub fn standing(self, found: &SetAssessment) -> String {
        let (words, set) = (&self.words().fit, self.knowledge.set(found.set));
        let short = self.say(&set.short);
        let Some((_, conclusion)) = found.leading() else { return short.to_owned() };
        let verdict = self.verdict(conclusion.verdict);
        let verdict = match conclusion.verdict {
            Verdict::Undetermined if !conclusion.settled_by.is_empty() => {
                let ways = self.names(self.ways(set, conclusion, 1));
                words.open_for(self.lang, verdict, &ways)
            }
            Verdict::NotMet => {
                let criteria = self.criteria(set, &conclusion.excluded_by);
                words.kept_from(self.lang, verdict, &criteria)
            }
            _ => verdict.to_owned(),
        };
        self.pair(short, &verdict)
    }

    /// Where two sets differ, and on what.
    pub fn disagreement(self, differ: &SetsDiffer) -> String {
        let words = &self.words().fit;
        let [lead, other] = differ.sets.map(|set| self.say(&self.knowledge.set(set).short));
        let [lead_verdict, other_verdict] = differ.verdicts.map(|verdict| self.verdict(verdict));
        let text = words.disagree(self.lang, lead, lead_verdict, other, other_verdict);
        if differ.on.is_empty() {
            return text;
        }
        let criteria = &self.knowledge.set(differ.turns_on()).criteria;
        let on = self.names(differ.on.iter().map(|id| self.say(&id.of(criteria).short)));
        self.sentences([text, words.turns_on(self.lang, &on)])
    }

    /// A set by its short name, with the conclusion where it has several.
    pub fn conclusion_of(self, set: SetId, conclusion: ConclusionId) -> String {
        let set = self.knowledge.set(set);
        let short = self.say(&set.short);
        match set.conclusions.as_slice() {
            [_] => short.to_owned(),
            several => self.aside(short, self.say(&conclusion.of(several).title)),
        }
    }

    /// What an examination can settle, a line for each result it may have.
    pub fn settles(self, next: &NextTest) -> Vec<String> {
        let mut results: Vec<(Verdict, String, Vec<String>)> = Vec::new();
        for how in &next.settles {
            let by = self.together(how.by.iter().map(|open| self.open(open)));
            let name = self.conclusion_of(how.set, how.conclusion);
            match results.iter_mut().find(|(verdict, needs, _)| *verdict == how.verdict && *needs == by) {
                Some((_, _, sets)) => sets.push(name),
                None => results.push((how.verdict, by, vec![name])),
            }
        }
        let line = |(verdict, by, sets): &(Verdict, String, Vec<String>)| {
            self.words().fit.can_settle(self.lang, self.verdict(*verdict), by, self.names(sets))
        };
        results.iter().map(line).collect()
    }
}
