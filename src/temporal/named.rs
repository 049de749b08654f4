//! Named days: what a year makes of Christmas, Easter or Khmer New Year.

use super::lunar;
use crate::calendar::{Date, Interval};

/// How a named day falls.
#[derive(Clone, Copy, Debug)]
enum Falls {
    /// On the same day of every year.
    On(u8, u8),
    /// From one day to another, of one year.
    From((u8, u8), (u8, u8)),
    /// On that weekday (1 is Monday) of a month, counted from its start; -1 is the last.
    Nth(u8, i8, u8),
    /// So many days after Easter Sunday.
    Easter(i32),
    /// So many days from one day before or on that day of the Islamic year; months are counted from the sighting of the
    /// moon, so that a day of a feast may be the one before or after.
    Islamic(u8, i32, i32),
    /// On the first day of the Chinese year.
    Chinese,
    /// On a day of the Khmer lunar calendar, and so many days more.
    Lunar(u8, u8, i32),
}

pub(super) const CHRISTMAS: i32 = 0;
pub(super) const CHRISTMAS_EVE: i32 = 1;
pub(super) const NEW_YEAR: i32 = 2;
pub(super) const NEW_YEAR_EVE: i32 = 3;
pub(super) const VALENTINE: i32 = 4;
pub(super) const WOMEN: i32 = 5;
pub(super) const MAY_DAY: i32 = 6;
pub(super) const LABOR_DAY: i32 = 7;
pub(super) const MEMORIAL_DAY: i32 = 8;
pub(super) const PRESS_FREEDOM: i32 = 9;
pub(super) const HALLOWEEN: i32 = 10;
pub(super) const HUMAN_RIGHTS: i32 = 11;
pub(super) const KHMER_NEW_YEAR: i32 = 12;
pub(super) const PCHUM_BEN: i32 = 13;
pub(super) const VISAK: i32 = 14;
pub(super) const MEAK: i32 = 15;
pub(super) const WATER_FESTIVAL: i32 = 16;
pub(super) const PLOUGHING: i32 = 17;
pub(super) const PARIS_PEACE: i32 = 18;
pub(super) const THANKSGIVING: i32 = 19;
pub(super) const INDEPENDENCE: i32 = 20;
pub(super) const EASTER: i32 = 21;
pub(super) const GOOD_FRIDAY: i32 = 22;
pub(super) const EASTER_MONDAY: i32 = 23;
pub(super) const ALL_SAINTS: i32 = 24;
pub(super) const KING_DAY: i32 = 25;
pub(super) const PRESIDENTS: i32 = 26;
pub(super) const COLUMBUS: i32 = 27;
pub(super) const ARMISTICE: i32 = 28;
pub(super) const BOXING_DAY: i32 = 29;
pub(super) const ASH_WEDNESDAY: i32 = 30;
pub(super) const PALM_SUNDAY: i32 = 31;
pub(super) const PENTECOST: i32 = 32;
pub(super) const PATRICK: i32 = 33;
pub(super) const BASTILLE: i32 = 34;
pub(super) const EARTH_DAY: i32 = 35;
pub(super) const JUNETEENTH: i32 = 36;
pub(super) const EPIPHANY: i32 = 37;
pub(super) const REFUGEES: i32 = 38;
pub(super) const DISAPPEARED: i32 = 39;
pub(super) const DEMOCRACY: i32 = 40;
pub(super) const UNITED_NATIONS: i32 = 41;
pub(super) const REMEMBRANCE: i32 = 42;
pub(super) const VICTORY_DAY: i32 = 43;

pub(super) const RAMADAN: i32 = 44;
pub(super) const EID_AL_FITR: i32 = 45;
pub(super) const EID_AL_ADHA: i32 = 46;
pub(super) const CHINESE_NEW_YEAR: i32 = 47;
pub(super) const DIWALI: i32 = 48;

/// The first days of the Chinese years 1990 to 2035, in days after 20 January.
const CHINESE_YEARS: [u8; 46] = [
    7, 26, 15, 3, 21, 11, 30, 18, 8, 27, 16, 4, 23, 12, 2, 20, 9, 29, 18, 6, 25, 14, 3, 21, 11, 30, 19, 8,
    27, 16, 5, 23, 12, 2, 21, 9, 28, 17, 6, 24, 14, 3, 22, 11, 30, 19,
];

/// The named days, in the order of the numbers above. Independence Day is Cambodia's where the text is of
/// Cambodia; nothing here can know that, so it stays without a day.
const NAMED: [Option<Falls>; 49] = [
    Some(Falls::On(12, 25)),
    Some(Falls::On(12, 24)),
    Some(Falls::On(1, 1)),
    Some(Falls::On(12, 31)),
    Some(Falls::On(2, 14)),
    Some(Falls::On(3, 8)),
    Some(Falls::On(5, 1)),
    Some(Falls::Nth(9, 1, 1)),
    Some(Falls::Nth(5, -1, 1)),
    Some(Falls::On(5, 3)),
    Some(Falls::On(10, 31)),
    Some(Falls::On(12, 10)),
    Some(Falls::From((4, 13), (4, 16))),
    Some(Falls::Lunar(9, 29, 2)),
    Some(Falls::Lunar(5, 15, 0)),
    Some(Falls::Lunar(2, 15, 0)),
    Some(Falls::Lunar(11, 14, 2)),
    Some(Falls::Lunar(5, 19, 0)),
    Some(Falls::On(10, 23)),
    Some(Falls::Nth(11, 4, 4)),
    None,
    Some(Falls::Easter(0)),
    Some(Falls::Easter(-2)),
    Some(Falls::Easter(1)),
    Some(Falls::On(11, 1)),
    Some(Falls::Nth(1, 3, 1)),
    Some(Falls::Nth(2, 3, 1)),
    Some(Falls::Nth(10, 2, 1)),
    Some(Falls::On(11, 11)),
    Some(Falls::On(12, 26)),
    Some(Falls::Easter(-46)),
    Some(Falls::Easter(-7)),
    Some(Falls::Easter(49)),
    Some(Falls::On(3, 17)),
    Some(Falls::On(7, 14)),
    Some(Falls::On(4, 22)),
    Some(Falls::On(6, 19)),
    Some(Falls::On(1, 6)),
    Some(Falls::On(6, 20)),
    Some(Falls::On(8, 30)),
    Some(Falls::On(9, 15)),
    Some(Falls::On(10, 24)),
    Some(Falls::On(5, 20)),
    Some(Falls::On(1, 7)),
    Some(Falls::Islamic(9, 0, 29)),
    Some(Falls::Islamic(10, -1, 1)),
    Some(Falls::Islamic(12, 8, 10)),
    Some(Falls::Chinese),
    // The new moon between these days.
    Some(Falls::From((10, 17), (11, 15))),
];

/// The days of a named day in a year.
pub(super) fn in_year(named: u8, year: i32) -> Option<Interval> {
    let day = |month, day| Date::new(year, month, day);
    let falls = (*NAMED.get(usize::from(named))?)?;
    Some(match falls {
        Falls::On(month, on) => Interval::day(day(month, on)?),
        Falls::From(first, last) => Interval::new(Some(day(first.0, first.1)?), Some(day(last.0, last.1)?)),
        Falls::Nth(month, nth, weekday) => Interval::day(nth_weekday(year, month, nth, weekday)?),
        Falls::Easter(days) => Interval::day(easter(year)?.add_days(days)?),
        Falls::Islamic(month, from, to) => {
            let first = islamic_month(year, month)?;
            Interval::new(Some(first.add_days(from)?), Some(first.add_days(to)?))
        }
        Falls::Chinese => {
            let days = CHINESE_YEARS.get(usize::try_from(year.checked_sub(1990)?).ok()?)?;
            Interval::day(day(1, 20)?.add_days(i32::from(*days))?)
        }
        Falls::Lunar(month, from, days) => {
            let first = lunar::in_year(year, month, from)?;
            Interval::new(Some(first), Some(first.add_days(days)?))
        }
    })
}

/// The first day of a month of the tabular Islamic calendar (civil epoch, leap years by (11 y + 14) mod 30 < 11) that
/// falls into a year of the Common Era; the earlier where two do.
fn islamic_month(year: i32, month: u8) -> Option<Date> {
    let zero = Date::new(1970, 1, 1)?;
    let month = i32::from(month);
    let about = year.checked_sub(622)?.checked_mul(33)? / 32;
    (about - 1..=about + 2).filter(|islamic| *islamic > 0).find_map(|islamic| {
        let days = (islamic - 1) * 354 + (3 + 11 * islamic) / 30 + 29 * (month - 1) + month / 2;
        zero.add_days(days - 492_148).filter(|date| date.year() == year)
    })
}

/// A weekday (1 is Monday) of a month, counted from its start; -1 is the last.
pub(super) fn nth_weekday(year: i32, month: u8, nth: i8, weekday: u8) -> Option<Date> {
    let first = Date::new(year, month, 1)?;
    let to_weekday = (i32::from(weekday) - i32::from(first.weekday())).rem_euclid(7);
    let date = if nth > 0 {
        first.add_days(to_weekday + 7 * (i32::from(nth) - 1))?
    } else {
        let last = first.add_months(1)?.add_days(-1)?;
        last.add_days(-(i32::from(last.weekday()) - i32::from(weekday)).rem_euclid(7))?
    };
    (date.month() == month).then_some(date)
}

/// Easter Sunday of the Gregorian calendar ("Anonymous Gregorian algorithm", *Nature*, 20 April 1876).
#[expect(clippy::many_single_char_names, reason = "the names of the published algorithm")]
fn easter(year: i32) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(named: i32, year: i32, first: &str) {
        let found = in_year(named as u8, year).and_then(Interval::first).map(|date| date.to_string());
        assert_eq!(found.as_deref(), Some(first), "{named} in {year}");
    }

    #[test]
    fn days_that_move() {
        check(EASTER, 2024, "2024-03-31");
        check(EASTER, 1998, "1998-04-12");
        check(GOOD_FRIDAY, 2017, "2017-04-14");
        check(THANKSGIVING, 1989, "1989-11-23");
        check(LABOR_DAY, 2017, "2017-09-04");
        check(MEMORIAL_DAY, 1998, "1998-05-25");
        check(VISAK, 2023, "2023-05-04");
        check(VISAK, 2024, "2024-05-22");
        check(PCHUM_BEN, 2023, "2023-10-13");
        check(WATER_FESTIVAL, 2017, "2017-11-02");
        check(RAMADAN, 2019, "2019-05-06");
        check(RAMADAN, 2023, "2023-03-23");
        check(EID_AL_FITR, 2019, "2019-06-04");
        check(EID_AL_ADHA, 2021, "2021-07-19");
        check(CHINESE_NEW_YEAR, 1990, "1990-01-27");
        check(CHINESE_NEW_YEAR, 2020, "2020-01-25");
        check(CHINESE_NEW_YEAR, 2024, "2024-02-10");
        check(CHINESE_NEW_YEAR, 2035, "2035-02-08");
    }

    #[test]
    fn a_day_that_depends_on_the_country_has_no_date() {
        assert_eq!(in_year(INDEPENDENCE as u8, 2017), None);
    }
}
