//! A number beside a name: its readings, its unit, the laboratory's range; and whether it may be entered as it stands.

use std::ops::Range;

use super::scan::{Piece, What};
use super::{Choice, Kind};
use crate::case::{AnswerValue, Comparator, Quantity, Reference};
use crate::knowledge::files::Word;
use crate::knowledge::{FindingId, Knowledge, Meaning};

/// A number as it is written, with what belongs to it.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// What the figures may say: `1,234` a thousand, or a little more than one.
    readings: Vec<f64>,
    comparator: Option<Comparator>,
    /// The unit, where one is written.
    unit: Option<Range<usize>>,
    /// What follows the number is no unit that is known.
    has_odd_unit: bool,
    /// The unit is one of a dose.
    pub is_dose: bool,
    /// From so much to so much: no single value.
    is_span: bool,
    reference: Option<Reference>,
    /// The year stands beside it.
    pub date: Option<Range<usize>>,
    /// From the number, or its comparator, to the last of it.
    pub span: Range<usize>,
    /// The pieces it takes.
    pub pieces: Range<usize>,
}

/// What may be done with a number.
pub(super) enum Reading {
    Enter(Quantity),
    Ask { choices: Vec<Choice>, suggested: Option<usize> },
    Dose,
}

impl Value {
    /// Reads the number that is the piece `at`.
    pub(super) fn read(text: &str, pieces: &[Piece], at: usize) -> Option<Value> {
        let mut walk = Walk { text, pieces, at };
        let (readings, span) = walk.number()?;
        let (mut start, mut from) = (span.start, at);
        let (mut comparator, mut is_minus) = (None, false);
        if let Some(before) = at.checked_sub(1).and_then(|at| pieces.get(at))
            && let What::Sign(sign) = before.what
        {
            comparator = self::comparator(sign);
            if comparator.is_some() || matches!(sign, '~' | '\u{2248}') {
                (start, from) = (before.span.start, at - 1);
            }
            // A dash that clings to the number alone may be a minus: nothing here is less than nothing.
            let is_apart = text.get(..before.span.start).is_some_and(|before| before.ends_with(char::is_whitespace));
            is_minus = sign == '-' && is_apart && before.span.end == span.start;
        }
        let words = [(Word::MoreThan, Comparator::Greater), (Word::LessThan, Comparator::Less)];
        if let Some(before) = at.checked_sub(1)
            && let Some((_, said)) =
                words.into_iter().find(|(word, _)| Walk { text, pieces, at: before }.is_word(0, *word))
        {
            (comparator, start, from) =
                (Some(said), pieces.get(before).map_or(start, |piece| piece.span.start), before);
        }
        let mut value = Value {
            readings,
            comparator,
            unit: None,
            has_odd_unit: false,
            is_dose: false,
            is_span: is_minus,
            reference: None,
            date: None,
            span: start..span.end,
            pieces: from..walk.at,
        };
        if walk.is_sign(0, &['-', '~', '\u{b1}']) && walk.number_at(1) {
            value.is_span = true;
            walk.at += 2;
        }
        walk.flags();
        value.unit = walk.unit();
        if value.unit.is_none() {
            value.is_dose = walk.is_word(0, Word::DoseUnit);
            if value.is_dose {
                value.unit = walk.piece(0).map(|piece| piece.span.clone());
                walk.at += 1;
            } else if let Some(Piece { what: What::Unknown(None), span, .. }) = walk.piece(0) {
                value.has_odd_unit = text.get(span.clone()).is_some_and(|word| word.is_ascii() && word.len() <= 4);
            }
        }
        walk.flags();
        value.date = walk.date();
        value.reference = walk.reference();
        if value.unit.is_none() && !value.has_odd_unit {
            value.unit = walk.unit();
        }
        walk.flags();
        value.date = value.date.or_else(|| walk.date());
        value.pieces.end = walk.at;
        value.span.end = walk.at.checked_sub(1).and_then(|at| pieces.get(at)).map_or(span.end, |piece| piece.span.end);
        Some(value)
    }

    /// Takes what stands behind it for its unit.
    pub(super) fn take_unit(&mut self, unit: Range<usize>) {
        self.span.end = unit.end;
        self.pieces.end += 1;
        self.unit = Some(unit);
    }

    /// Whether nothing or a sign stands between it and a piece.
    pub(super) fn is_beside(&self, at: usize) -> bool {
        self.pieces.start.abs_diff(at) <= 2 || self.pieces.end.abs_diff(at) <= 1
    }

    /// Whether a unit is written.
    pub(super) fn has_unit(&self) -> bool {
        self.unit.is_some()
    }

    /// The text of its unit.
    pub(super) fn unit_text<'t>(&self, text: &'t str) -> &'t str {
        self.unit.clone().and_then(|unit| text.get(unit)).unwrap_or_default()
    }

    /// Whether a finding is measured in the unit that is written.
    pub(super) fn fits(&self, text: &str, id: FindingId, knowledge: &Knowledge) -> bool {
        let measure = knowledge.finding(id).measure();
        measure.is_some_and(|measure| measure.typed_unit(self.unit_text(text)).is_some())
    }

    /// What may be done with it for a quantity. A bare number is taken in the first unit only if it is usual there and in
    /// no unit that it may be in else; in the unit that is written, if it is usual there.
    pub(super) fn reading(&self, text: &str, id: FindingId, knowledge: &Knowledge) -> Reading {
        let lexicon = knowledge.lexicon();
        let Some(measure) = knowledge.finding(id).measure() else { return Reading::Dose };
        let written = match self.unit_text(text) {
            "" => None,
            unit => match measure.typed_unit(unit).or_else(|| lexicon.completed_unit(id, unit)) {
                Some(unit) => Some(unit),
                None if self.is_dose => return Reading::Dose,
                None => return Reading::Ask { choices: Vec::new(), suggested: None },
            },
        };
        let within = |[low, high]: [f64; 2], quantity: &Quantity| (low..=high).contains(&quantity.canonical(measure));
        let is_usual = |quantity: &Quantity| within(measure.plausible.unwrap_or(measure.possible), quantity);
        let is_possible = |quantity: &Quantity| within(measure.possible, quantity);
        let all = |unit: usize| self.readings.iter().map(move |value| self.quantity(*value, unit));
        let units = std::iter::once(0).chain(lexicon.rivals(id).iter().copied());
        let usual: Vec<Quantity> = match written {
            Some(unit) => all(unit).filter(&is_usual).collect(),
            None => units.clone().flat_map(all).filter(&is_usual).collect(),
        };
        let is_sure = !self.is_span && !self.has_odd_unit;
        match usual.as_slice() {
            [only] if is_sure && only.unit == written.unwrap_or(0) => return Reading::Enter(*only),
            _ if self.is_span => return Reading::Ask { choices: Vec::new(), suggested: None },
            _ => {}
        }
        let mut choices: Vec<Quantity> = match written {
            Some(unit) if usual.is_empty() => {
                units.filter(|other| *other != unit).flat_map(all).filter(&is_usual).collect()
            }
            _ => usual,
        };
        let suggested = (choices.len() == 1).then_some(0);
        let others: Vec<Quantity> = all(written.unwrap_or(0)).filter(is_possible).collect();
        choices.extend(others.into_iter().filter(|other| !choices.contains(other)).collect::<Vec<_>>());
        let choices = choices.into_iter().map(|quantity| vec![(id, AnswerValue::Quantity(quantity))]).collect();
        Reading::Ask { choices, suggested }
    }

    fn quantity(&self, value: f64, unit: usize) -> Quantity {
        Quantity { value, unit, comparator: self.comparator, reference: self.reference }
    }
}

impl Reading {
    /// What is asked where it may not be entered as it stands.
    pub(super) const KIND: Kind = Kind::Unit;
}

/// A walk over the pieces behind a number.
struct Walk<'t, 'p, 'k> {
    text: &'t str,
    pieces: &'p [Piece<'k>],
    at: usize,
}

impl<'p, 'k> Walk<'_, 'p, 'k> {
    fn piece(&self, ahead: usize) -> Option<&'p Piece<'k>> {
        self.pieces.get(self.at + ahead)
    }

    fn is_sign(&self, ahead: usize, signs: &[char]) -> bool {
        matches!(self.piece(ahead).map(|piece| &piece.what), Some(What::Sign(sign)) if signs.contains(sign))
    }

    fn is_word(&self, ahead: usize, word: Word) -> bool {
        matches!(self.piece(ahead).map(|piece| &piece.what), Some(What::Term(meanings, _)) if meanings.contains(&Meaning::Word(word)))
    }

    fn number_at(&self, ahead: usize) -> bool {
        matches!(self.piece(ahead).map(|piece| &piece.what), Some(What::Number(_)))
    }

    fn number(&mut self) -> Option<(Vec<f64>, Range<usize>)> {
        let piece = self.piece(0)?;
        let What::Number(times) = piece.what else { return None };
        let readings = readings(self.text.get(piece.span.clone())?);
        self.at += 1;
        Some((readings.into_iter().map(|value| value * times).collect(), piece.span.clone()))
    }

    fn flags(&mut self) {
        while self.is_word(0, Word::Flag) || self.is_sign(0, &['*', '\u{2191}', '\u{2193}']) {
            self.at += 1;
        }
    }

    fn unit(&mut self) -> Option<Range<usize>> {
        let Some(Piece { what: What::Unit, span, .. }) = self.piece(0) else { return None };
        self.at += 1;
        Some(span.clone())
    }

    /// A day or a year in brackets, or a day behind the value.
    fn date(&mut self) -> Option<Range<usize>> {
        let bracket = usize::from(self.is_sign(0, &['(', '[']));
        let piece = self.piece(bracket)?;
        let is_year = || {
            let year = self.text.get(piece.span.clone()).unwrap_or_default();
            bracket == 1 && year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
        };
        let closes = bracket == 0 || self.is_sign(2, &[')', ']']);
        let is_date = match piece.what {
            What::Date => true,
            What::Number(_) => is_year(),
            _ => false,
        };
        if !(is_date && closes) {
            return None;
        }
        self.at += 1 + 2 * bracket;
        Some(piece.span.clone())
    }

    /// The laboratory's range: in brackets, behind a word for it, or in the next column.
    fn reference(&mut self) -> Option<Reference> {
        let start = self.at;
        let mut opened = false;
        while self.is_sign(0, &['(', '[', ':'])
            || self.is_word(0, Word::Reference)
            || (opened && self.is_word(0, Word::Flag))
        {
            opened = true;
            self.at += 1;
        }
        let reference = self.range();
        match &reference {
            Some(_) => {
                if opened {
                    self.unit();
                    self.at += usize::from(self.is_sign(0, &[')', ']']));
                }
            }
            None => self.at = start,
        }
        reference
    }

    fn range(&mut self) -> Option<Reference> {
        if let Some(Piece { what: What::Sign(sign), .. }) = self.piece(0)
            && let Some(comparator) = comparator(*sign)
            && self.number_at(1)
        {
            self.at += 1;
            let end = self.end()?;
            return Some(match comparator {
                Comparator::Less | Comparator::LessOrEqual => Reference { low: None, high: Some(end) },
                Comparator::Greater | Comparator::GreaterOrEqual => Reference { low: Some(end), high: None },
            });
        }
        if !(self.number_at(0) && self.is_sign(1, &['-', '~']) && self.number_at(2)) {
            return None;
        }
        let low = self.end()?;
        self.at += 1;
        let high = self.end()?;
        (low <= high).then_some(Reference { low: Some(low), high: Some(high) })
    }

    /// An end of a range: a decimal comma is one.
    fn end(&mut self) -> Option<f64> {
        self.number()?.0.pop()
    }
}

fn comparator(sign: char) -> Option<Comparator> {
    match sign {
        '<' => Some(Comparator::Less),
        '>' => Some(Comparator::Greater),
        '\u{2264}' => Some(Comparator::LessOrEqual),
        '\u{2265}' => Some(Comparator::GreaterOrEqual),
        _ => None,
    }
}

/// What figures may say; where a sign may part thousands or decimals both, the decimals last.
fn readings(figures: &str) -> Vec<f64> {
    let plain: String = figures.chars().map(crate::knowledge::half_width).collect();
    let last = plain.rfind(['.', ',']);
    let parse = |text: &str| text.parse::<f64>().ok().filter(|value| value.is_finite());
    let Some(last) = last else { return parse(&plain).into_iter().collect() };
    let (whole, decimals) = plain.split_at(last);
    let decimals = decimals.trim_start_matches(['.', ',']);
    let without = |text: &str| text.replace(['.', ','], "");
    let as_decimal = parse(&format!("{}.{decimals}", without(whole)));
    let as_thousands = parse(&without(&plain));
    let sign = plain.get(last..).and_then(|rest| rest.chars().next());
    let groups: Vec<&str> = whole.split(['.', ',']).skip(1).collect();
    let are_groups = |groups: &[&str]| groups.iter().all(|group| group.len() == 3);
    let head = whole.split(['.', ',']).next().unwrap_or_default();
    let has_head = (1..=3).contains(&head.len()) && !head.starts_with('0');
    let readings = match (groups.is_empty(), whole.contains(sign.unwrap_or('.'))) {
        // 1,234 and 1.234
        (true, _) if has_head && decimals.len() == 3 => [as_thousands, as_decimal],
        (true, _) => [as_decimal, None],
        // 1,234,567
        (false, true) if has_head && are_groups(&groups) && decimals.len() == 3 => [as_thousands, None],
        // 1,234.5
        (false, false) if has_head && are_groups(&groups) => [as_decimal, None],
        _ => [None, None],
    };
    readings.into_iter().flatten().collect()
}
