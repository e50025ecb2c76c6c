//! Calendar dates.

use std::fmt;
use std::ops::RangeInclusive;

/// A date of the years 1 to 9999: a year, or a month, or a day; a year comes before its months, a month before its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u32,
    /// The month, and the day of it.
    month: Option<(u32, Option<u32>)>,
}

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn read(text: &str) -> Option<Date> {
        let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
        let year = number(year, 4, 1..=9999)?;
        let Some(rest) = rest else { return Some(Date { year, month: None }) };
        let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
        let month = number(month, 2, 1..=12)?;
        let Some(day) = day else { return Some(Date { year, month: Some((month, None)) }) };
        let day = number(day, 2, 1..=days(year, month))?;
        Some(Date { year, month: Some((month, Some(day))) })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some((month, day)) = self.month {
            write!(f, "-{month:02}")?;
            day.map_or(Ok(()), |day| write!(f, "-{day:02}"))?;
        }
        Ok(())
    }
}

fn number(text: &str, digits: usize, possible: RangeInclusive<u32>) -> Option<u32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && possible.contains(number))
}

fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
