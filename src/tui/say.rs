//! Answers, needs, reasons and changes in words.

use super::model::{Chart, Model};
use crate::case::{Answer, AnswerValue, Comparator, EntryFault, Quantity, Reference};
use crate::engine::{Conflict, Disagreement, Doubted, Flag, Need, Open, OpenItem, Verdict, Way};
use crate::json::number;
use crate::knowledge::files::{BySex, Interface, Laboratory};
use crate::knowledge::{
    Bound, CriteriaSet, CriterionId, Finding, FindingId, Knowledge, Lang, Measure, OptionId, Text, Threshold,
};

use crate::say::Wording;

use super::outline::Needed;

/// The words of one language over the pack.
#[derive(Clone, Copy)]
pub struct Words<'m> {
    pub knowledge: &'m Knowledge,
    pub interface: &'m Interface,
    pub lang: Lang,
}

/// A number as it is written.
pub fn figure(value: f64) -> String {
    number(value).to_string()
}

/// A quantity as it was given, without its unit.
pub fn amount(quantity: &Quantity) -> String {
    format!("{}{}", quantity.comparator.map_or("", Comparator::symbol), figure(quantity.value))
}

/// A range as laboratories print it.
pub fn range(reference: Reference) -> String {
    match (reference.low, reference.high) {
        (Some(low), Some(high)) => format!("{}-{}", figure(low), figure(high)),
        (Some(low), None) => format!(">={}", figure(low)),
        (None, Some(high)) => format!("<={}", figure(high)),
        (None, None) => String::new(),
    }
}

impl<'m> Words<'m> {
    pub fn of(model: &'m Model) -> Words<'m> {
        Words::new(model.knowledge, model.lang)
    }

    pub fn new(knowledge: &'m Knowledge, lang: Lang) -> Words<'m> {
        Words { knowledge, interface: &knowledge.interface, lang }
    }

    pub fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang)
    }

    pub fn label(&self, finding: FindingId) -> &'m str {
        self.knowledge.finding(finding).label.get(self.lang)
    }

    /// `Name: text`, as the beginning of a sentence.
    pub fn labeled(&self, name: &Text, text: &str) -> String {
        self.after(&self.sentence(self.text(name)), text)
    }

    /// The text as the beginning of a sentence.
    pub fn sentence(&self, text: &str) -> String {
        let first = text.chars().next().map_or(0, char::len_utf8);
        format!("{}{}", text[..first].to_uppercase(), &text[first..])
    }

    /// `name: text`.
    pub fn after(&self, name: &str, text: &str) -> String {
        match self.lang {
            Lang::En => format!("{name}: {text}"),
            Lang::Zh => format!("{name}：{text}"),
        }
    }

    /// The sources as they are cited.
    pub fn citations(&self, ids: &[String]) -> Vec<String> {
        let wording = Wording::new(self.knowledge, self.lang);
        ids.iter().map(|id| wording.citation(id)).collect()
    }

    /// Names in a row.
    pub fn list(&self, names: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        let separator = match self.lang {
            Lang::En => ", ",
            Lang::Zh => "、",
        };
        let names: Vec<String> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
        names.join(separator)
    }

    pub fn findings(&self, findings: &[FindingId]) -> String {
        match findings.is_empty() {
            true => self.text(&self.interface.report.none).to_owned(),
            // Labels hold commas of their own.
            false => {
                let labels: Vec<&str> = findings.iter().map(|finding| self.label(*finding)).collect();
                labels.join(if self.lang == Lang::En { "; " } else { "；" })
            }
        }
    }

    pub fn criterion(&self, set: &'m CriteriaSet, id: CriterionId) -> &'m str {
        set.criteria[id.index()].short.get(self.lang)
    }

    pub fn verdict(&self, verdict: Verdict) -> &'m str {
        let words = &self.interface.verdict;
        let text = match verdict {
            Verdict::Met => &words.met,
            Verdict::NotMet => &words.not_met,
            Verdict::Undetermined => &words.undetermined,
        };
        text.get(self.lang)
    }

    /// The verdict of a row in a table: a short word, always equally wide.
    pub fn verdict_mark(&self, verdict: Verdict) -> &'m str {
        let words = &self.interface.terminal;
        match verdict {
            Verdict::Met => words.mark_met.get(self.lang),
            Verdict::NotMet => words.mark_not_met.get(self.lang),
            Verdict::Undetermined => words.mark_open.get(self.lang),
        }
    }

    pub fn flag(&self, flag: Flag) -> &'m str {
        let words = &self.interface.answer;
        let text = match flag {
            Flag::Low => &words.low,
            Flag::Normal => &words.normal,
            Flag::High => &words.high,
        };
        text.get(self.lang)
    }

    /// `1 of 3 met, 1 needed`.
    pub fn tally(&self, met: usize, of: usize, need: Option<Needed>) -> String {
        let words = &self.interface.terminal;
        let (met, of) = (met.to_string(), of.to_string());
        let values = |need: &str| [("met", met.clone()), ("of", of.clone()), ("need", need.to_owned())];
        let fill = |text: &Text, need: &str| {
            let values = values(need);
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            text.fill(self.lang, &values)
        };
        match need {
            Some(Needed::All) => fill(&words.tally_all, ""),
            Some(Needed::AtLeast(k)) => fill(&words.tally_at_least, &k.to_string()),
            Some(Needed::NoneOf) => fill(&words.tally_none, ""),
            None => fill(&words.tally, ""),
        }
    }

    pub fn value(&self, finding: &'m Finding, value: &AnswerValue) -> String {
        let words = &self.interface.answer;
        match value {
            AnswerValue::Present => words.present.get(self.lang).to_owned(),
            AnswerValue::Absent => words.absent.get(self.lang).to_owned(),
            AnswerValue::Unknown => words.unknown.get(self.lang).to_owned(),
            AnswerValue::Unobtainable => words.unobtainable.get(self.lang).to_owned(),
            AnswerValue::Option(option) => finding.options()[option.index()].label.get(self.lang).to_owned(),
            AnswerValue::Quantity(quantity) => finding
                .measure()
                .map_or_else(String::new, |measure| measure.units[quantity.unit].with(&amount(quantity), self.lang)),
        }
    }

    /// An answer in a sentence; empty where there is none.
    pub fn answer(&self, finding: &'m Finding, answer: Option<&Answer>, flag: Option<Flag>) -> String {
        let Some(answer) = answer.filter(|answer| answer.value != AnswerValue::Unknown) else {
            return self.text(&self.interface.answer.unknown).to_owned();
        };
        let mut parts = vec![self.with_cause(finding, answer)];
        parts.extend(flag.map(|flag| self.flag(flag).to_uppercase()));
        if let AnswerValue::Quantity(Quantity { reference: Some(reference), .. }) = answer.value {
            parts.push(self.interface.report.own_range.fill(self.lang, &[("range", &range(reference))]));
        }
        parts.extend(answer.confirmed.then(|| self.text(&self.interface.terminal.confirmed).to_owned()));
        self.list(parts)
    }

    /// The value, with the better cause where there is one.
    fn with_cause(&self, finding: &'m Finding, answer: &Answer) -> String {
        let value = self.value(finding, &answer.value);
        match &answer.explained {
            Some(cause) => self.interface.answer.explained.fill(self.lang, &[("answer", &value), ("cause", cause)]),
            None => value,
        }
    }

    /// The better cause of a sign.
    pub fn explained(&self, cause: &str) -> String {
        self.interface.terminal.explained.fill(self.lang, &[("cause", cause)])
    }

    /// `24.1 ng/dL, or nmol/L?` where a number may have been meant otherwise, and how to answer that.
    pub fn asked(&self, chart: &Chart, id: FindingId) -> Option<String> {
        let doubt = super::rows::doubt(chart, id)?;
        let finding = self.knowledge.finding(id);
        let value = self.value(finding, chart.case.known(id)?);
        let units = finding.measure().map_or(&[][..], |measure| &measure.units);
        let units: Vec<String> = doubt.usual_in.iter().map(|at| units[*at].shown(self.lang).to_owned()).collect();
        let words = &self.interface.terminal;
        Some(match units.first() {
            None => words.check_value.fill(self.lang, &[("value", &value)]),
            Some(first) => {
                let all = units.join(self.text(&words.or_between));
                words.check_unit.fill(self.lang, &[("value", &value), ("units", &all), ("unit", first)])
            }
        })
    }

    /// Sentences in a row.
    pub fn sentences(&self, sentences: impl IntoIterator<Item = String>) -> String {
        let sentences: Vec<String> = sentences.into_iter().collect();
        sentences.join(if self.lang == Lang::En { " " } else { "" })
    }

    /// A finding with what is known of it.
    pub fn answered(&self, chart: &Chart, id: FindingId) -> String {
        self.after(self.label(id), &self.now(chart, id))
    }

    /// What is known of a finding.
    pub fn now(&self, chart: &Chart, id: FindingId) -> String {
        let answer = chart.case.answer(id).filter(|answer| answer.value.is_known());
        match (answer, super::rows::inferred(&chart.assessment, id)) {
            (Some(answer), _) => {
                let value = self.with_cause(self.knowledge.finding(id), answer);
                if chart.case.doubt(self.knowledge, id).is_some() { self.to_check(&value) } else { value }
            }
            (None, Some(inferred)) => {
                let words = &self.interface.answer;
                let answer = if inferred.present { &words.present } else { &words.absent };
                answer.get(self.lang).to_owned()
            }
            (None, None) => self.text(&self.interface.answer.unknown).to_owned(),
        }
    }

    fn options(&self, finding: &'m Finding, options: &[OptionId]) -> String {
        let labels: Vec<&str> =
            options.iter().map(|option| finding.options()[option.index()].label.get(self.lang)).collect();
        labels.join(self.text(&self.interface.terminal.or_between))
    }

    /// Something open with what it would have to be.
    pub fn open(&self, open: &Open) -> String {
        self.after(&self.open_label(open), &self.needs(open))
    }

    /// What is known of something open, and with what it would count.
    pub fn would_count(&self, chart: &Chart, open: &Open) -> String {
        let need = &self.interface.need;
        let now = match open.item {
            OpenItem::Conclusion(..) => self.verdict(Verdict::Undetermined).to_owned(),
            OpenItem::Finding(id) => match chart.case.answer(id).map(|answer| answer.value) {
                None | Some(AnswerValue::Unknown) => self.text(&need.not_known).to_owned(),
                Some(value) => self.value(self.knowledge.finding(id), &value),
            },
        };
        let (item, needs) = (self.open_label(open), self.needs(open));
        need.would_count.fill(self.lang, &[("item", &item), ("now", &now), ("need", &needs)])
    }

    fn open_label(&self, open: &Open) -> String {
        match open.item {
            OpenItem::Finding(id) => self.label(id).to_owned(),
            OpenItem::Conclusion(set, conclusion) => {
                let set = self.knowledge.set(set);
                format!("{}, {}", self.text(&set.short), self.text(&set.conclusions[conclusion.index()].title))
            }
        }
    }

    fn needs(&self, open: &Open) -> String {
        let need = &self.interface.need;
        let finding = match open.item {
            OpenItem::Finding(id) => Some(self.knowledge.finding(id)),
            OpenItem::Conclusion(..) => None,
        };
        let options = |text: &Text, options: &[OptionId]| {
            let options = finding.map_or_else(String::new, |finding| self.options(finding, options));
            text.fill(self.lang, &[("options", &options)])
        };
        match &open.need {
            Need::Present => self.text(&need.present).to_owned(),
            Need::Absent => self.text(&need.absent).to_owned(),
            Need::Met => self.text(&need.met).to_owned(),
            Need::NotMet => self.text(&need.not_met).to_owned(),
            Need::OneOf(ids) => options(&need.one_of, ids),
            Need::NoneOf(ids) => options(&need.none_of, ids),
            Need::Limit(bound) => finding.map_or_else(String::new, |finding| self.bound(finding, bound)),
        }
    }

    fn bound(&self, finding: &'m Finding, bound: &Bound) -> String {
        let need = &self.interface.need;
        let symbol = bound.side.symbol(self.lang);
        let Some(printed) = bound.printed() else { return format!("{symbol} {}", self.text(&need.laboratory)) };
        let in_unit = |unit: usize, threshold: Threshold| {
            let text = match threshold {
                Threshold::Fixed(limit) => format!("{symbol}{}", figure(limit)),
                Threshold::BySex { male, female } => self.list([
                    format!("{} {symbol}{}", self.text(&need.male), figure(male)),
                    format!("{} {symbol}{}", self.text(&need.female), figure(female)),
                ]),
            };
            finding.measure().map_or(text.clone(), |measure| measure.units[unit].with(&text, self.lang))
        };
        let mut asides: Vec<String> =
            printed.in_units.iter().map(|(unit, threshold)| in_unit(*unit, *threshold)).collect();
        asides.extend(printed.laboratory.map(|role| match role {
            Laboratory::First => self.text(&self.interface.rule.laboratory_first).to_owned(),
            Laboratory::Also => self.text(&self.interface.rule.laboratory_also).to_owned(),
        }));
        let limit = in_unit(printed.unit, printed.threshold);
        let style = &self.interface.style;
        match asides.is_empty() {
            true => limit,
            false => style.aside.fill(self.lang, &[("text", &limit), ("aside", &self.list(asides))]),
        }
    }

    /// One way to settle a conclusion.
    pub fn way(&self, set: &'m CriteriaSet, way: Way) -> String {
        let parts = way.settlings().map(|settling| {
            let name = self.criterion(set, settling.criterion);
            match settling.becomes {
                Verdict::NotMet => self.interface.terminal.not_this.fill(self.lang, &[("name", name)]),
                Verdict::Met | Verdict::Undetermined => name.to_owned(),
            }
        });
        parts.collect::<Vec<_>>().join(" + ")
    }

    pub fn more_ways(&self, count: usize) -> String {
        self.interface.terminal.more_ways.fill(self.lang, &[("count", &count.to_string())])
    }

    pub fn conflict(&self, conflict: &Conflict) -> String {
        let report = &self.interface.report;
        let answer = &self.interface.answer;
        let (said, inferred) = match conflict.disagreement {
            Disagreement::SaidAbsent => (&answer.absent, &answer.present),
            Disagreement::SaidPresent | Disagreement::BothInferred | Disagreement::OtherSex => {
                (&answer.present, &answer.absent)
            }
        };
        let text = match conflict.disagreement {
            Disagreement::BothInferred => &report.conflict_both,
            Disagreement::OtherSex => &report.conflict_other_sex,
            _ => &report.conflict_disagrees,
        };
        let values = [
            ("finding", self.label(conflict.finding)),
            ("said", self.text(said)),
            ("inferred", self.text(inferred)),
            ("from", &self.findings(&conflict.from)),
        ];
        text.fill(self.lang, &values)
    }

    /// Why a number is to be looked at again.
    pub fn doubt(&self, chart: &Chart, doubted: &Doubted) -> String {
        let report = &self.interface.report;
        let measure = self.knowledge.finding(doubted.finding).measure();
        let unit =
            |at: &usize| measure.map_or_else(String::new, |measure| measure.units[*at].shown(self.lang).to_owned());
        let units: Vec<String> = doubted.doubt.usual_in.iter().map(unit).collect();
        let text = if units.is_empty() { &report.doubt_beyond } else { &report.doubt_unit };
        let units = units.join(self.text(&self.interface.terminal.or_between));
        let value = chart.case.known(doubted.finding);
        let value = value.map(|value| self.value(self.knowledge.finding(doubted.finding), value)).unwrap_or_default();
        let finding = self.after(self.label(doubted.finding), &value);
        text.fill(self.lang, &[("finding", &finding), ("units", &units)])
    }

    /// What hangs on a doubtful number, marked.
    pub fn checked(&self, text: &str, doubtful: &[FindingId]) -> String {
        if doubtful.is_empty() { text.to_owned() } else { self.to_check(text) }
    }

    /// Something to look at again, marked.
    pub fn to_check(self, text: &str) -> String {
        self.interface.answer.to_check.fill(self.lang, &[("text", text)])
    }

    /// From one number to another, in few columns.
    pub fn span(&self, low: &str, high: &str) -> String {
        self.interface.style.span.fill(self.lang, &[("low", low), ("high", high)])
    }

    /// The usual range of a quantity in a unit, in words.
    pub fn usual_range(&self, measure: &Measure, unit: usize) -> Option<String> {
        let in_unit = |[low, high]: [f64; 2]| {
            let [low, high] = [low, high].map(|end| figure(measure.units[unit].from_canonical(end)));
            self.span(&low, &high)
        };
        let need = &self.interface.need;
        let text = match measure.normal? {
            BySex::Both(range) => in_unit(range),
            BySex::Each { male, female } => self.list([
                format!("{} {}", self.text(&need.male), in_unit(male)),
                format!("{} {}", self.text(&need.female), in_unit(female)),
            ]),
        };
        Some(measure.units[unit].with(&text, self.lang))
    }

    /// How long ago something was.
    pub fn age(&self, age: std::time::Duration) -> String {
        let words = &self.interface.terminal;
        let minutes = age.as_secs() / 60;
        let (text, count) = match minutes {
            0 => return self.text(&words.just_now).to_owned(),
            1..60 => (&words.minutes_ago, minutes),
            60..1440 => (&words.hours_ago, minutes / 60),
            _ => (&words.days_ago, minutes / 1440),
        };
        text.fill(self.lang, &[("count", &count.to_string())])
    }

    /// Why a typed quantity was refused, and what would be taken.
    pub fn refusal(&self, fault: &EntryFault, measure: &Measure) -> String {
        let words = &self.interface.terminal;
        let units = measure.units.iter().map(|unit| unit.shown(self.lang)).filter(|unit| !unit.is_empty());
        let units = self.list(units.map(str::to_owned));
        match fault {
            EntryFault::Empty => self.text(&words.entry_empty).to_owned(),
            EntryFault::NotANumber { typed } => words.entry_not_a_number.fill(self.lang, &[("typed", typed)]),
            EntryFault::Ambiguous { typed, thousands, decimal } => words
                .entry_ambiguous
                .fill(self.lang, &[("typed", typed), ("thousands", thousands), ("decimal", decimal)]),
            EntryFault::UnknownUnit { typed } => {
                words.entry_unknown_unit.fill(self.lang, &[("typed", typed), ("units", &units)])
            }
            EntryFault::Impossible { low, high, unit } => {
                let range = measure.units[*unit].with(&self.span(&figure(*low), &figure(*high)), self.lang);
                words.entry_impossible.fill(self.lang, &[("range", &range)])
            }
            EntryFault::NotARange { .. } => self.text(&words.range_not_read).to_owned(),
        }
    }
}
