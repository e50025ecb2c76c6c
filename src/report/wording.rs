//! How findings, answers, verdicts and needs are said in words; every face says them alike.

use crate::case::{Answer, AnswerValue, Case, Quantity, Reference};
use crate::engine::{Conflict, Disagreement, Flag, Need, Open, OpenItem, Verdict, Way};
use crate::json::number;
use crate::knowledge::files::{BySex, Interface};
use crate::knowledge::{
    Bound, CriteriaSet, FindingId, Kind, Knowledge, Lang, Limit, Measure, OptionId, Side, Text, Unit,
};

use super::document::{Line, Tone};

/// So many characters of a note are shown; a summary is no place for a book.
const NOTE: usize = 2_000;

/// Years in UCUM.
const YEARS: &str = "a";

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

    /// What is known of a finding in a case; unknown where nothing was answered.
    pub fn now(self, case: &Case, id: FindingId) -> String {
        self.answer(id, case.answer(id).map_or(&AnswerValue::Unknown, |answer| &answer.value))
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
        let range = self.usual_range(measure, self.is_male(case))?;
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
        match unit.id.as_str() {
            YEARS => self.words().style.years.fill(self.lang, &[("value", "")]).trim().to_owned(),
            _ => unit.shown(),
        }
    }

    /// A value with its unit as it is printed.
    pub fn with_unit(self, value: &str, unit: &Unit) -> String {
        match (unit.id.as_str(), unit.shown().as_str()) {
            (YEARS, _) => self.words().style.years.fill(self.lang, &[("value", value)]),
            (_, "") => value.to_owned(),
            (_, "%") => format!("{value}%"),
            (_, unit) => format!("{value} {unit}"),
        }
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
        let words = &self.words().need;
        let id = match open.item {
            OpenItem::Finding(id) => id,
            OpenItem::Conclusion(set, conclusion) => {
                let verdict = if open.need == Need::NotMet { Verdict::NotMet } else { Verdict::Met };
                let set = self.knowledge.set(set);
                let conclusion = self.say(&set.conclusions[conclusion.index()].title);
                let label = self
                    .words()
                    .rule
                    .of_set
                    .fill(self.lang, &[("conclusion", conclusion), ("set", self.say(&set.short))]);
                return self.pair(&label, self.verdict(verdict));
            }
        };
        let finding = self.knowledge.finding(id);
        let label = self.say(&finding.label);
        let options = |ids: &[OptionId], template: &Text| {
            let labels: Vec<String> =
                ids.iter().map(|id| self.say(&finding.options()[id.index()].label).to_owned()).collect();
            self.pair(label, &template.fill(self.lang, &[("options", &self.either(&labels))]))
        };
        match &open.need {
            Need::Absent => self.pair(label, self.say(&words.absent)),
            Need::OneOf(ids) => options(ids, &words.one_of),
            Need::NoneOf(ids) => options(ids, &words.none_of),
            Need::Limit(bound) => self.bound(id, bound),
            Need::Present | Need::Met | Need::NotMet => self.pair(label, self.say(&words.present)),
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
        match self.limit(id, bound) {
            Some(limit) => format!("{} {} {limit}", self.label(id), bound.side.symbol()),
            None => self.label(id).to_owned(),
        }
    }

    /// The limit of a quantity; `None` for what is no quantity.
    pub fn limit(self, id: FindingId, bound: &Bound) -> Option<String> {
        let Kind::Quantity(measure) = &self.knowledge.finding(id).kind else { return None };
        let limit = |value: f64| self.with_unit(&number(value).to_string(), &measure.units[bound.unit]);
        let rule = &self.words().rule;
        Some(match bound.limit {
            Limit::Fixed(value) => limit(value),
            Limit::BySex { male, female } => {
                rule.by_sex.fill(self.lang, &[("male", &limit(male)), ("female", &limit(female))])
            }
            Limit::Laboratory => match bound.side {
                Side::Above | Side::UpTo => self.say(&rule.laboratory_upper).to_owned(),
                Side::From | Side::Below => self.say(&rule.laboratory_lower).to_owned(),
            },
        })
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
        };
        let said = self.now(case, conflict.finding);
        let values = [("finding", finding), ("said", said.as_str()), ("from", from.as_str()), ("inferred", inferred)];
        words.report.conflict_disagrees.fill(self.lang, &values)
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

    /// The sex as the pack's limits go by it, if it is known.
    pub fn is_male(self, case: &Case) -> Option<bool> {
        let sex = self.knowledge.sex?;
        match case.known(sex.finding)? {
            AnswerValue::Option(option) if *option == sex.male => Some(true),
            AnswerValue::Option(option) if *option == sex.female => Some(false),
            _ => None,
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
