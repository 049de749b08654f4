//! Civil dates, intervals and granularities: the arithmetic that every other layer shares.
//!
//! Dates are proleptic Gregorian, without time of day or zone. An [`Interval`] is a closed range of days, open on a
//! side where nothing is known; its [`Granularity`] says how precisely the text spoke. Nothing here reads a clock or
//! a text: that is `temporal`.

use std::fmt;

/// A day of the proleptic Gregorian calendar. Year 0 is 1 BC, as in ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// The years that a [`Date`] may have: wide enough for any text, narrow enough that arithmetic cannot overflow.
pub const YEARS: std::ops::RangeInclusive<i32> = -9999..=9999;

/// The number of days in a month (1 to 12) of a year.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether February of the year has 29 days.
pub fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

impl Date {
    /// The day with this year, month (1 to 12) and day (1 to 31), if there is one within [`YEARS`].
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid = YEARS.contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        valid.then_some(Self { year, month, day })
    }

    /// The year; 0 is 1 BC.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 January 1970 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    pub fn days_since_epoch(self) -> i32 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let shifted_month = (i32::from(self.month) + 9) % 12;
        let day_of_year = (153 * shifted_month + 2) / 5 + i32::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that many days after 1 January 1970, if it is within [`YEARS`].
    pub fn from_days_since_epoch(days: i32) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u8;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u8;
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        Self::new(year, month, day)
    }

    /// The day of the week: 1 is Monday, 7 is Sunday (ISO 8601).
    pub fn weekday(self) -> u8 {
        ((self.days_since_epoch() + 3).rem_euclid(7) + 1) as u8
    }

    /// The ISO 8601 week: its year, and its number from 1 to 53.
    pub fn iso_week(self) -> (i32, u8) {
        let thursday = self.days_since_epoch() - i32::from(self.weekday()) + 4;
        let year = Self::from_days_since_epoch(thursday).map_or(self.year, Self::year);
        let new_year = Self { year, month: 1, day: 1 }.days_since_epoch();
        (year, ((thursday - new_year) / 7 + 1) as u8)
    }

    /// The Monday of an ISO 8601 week (1 to 53), if that year has it.
    pub fn from_iso_week(year: i32, week: u8) -> Option<Self> {
        let fourth = Self::new(year, 1, 4)?;
        let first_monday = fourth.days_since_epoch() - i32::from(fourth.weekday()) + 1;
        let monday = Self::from_days_since_epoch(first_monday + (i32::from(week) - 1) * 7)?;
        (monday.iso_week() == (year, week)).then_some(monday)
    }

    /// The day that many days later, or earlier if negative.
    pub fn add_days(self, days: i32) -> Option<Self> {
        Self::from_days_since_epoch(self.days_since_epoch().checked_add(days)?)
    }

    /// The same day that many months later (earlier if negative), or the last day of that month if it is shorter.
    pub fn add_months(self, months: i32) -> Option<Self> {
        let index = (self.year * 12 + i32::from(self.month) - 1).checked_add(months)?;
        let (year, month) = (index.div_euclid(12), (index.rem_euclid(12) + 1) as u8);
        Self::new(year, month, self.day.min(days_in_month(year, month)))
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
        Self::new(digits(year, 4)?, digits(month, 2)? as u8, digits(day, 2)? as u8)
    }
}

/// The number that so many decimal digits are, at most nine; `None` for anything else.
fn digits(text: &str, count: usize) -> Option<i32> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.bytes().fold(0, |number, byte| number * 10 + i32::from(byte - b'0')))
}

impl fmt::Display for Date {
    /// ISO 8601: `2017-09-18`; years before 0 with a minus sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.abs(), self.month, self.day)
    }
}

/// How precisely a text named a time, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Granularity {
    /// A hundred years.
    Century,
    /// Ten years.
    Decade,
    /// A year.
    Year,
    /// Half a year.
    Half,
    /// A season of the year.
    Season,
    /// A quarter of the year.
    Quarter,
    /// A month.
    Month,
    /// A week, or a week end.
    Week,
    /// A day.
    Day,
    /// A part of a day, or a time of the clock.
    Time,
}

impl Granularity {
    /// Every granularity, from coarse to fine.
    pub const ALL: [Self; 10] = [
        Self::Century,
        Self::Decade,
        Self::Year,
        Self::Half,
        Self::Season,
        Self::Quarter,
        Self::Month,
        Self::Week,
        Self::Day,
        Self::Time,
    ];

    /// The word for it in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Century => "century",
            Self::Decade => "decade",
            Self::Year => "year",
            Self::Half => "half",
            Self::Season => "season",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Time => "time",
        }
    }

    /// The granularity with that [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|granularity| granularity.code() == code)
    }
}

/// A closed range of days. A side that is `None` is open: nothing is known of it.
///
/// Invariant: where both sides are known, `first <= last`. [`Interval::new`] upholds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    first: Option<Date>,
    last: Option<Date>,
}

impl Interval {
    /// The days from `first` to `last`, both within; the two are swapped if they stand in the wrong order.
    pub fn new(first: Option<Date>, last: Option<Date>) -> Self {
        match (first, last) {
            (Some(a), Some(b)) if a > b => Self { first: last, last: first },
            _ => Self { first, last },
        }
    }

    /// One day.
    pub fn day(date: Date) -> Self {
        Self { first: Some(date), last: Some(date) }
    }

    /// A whole month (1 to 12).
    pub fn month(year: i32, month: u8) -> Option<Self> {
        let first = Date::new(year, month, 1)?;
        Some(Self { first: Some(first), last: Date::new(year, month, days_in_month(year, month)) })
    }

    /// A whole year.
    pub fn year(year: i32) -> Option<Self> {
        Some(Self { first: Some(Date::new(year, 1, 1)?), last: Date::new(year, 12, 31) })
    }

    /// The years from `first` to `last`, both within.
    pub fn years(first: i32, last: i32) -> Option<Self> {
        Some(Self::new(Some(Date::new(first, 1, 1)?), Some(Date::new(last, 12, 31)?)))
    }

    /// The first day, unless the interval is open on that side.
    pub fn first(self) -> Option<Date> {
        self.first
    }

    /// The last day, unless the interval is open on that side.
    pub fn last(self) -> Option<Date> {
        self.last
    }

    /// Whether the two intervals share a day, taking an open side as unbounded.
    pub fn overlaps(self, other: Self) -> bool {
        let starts_by = |a: Option<Date>, b: Option<Date>| match (a, b) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        };
        starts_by(self.first, other.last) && starts_by(other.first, self.last)
    }

    /// Whether every day of `other` is in this interval, taking an open side as unbounded.
    pub fn contains(self, other: Self) -> bool {
        let starts_by = match (self.first, other.first) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a <= b,
        };
        let ends_after = match (self.last, other.last) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a >= b,
        };
        starts_by && ends_after
    }
}

/// A time as the text gave it: its interval and how precisely it was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// The days it covers.
    pub interval: Interval,
    /// How precisely it was named.
    pub granularity: Granularity,
}

impl When {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        if let Some(date) = Date::parse_iso(text) {
            return Some(Self { interval: Interval::day(date), granularity: Granularity::Day });
        }
        if let Some((year, month)) = text.split_once('-') {
            let interval = Interval::month(digits(year, 4)?, digits(month, 2)? as u8)?;
            return Some(Self { interval, granularity: Granularity::Month });
        }
        Some(Self { interval: Interval::year(digits(text, 4)?)?, granularity: Granularity::Year })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse_iso(text).expect(text)
    }

    #[test]
    fn days_round_trip_over_every_year() {
        for days in (-4_000_000..2_900_000).step_by(13) {
            if let Some(date) = Date::from_days_since_epoch(days) {
                assert_eq!(date.days_since_epoch(), days);
            }
        }
        assert_eq!(date("1970-01-01").days_since_epoch(), 0);
        assert_eq!(date("2000-03-01").days_since_epoch(), 11_017);
    }

    #[test]
    fn weekdays_and_weeks() {
        assert_eq!(date("2017-09-18").weekday(), 1);
        assert_eq!(date("2017-09-17").weekday(), 7);
        assert_eq!(date("2023-01-01").iso_week(), (2022, 52));
        assert_eq!(date("2020-12-31").iso_week(), (2020, 53));
        assert_eq!(Date::from_iso_week(2017, 38), Some(date("2017-09-18")));
        assert_eq!(Date::from_iso_week(2017, 53), None);
    }

    #[test]
    fn months_are_clamped() {
        assert_eq!(date("2024-01-31").add_months(1), Some(date("2024-02-29")));
        assert_eq!(date("2024-01-31").add_months(-2), Some(date("2023-11-30")));
        assert_eq!(date("2024-05-15").add_months(-17), Some(date("2022-12-15")));
    }

    #[test]
    fn only_real_days_exist() {
        assert_eq!(Date::new(2023, 2, 29), None);
        assert_eq!(Date::new(2023, 13, 1), None);
        assert_eq!(Date::new(10_000, 1, 1), None);
        assert_eq!(Date::parse_iso("2023-2-01"), None);
        assert_eq!(Date::parse_iso("é023-02-01"), None);
    }

    #[test]
    fn intervals() {
        let month = Interval::month(2024, 2).unwrap();
        assert_eq!(month.last(), Some(date("2024-02-29")));
        let open = Interval::new(Some(date("2024-02-10")), None);
        assert!(month.overlaps(open) && !month.contains(open));
        assert!(Interval::year(2024).unwrap().contains(month));
        let swapped = Interval::new(Some(date("2024-02-10")), Some(date("2024-02-01")));
        assert_eq!(swapped.first(), Some(date("2024-02-01")));
    }

    #[test]
    fn iso_times() {
        assert_eq!(When::parse_iso("2017-09").map(|w| w.granularity), Some(Granularity::Month));
        assert_eq!(When::parse_iso("2017").map(|w| w.granularity), Some(Granularity::Year));
        assert_eq!(When::parse_iso("2017-9"), None);
        assert_eq!(When::parse_iso(""), None);
    }
}
