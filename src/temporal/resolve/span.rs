//! A resolved stretch of the calendar: its TIMEX3 value, its days, its granularity.

use crate::calendar::{Date, Granularity, Interval};
use crate::temporal::expression::{ClockTime, DayPart, Unit};
use crate::temporal::lunar;

/// A stretch of the calendar that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::temporal) enum Span {
    /// The year without its last two digits: 19 is the twentieth century.
    Century(i32),
    /// The year without its last digit.
    Decade(i32),
    Year(i32),
    /// A period of some years that has one name: a school year, a season of games.
    Years(i32, i32),
    /// A year of the Buddhist Era of which nothing closer is known.
    BuddhistYear(i32),
    Half(i32, u8),
    Quarter(i32, u8),
    /// 0 spring to 3 winter.
    Season(i32, u8),
    Month(i32, u8),
    /// The ISO year and week.
    Week(i32, u8),
    Weekend(i32, u8),
    Day(Date),
    /// Some days together that have one name.
    Days(Interval),
}

/// A time within a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::temporal) enum TimeOfDay {
    Part(DayPart),
    Clock(ClockTime),
}

/// A year as TIMEX3 writes it: `1998`, `BC0480`.
pub(in crate::temporal) fn year_value(year: i32) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - year) }
}

/// The codes of the seasons.
pub(in crate::temporal) const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

fn date_value(date: Date) -> String {
    format!("{}-{:02}-{:02}", year_value(date.year()), date.month(), date.day())
}

impl TimeOfDay {
    /// What TIMEX3 writes behind the day: `TNI`, `T22:00`.
    pub(in crate::temporal) fn value(self) -> String {
        match self {
            Self::Part(part) => format!("T{}", part.timex()),
            Self::Clock(ClockTime { hour, minute, second, zone }) => {
                let second = second.map_or_else(String::new, |second| format!(":{second:02}"));
                let zone = match zone {
                    None => String::new(),
                    Some(0) => "Z".to_owned(),
                    Some(zone) => {
                        let sign = if zone < 0 { '-' } else { '+' };
                        format!("{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60)
                    }
                };
                format!("T{hour:02}:{minute:02}{second}{zone}")
            }
        }
    }
}

impl Span {
    /// The TIMEX3 value.
    pub(in crate::temporal) fn value(self) -> String {
        match self {
            Self::Century(century) if century >= 0 => format!("{century:02}"),
            Self::Century(century) => format!("BC{:02}", -century - 1),
            Self::Decade(decade) if decade > 0 => format!("{decade:03}"),
            Self::Decade(decade) => format!("BC{:03}", -decade),
            Self::Year(year) => year_value(year),
            Self::Years(first, last) => format!("{}/{}", year_value(first), year_value(last)),
            Self::BuddhistYear(year) => year_value(year - 544),
            Self::Half(year, half) => format!("{}-H{half}", year_value(year)),
            Self::Quarter(year, quarter) => format!("{}-Q{quarter}", year_value(year)),
            Self::Season(year, season) => {
                format!("{}-{}", year_value(year), SEASONS.get(usize::from(season)).unwrap_or(&"XX"))
            }
            Self::Month(year, month) => format!("{}-{month:02}", year_value(year)),
            Self::Week(year, week) => format!("{}-W{week:02}", year_value(year)),
            Self::Weekend(year, week) => format!("{}-W{week:02}-WE", year_value(year)),
            Self::Day(date) => date_value(date),
            Self::Days(interval) => {
                let side = |date: Option<Date>| date.map_or_else(|| "..".to_owned(), date_value);
                if interval.first() == interval.last() {
                    side(interval.first())
                } else {
                    format!("{}/{}", side(interval.first()), side(interval.last()))
                }
            }
        }
    }

    /// The days it covers.
    pub(in crate::temporal) fn interval(self) -> Option<Interval> {
        match self {
            // There was no year 0: the second century BC ends with 101 BC, which is the year -100.
            Self::Century(century) if century < 0 => Interval::years(century * 100 + 1, century * 100 + 100),
            Self::Century(century) => Interval::years(century * 100, century * 100 + 99),
            Self::Decade(decade) if decade < 0 => Interval::years(decade * 10 - 8, decade * 10 + 1),
            Self::Decade(decade) => Interval::years(decade * 10, decade * 10 + 9),
            Self::Year(year) => Interval::year(year),
            Self::Years(first, last) => Interval::years(first, last),
            Self::BuddhistYear(year) => {
                let turn = |year| lunar::turn_of_year(year).or_else(|| Date::new(year, 5, 1));
                Some(Interval::new(Some(turn(year - 544)?), Some(turn(year - 543)?.add_days(-1)?)))
            }
            Self::Half(year, half) => months(year, half * 6 - 5, 6),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            // Winter begins with the December of its year.
            Self::Season(year, season) => months(year, season * 3 + 3, 3),
            Self::Month(year, month) => Interval::month(year, month),
            Self::Week(year, week) => {
                let monday = Date::from_iso_week(year, week)?;
                Some(Interval::new(Some(monday), Some(monday.add_days(6)?)))
            }
            Self::Weekend(year, week) => {
                let monday = Date::from_iso_week(year, week)?;
                Some(Interval::new(Some(monday.add_days(5)?), Some(monday.add_days(6)?)))
            }
            Self::Day(date) => Some(Interval::day(date)),
            Self::Days(interval) => Some(interval),
        }
    }

    /// How precisely it speaks.
    pub(in crate::temporal) fn granularity(self) -> Granularity {
        match self {
            Self::Century(_) => Granularity::Century,
            Self::Decade(_) => Granularity::Decade,
            Self::Year(_) | Self::Years(..) | Self::BuddhistYear(_) => Granularity::Year,
            Self::Half(..) => Granularity::Half,
            Self::Quarter(..) => Granularity::Quarter,
            Self::Season(..) => Granularity::Season,
            Self::Month(..) => Granularity::Month,
            Self::Week(..) | Self::Weekend(..) => Granularity::Week,
            Self::Day(_) | Self::Days(_) => Granularity::Day,
        }
    }

    /// The year it is of, where it is of one.
    pub(in crate::temporal) fn year(self) -> Option<i32> {
        match self {
            Self::Century(_) | Self::Decade(_) => None,
            Self::Year(year)
            | Self::Years(year, _)
            | Self::Half(year, _)
            | Self::Quarter(year, _)
            | Self::Season(year, _)
            | Self::Month(year, _)
            | Self::Week(year, _)
            | Self::Weekend(year, _) => Some(year),
            Self::BuddhistYear(year) => Some(year - 544),
            Self::Day(date) => Some(date.year()),
            Self::Days(interval) => interval.first().map(Date::year),
        }
    }

    /// The unit of a day, moved by an amount, as an expression that names the unit means it.
    pub(in crate::temporal) fn of_unit(unit: Unit, date: Date, amount: i32) -> Option<Self> {
        let year = date.year().checked_add(amount).filter(|year| crate::calendar::YEARS.contains(year));
        let month = |date: Date, per: i32| {
            let moved = amount.checked_mul(per)?;
            let first = Date::new(date.year(), date.month(), 1)?;
            first.add_months(moved).map(|date| (date.year(), date.month()))
        };
        Some(match unit {
            Unit::Second | Unit::Minute => Self::Day(date),
            Unit::Hour => Self::Day(date.add_days(amount / 24)?),
            Unit::Day | Unit::Night => Self::Day(date.add_days(amount)?),
            Unit::Week => week(date.add_days(amount.checked_mul(7)?)?),
            Unit::Fortnight => week(date.add_days(amount.checked_mul(14)?)?),
            Unit::Weekend => {
                let (year, week) = date.add_days(amount.checked_mul(7)?)?.iso_week();
                Self::Weekend(year, week)
            }
            Unit::Month => month(date, 1).map(|(year, month)| Self::Month(year, month))?,
            Unit::Quarter => month(date, 3).map(|(year, month)| Self::Quarter(year, month.div_ceil(3)))?,
            Unit::Half => month(date, 6).map(|(year, month)| Self::Half(year, month.div_ceil(6)))?,
            Unit::Year => Self::Year(year?),
            Unit::Decade => Self::Decade(date.year().div_euclid(10).checked_add(amount)?),
            Unit::Century => Self::Century(date.year().div_euclid(100).checked_add(amount)?),
            Unit::Some | Unit::Millennium => return None,
        })
    }

    /// The point so many units from a day, as `two decades ago` means it.
    pub(in crate::temporal) fn offset(unit: Unit, date: Date, amount: i32) -> Option<Self> {
        match unit {
            Unit::Decade => Self::of_unit(Unit::Year, date, amount.checked_mul(10)?),
            Unit::Century => Self::of_unit(Unit::Year, date, amount.checked_mul(100)?),
            Unit::Millennium => Self::of_unit(Unit::Year, date, amount.checked_mul(1000)?),
            _ => Self::of_unit(unit, date, amount),
        }
    }
}

fn week(date: Date) -> Span {
    let (year, week) = date.iso_week();
    Span::Week(year, week)
}

fn months(year: i32, first: u8, count: i32) -> Option<Interval> {
    let first = Date::new(year, first, 1)?;
    Some(Interval::new(Some(first), Some(first.add_months(count)?.add_days(-1)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(span: Span, value: &str, first: &str, last: &str) {
        assert_eq!(span.value(), value);
        let interval = span.interval().expect(value);
        assert_eq!(interval.first().map(|date| date.to_string()).as_deref(), Some(first));
        assert_eq!(interval.last().map(|date| date.to_string()).as_deref(), Some(last));
    }

    #[test]
    fn values_and_days() {
        check(Span::Year(1998), "1998", "1998-01-01", "1998-12-31");
        check(Span::Decade(199), "199", "1990-01-01", "1999-12-31");
        check(Span::Years(2020, 2021), "2020/2021", "2020-01-01", "2021-12-31");
        check(Span::Century(19), "19", "1900-01-01", "1999-12-31");
        check(Span::Quarter(1989, 3), "1989-Q3", "1989-07-01", "1989-09-30");
        check(Span::Half(1990, 1), "1990-H1", "1990-01-01", "1990-06-30");
        check(Span::Season(1941, 3), "1941-WI", "1941-12-01", "1942-02-28");
        check(Span::Week(2023, 38), "2023-W38", "2023-09-18", "2023-09-24");
        check(Span::Weekend(2023, 38), "2023-W38-WE", "2023-09-23", "2023-09-24");
        check(Span::BuddhistYear(2567), "2023", "2023-05-05", "2024-05-22");
        assert_eq!(Span::Year(-479).value(), "BC0480");
    }
}
