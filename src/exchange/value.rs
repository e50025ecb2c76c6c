//! What a statement says of one finding.

use super::mapping::Mapped;
use super::results::Results;
use super::{Code, How, Number, Question, Range, Said, System};
use crate::case::{AT_TOP, AnswerValue, EntryFault, Quantity, Reference, possible_range, type_quantity, typed_unit};
use crate::json::number;
use crate::knowledge::{ChoiceOption, Finding, FindingId, Kind, Knowledge, Lang, Meaning, Measure, OptionId, folded};

/// A value for a finding, and how it came out of what was said; or why there is none.
pub(super) type Read = Result<(AnswerValue, How), Question>;

/// Reads what is said as an answer to a finding.
pub(super) fn read(
    said: &Said,
    id: FindingId,
    knowledge: &Knowledge,
    mapped: Option<&Mapped>,
    results: &Results,
) -> Read {
    let finding = knowledge.finding(id);
    let plain = match said {
        Said::Unknown => Some(AnswerValue::Unknown),
        Said::Unobtainable => Some(AnswerValue::Unobtainable),
        Said::Text { text, .. } => mapped.and_then(|mapped| by_mapping(mapped, finding, text)),
        Said::Coded(codes) => {
            let mapped = |code: &Code| mapped.and_then(|mapped| by_mapping(mapped, finding, &code.code));
            codes.iter().find_map(mapped)
        }
        _ => None,
    };
    if let Some(value) = plain {
        return Ok((value, How::Said));
    }
    match &finding.kind {
        Kind::Sign(_) => sign(said, results).map(|value| (value, How::Said)).ok_or_else(|| not_plain(said)),
        Kind::Choice(_) => {
            choice(said, id, knowledge, results).map(|value| (value, How::Said)).ok_or_else(|| not_plain(said))
        }
        Kind::Quantity(measure) => {
            let mapped = mapped.and_then(|mapped| mapped.unit).map(|unit| (unit, How::Assumed));
            // What stands at the top of a case needs no unit there either.
            let bare = || AT_TOP.contains(&finding.id.as_str()).then_some((0, How::Said));
            quantity(said, measure, mapped.or_else(bare), results)
        }
    }
}

/// Whether a sign is there.
pub(super) fn sign(said: &Said, results: &Results) -> Option<AnswerValue> {
    match said {
        Said::Present => Some(AnswerValue::Present),
        Said::Absent => Some(AnswerValue::Absent),
        Said::Unknown => Some(AnswerValue::Unknown),
        Said::Unobtainable => Some(AnswerValue::Unobtainable),
        Said::Text { text, .. } => results.word(text),
        Said::Coded(codes) => results.codes(codes),
        Said::Number(_) | Said::Nothing => None,
    }
}

fn by_mapping(mapped: &Mapped, finding: &Finding, word: &str) -> Option<AnswerValue> {
    let word = folded(word);
    let is = |listed: &String| folded(listed) == word;
    match () {
        () if mapped.present.iter().any(is) => Some(AnswerValue::Present),
        () if mapped.absent.iter().any(is) => Some(AnswerValue::Absent),
        () => {
            let (_, option) = mapped.options.iter().find(|(listed, _)| is(listed))?;
            finding.option(option).map(AnswerValue::Option)
        }
    }
}

fn choice(said: &Said, id: FindingId, knowledge: &Knowledge, results: &Results) -> Option<AnswerValue> {
    let finding = knowledge.finding(id);
    let by_name = |text: &str| {
        let word = folded(text);
        let is = |label: &str| folded(label) == word;
        let found = |option: &&ChoiceOption| is(&option.id) || is(&option.label.en) || is(&option.label.zh);
        let named = finding.options().iter().find(found).and_then(|option| finding.option(&option.id));
        named.or_else(|| called(&word, id, knowledge)).map(AnswerValue::Option)
    };
    match said {
        Said::Text { text, .. } => by_name(text).or_else(|| unknown(results.word(text))),
        Said::Coded(codes) => {
            let own = codes.iter().filter(|code| code.system == System::Finding).find_map(|code| by_name(&code.code));
            let named = || codes.iter().find_map(|code| by_name(code.display.as_deref()?));
            own.or_else(named).or_else(|| unknown(results.codes(codes)))
        }
        _ => None,
    }
}

/// The option that a word stands for where the finding is known: `m` of a sex.
fn called(word: &str, id: FindingId, knowledge: &Knowledge) -> Option<OptionId> {
    let meanings = knowledge.lexicon().look_up(&word.replace(' ', "")).meanings.unwrap_or_default();
    let option = |meaning: &Meaning| match meaning {
        Meaning::Option(of, option, _) | Meaning::AgeLetter(of, option) if *of == id => Some(*option),
        _ => None,
    };
    meanings.iter().find_map(option)
}

/// Of what a word says of a sign, only that it is not known is true of every finding.
fn unknown(value: Option<AnswerValue>) -> Option<AnswerValue> {
    value.filter(|value| *value == AnswerValue::Unknown)
}

fn quantity(said: &Said, measure: &Measure, declared: Option<(usize, How)>, results: &Results) -> Read {
    match said {
        Said::Number(Number { value, comparator, units, range }) => {
            let figures = || format!("{}{}", comparator.map_or("", |it| it.symbol()), number(*value));
            let (unit, how) = unit_of(units, measure, declared, figures)?;
            let quantity = Quantity { comparator: *comparator, ..Quantity::new(value + 0.0, unit) };
            Ok((possible(quantity, range.as_ref(), measure)?, how))
        }
        Said::Text { text, units, range } => {
            if let Some(value) = unknown(results.word(text)) {
                return Ok((value, How::Said));
            }
            if let Some(years) = whole_years(text).filter(|_| measure.canonical_unit().id == YEARS) {
                let how = if text.trim() == format!("P{years}Y") { How::Said } else { How::Converted(text.clone()) };
                return Ok((possible(Quantity::new(years, 0), None, measure)?, how));
            }
            let not_plain = |fault| match fault {
                EntryFault::NotANumber { .. } | EntryFault::Empty => Question::NotPlain(text.clone()),
                fault => Question::Refused(fault),
            };
            let (unit, how) = match typed_unit(text, measure) {
                Some(unit) => (unit, How::Said),
                None => unit_of(units, measure, declared, || text.trim().to_owned()).map_err(|question| {
                    // That it is no number at all comes before that it has no unit.
                    match type_quantity(text, measure, 0) {
                        Err(fault @ (EntryFault::NotANumber { .. } | EntryFault::Empty)) => not_plain(fault),
                        _ => question,
                    }
                })?,
            };
            let typed = type_quantity(text, measure, unit).map_err(not_plain)?;
            Ok((possible(typed.quantity, range.as_ref(), measure)?, how))
        }
        other => Err(not_plain(other)),
    }
}

/// The unit of a number: as it is said, else as it was declared.
fn unit_of(
    units: &[String],
    measure: &Measure,
    declared: Option<(usize, How)>,
    figures: impl Fn() -> String,
) -> Result<(usize, How), Question> {
    let written: Vec<&str> = units.iter().map(|unit| unit.trim()).filter(|unit| !unit.is_empty()).collect();
    if let Some(unit) = written.iter().find_map(|unit| known_unit(unit, measure)) {
        return Ok((unit, How::Said));
    }
    match (written.first(), declared) {
        (None, Some(declared)) => Ok(declared),
        (None, None) if measure.canonical_unit().shown(Lang::En).is_empty() => Ok((0, How::Said)),
        (None, None) => Err(Question::NoUnit(figures())),
        (Some(unit), _) => Err(Question::Refused(EntryFault::UnknownUnit { typed: (*unit).to_owned() })),
    }
}

/// A unit by its id, by any spelling, and without what a vocabulary of units puts in braces for people.
fn known_unit(text: &str, measure: &Measure) -> Option<usize> {
    let found = |text: &str| measure.unit(text).or_else(|| measure.typed_unit(text));
    found(text).or_else(|| {
        let (before, rest) = text.split_once('{')?;
        let (_, after) = rest.split_once('}')?;
        Some(format!("{before}{after}")).filter(|plain| !plain.is_empty()).and_then(|plain| found(&plain))
    })
}

/// The quantity with the laboratory's own range, if it is a possible one.
fn possible(quantity: Quantity, range: Option<&Range>, measure: &Measure) -> Result<AnswerValue, Question> {
    if let Some([low, high]) = possible_range(measure, &quantity) {
        return Err(Question::Refused(EntryFault::Impossible { low, high, unit: quantity.unit }));
    }
    let reference = range.and_then(|range| reference(range, quantity.unit, measure));
    Ok(AnswerValue::Quantity(Quantity { reference, ..quantity }))
}

/// A range in the unit of its value. One in a unit that is not known is none.
fn reference(Range { low, high, units }: &Range, unit: usize, measure: &Measure) -> Option<Reference> {
    let from = match units.iter().find(|unit| !unit.trim().is_empty()) {
        None => unit,
        Some(_) => units.iter().find_map(|unit| known_unit(unit, measure))?,
    };
    let end = |end: f64| match from == unit {
        true => end,
        false => measure.unit_at(unit).from_canonical(measure.unit_at(from).canonical(end)),
    };
    (low.is_some() || high.is_some()).then(|| Reference { low: low.map(end), high: high.map(end) })
}

/// The unit of ages.
const YEARS: &str = "a";

/// The completed years of a duration such as `P50Y6M`.
fn whole_years(text: &str) -> Option<f64> {
    let mut rest = text.trim().strip_prefix('P')?.split('T').next()?;
    let (mut years, mut parts) = (0.0, 0);
    while let Some((at, sign)) = rest.char_indices().find(|(_, c)| c.is_ascii_alphabetic()) {
        let (figures, behind) = rest.split_at(at);
        let count: f64 = figures.parse().ok().filter(|count: &f64| count.is_finite() && *count >= 0.0)?;
        years += count
            / match sign {
                'Y' => 1.0,
                'M' => 12.0,
                'W' => 52.1775,
                'D' => 365.2425,
                _ => return None,
            };
        parts += 1;
        rest = behind.strip_prefix(sign)?;
    }
    (parts > 0 && rest.is_empty()).then(|| (years + 1e-9).floor())
}

fn not_plain(said: &Said) -> Question {
    Question::NotPlain(match said {
        Said::Number(Number { value, comparator, units, .. }) => {
            let unit = units.first().map_or(String::new(), |unit| format!(" {unit}"));
            format!("{}{}{unit}", comparator.map_or("", |it| it.symbol()), number(*value))
        }
        Said::Text { text, .. } => text.clone(),
        Said::Coded(codes) => codes.first().map_or_else(String::new, Code::shown),
        _ => String::new(),
    })
}
