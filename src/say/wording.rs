//! How findings, answers, verdicts and needs are said in words; every face says them alike.

use crate::case::{Answer, AnswerValue, Case, Quantity, Reference};
use crate::engine::{
    Attribution, ConclusionAssessment, Conflict, Disagreement, Doubted, Flag, Need, Open, OpenItem, Verdict, Way,
};
use crate::json::{Fault, MOST_SHOWN, number};
use crate::knowledge::files::{BySex, End, Interface, Laboratory, Status};
use crate::knowledge::{
    Bound, CriteriaSet, FindingId, Kind, Knowledge, Lang, Limit, Measure, OptionId, Text, Threshold, Unit,
};

use super::document::{Line, Tone};

/// So many characters of a note are shown; a summary is no place for a book.
const NOTE: usize = 2_000;

/// The words of a pack in one language.
#[derive(Clone, Copy)]
pub struct Wording<'k> {
    pub knowledge: &'k Knowledge,
    pub lang: Lang,
}

impl<'k> Wording<'k> {
    pub fn new(knowledge: &'k Knowledge, lang: Lang) -> Self {
        Wording { knowledge, lang }
    }

    /// The program's own words.
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

    pub fn words(self) -> &'k Interface {
        &self.knowledge.interface
    }

    pub fn say(self, text: &'k Text) -> &'k str {
        text.get(self.lang)
    }

    pub fn label(self, id: FindingId) -> &'k str {
        self.say(&self.knowledge.finding(id).label)
    }

    pub fn pair(self, label: &str, value: &str) -> String {
        self.words().style.pair.fill(self.lang, &[("label", label), ("value", value)])
    }

    pub fn aside(self, text: &str, aside: &str) -> String {
        self.words().style.aside.fill(self.lang, &[("text", text), ("aside", aside)])
    }

    pub fn list(self, items: &[String]) -> String {
        items.join(self.say(&self.words().style.list))
    }

    /// A source as it is cited; marked where nobody has seen the citation itself, and with how much of it was read.
    pub fn citation(self, id: &str) -> String {
        let Some(source) = self.knowledge.source(id) else { return id.to_owned() };
        let unverified = (!source.verified).then_some(&self.words().report.unverified_source);
        let marks = unverified.into_iter().chain(&source.seen).map(|mark| self.say(mark).to_owned());
        let marks: Vec<String> = marks.collect();
        match marks.is_empty() {
            true => source.citation(self.lang),
            false => self.aside(&source.citation(self.lang), &self.list(&marks)),
        }
    }

    /// `label: value` with the value in a tone of its own.
    pub fn toned_pair(self, label: &str, tone: Tone, value: &str) -> Line {
        Line::plain(self.pair(label, "")).with(tone, value)
    }

    pub fn verdict(self, verdict: Verdict) -> &'k str {
        let words = &self.words().verdict;
        self.say(match verdict {
            Verdict::Met => &words.met,
            Verdict::NotMet => &words.not_met,
            Verdict::Undetermined => &words.undetermined,
        })
    }

    /// The verdict of a conclusion; where all that is open is what it excludes, that is named.
    pub fn reading(self, set: &CriteriaSet, found: &ConclusionAssessment) -> String {
        let open: Vec<&str> = found.met_but_for().map(|id| self.say(&set.criteria[id.index()].title)).collect();
        match open.is_empty() {
            true => self.verdict(found.verdict).to_owned(),
            false => {
                let open = open.join(self.say(&self.words().style.list));
                self.words().verdict.met_but_for.fill(self.lang, &[("criteria", &open)])
            }
        }
    }

    /// The answer, without its note and date.
    pub fn answer(self, id: FindingId, value: &AnswerValue) -> String {
        let finding = self.knowledge.finding(id);
        let words = &self.words().answer;
        match value {
            AnswerValue::Present => self.say(&words.present).to_owned(),
            AnswerValue::Absent => self.say(&words.absent).to_owned(),
            AnswerValue::Unknown => self.say(&words.unknown).to_owned(),
            AnswerValue::Unobtainable => self.say(&words.unobtainable).to_owned(),
            AnswerValue::Option(option) => self.say(&finding.options()[option.index()].label).to_owned(),
            AnswerValue::Quantity(quantity) => {
                finding.measure().map_or_else(String::new, |m| self.quantity(quantity, m))
            }
        }
    }

    /// What is known of a finding in a case; unknown where nothing was answered. A better cause stands beside it, and a
    /// number to look at again is marked.
    pub fn now(self, case: &Case, id: FindingId) -> String {
        let words = &self.words().answer;
        let Some(answer) = case.answer(id) else { return self.say(&words.unknown).to_owned() };
        let value = self.answer(id, &answer.value);
        match &answer.explained {
            Some(cause) => words.explained.fill(self.lang, &[("answer", &value), ("cause", &self.data(cause))]),
            None if case.doubt(self.knowledge, id).is_some() => self.to_check(&value),
            None => value,
        }
    }

    /// Something that rests on a number to look at again, or is one.
    pub fn to_check(self, text: &str) -> String {
        self.words().answer.to_check.fill(self.lang, &[("text", text)])
    }

    /// Why a number is to be looked at again.
    pub fn doubt(self, case: &Case, doubted: &Doubted) -> String {
        let words = &self.words().report;
        let value = case.answer(doubted.finding).map(|answer| self.answer(doubted.finding, &answer.value));
        let finding = self.pair(self.label(doubted.finding), &value.unwrap_or_default());
        let measure = self.knowledge.finding(doubted.finding).measure();
        let unit = |at: &usize| measure.map_or_else(String::new, |measure| self.unit(&measure.units[*at]));
        let units: Vec<String> = doubted.doubt.usual_in.iter().map(unit).collect();
        match units.is_empty() {
            true => words.doubt_beyond.fill(self.lang, &[("finding", &finding)]),
            false => words.doubt_unit.fill(self.lang, &[("finding", &finding), ("units", &self.either(&units))]),
        }
    }

    /// The findings a verdict rests on, each with its answer.
    pub fn reasons(self, case: &Case, findings: &[FindingId]) -> String {
        let reasons = findings.iter().map(|id| self.pair(self.label(*id), &self.now(case, *id)));
        self.list(&reasons.collect::<Vec<_>>())
    }

    fn quantity(self, quantity: &Quantity, measure: &Measure) -> String {
        let comparator = quantity.comparator.map_or("", |comparator| comparator.symbol());
        self.with_unit(&format!("{comparator}{}", number(quantity.value)), &measure.units[quantity.unit])
    }

    /// The value in the canonical unit; `None` where it was entered in it.
    pub fn converted(self, id: FindingId, answer: &Answer) -> Option<String> {
        match (&answer.value, self.knowledge.finding(id).measure()) {
            (AnswerValue::Quantity(quantity), Some(measure)) if quantity.unit != 0 => {
                let canonical = Quantity { value: quantity.canonical(measure), unit: 0, ..*quantity };
                Some(self.quantity(&canonical, measure))
            }
            _ => None,
        }
    }

    pub fn flag(self, flag: Flag) -> &'k str {
        let words = &self.words().answer;
        self.say(match flag {
            Flag::Low => &words.low,
            Flag::Normal => &words.normal,
            Flag::High => &words.high,
        })
    }

    /// The range a number is held against: the laboratory's own, else the usual one.
    pub fn range_of(self, case: &Case, id: FindingId, quantity: &Quantity) -> Option<String> {
        let measure = self.knowledge.finding(id).measure()?;
        let words = &self.words().report;
        if let Some(Reference { low, high }) = quantity.reference {
            let range = self.with_unit(&self.range(low, high), &measure.units[quantity.unit]);
            return Some(words.own_range.fill(self.lang, &[("range", &range)]));
        }
        let range = self.usual_range(measure, case.is_male(self.knowledge))?;
        Some(words.usual_range.fill(self.lang, &[("range", &range)]))
    }

    /// The usual range in the canonical unit: one for each sex where they differ and the sex is not known.
    pub fn usual_range(self, measure: &Measure, is_male: Option<bool>) -> Option<String> {
        let span = |[low, high]: [f64; 2]| self.range(Some(low), Some(high));
        let range = match (measure.normal?, is_male) {
            (BySex::Both(range), _)
            | (BySex::Each { male: range, .. }, Some(true))
            | (BySex::Each { female: range, .. }, Some(false)) => span(range),
            (BySex::Each { male, female }, None) => {
                self.words().rule.by_sex.fill(self.lang, &[("male", &span(male)), ("female", &span(female))])
            }
        };
        Some(self.with_unit(&range, measure.canonical_unit()))
    }

    /// A unit as it is printed; empty for a bare number.
    pub fn unit(self, unit: &Unit) -> String {
        unit.shown(self.lang).to_owned()
    }

    /// A value with its unit as it is printed.
    pub fn with_unit(self, value: &str, unit: &Unit) -> String {
        unit.with(value, self.lang)
    }

    /// From one number to another, in few columns.
    pub fn span(self, low: &str, high: &str) -> String {
        self.words().style.span.fill(self.lang, &[("low", low), ("high", high)])
    }

    pub fn range(self, low: Option<f64>, high: Option<f64>) -> String {
        let style = &self.words().style;
        let low = low.map(|low| number(low).to_string());
        let high = high.map(|high| number(high).to_string());
        match (low.as_deref(), high.as_deref()) {
            (Some(low), Some(high)) => style.range.fill(self.lang, &[("low", low), ("high", high)]),
            (Some(low), None) => style.at_least.fill(self.lang, &[("low", low)]),
            (None, Some(high)) => style.at_most.fill(self.lang, &[("high", high)]),
            (None, None) => String::new(),
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
    pub fn would_count(self, case: &Case, open: &Open) -> String {
        let words = &self.words().need;
        let now = match open.item {
            OpenItem::Conclusion(..) => self.verdict(Verdict::Undetermined).to_owned(),
            OpenItem::Finding(id) => match case.answer(id).map(|answer| answer.value) {
                None | Some(AnswerValue::Unknown) => self.say(&words.not_known).to_owned(),
                Some(value) => self.answer(id, &value),
            },
        };
        let (label, need) = (self.open_label(open), self.need(open));
        words.would_count.fill(self.lang, &[("item", &label), ("now", &now), ("need", &need)])
    }

    fn open_label(self, open: &Open) -> String {
        match open.item {
            OpenItem::Finding(id) => self.label(id).to_owned(),
            OpenItem::Conclusion(set, conclusion) => {
                let set = self.knowledge.set(set);
                let conclusion = self.say(&set.conclusions[conclusion.index()].title);
                self.words().rule.of_set.fill(self.lang, &[("conclusion", conclusion), ("set", self.say(&set.short))])
            }
        }
    }

    fn need(self, open: &Open) -> String {
        let words = &self.words().need;
        let options = |ids: &[OptionId], template: &Text| {
            let OpenItem::Finding(finding) = open.item else { return String::new() };
            let all = self.knowledge.finding(finding).options();
            let labels: Vec<String> = ids.iter().map(|id| self.say(&all[id.index()].label).to_owned()).collect();
            template.fill(self.lang, &[("options", &self.either(&labels))])
        };
        match (&open.need, open.item) {
            (Need::Absent, _) => self.say(&words.absent).to_owned(),
            (Need::OneOf(ids), _) => options(ids, &words.one_of),
            (Need::NoneOf(ids), _) => options(ids, &words.none_of),
            (Need::Limit(bound), OpenItem::Finding(id)) => self.beyond(id, bound).unwrap_or_default(),
            (Need::Met, _) => self.verdict(Verdict::Met).to_owned(),
            (Need::NotMet, _) => self.verdict(Verdict::NotMet).to_owned(),
            (Need::Present | Need::Limit(_), _) => self.say(&words.present).to_owned(),
        }
    }

    /// A way to settle a conclusion: the criteria that must come together.
    pub fn way(self, set: &CriteriaSet, way: Way) -> String {
        let steps = way.settlings().map(|step| {
            let title = self.say(&set.criteria[step.criterion.index()].short);
            match step.becomes {
                Verdict::NotMet => self.pair(title, self.verdict(Verdict::NotMet)),
                Verdict::Met | Verdict::Undetermined => title.to_owned(),
            }
        });
        steps.collect::<Vec<_>>().join(self.say(&self.words().style.plus))
    }

    /// A quantity on one side of a limit.
    pub fn bound(self, id: FindingId, bound: &Bound) -> String {
        match self.beyond(id, bound) {
            Some(beyond) => {
                let values = [("finding", self.label(id)), ("beyond", &beyond)];
                self.words().rule.bound.fill(self.lang, &values)
            }
            None => self.label(id).to_owned(),
        }
    }

    /// One side of a limit, with what the laboratory's own limit does beside it; `None` for what is no quantity.
    pub fn beyond(self, id: FindingId, bound: &Bound) -> Option<String> {
        let values = [("side", bound.side.symbol(self.lang)), ("limit", &self.limit(id, bound)?)];
        let limit = self.words().rule.beyond.fill(self.lang, &values);
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
            let limit = |value: f64| self.with_unit(&number(value).to_string(), &measure.units[unit]);
            match threshold {
                Threshold::Fixed(value) => limit(value),
                Threshold::BySex { male, female } => {
                    rule.by_sex.fill(self.lang, &[("male", &limit(male)), ("female", &limit(female))])
                }
            }
        };
        let limit = in_unit(printed.unit, printed.threshold);
        let others: Vec<String> = printed.in_units.iter().map(|(unit, threshold)| in_unit(*unit, *threshold)).collect();
        Some(if others.is_empty() { limit } else { self.aside(&limit, &self.list(&others)) })
    }

    /// `a, b or c`.
    pub fn either(self, parts: &[String]) -> String {
        self.joined(parts, &self.words().rule.any)
    }

    /// `a, b and c`; where a part holds a comma itself, the word stands between all of them.
    pub fn joined(self, parts: &[String], template: &Text) -> String {
        let Some((last, first)) = parts.split_last() else { return String::new() };
        let two = |first: &str, last: &str| template.fill(self.lang, &[("first", first), ("last", last)]);
        let comma = self.say(&self.words().style.comma);
        if first.is_empty() {
            last.clone()
        } else if parts.iter().any(|part| part.contains(comma.trim())) {
            parts[1..].iter().fold(parts[0].clone(), |all, part| two(&all, part))
        } else {
            two(&first.join(comma), last)
        }
    }

    pub fn conflict(self, case: &Case, conflict: &Conflict) -> String {
        let words = self.words();
        let finding = self.label(conflict.finding);
        let from = self.reasons(case, &conflict.from);
        let inferred = match conflict.disagreement {
            Disagreement::SaidAbsent => self.say(&words.answer.present),
            Disagreement::SaidPresent => self.say(&words.answer.absent),
            Disagreement::BothInferred => {
                return words.report.conflict_both.fill(self.lang, &[("finding", finding), ("from", &from)]);
            }
            Disagreement::OtherSex => {
                let said = self.now(case, conflict.finding);
                let values = [("finding", finding), ("said", said.as_str()), ("from", from.as_str())];
                return words.report.conflict_other_sex.fill(self.lang, &values);
            }
        };
        let said = self.now(case, conflict.finding);
        let values = [("finding", finding), ("said", said.as_str()), ("from", from.as_str()), ("inferred", inferred)];
        words.report.conflict_disagrees.fill(self.lang, &values)
    }

    /// A finding that counts, with its commoner causes: those entered first.
    pub fn attribution(self, found: &Attribution) -> String {
        let words = &self.words().report;
        let of = |entered: bool, template| {
            let causes = found.causes.iter().filter(|cause| cause.entered == entered);
            let causes: Vec<String> = causes.map(|cause| self.label(cause.finding).to_owned()).collect();
            let causes_in_line = causes.join(self.say(&self.words().style.comma));
            (!causes.is_empty()).then(|| self.pair(self.say(template), &causes_in_line))
        };
        let parts = [of(true, &words.cause_entered), of(false, &words.cause_open)];
        let causes = self.list(&parts.into_iter().flatten().collect::<Vec<_>>());
        words.causes_of.fill(self.lang, &[("finding", self.label(found.finding)), ("causes", &causes)])
    }

    /// What is worth knowing about a file, a line each; of very many the first, and how many more there are.
    pub fn warnings(self, warnings: &[Fault]) -> Vec<String> {
        let more = warnings.len().saturating_sub(MOST_SHOWN);
        let count = more.to_string();
        let more = (more > 0).then(|| self.words().report.warnings_more.fill(self.lang, &[("count", &count)]));
        warnings.iter().take(MOST_SHOWN).map(Fault::to_string).chain(more).collect()
    }

    /// Text of the case's author; very long text is cut, and says so.
    pub fn data(self, text: &str) -> String {
        match text.char_indices().nth(NOTE) {
            None => text.to_owned(),
            Some((end, _)) => {
                let count = text.chars().count().to_string();
                self.words().style.cut.fill(self.lang, &[("text", &text[..end]), ("count", &count)])
            }
        }
    }
}

/// The tone of a verdict.
pub fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Met => Tone::Met,
        Verdict::NotMet => Tone::NotMet,
        Verdict::Undetermined => Tone::Undetermined,
    }
}
