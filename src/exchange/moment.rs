//! When something was observed.

use std::cmp::Ordering;

use crate::case::Date;

/// A date as exact as the source gives it, with the time of day if it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The date.
    pub date: Date,
    /// The date and the time of day as they are written, without fractions and zone.
    pub(super) text: String,
}

impl Moment {
    /// Reads `2024`, `2024-03`, `2024-03-05` or a date with a time behind `T` or a space.
    pub fn read(text: &str) -> Option<Moment> {
        let text = text.trim();
        let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
        let date = Date::read(day)?;
        let time: String = time.chars().take_while(|c| c.is_ascii_digit() || *c == ':').take(8).collect();
        Some(Moment { date, text: if time.is_empty() { day.to_owned() } else { format!("{day}T{time}") } })
    }

    /// Which of two is earlier; `None` where the less exact one leaves that open.
    pub fn order(&self, other: &Moment) -> Option<Ordering> {
        let (mine, theirs) = (self.text.as_str(), other.text.as_str());
        match mine.cmp(theirs) {
            Ordering::Equal => Some(Ordering::Equal),
            _ if mine.starts_with(theirs) || theirs.starts_with(mine) => None,
            order => Some(order),
        }
    }

    /// The completed years since a birth; `None` where the less exact date leaves them open.
    pub fn years_since(&self, birth: &Moment) -> Option<u32> {
        let parts = |moment: &Moment| {
            let mut parts = moment.text.split(['-', 'T']).map(|part| part.parse::<u32>().ok());
            let year = parts.next().flatten();
            year.map(|year| (year, parts.next().flatten(), parts.next().flatten()))
        };
        let ((year, month, day), (born, birth_month, birth_day)) = (parts(self)?, parts(birth)?);
        let before_birthday = match month.zip(birth_month)? {
            (month, birth_month) if month == birth_month => day.zip(birth_day).map(|(day, birth)| day < birth)?,
            (month, birth_month) => month < birth_month,
        };
        year.checked_sub(born)?.checked_sub(u32::from(before_birthday))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_less_exact_is_neither_earlier_nor_later_within_itself() {
        let order = |a: &str, b: &str| Moment::read(a).unwrap().order(&Moment::read(b).unwrap());
        assert_eq!(order("2024-03-05", "2024-03-06T10:00:00Z"), Some(Ordering::Less));
        assert_eq!(order("2024-03", "2024-03-06"), None);
        assert_eq!(order("2024-03-05T08:00:00.123456789Z", "2024-03-05T08:00:01+02:00"), Some(Ordering::Less));
        assert_eq!(Moment::read("2024-02-30"), None);
    }

    #[test]
    fn an_age_is_worked_out_only_where_the_dates_are_exact_enough() {
        let years = |at: &str, birth: &str| Moment::read(at).unwrap().years_since(&Moment::read(birth).unwrap());
        assert_eq!(years("2026-03-02T09:00:00Z", "1975-03-02"), Some(51));
        assert_eq!(years("2026-03-02", "1975-03-03"), Some(50));
        assert_eq!(years("2026-03-02", "1975-06"), Some(50));
        assert_eq!(years("2026-03-02", "1975-03"), None);
        assert_eq!(years("2026-03-02", "1975"), None);
        assert_eq!(years("1970-01-01", "1975-01-01"), None);
    }
}
