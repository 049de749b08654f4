//! The Khmer lunar calendar, and the Cambodian Buddhist Era.
//!
//! A year has twelve months of 29 and 30 days by turns; now and then Jesth has a thirtieth day, or Asadh comes twice.
//! Which years these are follows from the *bodithey* and *avoman* of the Buddhist year, computed as in Phylypo Tum,
//! "Khmer Calendar" (2007), with the rules of consecutive years. Months are numbered from Migasir (0) to Kadek (11);
//! 12 and 13 are the two Asadh of a year that has both.

use crate::calendar::Date;

/// The years for which the months are computed; beyond, the rules above have not been kept.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;
/// Days from 1 January 1970 to 1 January 1900, which was the first day of waxing Bos.
const FIRST_OF_BOS_1900: i32 = -25_567;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Leap {
    None,
    Day,
    Month,
}

fn ahargana(buddhist: i32) -> i64 {
    (i64::from(buddhist) * 292_207 + 499).div_euclid(800) + 4
}

fn avoman(buddhist: i32) -> i64 {
    (11 * ahargana(buddhist) + 25).rem_euclid(692)
}

fn bodithey(buddhist: i32) -> i64 {
    let days = ahargana(buddhist);
    ((11 * days + 25).div_euclid(692) + days + 29).rem_euclid(30)
}

fn is_solar_leap(buddhist: i32) -> bool {
    800 - (i64::from(buddhist) * 292_207 + 499).rem_euclid(800) <= 207
}

/// Whether a year asks for a month more, and for a day more.
fn asks(buddhist: i32) -> (bool, bool) {
    let (days, left) = (bodithey(buddhist), avoman(buddhist));
    let next = bodithey(buddhist + 1);
    let month = match days {
        25 if next == 5 => false,
        24 if next == 6 => true,
        _ => days >= 25 || days <= 5,
    };
    let day = if is_solar_leap(buddhist) { left <= 126 } else { left <= 137 && avoman(buddhist + 1) != 0 };
    (month, day)
}

/// A year that asks for both has the month, and leaves the day to the next.
fn leap(buddhist: i32) -> Leap {
    match asks(buddhist) {
        (true, _) => Leap::Month,
        (false, true) => Leap::Day,
        (false, false) if asks(buddhist - 1) == (true, true) => Leap::Day,
        (false, false) => Leap::None,
    }
}

/// The leap of the lunar year whose Jesth and Asadh fall in a year of the Common Era.
fn leap_in(year: i32) -> Leap {
    leap(year + 544)
}

fn year_length(year: i32) -> i32 {
    match leap_in(year) {
        Leap::None => 354,
        Leap::Day => 355,
        Leap::Month => 384,
    }
}

/// The first day of Bos at the start of a year (it may fall in the December before).
fn first_of_bos(year: i32) -> Option<i32> {
    if !YEARS.contains(&year) {
        return None;
    }
    Some(if year >= 1900 {
        FIRST_OF_BOS_1900 + (1900..year).map(year_length).sum::<i32>()
    } else {
        FIRST_OF_BOS_1900 - (year..1900).map(year_length).sum::<i32>()
    })
}

/// Days of a month in the lunar year whose Asadh falls in `year`.
fn month_length(month: u8, year: i32) -> i32 {
    match month {
        6 if leap_in(year) == Leap::Day => 30,
        12 | 13 => 30,
        month if month % 2 == 1 => 30,
        _ => 29,
    }
}

/// The first day of a month in the cycle that starts with the Bos of `year`.
fn first_of_month(year: i32, month: u8) -> Option<Date> {
    let mut day = first_of_bos(year)?;
    let double = leap_in(year) == Leap::Month;
    let order: &[u8] = if double {
        &[1, 2, 3, 4, 5, 6, 12, 13, 8, 9, 10, 11, 0]
    } else {
        &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0]
    };
    let month = if double && month == 7 { 12 } else { month };
    for &each in order {
        if each == month {
            return Date::from_days_since_epoch(day);
        }
        day += month_length(each, year);
    }
    None
}

/// The day (1 to 30) of a lunar month that falls in a year of the Common Era.
pub(super) fn in_year(year: i32, month: u8, day: u8) -> Option<Date> {
    [year, year + 1, year - 1].into_iter().find_map(|cycle| {
        let date = first_of_month(cycle, month)?.add_days(i32::from(day) - 1)?;
        (date.year() == year).then_some(date)
    })
}

/// The first and last day of a lunar month that starts in a year of the Common Era.
pub(super) fn month_in_year(year: i32, month: u8) -> Option<(Date, Date)> {
    [year, year + 1, year - 1].into_iter().find_map(|cycle| {
        let first = first_of_month(cycle, month)?;
        (first.year() == year).then_some((first, first.add_days(month_length(month, cycle) - 1)?))
    })
}

/// The day on which the Buddhist year turns in a year of the Common Era: the first of waning Pisakh.
pub(super) fn turn_of_year(year: i32) -> Option<Date> {
    in_year(year, 5, 16)
}

/// The year of the Common Era of a day that is known but for its year, in a Buddhist year.
pub(super) fn common_year(buddhist: i32, month: u8, day: u8) -> i32 {
    let later = buddhist - 543;
    let turn = turn_of_year(later);
    let before_turn = turn.map_or(month < 5, |turn| (month, day) < (turn.month(), turn.day()));
    if before_turn { later } else { later - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(year: i32, month: u8, day: u8, expect: &str) {
        assert_eq!(in_year(year, month, day).map(|date| date.to_string()).as_deref(), Some(expect));
    }

    #[test]
    fn days_that_were_celebrated() {
        check(1900, 1, 1, "1900-01-01");
        check(2019, 5, 15, "2019-05-18");
        check(2023, 5, 15, "2023-05-04");
        check(2024, 5, 15, "2024-05-22");
        check(2017, 9, 27, "2017-09-17");
        check(2023, 9, 30, "2023-10-14");
        check(2018, 2, 15, "2018-01-31");
    }

    #[test]
    fn the_buddhist_year_turns_at_visak_bochea() {
        assert_eq!(common_year(2561, 9, 17), 2017);
        assert_eq!(common_year(2561, 4, 17), 2018);
        assert_eq!(turn_of_year(2023).map(|date| date.to_string()).as_deref(), Some("2023-05-05"));
    }

    #[test]
    fn far_years_have_no_months() {
        assert_eq!(in_year(1200, 5, 15), None);
        assert_eq!(in_year(9999, 5, 15), None);
    }
}
